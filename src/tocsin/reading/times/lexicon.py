"""The words of time, from data: which tables a word stands in, and its value in each.

Prevents rules that hide word lists: a rule names tables, and a new word is a line of YAML.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from tocsin.errors import InvalidCodebook

FIRST_TAG = 0xE000
HEADER = ("source", "language", "capitalised")
OTHER: dict[str, Any] = {"other": None}
"""The tables of a word that stands in none."""


@dataclass(slots=True)
class Lexicon:
    """`words[word]` is `{table: value}`. Each combination of tables has its own tag, one character.

    A sentence is thus a string of tags, and a rule over tables is a regular expression over that string.
    """

    words: dict[str, dict[str, Any]]
    capitalised: frozenset[str]
    _tags: dict[frozenset[str], str] = field(default_factory=dict)

    def tag(self, tables: Iterable[str]) -> str:
        """The character that stands for this combination of tables."""
        key = frozenset(tables)
        if key not in self._tags:
            self._tags[key] = chr(FIRST_TAG + len(self._tags))
        return self._tags[key]

    def tags_in(self, table: str) -> str:
        """All tags of words that stand in `table`, sorted. Raises `InvalidCodebook` for a table nobody knows."""
        found = sorted(tag for key, tag in self._tags.items() if table in key)
        if not found:
            raise InvalidCodebook(f"times: a rule names the table {table}, which is in no file of reference/data/times")
        return "".join(found)

    def look_up(self, raw: str) -> dict[str, Any]:
        """The tables and values of a word as written."""
        tables = self.words.get(raw.lower().replace("’", "'"))
        if tables is None:
            return OTHER
        if raw[0].isupper() or self.capitalised.isdisjoint(tables):
            return tables
        return {t: v for t, v in tables.items() if t not in self.capitalised} or OTHER


def make_lexicon(data: dict[str, Any]) -> Lexicon:
    """A lexicon from tables of words, as they stand in the YAML file."""
    words: dict[str, dict[str, Any]] = {}
    for table, entries in data.items():
        if table in HEADER:
            continue
        for word, value in entries.items():
            words.setdefault(str(word), {})[table] = value
    lexicon = Lexicon(words, frozenset(data["capitalised"]))
    for tables in words.values():
        lexicon.tag(tables)
        lexicon.tag({t for t in tables if t not in lexicon.capitalised} or OTHER)
    return lexicon


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The English lexicon that ships with Tocsin."""
    path = files("tocsin.reference") / "data" / "times" / "english.yaml"
    return make_lexicon(yaml.safe_load(path.read_text(encoding="utf-8")))
