"""From words to event mentions, on invented reports about places that exist."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tocsin
from tocsin.records.events import EventMention

PUBLISHED = "2021-03-15"


def events(text: str) -> list[EventMention]:
    return list(tocsin.read(text, published=PUBLISHED).events)


def sub_types(text: str) -> list[str]:
    return [e.sub_event_type for e in events(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Army helicopters carried out airstrikes near Gao on Monday.", "Air/drone strike"),
        ("Rebels shelled the airport at Bangui with mortars.", "Shelling/artillery/missile attack"),
        ("A suicide bombing killed six soldiers in Mogadishu.", "Suicide bomb"),
        ("A car bomb exploded outside the police station in Kabul.", "Remote explosive/landmine/IED"),
        ("Attackers lobbed a grenade into a bar in Bujumbura; it was a grenade attack, police said.", "Grenade"),
        ("Soldiers clashed with rebels near Goma.", "Armed clash"),
        ("Gunmen abducted nine students from a school in Kaduna.", "Abduction/forced disappearance"),
        ("Militiamen massacred villagers in Ituri.", "Attack"),
        ("Troops recaptured the town of Baga from the insurgents.", "Government regains territory"),
        ("Al-Shabaab fighters overran a base in Bardera.", "Non-state actor overtakes territory"),
        ("Police arrested twelve suspected rebels in Kampala.", "Arrests"),
        ("The two sides signed a ceasefire agreement in Khartoum.", "Agreement"),
        ("Residents took to the streets of Bamako.", "Peaceful protest"),
        ("Police fired tear gas at marchers in Conakry.", "Protest with intervention"),
        ("A mob lynched a suspected thief in Beni.", "Mob violence"),
        ("Fighters looted shops in Bentiu.", "Looting/property destruction"),
        ("Air defences intercepted three drones over Riyadh.", "Disrupted weapons use"),
        ("The army deployed two battalions to Pemba.", "Change to group/activity"),
        ("Soldiers raped women in a camp near Malakal.", "Sexual violence"),
        ("A nerve-agent attack killed dozens in a suburb of Damascus.", "Chemical weapon"),
    ],
)
def test_sub_types(text: str, expected: str) -> None:
    assert expected in sub_types(text)


def test_coordinated_dates_are_two_events() -> None:
    found = events("Government warplanes carried out airstrikes in Idlib on March 3 and March 9.")
    assert [e.when.start for e in found if e.when] == [date(2021, 3, 3), date(2021, 3, 9)]


def test_a_list_of_places_is_one_event_each() -> None:
    found = events("Rebels attacked army posts in Gao, Mopti and Timbuktu on Friday.")
    assert [e.place.name for e in found if e.place] == ["Gao", "Mopti", "Timbuktu"]


def test_voice_decides_who_did_it() -> None:
    for text in (
        "Rebel fighters ambushed Malian soldiers near Menaka.",
        "Malian soldiers were ambushed by rebel fighters near Menaka.",
    ):
        (event,) = events(text)
        assert "Malian Armed Forces" in [t.actor.name for t in event.targets]
        assert "Malian Armed Forces" not in [a.actor.name for a in event.actors]


def test_a_country_that_launches_missiles_is_its_armed_forces() -> None:
    (event,) = events("Russia launched missiles at Kharkiv on Sunday.")
    assert [a.actor.name for a in event.actors] == ["Russian Armed Forces"]


def test_not_stated_is_none_and_nobody_is_zero() -> None:
    (silent,) = events("Rebels shelled the town of Bria.")
    assert silent.killed is None
    (none,) = events("Rebels shelled the town of Bria; no casualties were reported.")
    assert none.killed is not None
    assert (none.killed.low, none.killed.high) == (0, 0)


def test_a_toll_in_the_next_sentence_belongs_to_the_event() -> None:
    (event,) = events("Shells hit a market in Donetsk on Monday. At least eleven people were killed and 30 wounded.")
    assert event.killed is not None
    assert event.injured is not None
    assert (event.killed.best, event.injured.best) == (11, 30)


def test_summaries_are_marked_multiple() -> None:
    found = events("There have been 19 attacks on the base in Mopti since January.")
    assert [e.multiple for e in found] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "The battle for votes in Lagos ended in a rout, and the war chests are empty.",
        "Their striker fired wide, the visitors attacked and the goalkeeper was under siege until the final whistle.",
        "Traders called it a massacre: share prices fell and investors surrendered their profits to a price war.",
        "Doctors began a hunger strike over unpaid wages in Harare.",
    ],
)
def test_words_of_war_without_an_event(text: str) -> None:
    assert events(text) == []


def test_a_repeated_paragraph_is_read_once() -> None:
    paragraph = "Rebels shelled the airport at Bangui on Monday, killing four soldiers and wounding nine people there."
    assert len(events(f"{paragraph}\n\nNobody claimed it.\n\n{paragraph}")) == len(events(paragraph))


def test_every_span_is_exact_and_reading_again_gives_the_same() -> None:
    text = "Gunmen killed 12 villagers in Ogossagou on 14 February, the governor said. “We saw smoke,” a medic said. 🙂"
    first, second = (tocsin.read(text, published=PUBLISHED).to_json() for _ in range(2))
    assert first == second
    for event in first["events"]:
        for span in _spans(event):
            assert text[span["start"] : span["end"]] == span["text"]


def _spans(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        own = [value] if {"start", "end", "text"} <= set(value) else []
        return own + [s for v in value.values() for s in _spans(v)]
    return [s for v in value for s in _spans(v)] if isinstance(value, list) else []


VOCABULARY = (
    "the rebels army attacked killed 12 soldiers in Gao and Mopti on Monday , . shelled with drones by police said "
    "was were set fire to market between near yesterday three people dead hit 🙂 “ ” \n\n"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))


@given(st.lists(WORDS, max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_words_are_read_without_error(words: list[str]) -> None:
    text = " ".join(words)
    for span in _spans(tocsin.read(text, published=PUBLISHED).to_json()):
        assert text[span["start"] : span["end"]] == span["text"]  # type: ignore[misc]


def test_an_absurd_date_dates_no_event_and_is_warned_of() -> None:
    reading = tocsin.read("Rebels shelled the airport at Bangui on 3 May 9999.", published=PUBLISHED)
    (event,) = reading.events
    assert event.when is None
    assert "lies after 2100" in reading.warnings[0]


def test_a_relative_date_after_publication_dates_nothing() -> None:
    text = "The governor resigned on 10 March. Ten days later rebels shelled the town of Bria."
    (event,) = (e for e in events(text) if e.trigger.text == "shelled")
    assert event.when is None or (event.when.start is not None and event.when.start <= date(2021, 3, 15))


def test_a_ministry_that_speaks_is_no_army() -> None:
    found = events("Turkey's foreign ministry called it an attack on a convoy near Idlib.")
    assert all(a.actor.name != "Turkish Armed Forces" for e in found for a in e.actors)
