"""Passages that tell again what the same report has already said.

Prevents double counting: an editor's pasted paragraph is read once. Every passage is looked up in an index of word
shingles, so that the work grows with the length of the report and not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from zlib import crc32

from rapidfuzz.distance import Indel

from tocsin.reading.clauses import iter_words
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.records.statements import Repeat

SHORTEST = 40
"""Characters of the shortest passage that counts: shorter ones ("Three people were killed.") recur by themselves."""

ALIKE = 0.9
"""Share of words in common order from which two passages are one: a changed date or number passes, a changed verb and
object do not. Chosen on pairs of edited and unedited paragraphs; below 0.85 summaries of other days begin to match."""

SHINGLE = 4
"""Words in a shingle."""

SAMPLE = 4
"""One shingle in so many is indexed, chosen by its first word, so that two alike passages pick the same ones."""

CROWDED = 8
"""Passages that may share one shingle in the index; more is boilerplate that tells nothing apart."""


def add_repeats(reading: Reading, codebook: object) -> Reading:
    """Fill `repeats`: whole paragraphs first, then single sentences outside repeated paragraphs."""
    whole = tuple(_iter_repeats(reading.paragraphs))
    taken = {r.span.start: r.span.end for r in whole}
    single = tuple(_iter_repeats(_outside(reading.sentences, taken)))
    return replace(reading, repeats=tuple(sorted(whole + single, key=lambda r: r.span)))


def _outside(sentences: Iterable[Span], taken: dict[int, int]) -> Iterator[Span]:
    until = 0
    for sentence in sentences:
        until = max(until, taken.get(sentence.start, 0))
        if sentence.start >= until:
            yield sentence


def _iter_repeats(passages: Iterable[Span]) -> Iterator[Repeat]:
    index: dict[tuple[str, ...], list[int]] = {}
    exact: dict[tuple[str, ...], int] = {}
    kept: list[tuple[Span, tuple[str, ...]]] = []
    for passage in passages:
        if len(passage.text) < SHORTEST:
            continue
        words = tuple(iter_words(passage.text))
        if not words:
            continue
        marks = _marks(words)
        earlier = exact[words] if words in exact else _alike(words, marks, index, kept)
        if earlier is not None:
            yield Repeat(passage, kept[earlier][0])
            continue
        exact[words] = len(kept)
        for mark in marks:
            bucket = index.setdefault(mark, [])
            if len(bucket) < CROWDED:
                bucket.append(len(kept))
        kept.append((passage, words))


def _marks(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    chosen = [i for i, word in enumerate(words[: 1 - SHINGLE]) if _weight(word) % SAMPLE == 0]
    return [words[i : i + SHINGLE] for i in chosen] or [words[:SHINGLE]]


@lru_cache(maxsize=50_000)
def _weight(word: str) -> int:
    return crc32(word.encode("utf-8", "surrogatepass"))


def _alike(
    words: tuple[str, ...],
    marks: list[tuple[str, ...]],
    index: dict[tuple[str, ...], list[int]],
    kept: list[tuple[Span, tuple[str, ...]]],
) -> int | None:
    shared = Counter(at for mark in marks for at in index.get(mark, ()))
    for at, count in shared.most_common(3):
        if count * 4 < len(marks):
            break
        if Indel.normalized_similarity(words, kept[at][1], score_cutoff=ALIKE) >= ALIKE:
            return at
    return None
