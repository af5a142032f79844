import logging
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from tocsin import __version__
from tocsin.errors import MissingModel, NotFound
from tocsin.records.ledger import Added

TEXT = "Rebels attacked a checkpoint near Gharyan in Libya on 4 May 2021, killing three policemen.\n"


def run(*arguments, **options):
    command = [sys.executable, "-m", "tocsin", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, **options)


def test_the_real_command_reads_standard_input_to_standard_output():
    done = run("extract", "--json", "-", input=TEXT)
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith('{"format": "tocsin-reading/1"')
    assert done.stdout.count("\n") == 1


def test_the_version():
    assert run("--version").stdout == f"tocsin {__version__}\n"


def test_help_is_quick_and_loads_nothing_heavy():
    code = (
        "import sys; import tocsin.cli.main; "
        "print([m for m in ('tocsin.workspace', 'trafilatura', 'fastapi', 'sqlite3', 'yaml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    best = min(_seconds_of_help() for _ in range(2))
    assert best < 2.0, "help takes 0.3 s on an idle machine; much more means that something heavy is imported"


def _seconds_of_help():
    start = time.perf_counter()
    assert run("--help").returncode == 0
    return time.perf_counter() - start


def test_no_argument_is_a_usage_error_with_help():
    done = run()
    assert done.returncode == 2
    assert "extract" in done.stdout + done.stderr


def test_a_closed_pipe_is_quiet(tmp_path):
    (tmp_path / "many.jsonl").write_text('{"text": "Shells fell on Tripoli on 4 May 2021, doctors said."}\n' * 150)
    command = [sys.executable, "-m", "tocsin", "extract", "--json", "--quiet", str(tmp_path / "many.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


def test_a_pipe_closed_under_a_table_is_quiet_too(tmp_path):
    (tmp_path / "many.jsonl").write_text('{"text": "Shells fell on Tripoli on 4 May 2021, doctors said."}\n' * 150)
    command = [sys.executable, "-m", "tocsin", "extract", "--quiet", str(tmp_path / "many.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 141


@pytest.mark.parametrize(("error", "code"), [(NotFound("no such thing"), 5), (MissingModel("nothing there"), 3)])
def test_an_error_is_one_line_and_its_exit_code(tocsin, monkeypatch, error, code):
    def fail(path):
        raise error

    monkeypatch.setattr("tocsin.workspace.open", fail)
    done = tocsin("find")
    assert (done.code, done.out) == (code, "")
    assert done.err == f"tocsin: {error}\n"


def test_ctrl_c_ends_with_130_and_one_line(tocsin, monkeypatch):
    def stop(path):
        raise KeyboardInterrupt

    monkeypatch.setattr("tocsin.workspace.open", stop)
    assert tocsin("find").code == 130
    assert tocsin("find").err == "tocsin: stopped\n"


def test_an_add_that_was_stopped_says_how_to_go_on(tocsin, monkeypatch, tmp_path):
    tocsin("new", "desk")
    monkeypatch.setattr("tocsin.workspace.Workspace.add", lambda self, *sources, **options: Added(stopped=True))
    done = tocsin("add", ".")
    assert done.code == 130
    assert "run the same command again to go on" in done.err


def test_serve_gives_the_desk_the_settings_or_the_options(tocsin, monkeypatch):
    asked = []

    def serve(path, *, host, port, open_browser, on_ready):
        asked.append((path.name, host, port, open_browser))
        on_ready(f"http://{host}:{port}/")
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "tocsin.web.server", SimpleNamespace(serve=serve))
    monkeypatch.setenv("TOCSIN_PORT", "9001")
    tocsin("new", "desk")
    done = tocsin("serve")
    assert (done.code, done.err) == (0, "")
    assert done.out == "The desk is at http://127.0.0.1:9001/ (stop it with Ctrl-C)\n"
    tocsin("serve", "--host", "localhost", "--port", "0", "--open")
    assert asked == [("desk.tocsin", "127.0.0.1", 9001, False), ("desk.tocsin", "localhost", 0, True)]


def test_serve_is_stopped_by_ctrl_c(tocsin, tmp_path):
    tocsin("new", "desk")
    command = [sys.executable, "-m", "tocsin", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline().startswith("The desk is at http://127.0.0.1:")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == ""


def test_demo_prints_the_summary_and_uses_the_folder_again(tocsin, monkeypatch, tmp_path):
    summary = {
        "reports": 2,
        "sources": 1,
        "events": 3,
        "incidents": 1,
        "unread": 0,
        "period": {"start": "2021-05-03", "end": "2021-05-04"},
        "by_type": {"Battles": 3},
        "by_sub_type": {"Armed clash": 3},
        "by_country": {},
        "by_modality": {"asserted": 3},
    }
    tocsin("new", "desk")
    served = []
    monkeypatch.setattr("tocsin.workspace.Workspace.add", lambda self, *sources, **options: Added())
    monkeypatch.setattr("tocsin.workspace.Workspace.summary", lambda self: summary)
    monkeypatch.setattr("tocsin.cli.serve.serve_desk", lambda path, **options: served.append(path.name))
    done = tocsin("demo", "desk.tocsin", "--no-serve")
    assert done.code == 0
    assert done.out.startswith("desk.tocsin: 2 reports from 1 source\n  3 events told, which are 1 incident\n")
    assert "         3  Battles\n" in done.out
    assert served == []
    tocsin("demo", "desk.tocsin")
    assert served == ["desk.tocsin"]


@pytest.mark.parametrize(("options", "level"), [([], logging.CRITICAL), (["--debug"], logging.DEBUG)])
def test_debug_shows_the_log(tocsin, monkeypatch, options, level):
    levels = []
    monkeypatch.setattr("logging.basicConfig", lambda **given: levels.append(given["level"]))
    tocsin(*options, "new", "desk")
    assert levels == [level]


def test_a_terminal_without_unicode_gets_what_it_can_show(tmp_path):
    plain = os.environ | {"PYTHONIOENCODING": "ascii"}
    (tmp_path / "a.txt").write_text("Soldiers attacked the “mill” near Gharyan on 4 May 2021.\n", encoding="utf-8")
    table = run("extract", "a.txt", cwd=tmp_path, env=plain)
    assert table.returncode == 0
    assert table.stdout.startswith("a.txt ? ")
    assert "Gharyan" in table.stdout


def test_exports_are_utf8_whatever_the_terminal_is(desk, tmp_path):
    command = [sys.executable, "-m", "tocsin", "export", "csv", "-w", str(desk)]
    outputs = [
        subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": name}, check=True).stdout
        for name in ("ascii", "utf-8")
    ]
    assert outputs[0] == outputs[1]
    assert "café" in outputs[0].decode("utf-8")
