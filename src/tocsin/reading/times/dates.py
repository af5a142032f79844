"""Matches → dates of the calendar: days, months, seasons, years, decades, feasts.

Prevents dates that were never written: an impossible or doubtful match means nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tocsin.reading.times.captures import MONTHS, SEASONS, WEEKDAYS, one, said_part, said_share, said_year
from tocsin.reading.times.meanings import LAST_YEAR, Calendar, EasterDay, Era, SeasonShift
from tocsin.reading.times.patterns import Expression, Found
from tocsin.reading.times.tense import looks_ahead


def month_days(found: Found) -> list[Expression]:
    """ "26 October 2023", "October 26", "3, 5 and 9 May", "the night of 17–18 November", "Tuesday, 3 May 2023"."""
    month, year, part = found.value("mo", *MONTHS), said_year(found), said_part(found)
    weekday = found.value("wd", *WEEKDAYS)
    doubt = bool(weekday and year and (d := _real_day(year, month, found)) and d.isoweekday() != weekday)
    shared = Calendar(
        year, month, part=part, doubt=doubt, ahead=year is None and looks_ahead(found), late=found.has("l")
    )
    return _each_day(found, shared)


def _real_day(year: int, month: int, found: Found) -> date | None:
    numbers = [n for i in found.within("days") if (n := found.tokens[i].value("day_number", "day_ordinal"))]
    try:
        return date(year, month, numbers[0])
    except ValueError:
        return None


def _each_day(found: Found, shared: Calendar) -> list[Expression]:
    """One expression for each day; the first begins with the match, the last ends with it."""
    expressions: list[Expression] = []
    front = found.before()
    opened = front is not None and front.value("between", "from") is not None
    places = [i for i in found.within("days") if found.tokens[i].value("day_number", "day_ordinal")]
    for place, index in enumerate(places):
        number = found.tokens[index].value("day_number", "day_ordinal")
        first = found.first if place == 0 else index
        last = found.last if place == len(places) - 1 else index + 1
        if place == 0 and len(places) > 1 and found.match.start("mo") < index:
            last = index + 1
        links = found.tokens[places[place - 1] + 1 : index] if place else []
        ranged = opened or any(t.value("dash", "to") for t in links)
        tie = ("range" if ranged else "list") if place else None
        expressions.append(Expression(first, last, replace(shared, day=number), tie))
    return expressions


def iso_date(found: Found) -> list[Expression]:
    """ "2023-10-26", with a time or without."""
    raw = found.tokens[found.first].raw
    year, month, number = (int(x) for x in raw[:10].split("-"))
    return _written(found, year, month, number, raw[11:16] or None)


def slashed_date(found: Found) -> list[Expression]:
    """ "26/10/2023": the day first, unless that cannot be; "2023/10/26"."""
    parts = [int(x) for x in found.tokens[found.first].raw.replace(".", "/").replace("-", "/").split("/")]
    if parts[0] > 31:
        return _written(found, parts[0], parts[1], parts[2], None)
    number, month = (parts[1], parts[0]) if parts[1] > 12 else (parts[0], parts[1])
    return _written(found, parts[2], month, number, None)


def _written(found: Found, year: int, month: int, number: int, part: str | None) -> list[Expression]:
    try:
        date(year, month, number)
    except ValueError:
        return []
    return one(found, Calendar(year, month, number, part=part)) if year >= 1000 else []


def month_year(found: Found) -> list[Expression]:
    """ "October 2023", "late October 2023", "April 480 BC"."""
    return one(found, Calendar(said_year(found), found.value("mo", *MONTHS), share=said_share(found)))


def bare_month(found: Found) -> list[Expression]:
    """ "in October", "mid-November"."""
    month, sure = found.value("mo", *MONTHS), found.has("sh", "front")
    if not sure and found.value("mo", "month") is None:
        return []
    return one(found, Calendar(month=month, share=said_share(found), ahead=looks_ahead(found)))


def shifted_month(found: Found) -> list[Expression]:
    """ "last May", "next October": the nearest on that side."""
    return one(found, Calendar(month=found.value("mo", *MONTHS), ahead=found.value("st", "shift") > 0))


def month_of_story(found: Found) -> list[Expression]:
    """ "August of that year"."""
    return one(found, Calendar(month=found.value("mo", *MONTHS), share=said_share(found), of_story=True))


YEAR_CONTEXT = ("in", "since", "from", "by", "before", "after", "to", "open", "and", "dash", "between", "comma", "of")


def bare_year(found: Found) -> list[Expression]:
    """ "2023", "early 2020", "the end of 1957". Early years need a word before them that says they are years."""
    year, front = said_year(found), found.before()
    if year is None:
        return []
    alone = not found.has("sh") and (front is None or front.value(*YEAR_CONTEXT) is None)
    if alone and 0 < year < 1700:
        return []
    return one(found, Calendar(year, share=said_share(found)))


def year_range(found: Found) -> list[Expression]:
    """ "1957-60": two years, the second cut short; "2023-10": a month."""
    year, short = int(found.value("y", "four_digits")), int(found.value("y2", "two_digits"))
    middle = found.last - 1
    if short > year % 100:
        second = Expression(middle, found.last, Calendar(year // 100 * 100 + short), "range")
        return [Expression(found.first, found.first + 1, Calendar(year)), second]
    return one(found, Calendar(year, short)) if 1 <= short <= 12 else []


def years_before_christ(found: Found) -> list[Expression]:
    """ "499–493 BC", "496 and 495 BC": two years that share the era."""
    first, second, middle = found.value("n", "numeral") or 0, said_year(found), found.match.start("n") + 1
    if not 0 < first <= LAST_YEAR or second is None:
        return []
    ranged = any(found.tokens[i].value("dash", "to") for i in found.within("link"))
    behind = Expression(found.match.start("yb"), found.last, Calendar(second), "range" if ranged else "list")
    return [Expression(found.first, middle, Calendar(-first, share=said_share(found))), behind]


def decade(found: Found) -> list[Expression]:
    """ "the 1990s", "the late 1960s", "the 470s BC"."""
    sign = -1 if found.has("era") else 1
    return one(found, Era(sign * int(found.value("d", "decade")), 3, share=said_share(found)))


def century(found: Found) -> list[Expression]:
    """ "the 20th century", "the 4th century BC"."""
    number = int(found.value("o", "ordinal") or 0) if found.value("u", "unit") == "CE" else 0
    sign = -1 if found.has("era") else 1
    return one(found, Era(sign * (number - 1), 2, share=said_share(found))) if 1 < number < 30 else []


def season(found: Found) -> list[Expression]:
    """ "the summer of 2020", "early spring", "in the winter"."""
    return one(found, Calendar(said_year(found), season=found.value("se", *SEASONS), share=said_share(found)))


def shifted_season(found: Found) -> list[Expression]:
    """ "last summer", "the following spring"."""
    step = found.value("st", "shift", "story_shift")
    return one(found, SeasonShift(found.value("se", *SEASONS), step, from_story=found.has("t")))


def feast(found: Found) -> list[Expression]:
    """ "Christmas Eve 2023", "New Year's Day"."""
    month, number = found.value("f", "feast")
    return one(found, Calendar(said_year(found), month, number, part=said_part(found)))


def easter_feast(found: Found) -> list[Expression]:
    """ "Easter Sunday 2019", "Good Friday"."""
    return one(found, EasterDay(found.value("f", "easter"), said_year(found), said_part(found)))
