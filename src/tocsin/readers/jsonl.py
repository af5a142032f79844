"""JSONL: one report to a line, an object with `text` and, where known, `title`, `source`, `url`, `published`, `id`.

Prevents one broken line from losing the others. A report's id is the hash of its line, so that a line added again, from
whatever file, is the same report; the line's own `id` is kept in the path (`file.jsonl#id`, else `file.jsonl:LINE`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tocsin.errors import UnreadableReport
from tocsin.readers.build import build_report
from tocsin.readers.decode import decode
from tocsin.records.reports import Report, Unread, content_id

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
ADVICE = 'each line is one JSON object with a "text"'


def read(name: str, content: bytes) -> Iterator[Report | Unread]:
    """A report or a reason for each line that is not empty; a file that is one object over many lines is one report."""
    decoded = decode(name, content)
    whole = _whole(decoded.text)
    if isinstance(whole, list):
        raise UnreadableReport(
            name, "one JSON array, not one report to a line", "write each element on a line: jq -c '.[]'"
        )
    if whole is not None:
        yield _read_line(name, 1, decoded.text.strip(), decoded.warnings)
        return
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if line.strip():
            yield _read_line(name, number, line.strip(), decoded.warnings)


def _whole(text: str) -> Any:
    """The one JSON value that takes up many lines; `None` where lines stand for themselves."""
    first = text.strip().split("\n", 1)[0].strip()
    if first and first[-1] == "}":
        return None
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return None


def _read_line(name: str, number: int, line: str, warnings: tuple[str, ...]) -> Report | Unread:
    at = f"{name}:{number}"
    try:
        data = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return Unread(at, f"line {number} is not valid JSON{where}", ADVICE)
    if not isinstance(data, dict):
        return Unread(at, f"line {number} is not a JSON object", ADVICE)
    data = {key: _storable(value) for key, value in data.items()}
    text = data.get("text")
    if not isinstance(text, str) or not text.strip():
        return Unread(at, f"line {number} has no text", ADVICE)
    named = isinstance(data.get("id"), str | int) and data["id"] != ""
    path = f"{name}#{data['id']}" if named else at
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return build_report(path, content_id(line.encode("utf-8")), text, fields=data, warnings=warnings)
    except UnreadableReport as error:
        return Unread(error.path, error.reason, error.advice)


def _storable(value: Any) -> Any:
    """Half surrogate pairs and NUL, which JSON can write and no file can hold, become U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", value) if isinstance(value, str) else value


def looks_like_jsonl(start: str) -> bool:
    """Whether a document whose first line is this holds one report to a line."""
    first = start.lstrip("\ufeff \n").split("\n", 1)[0]
    if not first.startswith("{"):
        return False
    try:
        data = json.loads(first)
    except (json.JSONDecodeError, RecursionError):
        return False
    return isinstance(data, dict) and "text" in data
