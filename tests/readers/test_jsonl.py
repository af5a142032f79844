import json
from datetime import date

from tocsin.readers import read_bytes
from tocsin.records.reports import Report, Unread, content_id

LINE = json.dumps(
    {"id": "n7", "text": "Rebels left the pass.", "title": "Pass", "source": "Wire", "published": "2022-06-03"}
)


def read_all(content, name="wire.jsonl"):
    return list(read_bytes(name, content if isinstance(content, bytes) else content.encode()))


def test_a_line_is_a_report_and_its_bytes_are_its_id():
    (report,) = read_all(LINE + "\n")
    assert report.text == "Rebels left the pass."
    assert (report.title, report.source, report.published) == ("Pass", "Wire", date(2022, 6, 3))
    assert report.id == content_id(LINE.encode())
    assert report.path == "wire.jsonl#n7"


def test_the_same_line_in_another_file_is_the_same_report():
    (first,), (second,) = read_all(LINE), read_all(b"\xef\xbb\xbf" + LINE.encode() + b"\r\n", "other.jsonl")
    assert first.id == second.id


def test_a_bad_line_is_unread_with_its_number_and_the_rest_go_on():
    lines = [LINE, '{"text": "cut off', "[1, 2]", '{"title": "no text"}', '{"text": 7}', "", '{"text": "Last."}']
    found = read_all("\n".join(lines))
    assert [type(f) for f in found] == [Report, Unread, Unread, Unread, Unread, Report]
    assert [f.path for f in found[1:5]] == [f"wire.jsonl:{n}" for n in (2, 3, 4, 5)]
    assert found[1].reason.startswith("line 2 is not valid JSON at column ")
    assert [f.reason for f in found[2:5]] == ["line 3 is not a JSON object", "line 4 has no text", "line 5 has no text"]
    assert found[5].path == "wire.jsonl:7"


def test_a_line_separator_inside_a_string_does_not_cut_the_line():
    (report,) = read_all('{"text": "one\u2028two\\r\\nthree"}')
    assert report.text == "one\u2028two\nthree"


def test_characters_that_no_file_can_hold_are_replaced():
    (report,) = read_all('{"text": "a\\ud800b\\u0000c"}')
    assert report.text == "a\ufffdb\ufffdc"
    report.text.encode("utf-8")


def test_absurd_fields_are_warnings():
    (report,) = read_all('{"text": "Rebels left.", "published": "9999-01-01", "title": {"a": 1}}')
    assert report.published is None
    assert report.title is None
    assert len(report.warnings) == 2


def test_lines_are_known_by_content_when_the_name_does_not_tell():
    (report,) = read_all(LINE, "-")
    assert report.path == "-#n7"


def test_one_object_over_many_lines_is_one_report():
    (report,) = read_all(json.dumps({"text": "Rebels left."}, indent=1), "one.json")
    assert report.text == "Rebels left."


def test_an_array_is_unread_once():
    (found,) = read_all(json.dumps([{"text": "a"}, {"text": "b"}], indent=1), "many.json")
    assert isinstance(found, Unread)
    assert found.reason == "one JSON array, not one report to a line"


def test_nesting_without_end_is_a_bad_line():
    (found,) = read_all('{"text": ' + "[" * 100_000)
    assert isinstance(found, Unread)
