"""A complaint as it is read: its page, what changed since, the reveal, what to merge it with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from console.access import StaffRoute
from console.complaint.page import Reveal, compared, say_here, show, stamp
from console.complaint.related import MOST, related
from console.complaint.unknown import is_number, similar, typed
from console.complaint.view import UnknownComplaintError, View, load
from console.html import staff_page
from console.parts import STAFF, Console
from console.uploads import limited_form
from domain.complaint import AuditEvent
from domain.people import May, Officer
from domain.tickets import find_numbers
from storage.audit import Happened, append
from storage.engine import reading, transaction
from storage.presence import is_fresh, note, others

_SEE = (May.SEE_QUEUE, May.SEE_GIVEN)
_REVEAL = (May.REVEAL, May.REVEAL_CONFIDENTIAL)
_LEAST_REASON = 5
_MOST_REASON = 500
_FORM = 16 * 1024  # Bytes.


def routes(console: Console) -> list[BaseRoute]:
    """The addresses of one complaint that are read, and the reveal."""

    async def page(request: Request, officer: Officer) -> Response:
        number = request.path_params["number"]
        try:
            view = await load(console, officer, number)
        except UnknownComplaintError:
            found = find_numbers(number)
            if len(found) == 1 and found[0] != number:
                # Written otherwise, as in a letter or without the dashes.
                return RedirectResponse(f"{STAFF}/aduan/{found[0]}", status_code=303)
            return await _unknown(console, officer, number)
        return await show(console, officer, view, query=request.query_params)

    async def news(request: Request, officer: Officer) -> Response:
        try:
            view = await load(console, officer, request.path_params["number"])
        except UnknownComplaintError as error:
            return JSONResponse({"error": error.detail}, status_code=404)
        now = await reading(console.database, _news, view)
        if not now.fresh:
            await transaction(console.database, note, view.number, officer.id, view.now)
        return JSONResponse(
            {
                "version": view.complaint.version,
                "stamp": now.stamp,
                "here": [one.name for one in now.here],
                "say": say_here(now.here),
            }
        )

    async def reveal(request: Request, officer: Officer) -> Response:
        view = await load(console, officer, request.path_params["number"])
        form = await limited_form(request, _FORM)
        if not view.mask:
            return RedirectResponse(f"{STAFF}/aduan/{view.number}", status_code=303)
        if not view.can_reveal:
            said = Reveal(error="Peran Anda tidak boleh melihat identitas pelapor ini.")
            return await show(console, officer, view, status=403, reveal=said)
        reason = " ".join(str(form.get("alasan", "")).split())
        if not _LEAST_REASON <= len(reason) <= _MOST_REASON:
            said = Reveal(reason, "Tulis alasannya, 5 sampai 500 huruf; alasan ini dicatat.")
            return await show(console, officer, view, status=422, reveal=said)
        await transaction(console.database, _revealed, view, reason, console.now())
        return await show(console, officer, view.unmasked())

    async def merge(request: Request, officer: Officer) -> Response:
        view = await load(console, officer, request.path_params["number"])
        candidates = await reading(console.database, compared, view)
        return staff_page(
            "complaint/merge.html",
            officer,
            here="antrean",
            view=view,
            found=related(view, candidates, console.office(), MOST),
        )

    one = f"{STAFF}/aduan/{{number}}"
    return [
        StaffRoute(console, one, page, _SEE),
        StaffRoute(console, f"{one}/kabar", news, _SEE),
        StaffRoute(console, f"{one}/ungkap", reveal, _REVEAL, methods=("POST",)),
        StaffRoute(console, f"{one}/gabung", merge, (May.WORK,)),
    ]


class _News:
    def __init__(self, stamp: str, here: list[Officer], fresh: bool) -> None:
        self.stamp, self.here, self.fresh = stamp, here, fresh


def _news(conn: Connection, view: View) -> _News:
    return _News(
        stamp(conn, view),
        others(conn, view.number, view.officer.id, view.now),
        is_fresh(conn, view.number, view.officer.id, view.now),
    )


def _revealed(conn: Connection, view: View, reason: str, now: datetime) -> None:
    data: dict[str, str | int | float | bool | None] = {
        "confidential": view.complaint.facts.confidential
    }
    event = AuditEvent("identity_revealed", view.number, view.officer.username, data, reason)
    append(conn, [Happened(event, now, view.conversation_id)])


async def _unknown(console: Console, officer: Officer, number: str) -> Response:
    found = await reading(console.database, similar, officer, number)
    return staff_page(
        "complaint/unknown.html",
        officer,
        status=404,
        here="antrean",
        typed=typed(number),
        right=is_number(number),
        found=found,
    )
