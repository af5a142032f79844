"""What a look at the installation or a workspace found.

Prevents "it does not work": a check that fails says what to do next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `detail` says what was found, `fix` what to type when it is not `ok`.

    `items` lists what `detail` counts, where each is worth a line.
    """

    name: str
    ok: bool
    detail: str
    fix: str = ""
    items: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """`{"name", "ok", "detail", "fix", "items"}`."""
        return {"name": self.name, "ok": self.ok, "detail": self.detail, "fix": self.fix, "items": list(self.items)}
