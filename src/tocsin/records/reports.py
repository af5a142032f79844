"""A published item, with the words that never change again.

Prevents offsets that drift: whatever is found later points into `Report.text` as it was stored.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any


def content_id(content: bytes) -> str:
    """`sha256:` and the hexadecimal digest of the bytes: the same bytes are the same report."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Report:
    """One published item. `source` names who published it, never who did what it tells."""

    id: str
    text: str
    path: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()

    @classmethod
    def from_text(cls, text: str, *, published: date | None = None) -> Report:
        """A report made of words alone."""
        return cls(id=content_id(text.encode("utf-8", "surrogatepass")), text=text, published=published)

    def to_json(self) -> dict[str, Any]:
        """The `report` object of the reading format: everything but the text and the warnings."""
        return {
            "id": self.id,
            "path": self.path,
            "title": self.title,
            "source": self.source,
            "url": self.url,
            "published": self.published.isoformat() if self.published else None,
            "language": self.language,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any], *, text: str) -> Report:
        """The report that `to_json` described, with its text put back."""
        published = data.get("published")
        return cls(
            id=data["id"],
            text=text,
            path=data.get("path"),
            title=data.get("title"),
            source=data.get("source"),
            url=data.get("url"),
            published=date.fromisoformat(published) if published else None,
            language=data.get("language"),
        )


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read: kept with its reason, listed, and never in the way of the others."""

    path: str
    reason: str
    advice: str = ""

    def to_json(self) -> dict[str, Any]:
        """`{"path", "reason", "advice"}`."""
        return {"path": self.path, "reason": self.reason, "advice": self.advice}
