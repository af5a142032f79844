"""Tolls and numbers, on invented sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.reading.counts import find_counts
from tocsin.reading.numbers import number_at
from tocsin.reference.words import iter_tokens


def tolls(sentence: str) -> list[tuple[str, int | None, int | None]]:
    return [(c.kind, c.low, c.high) for c in find_counts(sentence, list(iter_tokens(sentence)))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ten people died.", [("killed", 10, 10)]),
        ("At least 14 people, among them two children, were killed.", [("killed", 14, 14)]),
        ("Shells hit the market: 15 killed, 12 injured.", [("killed", 15, 15), ("injured", 12, 12)]),
        ("The raid killed three guards and wounded dozens.", [("killed", 3, 3), ("injured", 24, 24)]),
        ("Between 3 and 5 soldiers were killed.", [("killed", 3, 5)]),
        ("Twenty-one villagers were killed.", [("killed", 21, 21)]),
        ("Some 1,200 fighters were killed.", [("killed", 1200, 1200)]),
        ("The death toll rose from 33 on Monday to at least 44.", [("killed", 33, 44)]),
        ("No casualties were reported.", [("injured", 0, 0), ("killed", 0, 0)]),
        ("Several soldiers were wounded.", [("injured", None, None)]),
        ("He shot down 3 drones.", []),
        ("They died of boredom.", []),
    ],
)
def test_tolls(sentence: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert tolls(sentence) == expected


def test_whom_is_a_span_of_the_text() -> None:
    sentence = "A mine killed four shepherds and two children near the river."
    counts = find_counts(sentence, list(iter_tokens(sentence)))
    assert all(sentence[c.span.start : c.span.end] == c.span.text for c in counts)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("two hundred and fifty men", 250, 250),
        ("three thousand", 3000, 3000),
        ("a dozen", 12, 12),
        ("3 to 5", 3, 5),
        ("hundreds", 200, 200),
        ("several", None, None),
    ],
)
def test_numbers(words: str, low: int | None, high: int | None) -> None:
    number = number_at(list(iter_tokens(words)), 0)
    assert number is not None
    assert (number.low, number.high) == (low, high)


@given(st.text(alphabet=st.sampled_from("killed 3 people twenty-one and to no dozens wounded ,."), max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_words_are_read_without_error(text: str) -> None:
    for count in find_counts(text, list(iter_tokens(text))):
        assert text[count.span.start : count.span.end] == count.span.text
