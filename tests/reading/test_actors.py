import time
from itertools import pairwise

import pytest

from tocsin.reading.actors import add_actors, find_actors
from tocsin.records.actors import ActorMention
from tocsin.records.places import Place, PlaceMention
from tocsin.records.readings import Reading
from tocsin.records.reports import Report
from tocsin.records.spans import Span
from tocsin.reference.codebook import load_codebook


def mention_of(text: str, words: str) -> ActorMention:
    """The one mention whose span is exactly `words`."""
    found = [m for m in find_actors(text) if m.span.text == words]
    assert len(found) == 1, [(m.span.text, m.actor.name) for m in find_actors(text)]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "actor_id"),
    [
        ("Malian troops left Kidal.", "Malian troops", "ml-armed-forces"),
        ("The U.S. military said so.", "U.S. military", "us-armed-forces"),
        ("Ukraine's air force shot down nine.", "Ukraine's air force", "ua-armed-forces"),
        ("Burkinabè soldiers fired.", "Burkinabè soldiers", "bf-armed-forces"),
        ("The army of Chad crossed over.", "army", "td-armed-forces"),
        ("A Pentagon spokesman declined.", "Pentagon spokesman", "us-ministry-of-defence"),
        ("Emirati police made arrests.", "Emirati police", "ae-police"),
        ("The interior ministry in Nairobi denied it.", "interior ministry", "ke-ministry-of-interior"),
        ("RSF fighters looted Omdurman, Sudan.", "RSF fighters", "rapid-support-forces"),
        ("Fighters of the Free Syrian Army fled.", "Fighters of the Free Syrian Army", "free-syrian-army"),
        ("Al Shabaab militants struck Baidoa.", "Al Shabaab militants", "al-shabaab"),
        ("Kurdish fighters called peshmerga held on.", "peshmerga", "peshmerga"),
        ("Hizbollah gunmen held the road.", "Hizbollah gunmen", "lebanese-hezbollah"),
    ],
)
def test_known_actors_are_found_with_their_head_noun(text: str, words: str, actor_id: str) -> None:
    assert mention_of(text, words).actor.id == actor_id


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("Iranian-backed militiamen shelled it.", "Iranian-backed militiamen", "Iran-backed militias", "militia"),
        ("Militias backed by Iran shelled it.", "Militias", "Iran-backed militias", "militia"),
        ("Pro-government fighters died.", "Pro-government fighters", "pro-government fighters", "rebel"),
        ("Three masked gunmen opened fire.", "masked gunmen", "gunmen", "militia"),
        ("Palestinian shoppers were hurt.", "Palestinian shoppers", "civilians", "civilians"),
        ("They buried a nurse and two villagers.", "villagers", "civilians", "civilians"),
        ("They buried a nurse and two villagers.", "nurse", "health workers", "civilians"),
        ("A US official spoke.", "US official", "US official", "office"),
        ("Local officials spoke.", "Local officials", "local officials", "office"),
        ("Mayor Anna Brandt spoke.", "Mayor Anna Brandt", "Anna Brandt", "person"),
        ("Brigadier General Omar Keita spoke.", "Brigadier General Omar Keita", "Omar Keita", "person"),
        ("The North Valley Liberation Front attacked.", "North Valley Liberation Front", None, "militia"),
        ("Liwa al-Sahra attacked.", "Liwa al-Sahra", None, "militia"),
        ("Students and demonstrators marched.", "demonstrators", "protesters", "protesters"),
    ],
)
def test_described_actors_have_a_name_and_no_id(text: str, words: str, name: str | None, kind: str) -> None:
    actor = mention_of(text, words).actor
    assert (actor.name, actor.id, actor.kind) == (name or words, None, kind)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Rwanda denied the charge.", ["RW"]),
        ("Tehran has repeatedly warned against it.", ["IR"]),
        ("Talks between Chad and Sudan went on.", ["TD", "SD"]),
        ("It was condemned by Kenya.", ["KE"]),
        ("He lives in Kenya and travels to Chad.", []),
        ("Shelling was heard near Moscow.", []),
        ("Aid from Turkey arrived.", []),
    ],
)
def test_a_country_is_an_actor_only_where_the_words_make_it_one(text: str, countries: list[str]) -> None:
    found = find_actors(text)
    assert [m.actor.country for m in found] == countries
    assert all(m.why == "country as actor" for m in found)


def test_a_demonym_before_a_weapon_is_the_armed_forces_and_the_span_is_the_demonym() -> None:
    found = mention_of("Russian long-range drones hit a depot.", "Russian")
    assert found.actor.id == "ru-armed-forces"


def test_two_demonyms_share_one_noun() -> None:
    found = find_actors("French and Chadian soldiers left.")
    assert [m.actor.id for m in found] == ["fr-armed-forces", "td-armed-forces"]


def test_a_thing_named_after_people_is_nobody() -> None:
    assert find_actors("A sniper rifle lay near the refugee camp and the children's hospital.") == []
    assert [m.actor.name for m in find_actors("There were civilian casualties.")] == ["civilians"]


def test_an_ambiguous_acronym_follows_the_country() -> None:
    assert mention_of("In Sudan the RSF advanced.", "RSF").actor.id == "rapid-support-forces"
    assert mention_of("In Syria the SDF advanced.", "SDF").actor.id == "syrian-democratic-forces"
    assert mention_of("In Tripoli, Libya, the SDF advanced.", "SDF").actor.id == "special-deterrence-force"
    assert find_actors("The AA advanced.") == []


def test_places_tell_whose_army_it_is() -> None:
    text = "Gao: the army withdrew."
    place = PlaceMention(Span.of(text, 0, 3), Place("Gao", country="ML", geoprecision="town"))
    (found,) = find_actors(text, places=[place])
    assert found.actor.id == "ml-armed-forces"
    assert "the report's country" in found.why
    (bare,) = find_actors(text)
    assert (bare.actor.id, bare.actor.name) == (None, "army")


def test_a_place_of_the_same_name_elsewhere_is_no_actor() -> None:
    text = "Police in Fano, Italy, met."
    place = PlaceMention(Span.of(text, 10, 14), Place("Fano", country="IT", geoprecision="town"))
    assert "fano" in {m.actor.id for m in find_actors(text)}
    assert [m.actor.id for m in find_actors(text, places=[place])] == ["it-police"]


def test_the_group_is_the_one_named_before_and_says_so() -> None:
    found = find_actors("Boko Haram raided Damboa. The group killed two of the men. Its fighters fled.")
    back = [m for m in found if m.why.startswith("refers to")]
    assert [(m.span.text, m.actor.id) for m in back] == [("group", "boko-haram"), ("fighters", "boko-haram")]
    assert not any(m.actor.id for m in find_actors("The group killed two men."))


def test_an_acronym_that_the_report_introduces_is_known_from_then_on() -> None:
    found = find_actors("The Front for Coastal Freedom (FCF) spoke. FCF gunmen fled.")
    assert [m.actor.name for m in found] == ["Front for Coastal Freedom"] * 3


def test_a_surname_is_the_person_introduced_before() -> None:
    found = find_actors("Governor Amina Sule spoke. Two hours later Sule left.")
    assert [(m.span.text, m.actor.name) for m in found] == [
        ("Governor Amina Sule", "Amina Sule"),
        ("Sule", "Amina Sule"),
    ]


def test_an_umbrella_is_not_one_of_its_members() -> None:
    found = find_actors("The Islamic Resistance in Iraq, not Kataib Hezbollah, claimed it.")
    assert [m.actor.id for m in found] == ["islamic-resistance-in-iraq", "kataib-hezbollah"]


@pytest.mark.parametrize("text", ["", "\n\n", "'s", "pro-", "the", "General", "Liwa", "(", "US-", "🙂 の 軍隊", "Al-"])
def test_odd_text_is_read_without_error(text: str) -> None:
    assert all(m.span.text for m in find_actors(text))


def test_spans_are_in_order_apart_and_true_to_the_text() -> None:
    text = "Syrian Army and SDF units met; “Hamas” and the IRGC’s Quds Force did not.\nKenyan police saw 5 civilians."
    found = find_actors(text)
    assert len(found) >= 5
    assert all(text[m.span.start : m.span.end] == m.span.text and m.why and m.score is None for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_the_stage_fills_the_actors_of_a_reading() -> None:
    reading = Reading(report=Report.from_text("Malian troops left."))
    assert [m.actor.id for m in add_actors(reading, load_codebook()).actors] == ["ml-armed-forces"]


def test_a_report_is_read_in_milliseconds() -> None:
    text = "Boko Haram gunmen killed six farmers near Bama in Nigeria, the army said on Monday. " * 20
    find_actors(text)
    start = time.process_time()
    find_actors(text)
    assert time.process_time() - start < 0.1
