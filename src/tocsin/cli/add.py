"""`tocsin add`: reports into a workspace."""

from __future__ import annotations

import typer

from tocsin.cli.options import Files, Json, Published, Quiet, Workspace
from tocsin.cli.output import note, note_unread, note_warnings, say, say_json

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
            report = desk.report(id_)
            note_warnings(report.path or id_, report.warnings)
    added = replace(added, unread=(*unread, *added.unread))
    note_unread(added.unread)
    if json:
        say_json(added.to_json())
    elif not quiet:
        say(f"{len(added.new)} new, {len(added.known)} known already, {len(added.unread)} unreadable")
    if added.stopped:
        note("stopped; what was added is stored, run the same command again to go on")
        raise typer.Exit(130)
    if added.unread:
        raise typer.Exit(1)
