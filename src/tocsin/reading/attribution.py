"""Who says that it happened: the speakers of every event.

Prevents a government's or an armed group's word from passing for the report's own. An event takes the speakers of all
the acts of saying that it stands in, the innermost first; in a report that is itself a statement, its author.
"""

from __future__ import annotations

from dataclasses import replace

from tocsin.reading.speech import Speech, speech_of
from tocsin.records.actors import ActorMention
from tocsin.records.events import EventMention
from tocsin.records.readings import Reading


def add_attribution(reading: Reading, codebook: object) -> Reading:
    """Fill `events[].attribution`: who says so, innermost speaker first."""
    if not reading.events:
        return reading
    speech = speech_of(reading)
    return replace(reading, events=tuple(replace(e, attribution=_speakers(e, speech)) for e in reading.events))


def _speakers(event: EventMention, speech: Speech) -> tuple[ActorMention, ...]:
    found: dict[str, ActorMention] = {}
    for frame in speech.around(event.trigger):
        if frame.speaker is not None and not frame.speaker.span.overlaps(event.trigger):
            found.setdefault(frame.speaker.actor.name, frame.speaker)
    if not found and speech.voice is not None:
        return (speech.voice,)
    return tuple(found.values())
