"""Whether somebody says that the permit has not come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.entities.dates import says_not_yet


@pytest.mark.parametrize(
    "text",
    [
        "belum jadi",
        "blm jadi",
        "Belum jadi pak.",
        "belum saya terima",
        "blm terima",
        "belum diterima",
        "belum keluar",
        "kok blm keluar?",
        "belum terbit",
        "ga jadi jadi",
        "gak jadi-jadi",
        "ga jadi2",
        "ga kunjung selesai",
        "tak kunjung terbit",
        "belum selesai",
        "msh proses",
        "masih diproses",
        "masih dalam proses",
        "lagi proses katanya",
        "masih pending di oss",
        "durung dadi",
        "durung dadi wae pak",
        "can jadi",
        "acan",
        "acan jadi",
        "teu acan jadi",
        "teu acan nampi",
        "teu jadi jadi",
        "belum ada hasil",
        "belum ada hasilnya",
        "blm ada kabar",
        "teu acan aya iber",
        "belum juga",
        "blm",
        "belum",
        "BELUM",
        "belum pak",
        "blm sama sekali",
        "durung",
        "not yet",
        "belum dpt",
        "belum dapat sertifikatnya",
        "belum bisa diambil",
        "sertifikatnya belum sampai sekarang",
        "udah 3 minggu belum",
        "udah sebulan ga keluar",
        "diajukan 5 Oktober, belum jadi",
        "izin sebulan ga jadi jadi",
        "sudah saya daftarkan dari bulan lalu sampe skrg belum",
        "NIB sudah terbit tapi sertifikat standar belum keluar",
        "punya tetangga udah keluar, saya belum",
        "sps sudah keluar tapi pbg belum terbit",
        "sudah terima tanda terima tapi belum jadi",
        "berkas sudah diterima tapi belum jadi",
        "udah bayar tapi belum terbit",
        "lapor pak izin saya belum jadi",
        "SIP bidan saya belum",
        "dia sudah terbit saya belum",
        "bolun juo kalua",
        "belum lulus2",
        "teu acan aya bejana",
        "teu acan aya wartosna wae",
        "nuju dina prosés wae",
        "masih aesthetic 'diproses'",
        "berkas saya masih ditahan",
        "masih ngendon sampai detik ini",
        "tidak memperoleh kabar apa pun",
        "tidak ada satu pun pemberitahuan",
        "belum ada keputusan",
        "ora ono kabare blas, wis sesasi durung metu",
        "rekomendasinya udah terbit, tapi izinnya belum",
    ],
)
def test_these_say_that_it_has_not_come(text: str) -> None:
    assert says_not_yet(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "belum puas",
        "belum makan",
        "belum ada buktinya",
        "belum tau",
        "belum pernah dilayani seburuk ini",
        "blm bayar",
        "belum saya bayar",
        "belum dapat antrian",
        "belum dapat penjelasan",
        "belum dapat pelayanan",
        "belum terima jawaban",
        "Mohon maaf, belum dapat kami lampirkan.",
        "saya belum bisa nerima",
        "belum selesai ngomong udah dipotong",
        "laporan saya belum selesai",
        "aduan saya masih diproses?",
        "sudah jadi tapi belum ada stempel",
        "sudah jadi tapi belum terverifikasi",
        "sudah saya terima tapi tanda tangannya belum ada",
        "udah jadi belum?",
        "udah makan belum",
        "sudah keluar atau belum",
        "udah jadi apa belum ya",
        "sudah ada balasan buat laporan saya blm?",
        "ga jadi",
        "ga jadi lapor",
        "tidak diterima dengan baik",
        "hari jumat jam 10 udah ga nerima berkas",
        "kode otp belum nyampe",
        "yes you can",
        "masih muda",
        "masih di jalan",
        "sudah jadi",
        "kapan jadinya",
        "sertifikat standar tulisannya 'belum terverifikasi'",
        "udah ganti hp, ganti wifi, ganti suami blm",
        "apanya yg blm?",
        "teu aya hiji2 acan nu ditaros",
        "belum selesai kalimat udah dipotong",
        "ga ada tanda tangannya",
        "tetap diproses oleh kantor di sini",
        "balonnya masih gantung di plafon",
        "tidak ada tanda kuning di lantai",
    ],
)
def test_these_do_not(text: str) -> None:
    assert not says_not_yet(text)


@given(
    st.lists(
        st.sampled_from(
            "belum blm ga jadi jadi2 kunjung masih proses udah terima dapat bisa ada can not yet , "
            ". tapi nib teman laporan 3 minggu atau acan diambil sama sekali".split()
        )
    ).map(" ".join)
    | st.text()
)
def test_no_text_raises(text: str) -> None:
    assert says_not_yet(text) in (True, False)


def test_64_kib_is_read_in_bounded_time() -> None:
    for word in ("belum ", "masih ", "ga jadi ", "udah ", "a"):
        assert not says_not_yet(word * (65536 // len(word)) + "x")
