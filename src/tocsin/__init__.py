"""Tocsin: an evidence desk for armed conflict. Reports in, a sourced event ledger out, offline."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.errors import TocsinError
    from tocsin.linking.events import link
    from tocsin.reading.places import find_places
    from tocsin.reading.read import read
    from tocsin.reading.times import find_times
    from tocsin.records.events import Event, EventMention
    from tocsin.records.ledger import Query
    from tocsin.records.places import PlaceMention
    from tocsin.records.readings import Reading
    from tocsin.records.reports import Report
    from tocsin.records.times import TimeMention
    from tocsin.workspace import Workspace, demo, doctor, extract, new, open, restore

__version__ = "0.1.0"

_HOMES = {
    "Event": "tocsin.records.events",
    "EventMention": "tocsin.records.events",
    "PlaceMention": "tocsin.records.places",
    "Query": "tocsin.records.ledger",
    "Reading": "tocsin.records.readings",
    "Report": "tocsin.records.reports",
    "TimeMention": "tocsin.records.times",
    "TocsinError": "tocsin.errors",
    "Workspace": "tocsin.workspace",
    "demo": "tocsin.workspace",
    "doctor": "tocsin.workspace",
    "extract": "tocsin.workspace",
    "find_places": "tocsin.reading.places",
    "find_times": "tocsin.reading.times",
    "link": "tocsin.linking.events",
    "new": "tocsin.workspace",
    "open": "tocsin.workspace",
    "read": "tocsin.reading.read",
    "restore": "tocsin.workspace",
}

__all__ = [
    "Event",
    "EventMention",
    "PlaceMention",
    "Query",
    "Reading",
    "Report",
    "TimeMention",
    "TocsinError",
    "Workspace",
    "__version__",
    "demo",
    "doctor",
    "extract",
    "find_places",
    "find_times",
    "link",
    "new",
    "open",
    "read",
    "restore",
]


def __getattr__(name: str) -> Any:
    """Public names are imported when first used, so that `import tocsin` is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tocsin' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
