"""Find who a report speaks of: known actors, described ones, offices and persons.

Prevents two mistakes: a description passed off as a name (what is not in the directory has no `id`), and a country on
the map taken for a government at work (a country is an actor only where the words make it one).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from tocsin.reading.actor_text import ActorText, Found, NounPhrase
from tocsin.records.actors import Actor, ActorMention
from tocsin.records.places import PlaceMention
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.reference.actor_words import Lexeme
from tocsin.reference.actors import Role, State, load_directory
from tocsin.reference.codebook import Codebook
from tocsin.reference.words import Hit, is_capitals

Rules = tuple[Callable[[int], Iterator[Found]], ...]

COUNTRY = "country as actor"
UNKNOWN = "unknown group, by the form of its name"


def add_actors(reading: Reading, codebook: Codebook) -> Reading:
    """The reading with its actors."""
    return replace(reading, actors=tuple(find_actors(reading.text, places=reading.places)))


def find_actors(text: str, *, places: Sequence[PlaceMention] = ()) -> list[ActorMention]:
    """The actors that `text` mentions, in order and without overlap; `score` is `None`, nothing is calibrated.

    `places` help to tell which country an ambiguous name or "the army" belongs to.
    """
    return _Scan(ActorText(text, places)).run()


class _Scan:
    """One walk over one report. Rules are tried in order at each token; the first that finds something wins."""

    def __init__(self, seen: ActorText) -> None:
        self.seen = seen
        self.keys = seen.keys
        self.words = seen.words
        self.found: list[Found] = []
        self.acronyms: dict[str, Actor] = {}
        self.surnames: dict[str, Actor] = {}
        self.rules: Rules = (
            self._acronym,
            self._sponsored,
            self._known,
            self._of_state,
            self._country,
            *self._common(),
        )
        self.plain_rules: Rules = (self._acronym, self._sponsored, *self._common())

    def _common(self) -> Rules:
        """The rules that also apply to words that the lexicon does not know."""
        return self._backref, self._described, self._titled, self._named_group, self._person

    def run(self) -> list[ActorMention]:
        """All mentions, in order."""
        at = 0
        while at < len(self.seen.tokens):
            step = self._step(at) if self._may_start(at) else []
            for found in step:
                self.found.append(found)
                self._learn_acronym(found)
            at = max((found.last for found in step), default=at + 1)
        return [self._mention(found) for found in self.found]

    def _may_start(self, at: int) -> bool:
        """Most words start nothing: only names, capitals, numbers and a few listed words do."""
        raw = self.seen.tokens[at].raw
        return at in self.seen.hits or raw[0].isupper() or raw[0].isdigit() or self.keys[at] in self.words.starters

    def _step(self, at: int) -> list[Found]:
        for rule in self.rules if at in self.seen.hits else self.plain_rules:
            if step := list(rule(at)):
                return step
        return []

    def _mention(self, found: Found) -> ActorMention:
        tokens = self.seen.tokens
        span = Span.of(self.seen.text, tokens[found.first].start, tokens[found.last - 1].end)
        return ActorMention(span, found.actor, None, found.why)

    # ------------------------------------------------------------------ names
    def _acronym(self, at: int) -> Iterator[Found]:
        """An acronym that this report has introduced itself."""
        if actor := self.acronyms.get(self.seen.tokens[at].raw):
            phrase = self.seen.noun_phrase(at + 1)
            last = phrase.last if phrase and self._is_office(phrase) else self.seen.with_tail(at + 1)
            yield Found(at, last, actor, "acronym that the report gives")

    def _learn_acronym(self, found: Found) -> None:
        """ "Front of the Northern Hills (FNH)": what the report itself introduces."""
        at = found.last
        if self.keys[at] == "(" and self.keys[at + 2] == ")" and is_capitals(self.seen.tokens[at + 1].raw):
            self.acronyms.setdefault(self.seen.tokens[at + 1].raw, found.actor)

    def _known(self, at: int) -> Iterator[Found]:
        """A name of the directory, with the word for its people or its office after it."""
        hit = self.seen.hits.get(at)
        alias = self.seen.choose(hit)
        if hit is None or alias is None:
            return
        last, why = self.seen.with_tail(hit.last), f"{alias.strength} name: {alias.phrase}"
        if last == hit.last and alias.entry.kind in self.words.group_kinds and self.keys[last] == "'s":
            last = self.seen.with_tail(last + 1) if self.seen.with_tail(last + 1) > last + 1 else hit.last
        phrase = self.seen.noun_phrase(hit.last)
        if phrase and self._is_office(phrase):
            last, why = phrase.last, f"office of {alias.phrase}"
        yield Found(at, last, alias.entry.actor, why)

    def _named_group(self, at: int) -> Iterator[Found]:
        """A capitalised name with "Brigade", "Movement" or "Liwa": a group that nobody has heard of."""
        last = self.seen.group_end(at)
        if last and self.seen.tokens[at].start not in self.seen.place_countries:
            army = any(key in self.words["army_marks"] for key in self.keys[at:last])
            kind = "state_forces" if army else "militia"
            yield Found(at, last, Actor(self.seen.written(at, last), None, kind), UNKNOWN)

    # ------------------------------------------------------------------ sponsors
    def _sponsored(self, at: int) -> Iterator[Found]:
        """ "Iran-backed militias", "pro-Turkish fighters"."""
        prefixed = self.keys[at] in self.words["sponsor_prefixes"] and self.keys[at + 1] == "-"
        hit = self.seen.hits.get(at + 2 if prefixed else at)
        if hit is None or self._actor_of(hit) is None:
            return
        if prefixed:
            yield from self._with_sponsor(at, hit, f"{self.keys[at]}-{{}}", hit.last)
            return
        dash = self.keys[hit.last] == "-"
        suffix = self.keys[hit.last + dash]
        origin = suffix in self.words["sponsor_suffixes_of_origin"]
        if suffix in self.words["sponsor_suffixes"] and not origin and (dash or suffix in {"backed", "led"}):
            yield from self._with_sponsor(at, hit, f"{{}}-{self._tie(suffix)}", hit.last + dash + 1)

    def _with_sponsor(self, at: int, hit: Hit[Lexeme], pattern: str, after: int) -> Iterator[Found]:
        actor, phrase = self._actor_of(hit), self.seen.noun_phrase(after)
        if actor is None:
            return
        if self.seen.choose(self.seen.hits.get(after)):
            yield Found(hit.first, hit.last, actor, "affiliation of what follows")
        elif phrase or self.keys[after] in self.words["tails"]:
            last = phrase.last if phrase else after + 1
            noun, kind = self.seen.group_name(phrase) if phrase else (self.keys[after], "militia")
            raw = self.seen.text[hit.start : hit.end]
            name = f"{pattern.format(raw if pattern.endswith('{}') else self._spoken(hit))} {noun}"
            yield Found(at, last, Actor(name, None, kind), f"described by whom they are tied to: {actor.name}")

    def _tie(self, word: str) -> str:
        """ "Iran-supported" and "Iran-funded" militias are the Iran-backed ones."""
        return "backed" if word in self.words["backed"] else word

    def _spoken(self, hit: Hit[Lexeme]) -> str:
        raw = self.seen.text[hit.start : hit.end].replace("U.S.", "US")
        return self.words.spoken.get(raw, raw)

    def _actor_of(self, hit: Hit[Lexeme]) -> Actor | None:
        if alias := self.seen.choose(hit):
            return alias.entry.actor
        return hit.value.state.actors["government"].actor if hit.value.state else None

    def _loyal_to(self, phrase: NounPhrase, name: str) -> str:
        """ "militias backed by Iran" are the Iran-backed militias."""
        word, link = self.keys[phrase.last], self.keys[phrase.last + 1]
        if word not in self.words.loyalty.get(link, ()):
            return name
        hit = self.seen.hits.get(phrase.last + 2)
        return f"{self._spoken(hit)}-{self._tie(word)} {name}" if hit and self._actor_of(hit) else name

    # ------------------------------------------------------------------ states
    def _of_state(self, at: int) -> Iterator[Found]:
        """ "Malian troops", "Russia's defence ministry", "US official", "Ukrainian drones"."""
        hit = self.seen.hits.get(at)
        if hit is None or hit.value.state is None or hit.value.state_forms == {"people"}:
            return
        owned = self.seen.after_owner(hit.last)
        described = owned > hit.last or "adjective" in hit.value.state_forms
        phrase = self.seen.noun_phrase(owned)
        if phrase and (described or (phrase.head.value.role and "name" in hit.value.state_forms)):
            yield from self._state_noun(at, hit.value.state, phrase)
        elif described:
            yield from self._state_word(at, hit, hit.value.state, owned)

    def _state_word(self, at: int, hit: Hit[Lexeme], state: State, owned: int) -> Iterator[Found]:
        """A demonym before a weapon or action, or before "and American troops"."""
        role = {"weapon": "armed-forces", "action": "government"}.get(
            self.seen.follows(owned, owned=owned > hit.last) or ""
        )
        if role is None and owned == hit.last:
            role = self._shared_role(hit.last)
        if role:
            yield Found(at, hit.last, state.actors[role].actor, f"{state.name} before a word for its {role}")

    def _shared_role(self, at: int) -> str | None:
        """The role that two adjectives share: "Russian and Syrian warplanes", "US and coalition troops"."""
        other = self.seen.hits.get(at + 1) if self.keys[at] in {"and", "or"} else None
        if other is None or not (other.value.state or other.value.aliases):
            return None
        phrase = self.seen.noun_phrase(other.last)
        if phrase and phrase.head.value.role:
            return phrase.head.value.role.role
        armed = self.seen.follows(other.last) == "weapon"
        if other.value.state is None:
            armed |= self.keys[other.last - 1] in self.words["tails"] or self.seen.with_tail(other.last) > other.last
        return "armed-forces" if armed and phrase is None else None

    def _state_noun(self, at: int, state: State, phrase: NounPhrase) -> Iterator[Found]:
        role, noun = phrase.head.value.role, phrase.head.value.noun
        if self._is_office(phrase) and (role is None or len(phrase.heads) > 1):
            yield from self._office(at, phrase, state=state)
        elif role:
            yield Found(at, phrase.last, state.actors[role.role].actor, f"{state.name} and a word for its {role.role}")
        elif noun and noun.sort == "people":
            yield Found(at, phrase.last, self.seen.people(phrase, state.iso), "people who are not fighters")
        elif noun:
            name = f"{state.adjective} {self.seen.group_name(phrase)[0]}"
            yield Found(at, phrase.last, Actor(name, None, noun.kind, state.iso), f"described group of {state.name}")

    def _country(self, at: int) -> Iterator[Found]:
        """A country or capital that does something, or to whom words are done."""
        hit = self.seen.hits.get(at)
        state = hit.value.state if hit else None
        if hit is None or state is None:
            return
        if "people" in hit.value.state_forms and "adjective" not in hit.value.state_forms:
            actor = Actor(self.seen.text[hit.start : hit.end], None, None, state.iso)
            yield Found(at, hit.last, actor, f"people of {state.name}")
        elif hit.value.state_forms & {"name", "capital"} and self._acts(at, hit):
            yield Found(at, hit.last, state.actors["government"].actor, COUNTRY)

    def _acts(self, at: int, hit: Hit[Lexeme]) -> bool:
        before = self.keys[at - 2 if self.keys[at - 1] == "the" else at - 1] if at else ""
        if before in self.words["places"] or self.keys[hit.last] == "-":
            return False
        if before in {"by", "between"} or (before in self.words["before"] and "name" in hit.value.state_forms):
            return True
        joined = before in {"and", "or"} and self.found and self.found[-1].why == COUNTRY
        return bool(joined and self.found[-1].last >= at - 2) or self._is_subject(hit.last)

    def _is_subject(self, at: int) -> bool:
        """Whether a verb of action or speech follows: after "and Chad", and after a few auxiliaries and adverbs."""
        if self.keys[at] in {"and", ","}:
            other = self.seen.hits.get(at + 2 if self.keys[at + 1] == "the" else at + 1)
            at = other.last if other and self._actor_of(other) else at
        for after in range(at, min(at + 4, len(self.seen.tokens))):
            if self.keys[after] in self.words["verbs"]:
                return self.seen.same_line(at - 1, after)
            if self.keys[after] not in self.words["auxiliaries"] and not self.keys[after].endswith("ly"):
                return False
        return False

    # ------------------------------------------------------------------ people and groups without a name
    def _backref(self, at: int) -> Iterator[Found]:
        """ "the group", "its fighters", "our men": a group named before."""
        if self.keys[at] not in self.words["backref_determiners"]:
            return
        first = at + 2 if self.keys[at + 1] == "own" else at + 1
        size = 2 if " ".join(self.keys[first : first + 2]) in self.words["backref_group"] else 1
        said = " ".join(self.keys[first : first + size])
        own = self.keys[at] in self.words["backref_possessives"] and said in self.words["backref_members"]
        if not own and (said not in self.words["backref_group"] or self.seen.choose(self.seen.hits.get(first + size))):
            return
        kind = self.words.refers_to.get(said)
        if actor := self._group_before(at, kind, by_author=self.keys[at] in self.words["backref_authors"]):
            yield Found(first, first + size, actor, f"refers to {actor.name}, mentioned before")

    def _group_before(self, at: int, kind: str | None, *, by_author: bool) -> Actor | None:
        """The fitting group in this sentence or the one before, else the one that the report names most and first.

        "our fighters" are those of the group that the report names first. Hired forces come after all others.
        """
        groups = [f for f in self.found if f.actor.kind in self.words.group_kinds and (f.actor.id or f.why == UNKNOWN)]
        fit = [f for f in groups if f.actor.kind == kind] if kind else []
        fit = fit or [f for f in groups if f.actor.kind != "external"] or groups
        if not fit or (kind == "external" and fit[-1].actor.kind != "external"):
            return None
        if not by_author and self.seen.sentences_between(fit[-1].last, at) <= 1:
            return fit[-1].actor
        count = Counter(f.actor for f in fit)
        return fit[0].actor if by_author else max(count, key=lambda actor: count[actor])

    def _described(self, at: int) -> Iterator[Found]:
        """ "gunmen", "residents", "the army", "local officials"."""
        phrase = self.seen.noun_phrase(at)
        if phrase is None or self.keys[at] == "-":
            return
        role, noun = phrase.head.value.role, phrase.head.value.noun
        if self._is_office(phrase) and (role is None or len(phrase.heads) > 1):
            yield from self._office(at, phrase)
        elif role and self._stands_alone(phrase, role):
            yield self._own_role(phrase, role)
        elif noun and noun.sort == "people":
            yield Found(phrase.first, phrase.last, self.seen.people(phrase), "people who are not fighters")
        elif noun and noun.sort == "office":
            yield from self._office(at, phrase)
        elif noun and (whole := self._members_of(phrase)):
            yield whole
        elif noun or any(key in self.words["identity"] for key in self.keys[phrase.first : phrase.head.first]):
            name, kind = self.seen.group_name(phrase)
            yield Found(phrase.first, phrase.last, Actor(self._loyal_to(phrase, name), None, kind), "described group")

    def _members_of(self, phrase: NounPhrase) -> Found | None:
        """ "fighters of the Free Hills Front" are that front."""
        at = phrase.last + (2 if self.keys[phrase.last + 1] in {"the", "an", "a"} else 1)
        hit = self.seen.hits.get(at) if self.keys[phrase.last] in {"of", "from"} else None
        alias = self.seen.choose(hit)
        if hit is None or alias is None or alias.entry.kind not in self.words.group_kinds:
            return None
        return Found(phrase.first, hit.last, alias.entry.actor, f"its members; {alias.strength} name: {alias.phrase}")

    def _stands_alone(self, phrase: NounPhrase, role: Role) -> bool:
        """Whether the noun means the state's own without a demonym: "the army", "regime forces", "forces of Mali"."""
        if " ".join(self.keys[phrase.head.first : phrase.head.last]) in role.alone:
            return True
        before = self.keys[phrase.first : phrase.head.first]
        own = any(key in self.words.state_identities for key in before) and "pro" not in before
        return own or (self.keys[phrase.last] == "of" and self.seen.state_after(phrase.last) is not None)

    def _own_role(self, phrase: NounPhrase, role: Role) -> Found:
        """ "the army": the one of the country named after it, else of the report's country."""
        state, why = self.seen.state_after(phrase.last), "country named after it"
        if state is None and self.seen.home:
            state, why = load_directory().states.get(self.seen.home), "the report's country"
        if state is None:
            name = self.seen.text[phrase.head.start : phrase.head.end].lower()
            return Found(phrase.first, phrase.last, Actor(name, None, role.kind), "state actor of an unnamed country")
        actor = state.actors[role.role].actor
        return Found(phrase.first, phrase.last, actor, f"{role.role} of {state.name}: {why}")

    # ------------------------------------------------------------------ offices and persons
    def _is_office(self, phrase: NounPhrase) -> bool:
        noun = phrase.head.value.noun
        return noun is not None and noun.sort == "office"

    def _office(self, at: int, phrase: NounPhrase, *, state: State | None = None) -> Iterator[Found]:
        """An office, and the person who holds it when a name follows."""
        name = self._name_after(phrase.last)
        if name is None:
            yield self._unnamed_office(at, phrase, state)
            return
        actor = self._learn_person(self.seen.written(*name), state.iso if state else None)
        if self.keys[phrase.last] == ",":
            yield Found(at, phrase.last, actor, "office of the person named after it")
            yield Found(*name, actor, "name after an office")
        else:
            yield Found(at, name[1], actor, "office and name")

    def _unnamed_office(self, at: int, phrase: NounPhrase, state: State | None) -> Found:
        owner = phrase.heads[-2].value.role if len(phrase.heads) > 1 else None
        voice = " ".join(self.keys[phrase.head.first : phrase.head.last]) in self.words["voices"]
        if owner and voice and (state or self.seen.home):
            state = state or load_directory().states[self.seen.home or ""]
            return Found(
                at, phrase.last, state.actors[owner.role].actor, f"speaks for the {owner.role} of {state.name}"
            )
        title = self.seen.plain(self.seen.written(phrase.first, phrase.last))
        if state:
            title = f"{'US' if state.iso == 'US' else state.adjective} {title}"
        return Found(at, phrase.last, Actor(title, None, "office", state.iso if state else None), "office")

    def _name_after(self, at: int) -> tuple[int, int] | None:
        """A person's name right after an office, or after a comma when it has two words."""
        first = at + 1 if self.keys[at] == "," else at
        last = self.seen.name_end(first)
        if last is None or not self.seen.same_line(at - 1, first):
            return None
        return (first, last) if first == at or self._is_full_name(first, last) else None

    def _is_full_name(self, first: int, last: int) -> bool:
        return sum(self.seen.is_name_word(k) for k in range(first, last)) > 1

    def _learn_person(self, name: str, country: str | None = None) -> Actor:
        """The person of that name; a lone surname is the person introduced with it before."""
        known = self.surnames.get(name)
        if known is not None:
            return known
        actor = Actor(name, None, "person", country)
        self.surnames.setdefault(name.split()[-1], actor)
        return actor

    def _titled(self, at: int) -> Iterator[Found]:
        """ "Brigadier General Yahya Saree", "Mr Saree"."""
        name = at
        titles = self.words["titles"]
        while self.keys[name] in self.words["title_words"] or (name > at and self.keys[name] in {".", "-"}):
            name += 1
        titled = name > at and (
            self.keys[name - 1] in titles or (self.keys[name - 1] == "." and self.keys[name - 2] in titles)
        )
        last = self.seen.name_end(name) if titled else None
        if last:
            yield Found(at, last, self._learn_person(self.seen.written(name, last)), "title and name")

    def _person(self, at: int) -> Iterator[Found]:
        """A surname already introduced, a full name before its office, or a full name that speaks."""
        if not self.seen.is_name_word(at):
            return
        if actor := self.surnames.get(self.seen.tokens[at].raw):
            yield Found(at, at + 1, actor, f"surname of {actor.name}")
            return
        last = self.seen.name_end(at)
        placed = self.seen.tokens[at].start in self.seen.place_countries or self.keys[at - 1] in self.words["places"]
        if last is None or placed or not self._is_full_name(at, last):
            return
        if self.keys[last] in self.words["speech"] or (self.keys[last] == "," and self._office_within(last + 1)):
            yield Found(
                at, last, self._learn_person(self.seen.written(at, last)), "full name that speaks or holds office"
            )

    def _office_within(self, at: int) -> bool:
        for here in range(at, min(at + 6, len(self.seen.tokens))):
            hit = self.seen.hits.get(here)
            if hit and hit.value.noun and hit.value.noun.sort == "office":
                return True
            if self.keys[here] in {".", ",", ";", ":"}:
                return False
        return False
