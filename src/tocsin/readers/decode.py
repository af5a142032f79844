"""Bytes to characters: byte-order marks, UTF-8, UTF-16, UTF-32, else a guess that shows.

Prevents mojibake that nobody notices: an encoding that had to be guessed is named in a warning, and bytes that are no
text at all are refused by what they look like.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import PurePath
from typing import Any

import yaml

from tocsin.errors import UnreadableReport

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL_SHARE = 0.005
"""More control characters than this make bytes binary: real texts have none or a few page feeds."""
_FOREIGN_SHARE = 0.05
"""With fewer bytes above ASCII than this, a text that is not UTF-8 is taken for Windows-1252, the usual case in
English; a statistical guess on so few bytes is no better than chance."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with newlines as `\\n`, and what the reader of it should know about how it was decoded."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(name: str, content: bytes, *, declared: str | None = None) -> Decoded:
    """The text of `content`. Raises `UnreadableReport` for what is empty or not text.

    `declared` is the encoding that the document itself names; it is believed only where UTF-8 is ruled out.
    """
    if not content.strip():
        raise UnreadableReport(name, "empty file", "nothing to read; remove it or fetch it again")
    _refuse_known_formats(name, content)
    decoded = _by_mark(name, content) or _by_zeros(content) or _by_utf8(content) or _declared(content, declared)
    decoded = decoded or _by_guess(name, content)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROLS.findall(text)) > _CONTROL_SHARE * len(text) or "\0" in text:
        raise _binary(name)
    if not text.strip("\ufeff\u200b \n\t\f\v\xa0"):
        raise UnreadableReport(name, "empty file", "nothing but white space; remove it or fetch it again")
    return Decoded(text, decoded.warnings)


def peek(content: bytes) -> str:
    """The beginning of a document as text, good enough to tell its format by."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    return content.decode("utf-8", errors="replace")


@cache
def _formats() -> Any:
    path = resources.files("tocsin.reference") / "data" / "formats" / "signatures.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _refuse_known_formats(name: str, content: bytes) -> None:
    formats = _formats()
    advice = formats["convert_to_text"]
    by_name = formats["extensions"].get(PurePath(name).suffix.lower())
    for signature in formats["signatures"]:
        if content.startswith(bytes.fromhex(signature["hex"]), signature.get("offset", 0)):
            reason = signature.get("unread") or by_name or f"not text: looks like {signature['is']}"
            raise UnreadableReport(name, reason, advice)
    if by_name:
        raise UnreadableReport(name, by_name, advice)


def _binary(name: str) -> UnreadableReport:
    return UnreadableReport(name, "not text: looks like binary data", _formats()["convert_to_text"])


def _by_mark(name: str, content: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            body = content[len(mark) :]
            text = body.decode(encoding, errors="replace")
            lost = text.count("\ufffd") - body.count("\ufffd".encode(encoding))
            if lost > 0.1 * len(text):
                raise _binary(name)
            return Decoded(text, _damage(encoding.upper(), lost))
    return None


def _by_zeros(content: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark: every other byte of English is zero."""
    if b"\0" not in content:
        return None
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(" " <= c <= "~" or c.isspace() for c in text) > len(text) / 2:
            return Decoded(text, (f"no byte-order mark: read as {encoding.upper()}",))
    return None


def _by_utf8(content: bytes) -> Decoded | None:
    """UTF-8, also damaged: where stray bytes do not outnumber whole characters, the stray bytes are the damage."""
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        text = content.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    if len(_MULTIBYTE.findall(content)) < lost:
        return None
    return Decoded(text, _damage("UTF-8", lost))


def _damage(encoding: str, lost: int) -> tuple[str, ...]:
    return (f"damaged {encoding}: {lost} places could not be decoded and are shown as \ufffd",) if lost > 0 else ()


def _declared(content: bytes, declared: str | None) -> Decoded | None:
    if declared is None:
        return None
    try:
        encoding = codecs.lookup(declared).name
        encoding = "cp1252" if encoding in {"iso8859-1", "ascii"} else encoding
        return Decoded(content.decode(encoding))
    except (LookupError, UnicodeDecodeError):
        return None


def _by_guess(name: str, content: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    foreign = sum(byte > 127 for byte in content)
    if foreign < _FOREIGN_SHARE * len(content):
        try:
            return Decoded(content.decode("cp1252"), (_guess_warning("cp1252"),))
        except UnicodeDecodeError:
            pass
    best = from_bytes(content).best()
    if best is None:
        raise _binary(name)
    return Decoded(str(best), (_guess_warning(best.encoding),))


def _guess_warning(encoding: str) -> str:
    return f"not UTF-8: read as {encoding}; check accented letters and quotation marks"
