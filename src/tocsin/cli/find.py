"""`tocsin find`: the ledger, searched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer

from tocsin.cli.options import Json, Quiet, Workspace, day
from tocsin.cli.output import count_of, note, note_left_out, say, say_json, say_table
from tocsin.records.ledger import Found, LedgerRow

COLUMNS = ("id", "when", "type", "place", "who", "whom", "killed", "injured", "says", "source", "words")
FACETS = ("event_type", "actor", "place", "country", "source", "month")
FACET_VALUES = 5
"""Values of a facet on its line: as many as fit one."""

Day = Annotated[date | None, typer.Option(metavar="YYYY-MM-DD", parser=day, show_default=False)]
Words = Annotated[
    str, typer.Argument(metavar="QUERY", help='Words of the report; "a phrase", begin*.', show_default=False)
]


def _facet(help: str) -> Any:  # noqa: A002
    return typer.Option(help=help, show_default=False)


def find(
    query: Words = "",
    workspace: Workspace = None,
    type: Annotated[str | None, _facet("Event type, or its beginning.")] = None,  # noqa: A002
    sub_type: Annotated[str | None, _facet("Sub-event type, or its beginning.")] = None,
    actor: Annotated[str | None, _facet("Who did it or suffered it.")] = None,
    place: Annotated[str | None, _facet("Place name.")] = None,
    country: Annotated[str | None, _facet("ISO 3166-1 code, such as LY.")] = None,
    source: Annotated[str | None, _facet("Who published the report.")] = None,
    modality: Annotated[str | None, _facet("asserted, claimed, denied, …")] = None,
    since: Day = None,
    until: Day = None,
    sort: Annotated[
        str, typer.Option(help="date, killed, published, added, type, place; -date: latest first.")
    ] = "date",
    limit: Annotated[int, typer.Option(min=1, help="Rows at most.")] = 20,
    offset: Annotated[int, typer.Option(min=0, help="Rows to pass over.")] = 0,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Search the ledger.

    QUERY is looked for in the reports' words; the options must all hold, whatever their case and accents. --since and
    --until bound the event's date.
    """
    from tocsin.records.ledger import Query
    from tocsin.workspace import open as open_workspace

    asked = Query(
        words=query,
        event_type=type,
        sub_event_type=sub_type,
        actor=actor,
        place=place,
        country=country,
        source=source,
        modality=modality,
        since=since,
        until=until,
        sort=sort,
        limit=limit,
        offset=offset,
    )
    with open_workspace(workspace) as desk:
        found = desk.find(asked)
        everything = found if found.total else desk.find(Query(limit=1))
    for line in found.notes:
        note(line, quiet=quiet)
    if json:
        say_json(found.to_json())
    elif found.total:
        _show(found, offset=offset, quiet=quiet)
    else:
        _note_what_there_is(everything, quiet=quiet)


def _show(found: Found, *, offset: int, quiet: bool) -> None:
    if not found.rows:
        note(f"nothing from row {offset + 1:,} on: {count_of(found.total, 'event')} in all", quiet=quiet)
        return
    for line in () if quiet else _facet_lines(found):
        say(line)
    note_left_out(say_table(COLUMNS, (_cells(row) for row in found.rows)), quiet=quiet)
    shown = f"{offset + 1} to {offset + len(found.rows)} of " if len(found.rows) < found.total else ""
    note(f"{shown}{count_of(found.total, 'event')}", quiet=quiet)


def _note_what_there_is(everything: Found, *, quiet: bool) -> None:
    """After a search without a hit: what a search could find here."""
    note(
        "no event matches; this workspace has:"
        if everything.total
        else "no events here yet: add reports with tocsin add",
        quiet=quiet,
    )
    for line in _facet_lines(everything):
        note(line, quiet=quiet)


def _facet_lines(found: Found) -> Iterator[str]:
    for name in FACETS:
        if values := found.facets.get(name, ()):
            listed = " · ".join(f"{value} {count}" for value, count in values[:FACET_VALUES])
            rest = found.distinct.get(name, len(values)) - FACET_VALUES
            more = f" · and {rest:,} more" if rest > 0 else ""
            yield f"{name.replace('_', ' '):>10}: {listed}{more}"


def _cells(row: LedgerRow) -> tuple[object, ...]:
    from tocsin.cli.words import count_words

    days = row.start if row.start == row.end else f"{row.start or '?'} to {row.end or '?'}"
    place = ", ".join(filter(None, (row.place, row.country)))
    killed = count_words({"low": row.killed_low, "high": row.killed_high}) if _stated(row, "killed") else ""
    injured = count_words({"low": row.injured_low, "high": row.injured_high}) if _stated(row, "injured") else ""
    whom = (*row.targets, *row.target_objects)
    said = row.modality if row.modality != "asserted" else ""
    return row.id, days, row.sub_event_type, place, row.actors, whom, killed, injured, said, row.source, row.trigger


def _stated(row: LedgerRow, toll: str) -> bool:
    return any(getattr(row, f"{toll}_{bound}") is not None for bound in ("low", "best", "high"))
