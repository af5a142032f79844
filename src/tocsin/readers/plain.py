"""Plain text: the words are the file."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.readers.build import build_report
from tocsin.readers.decode import decode
from tocsin.records.reports import Report, Unread, content_id


def read(name: str, content: bytes) -> Iterator[Report | Unread]:
    """One report."""
    decoded = decode(name, content)
    yield build_report(name, content_id(content), decoded.text, warnings=decoded.warnings)
