"""Before the first day of work: the one-time link that sets a password, and the second factor.

Opening the link changes nothing, because programs that show previews of links open them too. Who
set a password signs in with it like everybody else, the second factor included.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from console import cookies, second_factor
from console.access import SIGN_IN, any_session, way_back
from console.entering import Entering
from console.entrance import set_up_page, sign_in_page, typed, wait_page
from console.html import staff_page
from console.pages.sign_in import MOST_FORM, SET_UP, along, with_way
from console.parts import STAFF, Console
from console.passwords import SHORTEST
from console.uploads import limited_form
from domain.people import Officer
from storage.engine import reading, transaction
from storage.second_factor import waiting_secret
from storage.sign_in import finish_set_up, link_owner, use_link

_SMALL_FORM = 16 * 1024  # Bytes.
_DEAD_LINK = (
    "Tautan ini sudah dipakai, sudah diganti, atau lewat 24 jam. Minta tautan baru kepada admin."
)


def routes(console: Console) -> list[BaseRoute]:
    page = _SetUp(console)
    link = f"{STAFF}/mulai/{{token}}"
    return [
        Route(SET_UP, page.show),
        Route(SET_UP, page.confirm, methods=["POST"]),
        Route(link, page.show_link),
        Route(link, page.set_password, methods=["POST"]),
    ]


class _SetUp(Entering):
    async def show(self, request: Request) -> Response:
        way = request.query_params.get("lanjut", "")
        try:
            officer, secret = await self._waiting(request)
        except LookupError:
            return RedirectResponse(with_way(SIGN_IN, way), status_code=303)
        return set_up_page(officer, secret, way=way)

    async def confirm(self, request: Request) -> Response:
        console, now = self.console, self.console.now()
        form = await limited_form(request, MOST_FORM)
        way, unsent = along(form)
        try:
            officer, secret = await self._waiting(request)
        except LookupError:
            return sign_in_page(status=401, expired=True, way=way, unsent=unsent)
        codes = second_factor.new_recovery_codes()
        token, opening = self.opening(request, complete=True)
        try:
            step = second_factor.step_of(secret, typed(form, "kode"), now)
            await transaction(
                console.database,
                finish_set_up,
                officer,
                secret,
                step,
                [second_factor.recovery_digest(officer.id, code) for code in codes],
                opening,
                now,
            )
        except LookupError:
            return set_up_page(
                officer, secret, status=422, error=second_factor.NOT_YET, way=way, unsent=unsent
            )
        response = staff_page(
            "account_codes.html",
            officer,
            codes=codes,
            way=way_back(way, officer),
            unsent=unsent,
        )
        cookies.give(request, response, token, console.options)
        return response

    async def _waiting(self, request: Request) -> tuple[Officer, str]:
        """Who has to set up the second factor now, and its secret. Raises LookupError."""
        session = await any_session(self.console, request)
        if session.complete or session.second_factor:
            raise LookupError("there is nothing to set up here")
        secret = await reading(self.console.database, waiting_secret, session.officer.id)
        if not secret:
            raise LookupError("nothing waits to be set up")
        return session.officer, secret

    async def show_link(self, request: Request) -> Response:
        try:
            officer = await self._owner(request)
        except LookupError:
            return _dead()
        return _password_page(officer)

    async def set_password(self, request: Request) -> Response:
        console = self.console
        form = await limited_form(request, _SMALL_FORM)
        if wait := self.limit.wait(request, console.now()):
            return wait_page(wait)
        password, repeated = typed(form, "baru"), typed(form, "ulang")
        try:
            officer = await self._owner(request)
            if problems := await self.passwords.problems(password, repeated, officer):
                return _password_page(officer, problems)
            hashed = await self.passwords.hash(password)
            digest = cookies.digest(request.path_params["token"])
            await transaction(console.database, use_link, digest, hashed, console.now())
        except LookupError:
            return _dead()
        return RedirectResponse(f"{SIGN_IN}?siap=1", status_code=303)

    async def _owner(self, request: Request) -> Officer:
        """Whose link this is. Raises LookupError."""
        digest = cookies.digest(request.path_params["token"])
        return await reading(self.console.database, link_owner, digest, self.console.now())


def _password_page(officer: Officer, problems: Sequence[str] = ()) -> Response:
    return staff_page(
        "sign_in_start.html",
        None,
        status=422 if problems else 200,
        name=officer.name,
        username=officer.username,
        role=officer.role,
        shortest=SHORTEST,
        problems=problems,
    )


def _dead() -> Response:
    return sign_in_page(status=404, error=_DEAD_LINK)
