"""The calendar: bounds of months, seasons and years, and TIMEX3 values for them.

Prevents dates that cannot be: every function answers `None` for a day that no calendar has. Years are astronomical only
in sign: -481 is 481 BC, for which `datetime` has no date and TIMEX3 writes `BC0481`.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

Days = tuple[date, date]
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""First and last month (northern, meteorological); months past 12 fall in the next year."""
MONTH_PARTS = {"early": (1, 10), "mid": (10, 20), "late": (21, 31), "half1": (1, 15), "half2": (16, 31)}
"""Days of a month that early, mid- and late mean, as coders of conflict events use them."""

SHARES = {"early": (0, 2), "mid": (2, 4), "late": (4, 6), "half1": (0, 3), "half2": (3, 6)}
"""The same of anything else, in sixths."""
YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "half1": (1, 6), "half2": (7, 12)}
"""Months of a year that early, mid- and late mean."""


def day(year: int, month: int, number: int) -> date | None:
    """That day, or `None` where there is none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def add_days(start: date, number: int) -> date | None:
    """`start` moved by `number` days, or `None` outside the calendar."""
    try:
        return start + timedelta(days=number)
    except OverflowError:
        return None


def add_months(year: int, month: int, number: int) -> tuple[int, int]:
    """A month moved by `number` months."""
    index = year * 12 + month - 1 + number
    return index // 12, index % 12 + 1


def months(year: int, first: int, last: int) -> Days | None:
    """The days from month `first` to month `last` of `year`; months past 12 fall in the next year."""
    (y1, m1), (y2, m2) = add_months(year, first, 0), add_months(year, last, 0)
    if not (y1 >= MINYEAR and y2 <= MAXYEAR):
        return None
    return date(y1, m1, 1), date(y2, m2, monthrange(y2, m2)[1])


def year_part(year: int, share: str | None) -> Days | None:
    """A year, or four months of it: early, middle or late."""
    return months(year, *YEAR_PARTS.get(share or "", (1, 12)))


def years(first: int, last: int) -> Days | None:
    """The days from year `first` to year `last`."""
    return (date(first, 1, 1), date(last, 12, 31)) if MINYEAR <= first <= last <= MAXYEAR else None


def week(of: date) -> Days | None:
    """Monday to Sunday of the week of a day."""
    monday = add_days(of, -of.weekday())
    sunday = add_days(of, 6 - of.weekday())
    return (monday, sunday) if monday and sunday else None


def part_of(days: Days | None, part: str, *, of_month: bool) -> Days | None:
    """The early, middle or late part of an interval: `MONTH_PARTS` in a month, `SHARES` of anything else."""
    if days is None or part not in MONTH_PARTS:
        return days
    start, end = days
    if of_month:
        first, last = MONTH_PARTS[part]
        return start.replace(day=first), end.replace(day=min(last, end.day))
    first_share, last_share = SHARES[part]
    length = (end - start).days + 1
    return start + timedelta(days=length * first_share // 6), start + timedelta(days=length * last_share // 6 - 1)


def easter(year: int) -> date | None:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Nature, 1876); `None` before 1583."""
    if not 1583 <= year <= MAXYEAR:
        return None
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    lead = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * lead) // 451
    month, number = divmod(h + lead - 7 * m + 114, 31)
    return date(year, month, number + 1)


def year_value(year: int | None) -> str:
    """`1939`, `BC0481`, or `XXXX` for a year that nobody gave."""
    if year is None:
        return "XXXX"
    return f"BC{-year:04d}" if year < 0 else f"{year:04d}"


def week_value(of: date) -> str:
    """`2023-W43`: the ISO week of a day."""
    iso = of.isocalendar()
    return f"{iso.year:04d}-W{iso.week:02d}"
