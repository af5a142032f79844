"""The ledger as a flat table in CSV (RFC 4180 with `\\n` line ends, UTF-8).

Prevents a report's words from running as a formula: a cell that a spreadsheet would compute gets a leading apostrophe.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TextIO

from tocsin.records.ledger import LedgerRow

LOSES = (
    "spans other than the trigger's, scores of single values, who gave which toll, alternative places, places of "
    "origin, statements, relations; a list is joined with '; '"
)
COLUMNS = tuple(f.name for f in fields(LedgerRow))
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(rows: Iterable[LedgerRow], target: TextIO) -> int:
    """A header and one line for each row; returns the number of rows. An absent value is an empty cell."""
    table = csv.writer(target, lineterminator="\n")
    table.writerow(COLUMNS)
    count = 0
    for row in rows:
        table.writerow([cell(getattr(row, column)) for column in COLUMNS])
        count += 1
    return count


def cell(value: Any) -> Any:
    """A value as one cell: numbers as they are, words made safe for a spreadsheet, `None` empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    text = "; ".join(value) if isinstance(value, tuple) else str(value)
    return "'" + text if text.startswith(_FORMULA) else text
