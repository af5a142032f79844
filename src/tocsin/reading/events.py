"""From triggers to event mentions: one for each distinct place and date that the words tell apart.

Prevents both of event coding's arithmetic errors: two happenings counted as one, and one counted twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tocsin.reading.roles import Parties, find_parties, forces_of
from tocsin.reading.scenes import Scene, make_scenes
from tocsin.reading.speech import Frame, Speech, speech_of
from tocsin.reading.thread import Thread, is_one_story
from tocsin.reading.triggers import ARMED, verb_words
from tocsin.reading.types import plover_of, sub_type_of
from tocsin.reading.weapons import munitions
from tocsin.reading.when import carried, dated, find_dates, is_recurring, nearest_date
from tocsin.reading.where import PlaceGroup, assign_groups, find_groups, find_origin, placed
from tocsin.records.actors import Actor, ActorMention
from tocsin.records.events import EventMention, Trigger, mention_id
from tocsin.records.places import Place, PlaceMention
from tocsin.records.readings import Reading
from tocsin.records.times import TimeMention, When
from tocsin.records.weapons import WeaponMention
from tocsin.reference.codebook import Codebook, Entry

CODER = "tocsin-0.1.0/rules-1"
CIVILIANS = Actor("civilians", kind="civilians")
FOUGHT = frozenset({"Battles", "Explosions/Remote violence"})
TALKS = frozenset({"CONSULT", "AGREE"})

LAST_YEAR = 2100
"""No event is dated after this year: such a date is an error, a model number or fiction."""
TOLD_WITHIN = 60
"""Characters behind a noun within which a place or date makes it news and not a reference back."""


def add_events(reading: Reading, codebook: Codebook) -> Reading:
    """Fill `events` with type, place, date, parties and weapons; tolls, modality and attribution are later stages'."""
    thread = Thread(one_story=is_one_story(reading))
    events: list[EventMention] = []
    speech = speech_of(reading)
    absurd = [t for t in reading.times if t.when.start and t.when.start.year > LAST_YEAR]
    believed = replace(reading, times=tuple(t for t in reading.times if t not in absurd))
    for scene in make_scenes(believed):
        thread.enter(scene)
        thread.head(scene)
        events.extend(_events_of(scene, reading, codebook, thread, speech))
    doubts = tuple(f"{t.span.text!r} is taken for no event's date: it lies after {LAST_YEAR}" for t in absurd)
    return replace(reading, events=tuple(events), warnings=reading.warnings + doubts)


def _events_of(
    scene: Scene, reading: Reading, codebook: Codebook, thread: Thread, speech: Speech
) -> Iterator[EventMention]:
    triggers = [t for t in scene.triggers if not _anaphoric(scene, t, codebook.entries[t.entry], thread)]
    if not triggers:
        return
    given = assign_groups(scene, triggers, find_groups(scene))
    for i, trigger in enumerate(triggers):
        left = triggers[i - 1].span.end if i else scene.sentence.start
        right = triggers[i + 1].span.start if i + 1 < len(triggers) else scene.sentence.end
        entry = codebook.entries[trigger.entry]
        possible = _without_future(scene, reading.report.published)
        told = _without_speakers(scene, trigger, speech)
        first = _describe(told, trigger, entry, codebook, thread, left=left, right=right, report_id=reading.report.id)
        first = replace(first, actors=first.actors or _claimants(trigger, first, speech))
        spread = list(_spread(possible, trigger, given[i], left=left, right=right))
        for ordinal, (place, when) in enumerate(_settled(scene, spread, first, thread)):
            event = replace(first, id=mention_id(first.report_id, trigger.span, ordinal), place=place, when=when)
            thread.follow(event)
            yield event


def _without_future(scene: Scene, published: date | None) -> Scene:
    """The scene without dates after publication, unless its words look ahead: a relative date that was misread."""
    if published is None or {t.key for t in scene.tokens} & verb_words()["future"]:
        return scene
    return replace(scene, times=tuple(t for t in scene.times if not (t.when.start and t.when.start > published)))


def _without_speakers(scene: Scene, trigger: Trigger, speech: Speech) -> Scene:
    """The scene without those who only tell of this happening: whoever says that others did it has not done it."""
    speakers = [f for f in speech.around(trigger.span) if f.speaker and f.force != "claims"]
    outside = [f.speaker.span for f in speakers if f.speaker and not _speaks_of_itself(scene, f, trigger)]
    kept = tuple(a for a in scene.actors if not any(a.span.overlaps(s) for s in outside))
    return replace(scene, actors=kept)


def _claimants(trigger: Trigger, event: EventMention, speech: Speech) -> tuple[ActorMention, ...]:
    """Whoever takes an act of force upon itself is said to have done it."""
    if event.event_type not in FOUGHT:
        return ()
    return tuple(f.speaker for f in speech.around(trigger.span) if f.speaker and f.force == "claims")[:1]


def _speaks_of_itself(scene: Scene, frame: Frame, trigger: Trigger) -> bool:
    """Whether what is said goes on with "it", "they" or "we" before the trigger: "the army said it had shelled …"."""
    return bool(set(scene.words_between(frame.start, trigger.span.start)) & verb_words()["selves"])


# ------------------------------------------------------------------ what kind, by whom, with what
def _describe(
    scene: Scene,
    trigger: Trigger,
    entry: Entry,
    codebook: Codebook,
    thread: Thread,
    *,
    left: int,
    right: int,
    report_id: str,
) -> EventMention:
    sub = codebook.sub_types[entry.sub] if entry.sub else None
    talks = (entry.plover or (sub.plover if sub else None)) in TALKS
    harms = sub is None or sub.event_type != "Strategic developments"
    mutual = bool(sub and sub.name == "Armed clash") or entry.id == "fighting"
    parties = find_parties(scene, trigger, left=left, right=right, mutual=mutual, talks=talks, harms=harms)
    if not parties.actors and not talks:
        parties = replace(parties, actors=_shared_doer(scene, trigger, entry, parties, thread))
    parties = replace(parties, targets=parties.targets or _victims(scene, trigger, entry, left=left, right=right))
    weapons = _tied_weapons(scene, trigger, entry, parties, thread)
    sub_type = sub_type_of(entry, codebook, parties, weapons=[w.type for w in weapons])
    if sub_type.event_type in FOUGHT:
        parties = replace(parties, actors=forces_of(parties.actors), targets=forces_of(parties.targets))
    plover, mode = plover_of(entry, sub_type, weapons=[w.type for w in weapons])
    if sub_type.name == "Disrupted weapons use":
        weapons = tuple(w for w in weapons if w.type in munitions())
    origin = find_origin(scene, trigger) if entry.id in {"arms", "deployment", "movement", "retreat"} else None
    return EventMention(
        id=mention_id(report_id, trigger.span),
        report_id=report_id,
        trigger=trigger.span,
        event_type=sub_type.event_type,
        sub_event_type=sub_type.name,
        plover=plover,
        plover_mode=mode,
        actors=parties.actors,
        targets=parties.targets,
        target_objects=parties.objects,
        weapons=weapons,
        origin=placed(origin) if origin else None,
        multiple=_is_multiple(scene, trigger),
        coder=CODER,
    )


def _shared_doer(
    scene: Scene, trigger: Trigger, entry: Entry, parties: Parties, thread: Thread
) -> tuple[ActorMention, ...]:
    """The doer just told of: where a pronoun hands it on, or a paragraph goes on about one side's violence."""
    before = scene.words_before(trigger.span.start, 4)
    if trigger.form in {"active", "participle"} and set(before) & verb_words()["pronouns"]:
        return thread.actors
    violent = entry.sub is None or entry.harm or entry.weapon is not None
    if not violent or _turned_round(parties.targets, thread):
        return ()
    return thread.actors


def _victims(scene: Scene, trigger: Trigger, entry: Entry, *, left: int, right: int) -> tuple[ActorMention, ...]:
    """People whom the toll counts, where nobody else is named: unarmed people are civilians."""
    if entry.sub is not None and not entry.harm and "ASSAULT" not in (entry.plover or "ASSAULT"):
        return ()
    for count in scene.counts:
        if count.whom is not None and count.low != 0 and left <= count.span.start < right + 80:
            for actor in scene.actors:
                if actor.span.overlaps(count.whom):
                    return (actor,)
            if count.whom.text.lower() in verb_words()["plain_people"]:
                return (ActorMention(count.whom, CIVILIANS, why="people counted in the toll"),)
    return ()


def _tied_weapons(
    scene: Scene, trigger: Trigger, entry: Entry, parties: Parties, thread: Thread
) -> tuple[WeaponMention, ...]:
    """Weapons in the words, else the one the trigger or the vehicle implies, else those of the events just told."""
    if entry.evidence in {"party"} or entry.plover in {"CONSULT", "RETREAT", "SANCTION"}:
        return ()
    if entry.weapon and not any(w.type in munitions() for w in parties.weapons):
        return (*parties.weapons, WeaponMention(trigger.span, entry.weapon))
    if parties.weapons:
        return parties.weapons
    if entry.sub is not None:
        return ()
    if scene.carriers:
        return (WeaponMention(scene.carriers[0].span, scene.carriers[0].type),)
    kinds = {a.actor.kind for a in parties.actors}
    for kind, weapon in entry.weapon_if_actor:
        if kind in kinds or (kind == "other" and not kinds):
            return (WeaponMention(trigger.span, weapon),)
    same = _same_doer(parties, thread) and not _turned_round(parties.targets, thread)
    return thread.weapons if same else ()


def _turned_round(targets: Sequence[ActorMention], thread: Thread) -> bool:
    """Whether the doer of the event just told now suffers: another event, which takes over nothing from it."""
    return bool({t.actor.name for t in targets} & {a.actor.name for a in thread.actors})


def _same_doer(parties: Parties, thread: Thread) -> bool:
    names = {a.actor.name for a in parties.actors}
    return not names or bool(names & {a.actor.name for a in thread.actors})


def _is_multiple(scene: Scene, trigger: Trigger) -> bool:
    """Whether the words sum up several: "19 attacks", "a series of strikes", "every week"."""
    if is_recurring(scene):
        return True
    if trigger.form != "noun":
        return False
    before = scene.words_before(trigger.span.start, 5)
    plural = trigger.span.text.lower().endswith("s")
    if set(before[:4]) & verb_words()["multiple_words"]:
        return plural
    dated = any(0 <= trigger.span.start - t.span.end < 12 for t in scene.times)
    return plural and not dated and any(w.isdigit() and int(w) > 1 for w in before[:3])


def _anaphoric(scene: Scene, trigger: Trigger, entry: Entry, thread: Thread) -> bool:
    """Whether a definite noun only points back ("the attack") and its sentence tells nothing new about it."""
    if entry.harm:
        return _only_tolls(scene, trigger, thread)
    if trigger.form != "noun" or not thread.seen:
        return False
    before = scene.words_before(trigger.span.start, 3)
    definite = bool(set(before[:2]) & verb_words()["definite"])
    told = [
        span
        for span in (*(p.span for p in scene.places), *(t.span for t in scene.times))
        if 0 <= span.start - trigger.span.end < TOLD_WITHIN
    ]
    dated = [t for t in scene.times if 0 <= trigger.span.start - t.span.end < 12]
    return definite and not told and not dated


def _only_tolls(scene: Scene, trigger: Trigger, thread: Thread) -> bool:
    """Whether a sentence of harm only gives the toll of the event just told: no place, day or doer of its own."""
    if not thread.seen or thread.told_in != scene.paragraph:
        return False
    killers = [a for a in scene.actors if a.actor.kind in ARMED and a.span.end <= trigger.span.start]
    dated = any(t.when.start and t.when.precision == "day" for t in scene.times)
    return not find_groups(scene) and not dated and not (trigger.form == "active" and killers)


# ------------------------------------------------------------------ where and when
def _spread(
    scene: Scene, trigger: Trigger, groups: Sequence[PlaceGroup], *, left: int, right: int
) -> Iterator[tuple[PlaceMention | None, TimeMention | None]]:
    """The distinct places and dates of one trigger: places of a list each on its own, coordinated dates likewise."""
    dates = find_dates(scene, trigger.span, left=left, right=right)
    if len(groups) <= 1:
        places: Sequence[PlaceMention | None] = groups[0].places if groups else (None,)
        choices: Sequence[TimeMention | None] = dates or (None,)
        for place in places:
            for date in choices:
                yield place, date
        return
    for group in groups:
        own = nearest_date(scene, group.places[0].span) if dates else None
        for place in group.places:
            yield place, own


def _settled(
    scene: Scene, spread: Sequence[tuple[PlaceMention | None, TimeMention | None]], event: EventMention, thread: Thread
) -> Iterator[tuple[Place | None, When | None]]:
    """Places and dates with what the narrative carries over; a summary of many is told once, at its first place."""
    seen: set[tuple[object, ...]] = set()
    other = _turned_round(event.targets, thread)
    recurring = next((dated(t) for t in scene.times if t.kind == "SET"), None)
    for place, day in spread:
        where = placed(place) if place else (None if event.multiple or other else thread.place)
        when = dated(day) if day else recurring or (None if other else carried(thread.when))
        key = (where and (where.id or where.name), when and (when.start, when.end))
        if key in seen or (event.multiple and seen):
            continue
        seen.add(key)
        yield where, when
