import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said import said

import tocsin
from tocsin.reading.statements import add_statements
from tocsin.records.statements import Statement


def statements(text: str, *triggers: str, actor: str | None = None) -> list[Statement]:
    return list(add_statements(said(text, *triggers, actor=actor), None).statements)


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("Red Banner claimed responsibility for the raid.", "claim_of_responsibility", "Red Banner"),
        ("Red Banner denied any part in the raid.", "denial", "Red Banner"),
        ("Norland said it acted in self-defence.", "justification", "Government of Norland"),
        ("Red Banner warned of a harsher raid.", "warning", "Red Banner"),
        ("Red Banner vowed to strike again.", "warning", "Red Banner"),
        ("Norland demanded the release of two pilots.", "demand", "Government of Norland"),
        ("Norland called for a ceasefire.", "demand", "Government of Norland"),
        ("Sudria condemned the raid.", "condemnation", "Government of Sudria"),
        ("The raid was condemned by Sudria.", "condemnation", "Government of Sudria"),
        ("The toll could rise, War Monitor said.", "forecast", "War Monitor"),
    ],
)
def test_kinds_and_speakers(text: str, kind: str, speaker: str) -> None:
    (found,) = statements(text)
    assert (found.kind, found.speaker and found.speaker.actor.name) == (kind, speaker)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("There has been a sharp increase in attacks on convoys.", "trend_claim"),
        ("It was the deadliest attack of the year.", "trend_claim"),
        ("It is the second time since March that the town has been shelled.", "trend_claim"),
        ("The fighting is likely to spread.", "forecast"),
    ],
)
def test_kinds_in_the_reports_own_voice(text: str, kind: str) -> None:
    (found,) = statements(text)
    assert (found.kind, found.speaker) == (kind, None)


@pytest.mark.parametrize(
    "text",
    [
        "There was an increase in rainfall.",
        "The claim could not be verified.",
        "The bridge is expected to be completed in May.",
        "The hearing of another condemned man began.",
        "Ministers met to protect the forests.",
        "No group has claimed responsibility for the blast.",
        "Mortar rounds landed without warning.",
        "Aid convoys were denied access to the valley.",
    ],
)
def test_words_that_only_look_like_a_statement(text: str) -> None:
    assert statements(text) == []


def test_the_doers_own_telling_is_a_claim_of_responsibility() -> None:
    (found,) = statements("Red Banner said it had shelled Qasr Amal.", "shelled", actor="Red Banner")
    assert found.kind == "claim_of_responsibility"
    assert found.about is not None


def test_about_is_the_nearest_event() -> None:
    text = "Drones struck Qasr Amal. Red Banner claimed responsibility for the raid; mortars hit Port Elma."
    reading = said(text, "struck", "raid", "hit")
    (found,) = add_statements(reading, None).statements
    assert found.about == reading.events[1].id


def test_about_may_be_in_the_sentence_before() -> None:
    reading = said("Drones struck Qasr Amal. Red Banner denied involvement.", "struck")
    (found,) = add_statements(reading, None).statements
    assert found.about == reading.events[0].id


def test_the_span_is_the_clause() -> None:
    (found,) = statements("Drones struck; Sudria condemned the raid; rain fell.", "struck")
    assert found.span.text == "Sudria condemned the raid"


JUMBLE = (
    "denied Red Banner . , ; claimed responsibility for could rise increase in attacks "
    "condemned we our called on warned in response to drones said not so "
)
WORDS = JUMBLE.split()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_order_of_words_is_read_with_exact_spans(words: list[str]) -> None:
    text = " ".join(["drones", *words])
    for found in statements(text, "drones"):
        assert text[found.span.start : found.span.end] == found.span.text != ""


def test_a_group_that_names_itself_is_the_speaker() -> None:
    text = (
        "Fighters who claimed responsibility for the attack on the post call themselves the Islamic Resistance in Iraq."
    )
    (claim,) = (s for s in tocsin.read(text).statements if s.kind == "claim_of_responsibility")
    assert claim.speaker is not None
    assert claim.speaker.actor.name == "Islamic Resistance in Iraq"
