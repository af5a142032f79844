"""An export as a file: written beside its place and moved there whole.

Prevents half an export that looks like a whole one, and a device or a link replaced by a file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tocsin.errors import InvalidConfig, writing_to
from tocsin.export.formats import write_export
from tocsin.records.ledger import LedgerRow
from tocsin.records.readings import Reading


def write_file(name: str, path: Path, *, readings: Iterable[Reading], rows: Iterable[LedgerRow]) -> None:
    """Write the export `name` to `path`; folders are made. Raises `InvalidConfig` and `WorkspaceError`."""
    if path.is_dir():
        raise InvalidConfig(f"{path}: a folder: name the file to write in it")
    with writing_to(path):
        if path.exists() and not path.is_file():  # a device or a pipe is written to, never replaced
            with path.open("w", encoding="utf-8", newline="") as stream:
                write_export(name, readings=readings, rows=rows, target=stream)
            return
        _write_whole(name, Path(os.path.realpath(path)), readings, rows)


def _write_whole(name: str, path: Path, readings: Iterable[Reading], rows: Iterable[LedgerRow]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", text=True)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            write_export(name, readings=readings, rows=rows, target=stream)
        os.chmod(draft, 0o644)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
