"""Signing in and out: name and password, then a code where a second factor is on.

Between the two there is a session that opens nothing but the second step. Each step that succeeds
gives the browser a new token and ends the one before, so that a token planted by somebody else
never becomes one that lets in.
"""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from console import cookies, second_factor
from console.access import SIGN_IN, any_session, current, way_back
from console.entering import Entering
from console.entrance import code_page, next_try, set_up_page, sign_in_page, typed, wait_page
from console.parts import STAFF, Console
from console.unsent import Unsent, unpack
from console.uploads import limited_form
from domain.errors import LockedOutError
from storage.engine import transaction
from storage.people import end_session
from storage.sign_in import Opening, password_was_right, recovery_was_right, step_was_right
from storage.tries import Try, begin_try, begin_try_of

CODE = f"{SIGN_IN}/kode"
SET_UP = f"{SIGN_IN}/pasang"
MOST_FORM = 1024 * 1024  # Bytes; what was left unsent comes along, encoded twice.

_WRONG = "Nama pengguna atau kata sandi salah."
_WRONG_CODE = "Kode salah atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu ketik lagi."
_SAID = {
    "keluar": "Anda sudah keluar.",
    "siap": "Kata sandi tersimpan. Masuk dengan kata sandi itu.",
}


def routes(console: Console) -> list[BaseRoute]:
    page = _SignIn(console)
    return [
        Route(SIGN_IN, page.show),
        Route(SIGN_IN, page.password, methods=["POST"]),
        Route(CODE, page.show_code),
        Route(CODE, page.code, methods=["POST"]),
        Route(f"{STAFF}/keluar", page.leave, methods=["POST"]),
    ]


class _SignIn(Entering):
    async def show(self, request: Request) -> Response:
        way = request.query_params.get("lanjut", "")
        try:
            session = await current(self.console, request)
        except LookupError:
            said = next((_SAID[key] for key in _SAID if key in request.query_params), "")
            return sign_in_page(way=way, said=said)
        return RedirectResponse(way_back(way, session.officer), status_code=303)

    async def password(self, request: Request) -> Response:
        console = self.console
        form = await limited_form(request, MOST_FORM)
        username, password = typed(form, "nama").strip().lower(), typed(form, "sandi")
        way, unsent = along(form)
        if wait := self.limit.wait(request, console.now()):
            return wait_page(wait, username=username, way=way, unsent=unsent)
        try:
            attempt = await transaction(console.database, begin_try, username, console.now())
        except LockedOutError as closed:
            wait = closed.until - console.now()
            return wait_page(wait, username=username, way=way, unsent=unsent)
        if await self.passwords.right(attempt.password_hash, password):
            try:
                return await self._passed(request, attempt, password, way, unsent)
            except LookupError:
                pass  # The account was changed or disabled while the password was compared.
        error = _WRONG + next_try(attempt, console.now())
        return sign_in_page(status=401, error=error, username=username, way=way, unsent=unsent)

    async def _passed(
        self, request: Request, attempt: Try, password: str, way: str, unsent: Unsent
    ) -> Response:
        """The password was right. Raises LookupError where the account changed meanwhile."""
        console = self.console
        missing = not attempt.second_factor and second_factor.wanted(
            attempt.officer.role, console.options
        )
        complete = not attempt.second_factor and not missing
        token, opening = self.opening(request, complete=complete)
        outdated = self.passwords.outdated(attempt.password_hash)
        secret = second_factor.new_secret() if missing else ""
        await transaction(
            console.database,
            password_was_right,
            attempt,
            opening,
            console.now(),
            rehashed=await self.passwords.hash(password) if outdated else "",
            secret=secret,
        )
        officer = attempt.officer
        if complete:
            return self.entered(request, officer, token, way, unsent)
        response: Response
        if not unsent:
            response = _to(SET_UP if missing else CODE, way)
        elif missing:
            response = set_up_page(officer, secret, way=way, unsent=unsent)
        else:
            response = code_page(officer, way=way, unsent=unsent)
        cookies.give(request, response, token, console.options)
        return response

    async def show_code(self, request: Request) -> Response:
        way = request.query_params.get("lanjut", "")
        try:
            session = await any_session(self.console, request)
        except LookupError:
            return _to(SIGN_IN, way)
        if session.complete:
            return RedirectResponse(way_back(way, session.officer), status_code=303)
        if not session.second_factor:
            return _to(SET_UP, way)
        return code_page(session.officer, way=way)

    async def code(self, request: Request) -> Response:
        console = self.console
        form = await limited_form(request, MOST_FORM)
        way, unsent = along(form)
        try:
            session = await any_session(console, request)
            if session.complete:
                return RedirectResponse(way_back(way, session.officer), status_code=303)
            if wait := self.limit.wait(request, console.now()):
                raise LockedOutError(console.now() + wait)
            attempt = await transaction(
                console.database, begin_try_of, session.officer.id, console.now()
            )
        except LookupError:
            return sign_in_page(status=401, expired=True, way=way, unsent=unsent)
        except LockedOutError as closed:
            return wait_page(closed.until - console.now(), way=way, unsent=unsent)
        token, opening = self.opening(request, complete=True)
        try:
            await self._check_code(attempt, form, opening)
        except LookupError:
            error = _WRONG_CODE + next_try(attempt, console.now())
            return code_page(attempt.officer, status=401, error=error, way=way, unsent=unsent)
        return self.entered(request, attempt.officer, token, way, unsent)

    async def _check_code(self, attempt: Try, form: FormData, opening: Opening) -> None:
        """Opens the session with the code, or recovery code, of this form. Raises LookupError."""
        console, now = self.console, self.console.now()
        if not attempt.second_factor:
            raise LookupError("there is no second factor")
        if recovery := typed(form, "pemulihan").strip():
            digest = second_factor.recovery_digest(attempt.officer.id, recovery)
            await transaction(console.database, recovery_was_right, attempt, digest, opening, now)
            return
        step = second_factor.step_of(attempt.totp_secret, typed(form, "kode"), now)
        await transaction(console.database, step_was_right, attempt, step, opening, now)

    async def leave(self, request: Request) -> Response:
        console = self.console
        digest = cookies.read(request, console.options)
        if digest:
            await transaction(console.database, end_session, digest, console.now())
        response = RedirectResponse(f"{SIGN_IN}?keluar=1", status_code=303)
        cookies.take(response, console.options)
        return response


def along(form: FormData) -> tuple[str, Unsent]:
    """What comes along through signing in: where to go afterwards, and what was left unsent."""
    return typed(form, "lanjut", most=2000), unpack(typed(form, "tertunda", most=MOST_FORM))


def with_way(page: str, way: str) -> str:
    """The page's address, with where to go afterwards."""
    return f"{page}?{urlencode({'lanjut': way})}" if way else page


def _to(page: str, way: str) -> RedirectResponse:
    return RedirectResponse(with_way(page, way), status_code=303)
