"""Find who a report speaks of: known actors, described ones, offices and persons.

Prevents two mistakes: a description passed off as a name (what is not in the directory has no `id`), and a country on the
map taken for a government at work (a country is an actor only where the words make it one).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tocsin.records.actors import Actor, ActorMention
from tocsin.records.places import PlaceMention
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.reference.actor_words import ActorWords, Lexeme, load_actor_words, load_lexicon
from tocsin.reference.actors import Alias, Role, State, load_directory
from tocsin.reference.codebook import Codebook
from tocsin.reference.words import Hit, Token, is_capitals, iter_tokens

VOTE = {"place": 2.0, "name": 1.0, "capital": 1.0, "adjective": 0.5, "people": 0.5}
"""How much a mention says about the country a report is about: a town more than a country, a country more than its adjective."""
LONGEST_NAME = 7
"""Words in the longest person's or unknown group's name that is looked for."""


def add_actors(reading: Reading, codebook: Codebook) -> Reading:
    """The reading with its actors."""
    return replace(reading, actors=tuple(find_actors(reading.text, places=reading.places)))


def find_actors(text: str, *, places: Sequence[PlaceMention] = ()) -> list[ActorMention]:
    """The actors that `text` mentions, in order and without overlap. `places` help to tell which country is meant."""
    return _Scan(text, places).run()


@dataclass(frozen=True, slots=True)
class _Found:
    """Tokens `first` to `last` (exclusive) name `actor`."""

    first: int
    last: int
    actor: Actor
    why: str


@dataclass(frozen=True, slots=True)
class _Noun:
    """A noun phrase without its article: tokens `first` to `last`, its head and the words before the head."""

    first: int
    last: int
    head: Hit[Lexeme]
    heads: tuple[Hit[Lexeme], ...]
    before: tuple[Token, ...]


class _Scan:
    """One walk over one report. Rules are tried in order at each token; the first that finds something wins."""

    def __init__(self, text: str, places: Sequence[PlaceMention]) -> None:
        self.text = text
        self.words: ActorWords = load_actor_words()
        self.tokens = list(iter_tokens(text))
        self.hits = {hit.first: hit for hit in load_lexicon().find(self.tokens) if self._cased(hit)}
        self.place_starts = {p.span.start for p in places}
        self.votes = self._count_votes(places)
        self.home = max(self.votes, key=lambda c: self.votes[c]) if self.votes else None
        self.sure = {a.entry.id for h in self.hits.values() for a in h.value.aliases if a.strength == "strong"}
        self.found: list[_Found] = []
        self.acronyms: dict[str, Actor] = {}
        self.surnames: dict[str, Actor] = {}
        self.rules: tuple[Callable[[int], Iterator[_Found]], ...] = (
            self._acronym, self._sponsored, self._known, self._of_state, self._country, self._backref, self._described,
            self._titled, self._named_group, self._person,
        )  # fmt: skip

    def run(self) -> list[ActorMention]:
        """All mentions, in order."""
        at = 0
        while at < len(self.tokens):
            step = self._step(at)
            for found in step:
                self.found.append(found)
                self._learn_acronym(found)
            at = max((f.last for f in step), default=at + 1)
        return [self._mention(found) for found in self.found]

    def _step(self, at: int) -> list[_Found]:
        for rule in self.rules:
            if step := list(rule(at)):
                return step
        return []

    def _mention(self, found: _Found) -> ActorMention:
        span = Span.of(self.text, self.tokens[found.first].start, self.tokens[found.last - 1].end)
        return ActorMention(span, found.actor, None, found.why)

    # ------------------------------------------------------------------ evidence
    def _cased(self, hit: Hit[Lexeme]) -> bool:
        """A name needs a capital somewhere; a common word does not."""
        lexeme = hit.value
        if lexeme.role or lexeme.noun or lexeme.follows:
            return True
        return any(c.isupper() for c in self.text[hit.start : hit.end])

    def _count_votes(self, places: Sequence[PlaceMention]) -> Counter[str]:
        votes: Counter[str] = Counter()
        for mention in places:
            if mention.place.country:
                votes[mention.place.country] += VOTE["place" if mention.place.kind != "country" else "name"]  # type: ignore[assignment]
        for hit in self.hits.values():
            if hit.value.state and not hit.value.aliases:
                votes[hit.value.state.iso] += max(VOTE[form] for form in hit.value.state_forms)  # type: ignore[assignment]
        return votes

    def _key(self, at: int) -> str:
        return self.tokens[at].key if 0 <= at < len(self.tokens) else ""

    def _is_name_word(self, at: int) -> bool:
        raw = self.tokens[at].raw if 0 <= at < len(self.tokens) else ""
        return raw[:1].isupper() and raw[0].isalpha()

    def _same_line(self, first: int, last: int) -> bool:
        """Whether no line ends between two tokens."""
        return "\n" not in self.text[self.tokens[first].end : self.tokens[last].start]

    # ------------------------------------------------------------------ noun phrases
    def _noun_phrase(self, at: int, *, limit: int = 7) -> _Noun | None:
        """The longest run of known modifiers and nouns from `at`; its last noun is the head."""
        first, heads = at, list[Hit[Lexeme]]()
        while at < len(self.tokens) and at - first < limit:
            hit = self.hits.get(at)
            if hit and (hit.value.role or hit.value.noun) and not self._blocks(hit):
                heads.append(hit)
                at = hit.last
            elif self._key(at) in self.words["modifiers"] or self.tokens[at].raw == "-":
                at += 1
            else:
                break
        while len(heads) > 1 and self._is_loose(heads[-1]):
            heads.pop()
        if not heads:
            return None
        head = heads[-1]
        return _Noun(first, head.last, head, tuple(heads), tuple(self.tokens[first : head.first]))

    def _blocks(self, hit: Hit[Lexeme]) -> bool:
        """Names are no part of a common noun phrase; nor are nouns that own what follows ("children's hospital")."""
        owner = hit.value.noun is not None and hit.value.noun.sort == "people" and self._key(hit.last) == "'s"
        return owner or hit.value.state is not None or any(a.strength == "strong" for a in hit.value.aliases)

    def _is_loose(self, hit: Hit[Lexeme]) -> bool:
        """ "men" after "army" does not make civilians of them."""
        return self._key(hit.first) in self.words["backref_members"] and hit.value.role is None

    def _owner_end(self, at: int) -> int:
        """The token after a possessive, or `at` itself."""
        return at + 1 if self._key(at) == "'s" else at

    def _skip_joined(self, at: int) -> int:
        """Past "and Syrian", "and Coalition": the noun that two adjectives share."""
        if self._key(at) not in {"and", "or", "/"}:
            return at
        hit = self.hits.get(at + 1)
        return hit.last if hit and (hit.value.state or hit.value.aliases) else at

    def _is_weapon(self, at: int) -> str | None:
        """What the words after a demonym are: "weapon", "action" or nothing. Designations (Kh-101, F-15s) are weapons."""
        for offset in range(5):
            here = at + offset
            hit = self.hits.get(here)
            if hit and hit.value.follows:
                return hit.value.follows
            if self._is_designation(here):
                return "weapon"
            if (
                self._key(here) not in self.words["modifiers"]
                and self._key(here) != "-"
                and not self._key(here).isdigit()
            ):
                return None
        return None

    def _is_designation(self, at: int) -> bool:
        if at + 2 >= len(self.tokens):
            return False
        name, dash, number = self.tokens[at : at + 3]
        return len(name.raw) <= 5 and name.raw[:1].isupper() and dash.raw == "-" and number.raw.isdigit()

    # ------------------------------------------------------------------ rules
    def _acronym(self, at: int) -> Iterator[_Found]:
        """An acronym that this report has introduced itself."""
        if is_capitals(self.tokens[at].raw) and (actor := self.acronyms.get(self.tokens[at].raw)):
            yield _Found(at, self._with_tail(at + 1), actor, "acronym that the report gives")

    def _sponsored(self, at: int) -> Iterator[_Found]:
        """ "Iran-backed militias", "pro-Turkish fighters"."""
        prefix = self._key(at) if self._key(at) in self.words["sponsor_prefixes"] and self._key(at + 1) == "-" else ""
        hit = self.hits.get(at + 2 if prefix else at)
        if hit is None or not (hit.value.state or hit.value.aliases):
            return
        after, suffix = hit.last, ""
        if not prefix:
            after = hit.last + 1 if self._key(hit.last) == "-" else hit.last
            suffix = self._key(after)
            if suffix not in self.words["sponsor_suffixes"] or (after == hit.last and suffix not in {"backed", "led"}):
                return
            after += 1
        yield from self._with_sponsor(at, hit, prefix, suffix, after)

    def _with_sponsor(self, at: int, hit: Hit[Lexeme], prefix: str, suffix: str, after: int) -> Iterator[_Found]:
        sponsor = self._short(hit)
        named = self.hits.get(after)
        actor = self._actor_of(hit)
        if suffix in self.words["sponsor_suffixes_of_origin"] or actor is None:
            return
        if named and (named.value.aliases and self._choose(named.value.aliases)):
            yield _Found(at, hit.last, actor, "affiliation of what follows")
            return
        phrase = self._noun_phrase(after)
        tail = self._key(after) in self.words["tails"]
        if phrase is None and not tail:
            return
        last = phrase.last if phrase else after + 1
        noun, kind = self._plain(phrase) if phrase else (self._key(after), "militia")
        name = f"{prefix}-{sponsor} {noun}" if prefix else f"{sponsor}-{suffix} {noun}"
        yield _Found(at, last, Actor(name, None, kind, None), f"described by whom they are tied to ({actor.name})")

    def _short(self, hit: Hit[Lexeme]) -> str:
        raw = self.text[hit.start : hit.end]
        return self.words.spoken.get(raw, "US" if hit.value.state and hit.value.state.iso == "US" else raw)

    def _actor_of(self, hit: Hit[Lexeme]) -> Actor | None:
        if hit.value.aliases and (alias := self._choose(hit.value.aliases)):
            return alias.entry.actor
        return hit.value.state.actors["government"].actor if hit.value.state else None

    def _plain(self, phrase: _Noun) -> tuple[str, str]:
        """The normalised name and the kind of a described group."""
        noun = phrase.head.value.noun
        kept = [t.raw for t in phrase.before if t.key in self.words["identity"]]
        own = self.text[phrase.head.start : phrase.head.end]
        name = own if noun is None or noun.keep else noun.name
        return " ".join([*kept, name]), noun.kind if noun else "militia"

    def _known(self, at: int) -> Iterator[_Found]:
        """A name of the directory, with the word for its people or its office after it."""
        hit = self.hits.get(at)
        alias = self._choose(hit.value.aliases) if hit else None
        if hit is None or alias is None:
            return
        last = self._with_tail(hit.last)
        phrase = self._noun_phrase(last)
        why = f"{alias.strength} name: {alias.phrase}"
        if phrase and phrase.head.value.noun and phrase.head.value.noun.sort == "office":
            last, why = phrase.last, f"office of {alias.phrase}"
        yield _Found(at, last, alias.entry.actor, why)

    def _with_tail(self, at: int) -> int:
        for extra in (2, 1):
            joined = " ".join(self._key(at + k) for k in range(extra))
            if joined in self.words["tails"]:
                return at + extra
        return at

    def _choose(self, aliases: tuple[Alias, ...]) -> Alias | None:
        """The entry that fits: a sure name, or the ambiguous one that the report's countries or sure names speak for."""
        if not aliases or aliases[0].strength == "strong":
            return aliases[0] if aliases else None
        scored = [(self._evidence(alias), -n, alias) for n, alias in enumerate(aliases)]
        best = max(scored, key=lambda item: item[:2])
        return best[2] if best[0] > 0 else None

    def _evidence(self, alias: Alias) -> float:
        own = 100.0 if alias.entry.id in self.sure else 0.0
        return own + max((float(self.votes[c]) for c in alias.entry.countries), default=0.0)

    def _of_state(self, at: int) -> Iterator[_Found]:
        """ "Malian troops", "Russia's defence ministry", "US official", "Ukrainian drones"."""
        hit = self.hits.get(at)
        state = hit.value.state if hit else None
        if hit is None or state is None or hit.value.state_forms == {"people"}:
            return
        owned = self._owner_end(hit.last)
        if owned == hit.last and not hit.value.state_forms & {"adjective", "name"}:
            return
        phrase = self._noun_phrase(owned) or self._shared(owned)
        if phrase and (owned > hit.last or "adjective" in hit.value.state_forms or phrase.head.value.role):
            yield from self._state_noun(at, hit, state, phrase)
        elif (follows := self._is_weapon(owned)) and (owned > hit.last or "adjective" in hit.value.state_forms):
            role = "armed-forces" if follows == "weapon" else "government"
            yield _Found(at, hit.last, state.actors[role].actor, f"{state.name} before a word of {follows}")

    def _shared(self, at: int) -> _Noun | None:
        joined = self._skip_joined(at)
        return self._noun_phrase(joined) if joined > at else None

    def _state_noun(self, at: int, hit: Hit[Lexeme], state: State, phrase: _Noun) -> Iterator[_Found]:
        joined = phrase.first > self._owner_end(hit.last)
        last = hit.last if joined else phrase.last
        role, noun = phrase.head.value.role, phrase.head.value.noun
        if noun and noun.sort == "office" and (role is None or len(phrase.heads) > 1):
            owner = phrase.heads[-2].value.role if len(phrase.heads) > 1 else None
            yield from self._office(at, phrase, state=state, owner=owner)
        elif role:
            yield _Found(at, last, state.actors[role.role].actor, f"{state.name} and a word for its {role.role}")
        elif noun and noun.sort == "people":
            yield _Found(at, last, Actor(*self._people(phrase), state.iso), "people who are not fighters")
        elif noun:
            name = f"{state.adjective} {self._plain(phrase)[0]}"
            yield _Found(at, last, Actor(name, None, noun.kind, state.iso), f"described group of {state.name}")

    def _people(self, phrase: _Noun) -> tuple[str, None, str]:
        noun = phrase.head.value.noun
        assert noun is not None
        return (self.text[phrase.head.start : phrase.head.end].lower() if noun.keep else noun.name), None, noun.kind

    def _country(self, at: int) -> Iterator[_Found]:
        """A country or capital that does something, or to whom it is done in words."""
        hit = self.hits.get(at)
        state = hit.value.state if hit else None
        if hit is None or state is None:
            return
        government = state.actors["government"].actor
        if "people" in hit.value.state_forms and "adjective" not in hit.value.state_forms:
            actor = Actor(self.text[hit.start : hit.end], None, None, state.iso)
            yield _Found(at, hit.last, actor, f"people of {state.name}")
        elif hit.value.state_forms & {"name", "capital"} and self._acts(at, hit):
            yield _Found(at, hit.last, government, "country as actor")

    def _acts(self, at: int, hit: Hit[Lexeme]) -> bool:
        before = self._key(at - 1)
        if before == "the":
            before = self._key(at - 2)
        if before in self.words["places"] or self._key(hit.last) == "-":
            return False
        if before in self.words["before"] and hit.value.state_forms & {"name"}:
            return True
        if before in {"by", "between"}:
            return True
        if (
            before in {"and", "or"}
            and self.found
            and self.found[-1].why == "country as actor"
            and self.found[-1].last >= at - 2
        ):
            return True
        after = hit.last
        for _ in range(4):
            if self._key(after) in self.words["verbs"]:
                return self._same_line(hit.last - 1, after)
            if self._key(after) not in self.words["auxiliaries"]:
                return False
            after += 1
        return False

    def _backref(self, at: int) -> Iterator[_Found]:
        """ "the group", "its fighters": the group named last."""
        if self._key(at) not in self.words["backref_determiners"]:
            return
        size = 2 if " ".join((self._key(at + 1), self._key(at + 2))) in self.words["backref_group"] else 1
        said = " ".join(self._key(at + 1 + k) for k in range(size))
        own = self._key(at) in self.words["backref_possessives"] and said in self.words["backref_members"]
        if not own and said not in self.words["backref_group"]:
            return
        if (last := self._last_group()) is not None:
            yield _Found(at + 1, at + 1 + size, last.actor, f"refers to {last.actor.name}, mentioned before")

    def _last_group(self) -> _Found | None:
        for found in reversed(self.found):
            if found.actor.kind in self.words.group_kinds and (found.actor.id or found.why.startswith("unknown")):
                return found
        return None

    def _described(self, at: int) -> Iterator[_Found]:
        """ "gunmen", "residents", "the army", "local officials": people, groups and offices without a name."""
        phrase = self._noun_phrase(at)
        if phrase is None or self._key(at) == "-":
            return
        role, noun = phrase.head.value.role, phrase.head.value.noun
        words = " ".join(t.key for t in self.tokens[phrase.head.first : phrase.head.last])
        if noun and noun.sort == "office" and (role is None or len(phrase.heads) > 1):
            yield from self._office(at, phrase)
        elif role and (words in role.alone or any(t.key in self.words.state_identities for t in phrase.before)):
            yield self._own_role(phrase, role)
        elif noun and noun.sort == "people":
            yield _Found(phrase.first, phrase.last, Actor(*self._people(phrase)), "people who are not fighters")
        elif noun and noun.sort == "office":
            yield from self._office(at, phrase)
        elif noun or any(t.key in self.words["identity"] for t in phrase.before):
            name, kind = self._plain(phrase)
            name += self._loyalty(phrase)
            yield _Found(phrase.first, phrase.last, Actor(name, None, kind), "described group")

    def _loyalty(self, phrase: _Noun) -> str:
        return ""

    def _own_role(self, phrase: _Noun, role: Role) -> _Found:
        """ "the army": the one of the country named after it, else of the report's country."""
        state = self._state_after(phrase.last)
        why = "with its country after it"
        if state is None and self.home:
            state, why = load_directory().states.get(self.home), "the report's country"
        if state is None:
            name = self.text[phrase.head.start : phrase.head.end].lower()
            return _Found(phrase.first, phrase.last, Actor(name, None, role.kind), "state actor of an unnamed country")
        actor = state.actors[role.role].actor
        return _Found(phrase.first, phrase.last, actor, f"{role.role} of {state.name}: {why}")

    def _state_after(self, at: int) -> State | None:
        if self._key(at) not in {"of", "in"}:
            return None
        at += 2 if self._key(at + 1) == "the" else 1
        hit = self.hits.get(at)
        return hit.value.state if hit and hit.value.state_forms & {"name", "capital"} else None

    def _office(
        self, at: int, phrase: _Noun, *, state: State | None = None, owner: Role | None = None
    ) -> Iterator[_Found]:
        """An office, and the person who holds it when a name follows."""
        iso = state.iso if state else None
        if name := self._name_after(phrase.last):
            actor = Actor(self._words(*name), None, "person", iso)
            self._learn_person(actor)
            if self._key(phrase.last) != ",":
                yield _Found(at, name[1], actor, "office and name")
                return
            yield _Found(at, phrase.last, actor, "office of the person named after it")
            yield _Found(*name, actor, "name after an office")
        elif state and owner:
            yield _Found(at, phrase.last, state.actors[owner.role].actor, f"office of its {owner.role}")
        else:
            title = self._words(phrase.first, phrase.last)
            title = f"{'US' if state.iso == 'US' else state.adjective} {title}" if state else title
            yield _Found(at, phrase.last, Actor(title, None, "office", iso), "office")

    def _words(self, first: int, last: int) -> str:
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def _name_after(self, at: int) -> tuple[int, int] | None:
        """A person's name right after an office, or after a comma when it has two words."""
        comma = self._key(at) == ","
        first = at + 1 if comma else at
        last = self._name_end(first)
        if last is None or not self._same_line(at - 1, first):
            return None
        long_enough = not comma or sum(self._is_name_word(k) for k in range(first, last)) > 1
        return (first, last) if long_enough else None

    def _name_end(self, first: int) -> int | None:
        if not self._could_be_name(first):
            return None
        last = first + 1
        while last < min(len(self.tokens), first + LONGEST_NAME):
            if self._could_be_name(last) and self._same_line(last - 1, last):
                last += 1
            elif self._key(last) in self.words["particles"] | {"-"} and self._joins(last):
                last += 1
            else:
                break
        return last

    def _joins(self, at: int) -> bool:
        return self._could_be_name(at + 1) or (self._key(at + 1) in {"-", "al", "el"} and self._could_be_name(at + 2))

    def _could_be_name(self, at: int) -> bool:
        if not self._is_name_word(at) or self.tokens[at].key in self.words["group_stops"]:
            return False
        hit = self.hits.get(at)
        return not is_capitals(self.tokens[at].raw) and not (hit and (hit.value.state or hit.value.aliases))

    def _learn_person(self, actor: Actor) -> None:
        surname = actor.name.split()[-1]
        for key in {surname, surname.removeprefix("al-")}:
            self.surnames.setdefault(key, actor)

    def _titled(self, at: int) -> Iterator[_Found]:
        """ "Brigadier General Yahya Saree", "Mr Saree"."""
        name = at
        while self._key(name) in self.words["titles"] or (name > at and self.tokens[name].raw in ".-"):
            name += 1
            if name >= len(self.tokens):
                return
        last = self._name_end(name) if name > at else None
        if last:
            actor = self.surnames.get(self.tokens[last - 1].raw) if last - name == 1 else None
            actor = actor or Actor(self._words(name, last), None, "person")
            self._learn_person(actor)
            yield _Found(at, last, actor, "title and name")

    def _named_group(self, at: int) -> Iterator[_Found]:
        """A capitalised name with "Brigade", "Movement" or "Liwa": a group, known or not."""
        if not self._is_name_word(at) and not self.tokens[at].raw[:1].isdigit():
            return
        last = self._prefixed_end(at) or self._headed_end(at)
        if last and self.tokens[at].start not in self.place_starts:
            yield _Found(
                at, last, Actor(self._words(at, last), None, "militia"), "unknown group, by the form of its name"
            )

    def _prefixed_end(self, at: int) -> int | None:
        if self._key(at) not in self.words["group_prefixes"]:
            return None
        last = at + 1
        while last < min(len(self.tokens), at + LONGEST_NAME):
            joins = self._key(last) in self.words["group_links"] | {"-"} and self._is_name_word(self._past_links(last))
            if not (self._is_name_word(last) or joins) or not self._same_line(last - 1, last):
                break
            last += 1
        return last if last > at + 1 else None

    def _past_links(self, at: int) -> int:
        while self._key(at) in self.words["group_links"] or self._key(at) == "-":
            at += 1
        return at

    def _headed_end(self, at: int) -> int | None:
        if self._key(at) in self.words["group_stops"]:
            return None
        end, names = None, 0
        for here in range(at, min(len(self.tokens), at + LONGEST_NAME)):
            key = self._key(here)
            if key in self.words["group_heads"] and here > at and names and self._is_name_word(here):
                end = here + 1
                continue
            if not (
                self._is_name_word(here)
                or self.tokens[here].raw.isdigit()
                or key in {"-", "al", "st", "nd", "rd", "th"}
            ):
                break
            if here > at and not self._same_line(here - 1, here):
                break
            names += key not in self.words["generic_names"] and key != "-"
        return end

    def _person(self, at: int) -> Iterator[_Found]:
        """A surname already introduced, a full name before its office, or a full name that speaks."""
        token = self.tokens[at]
        if not self._is_name_word(at):
            return
        if actor := self.surnames.get(token.raw):
            yield _Found(at, at + 1, actor, f"surname of {actor.name}")
            return
        last = self._name_end(at)
        if last is None or last - at < 2 or token.start in self.place_starts:
            return
        if self._key(last) in self.words["speech"] or (self._key(last) == "," and self._office_within(last + 1)):
            actor = Actor(self._words(at, last), None, "person")
            self._learn_person(actor)
            yield _Found(at, last, actor, "full name that speaks or holds an office")

    def _office_within(self, at: int) -> bool:
        for here in range(at, min(at + 6, len(self.tokens))):
            hit = self.hits.get(here)
            if hit and hit.value.noun and hit.value.noun.sort == "office":
                return True
            if self.tokens[here].raw in ".,;:":
                return False
        return False

    def _learn_acronym(self, found: _Found) -> None:
        """ "Strategic Framework (CSP-DPA)": what the report itself introduces."""
        at = found.last
        if self._key(at) != "(":
            return
        last = at + 1
        while last < len(self.tokens) and self._key(last) != ")" and last - at < 6:
            last += 1
        raw = self.text[self.tokens[at].end : self.tokens[min(last, len(self.tokens) - 1)].start]
        if is_capitals(raw) and raw.replace("-", "").isalnum():
            self.acronyms.setdefault(self.tokens[at + 1].raw, found.actor)
