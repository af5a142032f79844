"""What is said about events: claims of responsibility, denials, justifications, warnings, forecasts, demands, trend
claims and condemnations.

Prevents words about events from becoming events: "attacks may follow" is a forecast, "attacks have doubled" is a claim
that can be checked against the ledger, and neither is an attack.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from tocsin.reading.clauses import Line
from tocsin.reading.speech import speech_of
from tocsin.records.actors import ActorMention
from tocsin.records.events import EventMention
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.records.statements import Statement
from tocsin.reference.cues import StatementCue, load_attribution_cues, load_statement_cues
from tocsin.reference.words import Hit

OWN_ACTS = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
"""Event types whose telling by the doer is a claim of responsibility."""

SELF = frozenset({"we", "our", "ours", "i", "my"})
"""Words of a publisher that speaks for itself: its statements count, though nobody is named."""

WIDE = "conflict"
"""The group of words that may stand anywhere in the sentence; those of the others follow the cue."""

SELF_NAME_WITHIN = 40
"""Characters behind "call themselves" within which the name must stand."""

PASSIVE = frozenset({"is", "are", "was", "were", "been", "be", "being"})
OWN = frozenset({"its", "their", "his", "her"})


def add_statements(reading: Reading, codebook: object) -> Reading:
    """Fill `statements`, in the order of the text."""
    finder = _Finder(reading)
    found: dict[tuple[str, int], Statement] = {}
    for statement in (*finder.iter_cued(), *finder.iter_own_acts()):
        found.setdefault((statement.kind, statement.span.start), statement)
    ordered = sorted(found.values(), key=lambda s: (s.span, s.kind))
    return replace(reading, statements=tuple(ordered))


class _Finder:
    """The statements of one reading; events and acts of saying are looked up by their position."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.speech = speech_of(reading)
        self.lines = self.speech.lines
        self.voice = self.speech.voice
        self.cues, self.groups = load_statement_cues()
        self.determiners = load_attribution_cues().words["determiners"] - {"that"}
        self.events = sorted(reading.events, key=lambda e: e.trigger.start)
        self.starts = [e.trigger.start for e in self.events]

    def iter_cued(self) -> Iterator[Statement]:
        for number, line in enumerate(self.lines):
            for hit in self.cues.find(line.tokens):
                statement = self._cued(number, line, hit)
                if statement is not None:
                    yield statement

    def _cued(self, number: int, line: Line, hit: Hit[StatementCue]) -> Statement | None:
        kind = hit.value.kind
        if kind is None:
            return None
        if hit.value.verb and self._is_adjective(line, hit):
            return None
        low, high = _clause(line, hit.first)
        speaker = self._speaker(number, line, hit)
        if kind == "claim_of_responsibility" and speaker is not None and speaker.actor.id is None:
            speaker = self._self_named(line) or speaker
        if not self._has_needs(line, hit, high, speaker):
            return None
        span = Span.of(self.reading.text, line.tokens[low].start, line.tokens[high - 1].end)
        return Statement(kind, span, speaker, self._about(number, line, hit.start))

    def _is_adjective(self, line: Line, hit: Hit[StatementCue]) -> bool:
        """Whether a cue is no verb: after a determiner ("a condemned man"), or a passive without an agent."""
        before = " ".join(line.keys(hit.first - 1, hit.first))
        by = line.keys(hit.last, hit.last + 1) == ["by"] or "by" in line.keys(hit.first, hit.last)
        return before in self.determiners or (before in PASSIVE and not by and hit.value.kind != "warning")

    def _has_needs(self, line: Line, hit: Hit[StatementCue], high: int, speaker: ActorMention | None) -> bool:
        needs = hit.value.needs
        selves = set(line.keys(hit.first - 3, hit.last)) & SELF
        if "speaker" in needs and speaker is None and not (selves and hit.value.verb):
            return False
        if "event" in needs and self.voice is None and not self._events_of(line.span):
            return False
        groups = needs - {"speaker", "event"}
        return all(self.groups[need].intersection(line.keys(0 if need == WIDE else hit.first, high)) for need in groups)

    def iter_own_acts(self) -> Iterator[Statement]:
        """Acts of force that their doer tells of: each clause that does so is a claim of responsibility."""
        for event in self.events:
            if event.modality != "claimed" or event.event_type not in OWN_ACTS or not event.attribution:
                continue
            number = bisect_right(self.lines, event.trigger.start, key=lambda line: line.span.start) - 1
            if number < 0 or self.lines[number].span.end <= event.trigger.start:
                continue
            line = self.lines[number]
            if not _is_doer(event, line):
                continue
            low, high = _clause(line, line.index(event.trigger.start))
            span = Span.of(self.reading.text, line.tokens[low].start, line.tokens[high - 1].end)
            yield Statement("claim_of_responsibility", span, event.attribution[0], event.id)

    def _speaker(self, number: int, line: Line, hit: Hit[StatementCue]) -> ActorMention | None:
        """Whose words these are: the act of saying that the cue is or stands in, else the cue's own subject."""
        frames = self.speech.of_line(number)
        own = [f for f in frames if f.cue.start < hit.end and hit.start < f.cue.end]
        around = sorted((f for f in frames if f.start <= hit.start < f.end), key=lambda f: f.end - f.start)
        said = next((f.speaker for f in (*own, *around) if f.speaker is not None), None)
        if said is not None:
            return said
        keys = set(line.keys(hit.first, hit.last))
        if (keys | set(line.keys(hit.first - 3, hit.first))) & SELF:
            return self.voice
        if hit.value.verb and line.keys(hit.last, hit.last + 1) == ["by"]:
            return self.speech.agent(number, hit.last + 1)
        if hit.value.verb and (not own or own[0].speaker is None):
            return self.speech.subject(number, hit.first) or self.voice
        if hit.value.doer:
            return self._doer(line, hit.start) or self.voice
        if keys & OWN and (named := self.speech.named(line.span.start, hit.start)):
            return named[0]
        return self.voice

    def _self_named(self, line: Line) -> ActorMention | None:
        """Whom a described speaker says it is: "groups claiming it call themselves X"."""
        for at in range(1, len(line.tokens)):
            verb, word = line.tokens[at - 1].key, line.tokens[at].key
            if word in self.groups["reflexive"] and verb in self.groups["self_naming"]:
                start = line.tokens[at].end
                known = [m for m in self.speech.named(start, start + SELF_NAME_WITHIN) if m.actor.id]
                return known[0] if known else None
        return None

    def _doer(self, line: Line, offset: int) -> ActorMention | None:
        """The actor of the nearest event of the sentence."""
        acting = [e for e in self._events_of(line.span) if e.actors]
        return min(acting, key=lambda e: abs(e.trigger.start - offset)).actors[0] if acting else None

    def _about(self, number: int, line: Line, offset: int) -> str | None:
        """The nearest event of the sentence, else the last one of the sentence before in the same paragraph."""
        here = self._events_of(line.span)
        if here:
            return min(here, key=lambda e: abs(e.trigger.start - offset)).id
        if number and self.lines[number - 1].paragraph == line.paragraph:
            before = self._events_of(self.lines[number - 1].span)
            return before[-1].id if before else None
        return None

    def _events_of(self, span: Span) -> list[EventMention]:
        low = bisect_right(self.starts, span.start - 1)
        return self.events[low : bisect_right(self.starts, span.end - 1)]


def _is_doer(event: EventMention, line: Line) -> bool:
    """Whether the speaker itself did it, and not merely its own side: named so, or meant by "it" or "we"."""
    speakers = {a.actor.name for a in event.attribution}
    if not event.actors or any(a.actor.name in speakers for a in event.actors):
        return True
    before = line.keys(0, line.index(event.trigger.start))
    return bool({"it", "its", "they", "their", *SELF}.intersection(before[-8:]))


def _clause(line: Line, at: int) -> tuple[int, int]:
    """The tokens between semicolons around token `at`; white space and the final stop stay outside."""
    low = high = min(at, len(line.tokens) - 1)
    while low > 0 and line.tokens[low - 1].raw != ";":
        low -= 1
    while high < len(line.tokens) and line.tokens[high].raw != ";":
        high += 1
    return low, max(low + 1, high)
