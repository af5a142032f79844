"""Whether a date looks ahead: "will meet on Tuesday" against "struck on Tuesday".

Prevents the weekday of a plan from being put in the past, and everything else from being put in the future.
"""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.reading.times.patterns import Found
from tocsin.reading.times.tokens import Token

REACH = 14
"""Words looked at on either side, inside the sentence."""


def looks_ahead(found: Found) -> bool:
    """Whether the match looks to the future.

    "Until" before it says so; else the nearest verb before it does, or failing one the nearest behind it.
    """
    front = found.before()
    if front is not None and "until" in front.values:
        return True
    before = found.tokens[max(0, found.first - REACH) : found.first]
    behind = found.tokens[found.last : found.last + REACH]
    direction = _direction(reversed(before))
    return (_direction(behind) if direction == 0 else direction) > 0


def _direction(tokens: Iterable[Token]) -> int:
    for token in tokens:
        if "stop" in token.values:
            return 0
        if (step := token.value("ahead", "behind")) is not None:
            return int(step)
        if len(token.raw) > 4 and token.raw.endswith("ed"):
            return -1
    return 0
