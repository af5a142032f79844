"""A workspace's folder: one database, the originals, the exports.

Prevents a workspace that only the program understands: the folder is visible, and a README in it says what it is.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tocsin.errors import FULL_DISK, WorkspaceError
from tocsin.store.database import connect, connect_to_read, migrate, transaction, translated
from tocsin.store.originals import Originals, sync_folder
from tocsin.store.view import View
from tocsin.store.writer import Writer

DATABASE = "ledger.sqlite"
README = "README.txt"

_README = """\
This folder is a Tocsin workspace.

  ledger.sqlite   the reports, the claims found in them, and the ledger made of the claims (SQLite 3, WAL mode)
  originals/      every file added, unchanged, named by the SHA-256 of its bytes
  exports/        what `tocsin export` has written

Nothing here is sent anywhere. Copy it with `tocsin backup`, not while something is being added to it.
"""


class Store:
    """An open workspace folder. Connections are made when needed, one for each view or writer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.originals = Originals(folder / "originals")
        self.exports = folder / "exports"

    @property
    def database(self) -> Path:
        """The path of the SQLite file."""
        return self.folder / DATABASE

    @classmethod
    def create(cls, folder: Path) -> Store:
        """A new, empty workspace: made beside its place and moved there whole. Raises `WorkspaceError`."""
        if folder.exists():
            raise WorkspaceError(f"{folder}: exists already: add to it with tocsin add, or choose another name")
        with translated(folder):
            try:
                _build(folder)
            except OSError as error:
                if error.errno in FULL_DISK:
                    raise
                raise WorkspaceError(f"{folder}: cannot be made: {error.strerror}; choose another place") from error
        return cls(folder)

    @classmethod
    def open(cls, folder: Path) -> Store:
        """The workspace in this folder, its schema brought up to date. Raises `WorkspaceError`."""
        store = cls(folder)
        if not store.database.is_file():
            raise WorkspaceError(_missing(folder))
        with translated(folder):
            migrate(store.database, workspace=folder)
        return store

    @contextmanager
    def view(self) -> Iterator[View]:
        """A view of this moment; what is added later, it does not see."""
        with translated(self.folder), closing(connect_to_read(self.database)) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM migration").fetchone()  # the snapshot is taken by the first read
            yield View(connection)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """A writer; several programs may have one at a time, each waits for the others' transactions.

        Raises `WorkspaceError` at once where nothing may be written, not after the first report was read.
        """
        with translated(self.folder), closing(connect(self.database)) as connection:
            with transaction(connection):
                pass
            yield Writer(connection, self.originals)

    def rebuild_ledger(self) -> int:
        """Work the ledger out again from the claims; how many rows it has."""
        with self.view() as view, self.writer() as writer:
            return writer.rebuild_ledger(view.projected())

    def copy_database(self, target: Path) -> None:
        """A consistent copy of the database while others read and write."""
        with (
            translated(self.folder),
            closing(connect_to_read(self.database)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)


def _missing(folder: Path) -> str:
    """What to say of a place that is no workspace, with the command that will work."""
    ending = folder.with_name(folder.name + ".tocsin")
    if (ending / DATABASE).is_file():
        return f"{folder}: no workspace; did you mean -w {shlex.quote(str(ending))}?"
    if folder.exists():
        return f"{folder}: not a workspace: name another, or make one beside it with tocsin new NAME"
    return f"{folder}: no such workspace: make one with tocsin new {shlex.quote(str(folder))}"


def _build(folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        _furnish(draft, workspace=folder)
        draft.chmod(0o755)
        _move(draft, folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _furnish(folder: Path, *, workspace: Path) -> None:
    migrate(folder / DATABASE, workspace=workspace, create=True)
    (folder / "originals").mkdir()
    (folder / "exports").mkdir()
    (folder / README).write_text(_README, encoding="utf-8")
    sync_folder(folder)


def _move(draft: Path, folder: Path) -> None:
    try:
        os.rename(draft, folder)
    except OSError as error:
        if folder.exists():
            raise WorkspaceError(f"{folder}: exists already: add to it with tocsin add") from error
        raise
    sync_folder(folder.parent)
