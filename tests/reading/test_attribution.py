import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said import find, reading_of, said, speakers

from tocsin.errors import InvalidCodebook
from tocsin.reading.attribution import add_attribution
from tocsin.reading.speech import speech_of
from tocsin.reference.cues import check_table, load_attribution_cues


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("War Monitor said that drones struck Qasr Amal.", "struck", ["War Monitor"]),
        ("Drones struck Qasr Amal, War Monitor said.", "struck", ["War Monitor"]),
        ("Drones struck Qasr Amal, War Monitor said on Tuesday.", "struck", ["War Monitor"]),
        ("Drones struck Qasr Amal, said War Monitor.", "struck", ["War Monitor"]),
        ("“Drones struck Qasr Amal,” said War Monitor.", "struck", ["War Monitor"]),
        ("The attack, War Monitor said, killed ten people.", "attack", ["War Monitor"]),
        ("According to War Monitor, drones struck Qasr Amal.", "struck", ["War Monitor"]),
        ("Drones struck Qasr Amal, according to War Monitor.", "struck", ["War Monitor"]),
        ("War Monitor, which has informants there, said drones struck Qasr Amal.", "struck", ["War Monitor"]),
        ("War Monitor (based in Port Elma) says drones struck Qasr Amal.", "struck", ["War Monitor"]),
        ("War Monitor later on Friday reported that drones struck Qasr Amal.", "struck", ["War Monitor"]),
        ("An unknown outfit, Hill Brigade, took credit for the raid.", "raid", ["Hill Brigade"]),
        ("A spokesman for the defence ministry said drones struck.", "struck", ["Ministry of Defence of Norland"]),
        ("By the War Monitor's count, drones struck ten towns.", "struck", ["War Monitor"]),
        ("War Monitor this week said drones struck Qasr Amal.", "struck", ["War Monitor"]),
        ("War Monitor has strongly suggested drones struck.", "struck", ["War Monitor"]),
        ("It was one of ten attacks War Monitor has logged since May.", "attacks", ["War Monitor"]),
        ("The camp that War Monitor says was hit lies in Qasr Amal.", "hit", ["War Monitor"]),
        ("Drones struck Qasr Amal.", "struck", []),
    ],
)
def test_who_says_so(text: str, trigger: str, expected: list[str]) -> None:
    assert speakers(text, trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("A medic at the hospital said shells fell on the market.", "fell", ["medic"]),
        ("Two residents of the old town said shells fell.", "fell", ["residents"]),
        ("Shells fell on the market, local officials said.", "fell", ["local officials"]),
        ("Shells fell, according to a senior police officer.", "fell", ["senior police officer"]),
        ("Colonel Idris Vane said shells fell.", "fell", ["Colonel Idris Vane"]),
        ("There are reports suggesting the establishment of camps.", "establishment", ["reports"]),
        ("According to sources, an attack took place.", "attack", ["sources"]),
    ],
)
def test_speakers_that_are_only_described(text: str, trigger: str, expected: list[str]) -> None:
    (event,) = said(text, trigger).events
    assert [a.actor.name for a in event.attribution] == expected
    assert all(text[a.span.start : a.span.end] == a.span.text and a.actor.id is None for a in event.attribution)


def test_a_chain_keeps_every_speaker_and_the_outermost_comes_last() -> None:
    text = "War Monitor said that Red Banner claimed it had shelled Qasr Amal."
    assert speakers(text, "shelled") == ["Red Banner", "War Monitor"]


def test_a_relay_names_both() -> None:
    text = "War Monitor, citing Red Banner, said a drone had hit Qasr Amal."
    assert speakers(text, "hit") == ["Red Banner", "War Monitor"]


def test_coordinated_clauses_keep_their_own_speakers() -> None:
    text = "War Monitor said rockets hit Qasr Amal, but Red Banner said mines exploded there."
    reading = said(text, "hit", "exploded")
    assert [[a.actor.name for a in e.attribution] for e in reading.events] == [["War Monitor"], ["Red Banner"]]


def test_what_follows_a_semicolon_is_the_reports_own() -> None:
    reading = said("War Monitor said rockets hit Qasr Amal; troops withdrew from it.", "hit", "withdrew")
    assert [len(e.attribution) for e in reading.events] == [1, 0]


def test_a_clause_after_a_closed_saying_is_the_reports_own() -> None:
    assert speakers("Ten were held, War Monitor said, and a mob lynched one man.", "lynched") == []


def test_pronouns_mean_the_last_speaker() -> None:
    text = "War Monitor said rockets hit Qasr Amal. It added that shells fell on Port Elma."
    assert speakers(text, "fell") == ["War Monitor"]


def test_a_quotation_goes_on_over_sentences() -> None:
    text = "“Rockets hit us at dawn,” War Monitor said. “Shells fell on the market. The clinic burned.”"
    assert speakers(text, "fell") == ["War Monitor"]
    assert speakers(text, "burned") == ["War Monitor"]


@pytest.mark.parametrize(
    "text",
    [
        "The United States struck Qasr Amal.",
        "The claims of Red Banner could not be verified after drones struck.",
        "War Monitor has not confirmed that drones struck Qasr Amal.",
        "Red Banner said nothing after drones struck.",
        "Commanders told villagers nothing new; drones struck.",
    ],
)
def test_words_that_only_look_like_saying(text: str) -> None:
    assert speakers(text, "struck") == []


def test_hearsay_names_nobody() -> None:
    reading = said("Rockets reportedly hit Qasr Amal.", "hit")
    assert reading.events[0].attribution == ()
    assert [f.speaker for f in speech_of(reading).frames] == [None]


def test_a_communique_speaks_for_its_signatory() -> None:
    text = "In the name of God\n\nOur fighters struck the camp at Qasr Amal. We will go on.\n\nRed Banner\n"
    assert speakers(text, "struck") == ["Red Banner"]


def test_first_person_in_quotes_makes_no_communique() -> None:
    text = "A statement came on Monday.\n\n“We are ready,” said Red Banner. Drones struck Qasr Amal."
    assert speech_of(reading_of(text)).voice is None


def test_without_events_nothing_changes() -> None:
    reading = reading_of("War Monitor said little.")
    assert add_attribution(reading, None) is reading


def test_cues_have_a_version_and_a_source() -> None:
    assert load_attribution_cues().words["determiners"]
    with pytest.raises(InvalidCodebook, match="version"):
        check_table("speech/x.yaml", {"source": "none"})


JUMBLE = (
    "said War Monitor , . ; according to “ ” it added Red Banner "
    "( ) claimed that drones struck and but who reportedly accused of - 's "
    "on Monday by the a "
)
WORDS = JUMBLE.split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "\n\n"]), max_size=40))
def test_any_order_of_words_is_read_with_exact_spans(words: list[str]) -> None:
    text = " ".join(["drones", *words])
    (event,) = said(text, "drones").events
    assert all(text[a.span.start : a.span.end] == a.span.text for a in event.attribution)


def test_a_sentence_without_end_is_read_in_time() -> None:
    text = "War Monitor said drones struck, " * 1500
    began = time.process_time()
    assert len(said(text, "struck").events) == 1
    assert time.process_time() - began < 10
    assert find(text, "struck").start > 0
