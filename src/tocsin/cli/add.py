"""`tocsin add`: reports into a workspace."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from tocsin.cli.options import Files, Json, Published, Quiet, Workspace
from tocsin.cli.output import count_of, note, note_unread, note_warnings, say, say_json
from tocsin.records.ledger import Added

MOST_WARNED = 500
"""New reports whose warnings are printed: beyond that nobody reads them here, and `tocsin show` has them."""


def add(
    files: Files,
    workspace: Workspace = None,
    published: Published = None,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read new reports, store them, and link their events.

    A report that is there already is not read again, so an interrupted run is resumed by running it again.
    Exit code 1 when a file could not be read: the others are added.
    """
    from dataclasses import replace

    from tocsin.cli.progress import progress
    from tocsin.cli.sources import open_sources
    from tocsin.workspace import open as open_workspace

    with open_workspace(workspace) as desk:
        sources, unread = open_sources(files)
        with progress("adding", quiet=quiet) as tick:
            added = desk.add(*sources, published=published, progress=tick)
        for id_ in () if quiet else added.new[:MOST_WARNED]:
            reading = desk.reading(id_)
            note_warnings(reading.report.path or id_, reading.warnings)
    added = replace(added, unread=(*unread, *added.unread))
    note_unread(added.unread)
    for line in _stayed(added):
        note(line, quiet=quiet)
    if json:
        say_json(added.to_json())
    elif not quiet:
        say(f"{len(added.new)} new, {len(added.known)} known already, {len(added.unread)} unreadable")
    if added.stopped:
        note("stopped; what was added is stored, run the same command again to go on")
        raise typer.Exit(130)
    if added.unread:
        raise typer.Exit(1)


def _stayed(added: Added) -> Iterator[str]:
    """What this run did not do, and how to get it done."""
    if added.undated:
        yield (
            f"{count_of(len(added.undated), 'report')} known already without a publication date: what is stored stays "
            "undated; to date them, add them with --published to a new workspace (tocsin new NAME)"
        )
    if not added.linked:
        yield "events are not linked yet: others are adding, too; whoever ends last links them, or run this again"
