"""A setting that cannot be is refused where it is read, by the place in which it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tocsin.errors import InvalidConfig
from tocsin.settings import Settings, load_settings


def test_the_environment_wins_over_the_file_and_the_file_over_the_defaults(tmp_path: Path) -> None:
    assert load_settings(folder=tmp_path, environ={}) == Settings()
    (tmp_path / "tocsin.toml").write_text('port = 9000\nworkers = 2\nhost = "localhost"\n')
    found = load_settings(folder=tmp_path, environ={"TOCSIN_PORT": "9001"})
    assert (found.port, found.workers, found.host) == (9001, 2, "localhost")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("TOCSIN_PORT", "99999", "TOCSIN_PORT: a number from 0 to 65535 is needed, not 99999"),
        ("TOCSIN_PORT", "-1", "from 0 to 65535"),
        ("TOCSIN_PORT", "many", "TOCSIN_PORT: a whole number is needed"),
        ("TOCSIN_WORKERS", "-1", "TOCSIN_WORKERS: a number of at least 0"),
        ("TOCSIN_MAX_REPORT_MB", "0", "TOCSIN_MAX_REPORT_MB: a number of at least 1"),
    ],
)
def test_a_number_that_cannot_be_is_refused(tmp_path: Path, variable: str, value: str, said: str) -> None:
    with pytest.raises(InvalidConfig, match=said):
        load_settings(folder=tmp_path, environ={variable: value})


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("prot = 1", "no such setting: prot"),
        ("port = ", "not valid TOML"),
        ("port = 70000", r"tocsin\.toml: port: a number from 0 to 65535"),
        ("workspace = 3", r"tocsin\.toml: workspace: words in quotation marks"),
    ],
)
def test_a_file_that_cannot_be_is_refused_by_its_name(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "tocsin.toml").write_text(line)
    with pytest.raises(InvalidConfig, match=said):
        load_settings(folder=tmp_path, environ={})
