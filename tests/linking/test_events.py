import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tocsin.linking.candidates import iter_pairs
from tocsin.linking.events import event_ids, link
from tocsin.linking.features import agree, families, is_placed
from tocsin.records.actors import Actor, ActorMention
from tocsin.records.events import EventMention, mention_id
from tocsin.records.places import Place
from tocsin.records.readings import Reading
from tocsin.records.reports import Report
from tocsin.records.spans import Span
from tocsin.records.times import When

PORT = Place("Port Asha", "g:1", 10.0, 20.0, "Coast", "XX", "town")
AIRFIELD = Place("Asha airfield", "g:2", 10.1, 20.05, "Coast", "XX", "exact")
FAR = Place("Tel Bor", "g:3", 12.0, 23.0, "Hills", "XX", "town")
PROVINCE = Place("Coast", "g:4", 10.3, 20.3, "Coast", "XX", "admin1")
DAY = date(2022, 5, 6)


def mention(
    report: str,
    *,
    at: int = 0,
    kind: str = "Air/drone strike",
    place: Place | None = PORT,
    day: date | None = DAY,
    days: int = 0,
    basis: str = "stated",
    actors: tuple[str, ...] = (),
    targets: tuple[str, ...] = (),
    multiple: bool = False,
) -> EventMention:
    trigger = Span(at, at + 3, "hit")

    def named(ids: tuple[str, ...]) -> tuple[ActorMention, ...]:
        return tuple(ActorMention(trigger, Actor(id_.title(), id_)) for id_ in ids)

    return EventMention(
        id=mention_id(report, trigger),
        report_id=report,
        trigger=trigger,
        event_type="Explosions/Remote violence",
        sub_event_type=kind,
        place=place,
        when=When(day, day + timedelta(days=days), "day", basis) if day else None,  # type: ignore[arg-type]
        actors=named(actors),
        targets=named(targets),
        multiple=multiple,
        coder="tests@1",
    )


def readings(*mentions: EventMention) -> list[Reading]:
    by_report: dict[str, list[EventMention]] = {}
    for event in mentions:
        by_report.setdefault(event.report_id, []).append(event)
    return [Reading(Report(id_, "hit"), events=tuple(events)) for id_, events in by_report.items()]


def groups(*mentions: EventMention) -> list[list[str]]:
    return [[m.report_id for m in event.mentions] for event in link(readings(*mentions))]


def one(a: EventMention, b: EventMention) -> bool:
    return len(groups(a, b)) == 1


def test_two_reports_of_one_strike_are_one_event() -> None:
    assert one(mention("a"), mention("b"))


def test_mentions_carry_the_incident() -> None:
    [event] = link(readings(mention("a"), mention("b")))
    assert {m.incident for m in event.mentions} == {event.id}
    assert event.id.startswith("E-")
    assert len(event.id) == 8


def test_an_attack_and_its_interception_are_one_incident() -> None:
    attack = mention("a", actors=("hill-guard",), targets=("navy",))
    stopped = mention("a", at=9, kind="Disrupted weapons use", actors=("navy",), targets=("hill-guard",))
    assert one(attack, stopped)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"place": AIRFIELD}, True),
        ({"place": FAR}, False),
        ({"place": replace(PORT, id=None)}, True),
        ({"place": replace(PORT, id=None, country="YY", latitude=-40.0)}, False),
        ({"place": PROVINCE}, False),
        ({"place": None}, False),
        ({"day": None}, False),
        ({"day": DAY + timedelta(days=1)}, False),
        ({"day": DAY + timedelta(days=1), "basis": "inferred"}, True),
        ({"day": DAY + timedelta(days=2), "basis": "inferred"}, False),
        ({"day": DAY - timedelta(days=2), "days": 3}, True),
        ({"day": DAY - timedelta(days=5), "days": 12}, False),
        ({"kind": "Attack"}, True),
        ({"kind": "Armed clash"}, False),
        ({"kind": "Peaceful protest"}, False),
        ({"multiple": True}, False),
    ],
)
def test_what_makes_two_mentions_one(change: dict[str, object], same: bool) -> None:
    mentions = mention("a"), mention("b", **change)  # type: ignore[arg-type]
    linked = any(len(event.mentions) == 2 for event in link(readings(*mentions)))
    assert linked == same


def test_a_vague_telling_goes_with_the_dated_one_at_the_same_site_by_the_same_hands() -> None:
    vague = mention("b", day=date(2022, 5, 1), days=30, actors=("navy",))
    assert one(mention("a", actors=("navy",)), vague)
    assert not one(mention("a", actors=("army",)), vague)
    assert not one(mention("a", place=AIRFIELD, actors=("navy",)), vague)


def test_a_province_links_only_with_shared_doers() -> None:
    assert not one(mention("a", place=PROVINCE), mention("b", place=PROVINCE))
    assert one(mention("a", place=PROVINCE, actors=("navy",)), mention("b", place=PROVINCE, actors=("navy",)))


def test_known_and_different_doers_contradict_but_rival_versions_do_not() -> None:
    navy, guard = mention("a", actors=("navy",)), mention("b", actors=("hill-guard",))
    assert not one(navy, guard)
    rivals = [
        mention("a", actors=("navy",), targets=("camp",)),
        mention("b", actors=("hill-guard",), targets=("camp",)),
    ]
    assert one(*rivals)
    assert one(navy, mention("b"))


def test_either_side_of_a_clash_may_be_told_as_the_doer() -> None:
    first = mention("a", kind="Armed clash", actors=("navy",), targets=("hill-guard",))
    second = mention("b", kind="Armed clash", actors=("hill-guard",), targets=("coast-police",))
    assert one(first, second)


def test_one_report_that_tells_two_places_means_two_events() -> None:
    assert not one(mention("a"), mention("a", at=9, place=AIRFIELD))
    assert one(mention("a"), mention("a", at=9))


def test_no_chain_over_a_mention_in_between() -> None:
    """The 6th and the 8th do not become one because a vague report of the 7th touches both."""
    parts = groups(
        mention("a", day=DAY),
        mention("b", day=DAY + timedelta(days=1), basis="inferred"),
        mention("c", day=DAY + timedelta(days=2)),
    )
    assert sorted(map(len, parts)) == [1, 2]


def test_sums_of_attacks_are_no_events_and_undated_ones_stay_alone() -> None:
    assert groups(mention("a", multiple=True)) == []
    assert groups(mention("a", day=None), mention("b", day=None)) == [["a"], ["b"]]


def test_the_order_of_reports_does_not_matter() -> None:
    chance = random.Random(7)
    places = [PORT, AIRFIELD, FAR, PROVINCE]
    mentions = [
        mention(
            f"r{n // 3}", at=n * 5, place=chance.choice(places), day=DAY + timedelta(days=chance.randrange(5)),
            basis=chance.choice(["stated", "inferred"]), actors=chance.choice([(), ("navy",), ("hill-guard",)]),
        )
        for n in range(60)
    ]  # fmt: skip
    first = link(readings(*mentions))
    chance.shuffle(mentions)
    assert link(readings(*mentions)) == first
    assert sorted(m.id for event in first for m in event.mentions) == sorted(m.id for m in mentions)
    for event in first:
        assert all(agree(a, b) for a in event.mentions for b in event.mentions if a.id < b.id)


def test_candidates_miss_no_pair_that_agrees() -> None:
    chance = random.Random(11)
    events = [
        mention(
            f"r{n}",
            place=Place(
                f"p{n % 9}", f"g:{n}" if chance.random() < 0.5 else None, chance.uniform(59.0, 60.0),
                chance.choice([179.8, -179.8, 20.0]) + chance.uniform(-0.2, 0.2), None, "XX", "town",
            ),
            day=DAY + timedelta(days=chance.randrange(3)), days=chance.choice([0, 0, 2, 20]),
            basis=chance.choice(["stated", "inferred"]), actors=("navy",),
        )
        for n in range(150)
    ]  # fmt: skip
    indexed = set(iter_pairs(events))
    every = {(a, b) for b in range(150) for a in range(b) if agree(events[a], events[b])}
    assert any(abs(events[a].place.longitude - events[b].place.longitude) > 180 for a, b in every)  # type: ignore
    assert every - indexed == set()
    assert len(indexed) < 150 * 149 / 4


def test_ids_that_would_collide_are_lengthened() -> None:
    ids = event_ids([f"m-{n}" for n in range(60_000)])
    assert len(set(ids)) == 60_000
    assert event_ids(["m-1", "m-1"])[1].startswith(event_ids(["m-1"])[0])


def test_every_type_of_the_table_is_in_a_family() -> None:
    assert families(mention("a")) == {"strike"}
    assert families(mention("a", kind="something new")) == {"something new"}
    assert not is_placed(mention("a", multiple=True))
