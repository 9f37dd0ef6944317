"""Whose name is it? The reporter's is found, the official's and the relative's are left alone."""

from __future__ import annotations

import pytest

from domain.understanding import NameMention
from nlu.entities.names import find_names, read_name

STATED = [
    ("nama saya Asep Contoh", "Asep Contoh"),
    ("nama saya asep pengen lapor", "Asep"),
    ("NAMA SAYA ASEP SUNANDAR DARI PLERED", "Asep Sunandar"),
    ("nama saya Asep tapi di NIB jadi Aep", "Asep"),
    ('nama saya "Asep"', "Asep"),
    ("nama saya zulkarnaen hendarsyah", "Zulkarnaen Hendarsyah"),
    ("nama saya Maria Goreti de Souza", "Maria Goreti de Souza"),
    ("nm sy siti", "Siti"),
    ("nama: Rina", "Rina"),
    ("Nama : Rina Contoh\nAlamat : Plered\nHP : 0812", "Rina Contoh"),
    ("nama lengkap : siti contoh", "Siti Contoh"),
    ("Nama Pelapor: Budi", "Budi"),
    ("namaku Rina", "Rina"),
    ("my name is Kevin", "Kevin"),
    ("nami abdi Iis Sumarni", "Iis Sumarni"),
    ("abdi Dedi ti Wanayasa", "Dedi"),
    ("kulo Slamet", "Slamet"),
    ("jeneng kulo Slamet", "Slamet"),
    ("jenengku Paijo", "Paijo"),
    ("sy asep dr plered", "Asep"),
    ("sy xenokom dr plered", "Xenokom"),
    ("saya Budi, warga Campaka", "Budi"),
    ("Selamat pagi saya Siti Maemunah warga Bojong", "Siti Maemunah"),
    ("Perkenalkan saya Siti Contoh, pemilik katering di Babakancikao.", "Siti Contoh"),
    ("perkenalkan, Ujang dari Maniis", "Ujang"),
    ("saya, Rina dari Plered, kecewa sekali", "Rina"),
    ("saya sendiri, Tatang", "Tatang"),
    ("saya bidan Anisa dari plered", "Anisa"),
    ("saya dr. Andi Contoh, Sp.A", "dr. Andi Contoh, Sp.A"),
    ("Saya Contoh Handayani selaku direktur", "Contoh Handayani"),
    ("dengan bapak Dadang", "Dadang"),
    ("Dengan Bapak Asep, Plered", "Asep"),
    ("ini bu Euis", "Euis"),
    ("ini Ibu Siti Maemunah dari Cibatu", "Siti Maemunah"),
    ("ini Asep yang kemarin lapor", "Asep"),
    ("panggil saja Ujang", "Ujang"),
    ("panggil aja bu Euis", "Euis"),
    ("atas nama PT Maju Contoh", "PT Maju Contoh"),
    ("a.n. CV Sumber", "CV Sumber"),
    ("an. CV Sumber", "CV Sumber"),
    ("a/n CV Sumber", "CV Sumber"),
    ("an. Wati", "Wati"),
    ("atas nama Siti Maemunah belum terbit", "Siti Maemunah"),
    ("atas nama saya jangan, pake atas nama CV Coba Jaya", "CV Coba Jaya"),
    ("kami dari PT Maju Contoh mau komplain", "PT Maju Contoh"),
    ("kami pt maju jaya sentosa ditolak terus", "PT Maju Jaya Sentosa"),
    ("saya pemilik Toko Berkah Contoh", "Toko Berkah Contoh"),
    ("nama perusahaan kami CV Contoh Makmur, belum kesebut", "CV Contoh Makmur"),
    ("pelayanan lama sekali. salam, Rina", "Rina"),
    ("izin lama -Rina", "Rina"),
    ("tolong dibalas - asep", "Asep"),
    ("ttd Rina", "Rina"),
    ("tolong ditindak.\n\nHormat saya,\nRina Contoh", "Rina Contoh"),
    ("Demikian.\nAsep Contoh\n08123456789", "Asep Contoh"),
    ("hatur nuhun, Euis", "Euis"),
    ("namanya Asep bukan Aep", "Asep"),
    ("salah, namanya Asep bukan Aep", "Asep"),
    ("eh nama saya Asep", "Asep"),
    ("nama saya bukan Aep tapi Asep", "Asep"),
    ("bukan aep, asep", "Asep"),
    ("nama saya kurang lengkap, harusnya Contoh Wulandari", "Contoh Wulandari"),
    ("ganti nama jadi Asep", "Asep"),
    ("asmanipun klentu, ingkang leres Sutinah", "Sutinah"),
    ("tulis aja Contoh Pelapor", "Contoh Pelapor"),
    ("eh maaf itu nama suami saya, pake nama saya aja Ibu Contoh Lestari", "Contoh Lestari"),
]


@pytest.mark.parametrize(("text", "name"), STATED)
def test_a_name_that_the_sender_introduces_is_stated(text: str, name: str) -> None:
    assert find_names(text) == (NameMention(name, stated=True),)
    assert read_name(text) == name


NOBODY = [
    # Officials and relatives.
    "petugasnya namanya Pak Contoh",
    "petugas bernama Dedi",
    "nama petugas: Dedi Contoh",
    "yang melayani namanya Dedi",
    "maaf pak yang jaga namanya Dedi",
    "ibu Rini di loket 2 judes",
    "bapak Dedi yang di loket",
    "ini bapak Dedi yang di loket 3 judes",
    "ini pak Dedi di loket 3",
    "kemarin ketemu dengan bapak Dadang di loket",
    "dengan pak Dedi kemarin saya ngobrol",
    "saya bicara dengan Bu Rina",
    "saya dilayani bapak Dedi",
    "saya dipanggil Bu Rina ke loket",
    "kata pak Dedi suruh balik",
    "petugas atas nama Fulan meninggalkan saya",
    "disuruh transfer ke rekening a.n. Dedi Contoh",
    "udh transfer ke rekening pribadi an Contoh Budi, katanya biar ga ribet",
    "terima kasih pak Dedi",
    "salam buat pak Dedi",
    "salam, pak Dedi",
    "bukan pak Dedi tapi pak Joko yang minta",
    "suami saya Joko",
    "suami saya namanya Joko",
    "anak saya Budi sakit",
    "istri saya, Siti, ditolak",
    # Words that follow "saya" and "ini".
    "saya kecewa",
    "saya mau",
    "saya sudah",
    "saya warga",
    "saya pelaku usaha",
    "saya ibu rumah tangga",
    "saya bidan di Plered",
    "saya orang Sunda",
    "saya putra daerah",
    "sy HRD pabrik",
    "sy driver ojol sekalian nganter berkas",
    "Saya Pensiunan",
    "Saya Muslim dan taat",
    "saya Senin kemarin",
    "saya Purwakarta asli",
    "saya bagus-bagus aja",
    "PETUGAS MINTA UANG SAYA KECEWA",
    "abdi teu acan nampi",
    "aku wis ngenteni",
    "ini foto nya",
    "ini gimana",
    "ini KTP saya",
    "ini bukti transfer",
    "ini bu kepala dinas",
    "dengan hormat, saya sampaikan",
    "dengan ramah",
    # Names on papers, and the word "nama" itself.
    "nama saya salah di sertifikat",
    "nama saya jadi Aep",
    "nama saya salah ketik jadi Aep",
    "nama saya jangan disebut",
    "nama saya dirahasiakan",
    "nama saya ada di sistem",
    "nama usaha saya salah cetak",
    "nama PT nya jadi CV",
    "atas nama saya",
    "atas nama sendiri",
    "atas nama warga desa",
    "namanya pungli",
    "namanya juga orang",
    "100rb an. malu ga sih",
    # Whole messages that are something else.
    "Lapor",
    "Sudah",
    "ga mau",
    "pbg",
    "sip",
    "kemarin",
    "Purwakarta",
    "lanjut",
    "status",
    "batal",
    "halo",
    "makasih",
    "sugeng enjang",
    "lapoor",
    "iyaaa",
    "asdfgh",
    "wkwkwk",
    "2026-00042-7",
    "08123456789",
    "a.n.",
    "neng",
    "pak",
    "👍",
    "",
]


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_introduces_himself_here(text: str) -> None:
    assert find_names(text) == ()


def test_a_person_and_his_company_are_both_found() -> None:
    found = find_names("saya Budi Contoh, atas nama PT Maju Contoh")
    assert [mention.text for mention in found] == ["Budi Contoh", "PT Maju Contoh"]


def test_a_name_said_twice_is_found_once() -> None:
    assert len(find_names("saya Rina dari Plered, izin lama.\nHormat saya,\nRina")) == 1
