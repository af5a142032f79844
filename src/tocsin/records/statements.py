"""What is said about events, and what is said to hold between actors.

Prevents a threat, a denial or a standing alliance from being counted as an event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from tocsin.records.actors import ActorMention
from tocsin.records.spans import Span

StatementKind = Literal[
    "claim_of_responsibility",
    "denial",
    "justification",
    "warning",
    "forecast",
    "demand",
    "trend_claim",
    "condemnation",
]
Predicate = Literal[
    "part_of",
    "supports",
    "allied_with",
    "linked_to",
    "commands",
    "trains",
    "operates_in",
    "based_at",
    "alias_of",
    "front_for",
    "opposes",
]


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's words about events; `about` is the id of the event mention they are tied to, or `None`."""

    kind: StatementKind
    span: Span
    speaker: ActorMention | None = None
    about: str | None = None

    def to_json(self) -> dict[str, Any]:
        """One element of `statements` in the reading format."""
        return {
            "kind": self.kind,
            "speaker": self.speaker.to_json() if self.speaker else None,
            "about": self.about,
            "span": self.span.to_json(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Statement:
        """The statement that `to_json` wrote."""
        speaker = ActorMention.from_json(data["speaker"]) if data["speaker"] else None
        return cls(data["kind"], Span.from_json(data["span"]), speaker, data["about"])


@dataclass(frozen=True, slots=True)
class Relation:
    """Subject, predicate, object, with the words. The object of `operates_in` and `based_at` is a place's name."""

    subject: ActorMention
    predicate: Predicate
    object: ActorMention
    span: Span

    def to_json(self) -> dict[str, Any]:
        """One element of `relations` in the reading format."""
        return {
            "subject": self.subject.to_json(),
            "predicate": self.predicate,
            "object": self.object.to_json(),
            "span": self.span.to_json(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Relation:
        """The relation that `to_json` wrote."""
        return cls(
            ActorMention.from_json(data["subject"]),
            data["predicate"],
            ActorMention.from_json(data["object"]),
            Span.from_json(data["span"]),
        )


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage that tells again, in the same report, what an earlier passage `of` already said."""

    span: Span
    of: Span

    def to_json(self) -> dict[str, Any]:
        """One element of `repeats` in the reading format."""
        return {"span": self.span.to_json(), "of": self.of.to_json()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Repeat:
        """The repeat that `to_json` wrote."""
        return cls(Span.from_json(data["span"]), Span.from_json(data["of"]))
