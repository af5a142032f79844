"""The read side: one unchanging moment of the workspace.

Prevents a page whose rows and totals were counted at different times: a view sees what was there when it was opened.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from tocsin.errors import NotFound
from tocsin.records.claims import Claim, event_from_claims, reading_of
from tocsin.records.events import EventMention
from tocsin.records.ledger import Found, LedgerRow, Query
from tocsin.records.readings import Reading
from tocsin.records.reports import Report, Unread
from tocsin.records.spans import Span
from tocsin.records.statements import Relation, Repeat, Statement
from tocsin.store import ledger, queries
from tocsin.store.spellings import TYPED, note_missing, spellings
from tocsin.store.writer import generation

_REPORT = "id, path, title, source, url, published, language"
_CLAIMS = (
    "SELECT mention.n, mention.id, mention.score, mention.incident, claim.field, claim.value, claim.original,"
    " claim.span_start, claim.span_end, claim.coder, claim.score, claim.attribution, claim.modality, mention.report"
    " FROM mention CROSS JOIN claim ON claim.mention = mention.n"
)


_HOME = {"actor": ("ledger_actor", "name")}
"""Where the values of a facet are, when that is not a column of the ledger by its name."""

LINKABLE = (
    "trigger",
    "place",
    "when",
    "event_type",
    "sub_event_type",
    "modality",
    "multiple",
    "actors",
    "targets",
)
"""The fields of an event mention that linking looks at."""


class View:
    """Everything that can be asked of a workspace. A context manager is `Store.view`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # one report

    def report(self, id_: str) -> Report:
        """The report with this id. Raises `NotFound`."""
        return self._report(self._number(id_))[0]

    def reading(self, id_: str) -> Reading:
        """The reading of the report with this id, as it was stored, with incidents filled in. Raises `NotFound`."""
        return self._reading(self._number(id_))

    def readings(self) -> Iterator[Reading]:
        """All readings, in the order of publication, then of adding."""
        numbers = self._all("SELECT n FROM report ORDER BY published IS NULL, published, n")
        for (n,) in numbers:
            yield self._reading(n)

    def original(self, id_: str) -> str | None:
        """The hash of the original that a report came in; `None` for one that came as words alone."""
        return str(row[0]) if (row := self._one("SELECT original FROM report WHERE id = ?", id_)) and row[0] else None

    def _number(self, id_: str) -> int:
        row = self._one("SELECT n FROM report WHERE id = ?", id_)
        if row is None:
            raise NotFound(f"no report {id_}: list them with tocsin find")
        return int(row[0])

    def _report(self, n: int) -> tuple[Report, tuple[str, ...]]:
        row = self._one(f"SELECT {_REPORT}, text, warnings, read_warnings FROM report WHERE n = ?", n)
        assert row is not None
        *head, text, warnings, read_warnings = row
        data = dict(zip(_REPORT.split(", "), head, strict=True))
        report = replace(Report.from_json(data, text=text), warnings=tuple(json.loads(warnings)))
        return report, tuple(json.loads(read_warnings))

    def _reading(self, n: int) -> Reading:
        report, warnings = self._report(n)
        return Reading(
            report=report,
            events=tuple(self._events(n, report.id)),
            statements=tuple(Statement.from_json(v) for v in self._values("statement", n)),
            relations=tuple(Relation.from_json(v) for v in self._values("relation", n)),
            repeats=tuple(Repeat.from_json(v) for v in self._values("repeat", n)),
            warnings=warnings,
        )

    def _events(self, report_n: int, report_id: str) -> Iterator[EventMention]:
        rows = self._connection.execute(f"{_CLAIMS} WHERE mention.report = ? ORDER BY mention.n, claim.n", (report_n,))
        for _, group in groupby(rows, key=lambda row: row[0]):
            yield _event(list(group), report_id)

    def _values(self, table: str, n: int) -> Iterator[dict[str, Any]]:
        for (value,) in self._all(f"SELECT value FROM {table} WHERE report = ? ORDER BY n", n):
            yield json.loads(value)

    def told(self, mention_id: str) -> tuple[Report, EventMention]:
        """One event mention and the report that tells it. Raises `NotFound`."""
        rows = self._all(f"{_CLAIMS} WHERE mention.id = ? ORDER BY claim.n", mention_id)
        if not rows:
            raise NotFound(f"no event {mention_id}: list events with tocsin find")
        report = self._report(rows[0][-1])[0]
        return report, _event(rows, report.id)

    def incident(self, id_: str) -> tuple[LedgerRow, ...]:
        """The rows of all mentions of an incident, by date."""
        return tuple(self._rows(f"incident = ? ORDER BY {queries.SORTS['date']}", id_))

    # many reports

    def linkable(self) -> Iterator[Reading]:
        """All readings with no more in their events than linking looks at, and no text: quick to load."""
        marks = ", ".join("?" for _ in LINKABLE)
        reports = {
            n: (id_, published)
            for n, id_, published in self._all(
                "SELECT n, id, published FROM report WHERE n IN (SELECT report FROM mention)"
            )
        }
        rows = self._connection.execute(
            f"{_CLAIMS} WHERE claim.field IN ({marks}) ORDER BY mention.report, mention.n, claim.n", LINKABLE
        )
        for report_n, group in groupby(rows, key=lambda row: row[-1]):
            id_, published = reports[report_n]
            report = Report(id_, "", published=date.fromisoformat(published) if published else None)
            events = (_event(list(claims), id_) for _, claims in groupby(group, key=lambda row: row[0]))
            yield reading_of(report, tuple(events))

    def projected(self) -> Iterator[tuple[int, int, Report, EventMention]]:
        """(mention number, report number, report, mention) of everything, from claims: what the ledger is made of."""
        for (report_n,) in self._all("SELECT n FROM report ORDER BY n"):
            report, _ = self._report(report_n)
            numbers = [n for (n,) in self._all("SELECT n FROM mention WHERE report = ? ORDER BY n", report_n)]
            for n, event in zip(numbers, self._events(report_n, report.id), strict=True):
                yield n, report_n, report, event

    def has_report(self, id_: str) -> bool:
        """Whether a report is stored."""
        return self._one("SELECT 1 FROM report WHERE id = ?", id_) is not None

    def reports_of(self, sha256: str) -> tuple[str, ...] | None:
        """The ids of the reports in a file with this hash; `None` when it has not been stored to its end."""
        row = self._one("SELECT whole FROM original WHERE sha256 = ?", sha256)
        if row is None or not row[0]:
            return None
        return tuple(id_ for (id_,) in self._all("SELECT id FROM report WHERE original = ? ORDER BY n", sha256))

    def reports(self, *, limit: int, offset: int, words: str = "") -> list[dict[str, Any]]:
        """Reports, the latest published first, with how many events each tells; with `words`, the best match first."""
        columns = ", ".join(f"report.{name.strip()}" for name in _REPORT.split(","))
        counts = (
            "(SELECT count(*) FROM mention WHERE mention.report = report.n),"
            " (SELECT count(*) FROM statement WHERE statement.report = report.n)"
        )
        expression = queries.match_expression(words)
        if expression:
            sql = (
                f"SELECT {columns}, {counts}, snippet(report_words, -1, '⟦', '⟧', '…', 24) FROM report_words"
                " JOIN report ON report.n = report_words.rowid WHERE report_words MATCH ?"
                " ORDER BY report_words.rank, report.n LIMIT ? OFFSET ?"
            )
            rows = self._all(sql, expression, limit, offset)
        else:
            sql = f"SELECT {columns}, {counts}, NULL FROM report ORDER BY published DESC, n DESC LIMIT ? OFFSET ?"
            rows = self._all(sql, limit, offset)
        names = (*(name.strip() for name in _REPORT.split(",")), "events", "statements", "snippet")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def count_reports(self, *, words: str = "") -> int:
        """How many reports there are, or how many match the words."""
        if expression := queries.match_expression(words):
            return self._number_of("SELECT count(*) FROM report_words WHERE report_words MATCH ?", expression)
        return self._number_of("SELECT count(*) FROM report")

    def find(self, query: Query) -> Found:
        """One page of ledger rows, how many there are in all, and the facets of all of them."""
        meant, notes = self._meant(query)
        condition, values = queries.where(query, meant)
        numbers = self._all(queries.page_sql(query, condition), *values, query.limit, query.offset)
        columns = self._all(queries.facet_sql(query, condition), *values)
        counted = dict(zip(queries.COLUMNS, map(_counted, zip(*columns, strict=True)), strict=True) if columns else ())
        facets = {name: values[: queries.FACET_VALUES] for name, values in counted.items()}
        actors = self._all(queries.actor_sql(query, condition), *values)
        facets["actor"] = tuple((name, count) for name, count, _ in actors)
        return Found(
            tuple(self._row(n) for (n,) in numbers),
            len(columns),
            {name: facets.get(name, ()) for name in queries.FACETS},
            {name: len(values) for name, values in counted.items()} | {"actor": actors[0][2] if actors else 0},
            notes,
        )

    def _meant(self, query: Query) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
        """For each facet that was typed the values it stands for, and a note on those that are not there."""
        meant: dict[str, tuple[str, ...]] = {}
        notes: list[str] = []
        for facet in TYPED:
            typed = getattr(query, facet)
            if typed is None or self._has(facet, typed):
                continue
            known = self._known(facet)
            meant[facet] = spellings(facet, typed, known)
            if not meant[facet]:
                notes.append(note_missing(facet, typed, known))
        return meant, tuple(notes)

    def _has(self, facet: str, value: str) -> bool:
        table, column = _HOME.get(facet, ("ledger", facet))
        return self._one(f"SELECT 1 FROM {table} WHERE {column} = ? LIMIT 1", value) is not None

    def _known(self, facet: str) -> list[str]:
        table, column = _HOME.get(facet, ("ledger", facet))
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY {column}"
        return [str(value) for (value,) in self._all(sql)]

    def _row(self, n: int) -> LedgerRow:
        return next(self._rows("n = ?", n))

    def _rows(self, condition: str, *values: Any) -> Iterator[LedgerRow]:
        for row in self._connection.execute(f"SELECT {ledger.SELECT} FROM ledger WHERE {condition}", values):
            yield ledger.row_from(row)

    def rows(self) -> Iterator[LedgerRow]:
        """The whole ledger, by date."""
        return self._rows(f"1 ORDER BY {queries.SORTS['date']}")

    def unread(self) -> list[Unread]:
        """Files that could not be read, by path."""
        return [unread for unread, _ in self.unread_kept()]

    def unread_kept(self) -> list[tuple[Unread, str | None]]:
        """Files that could not be read, by path, each with the hash of its bytes where they are kept."""
        rows = self._all("SELECT path, reason, advice, sha256 FROM unread ORDER BY path")
        return [(Unread(*row[:3]), row[3]) for row in rows]

    def unread_files(self) -> set[str]:
        """The absolute paths of the files in which something could not be read."""
        return {file for (file,) in self._all("SELECT DISTINCT file FROM unread WHERE file <> ''")}

    def undated(self, ids: Collection[str]) -> tuple[str, ...]:
        """Those of these reports that have no publication date, in their order."""
        undated = {id_ for (id_,) in self._all("SELECT id FROM report WHERE published IS NULL")} if ids else set()
        return tuple(id_ for id_ in dict.fromkeys(ids) if id_ in undated)

    def identify(self, prefix: str) -> tuple[str, str]:
        """What an id or its beginning stands for: ("report" | "event" | "incident", full id). Raises `NotFound`."""
        found: list[tuple[str, str]] = []
        for kind, column, table in (
            ("report", "id", "report"),
            ("event", "id", "mention"),
            ("incident", "incident", "mention"),
        ):
            for stem in (prefix, f"sha256:{prefix}") if kind == "report" and prefix else (prefix,):
                found += [(kind, id_) for id_ in self._beginning(table, column, stem)]
        exact = [hit for hit in found if hit[1] == prefix]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise NotFound(f"nothing has the id {prefix}: list events with tocsin find")
        raise NotFound(f"{prefix} begins more than one id ({', '.join(id_ for _, id_ in found[:4])}): give more of it")

    def _beginning(self, table: str, column: str, stem: str) -> list[str]:
        sql = f"SELECT DISTINCT {column} FROM {table} WHERE {column} >= ? AND {column} < ? ORDER BY {column} LIMIT 4"
        return [id_ for (id_,) in self._all(sql, stem, stem + "\U0010ffff")] if stem else []

    def generation(self) -> tuple[int, int]:
        """Changes whenever mentions come or go."""
        return generation(self._connection)

    def count_rows(self) -> int:
        """How many rows the ledger has."""
        return self._number_of("SELECT count(*) FROM ledger")

    def is_linked(self) -> bool:
        """Whether the incidents were worked out for the mentions there are now."""
        row = self._one("SELECT value FROM state WHERE name = 'linked'")
        return (row[0] if row else str((0, 0))) == str(self.generation())

    def tally(self, column: str) -> dict[str, int]:
        """How many ledger rows have each value of a column, largest first; rows without a value are left out."""
        sql = (
            f'SELECT "{column}", count(*) AS total FROM ledger WHERE "{column}" IS NOT NULL'
            f' GROUP BY "{column}" ORDER BY total DESC, "{column}"'
        )
        return {str(value): int(total) for value, total in self._all(sql)}

    def totals(self) -> dict[str, Any]:
        """The figures of the whole workspace: reports, sources, events, incidents, first and last day, unread."""
        figures = {
            "reports": "SELECT count(*) FROM report",
            "sources": "SELECT count(DISTINCT source) FROM report",
            "events": "SELECT count(*) FROM mention",
            "incidents": "SELECT count(DISTINCT incident) FROM mention",
            "unread": "SELECT count(*) FROM unread",
        }
        period = self._one('SELECT min("start"), max("end") FROM ledger')
        assert period is not None
        return {name: self._number_of(sql) for name, sql in figures.items()} | {
            "period": {"start": period[0], "end": period[1]}
        }

    def originals(self) -> Iterator[tuple[str, int]]:
        """Hash and size of every original that a row refers to."""
        yield from self._all("SELECT sha256, size FROM original ORDER BY sha256")

    def quick_check(self) -> str:
        """SQLite's own verdict on the file: `ok`, or what is wrong."""
        row = self._one("PRAGMA quick_check")
        return str(row[0]) if row else "no answer"

    def _one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        return row

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def _number_of(self, sql: str, *values: Any) -> int:
        row = self._one(sql, *values)
        return int(row[0]) if row else 0


def _counted(values: Iterable[str | None]) -> tuple[tuple[Any, ...], ...]:
    """The values of a column with their counts, largest first; absent ones are not counted."""
    counts = Counter(values)
    counts.pop(None, None)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0]))))


def _event(rows: list[tuple[Any, ...]], report_id: str) -> EventMention:
    _, mention_id, score, incident = rows[0][:4]
    claims = [_claim(row) for row in rows]
    return event_from_claims(mention_id, report_id, claims, score=score, incident=incident)


def _claim(row: tuple[Any, ...]) -> Claim:
    _, mention_id, _, _, field, value, words, start, end, coder, score, said_by, modality, _ = row
    span = None if start is None else Span(start, end, words)
    attribution = () if said_by == "[]" else tuple(json.loads(said_by))
    return Claim(mention_id, field, json.loads(value), span, coder, score, attribution, modality)
