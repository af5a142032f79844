"""A small workspace written by hand, so that these tests say something about the desk and nothing about the reader."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tocsin.records.actors import Actor, ActorMention
from tocsin.records.counts import Count, CountClaim
from tocsin.records.events import EventMention, TargetObject, mention_id
from tocsin.records.places import Place
from tocsin.records.readings import Reading
from tocsin.records.reports import Report, Unread, content_id
from tocsin.records.spans import Span
from tocsin.records.statements import Relation, Repeat, Statement
from tocsin.records.times import When
from tocsin.records.weapons import WeaponMention
from tocsin.store.store import Store
from tocsin.web.server import serve

SHELLING = """🚨 KARSA 🕊️ – Rebels of the Northern Front shelled the grain market in Velim on 3 March, killing \
seven people, the mayor said. A banner read \
<script>document.title="owned"</script><img src="https://tracker.example/x.png" \
onerror="alert(1)"> all day.

A drone of the Coast Guard struck a depot near Orsa on 5 March; nobody was killed.

Rebels of the Northern Front shelled the grain market in Velim on 3 March."""

MARKET = """The Northern Front denied that it had fired on the market. Twelve people died when rockets hit the \
market of Velim on 3 March, hospital staff said."""

TALK = """Fighters may attack the convoy, a spokesman warned. Clashes went on in Tarn province through April."""

CALM = "Nothing happened in Karsa today, and the bakery opened late."


@dataclass(frozen=True)
class Words:
    """A report's text, and spans of it by their words."""

    text: str

    def span(self, words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words), words)

    def actor(self, words: str, name: str | None = None, nth: int = 0) -> ActorMention:
        known = Actor(name, id="a-" + name.lower().replace(" ", "-")) if name else Actor(words)
        return ActorMention(self.span(words, nth), known)


def place(words: Words, name: str, at: tuple[float, float], precision: str, **more: object) -> Place:
    latitude, longitude = at
    here = {"latitude": latitude, "longitude": longitude, "country": "AL", "geoprecision": precision}
    return Place(name, id=f"p-{name.lower()}", **here, **more).at(words.span(name))  # type: ignore[arg-type]


def event(report_id: str, trigger: Span, event_type: str, sub_event_type: str, **fields: object) -> EventMention:
    return EventMention(
        mention_id(report_id, trigger), report_id, trigger, event_type, sub_event_type, coder="hand@1", **fields
    )  # type: ignore[arg-type]


def report(text: str, title: str | None, source: str | None, day: date | None) -> Report:
    return Report(content_id(text.encode()), text, title=title, source=source, published=day, language="en")


def shelling() -> Reading:
    words = Words(SHELLING)
    told = report(SHELLING, "Market shelled in Velim", "Karsa Wire", date(2031, 3, 6))
    mayor = words.actor("the mayor")
    count = Count.over((CountClaim(7, 7, words.span("seven people"), by="the mayor"),))
    other = Place("Velim", id="p-velim-2", latitude=10.0, longitude=20.0, country="MK")
    first = event(
        told.id, words.span("shelled"), "Explosions/Remote violence", "Shelling/artillery/missile attack",
        plover="ASSAULT", plover_mode="heavy-weapons",
        actors=(words.actor("Rebels of the Northern Front", "Northern Front"),), targets=(words.actor("people"),),
        target_objects=(TargetObject("grain market in Velim", words.span("grain market in Velim")),),
        place=place(words, "Velim", (41.3, 19.8), "town", alternatives=(other,)),
        when=When(date(2031, 3, 3), date(2031, 3, 3), "day", "inferred", words.span("3 March")),
        killed=count, modality="reported", attribution=(mayor,),
    )  # fmt: skip
    second = event(
        told.id, words.span("struck"), "Explosions/Remote violence", "Air/drone strike",
        actors=(words.actor("Coast Guard", "Coast Guard"),),
        weapons=(WeaponMention(words.span("drone"), "drone"),), place=place(words, "Orsa", (40.7, 20.8), "exact"),
        when=When(date(2031, 3, 5), date(2031, 3, 5), "day", "inferred", words.span("5 March")),
        killed=Count.over((CountClaim(0, 0, words.span("nobody was killed")),)),
    )  # fmt: skip
    again = SHELLING.rindex("Rebels")
    repeat = Repeat(Span.of(SHELLING, again, len(SHELLING)), Span.of(SHELLING, 0, SHELLING.index("\n")))
    relation = Relation(words.actor("Coast Guard", "Coast Guard"), "opposes", mayor, words.span("Coast Guard struck"))
    return Reading(told, events=(first, second), relations=(relation,), repeats=(repeat,), warnings=("hand-made",))


def market() -> Reading:
    words = Words(MARKET)
    told = report(MARKET, "Rockets hit market", "Orsa Monitor", date(2031, 3, 4))
    hit = event(
        told.id, words.span("hit"), "Explosions/Remote violence", "Shelling/artillery/missile attack",
        weapons=(WeaponMention(words.span("rockets"), "rocket"),), place=place(words, "Velim", (41.3, 19.8), "town"),
        when=When(date(2031, 3, 3), date(2031, 3, 3), "day", "inferred", words.span("3 March")),
        killed=Count.over((CountClaim(12, None, words.span("Twelve people"), by="hospital staff"),)),
        modality="reported", attribution=(words.actor("hospital staff"),),
    )  # fmt: skip
    said = words.span("The Northern Front denied that it had fired on the market.")
    denial = Statement("denial", said, words.actor("The Northern Front", "Northern Front"), about=hit.id)
    return Reading(told, events=(hit,), statements=(denial,))


def talk() -> Reading:
    words = Words(TALK)
    told = report(TALK, None, None, None)
    attack = event(
        told.id, words.span("attack"), "Violence against civilians", "Attack",
        actors=(words.actor("Fighters"),), modality="threatened",
    )  # fmt: skip
    clashes = event(
        told.id, words.span("Clashes"), "Battles", "Armed clash", place=place(words, "Tarn", (41.9, 20.1), "admin1"),
        when=When(date(2031, 4, 1), date(2031, 4, 30), "month", "inferred", words.span("April")), multiple=True,
    )  # fmt: skip
    return Reading(told, events=(attack, clashes))


def make(folder: Path, *readings: Reading) -> Path:
    """A workspace of these readings; the first events of the first two are one incident."""
    store = Store.create(folder)
    with store.writer() as writer:
        for reading in readings:
            writer.add(reading)
        if readings:
            writer.note_unread(Unread("inbox/<b>scan</b>.pdf", "not a text: it begins like a PDF", "convert it first"))
    with store.view() as view:
        seen = view.generation()
    one = {reading.events[0].id: "i-velim" for reading in readings[:2]}
    with store.writer() as writer:
        writer.set_incidents(one, seen=seen)
    return folder


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    calm = Reading(report(CALM, "A calm day", "Karsa Wire", date(2031, 3, 1)))
    return make(tmp_path_factory.mktemp("desk") / "hand.tocsin", shelling(), market(), talk(), calm)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("desk") / "empty.tocsin")


def _address(workspace: Path) -> str:
    """Serves a workspace in the background, as `tocsin serve` does, until the tests end."""
    ready = threading.Event()
    told: list[str] = []

    def on_ready(address: str) -> None:
        told.append(address)
        ready.set()

    options = {"host": "127.0.0.1", "port": 0, "on_ready": on_ready}
    threading.Thread(target=serve, args=(workspace,), kwargs=options, daemon=True).start()
    assert ready.wait(20), "the desk did not start"
    return told[0].rstrip("/")


@pytest.fixture(scope="session")
def desk(workspace: Path) -> str:
    return _address(workspace)


@pytest.fixture(scope="session")
def empty_desk(empty: Path) -> str:
    return _address(empty)


@pytest.fixture(scope="session")
def long_desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A desk with one report of 2,000 paragraphs, whose one event stands near its end."""
    text = (
        "The road was quiet and the bakery opened late.\n\n" * 1900
        + "Shells fell on Velim.\n\n"
        + "Calm again.\n\n" * 99
    )
    told = report(text, "A long report", "Karsa Wire", date(2031, 3, 9))
    fell = event(told.id, Words(text).span("Shells fell"), "Explosions/Remote violence", "Air/drone strike")
    return _address(make(tmp_path_factory.mktemp("desk") / "long.tocsin", Reading(told, events=(fell,))))
