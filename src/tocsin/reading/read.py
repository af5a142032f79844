"""The reading pipeline: the ordered list of stages, and `read`, which runs it over one text."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from tocsin.reading.actors import add_actors
from tocsin.reading.attribution import add_attribution
from tocsin.reading.counts import add_counts
from tocsin.reading.events import add_events
from tocsin.reading.modality import add_modality
from tocsin.reading.pipeline import Pipeline, Stage
from tocsin.reading.places import add_places
from tocsin.reading.relations import add_relations
from tocsin.reading.repeats import add_repeats
from tocsin.reading.sentences import add_sentences
from tocsin.reading.statements import add_statements
from tocsin.reading.times import add_times
from tocsin.reading.tolls import add_tolls
from tocsin.reading.triggers import add_triggers
from tocsin.reading.weapons import add_weapons
from tocsin.records.readings import Reading
from tocsin.records.reports import Report
from tocsin.reference.codebook import load_codebook


def _stage(name: str, run: object, *, needs: str, adds: str) -> Stage:
    return Stage(name, frozenset(needs.split()), frozenset(adds.split()), run)  # type: ignore[arg-type]


STAGES = (
    _stage("sentences", add_sentences, needs="report", adds="paragraphs sentences"),
    _stage("repeats", add_repeats, needs="paragraphs sentences", adds="repeats"),
    _stage("times", add_times, needs="sentences", adds="times"),
    _stage("places", add_places, needs="sentences", adds="places"),
    _stage("actors", add_actors, needs="sentences places", adds="actors"),
    _stage("weapons", add_weapons, needs="sentences", adds="weapons"),
    _stage("counts", add_counts, needs="sentences times places actors", adds="counts"),
    _stage("triggers", add_triggers, needs="sentences repeats actors weapons counts places", adds="triggers"),
    _stage(
        "events",
        add_events,
        needs="triggers times places actors weapons counts",
        adds="events events.when events.place events.actors events.targets events.target_objects events.weapons",
    ),
    _stage("attribution", add_attribution, needs="events actors", adds="events.attribution"),
    _stage("tolls", add_tolls, needs="events counts sentences actors", adds="events.killed events.injured"),
    _stage("modality", add_modality, needs="events events.attribution", adds="events.modality"),
    _stage("statements", add_statements, needs="events actors", adds="statements"),
    _stage("relations", add_relations, needs="sentences actors places", adds="relations"),
)


@lru_cache(maxsize=1)
def load_pipeline() -> Pipeline:
    """The pipeline of this version, checked once."""
    return Pipeline(STAGES)


def read_report(report: Report, *, codebook: str = "tocsin") -> Reading:
    """All that Tocsin finds in one report. Raises `InvalidCodebook` when there is no such codebook."""
    return load_pipeline().read(report, load_codebook(codebook))


def read(text: str, *, published: date | str | None = None, codebook: str = "tocsin") -> Reading:
    """Read one text.

    `published` (a date, or `YYYY-MM-DD`) anchors relative dates; without it they stay relative. Offsets in the result
    are code points into `text`.
    """
    day = date.fromisoformat(published) if isinstance(published, str) else published
    return read_report(Report.from_text(text, published=day), codebook=codebook)
