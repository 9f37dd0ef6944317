"""The words in which simulator and chat show what the program keeps as codes."""

from __future__ import annotations

from domain.complaint import Flag, Kind
from domain.dialogue import Awaiting
from domain.messages import SMS, TELEGRAM, WHATSAPP, DeliveryStatus

CHANNELS = {WHATSAPP: "WhatsApp", SMS: "SMS", TELEGRAM: "Telegram"}

KINDS = {Kind.PENGADUAN: "Pengaduan", Kind.SARAN: "Saran"}

AWAITING = {
    Awaiting.MATTER: "apa yang terjadi",
    Awaiting.COMPONENT: "jenis masalahnya",
    Awaiting.SERVICE: "izin atau layanannya",
    Awaiting.RECEIVED: "kapan layanan diterima",
    Awaiting.NAME: "nama pelapor",
    Awaiting.EVIDENCE: "foto atau berkas bukti",
    Awaiting.CONFIDENTIAL: "nama dirahasiakan, atau tanpa nama",
    Awaiting.CONFIRM: "persetujuan atas ringkasan",
    Awaiting.RATING: "penilaian atas jawaban",
    Awaiting.WHICH_COMPLAINT: "laporan lama atau hal baru",
    Awaiting.CODE: "kode laporan",
    Awaiting.WITHDRAW: "kepastian menarik laporan",
    Awaiting.HANDOVER: "petugas; bot diam dulu",
}

FLAGS = {
    Flag.ASK_SERVICE: "izin belum diketahui",
    Flag.ASK_RECEIVED: "tanggal terima belum diketahui",
    Flag.LOW_CONFIDENCE: "jenis masalah masih perkiraan",
    Flag.ILLEGAL_LEVY: "dugaan pungli",
    Flag.DANGER: "menyangkut keselamatan",
    Flag.PROVISIONAL_DEADLINE: "batas waktu sementara",
    Flag.ANSWER_UNDELIVERED: "jawaban gagal sampai",
    Flag.REOPENED: "dibuka lagi",
    Flag.WANTS_OFFICER: "minta petugas",
    Flag.BY_SILENCE: "didaftarkan karena tidak ada balasan",
    Flag.WITHDRAW_UNDER_REVIEW: "ditarik setelah mulai ditelaah",
}

DELIVERY = {
    DeliveryStatus.QUEUED: "menunggu dikirim",
    DeliveryStatus.HELD: "ditahan: di luar jendela 24 jam",
    DeliveryStatus.SENT: "terkirim",
    DeliveryStatus.DELIVERED: "sampai",
    DeliveryStatus.READ: "dibaca",
    DeliveryStatus.CANCELLED: "dibatalkan",
    DeliveryStatus.FAILED: "gagal terkirim",
}


def file_word(content_type: str) -> str:
    """What a person calls a file of this type."""
    words = {"image": "Foto", "audio": "Pesan suara", "video": "Video"}
    return words.get(content_type.partition("/")[0], "Dokumen")


def sms_note(text: str, segments: int, encoding: str) -> str:
    """`142 karakter · 1 segmen · GSM-7`."""
    return f"{len(text)} karakter · {segments} segmen · {encoding}"
