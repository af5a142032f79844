"""Markdown, or any text, with YAML front matter: title, source, url, published.

Prevents a typing error at the top of a file from losing the report below it: bad front matter is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from tocsin.errors import UnreadableReport
from tocsin.readers.build import FIELDS, build_report
from tocsin.readers.decode import decode
from tocsin.records.reports import Report, Unread, content_id

_FIELD = re.compile(rf"^({'|'.join(FIELDS)}):[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)


def read(name: str, content: bytes) -> Iterator[Report | Unread]:
    """One report: its text is what follows the front matter, markup and all."""
    decoded = decode(name, content)
    fields, text, warnings = split_front_matter(decoded.text)
    if not text.strip():
        raise UnreadableReport(name, "no text below the front matter", "nothing to read; fetch the report again")
    yield build_report(name, content_id(content), text, fields=fields, warnings=(*decoded.warnings, *warnings))


def split_front_matter(text: str) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """Fields, the text below, warnings. A text that only begins with a rule (`---`) has no front matter."""
    block = YAMLHandler()
    text = text.lstrip("\ufeff")
    if not block.detect(text):
        return {}, text, ()
    try:
        matter, body = block.split(text)
    except ValueError:
        return {}, text, ()
    body = body.lstrip("\n")
    try:
        # BaseLoader leaves every scalar a string, so that "2024-02-31" is ours to judge.
        fields = yaml.load(matter, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        return _by_line(matter), body, (f"front matter is not valid YAML{where}; read line by line, check its fields",)
    if fields is None or fields == "":
        return {}, body, ()
    return (fields, body, ()) if isinstance(fields, dict) else ({}, text, ())


def _by_line(matter: str) -> dict[str, str]:
    """What broken front matter still says plainly: a title with a colon in it should not cost the report its date."""
    return {key: value.strip("\"'") for key, value in _FIELD.findall(matter)}
