"""A complaint's page as a test reads it: its forms with what is in them, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any

import httpx
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import Complaint, Kind, Reason
from domain.handling import Given, Plan, Worksheet
from domain.messages import Address
from domain.people import Officer, Role
from handlers import actions
from handlers.actions import Action
from storage.engine import reading, transaction
from storage.outbox import Sent, claim_due, settle
from storage.transcripts import standing_of, transcript
from tests.integration.console_rig import Rig

STAFF = "/kantor"
SHEET = Worksheet(
    "Diminta uang di loket", "Biaya: gratis", "Kuitansi", (Plan.KLARIFIKASI,), "Panggil", "Benar"
)


@dataclass
class Page(HTMLParser):
    """forms: by `data-form`, the values that a browser would send. alert: what went wrong."""

    html: str
    forms: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    alert: str = ""
    text: str = ""
    options: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._form: dict[str, list[str]] | None = None
        self._area: tuple[str, list[str]] | None = None
        self._select = ""
        self._alerts = 0
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        have = {name: value or "" for name, value in attrs}
        if self._alerts and tag in ("div", "section"):
            self._alerts += 1
        elif have.get("role") == "alert":
            self._alerts = 1
        if tag == "form":
            self._form = self.forms.setdefault(have["data-form"], {}) if "data-form" in have else {}
        elif tag == "input" and self._form is not None and "disabled" not in have:
            ticked = have.get("type") not in ("checkbox", "radio") or "checked" in have
            if ticked and have.get("type") != "file" and "name" in have:
                self._form.setdefault(have["name"], []).append(have.get("value", ""))
        elif tag == "textarea" and "name" in have:
            self._area = (have["name"], [])
        elif tag == "select":
            self._select = have.get("name", "")
        elif tag == "option" and self._select and self._form is not None:
            self.options.append(have.get("value", ""))
            if "selected" in have or self._select not in self._form:
                self._form[self._select] = [have.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._area is not None:
            name, parts = self._area
            if self._form is not None:
                self._form.setdefault(name, []).append("".join(parts).removeprefix("\n"))
            self._area = None
        elif tag == "select":
            self._select = ""
        elif tag in ("div", "section") and self._alerts:
            self._alerts -= 1

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area[1].append(data)
        self.text += data
        if self._alerts:
            self.alert += data

    def value(self, form: str, name: str) -> str:
        return self.forms[form][name][0]


class Bench:
    """An office with one person of each role, and complaints in whatever state a test wants."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.people: dict[str, Officer] = {}
        self._browsers: dict[str, httpx.AsyncClient] = {}

    @classmethod
    async def opened(cls, database: AsyncEngine, **options: Any) -> Bench:
        bench = cls(Rig(database, **options))
        for name, role in (
            ("petugas", Role.PETUGAS),
            ("rekan", Role.PETUGAS),
            ("atasan", Role.ATASAN),
            ("kepala", Role.KEPALA),
            ("inspektorat", Role.INSPEKTORAT),
            ("admin", Role.ADMIN),
        ):
            more = {"position": "Kepala DPMPTSP"} if name == "kepala" else {}
            bench.people[name] = await bench.rig.person(
                role, name, name=f"Contoh {name.title()}", **more
            )
        return bench

    async def browser(self, who: str) -> httpx.AsyncClient:
        if who not in self._browsers:
            self._browsers[who] = await self.rig.browser(self.people[who])
        return self._browsers[who]

    async def act(self, action: Action, who: str = "petugas") -> None:
        await self.rig.console.desk.act(action, self.people[who])

    async def get(self, number: str, who: str = "petugas", query: str = "") -> Page:
        answer = await (await self.browser(who)).get(f"{STAFF}/aduan/{number}{query}")
        assert answer.status_code == 200, answer.text
        return Page(answer.text)

    async def post(
        self, number: str, slug: str, data: dict[str, Any] | None = None, who: str = "petugas"
    ) -> httpx.Response:
        browser = await self.browser(who)
        return await browser.post(f"{STAFF}/aduan/{number}/{slug}", data=data or {})

    async def done(
        self, number: str, slug: str, data: dict[str, Any] | None = None, who: str = "petugas"
    ) -> Complaint:
        """Sends a form that must succeed; the complaint afterwards."""
        answer = await self.post(number, slug, data, who)
        assert answer.status_code == 303, Page(answer.text).alert or answer.text
        return await self.rig.stored(number)

    async def complaint(self, state: str = "new", sender: Address | None = None) -> str:
        """The number of a complaint in this state."""
        complaint = await self.rig.complaint(sender)
        number = complaint.number
        if state == "late":
            late = {"kind": Kind.SARAN, "reason": Reason.LATE_30_DAYS, "deadline": None}
            await self.rig.change(await self.rig.stored(number), **late)
        for step, who in _WAY.get(state, ()):
            await self.act(step(number), who)
        return number

    async def send_all(self) -> None:
        """The provider accepts whatever is due now."""

        def accept(conn: Any) -> int:
            due = claim_due(conn, "test", self.rig.now, 50, timedelta(seconds=30))
            settle(conn, [Sent(d.outbox_id, f"SM{d.outbox_id}") for d in due], "test", self.rig.now)
            return len(due)

        while await transaction(self.rig.database, accept):
            pass


_TAKEN = ((lambda n: actions.TakeUp(n), "petugas"),)
_REQUESTED = (*_TAKEN, (lambda n: actions.RequestApip(n, "Menyangkut pejabat"), "petugas"))
_APPROVED = (*_REQUESTED, (lambda n: actions.ApproveApip(n), "kepala"))
_GIVEN = (*_APPROVED, (lambda n: actions.GiveToApip(n), "petugas"))
_ANSWERED = (
    *_TAKEN,
    (lambda n: actions.FillWorksheet(n, SHEET), "petugas"),
    (lambda n: actions.Answer(n, "Uang sudah dikembalikan."), "petugas"),
)
_WAY: dict[str, Any] = {
    "taken": _TAKEN,
    "requested": _REQUESTED,
    "approved": _APPROVED,
    "given": _GIVEN,
    "raised": (*_TAKEN, (lambda n: actions.Escalate(n, "Perlu atasan"), "petugas")),
    "sheet": _ANSWERED[:2],
    "held": (*_TAKEN, (lambda n: actions.TakeOver(n), "petugas")),
    "answered": _ANSWERED,
    "closed": (*_TAKEN, (lambda n: actions.CloseByHand(n, Given.PHONE, "Sudah"), "petugas")),
}
TODAY = date(2026, 3, 16)


async def sent_to(bench: Bench, number: str) -> list[tuple[str, str]]:
    """What was made for the citizen of a complaint: purpose and status."""
    place = await reading(bench.rig.database, standing_of, (await bench.rig.stored(number)).sender)
    assert place is not None
    lines = await reading(bench.rig.database, transcript, place.conversation_id)
    return [(line.purpose, line.status.value) for line in lines if line.status is not None]


def tick(html: str) -> str:
    """The value of the box that sends an answer in spite of its warnings."""
    return html.split('name="tetap" value="')[1].split('"')[0]
