"""How far a long run has come, on standard error: a bar in a terminal, a line now and then elsewhere.

Prevents a run of an hour from looking dead, and a log from filling with bars.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tick = Callable[[int, int, str], None]
"""Called with how many are done, of how many, and the one just done."""

_LINES = 10
"""Lines a run writes where there is no terminal: one for each tenth."""
_MANY = 40
"""Reports from which on a run takes long enough to say how far it has come."""


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Tick]:
    """A function to call after each report."""
    if quiet:
        yield lambda done, total, name: None
    elif sys.stderr.isatty():
        with _bar(label) as tick:
            yield tick
    else:
        yield _lines(label)


@contextmanager
def _bar(label: str) -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Results keep their own way: rich would send what is printed meanwhile to the bar's console, standard error.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total)


def _lines(label: str) -> Tick:
    written = 0

    def tick(done: int, total: int, name: str) -> None:
        nonlocal written
        if total >= _MANY and done * _LINES // total > written:
            written = done * _LINES // total
            print(f"{label}: {done} of {total}", file=sys.stderr, flush=True)

    return tick
