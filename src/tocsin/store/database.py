"""Opening the database, bringing its schema up to date, and putting its errors into words.

Prevents a half-migrated file, a file of a newer program opened by an older one, and a bare "disk I/O error".
"""

from __future__ import annotations

import errno
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from tocsin.errors import FULL_DISK, StorageFull, WorkspaceError

BUSY_SECONDS = 60
"""How long a writer waits for another one: longer than any one report takes to be stored, by far."""

_PRAGMAS = ("foreign_keys = ON", "synchronous = FULL", "temp_store = MEMORY", "cache_size = -65536")
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}


def connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection in WAL mode that commits only when told to. The file must exist unless `create`."""
    connection = _connect(path, "mode=rwc" if create else "mode=rw")
    if create:
        connection.execute("PRAGMA journal_mode = WAL")
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection to ask questions over, also where nothing may be written, such as a read-only disk.

    A database in WAL mode wants files beside it even to be read. Where they cannot be made, the database file is taken
    as it stands, which is right only when no change waits in its `-wal` file. Raises `WorkspaceError` when one does.
    """
    try:
        return _connect(path, "mode=rw")
    except sqlite3.OperationalError as error:
        if not _is_closed(error):
            raise
        waiting = path.with_name(path.name + "-wal")
        if waiting.exists() and waiting.stat().st_size:
            raise WorkspaceError(
                f"{path.parent}: the last changes wait in {waiting.name} and may not be taken in here: "
                "copy the folder to a place where you may write, and open the copy"
            ) from error
    return _connect(path, "mode=ro&immutable=1")


def _connect(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the file is opened by the first read
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_closed(error: sqlite3.OperationalError) -> bool:
    """Whether SQLite was kept from writing, which it says in two ways."""
    return any(words in str(error) for words in ("readonly", "unable to open"))


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
            f"{workspace}: the database is damaged: {error}; restore a backup: tocsin restore BACKUP NEW"
        ) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno in FULL_DISK:
            raise _full(workspace) from error
        if error.errno in _CLOSED:
            raise _closed(workspace) from error
        raise WorkspaceError(f"{workspace}: {error}; {_look(workspace)}") from error


def _worded(workspace: Path, error: sqlite3.OperationalError) -> WorkspaceError:
    words = str(error)
    if "full" in words:
        return _full(workspace)
    if "locked" in words or "busy" in words:
        return WorkspaceError(f"{workspace}: busy: another program has been writing to it for {BUSY_SECONDS} seconds")
    if "readonly" in words:
        return _closed(workspace)
    if _is_closed(error):
        return WorkspaceError(f"{workspace}: {words}: check the permissions of the folder and of the files in it")
    return WorkspaceError(f"{workspace}: {words}; {_look(workspace)}")


def _look(workspace: Path) -> str:
    return f"look closer: tocsin doctor -w {shlex.quote(str(workspace))}"


def _closed(workspace: Path) -> WorkspaceError:
    return WorkspaceError(
        f"{workspace}: you may not write here: ask for permission, or copy the folder to a place of your own"
    )


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
    known = migrations()
    if not create:
        with closing(connect_to_read(path)) as connection:
            done = applied(connection)
        if newer := sorted(done - set(known)):
            raise WorkspaceError(
                f"{workspace}: made by a newer Tocsin (it has {newer[-1]}): upgrade with pip install --upgrade tocsin"
            )
        if done == set(known):  # nothing to write: it may be a place where nothing can be written
            return ()
    with closing(connect(path, create=create)) as connection:
        missing = tuple(name for name in known if name not in applied(connection))
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
