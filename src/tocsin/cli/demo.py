"""`tocsin demo`: a workspace with the reports that Tocsin ships, and the desk over it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tocsin.cli.options import Host, Json, Open, Port, Quiet
from tocsin.cli.output import count_of, note_unread, say, say_json


def demo(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="Its folder; one that is there is used again.")] = Path(
        "demo.tocsin"
    ),
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End after the summary.")] = False,
    host: Host = None,
    port: Port = None,
    open: Open = False,  # noqa: A002
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read the demo reports, print their ledger, serve the desk."""
    from tocsin.cli.progress import progress
    from tocsin.cli.serve import serve_desk
    from tocsin.workspace import demo as demo_workspace

    with progress("reading", quiet=quiet) as tick, demo_workspace(path, progress=tick) as desk:
        summary = desk.summary()
        unread = desk.unread()
        folder = desk.path
    say_json({"path": str(folder), **summary}) if json else say_summary(str(folder), summary)
    note_unread(unread)
    if not no_serve:
        serve_desk(folder, host=host, port=port, open_browser=open)
    if unread:
        raise typer.Exit(1)


def say_summary(name: str, summary: dict[str, Any]) -> None:
    """The ledger in figures."""
    period = summary["period"]
    say(f"{name}: {count_of(summary['reports'], 'report')} from {count_of(summary['sources'], 'source')}")
    say(f"  {count_of(summary['events'], 'event')} told, which are {count_of(summary['incidents'], 'incident')}")
    if period["start"]:
        say(f"  {period['start']} to {period['end']}")
    if summary["unread"]:
        say(f"  {count_of(summary['unread'], 'file')} not read")
    for title, key in (("by type", "by_type"), ("by country", "by_country"), ("by modality", "by_modality")):
        if summary[key]:
            say(f"\n  {title}")
            for value, number in summary[key].items():
                say(f"    {number:>6,}  {value}")
    say()
