import csv
import io
import json
from dataclasses import fields, replace

import pytest

from tocsin.errors import InvalidConfig
from tocsin.export import FORMATS, write_export
from tocsin.export.tables import cell
from tocsin.records.events import EventMention
from tocsin.records.ledger import LedgerRow
from tocsin.records.readings import Reading
from tocsin.records.reports import Report
from tocsin.records.spans import Span

ROW = LedgerRow(
    id="m-1", incident="i-1", report="sha256:0", report_title="=HYPERLINK(1)", source="Wire", published="2022-05-04",
    event_type="Battles", sub_event_type="Armed clash", plover="ASSAULT", plover_mode=None, trigger="clashed",
    trigger_start=4, trigger_end=11, start="2022-05-03", end="2022-05-03", date_precision="day", date_basis="stated",
    place="Orra", latitude=10.5, longitude=-20.25, admin1=None, country="XA", geoprecision="town",
    actors=("Hill Front", "River Army"), targets=(), target_objects=(), weapons=("mortar",), killed_low=0,
    killed_best=0, killed_high=0, injured_low=None, injured_best=None, injured_high=None, modality="asserted",
    attribution=("@wire",), multiple=False, score=None, coder="rules", excerpt="They clashed, it said:\n\"no dead\"",
)  # fmt: skip
UNLOCATED = replace(ROW, id="m-2", latitude=None, longitude=None, place=None)
READING = Reading(
    report=Report.from_text("Sie stießen in Orra zusammen."),
    events=(EventMention("m-1", "r", Span(4, 11, "stießen"), "Battles", "Armed clash", incident="i-1"),),
)


def export(name, *, readings=(), rows=()):
    target = io.StringIO()
    count = write_export(name, readings=iter(readings), rows=iter(rows), target=target)
    return count, target.getvalue()


def test_readings_are_one_object_to_a_line_with_their_incidents():
    count, text = export("readings", readings=[READING, READING])
    lines = text.splitlines()
    assert count == len(lines) == 2
    assert json.loads(lines[0]) == READING.to_json()
    assert json.loads(lines[0])["events"][0]["incident"] == "i-1"
    assert "stießen" in text


def test_csv_has_every_column_and_says_absent_by_an_empty_cell():
    count, text = export("csv", rows=[ROW, UNLOCATED])
    first, second = csv.DictReader(io.StringIO(text))
    assert count == 2
    assert list(first) == [f.name for f in fields(LedgerRow)]
    assert first["actors"] == "Hill Front; River Army"
    assert first["targets"] == ""
    assert (first["killed_best"], first["injured_best"]) == ("0", "")
    assert first["longitude"] == "-20.25"
    assert second["longitude"] == ""
    assert first["multiple"] == "false"
    assert first["excerpt"] == ROW.excerpt


@pytest.mark.parametrize("words", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_csv_words_never_run_as_a_formula(words):
    assert cell(words) == "'" + words
    assert cell((words, "b")).startswith("'")


@pytest.mark.parametrize("value", [-20.25, -3, 0, "2022-05-03", "a = b", "Al-Bab", ""])
def test_csv_leaves_numbers_dates_and_plain_words_alone(value):
    assert cell(value) == value


def test_csv_titles_and_lists_of_a_row_are_made_safe():
    _, text = export("csv", rows=[ROW])
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["report_title"].startswith("'=")
    assert row["attribution"] == "'@wire"


def test_geojson_has_longitude_first_and_no_geometry_for_the_unlocated():
    count, text = export("geojson", rows=[ROW, UNLOCATED])
    data = json.loads(text)
    first, second = data["features"]
    assert count == 2
    assert data["type"] == "FeatureCollection"
    assert first["geometry"] == {"type": "Point", "coordinates": [-20.25, 10.5]}
    assert second["geometry"] is None
    assert first["properties"]["actors"] == ["Hill Front", "River Army"]
    assert first["id"] == first["properties"]["id"] == "m-1"


def test_a_point_on_the_equator_and_meridian_is_located():
    _, text = export("geojson", rows=[replace(ROW, latitude=0.0, longitude=0.0)])
    assert json.loads(text)["features"][0]["geometry"]["coordinates"] == [0.0, 0.0]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_an_empty_workspace_can_be_exported(name):
    count, text = export(name)
    assert count == 0
    if name == "geojson":
        assert json.loads(text)["features"] == []


def test_only_what_a_format_is_made_of_is_read():
    def refuse():
        raise AssertionError("must not be read")
        yield

    write_export("csv", readings=refuse(), rows=[], target=io.StringIO())
    write_export("readings", readings=[], rows=refuse(), target=io.StringIO())


def test_every_format_says_what_it_cannot_carry():
    assert all(form.loses and form.ending.startswith(".") for form in FORMATS.values())


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(InvalidConfig, match=r"no export format 'xlsx'; known: csv, geojson, readings"):
        export("xlsx")
