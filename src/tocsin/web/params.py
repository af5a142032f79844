"""The desk's query string, the same for the ledger, the map and the export: the URL is the state of the view."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query as Param
from pydantic import BaseModel, ConfigDict

from tocsin.records.ledger import Query

PER_PAGE = 50
"""Rows on one page of the ledger: about two screens, so that a page is looked through rather than scrolled past."""

MAP_LIMIT = 5000
"""Marks on one map: what an SVG map still pans smoothly with; the answer says how many there are beyond it."""

Words = Annotated[str, Param(max_length=400)]
Facet = Annotated[str | None, Param(max_length=400)]


class Asked(BaseModel):
    """What the reader of a view asked for. An unknown parameter is refused rather than silently ignored."""

    model_config = ConfigDict(extra="forbid")

    q: Words = ""
    type: Facet = None
    sub_type: Facet = None
    actor: Facet = None
    place: Facet = None
    country: Facet = None
    source: Facet = None
    modality: Facet = None
    report: Facet = None
    incident: Facet = None
    since: date | None = None
    until: date | None = None
    sort: Annotated[str, Param(max_length=40)] = "-date"
    page: Annotated[int, Param(ge=1, le=100_000)] = 1

    def query(self, *, limit: int = PER_PAGE, paged: bool = True) -> Query:
        """The question in the workspace's words."""
        return Query(
            words=self.q,
            event_type=self.type or None,
            sub_event_type=self.sub_type or None,
            actor=self.actor or None,
            place=self.place or None,
            country=self.country or None,
            source=self.source or None,
            modality=self.modality or None,
            report=self.report or None,
            incident=self.incident or None,
            since=self.since,
            until=self.until,
            sort=self.sort,
            limit=limit,
            offset=(self.page - 1) * limit if paged else 0,
        )
