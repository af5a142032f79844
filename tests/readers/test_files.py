import json
import os

import pytest

from tocsin.readers import iter_paths, read_bytes, read_path
from tocsin.records.reports import Report, Unread, content_id

WORDS = b"A patrol was fired on near the weir on Monday.\n"


def test_a_file_is_one_report_with_the_path_as_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_bytes(WORDS)
    (path,) = iter_paths(type(tmp_path)("a.txt"))
    (report,) = read_path(path)
    assert report.path == "a.txt"
    assert report.id == content_id(WORDS)
    assert report.text == WORDS.decode()


def test_a_folder_is_read_in_order_without_hidden_files_and_workspaces(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/y.md", ".hidden", ".git/x.txt", "old.tocsin/tocsin.db", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(WORDS)
    found = [path.relative_to(tmp_path).as_posix() for path in iter_paths(tmp_path)]
    assert found == ["a/y.md", "a/z.txt", "b.txt", "c.txt"]


def test_a_folder_that_contains_itself_ends(tmp_path):
    (tmp_path / "a.txt").write_bytes(WORDS)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [p.name for p in iter_paths(tmp_path)] == ["a.txt"]


def test_a_broken_link_is_not_passed_over_in_silence(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (path,) = iter_paths(tmp_path)
    (found,) = read_path(path)
    assert found.reason == "no such file"


def test_pipes_in_a_folder_are_passed_over(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert list(iter_paths(tmp_path)) == []


def test_missing_and_folder_are_unread_with_advice(tmp_path):
    for path, reason in ((tmp_path / "none.txt", "no such file"), (tmp_path, "a folder")):
        (found,) = read_path(path)
        assert isinstance(found, Unread)
        assert found.reason.startswith(reason)
        assert found.advice


def test_a_file_without_permission_is_unread(tmp_path, monkeypatch):
    def refuse(self, mode):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(tmp_path), "open", refuse)
    (found,) = read_path(tmp_path / "locked.txt")
    assert found.reason == "permission denied"


def test_a_large_file_is_refused_with_its_size_and_the_setting(tmp_path):
    path = tmp_path / "large.txt"
    path.write_bytes(WORDS * (5_000_000 // len(WORDS)))
    (found,) = read_path(path, max_mb=4)
    assert found.reason == "5.0 MB is more than the 4 MB that one file may have"
    assert "max_report_mb" in found.advice


def test_a_text_too_long_for_one_report_is_refused_in_every_format(tmp_path):
    text = WORDS.decode() * (5_000_000 // len(WORDS))
    (tmp_path / "pile.txt").write_text(text)
    lines = [json.dumps({"text": text, "id": "pile"}), json.dumps({"text": WORDS.decode(), "id": "short"})]
    (tmp_path / "pile.jsonl").write_text("\n".join(lines))
    (found,) = read_path(tmp_path / "pile.txt")
    assert isinstance(found, Unread)
    assert "characters are more than the 2,000,000 that one report may have" in found.reason
    large, small = read_path(tmp_path / "pile.jsonl")
    assert isinstance(large, Unread)
    assert isinstance(small, Report)


def test_a_name_that_is_no_unicode_can_still_be_printed(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(WORDS)
    (report,) = read_path(path)
    report.path.encode("utf-8")


def test_one_bad_file_among_good_ones(tmp_path):
    for name, content in (("a.txt", WORDS), ("b.txt", b"\x89PNG\r\n\x1a\n" + bytes(99)), ("c.md", b"# Weir\n" + WORDS)):
        (tmp_path / name).write_bytes(content)
    found = [item for path in iter_paths(tmp_path) for item in read_path(path)]
    assert [type(item) for item in found] == [Report, Unread, Report]
    assert found[1].reason == "not text: looks like a PNG image"


@pytest.mark.parametrize("name", ["-", "a.txt", "noextension"])
def test_words_are_plain_text_unless_they_say_otherwise(name):
    (report,) = read_bytes(name, WORDS)
    assert report.text == WORDS.decode()


def test_the_format_of_wide_text_is_told_by_its_content():
    (report,) = read_bytes("a.txt", "---\ntitle: Weir\n---\nA patrol was fired on.\n".encode("utf-16"))
    assert report.title == "Weir"
    assert report.text == "A patrol was fired on.\n"
