"""What the page of other messages says: its parts, what each is for, and when one is empty."""

from __future__ import annotations

from enum import StrEnum


class Tab(StrEnum):
    """A part of the page; the values stand in addresses."""

    UNREAD = "belum-terbaca"
    HANDED_OVER = "dipegang"
    ELSEWHERE = "kantor-lain"
    UNDELIVERED = "gagal"
    PRAISE = "pujian"
    REJECTED = "ditolak"


NAMES: dict[Tab, str] = {
    Tab.UNREAD: "Belum terbaca",
    Tab.HANDED_OVER: "Dipegang petugas",
    Tab.ELSEWHERE: "Urusan kantor lain",
    Tab.UNDELIVERED: "Gagal terkirim",
    Tab.PRAISE: "Pujian",
    Tab.REJECTED: "Kiriman rusak",
}
ABOUT: dict[Tab, str] = {
    Tab.UNREAD: "Pesan yang tidak dimengerti atau gagal diproses. Baca, tindak lanjuti, lalu "
    "tandai selesai.",
    Tab.HANDED_OVER: "Di percakapan ini bot diam dan petugas yang menjawab. Kembalikan ke bot bila "
    "sudah selesai.",
    Tab.ELSEWHERE: "Urusan yang bukan wewenang kantor ini. Warga sudah ditunjukkan pintunya.",
    Tab.UNDELIVERED: "Pesan 30 hari terakhir yang tidak sampai dan bukan bagian dari aduan. Yang "
    "menyangkut aduan ada di antrean, tampilan Gagal terkirim.",
    Tab.PRAISE: "Pujian warga, yang terbaru dulu; angkanya dari 30 hari terakhir.",
    Tab.REJECTED: "Kiriman dari penyedia pesan yang tidak bisa dibaca dalam 30 hari terakhir. "
    "Isinya tersimpan di basis data; sampaikan kepada admin bila terus bertambah.",
}
EMPTY: dict[Tab, str] = {
    Tab.UNREAD: "Tidak ada pesan yang menunggu dibaca. Pesan yang tidak dimengerti bot akan muncul "
    "di sini.",
    Tab.HANDED_OVER: "Tidak ada percakapan yang sedang dipegang petugas.",
    Tab.ELSEWHERE: "Tidak ada urusan kantor lain yang menunggu.",
    Tab.UNDELIVERED: "Tidak ada pesan yang gagal dalam 30 hari terakhir.",
    Tab.PRAISE: "Belum ada pujian yang tercatat.",
    Tab.REJECTED: "Tidak ada kiriman rusak dalam 30 hari terakhir.",
}
