from datetime import date

import pytest

from tocsin.readers import read_bytes
from tocsin.records.reports import Unread

SCRIPTS = "<script>var toll = 99; document.write('a bomb in the script');</script>"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Mill raided | Mill Herald</title>
<meta property="og:site_name" content="Mill Herald"><link rel="canonical" href="https://mill.example/raid">
{meta}<style>.menu {{ color: red }}</style>{scripts}</head><body>{scripts}
<nav class="menu"><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Mill raided</h1>
<p>Armed men raided the old mill before dawn on Sunday and took two sacks of flour, the miller’s wife said.</p>{scripts}
<p>They left on foot when the watch arrived. It was the second raid on the mill this month, the mayor said.</p>
</article>{scripts}<footer>We use cookies. Accept all.</footer></body></html>"""


def page(*, charset="utf-8", meta="", scripts=SCRIPTS):
    return PAGE.format(charset=charset, meta=meta, scripts=scripts).encode(charset)


def stated(day):
    return f'<meta property="article:published_time" content="{day}">'


def read_one(content, name="a.html"):
    (found,) = read_bytes(name, content)
    return found


def test_the_page_tells_its_title_site_address_and_date():
    report = read_one(page(meta=stated("2022-06-05T07:00:00Z")))
    assert (report.title, report.source, report.url) == ("Mill raided", "Mill Herald", "https://mill.example/raid")
    assert report.published == date(2022, 6, 5)
    assert report.language == "en"
    assert report.warnings == ()


def test_the_text_is_the_article_without_scripts_styles_and_menus():
    text = read_one(page(scripts=SCRIPTS * 50)).text
    assert "raided the old mill before dawn" in text
    assert "the second raid on the mill" in text
    for noise in ("toll", "bomb", "color", "Sport", "cookies", "<"):
        assert noise not in text
    assert "said.\n\nThey left" in text


@pytest.mark.parametrize("day", ["9999-01-01", "2022-02-31"])
def test_an_absurd_date_in_the_page_is_a_warning(day):
    report = read_one(page(meta=stated(day)))
    assert report.published is None
    assert day in report.warnings[0]


def test_without_a_date_there_is_none():
    assert read_one(page()).published is None


def test_a_page_is_known_by_its_content_and_read_in_its_declared_encoding():
    report = read_one(page(charset="windows-1252"), "saved-page")
    assert "the miller’s wife" in report.text
    assert report.warnings == ()


@pytest.mark.parametrize("body", ["", SCRIPTS, "<nav><a href='/'></a></nav>", "<style>p {}</style>"])
def test_a_page_without_words_is_unread(body):
    found = read_one(f"<html><body>{body}</body></html>".encode())
    assert isinstance(found, Unread)
    assert found.reason == "no readable text in the page"


def test_a_fragment_is_read():
    report = read_one(b"<p>Armed men raided the mill.</p><p>They left on foot.</p>")
    assert report.text == "Armed men raided the mill.\n\nThey left on foot."
