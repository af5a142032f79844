"""`tocsin serve`: the evidence desk in a browser."""

from __future__ import annotations

from pathlib import Path

from tocsin.cli.options import Host, Open, Port, Workspace
from tocsin.cli.output import say


def serve(workspace: Workspace = None, host: Host = None, port: Port = None, open: Open = False) -> None:  # noqa: A002
    """Show the desk in a browser.

    It runs until stopped with Ctrl-C, and nothing leaves this machine.
    """
    from tocsin.workspace import open as open_workspace

    with open_workspace(workspace) as desk:
        path = desk.path
    serve_desk(path, host=host, port=port, open_browser=open)


def serve_desk(path: Path, *, host: str | None = None, port: int | None = None, open_browser: bool = False) -> None:
    """Serve the workspace at `path` where the options or the settings say, until Ctrl-C: that is its ordinary end."""
    from contextlib import suppress

    from tocsin.settings import load_settings
    from tocsin.web.server import serve as serve_web

    settings = load_settings()
    with suppress(KeyboardInterrupt):
        serve_web(
            path,
            host=settings.host if host is None else host,
            port=settings.port if port is None else port,
            open_browser=open_browser,
            on_ready=_say_address,
        )


def _say_address(address: str) -> None:
    import sys

    say(f"The desk is at {address} (stop it with Ctrl-C)")
    sys.stdout.flush()
