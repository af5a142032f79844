"""Which pairs of event mentions are worth a look.

Prevents work that grows with the square of the reports: mentions meet only where they share a day and a neighbourhood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import cos, floor, radians

from tocsin.linking.features import MONTH_DAYS, NEAR_KM, SLACK_DAYS, is_fine, is_wide
from tocsin.records.events import EventMention
from tocsin.records.places import Place
from tocsin.records.times import When

_KM_PER_DEGREE = 111.0
_CELL = NEAR_KM / _KM_PER_DEGREE
"""Height of a cell in degrees: what is near lies in the same row of cells or the next."""
_POLE = 85.0
_DATE_LINE = 180.0
_TURNS = (-360.0, 0.0, 360.0)
"""What lies just beyond the date line is near, too."""

Key = tuple[object, ...]


def iter_pairs(events: Sequence[EventMention]) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the smaller first, each once. The events must have a place and a date."""
    index: defaultdict[Key, list[int]] = defaultdict(list)
    for position, event in enumerate(events):
        met: set[int] = set()
        for key in _keys(event, reach=True):
            met.update(index.get(key, ()))
        yield from ((other, position) for other in sorted(met))
        for key in _keys(event, reach=False):
            index[key].append(position)


def _keys(event: EventMention, *, reach: bool) -> Iterator[Key]:
    """Where a mention is filed, or with `reach` where those are filed that it may be one with."""
    assert event.place
    assert event.when
    cells = tuple(_cells(event.place, reach=reach))
    for day in _days(event.when, reach=reach):
        for cell in cells:
            yield (day, cell)
    for month in _months(event.when, reach=reach) if is_fine(event.place) else ():
        yield from ((*month, *name) for name in _names(event.place))


def _months(when: When, *, reach: bool) -> Iterator[Key]:
    """Months in which a vague telling and a dated one meet: each side looks where the other is filed."""
    assert when.start
    assert when.end
    vague = is_wide(when)
    if vague and (when.end - when.start).days >= MONTH_DAYS:
        return
    kind = "vague" if vague != reach else "dated"
    for day in sorted({(when.start.year, when.start.month), (when.end.year, when.end.month)}):
        yield (kind, *day)


def _names(place: Place) -> Iterator[Key]:
    yield ("name", place.name, place.country)
    if place.id:
        yield ("id", place.id)


def _days(when: When, *, reach: bool) -> Iterator[Key]:
    assert when.start
    assert when.end
    if is_wide(when):
        yield (when.start, when.end)
        return
    margin = SLACK_DAYS if reach else 0
    day: date = when.start - timedelta(days=margin) if when.start > date.min + timedelta(days=margin) else when.start
    for _ in range((when.end - when.start).days + 1 + 2 * margin):
        yield (day,)
        if day == date.max:
            return
        day += timedelta(days=1)


def _cells(place: Place, *, reach: bool) -> Iterator[Key]:
    yield from _names(place)
    if not is_fine(place) or place.latitude is None or place.longitude is None:
        return
    row = floor(place.latitude / _CELL)
    if not reach:
        yield ("cell", row, floor(place.longitude / _width(row)))
        return
    margin = _CELL / cos(radians(min(abs(place.latitude) + _CELL, _POLE)))
    for near in (row - 1, row, row + 1):
        width = _width(near)
        for turn in _TURNS:
            longitude = place.longitude + turn
            if abs(longitude) <= _DATE_LINE + margin:
                columns = range(floor((longitude - margin) / width), floor((longitude + margin) / width) + 1)
                yield from (("cell", near, column) for column in columns)


def _width(row: int) -> float:
    """Width in degrees of the cells of a row: as many kilometres as they are high, at its latitude."""
    return _CELL / cos(radians(min(abs(row * _CELL), _POLE)))
