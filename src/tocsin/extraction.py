"""From files to readings, without a workspace: what `extract` and `add` have in common.

Prevents a report from being read one way when it is printed and another way when it is stored.
"""

from __future__ import annotations

import importlib
import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeAlias

from tocsin import readers
from tocsin.engines.local import Done, Failed, map_reports
from tocsin.errors import TocsinError, UnreadableReport
from tocsin.records.readings import Reading
from tocsin.records.reports import Report, Unread
from tocsin.settings import Settings
from tocsin.store.intake import Task

log = logging.getLogger(__name__)

Addable: TypeAlias = str | os.PathLike[str] | Report
"""What can be read: a file, a folder (all files in it, sorted), or a report made already."""

UNDATED = "no publication date: relative dates, such as last Tuesday, stay relative; --published gives one"
"""The warning of a report with words that only its own date could turn into a day."""


def iter_items(sources: Iterable[Addable]) -> Iterator[Path | Report]:
    """Files, those of folders one by one, and reports as they are."""
    for source in sources:
        if isinstance(source, Report):
            yield source
        else:
            yield from readers.iter_paths(Path(source))


def iter_folders(sources: Iterable[Addable]) -> Iterator[Path]:
    """The folders among what was named."""
    for source in sources:
        if not isinstance(source, Report) and (folder := Path(source)).is_dir():
            yield folder


@dataclass(frozen=True, slots=True)
class Extraction:
    """How reports are read in one run. `published` is the publication date of those that state none."""

    settings: Settings
    published: date | None = None
    codebook: str | None = None
    workers: int | None = None

    def read(self, sources: Iterable[Addable]) -> Iterator[Reading | Unread]:
        """The reading of each report in these files, folders and reports, in order."""
        found = (self._dated(f) for item in iter_items(sources) for f in self._reports(item))
        for outcome in self._map(found):
            yield _judged(outcome)

    def read_tasks(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Reading | Unread]]:
        """Each task with what became of its report; only the reports travel to the workers."""
        taken: deque[Task] = deque()

        def reports() -> Iterator[Report | Unread]:
            for task in tasks:
                taken.append(task)
                yield self._dated(task.report)

        for outcome in self._map(reports()):
            yield taken.popleft(), _judged(outcome)

    def _map(
        self, found: Iterable[Report | Unread]
    ) -> Iterator[Done[Report | Unread, Reading | Unread] | Failed[Report | Unread]]:
        read = partial(_read, codebook=self.codebook or self.settings.codebook)
        return map_reports(read, found, workers=self.settings.workers if self.workers is None else self.workers)

    def _reports(self, item: Path | Report) -> list[Report | Unread]:
        if isinstance(item, Report):
            return [item]
        _, take = readers.open_path(item, max_mb=self.settings.max_report_mb)
        return take()

    def _dated(self, found: Report | Unread) -> Report | Unread:
        """A report that states no publication date gets the one given; what a report states stands."""
        if self.published is None or isinstance(found, Unread) or found.published is not None:
            return found
        return replace(found, published=self.published)


def _read(found: Report | Unread, *, codebook: str) -> Reading | Unread:
    """The reading of one report. The reader's tables are loaded when first needed: most verbs never read."""
    if isinstance(found, Unread):
        return found
    read_report: Callable[..., Reading] = importlib.import_module("tocsin.reading.read").read_report
    reading = read_report(found, codebook=codebook)
    if found.published is None and any(t.when.start is None and t.kind in {"DATE", "TIME"} for t in reading.times):
        return replace(reading, warnings=(*reading.warnings, UNDATED))
    return reading


def _judged(outcome: Done[Report | Unread, Reading | Unread] | Failed[Report | Unread]) -> Reading | Unread:
    """What was read; a wrong set-up stops the run, anything else is one report's trouble, kept with its reason."""
    if isinstance(outcome, Done):
        return outcome.result
    if isinstance(outcome.cause, TocsinError) and not isinstance(outcome.cause, UnreadableReport):
        raise outcome.cause
    path = outcome.item.path or (outcome.item.id if isinstance(outcome.item, Report) else "")
    if isinstance(outcome.cause, UnreadableReport):
        return Unread(path, outcome.cause.reason, outcome.cause.advice)
    log.error("%s: reading failed: %s\n%s", path, outcome.error, outcome.trace)
    return readers.our_fault(path, outcome.error)
