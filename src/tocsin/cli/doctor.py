"""`tocsin doctor`: what is there, what is missing, and what to type about it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tocsin.cli.options import Json
from tocsin.cli.output import say, say_json


def doctor(
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", "-w", metavar="FOLDER", help="Look this workspace over, too.", show_default=False),
    ] = None,
    json: Json = False,
) -> None:
    """Check the installation and, with -w, a workspace, which lists the files that could not be read.

    No network is needed or used. Exit code 1 when something is not as it should be.
    """
    from tocsin.workspace import doctor as look_over

    checks = look_over(workspace)
    if json:
        say_json([check.to_json() for check in checks])
    else:
        for check in checks:
            say(f"{'ok     ' if check.ok else 'MISSING'}  {check.name}: {check.detail}")
            for item in check.items:
                say(f"         {item}")
            if check.fix and not check.ok:
                say(f"         fix: {check.fix}")
    if not all(check.ok for check in checks):
        raise typer.Exit(1)
