"""Why a message did not arrive, in plain words, and what an officer can do about it.

Codes are those of Twilio's error dictionary (https://www.twilio.com/docs/api/errors), of the HTTP
answers of Telegram's Bot API, and a few of our own channels' (`bot/channels`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console import words
from domain.calendar import WIB, say_day, wib_day
from domain.messages import SMS, TELEGRAM, WHATSAPP, DeliveryStatus
from storage.transcripts import Line


class Next(StrEnum):
    """What can be done. Which of them apply depends on the channel."""

    TEMPLATE = "template"  # Send the approved template; the text follows when they reply.
    SMS = "sms"  # The same number by text message.
    PHONE = "phone"  # Telephone, and write down how the answer was given.
    AGAIN = "again"  # The same once more, later.
    WAIT = "wait"  # It goes out by itself when the citizen writes.
    RETRY = "retry"  # It is tried again by itself.
    ADMIN = "admin"  # A setting is wrong; whoever keeps the system puts it right.


STEP: dict[Next, str] = {
    Next.TEMPLATE: "kirim lagi sebagai templat",
    Next.SMS: "kirim lewat SMS ke nomor yang sama",
    Next.PHONE: "telepon warga, lalu catat bagaimana jawaban disampaikan",
    Next.AGAIN: "kirim lagi beberapa saat lagi",
    Next.WAIT: "tunggu: terkirim sendiri bila warga menulis lagi",
    Next.RETRY: "tunggu: dicoba lagi dengan sendirinya",
    Next.ADMIN: "beri tahu admin sistem",
}

_STOPPED = "Warga meminta berhenti dikirimi pesan (STOP)."
_NOT_A_PHONE = "Nomor ini tidak bisa menerima pesan: mungkin salah, atau bukan nomor seluler."
_UNREACHABLE = "Telepon warga tidak terjangkau: mati atau di luar jangkauan."
_NO_WHATSAPP = "Nomor ini tidak terdaftar di WhatsApp."
_BLOCKED = "Warga memblokir nomor kantor, atau operator memblokir pesannya."
_REFUSED = "Isi pesan ditolak oleh operator atau WhatsApp."
_OUTSIDE = "Jendela 24 jam WhatsApp sudah tertutup: teks biasa tidak diterima lagi."
_SETTING = "Ada pengaturan akun pengirim yang salah."
_BUSY = "Terlalu banyak pesan sekaligus; penyedia menunda kiriman."
_CHAT_GONE = "Percakapan Telegram ini sudah tidak ada."

_BY_PHONE = (Next.PHONE,)
_OTHER_WAY = (Next.SMS, Next.PHONE)
_SETTINGS = (Next.ADMIN, Next.PHONE)

_MEANINGS: dict[str, tuple[str, tuple[Next, ...]]] = {
    # Twilio, the request itself.
    "20003": (_SETTING, _SETTINGS),
    "20429": (_BUSY, (Next.AGAIN, Next.PHONE)),
    "21211": (_NOT_A_PHONE, _BY_PHONE),
    "21408": ("Akun pengirim belum diizinkan mengirim ke Indonesia.", _SETTINGS),
    "21610": (_STOPPED, _BY_PHONE),
    "21611": (_BUSY, (Next.AGAIN, Next.PHONE)),
    "21612": ("Nomor kantor tidak bisa mengirim ke nomor ini.", _SETTINGS),
    "21614": (_NOT_A_PHONE, _BY_PHONE),
    "21617": ("Pesan terlalu panjang untuk kanal ini.", _BY_PHONE),
    "21656": ("Isian templat tidak diterima.", _SETTINGS),
    # Twilio, what became of the message on its way.
    "30003": (_UNREACHABLE, (Next.SMS, Next.PHONE)),
    "30004": (_BLOCKED, _BY_PHONE),
    "30005": ("Nomor ini tidak dikenal atau sudah tidak aktif.", _BY_PHONE),
    "30006": ("Nomor ini telepon rumah, atau operatornya tidak terjangkau.", _BY_PHONE),
    "30007": ("Operator menyaring pesan ini sebagai spam.", _BY_PHONE),
    "30008": ("Operator tidak memberi tahu sebabnya.", _OTHER_WAY),
    "30034": (_SETTING, _SETTINGS),
    # Twilio, WhatsApp.
    "63001": (_SETTING, _SETTINGS),
    "63003": (_NO_WHATSAPP, _OTHER_WAY),
    "63005": (_REFUSED, _OTHER_WAY),
    "63007": (_SETTING, _SETTINGS),
    "63010": ("Ada gangguan di WhatsApp.", _OTHER_WAY),
    "63013": ("WhatsApp menolak pesan ini karena aturannya.", _OTHER_WAY),
    "63015": (_SETTING, _SETTINGS),
    "63016": (_OUTSIDE, (Next.TEMPLATE, Next.SMS, Next.PHONE)),
    "63017": (_BUSY, (Next.AGAIN, Next.PHONE)),
    "63018": (_BUSY, (Next.AGAIN, Next.PHONE)),
    "63024": (_NO_WHATSAPP, _OTHER_WAY),
    "63032": ("WhatsApp sedang membatasi pesan ke warga ini.", _OTHER_WAY),
    "63033": ("Warga memblokir nomor kantor di WhatsApp.", _OTHER_WAY),
    "63038": ("Batas kiriman harian akun pengirim tercapai.", (Next.AGAIN, *_SETTINGS)),
    "63049": ("WhatsApp memilih tidak mengantarkan pesan ini.", _OTHER_WAY),
    "no_template": (_OUTSIDE, _OTHER_WAY),
    # Telegram.
    "400": ("Telegram menolak pesan ini.", _BY_PHONE),
    "401": (_SETTING, _SETTINGS),
    "403": ("Warga memblokir bot kantor di Telegram.", _BY_PHONE),
    "409": (_SETTING, _SETTINGS),
    "429": (_BUSY, (Next.AGAIN, Next.PHONE)),
    "migrated": (_CHAT_GONE, _BY_PHONE),
    # Ours.
    "wrong_address": ("Alamat ini tidak bisa dikirimi lewat kanal ini.", _BY_PHONE),
}
_GENERIC: tuple[str, tuple[Next, ...]] = ("Penyedia pesan tidak menjelaskan sebabnya.", _OTHER_WAY)
_AWAY: tuple[str, tuple[Next, ...]] = (
    "Kanal ini sedang tidak bisa dihubungi.",
    (Next.RETRY, Next.PHONE),
)
_HELD: tuple[str, tuple[Next, ...]] = (_OUTSIDE, (Next.PHONE, Next.WAIT))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a message of ours is not there. code: the provider's own, for whoever looks it up.

    waiting: it may still arrive by itself.
    """

    reason: str
    steps: tuple[Next, ...]
    code: str = ""
    waiting: bool = False

    @property
    def said(self) -> str:
        """What to do, as one clause."""
        return "; atau ".join(STEP[step] for step in self.steps)


def meaning(code: str, channel: str) -> tuple[str, tuple[Next, ...]]:
    """A code in plain words, and the steps that this channel leaves open."""
    reason, steps = _MEANINGS.get(code, _GENERIC)
    left = tuple(step for step in steps if _open(step, channel))
    return reason, left or (Next.PHONE,)


def say_failure(channel: str, code: str) -> str:
    """Why a message failed and what to do next, as sentences."""
    reason, steps = meaning(code, channel)
    return f"{reason} Langkah berikutnya: {'; atau '.join(STEP[step] for step in steps)}."


def trouble(line: Line, channel: str, *, templates: bool = True) -> Trouble | None:
    """What is wrong with a message of ours, None where nothing is.

    channel: by which it was sent. templates: whether WhatsApp has approved one for its purpose.
    """
    if line.status is DeliveryStatus.HELD:
        return Trouble(*_HELD)
    if line.status is DeliveryStatus.FAILED:
        reason, steps = meaning(line.error_code, channel)
        if not templates:
            steps = tuple(step for step in steps if step is not Next.TEMPLATE)
        return Trouble(reason, steps, line.error_code)
    if line.status is DeliveryStatus.QUEUED and line.attempts:
        reason, steps = _AWAY
        if line.error_code in _MEANINGS:
            reason = _MEANINGS[line.error_code][0]
        again = f" Dicoba lagi {moment(line.due_at, line.at)}." if line.due_at else ""
        return Trouble(f"{reason}{again}", steps, line.error_code, waiting=True)
    return None


def _open(step: Next, channel: str) -> bool:
    if step is Next.TEMPLATE:
        return channel == WHATSAPP
    # Who is on Telegram has no number that we know; who did not get a text message gets no other.
    return step is not Next.SMS or channel not in (SMS, TELEGRAM)


def progress(line: Line) -> str:
    """How far a message of ours has come, with times: `terkirim 09.05 · dibaca 09.10`."""
    if line.status is None:
        return ""
    reached = (
        (DeliveryStatus.SENT, line.sent_at),
        (DeliveryStatus.DELIVERED, line.delivered_at),
        (DeliveryStatus.READ, line.read_at),
        (DeliveryStatus.FAILED, line.failed_at),
    )
    steps = [
        f"{words.DELIVERY[status]} {moment(at, line.at)}"
        for status, at in reached
        if at is not None and (status is not DeliveryStatus.FAILED or line.status is status)
    ]
    now = words.DELIVERY[line.status]
    if not any(step.startswith(now) for step in steps):
        steps.append(now)
    return " · ".join(steps)


def moment(at: datetime, beside: datetime) -> str:
    """`09.05`, with the day where it is not that of the moment it stands beside."""
    time = f"{at.astimezone(WIB):%H.%M}"
    return time if wib_day(at) == wib_day(beside) else f"{say_day(wib_day(at))} {time}"
