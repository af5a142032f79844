import pytest
from said import modality, said

from tocsin.reference.cues import load_modality_cues


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Drones struck Qasr Amal.", "struck", "asserted"),
        ("War Monitor said drones struck Qasr Amal.", "struck", "reported"),
        ("Drones reportedly struck Qasr Amal.", "struck", "reported"),
        ("War Monitor accused rebels of shelling Qasr Amal.", "shelling", "alleged"),
        ("Rebels are believed to have shelled Qasr Amal.", "shelled", "alleged"),
        ("An alleged shelling killed ten people.", "shelling", "alleged"),
        ("Red Banner plans to attack Qasr Amal.", "attack", "planned"),
        ("The council is due to meet on Tuesday.", "meet", "planned"),
        ("Red Banner threatened to attack Qasr Amal.", "attack", "threatened"),
        ("Red Banner vowed to strike again.", "strike", "threatened"),
        ("Guards foiled an attack on Qasr Amal.", "attack", "foiled"),
        ("Fighters tried to storm the fort.", "storm", "foiled"),
        ("The attack on the fort was repelled.", "attack", "foiled"),
        ("The army denied that it had shelled Qasr Amal.", "shelled", "denied"),
        ("The army denied on Monday that it had shelled Qasr Amal.", "shelled", "denied"),
        ("No attack took place.", "attack", "denied"),
        ("Red Banner did not attack Qasr Amal.", "attack", "denied"),
        ("Red Banner could attack Qasr Amal.", "attack", "hypothetical"),
        ("If rebels attack Qasr Amal, nobody will help.", "attack", "hypothetical"),
    ],
)
def test_what_the_words_say_of_the_act(text: str, trigger: str, expected: str) -> None:
    assert modality(text, trigger) == expected


@pytest.mark.parametrize(
    ("text", "actor", "expected"),
    [
        ("Red Banner said it had struck Qasr Amal.", "Red Banner", "claimed"),
        ("Red Banner said it had struck Qasr Amal.", None, "claimed"),
        ("War Monitor said Red Banner had struck Qasr Amal.", "Red Banner", "reported"),
        ("The defence ministry said troops had struck Qasr Amal.", "the army", "claimed"),
        ("Sudria said the army had struck Qasr Amal.", "the army", "reported"),
    ],
)
def test_a_claim_is_the_doers_own_word(text: str, actor: str | None, expected: str) -> None:
    assert modality(text, "struck", actor=actor) == expected


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("No casualties were reported after drones struck Qasr Amal.", "struck"),
        ("Red Banner attacked not only Qasr Amal.", "attacked"),
        ("Drones struck Qasr Amal in May.", "struck"),
        ("The army denied responsibility for the attack.", "attack"),
        ("Plans to escape failed; drones struck Qasr Amal.", "struck"),
    ],
)
def test_words_that_only_look_like_a_cue(text: str, trigger: str) -> None:
    assert modality(text, trigger) in ("asserted", "reported")


def test_the_act_outranks_who_says_so() -> None:
    assert modality("Red Banner said it would strike Qasr Amal.", "strike", actor="Red Banner") == "hypothetical"
    assert modality("War Monitor said Red Banner planned to strike Qasr Amal.", "strike") == "planned"
    assert modality("War Monitor said guards foiled an attack.", "attack") == "foiled"


def test_a_cue_stops_at_its_clause() -> None:
    reading = said("Guards foiled a plot, but drones struck Qasr Amal.", "struck")
    assert reading.events[0].modality == "asserted"


def test_a_communique_claims_its_own_acts() -> None:
    text = "In the name of God\n\nOur fighters struck the camp. We will strike again.\n\nRed Banner\n"
    assert modality(text, "struck", actor="Red Banner") == "claimed"
    assert modality(text, "strike again", actor="Red Banner") == "threatened"


def test_precedence_names_each_modality_once() -> None:
    _, precedence = load_modality_cues()
    assert len(set(precedence)) == len(precedence) == 9
    assert precedence[0] == "denied"
    assert precedence[-1] == "asserted"
