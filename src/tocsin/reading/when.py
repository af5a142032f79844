"""Which date belongs to which happening.

Prevents one date from being spread over events that the words tell apart: "on 26 October and 9 November" is two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.reading.scenes import Scene
from tocsin.records.spans import Span
from tocsin.records.times import TimeMention, When

BEFORE_COSTS = 15
"""A date before its trigger counts as this many characters farther away: English mostly puts it after."""


def find_dates(scene: Scene, trigger: Span, *, left: int, right: int) -> list[TimeMention]:
    """The dates of a trigger with clause `left`…`right`; several only where they are coordinated."""
    usable = [t for t in scene.times if t.when.start is not None]
    if not usable:
        return []
    clause = [t for t in usable if left <= t.span.start < right] or usable
    nearest = min(clause, key=lambda t: (_distance(t, trigger), t.span.start))
    chain = _chain(scene, usable, nearest)
    return [t for t in chain if t.when.precision == nearest.when.precision]


def nearest_date(scene: Scene, words: Span) -> TimeMention | None:
    """The date nearest to some words, those behind them preferred: which date goes with this place of several."""
    usable = [t for t in scene.times if t.when.start is not None]
    return min(usable, key=lambda t: (_distance(t, words), t.span.start)) if usable else None


def is_recurring(scene: Scene) -> bool:
    """Whether the sentence says that it happens again and again ("every week")."""
    return any(t.kind == "SET" for t in scene.times)


def _distance(time: TimeMention, words: Span) -> int:
    return words.gap(time.span) + (0 if time.span.start >= words.end else BEFORE_COSTS)


def _chain(scene: Scene, times: Sequence[TimeMention], seed: TimeMention) -> list[TimeMention]:
    """The dates joined to `seed` by nothing but commas and "and"."""
    ordered = sorted(times, key=lambda t: t.span.start)
    at = ordered.index(seed)
    chain = [seed]
    for step in (1, -1):
        last, i = seed, at + step
        while 0 <= i < len(ordered) and _joined(scene, last, ordered[i]):
            chain.append(ordered[i])
            last, i = ordered[i], i + step
    return sorted(chain, key=lambda t: t.span.start)


def _joined(scene: Scene, one: TimeMention, two: TimeMention) -> bool:
    first, second = sorted((one, two), key=lambda t: t.span.start)
    between = scene.words_between(first.span.end, second.span.start)
    return "and" in between and set(between) <= {"and", ",", "on", "again", "also", "the"}


def dated(mention: TimeMention) -> When:
    """The interval of a mention, with the words that state it."""
    return replace(mention.when, span=mention.when.span or mention.span)


def carried(when: When | None) -> When | None:
    """A date taken over from an earlier sentence: inferred, and still pointing at the words that state it."""
    return replace(when, basis="inferred") if when else None
