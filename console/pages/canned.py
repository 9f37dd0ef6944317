"""Ready answers: officers write a sentence once, with variables, and insert it many times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from console import words
from console.access import StaffRoute
from console.canned_text import VARIABLES, fill, problems
from console.html import say_when, staff_page
from console.parts import STAFF, Console
from console.uploads import limited_form
from domain.people import May, Officer
from storage.canned import Canned, add, change, everything, one, retire
from storage.engine import reading, transaction

PAGE = f"{STAFF}/jawaban-siap"
_FORM = 100_000  # Bytes of a posted form.
_TITLE, _TEXT = 100, 4000  # Characters.
EVERY = ""  # In the form: for every component.
_EXAMPLE = {
    "nama": "Contoh Pelapor",
    "nomor": "2026-00042-7",
    "layanan": "Sertifikat Standar",
    "komponen": "biaya/tarif",
    "tenggat": "Jumat, 10 April 2026",
}
_DONE = {
    "baru": "Jawaban siap disimpan.",
    "diubah": "Perubahan disimpan.",
    "pensiun": "Tidak ditawarkan lagi. Teksnya tetap tersimpan di bawah.",
    "pakai": "Ditawarkan lagi.",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form. based_on: when the wording that was changed had been written."""

    title: str = ""
    text: str = ""
    component: str = EVERY
    based_on: str = ""


def routes(console: Console) -> list[BaseRoute]:
    """The list, the form, and the buttons."""
    pages = CannedPages(console)
    may = (May.ANSWER,)
    return [
        StaffRoute(console, PAGE, pages.list, may),
        StaffRoute(console, PAGE, pages.add, may, ["POST"]),
        StaffRoute(console, f"{PAGE}/baru", pages.new, may),
        StaffRoute(console, f"{PAGE}/{{id:int}}", pages.edit, may),
        StaffRoute(console, f"{PAGE}/{{id:int}}", pages.change, may, ["POST"]),
        StaffRoute(console, f"{PAGE}/{{id:int}}/pensiun", pages.retire, may, ["POST"]),
        StaffRoute(console, f"{PAGE}/{{id:int}}/pakai", pages.restore, may, ["POST"]),
    ]


class CannedPages:
    """The pages of ready answers."""

    def __init__(self, console: Console) -> None:
        self.console = console

    async def list(self, request: Request, officer: Officer) -> Response:
        found = await reading(self.console.database, everything)
        return staff_page(
            "canned.html",
            officer,
            here="jawaban-siap",
            page=PAGE,
            groups=_groups(found),
            retired=[each for each in found if each.retired],
            said=_DONE.get(request.query_params.get("kabar", ""), ""),
        )

    async def new(self, request: Request, officer: Officer) -> Response:
        component = request.query_params.get("komponen", "")
        known = component if component in words.COMPONENT else EVERY
        return self._form(officer, Draft(component=known))

    async def edit(self, request: Request, officer: Officer) -> Response:
        found = await self._one(request)
        draft = Draft(found.title, found.text, found.component or EVERY, found.at.isoformat())
        return self._form(officer, draft, found)

    async def add(self, request: Request, officer: Officer) -> Response:
        draft, preview = await _posted(request)
        errors = _errors(draft)
        if errors or preview:
            return self._form(officer, draft, errors=errors, preview=preview and not errors)
        await transaction(
            self.console.database,
            add,
            title=draft.title,
            text=draft.text,
            component=draft.component or None,
            by=officer.username,
            now=self.console.now(),
        )
        return _to("baru")

    async def change(self, request: Request, officer: Officer) -> Response:
        found = await self._one(request)
        draft, preview = await _posted(request)
        errors = _errors(draft)
        if errors or preview:
            return self._form(officer, draft, found, errors=errors, preview=preview and not errors)
        theirs = await transaction(
            self.console.database, _change, found.id, draft, officer.username, self.console.now()
        )
        if theirs is not None:
            said = (
                f"{theirs.by} mengubah jawaban ini {say_when(theirs.at)}, setelah Anda membukanya. "
                "Tulisan mereka ada di bawah formulir. Simpan lagi bila tulisan Anda yang dipakai."
            )
            mine = Draft(draft.title, draft.text, draft.component, theirs.at.isoformat())
            return self._form(
                officer, mine, theirs, errors={"": said}, theirs=theirs.text, status=409
            )
        return _to("diubah")

    async def retire(self, request: Request, officer: Officer) -> Response:
        return await self._retire(request, officer, retired=True)

    async def restore(self, request: Request, officer: Officer) -> Response:
        return await self._retire(request, officer, retired=False)

    async def _retire(self, request: Request, officer: Officer, *, retired: bool) -> Response:
        found = await self._one(request)
        await transaction(
            self.console.database,
            retire,
            found.id,
            by=officer.username,
            now=self.console.now(),
            retired=retired,
        )
        return _to("pensiun" if retired else "pakai")

    async def _one(self, request: Request) -> Canned:
        id = request.path_params["id"]
        try:
            # No row has an id beyond what the databases can count.
            return await reading(self.console.database, one, id if id < 2**62 else 0)
        except LookupError:
            raise HTTPException(404, "Jawaban siap itu tidak ada.") from None

    def _form(
        self,
        officer: Officer,
        draft: Draft,
        found: Canned | None = None,
        *,
        errors: Mapping[str, str] | None = None,
        preview: bool = False,
        theirs: str = "",
        status: int = 200,
    ) -> Response:
        example = {**_EXAMPLE, "kantor": self.console.office().contact["office"]}
        return staff_page(
            "canned_form.html",
            officer,
            status=422 if errors and status == 200 else status,
            here="jawaban-siap",
            page=PAGE,
            action=f"{PAGE}/{found.id}" if found else PAGE,
            found=found,
            draft=draft,
            errors=errors or {},
            variables=VARIABLES,
            components=words.COMPONENT,
            longest_title=_TITLE,
            longest_text=_TEXT,
            preview=fill(draft.text, example) if preview else "",
            theirs=theirs,
        )


def _change(conn: Connection, id: int, draft: Draft, by: str, now: datetime) -> Canned | None:
    """Writes the new wording; gives the present one where somebody changed it meanwhile."""
    present = one(conn, id)
    if present.at.isoformat() != draft.based_on:
        return present
    component = draft.component or None
    change(conn, id, title=draft.title, text=draft.text, component=component, by=by, now=now)
    return None


async def _posted(request: Request) -> tuple[Draft, bool]:
    """What was typed, and whether only a preview is wanted."""
    form = await limited_form(request, _FORM)

    def field(name: str) -> str:
        value = form.get(name, "")
        return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""

    draft = Draft(field("judul"), field("teks"), field("komponen"), field("dasar"))
    return draft, field("aksi") == "pratinjau"


def _errors(draft: Draft) -> dict[str, str]:
    """What is wrong with it, by field, as sentences."""
    errors = {}
    if not draft.title:
        errors["judul"] = "Judul masih kosong. Tulis beberapa kata supaya mudah dicari."
    elif len(draft.title) > _TITLE:
        errors["judul"] = f"Judul paling panjang {_TITLE} huruf; ini {len(draft.title)}."
    wrong = problems(draft.text)
    if not draft.text:
        errors["teks"] = "Teks jawaban masih kosong."
    elif len(draft.text) > _TEXT:
        errors["teks"] = f"Teks paling panjang {_TEXT} huruf; ini {len(draft.text)}."
    elif wrong:
        errors["teks"] = " ".join(wrong)
    if draft.component and draft.component not in words.COMPONENT:
        errors["komponen"] = "Komponen itu tidak dikenal. Pilih satu dari daftar."
    return errors


def _groups(found: list[Canned]) -> list[tuple[str, list[Canned]]]:
    """Those that are offered, what fits every component first, then in the standard's order."""
    offered = [each for each in found if not each.retired]
    kinds: list[tuple[str | None, str]] = [
        (None, "Untuk semua komponen"),
        *words.COMPONENT.items(),
    ]
    groups = [(name, [each for each in offered if each.component == c]) for c, name in kinds]
    return [(name, members) for name, members in groups if members]


def _to(done: str) -> Response:
    return RedirectResponse(f"{PAGE}?kabar={done}", status_code=303)
