"""Which permit is meant where it is not called by its name, and which of several is the matter."""

from __future__ import annotations

import pytest

from nlu.catalogue import FOLDER, load_catalogue
from nlu.entities.services import ServiceFinder

FINDER = ServiceFinder(load_catalogue(FOLDER))


def meant(text: str) -> str:
    """The permit that weighs most, as `python -m nlu parse` gives it; "" for none."""
    found = sorted(FINDER.find(text), key=lambda mention: (mention.id is None, -mention.score))
    return (found[0].id or found[0].name) if found else ""


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("sip saya, perawat puskesmas plered, mati bulan depan", "sip_perawat"),
        ("sy ttk pindah dr Karawang, sip yg lama dicabut dulu?", "sip_ttk"),
        ("Saya dr. Hj. Siti Contoh, perpanjangan SIP saya hilang", "sip_dokter"),
        ("Saya dr Andi Contoh, SIP saya hilang", "sip_dokter"),
        ("pindah dr Karawang, SIP saya hilang", "sip_tenaga_kesehatan"),
        ("dokter hewan panggilan ke kandang-kandang perlu izin?", "sip_dokter_hewan"),
        ("drh. Putri Contoh, mau praktik di Babakancikao", "sip_dokter_hewan"),
        ("drg. Putri Contoh, toilet lantai dua mati air", ""),
        ("suami dokter gigi, saya bidan, SIP saya belum", "sip_bidan"),
        ("60 perawat nunggu verifikator sip", "sip_perawat"),
        ("SIP saya belum, kata dokter yang periksa besok", "sip_tenaga_kesehatan"),
    ],
)
def test_the_licence_is_that_of_the_senders_profession(text: str, service: str) -> None:
    assert meant(text) == service


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("server down 3 hr sip ikut molor", "sip_tenaga_kesehatan"),
        ("gak jadi ngomel, sip saya kelar", "sip_tenaga_kesehatan"),
        ("pelayanannya emang sip", ""),
        ("oke sip makasih", ""),
        ("sip lanjut kirim aja", ""),
        ("str seumur hidup, sip setaun doang", "sip_tenaga_kesehatan"),
    ],
)
def test_sip_is_a_licence_where_it_is_not_praise(text: str, service: str) -> None:
    assert meant(text) == service


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("HO masih dipake buat nolak toko obat saya", "toko_obat"),
        ("toko obat depan rumah saya berisik", ""),
        ("Data pelanggan optik kami dilampirkan dalam permohonan izin", "izin_optik"),
        ("toserba abdi teu bisa diizinan", "toko_swalayan"),
        ("Koperasi kami sudah melengkapi 9 dokumen", "izin_koperasi"),
        ("koperasi kami mau rapat anggota", ""),
        ("yg bener apotek bukan toko obat", "izin_apotek"),
        ("toko obat vs apotek, syaratnya sama?", "toko_obat"),
        ("Tower di atap tetangga, yang pegang izinnya siapa?", "izin_menara"),
        ("izin bertanya, tower itu punya siapa?", ""),
        ("saya mau bikin apotek, apotekernya sudah ada", "izin_apotek"),
        ("baliho saya diturunkan satpol padahal sudah bayar", "reklame"),
        ("saya parkir di bawah baliho", ""),
    ],
)
def test_a_business_stands_for_its_permit_where_papers_are_spoken_of(
    text: str, service: str
) -> None:
    assert meant(text) == service


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("harus pake akta buat p i r t doang", "pirt"),
        ("N.I.B. saya salah", "nib"),
        ("a b c d e", ""),
        ("srtfkat stndr ditolak", "sertifikat_standar"),
        ("izin rklame saya", "reklame"),
        ("izin erklame saya", "reklame"),
        ("aertifikat standar saya", "sertifikat_standar"),
        ("idin wangunan abdi", "pbg"),
        ("izin panalungtikan abdi", "izin_penelitian"),
        ("sip bdn saya", "sip_bidan"),
    ],
)
def test_a_permit_is_known_in_every_spelling(text: str, service: str) -> None:
    assert meant(text) == service


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("NIB udah punya, PBG-nya yang belum", "pbg"),
        ("nib mah lancar tapi izin reklame ditolak", "reklame"),
        ("nib jadi, sertifikat standar engga jadi2", "sertifikat_standar"),
        ("disuruh nunjukin bukti UKL UPL buat NIB saya", "nib"),
        ("disuruh bawa pbg asli buat slf, pbg nya di bank", "slf"),
        ("bukan sip dokter, sip dokter GIGI", "sip_dokter_gigi"),
        ("yg saya urus PBG, bukan SLF", "pbg"),
        ("KKPR belum turun, PBG jadi ketahan", "kkpr"),
        ("pas urus NIB, KKPR dan SLF, yang SLF ditolak", "slf"),
        ("Sertifikat Standar (NIB 9120304567812) salah alamat", "sertifikat_standar"),
        ("NIB 0220104839217 alamatnya masih kantor lama padahal sudah saya ganti", "nib"),
        ("kbli yang keluar salah padahal warung. nib 8120001234567", "nib"),
        ("sekalian ini nib nya 9120304051627 biar gampang dicari", ""),
        ("NIB sudah jadi tapi namanya salah", "nib"),
    ],
)
def test_of_several_permits_the_one_complained_of_weighs_most(text: str, service: str) -> None:
    assert meant(text) == service


def test_a_paper_that_is_only_asked_for_comes_last() -> None:
    found = [mention.id for mention in FINDER.find("disuruh bawa pbg buat slf yang ditolak")]
    assert found == ["slf", "pbg"]
