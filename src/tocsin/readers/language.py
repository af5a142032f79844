"""Whether a text looks like English: the share of its words that are English function words.

Prevents silence about a report that this reader cannot understand. It is a warning, never a reason not to read.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

import yaml

from tocsin.reference.words import iter_tokens

_LOOKED_AT = 1000
"""Words looked at: the beginning of a text is enough, whatever its length."""

NOT_ENGLISH = "does not look like English; Tocsin reads English"


@cache
def _english() -> tuple[frozenset[str], float, int]:
    path = resources.files("tocsin.reference") / "data" / "formats" / "english.yaml"
    table: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    return frozenset(table["words"].split()), float(table["least_share"]), int(table["least_words"])


def detect_language(text: str) -> tuple[str | None, tuple[str, ...]]:
    """`"en"` without a warning, or `None`: with a warning, or without one where the text is too short to tell."""
    known, least_share, least_words = _english()
    words = list(islice((t.key for t in iter_tokens(text) if t.raw[0].isalpha()), _LOOKED_AT))
    letters = "".join(words)
    if sum(c.isascii() for c in letters) * 2 < len(letters):
        return None, (NOT_ENGLISH,)
    found = sum(word in known for word in words)
    if len(words) < least_words:
        return ("en" if found else None), ()
    if found < least_share * len(words):
        return None, (NOT_ENGLISH,)
    return "en", ()
