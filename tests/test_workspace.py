import json
import logging
import os
import re
import signal
import tarfile
from datetime import date
from pathlib import Path

import pytest

import tocsin
from tocsin import workspace as module
from tocsin.errors import InvalidCodebook, InvalidConfig, NotFound, StorageFull, UnreadableReport, WorkspaceError
from tocsin.readers import files
from tocsin.records.events import EventMention, mention_id
from tocsin.records.ledger import Query
from tocsin.records.places import Place
from tocsin.records.readings import Reading
from tocsin.records.reports import Report, Unread
from tocsin.records.spans import Span
from tocsin.records.times import When
from tocsin.store.writer import Writer
from tocsin.workspace import Workspace

STRIKE = "Shelling hit Port Asha on Friday. Two people were killed."
CALM = "The harbour was quiet and the market opened."


def plain_reading(report: Report, *, codebook: str) -> Reading:
    """A reader for tests: every "hit" is shelling of one port on one day; some words are trouble."""
    if "segfault" in report.text:
        raise RuntimeError("the reader tripped")
    if "unreadable" in report.text:
        raise UnreadableReport(report.path or "", "cannot be made out", "scan it again")
    if codebook == "missing":
        raise InvalidCodebook("no codebook missing")
    day = date(2022, 5, 6)
    events = []
    for at in (n for n in range(len(report.text)) if report.text.startswith(" hit ", n)):
        trigger = Span(at + 1, at + 4, "hit")
        events.append(
            EventMention(
                mention_id(report.id, trigger), report.id, trigger, "Explosions/Remote violence",
                "Shelling/artillery/missile attack", place=Place("Port Asha", "g:1", 10.0, 20.0, "Coast", "XX", "town"),
                when=When(day, day), coder="tests@1",
            )
        )  # fmt: skip
    return Reading(report, events=tuple(events))


@pytest.fixture(autouse=True)
def plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.reading.read.read_report", plain_reading)


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return tocsin.new(tmp_path / "case")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.txt").write_text(f"{STRIKE} First telling.")
    (folder / "b.md").write_text(f"---\ntitle: Port hit\nsource: Coast Wire\npublished: 2022-05-07\n---\n{STRIKE}")
    (folder / "deeper" / "c.txt").write_text(CALM)
    return folder


# making and opening


def test_a_new_workspace_gets_its_ending(tmp_path: Path) -> None:
    assert tocsin.new(tmp_path / "case").path == tmp_path / "case.tocsin"
    with pytest.raises(WorkspaceError, match="exists already"):
        tocsin.new(tmp_path / "case.tocsin")


def test_the_only_workspace_here_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOCSIN_WORKSPACE", raising=False)
    with pytest.raises(WorkspaceError, match="tocsin new"):
        tocsin.open()
    tocsin.new("one")
    assert tocsin.open().path == Path("one.tocsin")
    tocsin.new("two")
    with pytest.raises(WorkspaceError, match=r"one\.tocsin, two\.tocsin"):
        tocsin.open()
    monkeypatch.setenv("TOCSIN_WORKSPACE", "two.tocsin")
    assert tocsin.open().path == Path("two.tocsin")
    assert tocsin.open("one.tocsin").path == Path("one.tocsin")


# adding


def test_adding_a_folder_stores_and_links(desk: Workspace, folder: Path) -> None:
    ticks: list[tuple[int, int, str]] = []
    with desk:
        added = desk.add(folder, progress=lambda *tick: ticks.append(tick))
        assert (len(added.new), added.known, added.unread, added.stopped) == (3, (), (), False)
        assert ticks == [
            (1, 3, str(folder / "a.txt")),
            (2, 3, str(folder / "b.md")),
            (3, 3, str(folder / "deeper/c.txt")),
        ]
        [event] = desk.events()
        assert len(event.mentions) == 2
        assert {m.incident for m in event.mentions} == {event.id}


def test_adding_again_adds_nothing_and_says_so(desk: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.add(folder)
    before = desk.summary()

    def never(*_: object, **__: object) -> Reading:
        raise AssertionError("a known report was read again")

    monkeypatch.setattr("tocsin.reading.read.read_report", never)
    monkeypatch.setattr("tocsin.readers.files.read_bytes", never)
    again = desk.add(folder)
    assert (again.new, sorted(again.known)) == ((), sorted(first.new))
    assert desk.summary() == before


def test_the_same_words_under_another_name_are_known(desk: Workspace, folder: Path) -> None:
    desk.add(folder / "a.txt")
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    assert len(desk.add(folder / "copy.txt").known) == 1
    assert desk.count_reports() == 1


def test_reports_made_elsewhere_can_be_added(desk: Workspace) -> None:
    report = Report.from_text(STRIKE, published=date(2022, 5, 7))
    assert desk.add(report).new == (report.id,)
    assert desk.add(report).known == (report.id,)
    assert desk.report(report.id) == report
    assert desk.original(report.id) == STRIKE.encode()


def test_a_given_date_of_publication_is_for_reports_that_state_none(desk: Workspace, folder: Path) -> None:
    desk.add(folder, published=date(2022, 5, 9))
    published = {Path(r["path"]).name: r["published"] for r in desk.reports()}
    assert published == {"a.txt": "2022-05-09", "b.md": "2022-05-07", "c.txt": "2022-05-09"}


def test_originals_are_the_bytes_that_came(desk: Workspace, folder: Path) -> None:
    desk.add(folder)
    for listed in desk.reports():
        assert desk.original(listed["id"]) == Path(listed["path"]).read_bytes()


def test_many_reports_in_one_file(desk: Workspace, tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{STRIKE} Number {n}.", "title": f"Note {n}"}) for n in range(4)]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(lines))
    added = desk.add(path)
    assert len(added.new) == 4
    assert desk.add(path).known == added.new
    assert {desk.original(id_) for id_ in added.new} == {path.read_bytes()}


def test_bad_files_are_listed_and_the_batch_goes_on(desk: Workspace, folder: Path) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "empty.txt").write_bytes(b"")
    added = desk.add(folder, folder / "missing.txt")
    assert len(added.new) == 3
    assert {Path(u.path).name for u in added.unread} == {"binary.txt", "empty.txt", "missing.txt"}
    assert {Path(u.path).name for u in desk.unread()} == {"binary.txt", "empty.txt"}
    assert desk.summary()["unread"] == 2


def test_a_file_that_was_mended_leaves_the_list(desk: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('{"text": "All was quiet."}\n{"text":\n{"text": ""}\n')
    desk.add(path)
    assert [Path(u.path).name for u in desk.unread()] == ["lines.jsonl:2", "lines.jsonl:3"]
    path.write_text('{"text": "All was quiet."}\n{"text": "Nobody came."}\n{"text": ""}\n')
    desk.add(path)
    assert [Path(u.path).name for u in desk.unread()] == ["lines.jsonl:3"]
    path.write_text('{"text": "All was quiet."}\n')
    desk.add(path)
    assert desk.unread() == []


def test_a_file_that_is_gone_leaves_the_list_when_its_folder_is_added(desk: Workspace, folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "deeper" / "also.txt").write_bytes(b"")
    desk.add(folder)
    (folder / "empty.txt").unlink()
    desk.add(folder / "deeper")
    assert len(desk.unread()) == 2
    desk.add(folder)
    assert [Path(u.path).name for u in desk.unread()] == ["also.txt"]
    (folder / "deeper" / "also.txt").unlink()
    assert len(desk.add(folder / "deeper" / "also.txt").unread) == 1
    assert desk.unread() == []


def test_a_file_that_became_a_known_one_leaves_the_list(desk: Workspace, folder: Path) -> None:
    (folder / "late.txt").write_bytes(b"")
    desk.add(folder)
    (folder / "late.txt").write_bytes((folder / "a.txt").read_bytes())
    desk.add(folder)
    assert desk.unread() == []


def test_the_bytes_of_what_could_not_be_read_are_kept(desk: Workspace, tmp_path: Path) -> None:
    content = b"%PDF-1.7 of some kind"
    (tmp_path / "scan.pdf").write_bytes(content)
    desk.add(tmp_path / "scan.pdf")
    [line] = next(check for check in tocsin.doctor(desk.path) if check.name == "unread").items
    assert line.startswith(str(tmp_path / "scan.pdf"))
    assert (desk.path / line.rsplit("kept as ", 1)[1]).read_bytes() == content
    archive = desk.backup(tmp_path / "case.tar.gz")
    assert [u.path for u in tocsin.restore(archive, tmp_path / "again.tocsin").unread()] == [str(tmp_path / "scan.pdf")]


def test_a_date_given_later_does_not_date_what_is_stored_and_is_not_passed_over(desk: Workspace, folder: Path) -> None:
    first = desk.add(folder)
    later = desk.add(folder, published=date(2022, 5, 9))
    assert first.undated == ()
    assert sorted(Path(desk.report(id_).path or "").name for id_ in later.undated) == ["a.txt", "c.txt"]
    assert desk.report(later.undated[0]).published is None
    assert desk.add(folder).undated == ()


def test_linking_that_is_never_let_finish_says_so(
    desk: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Writer, "set_incidents", lambda *_, **__: False)
    assert not desk.add(folder).linked
    with pytest.raises(WorkspaceError, match="others keep adding"):
        desk.link()
    monkeypatch.undo()
    assert desk.link() == 1


def test_a_file_too_large_is_refused_with_its_reason(
    desk: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOCSIN_MAX_REPORT_MB", "1")
    (folder / "large.txt").write_text("rain " * 300_000)
    [unread] = tocsin.open(desk.path).add(folder).unread
    assert unread.path.endswith("large.txt")


def test_a_reader_that_trips_over_one_report_goes_on(
    desk: Workspace, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "b0.txt").write_text("segfault")
    (folder / "b1.txt").write_text("unreadable")
    with caplog.at_level(logging.ERROR):
        added = desk.add(folder)
    assert len(added.new) == 3
    assert [u.reason for u in added.unread] == [
        "internal error: RuntimeError: the reader tripped",
        "cannot be made out",
    ]
    assert "Traceback" in caplog.text
    (folder / "b0.txt").unlink()
    (folder / "b1.txt").unlink()
    assert len(desk.add(folder).known) == 3


def test_a_file_reader_that_trips_goes_on(desk: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = files.read_bytes

    def trips(name: str, content: bytes) -> object:
        if name.endswith("b.md"):
            raise IndexError("nothing there")
        return real(name, content)

    monkeypatch.setattr(files, "read_bytes", trips)
    added = desk.add(folder)
    assert len(added.new) == 2
    assert [u.reason for u in added.unread] == ["internal error: IndexError: nothing there"]


def test_a_wrong_setup_stops_the_run(desk: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_CODEBOOK", "missing")
    with pytest.raises(InvalidCodebook):
        tocsin.open(desk.path).add(folder)
    assert desk.unread() == []


def test_a_full_disk_names_the_workspace_and_keeps_what_was_stored(
    desk: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(folder / "a.txt")
    real = Writer.add
    monkeypatch.setattr(Writer, "add", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(StorageFull, match=r"case\.tocsin: the disk is full"):
        desk.add(folder)
    monkeypatch.setattr(Writer, "add", real)
    assert desk.count_reports() == 1
    assert len(desk.add(folder).new) == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_after_the_report_in_hand(
    desk: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def interrupted(report: Report, *, codebook: str) -> Reading:
        os.kill(os.getpid(), number)
        return plain_reading(report, codebook=codebook)

    before = signal.getsignal(number)
    monkeypatch.setattr("tocsin.reading.read.read_report", interrupted)
    added = desk.add(folder, workers=1)
    assert added.stopped
    assert len(added.new) == 1
    assert signal.getsignal(number) is before
    monkeypatch.setattr("tocsin.reading.read.read_report", plain_reading)
    rest = desk.add(folder)
    assert (len(rest.new), len(rest.known), rest.stopped) == (2, 1, False)


def test_what_is_loaded_for_linking_links_like_the_whole(desk: Workspace, folder: Path) -> None:
    desk.add(folder)
    linked = {m.id: event.id for event in tocsin.link(desk.readings()) for m in event.mentions}
    assert {m.id: m.incident for event in desk.events() for m in event.mentions} == linked


def test_an_interrupted_link_is_made_up_for(desk: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Workspace, "_linked", lambda _: None)
    desk.add(folder)
    assert desk.events() == []
    monkeypatch.undo()
    monkeypatch.setattr("tocsin.reading.read.read_report", plain_reading)
    desk.add(folder)
    assert len(desk.events()) == 1


# asking


def test_show_by_the_beginning_of_an_id(desk: Workspace, folder: Path) -> None:
    desk.add(folder)
    row = desk.find(Query(source="Coast Wire")).rows[0]
    report = desk.show(row.report[:15])
    assert (report["kind"], report["text"], report["reading"]["report"]["title"]) == ("report", STRIKE, "Port hit")
    event = desk.show(row.id[:12])
    assert (event["kind"], event["event"]["id"], event["report"]["id"]) == ("event", row.id, row.report)
    assert row.incident
    incident = desk.show(row.incident)
    assert incident["kind"] == "incident"
    assert len(incident["events"]) == len(incident["rows"]) == 2
    with pytest.raises(NotFound):
        desk.show("nothing")


def test_find_and_reports(desk: Workspace, folder: Path) -> None:
    desk.add(folder)
    assert desk.find().total == 2
    assert desk.find(Query(words="telling")).total == 1
    assert desk.find(Query(place="port-asha", source="COAST WIRE", event_type="explo", country="xx")).total == 1
    missed = desk.find(Query(place="Port Aska"))
    assert (missed.total, missed.notes) == (0, ("no place 'Port Aska' here; did you mean 'Port Asha'?",))
    assert [r["events"] for r in desk.reports(words="market")] == [0]
    assert "⟦market⟧" in desk.reports(words="market")[0]["snippet"]
    assert len(desk.reports(limit=2)) == 2
    assert len(desk.reports(limit=2, offset=2)) == 1


def test_the_summary(desk: Workspace, folder: Path) -> None:
    desk.add(folder)
    summary = desk.summary()
    assert {name: summary[name] for name in ("reports", "sources", "events", "incidents", "unread")} == {
        "reports": 3, "sources": 1, "events": 2, "incidents": 1, "unread": 0,
    }  # fmt: skip
    assert summary["period"] == {"start": "2022-05-06", "end": "2022-05-06"}
    assert summary["by_country"] == {"XX": 2}
    assert tocsin.new(desk.path.with_name("none")).summary()["period"] == {"start": None, "end": None}


def test_extract_needs_no_workspace(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (folder / "empty.txt").write_bytes(b"")
    found = list(tocsin.extract([folder, Report.from_text(STRIKE)], published=date(2022, 5, 9)))
    assert [type(item) for item in found] == [Reading, Reading, Reading, Unread, Reading]
    published = [item.report.published for item in found if isinstance(item, Reading)]
    assert published == [date(2022, 5, 9), date(2022, 5, 7), date(2022, 5, 9), date(2022, 5, 9)]
    assert {path.name for path in tmp_path.iterdir()} == {"in"}


# out and back


def test_exports_go_to_the_workspace_or_where_told(desk: Workspace, folder: Path, tmp_path: Path) -> None:
    desk.add(folder)
    assert desk.export("csv") == desk.path / "exports" / "case.csv"
    path = desk.export("readings", tmp_path / "out" / "r.jsonl")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines == [reading.to_json() for reading in desk.readings()]
    assert {event["incident"] for line in lines for event in line["events"]} == {desk.events()[0].id}
    assert json.loads(desk.export("geojson").read_text())["type"] == "FeatureCollection"
    with pytest.raises(InvalidConfig, match="no export format 'pdf'"):
        desk.export("pdf")


def test_an_export_goes_where_it_can_be_written_and_replaces_files_only(
    desk: Workspace, folder: Path, tmp_path: Path
) -> None:
    desk.add(folder)
    with pytest.raises(InvalidConfig, match="a folder"):
        desk.export("csv", folder)
    with pytest.raises(WorkspaceError, match="a file where its folder should be"):
        desk.export("csv", folder / "a.txt" / "x.csv")
    with pytest.raises(WorkspaceError, match="a file where its folder should be"):
        desk.backup(folder / "a.txt" / "x.tar.gz")
    pipe = tmp_path / "link.csv"
    pipe.symlink_to(tmp_path / "real.csv")
    desk.export("csv", pipe)
    assert pipe.is_symlink()
    assert (tmp_path / "real.csv").read_text().startswith("id,")
    desk.export("csv", os.devnull)
    assert Path(os.devnull).is_char_device()


def test_a_backup_restores_everything(desk: Workspace, folder: Path, tmp_path: Path) -> None:
    desk.add(folder)
    archive = desk.backup(tmp_path / "case.tar.gz")
    restored = tocsin.restore(archive, tmp_path / "again.tocsin")
    assert [r.to_json() for r in restored.readings()] == [r.to_json() for r in desk.readings()]
    assert restored.find() == desk.find()
    assert all(check.ok for check in restored.checks())
    assert len(restored.add(folder).known) == 3
    assert {p.name for p in tmp_path.iterdir()} == {"in", "case.tocsin", "again.tocsin", "case.tar.gz"}
    with pytest.raises(WorkspaceError, match="exists already"):
        desk.backup(archive)
    with pytest.raises(WorkspaceError, match="exists already"):
        tocsin.restore(archive, tmp_path / "again.tocsin")


def test_what_is_no_backup_leaves_nothing_behind(desk: Workspace, folder: Path, tmp_path: Path) -> None:
    desk.add(folder)
    whole = desk.backup(tmp_path / "whole.tar.gz").read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.tar.gz").write_text("no archive")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as archive:
        archive.add(folder / "a.txt", "../outside.txt")
    with tarfile.open(tmp_path / "thin.tar.gz", "w:gz") as archive, tarfile.open(tmp_path / "whole.tar.gz") as members:
        for member in members.getmembers()[:-1]:
            archive.addfile(member, members.extractfile(member))
    (tmp_path / "base.sqlite").write_bytes(b"no database at all" * 100)
    with tarfile.open(tmp_path / "base.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "base.sqlite", "ledger.sqlite")
    flipped = bytearray(whole)
    flipped[len(whole) // 3 : len(whole) // 3 + 40] = bytes(40)
    (tmp_path / "flipped.tar.gz").write_bytes(flipped)
    before = sorted(tmp_path.iterdir())
    for name in ("cut", "text", "evil", "thin", "absent", "base", "flipped"):
        with pytest.raises(WorkspaceError, match=rf"^{re.escape(str(tmp_path))}/{name}\.tar\.gz: (?!.*\.again)"):
            tocsin.restore(tmp_path / f"{name}.tar.gz", tmp_path / "again.tocsin")
    assert sorted(tmp_path.iterdir()) == before


# looking over


def test_doctor_says_what_is_there(desk: Workspace, folder: Path) -> None:
    desk.add(folder)
    checks = {check.name: check for check in tocsin.doctor(desk.path)}
    expected = "python settings codebook gazetteer actors desk sqlite database ledger originals unread network"
    assert list(checks) == expected.split()
    assert all(check.ok for check in checks.values()), checks
    assert "not needed" in checks["network"].detail


def test_doctor_says_what_is_wrong_and_how_to_mend_it(
    desk: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(folder)
    original = next(p for p in (desk.path / "originals").glob("??/*"))
    original.chmod(0o644)
    original.write_text("changed")
    monkeypatch.setenv("TOCSIN_CODEBOOK", "nowhere")
    monkeypatch.setenv("TOCSIN_GAZETTEER", "/nowhere/places.sqlite")
    wrong = {check.name: check for check in tocsin.doctor(desk.path) if not check.ok}
    assert set(wrong) == {"codebook", "gazetteer", "originals"}
    assert original.name in wrong["originals"].detail
    assert all(check.fix for check in wrong.values())
    assert "TOCSIN_GAZETTEER" in wrong["gazetteer"].fix
    assert "TOCSIN_CODEBOOK" in wrong["codebook"].fix


def test_doctor_tells_one_mistake_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tocsin.toml").write_text("prot = 1\n")
    assert [check.name for check in tocsin.doctor() if not check.ok] == ["settings"]


def test_doctor_looks_at_what_cannot_be_opened(tmp_path: Path) -> None:
    [wrong] = [check for check in tocsin.doctor(tmp_path / "none.tocsin") if not check.ok]
    assert (wrong.name, wrong.detail.endswith("none.tocsin")) == ("workspace", True)


def test_public_names_that_are_also_packages_stay_functions() -> None:
    assert tocsin.link([]) == []
    assert tocsin.open is module.open
    assert callable(tocsin.demo)


def test_the_demo_can_be_made_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_WORKERS", "1")
    first = tocsin.demo(tmp_path / "demo.tocsin")
    summary = first.summary()
    assert summary["reports"] >= 30
    assert tocsin.demo(tmp_path / "demo.tocsin").summary() == summary
