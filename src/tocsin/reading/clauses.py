"""Sentences as words, with the marks that bound clauses: what the speech stages share.

Prevents each stage from cutting and folding the same sentence again, each in its own way.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from tocsin.records.actors import ActorMention
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.reference.words import Token, iter_tokens

P = ParamSpec("P")
R = TypeVar("R")

OPENING, CLOSING = "“«„", "”»"

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: its span, its tokens, where they start, and which stand inside quotation marks.

    `paragraph` is the number of the paragraph it stands in; `opened` says that a quotation was open when it began.
    """

    span: Span
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    quoted: tuple[bool, ...]
    paragraph: int
    opened: bool

    def index(self, offset: int) -> int:
        """The first token that ends after `offset`."""
        at = bisect_right(self.starts, offset) - 1
        return at if at >= 0 and self.tokens[at].end > offset else at + 1

    def keys(self, first: int, last: int) -> list[str]:
        """The folded words of tokens `first` to `last`."""
        return [t.key for t in self.tokens[max(0, first) : max(0, last)]]


def kept(make: Callable[P, R]) -> Callable[P, R]:
    """Keep the last result of a pure function for as long as it is asked with the very same objects.

    Stages that follow each other on one report share their groundwork so, without hashing every word of it.
    """
    last: list[tuple[tuple[object, ...], R]] = []

    @wraps(make)
    def again(*args: P.args, **kwargs: P.kwargs) -> R:
        for key, result in last[:1]:
            if len(key) == len(args) and all(a is b for a, b in zip(key, args, strict=True)):
                return result
        result = make(*args, **kwargs)
        last[:] = [(args, result)]
        return result

    return again


def iter_words(text: str) -> Iterator[str]:
    """The words of a text in lower case, without marks: for comparing passages."""
    return iter(_WORD.findall(text.casefold()))


def lines_of(reading: Reading) -> tuple[Line, ...]:
    """The sentences of a reading as lines; kept for the stages that follow each other on one report."""
    return lines(reading.text, reading.sentences, reading.paragraphs)


@kept
def lines(text: str, sentences: tuple[Span, ...], paragraphs: tuple[Span, ...]) -> tuple[Line, ...]:
    """What `lines_of` gives, of the parts of a reading that it rests on."""
    starts = [p.start for p in paragraphs]
    found = []
    is_open, before = False, -1
    for sentence in sentences:
        tokens = tuple(iter_tokens(text, sentence.start, sentence.end))
        paragraph = bisect_right(starts, sentence.start) - 1
        opened = is_open and (paragraph == before or sentence.text[:1] in '"“«')
        quoted, is_open = _quotes(tokens, opened and paragraph == before)
        found.append(Line(sentence, tokens, tuple(t.start for t in tokens), quoted, paragraph, opened))
        before = paragraph
    return tuple(found)


def _quotes(tokens: tuple[Token, ...], is_open: bool) -> tuple[tuple[bool, ...], bool]:
    inside = []
    for token in tokens:
        if token.raw in OPENING or (token.raw == '"' and not is_open):
            is_open = True
            inside.append(True)
        elif token.raw in CLOSING or token.raw == '"':
            inside.append(True)
            is_open = False
        else:
            inside.append(is_open)
    return tuple(inside), is_open


class Mentions:
    """Actor mentions by position: which one covers, follows or precedes an offset."""

    def __init__(self, mentions: tuple[ActorMention, ...]) -> None:
        self.all = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
        self._starts = [m.span.start for m in self.all]

    def within(self, start: int, end: int) -> list[ActorMention]:
        """The mentions that lie between two offsets."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self.all[low:high] if m.span.end <= end]

    def covering(self, start: int, end: int) -> ActorMention | None:
        """The longest mention that covers the word at `start` to `end`."""
        at = bisect_right(self._starts, start)
        found = [m for m in self.all[max(0, at - 4) : at] if m.span.start <= start and m.span.end >= end]
        return max(found, key=lambda m: m.span.end - m.span.start, default=None)


def line_at(of: tuple[Line, ...], offset: int) -> int | None:
    """The number of the line that holds an offset."""
    at = bisect_right(of, offset, key=lambda line: line.span.start) - 1
    return at if at >= 0 and of[at].span.end > offset else None
