"""Messages that are no complaint and yet need an officer: read, answered, given back, done with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from console import messages
from console.access import StaffRoute
from console.html import staff_page
from console.message_words import ABOUT, EMPTY, NAMES, Tab
from console.messages import Listed
from console.parts import STAFF, Console
from console.uploads import limited_form
from domain.errors import InvalidTransitionError
from domain.messages import Address
from domain.people import May, Officer
from handlers.actions import Action, Chat, Release, TakeOver
from storage.engine import reading, transaction
from storage.handovers import place_of
from storage.matters import handle, matter

PAGE = f"{STAFF}/pesan"
_FORM = 100_000  # Bytes of a posted form.
_LONGEST = 4000  # Characters of a reply.
# What was just done, said on the page that follows.
_DONE = {
    "selesai": "Ditandai selesai.",
    "sudah": "Sudah ditandai selesai oleh petugas lain.",
    "dibalas": "Balasan masuk antrean kirim.",
    "dilepas": "Percakapan dikembalikan ke bot.",
    "dipegang": "Percakapan ini sekarang dipegang petugas; bot diam. Balas di bawah ini.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a form could not do, for which item of which tab, and what was typed there."""

    tab: Tab
    key: int
    text: str = ""
    typed: str = ""


def routes(console: Console) -> list[BaseRoute]:
    """The page, and one address for each thing that can be done there."""
    pages = Messages(console)
    return [
        StaffRoute(console, PAGE, pages.page, (May.SEE_QUEUE,)),
        StaffRoute(console, f"{PAGE}/selesai", pages.done, (May.WORK,), ["POST"]),
        StaffRoute(console, f"{PAGE}/pegang", pages.take, (May.ANSWER,), ["POST"]),
        StaffRoute(console, f"{PAGE}/balas", pages.reply, (May.ANSWER,), ["POST"]),
        StaffRoute(console, f"{PAGE}/lepas", pages.release, (May.ANSWER,), ["POST"]),
    ]


class Messages:
    """The tabs, and what is done to their items."""

    def __init__(self, console: Console) -> None:
        self.console = console

    async def page(self, request: Request, officer: Officer) -> Response:
        return await self._tab(request, officer, _tab_of(request.query_params.get("bagian", "")))

    async def done(self, request: Request, officer: Officer) -> Response:
        """An officer is done with a message or with another office's matter."""
        form = await self._form(request)
        key = _number(form.get("pesan", ""))
        try:
            first = await transaction(
                self.console.database, handle, key, by=officer.username, now=self.console.now()
            )
        except LookupError:
            raise HTTPException(404, "Pesan itu tidak ada.") from None
        tab = _tab_of(form.get("bagian", ""))
        return _after(request, tab, "selesai" if first else "sudah")

    async def take(self, request: Request, officer: Officer) -> Response:
        """The bot keeps quiet in the conversation from which a message came."""
        form = await self._form(request)
        key = _number(form.get("pesan", ""))
        try:
            found = await reading(self.console.database, matter, key)
        except LookupError:
            raise HTTPException(404, "Pesan itu tidak ada.") from None
        return await self._act(
            request, officer, TakeOver(), found.sender.address, Problem(Tab.UNREAD, key), "dipegang"
        )

    async def reply(self, request: Request, officer: Officer) -> Response:
        """Something is said in a conversation that a human has."""
        form = await self._form(request)
        key = _number(form.get("percakapan", ""))
        text = form.get("teks", "").strip()
        form_of = Problem(Tab.HANDED_OVER, key, typed=text)
        if len(text) > _LONGEST:
            said = f"Balasan terlalu panjang: {len(text)} huruf, paling banyak {_LONGEST}."
            return await self._refused(request, officer, replace(form_of, text=said), 422)
        address = await self._address(key)
        return await self._act(request, officer, Chat("", text), address, form_of, "dibalas")

    async def release(self, request: Request, officer: Officer) -> Response:
        """The conversation goes back to the bot."""
        form = await self._form(request)
        key = _number(form.get("percakapan", ""))
        address = await self._address(key)
        return await self._act(
            request, officer, Release(), address, Problem(Tab.HANDED_OVER, key), "dilepas"
        )

    async def _act(
        self,
        request: Request,
        officer: Officer,
        action: Action,
        address: Address,
        form: Problem,
        done: str,
    ) -> Response:
        try:
            await self.console.desk.act(action, officer, address)
        except InvalidTransitionError as error:
            said = str(error)
            problem = replace(form, text=f"{said[:1].upper()}{said[1:]}.")
            return await self._refused(request, officer, problem, 409)
        return _after(request, Tab.HANDED_OVER, done)

    async def _refused(
        self, request: Request, officer: Officer, problem: Problem, status: int
    ) -> Response:
        if _wants_json(request):
            return JSONResponse({"error": problem.text}, status_code=status)
        return await self._tab(request, officer, problem.tab, problem=problem, status=status)

    async def _address(self, conversation_id: int) -> Address:
        """Where a conversation is held; its number never stands in a page."""
        try:
            found = await reading(self.console.database, place_of, conversation_id)
        except LookupError:
            raise HTTPException(404, "Percakapan itu tidak ada.") from None
        return found.address

    async def _form(self, request: Request) -> dict[str, str]:
        form = await limited_form(request, _FORM)
        return {name: value for name, value in form.items() if isinstance(value, str)}

    async def _tab(
        self,
        request: Request,
        officer: Officer,
        tab: Tab,
        *,
        problem: Problem | None = None,
        status: int = 200,
    ) -> Response:
        now, office = self.console.now(), self.console.office()
        query = request.query_params if problem is None else {}
        done = query.get("selesai", "") == "ya" and tab in (Tab.UNREAD, Tab.ELSEWHERE)
        after = query.get("setelah", "")
        notes = []

        def read(conn: Connection) -> tuple[dict[Tab, int], Listed]:
            counted = messages.counts(conn, now)
            try:
                return counted, messages.listed(conn, tab, office, now, after, done=done)
            except ValueError:
                notes.append("Penanda halaman itu tidak terbaca, jadi ini halaman pertama.")
                return counted, messages.listed(conn, tab, office, now, "", done=done)

        counts, listed = await reading(self.console.database, read)
        return staff_page(
            "messages.html",
            officer,
            status=status,
            here="pesan",
            page=PAGE,
            tab=tab.value,
            tabs=[(each.value, NAMES[each], counts[each]) for each in Tab],
            about=ABOUT[tab],
            empty=EMPTY[tab],
            entries=listed.entries,
            handled=done,
            can_be_done=tab in (Tab.UNREAD, Tab.ELSEWHERE),
            first=_url(tab, selesai="ya" if done else "") if after else "",
            next=_url(tab, selesai="ya" if done else "", setelah=listed.after)
            if listed.after
            else "",
            newest_first=done or tab not in (Tab.UNREAD, Tab.ELSEWHERE, Tab.HANDED_OVER),
            notes=notes,
            said=_DONE.get(query.get("kabar", ""), ""),
            problem=problem,
        )


def _tab_of(value: str) -> Tab:
    """The tab of this name, the first where there is none."""
    return next((tab for tab in Tab if tab.value == value), Tab.UNREAD)


def _number(value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 19):
        raise HTTPException(422, "Formulir itu tidak lengkap. Muat ulang halamannya.")
    return int(value)


def _url(tab: Tab, **query: str) -> str:
    given = {"bagian": tab.value, **{name: value for name, value in query.items() if value}}
    return f"{PAGE}?{urlencode(given)}"


def _wants_json(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


def _after(request: Request, tab: Tab, done: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"done": _DONE[done]})
    return RedirectResponse(_url(tab, kabar=done), status_code=303)
