"""One field, one value, the words, and who asserted it: what is stored.

Prevents overwriting: two sources that disagree are two claims, and an event is a view over them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tocsin.records.events import EventMention
from tocsin.records.readings import Reading
from tocsin.records.reports import Report
from tocsin.records.spans import Span

SCALARS = ("event_type", "sub_event_type", "plover", "plover_mode", "modality", "multiple")
OBJECTS = ("trigger", "place", "origin", "when", "killed", "injured")
LISTS = ("actors", "targets", "target_objects", "weapons", "attribution")


@dataclass(frozen=True, slots=True)
class Claim:
    """`value` is what the reading format has for `field` (one claim for each element of a list).

    `subject` is the id of the event mention; `original` the words; `span` is `None` where a value follows from the
    trigger (its type, say); `coder` is a component@version or a person.
    """

    subject: str
    field: str
    value: Any
    span: Span | None
    coder: str
    score: float | None = None
    attribution: tuple[str, ...] = ()
    modality: str = "asserted"

    @property
    def original(self) -> str:
        """The words as written; empty where there are none of its own."""
        return self.span.text if self.span else ""


def iter_claims(event: EventMention) -> Iterator[Claim]:
    """Every value of an event mention as a claim, in a fixed order; absent values make none."""
    data = event.to_json()
    said_by = tuple(a.actor.name for a in event.attribution)

    def claim(field: str, value: Any) -> Claim:
        score = value.get("score", event.score) if isinstance(value, dict) else event.score
        return Claim(event.id, field, value, _words_of(field, value), event.coder, score, said_by, event.modality)

    for field in (*OBJECTS, *SCALARS):
        if data[field] is not None:
            yield claim(field, data[field])
    for field in LISTS:
        for item in data[field]:
            yield claim(field, item)


def _words_of(field: str, value: Any) -> Span | None:
    """The words that give a value: its own span, a trigger itself, and of a toll those of the figure told last."""
    if not isinstance(value, dict):
        return None
    if field == "trigger":
        return Span.from_json(value)
    figures = [claim["span"] for claim in value.get("claims", ()) if claim["span"]]
    raw = figures[-1] if figures else value.get("span")
    return Span.from_json(raw) if raw else None


def event_from_claims(
    mention_id: str, report_id: str, claims: list[Claim], *, score: float | None, incident: str | None = None
) -> EventMention:
    """The event mention that these claims (in the order `iter_claims` gave them) amount to."""
    data: dict[str, Any] = {"id": mention_id, "incident": incident, "score": score, "coder": claims[0].coder}
    data |= dict.fromkeys((*OBJECTS, *SCALARS)) | {field: [] for field in LISTS}
    for claim in claims:
        if claim.field in LISTS:
            data[claim.field].append(claim.value)
        else:
            data[claim.field] = claim.value
    return EventMention.from_json(data, report_id=report_id)


def reading_of(report: Report, events: tuple[EventMention, ...]) -> Reading:
    """A reading with only its events: what linking needs of a report."""
    return Reading(report=report, events=events)
