"""Which first-level unit a point lies in, by its nearest town: for rows whose source does not say.

Prevents bases and airports from having no province. A nearest town is right away from borders; where it matters, the
table of sites says the unit itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from math import cos, floor, hypot, radians

from tocsin.reference.gazetteer.keys import exact_key
from tocsin.reference.gazetteer.rows import Row

CELL_DEGREES = 0.5
FURTHEST_DEGREES = 1.0
"""About 110 km: further from any town of its country, a point stays without a unit."""

WIDE = frozenset({"region", "river", "sea", "strait", "desert", "border", "mountains", "lake"})
"""Kinds that no single point places in one unit."""

Towns = dict[tuple[str, int, int], list[Row]]


def with_units(rows: Iterable[Row]) -> list[Row]:
    """The rows, with `admin1` filled where it is missing and there is one.

    A site or an airport lies where the nearest town of its country does. A region, river or sea crosses units; only
    where a unit bears its name ("Tigray", "Cabo Delgado") it is that unit.
    """
    rows = list(rows)
    towns: Towns = defaultdict(list)
    units: dict[tuple[str, str], str] = {}
    for row in rows:
        if row.kind == "town" and row.admin1:
            towns[row.country, _cell(row.latitude), _cell(row.longitude)].append(row)
        elif row.kind == "admin1" and row.admin1:
            units |= {(row.country, exact_key(name)): row.admin1 for name, _ in row.names}
    return [row if row.admin1 or row.kind == "country" else _with_unit(row, towns, units) for row in rows]


def _with_unit(row: Row, towns: Towns, units: dict[tuple[str, str], str]) -> Row:
    if row.kind not in WIDE:
        return replace(row, admin1=_unit(row, towns))
    named = (units.get((row.country, exact_key(name))) for name, _ in row.names)
    return replace(row, admin1=next((unit for unit in named if unit), None))


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
