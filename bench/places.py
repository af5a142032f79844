"""Score place finding: `python -m bench.places FILE.jsonl…` (`id`, `text`, `toponyms`: start, end, text, lat, lon).

Prints, for each file, recognition (precision, recall, F1 by overlap and by exact span), accuracy within 161 km and
25 km over all gold mentions when the names are given and when they must be found, mean and median error, and speed.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import mean, median
from typing import Any

from tocsin.reading.places import find_places, resolve_names
from tocsin.records.places import Place, PlaceMention

RADII_KM = (161, 25)


def main() -> None:
    for name in sys.argv[1:]:
        rows = [json.loads(line) for line in Path(name).read_text(encoding="utf-8").split("\n") if line]
        print(json.dumps({"file": Path(name).name, **score(rows)}))


def score(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """All figures for one set of reports."""
    gold = [[t for t in row["toponyms"] if t.get("lat") is not None] for row in rows]
    for row in rows[:20]:
        find_places(row["text"])
    start = time.perf_counter()
    found = [find_places(row["text"]) for row in rows]
    took = time.perf_counter() - start
    given = [
        error_km(t, place)
        for row, wanted in zip(rows, gold, strict=True)
        for t, place in zip(wanted, resolve_names(row["text"], [(t["start"], t["end"]) for t in wanted]), strict=True)
    ]
    ends = [error_km(t, match(t, here)) for here, wanted in zip(found, gold, strict=True) for t in wanted]
    return {
        "reports": len(rows),
        "mentions": sum(map(len, gold)),
        "ms_per_report": round(1000 * took / len(rows), 2),
        "recognition": recognition(rows, found),
        "given_names": accuracy(given),
        "end_to_end": accuracy(ends),
    }


def recognition(rows: list[dict[str, Any]], found: list[list[PlaceMention]]) -> dict[str, float]:
    """Precision, recall and F1; a find is right when it overlaps a gold toponym (exact: when the spans are equal)."""
    wanted = [(i, t["start"], t["end"]) for i, row in enumerate(rows) for t in row["toponyms"]]
    got = [(i, m.span.start, m.span.end) for i, here in enumerate(found) for m in here]
    right = sum(any(_meets(g, w) for w in _of(wanted, g[0])) for g in got)
    hit = sum(any(_meets(g, w) for g in _of(got, w[0])) for w in wanted)
    p, r = right / max(1, len(got)), hit / max(1, len(wanted))
    exact = len(set(wanted) & set(got))
    return {
        "p": round(p, 3),
        "r": round(r, 3),
        "f1": round(2 * p * r / max(1e-9, p + r), 3),
        "exact_f1": round(2 * exact / max(1, len(wanted) + len(got)), 3),
    }


def _of(spans: list[tuple[int, int, int]], report: int) -> Iterator[tuple[int, int, int]]:
    return (s for s in spans if s[0] == report)


def _meets(a: tuple[int, int, int], b: tuple[int, int, int]) -> bool:
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


def match(toponym: dict[str, Any], found: list[PlaceMention]) -> Place | None:
    """The found place whose words overlap the toponym."""
    return next((m.place for m in found if m.span.start < toponym["end"] and toponym["start"] < m.span.end), None)


def error_km(toponym: dict[str, Any], place: Place | None) -> float | None:
    """Distance from the gold point; `None` where no place was given."""
    if place is None:
        return None
    return Place(name="", latitude=float(toponym["lat"]), longitude=float(toponym["lon"])).distance_km(place)


def accuracy(errors: list[float | None]) -> dict[str, float]:
    """Share of all gold mentions within each radius; errors of those that were resolved."""
    known = [e for e in errors if e is not None]
    shares = {f"acc@{km}": round(sum(e <= km for e in known) / max(1, len(errors)), 3) for km in RADII_KM}
    return {**shares, "resolved": round(len(known) / max(1, len(errors)), 3)} | (
        {"mean_km": round(mean(known)), "median_km": round(median(known), 1)} if known else {}
    )


if __name__ == "__main__":
    main()
