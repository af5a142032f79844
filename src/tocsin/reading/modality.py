"""Whether it happened, by the report's own words: asserted, reported, claimed, alleged, planned, threatened, foiled,
denied or hypothetical.

Prevents a threat, a plan or a denial from being counted as an attack. Cues and their reach are data
(`reference/data/speech/modality.yaml`), and so is which of two modalities wins: what the words say of the act itself
(denied, foiled, threatened, planned, hypothetical) outranks who says so (alleged, claimed, reported).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from tocsin.reading.clauses import Line, line_at
from tocsin.reading.speech import Frame, speech_of
from tocsin.records.actors import ActorMention
from tocsin.records.events import EventMention, Modality
from tocsin.records.readings import Reading
from tocsin.reference.cues import ModalityCue, load_modality_cues
from tocsin.reference.words import Hit

BOUNDS = frozenset(";:")
"""Marks that no cue's scope crosses; a comma ends the scope of cues that reach only a few words."""

CONJUNCTIONS = frozenset({"but", "and", "while", "after", "which"})
"""Words that begin a new clause after a comma."""

CLOSE = 4
"""The longest reach, in words, of a cue that belongs to the verb itself ("did not", "we will")."""

STATE_SIDE = frozenset({"state_forces", "government", "police", "office"})
"""Kinds of actor that speak for one another within a country."""

OWN_WORDS = frozenset({"it", "its", "they", "their", "he", "his", "we", "our"})
"""Words by which a speaker means itself, when an event's actor is not named."""


def add_modality(reading: Reading, codebook: object) -> Reading:
    """Fill `events[].modality`."""
    if not reading.events:
        return reading
    finder = _Finder(reading)
    return replace(reading, events=tuple(replace(e, modality=finder.modality(e)) for e in reading.events))


class _Finder:
    """The modalities of one reading's events; the cues of a line are looked up once."""

    def __init__(self, reading: Reading) -> None:
        self.speech = speech_of(reading)
        self.phrases, self.precedence = load_modality_cues()
        self.hits: dict[int, list[Hit[ModalityCue]]] = {}

    def modality(self, event: EventMention) -> Modality:
        """The modality that wins, of all those that the event's sentence speaks for."""
        number = line_at(self.speech.lines, event.trigger.start)
        if number is None:
            return "asserted"
        line = self.speech.lines[number]
        if number not in self.hits:
            self.hits[number] = self.phrases.find(line.tokens)
        found: set[Modality] = {"asserted", *_of_the_act(event, line, self.hits[number])}
        found |= set(_of_the_saying(event, line, self.speech.around(event.trigger), self.speech.voice))
        return min(found, key=self.precedence.index)


def _of_the_act(event: EventMention, line: Line, hits: list[Hit[ModalityCue]]) -> Iterator[Modality]:
    first = line.index(event.trigger.start)
    last = max(first + 1, line.index(event.trigger.end - 1) + 1)
    for hit in hits:
        if hit.value.modality is not None and _in_scope(line, hit, first, last):
            yield hit.value.modality


def _in_scope(line: Line, hit: Hit[ModalityCue], first: int, last: int) -> bool:
    """Whether the event at tokens `first` to `last` stands in a cue's scope; a cue that begins the trigger counts."""
    scope, reach = hit.value.scope, hit.value.reach
    if first <= hit.first < last:
        return hit.first == first or scope in ("clause", "sentence")
    strict = scope == "phrase" or reach <= CLOSE
    if scope in ("right", "phrase"):
        return hit.last <= first <= hit.last + reach and not _is_cut(line, hit.last, first, strict=strict)
    if scope == "left":
        return last <= hit.first <= last + reach and not _is_cut(line, last, hit.first, strict=strict)
    return scope == "sentence" or not _is_cut(line, min(hit.last, last), max(hit.first, first), strict=strict)


def _is_cut(line: Line, low: int, high: int, *, strict: bool) -> bool:
    """Whether a clause ends between two tokens: at a semicolon, a comma with a conjunction, if strict at any comma."""
    between = line.tokens[low:high]
    if any(t.raw in BOUNDS or (strict and t.raw == ",") for t in between):
        return True
    return any(a.raw == "," and b.key in CONJUNCTIONS for a, b in pairwise(between))


def _of_the_saying(
    event: EventMention, line: Line, around: list[Frame], voice: ActorMention | None
) -> Iterator[Modality]:
    for frame in around:
        own = _is_own(event, frame, line)
        if frame.force == "denies":
            yield from _of_a_denial(event, frame, line)
        else:
            yield "claimed" if own else "alleged" if frame.force == "alleges" else "reported"
    if voice is not None and not around:
        yield _of_the_voice(event, voice)


def _of_a_denial(event: EventMention, frame: Frame, line: Line) -> Iterator[Modality]:
    """What follows "denied … that" did not happen, they say; "denied responsibility for" says nothing of the act."""
    between = line.keys(line.index(frame.cue.end), line.index(event.trigger.start))
    if "that" in between[:CLOSE]:
        yield "denied"


def _of_the_voice(event: EventMention, voice: ActorMention) -> Modality:
    """In somebody's own statement its own acts are claimed, what it lays to others alleged, the rest asserted."""
    others = [a for a in event.actors if a.actor.id is not None and not _same_side(a, voice)]
    if not others:
        return "claimed"
    return "alleged" if event.event_type == "Violence against civilians" else "asserted"


def _is_own(event: EventMention, frame: Frame, line: Line) -> bool:
    """Whether the speaker tells of its own act."""
    if frame.speaker is None:
        return False
    if event.actors:
        return any(_same_side(actor, frame.speaker) for actor in event.actors)
    between = line.tokens[line.index(frame.cue.end) : line.index(event.trigger.start)]
    own = next((t.key for t in between if t.key != "that"), "")
    return frame.force == "claims" or own in OWN_WORDS


def _same_side(actor: ActorMention, speaker: ActorMention) -> bool:
    a, s = actor.actor, speaker.actor
    if a.name == s.name or (a.id is not None and a.id == s.id):
        return True
    return a.country is not None and a.country == s.country and a.kind in STATE_SIDE and s.kind in STATE_SIDE
