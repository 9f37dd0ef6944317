"""What the queue says: names of the views, their keys, and what to do where one is empty."""

from __future__ import annotations

from dataclasses import dataclass

from domain.people import Officer, Role
from storage.queue_views import View


@dataclass(frozen=True, slots=True)
class ViewWords:
    """name: in the list of views. key: after `g`. empty: said where nothing is in it."""

    name: str
    key: str
    empty: str


VIEWS: dict[View, ViewWords] = {
    View.OPEN: ViewWords(
        "Semua terbuka",
        "t",
        "Tidak ada aduan yang terbuka. Aduan baru muncul di sini begitu warga mengirimnya.",
    ),
    View.SOON: ViewWords(
        "Jatuh tempo ≤ 3 hari kerja",
        "j",
        "Tidak ada aduan yang jatuh tempo dalam 3 hari kerja. Lihat Belum disentuh supaya tetap "
        "begitu.",
    ),
    View.OVERDUE: ViewWords("Terlewat", "l", "Tidak ada aduan yang melewati tenggat."),
    View.UNTOUCHED: ViewWords(
        "Belum disentuh", "b", "Tidak ada aduan baru di sini: semuanya sudah mulai dikerjakan."
    ),
    View.MINE: ViewWords(
        "Untuk saya",
        "u",
        "Tidak ada aduan yang Anda pegang. Ambil satu dari Belum disentuh.",
    ),
    View.DECISION: ViewWords(
        "Menunggu persetujuan saya", "p", "Tidak ada aduan yang menunggu keputusan Anda."
    ),
    View.UNDELIVERED: ViewWords(
        "Gagal terkirim", "g", "Tidak ada pesan yang gagal: semua kabar sampai ke warga."
    ),
    View.REVIEW: ViewWords(
        "Perlu diperiksa",
        "d",
        "Tidak ada aduan yang perlu diperiksa: semua isian jelas dan yakin.",
    ),
    View.URGENT: ViewWords(
        "Mendesak", "m", "Tidak ada aduan mendesak (dugaan pungli atau bahaya) di sini."
    ),
    View.ANSWERED: ViewWords(
        "Dijawab, menunggu penutupan",
        "w",
        "Tidak ada jawaban yang masih dalam perjalanan ke warga.",
    ),
    View.ALL: ViewWords("Semua, juga yang selesai", "s", "Belum ada aduan sama sekali."),
}

_GIVEN_EMPTY = "Tidak ada aduan yang diserahkan kepada Inspektorat di sini."
_AT_LEVEL = "Menunggu keputusan saya"


def view_name(view: View, officer: Officer) -> str:
    """How a view is called for somebody: heads of sections decide, they do not approve."""
    if view is View.DECISION and officer.role is Role.ATASAN:
        return _AT_LEVEL
    return VIEWS[view].name


def say_empty(view: View, officer: Officer) -> str:
    """What an empty view says to somebody."""
    return _GIVEN_EMPTY if officer.role is Role.INSPEKTORAT else VIEWS[view].empty
