"""Text → tokens that know which tables of the lexicon they stand in.

Prevents slow and fragile patterns over raw text: numbers, ordinals, clock times and written dates are told apart once,
here, in time linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tocsin.reading.times.lexicon import Lexicon, load_lexicon

_NUMBERS = r"""
    (?P<iso>\d{4}-\d\d-\d\d)(?!\d)(?:T\d\d:\d\d(?::\d\d)?Z?)?
  | (?P<slashed>\d{1,2}(?P<s1>[-/.])\d{1,2}(?P=s1)\d{4}|\d{4}(?P<s2>[/.])\d{1,2}(?P=s2)\d{1,2})(?![\d/])
  | (?P<clock>\d{1,2}(?::\d\d)?\s?(?i:[ap]m\b|[ap]\.m\.)|\d{1,2}:\d\d(?!\d))
  | (?P<decade>['’]\d0s|\d{2,3}0s)\b
  | (?P<ordinal>\d+(?:st|nd|rd|th))\b
  | (?P<number>\d+(?:[.,]\d+)*)
  | (?P<era>B\.C\.(?:E\.)?|A\.D\.)
  | (?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)
  | (?P<possessive>['’]s)\b
  | (?P<mark>[^\w\s]|_|\n\s*?\n)
"""
_MARKS = {
    **dict.fromkeys("-–—‑", "dash"),
    **dict.fromkeys("$€£#", "currency"),
    **dict.fromkeys(".!?;:", "stop"),
    ",": "comma",
    "/": "slash",
    "(": "open",
    ")": "close",
    "&": "and",
}
_NUMBER_TABLES = ("numeral", "day_number", "two_digits", "year_number", "four_digits", "quantity")
_MADE_HERE = ("iso", "slashed", "clock", "decade", "other", "possessive", "short_dot", *sorted(set(_MARKS.values())))


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark at `text[start:end]`; `values` holds its value in each table it stands in."""

    start: int
    end: int
    raw: str
    values: dict[str, Any]
    tag: str

    def value(self, *tables: str) -> Any:
        """Its value in the first of these tables that it stands in; `None` when in none."""
        return next((self.values[t] for t in tables if t in self.values), None)


def _number(raw: str) -> dict[str, Any]:
    if not raw.isascii() or len(raw) > 12:
        return {"numeral": None}
    if not raw.isdigit():
        return {"quantity": raw.replace(",", "")}
    number = int(raw)
    tables: dict[str, Any] = {"numeral": number, "quantity": str(number)}
    if len(raw) <= 2 and 1 <= number <= 31:
        tables["day_number"] = number
    if len(raw) == 2:
        tables["two_digits"] = number
    if len(raw) == 4 and number >= 1000:
        tables |= {"four_digits": number} | ({"year_number": number} if number < 2200 else {})
    return tables


def _ordinal(raw: str) -> dict[str, Any]:
    number = int(raw[:-2]) if len(raw) <= 6 and raw[:-2].isascii() else 0
    return {"ordinal": number} | ({"day_ordinal": number} if 1 <= number <= 31 else {})


def _clock(raw: str) -> dict[str, Any]:
    digits = re.match(r"(\d+)(?::(\d\d))?", raw)
    hour, minute = int(digits[1]), int(digits[2] or 0)  # type: ignore[index]
    half = raw.lower().replace(".", "").strip()[-2:]
    hour += {"pm": 12 * (hour < 12), "am": -12 * (hour == 12)}.get(half, 0)
    return {"clock": f"{hour:02d}:{minute:02d}"} if hour < 24 and minute < 60 else {"other": None}


def _decade(raw: str) -> dict[str, Any]:
    digits = raw.strip("'’s")
    return {"decade": int(digits) // 10 + (190 if len(digits) == 2 else 0)}


def _plain(table: str) -> Callable[[str], dict[str, Any]]:
    return lambda raw: {table: raw}


_READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    "iso": _plain("iso"),
    "slashed": _plain("slashed"),
    "clock": _clock,
    "decade": _decade,
    "ordinal": _ordinal,
    "number": _number,
    "era": lambda raw: {"era": -1} if raw[0] == "B" else {"era_ad": 1},
    "possessive": _plain("possessive"),
    "mark": lambda raw: {"stop" if raw[0] == "\n" else _MARKS.get(raw, "other"): raw},
}


class Tokeniser:
    """The lexer over one lexicon. Phrases of several words ("right now") are one token."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        phrases = sorted((w for w in lexicon.words if not w.isalpha() and w[0].isalpha()), key=lambda w: (-len(w), w))
        written = "|".join(re.escape(p).replace(r"\ ", r"\s").replace("'", "['’]") for p in phrases)
        self._pattern = re.compile(rf"(?P<phrase>(?i:{written}))\b|{_NUMBERS}", re.VERBOSE)
        self._declare()

    def _declare(self) -> None:
        for sample in ("5", "15", "45", "05", "345", "1945", "2500", "1,2", "1" * 20):
            self.lexicon.tag(_number(sample))
        for sample in ("5th", "45th", "era"):
            self.lexicon.tag(_ordinal(sample) if sample != "era" else {"era_ad"})
        for table in _MADE_HERE:
            self.lexicon.tag({table})

    def read(self, text: str) -> list[Token]:
        """The tokens of `text`, in order."""
        tokens: list[Token] = []
        tag, look_up = self.lexicon.tag, self.lexicon.look_up
        for match in self._pattern.finditer(text):
            kind, raw = match.lastgroup or "mark", match.group()
            values = look_up(" ".join(raw.split())) if kind in _WORDS else _READERS[kind](raw)
            if raw == "." and tokens and tokens[-1].end == match.start() and _is_short(tokens[-1]):
                values = {"short_dot": raw}
            tokens.append(Token(match.start(), match.end(), raw, values, tag(values)))
        return tokens


_WORDS = frozenset({"word", "phrase"})


def _is_short(token: Token) -> bool:
    return "month_short" in token.values or "weekday_short" in token.values


@lru_cache(maxsize=1)
def load_tokeniser() -> Tokeniser:
    """The tokeniser over the lexicon that ships with Tocsin."""
    return Tokeniser(load_lexicon())
