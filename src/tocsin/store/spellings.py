"""What a reader typed for a facet, and the values of the ledger that it stands for.

Prevents an empty page for `libya` where the ledger has `Libya`: a value that is there to the letter is meant, or else
those that differ in case and accents alone; and when there is none, the nearest ones are named.
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
_LIKE = 60
"""Least likeness (0 to 100, rapidfuzz's WRatio) of a value that is offered instead: a letter or two off, or a part."""
_OFFERED = 3


def spellings(facet: str, typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known values that `typed` stands for, sorted; none, or those that are but another case or accent."""
    wanted = fold(typed.strip())
    folded = {value: fold(value) for value in known}
    same = sorted(value for value, key in folded.items() if key == wanted)
    if same or facet not in BY_BEGINNING or not wanted:
        return tuple(same)
    begun = [value for value, key in folded.items() if key.startswith(wanted)]
    return tuple(begun) if len(begun) == 1 else ()


def note_missing(facet: str, typed: str, known: Iterable[str]) -> str:
    """A line on a value that is not there, with the nearest that are."""
    like = process.extract(typed, sorted(known), processor=fold, scorer=fuzz.WRatio, score_cutoff=_LIKE, limit=_OFFERED)
    near = f"; did you mean {' or '.join(repr(value) for value, _, _ in like)}?" if like else ""
    return f"no {_NAMES.get(facet, facet)} {typed!r} here{near}"
