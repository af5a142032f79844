"""The two forms in which place names are compared: spelt alike (exact key) and sounding alike (consonant key).

Prevents one town from being five: "Deir ez-Zor", "Dayr az-Zawr" and "دير الزور" share a consonant key, whatever system
they were transliterated by. What a key cannot tell apart is left to the context that `reading/places` weighs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from tocsin.reference.words import Token, iter_tokens

SHORTEST_SOUND = 3
"""Consonants a key needs before it means anything: shorter ones match half the map (measured on Syrian war news)."""

_MARKS = str.maketrans("", "", "'’‘`´ʻʼʿʾʽ′ʹ\u200e\u200f")
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}

_ARTICLES = frozenset({
    "al", "el", "ul", "il", "ash", "esh", "ush", "as", "es", "us", "ar", "er", "ur", "an", "en", "un", "at", "et", "ut",
    "az", "ez", "uz", "ad", "ed", "ud", "adh", "edh", "ath", "eth", "the",
})  # fmt: skip
_WORDS = {"albu": "b", "bu": "b", "abu": "b", "abou": "b", "ibn": "bn"}
_DIGRAPHS = (
    ("tch", "ç"),
    ("dzh", "j"),
    ("dj", "j"),
    ("zh", "j"),
    ("kh", "x"),
    ("gh", "g"),
    ("sh", "ç"),
    ("ch", "ç"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
    ("ts", "s"),
    ("tz", "s"),
)
_LETTERS = str.maketrans(
    {"q": "k", "c": "k", "p": "b", "v": "f", "ı": None, "ə": None, "ø": None, "đ": "d", "ł": "l", "ß": "s"}
    | dict.fromkeys("aeiouwy")
)
_ARABIC = dict.fromkeys("اأإآىويعءئؤٱۀةھێۆی") | {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "j", "ژ": "j", "چ": "ç", "ش": "ç", "ح": "h", "ه": "h",
    "خ": "x", "د": "d", "ذ": "d", "ض": "d", "ر": "r", "ڕ": "r", "ز": "z", "ظ": "z", "س": "s", "ص": "s", "غ": "g",
    "گ": "g", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ک": "k", "ل": "l", "ڵ": "l", "م": "m", "ن": "n", "ں": "n",
}  # fmt: skip
_HEBREW = dict.fromkeys("אויעה") | {
    "ב": "b", "פ": "b", "ף": "b", "ג": "g", "ד": "d", "ז": "z", "ח": "x", "כ": "x", "ך": "x", "ט": "t", "ת": "t",
    "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "צ": "s", "ץ": "s", "ק": "k", "ר": "r", "ש": "ç",
}  # fmt: skip
_CYRILLIC = dict.fromkeys("аеёиоуыэюяйьъіїєў") | {
    "б": "b", "п": "b", "в": "f", "ф": "f", "г": "g", "ґ": "g", "д": "d", "ж": "j", "з": "z", "к": "k", "л": "l",
    "м": "m", "н": "n", "р": "r", "с": "s", "ц": "s", "т": "t", "х": "x", "ч": "ç", "ш": "ç", "щ": "ç",
}  # fmt: skip
_SCRIPTS = str.maketrans({**_ARABIC, **_HEBREW, **_CYRILLIC})
_DOUBLES = re.compile(r"(.)\1+")
_FINAL_AH = re.compile(r"(?<=[ae])h$")
_NOT_LATIN = re.compile(r"[\u0370-\u1fff]")


@lru_cache(maxsize=100_000)
def exact_key(name: str) -> str:
    """Folded words with one space between: case, accents, hyphens and apostrophes do not count, "St" is "saint"."""
    return key_of(iter_tokens(name))


def key_of(tokens: Iterable[Token]) -> str:
    """The exact key of a name that has been cut into tokens already."""
    return " ".join(word for token in tokens if (word := _word_key(token.key)))


@lru_cache(maxsize=100_000)
def _word_key(key: str) -> str:
    if not (key[:1].isalnum() or key == "'s"):
        return ""
    word = key.translate(_MARKS)
    return _ABBREVIATIONS.get(word, word)


@lru_cache(maxsize=100_000)
def consonant_key(name: str) -> str:
    """What is left of a name when articles, vowels and differences between transliterations are dropped.

    Latin, Arabic, Persian, Hebrew and Cyrillic letters meet in one alphabet (ç stands for sh and ch, x for kh).
    """
    return "".join(_sound(word) for word in bare_key(name).split())


@lru_cache(maxsize=100_000)
def bare_key(name: str) -> str:
    """The exact key without articles: "al qamishli" and "qamishli" are alike."""
    words = exact_key(name).split()
    return " ".join([w for w in words if w not in _ARTICLES] or words)


@lru_cache(maxsize=100_000)
def _sound(word: str) -> str:
    if _NOT_LATIN.search(word):
        word = unicodedata.normalize("NFKC", word).removeprefix("ال")
        word = word[:-1] if len(word) > 2 and word[-1] in "ةه" else word
        return _DOUBLES.sub(r"\1", word.translate(_SCRIPTS))
    word = _WORDS.get(word, word)
    word = _FINAL_AH.sub("", word)
    for digraph, letter in _DIGRAPHS:
        word = word.replace(digraph, letter)
    return _DOUBLES.sub(r"\1", word.translate(_LETTERS))
