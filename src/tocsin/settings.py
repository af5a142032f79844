"""Settings: defaults, then `tocsin.toml` in the current folder, then the environment (`TOCSIN_*`), the last one wins.

Prevents options that exist in one place only: every setting is a field here, and every field is documented.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from tocsin.errors import InvalidConfig


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set. Field `host` is `TOCSIN_HOST` in the environment and `host = "…"` in `tocsin.toml`."""

    workspace: str | None = None
    """The workspace used when none is named; otherwise the one `*.tocsin` folder in the current folder."""
    codebook: str = "tocsin"
    """The codebook: a name that Tocsin ships or the path of a YAML file."""
    gazetteer: str | None = None
    """The path of a gazetteer file to use instead of the embedded one."""
    host: str = "127.0.0.1"
    """The address the desk listens on."""
    port: int = 8765
    """The port the desk listens on; 0 takes a free one."""
    workers: int = 0
    """Processes that read reports side by side; 0 means one for each core, at most 8."""
    max_report_mb: int = 20
    """Files larger than this many megabytes are refused, with their reason."""


def load_settings(*, folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force in `folder` (the current one by default). Raises `InvalidConfig` for what cannot be."""
    environ = os.environ if environ is None else environ
    path = (folder or Path.cwd()) / "tocsin.toml"
    given: dict[str, object] = {}
    if path.is_file():
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InvalidConfig(f"{path}: not valid TOML: {error}") from error
    known = {f.name: f for f in fields(Settings)}
    if unknown := sorted(set(given) - set(known)):
        raise InvalidConfig(f"{path}: no such setting: {', '.join(unknown)} (known: {', '.join(sorted(known))})")
    for name in known:
        if (value := environ.get(f"TOCSIN_{name.upper()}")) is not None:
            given[name] = value
    return Settings(**{name: _typed(name, value) for name, value in given.items()})  # type: ignore[arg-type]


def _typed(name: str, value: object) -> object:
    if name not in {"port", "workers", "max_report_mb"}:
        return str(value)
    try:
        return int(str(value))
    except ValueError as error:
        raise InvalidConfig(f"setting {name}: a whole number is needed, not {value!r}") from error
