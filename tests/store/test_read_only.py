"""A workspace can be searched where nothing may be written, and says so when it is to be written to."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

import tocsin
from tocsin.errors import WorkspaceError
from tocsin.records.ledger import Query
from tocsin.records.reports import Report
from tocsin.store.database import connect

NOBODY = 65534


@contextmanager
def write_protected(folder: Path) -> Iterator[None]:
    """Nothing below `folder` can be written; the superuser, whom that would not keep, becomes nobody meanwhile."""
    every = [folder, *folder.rglob("*")]
    for path in every:
        path.chmod(0o555 if path.is_dir() else 0o444)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in every:
            if path.exists():
                path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that anybody may look into, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def desk(folder: Path) -> Path:
    workspace = tocsin.new(folder / "case")
    report = Report.from_text("Shells hit Tripoli on 4 May 2021, wounding two.", published=date(2021, 5, 5))
    assert len(workspace.add(report).new) == 1
    assert workspace.find(Query(words="Tripoli")).total == 1
    return workspace.path


def test_what_may_not_be_written_can_be_searched(desk: Path, folder: Path) -> None:
    before = sorted(path.name for path in desk.iterdir())
    with write_protected(folder):
        workspace = tocsin.open(desk)
        [row] = workspace.find(Query(words="Tripoli")).rows
        assert workspace.show(row.id)["kind"] == "event"
        assert len(list(workspace.readings())) == 1
        assert all(check.ok for check in workspace.checks())
        assert sorted(path.name for path in desk.iterdir()) == before


def test_writing_there_says_that_it_may_not_be(desk: Path, folder: Path) -> None:
    with write_protected(folder):
        workspace = tocsin.open(desk)
        with pytest.raises(WorkspaceError, match="you may not write here"):
            workspace.add(Report.from_text("Another report."))
        with pytest.raises(WorkspaceError, match="you may not write here"):
            workspace.link()
        with pytest.raises(WorkspaceError, match=r"case\.csv: cannot be written: Permission denied"):
            workspace.export("csv")
        with pytest.raises(WorkspaceError, match=r"case\.tgz: cannot be written"):
            workspace.backup(folder / "case.tgz")


def test_changes_that_wait_are_not_passed_over(desk: Path, folder: Path) -> None:
    copy = folder / "copy.tocsin"
    with connect(desk / "ledger.sqlite") as connection:
        connection.execute("INSERT INTO state VALUES ('waits', 'here')")
        shutil.copytree(desk, copy)
    (copy / "ledger.sqlite-shm").unlink()
    with write_protected(copy), pytest.raises(WorkspaceError, match="last changes wait"):
        tocsin.open(copy)
    assert tocsin.open(copy).count_reports() == 1
