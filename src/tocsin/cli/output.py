"""What verbs say: results on standard output, everything else on standard error.

Prevents a report's bytes from reaching the terminal as commands to it: control characters are never printed as such.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import Any, TextIO

from tocsin.records.reports import Unread

WHOLE = ("id", "when")
"""Columns that are never folded: they are copied into the next command."""

WIDTH_UNKNOWN = 140
"""Columns to lay a table out in where no terminal says how wide it is."""


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


def printable(text: str) -> str:
    """Text that does nothing to a terminal but show itself."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" if c not in "\t\r" else " " for c in text)


def say_table(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Rows in columns as wide as the terminal allows; long cells are folded, absent values are empty."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console = Console(file=sys.stdout, highlight=False, emoji=False, markup=False, width=WIDTH_UNKNOWN)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for header in headers:
        table.add_column(header, overflow="fold", no_wrap=header in WHOLE)
    for row in rows:
        table.add_row(*(Text(cell_text(cell)) for cell in row))
    console.print(table)


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
