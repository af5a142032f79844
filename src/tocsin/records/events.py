"""One happening as one report tells it, and one happening in the world.

Prevents overwriting: an `Event` is a view over its mentions, and what each report said stays what it said.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from tocsin.records.actors import ActorMention
from tocsin.records.counts import Count
from tocsin.records.places import Place
from tocsin.records.spans import Span
from tocsin.records.times import When
from tocsin.records.weapons import WeaponMention

Modality = Literal[
    "asserted", "reported", "claimed", "alleged", "planned", "threatened", "foiled", "denied", "hypothetical"
]


@dataclass(frozen=True, slots=True)
class TargetObject:
    """A base, vehicle or building that was hit, as named."""

    name: str
    span: Span

    def to_json(self) -> dict[str, Any]:
        """`{"name", "span"}`."""
        return {"name": self.name, "span": self.span.to_json()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> TargetObject:
        """The object that `to_json` wrote."""
        return cls(data["name"], Span.from_json(data["span"]))


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that name a happening, before anything is tied to them.

    `entry` is the key of the codebook's lexicon entry that matched; `form` says how the words stand in the clause.
    """

    span: Span
    entry: str
    form: Literal["noun", "active", "passive", "participle", "infinitive"]


@dataclass(frozen=True, slots=True)
class EventMention:
    """One happening as one report tells it. Fields the words do not give are `None` or empty."""

    id: str
    report_id: str
    trigger: Span
    event_type: str
    sub_event_type: str
    plover: str | None = None
    plover_mode: str | None = None
    actors: tuple[ActorMention, ...] = ()
    targets: tuple[ActorMention, ...] = ()
    target_objects: tuple[TargetObject, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    place: Place | None = None
    origin: Place | None = None
    when: When | None = None
    killed: Count | None = None
    injured: Count | None = None
    modality: Modality = "asserted"
    attribution: tuple[ActorMention, ...] = ()
    multiple: bool = False
    score: float | None = None
    coder: str = ""
    incident: str | None = None

    def to_json(self) -> dict[str, Any]:
        """One element of `events` in the reading format."""
        return {
            "id": self.id,
            "incident": self.incident,
            "event_type": self.event_type,
            "sub_event_type": self.sub_event_type,
            "plover": self.plover,
            "plover_mode": self.plover_mode,
            "trigger": self.trigger.to_json(),
            "actors": [a.to_json() for a in self.actors],
            "targets": [a.to_json() for a in self.targets],
            "target_objects": [o.to_json() for o in self.target_objects],
            "weapons": [w.to_json() for w in self.weapons],
            "place": self.place.to_json() if self.place else None,
            "origin": self.origin.to_json() if self.origin else None,
            "when": self.when.to_json() if self.when else None,
            "killed": self.killed.to_json() if self.killed else None,
            "injured": self.injured.to_json() if self.injured else None,
            "modality": self.modality,
            "attribution": [a.to_json() for a in self.attribution],
            "multiple": self.multiple,
            "score": self.score,
            "coder": self.coder,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any], *, report_id: str) -> EventMention:
        """The mention that `to_json` wrote."""
        return cls(
            id=data["id"],
            report_id=report_id,
            incident=data["incident"],
            event_type=data["event_type"],
            sub_event_type=data["sub_event_type"],
            plover=data["plover"],
            plover_mode=data["plover_mode"],
            trigger=Span.from_json(data["trigger"]),
            actors=tuple(ActorMention.from_json(a) for a in data["actors"]),
            targets=tuple(ActorMention.from_json(a) for a in data["targets"]),
            target_objects=tuple(TargetObject.from_json(o) for o in data["target_objects"]),
            weapons=tuple(WeaponMention.from_json(w) for w in data["weapons"]),
            place=Place.from_json(data["place"]) if data["place"] else None,
            origin=Place.from_json(data["origin"]) if data["origin"] else None,
            when=When.from_json(data["when"]) if data["when"] else None,
            killed=Count.from_json(data["killed"]) if data["killed"] else None,
            injured=Count.from_json(data["injured"]) if data["injured"] else None,
            modality=data["modality"],
            attribution=tuple(ActorMention.from_json(a) for a in data["attribution"]),
            multiple=data["multiple"],
            score=data["score"],
            coder=data["coder"],
        )


def mention_id(report_id: str, trigger: Span, ordinal: int = 0) -> str:
    """A content id: the same trigger of the same report is the same mention; `ordinal` tells split ones apart."""
    key = f"{report_id}:{trigger.start}:{trigger.end}:{ordinal}"
    return "m-" + hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Event:
    """One happening in the world: a view over linked mentions, in the order of publication. Shown as *incident*."""

    id: str
    mentions: tuple[EventMention, ...]
