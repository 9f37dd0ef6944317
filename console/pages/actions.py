"""POST /kantor/aduan/{number}/{slug}: all that an officer does to a complaint.

Whatever cannot be done comes back on the complaint's own page, beside its form and as it was
typed. What may be done is the domain's to say; here forms are read and answers chosen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlencode
from weakref import WeakValueDictionary

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from console import forms
from console.access import StaffRoute
from console.complaint.answering import preview
from console.complaint.attempt import Attempt
from console.complaint.collision import collision, collision_page
from console.complaint.done import DONE, as_sentence
from console.complaint.page import show
from console.complaint.ready import mention, ready_answers
from console.complaint.view import UnknownComplaintError, View, load
from console.complaint.warned import answer_warnings, mark
from console.html import staff_page
from console.pages.files import add_files
from console.parts import STAFF, Console
from console.uploads import UploadError, limited_form, read_uploads
from domain.errors import InvalidTransitionError
from domain.people import Officer
from handlers.actions import Action, Merge
from handlers.casework_rights import NEEDS
from storage.answer_state import place_of
from storage.engine import reading, transaction
from storage.files import of_complaint

# Bytes of all fields together: a text that is too long is told so, not cut off on its way.
_FIELDS = 1024 * 1024
_TOGETHER = "Isi semua kolom bersama terlalu panjang. Ringkas lalu coba lagi."
_NO_DOCUMENT = "Dokumen ini tidak ada pada aduan ini. Unggah lagi."


def routes(console: Console) -> list[BaseRoute]:
    """A route for each form, for whoever may do what it asks for."""

    # Between looking whether somebody else was faster and saving, nobody else may save. Where
    # several processes serve pages, two that save within the same moment are not compared.
    turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def doing(slug: str) -> Callable[[Request, Officer], Awaitable[Response]]:
        async def do(request: Request, officer: Officer) -> Response:
            view = await load(console, officer, request.path_params["number"])
            typed, problem = await _typed(console, request, view, slug)
            async with turns.setdefault(view.number, asyncio.Lock()):
                view = await load(console, officer, view.number)
                return await _do(_Answer(console, request, view, slug, typed), problem)

        return do

    async def back(request: Request, officer: Officer) -> Response:
        # Whoever had to sign in again in the middle of a form comes here; the browser kept it.
        view = await load(console, officer, request.path_params["number"])
        return RedirectResponse(_page(view.number), status_code=303)

    made: list[BaseRoute] = []
    for slug, form in forms.FORMS.items():
        path, may = f"{STAFF}/aduan/{{number}}/{slug}", (NEEDS[form.kind][0],)
        made.append(StaffRoute(console, path, doing(slug), may, methods=("POST",)))
        if slug != "gabung":  # That address shows what could be merged.
            made.append(StaffRoute(console, path, back, may))
    return made


async def _do(answer: _Answer, problem: str) -> Response:
    view, slug = answer.view, answer.slug
    if problem:
        return await answer.refused(422, fields={"dokumen": problem})
    if slug == "jawab" and answer.asked_for("sisip", "sebut", "pratinjau"):
        return await _looked_at(answer)
    try:
        action = forms.action(slug, view.complaint, answer.typed)
    except forms.FormError as error:
        return await answer.refused(422, fields=error.fields)
    if slug == "jawab":
        found = answer_warnings(view, answer.value("teks"), answer.value("dasar"))
        # An empty answer is refused by the rules; there is nothing to warn of.
        if found and answer.value("teks").strip() and answer.value("tetap") != mark(found):
            return await answer.refused(422, warnings=found)
    if isinstance(action, Merge) and not answer.value("yakin"):
        return await _both(answer, action)
    clash = collision(view, slug, action, answer.value("dasar"))
    if clash is not None and not answer.in_json:
        values = await collision_page(answer.console, view, answer.attempt(), clash)
        return staff_page(
            "complaint/handling/conflict.html", view.officer, status=409, here="antrean", **values
        )
    if clash is not None:
        return await answer.refused(409, "Petugas lain sudah mengubah isian ini. Muat ulang dulu.")
    return await _act(answer, action)


async def _act(answer: _Answer, action: Action) -> Response:
    view = answer.view
    try:
        await answer.console.desk.act(action, view.officer)
    except InvalidTransitionError as error:
        return await answer.refused(409, str(error))
    number = action.into if isinstance(action, Merge) else view.number
    return answer.done(number)


class _Answer:
    """What is said to one form: done, or not and why."""

    def __init__(
        self, console: Console, request: Request, view: View, slug: str, typed: dict[str, list[str]]
    ) -> None:
        self.console, self.request, self.view = console, request, view
        self.slug, self.typed = slug, typed
        self.in_json = request.headers.get("accept", "").startswith("application/json")

    def value(self, name: str) -> str:
        found = self.typed.get(name) or [""]
        return found[0]

    def asked_for(self, *buttons: str) -> bool:
        return self.value("aksi") in buttons

    def attempt(
        self,
        error: str = "",
        *,
        fields: dict[str, str] | None = None,
        warnings: list[str] | None = None,
        preview: bool = False,
    ) -> Attempt:
        return Attempt(self.slug, self.typed, error, fields or {}, warnings or (), preview)

    async def shown(self, attempt: Attempt, status: int) -> Response:
        """The complaint's page, with the form as it was typed."""
        # Read once more: what was refused may have been overtaken.
        view = await load(self.console, self.view.officer, self.view.number)
        return await show(self.console, view.officer, view, attempt=attempt, status=status)

    async def refused(
        self,
        status: int,
        error: str = "",
        *,
        fields: dict[str, str] | None = None,
        warnings: list[str] | None = None,
    ) -> Response:
        if self.in_json:
            said = as_sentence(error) or " ".join([*(fields or {}).values(), *(warnings or ())])
            told = {"error": said, "fields": fields or {}, "warnings": warnings or []}
            return JSONResponse(told, status_code=status)
        return await self.shown(self.attempt(error, fields=fields, warnings=warnings), status)

    def done(self, number: str) -> Response:
        to = _page(number, self.slug)
        if self.in_json:
            return JSONResponse({"to": to, "said": DONE[self.slug]})
        return RedirectResponse(to, status_code=303)


def _page(number: str, done: str = "") -> str:
    said = f"?{urlencode({'sudah': done})}" if done else ""
    # A correction was made where the complaint is read, and is seen there.
    place = "klasifikasi" if done == "koreksi" else "kerja-isi"
    return f"{STAFF}/aduan/{number}{said}#{place}"


async def _typed(
    console: Console, request: Request, view: View, slug: str
) -> tuple[dict[str, list[str]], str]:
    """The form's fields, and what is wrong with its document.

    A document that was uploaded is stored at once, so that it need not be chosen again when
    something else is wrong with the form.
    """
    room = _FIELDS + (console.options.max_upload if slug == "catat-persetujuan" else 0)
    try:
        form = await limited_form(request, room)
    except HTTPException as error:
        if error.status_code != 413 or slug == "catat-persetujuan":
            raise
        raise HTTPException(413, _TOGETHER) from error
    typed: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            typed.setdefault(name, []).append(value)
    if slug != "catat-persetujuan":
        return typed, ""
    limit = console.options.max_upload
    try:
        uploads = await read_uploads(form, "dokumen", max_bytes=limit, most=1)
    except UploadError as error:
        return typed, str(error)
    if uploads:
        by, now = view.officer.username, console.now()
        [stored] = await transaction(console.database, add_files, view.number, uploads, by, now)
        typed["dokumen_id"] = [str(stored)]
        return typed, ""
    kept = (typed.get("dokumen_id") or [""])[0]
    if kept:
        known = await reading(console.database, of_complaint, view.number)
        if kept not in {str(info.id) for info in known}:
            typed.pop("dokumen_id")
            return typed, _NO_DOCUMENT
    return typed, ""


async def _looked_at(answer: _Answer) -> Response:
    """The reply box once more, with a ready answer put in, or with what the citizen will read."""
    console, view = answer.console, answer.view
    text, more = answer.value("teks"), ""
    if answer.asked_for("sisip"):
        ready = await reading(console.database, ready_answers, view, console.office())
        more = next((one.text for one in ready if str(one.id) == answer.value("siap")), "")
    elif answer.asked_for("sebut"):
        files = await reading(console.database, of_complaint, view.number)
        more = mention(files, console.office(), view.number)
    if more:
        text = f"{text.rstrip()}\n\n{more}".lstrip()
        answer.typed["teks"] = [text]
    if not answer.in_json:
        looks = answer.attempt(preview=answer.asked_for("pratinjau"))
        return await answer.shown(looks, 200)
    to = view.contact
    if view.conversation_id is not None:
        place = await reading(console.database, place_of, view.conversation_id)
        to = place.address
    seen = preview(console.office(), to, view.number, text[: forms.MOST_ANSWER])
    parts = [
        {"text": p.text, "characters": p.characters, "segments": p.segments, "encoding": p.encoding}
        for p in seen.parts
    ]
    return JSONResponse({"parts": parts, "summary": seen.summary, "lost": seen.lost})


async def _both(answer: _Answer, action: Merge) -> Response:
    """The two complaints beside each other, before they become one."""
    try:
        other = await load(answer.console, answer.view.officer, action.into)
    except UnknownComplaintError:
        said = f"Tidak ada aduan bernomor {action.into}. Periksa lagi nomornya."
        return await answer.refused(422, fields={"ke": said})
    if other.number == answer.view.number:
        return await answer.refused(422, fields={"ke": "Itu nomor aduan ini sendiri."})
    return staff_page(
        "complaint/handling/merge.html",
        answer.view.officer,
        here="antrean",
        url=f"{STAFF}/aduan/{answer.view.number}",
        pair=(answer.view, other),
    )
