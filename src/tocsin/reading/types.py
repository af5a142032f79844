"""Which sub-event type a trigger is, given who, whom and with what.

Prevents a generic word ("attack") from always meaning the same: the codebook's `force` table decides by context.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.reading.roles import Parties
from tocsin.records.actors import ActorMention
from tocsin.reference.codebook import Codebook, Entry, ForceRule, SubType


def sub_type_of(entry: Entry, codebook: Codebook, parties: Parties, *, weapons: Sequence[str]) -> SubType:
    """The sub-type of a trigger of this lexicon entry; `weapons` are the types tied to it, inherited ones included."""
    actors = _kinds(parties.actors)
    if entry.sub is not None:
        for kind, sub in entry.swap_if_actor:
            if kind in actors:
                return codebook.sub_types[sub]
        return codebook.sub_types[entry.sub]
    targets = _kinds(parties.targets)
    rule = next(r for r in codebook.force if _holds(r, weapons=set(weapons), actors=actors, targets=targets))
    return codebook.sub_types[rule.sub]


def _kinds(mentions: Sequence[ActorMention]) -> set[str]:
    return {m.actor.kind for m in mentions if m.actor.kind}


def _holds(rule: ForceRule, *, weapons: set[str], actors: set[str], targets: set[str]) -> bool:
    if rule.weapons and not rule.weapons & weapons:
        return False
    if rule.actors and not rule.actors & actors:
        return False
    return not (rule.targets and not (targets and targets <= rule.targets))


def plover_of(entry: Entry, sub_type: SubType, *, weapons: Sequence[str]) -> tuple[str | None, str | None]:
    """PLOVER type and mode: the entry's own, else the sub-type's; a strike by drone has PLOVER's mode for it."""
    plover = entry.plover or sub_type.plover
    mode = entry.plover_mode if entry.plover else sub_type.plover_mode
    if mode == "aerial" and "drone" in weapons:
        return plover, "drone"
    return plover, mode
