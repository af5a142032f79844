"""The desk's server: one workspace, this machine only, quiet unless something is wrong.

Prevents a desk that other machines can reach without an account.
"""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

import tocsin.workspace
from tocsin.errors import InvalidConfig, NotFound, TocsinError, WorkspaceError
from tocsin.web.guard import Guard, require_loopback
from tocsin.web.pages import STATIC, json_routes, shell_routes

STATUS = ((NotFound, 404), (InvalidConfig, 422), (WorkspaceError, 503), (TocsinError, 500))
"""What an error of the family is in HTTP; the first that fits holds."""


def make_app(workspace: str | Path) -> FastAPI:
    """The desk over one workspace, as an ASGI application. Raises `WorkspaceError` where there is none."""
    desk = tocsin.workspace.open(workspace)
    app = FastAPI(
        title="Tocsin desk",
        description="Every page of the desk as JSON: the path of the page with `.json`, and the same query.",
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(json_routes(desk))
    app.include_router(shell_routes())
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(TocsinError, _said)
    app.add_exception_handler(HTTPException, _missing)
    app.add_exception_handler(RequestValidationError, _misasked)
    app.add_exception_handler(Exception, _failed)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Guard)
    return app


def serve(
    workspace: str | Path,
    *,
    host: str,
    port: int,
    open_browser: bool = False,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serves the desk until interrupted; `on_ready` is told the address once it answers. Port 0 takes a free one.

    Raises `InvalidConfig` for a host that is not loopback and for a port that is taken or cannot be.
    """
    require_loopback(host)
    app = make_app(workspace)
    with _listening(host, port) as listener:
        address = _address(host, listener.getsockname()[1])

        def ready() -> None:
            if on_ready:
                on_ready(address)
            if open_browser:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", server_header=False)
        _Server(config, ready).run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that says when it has started."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts to answer, then tells."""
        await super().startup(sockets=sockets)
        self.ready()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.strip("[]"), port))
    except (OSError, OverflowError) as error:
        listener.close()
        why = getattr(error, "strerror", None) or error
        raise InvalidConfig(f"port {port} on {host}: {why}; try: tocsin serve --port 0 (takes a free one)") from error
    return listener


def _address(host: str, port: int) -> str:
    bare = host.strip("[]")
    return f"http://[{bare}]:{port}/" if ":" in bare else f"http://{bare}:{port}/"


async def _said(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    return JSONResponse({"error": type(error).__name__, "message": str(error)}, status_code=status)


async def _missing(request: Request, error: Exception) -> Response:
    """An unknown path, or a method that the desk does not have: it only reads."""
    assert isinstance(error, HTTPException)
    said = {"error": "NotFound", "message": f"nothing at {request.url.path}; the pages are listed at /openapi.json"}
    if error.status_code != 404:
        said = {"error": "Refused", "message": str(error.detail)}
    return JSONResponse(said, status_code=error.status_code, headers=error.headers)


async def _misasked(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(f"{item['loc'][-1]}: {item['msg']}" for item in error.errors())
    return JSONResponse({"error": "InvalidQuery", "message": wrong}, status_code=422)


async def _failed(request: Request, error: Exception) -> Response:
    """A mistake of ours: the server's log has the trace, the reader is told without it."""
    said = f"{request.url.path}: the desk failed ({type(error).__name__}); please report this to Tocsin's developers"
    return JSONResponse({"error": "Internal", "message": said}, status_code=500)
