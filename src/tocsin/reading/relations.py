"""How actors stand to each other and to places: who backs, commands, opposes whom, and who sits where.

Prevents a standing relation from being read as an event, and a relation from being guessed from mere nearness: every
one rests on words of `reference/data/relations/patterns.yaml` between two mentions of one sentence. Appositions and
participles hang on the noun before them ("X, backed by Iran and active in Y": X is active in Y, not Iran).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from tocsin.reading.clauses import Line, lines_of
from tocsin.records.actors import Actor, ActorMention
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.records.statements import Predicate, Relation
from tocsin.reference.cues import RelationCues, RelationPattern, load_relation_cues
from tocsin.reference.words import Token, is_capitals

WINDOW = 18
"""Words between two mentions beyond which no pattern is tried."""

REACH = 3
"""Nodes to the right that are tried for a node: the next one, or past words that only may be names."""

ARTICLES = frozenset({"al", "el", "ash", "ad", "ar", "ul", "wal"})
"""Arabic articles in lower case, which belong to the name that they stand before."""

UNITS = frozenset({"force", "corps", "division", "company"})
"""Words in the singular that make a name a unit's."""

LISTING = frozenset({",", "and", "or", "&", ";", "including"})
KIN = {
    "known": ("actor",),
    "actor": ("actor", "common"),
    "place": ("place",),
    "name": ("name", "actor"),
    "any": ("actor", "place", "name", "common"),
}
"""Kinds of node that a side of a pattern takes."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something that can stand in a relation: tokens `first` to `last` of a line.

    `kind` is actor, place, name (capitalised words nobody knows) or common ("militias").
    """

    first: int
    last: int
    kind: str
    mention: ActorMention


Found = tuple[Node, Predicate, Node]


def add_relations(reading: Reading, codebook: object) -> Reading:
    """Fill `relations`, in the order of the text; each is told once for a sentence."""
    cues = load_relation_cues()
    known = _Known(reading)
    relations: dict[tuple[int, str, str, str], Relation] = {}
    for number, line in enumerate(lines_of(reading)):
        nodes = known.nodes(line, cues)
        if not any(n.kind in ("actor", "place") for n in nodes):
            continue
        for found in _iter_found(line, nodes, cues, known):
            subject, predicate, object_ = found
            if subject.mention.actor.name == object_.mention.actor.name:
                continue
            key = (number, subject.mention.actor.name, predicate, object_.mention.actor.name)
            relations.setdefault(key, _relation(reading.text, found))
    ordered = sorted(relations.values(), key=lambda r: (r.span, r.predicate, r.subject.span, r.object.span))
    return replace(reading, relations=tuple(ordered))


def _relation(text: str, found: Found) -> Relation:
    subject, predicate, object_ = found
    start = min(subject.mention.span.start, object_.mention.span.start)
    end = max(subject.mention.span.end, object_.mention.span.end)
    return Relation(subject.mention, predicate, object_.mention, Span.of(text, start, end))


class _Known:
    """The actors and places of a reading by position."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.text
        entries = [(m.span.start, -len(m.span.text), 0, "actor", m) for m in reading.actors]
        for place in reading.places:
            mention = ActorMention(place.span, Actor(place.place.name, place.place.id, country=place.place.country))
            entries.append((place.span.start, -len(place.span.text), 1, "place", mention))
        self.entries = sorted(entries, key=lambda e: e[:4])
        self.starts = [e[0] for e in self.entries]
        self.names = {mention.span.text: mention.actor for *_, mention in reversed(self.entries)}

    def nodes(self, line: Line, cues: RelationCues) -> list[Node]:
        """The nodes of a line from left to right, none overlapping another: known ones first, then names."""
        nodes: list[Node] = []
        low, high = bisect_left(self.starts, line.span.start), bisect_left(self.starts, line.span.end)
        for _, _, _, kind, mention in self.entries[low:high]:
            if (nodes and mention.span.start < nodes[-1].mention.span.end) or mention.span.end > line.span.end:
                continue
            first = line.index(mention.span.start)
            nodes.append(Node(first, max(first + 1, line.index(mention.span.end - 1) + 1), kind, mention))
        return sorted((*nodes, *self._unknown(line, nodes, cues)), key=lambda n: n.first) if nodes else []

    def _unknown(self, line: Line, nodes: list[Node], cues: RelationCues) -> Iterator[Node]:
        taken = {at for node in nodes for at in range(node.first, node.last)}
        at = 0
        while at < len(line.tokens):
            last = at
            while last < len(line.tokens) and last not in taken and _is_named(line, last):
                last += 1
            first = at
            while first < last and line.tokens[first].key in cues.lead_ins and line.tokens[first].raw not in ARTICLES:
                first += 1
            if last > first and not (last < len(line.tokens) and line.tokens[last].raw == "-"):
                yield self._node(line, first, last, "name")
            elif at not in taken and line.tokens[at].key in cues.commons and at - 1 not in taken:
                yield self._node(line, at, at + 1, "common")
            at = max(last, at + 1)

    def _node(self, line: Line, first: int, last: int, kind: str) -> Node:
        start, end = line.tokens[first].start, line.tokens[last - 1].end
        words = self.text[start:end]
        return Node(first, last, kind, ActorMention(Span(start, end, words), Actor(" ".join(words.split()))))


def _is_named(line: Line, at: int) -> bool:
    """Whether a word has a capital that is not its sentence's: "Task Force", the hyphen of "Al-Qaeda"."""
    if line.tokens[at].raw == "-":
        before = at > 0 and (_is_capital(line, at - 1) or line.tokens[at - 1].raw in ARTICLES)
        return before and at + 1 < len(line.tokens) and _is_capital(line, at + 1)
    if line.tokens[at].raw in ARTICLES:
        return at + 1 < len(line.tokens) and (_is_capital(line, at + 1) or line.tokens[at + 1].raw == "-")
    return _is_capital(line, at) and (at > 0 or (len(line.tokens) > 1 and _is_capital(line, 1)))


def _is_capital(line: Line, at: int) -> bool:
    return line.tokens[at].raw[0].isupper()


def _iter_found(line: Line, nodes: list[Node], cues: RelationCues, known: _Known) -> Iterator[Found]:
    yield from _between(line, nodes, cues)
    yield from _compounds(line, nodes, cues, known)
    rules: tuple[Callable[[Line, list[Node], RelationCues], Iterator[Found]], ...] = (
        _possessed,
        _bracketed,
        _gathered,
        _pronominal,
        _self_named,
    )
    for rule in rules:
        yield from rule(line, nodes, cues)


# -- patterns between two mentions


def _between(line: Line, nodes: list[Node], cues: RelationCues) -> Iterator[Found]:
    heads = {at: at for at in range(len(nodes))}
    for left in range(len(nodes)):
        for right in range(left + 1, min(len(nodes), left + 1 + REACH)):
            pattern = _match(line, nodes[left], nodes[right], cues)
            if pattern is not None:
                yield from _distribute(line, nodes, left, right, heads, pattern, cues)
                break


def _match(line: Line, a: Node, b: Node, cues: RelationCues) -> RelationPattern | None:
    if b.first - a.last > WINDOW:
        return None
    keys, shortest = _middle(line, a.last, b.first, cues)
    tried = [p for word in dict.fromkeys(keys) for p in cues.patterns.get(word, ())]
    ways = [_words(keys[:end]) for end in range(shortest, len(keys) + 1)] if tried else []
    for pattern in tried:
        if not _fits(a, pattern.left) or not _fits(b, pattern.right):
            continue
        if any(pattern.between.fullmatch(way) for way in ways) and _around(line, a, b, pattern):
            return pattern
    return None


def _fits(node: Node, side: str) -> bool:
    """Whether a node may stand on a side; one that must be known has an id or ends with a capitalised word."""
    if node.kind not in KIN[side]:
        return False
    return side != "known" or node.mention.actor.id is not None or node.mention.span.text.split()[-1][0].isupper()


def _middle(line: Line, first: int, last: int, cues: RelationCues) -> tuple[list[str], int]:
    """The words between two mentions after the tails of the one, and how many are left without the other's lead-ins.

    Lead-ins such as "of" may also belong to a pattern: every length from there on is a way to read the words.
    """
    if first < last and line.tokens[first].raw == "(":
        close = next((i for i in range(first, last) if line.tokens[i].raw == ")"), first - 1)
        first = close + 1
    while first < last and line.tokens[first].key in cues.tails:
        first += 1
    keys = [k for k in line.keys(first, last) if k != "-"]
    end = len(keys)
    while end and keys[end - 1] in cues.lead_ins:
        end -= 1
    return keys, max(1, end)


def _around(line: Line, a: Node, b: Node, pattern: RelationPattern) -> bool:
    if pattern.before is not None and not pattern.before.search(_words(line.keys(a.first - 6, a.first))):
        return False
    after = [k for k in line.keys(b.last, b.last + 8) if k != "-"]
    return pattern.after is None or pattern.after.match(_words(after)) is not None


def _words(keys: list[str]) -> str:
    return "".join(f"{k} " for k in keys)


def _distribute(
    line: Line,
    nodes: list[Node],
    left: int,
    right: int,
    heads: dict[int, int],
    pattern: RelationPattern,
    cues: RelationCues,
) -> Iterator[Found]:
    """One match as relations: the words may hang on an earlier noun, and either side may be a list."""
    head = heads[left]
    rights = _list_right(line, nodes, right, pattern, cues)
    lefts = [head] if pattern.modifier else _list_left(line, nodes, head, cues)
    for at in rights if pattern.modifier else ():
        heads[at] = head
    for a in lefts:
        for b in rights:
            subject, object_ = (nodes[b], nodes[a]) if pattern.swap else (nodes[a], nodes[b])
            yield subject, pattern.predicate, object_


def _list_right(line: Line, nodes: list[Node], at: int, pattern: RelationPattern, cues: RelationCues) -> list[int]:
    """The list that begins with node `at`: "A, B and C". A comma alone may close an apposition and begins no list."""
    found, pending = [at], []
    while at + 1 < len(nodes) and nodes[at + 1].kind == nodes[found[0]].kind:
        link = _link(line, nodes[at], nodes[at + 1], cues)
        if link is None:
            break
        at += 1
        pending.append(at)
        if link != ",":
            found += pending
            pending = []
            if not (at + 1 < len(nodes) and _link(line, nodes[at], nodes[at + 1], cues) == ","):
                break
    return found


def _list_left(line: Line, nodes: list[Node], at: int, cues: RelationCues) -> list[int]:
    found = [at]
    while found[0] and nodes[found[0] - 1].kind == nodes[at].kind:
        link = _link(line, nodes[found[0] - 1], nodes[found[0]], cues)
        if link is None or (link == "," and len(found) == 1):
            break
        found.insert(0, found[0] - 1)
    return found


def _link(line: Line, a: Node, b: Node, cues: RelationCues) -> str | None:
    """How two nodes of a list are joined: "," or "and"; `None` when they are not."""
    keys = [k for k in line.keys(a.last, b.first) if k != "-" and k not in cues.lead_ins and k not in cues.tails]
    if keys and all(k in LISTING for k in keys) and len(keys) <= 2:
        return "," if keys == [","] else "and"
    return None


# -- compounds, possessives, brackets


def _compounds(line: Line, nodes: list[Node], cues: RelationCues, known: _Known) -> Iterator[Found]:
    """ "X-backed Y": X stands before the hyphen, Y is what the compound belongs to."""
    for at in range(1, len(line.tokens) - 2):
        if line.tokens[at].raw not in ("-", "–", "‑") or line.tokens[at + 1].key not in cues.compounds:
            continue
        backer = _ending(line, nodes, at)
        backed = next((n for n in nodes if at + 1 < n.last and n.first <= at + 5 and n.kind in KIN["actor"]), None)
        if backed is None or (backer is backed and not _splits(line, backed, at)):
            continue
        if backer is None or backer is backed:
            backer = _prefix(line, at, known)
        if backer is None:
            continue
        predicate, swap = cues.compounds[line.tokens[at + 1].key]
        yield (backer, predicate, backed) if swap else (backed, predicate, backer)


def _ending(line: Line, nodes: list[Node], at: int) -> Node | None:
    return next((n for n in nodes if n.first < at <= n.last and n.kind != "common"), None)


def _splits(line: Line, node: Node, at: int) -> bool:
    return node.first < at < node.last - 1


def _prefix(line: Line, at: int, known: _Known) -> Node | None:
    """The capitalised word before the hyphen, where it is part of a longer name: "Iran" of "Iran-backed militias"."""
    first = at
    while first > 0 and line.tokens[first - 1].raw[0].isupper():
        first -= 1
    if first == at:
        return None
    start, end = line.tokens[first].start, line.tokens[at - 1].end
    words = line.span.text[start - line.span.start : end - line.span.start]
    return Node(first, at, "name", ActorMention(Span(start, end, words), known.names.get(words, Actor(words))))


def _possessed(line: Line, nodes: list[Node], cues: RelationCues) -> Iterator[Found]:
    """ "X's Y" where X is an organisation and Y one of its units."""
    for a, b in pairwise(nodes):
        if a.kind != "actor" or a.mention.actor.kind not in cues.possessors:
            continue
        if line.keys(a.last, b.first) not in (["'s"], ["'"]):
            continue
        unit = {t.key for t in line.tokens[b.first : b.last + 2]} & (cues.tails | cues.commons | UNITS)
        if b.kind == "actor" or (b.kind == "name" and unit):
            yield _joined(line, b, nodes), "part_of", a


def _joined(line: Line, name: Node, nodes: list[Node]) -> Node:
    """A name together with the node that goes on with it: "Task" and "Force militia" are one."""
    after = next((n for n in nodes if name.kind == "name" and n.first == name.last and n.kind == "actor"), None)
    if after is None:
        return name
    start, end = name.mention.span.start, after.mention.span.end
    words = line.span.text[start - line.span.start : end - line.span.start]
    return Node(name.first, after.last, "name", ActorMention(Span(start, end, words), Actor(words)))


def _bracketed(line: Line, nodes: list[Node], cues: RelationCues) -> Iterator[Found]:
    """ "X (Y)" where Y is another name, not an acronym."""
    for a, b in pairwise(nodes):
        if a.kind not in ("actor", "name") or b.kind not in ("actor", "name") or b.last >= len(line.tokens):
            continue
        opening = [t.raw for t in line.tokens[a.last : b.first] if t.raw not in '"“‘']
        closing = [t.raw for t in line.tokens[b.last : b.last + 2] if t.raw not in '"”’']
        name = b.mention.span.text
        known = any(
            n.kind == "actor" and _fits(n, "known") and (n.mention.actor.id or n.last - n.first > 1) for n in (a, b)
        )
        if known and opening == ["("] and closing[:1] == [")"] and len(name) > 3 and not is_capitals(name):
            yield b, "alias_of", a


# -- gatherings and pronouns


def _gathered(line: Line, nodes: list[Node], cues: RelationCues) -> Iterator[Found]:
    """A meeting to coordinate X's activities ties those who took part to X."""
    before, after = cues.gathering
    for at, node in enumerate(nodes):
        if node.kind != "actor" or not before.search(_words(line.keys(node.first - 14, node.first))):
            continue
        if not after.match(_words(line.keys(node.last, node.last + 6))):
            continue
        for other in nodes[at + 1 :]:
            if other.kind == "actor":
                yield other, "linked_to", node


def _pronominal(line: Line, nodes: list[Node], cues: RelationCues) -> Iterator[Found]:
    """ "X and the militias it arms": the pronoun is the actor named before."""
    for at in range(1, len(nodes)):
        node, earlier = nodes[at], _earlier(nodes, at)
        if earlier is None:
            continue
        after = _words(_skip_tails(line.keys(node.last, node.last + 8), cues))
        if node.kind == "place" and cues.homes.match(after) and earlier.kind == "actor":
            yield earlier, "based_at", node
        for pattern in cues.pronominal if node.kind in KIN["actor"] else ():
            if pattern.after.match(after):
                yield (earlier, pattern.predicate, node) if pattern.swap else (node, pattern.predicate, earlier)


def _skip_tails(keys: list[str], cues: RelationCues) -> list[str]:
    skip = next((i for i, k in enumerate(keys) if k not in cues.tails), len(keys))
    return [k for k in keys[skip:] if k != "-"]


def _earlier(nodes: list[Node], at: int) -> Node | None:
    return next((n for n in reversed(nodes[:at]) if n.kind == "actor"), None)


def _self_named(line: Line, nodes: list[Node], cues: RelationCues) -> Iterator[Found]:
    """ "The groups … identify themselves as Y"."""
    for node in nodes[1:]:
        words = _words(_without_quotes(line.tokens[max(0, node.first - 8) : node.first]))
        if node.kind in ("actor", "name") and cues.self_naming.search(words):
            yield node, "front_for", nodes[0]


def _without_quotes(tokens: tuple[Token, ...]) -> list[str]:
    return [t.key for t in tokens if t.raw not in '"“‘']
