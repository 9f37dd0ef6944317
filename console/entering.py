"""What signing in and setting up do alike: the limits, the next session, the way on from there."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console import cookies
from console.access import way_back
from console.device import say_device
from console.entrance import next_try, say_wait
from console.html import staff_page
from console.limits import AddressLimit
from console.parts import Console
from console.passwords import Passwords
from console.unsent import Unsent
from domain.errors import AccountError, LockedOutError
from domain.people import Officer
from domain.sign_in import HALF_LASTS
from storage.engine import transaction
from storage.sign_in import Opening
from storage.tries import Try, begin_try_of

# An office behind one address signs in within a few minutes of the morning; a flood does not.
_BURST = 40
_EVERY = timedelta(seconds=3)


class Entering:
    """The parts that the pages around signing in share."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.passwords = Passwords()
        self.limit = AddressLimit(_BURST, _EVERY)

    def opening(self, request: Request, *, complete: bool) -> tuple[str, Opening]:
        """A new token and the session that goes with it, in the place of this browser's last."""
        token = cookies.new_token()
        lasts = self.console.options.session if complete else HALF_LASTS
        opening = Opening(
            cookies.digest(token),
            self.console.now() + lasts,
            complete,
            say_device(request.headers.get("user-agent", "")),
            replaces=cookies.read(request, self.console.options),
        )
        return token, opening

    def entered(
        self, request: Request, officer: Officer, token: str, way: str, unsent: Unsent
    ) -> Response:
        """The answer to whoever has just signed in: where they wanted to go, or what waits."""
        response: Response
        if unsent:
            response = staff_page("sign_in_resume.html", officer, unsent=unsent, way=way)
        else:
            response = RedirectResponse(way_back(way, officer), status_code=303)
        cookies.give(request, response, token, self.console.options)
        return response

    async def prove(self, officer: Officer, password: str) -> Try:
        """That somebody who is signed in knows the password too; the try is still to be forgiven.

        Raises AccountError with a sentence for the field `password`.
        """
        console = self.console
        try:
            attempt = await transaction(console.database, begin_try_of, officer.id, console.now())
        except LockedOutError as closed:
            wait = say_wait(closed.until - console.now())
            raise AccountError(
                f"Terlalu banyak percobaan yang salah. Tunggu {wait}, lalu coba lagi.",
                field="password",
            ) from closed
        if not await self.passwords.right(attempt.password_hash, password):
            again = next_try(attempt, console.now())
            raise AccountError(f"Kata sandi salah.{again}", field="password")
        return attempt
