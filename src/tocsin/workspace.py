"""The Python API: a workspace is a folder, and each verb is one method of a few lines.

Prevents two ways of doing one thing: the command line and the desk call these methods and nothing below them.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys
import tempfile
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date
from functools import partial
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, TypeAlias

from tocsin import readers
from tocsin.engines.local import Done, Failed, map_reports
from tocsin.errors import (
    InvalidCodebook,
    InvalidConfig,
    MissingModel,
    TocsinError,
    UnreadableReport,
    WorkspaceError,
)
from tocsin.export import FORMATS, write_export
from tocsin.linking.events import link as link_readings
from tocsin.records.checks import Check
from tocsin.records.events import Event, EventMention
from tocsin.records.ledger import Added, Found, LedgerRow, Query
from tocsin.records.readings import Reading
from tocsin.records.reports import Report, Unread
from tocsin.reference.actors import load_directory
from tocsin.reference.codebook import load_codebook
from tocsin.reference.gazetteer.lookup import load_gazetteer
from tocsin.settings import load_settings
from tocsin.store import archive
from tocsin.store.checks import check_sqlite, check_store
from tocsin.store.intake import Intake, Progress, Task
from tocsin.store.store import Store

log = logging.getLogger(__name__)

Pathlike: TypeAlias = str | os.PathLike[str]
Addable: TypeAlias = str | os.PathLike[str] | Report
"""What can be read: a file, a folder (all files in it, sorted), or a report made already."""

_LINK_TRIES = 5
"""Times linking starts again when another program adds reports meanwhile; the next `add` makes up for the rest."""


def new(path: Pathlike) -> Workspace:
    """A new, empty workspace at `path`; `.tocsin` is appended when missing. Raises `WorkspaceError` when it exists."""
    folder = Path(path)
    if folder.suffix != ".tocsin":
        folder = folder.with_name(folder.name + ".tocsin")
    return Workspace(Store.create(folder))


def open(path: Pathlike | None = None) -> Workspace:  # noqa: A001 - the verb that users know
    """The workspace at `path`, or the one in the settings, or the only `*.tocsin` in the current folder.

    Raises `WorkspaceError` when there is none, or more than one.
    """
    named = path or load_settings().workspace
    return Workspace(Store.open(Path(named) if named else _only_one()))


def _only_one() -> Path:
    found = sorted(folder for folder in Path.cwd().glob("*.tocsin") if folder.is_dir())
    if len(found) == 1:
        return found[0].relative_to(Path.cwd())
    if not found:
        raise WorkspaceError(f"{Path.cwd()}: no workspace here: make one with tocsin new NAME, or try tocsin demo")
    names = ", ".join(folder.name for folder in found)
    raise WorkspaceError(f"{Path.cwd()}: more than one workspace ({names}): name one with --workspace")


def demo(path: Pathlike = "demo.tocsin", *, progress: Progress | None = None) -> Workspace:
    """A workspace with the reports that Tocsin ships; one that is there already is opened and completed."""
    folder = Path(path)
    workspace = open(folder) if folder.exists() else new(folder)
    with resources.as_file(resources.files("tocsin").joinpath("samples", "reports")) as reports:
        workspace.add(*sorted(reports.glob("*.md")), progress=progress)
    return workspace


def extract(
    sources: Iterable[Addable], *, published: date | None = None, codebook: str | None = None
) -> Iterator[Reading | Unread]:
    """The reading of each report in these files, folders and reports, in order, without a workspace.

    `published` is the publication date of the reports that state none.
    """
    settings = load_settings()
    read = partial(_read, codebook=codebook or settings.codebook)
    found = (_dated(f, published) for item in _expanded(sources) for f in _reports(item, settings.max_report_mb))
    for outcome in map_reports(read, found, workers=settings.workers):
        yield _judged(outcome)


def restore(archive_path: Pathlike, path: Pathlike) -> Workspace:
    """The workspace in a backup, unpacked to `path` and checked. Raises `WorkspaceError`."""
    return Workspace(archive.restore(Path(archive_path), Path(path)))


class Workspace:
    """A folder of reports, the claims found in them, and the ledger made of the claims. Close it, or use `with`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._settings = load_settings()

    @property
    def path(self) -> Path:
        """The workspace's folder."""
        return self._store.folder

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder. Nothing is lost without it: every method leaves the workspace whole."""

    def add(
        self,
        *sources: Addable,
        published: date | None = None,
        progress: Progress | None = None,
        workers: int | None = None,
    ) -> Added:
        """Read what is new in these files, folders and reports, store it, and link the events.

        Each report is stored as soon as it is read, so an interrupted run is taken up where it ended by running it
        again. `published` is the publication date of the reports that state none. Raises `StorageFull`.
        """
        with self._store.writer() as writer:
            intake = Intake(
                self._store,
                writer,
                open_file=partial(_opened, max_mb=self._settings.max_report_mb),
                read_all=partial(
                    _read_all,
                    published=published,
                    codebook=self._settings.codebook,
                    workers=self._settings.workers if workers is None else workers,
                ),
                progress=progress,
            )
            added = intake.run(list(_expanded(sources)))
        with self._store.view() as view:
            linked = view.is_linked()
        if not linked:
            self.link()
        return added

    def link(self) -> int:
        """Work out again which event mentions are one happening; the number of incidents."""
        for _ in range(_LINK_TRIES):
            with self._store.view() as view:
                seen = view.generation()
                events = link_readings(view.linkable())
            incidents = {mention.id: event.id for event in events for mention in event.mentions}
            with self._store.writer() as writer:
                if writer.set_incidents(incidents, seen=seen):
                    break
        return len(events)

    def show(self, id_: str) -> dict[str, Any]:
        """A report with its reading, an event, or an incident, by its id or the beginning of it. Raises `NotFound`."""
        with self._store.view() as view:
            kind, full = view.identify(id_)
            if kind == "report":
                reading = view.reading(full)
                return {"kind": kind, "id": full, "text": reading.text, "reading": reading.to_json()}
            if kind == "event":
                report, event = _with_report(view.reading(view.report_of(full)), full)
                return {"kind": kind, "id": full, "event": event, "report": report}
            rows = view.find(Query(incident=full, limit=1_000_000)).rows
            pairs = [_with_report(view.reading(row.report), row.id) for row in rows]
        events = [event | {"report": report} for report, event in pairs]
        return {"kind": kind, "id": full, "events": events, "rows": [row.to_json() for row in rows]}

    def find(self, query: Query | None = None) -> Found:
        """One page of the ledger: rows, how many in all, and the facets of all of them. Raises `InvalidConfig`."""
        with self._store.view() as view:
            return view.find(query or Query())

    def reports(self, *, limit: int = 100, offset: int = 0, words: str = "") -> list[dict[str, Any]]:
        """Reports, latest first, with how many events each tells; with `words`, best match first, with a `snippet`."""
        with self._store.view() as view:
            return view.reports(limit=limit, offset=offset, words=words)

    def count_reports(self, *, words: str = "") -> int:
        """How many reports there are, or match these words."""
        with self._store.view() as view:
            return view.count_reports(words=words)

    def report(self, id_: str) -> Report:
        """The report with this id. Raises `NotFound`."""
        with self._store.view() as view:
            return view.report(id_)

    def original(self, id_: str) -> bytes:
        """The bytes in which a report came. Raises `NotFound`."""
        with self._store.view() as view:
            view.report(id_)
            sha256 = view.original(id_)
        return self._store.originals.get(sha256) if sha256 else b""

    def reading(self, id_: str) -> Reading:
        """The reading of the report with this id, with incidents. Raises `NotFound`."""
        with self._store.view() as view:
            return view.reading(id_)

    def readings(self) -> Iterator[Reading]:
        """All readings with incidents, in the order of publication."""
        with self._store.view() as view:
            yield from view.readings()

    def rows(self) -> Iterator[LedgerRow]:
        """The whole ledger, by date."""
        with self._store.view() as view:
            yield from view.rows()

    def events(self) -> list[Event]:
        """All incidents, each with its mentions in the order of publication; the earliest told first."""
        mentions: defaultdict[str, list[EventMention]] = defaultdict(list)
        for reading in self.readings():
            for event in reading.events:
                if event.incident:
                    mentions[event.incident].append(event)
        return [Event(id_, tuple(told)) for id_, told in mentions.items()]

    def unread(self) -> list[Unread]:
        """Files that could not be read, with reasons."""
        with self._store.view() as view:
            return view.unread()

    def summary(self) -> dict[str, Any]:
        """Figures of the whole workspace: what is in it, over which days, of which kinds, in which countries."""
        tallies = {
            "by_type": "event_type",
            "by_sub_type": "sub_event_type",
            "by_country": "country",
            "by_modality": "modality",
        }
        with self._store.view() as view:
            return view.totals() | {name: view.tally(column) for name, column in tallies.items()}

    def export(self, format: str, target: Pathlike | None = None) -> Path:  # noqa: A002 - as on the command line
        """Write the workspace in a format of `tocsin.export` to `target`, or into `exports/`; the file's path."""
        if format not in FORMATS:
            raise InvalidConfig(f"no export format {format!r}; known: {', '.join(sorted(FORMATS))}")
        path = Path(target) if target else self._store.exports / f"{self.path.stem}{FORMATS[format].ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", text=True)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                write_export(format, readings=self.readings(), rows=self.rows(), target=stream)
            os.chmod(draft, 0o644)
            os.replace(draft, path)
        except BaseException:
            os.unlink(draft)
            raise
        return path

    def backup(self, target: Pathlike) -> Path:
        """Write the workspace, as it is at one moment, to a `.tar.gz`, while others may read and add."""
        return archive.backup(self._store, Path(target))

    def checks(self) -> list[Check]:
        """The workspace looked over: database, ledger, originals."""
        return check_store(self._store)


def _with_report(reading: Reading, mention_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    event = next(event for event in reading.events if event.id == mention_id)
    return reading.report.to_json(), event.to_json()


def _expanded(sources: Iterable[Addable]) -> Iterator[Path | Report]:
    for source in sources:
        if isinstance(source, Report):
            yield source
        else:
            yield from readers.iter_paths(Path(source))


def _reports(item: Path | Report, max_mb: int) -> list[Report | Unread]:
    return [item] if isinstance(item, Report) else _opened(item, max_mb=max_mb)[1]()


def _opened(path: Path, *, max_mb: int) -> tuple[bytes | None, Callable[[], list[Report | Unread]]]:
    """The bytes of a file and its reports; a file too large or closed to us is left to the reader to explain."""
    content = None
    with suppress(OSError):
        if path.is_file() and path.stat().st_size <= max_mb * 2**20:
            content = path.read_bytes()
    if content is None:
        return None, partial(_taken, path, partial(readers.read_path, path, max_mb=max_mb))
    return content, partial(_taken, path, partial(readers.read_bytes, _name(path), content))


def _taken(path: Path, read: Callable[[], Iterable[Report | Unread]]) -> list[Report | Unread]:
    """All that a reader finds in a file; its crash is that file's trouble alone."""
    found: list[Report | Unread] = []
    try:
        found.extend(read())
    except Exception as error:
        log.exception("%s: the reader failed", path)
        found.append(_internal(_name(path), f"{type(error).__name__}: {error}"))
    return found


def _name(path: Path) -> str:
    """A path as text that can be stored: bytes that are no UTF-8 are shown as such."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def _dated(found: Report | Unread, published: date | None) -> Report | Unread:
    """A report that states no publication date gets this one; what a report states stands."""
    if published is None or isinstance(found, Unread) or found.published is not None:
        return found
    return replace(found, published=published)


def _read_all(
    tasks: Iterable[Task], *, published: date | None, codebook: str, workers: int
) -> Iterator[tuple[Task, Reading | Unread]]:
    """Each task with what became of its report; only the reports travel to the workers."""
    taken: deque[Task] = deque()

    def reports() -> Iterator[Report | Unread]:
        for task in tasks:
            taken.append(task)
            yield _dated(task.report, published)

    for outcome in map_reports(partial(_read, codebook=codebook), reports(), workers=workers):
        yield taken.popleft(), _judged(outcome)


def _read(found: Report | Unread, *, codebook: str) -> Reading | Unread:
    """The reading of one report. The reader's tables are loaded when first needed: most verbs never read."""
    if isinstance(found, Unread):
        return found
    read_report: Callable[..., Reading] = importlib.import_module("tocsin.reading.read").read_report
    return read_report(found, codebook=codebook)


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
    return _internal(path, outcome.error)


def _internal(path: str, error: str) -> Unread:
    return Unread(
        path, f"internal error: {error}", "please report this to Tocsin's developers, with the file if you may"
    )


def doctor(path: Pathlike | None = None) -> list[Check]:
    """What is there, what is missing and how to mend it; with `path`, that workspace is looked over too."""
    checks = [*(_checked(name, look) for name, look in _CHECKS.items()), check_sqlite()]
    checks += open(path).checks() if path else []
    return [*checks, Check("network", True, "not needed: everything that Tocsin reads with is installed")]


def _checked(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except (InvalidConfig, InvalidCodebook) as error:
        return Check(name, False, str(error), "mend the file, or the setting that names it")
    except (MissingModel, ImportError, OSError) as error:
        return Check(name, False, str(error), "install again: pip install --force-reinstall tocsin")


def _see_python() -> str:
    return f"Python {sys.version.split()[0]} on {sys.platform}"


def _see_settings() -> str:
    settings = load_settings()
    return ", ".join(f"{field.name} = {getattr(settings, field.name)}" for field in fields(settings))


def _see_codebook() -> str:
    codebook = load_codebook(load_settings().codebook)
    return f"{codebook.name}, version {codebook.version}, {len(codebook.sub_types)} sub-event types"


def _see_actors() -> str:
    return f"{len(load_directory())} known actors"


def _see_gazetteer() -> str:
    return str(load_gazetteer().path)


def _see_desk() -> str:
    page = resources.files("tocsin").joinpath("web", "static", "index.html")
    if not page.is_file():
        raise MissingModel(f"no desk page at {page}")
    return str(page)


_CHECKS: dict[str, Callable[[], str]] = {
    "python": _see_python,
    "settings": _see_settings,
    "codebook": _see_codebook,
    "actors": _see_actors,
    "gazetteer": _see_gazetteer,
    "desk": _see_desk,
}
