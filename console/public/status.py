"""How a complaint stands, for whoever knows its number and its code; nothing personal is shown.

Neither ever stands in an address. An unknown number and a wrong code are answered alike, and
guessing is limited by number, by address and for everybody together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from console import words
from console.complaint.identity import Hidden
from console.html import Due
from console.limits import address_of
from console.parts import Console
from console.public import limits
from console.public.links import doors
from console.public.page import public_page
from console.uploads import limited_form
from domain.calendar import wib_day
from domain.complaint import Complaint, Flag, Status
from domain.tickets import CODE_LENGTH, find_numbers, find_wrong_numbers
from storage.engine import transaction
from storage.public import prove

STATUS_PATH = "/status"
_MOST = 10_000  # Bytes of the form.

_SAID: dict[Status, str] = {
    Status.DITERIMA: "Sudah diterima, menunggu ditelaah",
    Status.DITELAAH: "Sedang ditelaah",
    Status.DITINDAKLANJUTI: "Sedang ditindaklanjuti",
    Status.DIJAWAB: "Sudah dijawab",
    Status.DITUTUP: "Sudah dijawab dan selesai",
    Status.DITARIK: "Sudah ditarik oleh pelapor",
    Status.DIGABUNG: "Ditangani bersama laporan lain",
}
_STEPS = ("Diterima", "Ditelaah", "Ditindaklanjuti", "Dijawab")
_REACHED = {
    Status.DITERIMA: 1,
    Status.DITELAAH: 2,
    Status.DITINDAKLANJUTI: 3,
    Status.DIJAWAB: 4,
    Status.DITUTUP: 4,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to the answer. at: when it was reached, None where that is not kept."""

    name: str
    done: bool
    now: bool
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page says of a complaint: plain words, and nothing of who reported or what."""

    number: str
    kind: str
    reason: str
    status: str
    about: str
    received_at: datetime
    carrier: str
    open: bool
    due: Due | None
    answer: str
    steps: tuple[Step, ...]
    reopened: bool


def routes(console: Console) -> list[BaseRoute]:
    page = _Status(console)
    return [Route(STATUS_PATH, page.form), Route(STATUS_PATH, page.look, methods=["POST"])]


class _Status:
    def __init__(self, console: Console) -> None:
        self.console = console

    async def form(self, request: Request) -> Response:
        """A number may stand in the address, because it is public; a code never does."""
        found = find_numbers(request.query_params.get("nomor", "")[:40])
        return self._page(found[0] if found else "")

    async def look(self, request: Request) -> Response:
        console = self.console
        form = await limited_form(request, _MOST)
        typed, code = (str(form.get(name) or "").strip() for name in ("nomor", "kode"))
        code = "".join(c for c in code if c.isalnum()).upper()
        errors = {}
        numbers = find_numbers(typed[:40])
        if not numbers:
            wrong = find_wrong_numbers(typed[:40])
            errors["nomor"] = (
                "Nomor itu sepertinya keliru satu angka. Periksa lagi di tanda terima."
                if wrong
                else "Tulis nomor laporan yang lengkap, misalnya 2026-00042-7."
            )
        if len(code) != CODE_LENGTH:
            errors["kode"] = f"Kode terdiri dari {CODE_LENGTH} huruf atau angka."
        if errors:
            return self._page(typed, errors, status=422)
        proof = await transaction(
            console.database,
            prove,
            numbers[0],
            code,
            address_of(request),
            console.now(),
            limits.CODES,
        )
        if proof.locked:
            answer = self._page(numbers[0], {"": self._locked()}, status=429)
            answer.headers["Retry-After"] = "3600"
            return answer
        if proof.complaint is None or proof.carrier is None:
            sentence = "Nomor atau kodenya tidak cocok. Periksa keduanya di tanda terima."
            return self._page(numbers[0], {"": sentence}, status=422)
        return public_page(
            console,
            "status.html",
            here="status",
            shown=shown(console, proof.complaint, proof.carrier),
            chats=[door for door in doors(console) if door.name in ("whatsapp", "sms")],
        )

    def _locked(self) -> str:
        phone = self.console.office().contact.get("phone", "")
        other = f" atau telepon {phone}" if phone else ""
        return f"Terlalu banyak kode yang salah. Coba lagi satu jam lagi,{other}.".replace(
            ",.", "."
        )

    def _page(
        self, number: str, errors: dict[str, str] | None = None, *, status: int = 200
    ) -> Response:
        return public_page(
            self.console,
            "status_form.html",
            status=status,
            here="status",
            action=STATUS_PATH,
            number=number,
            errors=errors or {},
        )


def shown(console: Console, complaint: Complaint, carrier: Complaint) -> Shown:
    """What may be said. carrier: the complaint that stands for a merged one, else itself."""
    office = console.office()
    merged = carrier.number != complaint.number
    answered = carrier.status in (Status.DIJAWAB, Status.DITUTUP)
    answer = carrier.answer if answered else ""
    if merged:
        # It was written to somebody else, whose name is none of this reader's business.
        answer = Hidden.of(carrier, office.contact.values())(answer)
    due = None
    if carrier.deadline is not None and carrier.open:
        due = Due(carrier.deadline.on, wib_day(console.now()), office.calendar)
    return Shown(
        number=complaint.number,
        kind=words.KIND[complaint.kind],
        reason=words.REASON[complaint.reason] if complaint.reason else "",
        status=_SAID[carrier.status],
        about=_about(complaint),
        received_at=complaint.received_at,
        carrier=carrier.number if merged else "",
        open=carrier.open,
        due=due,
        answer=answer,
        steps=tuple(_steps(complaint, carrier)),
        reopened=Flag.REOPENED in carrier.flags and carrier.open,
    )


def _about(complaint: Complaint) -> str:
    """Component and permit by the catalogue's names; a citizen's own words could name anybody."""
    facts = complaint.facts
    parts = [words.COMPONENT[component] for component in facts.components[:1]]
    parts += [service.name for service in facts.services if service.id]
    return ", ".join(parts)


def _steps(complaint: Complaint, carrier: Complaint) -> Iterator[Step]:
    reached = _REACHED.get(carrier.status)
    if reached is None:
        return  # Withdrawn: no steps lead anywhere.
    handling = carrier.handling
    settled = handling.settled.at if handling.settled else None
    times = (
        complaint.received_at,
        handling.touched_at,
        None,
        carrier.answered_at or settled,
    )
    for index, name in enumerate(_STEPS):
        done = index < reached
        yield Step(name, done, index + 1 == reached, times[index] if done else None)
