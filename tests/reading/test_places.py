"""Finding places: recognition, resolution by context, precision."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.reading.places import add_places, find_places, resolve_names
from tocsin.records.places import PlaceMention
from tocsin.records.readings import Reading
from tocsin.records.reports import Report


def named(text: str) -> dict[str, PlaceMention]:
    return {m.span.text: m for m in find_places(text)}


def test_spans_point_into_the_text_and_say_where() -> None:
    text = "Rockets fell on a depot near al-Mayadin, in Syria's Deir ez-Zor governorate, late on Monday."
    found = find_places(text)
    assert [m.span.text for m in found] == ["al-Mayadin", "Syria", "Deir ez-Zor governorate"]
    assert all(text[m.span.start : m.span.end] == m.span.text for m in found)
    town, country, unit = (m.place for m in found)
    assert (town.country, town.admin1, town.geoprecision) == ("SY", "Deir ez-Zor", "district")
    assert (country.kind, country.geoprecision) == ("country", "country")
    assert (unit.kind, unit.geoprecision) == ("admin1", "admin1")


@pytest.mark.parametrize(
    "text",
    [
        "General Hama Karim and President Paris Lawson spoke to reporters.",
        "Muhammad Raqqa was buried in the morning.",
        "The Aleppo Brigade and the Homs Movement issued a joint text.",
        "March was calm, and May will be calmer, said the minister.",
        "The Syrian, Iraqi and Ukrainian delegations left early.",
        "Reading the papers on a Nice day, Mobile phone in hand.",
        "Police said that Of all days it was Sunday.",
        "US troops and UK jets took part; US officials declined to comment.",
    ],
)
def test_persons_groups_months_and_words_are_no_places(text: str) -> None:
    assert [m.span.text for m in find_places(text)] == []


def test_the_acronym_of_a_country_is_a_place_only_where_it_is_one() -> None:
    assert named("He was tried in the US last year.")["US"].place.country == "US"


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Clashes broke out in Tripoli, and the Libyan army sent tanks from Misrata.", "Tripoli", "LY"),
        ("Clashes broke out in Tripoli, north of Beirut, and Lebanese troops deployed.", "Tripoli", "LB"),
        ("The governor of Texas spoke in Paris, Texas, on Friday.", "Paris", "US"),
        ("Georgian police said the convoy left Tbilisi for Russia through Georgia.", "Georgia", "GE"),
    ],
)
def test_context_outweighs_size(text: str, words: str, country: str) -> None:
    assert named(text)[words].place.country == country


def test_what_was_passed_over_is_kept() -> None:
    mention = named("Gunmen attacked a post in Tripoli, Libya.")["Tripoli"]
    assert 1 <= len(mention.alternatives) <= 5
    assert mention.place.alternatives == mention.alternatives
    assert mention.place.id not in {p.id for p in mention.alternatives}
    assert mention.score is not None
    assert 0 < mention.score <= 1


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("A drone hit a house in Kharkiv, Ukraine.", "Kharkiv", "town"),
        ("A drone hit a house in Kharkiv oblast, Ukraine.", "Kharkiv oblast", "admin1"),
        ("A drone fell 30 km south of Kharkiv, Ukraine.", "Kharkiv", "district"),
        ("A drone fell on the outskirts of Kharkiv, Ukraine.", "Kharkiv", "district"),
        ("Tribesmen fought in the Hama countryside of Syria.", "Hama", "district"),
        ("The raid on Ain al-Asad air base in Iraq hurt nobody.", "Ain al-Asad air base", "exact"),
        ("Fighting spread over the Donbas, in Ukraine.", "Donbas", "admin1"),
        ("Planes land at Qamishli Airport every week.", "Qamishli Airport", "exact"),
    ],
)
def test_precision_is_what_the_words_leave(text: str, words: str, precision: str) -> None:
    assert named(text)[words].place.geoprecision == precision


def test_lists_are_separate_mentions_and_share_their_head() -> None:
    found = find_places("Aid reached Aleppo, Hama and Homs governorates in Syria.")
    assert [m.span.text for m in found] == ["Aleppo", "Hama", "Homs governorates", "Syria"]
    assert [m.place.kind for m in found[:3]] == ["admin1"] * 3


def test_spellings_that_nobody_listed_are_found_by_sound_in_context() -> None:
    place = named("Syrian troops withdrew from Tall Hameess on Monday.")["Tall Hameess"].place
    assert (place.country, place.admin1) == ("SY", "Al-Hasakah")
    assert named("They met in Tall Hameess.") == {}


def test_a_dateline_is_a_place() -> None:
    found = find_places("BAGHDAD, Oct 19 - Two rockets landed near a base in Iraq.")
    assert (found[0].span.text, found[0].place.country) == ("BAGHDAD", "IQ")


def test_capitals_named_by_what_they_are() -> None:
    found = named("Blasts shook the Syrian capital, and Mali's capital stayed calm.")
    assert found["Syrian capital"].place.name == "Damascus"
    assert found["Mali's capital"].place.name == "Bamako"


def test_given_names_are_only_resolved() -> None:
    text = "syrian units left homs"
    places = resolve_names(text, [(0, 6), (18, 22), (7, 12)])
    assert [p and p.country for p in places[:2]] == ["SY", "SY"]
    assert places[2] is None


def test_the_stage_fills_places_and_nothing_else() -> None:
    before = Reading(report=Report.from_text("Shells hit Mosul, Iraq.", published=date(2024, 1, 2)))
    after = add_places(before, None)
    assert [m.span.text for m in after.places] == ["Mosul", "Iraq"]
    assert after.report is before.report
    assert after.events == before.events


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "Aleppo",
                    "al",
                    "-",
                    "the",
                    "US",
                    "capital",
                    "'s",
                    "Syria",
                    ",",
                    "and",
                    "near",
                    "base",
                    "of",
                    ".",
                    "\n",
                    "Camp",
                    "دمشق",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=25,
    )
)
def test_any_text_is_read_without_error(words: list[str]) -> None:
    text = " ".join(words)
    found = find_places(text)
    assert all(text[m.span.start : m.span.end] == m.span.text for m in found)
    assert all(a.span.start <= b.span.start for a, b in pairwise(found))
