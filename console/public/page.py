"""A page of the public face, and what every one of them says of the office."""

from __future__ import annotations

from typing import Any

from starlette.responses import HTMLResponse

from console.html import render
from console.parts import Console
from console.public.links import telephone

STATIC = "/statis-publik"


def public_page(
    console: Console, template: str, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """template: below templates/public/. here: which entry of the navigation is the present one."""
    values.setdefault("here", "")
    office = console.office()
    contact = office.contact
    phone = contact.get("phone", "")
    text = render(
        f"public/{template}",
        STATIC=STATIC,
        contact=contact,
        phone_link=telephone(phone) if phone else "",
        days=office.rules.answer_term.days,
        window=office.rules.complaint_window.days,
        **values,
    )
    return HTMLResponse(text, status_code=status)
