"""How many were killed or injured, and who says so.

Prevents "not stated" from being read as nobody: zero is a number that somebody gave, absence is `None`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from tocsin.records.spans import Span

CountKind = Literal["killed", "injured"]


@dataclass(frozen=True, slots=True)
class CountClaim:
    """One figure and who gave it; `by` is `None` in the report's own voice, bounds are `None` for "several"."""

    low: int | None
    high: int | None
    span: Span | None = None
    by: str | None = None

    def to_json(self) -> dict[str, Any]:
        """`{"by", "low", "high", "span"}`."""
        return {
            "by": self.by,
            "low": self.low,
            "high": self.high,
            "span": self.span.to_json() if self.span else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> CountClaim:
        """The claim that `to_json` wrote."""
        span = Span.from_json(data["span"]) if data["span"] else None
        return cls(data["low"], data["high"], span, data["by"])


@dataclass(frozen=True, slots=True)
class Count:
    """Low, best and high over the claims: `best` is the figure the report tells last, the policy of this reader."""

    low: int | None
    best: int | None
    high: int | None
    claims: tuple[CountClaim, ...] = ()

    @classmethod
    def over(cls, claims: tuple[CountClaim, ...]) -> Count | None:
        """The count that these claims, in the order of the report, add up to; `None` without claims."""
        if not claims:
            return None
        lows = [c.low for c in claims if c.low is not None]
        highs = [c.high for c in claims if c.high is not None]
        return cls(min(lows, default=None), lows[-1] if lows else None, max(highs, default=None), claims)

    def to_json(self) -> dict[str, Any]:
        """`{"low", "best", "high", "claims"}`."""
        return {
            "low": self.low,
            "best": self.best,
            "high": self.high,
            "claims": [c.to_json() for c in self.claims],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Count:
        """The count that `to_json` wrote."""
        claims = tuple(CountClaim.from_json(c) for c in data["claims"])
        return cls(data["low"], data["best"], data["high"], claims)


@dataclass(frozen=True, slots=True)
class CountMention:
    """Words that give a toll: "at least 14 people were killed"."""

    span: Span
    kind: CountKind
    low: int | None
    high: int | None
    whom: Span | None = None
