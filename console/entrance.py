"""What the pages around signing in share: the page itself, what was typed, how long to wait."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from starlette.datastructures import FormData
from starlette.responses import HTMLResponse

from console import second_factor
from console.html import staff_page
from console.unsent import NOTHING, Unsent
from domain.people import Officer
from storage.tries import Try

LONGEST_FIELD = 1000  # Characters of a name, a password or a code; more is nobody's.


def sign_in_page(
    *,
    status: int = 200,
    error: str = "",
    said: str = "",
    expired: bool = False,
    username: str = "",
    way: str = "",
    unsent: Unsent = NOTHING,
) -> HTMLResponse:
    """The page with name and password.

    error: why it did not work. said: a piece of good news. expired: a session ended while its
    owner was at work. way: where to go afterwards.
    """
    return staff_page(
        "sign_in.html",
        None,
        status=status,
        error=error,
        said=said,
        expired=expired,
        username=username,
        way=way,
        unsent=unsent,
    )


def wait_page(
    wait: timedelta, *, username: str = "", way: str = "", unsent: Unsent = NOTHING
) -> HTMLResponse:
    """The same while nobody may try; it says for how long."""
    error = f"Terlalu banyak percobaan yang salah. Tunggu {say_wait(wait)}, lalu coba lagi."
    page = sign_in_page(status=429, error=error, username=username, way=way, unsent=unsent)
    page.headers["Retry-After"] = str(math.ceil(wait.total_seconds()))
    return page


def code_page(
    officer: Officer,
    *,
    status: int = 200,
    error: str = "",
    way: str = "",
    unsent: Unsent = NOTHING,
) -> HTMLResponse:
    """The page that asks for the code, after the password of this officer was right."""
    return staff_page(
        "sign_in_code.html",
        None,
        status=status,
        username=officer.username,
        error=error,
        way=way,
        unsent=unsent,
    )


def set_up_page(
    officer: Officer,
    secret: str,
    *,
    status: int = 200,
    error: str = "",
    way: str = "",
    unsent: Unsent = NOTHING,
) -> HTMLResponse:
    """The page on which the second factor is set up before anything else can be done."""
    return staff_page(
        "sign_in_set_up.html",
        None,
        status=status,
        qr=second_factor.qr(secret, officer.username),
        secret=second_factor.grouped(secret),
        error=error,
        way=way,
        unsent=unsent,
    )


def say_wait(wait: timedelta) -> str:
    """`30 detik`, `2 menit`; never less than it is."""
    seconds = max(math.ceil(wait.total_seconds()), 1)
    return f"{seconds} detik" if seconds <= 90 else f"{math.ceil(seconds / 60)} menit"


def next_try(attempt: Try, now: datetime) -> str:
    """A sentence on how long the account is closed now, "" where it is not."""
    if attempt.locked_until is None:
        return ""
    return f" Percobaan berikutnya bisa dilakukan {say_wait(attempt.locked_until - now)} lagi."


def typed(form: FormData, name: str, most: int = LONGEST_FIELD) -> str:
    """A field's text, cut at `most` characters; "" where there is none, or a file."""
    value = form.get(name)
    # No database takes a zero byte, and nobody types one.
    return value.replace("\0", "")[:most] if isinstance(value, str) else ""
