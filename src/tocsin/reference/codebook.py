"""The coding rules and their classes, as data: a codebook is a folder of YAML files, and a user may bring another.

Prevents event types, trigger words and thresholds from hiding in code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from tocsin.errors import InvalidCodebook
from tocsin.reference.words import Phrases

DATA = Path(__file__).parent / "data"
VOWELS = frozenset("aeiou")

Shape = Literal["noun", "base", "s", "ing", "past", "participle", "past_or_participle", "phrase"]


@dataclass(frozen=True, slots=True)
class SubType:
    """One sub-event type: its name, its event type, and the PLOVER type and mode it becomes."""

    name: str
    event_type: str
    plover: str | None
    plover_mode: str | None
    definition: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense of the trigger lexicon. `sub` is `None` where the `force` table decides from context."""

    id: str
    sub: str | None
    evidence: str
    harm: bool = False
    munition: bool = False
    plover: str | None = None
    plover_mode: str | None = None
    weapon: str | None = None
    weapon_if_actor: tuple[tuple[str, str], ...] = ()
    swap_if_actor: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sense:
    """An entry together with the grammatical shape in which its words stand."""

    entry: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class ForceRule:
    """One line of the `force` table: all that it names must hold for its sub-type to be taken."""

    sub: str
    weapons: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Codebook:
    """A loaded codebook: sub-types by name, lexicon entries by id, and the phrase matchers made from them."""

    name: str
    version: int
    sub_types: Mapping[str, SubType]
    entries: Mapping[str, Entry]
    triggers: Phrases[tuple[Sense, ...]]
    gapped: Mapping[str, tuple[tuple[tuple[str, ...], Sense], ...]]
    figurative: Phrases[bool]
    fields: Mapping[str, frozenset[str]]
    force: tuple[ForceRule, ...]


def inflect(verb: str, irregular: Mapping[str, list[str]]) -> Iterator[tuple[str, Shape]]:
    """The forms of a verb phrase ("go for"), its first word inflected, each with its shape."""
    base, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    yield verb, "base"
    yield third_person(base) + tail, "s"
    yield gerund(base) + tail, "ing"
    if base in irregular:
        past, participle = irregular[base]
        if past != participle:
            yield past + tail, "past"
            yield participle + tail, "participle"
        else:
            yield past + tail, "past_or_participle"
    else:
        yield past_tense(base) + tail, "past_or_participle"


def third_person(base: str) -> str:
    """The third person singular of a regular verb: attack → attacks, clash → clashes, carry → carries."""
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def doubles(base: str) -> bool:
    """Whether the last consonant doubles before -ed and -ing: bar, stab, down are told apart by vowels and length."""
    return (
        len(base) > 2
        and base[-1] not in VOWELS | set("wxy")
        and base[-2] in VOWELS
        and base[-3] not in VOWELS
        and sum(c in VOWELS for c in base) == 1
    )


def gerund(base: str) -> str:
    """The -ing form of a verb: strike → striking, hit → hitting, die → dying."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    return base + (base[-1] if doubles(base) else "") + "ing"


def past_tense(base: str) -> str:
    """The regular past of a verb: attack → attacked, raid → raided, carry → carried, stab → stabbed."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ied"
    return base + (base[-1] if doubles(base) else "") + "ed"


def plural(noun: str) -> str:
    """The regular plural of a noun phrase's last word; phrases with "of" put it on the word before."""
    head, of, tail = noun.partition(" of ")
    return third_person(head) + of + tail


class _Words(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A YAML loader for word lists: "no", "on" and "off" are words, only `true` and `false` are truth values."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _Words.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """The content of a data file. Raises `InvalidCodebook` naming the file when it is missing or broken."""
    try:
        with path.open(encoding="utf-8") as file:
            return yaml.load(file, Loader=_Words)
    except OSError as error:
        raise InvalidCodebook(f"{path}: cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise InvalidCodebook(f"{path}: not valid YAML: {error}") from error


@lru_cache(maxsize=8)
def load_codebook(name: str = "tocsin") -> Codebook:
    """The codebook of that name, or in the folder of that path. Raises `InvalidCodebook` for what breaks its rules."""
    shipped = DATA / "codebooks" / name
    folder = shipped if shipped.is_dir() else Path(name)
    if not (folder / "codebook.yaml").is_file():
        known = sorted(p.name for p in (DATA / "codebooks").iterdir() if p.is_dir())
        raise InvalidCodebook(f"no codebook {name!r}: give one of {', '.join(known)}, or a folder with codebook.yaml")
    rules = read_yaml(folder / "codebook.yaml")
    lexicon = read_yaml(folder / "triggers.yaml")
    figurative = read_yaml(folder / "figurative.yaml")
    sub_types = {key: SubType(name=key, **value) for key, value in rules["sub_event_types"].items()}
    entries = {key: _entry(key, value, sub_types, folder) for key, value in lexicon["entries"].items()}
    triggers, gapped = _matchers(lexicon)
    return Codebook(
        name=rules["name"],
        version=rules["version"],
        sub_types=sub_types,
        entries=entries,
        triggers=triggers,
        gapped=gapped,
        figurative=Phrases((phrase, True) for phrase in figurative["phrases"]),
        fields={name: frozenset(words) for name, words in figurative.get("fields", {}).items()},
        force=tuple(_force_rule(rule, sub_types, folder) for rule in rules["force"]),
    )


EVIDENCE = frozenset({"none", "force", "munition", "object_munition", "party", "subject", "thing", "crowd"})


def _entry(key: str, value: dict[str, Any], sub_types: Mapping[str, SubType], folder: Path) -> Entry:
    sub = value.get("sub")
    if sub is not None and sub not in sub_types:
        raise InvalidCodebook(f"{folder}/triggers.yaml: entry {key}: no such sub-event type: {sub}")
    if value["evidence"] not in EVIDENCE:
        raise InvalidCodebook(f"{folder}/triggers.yaml: entry {key}: no such evidence: {value['evidence']}")
    return Entry(
        id=key,
        sub=sub,
        evidence=value["evidence"],
        harm=value.get("class") == "harm",
        munition=value.get("class") == "munition",
        plover=value.get("plover"),
        plover_mode=value.get("plover_mode"),
        weapon=value.get("weapon"),
        weapon_if_actor=tuple(sorted(value.get("weapon_if_actor", {}).items())),
        swap_if_actor=tuple(sorted(value.get("swap_if_actor", {}).items())),
    )


def _force_rule(rule: dict[str, Any], sub_types: Mapping[str, SubType], folder: Path) -> ForceRule:
    if rule["sub"] not in sub_types:
        raise InvalidCodebook(f"{folder}/codebook.yaml: force: no such sub-event type: {rule['sub']}")
    return ForceRule(rule["sub"], *(frozenset(rule.get(key, ())) for key in ("weapons", "actors", "targets")))


def _matchers(
    lexicon: dict[str, Any],
) -> tuple[Phrases[tuple[Sense, ...]], dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]]:
    senses: dict[str, list[Sense]] = {}
    gapped: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for phrase, sense in _lexicon_phrases(lexicon):
        head, gap, tail = phrase.partition(" ~ ")
        if gap:
            gapped.setdefault(head, []).append((tuple(tail.split()), sense))
        elif sense not in (known := senses.setdefault(phrase, [])):
            known.append(sense)
    matcher = Phrases((phrase, tuple(found)) for phrase, found in senses.items())
    return matcher, {head: tuple(tails) for head, tails in gapped.items()}


def _lexicon_phrases(lexicon: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    irregular = lexicon["irregular"]
    for key, value in lexicon["entries"].items():
        for noun in value.get("nouns", ()):
            yield noun, Sense(key, "noun")
            yield plural(noun), Sense(key, "noun")
        for verb in value.get("verbs", ()):
            for form, shape in inflect(verb, irregular):
                yield form, Sense(key, shape)
        for phrase in value.get("phrases", ()):
            yield phrase, Sense(key, "phrase")


@lru_cache(maxsize=32)
def load_lists(name: str) -> dict[str, Any]:
    """A shared data file of word lists (`weapons`, `objects`, `numbers`, `verbs`)."""
    data: dict[str, Any] = read_yaml(DATA / f"{name}.yaml")
    return data


def phrase_table(groups: Mapping[str, Iterable[str]]) -> Phrases[str]:
    """A matcher from every phrase of every group to the group's name."""
    return Phrases((phrase, group) for group, phrases in groups.items() for phrase in phrases)
