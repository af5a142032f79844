"""Where: the places that a report names, each with coordinates, precision and the namesakes passed over.

Prevents false points: "near X" and "the countryside of X" are areas, a province is not its capital, and a name that
the words around it make a person or a brigade is no place at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.reading.placenames import find_names, load_cues, names_at
from tocsin.reading.placing import alternatives, choose_all, choose_places, to_place
from tocsin.records.places import Place, PlaceMention
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.reference.gazetteer import load_gazetteer
from tocsin.reference.words import iter_tokens


def find_places(text: str) -> list[PlaceMention]:
    """The places named in `text`, in order. `score` is the chosen candidate's share among all, uncalibrated.

    Raises `MissingModel` when the gazetteer has not been built.
    """
    cues = load_cues()
    tokens, names = find_names(text, load_gazetteer())
    mentions = []
    for name, choice in choose_places(tokens, names, cues):
        span = Span.of(text, name.start, name.end)
        others = alternatives(choice)
        place = replace(to_place(name, choice, cues), span=span, alternatives=others)
        mentions.append(PlaceMention(span=span, place=place, alternatives=others, score=round(choice.share, 3)))
    return mentions


def resolve_names(text: str, spans: Sequence[tuple[int, int]]) -> list[Place | None]:
    """The place that each given span of `text` names, in order; `None` where the gazetteer knows no such name.

    For names that somebody has already found to be places (a coder, another program): only the choice is made here.
    """
    cues = load_cues()
    tokens = list(iter_tokens(text))
    names = names_at(text, tokens, spans, load_gazetteer())
    return [to_place(name, choice, cues) if choice else None for name, choice in choose_all(tokens, names, cues)]


def add_places(reading: Reading, codebook: object) -> Reading:
    """The stage: fills `places`."""
    return replace(reading, places=tuple(find_places(reading.text)))
