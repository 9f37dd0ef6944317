"""Accounts, for the admin: who works here, as what, and whether they can get in.

Passwords are nobody's but their owner's: the admin hands out a link that works once.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from console import cookies
from console.access import StaffRoute
from console.entrance import typed
from console.html import staff_page
from console.parts import STAFF, Console
from console.uploads import limited_form
from domain.errors import AccountError
from domain.people import Draft, May, Officer, Role
from storage import accounts
from storage.engine import reading, transaction
from storage.people import browsers_of

PEOPLE = f"{STAFF}/orang"
_SMALL_FORM = 16 * 1024  # Bytes.
_LARGEST = 2**53
_OWN = "Untuk akun Anda sendiri, pakai halaman Akun: di sana kata sandi Anda ditanyakan dulu."
_SAID = {
    "simpan": "Perubahan disimpan.",
    "nonaktif": "Akun dinonaktifkan. Semua sesinya berakhir.",
    "aktif": "Akun diaktifkan lagi.",
    "sesi": "Semua sesinya diakhiri.",
    "kode": "Verifikasi dua langkahnya dimatikan.",
}
_NOBODY = Draft("", "", Role.PETUGAS)


def routes(console: Console) -> list[BaseRoute]:
    page = _People(console)
    may = (May.MANAGE_PEOPLE,)
    one = f"{PEOPLE}/{{id:int}}"
    gets = {PEOPLE: page.everybody, f"{PEOPLE}/baru": page.new, one: page.show}
    posts = {
        f"{PEOPLE}/baru": page.create,
        one: page.change,
        f"{one}/nonaktif": page.disable,
        f"{one}/aktif": page.enable,
        f"{one}/tautan": page.link,
        f"{one}/sesi": page.sign_out,
        f"{one}/kode": page.drop_code,
    }
    return [
        *(StaffRoute(console, path, do, may) for path, do in gets.items()),
        *(StaffRoute(console, path, do, may, methods=["POST"]) for path, do in posts.items()),
    ]


class _People:
    def __init__(self, console: Console) -> None:
        self.console = console

    async def everybody(self, request: Request, officer: Officer) -> Response:
        console = self.console
        found = await reading(console.database, accounts.accounts)
        return staff_page(
            "people.html",
            officer,
            here="orang",
            accounts=found,
            names={account.officer.id: account.officer.name for account in found},
            now=console.now(),
        )

    async def new(self, request: Request, officer: Officer) -> Response:
        return await self._form(officer, _NOBODY)

    async def create(self, request: Request, officer: Officer) -> Response:
        console, now = self.console, self.console.now()
        form = await limited_form(request, _SMALL_FORM)
        draft = _draft(form, typed(form, "nama_pengguna"))
        token = cookies.new_token()
        try:
            person, until = await transaction(
                console.database,
                accounts.create_account,
                draft,
                cookies.digest(token),
                now,
                actor=officer.username,
            )
        except AccountError as error:
            return await self._form(officer, draft, error)
        link = self._address(request, token)
        return staff_page(
            "people_link.html", officer, here="orang", person=person, link=link, until=until
        )

    async def show(self, request: Request, officer: Officer) -> Response:
        account = await self._account(request)
        said = next((_SAID[key] for key in _SAID if key in request.query_params), "")
        return await self._one(officer, account, _draft_of(account.officer), said=said)

    async def change(self, request: Request, officer: Officer) -> Response:
        console, now = self.console, self.console.now()
        account = await self._account(request)
        person = account.officer
        form = await limited_form(request, _SMALL_FORM)
        draft = _draft(form, person.username)
        try:
            await transaction(
                console.database,
                accounts.change_account,
                person.id,
                draft,
                now,
                actor=officer.username,
            )
        except AccountError as error:
            return await self._one(officer, account, draft, error)
        return _back(person, "simpan")

    async def disable(self, request: Request, officer: Officer) -> Response:
        console, now = self.console, self.console.now()
        account = await self._account(request)
        person = account.officer
        try:
            await transaction(
                console.database, accounts.disable_account, person.id, now, actor=officer.username
            )
        except AccountError as error:
            return await self._one(officer, account, _draft_of(person), AccountError(str(error)))
        return _back(person, "nonaktif")

    async def enable(self, request: Request, officer: Officer) -> Response:
        console, now = self.console, self.console.now()
        person = (await self._account(request)).officer
        await transaction(
            console.database, accounts.enable_account, person.id, now, actor=officer.username
        )
        return _back(person, "aktif")

    async def link(self, request: Request, officer: Officer) -> Response:
        """A new one-time link, shown on this one answer and nowhere again."""
        console, now = self.console, self.console.now()
        account = await self._account(request)
        person, token = account.officer, cookies.new_token()
        try:
            _not_oneself(officer, person)
            until = await transaction(
                console.database,
                accounts.renew_link,
                person.id,
                cookies.digest(token),
                now,
                actor=officer.username,
            )
        except AccountError as error:
            return await self._one(officer, account, _draft_of(person), error)
        link = self._address(request, token)
        return staff_page(
            "people_link.html", officer, here="orang", person=person, link=link, until=until
        )

    async def sign_out(self, request: Request, officer: Officer) -> Response:
        console, now = self.console, self.console.now()
        person = (await self._account(request)).officer
        await transaction(
            console.database, accounts.sign_out, person.id, now, actor=officer.username
        )
        return _back(person, "sesi")

    async def drop_code(self, request: Request, officer: Officer) -> Response:
        console, now = self.console, self.console.now()
        account = await self._account(request)
        person = account.officer
        try:
            _not_oneself(officer, person)
        except AccountError as error:
            return await self._one(officer, account, _draft_of(person), error)
        await transaction(
            console.database, accounts.drop_second_factor, person.id, now, actor=officer.username
        )
        return _back(person, "kode")

    # --- What the pages have in common ----------------------------------------------------

    async def _account(self, request: Request) -> accounts.Account:
        officer_id: int = request.path_params["id"]
        try:
            if officer_id > _LARGEST:
                raise LookupError("no database counts so far")
            return await reading(self.console.database, accounts.account, officer_id)
        except LookupError as error:
            raise HTTPException(404, "Pengguna ini tidak ada.") from error

    async def _form(
        self, officer: Officer, draft: Draft, error: AccountError | None = None
    ) -> Response:
        return staff_page(
            "people_new.html",
            officer,
            status=422 if error else 200,
            here="orang",
            draft=draft,
            errors=_errors(error),
            superiors=await self._superiors(),
        )

    async def _one(
        self,
        officer: Officer,
        account: accounts.Account,
        draft: Draft,
        error: AccountError | None = None,
        *,
        said: str = "",
    ) -> Response:
        console, now = self.console, self.console.now()
        person = account.officer
        return staff_page(
            "people_one.html",
            officer,
            status=422 if error else 200,
            here="orang",
            account=account,
            draft=draft,
            errors=_errors(error),
            said=said,
            superiors=[one for one in await self._superiors() if one.id != person.id],
            browsers=await reading(
                console.database, browsers_of, person.id, now, console.options.idle
            ),
            open_complaints=await reading(console.database, accounts.open_complaints_of, person.id),
            now=now,
        )

    async def _superiors(self) -> list[Officer]:
        """Who can be somebody's superior, from the lowest level up."""
        found = await reading(self.console.database, accounts.accounts)
        leads = [one.officer for one in found if not one.disabled and one.officer.level > 0]
        return sorted(leads, key=lambda one: one.level)

    def _address(self, request: Request, token: str) -> str:
        """The link under the address at which the admin sees the console."""
        scheme = "https" if self.console.options.secure else request.url.scheme
        return f"{scheme}://{request.url.netloc}{STAFF}/mulai/{token}"


def _draft(form: FormData, username: str) -> Draft:
    """What was typed. Raises HTTPException for a role that the page does not offer."""
    role, level, superior = typed(form, "peran"), typed(form, "jenjang"), typed(form, "atasan")
    if role not in set(Role):
        raise HTTPException(422, "Peran ini tidak dikenal. Muat ulang halamannya.")
    return Draft(
        username,
        typed(form, "nama"),
        Role(role),
        _int(level),
        typed(form, "jabatan"),
        _int(superior) or None,
    )


def _int(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _draft_of(officer: Officer) -> Draft:
    return Draft(
        officer.username,
        officer.name,
        officer.role,
        officer.level,
        officer.position,
        officer.superior_id,
    )


def _errors(error: AccountError | None) -> Mapping[str, str]:
    return {} if error is None else {error.field: str(error)}


def _not_oneself(officer: Officer, person: Officer) -> None:
    if officer.id == person.id:
        raise AccountError(_OWN)


def _back(person: Officer, done: str) -> Response:
    return RedirectResponse(f"{PEOPLE}/{person.id}?{done}=1", status_code=303)
