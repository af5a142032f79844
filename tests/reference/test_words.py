"""One tokeniser, one matcher."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.reference.words import Phrases, fold, iter_tokens


def test_tokens_keep_acronyms_apostrophes_and_possessives() -> None:
    raw = [t.raw for t in iter_tokens("The U.S. left Sana'a; Syria’s 1,200 men don’t.")]
    assert raw == ["The", "U.S.", "left", "Sana'a", ";", "Syria", "’s", "1,200", "men", "don’t", "."]


def test_phrases_ignore_hyphens_and_case_but_not_capitals_of_acronyms() -> None:
    text = "IS fighters near al-Tanf said it is theirs."
    hits = Phrases([("Al Tanf", "place"), ("IS", "group")]).find(list(iter_tokens(text)))
    assert [(text[h.start : h.end], h.value) for h in hits] == [("IS", "group"), ("al-Tanf", "place")]


def test_the_longest_phrase_wins() -> None:
    text = "the army chief of staff"
    hits = Phrases([("army", 1), ("army chief of staff", 2)]).find(list(iter_tokens(text)))
    assert [h.value for h in hits] == [2]


def test_fold() -> None:
    assert [fold(w) for w in ("U.S.", "Señor", "Sana’a")] == ["us", "senor", "sana'a"]


@given(st.text(max_size=300))
def test_offsets_are_exact(text: str) -> None:
    assert all(text[t.start : t.end] == t.raw for t in iter_tokens(text))
