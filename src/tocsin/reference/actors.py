"""The actor directory: who is known, by which names, and from when to when.

Prevents a name from meaning two actors by accident: an alias of two entries is refused unless both declare it weak, and
a weak alias counts only where the country or the rest of the report speaks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from tocsin.errors import InvalidCodebook
from tocsin.records.actors import Actor
from tocsin.reference.words import Phrases, fold, is_capitals

FOLDER = Path(__file__).parent / "data" / "actors"
KINDS = frozenset(
    [
        *("state_forces", "police", "government", "rebel", "militia", "identity_militia", "rioters", "protesters"),
        *("civilians", "external", "intergovernmental", "monitor", "media", "office"),
    ]
)
Strength = Literal["strong", "weak"]

_LISTS = ("names", "weak", "acronyms", "members", "sponsors", "operates")
_SINGLE = ("country", "parent", "note")
_FIELDS = frozenset([*_LISTS, *_SINGLE, "id", "name", "kind", "active", "source"])
_STATE_FILES = frozenset({"states.yaml", "state_roles.yaml", "nouns.yaml"})
_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Entry:
    """One known actor.

    `names` and `acronyms` are sure; `weak` ones count only with evidence from the country or the report. `active` is
    (first year, last year), `None` for open or unknown. `members` belong to an umbrella and are not synonyms of it.
    `operates` lists countries (ISO 3166-1 alpha-2) besides `country`. An actor made from a state and a `role` is found
    by the state's adjective and a noun; only its `listed` names need a phrase of their own.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    names: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    active: tuple[int | None, int | None] = (None, None)
    parent: str | None = None
    members: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    operates: tuple[str, ...] = ()
    note: str | None = None
    source: str | None = None
    role: str | None = None
    listed: tuple[str, ...] = ()
    where: str = ""

    @property
    def actor(self) -> Actor:
        """The entry as readings name it."""
        return Actor(self.name, self.id, self.kind, self.country)

    @property
    def countries(self) -> tuple[str, ...]:
        """Its own country and those it operates in."""
        return (self.country, *self.operates) if self.country else self.operates


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one entry and how much it proves."""

    phrase: str
    entry: Entry
    strength: Strength


@dataclass(frozen=True, slots=True)
class State:
    """A state's names, adjectives ("Malian"), people ("Malians") and capitals, and its actors by role."""

    iso: str
    name: str
    names: tuple[str, ...]
    weak: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    article: bool
    forces: str
    actors: Mapping[str, Entry]

    @property
    def adjective(self) -> str:
        """The adjective that names are made with."""
        return self.adjectives[0] if self.adjectives else self.name


@dataclass(frozen=True, slots=True)
class Role:
    """What a state acts through, and the nouns that mean it."""

    role: str
    kind: str
    name: str
    names: tuple[str, ...]
    parent: str | None
    nouns: tuple[str, ...]
    alone: frozenset[str]


class Directory:
    """All known actors. `phrases` finds their names in tokens, `lookup` compares a whole name."""

    def __init__(self, entries: Iterable[Entry], *, states: Iterable[State] = (), roles: Iterable[Role] = ()) -> None:
        self.entries: dict[str, Entry] = {}
        for entry in entries:
            if (other := self.entries.get(entry.id)) is not None:
                raise InvalidCodebook(f"{entry.where}: actor {entry.id}: the same id is used in {other.where}")
            self.entries[entry.id] = entry
        self.states = {state.iso: state for state in states}
        self.roles = {role.role: role for role in roles}
        _check_references(self.entries)
        self.aliases = _aliases(self.entries.values(), _own_aliases)

    def __getitem__(self, actor_id: str) -> Entry:
        return self.entries[actor_id]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def phrases(self) -> Phrases[tuple[Alias, ...]]:
        """A matcher of every name; a phrase of several actors gives them all."""
        return Phrases((group[0].phrase, group) for group in self.aliases.values())

    @cached_property
    def _all_names(self) -> dict[tuple[str, bool], tuple[Alias, ...]]:
        made = (e for e in self.entries.values() if e.role)
        return _aliases(made, _made_aliases) | self.aliases

    def lookup(self, name: str) -> tuple[Alias, ...]:
        """The aliases that `name` is, whatever its case, accents and hyphens; empty when nobody has that name."""
        key = phrase_key(name)
        return self._all_names.get(key) or self._all_names.get((key[0], not key[1]), ())


def phrase_key(phrase: str) -> tuple[str, bool]:
    """What two spellings of one name share: folded words without hyphens and dots, and whether it is an acronym."""
    words = fold(phrase).replace("-", " ").replace(".", "").split()
    return " ".join(words), phrase.isupper() and is_capitals(phrase)


@lru_cache(maxsize=4)
def load_directory(folder: Path = FOLDER) -> Directory:
    """The directory in `folder`: states with their roles, and every other YAML file's `actors`.

    Raises `InvalidCodebook` with the file and the entry for a field, kind, reference or alias that cannot be.
    """
    roles = tuple(_role(raw) for raw in read_table(folder / "state_roles.yaml")["roles"])
    path = folder / "states.yaml"
    states = [_state(raw, roles, where=path.name) for raw in read_table(path)["states"]]
    entries = [entry for state in states for entry in state.actors.values()]
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in _STATE_FILES:
            entries += _read_entries(path)
    return Directory(entries, states=states, roles=roles)


def read_table(path: Path) -> dict[str, Any]:
    """A YAML mapping with its `source:`. Raises `InvalidCodebook` when the file is missing, broken or unsourced."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, yaml.YAMLError) as error:
        raise InvalidCodebook(f"{path.name}: cannot be read: {error}") from error
    if not isinstance(data, dict) or not data.get("source"):
        raise InvalidCodebook(f"{path.name}: a mapping with a `source:` line is needed")
    return data


def _read_entries(path: Path) -> list[Entry]:
    data = read_table(path)
    if not isinstance(data.get("actors"), list):
        raise InvalidCodebook(f"{path.name}: a list `actors:` is needed")
    return [_entry(raw, where=path.name, source=data["source"]) for raw in data["actors"]]


def _entry(raw: dict[str, Any], *, where: str, source: str) -> Entry:
    label = f"{where}: actor {raw.get('id') or raw.get('name') or raw}"
    if missing := [field for field in ("id", "name", "kind") if not raw.get(field)]:
        raise InvalidCodebook(f"{label}: {', '.join(missing)} missing")
    if unknown := sorted(raw.keys() - _FIELDS):
        raise InvalidCodebook(f"{label}: no such field: {', '.join(unknown)}")
    if raw["kind"] not in KINDS:
        raise InvalidCodebook(f"{label}: kind {raw['kind']!r} is none of {', '.join(sorted(KINDS))}")
    countries = [raw["country"]] if raw.get("country") is not None else []
    if not all(isinstance(c, str) and len(c) == 2 for c in [*countries, *raw.get("operates", ())]):
        raise InvalidCodebook(f"{label}: a country is an ISO 3166-1 alpha-2 code (quote NO)")
    given: dict[str, Any] = {name: tuple(raw.get(name) or ()) for name in _LISTS}
    given |= {name: raw.get(name) for name in (*_SINGLE, "id", "name", "kind")}
    years = _years(raw.get("active"), label=label)
    return Entry(active=years, source=raw.get("source") or source, where=where, **given)


def _years(raw: Any, *, label: str) -> tuple[int | None, int | None]:
    if raw is None:
        return None, None
    whole = isinstance(raw, list) and len(raw) == 2 and all(y is None or isinstance(y, int) for y in raw)
    if not whole or (raw[0] and raw[1] and raw[0] > raw[1]):
        raise InvalidCodebook(f"{label}: active is [first year, last year], either may be null")
    return raw[0], raw[1]


def _role(raw: dict[str, Any]) -> Role:
    return Role(
        raw["role"], raw["kind"], raw["name"], tuple(raw.get("names", ())), raw.get("parent"), tuple(raw["nouns"]),
        frozenset(raw.get("alone", ())),
    )  # fmt: skip


def _state(raw: dict[str, Any], roles: tuple[Role, ...], *, where: str) -> State:
    adjectives = tuple(raw.get("adjectives", ()))
    first = adjectives[0] if adjectives else raw["name"]
    forces = raw.get("forces") or f"{first} Armed Forces"
    article = bool(raw.get("article"))
    words = {"name": f"the {raw['name']}" if article else raw["name"], "adjective": first, "forces": forces}
    actors = {role.role: _state_actor(raw, role, words, where=where) for role in roles}
    return State(
        raw["iso"], raw["name"], tuple(raw.get("names", ())), tuple(raw.get("weak", ())), adjectives,
        tuple(raw.get("people", ())), tuple(raw.get("capitals", ())), article, forces, actors,
    )  # fmt: skip


def _state_actor(raw: dict[str, Any], role: Role, words: dict[str, str], *, where: str) -> Entry:
    iso, forces = raw["iso"].lower(), role.role == "armed-forces"
    own = raw.get("own", {}).get(role.role, {})
    name = own.get("name") or role.name.format_map(words)
    made = dict.fromkeys(pattern.format_map(words) for pattern in role.names)
    listed = (*own.get("names", ()), *(raw.get("forces_names", ()) if forces else ()))
    return Entry(
        id=f"{iso}-{role.role}",
        name=name,
        kind=role.kind,
        country=raw["iso"],
        names=tuple(n for n in dict.fromkeys([*listed, *made]) if n != name),
        weak=tuple(raw.get("forces_weak", ())) if forces else (),
        parent=f"{iso}-{role.parent}" if role.parent else None,
        role=role.role,
        listed=(*((name,) if own or ("forces" in raw and forces) else ()), *listed),
        where=where,
    )


def _check_references(entries: Mapping[str, Entry]) -> None:
    for entry in entries.values():
        for field, ids in (("parent", (entry.parent,)), ("members", entry.members), ("sponsors", entry.sponsors)):
            if unknown := sorted(i for i in ids if i and i not in entries):
                raise InvalidCodebook(f"{entry.where}: actor {entry.id}: {field}: no such actor: {', '.join(unknown)}")


def _aliases(
    entries: Iterable[Entry], names_of: Callable[[Entry], Iterator[Alias]]
) -> dict[tuple[str, bool], tuple[Alias, ...]]:
    table: dict[tuple[str, bool], tuple[Alias, ...]] = {}
    for entry in entries:
        for alias in names_of(entry):
            key = phrase_key(alias.phrase)
            held = table.get(key, ())
            if any(a.entry is entry for a in held):
                if alias.phrase.islower():
                    table[key] = tuple(alias if a.entry is entry else a for a in held)
                continue
            if held and "strong" in {alias.strength, *(a.strength for a in held)}:
                raise InvalidCodebook(
                    f"{entry.where}: actor {entry.id}: alias {alias.phrase!r} is also one of {held[0].entry.id} "
                    f"({held[0].entry.where}); list it under `weak` in both"
                )
            table[key] = (*held, alias)
    return table


def _own_aliases(entry: Entry) -> Iterator[Alias]:
    """The names that an entry lists itself, the weak ones first so that they stay weak.

    A name listed in small letters too ("peshmerga") needs no capital in a report.
    """
    for phrase in entry.weak:
        yield Alias(phrase, entry, "weak")
    for phrase in entry.listed if entry.role else (entry.name, *entry.names, *entry.acronyms):
        yield Alias(phrase, entry, "strong")


def _made_aliases(entry: Entry) -> Iterator[Alias]:
    for phrase in (entry.name, *entry.names):
        yield Alias(phrase, entry, "strong")
