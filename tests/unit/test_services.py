"""Which permit is meant? Citizens' spellings are understood, ordinary words stay words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalogue import Catalogue, Service
from nlu.catalogue import FOLDER, load_catalogue
from nlu.entities.services import ServiceFinder

FINDER = ServiceFinder(load_catalogue(FOLDER))


def ids(text: str) -> list[str]:
    """What was found, unknown permits by their words."""
    return [mention.id or f"~{mention.name}" for mention in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("pbg saya sudah sebulan belum jadi", "pbg"),
        ("pbg/imb", "pbg"),
        ("PBG (dulu IMB)", "pbg"),
        ("ijin bangunan", "pbg"),
        ("bade damel ijin bangunan", "pbg"),
        ("izin mendirikan bangunann", "pbg"),
        ("pbg na can kaluar", "pbg"),
        ("nibku mana", "nib"),
        ("NIBB belum terbit", "nib"),
        ("sertifikat standar saya", "sertifikat_standar"),
        ("sertipikat stndar", "sertifikat_standar"),
        ("sertifkat standart", "sertifikat_standar"),
        ("sertifikatstandar", "sertifikat_standar"),
        ("sertifikat standar menengah rendah", "sertifikat_standar_menengah_rendah"),
        ("SIP bidan saya", "sip_bidan"),
        ("SIP untuk bidan", "sip_bidan"),
        ("surat ijin praktek bidan", "sip_bidan"),
        ("SIP dokter gigi", "sip_dokter_gigi"),
        ("sip dokter", "sip_dokter"),
        ("sipa", "sip_apoteker"),
        ("perpanjang sip", "sip_tenaga_kesehatan"),
        ("SIP saya belum keluar", "sip_tenaga_kesehatan"),
        ("sip saya belum keluar", "sip_tenaga_kesehatan"),
        ("izin apotik", "izin_apotek"),
        ("ijin apotk", "izin_apotek"),
        ("perizinan apotek", "izin_apotek"),
        ("Mau buka apotek, ditolak terus", "izin_apotek"),
        ("izin klink", "izin_klinik"),
        ("surat ijin damel klinik", "izin_klinik"),
        ("izin operasional LPK", "izin_lpk"),
        ("izin usaha toko obat tradisional", "toko_obat"),
        ("izin usaha perdagangan", "siup"),
        ("izin reklme", "reklame"),
        ("reklamenya", "reklame"),
        ("pasang spanduk", "reklame"),
        ("p-irt", "pirt"),
        ("SPP-IRT", "pirt"),
        ("PIRTnya", "pirt"),
        ("UKL-UPL", "izin_lingkungan"),
        ("ukl/upl", "izin_lingkungan"),
        ("amdal lalin", "andalalin"),
        ("andalain", "andalalin"),
        ("izin lokasi", "kkpr"),
        ("laik hygine sanitasi", "laik_higiene"),
        ("surat keterangan penelitian", "izin_penelitian"),
        ("izin parkir", "izin_parkir"),
        ("mohon izin reklame dipercepat", "reklame"),
    ],
)
def test_a_permit_of_the_catalogue_is_found(text: str, service: str) -> None:
    assert ids(text) == [service]


@pytest.mark.parametrize(
    "text",
    [
        "izin saya belum jadi",
        "izin belum jadi",
        "izin sy digantung 3 bulan",
        "ijin na can kaluar",
        "izin mau tanya",
        "izin bertanya",
        "ijin lapor pak",
        "izin komandan",
        "izin share info",
        "izin pak bupati",
        "izin Asep dari plered",
        "izin anak sakit",
        "mohon izin pak",
        "minta izin pulang",
        "tanpa izin tetangga",
        "dinas perizinan",
        "izinkan saya menyampaikan",
        "nih saya mau",
        "sif malam",
        "nbi",
        "sip pak",
        "Sip pak",
        "sipp pak",
        "sip makasih",
        "sip, saya belum tau",
        "sip saya tunggu",
        "oke sip",
        "sia-sia",
        "parkirannya sempit",
        "saya guru paud",
        "saya jahit di klinik dekat situ",
        "saya tunggu di apotek",
        "klinik sebelah berisik",
        "rumah saya dekat koperasi",
        "saya bidan, mau komplain soal toilet",
        "pelayanannya sip banget",
        "izin usaha",
        "izin usaha saya belum",
        "izin usaha lama",
        "ijin kerja sama",
        "pajak reklame naik",
        "proyek",
        "kartu sim",
        "NIB saya 9120001234567",
        "petugas izin galak",
        "",
    ],
)
def test_ordinary_words_do_not_become_permits(text: str) -> None:
    assert ids(text) == []


def test_one_permit_named_twice_is_found_once() -> None:
    assert ids("imb saya, atau PBG sekarang namanya, imb itu") == ["pbg"]


def test_the_words_of_the_text_are_kept() -> None:
    (mention,) = FINDER.find("kenapa Ijin  Bangunan saya lama")
    assert mention.text == "Ijin  Bangunan"
    assert mention.name == "Persetujuan Bangunan Gedung (PBG)"
    assert mention.score == 1.0


def test_a_spelling_mistake_costs_certainty() -> None:
    (exact,) = FINDER.find("izin reklame")
    (typo,) = FINDER.find("izin reklme")
    assert 0.85 <= typo.score < exact.score == 1.0


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("pbg", "pbg"),
        ("yang pbg itu pak", "pbg"),
        ("imb yg lama", "pbg"),
        ("urusan bangunan", "pbg"),
        ("bangunan ruko dua lantai", "pbg"),
        ("buat izin reklame", "reklame"),
        ("yg buat pasang spanduk itu", "reklame"),
        ("reklamee", "reklame"),
        ("apotek", "izin_apotek"),
        ("bidan", "sip_bidan"),
        ("dokter gigi", "sip_dokter_gigi"),
        ("sip", "sip_tenaga_kesehatan"),
        ("sertifkat standr", "sertifikat_standar"),
        ("parkir", "izin_parkir"),
        ("laboratorium medis", "izin_laboratorium"),
        ("tata ruang", "kkpr"),
        ("operasional paud", "izin_paud"),
        ("tanda daftar gudang", "tdg"),
        ("ga tau namanya apa, yg buat buka depot air isi ulang", "laik_higiene"),
    ],
)
def test_the_answer_to_which_permit_is_understood(text: str, service: str) -> None:
    mention = FINDER.find_bare(text)
    assert mention is not None
    assert mention.id == service


@pytest.mark.parametrize(
    "text",
    [
        "ga tau",
        "gak tau pak",
        "lupa euy",
        "teu terang",
        "duka",
        "embuh",
        "ya",
        "tidak",
        "oke",
        "batal",
        "12",
        "no 3",
        "semuanya",
        "izin",
        "surat ijin",
        "apa ya?",
        "petugasnya galak banget kemarin saya dimarahi",
        "pak",
        "👍",
        "",
    ],
)
def test_no_answer_is_no_permit(text: str) -> None:
    assert FINDER.find_bare(text) is None


def test_every_alias_of_the_catalogue_finds_its_own_permit() -> None:
    wrong = []
    for service in load_catalogue(FOLDER).services.values():
        for alias in (service.name, *service.aliases):
            mention = FINDER.find_bare(alias)
            if mention is None or mention.id != service.id:
                wrong.append((alias, mention))
    assert wrong == []


def test_a_new_permit_needs_no_code() -> None:
    service = Service(id="izin_kapal", name="Izin Kapal Wisata", aliases=("izin kapal",))
    finder = ServiceFinder(Catalogue(services={service.id: service}))
    assert [mention.id for mention in finder.find("ijin kapalnya lama")] == ["izin_kapal"]


@given(st.text(max_size=300))
def test_no_text_whatever_breaks_the_finder(text: str) -> None:
    for mention in FINDER.find(text):
        assert mention.text in text
        assert mention.name
        assert 0 < mention.score <= 1
    bare = FINDER.find_bare(text)
    assert bare is None or (bare.text in text and len(bare.name) <= 200)


PIECES = (
    "izin ijin sip nib pbg reklame usaha untuk , . / saya bidan toko obat belum nya surat buka"
    " apotek perizinan kapal 9120001234567 sertifikat standar"
)
WORDS = st.sampled_from(PIECES.split())


@given(st.lists(WORDS, max_size=14))
def test_no_order_of_the_words_that_matter_breaks_the_finder(words: list[str]) -> None:
    text = " ".join(words)
    found = FINDER.find(text)
    assert len({mention.id or mention.name for mention in found}) == len(found)
    places = [text.index(mention.text) for mention in found]
    assert all(place >= 0 for place in places)
    FINDER.find_bare(text)


@pytest.mark.parametrize("unit", ["izin usaha ", "sip ", "a", "reklme ", "izin kapal, ", "nib 1 "])
def test_a_huge_message_is_searched_in_bounded_time(unit: str) -> None:
    text = unit * (65536 // len(unit))
    start = time.perf_counter()
    FINDER.find(text)
    FINDER.find_bare(text)
    assert time.perf_counter() - start < 1.0
