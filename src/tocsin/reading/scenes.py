"""One sentence with everything that was found in it: what the stages that tie mentions together look at.

Prevents every stage from searching the whole report again for what stands near a trigger.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from tocsin.reading.weapons import ObjectMention, carrier_table, object_table
from tocsin.records.actors import ActorMention
from tocsin.records.counts import CountMention
from tocsin.records.events import Trigger
from tocsin.records.places import PlaceMention
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.records.times import TimeMention
from tocsin.records.weapons import WeaponMention
from tocsin.reference.words import Token, iter_tokens


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


M = TypeVar("M", bound=_Spanned)


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence, its tokens, and the mentions inside it, each kind in the order of the text."""

    index: int
    paragraph: int
    sentence: Span
    tokens: tuple[Token, ...]
    actors: tuple[ActorMention, ...]
    weapons: tuple[WeaponMention, ...]
    carriers: tuple[WeaponMention, ...]
    objects: tuple[ObjectMention, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    counts: tuple[CountMention, ...]
    triggers: tuple[Trigger, ...] = ()

    def token_at(self, offset: int) -> int:
        """Index of the first token that starts at or after `offset`."""
        return bisect_left([t.start for t in self.tokens], offset)

    def words_before(self, offset: int, count: int) -> list[str]:
        """The folded words just before `offset`, nearest first."""
        at = self.token_at(offset)
        return [t.key for t in reversed(self.tokens[max(0, at - count) : at])]

    def words_between(self, start: int, end: int) -> list[str]:
        """The folded words that start in `start`…`end`."""
        return [t.key for t in self.tokens[self.token_at(start) : self.token_at(end)]]


def inside(mentions: Sequence[M], span: Span) -> tuple[M, ...]:
    """The mentions that start inside `span`; `mentions` is in order of start."""
    first = bisect_left(mentions, span.start, key=lambda m: m.span.start)
    last = bisect_left(mentions, span.end, key=lambda m: m.span.start)
    return tuple(mentions[first:last])


def make_scenes(reading: Reading) -> list[Scene]:
    """One scene for each sentence, in order."""
    starts = [p.start for p in reading.paragraphs]
    ordered = {
        name: sorted(getattr(reading, name), key=lambda m: (m.span.start, m.span.end))
        for name in ("actors", "weapons", "places", "times", "counts", "triggers")
    }
    scenes = []
    for index, sentence in enumerate(reading.sentences):
        tokens = tuple(iter_tokens(reading.text, sentence.start, sentence.end))
        carriers = tuple(
            WeaponMention(Span.of(reading.text, h.start, h.end), h.value) for h in carrier_table().find(tokens)
        )
        objects = tuple(
            ObjectMention(Span.of(reading.text, h.start, h.end), h.value) for h in object_table().find(tokens)
        )
        found = {name: inside(mentions, sentence) for name, mentions in ordered.items()}
        paragraph = max(0, bisect_left(starts, sentence.start + 1) - 1)
        scenes.append(Scene(index, paragraph, sentence, tokens, carriers=carriers, objects=objects, **found))
    return scenes
