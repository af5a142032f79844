"""The gazetteer: keys, reproducible building, lookup."""

import threading
from pathlib import Path

import pytest

from tocsin.errors import MissingModel
from tocsin.reference.gazetteer import Gazetteer, load_gazetteer
from tocsin.reference.gazetteer.areas import with_units
from tocsin.reference.gazetteer.build import build_gazetteer, stored_inputs
from tocsin.reference.gazetteer.keys import consonant_key, exact_key
from tocsin.reference.gazetteer.lookup import TABLES_FOLDER
from tocsin.reference.gazetteer.rows import Row, _read_csv

SYRIA = (("Syria", 0), ("Syrian Arab Republic", 1))
UNIT = (("Deir ez-Zor", 0),)
TOWN = (("Dayr az Zawr", 0),)
BASE = (("al-Zed base", 0), ("al-Zed", 2))
FORD = (("Ford", 0),)
ROWS = [
    Row("iso3166:SY", "Syria", "country", 35.0, 38.0, "SY", weight=10**10, names=SYRIA),
    Row("admin1:SY.07", "Deir ez-Zor", "admin1", 35.07, 40.27, "SY", "SY.07", weight=10**9, names=UNIT),
    Row("g:1", "Dayr az Zawr", "town", 35.34, 40.14, "SY", "SY.07", 242_000, 242_000, TOWN, sounds=True),
    Row("g:2", "Big Ford", "town", 40.0, -80.0, "US", "US.PA", 90_000, 90_000, FORD),
    Row("g:3", "Small Ford", "town", 41.0, -80.0, "US", "US.PA", 900, 900, FORD),
    Row("site:x", "al-Zed base", "base", 35.4, 40.2, "SY", weight=1, names=BASE, sounds=True),
]


@pytest.fixture
def small(tmp_path: Path) -> Gazetteer:
    build_gazetteer(tmp_path / "g.sqlite", with_units(ROWS))
    return Gazetteer(tmp_path / "g.sqlite")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir ez-Zor", "Dayr az-Zawr"),
        ("Deir ez-Zor", "دير الزور"),
        ("Qamishli", "Al Qāmishlī"),
        ("Tell Hamis", "Tall Ḩamīs"),
        ("Abu Kamal", "Albu Kamal"),
        ("Hasakah", "al-Haseke"),
        ("Kharkiv", "Харків"),
        ("Raqqa", "الرقة"),
        ("Khan Yunis", "خان يونس"),
    ],
)
def test_transliterations_share_a_consonant_key(one: str, other: str) -> None:
    assert consonant_key(one) == consonant_key(other)


def test_consonant_keys_keep_different_places_apart() -> None:
    assert len({consonant_key(n) for n in ("Homs", "Hama", "Aleppo", "Idlib", "Latakia", "Daraa", "Tartus")}) == 7


def test_exact_keys_ignore_case_accents_and_hyphens() -> None:
    assert exact_key("Saint-Étienne") == exact_key("st. etienne".title()) == "saint etienne"
    assert exact_key("Sana'a") == exact_key("Sana’a") == "sanaa"


def test_the_same_rows_make_the_same_bytes(tmp_path: Path) -> None:
    first = build_gazetteer(tmp_path / "a.sqlite", ROWS, inputs="x")
    second = build_gazetteer(tmp_path / "b.sqlite", reversed(ROWS), inputs="x")
    assert first == second
    assert (tmp_path / "a.sqlite").read_bytes() == (tmp_path / "b.sqlite").read_bytes()
    assert stored_inputs(tmp_path / "a.sqlite") == "x"
    assert stored_inputs(tmp_path / "none.sqlite") is None


def test_candidates_are_spelt_so_or_else_sound_so_heaviest_first(small: Gazetteer) -> None:
    assert [p.id for p in small.candidates("Ford")] == ["g:2", "g:3"]
    assert [p.id for p in small.candidates("Deir ez-Zor")] == ["admin1:SY.07"]
    assert [p.id for p in small.candidates("Deir al-Zour")] == ["g:1"]
    assert small.candidates("Zed Zee") == []
    assert small.candidates("") == []


def test_short_sounds_are_never_taken(small: Gazetteer) -> None:
    assert small.sounding("fr") == ()


def test_places_carry_country_unit_and_precision(small: Gazetteer) -> None:
    town = small.candidates("Dayr az Zawr")[0]
    assert (town.country, town.admin1, town.geoprecision, town.population) == ("SY", "Deir ez-Zor", "town", 242_000)
    base = small.candidates("al-Zed base")[0]
    assert (base.admin1, base.geoprecision, base.population) == ("Deir ez-Zor", "exact", None)
    country = small.country("Syrian Arab Republic")
    assert country is not None
    assert country == small.country("SY")
    assert small.country("Ford") is None
    unit = small.admin1("SY.07")
    assert unit is not None
    assert unit.name == "Deir ez-Zor"


def test_a_missing_or_broken_file_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingModel, match="hatch_build"):
        Gazetteer(tmp_path / "none.sqlite")
    (tmp_path / "bad.sqlite").write_text("not a database")
    with pytest.raises(MissingModel, match="not a gazetteer"):
        Gazetteer(tmp_path / "bad.sqlite")
    monkeypatch.setenv("TOCSIN_GAZETTEER", str(tmp_path / "none.sqlite"))
    with pytest.raises(MissingModel):
        load_gazetteer()


def test_the_setting_names_another_file(small: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_GAZETTEER", str(small.path))
    assert load_gazetteer().candidates("Ford")[0].id == "g:2"
    assert load_gazetteer() is load_gazetteer()


def test_many_threads_may_look_up_at_once(small: Gazetteer) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(small._matches("ford")))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * 8


def test_wide_areas_are_in_a_unit_only_where_it_bears_their_name() -> None:
    river = Row("site:r", "Zed River", "river", 35.3, 40.2, "SY", names=(("Zed River", 0),))
    region = Row("site:d", "Deir ez-Zor", "region", 35.3, 40.2, "SY", names=UNIT)
    filled = {row.id: row.admin1 for row in with_units([*ROWS, river, region])}
    assert (filled["site:r"], filled["site:d"], filled["site:x"], filled["iso3166:SY"]) == (
        None,
        "SY.07",
        "SY.07",
        None,
    )


def test_our_tables_are_sound() -> None:
    sites = list(_read_csv(TABLES_FOLDER / "sites.csv"))
    countries = {r["iso"] for r in _read_csv(TABLES_FOLDER / "countries.csv")}
    assert len(sites) >= 250
    assert len({r["id"] for r in sites}) == len(sites)
    assert all(r["note"] and r["name"] and r["kind"] for r in sites)
    assert all(-90 <= float(r["latitude"]) <= 90 and -180 <= float(r["longitude"]) <= 180 for r in sites)
    assert {r["country"] for r in sites} - countries <= {"", "IO"}
    assert {r["iso"] for r in _read_csv(TABLES_FOLDER / "demonyms.csv")} <= countries


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "kind"),
    [
        ("al-Omar oil field", 35.1, 40.57, "field"),
        ("Strait of Hormuz", 26.57, 56.25, "strait"),
        ("Donbass", 48.3, 38.0, "region"),
        ("Kharkov", 49.98, 36.25, "town"),
        ("خان يونس", 31.34, 34.31, "town"),
        ("Mitiga airport", 32.89, 13.28, "airport"),
        ("Türkiye", 39.0, 35.0, "country"),
    ],
)
def test_the_embedded_gazetteer_knows(name: str, latitude: float, longitude: float, kind: str) -> None:
    places = [p for p in load_gazetteer().candidates(name) if p.kind == kind]
    assert places
    assert places[0].latitude == pytest.approx(latitude, abs=0.1)
    assert places[0].longitude == pytest.approx(longitude, abs=0.1)


def test_countries_have_points_of_their_own() -> None:
    gazetteer = load_gazetteer()
    rows = list(_read_csv(TABLES_FOLDER / "countries.csv"))
    places = [gazetteer.country(r["iso"]) for r in rows]
    assert all(p is not None and (p.latitude, p.longitude) != (0, 0) for p in places)
