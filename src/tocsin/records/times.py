"""When something happened, as an interval that says how surely it is known.

Prevents the publication date from passing for the date of the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tocsin.records.spans import Span

Precision = Literal["day", "week", "month", "year"]
Basis = Literal["stated", "inferred"]


@dataclass(frozen=True, slots=True)
class When:
    """Days `start` to `end`, both inclusive.

    `precision` is the unit the words speak in; `basis` is `inferred` where the year, the month or the anchor was
    worked out from context. A relative or recurring expression that nothing anchors has `start` and `end` `None`.
    """

    start: date | None
    end: date | None
    precision: Precision = "day"
    basis: Basis = "stated"
    span: Span | None = None

    def overlaps(self, other: When, *, slack_days: int = 0) -> bool:
        """Whether the two intervals meet, allowing `slack_days` between them; unknown never meets anything."""
        if not (self.start and self.end and other.start and other.end):
            return False
        return (other.start - self.end).days <= slack_days and (self.start - other.end).days <= slack_days

    def to_json(self) -> dict[str, Any]:
        """The `when` object of the reading format."""
        return {
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "precision": self.precision,
            "basis": self.basis,
            "span": self.span.to_json() if self.span else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> When:
        """The interval that `to_json` wrote."""
        day = date.fromisoformat
        return cls(
            start=day(data["start"]) if data["start"] else None,
            end=day(data["end"]) if data["end"] else None,
            precision=data["precision"],
            basis=data["basis"],
            span=Span.from_json(data["span"]) if data["span"] else None,
        )


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Words that name a time. `timex` is the TIMEX3 value (`2023-10-26`, `P3W`, `P1W` for "every week", `XXXX-10-26`).

    `kind` follows TIMEX3: DATE, TIME, DURATION or SET (recurring).
    """

    span: Span
    when: When
    timex: str
    kind: Literal["DATE", "TIME", "DURATION", "SET"] = "DATE"
