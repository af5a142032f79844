import errno
import os
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.errors import InvalidConfig, NotFound, StorageFull, WorkspaceError
from tocsin.records.actors import Actor, ActorMention
from tocsin.records.claims import iter_claims
from tocsin.records.counts import Count, CountClaim
from tocsin.records.events import EventMention, TargetObject, mention_id
from tocsin.records.ledger import Query
from tocsin.records.places import Place
from tocsin.records.readings import Reading
from tocsin.records.reports import Report, Unread, content_id
from tocsin.records.spans import Span
from tocsin.records.statements import Relation, Repeat, Statement
from tocsin.records.times import When
from tocsin.records.weapons import WeaponMention
from tocsin.store import database
from tocsin.store.database import connect
from tocsin.store.ledger import excerpt
from tocsin.store.originals import Originals
from tocsin.store.queries import FACET_VALUES, FACETS, SORTS, actor_sql, facet_sql, match_expression, page_sql, where
from tocsin.store.store import Store

TEXT = (
    "Rain fell all night. On 3 March a drone hit the depot near Qaryat, and the Hill Guard said four people died. "
    "The ministry denied it. In the evening gunmen fought in Qaryat."
)


def span(words: str, text: str = TEXT) -> Span:
    at = text.index(words)
    return Span(at, at + len(words), words)


def full_reading(number: int = 0, *, source: str = "Coast Wire") -> Reading:
    """A reading in which every field of the format is used."""
    text = f"{TEXT} ({number})"
    report = Report.from_text(text, published=date(2021, 3, 4))
    report = replace(report, path=f"in/{number}.txt", title="Depot hit", source=source, language="en", warnings=("w1",))
    guard = ActorMention(span("Hill Guard"), Actor("Hill Guard", "hill-guard", "rebel", "XX"), 0.5)
    place = Place("Qaryat", "g:7", 12.5, -3.25, "North", "XX", "town", span=span("Qaryat"))
    other = Place("Qaryat", "g:8", 1.0, 2.0, "South", "YY")
    day = date(2021, 3, 3)
    strike = EventMention(
        id=mention_id(report.id, span("hit")),
        report_id=report.id,
        trigger=span("hit"),
        event_type="Explosions/Remote violence",
        sub_event_type="Air/drone strike",
        plover="ASSAULT",
        plover_mode="aerial",
        targets=(guard, ActorMention(span("people"), Actor("people"))),
        target_objects=(TargetObject("depot", span("depot")),),
        weapons=(WeaponMention(span("drone"), "drone"),),
        place=replace(place, alternatives=(other,)),
        origin=Place("the coast"),
        when=When(day, day, span=span("3 March")),
        killed=Count.over((CountClaim(4, 4, span("four people"), "Hill Guard"),)),
        injured=Count.over((CountClaim(None, None),)),
        modality="reported",
        attribution=(guard,),
        score=0.1 + 0.2,
        coder="tests@1",
    )
    clash = EventMention(
        id=mention_id(report.id, span("fought")),
        report_id=report.id,
        trigger=span("fought"),
        event_type="Battles",
        sub_event_type="Armed clash",
        actors=(guard,),
        when=When(None, None, "week", "inferred"),
        multiple=True,
        coder="tests@1",
    )
    return Reading(
        report=report,
        events=(strike, clash),
        statements=(
            Statement("denial", span("denied it"), ActorMention(span("ministry"), Actor("ministry")), strike.id),
        ),
        relations=(Relation(guard, "operates_in", ActorMention(span("Qaryat"), Actor("Qaryat")), span("Hill Guard")),),
        repeats=(Repeat(span("Rain fell"), span("evening")),),
        warnings=("w1", "w2"),
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "case.tocsin")


def fill(store: Store, *readings: Reading) -> None:
    with store.writer() as writer:
        for reading in readings:
            original = writer.keep(reading.report.path or "", reading.text.encode())
            assert writer.add(reading, original=original)


def test_a_reading_comes_back_as_it_was_stored(store: Store) -> None:
    reading = full_reading()
    fill(store, reading)
    with store.view() as view:
        stored = view.reading(reading.report.id)
    assert stored.to_json() == reading.to_json()
    assert stored.report == reading.report
    assert stored.warnings == reading.warnings


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    score=st.none() | st.floats(0, 1),
    bounds=st.none() | st.tuples(st.none() | st.integers(0, 10**9), st.none() | st.integers(0, 10**9)),
    day=st.none() | st.dates(),
)
def test_any_words_and_numbers_come_back(
    store: Store, text: str, score: float | None, bounds: tuple[int | None, int | None] | None, day: date | None
) -> None:
    report = Report(content_id(repr((text, score, bounds, day)).encode()), text, published=day)
    trigger = Span(0, len(text), text)
    killed = Count.over((CountClaim(*bounds, trigger, text),)) if bounds else None
    event = EventMention(
        mention_id(report.id, trigger), report.id, trigger, "Battles", "Armed clash",
        when=When(day, day) if day else None, killed=killed, score=score, coder="tests@1",
    )  # fmt: skip
    reading = Reading(report, events=(event,))
    with store.writer() as writer:
        writer.add(reading)
    with store.view() as view:
        assert view.reading(report.id).to_json() == reading.to_json()


def test_the_same_report_adds_nothing(store: Store) -> None:
    fill(store, full_reading())
    with store.writer() as writer:
        assert not writer.add(full_reading())
    with store.view() as view:
        assert view.totals()["reports"] == 1
        assert view.totals()["events"] == 2


def test_every_value_is_a_claim_with_its_words(store: Store) -> None:
    reading = full_reading()
    fill(store, reading)
    with store.view() as view:
        claims = list(iter_claims(view.told(reading.events[0].id)[1]))
    originals = {claim.field: claim.original for claim in claims}
    assert originals["trigger"] == "hit"
    assert originals["when"] == "3 March"
    assert originals["weapons"] == "drone"
    assert originals["killed"] == "four people"
    assert {claim.coder for claim in claims} == {"tests@1"}
    assert {claim.attribution for claim in claims} == {("Hill Guard",)}


def test_the_ledger_can_be_rebuilt_from_the_claims(store: Store) -> None:
    fill(store, *(full_reading(n) for n in range(5)))
    with store.view() as view:
        before, found = list(view.rows()), view.find(Query())
    with connect(store.database) as connection:
        connection.execute("UPDATE ledger SET place = 'Elsewhere', actors = '[]'")
        connection.execute("DELETE FROM ledger WHERE n > 4")
        connection.commit()
    assert store.rebuild_ledger() == 10
    with store.view() as view:
        assert list(view.rows()) == before
        assert view.find(Query()) == found


def test_a_row_has_what_the_mention_says(store: Store) -> None:
    fill(store, full_reading())
    with store.view() as view:
        row = view.find(Query(sub_event_type="Air/drone strike")).rows[0]
    assert (row.start, row.place, row.latitude, row.country) == ("2021-03-03", "Qaryat", 12.5, "XX")
    assert row.targets == ("Hill Guard", "people")
    assert (row.killed_low, row.killed_best, row.injured_best) == (4, 4, None)
    assert row.excerpt == "On 3 March a drone hit the depot near Qaryat, and the Hill Guard said four people died."
    assert not row.multiple


def test_an_excerpt_of_a_long_sentence_says_that_it_is_cut() -> None:
    text = "so " * 200 + "struck" + " and" * 200
    cut = excerpt(text, span("struck", text))
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert "struck" in cut
    assert len(cut) < 400


@pytest.mark.parametrize(
    ("query", "total"),
    [
        (Query(), 6),
        (Query(event_type="Battles"), 3),
        (Query(actor="Hill Guard"), 6),
        (Query(actor="people"), 3),
        (Query(place="Qaryat"), 3),
        (Query(country="XX", modality="reported"), 3),
        (Query(source="Coast Wire"), 4),
        (Query(since=date(2021, 3, 3), until=date(2021, 3, 3)), 3),
        (Query(since=date(2021, 3, 4)), 0),
        (Query(words="gunmen dron*"), 6),
        (Query(words='"fell all night"'), 6),
        (Query(words='"night fell all"'), 0),
        (Query(words='AND OR NOT "'), 0),
        (Query(words="(((-"), 6),
        (Query(report="sha256:none"), 0),
    ],
)
def test_find(store: Store, query: Query, total: int) -> None:
    fill(store, full_reading(0), full_reading(1), full_reading(2, source="Hill Radio"))
    with store.view() as view:
        found = view.find(query)
    assert found.total == len(found.rows) == total
    assert set(found.facets) == set(FACETS)
    assert sum(count for _, count in found.facets["event_type"]) == total


def test_facets_count_what_was_found(store: Store) -> None:
    fill(store, full_reading(0), full_reading(1, source="Hill Radio"))
    with store.view() as view:
        facets = view.find(Query(event_type="Battles")).facets
    assert facets["actor"] == (("Hill Guard", 2),)
    assert facets["source"] == (("Coast Wire", 1), ("Hill Radio", 1))
    assert facets["month"] == ()


def test_a_facet_says_how_many_values_it_has_beyond_those_listed(store: Store) -> None:
    fill(store, *(full_reading(n, source=f"Wire {n}") for n in range(FACET_VALUES + 3)))
    with store.view() as view:
        found = view.find(Query())
    assert len(found.facets["source"]) == FACET_VALUES
    assert (found.distinct["source"], found.distinct["actor"]) == (FACET_VALUES + 3, 2)


def test_pages_follow_each_other_in_every_order(store: Store) -> None:
    fill(store, *(full_reading(n) for n in range(4)))
    with store.view() as view:
        for sort in SORTS:
            pages = [view.find(Query(sort=sort, limit=3, offset=offset)).rows for offset in (0, 3, 6)]
            assert len({row.id for page in pages for row in page}) == 8
        with pytest.raises(InvalidConfig, match="no such order: sideways"):
            view.find(Query(sort="sideways"))


def test_reports_are_listed_with_counts_and_snippets(store: Store) -> None:
    fill(store, full_reading(0), full_reading(1))
    with store.view() as view:
        listed = view.reports(limit=10, offset=0)
        assert [(r["events"], r["statements"], r["snippet"]) for r in listed] == [(2, 1, None)] * 2
        matching = view.reports(limit=10, offset=0, words="ministry")
        assert view.count_reports(words="ministry") == 2
        assert view.count_reports(words="cathedral") == 0
    assert "⟦ministry⟧" in matching[0]["snippet"]


@pytest.mark.parametrize(
    ("words", "expression"),
    [
        ("", ""),
        ("tank", '"tank"'),
        ("tank*", '"tank"*'),
        ("two words", '"two" "words"'),
        ('"as one"', '"as one"'),
        ('"left open', '"left open"'),
        ("a:b NEAR(x)", '"a:b" "NEAR(x)"'),
        ("' ; --", ""),
    ],
)
def test_typed_words_are_never_a_query_language(words: str, expression: str) -> None:
    assert match_expression(words) == expression


def test_what_an_id_stands_for(store: Store) -> None:
    reading = full_reading()
    fill(store, reading)
    report, event = reading.report.id, reading.events[0].id
    with store.view() as view:
        assert view.identify(report) == ("report", report)
        assert view.identify(report.removeprefix("sha256:")[:8]) == ("report", report)
        assert view.identify(event[:10]) == ("event", event)
        with pytest.raises(NotFound, match="more than one"):
            view.identify("m-")
        with pytest.raises(NotFound, match="nothing has the id"):
            view.identify("%")
        with pytest.raises(NotFound):
            view.identify("")
        with pytest.raises(NotFound):
            view.reading("sha256:unknown")


def test_incidents_are_stored_unless_mentions_came_meanwhile(store: Store) -> None:
    reading = full_reading()
    fill(store, reading)
    with store.view() as view:
        seen = view.generation()
        assert not view.is_linked()
    fill(store, full_reading(1))
    with store.writer() as writer:
        assert not writer.set_incidents({reading.events[0].id: "E-AAAAAA"}, seen=seen)
    with store.view() as view:
        assert view.reading(reading.report.id).events[0].incident is None
        seen = view.generation()
    with store.writer() as writer:
        assert writer.set_incidents({reading.events[0].id: "E-AAAAAA"}, seen=seen)
    with store.view() as view:
        assert view.is_linked()
        assert view.reading(reading.report.id).events[0].incident == "E-AAAAAA"
        assert view.find(Query(incident="E-AAAAAA")).total == 1
        assert view.identify("E-A") == ("incident", "E-AAAAAA")


def test_a_view_does_not_see_what_is_added_later(store: Store) -> None:
    fill(store, full_reading(0))
    with store.view() as view:
        fill(store, full_reading(1))
        assert view.count_reports() == 1
    with store.view() as view:
        assert view.count_reports() == 2


def test_unreadable_files_are_listed_with_their_latest_reason(store: Store) -> None:
    with store.writer() as writer:
        writer.note_unread(Unread("b.txt", "empty"))
        writer.note_unread(Unread("a.txt", "binary", "convert it"), sha256="00")
        writer.note_unread(Unread("b.txt", "too large"))
    with store.view() as view:
        assert view.unread() == [Unread("a.txt", "binary", "convert it"), Unread("b.txt", "too large")]


def test_a_file_that_becomes_readable_leaves_the_list(store: Store) -> None:
    reading = full_reading()
    with store.writer() as writer:
        writer.note_unread(Unread("in/0.txt", "empty"))
        writer.add(reading)
    with store.view() as view:
        assert view.unread() == []


# the folder, migrations, versions


def test_a_workspace_is_a_folder_that_explains_itself(store: Store) -> None:
    names = {path.name for path in store.folder.iterdir()}
    assert {"ledger.sqlite", "originals", "exports", "README.txt"} <= names
    assert "Tocsin workspace" in (store.folder / "README.txt").read_text()
    assert not list(store.folder.parent.glob(".case*"))


def test_creating_where_something_is_says_so(store: Store) -> None:
    with pytest.raises(WorkspaceError, match="exists already"):
        Store.create(store.folder)


def test_a_place_where_nothing_can_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WorkspaceError, match=r"case\.tocsin: cannot be made"):
        Store.create(tmp_path / "file" / "case.tocsin")


def test_opening_what_is_no_workspace_says_so(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="not a workspace"):
        Store.open(tmp_path)
    with pytest.raises(WorkspaceError, match="no such workspace"):
        Store.open(tmp_path / "missing.tocsin")
    Store.create(tmp_path / "case.tocsin")
    with pytest.raises(WorkspaceError, match=r"did you mean -w .*case\.tocsin"):
        Store.open(tmp_path / "case")
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(WorkspaceError, match="damaged"):
        Store.open(tmp_path)


def test_a_newer_database_is_refused(store: Store) -> None:
    with connect(store.database) as connection:
        connection.execute("INSERT INTO migration VALUES ('9999-from-the-future', '2099-01-01')")
        connection.commit()
    with pytest.raises(WorkspaceError, match=r"newer Tocsin.*9999-from-the-future"):
        Store.open(store.folder)


def test_migrations_are_applied_once_each_and_in_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    known = database.migrations()
    assert list(known) == sorted(known)
    extra = known | {"9000-a": "CREATE TABLE a (x);\nCREATE TABLE b (x);", "9001-b": "INSERT INTO a VALUES (1);"}
    monkeypatch.setattr(database, "migrations", lambda: extra)
    Store.open(store.folder)
    Store.open(store.folder)
    with connect(store.database) as connection:
        assert connection.execute("SELECT count(*) FROM a").fetchone() == (1,)
        assert database.applied(connection) == set(extra)


def test_a_migration_that_fails_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = database.migrations() | {"9000-broken": "CREATE TABLE half (x);\nCREATE TABLE half (x);"}
    monkeypatch.setattr(database, "migrations", lambda: broken)
    with pytest.raises(WorkspaceError, match="half"):
        Store.open(store.folder)
    with connect(store.database) as connection:
        assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone()


def test_the_database_is_durable(store: Store) -> None:
    with connect(store.database) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_questions_use_indexes(store: Store) -> None:
    """No question of the desk walks the whole table but for the unfiltered counts, which walk an index."""
    with connect(store.database) as connection:

        def plan(sql: str, *values: object) -> str:
            return " | ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values))

        for field in ("event_type", "country", "source", "modality", "actor", "since", "place", "incident", "words"):
            value = date(2021, 3, 3) if field == "since" else "x"
            query = Query(**{field: value})  # type: ignore[arg-type]
            condition, values = where(query)
            for sql in (facet_sql(query, condition), actor_sql(query, condition)):
                verdict = plan(sql, *values)
                assert "USING COVERING INDEX" in verdict or field in {"place", "incident"}
                assert "SCAN ledger |" not in verdict
            for sort in SORTS:
                page = page_sql(replace(query, sort=sort), condition)
                assert "USING" in plan(page, *values, 50, 0)
        for field in ("place", "incident"):
            condition, values = where(Query(**{field: "x"}))  # type: ignore[arg-type]
            assert "SEARCH ledger USING INDEX" in plan(facet_sql(Query(**{field: "x"}), condition), *values)
        condition, values = where(Query(words="tank"))
        assert "SEARCH ledger USING COVERING" in plan(facet_sql(Query(words="tank"), condition), *values)


# full disks and damaged files


def test_a_full_database_loses_nothing_stored_before(store: Store) -> None:
    fill(store, full_reading(0))

    def add_until_full() -> None:
        with store.writer() as writer:
            pages = writer._connection.execute("PRAGMA page_count").fetchone()[0]
            writer._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
            for number in range(1, 500):
                writer.add(full_reading(number))

    with pytest.raises(StorageFull, match=r"case\.tocsin: the disk is full"):
        add_until_full()
    with store.view() as view:
        assert view.quick_check() == "ok"
        assert view.reading(full_reading(0).report.id).to_json() == full_reading(0).to_json()
        for reading in view.readings():
            assert len(reading.events) == 2
    fill(store, full_reading(900))


def test_a_full_disk_while_an_original_is_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, full_reading(0))

    def no_space(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(StorageFull, match=r"case\.tocsin"):
        fill(store, full_reading(1))
    monkeypatch.undo()
    assert len(list(store.originals.iter_hashes())) == 1
    assert not list(store.originals.folder.glob("??/.*"))
    fill(store, full_reading(1))


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EACCES, "you may not write here"), (errno.EIO, "tocsin doctor -w .*case.tocsin")]
)
def test_other_troubles_of_the_disk_are_not_called_full(store: Store, number: int, said: str) -> None:
    with pytest.raises(WorkspaceError, match=said) as told, store.writer():
        raise OSError(number, os.strerror(number))
    assert not isinstance(told.value, StorageFull)


def test_a_busy_workspace_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with connect(store.database) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="busy"), store.writer() as writer:
            writer.add(full_reading())
        other.execute("ROLLBACK")
    fill(store, full_reading())


def test_an_error_in_the_middle_of_a_report_stores_none_of_it(store: Store) -> None:
    reading = full_reading()
    twice = replace(reading, events=(reading.events[0], reading.events[0]))
    with pytest.raises(sqlite3.IntegrityError), store.writer() as writer:
        writer.add(twice)
    with store.view() as view:
        assert view.count_reports() == 0
        assert view.generation() == (0, 0)
        assert view.count_reports(words="gunmen") == 0


# originals


def test_originals_are_kept_once_and_read_only(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    sha256 = originals.put(b"as it came")
    assert originals.put(b"as it came") == sha256
    path = originals.path(sha256)
    assert path == tmp_path / sha256[:2] / sha256
    assert path.stat().st_mode & 0o222 == 0
    assert originals.get(sha256) == b"as it came"
    assert originals.is_whole(sha256)
    assert list(originals.iter_hashes()) == [sha256]


def test_a_changed_or_cut_original_is_found_out_and_a_cut_one_replaced(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    sha256 = originals.put(b"as it came")
    originals.path(sha256).chmod(0o644)
    originals.path(sha256).write_bytes(b"as it c")
    assert not originals.is_whole(sha256)
    originals.put(b"as it came")
    assert originals.is_whole(sha256)
    assert not originals.is_whole("00" * 32)


def test_half_written_files_are_no_originals_and_are_swept(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / ".partial-x").write_bytes(b"half")
    assert list(originals.iter_hashes()) == []
    assert originals.sweep(older_than=0) == 0
    assert originals.sweep(older_than=2**40) == 1


def test_writer_needs_its_original_first(store: Store) -> None:
    with store.writer() as writer, pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        writer.add(full_reading(), original="ff" * 32)
