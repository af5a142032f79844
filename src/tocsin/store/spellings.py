"""What a reader typed for a facet, and the values of the ledger that it stands for.

Prevents an empty page for `libya` where the ledger has `Libya`: a value that is there to the letter is meant, or else
those that differ in case, accents and marks alone; and when there is none, the nearest ones are named.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from tocsin.reference.words import fold

TYPED = ("event_type", "sub_event_type", "actor", "place", "country", "source", "modality")
"""The facets that a reader types."""
BY_BEGINNING = frozenset({"event_type", "sub_event_type"})
"""Facets whose values are long and few, so that their beginning is enough."""
_NAMES = {"event_type": "type", "sub_event_type": "sub-type"}
_LIKE = 70
"""Least likeness (0 to 100, rapidfuzz's WRatio) of a value that is offered instead: a letter or two off, or a part."""
_OFFERED = 3


def spellings(facet: str, typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known values that `typed` stands for, sorted: those with the same letters, or the one type that begins so."""
    wanted = _letters(typed)
    folded = {value: _letters(value) for value in known}
    same = sorted(value for value, key in folded.items() if key == wanted)
    if same or facet not in BY_BEGINNING or not wanted:
        return tuple(same)
    begun = [value for value, key in folded.items() if key.startswith(wanted)]
    return tuple(begun) if len(begun) == 1 else ()


def _letters(value: str) -> str:
    """What is compared: no case, accents, spaces, hyphens or apostrophes, which transliterations put anywhere."""
    return "".join(c for c in fold(value) if c.isalnum())


def note_missing(facet: str, typed: str, known: Iterable[str]) -> str:
    """A line on a value that is not there, with the nearest that are."""
    like = process.extract(typed, sorted(known), processor=fold, scorer=fuzz.WRatio, score_cutoff=_LIKE, limit=_OFFERED)
    near = f"; did you mean {' or '.join(repr(value) for value, _, _ in like)}?" if like else ""
    return f"no {_NAMES.get(facet, facet)} {typed!r} here{near}"
