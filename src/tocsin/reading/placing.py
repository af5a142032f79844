"""From a name to one place: candidates weighed by everything the report says about where it plays.

Prevents the biggest namesake from winning by size alone: countries, provinces and neighbours named in the same report
outweigh population, the words beside a name say what kind of place is meant, and what was passed over is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, exp, hypot, log10, radians

from tocsin.reading.placenames import LIKENESS, Cues, Name, likeness
from tocsin.records.places import GeoPrecision, Place
from tocsin.reference.gazetteer import Match
from tocsin.reference.words import Token

KIND_PRIOR = {"country": 8.0, "region": 5.0, "admin1": 4.7, "admin2": 3.6, "airport": 3.4, "town": 4.0}
SITE_PRIOR = 4.6
UNCOUNTED = "geonames:"
"""Towns of GeoNames without a population are hamlets; towns of our own table are there because reports name them."""
HOW = {"name": 0.6, "alternate": -0.2, "with_feature": 0.0, "sound": -0.8}
COUNTRY_WEIGHT = 4.0
ADMIN1_WEIGHT = 2.5
QUALIFIED = 8.0
ASKED = 3.0
NEAR = 2.0
NEAR_KM = 120.0
AMBIGUOUS_MARGIN = 1.0
BELIEF = 1.2
"""Least belief at which a name is taken for a place. The weights were set by hand and checked on the development sets
that `bench/places.py` reads; they are not fitted."""
MOST_ALTERNATIVES = 5


@dataclass(slots=True)
class Evidence:
    """Where a report plays: weights of countries and first-level units, and places it names for certain.

    `own` keeps what each name has given, so that no name speaks for itself.
    """

    countries: Counter[str]
    units: Counter[str]
    anchors: dict[str, tuple[float, float]]
    own: dict[str, tuple[str | None, str | None, float]]

    def add(self, key: str, match: Match, weight: float) -> None:
        """A name that stands for a place speaks once for its country and unit, however often it comes."""
        country, unit, before = self.own.get(key, (match.place.country, match.admin1, 0.0))
        self.own[key] = (country, unit, before + weight)
        if country:
            self.countries[country] += weight  # type: ignore[assignment]
        if unit:
            self.units[unit] += weight  # type: ignore[assignment]

    def share(self, name: str, country: str | None) -> float:
        """The part of all other names' evidence that speaks for a country, 0 to 1."""
        mine, _, weight = self.own.get(name, (None, None, 0.0))
        return _share(self.countries, country, mine, weight)

    def unit_share(self, name: str, unit: str | None) -> float:
        """The part of all other names' evidence that speaks for a first-level unit, 0 to 1."""
        _, mine, weight = self.own.get(name, (None, None, 0.0))
        return _share(self.units, unit, mine, weight)


def _share(counter: Counter[str], what: str | None, mine: str | None, weight: float) -> float:
    total = counter.total() - (weight if mine else 0.0)
    value = counter[what] - (weight if mine == what else 0.0) if what else 0.0
    return value / total if total > 1e-9 else 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The candidate taken, those passed over (best first), its share among all, and the belief that it is a place."""

    match: Match
    others: tuple[Match, ...]
    share: float
    belief: float


def choose_places(tokens: Sequence[Token], names: list[Name], cues: Cues) -> list[tuple[Name, Choice]]:
    """The names that are places, each with its choice."""
    chosen = choose_all(tokens, names, cues)
    return [(name, choice) for name, choice in chosen if choice and choice.belief >= BELIEF]


def choose_all(tokens: Sequence[Token], names: list[Name], cues: Cues) -> list[tuple[Name, Choice | None]]:
    """The best candidate of every name, in two rounds: the second knows what the first settled."""
    evidence = _first_evidence(tokens, names, cues)
    for name in names:
        choice = _choose(name, evidence, cues)
        if choice and choice.belief >= BELIEF and choice.match.place.kind != "country":
            _settle(name.key, choice, evidence)
    return _one_sense([(name, _choose(name, evidence, cues)) for name in names])


def _first_evidence(tokens: Sequence[Token], names: list[Name], cues: Cues) -> Evidence:
    evidence = Evidence(Counter(), Counter(), {}, {})
    for country, n in sorted(Counter(hit.value for hit in cues.demonyms.find(tokens)).items()):
        evidence.countries[country] += 1 + log10(n)  # type: ignore[assignment]
    usable = [name for name in names if name.matches and not name.sound and name.cue >= -1]
    often = Counter(name.key for name in usable)
    for name in {name.key: name for name in usable}.values():
        top = name.matches[0]
        if top.place.kind == "country":
            evidence.add(name.key, top, 2 + log10(often[name.key]))
        elif not _rivals(name):
            evidence.add(name.key, top, 1.0)
    return evidence


def _rivals(name: Name) -> bool:
    """Whether places of this name lie in several countries and none stands out."""
    heaviest: dict[str, float] = {}
    for match in name.matches:
        country = match.place.country or ""
        heaviest[country] = max(heaviest.get(country, 0.0), _prior(match))
    ordered = sorted(heaviest.values(), reverse=True)
    return len(ordered) > 1 and ordered[0] - ordered[1] < AMBIGUOUS_MARGIN


def _settle(key: str, choice: Choice, evidence: Evidence) -> None:
    place = choice.match.place
    if place.latitude is None or place.longitude is None or choice.share < 0.5 or key in evidence.anchors:
        return
    evidence.anchors[key] = (place.latitude, place.longitude)
    if key not in evidence.own:
        evidence.add(key, choice.match, 1.0)


def _prior(match: Match) -> float:
    place = match.place
    if place.kind == "town" and place.population is not None:
        return log10(place.population + 100) + HOW[match.how]
    if place.kind == "town" and (place.id or "").startswith(UNCOUNTED):
        return 2.5 + HOW[match.how]
    return KIND_PRIOR.get(place.kind or "", SITE_PRIOR) + HOW[match.how]


def _choose(name: Name, evidence: Evidence, cues: Cues) -> Choice | None:
    scored = [
        (_score(name, m, evidence, cues), -i, m)
        for i, m in enumerate(name.matches)
        if _possible(name, m, evidence, cues)
    ]
    if not scored:
        return None
    scored.sort(key=lambda item: item[:2], reverse=True)
    near = [(s + _nearness(name, m, evidence), i, m) for s, i, m in scored[:12]]
    near.sort(key=lambda item: item[:2], reverse=True)
    top = near[0]
    total = sum(exp(s - top[0]) for s, _, _ in near)
    others = tuple(m for _, _, m in near[1:] if m.place.id != top[2].place.id)
    return Choice(top[2], others, 1 / total, _belief(name, top[2], evidence, cues))


def _possible(name: Name, match: Match, evidence: Evidence, cues: Cues) -> bool:
    if match.how == "with_feature":
        return name.asked is not None and name.asked not in {"admin1", "district", "town", "country"}
    if match.how == "sound":
        return evidence.share(name.key, match.place.country) > 0.1 and _asked_right(name, match, cues)
    return True


def _asked_right(name: Name, match: Match, cues: Cues) -> bool:
    return name.asked is None or match.place.kind in cues.satisfies[name.asked]


def _score(name: Name, match: Match, evidence: Evidence, cues: Cues) -> float:
    place = match.place
    score: float = _prior(match) + COUNTRY_WEIGHT * evidence.share(name.key, place.country) ** 0.5
    if match.admin1:
        score += ADMIN1_WEIGHT * evidence.unit_share(name.key, match.admin1) ** 0.5
    if name.asked:
        score += ASKED if place.kind in cues.satisfies[name.asked] else -1.0
    elif place.kind in {"admin1", "admin2"}:
        score += 1.5 if name.area else -0.9
    if name.qualifier is not None:
        score += QUALIFIED * _inside(match, name.qualifier)
    if name.sound:
        score += (likeness(name.sound, place.name) - LIKENESS) / 10
    return score


def _inside(match: Match, wider: Name) -> bool:
    for area in wider.matches:
        if area.place.kind == "country" and area.place.country == match.place.country and match.place.kind != "country":
            return True
        if (
            area.place.kind == "admin1"
            and area.admin1 == match.admin1
            and match.place.kind not in {"admin1", "country"}
        ):
            return True
    return False


def _nearness(name: Name, match: Match, evidence: Evidence) -> float:
    place = match.place
    if place.latitude is None or place.longitude is None or place.kind == "country":
        return 0.0
    here = (place.latitude, place.longitude)
    distances = [_flat_km(here, there) for key, there in list(evidence.anchors.items())[:40] if key != name.key]
    return NEAR * exp(-min(distances) / NEAR_KM) if distances else 0.0


def _flat_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance on a flat map: near enough for near places, and three times quicker than on the sphere."""
    return 111.2 * hypot(a[0] - b[0], (a[1] - b[1]) * cos(radians((a[0] + b[0]) / 2)))


def _belief(name: Name, match: Match, evidence: Evidence, cues: Cues) -> float:
    place = match.place
    belief = name.cue
    if place.kind == "town" and (place.id or "").startswith(UNCOUNTED):
        belief += max(-1.0, min(2.5, _prior(match) - HOW[match.how] - 4.0))
    else:
        belief += {"country": 3.5, "admin1": 2.0, "admin2": 1.0}.get(place.kind or "", 1.8)
    if match.how == "alternate" and place.kind == "town":
        belief -= 0.7
    if match.how == "sound":
        belief += (likeness(name.sound or "", place.name) - LIKENESS) / 30 - 0.8
    if evidence.share(name.key, place.country) >= 0.15:
        belief += 1.2
    if name.asked and place.kind in cues.satisfies[name.asked]:
        belief += 0.5
    if name.qualifier is not None and _inside(match, name.qualifier):
        belief += 2.5
    return belief


def _one_sense(chosen: list[tuple[Name, Choice | None]]) -> list[tuple[Name, Choice | None]]:
    """A name without words of its own beside it means what it means where the report is surest."""
    surest: dict[str, Choice] = {}
    for name, choice in chosen:
        if choice and name.qualifier is not None and _inside(choice.match, name.qualifier):
            surest.setdefault(name.key, choice)
    out: list[tuple[Name, Choice | None]] = []
    for name, choice in chosen:
        sure = surest.get(name.key)
        if choice and sure and name.asked is None and name.qualifier is None:
            choice = replace(sure, belief=choice.belief)
        out.append((name, choice))
    return out


def to_place(name: Name, choice: Choice, cues: Cues) -> Place:
    """The chosen place with the precision that the words leave it."""
    place = choice.match.place
    return replace(place, geoprecision=_precision(name, place, cues))


def _precision(name: Name, place: Place, cues: Cues) -> GeoPrecision | None:
    own = place.geoprecision
    if own in {"town", "exact"} and name.around:
        return "district"
    if own == "town" and name.asked == "district":
        return "district"
    return own


def alternatives(choice: Choice) -> tuple[Place, ...]:
    """The places passed over, best first, at most five."""
    return tuple(match.place for match in choice.others[:MOST_ALTERNATIVES])
