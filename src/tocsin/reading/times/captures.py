"""What a match's captures say: the year, the share of a month, the part of the day, a number.

Prevents each rule from reading the same words in its own way.
"""

from __future__ import annotations

from typing import Any, cast

from tocsin.reading.times.meanings import LAST_YEAR, Meaning
from tocsin.reading.times.patterns import Expression, Found

MONTHS = ("month", "month_or_word", "month_short")
WEEKDAYS = ("weekday", "weekday_short")
SEASONS = ("season", "season_or_word")
SHARES = ("early", "late", "mid", "beginning", "ending", "middling", "half")
PARTS = ("part", "overnight", "clock")


def first_of(found: Found, names: tuple[str, ...], *tables: str) -> Any:
    """The value of the first of these captures that is there."""
    return next((v for name in names if (v := found.value(name, *tables)) is not None), None)


def said_part(found: Found) -> str | None:
    """The part of the day or clock time, as TIMEX3 writes it."""
    return "MO" if found.has("p4") else cast("str | None", first_of(found, ("p1", "p2", "p3"), *PARTS))


def said_share(found: Found) -> str | None:
    """Which part of a month, season or year: early, mid, late, or a half."""
    return cast("str | None", first_of(found, ("sh", "sg"), *SHARES))


def said_year(found: Found) -> int | None:
    """The year; negative before Christ, `None` where none is said or TIMEX3 cannot write it."""
    before_christ = found.value("yb", "numeral") or 0
    if 0 < before_christ <= LAST_YEAR:
        return -int(before_christ)
    year = found.value("y", "four_digits") or first_of(found, ("yc", "yd"), "numeral")
    return year if year and year <= LAST_YEAR else None


def one(found: Found, meaning: Meaning, *, aside: bool = False) -> list[Expression]:
    """The whole match as one expression."""
    return [Expression(found.first, found.last, meaning, aside=aside)]


def said_amount(found: Found) -> int | None:
    """The number of units; `None` where it is vague."""
    value = found.value("n", "number", "quantity", "a")
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
