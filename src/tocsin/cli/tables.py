"""How a table is made to fit: which columns, how wide, and where their cells are folded.

Prevents broken words: a name cut in two is one that nobody finds again. A column less is told, a word cut is not.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells

WHOLE = ("id", "when")
"""Columns that are never folded: they are copied into the next command."""
LEAST = ("source", "words", "injured", "whom", "place", "killed", "who")
"""Columns that are left out where there is no room, in this order; never what makes a claim of a fact."""
LONG_WORD = 24
"""Longer words are no names but addresses and the like: they may be cut."""
GAP = 2

_BREAK = re.compile(r"(?<=[/-])(?=\w)|\s+")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table that fits: headers, widths, cells folded to them, and the headers of columns left out."""

    headers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...] = ()


def fit(headers: Sequence[str], rows: Sequence[Sequence[str]], *, width: int) -> Fitted:
    """The table in at most `width` cells; wider only where even the columns that always stay need more."""
    cells = {header: [row[n] for row in rows] for n, header in enumerate(headers)}
    least = {header: _least(header, column) for header, column in cells.items()}
    left_out = []
    for header in LEAST:
        if sum(least.values()) + GAP * (len(least) - 1) <= width:
            break
        if least.pop(header, None) is not None:
            left_out.append(header)
    most = {header: max(map(cell_len, (header, *cells[header]))) for header in least}
    widths = _spread(least, most, room=width - GAP * (len(least) - 1))
    folded = [[fold_cell(cell, widths[header]) for cell in cells[header]] for header in least]
    return Fitted(tuple(least), tuple(widths.values()), tuple(zip(*folded, strict=True)), tuple(left_out))


def _least(header: str, column: Sequence[str]) -> int:
    """The width in which no word of a column is broken."""
    words = column if header in WHOLE else (word for cell in column for word in _BREAK.split(cell))
    longest = max((cell_len(word) for word in words), default=0)
    return max(cell_len(header), longest if header in WHOLE else min(longest, LONG_WORD))


def _spread(least: dict[str, int], most: dict[str, int], *, room: int) -> dict[str, int]:
    """The room that is left over given to the narrowest columns first, up to what each can use."""
    widths = dict(least)
    spare = room - sum(widths.values())
    while spare > 0 and (wanting := [header for header in widths if widths[header] < most[header]]):
        widths[min(wanting, key=lambda header: widths[header])] += 1
        spare -= 1
    return widths


def fold_cell(text: str, width: int) -> str:
    """The text on lines of at most `width` cells, broken between words, after a slash or a hyphen."""
    lines = [""]
    start = 0
    for mark in (*_BREAK.finditer(text), None):
        end = mark.start() if mark else len(text)
        for piece in chop_cells(text[start:end], width) or [""]:
            gap = text[start - 1] if start and text[start - 1].isspace() and lines[-1] else ""
            if cell_len(lines[-1] + gap + piece) <= width:
                lines[-1] += gap + piece
            else:
                lines.append(piece)
        start = mark.end() if mark else end
    return "\n".join(lines)


def draw(table: Fitted, *, width: int, styled: bool) -> str:
    """The table as text, with a heavier header where the terminal shows one."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, GAP - 1, 0, 0))
    for header, column in zip(table.headers, table.widths, strict=True):
        drawn.add_column(header, width=column, no_wrap=True)
    for row in table.rows:
        drawn.add_row(*map(Text, row))
    console = Console(
        file=io.StringIO(), width=max(width, sum(table.widths) + GAP * len(table.widths)), force_terminal=styled,
        highlight=False, emoji=False, markup=False,
    )  # fmt: skip
    with console.capture() as captured:
        console.print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())
