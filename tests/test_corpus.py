"""The corpus keeps its own rules, its splits are what its sources give, and the ledger's scorer can read it."""

import lzma
import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], cwd=CORPUS, capture_output=True, text=True, check=False)


def test_the_checker_finds_no_mistake() -> None:
    done = run("check.py")
    assert done.returncode == 0, "\n".join(line for line in done.stdout.splitlines() if line.startswith("MISTAKE"))
    assert done.stdout.splitlines()[-1] == "0 mistakes"


def test_the_splits_are_what_the_sources_give(tmp_path: Path) -> None:
    done = run("build.py", str(tmp_path))
    assert done.returncode == 0, done.stderr
    for split in ("train", "dev", "test"):
        committed = lzma.decompress((CORPUS / "data" / f"{split}.jsonl.xz").read_bytes())
        assert lzma.decompress((tmp_path / f"{split}.jsonl.xz").read_bytes()) == committed, "run corpus/build.py"


def test_no_campaign_is_in_two_splits(tmp_path: Path) -> None:
    code = (
        "from load import load, SPLITS;"
        "seen = [{r['campaign'] for r in load(s)} for s in SPLITS];"
        "print(sum(map(len, seen)) == len(set().union(*seen)))"
    )
    assert run("-c", code).stdout.strip() == "True"


def test_a_mistake_is_named_with_its_place(tmp_path: Path) -> None:
    wrong = tmp_path / "nowhere-2000.txt"
    wrong.write_text(
        "region: Nowhere\ncampaign: nowhere-2000\n\n=== nowhere-2000-001\n"
        "published: 2000-01-03\nsource: wire\ngenre: brief\n"
        f"---\n{'Shells fell on the town on Sunday. ' * 6}\n---\n"
        "E1 nowhere-2000/i01 | Shells fell on the village | fell | Armed clash\n d: on Sunday -> 2000-01-01\n",
        encoding="utf-8",
    )
    done = run("check.py", str(wrong))
    assert done.returncode == 1
    assert "nowhere-2000-001: not in the text: 'Shells fell on the village'" in done.stdout
