"""Score `find_times` on a TIMEX file, as TempEval-3 does.

    python -m bench.times FILE.jsonl [--errors]

Each line of the file is `{"id", "published", "text", "timexes": [{"start", "end", "value"}]}`. Strict F1 counts equal
spans, relaxed F1 overlapping ones (each gold expression at most once), value F1 the overlapping ones whose TIMEX3 value
is right; speed is per second of processor time. Prevents claims about dates that nobody can check.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tocsin.reading.times import find_times
from tocsin.records.times import TimeMention

MEASURES = ("strict", "relaxed", "value")
Pair = tuple[dict[str, Any] | None, TimeMention | None]


def load(path: Path) -> list[dict[str, Any]]:
    """The texts of a TIMEX file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def overlap(gold: dict[str, Any], found: TimeMention) -> int:
    """Characters shared."""
    return min(int(gold["end"]), found.span.end) - max(int(gold["start"]), found.span.start)


def pairs(gold: list[dict[str, Any]], found: list[TimeMention]) -> Iterator[Pair]:
    """Gold and found expressions, each at most once; the one left alone is paired with `None`."""
    free = list(found)
    for expression in gold:
        best = max(free, key=lambda m: overlap(expression, m), default=None)
        if best is None or overlap(expression, best) <= 0:
            yield expression, None
            continue
        free.remove(best)
        yield expression, best
    for mention in free:
        yield None, mention


def hits(gold: dict[str, Any] | None, found: TimeMention | None) -> list[str]:
    """The measures under which a pair counts as right."""
    if gold is None or found is None:
        return []
    right = ["relaxed"]
    if (gold["start"], gold["end"]) == (found.span.start, found.span.end):
        right.append("strict")
    if gold["value"] == found.timex:
        right.append("value")
    return right


def score(texts: list[dict[str, Any]], *, show: bool = False) -> dict[str, float]:
    """Precision, recall and F1 for each measure, and characters per second."""
    right: Counter[str] = Counter()
    n_gold = n_found = characters = 0
    seconds = 0.0
    find_times("Warm up on 1 May 2020.")
    for item in texts:
        published = date.fromisoformat(item["published"]) if item.get("published") else None
        began = time.process_time()
        found = find_times(item["text"], published=published)
        seconds += time.process_time() - began
        characters += len(item["text"])
        n_gold, n_found = n_gold + len(item["timexes"]), n_found + len(found)
        for pair in pairs(item["timexes"], found):
            counted = hits(*pair)
            right.update(counted)
            if show and "value" not in counted:
                print(describe(item, *pair))
    figures = {"characters_per_second": characters / seconds if seconds else 0.0}
    for measure in MEASURES:
        precision = right[measure] / n_found if n_found else 0.0
        recall = right[measure] / n_gold if n_gold else 0.0
        total = precision + recall
        figures |= {f"{measure}_precision": precision, f"{measure}_recall": recall}
        figures[f"{measure}_f1"] = 2 * precision * recall / total if total else 0.0
    return figures


def describe(item: dict[str, Any], gold: dict[str, Any] | None, found: TimeMention | None) -> str:
    """One line about one mistake, with the words around it."""
    start = gold["start"] if gold else found.span.start if found else 0
    around = item["text"][max(0, start - 60) : start + 60].replace("\n", " ")
    wanted = f"{item['text'][gold['start'] : gold['end']]!r}={gold['value']}" if gold else "nothing"
    got = f"{found.span.text!r}={found.timex}" if found else "nothing"
    return f"{item['id']}:{start}  wanted {wanted}  got {got}  …{around}…"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.times", description="Score find_times on a TIMEX file.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", action="store_true", help="list every expression that is not right")
    options = parser.parse_args()
    figures = score(load(options.file), show=options.errors)
    for measure in MEASURES:
        values = "  ".join(
            f"{part} {100 * figures[f'{measure}_{part}']:5.1f}" for part in ("precision", "recall", "f1")
        )
        print(f"{measure:8}{values}")
    print(f"{figures['characters_per_second']:,.0f} characters per second")


if __name__ == "__main__":
    main()
