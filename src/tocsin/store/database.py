"""Opening the database, bringing its schema up to date, and putting its errors into words.

Prevents a half-migrated file, a file of a newer program opened by an older one, and a bare "disk I/O error".
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from tocsin.errors import StorageFull, WorkspaceError

BUSY_SECONDS = 60
"""How long a writer waits for another one: longer than any one report takes to be stored, by far."""

_PRAGMAS = ("foreign_keys = ON", "synchronous = FULL", "temp_store = MEMORY", "cache_size = -65536")
_FULL = {errno.ENOSPC, errno.EDQUOT}


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection in WAL mode that commits only when told to. The file must exist unless `create`."""
    mode = "rwc" if create else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    if create:
        connection.execute("PRAGMA journal_mode = WAL")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


@contextmanager
def translated(workspace: Path) -> Iterator[None]:
    """Errors of the disk and the database, as errors that name the workspace and what to do next."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _worded(workspace, error) from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError | sqlite3.DataError):
            raise
        raise WorkspaceError(
            f"{workspace}: the database is damaged: {error}; restore a backup: tocsin restore BACKUP"
        ) from error
    except OSError as error:
        if error.errno in _FULL:
            raise _full(workspace) from error
        raise


def _worded(workspace: Path, error: sqlite3.OperationalError) -> WorkspaceError:
    words = str(error)
    if "full" in words:
        return _full(workspace)
    if "locked" in words or "busy" in words:
        return WorkspaceError(f"{workspace}: busy: another program has been writing to it for {BUSY_SECONDS} seconds")
    return WorkspaceError(f"{workspace}: {words}; look closer: tocsin doctor {workspace}")


def _full(workspace: Path) -> StorageFull:
    return StorageFull(
        f"{workspace}: the disk is full; what was stored before is whole: make room, then run the same command again"
    )


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing, as the only writer; another writer waits."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def migrations() -> dict[str, str]:
    """The SQL of every migration by name, in order."""
    folder = resources.files("tocsin.store.migrations")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return {f.name.removesuffix(".sql"): f.read_text(encoding="utf-8") for f in files}


def migrate(path: Path, *, workspace: Path, create: bool = False) -> tuple[str, ...]:
    """Apply the migrations that are missing, each in one transaction; their names. Refuses a newer database."""
    with closing(connect(path, create=create)) as connection:
        done = applied(connection)
        known = migrations()
        if newer := sorted(done - set(known)):
            raise WorkspaceError(
                f"{workspace}: made by a newer Tocsin (it has {newer[-1]}): upgrade with pip install --upgrade tocsin"
            )
        missing = tuple(name for name in known if name not in done)
        for name in missing:
            _apply(connection, name, known[name])
        return missing


def applied(connection: sqlite3.Connection) -> set[str]:
    """The names of the migrations that a database has had."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone():
        return set()
    return {name for (name,) in connection.execute("SELECT name FROM migration")}


def _apply(connection: sqlite3.Connection, name: str, sql: str) -> None:
    with transaction(connection):
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied TEXT NOT NULL) WITHOUT ROWID"
        )
        if name in applied(connection):  # another program was quicker
            return
        for statement in _statements(sql):
            connection.execute(statement)
        connection.execute("INSERT INTO migration VALUES (?, ?)", (name, now()))


def _statements(sql: str) -> Iterator[str]:
    """Split a script where SQLite says that a statement is complete: `executescript` would commit half of it."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def now() -> str:
    """This moment, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
