"""`tocsin extract`: what these reports tell, without a workspace."""

from __future__ import annotations

import sys
from itertools import islice

import typer

from tocsin.cli.options import Files, Json, Published, Quiet
from tocsin.cli.output import count_of, note, note_left_out, note_unread, note_warnings, say, say_json, say_table
from tocsin.cli.words import COLUMNS, cells_of, report_line
from tocsin.records.readings import Reading
from tocsin.records.reports import Unread

MOST_ROWS = 500
"""Events of one report in its table: a report with more is a collection, and the table is for reading."""


def extract(files: Files, json: Json = False, published: Published = None, quiet: Quiet = False) -> None:
    """Read reports and print what they tell; nothing is stored.

    With --json one object to a report and line, in the reading format. Exit code 1 when a file could not be read.
    """
    from tocsin.cli.progress import progress
    from tocsin.cli.sources import open_sources
    from tocsin.workspace import extract as read_all

    show = _show_json if json else _show_table
    sources, unread = open_sources(files)
    note_unread(unread)
    failed = len(unread)
    left_out: dict[str, None] = {}
    watched = sys.stdout.isatty()  # whoever sees the results come needs no bar between them
    with progress("reading", quiet=quiet or watched or len(sources) < 2) as tick:
        for done, found in enumerate(read_all(sources, published=published), start=1):
            tick(min(done, len(sources)), len(sources), "")
            if isinstance(found, Unread):
                note_unread([found])
                failed += 1
            else:
                if not quiet:
                    note_warnings(found.report.path or found.report.id, found.warnings)
                left_out |= dict.fromkeys(show(found))
    note_left_out(tuple(left_out), quiet=quiet)
    if not sources and not failed:
        note("nothing to read: no files there", quiet=quiet)
    if failed:
        raise typer.Exit(1)


def _show_json(reading: Reading) -> tuple[str, ...]:
    say_json(reading.to_json(), indent=None)
    return ()


def _show_table(reading: Reading) -> tuple[str, ...]:
    """The reading on the screen; the columns that there was no room for."""
    left_out: tuple[str, ...] = ()
    data = reading.to_json()
    say(f"{report_line(data['report'])} · {count_of(len(data['events']), 'event')}")
    if data["events"]:
        left_out = say_table(COLUMNS, (cells_of(event) for event in islice(data["events"], MOST_ROWS)))
    if len(data["events"]) > MOST_ROWS:
        say(f"  and {len(data['events']) - MOST_ROWS:,} more: --json has them all")
    for statement in data["statements"]:
        speaker = statement["speaker"]["name"] if statement["speaker"] else "somebody"
        say(f"  {statement['kind'].replace('_', ' ')} by {speaker}: “{statement['span']['text']}”")
    for relation in data["relations"]:
        predicate = relation["predicate"].replace("_", " ")
        say(f"  {relation['subject']['name']} {predicate} {relation['object']['name']}")
    if data["repeats"]:
        say(f"  {count_of(len(data['repeats']), 'passage')} told again and read once")
    say()
    return left_out
