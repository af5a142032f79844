"""What two event mentions have in common: small questions, each answered for one pair.

Prevents a verdict that nobody can explain: every question here has a name, and its docstring is the explanation.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

import yaml

from tocsin.records.events import EventMention
from tocsin.records.places import Place
from tocsin.records.times import When
from tocsin.reference.actors import load_directory

NEAR_KM = 25.0
"""Two towns or sites closer than this are one place: gazetteers differ by this much on bases and oil fields."""
WIDE_DAYS = 7
"""An interval longer than this says too little to be matched with another that is not the same."""
MONTH_DAYS = 31
"""An interval up to this long ("in July") can be the vague telling of something that another report dates."""
SLACK_DAYS = 1
"""Allowed where a day was worked out: night attacks and time zones move a report's "yesterday" by one."""

_FINE = frozenset({"exact", "town", "district"})
_INTERCEPTION = "Disrupted weapons use"
_MUTUAL = "clash"
"""The family in which each side may be told as the doer."""


@cache
def _families() -> dict[str, frozenset[str]]:
    text = resources.files("tocsin.linking").joinpath("families.yaml").read_text(encoding="utf-8")
    return {name: frozenset(families) for name, families in yaml.safe_load(text)["families"].items()}


def families(event: EventMention) -> frozenset[str]:
    """The families of a mention's type; an unknown type is a family of its own."""
    return _families().get(event.sub_event_type, frozenset({event.sub_event_type}))


def is_placed(event: EventMention) -> bool:
    """Whether the mention says when and where: without both it is never linked; nor is a sum of several attacks."""
    return bool(not event.multiple and event.place and event.when and event.when.start and event.when.end)


def is_wide(when: When) -> bool:
    """Whether the interval is longer than a week."""
    return bool(when.start and when.end and (when.end - when.start).days >= WIDE_DAYS)


def slack(a: When, b: When) -> int:
    """Days by which two intervals may miss each other."""
    return SLACK_DAYS if "inferred" in (a.basis, b.basis) else 0


def types_agree(a: EventMention, b: EventMention) -> bool:
    """The types can be two tellings of one happening."""
    return bool(families(a) & families(b))


def days_agree(a: EventMention, b: EventMention) -> bool:
    """The intervals meet. A long one agrees with its equal, or with a day in its month where place and doer are one."""
    if not (a.when and b.when):
        return False
    if not (is_wide(a.when) or is_wide(b.when)):
        return a.when.overlaps(b.when, slack_days=slack(a.when, b.when))
    if same_day(a, b):
        return True
    if is_wide(a.when) and is_wide(b.when):
        return False
    month_at_most = all(w.start and w.end and (w.end - w.start).days < MONTH_DAYS for w in (a.when, b.when))
    return month_at_most and a.when.overlaps(b.when) and _same_site(a, b) and share_party(a, b)


def _same_site(a: EventMention, b: EventMention) -> bool:
    return bool(a.place and b.place and is_fine(a.place) and same_place(a.place, b.place))


def same_place(a: Place, b: Place) -> bool:
    """The same entry of the gazetteer, or the same name in the same country."""
    if a.id and b.id:
        return a.id == b.id
    return a.name == b.name and a.country == b.country


def is_fine(place: Place) -> bool:
    """Known to a site, a town or a district."""
    return place.geoprecision in _FINE


def places_agree(a: EventMention, b: EventMention) -> bool:
    """The same place; for towns and better, 25 km apart at most; for provinces and countries, shared actors besides."""
    if not (a.place and b.place):
        return False
    if same_place(a.place, b.place):
        return is_fine(a.place) or akin(doers(a), doers(b))
    if not (is_fine(a.place) and is_fine(b.place)):
        return False
    distance = a.place.distance_km(b.place)
    return distance is not None and distance <= NEAR_KM


def doers(event: EventMention) -> frozenset[str]:
    """Who is said to have attacked: the actors, but of an interception those whose munitions were stopped."""
    return _parties(event, "targets" if event.sub_event_type == _INTERCEPTION else "actors")


def sufferers(event: EventMention) -> frozenset[str]:
    """Who is said to have been attacked; of an interception that is nobody's to say."""
    return frozenset() if event.sub_event_type == _INTERCEPTION else _parties(event, "targets")


def _parties(event: EventMention, field: str) -> frozenset[str]:
    return frozenset(m.actor.id or m.actor.name for m in getattr(event, field) if m.actor.id)


def actors_contradict(a: EventMention, b: EventMention) -> bool:
    """Known and wholly different doers, unless the same are said to have suffered it: then they are rival versions."""
    first, second = doers(a), doers(b)
    if not first or not second or akin(first, second):
        return False
    if _MUTUAL in families(a) & families(b) and akin(first | sufferers(a), second | sufferers(b)):
        return False
    return not akin(sufferers(a), sufferers(b))


def share_party(a: EventMention, b: EventMention) -> bool:
    """The same doers, or the same who suffered it."""
    return akin(doers(a), doers(b)) or akin(sufferers(a), sufferers(b))


def akin(first: frozenset[str], second: frozenset[str]) -> bool:
    """Somebody is in both, or one belongs to the other: a brigade and its army, a group and its umbrella."""
    return bool(
        first & second or any(above(actor) & second for actor in first) or any(above(actor) & first for actor in second)
    )


@cache
def above(actor_id: str) -> frozenset[str]:
    """Whom an actor belongs to, as the actor directory has it: its parents, and umbrellas that name it a member."""
    found: set[str] = set()
    open_ids = [actor_id]
    while open_ids:
        nearer = _belongs().get(open_ids.pop(), frozenset()) - found
        found |= nearer
        open_ids += sorted(nearer)
    return frozenset(found)


@cache
def _belongs() -> dict[str, frozenset[str]]:
    """For each actor of the directory, those directly above it."""
    links: dict[str, set[str]] = {}
    for entry in load_directory():
        if entry.parent:
            links.setdefault(entry.id, set()).add(entry.parent)
        for member in entry.members:
            links.setdefault(member, set()).add(entry.id)
    return {actor: frozenset(nearer) for actor, nearer in links.items()}


def same_day(a: EventMention, b: EventMention) -> bool:
    """Exactly the same interval."""
    return bool(a.when and b.when and (a.when.start, a.when.end) == (b.when.start, b.when.end))


def told_apart(a: EventMention, b: EventMention) -> bool:
    """One report tells both, and not as the same kind of thing at the same place and time."""
    if a.report_id != b.report_id:
        return False
    return not (same_day(a, b) and a.place and b.place and same_place(a.place, b.place) and types_agree(a, b))


def agree(a: EventMention, b: EventMention) -> bool:
    """Whether nothing speaks against the two being one happening, and type, day and place speak for it."""
    return (
        types_agree(a, b)
        and days_agree(a, b)
        and places_agree(a, b)
        and not actors_contradict(a, b)
        and not told_apart(a, b)
    )


def strength(a: EventMention, b: EventMention) -> int:
    """How much speaks for a pair that agrees: one each for the same place, day, sub-type, doer and target."""
    return sum(
        (
            bool(a.place and b.place and same_place(a.place, b.place)),
            same_day(a, b),
            a.sub_event_type == b.sub_event_type,
            akin(doers(a), doers(b)),
            akin(sufferers(a), sufferers(b)),
        )
    )
