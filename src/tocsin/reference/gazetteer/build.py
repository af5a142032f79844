"""Rows → one SQLite file, the same bytes for the same rows.

Prevents a gazetteer that nobody can make again: rows are sorted, numbered by weight, and the file carries the versions
and a digest of what went in. Places of one name are stored heaviest first, so a lookup may stop early.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from tocsin.reference.gazetteer.areas import with_units
from tocsin.reference.gazetteer.keys import SHORTEST_SOUND, bare_key, consonant_key, exact_key
from tocsin.reference.gazetteer.rows import ALTERNATE, TABLES, Row, iter_rows, versions

FORMAT = "tocsin-gazetteer/1"
FILE_NAME = "gazetteer.sqlite"
CAPITAL_KEY = "capital of "
"""Prefix of the key under which a country's capital is stored, before its code in lower case."""

_SCHEMA = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    latitude INTEGER NOT NULL, longitude INTEGER NOT NULL, country TEXT NOT NULL, admin1 TEXT, population INTEGER);
CREATE TABLE spelling (key TEXT NOT NULL, n INTEGER NOT NULL, how INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE sound (key TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE INDEX place_area ON place (country, kind) WHERE kind IN ('country', 'admin1');
"""


def build_gazetteer(target: Path, rows: Iterable[Row], *, inputs: str = "") -> str:
    """Write `rows` to `target` (replaced whole or not at all). Returns the digest of the content."""
    ordered = sorted(rows, key=lambda row: (-row.weight, row.id))
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(partial)) as base:
            digest = _fill(base, ordered, inputs=inputs)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return digest


def build_embedded(tables: Path) -> Path:
    """The gazetteer that ships: built into `tables` unless the file there was made from the same inputs."""
    target = tables / FILE_NAME
    inputs = inputs_digest(tables)
    if stored_inputs(target) != inputs:
        build_gazetteer(target, with_units(iter_rows(tables)), inputs=inputs)
    return target


def inputs_digest(tables: Path) -> str:
    """A digest of our tables, of the code that reads them and of the packages' versions."""
    digest = hashlib.sha256(repr(sorted(versions().items())).encode())
    here = Path(__file__).parent
    for path in (
        *(tables / name for name in TABLES),
        *(here / f"{name}.py" for name in ("areas", "build", "keys", "rows")),
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def stored_inputs(target: Path) -> str | None:
    """The digest of inputs that a gazetteer file was made from; `None` without a readable file."""
    if not target.is_file():
        return None
    base = sqlite3.connect(f"{target.absolute().as_uri()}?mode=ro", uri=True)
    try:
        row = base.execute("SELECT value FROM meta WHERE name = 'inputs'").fetchone()
    except sqlite3.DatabaseError:
        return None
    finally:
        base.close()
    return str(row[0]) if row else None


def _fill(base: sqlite3.Connection, rows: list[Row], *, inputs: str) -> str:
    base.executescript(_SCHEMA)
    base.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_place, range(len(rows)), rows))
    spellings: dict[tuple[str, int], int] = {}
    sounds: set[tuple[str, int]] = set()
    for n, row in enumerate(rows):
        _add_names(n, row, spellings, sounds)
    stored = sorted((key, n, how) for (key, n), how in spellings.items())
    base.executemany("INSERT INTO spelling VALUES (?, ?, ?)", stored)
    base.executemany("INSERT INTO sound VALUES (?, ?)", sorted(sounds))
    digest = _digest(rows)
    meta = {"format": FORMAT, "content": digest, "inputs": inputs, "places": str(len(rows))}
    base.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    base.commit()
    base.execute("VACUUM")
    return digest


def _place(n: int, row: Row) -> tuple[object, ...]:
    latitude, longitude = round(row.latitude * 1e4), round(row.longitude * 1e4)
    return (n, row.id, row.name, row.kind, latitude, longitude, row.country, row.admin1, row.population)


def _add_names(n: int, row: Row, spellings: dict[tuple[str, int], int], sounds: set[tuple[str, int]]) -> None:
    for name, how in row.names:
        if key := name if name.startswith(CAPITAL_KEY) else exact_key(name):
            spellings[key, n] = min(how, spellings.get((key, n), how))
        if row.sounds and how <= ALTERNATE and (bare := bare_key(name)) != key:
            spellings.setdefault((bare, n), ALTERNATE)
        if row.sounds and how <= ALTERNATE and len(sound := consonant_key(name)) >= SHORTEST_SOUND:
            sounds.add((sound, n))


def _digest(rows: list[Row]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()
