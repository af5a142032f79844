"""Rows and readings in the shapes that the desk draws: pure functions, no database and no server.

Prevents a view from hiding what it cannot draw: what has no place or no date is counted beside what has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from tocsin.records.ledger import Found, LedgerRow
from tocsin.records.readings import Reading

COMPARED = (
    "event_type",
    "sub_event_type",
    "actors",
    "targets",
    "target_objects",
    "weapons",
    "place",
    "when",
    "killed",
    "injured",
    "modality",
)
"""The fields of an incident in which its mentions can differ, in the order of the event card."""


def report_page(reading: Reading) -> dict[str, Any]:
    """The reading format with the report's `text` beside it; offsets are code points into that text."""
    return reading.to_json() | {"text": reading.text}


def ledger_page(found: Found, *, page: int, per_page: int) -> dict[str, Any]:
    """One page of the ledger: `{"total", "rows", "facets", "page", "pages", "per_page"}`."""
    return found.to_json() | paging(found.total, page=page, per_page=per_page)


def paging(total: int, *, page: int, per_page: int) -> dict[str, int]:
    """Where one page stands among all: `{"total", "page", "pages", "per_page"}`."""
    return {"total": total, "page": page, "pages": max(1, -(-total // per_page)), "per_page": per_page}


def map_page(found: Found) -> dict[str, Any]:
    """A GeoJSON FeatureCollection of the rows with coordinates, those without, and how many are `beyond` the limit."""
    placed = [row for row in found.rows if row.latitude is not None and row.longitude is not None]
    unplaced = [row for row in found.rows if row.latitude is None or row.longitude is None]
    facets = found.to_json()["facets"]
    return {
        "type": "FeatureCollection",
        "features": [_feature(row) for row in placed],
        "unplaced": [row.to_json() for row in unplaced],
        "total": found.total,
        "beyond": max(0, found.total - len(found.rows)),
        "facets": facets,
    }


def _feature(row: LedgerRow) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    return {"type": "Feature", "id": row.id, "geometry": point, "properties": row.to_json()}


def week_bars(rows: Iterable[LedgerRow]) -> list[dict[str, Any]]:
    """Events by the week (its Monday) of their first day, every week between the first and the last, empty ones too.

    A row without a day, or known only to the month or year, is in no week: it would make a peak on the 1st.
    """
    counts: dict[date, Counter[str]] = {}
    for row in rows:
        if row.start and row.date_precision in ("day", "week"):
            day = date.fromisoformat(row.start)
            counts.setdefault(day - timedelta(days=day.weekday()), Counter())[row.event_type] += 1
    return [
        {"week": monday.isoformat(), "total": sum(types.values()), "types": dict(sorted(types.items()))}
        for monday in _mondays(sorted(counts))
        for types in (counts.get(monday, Counter()),)
    ]


def _mondays(known: Sequence[date]) -> list[date]:
    if not known:
        return []
    weeks = (known[-1] - known[0]).days // 7
    return [known[0] + timedelta(weeks=n) for n in range(weeks + 1)] if weeks <= 520 else list(known)


def incident_page(incident: str, told: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    """An incident's mentions (row and event in the reading format) and the fields whose stated values differ."""
    events = [event for _, event in told]
    return {
        "id": incident,
        "mentions": [{"row": row, "event": event} for row, event in told],
        "differing": [field for field in COMPARED if _differ(events, field)],
        "reports": len({row["report"] for row, _ in told}),
    }


def _differ(events: Sequence[dict[str, Any]], field: str) -> bool:
    """Whether two mentions state different values; one that states none contradicts nobody."""
    return len({_gist(event[field]) for event in events if event[field] not in (None, [])}) > 1


def _gist(value: Any) -> str:
    """What a value amounts to, without its words: two reports that say the same with other words do not differ."""
    if isinstance(value, list):
        return "; ".join(sorted(_gist(item) for item in value))
    if isinstance(value, dict):
        keys = [key for key in ("name", "type", "start", "end", "low", "best", "high") if key in value]
        return "|".join(str(value[key]) for key in keys)
    return str(value)
