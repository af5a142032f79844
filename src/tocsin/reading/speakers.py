"""Who is meant by the words beside a verb of saying: a known actor, a described one, or "it".

Prevents nameless sources: a speaker that is in no directory keeps the words that describe it, and a pronoun stands for
whoever spoke last, but only for a few sentences.
"""

from __future__ import annotations

from tocsin.reading.clauses import Line, Mentions
from tocsin.records.actors import Actor, ActorMention
from tocsin.records.spans import Span
from tocsin.reference.cues import load_attribution_cues

LONGEST_SPEAKER = 12
"""Words of the longest described speaker: "a senior officer of the border guard at the crossing"."""

MEMORY = 3
"""Sentences over which "it added" still means the speaker before."""

QUOTES = frozenset("\"“”«»„'‘’")


class Speakers:
    """Resolves the noun phrases of a report's lines in their order; `last` tells the last speaker and its line."""

    def __init__(self, text: str, lines: tuple[Line, ...], mentions: Mentions) -> None:
        self.text, self.lines, self.mentions = text, lines, mentions
        self.group = load_attribution_cues().words
        self.last: tuple[int, ActorMention] | None = None

    def is_noun(self, line: Line, at: int) -> bool:
        """Whether a word that may be a verb of saying is a noun here: "the claims", "of reports"."""
        before = line.tokens[at - 1].key if at else ""
        return at == 0 or before in self.group["determiners"] or before in self.group["prepositions"] or before == "'s"

    def is_inverted(self, line: Line, first: int) -> bool:
        """Whether the speaker may follow the verb at token `first`: a quotation or a lone comma stands before it."""
        before = line.tokens[first - 1] if first else None
        return before is not None and (
            before.raw in QUOTES or (before.raw == "," and not self._has_comma(line, first - 1))
        )

    def _has_comma(self, line: Line, at: int) -> bool:
        low = max(0, at - 2 * LONGEST_SPEAKER)
        return any(t.raw == "," for t in line.tokens[low:at])

    def subject(self, number: int, line: Line, first: int) -> tuple[ActorMention | None, int]:
        """The speaker before a verb of saying, and the token where its phrase begins."""
        at = self._skip_back(line, first - 1)
        if at >= 0 and line.tokens[at].raw == ",":
            comma = at - 1
            while comma >= 0 and line.tokens[comma].raw != ",":
                comma -= 1
            if comma > 0 and self._is_name(line, comma + 1, at):
                return self.named(line, number, comma + 1, at), comma + 1
            at = comma - 1 if comma > 0 else at - 1
        if at >= 0 and line.tokens[at].raw == ")":
            while at >= 0 and line.tokens[at].raw != "(":
                at -= 1
            at -= 1
        if at > 1 and line.tokens[at].key in self.group["relatives"] and line.tokens[at].raw.islower():
            at -= 2 if line.tokens[at - 1].raw == "," else 1
            first = self._name_around(line, max(0, at - LONGEST_SPEAKER), at)[0]
            if first < at or line.tokens[at].raw[0].isupper():
                return self.named(line, number, first, at + 1), first
        if at < 0 or line.tokens[at].key in self.group["coordinators"] or line.tokens[at].raw in QUOTES:
            return self.shared(number, line, first), max(0, at + 1)
        np_first = self._phrase_left(line, at)
        return self.named(line, number, np_first, at + 1), np_first

    def _is_name(self, line: Line, first: int, last: int) -> bool:
        """Whether the words between two commas are a name: "an unknown outfit, Saraya X, took credit"."""
        tokens = [t for t in line.tokens[first:last] if t.raw[0].isalpha() and len(t.raw) > 2]
        return bool(tokens) and len(tokens) <= 6 and all(t.raw[0].isupper() for t in tokens)

    def _skip_back(self, line: Line, at: int) -> int:
        """Past adverbs and times between a subject and its verb: "the army later on Friday said"."""
        while at >= 0 and (self._is_filler(line.tokens[at].raw) or self._in_time(line, at)):
            at -= 1
        return at

    def _is_filler(self, raw: str) -> bool:
        """Whether a word may stand between a subject and its verb: "has", "later", "strongly"."""
        return raw.lower() in self.group["fillers"] or (raw.endswith("ly") and len(raw) > 4 and raw.islower())

    def _in_time(self, line: Line, at: int) -> bool:
        """Whether a word belongs to a time between subject and verb: "on Friday", "last night", "12 May"."""
        key, before, after = line.tokens[at].key, line.keys(at - 1, at), line.keys(at + 1, at + 2)
        if key in ("on", "in"):
            return bool(after) and (after[0] in self.group["times"] or after[0].isdigit())
        if key in ("this", "last"):
            return bool(after) and after[0] in self.group["spells"]
        if key in self.group["spells"]:
            return before in (["this"], ["last"])
        return key in self.group["times"] or (key.isdigit() and bool(before) and before[0] in self.group["times"])

    def _phrase_left(self, line: Line, at: int) -> int:
        """Where the noun phrase that ends with token `at` begins."""
        first = at
        low = max(0, at - LONGEST_SPEAKER)
        while first > low and self._in_phrase(line, first - 1):
            first -= 1
        mention = self.mentions.covering(line.tokens[at].start, line.tokens[at].end)
        if mention is not None and mention.span.start < line.tokens[first].start:
            first = max(0, line.index(mention.span.start))
        for start in range(at, first, -1):
            if self._opens_phrase(line, start) and line.tokens[start - 1].key not in self.group["prepositions"]:
                return start
        while first < at and line.tokens[first].key in self.group["prepositions"]:
            first += 1
        return first

    def _in_phrase(self, line: Line, at: int) -> bool:
        token = line.tokens[at]
        if token.key in self.group["stops"] and not (token.raw.isupper() and len(token.raw) > 1):
            return False
        if token.key in self.group["pronouns"]:
            return False
        return token.key[:1].isalnum() or token.raw in ("-", "'s", "’s", "’", "'", ".")

    def _opens_phrase(self, line: Line, at: int) -> bool:
        return line.tokens[at].key in self.group["determiners"]

    def phrase_right(self, line: Line, at: int) -> tuple[int, int]:
        """The noun phrase that begins with token `at` (after "according to", or after an inverted verb)."""
        last = at
        high = min(len(line.tokens), at + LONGEST_SPEAKER)
        while last < high and self._in_phrase(line, last):
            if last > at and line.tokens[last].key in self.group["times"]:
                break
            last += 1
        if (
            last < high
            and last > at
            and (m := self.mentions.covering(line.tokens[last - 1].start, line.tokens[last - 1].end))
        ):
            last = max(last, line.index(m.span.end - 1) + 1)
        return at, last

    def right_of(self, number: int, at: int) -> ActorMention | None:
        """The actor that the noun phrase from token `at` names or describes."""
        line = self.lines[number]
        return self.named(line, number, *self.phrase_right(line, at))

    def shared(self, number: int, line: Line, before: int) -> ActorMention | None:
        """The subject of an earlier verb: who spoke in the sentence, else the first actor named before the cue."""
        if self.last is not None and self.last[0] == number:
            return self.last[1]
        found = self.mentions.within(line.span.start, line.tokens[before].start if before else line.span.start)
        if found:
            return found[0]
        if before and line.tokens[0].key in self.group["pronouns"]:
            return self._antecedent(number, line)
        return self._antecedent(number, line) if before <= 1 else None

    def _antecedent(self, number: int, line: Line) -> ActorMention | None:
        """Who "it" is: the last to speak, else the first actor of the sentence before."""
        if self.last is not None and number - self.last[0] <= MEMORY:
            return self.last[1]
        if number and self.lines[number - 1].paragraph >= line.paragraph - 1:
            found = self.mentions.within(self.lines[number - 1].span.start, self.lines[number - 1].span.end)
            return found[0] if found else None
        return None

    def named(self, line: Line, number: int, first: int, last: int) -> ActorMention | None:
        """The speaker that a noun phrase names: a known mention, what it stands for, or the words themselves."""
        while first < last and line.tokens[last - 1].raw in (".", "-", "'", "’"):
            last -= 1
        if first >= last:
            return None
        tokens = line.tokens[first:last]
        if tokens[-1].key in self.group["first_person"]:
            return None
        if len(tokens) == 1 and tokens[0].key in self.group["pronouns"]:
            return self._antecedent(number, line)
        ends = self.mentions.covering(tokens[-1].start, tokens[-1].end)
        begins = last - 1 if ends is None else max(first, line.index(ends.span.start))
        if self._is_object_before(line, first, begins):
            first, tokens = begins, line.tokens[begins:last]
        head = self._head(line, first, last)
        inside = self.mentions.within(tokens[0].start, tokens[-1].end)
        covering = self.mentions.covering(line.tokens[head].start, line.tokens[head].end)
        if covering is not None:
            return covering
        keys = {t.key for t in tokens}
        if inside and keys & self.group["standing_for"]:
            return inside[0]
        if not inside and tokens[-1].key in self.group["anaphors"] and self._refers(tokens[0].key, len(tokens)):
            return self._antecedent(number, line) or self._described(line, first, head)
        if inside and inside[-1].span.end == tokens[-1].end and head == last - 1:
            return inside[-1]
        return self._described(line, first, head)

    def _is_object_before(self, line: Line, first: int, begins: int) -> bool:
        """Whether the name at token `begins` has another noun before it: "the attacks Washington has logged"."""
        if begins <= first or not line.tokens[begins].raw[0].isupper():
            return False
        before = line.tokens[begins - 1]
        if not before.raw.islower() or before.key in self.group["determiners"] | self.group["prepositions"]:
            return False
        return before.key.endswith("s") and before.key not in ("'s", "s")

    def _refers(self, key: str, length: int) -> bool:
        return key in ("the", "its", "this", "that", "his", "their") and length == 2

    def _head(self, line: Line, first: int, last: int) -> int:
        """The head noun: the last word before the first preposition inside the phrase."""
        for at in range(first + 1, last):
            if line.tokens[at].key in self.group["prepositions"]:
                return at - 1
        return last - 1

    def _described(self, line: Line, first: int, head: int) -> ActorMention | None:
        before = self.group["determiners"] | self.group["fillers"]
        while first < head and line.tokens[first].key in before:
            first += 1
        token = line.tokens[head]
        unfit = self.group["determiners"] | self.group["pronouns"] | self.group["prepositions"]
        if not token.raw[0].isalpha() or token.key in unfit:
            return None
        if token.raw[0].isupper():
            first, head = self._name_around(line, first, head)
        start, end = line.tokens[first].start, line.tokens[head].end
        words = self.text[start:end]
        return ActorMention(Span(start, end, words), Actor(" ".join(words.split())), why="described speaker")

    def _name_around(self, line: Line, first: int, head: int) -> tuple[int, int]:
        """The capitalised words around a head, and over "of": of "attacks Washington" only the second word."""
        start = head
        while start > first and self._in_name(line, start - 1):
            start -= 1
        tokens = line.tokens
        while head + 2 < len(tokens) and tokens[head + 1].key == "of" and tokens[head + 2].raw[0].isupper():
            head += 2
        return start, head

    def _in_name(self, line: Line, at: int) -> bool:
        token = line.tokens[at]
        return token.raw[0].isupper() or token.raw in ("-", "'s", "’s", ".") or token.key in ("al", "el", "bin")
