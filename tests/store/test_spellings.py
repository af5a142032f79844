"""What a reader types finds what the ledger has, and what it does not have is said with what is like it."""

from __future__ import annotations

import pytest

from tocsin.store.spellings import note_missing, spellings

PLACES = ("Tājūrā’", "Al-Qayra", "al Qayra", "Port Asha", "Asha")
TYPES = ("Battles", "Protests", "Riots")


@pytest.mark.parametrize(
    ("facet", "typed", "found"),
    [
        ("place", "tajura", ("Tājūrā’",)),
        ("place", "PORT ASHA", ("Port Asha",)),
        ("place", "Al Qayra", ("Al-Qayra", "al Qayra")),
        ("place", "Port", ()),
        ("place", "", ()),
    ],
)
def test_case_accents_and_marks_do_not_matter(facet: str, typed: str, found: tuple[str, ...]) -> None:
    assert spellings(facet, typed, PLACES) == found


@pytest.mark.parametrize(("typed", "found"), [("battle", ("Battles",)), ("p", ("Protests",)), ("", ()), ("x", ())])
def test_the_beginning_of_a_type_is_enough(typed: str, found: tuple[str, ...]) -> None:
    assert spellings("event_type", typed, TYPES) == found


def test_a_beginning_of_two_types_is_none_of_them() -> None:
    assert spellings("event_type", "r", (*TYPES, "Relief")) == ()


def test_what_is_not_there_is_said_with_what_is_like_it() -> None:
    assert note_missing("place", "Port Aska", PLACES) == "no place 'Port Aska' here; did you mean 'Port Asha'?"
    assert note_missing("sub_event_type", "zzz", TYPES) == "no sub-type 'zzz' here"
