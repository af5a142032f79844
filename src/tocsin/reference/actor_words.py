"""The words by which a reader finds actors: people without a name, offices, cues, and one lexicon of all of it.

Prevents the reader from knowing a word that no data file lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from tocsin.reference.actors import FOLDER, Alias, Directory, Role, State, load_directory, phrase_key, read_table
from tocsin.reference.words import Phrases, fold

NounSort = Literal["people", "fighters", "office"]


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for people without a name; with `keep` they are called what the report calls them."""

    sort: NounSort
    name: str
    kind: str
    keep: bool = False


@dataclass(slots=True)
class Lexeme:
    """All that one phrase can be. `state_forms` says as what it names its state: name, adjective, people, capital."""

    aliases: tuple[Alias, ...] = ()
    state: State | None = None
    state_forms: set[str] = field(default_factory=set)
    role: Role | None = None
    noun: Noun | None = None
    follows: Literal["weapon", "action"] | None = None


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Word classes as sets of folded words, as the data file groups them."""

    people: tuple[tuple[str, Noun], ...]
    weapons: tuple[str, ...]
    actions: tuple[str, ...]
    sets: dict[str, frozenset[str]]
    group_kinds: frozenset[str]
    state_identities: frozenset[str]
    spoken: dict[str, str]
    proper: frozenset[str]
    refers_to: dict[str, str]
    loyalty: dict[str, frozenset[str]]
    starters: frozenset[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.sets[name]


@lru_cache(maxsize=1)
def load_actor_words() -> ActorWords:
    """The word classes of `nouns.yaml`. Raises `InvalidCodebook` when the file cannot be read."""
    data = read_table(FOLDER / "nouns.yaml")
    nouns = [(word, _noun(raw, "people")) for raw in data["people"] for word in raw["words"]]
    nouns += [(word, _noun(raw, "fighters")) for raw in data["fighters"] for word in raw["words"]]
    nouns += [(word, Noun("office", word, "office", keep=True)) for word in data["offices"]]
    groups = {name: data[name] for name in _SETS} | data["cues"]
    narrower = data["backrefs"].pop("narrower")
    groups |= {f"backref_{name}": words for name, words in data["backrefs"].items()}
    sets = {name: frozenset(fold(word) for word in words) for name, words in groups.items()}
    sets["title_words"] = sets["titles"] | sets["title_fillers"]
    return ActorWords(
        people=tuple(nouns),
        weapons=tuple(data["weapons"]),
        actions=tuple(data["actions"]),
        sets=sets,
        group_kinds=sets["backref_kinds"],
        state_identities=frozenset(data["state_identities"]),
        spoken=data["spoken_forms"],
        proper=frozenset(fold(word) for word in data["identity"] if word[0].isupper()),
        refers_to={word: kind for kind, words in narrower.items() for word in words},
        loyalty={link: frozenset(words) for link, words in data["loyalty"].items()},
        starters=sets["modifiers"]
        | sets["backref_determiners"]
        | sets["sponsor_prefixes"]
        | sets["titles"]
        | sets["title_fillers"],
    )


_SETS = (
    *("tails", "titles", "title_fillers", "particles", "voices"),
    *(
        "group_heads",
        "group_prefixes",
        "group_links",
        "head_links",
        "group_stops",
        "group_marks",
        "army_marks",
        "generic_names",
    ),
    *("modifiers", "weapon_modifiers", "identity"),
    *("sponsor_suffixes", "sponsor_suffixes_of_origin", "sponsor_prefixes", "backed", "things", "arms"),
)


def _noun(raw: dict[str, Any], sort: NounSort) -> Noun:
    return Noun(sort, raw["name"], raw["kind"], bool(raw.get("keep")))


@lru_cache(maxsize=1)
def load_lexicon() -> Phrases[Lexeme]:
    """One matcher for the names of the shipped directory, for states and for the words of `nouns.yaml`."""
    directory, words = load_directory(), load_actor_words()
    table: dict[tuple[str, bool], tuple[str, Lexeme]] = {}

    def at(phrase: str) -> Lexeme:
        return table.setdefault(phrase_key(phrase), (phrase, Lexeme()))[1]

    for aliases in directory.aliases.values():
        at(aliases[0].phrase).aliases = aliases
    for state in directory.states.values():
        for form, phrases in _state_forms(state).items():
            for phrase in phrases:
                lexeme = at(phrase)
                lexeme.state = lexeme.state or state
                lexeme.state_forms |= {form} if lexeme.state is state else set()
    _add_nouns(at, directory, words)
    return Phrases(table.values())


def _state_forms(state: State) -> dict[str, tuple[str, ...]]:
    return {
        "name": (state.name, *state.names),
        "adjective": state.adjectives,
        "people": state.people,
        "capital": state.capitals,
    }


def _add_nouns(at: Any, directory: Directory, words: ActorWords) -> None:
    for role in directory.roles.values():
        for phrase in role.nouns:
            lexeme = at(phrase)
            lexeme.role = lexeme.role or role
    for phrase, noun in words.people:
        lexeme = at(phrase)
        lexeme.noun = lexeme.noun or noun
    for phrase in words.weapons:
        at(phrase).follows = "weapon"
    for phrase in words.actions:
        lexeme = at(phrase)
        lexeme.follows = lexeme.follows or "action"
