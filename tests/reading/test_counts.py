"""Tolls and numbers, on invented sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tocsin
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
        (
            "In a raid on a base, militants killed four soldiers and injured 10 others.",
            [("killed", 4, 4), ("injured", 10, 10)],
        ),
        ("A bomb hit a school, killing four pupils and wounding 11.", [("killed", 4, 4), ("injured", 11, 11)]),
        ("The raid killed a 12-year-old girl.", [("killed", 1, 1)]),
        ("A mine killed a young soldier.", [("killed", 1, 1)]),
        ("Shells fell at 14:30, killing a woman.", [("killed", 1, 1)]),
        ("A market was hit; 21 were killed and 15 hurt.", [("killed", 21, 21), ("injured", 15, 15)]),
        ("The crash left six people dead and wounded at least two others.", [("killed", 6, 6), ("injured", 2, 2)]),
    ],
)
def test_tolls(sentence: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert tolls(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        ("Gunmen raided a post in Baidoa on 3 June 2022, killing two officers.", 2),
        ("Rebels attacked Gao on 5 May 2021 and killed 3 soldiers.", 3),
        ("Shells hit Bria on 2021-05-03 and killed 5.", 5),
        ("Rebels raided Kidal on May 5, killing 3.", 3),
        ("Fighters of Brigade 93 attacked Idlib and killed 4 policemen.", 4),
    ],
)
def test_dates_and_names_count_nobody(sentence: str, killed: int) -> None:
    (event, *_) = tocsin.read(sentence, published="2022-07-01").events
    assert event.killed is not None
    assert (event.killed.low, event.killed.high) == (killed, killed)


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
