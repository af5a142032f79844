"""Report → Reading: the ordered stages.

Prevents order bugs: a stage says what it needs and what it adds, and a wrong order is refused before the first report
is read. A stage never changes what another wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tocsin.errors import InvalidConfig
from tocsin.records.readings import Reading
from tocsin.records.reports import Report
from tocsin.reference.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Stage:
    """One step. `needs` and `adds` name fields of `Reading`, or of its events as `events.when`."""

    name: str
    needs: frozenset[str]
    adds: frozenset[str]
    run: Callable[[Reading, Codebook], Reading]


class Pipeline:
    """A checked sequence of stages. Raises `InvalidConfig` when a stage needs what no earlier one adds."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        have: set[str] = {"report"}
        for stage in stages:
            if missing := sorted(stage.needs - have):
                raise InvalidConfig(f"stage {stage.name} needs {', '.join(missing)}, which no earlier stage adds")
            if twice := sorted(stage.adds & have):
                raise InvalidConfig(f"stage {stage.name} adds {', '.join(twice)}, which an earlier stage has added")
            have |= stage.adds
        self.stages = tuple(stages)

    def read(self, report: Report, codebook: Codebook) -> Reading:
        """All that the stages find in one report."""
        reading = Reading(report=report, warnings=report.warnings)
        for stage in self.stages:
            reading = stage.run(reading, codebook)
        return reading
