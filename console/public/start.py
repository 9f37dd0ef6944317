"""Where a citizen begins: the two doors and all media, and the poster that leads there."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from console.parts import Console
from console.poster import OTHER, TITLE, poster_pdf, promise, qr_svg
from console.public.links import doors
from console.public.page import public_page

POSTER = "/pos"


def routes(console: Console) -> list[BaseRoute]:
    page = _Start(console)
    return [
        Route("/", page.start),
        Route(POSTER, page.poster),
        Route(f"{POSTER}/qr/{{name}}.svg", page.code),
        Route(f"{POSTER}/poster.pdf", page.document),
    ]


class _Start:
    def __init__(self, console: Console) -> None:
        self.console = console

    async def start(self, request: Request) -> Response:
        found = {door.name: door for door in doors(self.console)}
        return public_page(self.console, "start.html", doors=found)

    async def poster(self, request: Request) -> Response:
        return public_page(
            self.console,
            "poster.html",
            doors=doors(self.console),
            title=TITLE,
            promise=promise(self.console.office()),
            other=OTHER,
            form=bool(self.console.options.public_url),
        )

    async def code(self, request: Request) -> Response:
        name = request.path_params["name"]
        for door in doors(self.console):
            if door.name == name:
                return Response(qr_svg(door.link), media_type="image/svg+xml")
        raise HTTPException(404)

    async def document(self, request: Request) -> Response:
        found = doors(self.console)
        if not found:
            raise HTTPException(404)
        content = await asyncio.to_thread(poster_pdf, found, self.console.office())
        name = 'inline; filename="poster-pengaduan.pdf"'
        return Response(
            content, media_type="application/pdf", headers={"Content-Disposition": name}
        )
