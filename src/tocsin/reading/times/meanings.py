"""What the words of time mean, before and after the story says what they count from.

Prevents the publication date from slipping in as a default: each meaning resolves itself against a `Story`, and what
nothing anchors stays open, in TIMEX3's own notation (`XXXX-10-26`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from tocsin.reading.times import calendar
from tocsin.reading.times.story import Kind, Story, Time, whole_days
from tocsin.records.times import Basis, Precision

PRECISION: dict[str, Precision] = {
    "D": "day",
    "WE": "day",
    "W": "week",
    "F": "week",
    "M": "month",
    "Y": "year",
    "DE": "year",
    "CE": "year",
}
DAYS = {"D": 1, "W": 7, "F": 14, "WE": 7}
YEARS = {"Y": 1, "DE": 10, "CE": 100}
UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "F": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
}
LAST_YEAR = 9999
"""TIMEX3 writes years with four digits."""
VAGUE_AMOUNT = 3
"""How many units "recent months" reaches back: the usual reading of "a few"; always marked `inferred`."""


class Meaning(Protocol):
    """Something that a story turns into a time."""

    def resolve(self, story: Story) -> Time:
        """The time meant, given what the telling has fixed so far."""
        ...


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date or part of one. `doubt` marks words that contradict each other, as a weekday that is not that date's."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str | None = None
    part: str | None = None
    share: str | None = None
    doubt: bool = False
    ahead: bool = False
    of_story: bool = False
    late: bool = False

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        year = self.year if self.year is not None else self._missing_year(story)
        if self._impossible(year):
            return replace(self, day=None, doubt=True).resolve(story)
        basis: Basis = "stated" if self.year is not None and not self.doubt else "inferred"
        start, end = whole_days(self._days(year))
        timex = self._timex(year)
        return Time(
            timex, start, end, self._precision(), basis, "TIME" if self.part else "DATE", year, self.month, self.late
        )

    def _impossible(self, year: int | None) -> bool:
        """Whether no calendar has that day: 31 February is February at most."""
        leap = 2000
        return bool(self.month and self.day) and not calendar.day(
            year if year and year > 0 else leap, self.month or 1, self.day or 1
        )

    def _missing_year(self, story: Story) -> int | None:
        if self.of_story:
            return story.year
        first = self.month or (calendar.SEASON_MONTHS[self.season][0] if self.season else 1)
        return story.year_of(first, self.day, ahead=self.ahead)

    def _days(self, year: int | None) -> calendar.Days | None:
        if year is None or year < 1:
            return None
        if self.month and self.day:
            found = calendar.day(year, self.month, self.day)
            return (found, found) if found else None
        if self.month or self.season:
            first, last = (self.month, self.month) if self.month else calendar.SEASON_MONTHS[self.season or ""]
            return calendar.part_of(calendar.months(year, first, last), self.share or "", of_month=bool(self.month))
        return calendar.year_part(year, self.share)

    def _timex(self, year: int | None) -> str:
        value = calendar.year_value(year)
        value += f"-{self.month:02d}" if self.month else (f"-{self.season}" if self.season else "")
        value += f"-{self.day:02d}" if self.day else ""
        return with_part(value, self.part)

    def _precision(self) -> Precision:
        return "day" if self.day else ("month" if self.month or self.season else "year")


@dataclass(frozen=True, slots=True)
class Era:
    """A decade (`digits` 3: 199 for the 1990s) or a century (`digits` 2: 19 for the 20th)."""

    value: int
    digits: int
    share: str | None = None

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        size = 10 ** (4 - self.digits)
        first = self.value * size
        days = calendar.years(first, first + size - 1) if self.value > 0 else None
        start, end = whole_days(calendar.part_of(days, self.share or "", of_month=False))
        sign, number = ("BC", -self.value) if self.value < 0 else ("", self.value)
        return Time(f"{sign}{number:0{self.digits}d}", start, end, "year")


@dataclass(frozen=True, slots=True)
class EasterDay:
    """A movable Christian feast: days from Easter Sunday."""

    offset: int
    year: int | None = None
    part: str | None = None

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        year = self.year if self.year is not None else story.year_of(4, 1)
        sunday = calendar.easter(year) if year else None
        found = calendar.add_days(sunday, self.offset) if sunday else None
        basis: Basis = "stated" if self.year is not None else "inferred"
        return a_day(found, part=self.part, basis=basis) if found else Time(calendar.year_value(year) + "-XX-XX")


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday, `step` -1 (last, previous), 0 or 1 (next, following), from publication or from the story."""

    number: int
    step: int = 0
    part: str | None = None
    ahead: bool = False
    from_story: bool = False
    late: bool = False

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        base = story.base_day() if self.from_story else story.now()
        forth = self.ahead or story.history
        found = calendar.add_days(base, self._distance(base.isoweekday(), forth=forth)) if base else None
        if found is None:
            return Time(with_part(f"XXXX-WXX-{self.number}", self.part))
        return replace(a_day(found, part=self.part, basis="inferred"), late=self.late)

    def _distance(self, today: int, *, forth: bool) -> int:
        back, ahead = (today - self.number) % 7, (self.number - today) % 7
        if self.step:
            return (ahead or 7) if self.step > 0 else -(back or 7)
        return ahead if forth else -back


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from publication or from the story: yesterday, last week, three days ago, two days later."""

    unit: str
    amount: int
    from_story: bool = False
    part: str | None = None
    share: str | None = None

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        year, month, day = self._base(story)
        if self.unit in DAYS:
            return self._by_days(day, story)
        if self.unit == "M":
            return self._by_months(year, month, story)
        return self._by_years(year, story)

    def _base(self, story: Story) -> tuple[int | None, int | None, date | None]:
        day = story.base_day(aside=self.amount < 0) if self.from_story else story.now()
        from_story = self.from_story or (story.history and story.published is not None)
        if from_story and story.year is not None:
            return story.year, story.month, day
        return (day.year, day.month, day) if day else (None, None, None)

    def _by_days(self, base: date | None, story: Story) -> Time:
        found = calendar.add_days(base, self.amount * DAYS[self.unit]) if base else None
        if found is None:
            return Time(with_part(UNKNOWN[self.unit], self.part), precision=PRECISION[self.unit], basis="inferred")
        if self.unit == "D":
            return a_day(found, part=self.part, basis="inferred")
        start, end = whole_days(self._week_days(found, story))
        timex = calendar.week_value(found) + ("-WE" if self.unit == "WE" else "")
        return Time(timex, start, end, PRECISION[self.unit], "inferred", year=found.year, month=found.month)

    def _week_days(self, found: date, story: Story) -> calendar.Days | None:
        days = calendar.week(found)
        if days and self.unit == "WE":
            saturday = calendar.add_days(days[1], -1)
            return (saturday, days[1]) if saturday else None
        return clip(days, self.share, story)

    def _by_months(self, year: int | None, month: int | None, story: Story) -> Time:
        if year is None or month is None:
            return Time("XXXX-XX", precision="month", basis="inferred")
        found_year, found = calendar.add_months(year, month, self.amount)
        if abs(found_year) > LAST_YEAR:
            return Time(self._far(), precision="month", basis="inferred")
        time = Calendar(found_year, found, share=self.share if self.amount else None).resolve(story)
        return self._this(time, story)

    def _by_years(self, year: int | None, story: Story) -> Time:
        if year is None:
            return Time(UNKNOWN.get(self.unit, "XXXX"), precision="year", basis="inferred")
        found = year + self.amount * YEARS.get(self.unit, 1)
        if abs(found) > LAST_YEAR:
            return Time(self._far(), precision="year", basis="inferred")
        if self.unit != "Y":
            digits = 3 if self.unit == "DE" else 2
            size = 10 ** (4 - digits)
            value = found // size if found > 0 else -(-found // size)
            return replace(Era(value, digits, self.share).resolve(story), basis="inferred", year=found)
        time = Calendar(found, share=self.share if self.amount else None).resolve(story)
        return self._this(time, story)

    def _far(self) -> str:
        return "PAST_REF" if self.amount < 0 else "FUTURE_REF"

    def _this(self, time: Time, story: Story) -> Time:
        """ "Earlier this month" ends before publication, "later this month" begins after it."""
        days = (time.start, time.end) if time.start and time.end else None
        if self.amount == 0 and self.share and not (self.from_story or story.history):
            days = clip(days, self.share, story)
        start, end = whole_days(days)
        return replace(time, start=start, end=end, basis="inferred")


@dataclass(frozen=True, slots=True)
class SeasonShift:
    """Last, this or next season: the nearest that ends before, holds, or begins after the day it counts from."""

    season: str
    step: int
    from_story: bool = False

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        base = self._base(story)
        if base is None:
            return Time(f"XXXX-{self.season}", precision="month", basis="inferred")
        years = range(base.year - 2, base.year + 3)
        times = [replace(Calendar(y, season=self.season).resolve(story), basis="inferred") for y in years]
        fitting = [time for time in times if time.start and time.end and self._fits(time.start, time.end, base)]
        open_time = Time(f"XXXX-{self.season}", precision="month", basis="inferred")
        return min(fitting, key=lambda time: abs(((time.start or base) - base).days), default=open_time)

    def _base(self, story: Story) -> date | None:
        if not self.from_story and not (story.history and story.published):
            return story.published
        if story.year is None or story.year < 1:
            return story.base_day()
        return calendar.day(story.year, story.month or 1, 1)

    def _fits(self, start: date, end: date, base: date) -> bool:
        return {-1: end < base, 1: start > base}.get(self.step, end >= base)


@dataclass(frozen=True, slots=True)
class SameTime:
    """The day, month or year last told: "the same day", "that month"."""

    unit: str
    part: str | None = None
    share: str | None = None

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        if self.unit == "D":
            base = story.base_day()
            return a_day(base, part=self.part, basis="inferred") if base else Time(with_part("XXXX-XX-XX", self.part))
        year, month = story.base_month()
        if self.unit == "M" and year and month:
            return replace(Calendar(year, month, share=self.share).resolve(story), basis="inferred")
        if self.unit == "Y" and year:
            return replace(Calendar(year, share=self.share).resolve(story), basis="inferred")
        if self.unit == "T" and story.last:
            return replace(story.last, basis="inferred")
        return Time({"T": "PRESENT_REF"}.get(self.unit, UNKNOWN.get(self.unit, "XXXX")))


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A bare day of the month the story stands in: "on the 26th"."""

    number: int

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        base = story.day or story.published
        year, month = (story.year, story.month) if story.month else ((base.year, base.month) if base else (None, None))
        if year is None or month is None:
            return Time(f"XXXX-XX-{self.number:02d}")
        return replace(Calendar(year, month, self.number).resolve(story), basis="inferred")


@dataclass(frozen=True, slots=True)
class AfterMidnight:
    """A part of the day on its own ("at dawn", "shortly after midnight"): of the day last told, or of publication.

    After an evening or night, midnight and dawn are the next day's.
    """

    part: str

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        base = story.base_day()
        if base is None:
            return Time(with_part("XXXX-XX-XX", self.part), kind="TIME")
        last = story.last
        evening = last is not None and last.is_day and (last.late or last.timex.endswith(("TEV", "TNI")))
        found = calendar.add_days(base, 1) if evening and self.part in ("MO", "00:00") else base
        return a_day(found or base, part=self.part, basis="inferred")


@dataclass(frozen=True, slots=True)
class Overnight:
    """The night up to publication, or up to the day named."""

    weekday: int | None = None

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        end = Weekday(self.weekday).resolve(story).end if self.weekday else story.now()
        start = calendar.add_days(end, -1) if end else None
        if end is None or start is None:
            return Time("XXXX-XX-XXTNI", kind="TIME")
        return Time(f"{end.isoformat()}TNI", start, end, "day", "inferred", "TIME", end.year, end.month)


@dataclass(frozen=True, slots=True)
class Weekend:
    """ "Over the weekend": the last Saturday and Sunday that had begun at publication."""

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        base = story.now()
        saturday = calendar.add_days(base, -((base.isoweekday() - 6) % 7)) if base else None
        sunday = calendar.add_days(saturday, 1) if saturday else None
        if saturday is None or sunday is None:
            return Time(UNKNOWN["WE"])
        timex = calendar.week_value(saturday) + "-WE"
        return Time(timex, saturday, sunday, "day", "inferred", year=saturday.year, month=saturday.month)


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours before or after what was last told: that day, or the one beside it."""

    step: int

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        base = story.base_day(aside=self.step < 0)
        beside = calendar.add_days(base, self.step) if base else None
        timex = "PAST_REF" if self.step < 0 else "FUTURE_REF"
        if base is None or beside is None:
            return Time(timex)
        return Time(timex, min(base, beside), max(base, beside), basis="inferred")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch that ends at publication: "the past three weeks"; `amount` `None` is vague, as in "recent months"."""

    unit: str
    amount: int | None

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        timex = duration_value(self.unit, "X" if self.amount is None else str(self.amount))
        precision = PRECISION.get(self.unit, "day")
        end = story.published if not story.history else None
        start = self._start(end) if end else None
        return Time(timex, start, end if start else None, precision, "inferred", "DURATION")

    def _start(self, end: date) -> date | None:
        amount = self.amount if self.amount is not None else VAGUE_AMOUNT
        if self.unit in DAYS:
            return calendar.add_days(end, -amount * DAYS[self.unit])
        if self.unit not in YEARS and self.unit != "M":
            return calendar.add_days(end, -1)
        year, month = calendar.add_months(
            end.year, end.month, -amount * (1 if self.unit == "M" else 12 * YEARS[self.unit])
        )
        days = calendar.months(year, month, month)
        if days is None or self.amount is None:
            return days[0] if days else None
        return days[0].replace(day=min(end.day, days[1].day))


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that no story changes: a duration, a recurring time, "now"."""

    timex: str
    kind: Kind = "DATE"
    precision: Precision = "day"

    def resolve(self, story: Story) -> Time:
        """See `Meaning`."""
        return Time(self.timex, precision=self.precision, kind=self.kind)


def with_part(value: str, part: str | None) -> str:
    """A TIMEX3 date with the part of day or clock time behind it."""
    return f"{value}T{part}" if part else value


def a_day(found: date, *, part: str | None, basis: Basis) -> Time:
    """One known day."""
    timex = with_part(found.isoformat(), part)
    return Time(timex, found, found, "day", basis, "TIME" if part else "DATE", found.year, found.month)


def clip(days: calendar.Days | None, share: str | None, story: Story) -> calendar.Days | None:
    """A unit that holds the publication day, cut before it for "earlier" and after it for "later"."""
    if days is None or not share or not story.published or not days[0] <= story.published <= days[1]:
        return days
    start, end = days
    before, behind = calendar.add_days(story.published, -1), calendar.add_days(story.published, 1)
    if share == "early" and before and before >= start:
        return start, before
    if share == "late" and behind and behind <= end:
        return behind, end
    return days


def duration_value(unit: str, amount: str) -> str:
    """`P3W`, `PT5H`, `PXM`: a length of time in TIMEX3; a fortnight is two weeks."""
    if unit == "F":
        return f"P{int(amount) * 2}W" if amount.isdigit() else "PXW"
    if unit == "WE":
        return f"P{amount}WE"
    return f"P{unit[0]}{amount}{unit[1:]}" if unit[0] == "T" else f"P{amount}{unit}"
