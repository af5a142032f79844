"""What the user named on the command line, as something to read: paths stay paths, standard input becomes reports.

Prevents every verb from meaning something else by `-`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from tocsin.readers import iter_paths, read_bytes
from tocsin.records.reports import Report, Unread

STANDARD_INPUT = "-"


def open_sources(files: Iterable[str]) -> tuple[list[Path | Report], list[Unread]]:
    """Paths (folders spelled out) and the reports on standard input; beside them, what of it cannot be read."""
    sources: list[Path | Report] = []
    unread: list[Unread] = []
    for name in files:
        if name != STANDARD_INPUT:
            sources += iter_paths(Path(name))
            continue
        for item in read_bytes(STANDARD_INPUT, sys.stdin.buffer.read()):
            (unread if isinstance(item, Unread) else sources).append(item)  # type: ignore[arg-type]
    return sources, unread
