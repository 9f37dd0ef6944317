"""The staff's application: all routes under /kantor, behind sign-in and the guards."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from console.access import StaffRoute, home
from console.guards import Guards
from console.html import staff_page
from console.pages import PAGES
from console.parts import STAFF, Console
from domain.errors import StorageUnavailableError
from domain.people import Officer

_STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def build_staff(console: Console) -> ASGIApp:
    """The ASGI application. Every route but sign-in and static files is a StaffRoute."""

    async def start(request: Request, officer: Officer) -> Response:
        return RedirectResponse(home(officer), status_code=303)

    routes: list[BaseRoute] = [
        StaffRoute(console, STAFF, start, may=()),
        StaffRoute(console, f"{STAFF}/", start, may=()),
        static_route(f"{STAFF}/statis"),
    ]
    for module in PAGES:
        routes += module.routes(console)
    return Guards(
        Starlette(
            routes=routes,
            exception_handlers={
                HTTPException: _refused,
                StorageUnavailableError: _away,
                Exception: _failed,
            },
        ),
        console.options.public_url,
    )


def static_route(prefix: str) -> Route:
    """Our own styles, scripts and pictures, read once."""
    files = {
        path.name: (path.read_bytes(), _TYPES[path.suffix])
        for path in _STATIC.iterdir()
        if path.suffix in _TYPES
    }

    async def static(request: Request) -> Response:
        found = files.get(request.path_params["name"])
        if found is None:
            return PlainTextResponse("Tidak ditemukan.", status_code=404)
        headers = {"Cache-Control": "max-age=300"}
        return Response(found[0], media_type=found[1], headers=headers)

    return Route(f"{prefix}/{{name}}", static)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = error.detail if isinstance(error, HTTPException) else ""
    return _problem(request, status, said)


async def _away(request: Request, error: Exception) -> Response:
    response = _problem(
        request, 503, "Basis data sedang tidak bisa dihubungi. Coba lagi sebentar lagi."
    )
    response.headers["Retry-After"] = "5"
    return response


async def _failed(request: Request, error: Exception) -> Response:
    # Starlette logs the error itself; the page holds no trace of it.
    return _problem(request, 500, "Ada galat di server. Yang sudah tersimpan tetap tersimpan.")


def _problem(request: Request, status: int, said: str) -> HTMLResponse:
    officer = getattr(request.state, "officer", None)
    plain = {404: "Halaman ini tidak ada.", 405: "Cara ini tidak diterima di sini."}
    generic = said in ("", "Not Found", "Method Not Allowed", "Forbidden")
    text = plain.get(status, "Permintaan ini ditolak.") if generic else said
    return staff_page("problem.html", officer, status=status, code=status, text=text)
