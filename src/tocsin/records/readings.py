"""A report and all that one run found in it.

Prevents hidden state: a stage takes a `Reading` and returns one with more in it, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tocsin.records.actors import ActorMention
from tocsin.records.counts import CountMention
from tocsin.records.events import EventMention, Trigger
from tocsin.records.places import PlaceMention
from tocsin.records.reports import Report
from tocsin.records.spans import Span
from tocsin.records.statements import Relation, Repeat, Statement
from tocsin.records.times import TimeMention
from tocsin.records.weapons import WeaponMention

FORMAT = "tocsin-reading/1"


@dataclass(frozen=True, slots=True)
class Reading:
    """A report, the mentions found in it, and the events, statements and relations built from them.

    The mentions (`paragraphs` to `triggers`) are working material of the run; the reading format carries the rest.
    """

    report: Report
    paragraphs: tuple[Span, ...] = ()
    sentences: tuple[Span, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    counts: tuple[CountMention, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    events: tuple[EventMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The report's words."""
        return self.report.text

    def to_json(self) -> dict[str, Any]:
        """The dictionary of the reading format, `tocsin-reading/1`."""
        return {
            "format": FORMAT,
            "report": self.report.to_json(),
            "events": [e.to_json() for e in self.events],
            "statements": [s.to_json() for s in self.statements],
            "relations": [r.to_json() for r in self.relations],
            "repeats": [r.to_json() for r in self.repeats],
            "warnings": list(self.warnings),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any], *, text: str) -> Reading:
        """The reading that `to_json` wrote, over its report's text."""
        report = Report.from_json(data["report"], text=text)
        return cls(
            report=report,
            events=tuple(EventMention.from_json(e, report_id=report.id) for e in data["events"]),
            statements=tuple(Statement.from_json(s) for s in data["statements"]),
            relations=tuple(Relation.from_json(r) for r in data["relations"]),
            repeats=tuple(Repeat.from_json(r) for r in data["repeats"]),
            warnings=tuple(data["warnings"]),
        )
