"""Load the corpus: `load("train")` gives its reports as dictionaries in the annotation scheme, with their text."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SPLITS = ("train", "dev", "test")


def load(split: str) -> Iterator[dict[str, Any]]:
    """The reports of one split, in order of their ids."""
    if split not in SPLITS:
        raise ValueError(f"no split {split!r}: one of {', '.join(SPLITS)}")
    with lzma.open(HERE / "data" / f"{split}.jsonl.xz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def write_reports(split: str, folder: Path) -> int:
    """Write a split as NNN.txt and NNN.json files, the form in which the scorer and `tocsin extract` take reports."""
    count = 0
    for report in load(split):
        name = report["id"].replace("/", "-")
        (folder / f"{name}.txt").write_text(report["text"], encoding="utf-8")
        gold = {key: value for key, value in report.items() if key != "text"}
        (folder / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
        count += 1
    return count
