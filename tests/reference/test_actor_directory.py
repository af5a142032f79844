from collections import Counter
from pathlib import Path

import pytest

from tocsin.errors import InvalidCodebook
from tocsin.reference.actors import FOLDER, KINDS, Directory, Entry, load_directory


def test_the_shipped_directory_is_valid_and_covers_every_state_and_many_groups() -> None:
    directory = load_directory()
    organised = [entry for entry in directory if entry.role is None]
    assert len(directory.states) >= 193
    assert len(organised) >= 350
    assert {entry.kind for entry in directory} <= KINDS
    assert all(entry.source or entry.role for entry in directory)


def test_every_state_has_forces_police_and_a_government() -> None:
    for iso, state in load_directory().states.items():
        assert {"armed-forces", "police", "government", "ministry-of-defence"} <= state.actors.keys()
        assert state.actors["government"].country == iso


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("Military Forces of Mali", "ml-armed-forces"),
        ("hizbullah", "lebanese-hezbollah"),
        ("AL QAIDA", "al-qaeda"),
        ("Jama’at Nusrat al Islam wal Muslimin", "jamaat-nusrat-al-islam-wal-muslimin"),
    ],
)
def test_lookup_ignores_case_accents_and_hyphens(name: str, actor_id: str) -> None:
    assert [alias.entry.id for alias in load_directory().lookup(name)] == [actor_id]


def test_an_ambiguous_acronym_gives_every_actor_it_may_mean() -> None:
    aliases = load_directory().lookup("RSF")
    assert {alias.entry.id for alias in aliases} == {"rapid-support-forces", "reporters-without-borders"}
    assert {alias.strength for alias in aliases} == {"weak"}


def test_an_umbrella_lists_members_that_are_actors_of_their_own() -> None:
    directory = load_directory()
    umbrella = directory["islamic-resistance-in-iraq"]
    assert "kataib-hezbollah" in umbrella.members
    assert not {directory[m].name for m in umbrella.members} & {*umbrella.names, *umbrella.weak}


def test_a_name_of_two_actors_is_refused_unless_both_call_it_weak() -> None:
    first = Entry("a", "Northern Front", "rebel", where="x.yaml")
    second = Entry("b", "Northern front", "militia", where="y.yaml")
    with pytest.raises(InvalidCodebook, match=r"y.yaml: actor b: alias 'Northern front' is also one of a"):
        Directory([first, second])
    both = [Entry(i, f"Front {i}", "rebel", weak=("NF",), where="x.yaml") for i in "ab"]
    assert [alias.entry.id for alias in Directory(both).lookup("NF")] == ["a", "b"]


def _folder(tmp_path: Path, actors: str) -> Path:
    for name in ("states.yaml", "state_roles.yaml"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    (tmp_path / "own.yaml").write_text(f"source: a test\nactors:\n{actors}", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("- {id: a, name: A Front, kind: army}", "own.yaml: actor a: kind 'army' is none of"),
        ("- {id: a, kind: rebel}", "own.yaml: actor a: name missing"),
        ("- {id: a, name: A Front, kind: rebel, colour: red}", "own.yaml: actor a: no such field: colour"),
        ("- {id: a, name: A Front, kind: rebel, country: NO}", "own.yaml: actor a: a country is"),
        ("- {id: a, name: A Front, kind: rebel, active: [2020, 2001]}", "own.yaml: actor a: active is"),
        ("- {id: a, name: A Front, kind: rebel, parent: b}", "own.yaml: actor a: parent: no such actor: b"),
        ("- [", "own.yaml: cannot be read"),
    ],
)
def test_a_broken_entry_is_refused_with_its_file_and_id(tmp_path: Path, entry: str, message: str) -> None:
    with pytest.raises(InvalidCodebook, match=message):
        load_directory(_folder(tmp_path, entry))


def test_kinds_are_spread_over_many_countries() -> None:
    groups = [entry for entry in load_directory() if entry.role is None]
    kinds = Counter(entry.kind for entry in groups)
    assert (
        min(kinds[k] for k in ("rebel", "militia", "identity_militia", "intergovernmental", "monitor", "media")) >= 20
    )
    assert len({entry.country for entry in groups if entry.kind in {"rebel", "militia"}}) >= 50


def test_every_country_of_an_actor_is_a_listed_state() -> None:
    directory = load_directory()
    assert {c for entry in directory for c in entry.countries} <= directory.states.keys()
    assert all(len(state.adjectives) == len(set(state.adjectives)) for state in directory.states.values())
