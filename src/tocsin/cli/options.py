"""The options that verbs share, each spelled once.

Prevents `--json` from meaning one thing here and another there.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def day(raw: str) -> date:
    """A day as typed."""
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise typer.BadParameter(f"{raw!r} is not a day; write YYYY-MM-DD") from error


def published_day(raw: str) -> date:
    """A day on which a report can have been published."""
    from tocsin.readers.published import parse_published

    found, warnings = parse_published(day(raw))
    if found is None:
        raise typer.BadParameter("; ".join(warnings).removeprefix("published: ").removesuffix("; left out"))
    return found


Workspace = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        metavar="FOLDER",
        help="The workspace; otherwise TOCSIN_WORKSPACE, or the only *.tocsin here.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="JSON on standard output, and nothing else there.")]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress, warnings or summary; only results and errors.")
]
Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE", help="Files and folders; - is standard input.", show_default=False),
]
Published = Annotated[
    date | None,
    typer.Option(
        "--published",
        metavar="YYYY-MM-DD",
        parser=published_day,
        help="The publication date of the reports that state none.",
        show_default=False,
    ),
]
Host = Annotated[str | None, typer.Option("--host", help="Address to listen on; otherwise the setting.")]
Port = Annotated[
    int | None,
    typer.Option("--port", min=0, max=65535, help="Port to listen on, 0 for a free one; otherwise the setting."),
]
Open = Annotated[bool, typer.Option("--open", help="Open the desk in the browser.")]
