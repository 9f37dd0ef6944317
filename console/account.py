"""The page of one's own account, with whichever of its forms was filled in wrongly."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from console import cookies, second_factor
from console.entering import Entering
from console.html import staff_page
from console.parts import STAFF
from console.passwords import SHORTEST
from domain.errors import AccountError
from domain.people import Officer
from storage.engine import reading
from storage.people import browsers_of, by_ids
from storage.second_factor import second_factor_of

ACCOUNT = f"{STAFF}/akun"
SMALL_FORM = 16 * 1024  # Bytes.

CHANGED = AccountError("Akun Anda baru saja diubah. Muat ulang halaman ini, lalu coba lagi.")
_SAID = {
    "sandi": "Kata sandi diganti. Anda sudah dikeluarkan dari peramban lain.",
    "sesi": "Sesi diakhiri.",
    "mati": "Verifikasi dua langkah dimatikan.",
}


class AccountPage(Entering):
    """What the forms on this page have in common."""

    async def page(
        self,
        request: Request,
        officer: Officer,
        *,
        form: str = "",
        error: AccountError | None = None,
    ) -> Response:
        """The whole page. form: which of its forms the error is about."""
        console = self.console
        errors: Mapping[str, str] = {} if error is None else {error.field: str(error)}
        said = next((_SAID[key] for key in _SAID if key in request.query_params), "")
        superiors = [officer.superior_id] if officer.superior_id is not None else []
        return staff_page(
            "account.html",
            officer,
            status=422 if errors else 200,
            here="akun",
            said="" if errors else said,
            form=form,
            errors=errors,
            shortest=SHORTEST,
            second=await reading(console.database, second_factor_of, officer.id),
            wanted=second_factor.wanted(officer.role, console.options),
            browsers=await reading(
                console.database, browsers_of, officer.id, console.now(), console.options.idle
            ),
            this=cookies.read(request, console.options),
            superiors=list((await reading(console.database, by_ids, superiors)).values()),
        )
