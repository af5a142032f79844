"""What stands between the desk and the rest of the network.

Prevents three things: a page elsewhere reading the desk through a rebound host name (DNS rebinding), a report's words
running as script, and the desk fetching anything from outside. There are no accounts yet, so only loopback is served.
"""

from __future__ import annotations

import ipaddress
import json

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tocsin.errors import InvalidConfig

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types svelte-trusted-html",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Sent with every answer. The one trusted-types policy is the template compiler's own; reports are text nodes."""


def is_loopback(host: str) -> bool:
    """Whether a host name or address, without a port, can only mean this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def require_loopback(host: str) -> None:
    """Raises `InvalidConfig` for an address that other machines could reach."""
    if not is_loopback(host):
        raise InvalidConfig(
            f"host {host}: the desk has no accounts yet and listens on this machine only; "
            "try: tocsin serve --host 127.0.0.1"
        )


def host_of(header: str) -> str:
    """The host in a `Host` header, without its port: `127.0.0.1:8765` → `127.0.0.1`, `[::1]:80` → `[::1]`."""
    host, colon, port = header.rpartition(":")
    return host if colon and port.isdigit() else header


class Guard:
    """Refuses foreign `Host` headers with 421 and puts `HEADERS` on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(hosts) == 1 and is_loopback(host_of(hosts[0])):
            await self.app(scope, receive, guarded)
        else:
            await _refuse(guarded, hosts)


async def _refuse(send: Send, hosts: list[str]) -> None:
    named = hosts[0][:80] if hosts else "none"
    said = {"error": "Misdirected", "message": f"this desk answers as localhost or 127.0.0.1 only (asked for: {named})"}
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(said).encode()})
