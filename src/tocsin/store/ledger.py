"""The ledger projection: an event mention and its report as one flat row, and back.

Prevents two truths: a row is worked out from claims here and nowhere else, so it can be rebuilt at any time.
"""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import fields
from typing import Any

from tocsin.records.counts import Count
from tocsin.records.events import EventMention
from tocsin.records.ledger import LedgerRow
from tocsin.records.reports import Report
from tocsin.records.spans import Span

COLUMNS = tuple(f.name for f in fields(LedgerRow))
LISTS = frozenset({"actors", "targets", "target_objects", "weapons", "attribution"})

_EXCERPT_REACH = 160
"""Characters an excerpt may reach to either side of the trigger: a long sentence, two lines of a table."""
_SENTENCE_END = re.compile(r"(?:[.!?؟。]['\"”’)\]]*(?=\s)|\n\s*\n|\n(?=[-*•]))\s*")

_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_MARKS = ", ".join("?" for _ in COLUMNS)
_INSERT = f"INSERT INTO ledger (n, report_n, month, {_NAMES}) VALUES (?, ?, ?, {_MARKS})"
SELECT = ", ".join(f'ledger."{name}"' for name in COLUMNS)


def row_of(report: Report, event: EventMention) -> LedgerRow:
    """The flat row of one event mention."""
    when, place = event.when, event.place
    return LedgerRow(
        id=event.id,
        incident=event.incident,
        report=report.id,
        report_title=report.title,
        source=report.source,
        published=report.published.isoformat() if report.published else None,
        event_type=event.event_type,
        sub_event_type=event.sub_event_type,
        plover=event.plover,
        plover_mode=event.plover_mode,
        trigger=event.trigger.text,
        trigger_start=event.trigger.start,
        trigger_end=event.trigger.end,
        start=when.start.isoformat() if when and when.start else None,
        end=when.end.isoformat() if when and when.end else None,
        date_precision=when.precision if when and when.start else None,
        date_basis=when.basis if when and when.start else None,
        place=place.name if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        admin1=place.admin1 if place else None,
        country=place.country if place else None,
        geoprecision=place.geoprecision if place else None,
        actors=_once(a.actor.name for a in event.actors),
        targets=_once(a.actor.name for a in event.targets),
        target_objects=_once(o.name for o in event.target_objects),
        weapons=_once(w.type for w in event.weapons),
        modality=event.modality,
        attribution=_once(a.actor.name for a in event.attribution),
        multiple=event.multiple,
        score=event.score,
        coder=event.coder,
        excerpt=excerpt(report.text, event.trigger),
        **_bounds("killed", event.killed),
        **_bounds("injured", event.injured),
    )


def _once(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _bounds(name: str, count: Count | None) -> dict[str, int | None]:
    return {f"{name}_{bound}": getattr(count, bound) if count else None for bound in ("low", "best", "high")}


def excerpt(text: str, span: Span) -> str:
    """The words around a span, to the ends of its sentence where they are near, with white space made even."""
    first, last = max(0, span.start - _EXCERPT_REACH), min(len(text), span.end + _EXCERPT_REACH)
    start, cut = first, first > 0
    for mark in _SENTENCE_END.finditer(text, first, span.start):
        start, cut = mark.end(), False
    end = _SENTENCE_END.search(text, span.end, last)
    stop = end.end() if end else last
    left, right = "…" if cut else "", "…" if not end and last < len(text) else ""
    return left + " ".join(text[start:stop].split()) + right


def insert(connection: sqlite3.Connection, row: LedgerRow, *, n: int, report_n: int) -> None:
    """Store one row under the numbers of its mention and report."""
    values = [_packed(name, getattr(row, name)) for name in COLUMNS]
    month = row.start[:7] if row.start else None
    connection.execute(_INSERT, (n, report_n, month, *values))
    names = dict.fromkeys((*row.actors, *row.targets))
    connection.executemany("INSERT INTO ledger_actor (name, n) VALUES (?, ?)", [(name, n) for name in names])


def row_from(values: tuple[Any, ...]) -> LedgerRow:
    """The row that the columns of `SELECT` amount to."""
    data = {name: _unpacked(name, value) for name, value in zip(COLUMNS, values, strict=True)}
    return LedgerRow(**data)


def _packed(name: str, value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if name in LISTS else value


def _unpacked(name: str, value: Any) -> Any:
    if name in LISTS:
        return tuple(json.loads(value))
    return bool(value) if name == "multiple" else value
