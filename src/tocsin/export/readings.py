"""The reading format, one JSON object to a report and line: everything that was found, with its words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from tocsin.records.readings import Reading

LOSES = "the reports' texts themselves, and the judgements behind an incident (its id is there)"


def write(readings: Iterable[Reading], target: TextIO) -> int:
    """One line for each reading; returns their number."""
    count = 0
    for reading in readings:
        target.write(json.dumps(reading.to_json(), ensure_ascii=False) + "\n")
        count += 1
    return count
