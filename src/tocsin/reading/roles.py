"""Who did it, to whom, to what, with what.

Prevents the nearest name from winning: voice, prepositions and possessors decide on which side of a trigger its doer
and its target stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tocsin.reading.scenes import Scene
from tocsin.reading.triggers import ARMED, DOERS, verb_words
from tocsin.reading.weapons import munitions
from tocsin.records.actors import Actor, ActorMention
from tocsin.records.events import TargetObject, Trigger
from tocsin.records.spans import Span
from tocsin.records.weapons import WeaponMention
from tocsin.reference.actors import load_directory
from tocsin.reference.words import Token

SPEAKERS = frozenset({"monitor", "media", "office", "person"})
POSSESSIVE = frozenset({"'s", "'", "’", "-"})
NEAR = 90
"""Characters within which an object, a weapon or a target is taken to belong to its trigger."""


@dataclass(frozen=True, slots=True)
class Parties:
    """What the words around one trigger give."""

    actors: tuple[ActorMention, ...] = ()
    targets: tuple[ActorMention, ...] = ()
    objects: tuple[TargetObject, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()


def find_parties(
    scene: Scene, trigger: Trigger, *, left: int, right: int, mutual: bool, talks: bool, harms: bool
) -> Parties:
    """The parties of one trigger whose clause is `left`…`right`.

    `mutual`: a clash, whose "with" names the other side. `talks`: a meeting, whose participants are all actors.
    `harms`: violence, so that whoever owns the thing hit is a target.
    """
    if talks:
        around = [a for a in scene.actors if a.actor.kind in DOERS or (a.actor.id and a.actor.kind not in SPEAKERS)]
        return Parties(actors=_unique(a for a in around if a.span.start < right))
    actors = _doers(scene, trigger, left=left, right=right, mutual=mutual)
    targets = _sufferers(scene, trigger, right=right, mutual=mutual, left=left)
    targets = tuple(t for t in targets if all(not t.span.overlaps(a.span) for a in actors))
    objects = _objects(scene, trigger, left=left, right=right)
    if not targets and harms:
        targets = _owners(scene, objects, actors)
    return Parties(actors, targets, objects, _weapons(scene, trigger, left=left, right=right))


def forces_of(mentions: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    """With a country's government taken for its armed forces: what "Russia launched missiles" means."""
    return _unique(_forces(m) if m.actor.kind == "government" else m for m in mentions)


def _forces(mention: ActorMention) -> ActorMention:
    directory = load_directory()
    known = directory.entries.get(mention.actor.id or "")
    if known is None or known.role not in verb_words()["warring_roles"] or known.country not in directory.states:
        return mention
    forces = directory.states[known.country].actors.get("armed-forces")
    why = f"{mention.why}; a state fights through its armed forces"
    return replace(mention, actor=forces.actor, why=why) if forces else mention


def _unique(mentions: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
    seen: dict[str, ActorMention] = {}
    for mention in mentions:
        seen.setdefault(mention.actor.name, mention)
    return tuple(seen.values())


# ------------------------------------------------------------------ who did it
def _doers(scene: Scene, trigger: Trigger, *, left: int, right: int, mutual: bool) -> tuple[ActorMention, ...]:
    if mutual and (sides := _between(scene, trigger)):
        return sides[:1]
    by = _introduced(scene, trigger, {"by"}, right=right, reach=9)
    if by:
        return by
    if trigger.form == "noun":
        return _owner_of(scene, trigger) or _between(scene, trigger)[:1] or _carried_out(scene, trigger)
    if trigger.form == "passive":
        return ()
    return _subject(scene, trigger, left=left)


def _can_do(mention: ActorMention) -> bool:
    return mention.actor.kind in DOERS or (mention.actor.kind not in SPEAKERS and mention.actor.kind != "civilians")


def _introduced(scene: Scene, trigger: Trigger, words: set[str], *, right: int, reach: int) -> tuple[ActorMention, ...]:
    """Actors right of the trigger that one of `words` introduces, with those coordinated to them."""
    for mention in scene.actors:
        if not trigger.span.end <= mention.span.start < right:
            continue
        between = scene.words_between(trigger.span.end, mention.span.start)
        if len(between) <= reach and words & set(between[-4:]) and not _crosses(between, words):
            return _with_coordinated(scene, mention)
    return ()


def _crosses(between: Sequence[str], words: set[str]) -> bool:
    """Whether a full stop of sense lies between the introducing word and the mention."""
    at = max(i for i, w in enumerate(between) if w in words)
    return bool(set(between[at:]) & {";", ":", "that", "which"})


def _with_coordinated(scene: Scene, first: ActorMention) -> tuple[ActorMention, ...]:
    """`first` and the actors that commas and "and" tie to it, to the right."""
    chain, last = [first], first
    for mention in scene.actors:
        if mention.span.start < last.span.end:
            continue
        between = scene.words_between(last.span.end, mention.span.start)
        if len(between) > 4 or not set(between) <= verb_words()["actor_links"] or not between:
            break
        chain.append(mention)
        last = mention
    return _unique(chain)


def _owner_of(scene: Scene, trigger: Trigger) -> tuple[ActorMention, ...]:
    """An actor that stands right before a noun: "US airstrikes", "the army's offensive"."""
    for mention in reversed(scene.actors):
        if mention.span.end > trigger.span.start:
            continue
        between = [w for w in scene.words_between(mention.span.end, trigger.span.start) if w not in POSSESSIVE]
        if len(between) <= 3 and not set(between) & verb_words()["breaks"]:
            return (mention,) if _can_do(mention) else ()
        return ()
    return ()


def _between(scene: Scene, trigger: Trigger) -> tuple[ActorMention, ...]:
    """The sides of "clashes between A and B"."""
    return _introduced(scene, trigger, {"between"}, right=scene.sentence.end, reach=6)


def _carried_out(scene: Scene, trigger: Trigger) -> tuple[ActorMention, ...]:
    """The subject of a verb that carries a noun out: "A launched airstrikes"."""
    before = [m for m in scene.actors if m.span.end <= trigger.span.start and _can_do(m)]
    for mention in reversed(before):
        between = set(scene.words_between(mention.span.end, trigger.span.start))
        if between & verb_words()["support"] and not _is_object(scene, mention):
            return _leftwards(scene, mention)
    return ()


def _subject(scene: Scene, trigger: Trigger, *, left: int) -> tuple[ActorMention, ...]:
    """The nearest actor left of an active verb that is not itself somebody's object."""
    before = [m for m in scene.actors if m.span.end <= trigger.span.start and _can_do(m)]
    inside = [m for m in before if m.span.start >= left]
    for mention in [*reversed(inside), *reversed(before)]:
        if not _is_object(scene, mention):
            return _leftwards(scene, mention)
    return ()


def _is_object(scene: Scene, mention: ActorMention) -> bool:
    words = [w for w in scene.words_before(mention.span.start, 2) if w not in verb_words()["articles"]]
    return bool(words) and words[0] in verb_words()["object_words"]


def _leftwards(scene: Scene, last: ActorMention) -> tuple[ActorMention, ...]:
    """`last` and the actors that "and" ties to it, to the left ("the army and its allies attacked")."""
    before = [m for m in scene.actors if m.span.end <= last.span.start]
    if before:
        between = scene.words_between(before[-1].span.end, last.span.start)
        tied = len(between) <= 3 and "and" in between and set(between) <= verb_words()["actor_links"]
        if tied and _can_do(before[-1]):
            return _unique((before[-1], last))
    return (last,)


# ------------------------------------------------------------------ to whom
def _sufferers(scene: Scene, trigger: Trigger, *, left: int, right: int, mutual: bool) -> tuple[ActorMention, ...]:
    words = verb_words()
    if trigger.form == "passive":
        return _passive_subject(scene, trigger, left=left)
    if mutual and (sides := _between(scene, trigger)):
        return sides[1:]
    if trigger.form == "noun":
        at = set(words["at_words"]) | ({"with"} if mutual else {"of"})
        return _introduced(scene, trigger, at, right=right, reach=7)
    if mutual and (other := _introduced(scene, trigger, {"with", "against"}, right=right, reach=5)):
        return other
    return _direct_object(scene, trigger, right=right)


def _passive_subject(scene: Scene, trigger: Trigger, *, left: int) -> tuple[ActorMention, ...]:
    before = [m for m in scene.actors if left <= m.span.start and m.span.end <= trigger.span.start]
    before = [m for m in before if m.actor.kind not in SPEAKERS]
    at = _introduced(scene, trigger, set(verb_words()["at_words"]), right=scene.sentence.end, reach=5)
    return (before[-1],) if before else at


def _direct_object(scene: Scene, trigger: Trigger, *, right: int) -> tuple[ActorMention, ...]:
    for mention in scene.actors:
        if not trigger.span.end <= mention.span.start < right:
            continue
        between = scene.words_between(trigger.span.end, mention.span.start)
        if len(between) > 9 or set(between) & verb_words()["breaks"] or mention.actor.kind in SPEAKERS:
            return ()
        return _with_coordinated(scene, mention)
    return ()


def _owners(scene: Scene, objects: Sequence[TargetObject], actors: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """Whose thing was hit: "the coalition's base" points to the coalition; a hospital or market points to civilians."""
    for thing in objects:
        for mention in scene.actors:
            gap = thing.span.start - mention.span.end
            inside = thing.span.contains(mention.span)
            if (inside or 0 <= gap <= 12) and mention not in actors and mention.actor.kind in ARMED | DOERS:
                return (mention,)
    kinds = {o.span: o.kind for o in scene.objects}
    for thing in objects:
        for span, kind in kinds.items():
            if kind == "civilian" and span.overlaps(thing.span):
                civilians = Actor("civilians", kind="civilians")
                return (ActorMention(thing.span, civilians, why="a civilian object was hit"),)
    return ()


# ------------------------------------------------------------------ to what, with what
def _objects(scene: Scene, trigger: Trigger, *, left: int, right: int) -> tuple[TargetObject, ...]:
    """Things that can be hit, on the side where this trigger has its object."""
    if trigger.form == "passive":
        near = [o for o in scene.objects if left <= o.span.start and 0 <= trigger.span.start - o.span.end <= NEAR][-1:]
    else:
        near = [o for o in scene.objects if o.span.start < right and 0 <= o.span.start - trigger.span.end <= NEAR]
    return tuple(TargetObject(_noun_phrase(scene, o.span).text, _noun_phrase(scene, o.span)) for o in near[:3])


def _noun_phrase(scene: Scene, head: Span) -> Span:
    """The head with the words before it that belong to it, up to an article, a preposition or a verb."""
    at = scene.token_at(head.start)
    first = at
    while first > 0 and at - first < 4 and _describes(scene.tokens[first - 1]):
        first -= 1
    offset = scene.sentence.start
    start = scene.tokens[first].start if scene.tokens else head.start
    return Span.of(scene.sentence.text, start - offset, head.end - offset).shifted(offset)


def _describes(token: Token) -> bool:
    """Whether a word may belong to the noun after it: no mark, no number, no little word, no verb."""
    words = verb_words()
    verb = token.key.endswith(("ing", "ed")) and token.key not in words["np_participles"]
    return (token.raw == "-" or token.raw[0].isalpha()) and not verb and token.key not in words["np_stops"]


def _weapons(scene: Scene, trigger: Trigger, *, left: int, right: int) -> tuple[WeaponMention, ...]:
    """The weapons of this trigger's clause, munitions first where there are any."""
    inside = [w for w in scene.weapons if left <= w.span.start < right or trigger.span.contains(w.span)]
    near = inside or [w for w in scene.weapons if w.span.end <= trigger.span.start]
    flying = [w for w in near if w.type in munitions()] or near
    chosen: dict[str, WeaponMention] = {}
    for weapon in flying:
        chosen.setdefault(weapon.type, weapon)
    return tuple(chosen.values())
