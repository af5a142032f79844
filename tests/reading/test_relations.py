import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from said import reading_of

from tocsin.errors import InvalidCodebook
from tocsin.reading.relations import add_relations
from tocsin.reference import cues

NORLAND = "Government of Norland"
RED, HILL, MARSH = "Red Banner", "Hill Brigade", "Marsh Company"


def relations(text: str) -> list[tuple[str, str, str]]:
    found = add_relations(reading_of(text), None).relations
    assert all(text[r.span.start : r.span.end] == r.span.text for r in found)
    return [(r.subject.actor.name, r.predicate, r.object.actor.name) for r in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Red Banner, backed by Norland, shelled the town.", (NORLAND, "supports", RED)),
        ("Norland arms Red Banner.", (NORLAND, "supports", RED)),
        ("The Norland-backed Red Banner shelled the town.", (NORLAND, "supports", RED)),
        ("Red Banner is allied with the Hill Brigade.", (RED, "allied_with", HILL)),
        ("The Norland-allied Red Banner moved north.", (RED, "allied_with", NORLAND)),
        ("Hill Brigade, a branch of Red Banner, moved north.", (HILL, "part_of", RED)),
        ("Red Banner's armed wing, Hill Brigade, moved north.", (HILL, "part_of", RED)),
        ("Red Banner's Hill Brigade moved north.", (HILL, "part_of", RED)),
        ("Red Banner's Thunder Force moved north.", ("Thunder Force", "part_of", RED)),
        ("The Red Banner militia, connected to the Hill Brigade, fled.", (RED, "linked_to", HILL)),
        ("Red Banner, led by Idris Vane, fled.", ("Idris Vane", "commands", RED)),
        ("Idris Vane, the commander of Red Banner, fled.", ("Idris Vane", "commands", RED)),
        ("Police shot the head of the Red Banner, Idris Vane.", ("Idris Vane", "commands", RED)),
        ("Norland trains Red Banner.", (NORLAND, "trains", RED)),
        ("Red Banner, active in Qasr Amal, fled.", (RED, "operates_in", "Qasr Amal")),
        ("Red Banner is based in Qasr Amal.", (RED, "based_at", "Qasr Amal")),
        ("Troops left Qasr Amal, where Red Banner fighters are based.", (RED, "based_at", "Qasr Amal")),
        ("Red Banner, also known as Valley Lions, fled.", ("Valley Lions", "alias_of", RED)),
        ("Red Banner (Valley Lions) fled.", ("Valley Lions", "alias_of", RED)),
        ("Red Banner, a front for the Hill Brigade, fled.", (RED, "front_for", HILL)),
        ("Red Banner, a rival of the Hill Brigade, fled.", (RED, "opposes", HILL)),
        ("Red Banner is at war with the Hill Brigade.", (RED, "opposes", HILL)),
        ("Norland and the militias it arms shelled the town.", (NORLAND, "supports", "militias")),
        ("Red Banner met Hill Brigade at Qasr Amal, their largest base.", (HILL, "based_at", "Qasr Amal")),
    ],
)
def test_one_relation(text: str, expected: tuple[str, str, str]) -> None:
    assert relations(text) == [expected]


def test_both_places_are_told() -> None:
    assert relations("Red Banner operates in both Qasr Amal and Port Elma.") == [
        (RED, "operates_in", "Qasr Amal"),
        (RED, "operates_in", "Port Elma"),
    ]


def test_a_participle_hangs_on_the_noun_before_the_apposition() -> None:
    assert relations("Red Banner, backed by Norland and active in Qasr Amal, fled.") == [
        (NORLAND, "supports", RED),
        (RED, "operates_in", "Qasr Amal"),
    ]


def test_lists_distribute_on_both_sides() -> None:
    found = relations("Norland and Sudria back Red Banner, Hill Brigade and Marsh Company.")
    assert len(found) == 6
    assert set(found) == {(a, "supports", b) for a in (NORLAND, "Government of Sudria") for b in (RED, HILL, MARSH)}


def test_a_gathering_ties_those_who_came() -> None:
    text = "A meeting aimed at coordinating the activities of Red Banner involved Hill Brigade and Marsh Company."
    assert relations(text) == [(HILL, "linked_to", RED), (MARSH, "linked_to", RED)]


def test_groups_that_name_themselves_hide_behind_the_name() -> None:
    (found,) = relations("Groups that shell the town identify themselves as “Red Banner.”")
    assert found == (RED, "front_for", "Groups")


@pytest.mark.parametrize(
    "text",
    [
        "Red Banner and Hill Brigade fled from Qasr Amal.",
        "Red Banner (FVA) fled.",
        "Red Banner shelled Qasr Amal after Hill Brigade left.",
        "Norland's government fell.",
        "Red Banner fought Hill Brigade with knives.",
    ],
)
def test_nearness_is_no_relation(text: str) -> None:
    assert relations(text) == []


def test_a_relation_is_told_once_a_sentence() -> None:
    assert relations("Norland arms Red Banner and Norland funds Red Banner.") == [(NORLAND, "supports", RED)]


JUMBLE = (
    "Red Banner Norland - backed by , ( ) ' 's led and the "
    "militias it arms operating in Qasr Amal . based front for allied with “ "
    "” "
)
WORDS = JUMBLE.split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "Red Banner", "Qasr Amal", "Norland-backed", "Hill Brigade"]), max_size=30))
def test_any_order_of_words_is_read(words: list[str]) -> None:
    assert isinstance(relations(" ".join(words)), list)


def test_many_names_in_one_sentence_are_read_in_time() -> None:
    text = "Red Banner, backed by Norland and active in Qasr Amal, " * 500
    began = time.process_time()
    assert relations(text)
    assert time.process_time() - began < 10


BROKEN = {"version": 1, "source": "none", "groups": {"violence": ["raid"]}, "cues": [{"kind": "rumour"}]}


def test_a_broken_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cues, "_read", lambda path: BROKEN)
    with pytest.raises(InvalidCodebook, match="rumour"):
        cues.load_statement_cues.__wrapped__()
