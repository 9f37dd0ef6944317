"""Who may see which page: every staff route names what it needs, and nothing runs before that.

A route without a named permission cannot be made, so that the table "every route × every role" of
the tests is read off the routes themselves.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from console import cookies
from console.parts import STAFF, Console
from domain.people import May, Officer
from storage.engine import reading, transaction
from storage.people import SignedIn, signed_in, touch_session, wants_touch

Endpoint = Callable[[Request, Officer], Awaitable[Response]]

SIGN_IN = f"{STAFF}/masuk"


class StaffRoute(Route):
    """A route for whoever may do one of `may`; for everybody who is signed in where it is ()."""

    def __init__(
        self,
        console: Console,
        path: str,
        endpoint: Endpoint,
        may: Sequence[May],
        methods: Sequence[str] = ("GET",),
    ) -> None:
        self.may = tuple(may)
        super().__init__(path, _guarded(console, endpoint, self.may), methods=list(methods))


def _guarded(
    console: Console, endpoint: Endpoint, may: tuple[May, ...]
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            session = await current(console, request)
        except LookupError:
            return await not_signed_in(request)
        request.state.officer = session.officer
        if may and not any(session.officer.may(one) for one in may):
            raise HTTPException(403, "Halaman ini bukan untuk peran Anda.")
        return await endpoint(request, session.officer)

    return answer


async def current(console: Console, request: Request) -> SignedIn:
    """The session of this request. Raises LookupError where there is none that holds."""
    digest = cookies.read(request, console.options)
    if not digest:
        raise LookupError("no cookie")
    now = console.now()
    session = await reading(console.database, signed_in, digest, now, console.options.idle)
    if not session.complete:
        raise LookupError("the second factor is still missing")
    if wants_touch(session, now):
        await transaction(console.database, touch_session, digest, now)
    return session


async def not_signed_in(request: Request) -> Response:
    """To the sign-in page and back; a script is told so instead."""
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"error": "Sesi berakhir. Masuk lagi."}, status_code=401)
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{SIGN_IN}?{urlencode({'lanjut': back})}", status_code=303)
