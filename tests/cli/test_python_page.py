"""The page on Python is run as written: an example that no longer works fails here."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "python.md"


def test_every_block_runs_in_order(tmp_path, capsys):
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    names = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)
    said = capsys.readouterr().out
    assert len(blocks) >= 8
    assert "not read: reports/empty.txt empty file" in said
    assert "attacked" in said
    assert "2 0 ['empty file']" in said
    assert (tmp_path / "ledger.csv").is_file()
    assert (tmp_path / "desk.tocsin" / "exports" / "desk.geojson").is_file()
