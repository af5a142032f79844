"""`tocsin show`: one report, event or incident, with every field and its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from tocsin.cli.options import Json, Workspace
from tocsin.cli.output import count_of, say, say_json
from tocsin.cli.words import fields_of, report_line

Shown = dict[str, Any]


def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="Of a report, an event or an incident, or its beginning.")],  # noqa: A002
    workspace: Workspace = None,
    json: Json = False,
) -> None:
    """Show one report, event or incident.

    A report comes with its events; each event with every field that it has a value for and the words behind it.
    """
    from tocsin.workspace import open as open_workspace

    with open_workspace(workspace) as desk:
        shown = desk.show(id)
    say_json(shown) if json else _KINDS[shown["kind"]](shown)


def _report(shown: Shown) -> None:
    reading = shown["reading"]
    say(report_line(reading["report"]))
    say(shown["id"])
    if reading["report"]["url"]:
        say(reading["report"]["url"])
    say(f"\n{shown['text'].strip()}\n")
    for event in reading["events"]:
        _fields(event)
    for kind in ("statements", "relations", "repeats"):
        for item in reading[kind]:
            say(f"{item.get('kind') or item.get('predicate') or 'told again'}: “{item['span']['text']}”")
    for warning in reading["warnings"]:
        say(f"warning: {warning}")


def _event(shown: Shown) -> None:
    say(report_line(shown["report"]))
    _fields(shown["event"])


def _incident(shown: Shown) -> None:
    events = shown["events"]
    reports = len({event["report"]["id"] for event in events})
    say(f"incident {shown['id']}: {count_of(len(events), 'mention')} in {count_of(reports, 'report')}\n")
    for event in events:
        say(report_line(event["report"]))
        _fields(event)


def _fields(event: dict[str, Any]) -> None:
    for name, value, words in fields_of(event):
        say(f"  {name:<10} {value}" + (f"   “{' '.join(words.split())}”" if words else ""))
    say()


_KINDS: dict[str, Callable[[Shown], None]] = {"report": _report, "event": _event, "incident": _incident}
