"""Questions to the ledger, put into SQL.

Prevents words that a user typed from being read as a query language, and facets that count something else than rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tocsin.errors import InvalidConfig
from tocsin.records.ledger import Query

COLUMNS = ("event_type", "sub_event_type", "place", "country", "source", "modality", "month")
"""Facets that are columns of the ledger; a row names several actors, so that facet is a table of its own."""
FACETS = ("event_type", "sub_event_type", "actor", "place", "country", "source", "modality", "month")
FACET_VALUES = 50
"""Values listed for each facet: more than anybody scrolls through; the rest is one search away."""

SORTS = {
    "date": '"start" IS NULL, "start", n',
    "-date": '"start" IS NULL, "start" DESC, n DESC',
    "killed": "killed_best IS NULL, killed_best, n",
    "-killed": "killed_best IS NULL, killed_best DESC, n",
    "published": "published IS NULL, published, n",
    "-published": "published IS NULL, published DESC, n DESC",
    "added": "n",
    "-added": "n DESC",
    "type": "event_type, sub_event_type, n",
    "place": "place IS NULL, place, n",
}

_CONDITIONS = {
    "event_type": "event_type IN (?)",
    "sub_event_type": "sub_event_type IN (?)",
    "actor": "n IN (SELECT n FROM ledger_actor WHERE name IN (?))",
    "place": "place IN (?)",
    "country": "country IN (?)",
    "source": "source IN (?)",
    "modality": "modality IN (?)",
    "report": "report_n = (SELECT n FROM report WHERE id = ?)",
    "incident": "incident = ?",
    "since": '"end" >= ?',
    "until": '"start" <= ?',
}
_WORDS = "report_n IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)"

_PHRASE = re.compile(r'"([^"]*)"?|(\S+)')


def match_expression(words: str) -> str:
    """What a user typed as an FTS5 expression: all words must occur; "a phrase" and begin* work; no words give `""`."""
    parts = []
    for phrase, word in _PHRASE.findall(words):
        text = (phrase or word).strip()
        if any(c.isalnum() for c in text):
            star = "*" if word.endswith("*") else ""
            parts.append('"' + text.replace('"', '""').rstrip("*") + '"' + star)
    return " ".join(parts)


def where(query: Query, spellings: Mapping[str, Sequence[str]] | None = None) -> tuple[str, list[Any]]:
    """The condition that a query amounts to, and its parameters; `spellings`: what a facet's value stands for."""
    conditions: list[str] = []
    values: list[Any] = []
    if expression := match_expression(query.words):
        conditions.append(_WORDS)
        values.append(expression)
    for name, condition in _CONDITIONS.items():
        if (value := getattr(query, name)) is not None:
            meant = (spellings or {}).get(name) or (value.isoformat() if name in {"since", "until"} else value,)
            conditions.append(condition.replace("(?)", f"({', '.join('?' * len(meant))})"))
            values += meant
    return " AND ".join(conditions) or "1", values


def order(query: Query) -> str:
    """The order that a query asks for. Raises `InvalidConfig`."""
    if query.sort not in SORTS:
        raise InvalidConfig(f"no such order: {query.sort} (known: {', '.join(SORTS)})")
    return SORTS[query.sort]


def table(query: Query) -> str:
    """Where to look: place and incident are found at once; anything else is read off the index of all facets."""
    return "ledger" if query.place or query.incident else "ledger INDEXED BY ledger_facets"


def facet_sql(query: Query, condition: str) -> str:
    """The columns of all facets, for every row that a query finds."""
    return f"SELECT {', '.join(COLUMNS)} FROM {table(query)} WHERE {condition}"


def actor_sql(query: Query, condition: str) -> str:
    """The actors of the rows that a query finds with their counts, largest first, and how many actors there are."""
    chosen = "" if condition == "1" else f" WHERE n IN (SELECT n FROM {table(query)} WHERE {condition})"
    return (
        f"SELECT name, count(*) AS total, count(*) OVER () FROM ledger_actor{chosen}"
        f" GROUP BY name ORDER BY total DESC, name LIMIT {FACET_VALUES}"
    )


def page_sql(query: Query, condition: str) -> str:
    """The numbers of one page of rows, in order; takes the limit and the offset after the condition's values."""
    return f"SELECT n FROM {table(query)} WHERE {condition} ORDER BY {order(query)} LIMIT ? OFFSET ?"
