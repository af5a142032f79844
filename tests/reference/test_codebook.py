"""The shipped codebook keeps its own rules, and a broken one is refused by name."""

from pathlib import Path

import pytest

from tocsin.errors import InvalidCodebook
from tocsin.reference.codebook import DATA, gerund, load_codebook, past_tense, plural, read_yaml, third_person
from tocsin.reference.words import iter_tokens

ACLED_TYPES = {
    "Battles": 3,
    "Explosions/Remote violence": 6,
    "Violence against civilians": 3,
    "Protests": 3,
    "Riots": 2,
    "Strategic developments": 8,
}


def test_all_25_sub_types_are_there() -> None:
    codebook = load_codebook()
    counted: dict[str, int] = {}
    for sub in codebook.sub_types.values():
        counted[sub.event_type] = counted.get(sub.event_type, 0) + 1
    assert counted == ACLED_TYPES


def test_every_sub_type_can_be_reached() -> None:
    codebook = load_codebook()
    reached = {e.sub for e in codebook.entries.values() if e.sub} | {r.sub for r in codebook.force}
    reached |= {sub for e in codebook.entries.values() for _, sub in e.swap_if_actor}
    assert reached == set(codebook.sub_types)


def test_inflection() -> None:
    assert [gerund(v) for v in ("strike", "hit", "die", "attack")] == ["striking", "hitting", "dying", "attacking"]
    assert [past_tense(v) for v in ("raid", "carry", "stab", "seize")] == ["raided", "carried", "stabbed", "seized"]
    assert [third_person(v) for v in ("clash", "carry", "hit")] == ["clashes", "carries", "hits"]
    assert [plural(n) for n in ("shipment of arms", "clash")] == ["shipments of arms", "clashes"]


def test_words_such_as_no_and_on_stay_words() -> None:
    assert "on" in read_yaml(DATA / "verbs.yaml")["at_words"]
    assert "no" in read_yaml(DATA / "tolls.yaml")["none"]


def test_figures_of_speech_are_found() -> None:
    tokens = list(iter_tokens("The price war and the war of words went on."))
    assert len(load_codebook().figurative.find(tokens)) == 2


def test_an_unknown_codebook_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidCodebook, match="no codebook 'nonesuch'"):
        load_codebook("nonesuch")


def test_a_codebook_with_an_unknown_sub_type_is_refused(tmp_path: Path) -> None:
    for name in ("codebook.yaml", "triggers.yaml", "figurative.yaml"):
        text = (DATA / "codebooks" / "tocsin" / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("sub: Grenade\n", "sub: Granade\n"), encoding="utf-8")
    with pytest.raises(InvalidCodebook, match=r"entry grenade: no such sub-event type: Granade"):
        load_codebook(str(tmp_path))
