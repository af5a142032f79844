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


NOUN_REACH = 4
"""Words within which the noun that a number counts must follow: "three state television staff"."""
ARTICLE_REACH = 3
"""The same after "a" and "an", which stand before so much else: "a young Malian soldier"."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    data = load_lists("tolls")
    return {key: frozenset(value) for key, value in data.items() if isinstance(value, list)}


def add_counts(reading: Reading, codebook: object) -> Reading:
    """Fill `counts` with every toll in the report, in order; numbers in dates and names count nobody."""
    names = [t.span for t in reading.times] + [p.span for p in reading.places]
    names += [a.span for a in reading.actors if a.actor.id]
    taken = sorted(name for name in names if any(c.isdigit() for c in name.text))
    found: list[CountMention] = []
    for sentence in reading.sentences:
        tokens = list(iter_tokens(reading.text, sentence.start, sentence.end))
        found.extend(find_counts(reading.text, tokens, taken=[t for t in taken if t.overlaps(sentence)]))
    return replace(reading, counts=tuple(found))


def find_counts(text: str, tokens: Sequence[Token], *, taken: Sequence[Span] = ()) -> list[CountMention]:
    """The tolls of one sentence: each word of harm with the number of people that belongs to it.

    `taken`: spans (dates, names) whose numbers count nobody.
    """
    used = {i for i, t in enumerate(tokens) if any(s.start <= t.start < s.end for s in taken)}
    found: list[CountMention] = []
    for i, token in enumerate(tokens):
        for kind in _kinds(token.key):
            number = _no_one(tokens, i) or _number_of(tokens, i, used)
            if number is None:
                continue
            if token.key not in _lists()["both"] or kind == "injured":
                used.update(range(number.first, number.last))
            found.append(_mention(text, tokens, number, i, kind))
    return sorted(_unique(found), key=lambda c: (c.span.start, c.kind))


def _number_of(tokens: Sequence[Token], at: int, used: set[int]) -> Number | None:
    """Whose number this word of harm tells: what it kills, else who died of it; its form says where to look."""
    lists, key = _lists(), tokens[at].key
    passive = at > 0 and tokens[at - 1].key in lists["passive"]
    if key in lists["stative"] or passive:
        return _before(tokens, at, used)
    if key in lists["active"]:
        return _after(tokens, at, used)
    return _after(tokens, at, used) or _before(tokens, at, used)


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


def _no_one(tokens: Sequence[Token], at: int) -> Number | None:
    """ "no casualties", "no one was hurt", "without casualties", "nobody was killed"."""
    lists = _lists()
    for back in range(1, 5):
        i = at - back
        if i < 0 or tokens[i].key in lists["stops"]:
            return None
        if tokens[i].key in lists["none"]:
            return Number(i, i + 1, 0, 0)
    return None


def _before(tokens: Sequence[Token], at: int, used: set[int]) -> Number | None:
    """The nearest number of people left of the word of harm: "14 people were killed", "at least six dead"."""
    lists = _lists()
    for i in range(at - 1, max(-1, at - 1 - REACH), -1):
        if tokens[i].key in lists["stops"] or (_kinds(tokens[i].key) and tokens[i].key not in lists["people"]):
            break
        number = number_at(tokens, i)
        if number is None or number.last > at or i in used or _in_compound(tokens, number):
            continue
        number = _widest(tokens, number)
        if not _is_part(tokens, number) and _counts_people(tokens, number, at):
            return number
    return None


def _in_compound(tokens: Sequence[Token], number: Number) -> bool:
    """Whether a number is part of a word: "a 12-year-old", "Su-25", "14:30"."""
    return _touches(tokens, number.first - 1, "-:.") or _touches(tokens, number.last - 1, "-:", mark=number.last)


def _touches(tokens: Sequence[Token], at: int, marks: str, *, mark: int | None = None) -> bool:
    """Whether token `at` and the next one stand without a gap, and the one at `mark` (`at` by default) is a mark."""
    if at < 0 or at + 1 >= len(tokens):
        return False
    return tokens[at].end == tokens[at + 1].start and tokens[at if mark is None else mark].raw in marks


def _following(tokens: Sequence[Token], first: int, reach: int) -> list[str]:
    """The next `reach` words from token `first`; "12-year-old" is one."""
    words: list[str] = []
    for i in range(first, len(tokens)):
        if tokens[i].raw == "-" or (i > first and _touches(tokens, i - 1, "-")):
            continue
        words.append(tokens[i].key)
        if len(words) == reach:
            break
    return words


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
    """Whether people follow the number, or the word of harm itself does ("14 killed", "six were left dead")."""
    lists = _lists()
    between = [t.key for t in tokens[number.last : at]]
    near = _following(tokens[:at], number.last, ARTICLE_REACH if _is_article(tokens, number) else NOUN_REACH)
    if set(near) & lists["people"]:
        return not set(between[:1]) & lists["things"]
    return not _is_article(tokens, number) and all(w in lists["little"] for w in between)


def _is_article(tokens: Sequence[Token], number: Number) -> bool:
    return tokens[number.first].key in {"a", "an"} and number.last == number.first + 1


def _after(tokens: Sequence[Token], at: int, used: set[int]) -> Number | None:
    """The number right of the word of harm: "killing at least 40 people", "the death toll rose to 44"."""
    lists = _lists()
    toll = tokens[at].key in lists["toll_nouns"]
    for i in range(at + 1, min(len(tokens), at + 1 + (9 if toll else 5))):
        if tokens[i].key in lists["stops"] and not toll:
            return None
        number = number_at(tokens, i)
        if number is None or i in used or _in_compound(tokens, number):
            if tokens[i].key not in lists["leads"] and not toll:
                return None
            continue
        if not toll:
            return number if _people_follow(tokens, number) else None
        if not _is_article(tokens, number):
            return _grown(tokens, number)
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
    reach = ARTICLE_REACH if _is_article(tokens, number) else NOUN_REACH
    after = _following(tokens, number.last, reach)
    if not after or after[0] in lists["stops"] | lists["after_number"]:
        return not _is_article(tokens, number)
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
