"""Runs the commands of docs/tour.md again and writes what they print below them; with --check only says what differs.

Prevents a tour of a program that no longer exists. Commands run in an empty folder beside the demo reports of two
months.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOUR = ROOT / "docs" / "tour.md"
REPORTS = "2019-0[45]-*.md"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


def refreshed(page: str) -> str:
    """The page with every console block as it comes out today."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "reports").mkdir()
        for report in sorted((ROOT / "src" / "tocsin" / "samples" / "reports").glob(REPORTS)):
            shutil.copy(report, place / "reports")
        environ = _environment(place)
        return BLOCK.sub(lambda block: _run_all(block[0], place=place, environ=environ), page)


def _environment(place: Path) -> dict[str, str]:
    """This interpreter's `tocsin` first on the PATH, no settings from outside, a fixed width."""
    shim = place / ".bin" / "tocsin"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from tocsin.cli.main import main; main()" "$@"\n')
    shim.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN_")}
    path = os.pathsep.join([str(shim.parent), str(Path(sys.executable).parent), kept.get("PATH", os.defpath)])
    return kept | {"PATH": path, "COLUMNS": "140", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT / "src")}


def _run_all(block: str, *, place: Path, environ: dict[str, str]) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_run(command, place=place, environ=environ)}" for command in commands)


def _run(command: str, *, place: Path, environ: dict[str, str]) -> str:
    done = subprocess.run(["bash", "-c", command], cwd=place, env=environ, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise SystemExit(f"docs/tour.md: `{command}` ends with {done.returncode}: {done.stderr.strip()}")
    return re.sub(r"[ \t]+$", "", done.stdout, flags=re.MULTILINE)


def main() -> int:
    """Write the page, or with --check print the difference and end with 1 when there is one."""
    old = TOUR.read_text(encoding="utf-8")
    new = refreshed(old)
    if "--check" not in sys.argv[1:]:
        TOUR.write_text(new, encoding="utf-8")
        return 0
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), "docs/tour.md", "today (make tour)", lineterm="")
    print("\n".join(lines))
    return int(old != new)


if __name__ == "__main__":
    sys.exit(main())
