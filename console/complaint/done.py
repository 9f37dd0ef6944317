"""What the page says after something was done, and in which part of it each form stands."""

from __future__ import annotations

# By slug, shown once after the form was done.
DONE: dict[str, str] = {
    "ambil": "Aduan diambil.",
    "tugaskan": "Penugasan tersimpan.",
    "lembar": "Lembar kerja tersimpan.",
    "kategori": "Kategori tersimpan.",
    "naikkan": "Laporan tersimpan dan aduan diteruskan ke atasan.",
    "kembalikan": "Aduan dikembalikan ke pelaksana.",
    "minta-apip": "Permintaan dikirim kepada Kepala.",
    "setujui-apip": "Keterlibatan Inspektorat disetujui.",
    "tolak-apip": "Permintaan ditolak; alasannya ada di riwayat.",
    "catat-persetujuan": "Persetujuan tercatat.",
    "serahkan-apip": "Aduan diserahkan kepada Inspektorat.",
    "laporan-apip": "Temuan tersimpan dan disampaikan kepada Kepala.",
    "instansi": "Instansi tercatat.",
    "tanya": "Pertanyaan dikirim kepada warga. Batas waktu tetap berjalan.",
    "terima-terlambat": "Laporan diterima sebagai pengaduan; tenggatnya dihitung mulai hari ini.",
    "jadikan-saran": "Pengaduan dijadikan saran, dan warga diberi tahu alasannya.",
    "buka-lagi": "Aduan dibuka lagi.",
    "gabung": "Kedua aduan digabung.",
    "catatan": "Catatan tersimpan.",
    "lengkapi": "Data aduan dilengkapi.",
    "koreksi": "Koreksi tersimpan.",
    "jawab": "Jawaban tersimpan.",
    "kirim-ulang": "Jawaban dikirim lagi.",
    "tarik-jawaban": "Jawaban ditarik; tulisannya ada lagi di kotak jawaban.",
    "tutup": "Aduan ditutup, dan laporan kepada atasan sudah ditulis.",
    "pegang": "Percakapan Anda pegang; bot diam sampai Anda kembalikan.",
    "obrol": "Pesan dikirim.",
    "lepas": "Percakapan dikembalikan ke bot.",
}

# Which part of the work region holds a form; "" where it stands elsewhere on the page.
PANEL_OF: dict[str, str] = {
    "ambil": "pemegang",
    "tugaskan": "pemegang",
    "lembar": "lembar",
    "kategori": "kategori",
    "naikkan": "jenjang",
    "kembalikan": "jenjang",
    "minta-apip": "apip",
    "setujui-apip": "apip",
    "tolak-apip": "apip",
    "catat-persetujuan": "apip",
    "serahkan-apip": "apip",
    "laporan-apip": "apip",
    "instansi": "instansi",
    "tanya": "bicara",
    "terima-terlambat": "jenis",
    "jadikan-saran": "jenis",
    "buka-lagi": "jenis",
    "gabung": "gabungan",
    "catatan": "catatan",
    "lengkapi": "data",
    "koreksi": "",
    "jawab": "jawab",
    "kirim-ulang": "jawab",
    "tarik-jawaban": "jawab",
    "tutup": "tutup",
    "pegang": "bicara",
    "obrol": "bicara",
    "lepas": "bicara",
}


def as_sentence(text: str) -> str:
    """A refusal of the rules, which begins small, as a sentence of its own."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
