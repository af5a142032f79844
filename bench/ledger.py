"""Score readings against annotated reports: `python -m bench.ledger [GOLD_DIR]`.

Without a folder it reads the corpus's development split. A folder holds NNN.txt and NNN.json
in the annotation scheme of `corpus/docs`. A predicted event is paired with a gold event when its trigger meets the gold
quote; among the possible pairings the one that agrees best is taken. Then, as in MUC-4, every filled slot counts:
precision = correct / predicted, recall = correct / gold; the ledger is all slots together, detection asks only whether
the event was found. Half credit goes to what is right but coarser. The rules are those of the evaluation scheme.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

import tocsin
from tocsin.records.places import Place
from tocsin.reference.actors import load_directory
from tocsin.reference.words import iter_tokens

Span = tuple[int, int]
RADIUS_KM = {"exact": 15, "town": 15, "district": 50, "admin1": 120, "country": 600}
NEAR_KM = 150
SOFT_MODALITY = {
    "reported": {"asserted", "claimed", "alleged"},
    "claimed": {"reported", "alleged"},
    "alleged": {"reported", "claimed"},
    "asserted": {"reported"},
}
PAIRING_SLOTS = ("sub_type", "place", "date", "actors")
SAME_WORDS = 0.75


@dataclass(slots=True)
class Tally:
    """Correct, predicted and gold slots."""

    correct: float = 0.0
    predicted: int = 0
    gold: int = 0

    def add(self, correct: float, predicted: int, gold: int) -> None:
        self.correct += correct
        self.predicted += predicted
        self.gold += gold

    def scores(self) -> tuple[float, float, float]:
        p = self.correct / self.predicted if self.predicted else 0.0
        r = self.correct / self.gold if self.gold else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0

    def line(self, name: str) -> str:
        p, r, f = (100 * x for x in self.scores())
        return f"{name:12s} P {p:5.1f}  R {r:5.1f}  F1 {f:5.1f}  n={self.gold}"


# ------------------------------------------------------------------ credit
def words(name: str) -> frozenset[str]:
    return frozenset(t.key for t in iter_tokens(name) if t.key.isalnum() and t.key not in {"the", "of", "a", "an"})


def same_name(gold: str, said: Sequence[str]) -> float:
    """1 for the same actor (by the directory, else by words), 0 otherwise."""
    known = {alias.entry.id for alias in load_directory().lookup(gold)}
    for name in filter(None, said):
        if known & {alias.entry.id for alias in load_directory().lookup(name)}:
            return 1.0
        one, two = words(gold), words(name)
        if one and two and len(one & two) / len(one | two) >= SAME_WORDS:
            return 1.0
    return 0.0


def names(items: Sequence[dict[str, Any]]) -> list[list[str]]:
    return [[item["name"], item["span"]["text"]] for item in items]


def set_credit(gold: Sequence[Any], said: Sequence[Any], credit: Callable[[Any, Any], float]) -> tuple[float, int, int]:
    pairs = sorted(((credit(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(said)), reverse=True)
    used_gold, used_said, correct = set(), set(), 0.0
    for value, i, j in pairs:
        if value and i not in used_gold and j not in used_said:
            used_gold.add(i)
            used_said.add(j)
            correct += value
    return correct, len(said), len(gold)


def place_credit(gold: dict[str, Any], said: dict[str, Any]) -> float:
    same_country = said["country"] in gold["country"].split("/")
    if said["latitude"] is None:
        return 0.5 * same_country if gold["precision"] != "country" else float(same_country)
    one, two = (
        Place("", latitude=gold["lat"], longitude=gold["lon"]),
        Place("", latitude=said["latitude"], longitude=said["longitude"]),
    )
    distance = one.distance_km(two) or 0.0
    if distance <= RADIUS_KM.get(gold["precision"], 25):
        return 1.0
    if not same_country:
        return 0.0
    return 1.0 if gold["precision"] == "country" else 0.5 if distance <= NEAR_KM else 0.25


def date_credit(gold: dict[str, Any], said: dict[str, Any]) -> float:
    if (gold["start"], gold["end"]) == (said["start"], said["end"]):
        return 1.0
    return 0.5 if gold["start"] <= (said["end"] or "") and (said["start"] or "") <= gold["end"] else 0.0


def count_credit(gold: dict[str, Any], said: dict[str, Any]) -> float:
    if gold["low"] is None:
        return float(said["low"] is None)
    if (gold["low"], gold["high"]) == (said["low"], said["high"]):
        return 1.0
    given = {said["low"], said["best"], said["high"]}
    return 0.5 if given & {gold["low"], gold["high"]} else 0.0


def modality_credit(gold: str, said: str) -> float:
    return 1.0 if gold == said else 0.5 if said in SOFT_MODALITY.get(gold, ()) else 0.0


def slots(gold: dict[str, Any] | None, said: dict[str, Any] | None) -> dict[str, tuple[float, int, int]]:
    """For each slot: correct, predicted, gold."""
    g, s = gold or {}, said or {}
    when = s.get("when") if (s.get("when") or {}).get("start") else None

    def one(one: Any, two: Any, credit: Callable[[Any, Any], float]) -> tuple[float, int, int]:
        return (credit(one, two) if one and two else 0.0), int(bool(two)), int(bool(one))

    def people(key: str, theirs: str) -> tuple[float, int, int]:
        return set_credit(g.get(theirs, []), names(s.get(key, [])), same_name)

    accepted = {g.get("acled_sub"), *g.get("alt_sub", [])}
    return {
        "type": one(g.get("acled_type"), s.get("event_type"), lambda a, b: float(a == b)),
        "sub_type": one(g.get("acled_sub"), s.get("sub_event_type"), lambda _, b: float(b in accepted)),
        "actors": people("actors", "actors"),
        "targets": people("targets", "targets"),
        "weapons": set_credit(
            g.get("weapons", []), [w["type"] for w in s.get("weapons", [])], lambda a, b: float(a == b)
        ),
        "place": one(g.get("place"), s.get("place"), place_credit),
        "date": one(g.get("date"), when, date_credit),
        "killed": one(g.get("killed"), s.get("killed"), count_credit),
        "injured": one(g.get("injured"), s.get("injured"), count_credit),
        "modality": one(g.get("modality"), s.get("modality"), modality_credit),
        "attribution": people("attribution", "attributed_to"),
    }


# ------------------------------------------------------------------ pairing
def occurrences(text: str, words: str) -> list[Span]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def meets(one: Span, two: Span) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def span_of(item: dict[str, Any]) -> Span:
    return item["start"], item["end"]


def pair(text: str, gold: list[dict[str, Any]], said: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """The one-to-one pairing of gold and predicted events that agrees best."""
    if not gold or not said:
        return []
    weight = np.zeros((len(gold), len(said)))
    for i, g in enumerate(gold):
        quotes = occurrences(text, g["quote"])
        triggers = [
            (q0 + at, q0 + at + len(g["trigger"])) for q0, q1 in quotes for at in [text[q0:q1].find(g["trigger"])]
        ]
        for j, s in enumerate(said):
            span = span_of(s["trigger"])
            base = 1.0 * any(meets(span, t) for t in triggers) or 0.5 * any(meets(span, q) for q in quotes)
            if base:
                agree = slots(g, s)
                weight[i, j] = base + 0.25 * sum(agree[name][0] for name in PAIRING_SLOTS)
    rows, columns = linear_sum_assignment(weight, maximize=True)
    return [(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if weight[i, j] > 0]


# ------------------------------------------------------------------ reports
@dataclass(slots=True)
class Score:
    """Totals over reports."""

    slots: dict[str, Tally] = field(default_factory=dict)
    detection: Tally = field(default_factory=Tally)
    statements: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    calm: int = 0
    false_alarms: int = 0

    def add(self, gold: dict[str, Any], said: dict[str, Any], text: str) -> None:
        ignored = [o for i in gold.get("ignore", []) for o in occurrences(text, i["quote"])]
        kept = [o for e in gold["events"] for o in occurrences(text, e["trigger"])]
        events = [e for e in said["events"] if not _ignored(span_of(e["trigger"]), ignored, kept)]
        pairs = pair(text, gold["events"], events)
        self.detection.add(len(pairs), len(events), len(gold["events"]))
        if not gold["events"]:
            self.calm += 1
            self.false_alarms += len(events)
        left, right = {i for i, _ in pairs}, {j for _, j in pairs}
        todo: list[tuple[Any, Any]] = [(gold["events"][i], events[j]) for i, j in pairs]
        todo += [(g, None) for i, g in enumerate(gold["events"]) if i not in left]
        todo += [(None, s) for j, s in enumerate(events) if j not in right]
        for g, s in todo:
            for name, (c, p, n) in slots(g, s).items():
                self.slots.setdefault(name, Tally()).add(c, p, n)
        self.statements.add(*set_credit(gold["statements"], said["statements"], _said_alike(text, "kind")))
        self.relations.add(*set_credit(gold["relations"], said["relations"], _said_alike(text, "predicate")))

    def table(self) -> Iterator[str]:
        yield self.detection.line("DETECTION")
        for name, tally in self.slots.items():
            yield self.ledger_line(name, tally)
        ledger = Tally()
        for tally in self.slots.values():
            ledger.add(tally.correct, tally.predicted, tally.gold)
        yield ledger.line("LEDGER")
        yield self.statements.line("statements")
        yield self.relations.line("relations")
        yield f"false alarms in {self.calm} reports without an event: {self.false_alarms}"

    @staticmethod
    def ledger_line(name: str, tally: Tally) -> str:
        return tally.line(f"  {name}")


def _ignored(span: Span, ignored: list[Span], kept: list[Span]) -> bool:
    return any(meets(span, i) for i in ignored) and not any(meets(span, k) for k in kept)


def _said_alike(text: str, key: str) -> Callable[[dict[str, Any], dict[str, Any]], float]:
    def credit(gold: dict[str, Any], said: dict[str, Any]) -> float:
        if gold[key] != said[key] or not any(meets(span_of(said["span"]), o) for o in occurrences(text, gold["quote"])):
            return 0.0
        if key == "kind":
            return 1.0
        ends = ((gold[end], [said[end]["name"], said[end]["span"]["text"]]) for end in ("subject", "object"))
        return float(any(same_name(one, two) for one, two in ends))

    return credit


def iter_gold(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if "events" in gold:
            yield gold, path.with_suffix(".txt").read_text(encoding="utf-8")


def corpus_folder(split: str) -> Path:
    sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))
    from load import write_reports

    folder = Path(tempfile.mkdtemp(prefix="tocsin-corpus-"))
    write_reports(split, folder)
    return folder


def score_folder(folder: Path) -> tuple[Score, int]:
    score, reports = Score(), 0
    for gold, text in iter_gold(folder):
        reading = tocsin.read(text, published=date.fromisoformat(gold["published"]))
        score.add(gold, reading.to_json(), text)
        reports += 1
    return score, reports


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path)
    parser.add_argument("--split", default="dev", choices=("train", "dev", "test"))
    arguments = parser.parse_args()
    folder = arguments.gold or corpus_folder(arguments.split)
    score, reports = score_folder(folder)
    print(f"{reports} reports")
    print("\n".join(score.table()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
