"""What happened on a day, and since when somebody waits, told by the words around it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.understanding import DateRole
from nlu.entities.dates import find_dates

NOW = datetime(2026, 10, 14, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))  # A Wednesday.


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("udah 3 minggu", date(2026, 9, 23)),
        ("udah 3 minggu belum jadi", date(2026, 9, 23)),
        ("sudah sebulan", date(2026, 9, 14)),
        ("hampir 2 bulan", date(2026, 8, 14)),
        ("nunggu 2 bulan", date(2026, 8, 14)),
        ("izin sebulan belum jadi", date(2026, 9, 14)),
        ("izin sebulan ga jadi jadi", date(2026, 9, 14)),
        ("3 minggu ga ada kabar", date(2026, 9, 23)),
        ("3 minggu, belum juga", date(2026, 9, 23)),
        ("udah 3 hari ini", date(2026, 10, 11)),
        ("sdh 40hr msh d meja", date(2026, 9, 4)),
        ("tos tilu minggu teu acan jadi", date(2026, 9, 23)),
        ("durung dadi, wis rong sasi", date(2026, 8, 14)),
        ("berkas sy mengendap sebulan di laci", date(2026, 9, 14)),
        ("udah 10 hari kerja", date(2026, 9, 30)),
        ("hari ke-15", date(2026, 9, 29)),
        ("hari ke 15", date(2026, 9, 29)),
        ("udah masuk minggu ke sepuluh", date(2026, 8, 12)),
        ("katanya 7 hari, udah 3 minggu", date(2026, 9, 23)),
        ("sejak 5 oktober belum jadi", date(2026, 10, 5)),
        ("sebulan lalu belum jadi", date(2026, 9, 14)),
    ],
)
def test_how_long_somebody_waits_tells_when_the_application_was_made(
    text: str, value: date
) -> None:
    (mention,) = find_dates(text, NOW)
    assert (mention.value, mention.role) == (value, DateRole.APPLIED)
    assert not mention.exact or "oktober" in text


@pytest.mark.parametrize(
    "text", ["dua bulan", "kira2 sebulan", "lupa persisnya, kira2 2 bulan pak"]
)
def test_a_length_of_time_as_the_whole_answer_is_a_rough_day(text: str) -> None:
    (mention,) = find_dates(text, NOW)
    assert mention.value is not None
    assert mention.role is DateRole.UNKNOWN
    assert not mention.exact


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("diajukan 5 Oktober, belum jadi", ["applied"]),
        ("saya daftar tgl 5", ["applied"]),
        ("masukin berkas tgl 5", ["applied"]),
        ("tgl 5 ngajukeun pbg", ["applied"]),
        ("submit 5/10", ["applied"]),
        ("berkas masuk tgl 2 trs senyap", ["applied"]),
        ("berkas diterima petugas tgl 3", ["applied"]),
        ("dikirim ke kantor sejak tanggal 9", ["applied"]),
        ("saya terima tgl 5 oktober", ["received"]),
        ("kemarin saya ambil", ["received"]),
        ("sertifikat jadi tgl 5 kemarin tapi salah nama", ["received"]),
        ("izinnya terbit 1 september", ["received"]),
        ("pbg keluar tgl 5", ["received"]),
        ("dapat tgl 5", ["received"]),
        ("selesai minggu lalu", ["received"]),
        ("udah jadi dua bulan lalu tapi salah", ["received"]),
        ("ditolak kemarin", ["received"]),
        ("saya datang kemarin", ["visited"]),
        ("kemarin ke loket 3", ["visited"]),
        ("kesana td pagi", ["visited"]),
        ("tadi pagi saya ke kantor", ["visited"]),
        ("jadi kemarin saya dateng", ["visited"]),
        ("ke loket, tgl 5", ["visited"]),
        ("saya lapor tgl 5", ["complained"]),
        ("ngadu minggu lalu ga dibales", ["complained"]),
        ("komplain 2 hari lalu", ["complained"]),
        ("lapor tgl 5 oktober belum ditanggapi", ["complained"]),
        ("laporan saya kemarin gimana", ["complained"]),
        ("udah 3 minggu laporan saya ga dibales", ["complained"]),
        ("kemarin", ["unknown"]),
        ("lapor kemarin loketnya kosong", ["unknown"]),
        ("mau lapor, kemarin loketnya kosong", ["unknown"]),
        ("katanya selesai tgl 10", ["unknown"]),
        ("dijanjikan jadi tgl 10", ["unknown"]),
        ("kemarin mau ambil tapi tutup", ["unknown"]),
        ("terima kasih kemarin", ["unknown"]),
        ("belum saya terima, kemarin saya cek", ["unknown"]),
        ("rusak dari kemaren jadi semrawut", ["unknown"]),
        ("nunggu 14 hari cuma dapet kertas", ["applied"]),
        ("tgl 3 daftar tgl 10 ambil", ["applied", "received"]),
        ("daftar 5/10 diterima 12/10", ["applied", "received"]),
        ("diajukan tgl 3, diambil tgl 10, dan lapor tgl 12", ["applied", "received", "complained"]),
        ("datang tgl 2, 9, dan 12", ["visited", "visited", "visited"]),
    ],
)
def test_the_nearest_words_tell_what_happened(text: str, roles: list[str]) -> None:
    assert [mention.role.value for mention in find_dates(text, NOW)] == roles
