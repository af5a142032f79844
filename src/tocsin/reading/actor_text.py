"""A report as the actor rules see it: its words, the lexicon's hits, noun phrases, names, and its countries.

Prevents each rule from reading the words in its own way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.records.actors import Actor
from tocsin.records.places import PlaceMention
from tocsin.reference.actor_words import Lexeme, load_actor_words, load_lexicon
from tocsin.reference.actors import Alias, State
from tocsin.reference.words import Hit, fold, is_capitals, iter_tokens

VOTE = {"place": 2.0, "name": 1.0, "capital": 1.0, "adjective": 0.5, "people": 0.5, "actor": 0.5}
"""What a mention says about the country a report is about: a town more than a country, a country more than an
adjective. Set by hand on reports whose country is plain."""
SURE = 100.0
"""The evidence of a sure name elsewhere in the report: more than any country's."""
LONGEST_NAME = 7
"""Words in the longest person's or unknown group's name that is looked for."""
LONGEST_PHRASE = 8
"""Words in the longest noun phrase that is looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens `first` to `last` (exclusive) name `actor`; `why` says what matched."""

    first: int
    last: int
    actor: Actor
    why: str


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens `first` to `last` without the article; the last of `heads` is what the phrase is about."""

    first: int
    last: int
    heads: tuple[Hit[Lexeme], ...]

    @property
    def head(self) -> Hit[Lexeme]:
        """The noun that says what the phrase is about."""
        return self.heads[-1]


class ActorText:
    """The words of one report with all that the lexicon knows of them, and questions about them."""

    def __init__(self, text: str, places: Sequence[PlaceMention]) -> None:
        self.text = text
        self.words = load_actor_words()
        self.tokens = list(iter_tokens(text))
        self.keys = [token.key for token in self.tokens] + [""] * LONGEST_PHRASE
        self.hits = {hit.first: hit for hit in load_lexicon().find(self.tokens)}
        self.place_countries = {m.span.start: m.place.country for m in places}
        self.sure = self._sure_ids()
        self.votes = self._count_votes(places)
        self.home = max(self.votes, key=lambda iso: self.votes[iso]) if self.votes else None
        self.between_weapons = self.words["modifiers"] | self.words["weapon_modifiers"]
        self.group_heads = [
            k for k, t in enumerate(self.tokens) if t.raw[0].isupper() and t.key in self.words["group_heads"]
        ]

    # ------------------------------------------------------------------ evidence
    def cased(self, hit: Hit[Lexeme], phrase: str) -> bool:
        """A name needs a capital somewhere, unless the directory lists it without one."""
        return phrase.islower() or any(c.isupper() for c in self.text[hit.start : hit.end])

    def _sure_ids(self) -> set[str]:
        found = ((hit, alias) for hit in self.hits.values() for alias in hit.value.aliases)
        return {a.entry.id for hit, a in found if a.strength == "strong" and self.cased(hit, a.phrase)}

    def _count_votes(self, places: Sequence[PlaceMention]) -> Counter[str]:
        votes: dict[str, float] = {}

        def vote(iso: str | None, weight: str) -> None:
            if iso:
                votes[iso] = votes.get(iso, 0.0) + VOTE[weight]

        for mention in places:
            vote(mention.place.country, "name" if mention.place.geoprecision == "country" else "place")
        for hit in self.hits.values():
            if hit.value.state:
                vote(hit.value.state.iso, min(hit.value.state_forms, key=lambda form: VOTE[form]))
            elif len(hit.value.aliases) == 1 and hit.value.aliases[0].strength == "strong":
                vote(hit.value.aliases[0].entry.country, "actor")
        return Counter(votes)

    def choose(self, hit: Hit[Lexeme] | None) -> Alias | None:
        """The entry that fits: a sure name, or the ambiguous one that the report's other words speak for."""
        aliases = [a for a in hit.value.aliases if self._could_mean(hit, a)] if hit else []
        if not aliases or aliases[0].strength == "strong":
            return aliases[0] if aliases else None
        best = max(aliases, key=self._evidence)
        return best if self._evidence(best) > 0 else None

    def _could_mean(self, hit: Hit[Lexeme], alias: Alias) -> bool:
        """A lone word that is also a place elsewhere ("Fano" in Italy) is the place, but for evidence of the actor."""
        if not self.cased(hit, alias.phrase):
            return False
        country = self.place_countries.get(hit.start) if hit.last - hit.first == 1 else None
        here = country is None or country in alias.entry.countries
        return here or any(self.votes[iso] > VOTE["actor"] for iso in alias.entry.countries)

    def _evidence(self, alias: Alias) -> float:
        own = SURE if alias.entry.id in self.sure else 0.0
        return own + max((float(self.votes[iso]) for iso in alias.entry.countries), default=0.0)

    # ------------------------------------------------------------------ words
    def is_name_word(self, at: int) -> bool:
        """Whether a word begins with a capital."""
        return at < len(self.tokens) and self.tokens[at].raw[0].isupper()

    def same_line(self, first: int, last: int) -> bool:
        """Whether no line ends between two tokens."""
        if last >= len(self.tokens):
            return False
        return "\n" not in self.text[self.tokens[first].end : self.tokens[last].start]

    def written(self, first: int, last: int) -> str:
        """The words from token `first` to `last`, on one line."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def after_owner(self, at: int) -> int:
        """The token after a possessive, or `at` itself."""
        return at + 1 if self.keys[at] == "'s" or (self.keys[at] == "'" and self.keys[at - 1].endswith("s")) else at

    def sentences_between(self, first: int, last: int) -> int:
        """How many sentences end between two tokens, about."""
        return sum(key in {".", "!", "?"} for key in self.keys[first:last])

    def with_tail(self, at: int) -> int:
        """Past the word for a group's people: "fighters" after "RSF"."""
        for extra in (2, 1):
            if " ".join(self.keys[at : at + extra]) in self.words["tails"]:
                return at + extra
        return at

    # ------------------------------------------------------------------ noun phrases
    def noun_phrase(self, at: int) -> NounPhrase | None:
        """The longest run of known modifiers and nouns from `at`; its last noun is the head."""
        first, heads = at, list[Hit[Lexeme]]()
        while at < len(self.tokens) and at - first < LONGEST_PHRASE:
            hit = self.hits.get(at)
            if hit and (hit.value.role or hit.value.noun) and not self._blocks(hit):
                heads.append(hit)
                at = hit.last
            elif self.keys[at] in self.words["modifiers"] or (self.keys[at] == "-" and at > first):
                at += 1
            else:
                break
        while len(heads) > 1 and self._is_loose(heads[-1]):
            heads.pop()
        return NounPhrase(first, heads[-1].last, tuple(heads)) if heads else None

    def _blocks(self, hit: Hit[Lexeme]) -> bool:
        """Names are no part of a common noun phrase; nor are people who own or describe a thing ("refugee camp")."""
        if hit.value.state is not None or self.choose(hit) is not None:
            return True
        noun, after = hit.value.noun, self.keys[hit.last]
        if noun is None or noun.sort == "office" or hit.value.role:
            return False
        thing = after in self.words["things"] or after in {"'s", "'"}
        return after in self.words["arms"] or (noun.sort == "people" and thing)

    def _is_loose(self, hit: Hit[Lexeme]) -> bool:
        """Whether a last noun says nothing new: "men" after "army" does not make civilians of them."""
        noun = hit.value.noun
        return noun is not None and noun.sort == "people" and self.keys[hit.first] in self.words["backref_members"]

    def group_name(self, phrase: NounPhrase) -> tuple[str, str]:
        """The normalised name and the kind of a described group: "armed militiamen" → "armed militias"."""
        noun = phrase.head.value.noun
        own = self.text[phrase.head.start : phrase.head.end]
        name = own if noun is None or noun.keep else noun.name
        before = range(phrase.first, phrase.head.first)
        first = next((k for k in before if self.keys[k] in self.words["identity"]), phrase.head.first)
        words = self.text[self.tokens[first].start : phrase.head.start]
        return self.plain(f"{words}{name}"), noun.kind if noun else "militia"

    def plain(self, name: str) -> str:
        """A described name on one line and without the capital of a sentence's first word."""
        name = " ".join(name.split())
        first = fold(name.partition(" ")[0])
        return name if first in self.words.proper or is_capitals(name[:2]) else name[:1].lower() + name[1:]

    def people(self, phrase: NounPhrase, country: str | None = None) -> Actor:
        """The people of a phrase: "civilians" unless they have a role of their own."""
        noun = phrase.head.value.noun
        if noun is None:
            return Actor("civilians", None, "civilians", country)
        own = self.text[phrase.head.start : phrase.head.end].lower()
        return Actor(own if noun.keep else noun.name, None, noun.kind, country)

    def state_after(self, at: int) -> State | None:
        """The state in "of Sudan", "in Moscow"."""
        if self.keys[at] not in {"of", "in"}:
            return None
        hit = self.hits.get(at + 2 if self.keys[at + 1] == "the" else at + 1)
        return hit.value.state if hit and hit.value.state_forms & {"name", "capital"} else None

    # ------------------------------------------------------------------ weapons
    def follows(self, at: int, *, owned: bool = False) -> str | None:
        """What the words after a demonym are: "weapon", "action" or nothing. Kh-101 and F-15s are weapons.

        After a possessive (`owned`) any two words may stand before the noun: "Chad's long awaited answer".
        """
        strange = 2 if owned else 0
        for here in range(at, at + 5):
            hit = self.hits.get(here)
            if hit and hit.value.follows:
                return hit.value.follows
            if self._is_designation(here):
                return "weapon"
            key = self.keys[here] if here < len(self.tokens) else ""
            strange -= not (key in self.between_weapons or key == "-" or key.isdigit())
            if strange < 0 or not key or (hit and hit.value.state):
                return None
        return None

    def _is_designation(self, at: int) -> bool:
        if at + 2 >= len(self.tokens):
            return False
        name, dash, number = self.tokens[at : at + 3]
        return len(name.raw) <= 5 and name.raw[0].isupper() and dash.raw == "-" and number.raw.isdigit()

    # ------------------------------------------------------------------ persons
    def name_end(self, first: int) -> int | None:
        """The end of a person's name that begins at `first`, if one does."""
        if not self._could_be_name(first):
            return None
        last = first + 1
        while last < min(len(self.tokens), first + LONGEST_NAME) and self.same_line(last - 1, last):
            joins = (self.keys[last] == "-" or self.keys[last] in self.words["particles"]) and self._joins(last)
            if not (self._could_be_name(last) or joins):
                break
            last += 1
        return last

    def _joins(self, at: int) -> bool:
        near = self._could_be_name(at + 1)
        return near or (self.keys[at + 1] in {"-", "al", "el"} and self._could_be_name(at + 2))

    def _could_be_name(self, at: int) -> bool:
        if not self.is_name_word(at) or self.keys[at] in self.words["group_stops"] or is_capitals(self.tokens[at].raw):
            return False
        hit = self.hits.get(at)
        return not (hit and (hit.value.state or self.choose(hit)))

    # ------------------------------------------------------------------ unknown groups
    def group_end(self, at: int) -> int | None:
        """The end of a group's name by its form: "Liwa al-Tafuf", "Northern Hills Brigade", "47th Regiment"."""
        return self._prefixed_end(at) or self._headed_end(at)

    def _prefixed_end(self, at: int) -> int | None:
        if self.keys[at] not in self.words["group_prefixes"] or not self.is_name_word(at):
            return None
        last = at + 1
        while last < min(len(self.tokens), at + LONGEST_NAME) and self.same_line(last - 1, last):
            if not (self.is_name_word(last) or self.is_name_word(self._past_links(last))):
                break
            last += 1
        return last if last > at + 1 else None

    def _past_links(self, at: int) -> int:
        while self.keys[at] == "-" or self.keys[at] in self.words["group_links"]:
            at += 1
        return at

    def _headed_end(self, at: int) -> int | None:
        end, names = None, 0
        near = bisect_right(self.group_heads, at)
        if near == len(self.group_heads) or self.group_heads[near] - at >= LONGEST_NAME:
            return None
        if self.keys[at] in self.words["group_stops"]:
            return None
        for here in range(at, min(len(self.tokens), at + LONGEST_NAME)):
            if here > at and not self.same_line(here - 1, here):
                break
            if names and self.keys[here] in self.words["group_heads"] and self.is_name_word(here):
                end = here + 1
            elif not self._in_group_name(here):
                break
            else:
                names += self.keys[here] not in self.words["generic_names"] and self.keys[here] != "-"
        return end

    def _in_group_name(self, at: int) -> bool:
        ordinal = self.keys[at] in self.words["group_marks"] and at > 0
        links = self.keys[at] in self.words["head_links"] and self._links_names(at)
        return self.is_name_word(at) or self.tokens[at].raw.isdigit() or ordinal or links

    def _links_names(self, at: int) -> bool:
        after = at + 2 if self.keys[at + 1] == "the" else at + 1
        return self.is_name_word(after) and (self.is_name_word(at - 1) or self.keys[at - 1] in self.words["head_links"])
