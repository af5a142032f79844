"""Which place belongs to which happening.

Prevents a place that only stands in the same sentence from being taken: a list gives one event each, "from X" is an
origin, and "Merawi, North Gojjam" is one place and not two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tocsin.reading.scenes import Scene
from tocsin.reading.triggers import verb_words
from tocsin.records.events import Trigger
from tocsin.records.places import Place, PlaceMention

LEVEL = {"exact": 0, "town": 0, "district": 0, "admin1": 1, "country": 2, None: 3}
BEFORE_COSTS = 2.0
"""A place before its trigger counts as this many times farther away: English mostly puts it after."""
COARSE_COSTS = 150.0
"""A country counts as this many characters farther away than a town: it mostly says where the town is."""
JOINED = 45
"""Characters that may lie between two places of one coordination ("on X on 1 May and on Y")."""


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Places named together: `places` are the members of a list, or one place with the larger ones that hold it."""

    places: tuple[PlaceMention, ...]
    start: int
    end: int


def find_groups(scene: Scene) -> list[PlaceGroup]:
    """The places of a sentence in groups; actors' names, origins and sources are left out."""
    usable = [p for p in scene.places if _is_location(scene, p)]
    groups: list[list[PlaceMention]] = []
    for place in usable:
        if groups and _joins(scene, groups[-1][-1], place):
            groups[-1].append(place)
        else:
            groups.append([place])
    return [_group(scene, members) for members in groups]


def find_origin(scene: Scene, trigger: Trigger) -> PlaceMention | None:
    """The place after "from" that stands nearest behind the trigger."""
    after = [p for p in scene.places if p.span.start >= trigger.span.end and _is_origin(scene, p)]
    return after[0] if after else None


def _is_origin(scene: Scene, place: PlaceMention) -> bool:
    return bool(set(scene.words_before(place.span.start, 2)) & verb_words()["origin_words"])


def _is_location(scene: Scene, place: PlaceMention) -> bool:
    if any(a.span.overlaps(place.span) for a in scene.actors):
        return False
    return not _is_origin(scene, place)


def _joins(scene: Scene, left: PlaceMention, right: PlaceMention) -> bool:
    between = scene.words_between(left.span.end, right.span.start)
    return len(between) <= 4 and set(between) <= verb_words()["place_links"]


def _group(scene: Scene, members: Sequence[PlaceMention]) -> PlaceGroup:
    start, end = members[0].span.start, members[-1].span.end
    finest = min(LEVEL[m.place.geoprecision] for m in members)
    fine = [m for m in members if LEVEL[m.place.geoprecision] == finest]
    listed = {"and", "or", "&"} & set(scene.words_between(start, end)) and finest < LEVEL["country"]
    if not listed:
        fine = fine[:1]
    return PlaceGroup(tuple(fine), start, end)


def assign_groups(scene: Scene, triggers: Sequence[Trigger], groups: Sequence[PlaceGroup]) -> list[list[PlaceGroup]]:
    """For each trigger the groups that belong to it, nearest first; a trigger without any shares its neighbour's."""
    given: list[list[PlaceGroup]] = [[] for _ in triggers]
    for group in groups:
        best = min(range(len(triggers)), key=lambda i: (_cost(triggers[i], group), i))
        given[best].append(group)
    for i, trigger in enumerate(triggers):
        if given[i]:
            given[i] = _coordinated(scene, trigger, given[i])
        elif groups:
            given[i] = [min(groups, key=lambda g: (_cost(trigger, g), g.start))]
    return given


def _cost(trigger: Trigger, group: PlaceGroup) -> float:
    coarse = COARSE_COSTS * (_level(group) == LEVEL["country"])
    if group.start >= trigger.span.end:
        return coarse + group.start - trigger.span.end
    return coarse + BEFORE_COSTS * max(0, trigger.span.start - group.end) + 1


def _level(group: PlaceGroup) -> int:
    return min(LEVEL[p.place.geoprecision] for p in group.places)


def _coordinated(scene: Scene, trigger: Trigger, groups: list[PlaceGroup]) -> list[PlaceGroup]:
    """The nearest group, and those that "and" ties to it; of a fine and a coarse one only the fine."""
    ordered = sorted(groups, key=lambda g: (_cost(trigger, g), g.start))
    nearest = ordered[0]
    chosen, last = [nearest], nearest
    for group in sorted(groups, key=lambda g: g.start):
        if group.start <= last.end or group.start - last.end > JOINED:
            continue
        between = scene.words_between(last.end, group.start)
        if "and" in between and _level(group) <= _level(nearest):
            chosen.append(group)
            last = group
    return chosen


def placed(mention: PlaceMention) -> Place:
    """The place of a mention, with the words that name it and the candidates passed over."""
    return replace(mention.place, span=mention.span, alternatives=mention.alternatives)
