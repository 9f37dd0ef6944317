"""How far an answer has come, in one line, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from console import words
from console.complaint.answering import Reach, Way
from console.html import say_when
from domain.complaint import Complaint, Status
from domain.messages import DeliveryStatus
from storage.answer_state import AnswerPiece
from storage.replies import ANSWER

_UNSENT = (DeliveryStatus.QUEUED, DeliveryStatus.HELD)
# The worst first: an answer has come only as far as the part of it that is furthest behind.
_WORST = (
    DeliveryStatus.FAILED,
    DeliveryStatus.HELD,
    DeliveryStatus.QUEUED,
    DeliveryStatus.SENT,
    DeliveryStatus.DELIVERED,
    DeliveryStatus.READ,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """Where the answer is.

    words: one sentence or two. tone: `good`, `warn`, `error` or "": a class of app.css. trouble:
    it did not arrive and will not by itself. undo_until: until when it can be taken back, None
    where it has left. can_recall: it has not left, and will not by itself soon.
    """

    words: str
    tone: str = ""
    trouble: bool = False
    undo_until: datetime | None = None
    can_recall: bool = False


def how_far(
    complaint: Complaint,
    pieces: Sequence[AnswerPiece],
    reach: Reach,
    now: datetime,
    why: Callable[[str, str], str],
) -> Sent | None:
    """The state of the present answer, None where there is none.

    pieces: what was made of this answer. why: channel and the provider's code as a sentence.
    """
    handling = complaint.handling
    if complaint.status not in (Status.DIJAWAB, Status.DITUTUP):
        return None
    if handling.given is not None:
        return Sent(f"Jawaban disampaikan {words.GIVEN[handling.given]}.", "good")
    own = [piece for piece in pieces if piece.purpose == ANSWER]
    told = [p for p in own or pieces if p.status is not DeliveryStatus.CANCELLED]
    if not told:
        return _nothing_sent(complaint, reach)
    last = min(told, key=lambda piece: _WORST.index(piece.status))
    if last.status is DeliveryStatus.QUEUED:
        return _queued(told, now)
    if last.status is DeliveryStatus.HELD:
        return Sent(
            "Jawaban belum terkirim: jendela WhatsApp 24 jam tertutup. Jawaban terkirim sendiri "
            "bila warga menulis lagi. Bila tidak, telepon warga lalu catat.",
            "error",
            trouble=True,
            can_recall=True,
        )
    if last.status is DeliveryStatus.FAILED:
        return Sent(f"Jawaban gagal sampai. {why(reach.channel, last.code)}", "error", trouble=True)
    if not own:
        return Sent(
            f"Pemberitahuan bahwa jawaban sudah siap {words.DELIVERY[last.status]}. Jawabannya "
            "menyusul saat warga membalas; selama itu aduan belum ditutup.",
            "warn",
        )
    when = last.read_at or last.delivered_at or last.sent_at or last.created_at
    return Sent(f"Jawaban {words.DELIVERY[last.status]}, {say_when(when)}.", "good")


def _nothing_sent(complaint: Complaint, reach: Reach) -> Sent:
    if complaint.status is Status.DITUTUP:
        return Sent("Jawaban sudah diberikan.", "good")
    if reach.way is Way.BY_HAND:
        return Sent(
            "Jawaban tertulis, belum disampaikan: aduan ini tidak punya kanal yang bisa dikirimi. "
            "Sampaikan kepada warga, lalu catat caranya.",
            "warn",
            trouble=True,
            can_recall=True,
        )
    if reach.way is Way.SILENCED:
        return Sent(
            "Jawaban tertulis, belum dikirim: warga meminta berhenti dikirimi pesan (STOP). "
            "Jawaban terkirim bila ia menulis lagi. Bila tidak, telepon warga lalu catat.",
            "error",
            trouble=True,
            can_recall=True,
        )
    return Sent("Jawaban tertulis, belum ada yang dikirim.", "warn", trouble=True, can_recall=True)


def _queued(pieces: Sequence[AnswerPiece], now: datetime) -> Sent:
    waiting = all(p.status in _UNSENT and not p.taken and not p.attempts for p in pieces)
    leaves = max(piece.due_at for piece in pieces)
    if waiting and leaves > now:
        return Sent("Jawaban segera dikirim.", "warn", undo_until=leaves)
    tried = max(piece.attempts for piece in pieces)
    if tried:
        return Sent(
            f"Jawaban belum diterima penyedia setelah {tried} kali dicoba; dicoba lagi "
            f"{say_when(leaves)}.",
            "warn",
        )
    return Sent("Jawaban menunggu dikirim.", "warn")
