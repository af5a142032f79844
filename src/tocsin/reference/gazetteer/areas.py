"""Which first-level unit a point lies in, by its nearest town: for rows whose source does not say.

Prevents bases and airports from having no province. A nearest town is right away from borders; where it matters, the
table of sites says the unit itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from math import cos, floor, hypot, radians

from tocsin.reference.gazetteer.rows import Row

CELL_DEGREES = 0.5
FURTHEST_DEGREES = 1.0
"""About 110 km: further from any town of its country, a point stays without a unit."""

Towns = dict[tuple[str, int, int], list[Row]]


def with_units(rows: Iterable[Row]) -> list[Row]:
    """The rows, with `admin1` filled from the nearest town of the same country where it is missing."""
    rows = list(rows)
    towns: Towns = defaultdict(list)
    for row in rows:
        if row.kind == "town" and row.admin1:
            towns[row.country, _cell(row.latitude), _cell(row.longitude)].append(row)
    return [
        row if row.admin1 or row.kind in {"country", "town"} else replace(row, admin1=_unit(row, towns)) for row in rows
    ]


def _cell(degrees: float) -> int:
    return floor(degrees / CELL_DEGREES)


def _unit(row: Row, towns: Towns) -> str | None:
    reach = range(-2, 3)
    cells = ((row.country, _cell(row.latitude) + i, _cell(row.longitude) + j) for i in reach for j in reach)
    near = [(_degrees(row, town), town.id, town.admin1) for cell in cells for town in towns.get(cell, ())]
    best = min(near, default=None, key=lambda item: item[:2])
    return best[2] if best and best[0] <= FURTHEST_DEGREES else None


def _degrees(a: Row, b: Row) -> float:
    return hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * cos(radians(a.latitude)))
