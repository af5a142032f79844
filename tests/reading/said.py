"""Hand-made readings: actors, places and events where a test says they stand."""

from dataclasses import replace

from tocsin.reading.attribution import add_attribution
from tocsin.reading.modality import add_modality
from tocsin.reading.sentences import add_sentences
from tocsin.records.actors import Actor, ActorMention
from tocsin.records.events import EventMention, mention_id
from tocsin.records.places import Place, PlaceMention
from tocsin.records.readings import Reading
from tocsin.records.reports import Report
from tocsin.records.spans import Span

KNOWN = {
    "Red Banner": Actor("Red Banner", "a-red", "rebel"),
    "Free Valley Army": Actor("Free Valley Army", "a-fva", "rebel"),
    "Hill Brigade": Actor("Hill Brigade", "a-hill", "militia"),
    "Marsh Company": Actor("Marsh Company", "a-marsh", "militia"),
    "defence ministry": Actor("Ministry of Defence of Norland", "a-mod", "state_forces", "NL"),
    "the army": Actor("Norland Armed Forces", "a-army", "state_forces", "NL"),
    "army": Actor("Norland Armed Forces", "a-army", "state_forces", "NL"),
    "Norland": Actor("Government of Norland", "a-nor", "government", "NL"),
    "Sudria": Actor("Government of Sudria", "a-sud", "government", "SD"),
    "War Monitor": Actor("War Monitor", "a-mon", "monitor"),
}
PLACES = ("Qasr Amal", "Port Elma", "Tel Rimon")


def find(text: str, words: str, *, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words), words)


def occurrences(text: str, words: str) -> list[Span]:
    return [find(text, words, nth=n) for n in range(text.count(words))]


def reading_of(text: str, *triggers: str, actor: str | None = None) -> Reading:
    """A reading of `text` with the known actors and places, and an event for each trigger (its doer is `actor`)."""
    reading = add_sentences(Reading(Report.from_text(text)), None)
    mentions: list[ActorMention] = []
    for name in sorted(KNOWN, key=len, reverse=True):
        for span in occurrences(text, name):
            if not any(span.overlaps(m.span) for m in mentions):
                mentions.append(ActorMention(span, KNOWN[name]))
    places = [PlaceMention(s, Place(name, f"p-{name}")) for name in PLACES for s in occurrences(text, name)]
    doers = tuple(m for m in mentions if actor and m.actor is KNOWN[actor])[:1]
    if actor and not doers:
        doers = (ActorMention(Span(0, 0, ""), KNOWN[actor]),)
    events = tuple(
        EventMention(mention_id("r", span), "r", span, "Explosions/Remote violence", "Air/drone strike", actors=doers)
        for span in (find(text, t) for t in triggers)
    )
    return replace(
        reading,
        actors=tuple(sorted(mentions, key=lambda m: m.span)),
        places=tuple(sorted(places, key=lambda p: p.span)),
        events=events,
    )


def said(text: str, *triggers: str, actor: str | None = None) -> Reading:
    """The same, with attribution and modality."""
    return add_modality(add_attribution(reading_of(text, *triggers, actor=actor), None), None)


def speakers(text: str, trigger: str) -> list[str]:
    return [a.actor.name for a in said(text, trigger).events[0].attribution]


def modality(text: str, trigger: str, *, actor: str | None = None) -> str:
    return said(text, trigger, actor=actor).events[0].modality
