"""`tocsin export`: the workspace in a format that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import Quiet, Workspace
from tocsin.cli.output import note, say, say_json, set_stream


def export(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="readings, csv or geojson.")],  # noqa: A002
    workspace: Workspace = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default=False)
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="Write into the workspace's exports folder.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Tell of the file written, with -o or --save, in JSON.")] = False,
    quiet: Quiet = False,
) -> None:
    """Print the whole workspace in a format, or write it to a file."""
    from tocsin.errors import InvalidConfig
    from tocsin.export import FORMATS, write_export
    from tocsin.workspace import open as open_workspace

    if format not in FORMATS:
        raise InvalidConfig(f"no export format {format!r}; known: {', '.join(sorted(FORMATS))}")
    to_file = save or (output is not None and str(output) != "-")
    if save and output:
        raise InvalidConfig("export: --save and --output name two places: give one of them")
    if json and not to_file:
        raise InvalidConfig(
            f"export: --json tells of a file that was written: add -o FILE or --save; tocsin export {format} prints "
            "the format itself"
        )
    with open_workspace(workspace) as desk:
        if to_file:
            path = str(desk.export(format, output))
            say_json({"path": path, "format": format}) if json else say(path)
        else:
            set_stream(sys.stdout, encoding="utf-8", newline="\n")  # these formats are UTF-8, whatever the terminal is
            write_export(format, readings=desk.readings(), rows=desk.rows(), target=sys.stdout)
    note(f"not in this format: {FORMATS[format].loses}", quiet=quiet)
