"""HTML pages: the main text, with what the page says of its title, site, address and date.

Prevents menus, scripts and advertisements from being read as a report. The extraction is trafilatura's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tocsin.errors import UnreadableReport
from tocsin.readers.build import build_report
from tocsin.readers.decode import decode
from tocsin.readers.published import EARLIEST, LATEST, parse_published
from tocsin.records.reports import Report, Unread, content_id

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD = 4096
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_STATED = re.compile(r"""(?:published_time|datepublished|pubdate|dc\.date|name\s*=\s*["']date["'])""", re.IGNORECASE)
_CONTENT = re.compile(r"""content\s*=\s*["']([^"']+)["']""", re.IGNORECASE)


def read(name: str, content: bytes) -> Iterator[Report | Unread]:
    """One report: paragraphs are set apart by an empty line."""
    charset = _CHARSET.search(content[:_HEAD])
    decoded = decode(name, content, declared=charset.group(1).decode("ascii") if charset else None)
    page = _extract(decoded.text)
    text = "\n\n".join(line for line in (page.text or "").splitlines() if line.strip()) if page else ""
    if not text.strip():
        raise UnreadableReport(name, "no readable text in the page", "save the article's text and add that file")
    published, warnings = _published(page, decoded.text)
    fields = {"title": page.title, "source": page.sitename, "url": page.url, "published": published}
    yield build_report(name, content_id(content), text, fields=fields, warnings=(*decoded.warnings, *warnings))


def looks_like_html(start: str) -> bool:
    """Whether a document that begins so is a page."""
    return bool(
        re.match(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", start, re.I | re.S)
    )


def _extract(page: str) -> Any:
    from trafilatura import bare_extraction

    dates = {
        "original_date": True,
        "extensive_search": False,
        "min_date": EARLIEST.isoformat(),
        "max_date": LATEST.isoformat(),
    }
    if not _BODY.search(page):  # a fragment, as feeds carry it
        page = f"<html><body>{page}</body></html>"
    return bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=dates)


def _published(page: Any, html: str) -> tuple[Any, tuple[str, ...]]:
    """The date that the page states, good or bad; only without one, what its address and markup suggest."""
    for tag in _META.findall(html):
        value = _CONTENT.search(tag)
        if value and _STATED.search(tag):
            return parse_published(value.group(1))
    return page.date, ()
