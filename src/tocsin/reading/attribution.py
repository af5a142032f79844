"""Who says that it happened: the speakers of every event.

Prevents a government's or an armed group's word from passing for the report's own. A speech frame is one act of
saying: its cue, who speaks, and the stretch of text that is said. An event takes the speakers of all the frames that it
stands in, the innermost first. Text outside a frame stays the report's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tocsin.reading.clauses import Line, Mentions, kept, line_at, lines
from tocsin.records.actors import Actor, ActorMention
from tocsin.records.events import EventMention
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.reference.cues import AttributionCues, load_attribution_cues
from tocsin.reference.words import Hit

VERBS = frozenset({"says", "claims", "alleges", "denies", "admits", "counts"})
FORCES = {
    "by_says": "says",
    "tallies": "says",
    "by_claims": "claims",
    "hearsay": "says",
    "guess": "alleges",
}

LONGEST_SPEAKER = 12
"""Words of the longest described speaker: "a senior officer of the border guard at the crossing"."""

MEMORY = 3
"""Sentences over which "it added" still means the speaker before."""

HEAD_WORDS = 12
"""Words of the longest line that counts as a heading or a signature of a communiqué."""

SENTENCE_MARKS = frozenset(".!?")
QUOTES = frozenset("\"“”«»„'‘’")


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of saying. `start` to `end` is what is said, `cue` the words of saying; nobody named: no `speaker`."""

    line: int
    cue: Span
    force: str
    speaker: ActorMention | None
    start: int
    end: int

    def holds(self, span: Span) -> bool:
        """Whether what is said covers a span; words of saying may be part of it ("threatened to hit")."""
        return self.start < span.end <= self.end and not self.cue.contains(span)


class Speech:
    """All acts of saying in a report, by line; and who speaks where the whole report is somebody's statement."""

    def __init__(self, text: str, lines: tuple[Line, ...], mentions: Mentions) -> None:
        self.lines = lines
        self._finder = _Finder(text, lines, mentions)
        self._by_line = [list(self._finder.iter_frames(number)) for number in range(len(self.lines))]
        self.voice = _voice(self.lines, self._finder.mentions)

    @property
    def frames(self) -> list[Frame]:
        """Every frame, in the order of the text."""
        return [frame for frames in self._by_line for frame in frames]

    def of_line(self, number: int) -> list[Frame]:
        """The frames of one line, in the order of their cues."""
        return self._by_line[number]

    def around(self, span: Span) -> list[Frame]:
        """The frames that hold a span, the innermost first: who is quoted, then who said the least around it."""
        number = line_at(self.lines, span.start)
        frames = [] if number is None else self._by_line[number]
        return sorted(
            (f for f in frames if f.holds(span)), key=lambda f: (f.force != "relays", f.end - f.start, f.start)
        )

    def subject(self, number: int, token: int) -> ActorMention | None:
        """Whom the verb at a token of line `number` has for its subject, named or described."""
        return self._finder.subject(number, self.lines[number], token)[0]

    def agent(self, number: int, token: int) -> ActorMention | None:
        """Whom the noun phrase that begins at a token of line `number` names: after the "by" of a passive."""
        return self._finder.right_of(number, token)

    def named(self, start: int, end: int) -> list[ActorMention]:
        """The actors named between two offsets."""
        return self._finder.mentions.within(start, end)


def speech_of(reading: Reading) -> Speech:
    """The acts of saying in a reading; kept for the stages that follow each other on one report."""
    return _speech(reading.text, reading.sentences, reading.paragraphs, reading.actors)


@kept
def _speech(
    text: str, sentences: tuple[Span, ...], paragraphs: tuple[Span, ...], actors: tuple[ActorMention, ...]
) -> Speech:
    return Speech(text, lines(text, sentences, paragraphs), Mentions(actors))


def add_attribution(reading: Reading, codebook: object) -> Reading:
    """Fill `events[].attribution`: who says so, innermost speaker first."""
    if not reading.events:
        return reading
    speech = speech_of(reading)
    return replace(reading, events=tuple(replace(e, attribution=_speakers(e, speech)) for e in reading.events))


def _speakers(event: EventMention, speech: Speech) -> tuple[ActorMention, ...]:
    found: dict[str, ActorMention] = {}
    for frame in speech.around(event.trigger):
        if frame.speaker is not None and not frame.speaker.span.overlaps(event.trigger):
            found.setdefault(frame.speaker.actor.name, frame.speaker)
    if not found and speech.voice is not None:
        return (speech.voice,)
    return tuple(found.values())


class _Finder:
    """Walks a report's lines in order and remembers who spoke last."""

    def __init__(self, text: str, lines: tuple[Line, ...], mentions: Mentions) -> None:
        self.text, self.lines, self.mentions = text, lines, mentions
        self.cues = load_attribution_cues()
        self.group = self.cues.words
        self.last: tuple[int, ActorMention] | None = None

    def iter_frames(self, number: int) -> Iterator[Frame]:
        line = self.lines[number]
        found = list(self._cued(number, line))
        if not found and (line.opened or line.span.text[:1] in '"“«'):
            found = list(self._carried(number, line))
        for at, frame in enumerate(found):
            yield self._cut(line, frame, found[at + 1 :])

    def _cued(self, number: int, line: Line) -> Iterator[Frame]:
        for hit in self.cues.phrases.find(line.tokens):
            if hit.value in VERBS:
                frame = self._verb(number, line, hit)
            elif hit.value in ("by_says", "by_claims"):
                frame = self._by(number, line, hit)
            elif hit.value == "relays":
                frame = self._relay(number, line, hit)
            elif hit.value == "tallies":
                frame = self._tally(number, line, hit)
            elif hit.value in ("hearsay", "guess", "nouns"):
                frame = self._unnamed(number, line, hit)
            else:
                continue
            if frame is not None:
                yield frame

    def _carried(self, number: int, line: Line) -> Iterator[Frame]:
        """A quotation that goes on from the sentence before."""
        if self.last is None or number - self.last[0] > MEMORY:
            return
        quoted = [t for t, inside in zip(line.tokens, line.quoted, strict=True) if inside]
        if quoted and self.lines[self.last[0]].paragraph >= line.paragraph - 1:
            cue = Span(line.span.start, line.span.start, "")
            self.last = (number, self.last[1])
            yield Frame(number, cue, "says", self.last[1], quoted[0].start, quoted[-1].end)

    # -- the kinds of frame

    def _verb(self, number: int, line: Line, hit: Hit[str]) -> Frame | None:
        key = " ".join(line.keys(hit.first, hit.last))
        if key in self.group["ambiguous"] and self._is_noun(line, hit.first):
            return None
        if hit.first and line.tokens[hit.first - 1].key in self.group["undone"]:
            return None
        first, last = hit.first, hit.last
        inverted = self._is_inverted(line, first)
        if inverted:
            np_first, np_last = self._np_right(line, last)
            speaker = self._named(line, number, np_first, np_last)
            if speaker is not None:
                return self._frame(number, line, hit, speaker, self._segment(line, first, left=True))
        if key in self.group["participles"] and (first == 0 or line.tokens[first - 1].raw == ","):
            speaker, np_first = self._shared(number, line, first), first
        else:
            speaker, np_first = self.subject(number, line, first)
        return self._frame(number, line, hit, speaker, self._verb_scope(line, hit, np_first))

    def _verb_scope(self, line: Line, hit: Hit[str], np_first: int) -> tuple[int, int]:
        """What is said: after the verb, before it when it closes the sentence, both when it stands between commas."""
        after_comma = np_first > 0 and (
            line.tokens[np_first - 1].raw in ",-–—" or line.tokens[np_first - 1].raw in QUOTES
        )
        low, high = self._bounds(line, hit.first)
        if after_comma and np_first - 1 > low:
            at = hit.last
            if (
                at + 1 < high
                and line.tokens[at].raw == ","
                and line.tokens[at + 1].key not in self.group["coordinators"]
            ):
                return line.tokens[low].start, line.tokens[high - 1].end
            if self._closes(line, at, high) or line.tokens[at].raw == ",":
                return line.tokens[low].start, line.tokens[np_first - 1].end
        if self._is_relative(line, hit, np_first):
            comma = next((i for i in range(hit.last, high) if line.tokens[i].raw == ","), high)
            return line.tokens[hit.last - 1].end, line.tokens[comma - 1].end
        if hit.value == "counts" and hit.last < high and not self._takes_object(line, hit.last):
            comma = next((i for i in range(hit.first, low, -1) if line.tokens[i - 1].raw == ","), low)
            return line.tokens[comma].start, line.tokens[hit.first].start
        return line.tokens[hit.last - 1].end, line.tokens[high - 1].end

    def _is_relative(self, line: Line, hit: Hit[str], np_first: int) -> bool:
        """Whether the verb stands inside a relative clause: "the camp that officials say was hit"."""
        before, after = line.keys(np_first - 1, np_first), line.keys(hit.last, hit.last + 1)
        return before in (["that"], ["which"], ["who"]) and bool(after) and after[0] in self.group["auxiliaries"]

    def _takes_object(self, line: Line, at: int) -> bool:
        key = line.tokens[at].key
        return key not in self.group["closers"] and key not in self.group["prepositions"] and key.isalnum()

    def _by(self, number: int, line: Line, hit: Hit[str]) -> Frame | None:
        np_first, np_last = self._np_right(line, hit.last)
        speaker = self._named(line, number, np_first, np_last)
        if speaker is None and hit.value == "by_says" and line.keys(hit.first, hit.last) == ["per"]:
            return None
        low, high = self._bounds(line, hit.first)
        tokens = line.tokens
        if hit.first - low <= 1:
            return self._frame(number, line, hit, speaker, (tokens[max(np_last, 1) - 1].end, tokens[high - 1].end))
        return self._frame(number, line, hit, speaker, (tokens[low].start, tokens[high - 1].end))

    def _relay(self, number: int, line: Line, hit: Hit[str]) -> Frame | None:
        np_first, np_last = self._np_right(line, hit.last)
        speaker = self._named(line, number, np_first, np_last)
        if speaker is None:
            return None
        low, high = self._bounds(line, hit.first)
        return self._frame(number, line, hit, speaker, (line.tokens[low].start, line.tokens[high - 1].end))

    def _tally(self, number: int, line: Line, hit: Hit[str]) -> Frame | None:
        """ "By the hospital's count": the sentence is whose count it is."""
        start = max(0, hit.first - LONGEST_SPEAKER)
        by = next((i for i in range(hit.first - 1, start - 1, -1) if line.tokens[i].key in ("by", "on")), None)
        if by is None or (speaker := self._named(line, number, by + 1, hit.first)) is None:
            return None
        low, high = self._bounds(line, hit.first)
        return self._frame(number, line, hit, speaker, (line.tokens[low].start, line.tokens[high - 1].end))

    def _unnamed(self, number: int, line: Line, hit: Hit[str]) -> Frame | None:
        low, high = self._bounds(line, hit.first)
        scope = (line.tokens[low].start, line.tokens[high - 1].end)
        if hit.value != "nouns":
            return self._frame(number, line, hit, None, self._clause(line, hit, low, high))
        noun = next((t for t in line.tokens[hit.first : hit.last] if t.key.endswith("s")), line.tokens[hit.first])
        speaker = ActorMention(Span(noun.start, noun.end, noun.raw), Actor(noun.key), why="noun of saying")
        return self._frame(number, line, hit, speaker, (line.tokens[hit.last - 1].end, scope[1]))

    def _frame(
        self, number: int, line: Line, hit: Hit[str], speaker: ActorMention | None, scope: tuple[int, int]
    ) -> Frame:
        cue = Span(hit.start, hit.end, self.text[hit.start : hit.end])
        if speaker is not None:
            self.last = (number, speaker)
        return Frame(number, cue, FORCES.get(hit.value, hit.value), speaker, *scope)

    # -- stretches of a line

    def _bounds(self, line: Line, at: int) -> tuple[int, int]:
        """The tokens between semicolons around `at`; what ends the sentence is left out."""
        low, high = at, at
        while low > 0 and (line.tokens[low - 1].raw != ";" or line.quoted[low - 1]):
            low -= 1
        while high < len(line.tokens) and (line.tokens[high].raw != ";" or line.quoted[high]):
            high += 1
        return low, high

    def _segment(self, line: Line, at: int, *, left: bool) -> tuple[int, int]:
        low, high = self._bounds(line, at)
        end = line.tokens[at - 1].end if left and at > low else line.tokens[high - 1].end
        return line.tokens[low].start, end

    def _clause(self, line: Line, hit: Hit[str], low: int, high: int) -> tuple[int, int]:
        """The stretch around a cue as far as the next commas, within tokens `low` to `high`."""
        first = next((i for i in range(hit.first, low, -1) if line.tokens[i - 1].raw == ","), low)
        last = next((i for i in range(hit.last, high) if line.tokens[i].raw == ","), high)
        return line.tokens[first].start, line.tokens[last - 1].end

    def _closes(self, line: Line, at: int, high: int) -> bool:
        """Whether nothing but a time, a place or an addressee follows a closing verb."""
        rest = [t for t in line.tokens[at:high] if t.raw not in SENTENCE_MARKS and t.raw not in QUOTES]
        return not rest or (len(rest) <= LONGEST_SPEAKER and rest[0].key in self.group["closers"])

    def _cut(self, line: Line, frame: Frame, later: list[Frame]) -> Frame:
        """A frame ends where a coordinated clause with its own speaker begins: "X said …, but Y said …"."""
        for other in later:
            if other.speaker is None or other.cue.start <= frame.cue.end or not frame.start <= other.cue.start:
                continue
            begin = min(other.cue.start, max(other.speaker.span.start, line.span.start))
            if begin < frame.cue.end:
                begin = other.cue.start
            at = line.index(begin)
            while at > 0 and line.tokens[at - 1].key in self.group["determiners"]:
                at -= 1
            if (
                at > 0
                and line.tokens[at - 1].key in self.group["coordinators"]
                and frame.start < line.tokens[at - 1].start
            ):
                return replace(frame, end=min(frame.end, line.tokens[at - 1].start))
        return frame

    # -- who speaks

    def _is_noun(self, line: Line, at: int) -> bool:
        before = line.tokens[at - 1].key if at else ""
        return at == 0 or before in self.group["determiners"] or before in self.group["prepositions"] or before == "'s"

    def _is_inverted(self, line: Line, first: int) -> bool:
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
                return self._named(line, number, comma + 1, at), comma + 1
            at = comma - 1 if comma > 0 else at - 1
        if at >= 0 and line.tokens[at].raw == ")":
            while at >= 0 and line.tokens[at].raw != "(":
                at -= 1
            at -= 1
        if at > 1 and line.tokens[at].key in self.group["relatives"] and line.tokens[at].raw.islower():
            at -= 2 if line.tokens[at - 1].raw == "," else 1
            first = self._name_around(line, max(0, at - LONGEST_SPEAKER), at)[0]
            if first < at or line.tokens[at].raw[0].isupper():
                return self._named(line, number, first, at + 1), first
        if at < 0 or line.tokens[at].key in self.group["coordinators"] or line.tokens[at].raw in QUOTES:
            return self._shared(number, line, first), max(0, at + 1)
        np_first = self._np_left(line, at)
        return self._named(line, number, np_first, at + 1), np_first

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

    def _np_left(self, line: Line, at: int) -> int:
        """Where the noun phrase that ends with token `at` begins."""
        first = at
        low = max(0, at - LONGEST_SPEAKER)
        while first > low and self._in_np(line, first - 1):
            first -= 1
        mention = self.mentions.covering(line.tokens[at].start, line.tokens[at].end)
        if mention is not None and mention.span.start < line.tokens[first].start:
            first = max(0, line.index(mention.span.start))
        for start in range(at, first, -1):
            if self._opens_np(line, start) and line.tokens[start - 1].key not in self.group["prepositions"]:
                return start
        while first < at and line.tokens[first].key in self.group["prepositions"]:
            first += 1
        return first

    def _in_np(self, line: Line, at: int) -> bool:
        token = line.tokens[at]
        if token.key in self.group["stops"] and not (token.raw.isupper() and len(token.raw) > 1):
            return False
        if token.key in self.group["pronouns"]:
            return False
        return token.key[:1].isalnum() or token.raw in ("-", "'s", "’s", "’", "'", ".")

    def _opens_np(self, line: Line, at: int) -> bool:
        return line.tokens[at].key in self.group["determiners"]

    def _np_right(self, line: Line, at: int) -> tuple[int, int]:
        """The noun phrase that begins with token `at` (after "according to", or after an inverted verb)."""
        last = at
        high = min(len(line.tokens), at + LONGEST_SPEAKER)
        while last < high and self._in_np(line, last):
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
        return self._named(line, number, *self._np_right(line, at))

    def _shared(self, number: int, line: Line, before: int) -> ActorMention | None:
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

    def _named(self, line: Line, number: int, first: int, last: int) -> ActorMention | None:
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


def _voice(lines: tuple[Line, ...], mentions: Mentions) -> ActorMention | None:
    cues = load_attribution_cues()
    if not any(cues.communique.find(line.tokens) for line in (*lines[:4], *lines[-2:])):
        return None
    if not any(_speaks_for_itself(line, cues) for line in lines):
        return None
    for line in (*lines[:4], *lines[-3:]):
        if len(line.tokens) <= HEAD_WORDS and (signed := _signatory(line, mentions, cues)) is not None:
            return signed
    named = (m for line in lines[:6] for m in mentions.within(line.span.start, line.span.end))
    return next((m for m in named if m.actor.kind in cues.words["armed_groups"] and m.actor.id is not None), None)


def _signatory(line: Line, mentions: Mentions, cues: AttributionCues) -> ActorMention | None:
    """Who heads or signs a statement: named at the line's beginning, or after "by", "from" or "of"."""
    for mention in mentions.within(line.span.start, line.span.end):
        before = line.keys(0, line.index(mention.span.start))
        if mention.actor.kind not in cues.words["signatories"]:
            continue
        if before in ([], ["the"]) or before[-1] in cues.words["signed_by"]:
            return mention
    return None


def _speaks_for_itself(line: Line, cues: AttributionCues) -> bool:
    return any(
        token.key in cues.words["first_person"] and not inside
        for token, inside in zip(line.tokens, line.quoted, strict=True)
    )
