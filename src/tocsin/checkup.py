"""The installation and a workspace looked over, one check after the other.

Prevents "it does not work": what is missing is named with what to type about it, and one mistake is told once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from importlib import resources
from pathlib import Path

from tocsin.errors import InvalidCodebook, InvalidConfig, MissingModel, WorkspaceError
from tocsin.records.checks import Check
from tocsin.reference.actors import load_directory
from tocsin.reference.codebook import load_codebook
from tocsin.reference.gazetteer.lookup import load_gazetteer
from tocsin.settings import Settings, load_settings
from tocsin.store.checks import check_sqlite, check_store
from tocsin.store.store import Store

_REINSTALL = "install again: pip install --force-reinstall tocsin"
_OWN = "correct the setting {name} (TOCSIN_{NAME}), or leave it out: Tocsin brings its own"


def check_all(workspace: Path | None = None) -> list[Check]:
    """Every check there is; with `workspace`, that folder is looked over too."""
    return [
        *check_installation(),
        *(check_workspace(workspace) if workspace else ()),
        Check("network", True, "not needed: everything that Tocsin reads with is installed"),
    ]


def check_installation() -> Iterator[Check]:
    """Python, the settings, all that reading needs. What depends on settings that cannot be is not looked at."""
    yield Check("python", True, f"Python {sys.version.split()[0]} on {sys.platform}")
    try:
        settings = load_settings()
    except InvalidConfig as error:
        yield Check("settings", False, str(error), "correct it there; codebook and gazetteer are looked at after that")
    else:
        said = (f"{field.name} = {getattr(settings, field.name)}" for field in fields(settings))
        yield Check("settings", True, ", ".join(said))
        yield _checked("codebook", lambda: _see_codebook(settings), own=settings.codebook != Settings().codebook)
        yield _checked("gazetteer", lambda: str(load_gazetteer().path), own=settings.gazetteer is not None)
    yield _checked("actors", lambda: f"{len(load_directory())} known actors")
    yield _checked("desk", _see_desk)
    yield check_sqlite()


def check_workspace(folder: Path) -> list[Check]:
    """What is to be said of one workspace; one that cannot be opened is a check that fails."""
    try:
        return check_store(Store.open(folder))
    except WorkspaceError as error:
        return [Check("workspace", False, str(error), "name another with -w, or restore a backup: tocsin restore")]


def _checked(name: str, look: Callable[[], str], *, own: bool = False) -> Check:
    """`own` where the user's setting named it: then that is what to correct, not the installation."""
    try:
        return Check(name, True, look())
    except (InvalidConfig, InvalidCodebook, MissingModel, ImportError, OSError) as error:
        return Check(name, False, str(error), _OWN.format(name=name, NAME=name.upper()) if own else _REINSTALL)


def _see_codebook(settings: Settings) -> str:
    codebook = load_codebook(settings.codebook)
    return f"{codebook.name}, version {codebook.version}, {len(codebook.sub_types)} sub-event types"


def _see_desk() -> str:
    page = resources.files("tocsin").joinpath("web", "static", "index.html")
    if not page.is_file():
        raise MissingModel(f"no desk page at {page}")
    return str(page)
