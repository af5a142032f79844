"""Translate the corpus's source files into `data/train.jsonl.xz`, `dev` and `test`: the same input, the same bytes."""

from __future__ import annotations

import hashlib
import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from notation import NotationError, Parser

HERE = Path(__file__).parent
DEV, TEST = 10, 20
"""Per cent of campaigns (by hash of the campaign's name) that go to dev, and to dev or test together."""


def split_of(campaign: str) -> str:
    """The split of a whole campaign: no incident and no campaign crosses one."""
    share = int(hashlib.sha256(campaign.encode()).hexdigest(), 16) % 100
    if share < DEV:
        return "dev"
    return "test" if share < TEST else "train"


def iter_reports(paths: list[Path]) -> Iterator[dict[str, Any]]:
    """Every report of the files, with its split; raises `NotationError`."""
    for path in paths:
        for report in Parser(path).reports():
            yield {**report, "split": split_of(report["campaign"])}


def sources() -> list[Path]:
    """All source files, sorted."""
    return sorted((HERE / "source").rglob("*.txt"))


def write_splits(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Write the three splits into `folder`; raises `NotationError` for the first file that has a mistake."""
    splits: dict[str, list[dict[str, Any]]] = {"train": [], "dev": [], "test": []}
    for report in iter_reports(sources()):
        splits[report["split"]].append(report)
    folder.mkdir(exist_ok=True)
    for name, reports in splits.items():
        lines = (json.dumps(r, ensure_ascii=False, sort_keys=True) for r in sorted(reports, key=lambda r: str(r["id"])))
        content = "".join(line + "\n" for line in lines).encode()
        (folder / f"{name}.jsonl.xz").write_bytes(lzma.compress(content, preset=9))
    return splits


def main(arguments: list[str]) -> int:
    """Write the splits to `data/`, or to the folder named; 1 and the mistake when a source file has one."""
    try:
        splits = write_splits(Path(arguments[0]) if arguments else HERE / "data")
    except NotationError as error:
        print(error, file=sys.stderr)
        return 1
    for name, reports in splits.items():
        print(f"{name}: {len(reports)} reports, {sum(len(r['events']) for r in reports)} mentions")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
