"""One's own account: the password, and the browsers in which one is signed in."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from console import cookies
from console.access import StaffRoute
from console.account import ACCOUNT, CHANGED, SMALL_FORM, AccountPage
from console.entrance import typed
from console.parts import Console
from console.uploads import limited_form
from domain.errors import AccountError
from domain.people import Officer
from storage.engine import transaction
from storage.people import end_sessions
from storage.sign_in import set_password


def routes(console: Console) -> list[BaseRoute]:
    page = _Account(console)
    return [
        StaffRoute(console, ACCOUNT, page.show, may=()),
        StaffRoute(console, f"{ACCOUNT}/sandi", page.password, may=(), methods=["POST"]),
        StaffRoute(console, f"{ACCOUNT}/sesi", page.end, may=(), methods=["POST"]),
    ]


class _Account(AccountPage):
    async def show(self, request: Request, officer: Officer) -> Response:
        return await self.page(request, officer)

    async def password(self, request: Request, officer: Officer) -> Response:
        """Changes it and ends all other sessions."""
        console = self.console
        form = await limited_form(request, SMALL_FORM)
        new, repeated = typed(form, "baru"), typed(form, "ulang")
        try:
            if problems := await self.passwords.problems(new, repeated, officer):
                raise AccountError(problems[0], field="new")
            attempt = await self.prove(officer, typed(form, "sandi"))
            hashed = await self.passwords.hash(new)
            keep = cookies.read(request, console.options)
            await transaction(
                console.database, set_password, attempt, hashed, console.now(), keep=keep
            )
        except AccountError as error:
            return await self.page(request, officer, form="sandi", error=error)
        except LookupError:
            return await self.page(request, officer, form="sandi", error=CHANGED)
        return RedirectResponse(f"{ACCOUNT}?sandi=1", status_code=303)

    async def end(self, request: Request, officer: Officer) -> Response:
        """Ends one of one's own sessions, or all but this one."""
        console, now = self.console, self.console.now()
        form = await limited_form(request, SMALL_FORM)
        one, mine = typed(form, "sesi"), cookies.read(request, console.options)
        if one:
            await transaction(console.database, end_sessions, officer.id, now, only=one)
        elif typed(form, "lainnya"):
            await transaction(console.database, end_sessions, officer.id, now, but=mine)
        return RedirectResponse(f"{ACCOUNT}?sesi=1", status_code=303)
