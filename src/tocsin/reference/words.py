"""Words and word sequences: the one tokeniser and the one phrase matcher that every lexicon uses.

Prevents two parts of the program from disagreeing about what a word is, or about when two spellings are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # dotted acronyms: U.S., U.N.
    r"|['’]s\b"  # possessive
    r"|\d+(?:[.,]\d+)*"  # numbers
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*"  # words, inner apostrophes kept: Sana'a, don't
    r"|[^\w\s]|_",
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: `text[start:end]` as written, `key` as compared (folded, dots of acronyms dropped)."""

    start: int
    end: int
    raw: str
    key: str


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case, no accents, straight apostrophes, no acronym dots: the form in which words are compared."""
    plain = unicodedata.normalize("NFKD", word)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace("’", "'")
    return plain.replace(".", "") if len(plain) > 2 and plain.endswith(".") else plain


def iter_tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of `text[start:end]`, in order, with offsets into `text`."""
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        raw = match.group()
        yield Token(match.start(), match.end(), raw, fold(raw))


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase found: tokens `first` to `last` (exclusive) of the sequence searched, and what the phrase stands for."""

    first: int
    last: int
    start: int
    end: int
    value: T


class Phrases(Generic[T]):
    """Longest-match lookup of word sequences.

    Hyphens do not count ("al-Tanf" is "al Tanf"). A phrase written in capitals only ("US", "IS") matches capitals only.
    The first entry given for a phrase wins.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], bool, T]]] = {}
        seen: set[tuple[tuple[str, ...], bool]] = set()
        for phrase, value in entries:
            keys = tuple(t.key for t in iter_tokens(phrase) if t.key != "-")
            capitals = is_capitals(phrase)
            if not keys or (keys, capitals) in seen:
                continue
            seen.add((keys, capitals))
            self._by_first.setdefault(keys[0], []).append((keys, capitals, value))
        for bucket in self._by_first.values():
            bucket.sort(key=lambda entry: (-len(entry[0]), not entry[1]))

    def find(self, tokens: Sequence[Token]) -> list[Hit[T]]:
        """Non-overlapping hits from left to right, the longest at each place."""
        words = [(i, t) for i, t in enumerate(tokens) if t.key != "-"]
        keys = [t.key for _, t in words]
        hits: list[Hit[T]] = []
        at = 0
        while at < len(words):
            hit = self._longest(words, keys, at) if keys[at] in self._by_first else None
            if hit is None:
                at += 1
                continue
            length, value = hit
            first, last = words[at][0], words[at + length - 1][0]
            hits.append(Hit(first, last + 1, tokens[first].start, tokens[last].end, value))
            at += length
        return hits

    def _longest(self, words: list[tuple[int, Token]], keys: list[str], at: int) -> tuple[int, T] | None:
        for phrase, capitals, value in self._by_first.get(keys[at], ()):
            length = len(phrase)
            if length > 1 and (keys[at + 1 : at + 2] != [phrase[1]] or tuple(keys[at : at + length]) != phrase):
                continue
            if capitals and not all(is_capitals(words[at + k][1].raw) for k in range(length)):
                continue
            return length, value
        return None


def is_capitals(phrase: str) -> bool:
    """Whether a phrase has letters and all of them are capitals: an acronym, to be matched as one."""
    letters = [c for c in phrase if c.isalpha()]
    return bool(letters) and len(letters) > 1 and all(c.isupper() for c in letters)
