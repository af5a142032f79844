"""`tocsin backup`: a workspace, as it is at one moment, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import say, say_json


def backup(
    target: Annotated[Path, typer.Argument(metavar="TARGET", help="The file to write, such as desk.tar.gz.")],
    workspace: Workspace = None,
    json: Json = False,
) -> None:
    """Write the workspace to one file."""
    from tocsin.workspace import open as open_workspace

    with open_workspace(workspace) as desk:
        path = str(desk.backup(target))
    say_json({"path": path}) if json else say(path)
