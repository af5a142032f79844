"""Acts of saying: the cue, who speaks, and the stretch of text that is said.

Prevents three stages from disagreeing about who says what: attribution, modality and statements read the same frames.
Text outside a frame is the report's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tocsin.reading.clauses import Line, Mentions, kept, line_at, lines
from tocsin.reading.speakers import LONGEST_SPEAKER, MEMORY, QUOTES, Speakers
from tocsin.records.actors import Actor, ActorMention
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

HEAD_WORDS = 12
"""Words of the longest line that counts as a heading or a signature of a communiqué."""

SENTENCE_MARKS = frozenset(".!?")


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
        finder = _Finder(text, lines, mentions)
        self._by_line = [list(finder.iter_frames(number)) for number in range(len(lines))]
        self._who = finder.who
        self.voice = _voice(lines, mentions)

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
        return self._who.subject(number, self.lines[number], token)[0]

    def agent(self, number: int, token: int) -> ActorMention | None:
        """Whom the noun phrase that begins at a token of line `number` names: after the "by" of a passive."""
        return self._who.right_of(number, token)

    def named(self, start: int, end: int) -> list[ActorMention]:
        """The actors named between two offsets."""
        return self._who.mentions.within(start, end)


def speech_of(reading: Reading) -> Speech:
    """The acts of saying in a reading; kept for the stages that follow each other on one report."""
    return _speech(reading.text, reading.sentences, reading.paragraphs, reading.actors)


@kept
def _speech(
    text: str, sentences: tuple[Span, ...], paragraphs: tuple[Span, ...], actors: tuple[ActorMention, ...]
) -> Speech:
    return Speech(text, lines(text, sentences, paragraphs), Mentions(actors))


class _Finder:
    """Finds the acts of saying of a report, line by line in their order."""

    def __init__(self, text: str, lines: tuple[Line, ...], mentions: Mentions) -> None:
        self.text, self.lines = text, lines
        self.cues = load_attribution_cues()
        self.group = self.cues.words
        self.who = Speakers(text, lines, mentions)

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
        if self.who.last is None or number - self.who.last[0] > MEMORY:
            return
        quoted = [t for t, inside in zip(line.tokens, line.quoted, strict=True) if inside]
        if quoted and self.lines[self.who.last[0]].paragraph >= line.paragraph - 1:
            cue = Span(line.span.start, line.span.start, "")
            self.who.last = (number, self.who.last[1])
            yield Frame(number, cue, "says", self.who.last[1], quoted[0].start, quoted[-1].end)

    # -- the kinds of frame

    def _verb(self, number: int, line: Line, hit: Hit[str]) -> Frame | None:
        key = " ".join(line.keys(hit.first, hit.last))
        if key in self.group["ambiguous"] and self.who.is_noun(line, hit.first):
            return None
        if hit.first and line.tokens[hit.first - 1].key in self.group["undone"]:
            return None
        first, last = hit.first, hit.last
        inverted = self.who.is_inverted(line, first)
        if inverted:
            np_first, np_last = self.who.phrase_right(line, last)
            speaker = self.who.named(line, number, np_first, np_last)
            if speaker is not None:
                return self._frame(number, line, hit, speaker, self._segment(line, first, left=True))
        if key in self.group["participles"] and (first == 0 or line.tokens[first - 1].raw == ","):
            speaker, np_first = self.who.shared(number, line, first), first
        else:
            speaker, np_first = self.who.subject(number, line, first)
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
        np_first, np_last = self.who.phrase_right(line, hit.last)
        speaker = self.who.named(line, number, np_first, np_last)
        if speaker is None and hit.value == "by_says" and line.keys(hit.first, hit.last) == ["per"]:
            return None
        low, high = self._bounds(line, hit.first)
        tokens = line.tokens
        if hit.first - low <= 1:
            return self._frame(number, line, hit, speaker, (tokens[max(np_last, 1) - 1].end, tokens[high - 1].end))
        return self._frame(number, line, hit, speaker, (tokens[low].start, tokens[high - 1].end))

    def _relay(self, number: int, line: Line, hit: Hit[str]) -> Frame | None:
        np_first, np_last = self.who.phrase_right(line, hit.last)
        speaker = self.who.named(line, number, np_first, np_last)
        if speaker is None:
            return None
        low, high = self._bounds(line, hit.first)
        return self._frame(number, line, hit, speaker, (line.tokens[low].start, line.tokens[high - 1].end))

    def _tally(self, number: int, line: Line, hit: Hit[str]) -> Frame | None:
        """ "By the hospital's count": the sentence is whose count it is."""
        start = max(0, hit.first - LONGEST_SPEAKER)
        by = next((i for i in range(hit.first - 1, start - 1, -1) if line.tokens[i].key in ("by", "on")), None)
        if by is None or (speaker := self.who.named(line, number, by + 1, hit.first)) is None:
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
            self.who.last = (number, speaker)
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
