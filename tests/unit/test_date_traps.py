"""What must never be taken for a day, and what must never raise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlu.entities.dates import find_dates

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 10, 14, 10, 0, tzinfo=WIB)  # A Wednesday.


@pytest.mark.parametrize(
    "text",
    [
        "besok",
        "bsk",
        "besok lusa",
        "lusa",
        "minggu depan",
        "bulan depan",
        "3 hari lagi",
        "2 minggu ke depan",
        "senin depan",
        "besok senin",
        "tgl 5 bulan depan",
        "tgl 20 bulan ini",
        "nanti tgl 20",
        "tgl 20 nanti",
        "5 oktober 2027",
        "05/10/2027",
        "15 oktober 2026",
        "lebaran depan",
        "isukan",
        "sesuk",
    ],
)
def test_a_coming_day_has_no_value(text: str) -> None:
    (mention,) = find_dates(text, NOW)
    assert (mention.value, mention.problem) == (None, "future")


@pytest.mark.parametrize(
    "text",
    [
        "31 februari",
        "31 september",
        "29 februari 2025",
        "32/10",
        "31/9",
        "tgl 35",
        "tanggal 0",
        "tgl 5 bulan 13",
        "tgl 40-40",
        "31-02-2026",
        "00/00/2026",
    ],
)
def test_a_day_that_no_calendar_has_is_impossible(text: str) -> None:
    (mention,) = find_dates(text, NOW)
    assert (mention.value, mention.problem) == (None, "impossible")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2",
        "loket 3",
        "loket 3 mei lagi sakit",
        "hubungi 0812-3456-7890",
        "081234567890",
        "+62 812-34-56",
        "2026-00042-7",
        "tiket 2026-00042-7 gimana",
        "kode saya R8TD",
        "500rb",
        "1.500.000",
        "5 juta",
        "5.000",
        "Rp 12.10",
        "7 hari kerja",
        "dijanjikan 7 hari",
        "maksimal 14 hari",
        "janjinya 3 hari jadi",
        "standar 7 hari",
        "proses 7 hari kerja",
        "jam 5",
        "jam 08.10",
        "pukul 9/10",
        "8.30",
        "PP 5/2021",
        "PP 5 tahun 2021",
        "UU 11/2020",
        "pasal 5/6",
        "peraturan bkpm 3/2021",
        "24/7",
        "buka 24/7 ya",
        "bu Mar galak",
        "bu Mei yang jaga",
        "pak Agus",
        "mei mau lapor",
        "may i help",
        "minta uang",
        "KBLI 28173",
        "no 12/5",
        "no. 12/5",
        "jl veteran no 12/5",
        "RT 03/05",
        "rt 3/5",
        "RT.03/RW.05",
        "blok C 2/1",
        "nilai 10/10",
        "1/2 jam",
        "2/3 berkas hilang",
        "versi 1.2.3",
        "192.168.1.10",
        "503/12/2025",
        "12/10/DPMPTSP/2026",
        "tiap senin antri",
        "senin-jumat",
        "senin sampai jumat",
        "sabtu minggu libur",
        "buka hari sabtu ga",
        "kalo jumat lebih parah",
        "tiap akhir bulan",
        "setiap tanggal 5",
        "pasar rebo",
        "selamat tahun baru min",
        "seminggu sekali",
        "3 kali seminggu",
        "umur 40 tahun",
        "sudah sepuluh tahun jualan",
        "masa berlaku 5 tahun",
        "AC mati udah 3 hari",
        "udah 3 hari rusak",
        "td nya mau diem",
        "saya datang lalu pulang",
        "sampai hari ini belum jadi",
        "sampe kemarin belum ada kabar",
        "minggu",
        "bulan",
        "lahir 12 mei 1985",
        "tgl lahir 12-05-1985",
        "12/05/1985",
        "rental harian mingguan",
        "sebulan 500 ribu",
        "nomor 04 halaman 5",
        "dari tadinya gratis",
        "berlaku sampai 5 oktober 2025",
        "APAR kedaluwarsa februari 2024",
        "masa berlakunya sd 24/8/25",
        "izin expired 3 mei",
        "perda tahun 2021 diundangkan 3 januari",
        "edaran tertanggal 3 maret",
        "jumat yang keempat",
        "ini senin kelima",
        "poe senen biasana pinuh",
        "tiap apel senin",
        "triwulan kemarin",
        "tanggung jawab hari ini juga",
        "sampai dengan hari ini",
        "dugi ka dinten ieu",
        "ping pindho bolak balik",
        "kaping tilu",
        "buka jam 8",
        "seharian",
        "kamar tiga",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, NOW) == ()


# The words that rules are made of, in any order, reach the corners that real messages do not.
_PIECES = st.sampled_from(
    "tgl tanggal 5 31 35 0 29 februari okt mei 2026 2027 9999 12/10 32/13 5-10-26 1.5 2-3 1/2 - , "
    ". / kemarin lalu yg lusa besok tadi malam awal akhir pertengahan bulan minggu tahun hari "
    "senin jumat ini depan lagi setengah se sebulan seminggu dua puluh belas habis sebelum "
    "menjelang lebaran natal puasa tahun baru h + ke udah nunggu belum jadi terima daftar datang "
    "lapor sampai dan beberapa kerja kerja ke-15 ketiga nanti sekitar tiap R8TD 9999 an nya".split()
)
_MOMENTS = st.integers(0, 100 * 365 * 24 * 60).map(
    lambda minutes: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def _check(text: str, sent_at: datetime) -> None:
    today = sent_at.astimezone(WIB).date()
    at = 0
    for mention in find_dates(text, sent_at):
        assert mention.text
        at = text.index(mention.text, at)
        assert (mention.value is None) == (mention.problem in ("future", "impossible"))
        assert mention.value is None or mention.value <= today


@given(st.lists(_PIECES, max_size=14), st.sampled_from([" ", " ", "", "\n"]), _MOMENTS)
def test_no_words_in_any_order_give_a_day_to_come(
    pieces: list[str], glue: str, sent_at: datetime
) -> None:
    _check(glue.join(pieces), sent_at)


@given(st.text(max_size=300), _MOMENTS)
@example("İ tgl 5", NOW)
@example("tgl ٣", NOW)
@example("½ hari lalu", NOW)
@example("9999 puluh 9999 setengah 1000 belas", NOW)
@example("tgl 5" * 100, NOW)
def test_no_text_raises(text: str, sent_at: datetime) -> None:
    _check(text, sent_at)


@pytest.mark.parametrize(
    "piece", ["kemarin ", "tgl 5, ", "5/", "1", "K", "udah 3 minggu ", "tgl ", ".", "hari senin, "]
)
def test_64_kib_of_anything_is_read_in_bounded_time(piece: str) -> None:
    text = piece * (65536 // len(piece))
    assert len(find_dates(text, NOW)) <= 4000
