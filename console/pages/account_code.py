"""The second factor of one's own account: on, off, and new recovery codes.

Each step asks for the password again, and what takes protection away for a code as well: a browser
that was left open must not be enough to shut its owner out.
"""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from console import second_factor
from console.access import StaffRoute
from console.account import ACCOUNT, CHANGED, SMALL_FORM, AccountPage
from console.entrance import next_try, typed
from console.html import staff_page
from console.parts import Console
from console.unsent import NOTHING
from console.uploads import limited_form
from domain.errors import AccountError
from domain.people import Officer
from storage.engine import reading, transaction
from storage.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    end_second_factor,
    new_recovery,
    use_recovery,
    use_step,
    waiting_secret,
)
from storage.tries import forgive

_CODE = f"{ACCOUNT}/kode"


def routes(console: Console) -> list[BaseRoute]:
    page = _Code(console)
    posts = {
        _CODE: page.begin,
        f"{_CODE}/pasang": page.confirm,
        f"{_CODE}/pemulihan": page.recovery,
        f"{_CODE}/matikan": page.switch_off,
    }
    return [
        StaffRoute(console, _CODE, page.show, may=()),
        *(StaffRoute(console, path, do, may=(), methods=["POST"]) for path, do in posts.items()),
    ]


class _Code(AccountPage):
    async def begin(self, request: Request, officer: Officer) -> Response:
        console = self.console
        form = await limited_form(request, SMALL_FORM)
        try:
            attempt = await self.prove(officer, typed(form, "sandi"))
            await transaction(console.database, forgive, attempt)
            secret = second_factor.new_secret()
            await transaction(console.database, begin_second_factor, officer.id, secret)
        except AccountError as error:
            return await self.page(request, officer, form="kode", error=error)
        except LookupError:
            return await self.page(request, officer, form="kode", error=CHANGED)
        return RedirectResponse(_CODE, status_code=303)

    async def show(self, request: Request, officer: Officer) -> Response:
        secret = await reading(self.console.database, waiting_secret, officer.id)
        if not secret:
            return RedirectResponse(ACCOUNT, status_code=303)
        return _set_up(officer, secret)

    async def confirm(self, request: Request, officer: Officer) -> Response:
        console, now = self.console, self.console.now()
        form = await limited_form(request, SMALL_FORM)
        secret = await reading(console.database, waiting_secret, officer.id)
        if not secret:
            return RedirectResponse(ACCOUNT, status_code=303)
        codes, digests = _new_codes(officer)
        actor = officer.username
        try:
            step = second_factor.step_of(secret, typed(form, "kode"), now)
            await transaction(
                console.database,
                confirm_second_factor,
                officer.id,
                secret,
                step,
                digests,
                now,
                actor=actor,
            )
        except LookupError:
            return _set_up(officer, secret, wrong=True)
        return _show_codes(officer, codes)

    async def recovery(self, request: Request, officer: Officer) -> Response:
        """New recovery codes; those of before are worth nothing any more."""
        console, now = self.console, self.console.now()
        codes, digests = _new_codes(officer)
        try:
            await self._prove_both(request, officer)
            await transaction(
                console.database, new_recovery, officer.id, digests, now, actor=officer.username
            )
        except AccountError as error:
            return await self.page(request, officer, form="pemulihan", error=error)
        return _show_codes(officer, codes)

    async def switch_off(self, request: Request, officer: Officer) -> Response:
        """Where it is wanted of this role, the next page asks to set it up again."""
        console, now = self.console, self.console.now()
        try:
            await self._prove_both(request, officer)
        except AccountError as error:
            return await self.page(request, officer, form="matikan", error=error)
        await transaction(
            console.database, end_second_factor, officer.id, now, actor=officer.username
        )
        return RedirectResponse(f"{ACCOUNT}?mati=1", status_code=303)

    async def _prove_both(self, request: Request, officer: Officer) -> None:
        """Password, and code or recovery code, of this form. Raises AccountError."""
        console, now = self.console, self.console.now()
        form: FormData = await limited_form(request, SMALL_FORM)
        attempt = await self.prove(officer, typed(form, "sandi"))
        try:
            if not attempt.second_factor:
                raise LookupError("there is no second factor")
            if recovery := typed(form, "pemulihan").strip():
                digest = second_factor.recovery_digest(officer.id, recovery)
                await transaction(console.database, use_recovery, attempt, digest, now)
                return
            step = second_factor.step_of(attempt.totp_secret, typed(form, "kode"), now)
            await transaction(console.database, use_step, attempt, step)
        except LookupError as error:
            again = next_try(attempt, now)
            raise AccountError(
                f"Kode salah atau sudah dipakai. Tunggu kode berikutnya.{again}", field="code"
            ) from error


def _new_codes(officer: Officer) -> tuple[list[str], list[str]]:
    """Recovery codes and their digests."""
    codes = second_factor.new_recovery_codes()
    return codes, [second_factor.recovery_digest(officer.id, code) for code in codes]


def _set_up(officer: Officer, secret: str, *, wrong: bool = False) -> Response:
    return staff_page(
        "account_set_up.html",
        officer,
        status=422 if wrong else 200,
        here="akun",
        qr=second_factor.qr(secret, officer.username),
        secret=second_factor.grouped(secret),
        error=second_factor.NOT_YET if wrong else "",
    )


def _show_codes(officer: Officer, codes: list[str]) -> Response:
    return staff_page(
        "account_codes.html", officer, here="akun", codes=codes, way=ACCOUNT, unsent=NOTHING
    )
