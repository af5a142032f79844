"""The write side: one report and all that was found in it, in one transaction.

Prevents half-stored reports: whatever happens, a report is there with all its claims or not at all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tocsin.records.claims import Claim, iter_claims
from tocsin.records.events import EventMention
from tocsin.records.readings import Reading
from tocsin.records.reports import Report, Unread
from tocsin.store import ledger
from tocsin.store.database import now, transaction
from tocsin.store.originals import Originals


class Writer:
    """Adds to a workspace over one connection. Another writer's transaction is waited for."""

    def __init__(self, connection: sqlite3.Connection, originals: Originals) -> None:
        self._connection = connection
        self._originals = originals

    def keep(self, name: str, content: bytes) -> str:
        """Keep the bytes of a file, first on the disk, then as a row; their hash."""
        sha256 = self._originals.put(content)
        with transaction(self._connection) as t:
            t.execute(
                "INSERT INTO original (sha256, name, size, added) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (sha256, name, len(content), now()),
            )
        return sha256

    def finish(self, sha256: str) -> None:
        """Note that every report in this original is stored, so that it need not be read again."""
        with transaction(self._connection) as t:
            t.execute("UPDATE original SET whole = 1 WHERE sha256 = ?", (sha256,))

    def add(self, reading: Reading, *, original: str | None = None) -> bool:
        """Store a reading; `False`, and nothing changed, when its report is known."""
        with transaction(self._connection) as t:
            if t.execute("SELECT 1 FROM report WHERE id = ?", (reading.report.id,)).fetchone():
                return False
            report = _insert_report(t, reading, original)
            for event in reading.events:
                _insert_event(t, reading.report, event, report)
            for sql, rows in _parts(reading, report).items():
                t.executemany(sql, rows)
            t.execute("DELETE FROM unread WHERE path = ?", (reading.report.path,))
        return True

    def note_unread(self, unread: Unread, *, file: str = "", sha256: str | None = None) -> None:
        """List what could not be read with its latest reason, the absolute path of its file, and its bytes' hash."""
        with transaction(self._connection) as t:
            t.execute(
                "INSERT OR REPLACE INTO unread (path, file, sha256, reason, advice, seen) VALUES (?, ?, ?, ?, ?, ?)",
                (unread.path, file, sha256, unread.reason, unread.advice, now()),
            )

    def forget_unread(self, file: str, *, keep: Collection[str] = ()) -> None:
        """Take a file's entries off the list of what could not be read, but for these paths."""
        with transaction(self._connection) as t:
            listed = [path for (path,) in t.execute("SELECT path FROM unread WHERE file = ?", (file,))]
            t.executemany("DELETE FROM unread WHERE path = ?", [(path,) for path in listed if path not in keep])

    def set_incidents(self, incidents: Mapping[str, str | None], *, seen: tuple[int, int]) -> bool:
        """Store the incident of each mention. `False`, and nothing changed, when mentions came since `seen`."""
        with transaction(self._connection) as t:
            if seen != generation(t):
                return False
            changed = [
                (incidents.get(id_), n)
                for n, id_, old in t.execute("SELECT n, id, incident FROM mention")
                if incidents.get(id_) != old
            ]
            t.executemany("UPDATE mention SET incident = ? WHERE n = ?", changed)
            t.executemany("UPDATE ledger SET incident = ? WHERE n = ?", changed)
            t.execute("INSERT OR REPLACE INTO state (name, value) VALUES ('linked', ?)", (str(seen),))
        return True

    def rebuild_ledger(self, rows: Iterable[tuple[int, int, Report, EventMention]]) -> int:
        """Work the whole ledger out again from (mention number, report number, report, mention); how many rows."""
        count = 0
        with transaction(self._connection) as t:
            t.execute("DELETE FROM ledger_actor")
            t.execute("DELETE FROM ledger")
            for n, report_n, report, event in rows:
                ledger.insert(t, ledger.row_of(report, event), n=n, report_n=report_n)
                count += 1
        return count


def generation(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many mentions there are and the number of the last: changes whenever mentions come or go."""
    count, last = connection.execute("SELECT count(*), coalesce(max(n), 0) FROM mention").fetchone()
    return count, last


def _insert_report(t: sqlite3.Connection, reading: Reading, original: str | None) -> int:
    report = reading.report
    published = report.published.isoformat() if report.published else None
    cursor = t.execute(
        "INSERT INTO report (id, original, path, title, source, url, published, language, text, warnings,"
        " read_warnings, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            report.id, original, report.path, report.title, report.source, report.url, published, report.language,
            report.text, _dumped(report.warnings), _dumped(reading.warnings), now(),
        ),
    )  # fmt: skip
    n = int(cursor.lastrowid or 0)
    t.execute("INSERT INTO report_words (rowid, title, text) VALUES (?, ?, ?)", (n, report.title, report.text))
    return n


def _insert_event(t: sqlite3.Connection, report: Report, event: EventMention, report_n: int) -> None:
    cursor = t.execute(
        "INSERT INTO mention (id, report, score, incident) VALUES (?, ?, ?, ?)",
        (event.id, report_n, event.score, event.incident),
    )
    n = int(cursor.lastrowid or 0)
    t.executemany(
        "INSERT INTO claim (mention, field, value, original, span_start, span_end, coder, score, attribution,"
        " modality) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_claim_row(n, claim) for claim in iter_claims(event)],
    )
    ledger.insert(t, ledger.row_of(report, event), n=n, report_n=report_n)


def _claim_row(n: int, claim: Claim) -> tuple[Any, ...]:
    start, end = (claim.span.start, claim.span.end) if claim.span else (None, None)
    return (
        n, claim.field, _dumped(claim.value), claim.original, start, end, claim.coder, claim.score,
        _dumped(claim.attribution), claim.modality,
    )  # fmt: skip


def _parts(reading: Reading, report_n: int) -> dict[str, list[tuple[Any, ...]]]:
    """How a reading's other findings are inserted, and their rows."""
    return {
        "INSERT INTO statement (report, kind, value) VALUES (?, ?, ?)": [
            (report_n, s.kind, _dumped(s.to_json())) for s in reading.statements
        ],
        "INSERT INTO relation (report, predicate, value) VALUES (?, ?, ?)": [
            (report_n, r.predicate, _dumped(r.to_json())) for r in reading.relations
        ],
        "INSERT INTO repeat (report, value) VALUES (?, ?)": [(report_n, _dumped(r.to_json())) for r in reading.repeats],
    }


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
