"""The JSON twins and what guards them."""

from __future__ import annotations

import csv
import io
import json
import socket
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tocsin.errors import InvalidConfig, WorkspaceError
from tocsin.records.reports import content_id
from tocsin.web.server import make_app, serve
from tocsin.workspace import Workspace


@pytest.fixture(scope="module")
def client(workspace: Path) -> TestClient:
    return TestClient(make_app(workspace), base_url="http://127.0.0.1:8765")


@pytest.fixture(scope="module")
def ids(client: TestClient) -> dict[str | None, str]:
    """The reports' ids by their titles."""
    return {row["title"]: row["id"] for row in client.get("/reports.json").json()["reports"]}


PAGES = ("/", "/reports", "/ledger", "/map")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_also_json(client: TestClient, page: str) -> None:
    shell = client.get(page)
    assert shell.status_code == 200
    assert "text/html" in shell.headers["content-type"]
    for twin in {f"{page}.json", "/index.json" if page == "/" else f"{page}.json"}:
        assert client.get(twin).headers["content-type"] == "application/json"


def test_today_counts_and_leaves_no_week_out(client: TestClient) -> None:
    today = client.get("/index.json").json()
    assert today["summary"]["reports"] == 4
    assert today["summary"]["by_type"]["Explosions/Remote violence"] == 3
    assert [(week["week"], week["total"]) for week in today["weeks"]] == [("2031-03-03", 3)]
    assert today["unread"][0]["reason"].startswith("not a text")
    assert len(today["latest"]) == 4


def test_a_month_is_in_no_week(client: TestClient) -> None:
    """The clashes "through April" would make a peak on the 1st."""
    assert sum(week["total"] for week in client.get("/index.json").json()["weeks"]) == 3
    assert client.get("/ledger.json", params={"type": "Battles"}).json()["total"] == 1


def test_reports_are_found_by_their_words(client: TestClient) -> None:
    assert [r["title"] for r in client.get("/reports.json", params={"q": "bakery"}).json()["reports"]] == ["A calm day"]
    assert client.get("/reports.json", params={"page": 2}).json()["reports"] == []


def test_a_report_comes_with_its_text_and_spans_into_it(client: TestClient, ids: dict[str | None, str]) -> None:
    page = client.get(f"/reports/{ids['Market shelled in Velim']}.json").json()
    assert page["text"].startswith("🚨 KARSA")
    assert content_id(page["text"].encode()) == page["report"]["id"]
    for event in page["events"]:
        span = event["trigger"]
        assert page["text"][span["start"] : span["end"]] == span["text"]


def test_the_ledger_filters_sorts_and_counts(client: TestClient) -> None:
    every = client.get("/ledger.json").json()
    assert (every["total"], every["page"], every["pages"]) == (5, 1, 1)
    assert every["rows"][0]["start"] == "2031-04-01"
    monitor = client.get("/ledger.json", params={"source": "Orsa Monitor", "q": "rockets"}).json()
    assert [row["killed_best"] for row in monitor["rows"]] == [12]
    counts = {facet["value"]: facet["count"] for facet in every["facets"]["event_type"]}
    assert counts == {"Explosions/Remote violence": 3, "Battles": 1, "Violence against civilians": 1}
    most = client.get("/ledger.json", params={"sort": "-killed"}).json()["rows"]
    assert [row["killed_best"] for row in most] == [12, 7, 0, None, None]


def test_the_ledger_keeps_to_dates(client: TestClient) -> None:
    found = client.get("/ledger.json", params={"since": "2031-03-04", "until": "2031-03-31"}).json()
    assert [row["place"] for row in found["rows"]] == ["Orsa"]


def test_the_map_hides_nothing(client: TestClient) -> None:
    page = client.get("/map.json").json()
    assert page["type"] == "FeatureCollection"
    assert len(page["features"]) + len(page["unplaced"]) + page["beyond"] == page["total"] == 5
    assert page["features"][0]["geometry"]["coordinates"][0] == page["features"][0]["properties"]["longitude"]
    assert [row["trigger"] for row in page["unplaced"]] == ["attack"]


def test_an_incident_shows_where_its_mentions_differ(client: TestClient) -> None:
    page = client.get("/incidents/i-velim.json").json()
    assert [mention["row"]["source"] for mention in page["mentions"]].count("Karsa Wire") == 1
    assert page["reports"] == 2
    assert page["differing"] == ["killed"], "who states nothing contradicts nobody"


def test_exports_carry_what_the_filters_let_through(client: TestClient) -> None:
    answer = client.get("/export/csv", params={"type": "Battles"})
    assert answer.headers["content-disposition"] == 'attachment; filename="hand.csv"'
    assert [row["sub_event_type"] for row in csv.DictReader(io.StringIO(answer.text))] == ["Armed clash"]
    shapes = client.get("/export/geojson").json()
    assert shapes["type"] == "FeatureCollection"
    lines = client.get("/export/readings", params={"source": "Orsa Monitor"}).text.splitlines()
    assert [json.loads(line)["report"]["title"] for line in lines] == ["Rockets hit market"]


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/reports/sha256:nope.json", 404, "no report"),
        ("/incidents/nope.json", 404, "nope"),
        ("/ledger.json?sort=colour", 422, "no such order"),
        ("/ledger.json?since=yesterday", 422, "since"),
        ("/ledger.json?page=0", 422, "page"),
        ("/ledger.json?typo=Battles", 422, "typo"),
        ("/export/xls", 404, "csv"),
        ("/nowhere", 404, "/nowhere"),
        ("/static/nothing.js", 404, "nothing.js"),
        ("/static/../server.py", 404, ""),
        ("/static/%2e%2e/server.py", 404, ""),
    ],
)
def test_errors_are_json_and_say_what_is_wrong(client: TestClient, path: str, status: int, says: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert says in answer.json()["message"]


def test_a_mistake_of_ours_is_said_without_its_trace(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app(workspace)
    monkeypatch.setattr(Workspace, "find", lambda *_: 1 // 0)
    client = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    answer = client.get("/ledger.json")
    assert answer.status_code == 500
    assert "ZeroDivisionError" in answer.json()["message"]
    assert "Traceback" not in answer.text


def test_nothing_can_be_written(client: TestClient) -> None:
    assert client.post("/ledger.json").status_code == 405
    assert "message" in client.post("/ledger.json").json()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.4:8765", "", "localhost.evil"])
def test_foreign_host_names_are_refused(client: TestClient, host: str) -> None:
    answer = client.get("/ledger.json", headers={"Host": host})
    assert answer.status_code == 421
    assert "rows" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8765", "127.0.0.1", "127.0.0.1:1", "[::1]:8765", "[::1]"])
def test_this_machine_is_served(client: TestClient, host: str) -> None:
    assert client.get("/ledger.json", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/ledger.json", "/static/desk.js", "/nowhere", "/openapi.json"])
def test_every_answer_forbids_foreign_and_inline_content(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_answers_are_compressed(client: TestClient) -> None:
    assert client.get("/static/desk.js", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_the_api_is_described_and_nothing_is_fetched_for_it(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/index.json", "/reports.json", "/reports/{report_id}.json", "/ledger.json", "/map.json"} <= set(paths)
    assert all(method["get"]["summary"] for method in paths.values())
    assert client.get("/docs").status_code == 404


def test_the_shell_names_no_other_machine(client: TestClient) -> None:
    page = client.get("/").text
    assert "http://" not in page
    assert "https://" not in page
    assert "<script>" not in page


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "example.org", "::"])
def test_other_machines_are_not_served(workspace: Path, host: str) -> None:
    with pytest.raises(InvalidConfig, match="no accounts yet"):
        serve(workspace, host=host, port=0)


def test_a_port_that_cannot_be_is_named(workspace: Path) -> None:
    with pytest.raises(InvalidConfig, match="port 99999"):
        serve(workspace, host="127.0.0.1", port=99999)


def test_a_taken_port_is_named(workspace: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InvalidConfig, match=f"port {port} .*--port 0"):
            serve(workspace, host="127.0.0.1", port=port)


def test_a_missing_workspace_is_named(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="none"):
        make_app(tmp_path / "none.tocsin")
