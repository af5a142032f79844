"""The notation in which the corpus is written, and its translation into the annotation scheme.

One file holds the reports of one campaign (a region in a period), so that a split by file keeps every incident and
every campaign on one side. `docs/notation.md` beside this file explains it to writers. Prevents two things: quotes that
are not in the text (they are looked up, and refused when they are missing or ambiguous) and annotation too laborious to
be done with care.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

SOURCES = ("wire", "monitor", "militia", "government", "ngo", "analysis", "newspaper")
GENRES = (
    "brief", "wire", "monitor_note", "militia_statement", "government_statement", "situation_report", "analysis",
    "timeline", "newspaper", "ngo_update", "interview", "calm",
)  # fmt: skip
SUB_TYPES = {
    "Government regains territory": ("Battles", "ASSAULT"),
    "Non-state actor overtakes territory": ("Battles", "ASSAULT"),
    "Armed clash": ("Battles", "ASSAULT"),
    "Chemical weapon": ("Explosions/Remote violence", "ASSAULT"),
    "Air/drone strike": ("Explosions/Remote violence", "ASSAULT"),
    "Suicide bomb": ("Explosions/Remote violence", "ASSAULT"),
    "Shelling/artillery/missile attack": ("Explosions/Remote violence", "ASSAULT"),
    "Remote explosive/landmine/IED": ("Explosions/Remote violence", "ASSAULT"),
    "Grenade": ("Explosions/Remote violence", "ASSAULT"),
    "Sexual violence": ("Violence against civilians", "ASSAULT"),
    "Attack": ("Violence against civilians", "ASSAULT"),
    "Abduction/forced disappearance": ("Violence against civilians", "ASSAULT"),
    "Peaceful protest": ("Protests", "PROTEST"),
    "Protest with intervention": ("Protests", "PROTEST"),
    "Excessive force against protesters": ("Protests", "ASSAULT"),
    "Violent demonstration": ("Riots", "PROTEST"),
    "Mob violence": ("Riots", "ASSAULT"),
    "Agreement": ("Strategic developments", "AGREE"),
    "Arrests": ("Strategic developments", "COERCE"),
    "Change to group/activity": ("Strategic developments", "MOBILIZE"),
    "Disrupted weapons use": ("Strategic developments", "ASSAULT"),
    "Headquarters or base established": ("Strategic developments", "MOBILIZE"),
    "Looting/property destruction": ("Strategic developments", "COERCE"),
    "Non-violent transfer of territory": ("Strategic developments", "RETREAT"),
    "Other": ("Strategic developments", None),
}
PLOVER = (
    "ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "THREATEN", "AID", "SUPPORT", "AGREE", "CONSULT",
    "COOPERATE", "CONCEDE", "RETREAT", "REJECT", "ACCUSE", "REQUEST", "INVESTIGATE",
)  # fmt: skip
WEAPONS = (
    "drone", "rocket", "missile", "mortar", "artillery", "air-delivered bomb", "cluster munition", "small arms", "IED",
    "car bomb", "suicide vest", "landmine", "grenade", "tank", "chemical agent", "bladed weapon", "tear gas",
    "incendiary", "naval gun", "anti-aircraft gun", "helicopter",
)  # fmt: skip
MODALITIES = (
    "asserted", "reported", "claimed", "alleged", "planned", "threatened", "foiled", "denied", "hypothetical",
)  # fmt: skip
STATEMENTS = (
    "claim_of_responsibility", "denial", "justification", "warning", "forecast", "demand", "trend_claim",
    "condemnation",
)  # fmt: skip
PREDICATES = (
    "part_of", "supports", "allied_with", "linked_to", "commands", "trains", "operates_in", "based_at", "alias_of",
    "front_for", "opposes",
)  # fmt: skip
PRECISIONS = ("exact", "town", "district", "admin1", "country")
HEAD = re.compile(r"^=== (\S+)\s*$")
PLACE = re.compile(
    r"^(?P<name>.+?) (?P<lat>-?\d+(?:\.\d+)?),(?P<lon>-?\d+(?:\.\d+)?)"
    r" (?P<admin1>.+) (?P<country>[A-Z]{2}(?:/[A-Z]{2})*) (?P<precision>\w+)$"
)
EVENT = re.compile(r"^E(\d+)\s+(\S+)\s*\|(.*)$")
FIELD = re.compile(r"^\s+(a|t|o|w|p|d|k|i|m|by|alt_sub|alt_plover)\s*:\s*(.*)$")
FLAG = re.compile(r"^\s+(multi|shared)\s*$")


class NotationError(ValueError):
    """What is wrong, in which file, which report and which line."""


@dataclass(slots=True)
class Parser:
    """Reads one file. `places` are the file's own `@name = …` definitions."""

    path: Path
    places: dict[str, dict[str, Any]] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)

    def reports(self) -> Iterator[dict[str, Any]]:
        """Every report of the file in the annotation scheme; raises `NotationError` at the first mistake of each."""
        for block in self.blocks():
            yield self.report(block)

    def blocks(self) -> list[str]:
        """The file cut into reports, its preamble read."""
        blocks = re.split(r"(?m)^(?==== )", self.path.read_text(encoding="utf-8"))
        self._preamble(blocks[0])
        return blocks[1:]

    def _preamble(self, text: str) -> None:
        for line in filter(None, map(str.strip, text.splitlines())):
            if line.startswith("@"):
                name, _, value = line.partition("=")
                self.places[name.strip()] = self._place_value(value.strip(), line)
            elif not line.startswith("#"):
                key, _, value = line.partition(":")
                self.header[key.strip()] = value.strip()

    def _place_value(self, value: str, line: str) -> dict[str, Any]:
        match = PLACE.match(value)
        if not match or match["precision"] not in PRECISIONS:
            raise NotationError(f"{self.path.name}: {line!r}: a place is NAME LAT,LON ADMIN1 COUNTRY PRECISION")
        admin1 = "" if match["admin1"] == "-" else match["admin1"]
        return {
            "name": match["name"], "lat": float(match["lat"]), "lon": float(match["lon"]), "admin1": admin1,
            "country": match["country"], "precision": match["precision"],
        }  # fmt: skip

    def report(self, block: str) -> dict[str, Any]:
        """One report; raises `NotationError` with all its mistakes."""
        name = HEAD.match(block.splitlines()[0])
        parts = re.split(r"(?m)^---\s*$", block, maxsplit=2)
        if not name or len(parts) != 3:
            raise NotationError(
                f"{self.path.name}: {block[:40]!r}: a report is === ID, head, ---, text, ---, annotation"
            )
        head = self._head(parts[0], name[1])
        text = parts[1].strip("\n") + "\n"
        return Annotation(self, head, text).read(parts[2])

    def _head(self, part: str, name: str) -> dict[str, Any]:
        head: dict[str, Any] = {"id": name, **self.header}
        for line in part.splitlines()[1:]:
            if line.strip():
                key, _, value = line.partition(":")
                head[key.strip()] = value.strip()
        return head


@dataclass(slots=True)
class Annotation:
    """Turns the annotation lines of one report into the scheme."""

    parser: Parser
    head: dict[str, Any]
    text: str
    events: list[dict[str, Any]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    ignore: list[dict[str, Any]] = field(default_factory=list)

    def read(self, part: str) -> dict[str, Any]:
        """The whole record."""
        mistakes = []
        for line in part.splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                try:
                    self._line(line.rstrip())
                except NotationError as error:
                    mistakes.append(str(error))
        if mistakes:
            raise NotationError("\n".join(mistakes))
        for event in self.events:
            event.setdefault("modality", "asserted")
        head = self.head
        return {
            "id": head["id"], "title": head.get("title", ""), "published": head.get("published", ""),
            "source": head.get("source", ""), "genre": head.get("genre", ""), "language": "en",
            "region": head.get("region", ""), "campaign": head.get("campaign", ""), "coder": head.get("coder", "first"),
            "synthetic": head.get("synthetic", "no") == "yes", "text": self.text, "events": self.events,
            "statements": self.statements, "relations": self.relations, "ignore": self.ignore,
        }  # fmt: skip

    def fail(self, message: str) -> NotationError:
        """An error that says where."""
        return NotationError(f"{self.parser.path.name}: {self.head['id']}: {message}")

    def _line(self, line: str) -> None:
        if match := EVENT.match(line):
            self._event(match[1], match[2], match[3])
        elif (match := FIELD.match(line)) and self.events:
            self._field(match[1], match[2])
        elif (match := FLAG.match(line)) and self.events:
            self.events[-1][match[1]] = True
        elif line.startswith("S "):
            self._statement(line[2:])
        elif line.startswith("R "):
            self._relation(line[2:])
        elif line.startswith("X "):
            quote, _, reason = line[2:].partition("|")
            self.ignore.append({"quote": self.quote(quote), "reason": reason.strip()})
        else:
            raise self.fail(f"not understood: {line!r}")

    def quote(self, short: str) -> str:
        """The exact words of the text: as given, or from the words before "..." to the nearest words after it."""
        short = short.strip()
        if short in self.text:
            return short
        first, dots, last = (
            (s.strip() for s in re.split(r"(\.\.\.|…)", short, maxsplit=1))
            if re.search(r"\.\.\.|…", short)
            else (short, "", "")
        )
        start = self.text.find(first) if dots else -1
        stop = self.text.find(last, start + len(first)) if start >= 0 else -1
        if start < 0 or stop < 0:
            raise self.fail(f"not in the text: {short!r}")
        if "\n\n" in self.text[start:stop]:
            raise self.fail(f"runs over paragraphs: {short!r}")
        return self.text[start : stop + len(last)]

    def _event(self, number: str, incident: str, rest: str) -> None:
        cells = [c.strip() for c in rest.split("|")]
        if len(cells) not in {3, 4}:
            raise self.fail(f"E{number}: an event is E# INCIDENT | quote | trigger | sub-type [| PLOVER]")
        quote, trigger, sub = self.quote(cells[0]), cells[1], cells[2]
        if trigger not in quote:
            raise self.fail(f"E{number}: trigger {trigger!r} is not in the quote {quote!r}")
        if sub not in SUB_TYPES:
            raise self.fail(f"E{number}: no such sub-type: {sub!r}")
        kind, plover = SUB_TYPES[sub]
        plover = cells[3] if len(cells) == 4 else plover
        if plover not in PLOVER:
            raise self.fail(f"E{number}: sub-type {sub} needs a PLOVER type, one of {', '.join(PLOVER)}")
        self.events.append({
            "id": f"{self.head['id']}-e{number}", "incident": incident, "quote": quote, "trigger": trigger,
            "acled_type": kind, "acled_sub": sub, "plover": plover, "actors": [], "targets": [], "target_objects": [],
            "weapons": [], "place": None, "date": None, "killed": None, "injured": None, "attributed_to": [],
            "multi": False,
        })  # fmt: skip

    def _field(self, key: str, value: str) -> None:
        event = self.events[-1]
        lists = {
            "a": "actors",
            "t": "targets",
            "o": "target_objects",
            "w": "weapons",
            "by": "attributed_to",
            "alt_sub": "alt_sub",
            "alt_plover": "alt_plover",
        }
        if key in lists:
            event[lists[key]] = [v.strip() for v in value.split(";") if v.strip()]
            if key == "w" and (bad := set(event["weapons"]) - set(WEAPONS)):
                raise self.fail(f"{event['id']}: no such weapon: {', '.join(sorted(bad))}")
        elif key == "m":
            if value not in MODALITIES:
                raise self.fail(f"{event['id']}: no such modality: {value!r}")
            event["modality"] = value
        elif key == "p":
            event["place"] = self._place(value)
        elif key == "d":
            event["date"] = self._date(value)
        else:
            event["killed" if key == "k" else "injured"] = self._count(value)

    def _words(self, value: str) -> tuple[str, str]:
        words, arrow, rest = value.rpartition("->")
        if not arrow:
            raise self.fail(f"'words -> value' is needed: {value!r}")
        words = words.strip()
        return (self.quote(words) if words else ""), rest.strip()

    def _place(self, value: str) -> dict[str, Any]:
        words, rest = self._words(value)
        if rest.startswith("@"):
            if rest not in self.parser.places:
                raise self.fail(f"no such place: {rest}")
            return {"text": words, **self.parser.places[rest]}
        return {"text": words, **self.parser._place_value(rest, value)}

    def _date(self, value: str) -> dict[str, Any]:
        words, rest = self._words(value)
        start, _, end = rest.partition("..")
        try:
            date.fromisoformat(start), date.fromisoformat(end or start)
        except ValueError as error:
            raise self.fail(f"date {value!r}: {error}") from error
        return {"text": words, "start": start, "end": end or start}

    def _count(self, value: str) -> dict[str, Any]:
        words, rest = self._words(value)
        bounds, _, claims = rest.partition("[")
        numbers = [int(n) for n in re.findall(r"\d+", bounds)]
        said = []
        for claim in filter(None, map(str.strip, claims.rstrip("] ").split(";"))):
            by, _, n = claim.rpartition("=")
            said.append({"by": by.strip(), "n": int(n)})
        low, high = (numbers[0], numbers[-1]) if numbers else (None, None)
        return {"text": words, "low": low, "high": high, "claims": said}

    def _about(self, value: str) -> str | None:
        return None if value in {"", "-"} else f"{self.head['id']}-{value.lower()}"

    def _statement(self, line: str) -> None:
        cells = [c.strip() for c in line.split("|")]
        if len(cells) != 4 or cells[0] not in STATEMENTS:
            raise self.fail(
                f"a statement is S kind | speaker | E# or - | quote, kind one of {', '.join(STATEMENTS)}: {line!r}"
            )
        self.statements.append(
            {
                "kind": cells[0],
                "speaker": cells[1] or None,
                "about": self._about(cells[2]),
                "quote": self.quote(cells[3]),
            }
        )

    def _relation(self, line: str) -> None:
        cells = [c.strip() for c in line.split("|")]
        if len(cells) != 4 or cells[1] not in PREDICATES:
            raise self.fail(
                f"a relation is R subject | predicate | object | quote, with one of {', '.join(PREDICATES)}: {line!r}"
            )
        self.relations.append(
            {"subject": cells[0], "predicate": cells[1], "object": cells[2], "quote": self.quote(cells[3])}
        )
