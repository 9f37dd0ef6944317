"""The staff's cookie: a random token, of which the database keeps a digest only."""

from __future__ import annotations

import hashlib
import secrets

from starlette.requests import Request
from starlette.responses import Response

from console.parts import STAFF, Options


def name(options: Options) -> str:
    # The prefix makes browsers refuse the cookie over plain http.
    return "__Secure-bale-kantor" if options.secure else "bale-kantor"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def read(request: Request, options: Options) -> str:
    """The digest of the cookie's token, "" where there is no cookie."""
    token = request.cookies.get(name(options), "")
    return digest(token) if token else ""


def give(request: Request, response: Response, token: str, options: Options) -> None:
    """Sets the cookie for this browser session; the server knows when it ends.

    Lax and not strict: who comes from a link in an e-mail to a complaint is still signed in. What
    changes anything is a POST, and those have to come from our own pages (console/guards.py).
    """
    response.set_cookie(
        name(options),
        token,
        path=STAFF,
        secure=options.secure or request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def take(response: Response, options: Options) -> None:
    response.delete_cookie(
        name(options), path=STAFF, secure=options.secure, httponly=True, samesite="lax"
    )
