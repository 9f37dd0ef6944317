"""Amounts as people type them, and numbers that are no money."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlu.entities.money import find_money


def amounts(text: str) -> list[int]:
    return [mention.rupiah for mention in find_money(text)]


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("500rb", 500_000),
        ("500 ribu", 500_000),
        ("500RB", 500_000),
        ("500rb-an", 500_000),
        ("500 ribuan", 500_000),
        ("Rp500.000", 500_000),
        ("Rp500.000/bulan", 500_000),
        ("rp500", 500),
        ("rp 1,5 jt", 1_500_000),
        ("1.5juta", 1_500_000),
        ("1jt500", 1_500_000),
        ("1 juta 500 ribu", 1_500_000),
        ("satu juta dua ratus lima puluh ribu", 1_250_000),
        ("sejuta", 1_000_000),
        ("sejuta setengah", 1_500_000),
        ("sejuta dua ratus", 1_200_000),
        ("dua juta setengah", 2_500_000),
        ("2 setengah juta", 2_500_000),
        ("setengah juta", 500_000),
        ("1/2 juta", 500_000),
        ("lima ratus ribu", 500_000),
        ("5 ratus ribu", 500_000),
        ("seratus ribu", 100_000),
        ("tiga ratus lima puluh ribu", 350_000),
        ("saratus rebu", 100_000),
        ("lima puluh rebu saurang", 50_000),
        ("satus ewu", 100_000),
        ("telung atus ewu", 300_000),
        ("gopek", 500),
        ("gopek rebu", 500_000),
        ("ceban", 10_000),
        ("goceng", 5_000),
        ("cepek", 100),
        ("cepe rebu", 100_000),
        ("cepek ceng", 100_000),
        ("gocap", 50_000),
        ("gocap ribu", 50_000),
        ("2jt an", 2_000_000),
        ("3 jutaan", 3_000_000),
        ("300k", 300_000),
        ("Rp. 250.000,-", 250_000),
        ("Rp 2.500.000,00", 2_500_000),
        ("idr 100,000", 100_000),
        ("1.500.000", 1_500_000),
        ("500 miliar", 500_000_000_000),
        ("lima ribu rupiah", 5_000),
        ("300 perak", 300),
        ("minta 500000", 500_000),
        ("bayar 2000", 2_000),
        ("uang 1.500", 1_500),
        ("dimintai uang seribu", 1_000),
        ("1,2 juta", 1_200_000),
        ("10rb per orang", 10_000),
        ("dimintain 150", 150_000),
        ("dikasih 200 terus", 200_000),
        ("Saya kasih 200. Temannya juga", 200_000),
        ("mbayar telung atus nggo survei", 300_000),
        ("dipenta tilu ratus", 300_000),
        ("selipin seratus aja neng", 100_000),
        ("mbayar satus seket nang mase", 150_000),
        ("nyebut angka 700 sambil liat", 700_000),
        ("dimintain cepek", 100_000),
        ("diminta gopek sama satpam", 500_000),
        ("lima lembar merah di map", 500_000),
        ("dua lembar biru", 100_000),
        ("rong lembar abang", 200_000),
        ("selembar ijo", 20_000),
        ("dua lembar seratus ribuan", 200_000),
        ("2 jeti", 2_000_000),
        ("sejute", 1_000_000),
        ("ga bayar dua juta hari itu juga", 2_000_000),
    ],
)
def test_amounts_are_read(text: str, rupiah: int) -> None:
    assert amounts(text) == [rupiah]


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("28jt dp 5jt", [28_000_000, 5_000_000]),
        ("500-700rb", [500_000, 700_000]),
        ("kisaran 200 sampe 300 rb", [200_000, 300_000]),
        ("tarif 2,1jt di surat 1,7jt", [2_100_000, 1_700_000]),
    ],
)
def test_several_amounts_come_in_their_order(text: str, rupiah: list[int]) -> None:
    assert amounts(text) == rupiah


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("diminta Rp. 250.000,- sama petugas", "Rp. 250.000,-"),
        ("diminta 2jt an pak", "2jt an"),
        ("cuma Lima Ratus Ribu", "Lima Ratus Ribu"),
        ("5000 rupiah", "5000 rupiah"),
    ],
)
def test_a_mention_keeps_the_citizens_own_characters(text: str, mention: str) -> None:
    assert [found.text for found in find_money(text)] == [mention]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "081234567890",
        "0812-3456-7890",
        "0812.345.678",
        "+62 812 345 678",
        "hp 812.345.678",
        "tahun 2025",
        "bayar tahun 2000",
        "bayar 2025",
        "NIB 9120000000001",
        "9120000000001",
        "2026-00042-7",
        "KBLI 28173",
        "kode pos 41115",
        "tgl 5/10",
        "05.10.2026",
        "jam 08.10",
        "PP 5 tahun 2021",
        "loket 3",
        "5 ribu orang",
        "2 juta penduduk",
        "17.000 pemohon",
        "1000 ekor",
        "luas 1.500 m2",
        "seribu alasan",
        "seribu satu alasan",
        "sejuta umat",
        "jutaan",
        "ribu",
        "rb",
        "rp",
        "Rp0",
        "Rp.",
        "bayar 007",
        "TV 4 k",
        "A500rb",
        "dua ratus",
        "3x",
        "email pengaduanptsp139@gmail.com",
        "diminta 100 lembar fotokopi",
        "diminta 200 tanda tangan",
        "diminta nomor 150",
        "dikasih nomor antrian 120",
        "error 500, bayar gagal",
        "terima kasih 100",
        "bayar 7",
        "bayar 123",
        "nomor dua ribu dua puluh enam",
        "3rb komen di fb",
        "lima lembar formulir",
        "dua lembar dokumen",
        "ongkos ojek abis enam puluh ribu",
        "gaji karyawan 3 juta",
        "kontrakan ruko tiga juta sebulan",
        "anak konter bayar sepuluh ribu",
    ],
)
def test_other_numbers_are_no_money(text: str) -> None:
    assert amounts(text) == []


_PIECES = st.sampled_from(
    "rp Rp. 500 1.500 500.000 1,5 0812 juta jt ribu rb k an setengah sejuta seribu dua ratus puluh "
    "lima gopek gocap cepe ceng rupiah , - / . sampai bayar orang ½ 1/2 99999999999999".split()
)


def _check(text: str) -> None:
    at = 0
    for mention in find_money(text):
        at = text.index(mention.text, at) + len(mention.text)
        assert mention.rupiah > 0


@given(st.lists(_PIECES, max_size=12), st.sampled_from([" ", ""]))
def test_no_words_in_any_order_raise(pieces: list[str], glue: str) -> None:
    _check(glue.join(pieces))


@given(st.text(max_size=300))
@example("İİ 500rb")
@example("½")
@example("9999 puluh 9999 setengah juta")
@example("²rb ٣rb")
@example("Rp 0,4")
def test_no_text_raises(text: str) -> None:
    _check(text)


@pytest.mark.parametrize("piece", ["1 ", "rp ", "1.000.000", "juta ", "500-", "1 juta 500 "])
def test_64_kib_is_read_in_bounded_time(piece: str) -> None:
    assert len(find_money(piece * (65536 // len(piece)))) <= 4000
