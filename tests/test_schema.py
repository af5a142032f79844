"""The schema that ships says what `to_json` writes, no more and no less."""

from dataclasses import replace
from datetime import date

import jsonschema
import pytest

from tocsin.records.actors import Actor, ActorMention
from tocsin.records.counts import Count, CountClaim
from tocsin.records.events import EventMention, TargetObject, mention_id
from tocsin.records.places import Place
from tocsin.records.readings import Reading
from tocsin.records.reports import Report
from tocsin.records.schema import load_schema
from tocsin.records.spans import Span
from tocsin.records.statements import Relation, Repeat, Statement
from tocsin.records.times import When
from tocsin.records.weapons import WeaponMention

TEXT = "Drones struck the Orra depot on 3 May, killing two guards, the Hill Front said. It backs the River Army."


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def full_reading():
    """Every field has a value."""
    front = ActorMention(span("Hill Front"), Actor("Hill Front", "hill-front", "rebel", "XA"), 0.8)
    guards = ActorMention(span("two guards"), Actor("Guards"))
    orra = Place("Orra", "gn:1", 10.5, -20.25, "North", "XA", "town", span=span("Orra"))
    killed = Count.over((CountClaim(2, 2, span("two"), "Hill Front"), CountClaim(None, None)))
    report = replace(Report.from_text(TEXT, published=date(2022, 5, 4)), path="a.txt", title="T", source="S", url="u")
    event = EventMention(
        id=mention_id(report.id, span("struck")),
        report_id=report.id,
        trigger=span("struck"),
        event_type="Explosions/Remote violence",
        sub_event_type="Air/drone strike",
        plover="ASSAULT",
        plover_mode="drone",
        actors=(front,),
        targets=(guards,),
        target_objects=(TargetObject("depot", span("depot")),),
        weapons=(WeaponMention(span("Drones"), "drone"),),
        place=replace(orra, alternatives=(Place("Orra", "gn:2", country="XB"),)),
        origin=Place("the hills"),
        when=When(date(2022, 5, 3), date(2022, 5, 3), "day", "inferred", span("3 May")),
        killed=killed,
        modality="claimed",
        attribution=(front,),
        multiple=True,
        score=0.7,
        coder="tocsin-0.1.0/rules",
        incident="i-1",
    )
    return Reading(
        report=report,
        events=(event,),
        statements=(Statement("claim_of_responsibility", span("the Hill Front said"), front, event.id),),
        relations=(Relation(front, "supports", guards, span("It backs the River Army")),),
        repeats=(Repeat(span("It"), span("the")),),
        warnings=("read as cp1252",),
    ).to_json()


@pytest.fixture(scope="module")
def validator():
    schema = load_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def test_a_full_reading_is_valid(validator):
    validator.validate(full_reading())


def test_an_empty_reading_is_valid(validator):
    validator.validate(Reading(report=Report.from_text("Nothing happened.")).to_json())


def test_a_bare_event_is_valid(validator):
    report = Report.from_text(TEXT)
    event = EventMention("m-1", report.id, span("struck"), "Battles", "Armed clash")
    validator.validate(Reading(report=report, events=(event,)).to_json())


def objects_in(schema):
    return [schema, *schema["$defs"].values()]


def test_no_object_takes_or_lacks_a_field():
    for item in objects_in(load_schema()):
        assert item["additionalProperties"] is False
        assert sorted(item["required"]) == sorted(item["properties"])


def test_the_event_types_are_the_six_and_twenty_five_of_acled():
    event = load_schema()["$defs"]["event"]["properties"]
    assert len(set(event["event_type"]["enum"])) == 6
    assert len(set(event["sub_event_type"]["enum"])) == 25


CHANGES = {
    "format": lambda r: r.update(format="tocsin-reading/2"),
    "extra": lambda r: r.update(extra=1),
    "no warnings": lambda r: r.pop("warnings"),
    "report id": lambda r: r["report"].update(id="abc"),
    "report date": lambda r: r["report"].update(published="31 May"),
    "event type": lambda r: r["events"][0].update(event_type="Strike"),
    "modality": lambda r: r["events"][0].update(modality="sure"),
    "absent list": lambda r: r["events"][0].update(actors=None),
    "count": lambda r: r["events"][0]["killed"].update(best=-1),
    "country": lambda r: r["events"][0]["place"].update(country="Syria"),
    "latitude": lambda r: r["events"][0]["place"].update(latitude=91.0),
    "geoprecision": lambda r: r["events"][0]["place"].update(geoprecision="village"),
    "precision": lambda r: r["events"][0]["when"].update(precision="hour"),
    "basis": lambda r: r["events"][0]["when"].update(basis="guessed"),
    "span": lambda r: r["events"][0]["trigger"].pop("text"),
    "score": lambda r: r["events"][0].update(score=1.5),
    "statement": lambda r: r["statements"][0].update(kind="opinion"),
    "predicate": lambda r: r["relations"][0].update(predicate="likes"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_the_format_does_not_have_is_refused(validator, change):
    reading = full_reading()
    change(reading)
    assert not validator.is_valid(reading)
