"""Words that name weapons, and the things that are hit.

Prevents a weapon's trade name from hiding what it is: every mention carries the codebook's generic type.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.records.weapons import WeaponMention
from tocsin.reference.codebook import load_lists, phrase_table
from tocsin.reference.words import Phrases, iter_tokens


@lru_cache(maxsize=1)
def _weapon_table() -> Phrases[str]:
    return phrase_table(load_lists("weapons")["types"])


def add_weapons(reading: Reading, codebook: object) -> Reading:
    """Fill `weapons` with every mention of a weapon, by generic type."""
    tokens = list(iter_tokens(reading.text))
    found = (WeaponMention(Span.of(reading.text, h.start, h.end), h.value) for h in _weapon_table().find(tokens))
    return replace(reading, weapons=tuple(found))


ObjectKind = Literal["military", "civilian", "infrastructure"]


@dataclass(frozen=True, slots=True)
class ObjectMention:
    """Words that name a thing which can be hit."""

    span: Span
    kind: str


@lru_cache(maxsize=1)
def object_table() -> Phrases[str]:
    """A matcher from the words of `objects.yaml` to military, civilian or infrastructure."""
    lists = load_lists("objects")
    return phrase_table({kind: lists[kind] for kind in ("military", "civilian", "infrastructure")})


@lru_cache(maxsize=1)
def carrier_table() -> Phrases[str]:
    """A matcher from vehicles that carry weapons ("warplanes") to the weapon that their strike implies."""
    return phrase_table(load_lists("weapons")["carriers"])


@lru_cache(maxsize=1)
def munitions() -> frozenset[str]:
    """The weapon types that fly, fall or go off: what can be fired at something or intercepted."""
    return frozenset(load_lists("weapons")["munitions"])
