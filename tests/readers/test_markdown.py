from datetime import date

import pytest

from tocsin.readers import read_bytes
from tocsin.records.reports import Unread, content_id

BODY = "Gunmen stopped a bus near the quarry on Friday.\n\nNobody was hurt.\n"


def read_one(content, name="a.md"):
    (found,) = read_bytes(name, content.encode())
    return found


def test_front_matter_gives_the_fields_and_the_text_follows_it():
    content = (
        f"---\ntitle: Bus stopped\nsource: Quarry News\nurl: https://q.example/1\npublished: 2022-06-03\n---\n\n{BODY}"
    )
    report = read_one(content)
    assert (report.title, report.source, report.url) == ("Bus stopped", "Quarry News", "https://q.example/1")
    assert report.published == date(2022, 6, 3)
    assert report.text == BODY
    assert report.id == content_id(content.encode())
    assert report.warnings == ()


def test_front_matter_is_read_whatever_the_extension():
    assert read_one(f"---\ntitle: Bus stopped\n---\n{BODY}", "a.txt").title == "Bus stopped"


@pytest.mark.parametrize("published", ["9999-01-01", "2023-02-31", "soon"])
def test_an_absurd_date_is_a_warning_and_the_text_is_read(published):
    report = read_one(f"---\ntitle: Bus stopped\npublished: {published}\n---\n{BODY}")
    assert report.published is None
    assert report.title == "Bus stopped"
    assert report.text == BODY
    assert report.warnings[0].startswith("published: ")


def test_bad_yaml_is_a_warning_and_what_it_says_plainly_is_kept():
    report = read_one(f"---\ntitle: Bus: stopped\npublished: 2022-06-03\nurl: [\n---\n{BODY}")
    assert report.text == BODY
    assert "not valid YAML (line 2)" in report.warnings[0]
    assert report.title == "Bus: stopped"
    assert report.published == date(2022, 6, 3)


def test_a_field_that_is_no_word_is_left_out():
    report = read_one(f"---\ntitle: [a, b]\nsource: ''\n---\n{BODY}")
    assert report.title is None
    assert report.source is None
    assert report.warnings == ("title: words are needed, not list; left out",)


@pytest.mark.parametrize("content", [f"---\nA rule, then words\n---\n{BODY}", f"---\n{BODY}", BODY])
def test_a_rule_is_not_front_matter(content):
    assert read_one(content).text == content


def test_empty_front_matter():
    assert read_one(f"---\n---\n{BODY}").text == BODY


def test_front_matter_without_text_is_unread():
    found = read_one("---\ntitle: Bus stopped\n---\n \n")
    assert isinstance(found, Unread)
    assert found.reason == "no text below the front matter"


def test_yaml_that_expands_without_end_does_no_harm():
    layers = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 20))
    assert read_one(f"---\nl0: &l0 [x]\n{layers}\ntitle: Bus stopped\n---\n{BODY}").title == "Bus stopped"
