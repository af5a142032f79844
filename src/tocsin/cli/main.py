"""The command line: one verb to a file, and one place where errors become a line and an exit code.

Prevents a traceback from being the answer to a mistake, and a slow start: verbs import what they need when they run.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tocsin import __version__
from tocsin.cli.add import add
from tocsin.cli.backup import backup
from tocsin.cli.demo import demo
from tocsin.cli.doctor import doctor
from tocsin.cli.export import export
from tocsin.cli.extract import extract
from tocsin.cli.find import find
from tocsin.cli.new import new
from tocsin.cli.output import note, set_stream
from tocsin.cli.restore import restore
from tocsin.cli.serve import serve
from tocsin.cli.show import show
from tocsin.errors import TocsinError, WorkspaceError

STOPPED = 130
"""Exit code after Ctrl-C: 128 and the number of the signal."""
PIPE_CLOSED = 141
"""Exit code when whoever read the output went away (`tocsin … | head`): 128 and the number of the signal."""

VERBS: tuple[Callable[..., None], ...] = (
    demo,
    new,
    add,
    extract,
    show,
    find,
    export,
    serve,
    doctor,
    backup,
    restore,
)


class _Verbs(TyperGroup):
    """All verbs; what one raises on purpose becomes one line on standard error."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except TocsinError as error:
            note(f"tocsin: {error}")
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError as error:
            _drop_output()
            raise typer.Exit(PIPE_CLOSED) from error
        except OSError as error:
            logging.getLogger(__name__).exception("an error of the system")
            where = f"{error.filename}: " if error.filename else ""
            note(f"tocsin: {where}{error.strerror or error}: check the path, its permissions and the disk")
            raise typer.Exit(WorkspaceError.exit_code) from error
        except KeyboardInterrupt as error:
            note("tocsin: stopped")
            raise typer.Exit(STOPPED) from error


def _drop_output() -> None:
    """What is still in the buffer goes nowhere, so that Python does not complain about it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tocsin {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version and end.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show what the library logs, tracebacks included.")] = False,
) -> None:
    """An evidence desk for armed conflict: reports in, a sourced event ledger out, offline."""
    # Whatever a user should know is said by the verbs; the log is for whoever looks for a fault.
    logging.basicConfig(level=logging.DEBUG if debug else logging.CRITICAL, stream=sys.stderr)


app = typer.Typer(cls=_Verbs, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)
app.callback()(_options)
for _verb in VERBS:
    app.command(_verb.__name__)(_verb)


def main() -> None:
    """Run the command line and end with its exit code."""
    set_stream(sys.stdout, errors="replace")
    app(prog_name="tocsin")
