"""Every verb, setting and error is documented; every verb exists twice; the front pages are right about the set-up.

Prevents an option that only its author knows, and a document that tells of one that is gone.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

import tocsin
import tocsin.cli.main
import tocsin.web.server
from tocsin import errors
from tocsin.settings import Settings

ROOT = Path(__file__).parent.parent
TWIN_HOMES: tuple[Any, ...] = (tocsin.Workspace, tocsin, tocsin.web.server)
"""Where the Python twin of a verb may live, the first that has it."""


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def headings(name: str) -> list[str]:
    return re.findall(r"^#+ (.*)$", text_of(name), flags=re.MULTILINE)


def code_in(name: str) -> str:
    """All that a page shows as code."""
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text_of(name), flags=re.DOTALL))


def twin_of(verb: str) -> Callable[..., Any] | None:
    found = (getattr(home, verb, None) for home in TWIN_HOMES)
    return next((twin for twin in found if callable(twin)), None)


COMMANDS = dict(getattr(typer.main.get_command(tocsin.cli.main.app), "commands"))  # noqa: B009 - typer's type hides it
VERBS = sorted(name for name, command in COMMANDS.items() if not command.hidden)
ERRORS = sorted(
    name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)
)
SETTINGS = [field.name for field in fields(Settings)]


def test_the_verbs_of_the_first_version_are_there() -> None:
    promised = {"add", "backup", "demo", "doctor", "export", "extract", "find", "new", "restore", "serve", "show"}
    assert sorted(promised - set(VERBS)) == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_its_section(verb: str) -> None:
    assert any(re.search(rf"\b{verb}\b", heading) for heading in headings("docs/cli.md"))
    assert f"tocsin {verb}" in code_in("docs/cli.md")


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_of_a_verb_is_documented(verb: str) -> None:
    options = [option for param in COMMANDS[verb].params for option in param.opts if option.startswith("--")]
    assert [option for option in options if option not in text_of("docs/cli.md")] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_its_python_twin(verb: str) -> None:
    twin = twin_of(verb)
    assert twin is not None
    assert twin.__doc__
    assert re.search(rf"\b{verb}\(", code_in("docs/python.md"))


def test_no_document_tells_of_a_verb_that_is_gone() -> None:
    pages = ["README.md", "docs/cli.md", "docs/tour.md", "docs/python.md"]
    told = {verb for page in pages for verb in re.findall(r"(?:^|`|\$ )tocsin ([a-z]+)\b", code_in(page), re.MULTILINE)}
    assert sorted(told - set(COMMANDS)) == []


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_documented(name: str) -> None:
    assert f"TOCSIN_{name.upper()}" in text_of("docs/cli.md")
    assert re.search(rf"`{name}`", text_of("docs/cli.md"))


def test_no_document_tells_of_a_setting_that_is_gone() -> None:
    told = set(re.findall(r"\bTOCSIN_([A-Z][A-Z_]*[A-Z])\b", text_of("docs/cli.md")))
    assert sorted(told - {name.upper() for name in SETTINGS}) == []


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_is_documented_with_its_exit_code(name: str) -> None:
    lines = [line for line in text_of("docs/cli.md").splitlines() if f"`{name}`" in line]
    assert lines
    assert any(re.search(rf"\b{getattr(errors, name).exit_code}\b", line) for line in lines)


def test_the_tour_shows_what_its_commands_print_today() -> None:
    script = ROOT / "scripts" / "refresh_tour.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run: make tour\n{done.stdout}{done.stderr}"


def test_the_readme_names_both_commands_and_ci_calls_the_test_command() -> None:
    readme = code_in("README.md")
    assert re.search(r"^make demo\b", readme, flags=re.MULTILINE)
    assert re.search(r"^make test\b", readme, flags=re.MULTILINE)
    assert re.search(r"^step make test$", text_of(".ci/run"), flags=re.MULTILINE)


def test_the_commands_of_the_readme_are_in_the_makefile() -> None:
    told = set(re.findall(r"\bmake ([a-z]+)\b", code_in("README.md") + code_in("CONTRIBUTING.md")))
    made = set(re.findall(r"^([a-z]+):", text_of("Makefile"), flags=re.MULTILINE))
    assert sorted(told - made) == []


def test_the_changelog_has_the_version() -> None:
    assert re.search(rf"^## \[{re.escape(tocsin.__version__)}\]", text_of("CHANGELOG.md"), flags=re.MULTILINE)
    assert f'version = "{tocsin.__version__}"' in text_of("pyproject.toml")


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]
)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text_of(page))
    assert [target for target in targets if not (ROOT / page).parent.joinpath(target).exists()] == []


def test_the_licence_is_the_declared_one() -> None:
    assert "Apache License" in text_of("LICENSE")
    assert "APPENDIX: How to apply the Apache License to your work." in text_of("LICENSE")
    assert 'license = "Apache-2.0"' in text_of("pyproject.toml")
