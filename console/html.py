"""Pages from templates. Jinja escapes every value, because citizens wrote most of them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from console import words
from console.parts import STAFF
from domain.calendar import (
    WIB,
    WorkCalendar,
    say_date,
    say_day,
    say_moment,
    say_short,
    wib_day,
    working_days_between,
)
from domain.people import May, Officer
from domain.privacy import mask_name, mask_phone

_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def environment() -> Environment:
    """All templates, compiled once in a process."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=say_day,
        date=say_date,
        short=say_short,
        moment=say_when,
        time=lambda moment: f"{moment.astimezone(WIB):%H.%M}",
        iso=lambda moment: moment.astimezone(WIB).isoformat(),
        wib_day=wib_day,
        mask_name=mask_name,
        mask_phone=mask_phone,
        number=say_number,
    )
    made.globals.update(words=words, May=May, STAFF=STAFF)
    return made


def render(template: str, **values: Any) -> str:
    """One template as text."""
    return environment().get_template(template).render(**values)


def staff_page(
    template: str, officer: Officer | None, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page of the console. here: which entry of the navigation is the present one."""
    values.setdefault("here", "")
    return HTMLResponse(render(template, officer=officer, **values), status_code=status)


def say_when(moment: datetime) -> str:
    """`Jumat, 13 Maret 2026 09.05`, always WIB."""
    return say_moment(moment).replace(" pukul", "").removesuffix(" WIB")


def say_number(value: float) -> str:
    """`1.234` and `3,5`, as Indonesians write numbers."""
    text = f"{value:,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))


class Due:
    """How much time is left, as number, colour and words; never as colour alone."""

    def __init__(self, on: date, today: date, calendar: WorkCalendar) -> None:
        self.on = on
        self.left = working_days_between(today, on, calendar)
        # On a Saturday, Friday's deadline is past although no working day is.
        self.late = on < today

    @property
    def tone(self) -> str:
        """`late`, `soon` (three working days or fewer) or `calm`: a class of app.css."""
        if self.late:
            return "late"
        return "soon" if self.left <= 3 else "calm"

    @property
    def number(self) -> str:
        return str(abs(self.left))

    @property
    def words(self) -> str:
        if self.late:
            return f"lewat {-self.left} hari kerja" if self.left else "baru lewat"
        return "hari ini" if self.left == 0 else f"{self.left} hari kerja lagi"
