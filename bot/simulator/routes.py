"""The simulator's addresses: the page, the conversation as JSON, messages, officers' actions.

Without JavaScript the page sends forms and is redirected; with it, the same fields go as JSON and
the conversation comes back.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.protocol import plain_action
from bot.simulator.forms import InputError, Player, message_of, player_of, read_fields
from bot.simulator.guards import Endpoint, guarded
from bot.simulator.page import Page
from bot.simulator.view import View, label_of_button, look
from domain.errors import BaleAduanError, InvalidTransitionError
from domain.messages import TELEGRAM
from handlers.actions import SYSTEM_OFFICER, Release
from storage.complaints import by_number
from storage.engine import reading
from storage.transcripts import conversation_at, standing_of

# Does what the fields of a request ask for, on behalf of a player.
_Work = Callable[[dict[str, str], Player], Awaitable[None]]

_STATIC = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_ACTIONS = ("answer", "close", "release")

# A page without JavaScript cannot look again by itself, so it waits for the bot for a moment.
_LOOKS, _BETWEEN = 40, 0.05


def simulator_routes(app: App) -> list[BaseRoute]:
    """The routes, none where the settings keep the simulator off."""
    if not app.settings.simulator_on:
        return []
    desk = _Counter(app)
    files = {
        path.name: (path.read_bytes(), _TYPES[path.suffix])
        for path in _STATIC.iterdir()
        if path.suffix in _TYPES
    }

    async def start(request: Request) -> Response:
        return RedirectResponse("/simulator", status_code=307)

    async def static(request: Request) -> Response:
        found = files.get(request.path_params["name"])
        if found is None:
            return Response("Tidak ditemukan.", status_code=404, media_type="text/plain")
        return Response(found[0], media_type=found[1])

    return [
        Route("/", guarded(start)),
        Route("/simulator", guarded(desk.page)),
        Route("/simulator/new", guarded(desk.newcomer)),
        Route("/simulator/conversation", guarded(desk.conversation)),
        Route("/simulator/messages", guarded(desk.posting(desk.message)), methods=["POST"]),
        Route("/simulator/officer", guarded(desk.posting(desk.officer)), methods=["POST"]),
        Route("/simulator/static/{name}", guarded(static)),
    ]


class _Counter:
    """What the page can do, on the parts of one running process."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.html = Page(app.settings.dialogue.burst_seconds)

    async def look(self, player: Player) -> View:
        app = self.app
        return await reading(app.database, look, player.address, app.office(), app.intake.now())

    async def show(
        self, player: Player, error: str = "", status: int = 200, typed: str = ""
    ) -> Response:
        view = await self.look(player)
        text = self.html.render(player, view, self.app.office(), error=error, typed=typed)
        return HTMLResponse(text, status_code=status)

    async def page(self, request: Request) -> Response:
        try:
            player = player_of(request.query_params)
        except InputError as error:
            return await self.show(Player(), str(error), error.status)
        return await self.show(player)

    async def newcomer(self, request: Request) -> Response:
        """To a citizen whom nobody has played yet."""
        try:
            player = player_of({"channel": request.query_params.get("channel", "")})
        except InputError:
            player = Player()
        for _ in range(20):
            number = 2 + secrets.randbelow(8998)
            sender = str(1000 + number) if player.channel == TELEGRAM else f"+628120000{number:04}"
            player = replace(player, sender=sender)
            if await reading(self.app.database, conversation_at, player.address) is None:
                break
        return RedirectResponse(player.url, status_code=303)

    async def conversation(self, request: Request) -> Response:
        try:
            player = player_of(request.query_params)
        except InputError as error:
            return JSONResponse({"error": str(error)}, status_code=error.status)
        view = await self.look(player)
        if request.query_params.get("seen") == view["version"]:
            return Response(status_code=204)
        return JSONResponse(view)

    def posting(self, work: _Work) -> Endpoint:
        """An endpoint that does something for a player and shows what came of it."""

        async def answer(request: Request) -> Response:
            as_json = "json" in request.headers.get("content-type", "")
            player, fields = Player(), dict[str, str]()
            try:
                fields = await read_fields(request)
                player = player_of(fields)
                await work(fields, player)
            except (InputError, InvalidTransitionError) as error:
                status = error.status if isinstance(error, InputError) else 409
                if as_json:
                    return JSONResponse({"error": _sentence(error)}, status_code=status)
                return await self.show(player, _sentence(error), status, fields.get("text", ""))
            if as_json:
                return JSONResponse(await self.look(player))
            await self._settled(player)
            return RedirectResponse(f"{player.url}#akhir", status_code=303)

        return answer

    async def message(self, fields: dict[str, str], player: Player) -> None:
        message = message_of(fields, player, self.app.intake.now())
        if message.button and not message.text:
            # The press proves that the question was read, however fast it came.
            text = await reading(self.app.database, label_of_button, player.address, message.button)
            message = replace(message, text=text)
        await self.app.intake.take([message], json.dumps(fields))

    async def officer(self, fields: dict[str, str], player: Player) -> None:
        """Only on what simulated citizens have made; everything else is for the console."""
        name, ticket = fields.get("action", ""), fields.get("ticket", "").strip()
        if name not in _ACTIONS:
            raise InputError("Tindakan petugas itu tidak dikenal.")
        if name == "release":
            await self.app.desk.act(Release(), SYSTEM_OFFICER, player.address)
            return
        try:
            complaint = await reading(self.app.database, by_number, ticket)
        except LookupError:
            raise InputError(f"Tidak ada laporan bernomor {ticket[:40]}.", 404) from None
        if not complaint.sender.simulated:
            raise InputError("Laporan itu dari warga sungguhan, jadi tidak diubah dari sini.", 403)
        action = plain_action(name, ticket, fields.get("text") or "")
        await self.app.desk.act(action, SYSTEM_OFFICER)

    async def _settled(self, player: Player) -> None:
        """Until the bot has read what the citizen wrote, or it takes too long."""
        for _ in range(_LOOKS):
            standing = await reading(self.app.database, standing_of, player.address)
            if standing is None or not standing.pending:
                return
            await asyncio.sleep(_BETWEEN)


def _sentence(error: BaleAduanError) -> str:
    text = str(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
