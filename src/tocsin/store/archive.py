"""A workspace as one file, and back.

Prevents a backup taken in the middle of a write, and an archive that writes outside the folder it is unpacked into.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import tarfile
import tempfile
import zlib
from pathlib import Path

from tocsin.errors import StorageFull, WorkspaceError, writing_to
from tocsin.store.database import translated
from tocsin.store.store import DATABASE, README, Store

_MEMBER = re.compile(r"(?:ledger\.sqlite|README\.txt|originals/[0-9a-f]{2}/[0-9a-f]{64})\Z")


def backup(store: Store, target: Path) -> Path:
    """Write database and originals, as they are at one moment, to a `.tar.gz`; exports can be made again."""
    if target.exists():
        raise WorkspaceError(f"{target}: exists already: name another file")
    with translated(store.folder), writing_to(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
            draft = Path(folder)
            store.copy_database(draft / DATABASE)
            _pack(store, draft)
            os.replace(draft / "archive", target)
    return target


def _pack(store: Store, draft: Path) -> None:
    with tarfile.open(draft / "archive", "w:gz") as archive:
        archive.add(draft / DATABASE, DATABASE)
        if (store.folder / README).is_file():
            archive.add(store.folder / README, README)
        for sha256 in store.originals.iter_hashes():
            archive.add(store.originals.path(sha256), f"originals/{sha256[:2]}/{sha256}")
    with (draft / "archive").open("rb") as file:
        os.fsync(file.fileno())


def restore(archive: Path, target: Path) -> Store:
    """The workspace in an archive: unpacked beside `target`, checked, moved there whole. Raises `WorkspaceError`."""
    if target.exists():
        raise WorkspaceError(f"{target}: exists already: restore to another name")
    if not archive.is_file():
        raise WorkspaceError(f"{archive}: no such file: a backup is made by tocsin backup")
    with translated(target), writing_to(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
        try:
            _unpack(archive, draft)
            _check(draft, archive)
            draft.chmod(0o755)
            os.rename(draft, target)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    return Store.open(target)


def _unpack(archive: Path, folder: Path) -> None:
    try:
        stream = archive.open("rb")
    except OSError as error:
        raise WorkspaceError(f"{archive}: cannot be opened: {error.strerror}: check its permissions") from error
    try:
        with stream, tarfile.open(fileobj=stream, mode="r:gz") as members:
            for member in members:
                if not (member.isfile() and _MEMBER.match(member.name)):
                    raise WorkspaceError(f"{archive}: not a Tocsin backup: it holds {member.name}")
                source = members.extractfile(member)
                assert source is not None
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as file:
                    shutil.copyfileobj(source, file)
                path.chmod(0o444 if member.name.startswith("originals/") else 0o644)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise WorkspaceError(f"{archive}: not a Tocsin backup, or a damaged one: {error}; try another one") from error
    for name in ("originals", "exports"):
        (folder / name).mkdir(exist_ok=True)


def _check(folder: Path, archive: Path) -> None:
    """Refuse a backup that lost something on the way."""
    try:
        store = Store.open(folder)
        with store.view() as view:
            verdict = view.quick_check()
            damaged = [sha256 for sha256, _ in view.originals() if not store.originals.is_whole(sha256)]
    except StorageFull:
        raise
    except WorkspaceError as error:  # it names the folder of the draft and what to do about a workspace
        what = str(error).removeprefix(f"{folder}: ").split("; ")[0]
        raise WorkspaceError(f"{archive}: not to be restored: {what}; try another one") from error
    if verdict != "ok" or damaged:
        what = verdict if verdict != "ok" else f"{len(damaged)} originals are missing or changed"
        raise WorkspaceError(f"{archive}: a damaged backup: {what}; try another one")
