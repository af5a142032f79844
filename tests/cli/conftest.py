import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tocsin.cli.main import app

RAID = "Rebels attacked a checkpoint near Gharyan in Libya on Tuesday, killing three policemen, the ministry said.\n"
CALM = "Buses ran on time in Tripoli on Wednesday and the schools opened as planned, the city council said.\n"
SHELLS = "Two civilians were wounded when artillery shells hit a café in Tripoli on 4 May 2021, doctors said.\n"


@dataclass(frozen=True)
class Done:
    """What a run said and how it ended."""

    code: int
    out: str
    err: str


def run_tocsin(*arguments: object, stdin: str | bytes | None = None) -> Done:
    result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, prog_name="tocsin")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="session")
def tocsin():
    return run_tocsin


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    """No test sees the settings or workspaces of whoever runs it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_WORKSPACE", raising=False)


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Path:
    """A workspace with three reports, read once for all tests that only look."""
    folder = tmp_path_factory.mktemp("desk")
    for name, source, day, text in (
        ("raid", "Hill Wire", "2021-05-06", RAID),
        ("calm", "City Post", "2021-05-06", CALM),
        ("shells", "City Post", "2021-05-05", SHELLS),
    ):
        matter = f"---\ntitle: The {name}\nsource: {source}\npublished: {day}\n---\n"
        (folder / f"{name}.md").write_text(matter + text, encoding="utf-8")
    run_tocsin("new", folder / "desk")
    done = run_tocsin("add", "-w", folder / "desk.tocsin", *sorted(folder.glob("*.md")))
    assert re.match(r"3 new, 0 known already, 0 unreadable", done.out), done
    return folder / "desk.tocsin"
