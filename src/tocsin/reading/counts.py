"""Tolls: how many were killed or injured, in the words of the report.

Prevents a number that stands near a verb of harm from being taken for a toll: the number must count people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from tocsin.reading.numbers import Number, number_at
from tocsin.records.counts import CountKind, CountMention
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.reference.codebook import load_lists
from tocsin.reference.words import Token, iter_tokens

REACH = 12
"""Words that may stand between a number of people and the verb of harm: "14 people, among them two children, died"."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    data = load_lists("tolls")
    return {key: frozenset(value) for key, value in data.items() if isinstance(value, list)}


def add_counts(reading: Reading, codebook: object) -> Reading:
    """Fill `counts` with every toll in the report, in order."""
    found: list[CountMention] = []
    for sentence in reading.sentences:
        tokens = list(iter_tokens(reading.text, sentence.start, sentence.end))
        found.extend(find_counts(reading.text, tokens))
    return replace(reading, counts=tuple(found))


def find_counts(text: str, tokens: Sequence[Token]) -> list[CountMention]:
    """The tolls of one sentence: each word of harm with the number of people that belongs to it."""
    found: list[CountMention] = []
    taken: set[int] = set()
    for i, token in enumerate(tokens):
        for kind in _kinds(token.key):
            number = _no_one(tokens, i, kind) or _before(tokens, i, taken) or _after(tokens, i, taken)
            if number is None:
                continue
            if kind != "killed" or token.key not in _lists()["both"]:
                taken.update(range(number.first, number.last))
            found.append(_mention(text, tokens, number, i, kind))
    return sorted(_unique(found), key=lambda c: (c.span.start, c.kind))


def _kinds(key: str) -> tuple[CountKind, ...]:
    lists = _lists()
    if key in lists["both"]:
        return ("killed", "injured")
    if key in lists["killed"]:
        return ("killed",)
    return ("injured",) if key in lists["injured"] else ()


def _unique(found: list[CountMention]) -> Iterator[CountMention]:
    seen: set[tuple[str, int, int]] = set()
    for count in found:
        key = (count.kind, count.span.start, count.span.end)
        if key not in seen:
            seen.add(key)
            yield count


def _no_one(tokens: Sequence[Token], at: int, kind: CountKind) -> Number | None:
    """ "no casualties", "no one was hurt", "without casualties", "nobody was killed"."""
    lists = _lists()
    for back in range(1, 5):
        i = at - back
        if i < 0 or tokens[i].key in lists["stops"]:
            return None
        if tokens[i].key in lists["none"]:
            return Number(i, i + 1, 0, 0)
    return None


def _before(tokens: Sequence[Token], at: int, taken: set[int]) -> Number | None:
    """The nearest number of people left of the word of harm: "14 people were killed", "at least six dead"."""
    lists = _lists()
    best: Number | None = None
    for i in range(at - 1, max(-1, at - 1 - REACH), -1):
        if tokens[i].key in lists["stops"]:
            break
        number = number_at(tokens, i)
        if number is None or number.last > at or i in taken:
            continue
        number = _widest(tokens, number)
        if not _is_part(tokens, number) and _counts_people(tokens, number, at):
            best = number
            break
    return best


def _widest(tokens: Sequence[Token], number: Number) -> Number:
    """The longest number that ends where this one does: "twenty-one" for "one", "three to five" for "five"."""
    for first in range(max(0, number.first - 6), number.first):
        wider = number_at(tokens, first)
        if wider is not None and wider.last >= number.last:
            return wider
    return number


def _is_part(tokens: Sequence[Token], number: Number) -> bool:
    """Whether the number counts a part of a larger one: "among them two children", "11 of them"."""
    lists = _lists()
    before = {t.key for t in tokens[max(0, number.first - 3) : number.first]}
    after = {t.key for t in tokens[number.last : number.last + 2]}
    return bool(before & lists["part_before"] or after >= {"of", "them"} or after >= {"of", "whom"})


def _counts_people(tokens: Sequence[Token], number: Number, at: int) -> bool:
    """Whether what follows the number up to the word of harm is people, or nothing but little words."""
    lists = _lists()
    between = [t.key for t in tokens[number.last : at]]
    if tokens[number.first].key in {"a", "an", "one"} and not (set(between) & lists["people"]):
        return False
    if set(between) & lists["things"] and not (set(between) & lists["people"]):
        return False
    return bool(set(between) & lists["people"]) or all(w in lists["links"] for w in between)


def _after(tokens: Sequence[Token], at: int, taken: set[int]) -> Number | None:
    """The number right of the word of harm: "killing at least 40 people", "the death toll rose to 44"."""
    lists = _lists()
    toll = tokens[at].key in lists["toll_nouns"]
    for i in range(at + 1, min(len(tokens), at + 1 + (9 if toll else 4))):
        if tokens[i].key in lists["stops"] and not toll:
            return None
        number = number_at(tokens, i)
        if number is None or i in taken:
            if tokens[i].key not in lists["links"] and not toll:
                return None
            continue
        if toll and tokens[number.first].key in {"a", "an"}:
            continue
        if toll:
            return _grown(tokens, number)
        return number if _people_follow(tokens, number) else None
    return None


def _grown(tokens: Sequence[Token], number: Number) -> Number:
    """A toll that grew: "rose from 33 on Monday evening to at least 44" is 33 to 44."""
    for i in range(number.last, min(len(tokens), number.last + 8)):
        if tokens[i].key in _lists()["stops"]:
            break
        later = number_at(tokens, i)
        reached = {t.key for t in tokens[max(0, i - 3) : i]}
        if later and later.low and number.low and later.low > number.low and reached & {"to", "reached"}:
            return Number(number.first, later.last, number.low, later.high)
    return number


def _people_follow(tokens: Sequence[Token], number: Number) -> bool:
    lists = _lists()
    after = [t.key for t in tokens[number.last : number.last + 4]]
    if not after or after[0] in lists["stops"] | lists["after_number"]:
        return tokens[number.first].key not in {"a", "an"}
    return bool(set(after) & lists["people"]) and not set(after[:1]) & lists["things"]


def _mention(text: str, tokens: Sequence[Token], number: Number, at: int, kind: CountKind) -> CountMention:
    first, last = min(number.first, at), max(number.last - 1, at)
    lists = _lists()
    people = [t for t in tokens[number.last : number.last + 5] if t.key in lists["people"] - lists["harmed"]]
    if number.last - 1 > at and people:
        last = max(last, tokens.index(people[0]))
    whom = Span.of(text, people[0].start, people[0].end) if people else None
    span = Span.of(text, tokens[first].start, tokens[last].end)
    return CountMention(span, kind, number.low, number.high, whom)
