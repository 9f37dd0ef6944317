"""Who may use the simulator: a person at this machine, on a page that this server itself gave out.

A web site that the same person has open could send requests here too, or point a name of its own
at 127.0.0.1 (DNS rebinding). So the address, the host name and the origin are all checked.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.settings import is_loopback

Endpoint = Callable[[Request], Awaitable[Response]]

_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?", re.IGNORECASE)
# A proxy adds one of these, and behind a proxy everybody seems to be at this machine.
_PROXY_HEADERS = ("x-forwarded-for", "x-real-ip", "forwarded")

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # With "no-referrer" browsers send "Origin: null" with a form, which is refused here.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def refusal(request: Request) -> str:
    """Why the request is refused, in a sentence; "" where it may go on."""
    headers = request.headers
    if request.client is None or not is_loopback(request.client.host):
        return "Simulator hanya dapat dibuka dari komputer ini."
    if any(name in headers for name in _PROXY_HEADERS):
        return "Simulator tidak dapat dibuka lewat perantara (proxy)."
    hosts = headers.getlist("host")
    if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):
        return "Buka simulator lewat http://127.0.0.1 atau http://localhost."
    if request.method not in ("GET", "HEAD") and not _same_origin(request, hosts[0]):
        return "Permintaan datang dari halaman lain, jadi ditolak."
    return ""


def _same_origin(request: Request, host: str) -> bool:
    headers = request.headers
    if any(site != "same-origin" for site in headers.getlist("sec-fetch-site")):
        return False
    return all(_netloc(origin) == host.lower() for origin in headers.getlist("origin"))


def _netloc(origin: str) -> str:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme in ("http", "https") else ""


def guarded(endpoint: Endpoint) -> Endpoint:
    """The endpoint behind the checks; whatever it answers gets the headers of safety."""

    @wraps(endpoint)
    async def answer(request: Request) -> Response:
        reason = refusal(request)
        if reason:
            response: Response = PlainTextResponse(reason, status_code=403)
        else:
            response = await endpoint(request)
        response.headers.update(HEADERS)
        return response

    return answer
