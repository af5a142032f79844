"""Files and bytes to reports: which reader a file needs, and what to say when none can read it.

Prevents one bad file from stopping a batch: whatever goes wrong with a file comes out as an `Unread` with its reason.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path, PurePath

from tocsin.errors import UnreadableReport
from tocsin.readers.decode import peek
from tocsin.readers.html import looks_like_html
from tocsin.readers.jsonl import looks_like_jsonl
from tocsin.records.reports import Report, Unread

log = logging.getLogger(__name__)

Items = Iterator[Report | Unread]
Take = Callable[[], list[Report | Unread]]
"""Takes the reports out of a file that was opened."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module of its reader, its extensions, and how a document of it begins."""

    module: str
    extensions: frozenset[str]
    begins: Callable[[str], bool]

    def read(self, name: str, content: bytes) -> Items:
        """The reports of one file; the reader's libraries are loaded only now."""
        reader: Callable[[str, bytes], Items] = import_module(self.module).read
        return reader(name, content)


PLAIN = Format("tocsin.readers.plain", frozenset({".txt", ".text"}), lambda start: False)
FORMATS = (
    Format("tocsin.readers.jsonl", frozenset({".jsonl", ".ndjson", ".json"}), looks_like_jsonl),
    Format("tocsin.readers.html", frozenset({".html", ".htm", ".xhtml"}), looks_like_html),
    Format("tocsin.readers.markdown", frozenset({".md", ".markdown"}), lambda start: start.startswith("---\n")),
    PLAIN,
)
MEGABYTE = 1_000_000
"""As disks and file managers count, and the only megabyte in Tocsin."""
_LOOKED_AT = 65_536


def iter_paths(source: Path) -> Iterator[Path]:
    """`source` itself, or the files of a folder and its subfolders, sorted.

    Hidden files, workspaces (`*.tocsin`), pipes and devices inside a folder are passed over; what cannot be opened is
    not: reading it gives the reason.
    """
    yield from _walk(source, frozenset()) if source.is_dir() else (source,)


def _walk(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    real = folder.resolve()
    if real in above:
        return
    try:
        children = sorted(folder.iterdir(), key=lambda child: child.name)
    except OSError:
        yield folder
        return
    for child in children:
        if child.name.startswith(".") or child.suffix == ".tocsin":
            continue
        if child.is_dir():
            yield from _walk(child, above | {real})
        elif child.is_file() or not child.exists():
            yield child


def open_path(path: Path, *, max_mb: int) -> tuple[bytes | None, Take]:
    """The bytes of a file, and a way to take its reports. `None` instead of the bytes of one too large or closed to us:
    taking its reports says why."""
    content = None
    with suppress(OSError):
        if path.is_file() and path.stat().st_size <= max_mb * MEGABYTE:
            content = path.read_bytes()
    name = _printable(str(path))
    read = partial(read_path, path, max_mb=max_mb) if content is None else partial(read_bytes, name, content)
    return content, partial(_taken, name, read)


def _taken(name: str, read: Callable[[], Iterable[Report | Unread]]) -> list[Report | Unread]:
    """All that a reader finds in a file; its crash is that file's trouble alone."""
    found: list[Report | Unread] = []
    try:
        found.extend(read())
    except Exception as error:
        log.exception("%s: the reader failed", name)
        found.append(our_fault(name, f"{type(error).__name__}: {error}"))
    return found


def our_fault(name: str, error: str) -> Unread:
    """A report that a mistake of Tocsin's kept from being read."""
    return Unread(
        name, f"internal error: {error}", "please report this to Tocsin's developers, with the file if you may"
    )


def read_path(path: Path, *, max_mb: int = 20) -> Items:
    """The reports of one file; an `Unread` where it cannot be read. `max_mb` bounds its size in megabytes."""
    name = _printable(str(path))
    limit = max_mb * MEGABYTE
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
            size = max(os.fstat(stream.fileno()).st_size, len(content))
    except OSError as error:
        yield _unopened(name, error)
        return
    if len(content) > limit:
        reason = f"{size / MEGABYTE:.1f} MB is more than the {max_mb} MB that one file may have"
        yield Unread(name, reason, "split it, or raise max_report_mb (TOCSIN_MAX_REPORT_MB)")
        return
    yield from read_bytes(name, content)


def read_bytes(name: str, content: bytes) -> Items:
    """The reports in `content`; `name` is where it came from, and its extension helps to tell the format."""
    name = _printable(name)
    try:
        yield from _format_of(name, content).read(name, content)
    except UnreadableReport as error:
        yield Unread(error.path, error.reason, error.advice)


def _printable(name: str) -> str:
    """A file's name with whatever is not Unicode in it replaced."""
    return os.fsencode(name).decode("utf-8", errors="replace")


def _format_of(name: str, content: bytes) -> Format:
    suffix = PurePath(name).suffix.lower()
    start = peek(content[:_LOOKED_AT]).replace("\r\n", "\n")
    by_name = (f for f in FORMATS if suffix in f.extensions and f is not PLAIN)
    by_content = (f for f in FORMATS if f.begins(start))
    return next(by_name, None) or next(by_content, PLAIN)


_REASONS: tuple[tuple[type[OSError], str, str], ...] = (
    (FileNotFoundError, "no such file", "check the path"),
    (PermissionError, "permission denied", "make it readable: chmod u+r"),
    (IsADirectoryError, "a folder that cannot be read as a report", "name its files"),
)


def _unopened(name: str, error: OSError) -> Unread:
    for kind, reason, advice in _REASONS:
        if isinstance(error, kind):
            return Unread(name, reason, advice)
    return Unread(name, f"cannot be opened: {error.strerror or error}", "check the file and the disk")
