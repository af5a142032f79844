import json
import os
import pty
import subprocess
import sys

import jsonschema
import pytest

from tocsin.records.schema import load_schema

RAID = "Rebels attacked a checkpoint near Gharyan in Libya on Tuesday, killing three policemen, the ministry said.\n"
CALM = "Buses ran on time in Tripoli on Wednesday and the schools opened as planned, the city council said.\n"
SHELLS = "Two civilians were wounded when artillery shells hit a market in Tripoli on 4 May 2021, doctors said.\n"


def write(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def readings_of(done):
    return [json.loads(line) for line in done.out.splitlines()]


def test_json_is_one_valid_reading_to_a_line_and_nothing_else(tocsin, tmp_path):
    write(tmp_path, raid_txt=RAID, calm_txt=CALM, shells_txt=SHELLS.encode("utf-16"))
    done = tocsin("extract", "--json", "--published", "2021-05-06", "raid.txt", "calm.txt", "shells.txt")
    validator = jsonschema.Draft202012Validator(load_schema())
    readings = readings_of(done)
    assert done.code == 0
    assert [r["report"]["path"] for r in readings] == ["raid.txt", "calm.txt", "shells.txt"]
    assert [r["report"]["published"] for r in readings] == ["2021-05-06"] * 3
    for reading in readings:
        validator.validate(reading)
    assert readings[0]["events"]
    for event in readings[0]["events"]:
        span = event["trigger"]
        assert RAID[span["start"] : span["end"]] == span["text"]


def test_the_table_shows_type_place_and_toll(tocsin, tmp_path):
    write(tmp_path, raid_txt=RAID)
    done = tocsin("extract", "--published", "2021-05-06", "raid.txt")
    assert done.code == 0
    assert done.out.startswith("raid.txt · 2021-05-06 · ")
    for words in ("2021-05-04", "Gharyan", "attacked", "reported"):
        assert words in done.out


def test_published_dates_only_the_reports_that_state_no_date(tocsin, tmp_path):
    write(
        tmp_path,
        a_txt=RAID,
        b_md=f"---\npublished: 2020-01-02\n---\n{RAID}",
        c_md=f"---\npublished: 9999-01-01\n---\n{RAID}",
    )
    done = tocsin("extract", "--json", "--published", "2021-05-06", "a.txt", "b.md", "c.md")
    assert [r["report"]["published"] for r in readings_of(done)] == ["2021-05-06", "2020-01-02", "2021-05-06"]


@pytest.mark.parametrize("day", ["9999-01-01", "2021-02-31", "6 May 2021"])
def test_a_published_date_that_cannot_be_is_a_usage_error(tocsin, tmp_path, day):
    write(tmp_path, a_txt=RAID)
    done = tocsin("extract", "--published", day, "a.txt")
    assert done.code == 2
    assert "--published" in done.err
    assert "published: " not in done.err.replace("'--published': ", "")
    assert done.out == ""


def test_standard_input(tocsin):
    (reading,) = readings_of(tocsin("extract", "--json", "-", stdin=RAID))
    assert reading["report"]["path"] == "-"
    lines = "".join(json.dumps({"id": n, "text": RAID}) + "\n" for n in (1, 2))
    assert [r["report"]["path"] for r in readings_of(tocsin("extract", "--json", "-", stdin=lines))] == ["-#1", "-#2"]
    assert tocsin("extract", "-", stdin="").code == 1


BAD = {
    "empty.txt": (b"", "empty file"),
    "image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(99), "not text: looks like a PNG image"),
    "zeros.txt": (bytes(5000), "not text: looks like binary data"),
    "scan.pdf": (b"%PDF-1.7\n", "PDF is not read yet"),
    "menu.html": (
        b"<html><body>" + b"<script>kill(99)</script>" * 500 + b"</body></html>",
        "no readable text in the page",
    ),
}


def test_a_folder_with_bad_files_among_good_ones(tocsin, tmp_path):
    write(
        tmp_path,
        a_txt=RAID,
        z_txt=CALM,
        l_jsonl=f'{{"text": "{RAID.strip()}"}}\n{{"text": \n{{"text": "{CALM.strip()}"}}\n',
    )
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    done = tocsin("extract", "--json", ".")
    assert done.code == 1
    assert [r["report"]["path"] for r in readings_of(done)] == ["a.txt", "l.jsonl:1", "l.jsonl:3", "z.txt"]
    for name, (_, reason) in BAD.items():
        assert f"not read: {name}: {reason}; " in done.err
    assert "not read: l.jsonl:2: line 2 is not valid JSON" in done.err


def test_a_date_of_year_9999_is_a_warning_and_the_report_is_read(tocsin, tmp_path):
    write(tmp_path, a_md=f"---\npublished: 9999-12-31\n---\n{RAID}")
    done = tocsin("extract", "--json", "a.md")
    (reading,) = readings_of(done)
    assert done.code == 0
    assert reading["report"]["published"] is None
    refused, undated = reading["warnings"]
    assert refused == "published: 9999-12-31 is not between 1500 and 2099; left out"
    assert undated.startswith("no publication date: relative dates")
    assert done.err == f"warning: a.md: {refused}\nwarning: a.md: {undated}\n"
    assert tocsin("extract", "--json", "--quiet", "a.md").err == ""


def test_scripts_of_a_page_are_never_read(tocsin, tmp_path):
    page = (
        f"<html><head>{'<script>bomb()</script>' * 300}</head><body><article><p>{RAID * 3}</p></article></body></html>"
    )
    write(tmp_path, page_html=page)
    (reading,) = readings_of(tocsin("extract", "--json", "page.html"))
    assert reading["events"]
    assert "bomb" not in json.dumps(reading)


def test_a_large_file_is_refused_by_the_setting_and_the_batch_goes_on(tocsin, tmp_path, monkeypatch):
    monkeypatch.setenv("TOCSIN_MAX_REPORT_MB", "4")
    write(tmp_path, large_txt=RAID * (5_000_000 // len(RAID)), small_txt=RAID)
    done = tocsin("extract", "--json", "large.txt", "small.txt")
    assert done.code == 1
    assert "not read: large.txt: 5.0 MB is more than the 4 MB" in done.err
    assert [r["report"]["path"] for r in readings_of(done)] == ["small.txt"]


def test_a_file_that_is_not_there(tocsin):
    done = tocsin("extract", "nowhere.txt")
    assert done.code == 1
    assert done.err == "not read: nowhere.txt: no such file; check the path\n"


def test_words_of_a_report_do_not_command_the_terminal(tocsin, tmp_path):
    write(tmp_path, a_txt=RAID.replace("Rebels", "The \x1b[31mRed\x9b0m Rebels"))
    done = tocsin("extract", "a.txt")
    assert "\x1b" not in done.out + done.err
    assert "\x9b" not in done.out + done.err


def read_to_the_end(terminal):
    said = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side has closed
            piece = b""
        if not piece:
            return said.decode()
        said += piece


def test_a_bar_in_the_terminal_leaves_the_results_alone(tmp_path):
    write(tmp_path, a_txt=RAID, b_txt=CALM, c_txt=b"")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tocsin", "extract", "--json", "a.txt", "b.txt", "c.txt"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        said = read_to_the_end(ours)
        results = process.stdout.read()
    os.close(ours)
    assert process.returncode == 1
    assert [json.loads(line)["report"]["path"] for line in results.splitlines()] == ["a.txt", "b.txt"]
    assert "reading" in said
    assert "not read: c.txt: empty file" in said


def test_a_table_ends_somewhere(tocsin, monkeypatch):
    monkeypatch.setattr("tocsin.cli.extract.MOST_ROWS", 1)
    done = tocsin("extract", "-", stdin=RAID + "\n" + SHELLS)
    assert "more: --json has them all" in done.out
