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


_NAMES = tuple(field.name for field in fields(Settings))
_RANGES: dict[str, tuple[int, int | None]] = {"port": (0, 65535), "workers": (0, None), "max_report_mb": (1, None)}
"""The settings that are whole numbers: the smallest and the largest that each can be."""


def load_settings(*, folder: Path | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force in `folder` (the current one by default). Raises `InvalidConfig` for what cannot be."""
    environ = os.environ if environ is None else environ
    path = (folder or Path.cwd()) / "tocsin.toml"
    given = {name: (value, f"{path}: {name}") for name, value in _file(path).items()}
    for name in _NAMES:
        variable = f"TOCSIN_{name.upper()}"
        if (value := environ.get(variable)) is not None:
            given[name] = (value, variable)
    return Settings(**{name: _typed(name, *where) for name, where in given.items()})  # type: ignore[arg-type]


def _file(path: Path) -> dict[str, object]:
    """What `tocsin.toml` sets; nothing where there is none."""
    if not path.is_file():
        return {}
    try:
        given: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidConfig(f"{path}: not valid TOML: {error}") from error
    except OSError as error:
        raise InvalidConfig(f"{path}: cannot be read: {error.strerror or error}") from error
    if unknown := sorted(set(given) - set(_NAMES)):
        raise InvalidConfig(f"{path}: no such setting: {', '.join(unknown)} (known: {', '.join(sorted(_NAMES))})")
    return given


def _typed(name: str, value: object, where: str) -> object:
    """The value as its field has it; `where` names the place to correct."""
    if name not in _RANGES:
        if not isinstance(value, str):
            raise InvalidConfig(f"{where}: words in quotation marks are needed, not {value!r}")
        return value
    least, most = _RANGES[name]
    try:
        number = int(str(value))
    except ValueError as error:
        raise InvalidConfig(f"{where}: a whole number is needed, not {value!r}") from error
    if number < least or (most is not None and number > most):
        bounds = f"from {least} to {most}" if most is not None else f"of at least {least}"
        raise InvalidConfig(f"{where}: a number {bounds} is needed, not {number}")
    return number
