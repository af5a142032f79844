"""Cue lexicons: the words that say who speaks, whether it happened, and how actors stand to each other.

Prevents word lists in code: every cue is a line in `data/speech/*.yaml` or `data/relations/*.yaml`, with a checked
schema, a version and a source. A file that breaks the schema raises `InvalidCodebook` before the first report is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, get_args

import yaml

from tocsin.errors import InvalidCodebook
from tocsin.records.events import Modality
from tocsin.records.statements import Predicate, StatementKind
from tocsin.reference.words import Phrases, iter_tokens

SCOPES = ("right", "phrase", "left", "clause", "sentence")
SIDES = ("known", "actor", "place", "name", "any")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PIECES = re.compile(r"\[[^\]]*\]|\([^)]*\)|\S+")
_WEAK = frozenset({",", "and", "in", "of", "to", "for", "'s", "by", "with"})


@dataclass(frozen=True, slots=True)
class AttributionCues:
    """`phrases` finds words of saying and tells their group; `words` are looked up one at a time.

    `communique` finds what heads a report that is itself somebody's statement.
    """

    phrases: Phrases[str]
    communique: Phrases[str]
    words: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class ModalityCue:
    """What a cue makes of the events in its scope; `modality` is `None` for words that only look like a cue.

    `reach` is the most words between the cue and the event; a scope also ends where its clause does.
    """

    modality: Modality | None
    scope: str
    reach: int


@dataclass(frozen=True, slots=True)
class StatementCue:
    """The kind of statement that a cue makes; `None` for words that only look like a cue.

    `needs` names what must be there: a speaker, an event, or a word of one of the file's groups. `verb`: its
    subject is the speaker where no act of saying surrounds it. `doer`: it tells the doer's reason, whoever writes it.
    """

    kind: StatementKind | None
    needs: frozenset[str]
    verb: bool = False
    doer: bool = False


@dataclass(frozen=True, slots=True)
class RelationPattern:
    """A relation between two mentions A and B, in this order: what stands before A, between them and after B.

    `swap` makes B the subject. `modifier` means that the words hang on A, so that what follows B may hang on A too.
    `left` and `right` say what A and B may be.
    """

    predicate: Predicate
    before: re.Pattern[str] | None
    between: re.Pattern[str]
    after: re.Pattern[str] | None
    swap: bool
    modifier: bool
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class PronounPattern:
    """Words after a mention whose pronoun stands for the actor named before: "the militias it arms"."""

    predicate: Predicate
    after: re.Pattern[str]
    swap: bool


@dataclass(frozen=True, slots=True)
class RelationCues:
    """All that finds relations: patterns between mentions, compounds ("X-backed"), lists and words to look past."""

    patterns: Mapping[str, tuple[RelationPattern, ...]]
    """By a word that must stand between the two mentions."""
    compounds: Mapping[str, tuple[Predicate, bool]]
    possessors: frozenset[str]
    gathering: tuple[re.Pattern[str], re.Pattern[str]]
    pronominal: tuple[PronounPattern, ...]
    homes: re.Pattern[str]
    self_naming: re.Pattern[str]
    tails: frozenset[str]
    lead_ins: frozenset[str]
    commons: frozenset[str]


@lru_cache(maxsize=1)
def load_attribution_cues() -> AttributionCues:
    """Words of saying, by what they do in a sentence (`data/speech/attribution.yaml`)."""
    path = "speech/attribution.yaml"
    data = _read(path)
    groups = _groups(path, data, "groups")
    return AttributionCues(
        phrases=Phrases((phrase, name) for name, phrases in groups.items() for phrase in phrases),
        communique=Phrases((phrase, "communique") for phrase in _phrases(path, data.get("communique"))),
        words={name: frozenset(words) for name, words in _groups(path, data, "words").items()},
    )


@lru_cache(maxsize=1)
def load_modality_cues() -> tuple[Phrases[ModalityCue], tuple[str, ...]]:
    """The cues of modality, and the modalities from the one that wins to the one that yields."""
    path = "speech/modality.yaml"
    data = _read(path)
    known = set(get_args(Modality))
    precedence = tuple(data.get("precedence", ()))
    if set(precedence) != known:
        raise InvalidCodebook(f"{path}: precedence must name each of {', '.join(sorted(known))} once")
    entries = []
    for cue in _list(path, data, "cues"):
        modality = _one_of(path, cue, "modality", {*known, None})
        found = ModalityCue(modality, _one_of(path, cue, "scope", set(SCOPES)), int(cue.get("reach", 40)))
        entries += [(phrase, found) for phrase in _phrases(path, cue.get("phrases"))]
    return Phrases(entries), precedence


@lru_cache(maxsize=1)
def load_statement_cues() -> tuple[Phrases[StatementCue], Mapping[str, frozenset[str]]]:
    """The cues of statements, and the groups of words that some of them need (`data/speech/statements.yaml`)."""
    path = "speech/statements.yaml"
    data = _read(path)
    groups = {name: frozenset(words) for name, words in _groups(path, data, "groups").items()}
    entries = []
    for cue in _list(path, data, "cues"):
        kind = _one_of(path, cue, "kind", {*get_args(StatementKind), None})
        needs = frozenset(
            _one_of(path, {"needs": need}, "needs", {"speaker", "event", *groups}) for need in cue.get("needs", ())
        )
        found = StatementCue(kind, needs, verb=bool(cue.get("verb", False)), doer=bool(cue.get("doer", False)))
        entries += [(phrase, found) for phrase in _phrases(path, cue.get("phrases"))]
    return Phrases(entries), groups


@lru_cache(maxsize=1)
def load_relation_cues() -> RelationCues:
    """The patterns of relations (`data/relations/patterns.yaml`)."""
    path = "relations/patterns.yaml"
    data = _read(path)
    predicates = set(get_args(Predicate))
    compounds = {
        str(word): (_one_of(path, entry, "predicate", predicates), bool(entry.get("swap", False)))
        for entry in _list(path, data, "compounds")
        for word in entry.get("words", ())
    }
    try:
        gathering = (_pattern(path, data["gathering"]["before"], tail=True), _pattern(path, data["gathering"]["after"]))
        homes, self_naming = _pattern(path, data["homes"]), _pattern(path, data["self_naming"], tail=True)
    except (KeyError, TypeError) as error:
        raise InvalidCodebook(f"{path}: {error} is missing") from error
    return RelationCues(
        patterns=_by_anchor(path, _list(path, data, "patterns"), predicates),
        compounds=compounds,
        possessors=frozenset(_phrases(path, data.get("possessors"))),
        gathering=gathering,
        pronominal=tuple(
            PronounPattern(
                _one_of(path, entry, "predicate", predicates),
                _pattern(path, entry.get("after", "")),
                bool(entry.get("swap", False)),
            )
            for entry in _list(path, data, "pronominal")
        ),
        homes=homes,
        self_naming=self_naming,
        tails=frozenset(_phrases(path, data.get("tails"))),
        lead_ins=frozenset(_phrases(path, data.get("lead_ins"))),
        commons=frozenset(_phrases(path, data.get("commons"))),
    )


def _by_anchor(
    path: str, entries: list[dict[str, Any]], predicates: set[Any]
) -> Mapping[str, tuple[RelationPattern, ...]]:
    table: dict[str, list[RelationPattern]] = {}
    for entry in entries:
        predicate = _one_of(path, entry, "predicate", predicates)
        for between in _phrases(path, entry.get("between")):
            pattern = RelationPattern(
                predicate=predicate,
                before=_pattern(path, entry["before"], tail=True) if "before" in entry else None,
                between=_pattern(path, between),
                after=_pattern(path, entry["after"]) if "after" in entry else None,
                swap=bool(entry.get("swap", False)),
                modifier=bool(entry.get("modifier", False)),
                left=_one_of(path, {"left": "actor", **entry}, "left", set(SIDES)),
                right=_one_of(path, {"right": "actor", **entry}, "right", set(SIDES)),
            )
            for word in _anchors(between):
                table.setdefault(word, []).append(pattern)
    return {word: tuple(patterns) for word, patterns in table.items()}


def _anchors(words: str) -> list[str]:
    """The first words of each choice of the piece that tells a pattern apart: the last one that must be there."""
    must = [p for p in _PIECES.findall(words) if not p.startswith("[") and p not in ("_", "__")]
    telling = [p for p in must if p not in _WEAK] or must
    piece = max(telling, key=lambda p: min(len(option) for option in p.strip("()").split("|")))
    return sorted({_keys(option)[0] for option in piece.strip("()").split("|")})


def _pattern(path: str, words: object, *, tail: bool = False) -> re.Pattern[str]:
    """A pattern of words as a bounded regular expression over folded words, each followed by one blank.

    `(a|b c)` is a choice, `[a]` may be missing, `_` is any one word, `__` up to four words. With `tail` it must end
    where the text ends.
    """
    if not isinstance(words, str) or not words.strip():
        raise InvalidCodebook(f"{path}: not a pattern: {words!r}")
    source = "".join(_piece(piece) for piece in _PIECES.findall(words))
    return re.compile(r"(?:^|(?<= ))" + source + "$" if tail else source)


def _piece(piece: str) -> str:
    if piece == "__":
        return r"(?:[^ ]+ ){0,4}?"
    if piece == "_":
        return r"[^ ]+ "
    if piece.startswith("["):
        return f"(?:{_piece(piece[1:-1]) if piece[1] == '_' else _choice(piece[1:-1])})?"
    return _choice(piece[1:-1] if piece.startswith("(") else piece)


def _choice(words: str) -> str:
    options = (" ".join(_keys(option)) + " " for option in words.split("|"))
    return "(?:" + "|".join(re.escape(o) for o in options) + ")"


def _keys(phrase: str) -> list[str]:
    return [t.key for t in iter_tokens(phrase) if t.key != "-"]


def _read(path: str) -> dict[str, Any]:
    raw = files("tocsin.reference").joinpath("data", *path.split("/")).read_text(encoding="utf-8")
    return check_table(path, yaml.load(raw, Loader=_LOADER))


def check_table(path: str, data: object) -> dict[str, Any]:
    """A table as it should be: a mapping with a whole `version` and a `source`. Raises `InvalidCodebook` otherwise."""
    if not isinstance(data, dict) or not isinstance(data.get("version"), int) or not data.get("source"):
        raise InvalidCodebook(f"{path}: a table needs a version (a whole number) and a source")
    return data


def _groups(path: str, data: dict[str, Any], name: str) -> dict[str, list[str]]:
    table = data.get(name)
    if not isinstance(table, dict):
        raise InvalidCodebook(f"{path}: {name} must be a mapping of names to lists of words")
    return {str(group): _phrases(path, words) for group, words in table.items()}


def _list(path: str, data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries = data.get(name)
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise InvalidCodebook(f"{path}: {name} must be a list of mappings")
    return entries


def _phrases(path: str, words: object) -> list[str]:
    if not isinstance(words, list) or not words or not all(isinstance(w, str) and w.strip() for w in words):
        raise InvalidCodebook(f"{path}: phrases must be a list of words, not {words!r} (quote yes, no, on and off)")
    return words


def _one_of(path: str, entry: Mapping[str, Any], name: str, known: set[Any]) -> Any:
    if (value := entry.get(name)) not in known:
        options = ", ".join(sorted(str(k) for k in known))
        raise InvalidCodebook(f"{path}: {name} is {value!r}; it must be one of {options}")
    return value
