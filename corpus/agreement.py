"""Agreement between the first and the second coding: `python corpus/agreement.py`.

`second/REGION/CAMPAIGN.txt` holds, in the same notation, reports coded again by somebody who has not seen the
first coding (the same id, the same text). Each second coding is scored against the first with the slots of
`bench/ledger.py`; the second coder's words are given as a reading would give them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from build import iter_reports, sources  # noqa: E402

from bench.ledger import Score  # noqa: E402


def as_reading(report: dict[str, Any]) -> dict[str, Any]:
    """An annotated report in the shape of the reading format, as far as scoring looks at it."""
    text = report["text"]
    return {
        "events": [_event(e, text) for e in report["events"]],
        "statements": [{"kind": s["kind"], "span": _span(text, s["quote"])} for s in report["statements"]],
        "relations": [
            {
                "predicate": r["predicate"],
                "subject": _named(r["subject"]),
                "object": _named(r["object"]),
                "span": _span(text, r["quote"]),
            }
            for r in report["relations"]
        ],
    }


def _event(event: dict[str, Any], text: str) -> dict[str, Any]:
    quote = _span(text, event["quote"])
    at = quote["start"] + event["quote"].find(event["trigger"])
    place = event["place"]
    return {
        "event_type": event["acled_type"],
        "sub_event_type": event["acled_sub"],
        "trigger": {"start": at, "end": at + len(event["trigger"]), "text": event["trigger"]},
        "actors": [_named(n) for n in event["actors"]],
        "targets": [_named(n) for n in event["targets"]],
        "weapons": [{"type": w} for w in event["weapons"]],
        "place": place and {"country": place["country"], "latitude": place["lat"], "longitude": place["lon"]},
        "when": event["date"],
        "killed": _count(event["killed"]),
        "injured": _count(event["injured"]),
        "modality": event["modality"],
        "attribution": [_named(n) for n in event["attributed_to"]],
    }


def _count(count: dict[str, Any] | None) -> dict[str, Any] | None:
    return count and {"low": count["low"], "best": count["high"], "high": count["high"]}


def _named(name: str) -> dict[str, Any]:
    return {"name": name, "span": {"text": name}}


def _span(text: str, words: str) -> dict[str, Any]:
    start = text.find(words)
    return {"start": start, "end": start + len(words), "text": words}


def main() -> int:
    """Print the table; 1 when a second coding has no first or another text."""
    first = {r["id"]: r for r in iter_reports(sources())}
    second = list(iter_reports(sorted((HERE / "second").rglob("*.txt"))))
    score, wrong = Score(), 0
    for report in second:
        gold = first.get(report["id"])
        if gold is None or gold["text"].split() != report["text"].split():
            print(f"{report['id']}: no first coding of this text", file=sys.stderr)
            wrong += 1
            continue
        score.add(gold, as_reading({**report, "text": gold["text"]}), gold["text"])
    print(f"{len(second)} reports coded twice, {100 * len(second) / max(1, len(first)):.1f} % of {len(first)}")
    print("\n".join(score.table()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
