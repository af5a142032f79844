"""The desk's routes: every page has a JSON twin at the same path with `.json`, and asks the workspace only."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi import Query as Param
from fastapi.responses import FileResponse, Response

from tocsin.errors import NotFound
from tocsin.export import FORMATS, write_export
from tocsin.web import views
from tocsin.web.params import MAP_LIMIT, PER_PAGE, Asked
from tocsin.workspace import Workspace

STATIC = Path(__file__).parent / "static"
PAGES = ("/", "/reports", "/reports/{name}", "/ledger", "/map", "/incidents/{name}")
"""The pages of the desk. One shell serves them all; the JSON twins carry what they show."""

Json = dict[str, Any]
Asking = Annotated[Asked, Param()]


MEDIA = {".csv": "text/csv", ".geojson": "application/geo+json", ".jsonl": "application/jsonl"}
"""Media types of the exports, by the endings of their files."""

EXPORT_LIMIT = 1_000_000
"""Rows in one export: more than any workspace holds, so that an export is never cut short."""


def json_routes(workspace: Workspace) -> APIRouter:
    """The JSON twins over one workspace, which opens a connection of its own for every question."""
    router = APIRouter(tags=["desk"])

    @router.get("/.json", include_in_schema=False)
    @router.get("/index.json", summary="What is in the workspace")
    def today() -> Json:
        return _today(workspace)

    @router.get("/reports.json", summary="Reports, newest first")
    def reports(q: Annotated[str, Param(max_length=400)] = "", page: Annotated[int, Param(ge=1)] = 1) -> Json:
        return _reports(workspace, words=q, page=page)

    @router.get("/reports/{report_id}.json", summary="One report: its text and its reading")
    def report(report_id: str) -> Json:
        return views.report_page(workspace.reading(report_id))

    @router.get("/ledger.json", summary="Event mentions as rows, with facets")
    def ledger(asked: Asking) -> Json:
        return views.ledger_page(workspace.find(asked.query()), page=asked.page, per_page=PER_PAGE)

    @router.get("/map.json", summary="The same rows as GeoJSON, and those without a place")
    def map_(asked: Asking) -> Json:
        return views.map_page(workspace.find(asked.query(limit=MAP_LIMIT, paged=False)))

    @router.get("/incidents/{incident_id}.json", summary="One incident: its mentions side by side")
    def incident(incident_id: str) -> Json:
        return _incident(workspace, incident_id)

    @router.get("/export/{format_}", summary="What the filters let through, as a file", response_class=Response)
    def export(format_: str, asked: Asking) -> Response:
        return _export(workspace, format_, asked)

    return router


def shell_routes() -> APIRouter:
    """The pages themselves: the single-page app, which reads the twins."""
    router = APIRouter(include_in_schema=False)

    def shell() -> FileResponse:
        return FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-cache"})

    for path in PAGES:
        router.add_api_route(path, shell, response_class=FileResponse)
    return router


def _today(desk: Workspace) -> Json:
    return {
        "summary": desk.summary(),
        "weeks": views.week_bars(desk.rows()),
        "latest": desk.reports(limit=8),
        "unread": [unread.to_json() for unread in desk.unread()],
    }


def _reports(desk: Workspace, *, words: str, page: int) -> Json:
    rows = desk.reports(limit=PER_PAGE, offset=(page - 1) * PER_PAGE, words=words)
    return {"reports": rows} | views.paging(desk.count_reports(words=words), page=page, per_page=PER_PAGE)


def _incident(desk: Workspace, incident_id: str) -> Json:
    shown = desk.show(incident_id)
    if shown["kind"] != "incident" or shown["id"] != incident_id:
        raise NotFound(f"no incident {incident_id}; the ledger lists the incidents of this workspace")
    return views.incident_page(incident_id, list(zip(shown["rows"], shown["events"], strict=True)))


def _export(desk: Workspace, name: str, asked: Asked) -> Response:
    """The rows that fit, and the readings of the reports they stand in; the format takes what it is made of."""
    if name not in FORMATS:
        raise NotFound(f"no export format {name}; known: {', '.join(sorted(FORMATS))}")
    rows = desk.find(asked.query(limit=EXPORT_LIMIT, paged=False)).rows
    wanted = {row.report for row in rows}
    readings = (reading for reading in desk.readings() if reading.report.id in wanted)
    written = io.StringIO()
    write_export(name, readings=readings, rows=iter(rows), target=written)
    ending = FORMATS[name].ending
    headers = {"Content-Disposition": f'attachment; filename="{desk.path.stem}{ending}"'}
    return Response(written.getvalue(), media_type=MEDIA.get(ending, "text/plain"), headers=headers)
