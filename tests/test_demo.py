"""The demo reports are what SOURCES.md says they are: dated right, told apart, and honest about what is made up."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import frontmatter
import pytest

GENRES = {"analysis", "government", "militia", "monitor", "newspaper", "ngo", "wire"}
FIELDS = {"calm", "genre", "note", "published", "source", "synthetic", "title"}
DAYS = list(calendar.day_name)
MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = f"(?P<month>{'|'.join(MONTHS)})"
_DATE = re.compile(
    rf"\b(?P<weekday>{'|'.join(DAYS)})[,(]? \(?(?:the )?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}|{_MONTH.replace('month', 'month2')} (?P<day2>\d{{1,2}})\b)"
    r"(?:,? (?P<year>\d{4}))?"
)


@dataclass(frozen=True)
class Demo:
    name: str
    fields: dict[str, Any]
    text: str


def load_demos() -> list[Demo]:
    folder = files("tocsin.samples").joinpath("reports")
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".md")), key=lambda entry: entry.name)
    posts = [(entry.name, frontmatter.loads(entry.read_text(encoding="utf-8"))) for entry in found]
    return [Demo(name, dict(post.metadata), post.content) for name, post in posts]


DEMOS = load_demos()
each_demo = pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.name)


def nearest(month: int, day: int, published: date) -> date:
    """The year is left out where it is plain: the one that brings the date nearest to publication."""
    years = (published.year - 1, published.year, published.year + 1)
    return min((date(year, month, day) for year in years), key=lambda d: abs((d - published).days))


def weekday_dates(text: str, published: date) -> list[tuple[str, str, date]]:
    """Every place where a weekday and a date stand together: the words, the weekday, the date."""
    found = []
    for match in _DATE.finditer(text):
        month = MONTHS[match["month"] or match["month2"]]
        day = int(match["day"] or match["day2"])
        when = date(int(match["year"]), month, day) if match["year"] else nearest(month, day, published)
        found.append((match[0], match["weekday"], when))
    return found


def test_there_are_enough_reports_of_every_genre() -> None:
    assert len(DEMOS) >= 30
    assert {demo.fields["genre"] for demo in DEMOS} == GENRES
    assert len({demo.fields["source"] for demo in DEMOS}) >= 6


@each_demo
def test_front_matter_is_complete_and_known(demo: Demo) -> None:
    assert set(demo.fields) <= FIELDS
    assert demo.fields["title"].strip()
    assert demo.fields["source"].strip()
    assert demo.fields["genre"] in GENRES
    assert type(demo.fields["published"]) is date
    assert demo.fields.get("calm", True) is True
    assert demo.fields.get("synthetic", True) is True


@each_demo
def test_published_is_in_the_name_and_in_the_period(demo: Demo) -> None:
    published = demo.fields["published"]
    assert demo.name.startswith(f"{published:%Y-%m-%d}-")
    assert date(2019, 4, 4) <= published <= date(2020, 6, 30)


@each_demo
def test_length_is_that_of_a_report(demo: Demo) -> None:
    assert 50 <= len(demo.text.split()) <= 900


@each_demo
def test_weekdays_agree_with_their_dates(demo: Demo) -> None:
    for words, weekday, when in weekday_dates(demo.text, demo.fields["published"]):
        assert DAYS[when.weekday()] == weekday, words


@each_demo
def test_full_dates_do_not_lie_after_publication(demo: Demo) -> None:
    for day, month, year in re.findall(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", demo.text):
        assert date(int(year), MONTHS[month], int(day)) <= demo.fields["published"]


def test_weekdays_and_dates_do_stand_together_somewhere() -> None:
    found = [hit for demo in DEMOS for hit in weekday_dates(demo.text, demo.fields["published"])]
    assert len(found) >= 15


def test_a_wrong_weekday_would_be_seen() -> None:
    (hit,) = weekday_dates("The talks began on Monday, 14 April.", date(2019, 4, 20))
    assert hit == ("Monday, 14 April", "Monday", date(2019, 4, 14))
    assert DAYS[hit[2].weekday()] != hit[1]


def test_titles_and_texts_are_unique() -> None:
    for values in ([demo.fields["title"] for demo in DEMOS], [demo.text for demo in DEMOS]):
        assert [value for value, times in Counter(values).items() if times > 1] == []


def test_one_report_holds_a_paragraph_twice_and_only_one() -> None:
    repeating = []
    for demo in DEMOS:
        paragraphs = Counter(part.strip() for part in demo.text.split("\n\n") if part.strip())
        if any(times > 1 for times in paragraphs.values()):
            repeating.append(demo.name)
    assert repeating == ["2019-08-06-murzuk-note.md"]


def test_no_paragraph_stands_in_two_reports() -> None:
    homes: dict[str, set[str]] = {}
    for demo in DEMOS:
        for part in demo.text.split("\n\n"):
            homes.setdefault(part.strip(), set()).add(demo.name)
    assert [sorted(names) for names in homes.values() if len(names) > 1] == []


def test_two_reports_are_calm_and_full_of_words_of_war() -> None:
    calm = [demo for demo in DEMOS if demo.fields.get("calm")]
    assert len(calm) == 2
    for demo in calm:
        assert len(re.findall(r"fire|shot|attack|siege|bombard|rocket|truce|war\b|explod|struck", demo.text)) >= 5


def test_the_notes_on_sources_name_every_special_report() -> None:
    notes = files("tocsin.samples").joinpath("SOURCES.md").read_text(encoding="utf-8")
    special = [demo.name for demo in DEMOS if demo.fields.get("calm")] + ["2019-08-06-murzuk-note.md"]
    assert [name for name in special if name not in notes] == []
