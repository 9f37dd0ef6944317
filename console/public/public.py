"""The public application: its routes behind the guards. It sets no cookie and reads none."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from console.guards import Guards
from console.parts import Console
from console.public import report, start, status
from console.public.page import STATIC, public_page
from domain.errors import StorageUnavailableError

_FILES = {
    "public.css": "text/css",
    "public.js": "text/javascript",
    "lambang.svg": "image/svg+xml",
}
_FOLDER = Path(__file__).parent.parent / "static"
_BEGIN = (report.FORM_PATH, status.STATUS_PATH, start.POSTER, STATIC)

_SENTENCES = {
    404: "Halaman ini tidak ada.",
    405: "Halaman ini tidak bisa dibuka dengan cara itu.",
}


def is_public(path: str) -> bool:
    """Whether an address belongs to the public face. `/` does where the shell says so."""
    return any(path == begin or path.startswith(f"{begin}/") for begin in _BEGIN)


def build_public(console: Console) -> ASGIApp:
    """The ASGI application."""

    async def refused(request: Request, error: Exception) -> Response:
        code = error.status_code if isinstance(error, HTTPException) else 500
        said = error.detail if isinstance(error, HTTPException) else ""
        # Of our own sentences only: Starlette's are English.
        text = _SENTENCES.get(code) or (said if code in (400, 413) else "Permintaan ini ditolak.")
        return public_page(console, "problem.html", status=code, code=code, text=text)

    async def away(request: Request, error: Exception) -> Response:
        text = "Sistem sedang tidak bisa menyimpan. Coba lagi sebentar lagi."
        response = public_page(console, "problem.html", status=503, code=503, text=text)
        response.headers["Retry-After"] = "5"
        return response

    async def failed(request: Request, error: Exception) -> Response:
        # Starlette logs the error itself; the page holds no trace of it.
        text = "Ada galat di server. Coba lagi, atau hubungi kami lewat telepon."
        return public_page(console, "problem.html", status=500, code=500, text=text)

    routes: list[BaseRoute] = [_static()]
    for module in (start, report, status):
        routes += module.routes(console)
    return Guards(
        Starlette(
            routes=routes,
            exception_handlers={
                HTTPException: refused,
                StorageUnavailableError: away,
                Exception: failed,
            },
        )
    )


def _static() -> Route:
    """Our own style, script and emblem, read once; nothing of the staff's."""
    files = {name: (_FOLDER / name).read_bytes() for name in _FILES}

    async def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in files:
            return PlainTextResponse("Tidak ditemukan.", status_code=404)
        headers = {"Cache-Control": "max-age=300"}
        return Response(files[name], media_type=_FILES[name], headers=headers)

    return Route(f"{STATIC}/{{name}}", static)
