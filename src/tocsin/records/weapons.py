"""What it was done with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tocsin.records.spans import Span


@dataclass(frozen=True, slots=True)
class WeaponMention:
    """Words that name a weapon; `type` is the codebook's generic one (drone, rocket, small arms, …)."""

    span: Span
    type: str

    def to_json(self) -> dict[str, Any]:
        """`{"type", "span"}`."""
        return {"type": self.type, "span": self.span.to_json()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> WeaponMention:
        """The mention that `to_json` wrote."""
        return cls(Span.from_json(data["span"]), data["type"])
