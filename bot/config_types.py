"""How single values are written in config.yml: durations, times of day, switches, addresses.

Each message of a ValueError continues a sentence that begins with the value, because the reader
of the settings puts the value before it where the value may be shown.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parse_duration(text: object) -> timedelta:
    """`90s`, `10m`, `2h` or `30d` as a timedelta; a timedelta stays as it is."""
    if isinstance(text, timedelta):
        return text
    match = re.fullmatch(r"(\d{1,6})([smhd])", str(text), re.ASCII)
    if not match or not int(match[1]):
        raise ValueError("is not a duration like 90s, 10m, 2h or 30d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def parse_clock_time(text: object) -> time:
    """`07:00` as a time of day in WIB; a time stays as it is."""
    if isinstance(text, time):
        return text
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", str(text), re.ASCII)
    if not match:
        raise ValueError("is not a time of day like 07:00")
    return time(int(match[1]), int(match[2]))


def parse_day(text: object) -> date:
    """`2026-08-18` as a date; a date stays as it is."""
    if isinstance(text, date):
        return text
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(text), re.ASCII):
            return date.fromisoformat(str(text))
    except ValueError:
        pass
    raise ValueError("is not a date like 2026-08-18")


class Switch(StrEnum):
    """Whether a part is on."""

    AUTO = "auto"  # On when everything that it needs is there.
    ON = "true"  # On, and an error of check-config when something is missing.
    OFF = "false"  # Off, whatever is there.


def _switch(value: object) -> object:
    if isinstance(value, bool):
        return Switch.ON if value else Switch.OFF
    words = {"yes": Switch.ON, "on": Switch.ON, "no": Switch.OFF, "off": Switch.OFF}
    word = str(value).lower()
    return words.get(word, word)


def _web_address(text: str) -> str:
    """Without the slash at its end, so that a path can be put behind it."""
    if not text:
        return ""
    problem = "is not a web address like https://aduan.example.go.id"
    try:
        parts = urlsplit(text)
        bad = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        raise ValueError(problem) from None
    if bad or parts.query or parts.fragment or re.search(r"[\s@]", text):
        raise ValueError(problem)
    return text.rstrip("/")


def split_listen(text: str) -> tuple[str, int]:
    """Host and port of `127.0.0.1:8080` or `[::1]:8080`. Port 0 is any that is free."""
    host, _, port = text.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        host = ""
    if not host or not re.fullmatch(r"\d{1,5}", port, re.ASCII) or int(port) > 65535:
        raise ValueError("is not an address and port like 127.0.0.1:8080")
    return host, int(port)


def check_listen(text: str) -> str:
    split_listen(text)
    return text


def _sender(text: str) -> str:
    """A number in E.164, without the `whatsapp:` that Twilio writes before it."""
    number = re.sub(r"[ .-]", "", text.removeprefix("whatsapp:"))
    if number and not re.fullmatch(r"\+[1-9]\d{6,14}", number, re.ASCII):
        raise ValueError("is not a telephone number like +6281809898222")
    return number


_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}


def parse_database_url(text: str) -> URL:
    """The URL with the driver that we use, however much of it was written."""
    try:
        url = make_url(text)
        driver = _DRIVERS[url.drivername]
    except (ArgumentError, KeyError, ValueError):
        raise ValueError(
            "is not a database URL like sqlite:///data/bale-aduan.sqlite3"
            " or postgresql://user@host/name"
        ) from None
    url = url.set(drivername=driver)
    if "sslmode" in url.query:
        # Hosts of databases hand out URLs for libpq; asyncpg knows the same option as `ssl`.
        query = dict(url.query)
        query["ssl"] = query.pop("sslmode")
        url = url.set(query=query)
    return url


def _database(text: str) -> str:
    return parse_database_url(text).render_as_string(hide_password=False)


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
ClockTime = Annotated[time, BeforeValidator(parse_clock_time)]
Day = Annotated[date, BeforeValidator(parse_day)]
SwitchValue = Annotated[Switch, BeforeValidator(_switch)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Listen = Annotated[str, AfterValidator(check_listen)]
SenderNumber = Annotated[str, AfterValidator(_sender)]
DatabaseUrl = Annotated[str, AfterValidator(_database)]
