"""Headers of safety on every answer, and no request from another site's page.

Written as plain ASGI, so that it stands around everything, errors and static files included.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Frame-Options": "DENY",
}
_SAFE = frozenset({"GET", "HEAD"})

Origin = tuple[str, str]  # Scheme, and host name with its port.


class Guards:
    """Around an application: refuses what another site sends, and adds the headers.

    public_url: under which a proxy shows the application, "" where there is none. Only with it a
    proxy may put a host name of its own into the requests that it passes on.
    """

    def __init__(self, app: ASGIApp, public_url: str = "") -> None:
        self.app = app
        self.public = _origin(public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if scope["method"] not in _SAFE and not same_origin(Headers(scope=scope), self.public):
            refused = PlainTextResponse(
                "Permintaan datang dari halaman lain, jadi ditolak. Muat ulang halaman ini.", 403
            )
            await refused(scope, receive, with_headers)
            return
        await self.app(scope, receive, with_headers)


def same_origin(headers: Headers, public: Origin = ("", "")) -> bool:
    """Whether a form or script of our own sent this. public: our address behind a proxy.

    Every browser of today sends at least one of the two headers with a POST; who sends neither is
    no browser, so nobody's cookie is being abused, and it is refused all the same.
    """
    sites = headers.getlist("sec-fetch-site")
    origins = headers.getlist("origin")
    if not sites and not origins:
        return False
    if any(site != "same-origin" for site in sites):
        return False
    host = headers.get("host", "").lower()
    return all(_is_ours(_origin(origin), host, public) for origin in origins)


def _is_ours(origin: Origin, host: str, public: Origin) -> bool:
    scheme, netloc = origin
    if netloc and netloc == public[1]:
        # Where we are known by https, somebody on the way could have written a page under http.
        return scheme == public[0]
    return bool(netloc) and netloc == host


def _origin(address: str) -> Origin:
    """Scheme, and name with port; both "" for "null" and whatever else is no web address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return (parts.scheme, parts.netloc.lower()) if parts.scheme in ("http", "https") else ("", "")
