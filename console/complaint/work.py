"""The work region of a complaint's page: what to do next, and a form for everything that may be.

Here is gathered what the forms show; which of them may be used, the rules say (`allowed.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from console.complaint.allowed import Allowed, Trial
from console.complaint.answering import Way, announcement, counting, preview, reach
from console.complaint.attempt import Attempt
from console.complaint.conflict import fingerprint
from console.complaint.delivery_words import say_failure
from console.complaint.done import DONE, PANEL_OF, as_sentence
from console.complaint.handling_words import handling_words
from console.complaint.next_step import next_step
from console.complaint.ready import Ready, mention, ready_answers
from console.complaint.sent import Sent, how_far
from console.complaint.sheet import SHARED
from console.complaint.steps import steps_of
from console.complaint.view import View
from console.complaint.warned import answer_base, mark
from console.parts import STAFF, Console
from domain.calendar import wib_day
from domain.complaint import Status
from domain.dialogue import State
from domain.people import May, Officer
from storage.answer_state import (
    AnswerPiece,
    Place,
    TakenBack,
    answer_pieces,
    place_of,
    taken_back,
)
from storage.engine import reading
from storage.files import FileInfo, of_complaint
from storage.people import everybody

# Buttons that come and go with the answer, and a form of another region: no place for a refusal.
_PLACELESS = frozenset({"tarik-jawaban", "kirim-ulang", "koreksi"})


@dataclass(frozen=True, slots=True)
class Read:
    """What the panel reads of the database at once. people: all who work here now."""

    place: Place
    people: list[Officer]
    pieces: list[AnswerPiece]
    ready: list[Ready]
    files: list[FileInfo]
    back: TakenBack | None


async def panel(
    console: Console,
    officer: Officer,
    view: View,
    *,
    attempt: Attempt | None = None,
    query: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What `complaint/handling/panel.html` needs.

    attempt: a form that was sent and could not be done, to be shown again as it was typed.
    query: of the page's address (`request.query_params`): `sudah` names what was just done, `siap`
    a ready answer to begin with.
    """
    asked = query or {}
    read = await reading(console.database, _read, console, view)
    office, complaint, place = console.office(), view.complaint, read.place
    allowed = Trial(
        complaint, officer, read.people, place.address, place.state, office, view.now
    ).allowed()
    options = console.options
    to = reach(
        place.address,
        place.state,
        view.now,
        options.templates,
        options.sends,
        office.dialogue.undo,
    )
    sent = how_far(complaint, read.pieces, to, view.now, say_failure)
    coming = next_step(complaint, officer, allowed, sent, view.assignee)
    text = _answer_text(view, read, attempt, asked)
    done = asked.get("sudah", "")
    seen = None
    if attempt is not None and attempt.slug == "jawab" and attempt.preview:
        seen = preview(office, place.address, complaint.number, text)
    return (
        {
            "url": f"{STAFF}/aduan/{complaint.number}",
            # Two who share a browser do not find each other's drafts.
            "keep": f"{officer.id}/{complaint.number}",
            # The bar with the seconds says it already.
            "done": "" if sent and sent.undo_until else DONE.get(done, ""),
            "done_slug": done if done in DONE else "",
            "next": coming,
            "open": _opened(coming.panel, attempt, begun=bool(text)),
            "allowed": allowed,
            "why": lambda slug: as_sentence(allowed.refused.get(slug, "")),
            "say": as_sentence,
            "today": wib_day(view.now),
            "bases": {
                slug: fingerprint(complaint, form.values(complaint))
                for slug, form in SHARED.items()
            }
            | {"jawab": answer_base(view)},
            "steps": steps_of(view, office),
            "reach": to,
            "handover": place.state.handover,
            "sent": sent,
            "answer": text,
            "announcement": announcement(office, to.channel, complaint.number),
            "rating": office.dialogue.rating,
            "ready": read.ready,
            "mention": mention(read.files, office, complaint.number),
            "preview": seen,
            "count": {
                frame: asdict(counting(office, to.channel, complaint.number, frame))
                for frame in ("answer", "ask_citizen", "")
            },
        }
        | _attempted(view, attempt, allowed)
        | _answer_words(view, to.way, sent, allowed)
        | handling_words(view, allowed, read.people, read.files, attempt)
    )


def _read(conn: Connection, console: Console, view: View) -> Read:
    complaint = view.complaint
    place = Place(view.contact, State())
    if view.conversation_id is not None:
        place = place_of(conn, view.conversation_id)
    settled = complaint.handling.settled
    pieces = []
    if complaint.id is not None and complaint.answer:
        pieces = answer_pieces(conn, complaint.id, settled.at if settled else None, view.now)
    may_answer = view.officer.may(May.ANSWER)
    return Read(
        place,
        everybody(conn),
        pieces,
        ready_answers(conn, view, console.office()) if may_answer else [],
        of_complaint(conn, complaint.number),
        # Only an open complaint can have had an answer that was taken back.
        taken_back(conn, complaint.number) if complaint.open and may_answer else None,
    )


def _opened(coming: str, attempt: Attempt | None, *, begun: bool) -> set[str]:
    """The parts that are open: what comes next, what was just tried, an answer that was begun."""
    tried = {PANEL_OF[attempt.slug]} if attempt else set()
    return {coming} | tried | ({"jawab"} if begun else set())


def _answer_text(view: View, read: Read, attempt: Attempt | None, asked: Mapping[str, str]) -> str:
    """What the reply box begins with: what was typed, a ready answer, or what was taken back."""
    if attempt is not None and attempt.slug == "jawab":
        return attempt.value("teks")
    chosen = next((one for one in read.ready if str(one.id) == asked.get("siap", "")), None)
    if chosen is not None:
        return chosen.text
    if read.back is None:
        return ""
    # Where masks are seen, another's text with a name in it is not put into a box: neither the
    # name may be shown, nor the mask be sent. Who wrote it has seen it already.
    text = read.back.text
    return text if read.back.by == view.officer.username or view.words(text) == text else ""


def _attempted(view: View, attempt: Attempt | None, allowed: Allowed) -> dict[str, Any]:
    """The form that could not be done. lost: the page has no place for it any more."""
    if attempt is None:
        return {
            "attempt": None,
            "problem": "",
            "lost": False,
            "typed": [],
            "warnings": [],
            "warned": "",
        }
    shown = attempt.slug not in _PLACELESS and allowed(attempt.slug)
    return {
        "attempt": attempt,
        "problem": as_sentence(attempt.error or allowed.refused.get(attempt.slug, "")),
        "lost": not shown and bool(attempt.error or attempt.fields or attempt.warnings),
        "typed": [
            text
            for name, values in attempt.values.items()
            for text in values
            if name not in ("dasar", "aksi", "tetap", "siap") and text.strip()
        ],
        "warnings": list(attempt.warnings),
        "warned": mark(attempt.warnings),
    }


def _answer_words(view: View, way: Way, sent: Sent | None, allowed: Allowed) -> dict[str, Any]:
    """How the reply box and the answer's own line are labelled."""
    complaint = view.complaint
    state = "belum ditulis"
    if complaint.status is Status.DIJAWAB:
        state = "belum sampai" if sent and sent.trouble else "sudah ditulis"
    elif complaint.status is Status.DITUTUP:
        state = "sudah diberikan"
    labels = {
        Way.NOW: "Kirim jawaban",
        Way.TEMPLATE: "Kirim pemberitahuan",
        Way.HELD: "Simpan jawaban",
        Way.OFF: "Simpan jawaban",
        Way.SILENCED: "Simpan jawaban",
        Way.BY_HAND: "Simpan jawaban",
    }
    left = sent.undo_until - view.now if sent and sent.undo_until else None
    return {
        "answer_state": state,
        "send": labels[way],
        "undo_left": max(1, round(left.total_seconds())) if left else 0,
        "can_send_again": way in (Way.NOW, Way.TEMPLATE) and allowed("jawab"),
        "again": "Kirim lagi" if way is Way.NOW else "Kirim sebagai templat",
    }
