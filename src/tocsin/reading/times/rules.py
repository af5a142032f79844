"""The rules: which word sequences name a time, and what they mean.

Prevents rules that fight each other: at each place the longest match wins, so that the order of the table never matters
but for ties, where the first wins.
"""

from __future__ import annotations

from tocsin.reading.times import dates, relative
from tocsin.reading.times.patterns import Rule

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
COUNT = "n:[NUMBER|QUANTITY|VAGUE|A]"
ANY_UNIT = "u:[UNIT|UNITS]"
ABOUT_COUNT = f"ABOUT{{0,2}} {COUNT}"
NO_NAME = "(?!NAMED_AFTER)(?!COUNTED)"
NO_NOUN = "[STOP|COMMA|AND|CLOSE|BEHIND|AHEAD|SAME|IN|BY|TO|FROM|BEFORE|ON|THE|A]"
"""What follows "the 26th" where it is a day and not the number of a thing."""
UNNUMBERED = "(?<!NUMBERED)(?<!CURRENCY)"
CALENDAR_RULES = (
    Rule("iso", "ISO", dates.iso_date),
    Rule("slashed", "SLASHED", dates.slashed_date),
    Rule("day month", f"{BEFORE} {DAY_NAME} {DAYS} OF? {ANY_MONTH} {DAY_YEAR} {NO_NAME} {BEHIND}", dates.month_days),
    Rule("month day", f"{BEFORE} {DAY_NAME} {ANY_MONTH} {DAYS} {DAY_YEAR} {NO_NAME} {BEHIND}", dates.month_days),
    Rule("month year", f"{SHARE} {ANY_MONTH} [COMMA|OF]? {YEAR} {NO_NAME}", dates.month_year),
    Rule(
        "month",
        f"{SHARE} (?P<front>(?<={SURE}))? {ANY_MONTH} (?!NAMED_AFTER)(?!DAY_NUMBER NAMED_AFTER)",
        dates.bare_month,
    ),
    Rule("last May", f"st:SHIFT {ANY_MONTH} {NO_NAME}", dates.shifted_month),
    Rule("month of story", f"{SHARE} {ANY_MONTH} OF SAME UNIT", dates.month_of_story),
    Rule(
        "year",
        f"{UNNUMBERED} {SHARE} (?: THE UNITS? UNIT? | CIRCA STOP? )? {YEAR} {NO_NAME}(?!CURRENCY)",
        dates.bare_year,
    ),
    Rule(
        "years BC",
        f"{SHARE} n:NUMERAL (?P<link> [DASH|SLASH|TO|AND|COMMA]{{1,2}} ) yb:NUMERAL ERA",
        dates.years_before_christ,
    ),
    Rule("year range", f"{UNNUMBERED} y:YEAR_NUMBER [DASH|SLASH] y2:TWO_DIGITS (?!DASH)", dates.year_range),
    Rule("decade", f"{SHARE} THE? {SHARE_TOO} d:DECADE era:ERA?", dates.decade),
    Rule("century", f"{SHARE} THE? {SHARE_TOO} o:ORDINAL DASH? u:UNIT era:ERA?", dates.century),
    Rule("season of year", f"{SHARE} THE? {SHARE_TOO} se:[SEASON|SEASON_OR_WORD] [OF|IN|COMMA]? {YEAR}", dates.season),
    Rule("year and season", f"{YEAR} se:SEASON", dates.season),
    Rule("season", f"{SHARE} THE? {SHARE_TOO} se:SEASON", dates.season),
    Rule("in spring", f"{SHARE} (?<=IN) THE? {SHARE_TOO} se:SEASON_OR_WORD (?!OF)", dates.season),
    Rule("early spring", "THE? sh:[EARLY|LATE|MID] DASH? IN? THE? se:SEASON_OR_WORD (?!OF)", dates.season),
    Rule("in the spring", f"(?<=IN) THE? {SHARE_TOO} se:SEASON_OR_WORD (?!OF)", dates.season),
    Rule("last season", "(?: t:THE )? st:[SHIFT|STORY_SHIFT] se:[SEASON|SEASON_OR_WORD]", dates.shifted_season),
    Rule("feast", f"f:FEAST (?: COMMA? {YEAR} )? {NO_NAME} {BEHIND}", dates.feast),
    Rule("easter", f"f:EASTER (?: COMMA? {YEAR} )? {NO_NAME} {BEHIND}", dates.easter_feast),
)
PUBLICATION_RULES = (
    Rule("named day", f"{BEFORE} nd:NAMED_DAY {BEHIND}", relative.named_day),
    Rule("weekday", f"{BEFORE} st:SHIFT? wd:WEEKDAY (?: nx:STORY_SHIFT (?!UNIT) )? {BEHIND}", relative.weekday),
    Rule("overnight", "OVERNIGHT (?: TO wd:WEEKDAY )?", relative.overnight),
    Rule("overnight on Monday", "OVERNIGHT ON wd:WEEKDAY", relative.overnight_on),
    Rule("last week", f"(?: THE? sh:{SHARE_WORD} )? st:[SHIFT|THIS] u:UNIT", relative.unit_shift),
    Rule("weekend", "(?<=[BY|IN|ON]) THE u:UNIT", relative.weekend),
    Rule("ago", f"{ABOUT_COUNT} {ANY_UNIT} af:AGO", relative.counted_ago),
    Rule("past weeks", f"[THE|THIS]? [PAST|WINDOW] {COUNT}? {ANY_UNIT} (?!OF)", relative.window),
)
STORY_RULES = (
    Rule("the following Tuesday", f"THE st:STORY_SHIFT wd:WEEKDAY {BEHIND}", relative.story_weekday),
    Rule("the Tuesday before", "THE wd:WEEKDAY af:[EARLIER|FOLLOWING_WORD]", relative.story_weekday),
    Rule("the next day", f"(?: sh:{SHARE_WORD} )? THE st:STORY_SHIFT u:[UNIT|PART] {BEHIND}", relative.story_shift),
    Rule("the day before", "THE u:[UNIT|PART] af:[EARLIER|LATER|FOLLOWING_WORD]", relative.day_beside),
    Rule("two days later", f"{ABOUT_COUNT} {ANY_UNIT} af:[EARLIER|LATER]", relative.counted_shift),
    Rule("within hours", f"(?<=WITHIN) {COUNT}? {ANY_UNIT}", relative.within_hours),
    Rule("weeks later", f"{ANY_UNIT} af:[EARLIER|LATER]", relative.vague_shift),
    Rule("the same day", f"(?: sh:{SHARE_WORD} )? (?: THE? SAME ) u:[UNIT|PART] {BEHIND}", relative.same_unit),
    Rule("that time", "THE? SAME TIME_WORD", relative.same_time),
    Rule("the end of the month", f"THE? sh:{SHARE_WORD} IN? OF? [THE|SAME] u:UNIT", relative.part_of_unit),
    Rule(
        "the 26th",
        f"(?<=[ON|BY|SINCE|TO|FROM|AND]) THE o:DAY_ORDINAL (?={NO_NOUN})",
        relative.day_of_month,
    ),
    Rule("the 28th of that month", "THE o:DAY_ORDINAL OF SAME UNIT", relative.day_of_month),
    Rule(
        "at dawn",
        "(?<=[ON|BEFORE|AFTER|SINCE|BY|WITHIN|TO]) [SHORTLY|BEFORE_WORD|AFTER_WORD|EARLY]{0,2} p1:[PART|CLOCK]",
        relative.part_alone,
    ),
    Rule("shortly after midnight", "SHORTLY? [BEFORE_WORD|AFTER_WORD] p1:[PART|CLOCK]", relative.part_alone),
    Rule("3 a.m.", "p1:CLOCK", relative.part_alone),
)
OTHER_RULES = (
    Rule("miles a day", "(?<=[COUNTED|CLOSE|TIMES_WORD]) [A] u:UNIT", relative.rate),
    Rule("three weeks", f"{ABOUT_COUNT} FULL? DASH? {ANY_UNIT} (?: DASH? LONG )?", relative.duration),
    Rule("several days", "u:UNITS", relative.duration),
    Rule("the next six months", f"THE [STORY_SHIFT|ORDINAL|PAST] {COUNT} u:UNITS", relative.duration),
    Rule("every week", f"EACH {COUNT}? (?: {ANY_UNIT} | p:PART | wd:[WEEKDAY|WEEKDAYS] )", relative.recurring),
    Rule("on Sundays", "wd:WEEKDAYS", relative.recurring),
    Rule("daily", "r:RECURRING", relative.recurring),
    Rule("per day", "PER u:UNIT", relative.rate),
    Rule("now", "r:REFERENCE", relative.reference),
    Rule("the past", "THE PAST_NOUN (?!UNIT)(?!UNITS)", relative.the_past),
)
RULES = (*CALENDAR_RULES, *PUBLICATION_RULES, *STORY_RULES, *OTHER_RULES)
"""Every rule; the longest match wins, then the first."""
