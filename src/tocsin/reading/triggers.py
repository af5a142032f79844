"""Words that name happenings, found by the codebook's lexicon and kept only where the sentence bears them out.

Prevents "the battle for votes" from becoming a battle: a generic word of war counts only beside a weapon, an armed
actor, a toll, or something that armies hit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from tocsin.reading.scenes import Scene, make_scenes
from tocsin.reading.weapons import munitions
from tocsin.records.events import Trigger
from tocsin.records.readings import Reading
from tocsin.records.spans import Span
from tocsin.reference.codebook import Codebook, Entry, Sense, Shape, load_lists
from tocsin.reference.words import Hit, Token

Form = Literal["noun", "active", "passive", "participle", "infinitive"]

SAME_MUNITION = 90
"""Characters between "sent" and "hit" within which both speak of the same munition."""
GAP = 8
"""Words that may stand in the gap of a phrase such as "drove … from"."""
BREAKS = frozenset({".", ";", ":"})
MUNITION_REACH = 3
"""Words behind a bare munition within which "on" or "at" must say where it struck."""
CROWDS = frozenset({"protesters", "rioters", "civilians"})
FIELD_WORDS = 4
"""Different words of one peaceful field in a paragraph from which its words of war are taken for figures of speech."""
ECHO = 16
"""Characters between a noun and its verb within which the verb only echoes the noun."""
ECHOES = frozenset({"attack", "hit", "impact", "explosion"})
OWN_PLACE = 25
"""Characters behind a word of harm within which a place is its own."""
ARMED = frozenset({"state_forces", "police", "rebel", "militia", "identity_militia", "external", "rioters"})
DOERS = ARMED | {"government", "intergovernmental", "protesters"}


@lru_cache(maxsize=1)
def verb_words() -> dict[str, frozenset[str]]:
    """The little words of `verbs.yaml`, by group."""
    return {k: frozenset(v) for k, v in load_lists("verbs").items() if isinstance(v, list)}


def add_triggers(reading: Reading, codebook: Codebook) -> Reading:
    """Fill `triggers` with every word that names a happening, passages that repeat an earlier one left out."""
    repeated = [r.span for r in reading.repeats]
    found: list[Trigger] = []
    scenes = make_scenes(reading)
    peaceful = _peaceful_paragraphs(scenes, codebook)
    for scene in scenes:
        repeats = any(r.overlaps(scene.sentence) for r in repeated)
        if not repeats and not (scene.paragraph in peaceful and _unarmed(scene)):
            found.extend(find_triggers(scene, codebook))
    return replace(reading, triggers=tuple(found))


def _peaceful_paragraphs(scenes: Sequence[Scene], codebook: Codebook) -> set[int]:
    """Paragraphs whose words belong to a field (sport, markets, …) where words of war are figures of speech."""
    words: dict[int, set[str]] = {}
    for scene in scenes:
        words.setdefault(scene.paragraph, set()).update(t.key for t in scene.tokens)
    return {p for p, said in words.items() if any(len(said & f) >= FIELD_WORDS for f in codebook.fields.values())}


def _unarmed(scene: Scene) -> bool:
    return not scene.counts and not any(a.actor.kind in ARMED for a in scene.actors)


def find_triggers(scene: Scene, codebook: Codebook) -> list[Trigger]:
    """The triggers of one sentence; a word of harm counts only where nothing else happens in the sentence."""
    blocked = _blocked(scene, codebook)
    strong: list[Trigger] = []
    harm: list[Trigger] = []
    for hit in sorted(_hits(scene, codebook), key=lambda h: h.start):
        span = _span(scene, hit)
        if any(span.overlaps(b) for b in blocked):
            continue
        sense = _fitting(scene, hit, codebook)
        if sense is None:
            continue
        entry = codebook.entries[sense.entry]
        trigger = Trigger(span, entry.id, _form(scene.tokens, hit, sense.shape))
        (harm if entry.harm else strong).append(trigger)
    kept = _without_echoes(scene, _without_launches([t for t in strong if not _is_title(scene, t)], codebook))
    if not kept:
        return list(_bare_munitions(scene, codebook)) or _leading_harm(scene, harm)
    return sorted([*kept, *(t for t in harm if _elsewhere(scene, t, kept))], key=lambda t: t.span.start)


def _without_launches(triggers: Sequence[Trigger], codebook: Codebook) -> list[Trigger]:
    """Drop "drones sent by …" where the same sentence goes on to say what those drones did."""
    kept = []
    for one, following in zip_longest(triggers, triggers[1:]):
        launch = codebook.entries[one.entry].evidence == "munition" and one.form == "passive"
        if not (launch and following and following.form == "active" and one.span.gap(following.span) < SAME_MUNITION):
            kept.append(one)
    return kept


def _without_echoes(scene: Scene, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Drop the verb of "the attacks targeted …" and "the blast tore through …": its subject has named the happening."""
    kept: list[Trigger] = []
    for trigger in triggers:
        last = kept[-1] if kept else None
        echo = last and last.form == "noun" and trigger.form == "active" and trigger.entry in ECHOES
        if echo and last and trigger.span.start - last.span.end <= ECHO:
            between = Span(last.span.end, trigger.span.start, "")
            if not any(a.span.overlaps(between) for a in scene.actors):
                continue
        kept.append(trigger)
    return kept


def _elsewhere(scene: Scene, harm: Trigger, others: Sequence[Trigger]) -> bool:
    """Whether a word of harm beside other triggers tells of another place: "ten killed in X, … missiles that hit Y"."""
    own = [p for p in scene.places if 0 < p.span.start - harm.span.end <= OWN_PLACE]
    own = [p for p in own if not any(harm.span.end <= t.span.start < p.span.start for t in others)]
    near = any(t.span.gap(harm.span) < OWN_PLACE for t in others)
    return bool(own) and bool(scene.counts) and not near


def _hits(scene: Scene, codebook: Codebook) -> list[Hit[tuple[Sense, ...]]]:
    """Phrases of the lexicon, and those with a gap ("set the bus ablaze"), which stand for the verb they begin with."""
    gapped = list(_gapped(scene.tokens, codebook))
    taken = {h.start for h in gapped}
    return gapped + [h for h in codebook.triggers.find(scene.tokens) if h.start not in taken]


def _gapped(tokens: Sequence[Token], codebook: Codebook) -> Iterator[Hit[tuple[Sense, ...]]]:
    for i, token in enumerate(tokens):
        for tail, sense in codebook.gapped.get(token.key, ()):
            for at in range(i + 2, min(len(tokens), i + 2 + GAP)):
                if tokens[at - 1].key in BREAKS:
                    break
                if tuple(t.key for t in tokens[at : at + len(tail)]) == tail:
                    yield Hit(i, i + 1, token.start, token.end, (sense,))
                    break
            else:
                continue
            break


def _span(scene: Scene, hit: Hit[tuple[Sense, ...]]) -> Span:
    offset = scene.sentence.start
    return Span(hit.start, hit.end, scene.sentence.text[hit.start - offset : hit.end - offset])


def _blocked(scene: Scene, codebook: Codebook) -> list[Span]:
    """Where no trigger may stand: figures of speech, and words inside the name of an actor or a place."""
    offset, text = scene.sentence.start, scene.sentence.text
    found = codebook.figurative.find(scene.tokens)
    figures = [Span(h.start, h.end, text[h.start - offset : h.end - offset]) for h in found]
    names = [a.span for a in scene.actors if a.actor.id is not None and " " in a.span.text]
    return figures + names + [p.span for p in scene.places if " " in p.span.text]


def _is_title(scene: Scene, trigger: Trigger) -> bool:
    """A capitalised noun inside a sentence, before another capitalised word, is part of a name ("Battle Group")."""
    if trigger.form != "noun" or not trigger.span.text[:1].isupper() or trigger.span.start == scene.sentence.start:
        return False
    at = scene.token_at(trigger.span.end)
    return at < len(scene.tokens) and scene.tokens[at].raw[:1].isupper()


def _bare_munitions(scene: Scene, codebook: Codebook) -> Iterator[Trigger]:
    """A munition that strikes without a verb: "Rockets on the market: four dead"."""
    entry = next((e for e in codebook.entries.values() if e.munition), None)
    for weapon in scene.weapons:
        before = scene.words_before(weapon.span.start, 1)
        after = {t.key for t in scene.tokens[scene.token_at(weapon.span.end) :][:MUNITION_REACH]}
        leads = not before or before[0] in verb_words()["bare_before"]
        if entry and weapon.type in munitions() and leads and after & verb_words()["striking"] and scene.counts:
            yield Trigger(weapon.span, entry.id, "noun")
            return


def _leading_harm(scene: Scene, harm: Sequence[Trigger]) -> list[Trigger]:
    """Of several words of harm in one sentence only the first counts ("ten were killed and 31 died later")."""
    tolls = [c for c in scene.counts if c.low != 0]
    return [t for t in harm if tolls or scene.actors][:1]


def _fitting(scene: Scene, hit: Hit[tuple[Sense, ...]], codebook: Codebook) -> Sense | None:
    """The first sense of the words that the sentence bears out; what needs a munition is tried first."""
    order = {"object_munition": 0, "munition": 1, "subject": 2}
    senses = sorted(hit.value, key=lambda s: order.get(codebook.entries[s.entry].evidence, 3))
    for sense in senses:
        if sense.shape in {"base", "s"} and any(
            w.span.start < hit.start and hit.end <= w.span.end for w in scene.weapons
        ):
            continue
        if _modifies(scene, hit, sense):
            continue
        if _shape_fits(scene.tokens, hit, sense.shape) and bears_out(scene, hit, codebook.entries[sense.entry], sense):
            return sense
    return None


def _modifies(scene: Scene, hit: Hit[tuple[Sense, ...]], sense: Sense) -> bool:
    """Whether a noun only describes the next one: "attack drones", "training site", "detention centre"."""
    if sense.shape not in {"noun", "ing"} or hit.last >= len(scene.tokens):
        return False
    inside = any(w.span.start <= hit.start and hit.end < w.span.end for w in scene.weapons)
    return inside or scene.tokens[hit.last].key in verb_words()["described_nouns"]


def _shape_fits(tokens: Sequence[Token], hit: Hit[tuple[Sense, ...]], shape: Shape) -> bool:
    """Whether a base form stands where a verb can, so that "the hit" and "a raid" are not read as verbs."""
    if shape not in {"base", "s"}:
        return True
    if hit.first == 0:
        return shape == "base"
    before = tokens[hit.first - 1].key
    words = verb_words()
    if shape == "s" and tokens[hit.first].key in words["s_nouns"]:
        after = tokens[hit.last].raw if hit.last < len(tokens) else "."
        if not (
            after[:1].isupper() or after[:1].isdigit() or after.lower() in words["determiners"] | words["definite"]
        ):
            return False
    if shape == "s":
        return before not in words["determiners"] | words["definite"] | words["before_noun"]
    return before in words["before_base"] or before.endswith("s") or before in words["pronouns"]


def bears_out(scene: Scene, hit: Hit[tuple[Sense, ...]], entry: Entry, sense: Sense) -> bool:
    """Whether the sentence holds what this entry's `evidence` asks for."""
    form = _form(scene.tokens, hit, sense.shape)
    if entry.evidence == "force":
        return _has_force(scene)
    if entry.evidence in {"munition", "object_munition"}:
        return _near_munition(scene, hit, form, objects_only=entry.evidence == "object_munition")
    if entry.evidence == "party":
        return any(a.actor.kind in DOERS or a.actor.id for a in scene.actors)
    if entry.evidence == "thing":
        return bool(scene.objects)
    if entry.evidence == "crowd":
        return any(a.actor.kind in CROWDS for a in scene.actors)
    if entry.evidence == "subject":
        return _has_subject(scene, hit, form)
    return True


def _has_force(scene: Scene) -> bool:
    armed = any(a.actor.kind in ARMED for a in scene.actors)
    hit = any(o.kind == "military" for o in scene.objects) and bool(scene.actors or scene.places)
    return armed or bool(scene.weapons or scene.carriers) or bool(scene.counts) or hit


def _near_munition(scene: Scene, hit: Hit[tuple[Sense, ...]], form: Form, *, objects_only: bool) -> bool:
    spans = [w.span for w in (*scene.weapons, *scene.carriers) if w.type in munitions()]
    left = any(0 <= hit.start - s.end <= 60 for s in spans)
    right = any(0 <= s.start - hit.end <= 60 for s in spans)
    if form == "noun":
        return left or right
    if form == "passive":
        return left
    return right or (left and not objects_only and form != "infinitive")


def _has_subject(scene: Scene, hit: Hit[tuple[Sense, ...]], form: Form) -> bool:
    fits = DOERS | {None}
    left = any(a.span.end <= hit.start and a.actor.kind in fits for a in scene.actors)
    left = left or any(t.key in verb_words()["pronouns"] for t in scene.tokens[max(0, hit.first - 6) : hit.first])
    right = any(a.span.start >= hit.end and a.actor.kind in fits for a in scene.actors)
    return left or (form in {"noun", "passive", "participle"} and right)


def _form(tokens: Sequence[Token], hit: Hit[tuple[Sense, ...]], shape: Shape) -> Form:
    if shape == "noun":
        return "noun"
    words = verb_words()
    before = [t.key for t in reversed(tokens[max(0, hit.first - 5) : hit.first]) if t.key not in words["adverbs"]]
    after = tokens[hit.last].key if hit.last < len(tokens) else "."
    last_verb = tokens[hit.first].key
    if shape == "base" and before[:1] == ["to"]:
        return "infinitive"
    if shape == "ing":
        return "participle" if before[:1] and before[0] not in words["be"] else "active"
    if shape in {"participle", "past_or_participle"} or (shape == "phrase" and last_verb.endswith(("ed", "en"))):
        if before[:1] and before[0] in words["be"] and before[0] != "'s":
            return "passive"
        if after == "by" or (shape != "phrase" and _reduced(before, after, words)):
            return "passive"
    return "active"


def _reduced(before: Sequence[str], after: str, words: dict[str, frozenset[str]]) -> bool:
    """A bare participle after its noun ("residents killed in the city"): no object follows, no auxiliary precedes."""
    if not before or before[0] in {"have", "has", "had", "who", "which", "that", "and", "it", "they", "he", "she"}:
        return False
    return after in words["after_passive"] - {",", "and"}
