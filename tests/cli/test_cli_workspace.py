import csv
import io
import json
from dataclasses import replace

import pytest

from tocsin.records.checks import Check
from tocsin.records.reports import content_id

NOTE = b"Soldiers shelled the village of Tarhuna on 3 May 2021, a witness said.\n"


def test_new_prints_the_folder_and_refuses_one_that_is_there(tocsin):
    first = tocsin("new", "desk")
    assert (first.code, first.out) == (0, "desk.tocsin\n")
    assert "tocsin add -w desk.tocsin" in first.err
    second = tocsin("new", "desk", "--json")
    assert second.code == 4
    assert second.err.startswith("tocsin: desk.tocsin: exists already")


def test_add_counts_what_is_new_known_and_unreadable(tocsin, tmp_path):
    tocsin("new", "desk")
    (tmp_path / "a.txt").write_bytes(NOTE)
    (tmp_path / "b.md").write_bytes(b"---\npublished: 9999-01-01\n---\n" + NOTE)
    (tmp_path / "c.txt").write_bytes(b"")
    first = tocsin("add", "a.txt", "b.md", "c.txt", "--published", "2021-05-05")
    assert first.code == 1
    assert first.out == "2 new, 0 known already, 1 unreadable\n"
    assert "not read: c.txt: empty file; nothing to read" in first.err
    assert "warning: b.md: published: 9999-01-01 is not between 1500 and 2099; left out" in first.err
    second = tocsin("add", "a.txt", "b.md", "--json")
    assert second.code == 0
    assert json.loads(second.out)["new"] == []
    assert json.loads(second.out)["known"][0] == content_id(NOTE)


def test_add_from_standard_input(tocsin):
    tocsin("new", "desk")
    assert tocsin("add", "-", stdin=NOTE).out == "1 new, 0 known already, 0 unreadable\n"
    assert tocsin("add", "-", stdin=NOTE).out == "0 new, 1 known already, 0 unreadable\n"
    bad = tocsin("add", "-", stdin=b"%PDF-1.7")
    assert bad.code == 1
    assert bad.out == "0 new, 0 known already, 1 unreadable\n"
    assert "not read: -: PDF is not read yet" in bad.err


def test_a_date_given_later_is_said_to_change_nothing(tocsin, tmp_path):
    tocsin("new", "desk")
    (tmp_path / "a.txt").write_bytes(NOTE.replace(b"on 3 May 2021", b"on Monday"))
    first = tocsin("add", "a.txt")
    assert "warning: a.txt: no publication date: relative dates" in first.err
    later = tocsin("add", "a.txt", "--published", "2021-05-05")
    assert later.out == "0 new, 1 known already, 0 unreadable\n"
    assert "1 report known already without a publication date" in later.err
    assert "tocsin new" in later.err
    assert json.loads(tocsin("add", "a.txt", "--published", "2021-05-05", "--json").out)["undated"]


def test_doctor_lists_what_could_not_be_read(tocsin, tmp_path):
    tocsin("new", "desk")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    tocsin("add", "scan.pdf", "typo.pdf")
    done = tocsin("doctor", "-w", "desk.tocsin")
    assert done.code == 0
    assert "unread: 1 could not be read\n         scan.pdf: PDF is not read yet" in done.out
    assert "typo.pdf" not in done.out


def test_add_quietly_says_only_what_failed(tocsin, tmp_path):
    tocsin("new", "desk")
    (tmp_path / "a.txt").write_bytes(NOTE)
    done = tocsin("add", "--quiet", "a.txt", "gone.txt")
    assert (done.code, done.out) == (1, "")
    assert done.err == "not read: gone.txt: no such file; check the path\n"


def test_find_prints_facets_and_rows(tocsin, desk):
    done = tocsin("find", "checkpoint", "-w", desk)
    assert done.code == 0
    assert "source: Hill Wire" in done.out
    assert "attacked" in done.out
    assert "City Post" not in done.out


def test_find_json_is_the_found_page(tocsin, desk):
    everything = json.loads(tocsin("find", "-w", desk, "--json").out)
    assert everything["total"] == len(everything["rows"]) > 0
    row = everything["rows"][0]
    for options in (
        ["--type", row["event_type"]],
        ["--sub-type", row["sub_event_type"]],
        ["--source", row["source"]],
        ["--country", "ly"],
        ["--since", "2021-05-01", "--until", "2021-05-31"],
    ):
        assert json.loads(tocsin("find", "-w", desk, "--json", *options).out)["total"] > 0
    for options in (
        ["--type", "No such type"],
        ["--until", "2020-01-01"],
        ["--source", "Nobody"],
        ["--place", "Nowhere"],
    ):
        assert json.loads(tocsin("find", "-w", desk, "--json", *options).out)["total"] == 0
    assert len(json.loads(tocsin("find", "-w", desk, "--json", "--limit", "1").out)["rows"]) == 1


def test_find_without_a_hit_says_what_there_is(tocsin, desk):
    done = tocsin("find", "xylophone", "-w", desk)
    assert (done.code, done.out) == (0, "")
    assert "no event matches" in done.err
    assert "event type: " in done.err


def test_find_beyond_the_last_row_says_how_many_there_are(tocsin, desk):
    done = tocsin("find", "-w", desk, "--offset", "1000")
    assert (done.code, done.out) == (0, "")
    assert "nothing from row 1,001 on: " in done.err
    assert " in all" in done.err


def test_find_does_not_mind_case_and_says_what_it_would_have_found(tocsin, desk):
    assert "City Post" in tocsin("find", "-w", desk, "--source", "city post").out
    missed = tocsin("find", "-w", desk, "--source", "City Pots")
    assert missed.out == ""
    assert missed.err.startswith("no source 'City Pots' here; did you mean 'City Post'?\n")


def test_find_fits_the_width_that_is_given(tocsin, desk, monkeypatch):
    monkeypatch.setenv("COLUMNS", "76")
    done = tocsin("find", "-w", desk)
    assert max(map(len, done.out[done.out.index("id ") :].splitlines())) <= 76
    assert "no room for source" in done.err
    assert "no room" not in tocsin("find", "-w", desk, "--quiet").err


def test_find_in_an_empty_workspace_says_what_to_type(tocsin):
    tocsin("new", "desk")
    assert "add reports with tocsin add" in tocsin("find").err


@pytest.mark.parametrize(
    "options", [["--limit", "0"], ["--since", "2021-02-31"], ["--sort", "colour"], ["--colour", "red"]]
)
def test_find_refuses_options_that_cannot_be(tocsin, desk, options):
    done = tocsin("find", "-w", desk, *options)
    assert (done.code, done.out) == (2, "")
    assert done.err


def first_row(tocsin, desk):
    return json.loads(tocsin("find", "checkpoint", "-w", desk, "--json").out)["rows"][0]


def test_show_an_event_with_every_field_and_its_words(tocsin, desk):
    row = first_row(tocsin, desk)
    done = tocsin("show", "-w", desk, row["id"])
    assert done.code == 0
    assert "The raid · Hill Wire · 2021-05-06" in done.out
    assert f"{row['event_type']}: {row['sub_event_type']}   “attacked”" in done.out
    assert "“Gharyan”" in done.out
    assert row["id"] in done.out


def test_show_a_report_with_its_text_and_events(tocsin, desk):
    row = first_row(tocsin, desk)
    done = tocsin("show", "-w", desk, row["report"])
    assert "Rebels attacked a checkpoint" in done.out
    assert row["id"] in done.out
    shown = json.loads(tocsin("show", "-w", desk, row["report"], "--json").out)
    assert shown["kind"] == "report"
    assert shown["reading"]["format"] == "tocsin-reading/1"


def test_show_an_incident(tocsin, desk):
    row = first_row(tocsin, desk)
    done = tocsin("show", "-w", desk, row["incident"])
    assert done.out.startswith(f"incident {row['incident']}: 1 mention in 1 report")
    assert row["id"] in done.out


def test_show_what_is_not_there(tocsin, desk):
    done = tocsin("show", "-w", desk, "nothing-like-it")
    assert (done.code, done.out) == (5, "")
    assert done.err.startswith("tocsin: ")


def test_export_prints_readings_with_incidents(tocsin, desk):
    done = tocsin("export", "readings", "-w", desk)
    readings = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert len(readings) == 3
    assert all(event["incident"] for reading in readings for event in reading["events"])
    assert "not in this format: " in done.err
    assert tocsin("export", "readings", "-w", desk, "--quiet").err == ""


def test_export_prints_and_writes_the_same(tocsin, desk, tmp_path):
    printed = tocsin("export", "csv", "-w", desk).out
    done = tocsin("export", "csv", "-w", desk, "-o", "out.csv")
    assert done.out == "out.csv\n"
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == printed
    assert len(list(csv.DictReader(io.StringIO(printed)))) > 0
    saved = json.loads(tocsin("export", "geojson", "-w", desk, "--save", "--json").out)
    assert saved["path"].startswith(str(desk / "exports"))
    assert json.loads(tocsin("export", "geojson", "-w", desk, "-o", "-").out)["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--json"], "--json tells of a file"),
        (["--json", "-o", "-"], "--json tells of a file"),
        (["--save", "-o", "z.csv"], "two places"),
        (["-o", "."], "a folder"),
    ],
)
def test_export_refuses_options_that_cannot_go_together(tocsin, desk, tmp_path, options, said):
    done = tocsin("export", "csv", "-w", desk, *options)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command", [["export", "csv", "-o", "file/x.csv"], ["backup", "file/x.tar.gz"], ["new", "file/desk"]]
)
def test_a_place_that_cannot_be_written_is_one_line(tocsin, desk, tmp_path, command):
    (tmp_path / "file").write_text("in the way")
    done = tocsin(*command, *(["-w", desk] if command[0] != "new" else []))
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith("tocsin: file/")
    assert done.err.count("\n") == 1


def test_restore_into_a_place_that_cannot_be_written_names_that_place(tocsin, desk, tmp_path):
    tocsin("backup", "desk.tar.gz", "-w", desk)
    (tmp_path / "file").write_text("in the way")
    assert tocsin("restore", "desk.tar.gz", "file/desk").err.startswith("tocsin: file/desk: cannot be written")


def test_any_other_error_of_the_system_is_one_line(tocsin, monkeypatch):
    def fail(path):
        raise PermissionError(13, "Permission denied", "somewhere/thing")

    monkeypatch.setattr("tocsin.workspace.open", fail)
    done = tocsin("find")
    assert done.code == 4
    assert done.err == "tocsin: somewhere/thing: Permission denied: check the path, its permissions and the disk\n"


def test_export_refuses_a_format_that_is_not_known(tocsin, desk):
    done = tocsin("export", "xlsx", "-w", desk)
    assert (done.code, done.out) == (2, "")
    assert "known: csv, geojson, readings" in done.err


def test_backup_and_restore(tocsin, desk):
    assert tocsin("backup", "desk.tar.gz", "-w", desk).out == "desk.tar.gz\n"
    assert tocsin("restore", "desk.tar.gz", "again.tocsin").out == "again.tocsin\n"
    same = [tocsin("export", "readings", "-w", place).out for place in (desk, "again.tocsin")]
    assert same[0] == same[1]
    assert tocsin("restore", "desk.tar.gz", "again.tocsin").code == 4


def test_the_workspace_is_the_one_named_in_the_setting_or_the_only_one_here(tocsin, desk, monkeypatch):
    assert tocsin("find").code == 4
    monkeypatch.setenv("TOCSIN_WORKSPACE", str(desk))
    assert tocsin("find").code == 0
    monkeypatch.delenv("TOCSIN_WORKSPACE")
    tocsin("new", "one")
    assert tocsin("find").code == 0
    tocsin("new", "two")
    assert tocsin("find").code == 4


def test_doctor_prints_each_check_and_how_to_mend_it(tocsin, desk, monkeypatch):
    whole = tocsin("doctor", "-w", desk)
    assert whole.code == 0
    assert "network" in whole.out
    bad = Check("gazetteer", False, "not installed", "pip install it")
    monkeypatch.setattr("tocsin.workspace.doctor", lambda path: [replace(bad, ok=True, name="python"), bad])
    done = tocsin("doctor")
    assert done.code == 1
    assert "ok       python: not installed\n" in done.out
    assert "MISSING  gazetteer: not installed\n         fix: pip install it\n" in done.out
    assert json.loads(tocsin("doctor", "--json").out)[1]["ok"] is False
