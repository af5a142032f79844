"""Somewhere on the map, with the precision it is known to.

Prevents a province's centroid from passing for the place where something happened.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt
from typing import Any, Literal

from tocsin.records.spans import Span

GeoPrecision = Literal["exact", "town", "district", "admin1", "country"]

EARTH_DIAMETER_KM = 12742.0
"""Twice the mean radius of 6,371 km (IUGG)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the gazetteer, or one described by the words.

    `latitude`/`longitude` in degrees (WGS 84); `country` is an ISO 3166-1 alpha-2 code; `kind` is the gazetteer's
    (town, country, admin1, base, field, river, region, …). What is not known is `None`.
    """

    name: str
    id: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin1: str | None = None
    country: str | None = None
    geoprecision: GeoPrecision | None = None
    kind: str | None = None
    population: int | None = None
    span: Span | None = None
    alternatives: tuple[Place, ...] = ()

    def distance_km(self, other: Place) -> float | None:
        """Great-circle distance in kilometres; `None` when either has no coordinates."""
        if self.latitude is None or self.longitude is None or other.latitude is None or other.longitude is None:
            return None
        a, b, c, d = map(radians, (self.latitude, self.longitude, other.latitude, other.longitude))
        h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
        return EARTH_DIAMETER_KM * asin(sqrt(min(1.0, h)))

    def at(self, span: Span) -> Place:
        """The same place, named by these words."""
        return replace(self, span=span)

    def to_json(self) -> dict[str, Any]:
        """The `place` object of the reading format; alternatives are names with ids and coordinates, best first."""
        return {
            "name": self.name,
            "id": self.id,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "admin1": self.admin1,
            "country": self.country,
            "geoprecision": self.geoprecision,
            "span": self.span.to_json() if self.span else None,
            "alternatives": [
                {
                    "name": a.name,
                    "id": a.id,
                    "latitude": a.latitude,
                    "longitude": a.longitude,
                    "admin1": a.admin1,
                    "country": a.country,
                }
                for a in self.alternatives
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Place:
        """The place that `to_json` wrote."""
        keys = ("name", "id", "latitude", "longitude", "admin1", "country")
        return cls(
            **{key: data[key] for key in keys},
            geoprecision=data["geoprecision"],
            span=Span.from_json(data["span"]) if data["span"] else None,
            alternatives=tuple(cls(**{key: a[key] for key in keys}) for a in data["alternatives"]),
        )


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words that name a place. `score` is the chosen candidate's share among all: relative, not calibrated."""

    span: Span
    place: Place
    alternatives: tuple[Place, ...] = ()
    score: float | None = None
