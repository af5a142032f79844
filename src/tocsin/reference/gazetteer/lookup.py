"""Looking names up: what places could these words mean?

Prevents a silent guess: a lookup gives every candidate with how it matched, heaviest first, and leaves the choice to
the reader, who knows the report. The file is opened read-only, one connection for each thread and process.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from tocsin.errors import MissingModel
from tocsin.records.places import GeoPrecision, Place
from tocsin.reference.gazetteer.build import FILE_NAME
from tocsin.reference.gazetteer.keys import SHORTEST_SOUND, consonant_key, exact_key
from tocsin.settings import load_settings

TABLES_FOLDER = Path(__file__).parent.parent / "data" / "gazetteer"
MOST_CANDIDATES = 120
"""Candidates of one name that are looked at: no more than this many places of one name have 500 inhabitants or more
in nearly every case (the commonest Spanish names are the exception)."""

How = Literal["name", "alternate", "with_feature", "sound"]
_HOW: tuple[How, ...] = ("name", "alternate", "with_feature")
_PRECISION: dict[str, GeoPrecision] = {
    "country": "country", "admin1": "admin1", "admin2": "district", "region": "admin1", "town": "town",
    "river": "admin1", "strait": "district", "lake": "district", "mountains": "district", "desert": "admin1",
    "sea": "country", "district": "district", "island": "district", "valley": "district", "forest": "district",
    "border": "district", "canal": "district",
}  # fmt: skip
_COLUMNS = "p.id, p.name, p.kind, p.latitude, p.longitude, p.country, p.admin1, p.population"
_BY_SPELLING = f"SELECT {_COLUMNS}, s.how FROM spelling s JOIN place p USING (n) WHERE s.key = ? ORDER BY s.n LIMIT ?"
_BY_SOUND = f"SELECT {_COLUMNS} FROM sound s JOIN place p USING (n) WHERE s.key = ? ORDER BY s.n LIMIT ?"


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate, how its name matched, and the GeoNames code of its first-level unit (`SY.13`)."""

    place: Place
    how: How
    admin1: str | None = None


class Gazetteer:
    """Read-only access to one gazetteer file. Safe to share between threads and to carry over a fork."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise MissingModel(
                f"no gazetteer at {path}: run `python hatch_build.py` in the checkout, or reinstall tocsin"
            )
        self.path = path
        self._local = threading.local()
        self._areas: dict[str, Place] = {}
        self.matches = lru_cache(maxsize=50_000)(self._matches)
        self.sounding = lru_cache(maxsize=20_000)(self._sounding)
        self._load_areas()

    def candidates(self, name: str) -> list[Place]:
        """The places that `name` may mean, heaviest first: those spelt so, or else those that sound so."""
        return [match.place for match in self.matches(exact_key(name)) or self.sounding(consonant_key(name))]

    def country(self, name: str) -> Place | None:
        """The country of this name, alias or ISO 3166-1 alpha-2 code; `None` when there is none."""
        if place := self._areas.get(name):
            return place if place.kind == "country" else None
        found = (m.place for m in self.matches(exact_key(name)) if m.place.kind == "country")
        return next(found, None)

    def admin1(self, code: str) -> Place | None:
        """The first-level unit with this GeoNames code (`SY.13`)."""
        return self._areas.get(code)

    def _matches(self, key: str) -> tuple[Match, ...]:
        """Places spelt like this exact key, heaviest first."""
        if not key:
            return ()
        rows = self._base().execute(_BY_SPELLING, (key, MOST_CANDIDATES))
        return tuple(self._match(row, _HOW[row[8]]) for row in rows)

    def _sounding(self, key: str) -> tuple[Match, ...]:
        """Places that sound like this consonant key, heaviest first; none for keys too short to mean anything."""
        if len(key) < SHORTEST_SOUND:
            return ()
        return tuple(self._match(row, "sound") for row in self._base().execute(_BY_SOUND, (key, MOST_CANDIDATES)))

    def _match(self, row: tuple[object, ...], how: How) -> Match:
        return Match(self._place(row), how, None if row[6] is None else str(row[6]))

    def _place(self, row: tuple[object, ...]) -> Place:
        id_, name, kind, latitude, longitude, country, admin1, population = row[:8]
        unit = self._areas.get(str(admin1)) if admin1 else None
        return Place(
            name=str(name),
            id=str(id_),
            latitude=int(str(latitude)) / 1e4,
            longitude=int(str(longitude)) / 1e4,
            admin1=unit.name if unit else None,
            country=str(country) or None,
            geoprecision=_PRECISION.get(str(kind), "exact") if country else "country",
            kind=str(kind),
            population=None if population is None else int(str(population)),
        )

    def _load_areas(self) -> None:
        query = f"SELECT {_COLUMNS} FROM place p WHERE p.kind IN ('country', 'admin1') ORDER BY p.n"
        try:
            rows = self._base().execute(query).fetchall()
        except sqlite3.DatabaseError as error:
            raise MissingModel(f"{self.path} is not a gazetteer: run `python hatch_build.py`, or reinstall") from error
        for row in rows:
            place = self._place(row)
            self._areas[str(row[5]) if place.kind == "country" else str(row[6])] = place

    def _base(self) -> sqlite3.Connection:
        mine: tuple[int, sqlite3.Connection] | None = getattr(self._local, "base", None)
        if mine is None or mine[0] != os.getpid():
            uri = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            mine = (os.getpid(), sqlite3.connect(uri, uri=True, check_same_thread=False))
            self._local.base = mine
        return mine[1]


def load_gazetteer() -> Gazetteer:
    """The gazetteer in force: the one that the setting names, or the embedded one. Raises `MissingModel`."""
    chosen = load_settings().gazetteer
    if chosen and not Path(chosen).is_file():
        raise MissingModel(f"{chosen}: no gazetteer: correct the setting gazetteer (TOCSIN_GAZETTEER), or leave it out")
    return _open(Path(chosen) if chosen else TABLES_FOLDER / FILE_NAME)


@lru_cache(maxsize=4)
def _open(path: Path) -> Gazetteer:
    return Gazetteer(path)
