"""`tocsin restore`: a workspace out of a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import Json
from tocsin.cli.output import say, say_json


def restore(
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="What tocsin backup wrote.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder to make; it must not be there yet.")],
    json: Json = False,
) -> None:
    """Unpack a backup to a new workspace and check it."""
    from tocsin.workspace import restore as restore_workspace

    with restore_workspace(archive, path) as desk:
        folder = str(desk.path)
    say_json({"path": folder}) if json else say(folder)
