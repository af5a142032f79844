"""Files in, reports stored: what is known is skipped, what is new is read and committed one by one.

Prevents a long batch that has to start again: each report is stored as soon as it is read, and a second run knows by
the hash of a file's bytes that nothing in it needs reading.
"""

from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from tocsin.records.ledger import Added
from tocsin.records.readings import Reading
from tocsin.records.reports import Report, Unread
from tocsin.store.store import Store
from tocsin.store.writer import Writer

Progress = Callable[[int, int, str], None]
"""Called with sources done, sources in all, and the one just done."""


@dataclass(slots=True)
class Source:
    """One file, or one report that came as words; `content` is what will be kept as its original."""

    name: str
    content: bytes | None
    found: list[Report | Unread]
    sha256: str | None = None
    file: str = ""
    """Its absolute path; empty for a report that came as words."""
    there: bool = True
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """A report to be read, and the source it came in."""

    report: Report
    source: Source


_STALE_SECONDS = 3600.0
"""No file takes an hour to be written: an older half-written one was left by a program that was killed."""

Outcome = tuple[Task, Reading | Unread]
ReadAll = Callable[[Iterable[Task]], Iterator[Outcome]]
"""Reads the reports of tasks, in order, taking them one after another as it needs them."""
OpenFile = Callable[[Path], tuple[bytes | None, Callable[[], Iterable[Report | Unread]]]]
"""The bytes of a file, `None` where they cannot be had, and a way to take the reports out of them."""


@dataclass
class Intake:
    """One `add`: counts what it does and stops between two reports when asked to."""

    store: Store
    writer: Writer
    open_file: OpenFile
    read_all: ReadAll
    progress: Progress | None = None
    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    _listed: set[str] = field(default_factory=set)
    _done: int = 0
    _total: int = 0

    def run(self, items: list[Path | Report], *, folders: Iterable[Path] = ()) -> Added:
        """Store what is new in these files and reports; `folders` are those whose files are all among them."""
        self._total = len(items)
        with self.store.view() as view:
            self._listed = view.unread_files()
        self.store.originals.sweep(older_than=time.time() - _STALE_SECONDS)
        with _interruptible(self.stop):
            for task, outcome in self.read_all(self._tasks(items)):
                self._take(task, outcome)
        self._forget_gone(folders)
        return Added(tuple(self.new), tuple(self.known), tuple(self.unread), stopped=self.stop.is_set())

    def _tasks(self, items: list[Path | Report]) -> Iterator[Task]:
        for item in items:
            if self.stop.is_set():
                return
            source = self._source(item)
            if source is not None:
                yield from self._tasks_of(source)

    def _source(self, item: Path | Report) -> Source | None:
        """What is in an item; `None` when all of it is stored already."""
        if isinstance(item, Report):
            return Source(item.path or item.id, item.text.encode("utf-8", "surrogatepass"), [item])
        content, reports = self.open_file(item)
        sha256 = hashlib.sha256(content).hexdigest() if content is not None else None
        if sha256 is not None and (ids := self._stored(sha256)) is not None:
            self.known += ids
            self._forget(os.path.abspath(item))
            self._tick(str(item))
            return None
        return Source(str(item), content, list(reports()), sha256, file=os.path.abspath(item), there=not _is_gone(item))

    def _stored(self, sha256: str) -> tuple[str, ...] | None:
        with self.store.view() as view:
            return view.reports_of(sha256)

    def _tasks_of(self, source: Source) -> Iterator[Task]:
        fresh, unread = [], []
        for found in source.found:
            if isinstance(found, Unread):
                unread.append(found)
            elif self._is_known(found.id):
                self.known.append(found.id)
            else:
                fresh.append(found)
        source.waiting = len(fresh)
        if (fresh or unread) and source.content is not None:
            source.sha256 = self.writer.keep(source.name, source.content)
        for item in unread:
            self._note(item, source)
        for report in fresh:
            if self.stop.is_set():
                return
            yield Task(report, source)
        if not fresh:
            self._close(source)

    def _is_known(self, report_id: str) -> bool:
        with self.store.view() as view:
            return view.has_report(report_id)

    def _take(self, task: Task, outcome: Reading | Unread) -> None:
        """Store what became of one report."""
        source = task.source
        if isinstance(outcome, Unread):
            source.found.append(outcome)
            self._note(outcome, source)
        elif self.writer.add(outcome, original=source.sha256):
            self.new.append(outcome.report.id)
        else:
            self.known.append(outcome.report.id)
        source.waiting -= 1
        if source.waiting == 0:
            self._close(source)

    def _note(self, unread: Unread, source: Source) -> None:
        self.unread.append(unread)
        if source.there:  # a path typed wrongly is told, and not remembered
            self.writer.note_unread(unread, file=source.file, sha256=source.sha256)

    def _close(self, source: Source) -> None:
        """A source is done with; if every report in it is stored, the next run need not open it."""
        unread = {found.path for found in source.found if isinstance(found, Unread)}
        if source.sha256 and not unread:
            self.writer.finish(source.sha256)
        self._forget(source.file, keep=unread if source.there else set())
        self._tick(source.name)

    def _forget(self, file: str, *, keep: Collection[str] = ()) -> None:
        """The file was read to its end: what was said of it before is no longer so."""
        if file in self._listed:
            self.writer.forget_unread(file, keep=keep)

    def _forget_gone(self, folders: Iterable[Path]) -> None:
        """A file that is no longer in the folder that was added is no longer waiting to be read."""
        for folder in map(Path.absolute, folders):
            for file in sorted(self._listed):
                if Path(file).is_relative_to(folder) and _is_gone(file):
                    self.writer.forget_unread(file)

    def _tick(self, name: str) -> None:
        self._done += 1
        if self.progress:
            self.progress(self._done, self._total, name)


def _is_gone(path: Path | str) -> bool:
    """Whether nothing is there, which is not the same as being kept from seeing it."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


@contextmanager
def _interruptible(stop: threading.Event) -> Iterator[None]:
    """The first interrupt or SIGTERM asks for a stop after the report in hand; a second interrupt insists."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number: int, _: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, action in before.items():
            signal.signal(number, action)
