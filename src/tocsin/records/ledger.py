"""The ledger: event mentions as flat rows, and the questions that can be asked of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from tocsin.records.reports import Unread


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. `words` is full text over reports; the others are facets, all of which must hold.

    `since`/`until` bound the event's date (its interval must touch them). `limit` rows from `offset`.
    """

    words: str = ""
    event_type: str | None = None
    sub_event_type: str | None = None
    actor: str | None = None
    place: str | None = None
    country: str | None = None
    source: str | None = None
    modality: str | None = None
    report: str | None = None
    incident: str | None = None
    since: date | None = None
    until: date | None = None
    sort: str = "date"
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One event mention, flat. Dates are ISO strings; what is not stated is `None` or empty."""

    id: str
    incident: str | None
    report: str
    report_title: str | None
    source: str | None
    published: str | None
    event_type: str
    sub_event_type: str
    plover: str | None
    plover_mode: str | None
    trigger: str
    trigger_start: int
    trigger_end: int
    start: str | None
    end: str | None
    date_precision: str | None
    date_basis: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    admin1: str | None
    country: str | None
    geoprecision: str | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    target_objects: tuple[str, ...]
    weapons: tuple[str, ...]
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    injured_low: int | None
    injured_best: int | None
    injured_high: int | None
    modality: str
    attribution: tuple[str, ...]
    multiple: bool
    score: float | None
    coder: str
    excerpt: str

    def to_json(self) -> dict[str, Any]:
        """All columns, in order."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of rows, the total that matched, and for each facet its values with their counts, largest first.

    `distinct` is how many values each facet has: `facets` may list the first of them only. `notes` says which of the
    values asked for are not there.
    """

    rows: tuple[LedgerRow, ...]
    total: int
    facets: dict[str, tuple[tuple[str, int], ...]]
    distinct: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """`{"total", "rows", "facets"}`."""
        return {
            "total": self.total,
            "rows": [row.to_json() for row in self.rows],
            "facets": {name: [{"value": v, "count": n} for v, n in values] for name, values in self.facets.items()},
        }


@dataclass(frozen=True, slots=True)
class Added:
    """What one `add` did: ids of reports that are new, ids that were known already, files that could not be read.

    `undated` are those known already that have no publication date, and keep none, though one was given now. `linked`
    is false when other programs kept adding: the last of them links the events.
    """

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    stopped: bool = False
    undated: tuple[str, ...] = ()
    linked: bool = True

    def to_json(self) -> dict[str, Any]:
        """`{"new", "known", "unread", "stopped", "undated", "linked"}`."""
        return {
            "new": list(self.new),
            "known": list(self.known),
            "unread": [u.to_json() for u in self.unread],
            "stopped": self.stopped,
            "undated": list(self.undated),
            "linked": self.linked,
        }
