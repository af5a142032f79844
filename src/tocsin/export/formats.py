"""The table of export formats and the one way in.

Prevents two spellings of the same export: a format is a name, a file ending, a sentence on what it cannot carry, and a
function that writes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from tocsin.errors import InvalidConfig
from tocsin.export import geojson, readings, tables
from tocsin.records.ledger import LedgerRow
from tocsin.records.readings import Reading


@dataclass(frozen=True, slots=True)
class Format:
    """`loses` says what it cannot carry; `write` takes readings, rows and a stream and returns how many it wrote."""

    ending: str
    loses: str
    write: Callable[[Iterable[Reading], Iterable[LedgerRow], TextIO], int]


FORMATS: dict[str, Format] = {
    "csv": Format(".csv", tables.LOSES, lambda _, rows, target: tables.write(rows, target)),
    "geojson": Format(".geojson", geojson.LOSES, lambda _, rows, target: geojson.write(rows, target)),
    "readings": Format(".jsonl", readings.LOSES, lambda found, _, target: readings.write(found, target)),
}


def write_export(name: str, *, readings: Iterable[Reading], rows: Iterable[LedgerRow], target: TextIO) -> int:
    """Write `readings` or `rows`, whichever the format is made of, and return their number; the other stays untouched.

    Raises `InvalidConfig` for a format that is not in `FORMATS`.
    """
    if name not in FORMATS:
        raise InvalidConfig(f"no export format {name!r}; known: {', '.join(sorted(FORMATS))}")
    return FORMATS[name].write(readings, rows, target)
