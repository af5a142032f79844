"""What the telling has fixed so far: publication, the day last told, the year and month it stands in.

Prevents the two classic mistakes: "two days earlier" counted from publication though the story stands elsewhere, and a
missing year filled in from today's calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tocsin.reading.times import calendar
from tocsin.records.times import Basis, Precision

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
HISTORY_SHARE = 0.6
"""A text is history when this share of the years it states lies two or more years before publication (and at least
three do): news states few years, and mostly its own. Chosen on histories of wars and agency reports."""
HISTORY_YEARS = 3
AHEAD_MONTHS = 6
"""In a story, a month without a year is the next one if at most this many months ahead of the last told, else the one
before: stories run forward, with short looks back."""


@dataclass(frozen=True, slots=True)
class Time:
    """A resolved meaning: TIMEX3 value, and the days if they are known."""

    timex: str
    start: date | None = None
    end: date | None = None
    precision: Precision = "day"
    basis: Basis = "stated"
    kind: Kind = "DATE"
    year: int | None = None
    month: int | None = None
    late: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it names one day, or the night between two."""
        return self.precision == "day" and self.end is not None and self.kind in ("DATE", "TIME")


@dataclass(slots=True)
class Story:
    """The state of the telling, filled from left to right over one report."""

    published: date | None = None
    history: bool = False
    first_year: int | None = None
    heading: int | None = None
    year: int | None = None
    month: int | None = None
    day: date | None = None
    anchor: date | None = None
    last: Time | None = None

    def note(self, time: Time, *, aside: bool = False) -> None:
        """Remember a time told. An aside ("a day earlier") moves what "that day" means, not where the story stands."""
        if time.kind not in ("DATE", "TIME") or time.year is None:
            return
        self.last = time
        if time.is_day:
            self.day = time.end
            self.anchor = self.anchor if aside and self.anchor else time.end
        if not aside:
            self.year, self.month = time.year, time.month

    def base_day(self, *, aside: bool = False) -> date | None:
        """The day that "two days later" (or, with `aside`, "two days earlier") counts from."""
        return (self.anchor if aside else self.day) or (None if self.history else self.published)

    def now(self) -> date | None:
        """The day that "yesterday" and "on Tuesday" count from: publication, or the story's day in a history.

        A text whose publication nobody knows has no such day.
        """
        return self.day if self.history and self.published else self.published

    def base_month(self) -> tuple[int | None, int | None]:
        """The year and month that "that month" means: the story's, else those of publication."""
        if self.year is None and self.published and not self.history:
            return self.published.year, self.published.month
        return self.year, self.month

    def year_of(self, month: int, number: int | None = None, *, ahead: bool = False) -> int | None:
        """The year of a month (and day) told without one; `None` when nothing says."""
        if self.heading is not None:
            return self.heading
        if self.published and not self.history:
            return self._published_year(self.published, month, number or 1, ahead=ahead)
        return self._story_year(month)

    def _story_year(self, month: int) -> int | None:
        if self.year is None or self.month is None:
            return self.year or (self.first_year if self.published else None)
        step = month - self.month
        if step < AHEAD_MONTHS - 12:
            return self.year + 1
        return self.year - 1 if step > AHEAD_MONTHS else self.year

    @staticmethod
    def _published_year(published: date, month: int, number: int, *, ahead: bool) -> int:
        told, now = (month, number), (published.month, published.day)
        if ahead:
            return published.year + (told[0] < now[0])
        return published.year - (told > now)


def is_history(years: list[int], published: date | None) -> bool:
    """Whether the years stated in a text say that it tells of times long before publication."""
    if published is None:
        return True
    old = sum(year < published.year - 1 for year in years)
    return old >= HISTORY_YEARS and old >= HISTORY_SHARE * len(years)


def whole_days(days: calendar.Days | None) -> tuple[date | None, date | None]:
    """An interval, or two unknowns."""
    return days if days else (None, None)
