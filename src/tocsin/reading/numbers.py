"""Numbers as reports write them: digits, words, ranges, and round words such as "dozens".

Prevents "several" from becoming a figure: a vague word has no bounds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tocsin.reference.codebook import load_lists
from tocsin.reference.words import Token

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,7}")
LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Number:
    """A number at tokens `first` to `last` (exclusive); both bounds `None` for vague words."""

    first: int
    last: int
    low: int | None
    high: int | None


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, int], dict[str, int], dict[str, int], dict[str, int], frozenset[str]]:
    data = load_lists("numbers")
    vague = frozenset(w for w in data["vague"] if " " not in w)
    return data["units"], data["tens"], data["scales"], data["about"], vague


def number_at(tokens: Sequence[Token], at: int) -> Number | None:
    """The number that begins at token `at`, with a range ("3 to 5", "3-5") taken whole."""
    one = _simple(tokens, at)
    if one is None or one.low is None:
        return one
    joints = {"to", "-", "–", "or"} | ({"and"} if at and tokens[at - 1].key == "between" else set())
    if one.last + 1 < len(tokens) and tokens[one.last].key in joints:
        two = _simple(tokens, one.last + 1)
        if two is not None and two.low is not None and two.low > one.low:
            return Number(at, two.last, one.low, two.high)
    return one


def _simple(tokens: Sequence[Token], at: int) -> Number | None:
    units, tens, scales, about, vague = _words()
    key = tokens[at].key
    if _DIGITS.fullmatch(tokens[at].raw):
        value = int(tokens[at].raw.replace(",", ""))
        return Number(at, at + 1, value, value) if value <= LARGEST else None
    if key in about:
        return Number(at, at + 1, about[key], about[key])
    if key in vague:
        return Number(at, at + 1, None, None)
    return _spelled(tokens, at, units | tens | scales)


def _adds_to(current: int, value: int) -> bool:
    """Whether a word adds to what was read so far: a unit to a ten ("twenty-one"), anything to full hundreds."""
    return bool(current) and (current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20 and value < 10))


def _spelled(tokens: Sequence[Token], at: int, values: dict[str, int]) -> Number | None:
    total, current, i = 0, 0, at
    while i < len(tokens):
        key = tokens[i].key
        if key == "-" or (key == "and" and i > at and i + 1 < len(tokens) and tokens[i + 1].key in values and current):
            i += 1
            continue
        if key not in values or (i > at and values[key] <= 1 and not (key == "one" and current % 100 >= 20)):
            break
        value = values[key]
        if value in {100, 1000, 1000000}:
            current = max(current, 1) * value
            if value > 100:
                total, current = total + current, 0
        elif key == "dozen":
            current = max(current, 1) * value
        elif _adds_to(current, value):
            current += value
        elif i > at:
            break
        else:
            current = value
        i += 1
    while i > at and tokens[i - 1].key in {"-", "and"}:
        i -= 1
    if i == at:
        return None
    return Number(at, i, total + current, total + current)
