"""Values of the reading format in words for a person: the same in every verb.

Prevents a guess from looking like a fact: what is inferred, approximate or absent reads so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Value = dict[str, Any]
Field = tuple[str, str, str]
"""A field's name, its value, and the words of the report behind it (empty where there are none of its own)."""

COLUMNS = ("when", "type", "place", "who", "whom", "killed", "injured", "modality", "words")


def cells_of(event: Value) -> tuple[str, ...]:
    """An event in one row under `COLUMNS`."""
    return (
        when_words(event["when"], short=True),
        event["sub_event_type"],
        place_words(event["place"]),
        ", ".join(item["name"] for item in event["actors"]),
        ", ".join(item["name"] for item in (*event["targets"], *event["target_objects"])),
        count_words(event["killed"]),
        count_words(event["injured"]),
        event["modality"],
        event["trigger"]["text"],
    )


def fields_of(event: Value) -> Iterator[Field]:
    """Every field that an event has a value for, with its words."""
    yield "type", f"{event['event_type']}: {event['sub_event_type']}", event["trigger"]["text"]
    if event["plover"]:
        yield "PLOVER", " ".join(filter(None, (event["plover"], event["plover_mode"]))), ""
    for name, key in (("who", "actors"), ("whom", "targets"), ("target", "target_objects"), ("weapon", "weapons")):
        for item in event[key]:
            yield name, item.get("name") or item["type"], item["span"]["text"]
    for name, key in (("place", "place"), ("from", "origin")):
        if event[key]:
            yield name, place_words(event[key], exact=True), words_of(event[key])
    if event["when"]:
        yield "when", when_words(event["when"]), words_of(event["when"])
    for key in ("killed", "injured"):
        yield from _toll(key, event[key])
    yield "modality", event["modality"], ""
    for item in event["attribution"]:
        yield "says", item["name"], item["span"]["text"]
    if event["multiple"]:
        yield "multiple", "the words sum up several happenings", ""
    yield from _record(event)


def _toll(key: str, count: Value | None) -> Iterator[Field]:
    if not count:
        return
    if len(count["claims"]) > 1:
        yield key, count_words(count), ""
    for claim in count["claims"]:
        said_by = f", says {claim['by']}" if claim["by"] else ""
        yield key, count_words(claim) + said_by, words_of(claim)


def _record(event: Value) -> Iterator[Field]:
    for key in ("incident", "score", "coder", "id"):
        if event[key] not in (None, ""):
            yield key, str(event[key]), ""


def words_of(value: Value) -> str:
    """The words behind a value; empty where it has none of its own."""
    return str(value["span"]["text"]) if value.get("span") else ""


def when_words(when: Value | None, *, short: bool = False) -> str:
    """`2023-10-26`, `2023-10-01 to 2023-10-31 (month, inferred)`; empty when not stated or not anchored."""
    if not when or not (when["start"] or when["end"]):
        return ""
    start, end = when["start"] or "?", when["end"] or "?"
    days = start if start == end else f"{start} to {end}"
    notes = [when["precision"]] if when["precision"] != "day" else []
    notes += ["inferred"] if when["basis"] == "inferred" else []
    return days if short or not notes else f"{days} ({', '.join(notes)})"


def place_words(place: Value | None, *, exact: bool = False) -> str:
    """`Name, COUNTRY (precision)`; with `exact` also region and coordinates."""
    if not place:
        return ""
    region = [place["admin1"]] if exact and place["admin1"] and place["admin1"] != place["name"] else []
    name = ", ".join(filter(None, (place["name"], *region, place["country"])))
    name += f" ({place['geoprecision']})" if place["geoprecision"] else ""
    if exact and place["latitude"] is not None and place["longitude"] is not None:
        name += f" {place['latitude']:.4f}, {place['longitude']:.4f}"
    return name


def count_words(count: Value | None) -> str:
    """`9`, `9 to 12`, `9 or more`, `up to 12`, `some`; empty when not stated."""
    if not count:
        return ""
    low, high = count["low"], count["high"]
    if low is None and high is None:
        return "some"
    if high is None:
        return f"{low} or more"
    if low is None:
        return f"up to {high}"
    return str(low) if low == high else f"{low} to {high}"


def report_line(report: Value) -> str:
    """What a report says of itself, on one line."""
    given = (report["title"], report["source"], report["published"] or "no publication date")
    return " · ".join((report["path"] or report["id"], *filter(None, given)))
