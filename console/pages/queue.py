"""The queue: what waits for the office, what is due first on top, two lines for each complaint."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from console.access import StaffRoute
from console.html import staff_page
from console.parts import STAFF, Console
from console.queue import asked as address
from console.queue import screen
from console.queue.asked import QUEUE
from domain.people import May, Officer
from storage.queue_views import View

_MAY = (May.SEE_QUEUE, May.SEE_GIVEN)


def routes(console: Console) -> list[BaseRoute]:
    """The list, and what its script asks every few seconds."""
    queue = Queue(console)
    return [
        StaffRoute(console, QUEUE, queue.page, _MAY),
        StaffRoute(console, f"{QUEUE}/kabar", queue.news, _MAY),
    ]


class Queue:
    """The page, and the same as figures for the script that keeps it fresh."""

    def __init__(self, console: Console) -> None:
        self.console = console

    async def page(self, request: Request, officer: Officer) -> Response:
        look = screen.look_of(self.console, officer)
        office = self.console.office()
        asked = address.read(request.query_params, look, office.calendar)
        if asked.jump:
            return RedirectResponse(f"{STAFF}/aduan/{asked.jump}", status_code=303)
        found = await screen.find(self.console, asked, look)
        fields = screen.fields(asked, office, look, found)
        after = found.page.after
        return staff_page(
            "queue.html",
            officer,
            here="antrean",
            asked=asked,
            views=screen.view_links(asked, look, found.counts),
            rows=screen.rows(found, office, look),
            found=found,
            fields=fields,
            used=screen.used(asked, fields),
            digest=found.digest(look),
            next=asked.address(after=after) if after else "",
            first=asked.address() if asked.after else "",
            news=asked.address(after=asked.after, path=f"{QUEUE}/kabar"),
            everywhere=address.address(View.ALL, asked.chosen),
            clear=address.address(asked.view, {}),
            export=asked.address(path=f"{STAFF}/ekspor"),
            empty=screen.say_none(asked, look),
            newest_first=asked.view is View.ALL,
        )

    async def news(self, request: Request, officer: Officer) -> Response:
        """Counts, a digest of the page and its numbers: enough to say that something is new."""
        look = screen.look_of(self.console, officer)
        asked = address.read(request.query_params, look, self.console.office().calendar)
        found = await screen.find(self.console, asked, look)
        return JSONResponse(
            {
                "counts": {view.value: count for view, count in found.counts.items()},
                "total": found.total,
                "unread": found.unread,
                "digest": found.digest(look),
                "numbers": [item.complaint.number for item in found.page.items],
            }
        )
