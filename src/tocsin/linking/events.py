"""From mentions in many reports to events in the world.

Prevents chains: two groups of mentions become one only if nothing in the one contradicts anything in the other.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tocsin.linking.candidates import iter_pairs
from tocsin.linking.features import agree, is_placed, strength
from tocsin.records.events import Event, EventMention
from tocsin.records.readings import Reading

_SHORT = 6
"""Characters of an event's id after `E-`: 30 bits, lengthened for the few that would share them."""


def link(readings: Iterable[Reading]) -> list[Event]:
    """The events that these readings tell, in the order of their first reports, each mention with its `incident`.

    Mentions that sum up several attacks (`multiple`) belong to no event. The result does not depend on the order in
    which the readings come.
    """
    mentions = _in_order(readings)
    groups = _grouped([m for m in mentions if is_placed(m)])
    groups += [[m] for m in mentions if not m.multiple and not is_placed(m)]
    rank = {m.id: position for position, m in enumerate(mentions)}
    groups.sort(key=lambda group: rank[group[0].id])
    ids = event_ids([group[0].id for group in groups])
    return [Event(id_, tuple(replace(m, incident=id_) for m in group)) for id_, group in zip(ids, groups, strict=True)]


def _in_order(readings: Iterable[Reading]) -> list[EventMention]:
    """All mentions by publication, report and place in the report; one that comes twice is taken once."""
    found: dict[str, tuple[tuple[date, str, int, str], EventMention]] = {}
    for reading in readings:
        published = reading.report.published or date.max
        for event in reading.events:
            found[event.id] = (published, event.report_id, event.trigger.start, event.id), event
    return [event for _, event in sorted(found.values(), key=lambda pair: pair[0])]


def _grouped(events: list[EventMention]) -> list[list[EventMention]]:
    """Groups of mentions that agree, the strongest pairs first; in each the mentions in order."""
    pairs = [(a, b) for a, b in iter_pairs(events) if agree(events[a], events[b])]
    pairs.sort(key=lambda pair: (-strength(events[pair[0]], events[pair[1]]), pair))
    group_of = list(range(len(events)))
    members = {position: [position] for position in group_of}
    for a, b in pairs:
        first, second = sorted((group_of[a], group_of[b]))
        if first == second or not _compatible(events, members[first], members[second]):
            continue
        for position in members[second]:
            group_of[position] = first
        members[first] += members.pop(second)
    return [[events[position] for position in sorted(group)] for group in members.values()]


def _compatible(events: list[EventMention], first: list[int], second: list[int]) -> bool:
    return all(agree(events[a], events[b]) for a in first for b in second)


def event_ids(mention_ids: list[str]) -> list[str]:
    """The ids of the events that begin with these mentions; one already taken is lengthened until it is free."""
    taken: set[str] = set()
    ids = []
    for mention_id in mention_ids:
        digest = base64.b32encode(hashlib.sha256(mention_id.encode()).digest()).decode().rstrip("=")
        length = _SHORT
        while (id_ := f"E-{digest[:length]}") in taken:
            length += 1
        taken.add(id_)
        ids.append(id_)
    return ids
