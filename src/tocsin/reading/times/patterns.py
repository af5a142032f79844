"""Patterns over tables of words, compiled to regular expressions over tags.

Prevents backtracking without end: every repetition in a rule is bounded, and a rule sees one character for each word.

A pattern is written with table names in capitals: `day:DAY_NUMBER MONTH (COMMA? YEAR_NUMBER)?`. `name:TABLE` captures,
`A|B` in square brackets is either table, the rest is the syntax of `re`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tocsin.reading.times.lexicon import Lexicon
from tocsin.reading.times.meanings import Meaning
from tocsin.reading.times.tokens import Token

_NAME = re.compile(r"(?:(\w+):)?(\[[A-Z_|]+\]|\b[A-Z][A-Z_]+\b)")


def compile_pattern(pattern: str, lexicon: Lexicon) -> re.Pattern[str]:
    """The regular expression over tags for a pattern over tables."""

    def expand(match: re.Match[str]) -> str:
        tables = match[2].strip("[]").lower().split("|")
        tags = "[" + "".join(lexicon.tags_in(table) for table in tables) + "]"
        return f"(?P<{match[1]}>{tags})" if match[1] else tags

    return re.compile(_NAME.sub(expand, pattern).replace(" ", "").replace("\n", ""))


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's match over the tokens of a text."""

    tokens: Sequence[Token]
    match: re.Match[str]

    @property
    def first(self) -> int:
        """Index of its first token."""
        return self.match.start()

    @property
    def last(self) -> int:
        """Index behind its last token."""
        return self.match.end()

    def has(self, *names: str) -> bool:
        """Whether any of these captures is there; a rule need not have it."""
        known = self.match.re.groupindex
        return any(name in known and self.match[name] is not None for name in names)

    def value(self, name: str, *tables: str) -> Any:
        """The value, in the first of `tables` that fits, of a captured token; `None` where nothing was captured."""
        if not self.has(name):
            return None
        return self.tokens[self.match.start(name)].value(*tables)

    def within(self, name: str) -> range:
        """The token indexes of a capture."""
        return range(*self.match.span(name))

    def before(self, steps: int = 1) -> Token | None:
        """The token in front of the match."""
        index = self.first - steps
        return self.tokens[index] if index >= 0 else None


@dataclass(frozen=True, slots=True)
class Expression:
    """Words `first` to `last` (exclusive, token indexes) and what they mean.

    `tie` says how it hangs on the expression before it: `range` (the other end), `list` (shares a head) or not at all.
    `aside` marks a look back that does not move the story.
    """

    first: int
    last: int
    meaning: Meaning
    tie: str | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and the function that says what its matches mean; no expressions where it was a false alarm."""

    name: str
    pattern: str
    build: Callable[[Found], list[Expression]]
