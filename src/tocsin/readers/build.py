"""What a document says about itself, and the report made of it: the same for every format.

Prevents each format from cleaning titles and dates in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tocsin.errors import UnreadableReport
from tocsin.readers.language import detect_language
from tocsin.readers.published import parse_published
from tocsin.records.reports import Report

FIELDS = ("title", "source", "url", "published")
LONGEST = 2_000_000
"""Characters of the longest report: some 350,000 words, less than a minute of reading; more is a pile, not a report."""


def build_report(
    name: str, report_id: str, text: str, *, fields: Mapping[str, Any] | None = None, warnings: Iterable[str] = ()
) -> Report:
    """A report of `text` with the `FIELDS` as given; what cannot be used is left out and said in a warning.

    Raises `UnreadableReport` when the text is longer than `LONGEST`.
    """
    if len(text) > LONGEST:
        reason = f"{len(text):,} characters are more than the {LONGEST:,} that one report may have"
        raise UnreadableReport(name, reason, "split it into its articles, one file or JSONL line each")
    fields = fields or {}
    words, word_warnings = _words(fields)
    published, date_warnings = parse_published(fields.get("published"))
    language, language_warnings = detect_language(text)
    return Report(
        id=report_id,
        text=text,
        path=name,
        published=published,
        language=language,
        warnings=(*warnings, *word_warnings, *date_warnings, *language_warnings),
        **words,
    )


def _words(fields: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    kept: dict[str, str] = {}
    warnings: list[str] = []
    for key in ("title", "source", "url"):
        value = fields.get(key)
        if isinstance(value, str) and value.strip():
            kept[key] = " ".join(value.split())
        elif value is not None and not isinstance(value, str):
            warnings.append(f"{key}: words are needed, not {type(value).__name__}; left out")
    return kept, warnings
