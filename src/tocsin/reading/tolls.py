"""Which toll belongs to which happening, with everybody's figure kept.

Prevents a toll from being lost when it stands in the next sentence, and from being given to every event near it.
"""

from __future__ import annotations

from dataclasses import replace

from tocsin.reading.speech import Speech, speech_of
from tocsin.records.counts import Count, CountClaim, CountKind, CountMention
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.reference.codebook import Codebook

VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots", "Protests"})
CARRY = 2
"""Sentences after an event within which a toll without an event of its own still belongs to it."""


def add_tolls(reading: Reading, codebook: Codebook) -> Reading:
    """Fill `events.killed` and `events.injured` from the tolls in the same sentence, else from those that follow."""
    owned, speech = _owners(reading), speech_of(reading)
    events = []
    for i, event in enumerate(reading.events):
        mine = [c for c, owners in owned if i in owners]
        events.append(replace(event, killed=_count(mine, "killed", speech), injured=_count(mine, "injured", speech)))
    return replace(reading, events=tuple(events))


def _owners(reading: Reading) -> list[tuple[CountMention, frozenset[int]]]:
    at = [_sentence(reading.sentences, e.trigger) for e in reading.events]
    owned = []
    for count in reading.counts:
        index = _sentence(reading.sentences, count.span)
        owned.append((count, _nearest(reading, count, index, at)))
    return owned


def _sentence(sentences: tuple[Span, ...], span: Span) -> int:
    low, high = 0, len(sentences)
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if sentences[middle].start <= span.start else (low, middle)
    return low


def _nearest(reading: Reading, count: CountMention, index: int, at: list[int]) -> frozenset[int]:
    """The events a toll belongs to: the nearest trigger of its sentence (with its split twins), else the last told."""
    same = [i for i, s in enumerate(at) if s == index and reading.events[i].event_type in VIOLENT]
    if same:
        best = min(same, key=lambda i: (reading.events[i].trigger.gap(count.span), i))
        return frozenset(i for i in same if reading.events[i].trigger == reading.events[best].trigger)
    before = [i for i, s in enumerate(at) if 0 < index - s <= CARRY and reading.events[i].event_type in VIOLENT]
    if not before:
        return frozenset()
    last = before[-1]
    return frozenset(i for i in before if reading.events[i].trigger == reading.events[last].trigger)


def _count(counts: list[CountMention], kind: CountKind, speech: Speech) -> Count | None:
    return Count.over(tuple(CountClaim(c.low, c.high, c.span, _who(c, speech)) for c in counts if c.kind == kind))


def _who(count: CountMention, speech: Speech) -> str | None:
    """Who gave a figure: the speaker of the innermost act of saying that holds it."""
    speakers = [f.speaker.actor.name for f in speech.around(count.span) if f.speaker]
    return speakers[0] if speakers else None
