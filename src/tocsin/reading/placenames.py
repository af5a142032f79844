"""Names that may be places: which words of a report the gazetteer knows, and what stands around them.

Prevents persons, months and ordinary words from becoming places: every name carries how much the words around it speak
for a place, and `placing` weighs that against what the gazetteer knows. Nothing is decided here but what is impossible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any

import yaml
from rapidfuzz.fuzz import ratio

from tocsin.reference.gazetteer import CAPITAL_KEY, Gazetteer, Match
from tocsin.reference.gazetteer.keys import bare_key, consonant_key, exact_key, key_of
from tocsin.reference.words import Phrases, Token, fold, is_capitals, iter_tokens

LONGEST_NAME = 9
"""Tokens (hyphens counted) that a name may have."""
LONGEST_FEATURE = 3
LIKENESS = 70.0
"""Least likeness of a name that only sounds like a place."""
LIKE = 75.0
"""Least likeness where the sound overrules a shorter exact name."""
IMPOSSIBLE = -9.0
LISTED = frozenset({", ", " and ", ", and ", " or "})
LIST_CUE = 1.2
BROKEN_RUN = -3.0
"""What an unknown capitalised neighbour costs: "Saraya al-Khorasani" is not the town of Khorasan."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The tables of `cues.yaml`, folded for lookup."""

    particles: frozenset[str]
    articles: frozenset[str]
    generics: frozenset[str]
    before: dict[str, float]
    area_before: frozenset[str]
    around_before: Phrases[bool]
    around_after: frozenset[str]
    features: dict[str, str]
    satisfies: dict[str, frozenset[str]]
    feature_before_bare: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    organisations_before: frozenset[str]
    saying: frozenset[str]
    after_acronym: frozenset[str]
    transparent: frozenset[str]
    stopwords: frozenset[str]
    given_names: frozenset[str]
    demonyms: Phrases[str]


@dataclass(slots=True)
class Name:
    """A name in the text: tokens `first` to `last` (exclusive), characters `start` to `end` with its feature words.

    `cue` is what the words around it say for (or against) a place; `asked` the kind of place that they ask for;
    `around` whether they mean the surroundings; `area` whether they mean the whole area rather than the town.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    matches: tuple[Match, ...]
    cue: float = 0.0
    asked: str | None = None
    around: bool = False
    area: bool = False
    sound: str | None = None
    inherited: bool = False
    qualifier: Name | None = field(default=None, repr=False)


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The cue tables, stop words, given names and demonyms that ship with the package."""
    folder = resources.files("tocsin.reference") / "data" / "gazetteer"
    raw: dict[str, Any] = yaml.safe_load((folder / "cues.yaml").read_text(encoding="utf-8"))
    sets = {
        name: frozenset(fold(str(w)) for w in raw[name]) for name in Cues.__dataclass_fields__ if _is_list(raw, name)
    }
    features = {exact_key(str(word)): kind for kind, words in raw["features"].items() for word in words}
    demonyms = [line.rsplit(",", 1) for line in _lines(folder, "demonyms.csv")[1:]]
    del sets["around_before"]
    return Cues(
        **sets,
        before={fold(str(word)): float(weight) for word, weight in raw["before"].items()},
        around_before=Phrases((str(phrase), True) for phrase in raw["around_before"]),
        features=features,
        satisfies={kind: frozenset(kinds) for kind, kinds in raw["satisfies"].items()},
        stopwords=frozenset(_lines(folder, "stopwords.txt")),
        given_names=frozenset(_lines(folder, "given_names.txt")),
        demonyms=Phrases((words, iso) for words, iso in demonyms),
    )


def _is_list(raw: dict[str, Any], name: str) -> bool:
    return isinstance(raw.get(name), list)


def _lines(folder: Any, name: str) -> list[str]:
    lines: list[str] = (folder / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def find_names(text: str, gazetteer: Gazetteer) -> tuple[list[Token], list[Name]]:
    """The tokens of a text and the names in it that the gazetteer knows, each with what its surroundings say."""
    tokens = list(iter_tokens(text))
    names = list(_iter_names(text, tokens, gazetteer, load_cues()))
    _weigh_all(text, tokens, names, gazetteer)
    return tokens, [name for name in names if name.cue > IMPOSSIBLE / 2]


def names_at(text: str, tokens: Sequence[Token], spans: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> list[Name]:
    """The names at spans that are known to be places; without candidates where the gazetteer has none."""
    names = []
    for start, end in spans:
        inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end] or [0]
        key = exact_key(text[start:end])
        words = text[start:end]
        matches = _name_of_country(words, gazetteer, load_cues()) or gazetteer.matches(key)
        matches = (
            matches
            or gazetteer.matches(exact_key(without_feature(words)))
            or _sounding(words, gazetteer, least=LIKENESS)
        )
        names.append(Name(inside[0], inside[-1] + 1, start, end, key, matches))
    if tokens:
        _weigh_all(text, tokens, names, gazetteer)
    return names


def _weigh_all(text: str, tokens: Sequence[Token], names: list[Name], gazetteer: Gazetteer) -> None:
    cues = load_cues()
    surnames = _surnames(tokens, names, cues)
    known = {i for name in names for i in range(name.first, name.last)}
    for name in names:
        if not name.key.startswith(CAPITAL_KEY):
            _weigh(text, tokens, name, known, surnames, cues)
    _qualify(text, names)
    _share_features(text, tokens, names)
    _share_cues(text, names)
    for name in names:
        name.matches += _of_kind_asked(text, tokens, name, gazetteer, cues)


def _of_kind_asked(
    text: str, tokens: Sequence[Token], name: Name, gazetteer: Gazetteer, cues: Cues
) -> tuple[Match, ...]:
    """Places that sound like the name, where none that is spelt so is of the kind that the words ask for."""
    if name.asked is None or name.sound or not name.matches:
        return ()
    kinds = cues.satisfies[name.asked]
    if any(m.place.kind in kinds for m in name.matches):
        return ()
    words = text[tokens[name.first].start : tokens[name.last - 1].end]
    return tuple(m for m in _sounding(words, gazetteer, least=LIKE) if m.place.kind in kinds)


def _share_cues(text: str, names: list[Name]) -> None:
    """ "near Homs and Tal Abyad": what speaks for the first of a list speaks, a little less, for the next."""
    for left, right in pairwise(names):
        if text[left.end : right.start] in LISTED and left.cue > 0 >= right.cue - LIST_CUE:
            right.cue += min(left.cue, LIST_CUE)


def _share_features(text: str, tokens: Sequence[Token], names: list[Name]) -> None:
    """ "Ivanovo, Ryazan and Amur regions": the plural word at the end of a list belongs to all of it."""
    for left, right in reversed(list(pairwise(names))):
        plural = right.end > tokens[right.last - 1].end and text[right.end - 1] == "s"
        listed = text[left.end : right.start] in LISTED
        if right.asked and left.asked is None and listed and (plural or right.inherited):
            left.asked, left.inherited = right.asked, True
            left.cue += 1.0


def _iter_names(text: str, tokens: Sequence[Token], gazetteer: Gazetteer, cues: Cues) -> Iterator[Name]:
    at = 0
    while at < len(tokens):
        if _may_start(tokens, at, cues):
            name = _name_at(text, tokens, at, gazetteer, cues)
        else:
            name = _capital_at(tokens, at, gazetteer, cues)
        if name is not None:
            yield name
        at = name.last if name is not None else at + 1


def _capital_at(tokens: Sequence[Token], at: int, gazetteer: Gazetteer, cues: Cues) -> Name | None:
    """ "the Syrian capital", "Mali's capital": a country's capital, named by what it is."""
    if tokens[at].key != "capital" or at == 0:
        return None
    first = at - 2 if tokens[at - 1].key in {"'s", "'"} and at > 1 else at - 1
    words = tokens[max(0, first - 1) : first + 1]
    hits = [h for h in cues.demonyms.find(words) if h.last == len(words)]
    named = (gazetteer.country(key_of(words[k:])) for k in range(len(words)))
    iso = hits[0].value if hits else next((c.country for c in named if c), None)
    matches = gazetteer.matches(f"{CAPITAL_KEY}{iso.casefold()}") if iso else ()
    start = tokens[first].start
    key = f"{CAPITAL_KEY}{iso}"
    return Name(at, at + 1, start, tokens[at].end, key, matches[:1], cue=4.0) if matches else None


def _may_start(tokens: Sequence[Token], at: int, cues: Cues) -> bool:
    token = tokens[at]
    if _capitalised(token):
        return True
    nxt = at + 2
    return token.key in cues.articles and nxt < len(tokens) and tokens[at + 1].raw == "-" and _capitalised(tokens[nxt])


def _capitalised(token: Token) -> bool:
    return token.raw[:1].isupper()


def _name_at(text: str, tokens: Sequence[Token], at: int, gazetteer: Gazetteer, cues: Cues) -> Name | None:
    ends = _ends(text, tokens, at, cues)
    whole = next((end for end in ends if _capitalised(tokens[end - 1])), at)
    for end in ends:
        if end < whole and all(t.key in cues.generics or t.raw == "-" for t in tokens[at:end]):
            break
        key = key_of(tokens[at:end])
        if matches := _fitting(gazetteer.matches(key), tokens[at:end], key):
            if all(m.how == "with_feature" for m in matches):
                matches += _sounding(text[tokens[at].start : tokens[end - 1].end], gazetteer, least=LIKE)
            longer = _longer_sound(text, tokens, at, whole, gazetteer) if end < whole else None
            return longer or Name(at, end, tokens[at].start, tokens[end - 1].end, key, matches)
    if tokens[at].key in cues.articles or len(tokens[at].raw) > 3:
        return _sound_name(text, tokens, at, [end for end in ends if end <= whole], gazetteer)
    return None


def _longer_sound(text: str, tokens: Sequence[Token], at: int, end: int, gazetteer: Gazetteer) -> Name | None:
    """The whole run of capitals by its sound, where the gazetteer spells only its beginning: "Tal Hamis"."""
    words = text[tokens[at].start : tokens[end - 1].end]
    matches = _sounding(words, gazetteer, least=LIKE)
    return (
        Name(at, end, tokens[at].start, tokens[end - 1].end, exact_key(words), matches, sound=words)
        if matches
        else None
    )


def _sound_name(text: str, tokens: Sequence[Token], at: int, ends: list[int], gazetteer: Gazetteer) -> Name | None:
    """A name known by its sound only, the longest stretch; `placing` asks for context before it believes it."""
    for end in ends:
        words = text[tokens[at].start : tokens[end - 1].end]
        if matches := _sounding(words, gazetteer, least=LIKENESS):
            return Name(at, end, tokens[at].start, tokens[end - 1].end, exact_key(words), matches, sound=words)
    return None


def _sounding(words: str, gazetteer: Gazetteer, *, least: float) -> tuple[Match, ...]:
    found = gazetteer.sounding(consonant_key(words))
    return tuple(m for m in found if likeness(words, m.place.name) >= least)


def _name_of_country(words: str, gazetteer: Gazetteer, cues: Cues) -> tuple[Match, ...]:
    """What a demonym stands for, where somebody has said that it is a place: "Syrian" is Syria."""
    hits = cues.demonyms.find(list(iter_tokens(words)))
    whole = hits and (hits[0].start, hits[0].end) == (0, len(words))
    country = gazetteer.country(hits[0].value) if whole else None
    return (Match(country, "alternate"),) if country else ()


def likeness(words: str, name: str) -> float:
    """How alike two spellings are, 0 to 100, articles apart (rapidfuzz's normalised Indel similarity)."""
    return ratio(bare_key(without_feature(words)), bare_key(without_feature(name)))


@lru_cache(maxsize=20_000)
def without_feature(name: str) -> str:
    """A name without the feature words at its end: "al-Tanf base" is "al-Tanf"."""
    tokens = list(iter_tokens(name))
    features = load_cues().features
    while len(tokens) > 1 and tokens[-1].key in features:
        tokens.pop()
    return name[: tokens[-1].end] if tokens else name


def _ends(text: str, tokens: Sequence[Token], at: int, cues: Cues) -> list[int]:
    """Where a name that starts here may end, the longest first."""
    ends: list[int] = []
    i = at
    while i < min(len(tokens), at + LONGEST_NAME):
        token = tokens[i]
        if i > at and (token.raw == "The" or not _joined(text, tokens[i - 1], token)):
            break
        if _capitalised(token):
            ends.append(i + 1)
        elif token.raw == "-" or token.key in cues.particles:
            pass
        elif ends and token.key in cues.features:
            ends.append(i + 1)
        elif not (ends and token.key in {"oil", "gas", "air", "power", "military", "refugee", "border", "nuclear"}):
            break
        i += 1
    return ends[::-1]


def _joined(text: str, left: Token, right: Token) -> bool:
    """Whether two tokens stand in one phrase: nothing, a space or the break of a wrapped line between them."""
    gap = text[left.end : right.start]
    return gap in {" ", ""} or (gap.isspace() and gap.count("\n") < 2 and not left.raw.isupper())


def _fitting(matches: tuple[Match, ...], tokens: Sequence[Token], key: str) -> tuple[Match, ...]:
    """The matches, unless the name is a code of three letters or fewer ("UK", "LA") that is not written in capitals."""
    if (
        len(key) <= 3
        and not is_capitals(tokens[0].raw.replace(".", ""))
        and all(len(m.place.name) > 3 for m in matches)
    ):
        return ()
    return matches


def _surnames(tokens: Sequence[Token], names: list[Name], cues: Cues) -> frozenset[str]:
    """Single names that follow a given name or a title somewhere in the report: persons, wherever they come again."""
    found = set()
    for name in names:
        before = tokens[name.first - 1] if name.first else None
        if before is None or not name.matches or name.last - name.first > 1 or name.matches[0].place.kind == "country":
            continue
        if _capitalised(before) and before.key in cues.given_names | cues.titles and before.end + 1 >= name.start - 1:
            found.add(name.key)
    return frozenset(found)


def _weigh(
    text: str, tokens: Sequence[Token], name: Name, known: set[int], surnames: frozenset[str], cues: Cues
) -> None:
    """Fill in what the surroundings of a name say."""
    _read_features(text, tokens, name, cues)
    name.cue += _from_before(text, tokens, name, known, cues) + _from_after(text, tokens, name, known, cues)
    name.cue += _from_itself(tokens, name, surnames, cues)


def _read_features(text: str, tokens: Sequence[Token], name: Name, cues: Cues) -> None:
    last = tokens[name.last - 1]
    if name.last - name.first > 1 and last.key in cues.features:
        name.asked = cues.features[last.key]
    after = name.last
    for length in range(LONGEST_FEATURE, 0, -1):
        words = tokens[after : after + length]
        if len(words) == length and _joined(text, tokens[after - 1], words[0]):
            kind = cues.features.get(" ".join(t.key for t in words))
            if kind:
                name.asked, name.end = kind, words[-1].end
                name.cue += 2.0
                break
    i = name.first - 1
    if i >= 0 and tokens[i].key == "the":
        i -= 1
    of = i >= 0 and tokens[i].key == "of"
    word = tokens[i - 1] if of and i > 0 else (tokens[i] if i >= 0 else None)
    if word is None or name.asked or word.key not in cues.features or not (of or word.key in cues.feature_before_bare):
        return
    if of or _joined(text, word, tokens[name.first]):
        name.asked = cues.features[word.key]
        name.cue += 2.0
        if not of:
            name.start = word.start


def _from_before(text: str, tokens: Sequence[Token], name: Name, known: set[int], cues: Cues) -> float:
    i = name.first - 1
    if i < 0:
        return 0.0
    near = tokens[max(0, name.first - 4) : name.first]
    name.around = name.around or any(
        hit.last >= len(near) - 1 and hit.last - hit.first <= len(near) for hit in _around(near, cues)
    )
    if tokens[i].raw == "-" and i > 0 and _capitalised(tokens[i - 1]) and _unknown(tokens[i - 1], i - 1, known, cues):
        return BROKEN_RUN
    if tokens[i].key == "the" and i > 0:
        i -= 1
    word = tokens[i]
    if not _joined(text, word, tokens[i + 1]) or word.raw in ".,;:!?()\"“”'’":
        return 0.0
    if word.key in cues.area_before:
        name.area = True
    if word.key in cues.titles and word.key not in cues.features:
        return IMPOSSIBLE
    if _capitalised(word) and i not in known and word.key not in cues.features:
        if word.key in cues.given_names:
            return IMPOSSIBLE
        if word.key not in cues.transparent and not cues.demonyms.find([word]):
            return 0.0 if _starts_sentence(text, word) and word.key in cues.stopwords else BROKEN_RUN
    if word.key == "of" and i > 0 and _capitalised(tokens[i - 1]) and tokens[i - 1].key in cues.organisations_before:
        return IMPOSSIBLE
    return cues.before.get(word.key, 0.0)


def _unknown(token: Token, at: int, known: set[int], cues: Cues) -> bool:
    return at not in known or token.key in cues.stopwords


def _around(near: Sequence[Token], cues: Cues) -> list[Any]:
    trimmed = list(near)
    while trimmed and trimmed[-1].key in {"the", "city", "town", "village"}:
        trimmed.pop()
    return [hit for hit in cues.around_before.find(trimmed) if hit.last == len(trimmed)]


def _from_after(text: str, tokens: Sequence[Token], name: Name, known: set[int], cues: Cues) -> float:
    i = name.last
    if i >= len(tokens) or not _joined(text, tokens[i - 1], tokens[i]):
        return 0.0
    word = tokens[i]
    if word.key in cues.around_after:
        name.around = True
        return 1.5
    if word.raw == "-" and i + 1 < len(tokens) and tokens[i + 1].key in {"based", "held", "controlled", "run"}:
        return 1.0
    if _capitalised(word) and i not in known and word.key not in cues.features and word.raw != "-":
        if word.key in cues.organisations or tokens[name.first].key in cues.given_names:
            return IMPOSSIBLE
        return 0.0 if word.key in cues.transparent else BROKEN_RUN
    if word.key in cues.saying and name.last - name.first == 1:
        return -2.0
    return 0.0


def _from_itself(tokens: Sequence[Token], name: Name, surnames: frozenset[str], cues: Cues) -> float:
    first = tokens[name.first]
    weight = 0.7 if " " in name.key else 0.0
    if name.key in surnames:
        weight -= 4.0
    if name.key in cues.given_names:
        weight -= 2.0
    if name.matches and cues.demonyms.find(tokens[name.first : name.last]) and name.matches[0].place.kind != "country":
        return IMPOSSIBLE
    if name.key in cues.stopwords or bare_key(name.key) in cues.stopwords:
        weight -= 3.5
    code = len(first.raw.replace(".", "")) <= 5 and all(name.key != exact_key(m.place.name) for m in name.matches[:1])
    if code and is_capitals(first.raw) and name.last - name.first == 1:
        weight += _acronym(tokens, name, cues)
    return weight


def _acronym(tokens: Sequence[Token], name: Name, cues: Cues) -> float:
    if not name.matches or name.matches[0].place.kind != "country":
        return -3.0
    before = [t.key for t in tokens[max(0, name.first - 2) : name.first] if t.key != "the"][-1:]
    after = tokens[name.last] if name.last < len(tokens) else None
    free = after is None or not after.raw[0].isalpha() or after.key in cues.after_acronym
    return 3.5 if before and before[0] in cues.before and free else IMPOSSIBLE


def _starts_sentence(text: str, token: Token) -> bool:
    left = text[: token.start].rstrip(" \"“‘'(")
    return not left or left[-1] in ".!?:\n"


def _qualify(text: str, names: list[Name]) -> None:
    """ "Homs, Syria" and "Syria's Homs": the wider name qualifies the narrower one."""
    for left, right in pairwise(names):
        between = text[left.end : right.start]
        if between in {", ", " ("}:
            left.qualifier = right
        elif between in {"'s ", "’s "}:
            right.qualifier = left
        elif between in {" in ", " province of ", " of "}:
            left.qualifier = left.qualifier or right
    _read_dateline(text, names)


def _read_dateline(text: str, names: list[Name]) -> None:
    """The place of writing at the head of a wire report: capitals, then a comma, a bracket or a dash."""
    if (
        names
        and names[0].start <= 2
        and text[: names[0].end].strip().isupper()
        and text[names[0].end :][:2].strip()[:1] in ",(-–—"
    ):
        names[0].cue += 4.0
