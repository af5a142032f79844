"""The floors hold: no import runs upwards, the halves of floor 2 do not meet, records need the standard library only.

Prevents the slow way a house falls down: one convenient import at a time.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src"
PACKAGE = SOURCE / "tocsin"

FLOORS = {
    1: ("records", "errors", "settings", "samples"),
    2: ("reading", "readers", "reference", "inference", "engines", "store"),
    3: ("linking", "review", "analysis", "export"),
    4: ("workspace", "extraction", "checkup"),
    5: ("web",),
    6: ("cli", "__main__"),
}
FLOOR = {part: floor for floor, parts in FLOORS.items() for part in parts}

WALLS = {
    "samples": set(FLOOR) - {"samples"},
    "engines": {"store"},
    "readers": {"store"},
    "reading": {"store"},
    "reference": {"store", "reading", "readers"},
    "store": {"reading", "readers"},
}
"""Parts of one floor (or, for the samples, of any) that must not know each other."""


def part_of(module: str) -> str:
    """`tocsin.reading.triggers` → `reading`; the package itself is the empty part."""
    return f"{module}.".split(".")[1]


def module_of(path: Path, root: Path) -> str:
    names = path.relative_to(root).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


def iter_imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and absolute name of all that is imported, `import_module("…")` with a written-out name included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and (name := _written_out(node)):
            yield node.lineno, name


def _written_out(call: ast.Call) -> str | None:
    function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
    if function not in {"import_module", "__import__"} or not isinstance(call.args[0], ast.Constant):
        return None
    return str(call.args[0].value)


def complaint(importer: str, imported: str) -> str | None:
    """Why `importer` must not import `imported`, or `None` when it may."""
    above, below = part_of(importer), part_of(imported)
    if not above or not imported.startswith("tocsin"):
        return None
    if below not in FLOOR:
        return None if imported == "tocsin.__version__" else f"asks the whole package for {imported}"
    if FLOOR[below] > FLOOR[above]:
        return f"floor {FLOOR[above]} imports floor {FLOOR[below]} ({imported})"
    if below in WALLS.get(above, set()):
        return f"{above} must not know {below} ({imported})"
    return None


def check(path: Path, root: Path) -> list[str]:
    """Every forbidden import of one file, as `file:line: reason`."""
    importer = module_of(path, root)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = ((line, complaint(importer, name)) for line, name in iter_imports(tree))
    return [f"{path.relative_to(root)}:{line}: {reason}" for line, reason in found if reason]


FILES = sorted(PACKAGE.rglob("*.py"))


def test_every_part_has_a_floor() -> None:
    parts = {part_of(module_of(path, SOURCE)) for path in FILES} - {""}
    assert sorted(parts - set(FLOOR)) == []
    assert len(FILES) > 40


def test_no_import_runs_upwards() -> None:
    assert [wrong for path in FILES for wrong in check(path, SOURCE)] == []


def test_no_relative_imports() -> None:
    nodes = [(path, node) for path in FILES for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    relative = [f"{path.name}:{node.lineno}" for path, node in nodes if isinstance(node, ast.ImportFrom) and node.level]
    assert relative == []


def test_records_import_only_the_standard_library() -> None:
    foreign = []
    for path in sorted((PACKAGE / "records").rglob("*.py")):
        for line, name in iter_imports(ast.parse(path.read_text(encoding="utf-8"))):
            if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith(
                ("tocsin.records", "tocsin.errors")
            ):
                foreign.append(f"{path.name}:{line}: {name}")
    assert foreign == []


def test_the_desks_framework_stays_on_its_floor() -> None:
    """Only the web knows the web framework, and only the command line knows its own."""
    homes = {"fastapi": {"web"}, "starlette": {"web"}, "uvicorn": {"web"}, "typer": {"cli"}}
    astray = []
    for path in FILES:
        for line, name in iter_imports(ast.parse(path.read_text(encoding="utf-8"))):
            if part_of(module_of(path, SOURCE)) not in homes.get(
                name.split(".")[0], {part_of(module_of(path, SOURCE))}
            ):
                astray.append(f"{path.relative_to(SOURCE)}:{line}: {name}")
    assert astray == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("tocsin.records.spans", "tocsin.reading.read.read"),
        ("tocsin.reading.events", "tocsin.store.view.View"),
        ("tocsin.readers.plain", "tocsin.store.writer"),
        ("tocsin.engines.local", "tocsin.store.writer"),
        ("tocsin.store.writer", "tocsin.reading.read"),
        ("tocsin.store.writer", "tocsin.readers.files"),
        ("tocsin.linking.events", "tocsin.workspace.Workspace"),
        ("tocsin.workspace", "tocsin.web.server"),
        ("tocsin.web.server", "tocsin.cli.main"),
        ("tocsin.samples", "tocsin.records.reports"),
        ("tocsin.reading.read", "tocsin.Workspace"),
    ],
)
def test_a_forbidden_import_would_be_seen(importer: str, imported: str) -> None:
    assert complaint(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("tocsin", "tocsin.workspace.Workspace"),
        ("tocsin.reading.read", "tocsin.reference.codebook"),
        ("tocsin.workspace", "tocsin.store.view"),
        ("tocsin.cli.main", "tocsin.workspace"),
        ("tocsin.reading.read", "tocsin.__version__"),
        ("tocsin.store.view", "sqlite3"),
    ],
)
def test_an_import_downwards_is_allowed(importer: str, imported: str) -> None:
    assert complaint(importer, imported) is None


def test_every_way_of_importing_is_seen() -> None:
    code = "import tocsin.a\nfrom tocsin.b import c\ndef f():\n    importlib.import_module('tocsin.d')\n"
    assert [name for _, name in iter_imports(ast.parse(code))] == ["tocsin.a", "tocsin.b.c", "tocsin.d"]
