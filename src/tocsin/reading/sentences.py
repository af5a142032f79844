"""The first stage: paragraphs and sentences, with exact offsets.

Prevents two mistakes: offsets that drift because a text was cleaned before it was cut, and one endless sentence that
makes every later stage slow. Nothing is cleaned here; spans only leave out white space, bullets and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import sentencex

from tocsin.records.readings import Reading
from tocsin.records.spans import Span

WRAPPED_FROM, WRAPPED_TO = 50, 100
"""Characters of a hard-wrapped line: mail and agency texts wrap at 60 to 90; a little room on both sides."""

LONGEST_TOKENS = 200
"""A longer sentence is cut: no sentence of the news corpora tried had more words, lists and tables apart."""

PIECE_TOKENS = 150
"""The most words in a piece of a sentence that was cut; the last `;` or `,` in its second half is preferred."""

LONGEST_WORD = 200
"""Characters without white space after which a run is cut like a word."""

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_BULLET = re.compile(r"\s*(?:[-–—*•‣▪◦·●■►]\s+|\(?\d{1,3}[.)]\s+(?=\S)|#{1,6}\s+|>\s*)")
_DATELINE = re.compile(
    r"\s*(?=[^\W\d_a-z]{3})[^\W\d_a-z][^\n(a-z]{2,40}(?:,? ?[A-Z][a-z]{2,8}\.? ?\d{1,2}(?:, ?\d{4})?,?)?"
    r"(?: ?\([^()\n]{2,40}\))? ?(?:--?|[–—])\s"
)
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’)\]]*\s*$")
_WORD = re.compile(rf"\S{{1,{LONGEST_WORD}}}")


def add_sentences(reading: Reading, codebook: object) -> Reading:
    """Fill `paragraphs` and `sentences`."""
    text = reading.text
    paragraphs = tuple(_iter_paragraphs(text))
    sentences = tuple(s for p in paragraphs for s in _iter_sentences(text, p))
    return replace(reading, paragraphs=paragraphs, sentences=sentences)


def _iter_paragraphs(text: str) -> Iterator[Span]:
    for block in _iter_blocks(text):
        for start, end in _joined(text, block) if _is_wrapped(text, block) else block:
            span = Span.of(text, start, end)
            if span.text:
                yield span


def _iter_blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines without a blank line between them."""
    block: list[tuple[int, int]] = []
    last_end = 0
    for match in _LINE.finditer(text):
        if not match.group().strip():
            continue
        if block and text.count("\n", last_end, match.start()) > 1:
            yield block
            block = []
        block.append(match.span())
        last_end = match.end()
    if block:
        yield block


def _is_wrapped(text: str, block: list[tuple[int, int]]) -> bool:
    """Whether a block is one paragraph broken into lines: most lines but the last are of wrapping length and go on."""
    heads = block[:-1]
    running = sum(
        WRAPPED_FROM <= end - start <= WRAPPED_TO and not _SENTENCE_END.search(text, max(start, end - 8), end)
        for start, end in heads
    )
    return running * 2 > len(heads)


def _joined(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A wrapped block as paragraphs: a bullet begins a new one."""
    first = block[0][0]
    for start, _ in block[1:]:
        if _BULLET.match(text, start):
            yield first, start
            first = start
    yield first, block[-1][1]


def _iter_sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    if (bullet := _BULLET.match(text, start, paragraph.end)) and bullet.end() < paragraph.end:
        start = bullet.end()
    if (dateline := _DATELINE.match(text, start, paragraph.end)) and dateline.end() < paragraph.end:
        yield Span.of(text, start, dateline.end())
        start = dateline.end()
    flat = text[start : paragraph.end].replace("\n", " ").replace("\r", " ")
    for low, high in _iter_boundaries(flat):
        span = Span.of(text, start + low, start + high)
        if span.text:
            yield from _iter_pieces(text, span)


def _iter_boundaries(flat: str) -> Iterator[tuple[int, int]]:
    """Sentence boundaries in code points; counted from the pieces themselves where the library's offsets differ."""
    at = 0
    for found in sentencex.get_sentence_boundaries("en", flat):
        piece: str = found["text"]
        start = at if flat.startswith(piece, at) else flat.find(piece, at)
        if start < 0:
            continue
        at = start + len(piece)
        yield start, at
    if at < len(flat):
        yield at, len(flat)


def _iter_pieces(text: str, sentence: Span) -> Iterator[Span]:
    if len(sentence.text) <= LONGEST_TOKENS:
        yield sentence
        return
    words = [m.span() for m in _WORD.finditer(text, sentence.start, sentence.end)]
    if len(words) <= LONGEST_TOKENS:
        yield sentence
        return
    first = 0
    while first < len(words):
        last = min(len(words), first + PIECE_TOKENS)
        if last < len(words):
            last = _cut(text, words, first, last)
        yield Span.of(text, words[first][0], words[last - 1][1])
        first = last


def _cut(text: str, words: list[tuple[int, int]], first: int, last: int) -> int:
    """Where a piece ends: after the last `;`, else the last `,`, of its second half, else at its full length."""
    half = (first + last) // 2
    for mark in ";,":
        for at in range(last, half, -1):
            if text[words[at - 1][1] - 1] == mark:
                return at
    return last
