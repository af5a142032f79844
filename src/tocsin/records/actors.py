"""Who does things and to whom: known actors and actors that a report only describes.

Prevents a guess from passing for a name: an actor that is not in the directory has no `id`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tocsin.records.spans import Span


@dataclass(frozen=True, slots=True)
class Actor:
    """A known actor (with `id`) or a described one (without).

    `kind` is one of the directory's: state_forces, police, government, rebel, militia, identity_militia, rioters,
    protesters, civilians, external, intergovernmental, monitor, media, office.
    `country` is an ISO 3166-1 alpha-2 code or `None`.
    """

    name: str
    id: str | None = None
    kind: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name an actor. `why` says what matched; `score` is `None` where nothing has been calibrated."""

    span: Span
    actor: Actor
    score: float | None = None
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        """`{"name", "id", "span", "score"}` as the reading format has it."""
        return {"name": self.actor.name, "id": self.actor.id, "span": self.span.to_json(), "score": self.score}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ActorMention:
        """The mention that `to_json` wrote; kind and country are the directory's to tell."""
        return cls(Span.from_json(data["span"]), Actor(data["name"], data["id"]), data["score"])
