"""Find the expressions of a text, join ranges and lists, and resolve them from left to right.

Prevents half-read ranges: both ends of "between 3 and 5 June" share one interval and one month before either is dated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise, zip_longest

from tocsin.reading.times.calendar import add_days
from tocsin.reading.times.meanings import Calendar, Shift, Weekday
from tocsin.reading.times.patterns import Expression, Found, Rule, compile_pattern
from tocsin.reading.times.rules import RULES
from tocsin.reading.times.story import Story, Time, is_history
from tocsin.reading.times.tokens import Token, load_tokeniser
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.records.times import Basis, TimeMention, When

NEVER_FIRST = frozenset(
    {"other", "stop", "comma", "dash", "close", "open", "and", "to", "of", "possessive", "counted", "named_after",
     "numbered", "ahead", "behind", "from", "between", "since", "currency", "slash", "short_dot", "long"}
)  # fmt: skip
"""Tables that no rule's match begins with; tokens that stand in no other are passed over."""
OPENING = 4
"""Words within which a year opens a sentence: "In 1998" does, "the plan of 1998" does not."""
HEADING_MARKS = 8
"""Marks that may stand beside a year on its line, as in "## 1998:"."""
Matcher = Callable[[str, int], re.Match[str] | None]
LINKS = ("comma", "and", "to", "dash", "slash")


def find_times(text: str, *, published: date | None = None) -> list[TimeMention]:
    """All expressions of time in English `text`, in order.

    Each mention's `span` is the words of one expression and `timex` its TIMEX3 value. `when` is the interval it belongs
    to: the two ends of a range are two mentions that share one `when`, whose own span covers the whole range, and a
    date behind "since" has a `when` that runs to publication. Relative expressions count from `published` or from the
    story; where neither is known, `when.start` and `when.end` are `None`. Never raises for any text.
    """
    tokens = load_tokeniser().read(text)
    expressions = _join(tokens, _expressions(tokens))
    times = _resolve(text, tokens, expressions, _open_story(expressions, published))
    return _mentions(text, tokens, expressions, times, published)


def add_times(reading: Reading, codebook: object) -> Reading:
    """The stage: fills `reading.times`, counting from the report's publication date."""
    return replace(reading, times=tuple(find_times(reading.text, published=reading.report.published)))


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Rule, Matcher], ...]:
    lexicon = load_tokeniser().lexicon
    return tuple((rule, compile_pattern(rule.pattern, lexicon).match) for rule in RULES)


def _expressions(tokens: list[Token]) -> list[Expression]:
    tags = "".join(token.tag for token in tokens)
    found: list[Expression] = []
    at = 0
    while at < len(tokens):
        best = None if NEVER_FIRST.issuperset(tokens[at].values) else _longest(tokens, tags, at)
        if best:
            found.extend(best)
            at = best[-1].last
        else:
            at += 1
    return found


def _longest(tokens: list[Token], tags: str, at: int) -> list[Expression]:
    matches = [(rule, match) for rule, matcher in _compiled() if (match := matcher(tags, at)) and match.end() > at]
    for rule, match in sorted(matches, key=lambda pair: -pair[1].end()):
        if expressions := rule.build(Found(tokens, match)):
            return expressions
    return []


def _join(tokens: list[Token], expressions: list[Expression]) -> list[Expression]:
    """Tie neighbours that a link word joins, and let them share the year that one of them states."""
    joined = expressions[:1] + [_tied(tokens, before, this) for before, this in pairwise(expressions)]
    for index in range(len(joined) - 1, 0, -1):
        if joined[index].tie:
            joined[index - 1] = _with_year_of(joined[index - 1], joined[index], later=False)
    for index in range(1, len(joined)):
        if joined[index].tie:
            joined[index] = _with_year_of(joined[index], joined[index - 1], later=True)
    return joined


def _tied(tokens: list[Token], before: Expression, this: Expression) -> Expression:
    if this.tie or not 1 <= this.first - before.last <= 2:
        return this
    links = tokens[before.last : this.first]
    if any(link.value(*LINKS) is None for link in links):
        return this
    opened = before.first > 0 and tokens[before.first - 1].value("from", "between")
    ranged = opened or any(link.value("to", "dash") for link in links)
    return replace(this, tie="range" if ranged else "list")


def _with_year_of(this: Expression, other: Expression, *, later: bool) -> Expression:
    """`this` with the year of `other`, unless it has its own; a range that runs over New Year gets the year beside."""
    a, b = this.meaning, other.meaning
    if not (isinstance(a, Calendar) and isinstance(b, Calendar)) or a.year is not None or b.year is None or not a.month:
        return this
    step = 0
    if b.month and (this if later else other).tie == "range":
        step = int(a.month < b.month) if later else -int(a.month > b.month)
    return replace(this, meaning=replace(a, year=b.year + step))


def _open_story(expressions: list[Expression], published: date | None) -> Story:
    meanings = [e.meaning for e in expressions]
    years = [m.year for m in meanings if isinstance(m, Calendar) and m.year is not None]
    return Story(published, history=is_history(years, published), first_year=years[0] if years else None)


def _resolve(text: str, tokens: list[Token], expressions: list[Expression], story: Story) -> list[Time]:
    times: list[Time] = []
    for expression, behind in zip_longest(expressions, expressions[1:]):
        time = expression.meaning.resolve(_told_first(expression, behind, story))
        if expression.tie == "range" and isinstance(expression.meaning, Weekday):
            times[-1] = _not_after(times[-1], time)
        times.append(time)
        if _is_heading(text, tokens, expression):
            story.heading = time.year
        if story.history or not _since(tokens, expression):
            story.note(time, aside=expression.aside or _in_passing(tokens, expression, story))
    return times


def _in_passing(tokens: list[Token], expression: Expression, story: Story) -> bool:
    """Whether a bare year is only named in a sentence, and does not open it: it does not move a dated story."""
    meaning = expression.meaning
    if not isinstance(meaning, Calendar) or meaning.month or meaning.season or story.month is None:
        return False
    front = tokens[max(0, expression.first - OPENING) : expression.first]
    return not (len(front) < OPENING or any("stop" in token.values for token in front))


def _told_first(this: Expression, behind: Expression | None, story: Story) -> Story:
    """The story as "a month after 7 October" needs it: with the date behind the words already told."""
    if behind is None or behind.first != this.last or not (isinstance(this.meaning, Shift) and this.meaning.from_story):
        return story
    told = replace(story)
    told.note(behind.meaning.resolve(story))
    return told


def _not_after(first: Time, last: Time) -> Time:
    """The weekday a range begins with, moved a week back where it would fall behind the range's end."""
    moved = add_days(first.start, -7) if first.start and last.start and first.start > last.start else None
    return replace(first, timex=moved.isoformat() + first.timex[10:], start=moved, end=moved) if moved else first


def _is_heading(text: str, tokens: list[Token], expression: Expression) -> bool:
    """Whether a year stands alone on its line: the heading of a timeline."""
    if not isinstance(expression.meaning, Calendar) or expression.meaning.month or expression.meaning.season:
        return False
    start, end = tokens[expression.first].start, tokens[expression.last - 1].end
    around = text[max(0, start - HEADING_MARKS) : start], text[end : end + HEADING_MARKS]
    before, behind = around[0].rpartition("\n"), around[1].partition("\n")
    alone = not (before[2] + behind[0]).strip(" \t:#*.")
    return alone and (bool(before[1]) or start < HEADING_MARKS) and (bool(behind[1]) or end + HEADING_MARKS > len(text))


def _since(tokens: list[Token], expression: Expression) -> bool:
    return expression.first > 0 and "since" in tokens[expression.first - 1].values


def _mentions(
    text: str, tokens: list[Token], expressions: list[Expression], times: list[Time], published: date | None
) -> list[TimeMention]:
    mentions: list[TimeMention] = []
    for first, last in _groups(expressions):
        when = _when(text, tokens, expressions[first:last], times[first:last], published)
        for expression, time in zip(expressions[first:last], times[first:last], strict=True):
            span = Span.of(text, tokens[expression.first].start, tokens[expression.last - 1].end)
            own = when if when is not None else _own_when(time, span)
            mentions.append(TimeMention(span, own, time.timex, time.kind))
    return mentions


def _groups(expressions: list[Expression]) -> Iterator[tuple[int, int]]:
    """Index pairs: each range as one group, everything else alone."""
    first = 0
    for index in range(1, len(expressions) + 1):
        if index == len(expressions) or expressions[index].tie != "range":
            yield first, index
            first = index


def _when(
    text: str, tokens: list[Token], group: list[Expression], times: list[Time], published: date | None
) -> When | None:
    """The interval of a range or of "since …"; `None` where an expression stands for itself."""
    start, end, front = times[0].start, times[-1].end, group[0].first
    if _since(tokens, group[0]) and len(group) == 1:
        end = published
    elif len(group) == 1:
        return None
    if start is None or end is None or start > end:
        return None
    opened = front > 0 and tokens[front - 1].value("from", "between", "since")
    span = Span.of(text, tokens[front - 1 if opened else front].start, tokens[group[-1].last - 1].end)
    basis: Basis = "stated" if all(t.basis == "stated" for t in times) else "inferred"
    return When(start, end, times[-1].precision, basis, span)


def _own_when(time: Time, span: Span) -> When:
    return When(time.start, time.end, time.precision, time.basis, span)
