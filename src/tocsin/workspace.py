"""The Python API: a workspace is a folder, and each verb is one method of a few lines.

Prevents two ways of doing one thing: the command line and the desk call these methods and nothing below them.
"""

from __future__ import annotations

import logging
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, TypeAlias

from tocsin import readers
from tocsin.checkup import check_all, check_workspace
from tocsin.errors import InvalidConfig, WorkspaceError
from tocsin.export import FORMATS, write_file
from tocsin.extraction import Addable, Extraction, iter_folders, iter_items
from tocsin.linking.events import link as link_readings
from tocsin.records.checks import Check
from tocsin.records.events import Event, EventMention
from tocsin.records.ledger import Added, Found, LedgerRow, Query
from tocsin.records.readings import Reading
from tocsin.records.reports import Report, Unread
from tocsin.settings import load_settings
from tocsin.store import archive
from tocsin.store.intake import Intake, Progress
from tocsin.store.store import Store

log = logging.getLogger(__name__)

Pathlike: TypeAlias = str | os.PathLike[str]

_LINK_TRIES = 5
"""Times linking starts again when another program adds reports meanwhile; whoever adds last makes up for the rest."""


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
    return Extraction(load_settings(), published=published, codebook=codebook).read(sources)


def doctor(path: Pathlike | None = None) -> list[Check]:
    """What is there, what is missing and how to mend it; with `path`, that workspace is looked over too."""
    return check_all(Path(path) if path else None)


def restore(archive_path: Pathlike, path: Pathlike) -> Workspace:
    """The workspace in a backup, unpacked to `path` and checked. Raises `WorkspaceError`."""
    return Workspace(archive.restore(Path(archive_path), Path(path)))


class Workspace:
    """A folder of reports, the claims found in them, and the ledger made of the claims. It may be used in a `with`."""

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
        """Nothing to let go of: every method leaves the workspace whole and no file open."""

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
        how = Extraction(self._settings, published=published, workers=workers)
        with self._store.writer() as writer:
            intake = Intake(
                self._store,
                writer,
                open_file=partial(readers.open_path, max_mb=self._settings.max_report_mb),
                read_all=how.read_tasks,
                progress=progress,
            )
            added = intake.run(list(iter_items(sources)), folders=list(iter_folders(sources)))
        with self._store.view() as view:
            added = replace(added, undated=view.undated(added.known) if published else (), linked=view.is_linked())
        return added if added.linked else replace(added, linked=self._linked() is not None)

    def link(self) -> int:
        """Work out again which event mentions are one happening; the number of incidents.

        Raises `WorkspaceError` when other programs keep adding meanwhile.
        """
        if (count := self._linked()) is None:
            raise WorkspaceError(f"{self.path}: busy: others keep adding; link again when they are done")
        return count

    def _linked(self) -> int | None:
        """The number of incidents, or `None` when others kept adding: the last of them links."""
        for _ in range(_LINK_TRIES):
            with self._store.view() as view:
                seen = view.generation()
                events = link_readings(view.linkable())
            incidents = {mention.id: event.id for event in events for mention in event.mentions}
            with self._store.writer() as writer:
                if writer.set_incidents(incidents, seen=seen):
                    return len(events)
        log.warning("%s: not linked: others kept adding", self.path)
        return None

    def show(self, id_: str) -> dict[str, Any]:
        """A report with its reading, an event, or an incident, by its id or the beginning of it. Raises `NotFound`."""
        with self._store.view() as view:
            kind, full = view.identify(id_)
            if kind == "report":
                reading = view.reading(full)
                return {"kind": kind, "id": full, "text": reading.text, "reading": reading.to_json()}
            if kind == "event":
                report, event = view.told(full)
                return {"kind": kind, "id": full, "event": event.to_json(), "report": report.to_json()}
            rows = view.incident(full)
            told = [view.told(row.id) for row in rows]
        events = [event.to_json() | {"report": report.to_json()} for report, event in told]
        return {"kind": kind, "id": full, "events": events, "rows": [row.to_json() for row in rows]}

    def find(self, query: Query | None = None) -> Found:
        """One page of the ledger: rows, how many in all, and the facets of all of them. Raises `InvalidConfig`.

        A facet that no row has to the letter is looked for without regard to case and accents, types also by the
        beginning of their name; `Found.notes` says what is not there at all, and what is like it.
        """
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
        write_file(format, path, readings=self.readings(), rows=self.rows())
        return path

    def backup(self, target: Pathlike) -> Path:
        """Write the workspace, as it is at one moment, to a `.tar.gz`, while others may read and add."""
        return archive.backup(self._store, Path(target))

    def checks(self) -> list[Check]:
        """The workspace looked over: database, ledger, originals, and what could not be read."""
        return check_workspace(self.path)
