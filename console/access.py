"""Who may see which page: every staff route names what it needs, and nothing runs before that.

A route without a named permission cannot be made, so that the table "every route × every role" of
the tests is read off the routes themselves.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from console import cookies, second_factor, unsent
from console.addresses import inside
from console.entrance import sign_in_page
from console.parts import STAFF, Console
from domain.people import May, Officer
from storage.engine import reading, transaction
from storage.people import SignedIn, signed_in, touch_session, wants_touch

Endpoint = Callable[[Request, Officer], Awaitable[Response]]

SIGN_IN = f"{STAFF}/masuk"
_ENTRANCES = (SIGN_IN, f"{STAFF}/keluar")


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
            return await not_signed_in(console, request)
        request.state.officer = session.officer
        if may and not any(session.officer.may(one) for one in may):
            raise HTTPException(403, "Halaman ini bukan untuk peran Anda.")
        return await endpoint(request, session.officer)

    return answer


async def current(console: Console, request: Request) -> SignedIn:
    """The session of this request. Raises LookupError where there is none that lets in."""
    session = await any_session(console, request)
    if not session.complete:
        raise LookupError("the second factor is still missing")
    if second_factor.wanted(session.officer.role, console.options) and not session.second_factor:
        # It was switched on, or the role was given, after this session began.
        raise LookupError("a second factor has to be set up first")
    now = console.now()
    if wants_touch(session, now) and not _by_itself(request):
        await transaction(console.database, touch_session, session.digest, now)
    return session


async def any_session(console: Console, request: Request) -> SignedIn:
    """The session of this request, also one of which only the password was given.

    Raises LookupError where there is none.
    """
    digest = cookies.read(request, console.options)
    if not digest:
        raise LookupError("no cookie")
    now = console.now()
    return await reading(console.database, signed_in, digest, now, console.options.idle)


def _by_itself(request: Request) -> bool:
    """Whether a page asks for news by itself; a page left open is not somebody at work."""
    asks = request.url.path.endswith("/kabar") or _wants_json(request)
    return request.method in ("GET", "HEAD") and asks


def _wants_json(request: Request) -> bool:
    return request.headers.get("accept", "").startswith("application/json")


async def not_signed_in(console: Console, request: Request) -> Response:
    """To the sign-in page and back; a script is told so instead.

    What a form sent is not lost: the page carries it along until somebody has signed in.
    """
    if _wants_json(request):
        return JSONResponse({"error": "Sesi berakhir. Masuk lagi."}, status_code=401)
    if request.method in ("GET", "HEAD"):
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"{SIGN_IN}?{urlencode({'lanjut': back})}", status_code=303)
    kept = await unsent.of_request(request, console.options.max_upload)
    return sign_in_page(status=401, expired=True, unsent=kept)


def home(officer: Officer) -> str:
    """The page with which this officer's work begins."""
    if officer.may(May.SEE_QUEUE) or officer.may(May.SEE_GIVEN):
        return f"{STAFF}/antrean"
    return f"{STAFF}/orang" if officer.may(May.MANAGE_PEOPLE) else f"{STAFF}/akun"


def way_back(address: str, officer: Officer) -> str:
    """Where somebody goes who has signed in: `address` if it is one of ours, else home."""
    if not inside(address):
        return home(officer)
    path = urlsplit(address).path
    back_out = any(path == page or path.startswith(f"{page}/") for page in _ENTRANCES)
    return home(officer) if back_out else address
