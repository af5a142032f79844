"""`tocsin doctor`: what is there, what is missing, and what to type about it."""

from __future__ import annotations

import typer

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import say, say_json


def doctor(workspace: Workspace = None, json: Json = False) -> None:
    """Check the installation and, with -w, a workspace.

    No network is needed or used. Exit code 1 when something is not as it should be.
    """
    from tocsin.workspace import doctor as look_over

    checks = look_over(workspace)
    if json:
        say_json([check.to_json() for check in checks])
    else:
        for check in checks:
            say(f"{'ok     ' if check.ok else 'MISSING'}  {check.name}: {check.detail}")
            if check.fix and not check.ok:
                say(f"         fix: {check.fix}")
    if not all(check.ok for check in checks):
        raise typer.Exit(1)
