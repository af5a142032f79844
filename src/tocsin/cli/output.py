"""What verbs say: results on standard output, everything else on standard error.

Prevents a report's bytes from reaching the terminal as commands to it: control characters are never printed as such.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from shutil import get_terminal_size
from typing import Any, TextIO

from tocsin.records.reports import Unread

WIDTH_UNKNOWN = 140
"""Columns to lay a table out in where neither a terminal nor `COLUMNS` says how wide it is."""


def set_stream(stream: TextIO, **how: Any) -> None:
    """Set a standard stream's `encoding` or `errors`, where it is one that has them."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(**how)


def say(line: str = "") -> None:
    """One line of result."""
    print(printable(line))


def say_json(value: Any, *, indent: int | None = 2) -> None:
    """A JSON value; `indent=None` puts it on one line. Always UTF-8-safe: escaped where the output cannot hold it."""
    wide = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    print(json.dumps(value, ensure_ascii=not wide, indent=indent))


def note(line: str, *, quiet: bool = False) -> None:
    """One line beside the result, on standard error."""
    if not quiet:
        print(printable(line), file=sys.stderr)


def note_unread(unread: Iterable[Unread]) -> None:
    """What could not be read, each with its reason and what to do next."""
    for item in unread:
        note(f"not read: {item.path}: {item.reason}" + (f"; {item.advice}" if item.advice else ""))


def note_warnings(name: str, warnings: Iterable[str]) -> None:
    """What should be known of a report that was read."""
    for warning in warnings:
        note(f"warning: {name}: {warning}")


def note_left_out(columns: Sequence[str], *, quiet: bool = False) -> None:
    """The columns of a table that there was no room for."""
    if columns:
        note(f"no room for {', '.join(columns)}: widen the window, or use --json", quiet=quiet)


def printable(text: str) -> str:
    """Text that does nothing to a terminal but show itself."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" if c not in "\t\r" else " " for c in text)


def say_table(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[str, ...]:
    """Rows in columns as wide as the terminal, or `COLUMNS`, allows; long cells are folded, absent values are empty.

    Where there is no room, whole columns are left out; no word is broken for the sake of a column. Returns those.
    """
    from tocsin.cli.tables import draw, fit

    width = get_terminal_size((WIDTH_UNKNOWN, 0)).columns
    cells = [[cell_text(cell) for cell in row] for row in rows]
    table = fit(headers, cells, width=width)
    print(draw(table, width=width, styled=sys.stdout.isatty()), end="")
    return table.left_out


def cell_text(value: Any) -> str:
    """A value for a person: lists with commas, absent as nothing."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(cell_text(item) for item in value)
    return printable(str(value)).replace("\n", " ")


def count_of(number: int, noun: str) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
