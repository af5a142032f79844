"""A workspace as one file, and back.

Prevents a backup taken in the middle of a write, and an archive that writes outside the folder it is unpacked into.
"""

from __future__ import annotations

import os
import re
import shutil
import tarfile
import tempfile
from pathlib import Path

from tocsin.errors import WorkspaceError
from tocsin.store.database import translated
from tocsin.store.store import DATABASE, Store

_MEMBER = re.compile(r"(?:ledger\.sqlite|README\.txt|originals/[0-9a-f]{2}/[0-9a-f]{64})\Z")


def backup(store: Store, target: Path) -> Path:
    """Write database and originals, as they are at one moment, to a `.tar.gz`; exports can be made again."""
    if target.exists():
        raise WorkspaceError(f"{target}: exists already: name another file")
    target.parent.mkdir(parents=True, exist_ok=True)
    with translated(store.folder), tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        draft = Path(folder)
        store.copy_database(draft / DATABASE)
        with tarfile.open(draft / "archive", "w:gz") as archive:
            archive.add(draft / DATABASE, DATABASE)
            archive.add(store.folder / "README.txt", "README.txt")
            for sha256 in store.originals.iter_hashes():
                archive.add(store.originals.path(sha256), f"originals/{sha256[:2]}/{sha256}")
        with (draft / "archive").open("rb") as file:
            os.fsync(file.fileno())
        os.replace(draft / "archive", target)
    return target


def restore(archive: Path, target: Path) -> Store:
    """The workspace in an archive: unpacked beside `target`, checked, moved there whole. Raises `WorkspaceError`."""
    if target.exists():
        raise WorkspaceError(f"{target}: exists already: restore to another name")
    if not archive.is_file():
        raise WorkspaceError(f"{archive}: no such file: a backup is made by tocsin backup")
    target.parent.mkdir(parents=True, exist_ok=True)
    with translated(target):
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
        with tarfile.open(archive, "r:gz") as members:
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
    except (tarfile.TarError, EOFError) as error:
        raise WorkspaceError(f"{archive}: not a Tocsin backup, or a damaged one: {error}") from error
    for name in ("originals", "exports"):
        (folder / name).mkdir(exist_ok=True)


def _check(folder: Path, archive: Path) -> None:
    """Refuse a backup that lost something on the way."""
    store = Store.open(folder)
    with store.view() as view:
        verdict = view.quick_check()
        damaged = [sha256 for sha256, _ in view.originals() if not store.originals.is_whole(sha256)]
    if verdict != "ok" or damaged:
        what = verdict if verdict != "ok" else f"{len(damaged)} originals are missing or changed"
        raise WorkspaceError(f"{archive}: a damaged backup: {what}")
