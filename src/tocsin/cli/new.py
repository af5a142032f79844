"""`tocsin new`: an empty workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import Json, Quiet
from tocsin.cli.output import note, say, say_json


def new(
    name: Annotated[Path, typer.Argument(metavar="NAME", help="Its folder; .tocsin is appended when missing.")],
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make an empty workspace."""
    from tocsin.workspace import new as new_workspace

    with new_workspace(name) as desk:
        path = str(desk.path)
    say_json({"path": path}) if json else say(path)
    note(f"next: tocsin add -w {path} FILE…", quiet=quiet or json)
