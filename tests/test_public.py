"""The visible names of `tocsin` are the listed names, and the listed names are the documented ones.

Prevents a public face that grows by accident, and a documented name that no longer exists.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tocsin

ROOT = Path(__file__).parent.parent
NAMES = [name for name in tocsin.__all__ if name != "__version__"]


def documented() -> set[str]:
    """Every `tocsin.NAME` that docs/python.md writes as code, modules and the settings file left out."""
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    code = " ".join(re.findall(r"```.*?```|`[^`]+`", text, flags=re.DOTALL))
    found = set(re.findall(r"\btocsin\.([A-Za-z_]\w*)", code)) - {"toml", "__version__"}
    return {name for name in found if name in NAMES or not importlib.util.find_spec(f"tocsin.{name}")}


def typed_imports() -> dict[str, str]:
    """What the `TYPE_CHECKING` block of the package names: name → module."""
    tree = ast.parse((ROOT / "src" / "tocsin" / "__init__.py").read_text(encoding="utf-8"))
    blocks = [node for node in tree.body if isinstance(node, ast.If)]
    imports = [node for block in blocks for node in block.body if isinstance(node, ast.ImportFrom)]
    return {alias.name: str(node.module) for node in imports for alias in node.names}


def test_listed_names_are_sorted_and_unique() -> None:
    assert tocsin.__all__ == sorted(set(tocsin.__all__))


def test_visible_names_are_the_listed_names() -> None:
    assert sorted(dir(tocsin)) == tocsin.__all__


def test_visible_names_are_those_that_a_fresh_interpreter_can_import() -> None:
    code = "import tocsin; from tocsin import *; print(sorted(n for n in globals() if n in tocsin.__all__))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ast.literal_eval(done.stdout) == tocsin.__all__


@pytest.mark.parametrize("name", NAMES)
def test_every_name_lives_where_its_type_says(name: str) -> None:
    home = importlib.import_module(typed_imports()[name])
    assert getattr(tocsin, name) is getattr(home, name)
    assert getattr(tocsin, name).__doc__


def test_no_name_is_hidden_by_a_subpackage_that_is_imported() -> None:
    """Python sets an imported subpackage on its parent: `tocsin.link` and `tocsin.demo` must stay the verbs."""
    code = (
        "import inspect, tocsin, tocsin.workspace, tocsin.samples, tocsin.linking.events;"
        "print([n for n in tocsin.__all__ if inspect.ismodule(getattr(tocsin, n))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_type_checkers_see_the_same_names() -> None:
    assert sorted(typed_imports()) == sorted(NAMES)


def test_an_unknown_name_is_refused_by_its_name() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = tocsin.no_such_name


def test_documented_names_are_the_listed_names() -> None:
    assert sorted(documented()) == sorted(NAMES)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, tocsin; print([m for m in ('fastapi', 'typer', 'trafilatura', 'sqlite3') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
