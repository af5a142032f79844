"""Looking a database and its folder over.

Prevents silent decay: a bit that flipped in an original, or an SQLite without full text search, is named.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tocsin.records.checks import Check
from tocsin.records.reports import Unread
from tocsin.store.store import Store

_OLDEST = (3, 35, 0)
"""The first SQLite with everything the schema uses (generated columns, upsert, `RETURNING`-era query planner)."""


def check_sqlite() -> Check:
    """SQLite is recent enough and has full text search."""
    version = sqlite3.sqlite_version
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text)")
        except sqlite3.OperationalError:
            return Check("sqlite", False, f"SQLite {version} without FTS5", "use a Python whose SQLite has FTS5")
    if sqlite3.sqlite_version_info < _OLDEST:
        return Check("sqlite", False, f"SQLite {version}", "use a Python with SQLite 3.35 or newer")
    return Check("sqlite", True, f"SQLite {version} with FTS5")


def check_store(store: Store) -> list[Check]:
    """Database, ledger and originals are whole: a row for each event mention, no byte changed; and what is unread."""
    fix = "restore a backup: tocsin restore BACKUP NEW"
    with store.view() as view:
        verdict = view.quick_check()
        originals = list(view.originals())
        mentions, rows = view.generation()[0], view.count_rows()
        unread = tuple(_told(item, sha256) for item, sha256 in view.unread_kept())
    damaged = [sha256 for sha256, _ in originals if not store.originals.is_whole(sha256)]
    detail = f"{len(originals)} originals" + (f", {len(damaged)} missing or changed: {damaged[0]}" if damaged else "")
    return [
        Check("database", verdict == "ok", verdict, "" if verdict == "ok" else fix),
        Check(
            "ledger", mentions == rows, f"{rows} rows for {mentions} event mentions", "" if mentions == rows else fix
        ),
        Check("originals", not damaged, detail, fix if damaged else ""),
        Check("unread", True, f"{len(unread)} could not be read" if unread else "all that was added", items=unread),
    ]


def _told(item: Unread, sha256: str | None) -> str:
    """A line on what could not be read: why, what to do, and where its bytes are."""
    kept = f"kept as originals/{sha256[:2]}/{sha256}" if sha256 else "its bytes were not kept"
    return "; ".join(filter(None, (f"{item.path}: {item.reason}", item.advice, kept)))
