"""A program that is killed at any moment loses nothing that it had stored, and stores nothing by halves."""

import hashlib
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

import tocsin
from tocsin.records.claims import iter_claims
from tocsin.workspace import Workspace

REPORTS = 60
KILLS = 26
SEED = 20220506

ADDER = """
import sys
from datetime import date
from types import ModuleType
from tocsin.records.events import EventMention, mention_id
from tocsin.records.places import Place
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.records.times import When


def read_report(report, *, codebook):
    events, at = [], report.text.find(" hit ")
    while at >= 0:
        trigger = Span(at + 1, at + 4, "hit")
        day = date(2022, 5, 1 + at % 28)
        place = Place("Port Asha", "g:1", 10.0, 20.0, "Coast", "XX", "town")
        events.append(EventMention(
            mention_id(report.id, trigger), report.id, trigger, "Explosions/Remote violence", "Air/drone strike",
            place=place, when=When(day, day), coder="tests@1"))
        at = report.text.find(" hit ", at + 1)
    return Reading(report, events=tuple(events))


quick = ModuleType("tocsin.reading.read")
quick.read_report = read_report
sys.modules[quick.__name__] = quick
from tocsin.workspace import open as open_workspace

desk = open_workspace(sys.argv[1])
print("ready", flush=True)
added = desk.add(sys.argv[2], workers=1)
print(len(added.new), len(added.known), flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(REPORTS):
        words = " ".join(f"A drone hit Port Asha for the {n}th time." for n in range(1, 2 + number % 7))
        (folder / f"{number:03}.txt").write_text(f"Report {number}. {words}")
    return folder


def start(desk: Path, folder: Path) -> subprocess.Popen[str]:
    """A program that adds the folder; it has opened the workspace when this returns."""
    program = subprocess.Popen([sys.executable, "-c", ADDER, str(desk), str(folder)], stdout=subprocess.PIPE, text=True)
    assert program.stdout
    assert program.stdout.readline() == "ready\n"
    return program


def check_whole(desk: Workspace, folder: Path) -> int:
    """Everything stored is whole; how many reports there are."""
    database = desk.path / "ledger.sqlite"
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        [claims] = connection.execute("SELECT count(*) FROM claim").fetchone()
        originals = dict(connection.execute("SELECT id, original FROM report"))
        connection.execute("INSERT INTO report_words (report_words) VALUES ('integrity-check')")
    readings = list(desk.readings())
    events = [event for reading in readings for event in reading.events]
    assert claims == sum(1 for event in events for _ in iter_claims(event))
    assert sorted(row.id for row in desk.rows()) == sorted(event.id for event in events)
    for reading in readings:
        assert reading.text == Path(reading.report.path or "").read_text()
        assert len(reading.events) == reading.text.count(" hit ")
        sha256 = originals[reading.report.id]
        content = (desk.path / "originals" / sha256[:2] / sha256).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256
        assert content == Path(reading.report.path or "").read_bytes()
    return len(readings)


def test_killed_at_random_points_nothing_is_lost_or_half_stored(tmp_path: Path, folder: Path) -> None:
    chance = random.Random(SEED)
    whole = tocsin.new(tmp_path / "whole")
    program = start(whole.path, folder)
    started = time.perf_counter()
    program.wait(timeout=60)
    took = max(time.perf_counter() - started, 0.05)
    assert check_whole(whole, folder) == REPORTS

    desk = tocsin.new(tmp_path / "killed")
    stored, emptied = 0, 0
    for _ in range(KILLS):
        program = start(desk.path, folder)
        time.sleep(chance.uniform(0, took / 4))
        program.kill()
        program.wait(timeout=10)
        now = check_whole(desk, folder)
        assert now >= stored
        stored = now
        if stored == REPORTS:  # begin again, so that later kills fall into the middle, too
            emptied += 1
            desk, stored = tocsin.new(tmp_path / f"killed-{emptied}"), 0

    program = start(desk.path, folder)
    output, _ = program.communicate(timeout=60)
    assert output.split() == [str(REPORTS - stored), str(stored)]
    assert check_whole(desk, folder) == REPORTS
    assert [event.id for event in desk.events()] == [event.id for event in whole.events()]
    assert {p.name for p in (desk.path / "originals").glob("??/[!.]*")} == {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()
    }
    assert all(check.ok for check in desk.checks())


def test_two_programs_may_add_the_same_folder_at_once(tmp_path: Path, folder: Path) -> None:
    desk = tocsin.new(tmp_path / "shared")
    programs = [start(desk.path, folder) for _ in range(2)]
    outputs = [program.communicate(timeout=60)[0].split() for program in programs]
    assert [program.returncode for program in programs] == [0, 0]
    assert sum(int(new) for new, _ in outputs) == REPORTS
    assert all(int(new) + int(known) == REPORTS for new, known in outputs)
    assert check_whole(desk, folder) == REPORTS
    assert all(event.incident for reading in desk.readings() for event in reading.events)
