"""A wrong order of stages is refused before the first report is read."""

import pytest

from tocsin.errors import InvalidConfig
from tocsin.reading.pipeline import Pipeline, Stage
from tocsin.reading.read import STAGES


def stage(name: str, needs: str, adds: str) -> Stage:
    return Stage(name, frozenset(needs.split()), frozenset(adds.split()), lambda reading, codebook: reading)


def test_the_shipped_order_is_accepted() -> None:
    assert Pipeline(STAGES).stages[0].name == "sentences"


def test_a_stage_before_what_it_needs_is_refused() -> None:
    with pytest.raises(InvalidConfig, match="stage events needs triggers"):
        Pipeline([stage("events", "triggers", "events"), stage("triggers", "report", "triggers")])


def test_two_stages_cannot_add_the_same() -> None:
    with pytest.raises(InvalidConfig, match="which an earlier stage has added"):
        Pipeline([stage("one", "report", "times"), stage("two", "report", "times")])
