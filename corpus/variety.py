"""Measure how varied the corpus is, and that it repeats nothing: `python corpus/variety.py [FOLDER]`.

Prints the size of the vocabulary, distinct n-grams, the triggers, sentence lengths, and the closest pairs of
reports by shared word 5-grams. With a FOLDER of text files it also gives the corpus's closest pairs with those: reports
that must not be in it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from build import iter_reports, sources

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
SHINGLE = 5
NEAR = 0.2
"""Share of the smaller report's word 5-grams found in the other from which two reports count as near-duplicates."""
MANY = 20
"""A 5-gram in more reports than this is a set phrase and pairs nobody."""


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [w.lower() for w in WORD.findall(text)]


def grams(tokens: list[str], n: int) -> list[tuple[str, ...]]:
    """The n-grams of a list of words."""
    return list(zip(*(tokens[i:] for i in range(n)), strict=False))


def near_pairs(texts: dict[str, str], others: Iterable[str] = ()) -> list[tuple[float, str, str]]:
    """Pairs by the share of the smaller one's 5-grams that the other has, closest first; with `others`, only across."""
    shingles = {name: set(grams(words(text), SHINGLE)) for name, text in texts.items()}
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, found in shingles.items():
        for gram in found:
            holders[gram].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    outside = set(others)
    for names in holders.values():
        if len(names) <= MANY:
            for one, two in combinations(sorted(names), 2):
                if not outside or (one in outside) != (two in outside):
                    shared[one, two] += 1
    scored = ((n / max(1, min(len(shingles[a]), len(shingles[b]))), a, b) for (a, b), n in shared.items())
    return sorted(scored, reverse=True)


def describe(texts: dict[str, str], triggers: Counter[str]) -> Iterator[str]:
    """The figures of variety, a line each."""
    tokens = [words(text) for text in texts.values()]
    yield f"reports {len(texts)}, words {sum(map(len, tokens))}, vocabulary {len({w for t in tokens for w in t})}"
    for n in (2, 3, 4):
        every = [g for t in tokens for g in grams(t, n)]
        yield f"distinct {n}-grams: {len(set(every)) / max(1, len(every)):.3f} of {len(every)}"
    total, once = sum(triggers.values()), sum(n == 1 for n in triggers.values())
    top = sum(n for _, n in triggers.most_common(50)) / max(1, total)
    yield f"triggers: {len(triggers)} different of {total}; the 50 commonest make {top:.3f}; {once} occur once"
    yield "commonest triggers: " + ", ".join(f"{t} {n}" for t, n in triggers.most_common(25))
    lengths = sorted(len(words(s)) for text in texts.values() for s in SENTENCE.split(text) if words(s))
    tenth, half, most = (lengths[len(lengths) * share // 10] for share in (1, 5, 9))
    yield f"words in a sentence: 10 % {tenth}, median {half}, 90 % {most}"


def closest(pairs: list[tuple[float, str, str]]) -> str:
    """The five closest pairs, in words."""
    return ", ".join(f"{a}~{b} {share:.3f}" for share, a, b in pairs[:5])


def main(arguments: list[str]) -> int:
    """Print the figures; 1 when anything is a near-duplicate."""
    reports = list(iter_reports(sources()))
    texts = {report["id"]: report["text"] for report in reports}
    triggers = Counter(e["trigger"].lower() for r in reports for e in r["events"])
    print("\n".join(describe(texts, triggers)))
    pairs = near_pairs(texts)
    print("closest pairs inside:", closest(pairs))
    near = [p for p in pairs if p[0] >= NEAR]
    if arguments:
        outside = {f"outside/{p.name}": p.read_text(encoding="utf-8") for p in sorted(Path(arguments[0]).glob("*.txt"))}
        across = near_pairs(texts | outside, outside)
        print("closest pairs with the folder:", closest(across))
        near += [p for p in across if p[0] >= NEAR]
    print(f"near-duplicates (>= {NEAR}): {len(near)}")
    return 1 if near else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
