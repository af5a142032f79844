"""Matches → times that count from publication or from the story, lengths of time, and times that recur.

Prevents a length ("three weeks") from passing for a date, and a date from counting from the wrong day.
"""

from __future__ import annotations

from tocsin.reading.times.captures import WEEKDAYS, one, said_amount, said_part, said_share
from tocsin.reading.times.meanings import (
    AfterMidnight,
    Fixed,
    Hours,
    MonthDay,
    Overnight,
    SameTime,
    Shift,
    Weekday,
    Weekend,
    Window,
    duration_value,
)
from tocsin.reading.times.patterns import Expression, Found
from tocsin.reading.times.tense import looks_ahead

DAY_HOURS = 24


def named_day(found: Found) -> list[Expression]:
    """ "today", "yesterday evening", "last night"."""
    days, part = found.value("nd", "named_day")
    return one(found, Shift("D", days, part=part or said_part(found)))


def weekday(found: Found) -> list[Expression]:
    """ "on Tuesday", "last Tuesday", "Thursday morning", "late on Wednesday"."""
    step, number = found.value("st", "shift") or 0, found.value("wd", *WEEKDAYS)
    if found.has("nx"):
        step = 1
    return one(
        found, Weekday(number, step, said_part(found), ahead=step == 0 and looks_ahead(found), late=found.has("l"))
    )


def story_weekday(found: Found) -> list[Expression]:
    """ "the following Tuesday", "the previous Friday", "the Tuesday before"."""
    step = found.value("st", "story_shift") or found.value("af", "earlier", "later", "following_word")
    return one(found, Weekday(found.value("wd", *WEEKDAYS), step, said_part(found), from_story=True), aside=step < 0)


def overnight(found: Found) -> list[Expression]:
    """ "overnight", "overnight into Friday"."""
    return one(found, Overnight(found.value("wd", *WEEKDAYS)))


def overnight_on(found: Found) -> list[Expression]:
    """ "overnight on Monday"."""
    return one(found, Weekday(found.value("wd", *WEEKDAYS), part="NI"))


def unit_shift(found: Found) -> list[Expression]:
    """ "last week", "next month", "earlier this year", "over the weekend"."""
    unit, step = found.value("u", "unit"), found.value("st", "shift", "past", "this")
    if unit[0] == "T" or unit not in ["D", "W", "M", "Y", "DE", "CE", "WE"] or (unit == "D" and step == 0):
        return []
    return one(found, Shift(unit, step, share=said_share(found)))


def weekend(found: Found) -> list[Expression]:
    """ "over the weekend": the one before publication, or the one it falls in."""
    return one(found, Weekend()) if found.value("u", "unit") == "WE" else []


def story_shift(found: Found) -> list[Expression]:
    """ "the following day", "the next morning", "the previous month"."""
    step, part = found.value("st", "story_shift"), found.value("u", "part")
    unit = "D" if part else found.value("u", "unit")
    if unit[0] == "T":
        return []
    return one(
        found,
        Shift(unit, step, from_story=True, part=part or said_part(found), share=said_share(found)),
        aside=step < 0,
    )


def day_beside(found: Found) -> list[Expression]:
    """ "the day before", "the night after", "the day following"."""
    step, part = found.value("af", "earlier", "later", "following_word"), found.value("u", "part")
    unit = "D" if part else found.value("u", "unit")
    if unit[0] == "T":
        return []
    return one(found, Shift(unit, step, from_story=True, part=part), aside=step < 0)


def counted_ago(found: Found) -> list[Expression]:
    """ "three days ago": counted from publication; a vague number gives only the past."""
    return _counted(found, from_story=False, step=-1)


def counted_shift(found: Found) -> list[Expression]:
    """ "two days later", "a week earlier": counted from the story."""
    return _counted(found, from_story=True, step=found.value("af", "earlier", "later"))


def vague_shift(found: Found) -> list[Expression]:
    """ "weeks later", "hours before"."""
    step = found.value("af", "earlier", "later")
    if found.value("u", "units", "unit") == "TH":
        return one(found, Hours(step), aside=step < 0)
    return one(found, Fixed("PAST_REF" if step < 0 else "FUTURE_REF"))


def _counted(found: Found, *, from_story: bool, step: int) -> list[Expression]:
    unit, amount = found.value("u", "unit", "units"), said_amount(found)
    if unit == "TH" and (amount or 0) <= DAY_HOURS:
        return one(found, Hours(step), aside=step < 0)
    if amount is None:
        return one(found, Fixed("PAST_REF" if step < 0 else "FUTURE_REF"))
    if unit[0] == "T":
        return one(found, Shift("D", 0, from_story=from_story))
    unit, amount = ("W", amount * 2) if unit == "F" else (unit, amount)
    return one(found, Shift(unit, step * amount, from_story=from_story), aside=step < 0)


def same_unit(found: Found) -> list[Expression]:
    """ "the same day", "that month", "that morning"."""
    part = found.value("u", "part")
    unit = "D" if part else found.value("u", "unit")
    meaning = SameTime(unit, part=part or said_part(found), share=said_share(found))
    return one(found, meaning) if unit in ("D", "M", "Y") else []


def same_time(found: Found) -> list[Expression]:
    """ "the same time", "that time"."""
    return one(found, SameTime("T"))


def part_of_unit(found: Found) -> list[Expression]:
    """ "the end of the month", "later that year", "early in the year"."""
    return (
        one(found, SameTime(found.value("u", "unit"), share=said_share(found)))
        if found.value("u", "unit") in "MY"
        else []
    )


def within_hours(found: Found) -> list[Expression]:
    """ "within hours", "within six hours"."""
    return one(found, Hours(1)) if found.value("u", "unit", "units") == "TH" else []


def window(found: Found) -> list[Expression]:
    """ "the past three weeks", "the last month", "recent months"."""
    return one(
        found, Window(found.value("u", "unit", "units"), said_amount(found) if found.has("n") else _default(found))
    )


def _default(found: Found) -> int | None:
    return 1 if found.value("u", "unit") else None


def duration(found: Found) -> list[Expression]:
    """ "three weeks", "ten-day", "several months", "more than two years"."""
    unit = found.value("u", "unit", "units")
    amount = _duration_amount(found)
    return one(found, Fixed(duration_value(unit, amount), "DURATION")) if amount else []


def _duration_amount(found: Found) -> str | None:
    if not found.has("n"):
        return "X"
    value = found.value("n", "number", "quantity", "a", "vague")
    return None if value is None else str(value)


def recurring(found: Found) -> list[Expression]:
    """ "every week", "each Friday", "daily", "on Sundays", "per day"."""
    if found.has("r"):
        return one(found, Fixed(found.value("r", "recurring"), "SET"))
    if found.has("wd"):
        return one(found, Fixed(f"XXXX-WXX-{found.value('wd', *WEEKDAYS, 'weekdays')}", "SET"))
    if found.has("p"):
        return one(found, Fixed(f"XXXX-XX-XXT{found.value('p', 'part')}", "SET"))
    unit = found.value("u", "unit", "units")
    amount = said_amount(found) if found.has("n") else 1
    return one(found, Fixed(duration_value(unit, str(amount or "X")), "SET"))


def rate(found: Found) -> list[Expression]:
    """ "per day", "per month"."""
    unit = found.value("u", "unit")
    values = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}
    return one(found, Fixed(values[unit], "SET")) if unit in values else []


def reference(found: Found) -> list[Expression]:
    """ "now", "recently"."""
    return one(found, Fixed(found.value("r", "reference")))


def the_past(found: Found) -> list[Expression]:
    """ "the past"."""
    return one(found, Fixed("PAST_REF"))


def day_of_month(found: Found) -> list[Expression]:
    """ "on the 26th"."""
    return one(found, MonthDay(found.value("o", "day_ordinal")))


def part_alone(found: Found) -> list[Expression]:
    """ "at dawn", "shortly after midnight", "at 3 a.m."."""
    return one(found, AfterMidnight(said_part(found) or "NI"))
