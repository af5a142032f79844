"""Report → times: what its words say about when, resolved against publication and the story told.

Prevents the publication date from passing for the date of an event: an expression that nothing anchors stays open.
"""

from __future__ import annotations

from tocsin.reading.times.finder import add_times, find_times

__all__ = ["add_times", "find_times"]
