"""The ledger as a map layer: GeoJSON (RFC 7946), longitude before latitude, WGS 84.

Prevents an event that nobody located from landing at 0°, 0°: its geometry is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from tocsin.records.ledger import LedgerRow

LOSES = (
    "how large the area behind a point is (see geoprecision), spans other than the trigger's, scores of single values, "
    "who gave which toll, alternative places, statements, relations"
)


def write(rows: Iterable[LedgerRow], target: TextIO) -> int:
    """One FeatureCollection with a feature on each line; returns their number."""
    count = 0
    target.write('{"type": "FeatureCollection", "features": [')
    for row in rows:
        target.write((",\n" if count else "\n") + json.dumps(to_feature(row), ensure_ascii=False))
        count += 1
    target.write("\n]}\n")
    return count


def to_feature(row: LedgerRow) -> dict[str, Any]:
    """A row as a Feature; all its columns are properties."""
    located = row.longitude is not None and row.latitude is not None
    geometry = {"type": "Point", "coordinates": [row.longitude, row.latitude]} if located else None
    return {"type": "Feature", "id": row.id, "geometry": geometry, "properties": row.to_json()}
