"""The error family.

    TocsinError                 every error that Tocsin raises on purpose
    ├── InvalidConfig           a setting or an option that cannot be               → stops the run, exit code 2
    ├── InvalidCodebook         a codebook or reference table that breaks its rules  → stops the run, exit code 2
    ├── MissingModel            a model, gazetteer or extra that is not installed    → stops the run, exit code 3
    ├── WorkspaceError          a workspace that is missing, exists, is newer, busy  → stops the run, exit code 4
    │   └── StorageFull         the disk is full: nothing stored is lost             → stops the run, exit code 4
    ├── NotFound                no report, event or reading with that id             → exit code 5
    └── UnreadableReport        one bad report: skipped, kept with its reason, counted; the batch goes on, exit code 1

A message names the thing, the place and the next command to type.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL_DISK = frozenset({errno.ENOSPC, errno.EDQUOT})


class TocsinError(Exception):
    """Every error that Tocsin raises on purpose; `exit_code` is what the command line ends with."""

    exit_code = 1


class InvalidConfig(TocsinError):
    """A setting or an option that cannot be."""

    exit_code = 2


class InvalidCodebook(TocsinError):
    """A codebook or reference table that breaks its own rules."""

    exit_code = 2


class MissingModel(TocsinError):
    """A model, gazetteer or optional extra that is not installed."""

    exit_code = 3


class WorkspaceError(TocsinError):
    """A workspace that is missing, already there, newer than this program, or busy."""

    exit_code = 4


class StorageFull(WorkspaceError):
    """The disk is full. What was stored before stays whole."""


class NotFound(TocsinError):
    """No report, event or reading with that id."""

    exit_code = 5


class UnreadableReport(TocsinError):
    """One report that cannot be read: `reason` says why, `advice` what to do next."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        super().__init__(f"{path}: {reason}" + (f" ({advice})" if advice else ""))
        self.path = path
        self.reason = reason
        self.advice = advice


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """What the system says while something is written to `path`, as a `WorkspaceError` that names it."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno in FULL_DISK:
            raise StorageFull(f"{path}: the disk is full: make room, then run the same command again") from error
        in_the_way = isinstance(error, FileExistsError | NotADirectoryError)
        why = "there is a file where its folder should be" if in_the_way else error.strerror or error
        raise WorkspaceError(f"{path}: cannot be written: {why}; choose another place") from error
