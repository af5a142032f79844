"""Tables fit without broken words: columns go first, and what says how sure a claim is never goes."""

import pytest

from tocsin.cli.tables import draw, fit, fold_cell

HEADERS = ("id", "when", "type", "who", "whom", "killed", "says", "source", "words")
ROWS = [
    ("m-0123456789abcdef", "2021-05-04", "Shelling/artillery/missile attack", "Northern Front", "civilians",
     "3 or more", "reported", "Mediterranean Wire", "bombarded"),
    ("m-fedcba9876543210", "2021-05-01 to 2021-05-31", "Armed clash", "", "Coast Guard", "", "denied", "", "fought"),
]  # fmt: skip


@pytest.mark.parametrize("width", [60, 80, 100, 120, 140, 200])
def test_no_word_is_broken_and_no_line_is_too_long(width):
    table = fit(HEADERS, ROWS, width=width)
    text = draw(table, width=width, styled=False)
    assert max(map(len, text.splitlines())) <= max(width, 70)
    assert "m-0123456789abcdef" in text
    assert "2021-05-01 to 2021-05-31" in text
    for word in ("Shelling/", "artillery/", "attack", "reported", "denied"):
        assert word in text
    shown = {word for n, header in enumerate(HEADERS) if header in table.headers for r in ROWS for word in r[n].split()}
    assert all(word in text for word in shown if "/" not in word)
    assert sorted((*table.headers, *table.left_out)) == sorted(HEADERS)


def test_with_room_nothing_is_left_out_or_folded():
    table = fit(HEADERS, ROWS, width=250)
    assert table.left_out == ()
    assert [list(row) for row in table.rows] == [list(row) for row in ROWS]


def test_with_less_room_the_source_goes_first():
    assert fit(HEADERS, ROWS, width=110).left_out[:1] == ("source",)
    assert "says" in fit(HEADERS, ROWS, width=20).headers


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("Shelling/artillery/missile attack", 10, ["Shelling/", "artillery/", "missile", "attack"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 4, [""]),
        ("يوم بعد يوم", 7, ["يوم بعد", "يوم"]),
        ("三人死亡", 4, ["三人", "死亡"]),
    ],
)
def test_cells_are_folded_between_words(text, width, lines):
    assert fold_cell(text, width).split("\n") == lines
