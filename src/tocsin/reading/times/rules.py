"""The rules: which word sequences name a time, and what they mean.

Prevents rules that fight each other: at each place the longest match wins, so that the order of the table never matters
but for ties, where the first wins.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, cast

from tocsin.reading.times.meanings import (
    LAST_YEAR,
    AfterMidnight,
    Calendar,
    EasterDay,
    Era,
    Fixed,
    Hours,
    Meaning,
    MonthDay,
    Overnight,
    SameTime,
    SeasonShift,
    Shift,
    Weekday,
    Weekend,
    Window,
    duration_value,
)
from tocsin.reading.times.patterns import Expression, Found, Rule
from tocsin.reading.times.tense import looks_ahead

MONTHS = ("month", "month_or_word", "month_short")
WEEKDAYS = ("weekday", "weekday_short")
SEASONS = ("season", "season_or_word")
SHARES = ("early", "late", "mid", "beginning", "ending", "middling", "half")
PARTS = ("part", "overnight", "clock")

SURE = "[IN|SINCE|TO|FROM|BETWEEN|BY|BEFORE|AFTER|DASH|AND|OF]"
"""What stands before May or March where it is the month."""
SHARE_WORD = "[EARLY|LATE|MID|BEGINNING|ENDING|MIDDLING|HALF|REST]"
ANY_MONTH = "mo:[MONTH|MONTH_OR_WORD|MONTH_SHORT] SHORT_DOT?"
YEAR = "(?: y:YEAR_NUMBER | yb:NUMERAL ERA | ERA_AD yc:NUMERAL | yd:NUMERAL ERA_AD )"
FULL_YEAR = "(?: COMMA? (?: y:FOUR_DIGITS | yb:NUMERAL ERA ) )"
DAY_YEAR = f"(?: {FULL_YEAR} | ty:OF SAME UNIT )?"
ONE_DAY = "THE? [DAY_NUMBER|DAY_ORDINAL]"
DAYS = f"(?P<days> {ONE_DAY} (?: [COMMA|AND|DASH|TO|SLASH]{{1,2}} {ONE_DAY} (?!UNITS) ){{0,11}} )"
DAY_PART = """[EARLY|LATE|SHORTLY|BEFORE_WORD|AFTER_WORD|BY]{0,2} THE? [EARLY|LATE]?
    (?: p1:PART OCLOCK? [OF|ON|COMMA]{1,2} | p3:CLOCK [OF|ON|COMMA]{0,2} | p4:EARLY OCLOCK OF )"""
BEFORE = f"(?: THE? (?: {DAY_PART} | (?: EARLY | l:LATE ) ON? ) THE? )?"
BEHIND = "(?: COMMA? ON? [EARLY|LATE]? p2:[PART|CLOCK|OVERNIGHT] )?"
DAY_NAME = "(?: wd:[WEEKDAY|WEEKDAY_SHORT] SHORT_DOT? COMMA? )?"
SHARE = f"(?: THE? sh:{SHARE_WORD} DASH? OF? THE? )?"
SHARE_TOO = f"(?: sg:{SHARE_WORD} DASH? )?"
DAY_HOURS = 24
COUNT = "n:[NUMBER|QUANTITY|VAGUE|A]"
ANY_UNIT = "u:[UNIT|UNITS]"
ABOUT_COUNT = f"ABOUT{{0,2}} {COUNT}"


def _first(found: Found, names: tuple[str, ...], *tables: str) -> Any:
    """The value of the first of these captures that is there."""
    return next((v for name in names if (v := found.value(name, *tables)) is not None), None)


def _part(found: Found) -> str | None:
    return "MO" if found.has("p4") else cast("str | None", _first(found, ("p1", "p2", "p3"), *PARTS))


def _share(found: Found) -> str | None:
    return cast("str | None", _first(found, ("sh", "sg"), *SHARES))


def _year(found: Found) -> int | None:
    before_christ = found.value("yb", "numeral") or 0
    if 0 < before_christ <= LAST_YEAR:
        return -int(before_christ)
    year = found.value("y", "four_digits") or _first(found, ("yc", "yd"), "numeral")
    return year if year and year <= LAST_YEAR else None


def _one(found: Found, meaning: Meaning, *, aside: bool = False) -> list[Expression]:
    return [Expression(found.first, found.last, meaning, aside=aside)]


def month_days(found: Found) -> list[Expression]:
    """ "26 October 2023", "October 26", "3, 5 and 9 May", "the night of 17–18 November", "Tuesday, 3 May 2023"."""
    month, year, part = found.value("mo", *MONTHS), _year(found), _part(found)
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
    return _one(found, Calendar(year, month, number, part=part)) if year >= 1000 else []


def month_year(found: Found) -> list[Expression]:
    """ "October 2023", "late October 2023", "April 480 BC"."""
    return _one(found, Calendar(_year(found), found.value("mo", *MONTHS), share=_share(found)))


def bare_month(found: Found) -> list[Expression]:
    """ "in October", "mid-November"."""
    month, sure = found.value("mo", *MONTHS), found.has("sh", "front")
    if not sure and found.value("mo", "month") is None:
        return []
    return _one(found, Calendar(month=month, share=_share(found), ahead=looks_ahead(found)))


def shifted_month(found: Found) -> list[Expression]:
    """ "last May", "next October": the nearest on that side."""
    return _one(found, Calendar(month=found.value("mo", *MONTHS), ahead=found.value("st", "shift") > 0))


def month_of_story(found: Found) -> list[Expression]:
    """ "August of that year"."""
    return _one(found, Calendar(month=found.value("mo", *MONTHS), share=_share(found), of_story=True))


YEAR_CONTEXT = ("in", "since", "from", "by", "before", "after", "to", "open", "and", "dash", "between", "comma", "of")


def bare_year(found: Found) -> list[Expression]:
    """ "2023", "early 2020", "the end of 1957". Early years need a word before them that says they are years."""
    year, front = _year(found), found.before()
    if year is None:
        return []
    alone = not found.has("sh") and (front is None or front.value(*YEAR_CONTEXT) is None)
    if alone and 0 < year < 1700:
        return []
    return _one(found, Calendar(year, share=_share(found)))


def year_range(found: Found) -> list[Expression]:
    """ "1957-60": two years, the second cut short; "2023-10": a month."""
    year, short = int(found.value("y", "four_digits")), int(found.value("y2", "two_digits"))
    middle = found.last - 1
    if short > year % 100:
        second = Expression(middle, found.last, Calendar(year // 100 * 100 + short), "range")
        return [Expression(found.first, found.first + 1, Calendar(year)), second]
    return _one(found, Calendar(year, short)) if 1 <= short <= 12 else []


def years_before_christ(found: Found) -> list[Expression]:
    """ "499–493 BC", "496 and 495 BC": two years that share the era."""
    first, second, middle = found.value("n", "numeral") or 0, _year(found), found.match.start("n") + 1
    if not 0 < first <= LAST_YEAR or second is None:
        return []
    ranged = any(found.tokens[i].value("dash", "to") for i in found.within("link"))
    behind = Expression(found.match.start("yb"), found.last, Calendar(second), "range" if ranged else "list")
    return [Expression(found.first, middle, Calendar(-first, share=_share(found))), behind]


def decade(found: Found) -> list[Expression]:
    """ "the 1990s", "the late 1960s", "the 470s BC"."""
    sign = -1 if found.has("era") else 1
    return _one(found, Era(sign * int(found.value("d", "decade")), 3, share=_share(found)))


def century(found: Found) -> list[Expression]:
    """ "the 20th century", "the 4th century BC"."""
    number = int(found.value("o", "ordinal") or 0) if found.value("u", "unit") == "CE" else 0
    sign = -1 if found.has("era") else 1
    return _one(found, Era(sign * (number - 1), 2, share=_share(found))) if 1 < number < 30 else []


def season(found: Found) -> list[Expression]:
    """ "the summer of 2020", "early spring", "in the winter"."""
    return _one(found, Calendar(_year(found), season=found.value("se", *SEASONS), share=_share(found)))


def shifted_season(found: Found) -> list[Expression]:
    """ "last summer", "the following spring"."""
    step = found.value("st", "shift", "story_shift")
    return _one(found, SeasonShift(found.value("se", *SEASONS), step, from_story=found.has("t")))


def feast(found: Found) -> list[Expression]:
    """ "Christmas Eve 2023", "New Year's Day"."""
    month, number = found.value("f", "feast")
    return _one(found, Calendar(_year(found), month, number, part=_part(found)))


def easter_feast(found: Found) -> list[Expression]:
    """ "Easter Sunday 2019", "Good Friday"."""
    return _one(found, EasterDay(found.value("f", "easter"), _year(found), _part(found)))


def named_day(found: Found) -> list[Expression]:
    """ "today", "yesterday evening", "last night"."""
    days, part = found.value("nd", "named_day")
    return _one(found, Shift("D", days, part=part or _part(found)))


def weekday(found: Found) -> list[Expression]:
    """ "on Tuesday", "last Tuesday", "Thursday morning", "late on Wednesday"."""
    step, number = found.value("st", "shift") or 0, found.value("wd", *WEEKDAYS)
    if found.has("nx"):
        step = 1
    return _one(found, Weekday(number, step, _part(found), ahead=step == 0 and looks_ahead(found), late=found.has("l")))


def story_weekday(found: Found) -> list[Expression]:
    """ "the following Tuesday", "the previous Friday", "the Tuesday before"."""
    step = found.value("st", "story_shift") or found.value("af", "earlier", "later", "following_word")
    return _one(found, Weekday(found.value("wd", *WEEKDAYS), step, _part(found), from_story=True), aside=step < 0)


def overnight(found: Found) -> list[Expression]:
    """ "overnight", "overnight into Friday"."""
    return _one(found, Overnight(found.value("wd", *WEEKDAYS)))


def overnight_on(found: Found) -> list[Expression]:
    """ "overnight on Monday"."""
    return _one(found, Weekday(found.value("wd", *WEEKDAYS), part="NI"))


def unit_shift(found: Found) -> list[Expression]:
    """ "last week", "next month", "earlier this year", "over the weekend"."""
    unit, step = found.value("u", "unit"), found.value("st", "shift", "past", "this")
    if unit[0] == "T" or unit not in ["D", "W", "M", "Y", "DE", "CE", "WE"] or (unit == "D" and step == 0):
        return []
    return _one(found, Shift(unit, step, share=_share(found)))


def weekend(found: Found) -> list[Expression]:
    """ "over the weekend": the one before publication, or the one it falls in."""
    return _one(found, Weekend()) if found.value("u", "unit") == "WE" else []


def story_shift(found: Found) -> list[Expression]:
    """ "the following day", "the next morning", "the previous month"."""
    step, part = found.value("st", "story_shift"), found.value("u", "part")
    unit = "D" if part else found.value("u", "unit")
    if unit[0] == "T":
        return []
    return _one(
        found, Shift(unit, step, from_story=True, part=part or _part(found), share=_share(found)), aside=step < 0
    )


def day_beside(found: Found) -> list[Expression]:
    """ "the day before", "the night after", "the day following"."""
    step, part = found.value("af", "earlier", "later", "following_word"), found.value("u", "part")
    unit = "D" if part else found.value("u", "unit")
    if unit[0] == "T":
        return []
    return _one(found, Shift(unit, step, from_story=True, part=part), aside=step < 0)


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
        return _one(found, Hours(step), aside=step < 0)
    return _one(found, Fixed("PAST_REF" if step < 0 else "FUTURE_REF"))


def _counted(found: Found, *, from_story: bool, step: int) -> list[Expression]:
    unit, amount = found.value("u", "unit", "units"), _amount(found)
    if unit == "TH" and (amount or 0) <= DAY_HOURS:
        return _one(found, Hours(step), aside=step < 0)
    if amount is None:
        return _one(found, Fixed("PAST_REF" if step < 0 else "FUTURE_REF"))
    if unit[0] == "T":
        return _one(found, Shift("D", 0, from_story=from_story))
    unit, amount = ("W", amount * 2) if unit == "F" else (unit, amount)
    return _one(found, Shift(unit, step * amount, from_story=from_story), aside=step < 0)


def _amount(found: Found) -> int | None:
    value = found.value("n", "number", "quantity", "a")
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def same_unit(found: Found) -> list[Expression]:
    """ "the same day", "that month", "that morning"."""
    part = found.value("u", "part")
    unit = "D" if part else found.value("u", "unit")
    meaning = SameTime(unit, part=part or _part(found), share=_share(found))
    return _one(found, meaning) if unit in ("D", "M", "Y") else []


def same_time(found: Found) -> list[Expression]:
    """ "the same time", "that time"."""
    return _one(found, SameTime("T"))


def part_of_unit(found: Found) -> list[Expression]:
    """ "the end of the month", "later that year", "early in the year"."""
    return (
        _one(found, SameTime(found.value("u", "unit"), share=_share(found))) if found.value("u", "unit") in "MY" else []
    )


def within_hours(found: Found) -> list[Expression]:
    """ "within hours", "within six hours"."""
    return _one(found, Hours(1)) if found.value("u", "unit", "units") == "TH" else []


def window(found: Found) -> list[Expression]:
    """ "the past three weeks", "the last month", "recent months"."""
    return _one(found, Window(found.value("u", "unit", "units"), _amount(found) if found.has("n") else _default(found)))


def _default(found: Found) -> int | None:
    return 1 if found.value("u", "unit") else None


def duration(found: Found) -> list[Expression]:
    """ "three weeks", "ten-day", "several months", "more than two years"."""
    unit = found.value("u", "unit", "units")
    amount = _duration_amount(found)
    return _one(found, Fixed(duration_value(unit, amount), "DURATION")) if amount else []


def _duration_amount(found: Found) -> str | None:
    if not found.has("n"):
        return "X"
    value = found.value("n", "number", "quantity", "a", "vague")
    return None if value is None else str(value)


def recurring(found: Found) -> list[Expression]:
    """ "every week", "each Friday", "daily", "on Sundays", "per day"."""
    if found.has("r"):
        return _one(found, Fixed(found.value("r", "recurring"), "SET"))
    if found.has("wd"):
        return _one(found, Fixed(f"XXXX-WXX-{found.value('wd', *WEEKDAYS, 'weekdays')}", "SET"))
    if found.has("p"):
        return _one(found, Fixed(f"XXXX-XX-XXT{found.value('p', 'part')}", "SET"))
    unit = found.value("u", "unit", "units")
    amount = _amount(found) if found.has("n") else 1
    return _one(found, Fixed(duration_value(unit, str(amount or "X")), "SET"))


def rate(found: Found) -> list[Expression]:
    """ "per day", "per month"."""
    unit = found.value("u", "unit")
    values = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}
    return _one(found, Fixed(values[unit], "SET")) if unit in values else []


def reference(found: Found) -> list[Expression]:
    """ "now", "recently"."""
    return _one(found, Fixed(found.value("r", "reference")))


def the_past(found: Found) -> list[Expression]:
    """ "the past"."""
    return _one(found, Fixed("PAST_REF"))


def day_of_month(found: Found) -> list[Expression]:
    """ "on the 26th"."""
    return _one(found, MonthDay(found.value("o", "day_ordinal")))


def part_alone(found: Found) -> list[Expression]:
    """ "at dawn", "shortly after midnight", "at 3 a.m."."""
    return _one(found, AfterMidnight(_part(found) or "NI"))


NO_NAME = "(?!NAMED_AFTER)(?!COUNTED)"
NO_NOUN = "[STOP|COMMA|AND|CLOSE|BEHIND|AHEAD|SAME|IN|BY|TO|FROM|BEFORE|ON|THE|A]"
"""What follows "the 26th" where it is a day and not the number of a thing."""
UNNUMBERED = "(?<!NUMBERED)(?<!CURRENCY)"
CALENDAR_RULES = (
    Rule("iso", "ISO", iso_date),
    Rule("slashed", "SLASHED", slashed_date),
    Rule("day month", f"{BEFORE} {DAY_NAME} {DAYS} OF? {ANY_MONTH} {DAY_YEAR} {NO_NAME} {BEHIND}", month_days),
    Rule("month day", f"{BEFORE} {DAY_NAME} {ANY_MONTH} {DAYS} {DAY_YEAR} {NO_NAME} {BEHIND}", month_days),
    Rule("month year", f"{SHARE} {ANY_MONTH} [COMMA|OF]? {YEAR} {NO_NAME}", month_year),
    Rule("month", f"{SHARE} (?P<front>(?<={SURE}))? {ANY_MONTH} (?!NAMED_AFTER)(?!DAY_NUMBER NAMED_AFTER)", bare_month),
    Rule("last May", f"st:SHIFT {ANY_MONTH} {NO_NAME}", shifted_month),
    Rule("month of story", f"{SHARE} {ANY_MONTH} OF SAME UNIT", month_of_story),
    Rule("year", f"{UNNUMBERED} {SHARE} (?: THE UNITS? UNIT? | CIRCA STOP? )? {YEAR} {NO_NAME}(?!CURRENCY)", bare_year),
    Rule(
        "years BC",
        f"{SHARE} n:NUMERAL (?P<link> [DASH|SLASH|TO|AND|COMMA]{{1,2}} ) yb:NUMERAL ERA",
        years_before_christ,
    ),
    Rule("year range", f"{UNNUMBERED} y:YEAR_NUMBER [DASH|SLASH] y2:TWO_DIGITS (?!DASH)", year_range),
    Rule("decade", f"{SHARE} THE? {SHARE_TOO} d:DECADE era:ERA?", decade),
    Rule("century", f"{SHARE} THE? {SHARE_TOO} o:ORDINAL DASH? u:UNIT era:ERA?", century),
    Rule("season of year", f"{SHARE} THE? {SHARE_TOO} se:[SEASON|SEASON_OR_WORD] [OF|IN|COMMA]? {YEAR}", season),
    Rule("year and season", f"{YEAR} se:SEASON", season),
    Rule("season", f"{SHARE} THE? {SHARE_TOO} se:SEASON", season),
    Rule("in spring", f"{SHARE} (?<=IN) THE? {SHARE_TOO} se:SEASON_OR_WORD (?!OF)", season),
    Rule("early spring", "THE? sh:[EARLY|LATE|MID] DASH? IN? THE? se:SEASON_OR_WORD (?!OF)", season),
    Rule("in the spring", f"(?<=IN) THE? {SHARE_TOO} se:SEASON_OR_WORD (?!OF)", season),
    Rule("last season", "(?: t:THE )? st:[SHIFT|STORY_SHIFT] se:[SEASON|SEASON_OR_WORD]", shifted_season),
    Rule("feast", f"f:FEAST (?: COMMA? {YEAR} )? {NO_NAME} {BEHIND}", feast),
    Rule("easter", f"f:EASTER (?: COMMA? {YEAR} )? {NO_NAME} {BEHIND}", easter_feast),
)
PUBLICATION_RULES = (
    Rule("named day", f"{BEFORE} nd:NAMED_DAY {BEHIND}", named_day),
    Rule("weekday", f"{BEFORE} st:SHIFT? wd:WEEKDAY (?: nx:STORY_SHIFT (?!UNIT) )? {BEHIND}", weekday),
    Rule("overnight", "OVERNIGHT (?: TO wd:WEEKDAY )?", overnight),
    Rule("overnight on Monday", "OVERNIGHT ON wd:WEEKDAY", overnight_on),
    Rule("last week", f"(?: THE? sh:{SHARE_WORD} )? st:[SHIFT|THIS] u:UNIT", unit_shift),
    Rule("weekend", "(?<=[BY|IN|ON]) THE u:UNIT", weekend),
    Rule("ago", f"{ABOUT_COUNT} {ANY_UNIT} af:AGO", counted_ago),
    Rule("past weeks", f"[THE|THIS]? [PAST|WINDOW] {COUNT}? {ANY_UNIT}", window),
)
STORY_RULES = (
    Rule("the following Tuesday", f"THE st:STORY_SHIFT wd:WEEKDAY {BEHIND}", story_weekday),
    Rule("the Tuesday before", "THE wd:WEEKDAY af:[EARLIER|FOLLOWING_WORD]", story_weekday),
    Rule("the next day", f"(?: sh:{SHARE_WORD} )? THE st:STORY_SHIFT u:[UNIT|PART] {BEHIND}", story_shift),
    Rule("the day before", "THE u:[UNIT|PART] af:[EARLIER|LATER|FOLLOWING_WORD]", day_beside),
    Rule("two days later", f"{ABOUT_COUNT} {ANY_UNIT} af:[EARLIER|LATER]", counted_shift),
    Rule("within hours", f"(?<=WITHIN) {COUNT}? {ANY_UNIT}", within_hours),
    Rule("weeks later", f"{ANY_UNIT} af:[EARLIER|LATER]", vague_shift),
    Rule("the same day", f"(?: sh:{SHARE_WORD} )? (?: THE? SAME ) u:[UNIT|PART] {BEHIND}", same_unit),
    Rule("that time", "THE? SAME TIME_WORD", same_time),
    Rule("the end of the month", f"THE? sh:{SHARE_WORD} IN? OF? [THE|SAME] u:UNIT", part_of_unit),
    Rule(
        "the 26th",
        f"(?<=[ON|BY|SINCE|TO|FROM|AND]) THE o:DAY_ORDINAL (?={NO_NOUN})",
        day_of_month,
    ),
    Rule("the 28th of that month", "THE o:DAY_ORDINAL OF SAME UNIT", day_of_month),
    Rule(
        "at dawn",
        "(?<=[ON|BEFORE|AFTER|SINCE|BY|WITHIN|TO]) [SHORTLY|BEFORE_WORD|AFTER_WORD|EARLY]{0,2} p1:[PART|CLOCK]",
        part_alone,
    ),
    Rule("shortly after midnight", "SHORTLY? [BEFORE_WORD|AFTER_WORD] p1:[PART|CLOCK]", part_alone),
    Rule("3 a.m.", "p1:CLOCK", part_alone),
)
OTHER_RULES = (
    Rule("miles a day", "(?<=[COUNTED|CLOSE|TIMES_WORD]) [A] u:UNIT", rate),
    Rule("three weeks", f"{ABOUT_COUNT} FULL? DASH? {ANY_UNIT} (?: DASH? LONG )?", duration),
    Rule("several days", "u:UNITS", duration),
    Rule("the next six months", f"THE [STORY_SHIFT|ORDINAL] {COUNT} u:UNITS", duration),
    Rule("every week", f"EACH {COUNT}? (?: {ANY_UNIT} | p:PART | wd:[WEEKDAY|WEEKDAYS] )", recurring),
    Rule("on Sundays", "wd:WEEKDAYS", recurring),
    Rule("daily", "r:RECURRING", recurring),
    Rule("per day", "PER u:UNIT", rate),
    Rule("now", "r:REFERENCE", reference),
    Rule("the past", "THE PAST_NOUN (?!UNIT)(?!UNITS)", the_past),
)
RULES = (*CALENDAR_RULES, *PUBLICATION_RULES, *STORY_RULES, *OTHER_RULES)
"""Every rule; the longest match wins, then the first."""
