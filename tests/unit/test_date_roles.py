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
        ("alah tigo pakan izin awak bolun juo kalua", date(2026, 9, 23)),
        ("wis rong minggu ngenteni sip ora metu-metu", date(2026, 9, 30)),
        ("tilu minggu tos ngantosan", date(2026, 9, 23)),
        ("14 hari sejak berkas lengkap", date(2026, 9, 30)),
        ("ini hari keenam belas", date(2026, 9, 28)),
        ("hari ke-19. hening.", date(2026, 9, 25)),
        ("ti ping 5 oktober berkas abdi di ditu", date(2026, 10, 5)),
        ("dr 5 oktober nangkring di meja, belum disentuh", date(2026, 10, 5)),
    ],
)
def test_how_long_somebody_waits_tells_when_the_application_was_made(
    text: str, value: date
) -> None:
    (mention,) = find_dates(text, NOW)
    assert (mention.value, mention.role) == (value, DateRole.APPLIED)
    assert not mention.exact or "oktober" in text


@pytest.mark.parametrize(
    "text",
    [
        "izin sudah mati setahun",
        "sewanya dua juta sehari",
        "belum buka sehari pun",
        "kalo nunggu 3 hari sih wajar",
        "belum paham urusan sehari-hari",
        "hari pertama antri, hari kedua antri",
        "ruang tunggu sehari tiga kotak",
        "sudah sepuluh tahun saya nunggu keadilan",
    ],
)
def test_other_lengths_of_time_are_no_wait_for_a_permit(text: str) -> None:
    assert find_dates(text, NOW) == ()


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
        ("SIP turun tgl 5", ["received"]),
        ("nib dapet kmrn", ["received"]),
        ("pirt nu ditampi ping 5 oktober", ["received"]),
        ("nib nan ambo tarimo kapatang", ["received"]),
        ("izin keluar tgl 5", ["received"]),
        ("baru bisa diambil kemarin", ["received"]),
        ("br kluar kmrn", ["received"]),
        ("srtifikat trbt tgl 5", ["received"]),
        ("berkas dikembalikan tgl 5", ["visited"]),
        ("dokumen kami terima 3 minggu lalu", ["received"]),
        ("ditolak bank kemarin", ["unknown"]),
        ("di pintu keluar kemarin", ["unknown"]),
        ("ambil nomor kemarin", ["unknown"]),
        ("belum ada keputusan diterima atau ditolak s.d. 5 oktober", ["unknown"]),
        ("pejabat yang menerima kami pada 5 oktober", ["visited"]),
        ("lebetna ping 5 oktober", ["applied"]),
        ("dilebetkeun tgl 5", ["applied"]),
        ("msk brkas 5 oktober", ["applied"]),
        ("sy ajkan tgl 5", ["applied"]),
        ("berkas dinyatakan lengkap 5 oktober", ["applied"]),
        ("berkas saya antar tgl 5, dianter semuanya tgl 6", ["unknown", "applied"]),
        ("tanda terima tgl 5", ["applied"]),
        ("permohonan tertanggal 5 oktober ditolak tgl 12", ["applied", "received"]),
        ("urus slf dr tgl 3/7, skrg kosong", ["applied"]),
        ("ngurus nib tgl 5 belum jadi", ["applied"]),
        ("waktu ngurus nib tgl 5 dibentak", ["visited"]),
        ("di daftar tgl 5 tidak tercantum", ["unknown"]),
        ("daftar antrian tgl 5", ["unknown"]),
        ("tadi upload gagal terus sampai malam", ["unknown"]),
        ("tadi daftar nib malah disuruh pulang lagi", ["visited"]),
        ("daftarnya kemarin", ["applied"]),
        ("waktu saya masukin berkas tgl 5 petugasnya ketus", ["visited"]),
        ("waktu itu saya daftar tgl 5, belum jadi", ["applied"]),
        ("tadi nganter tetangga bikin nib", ["unknown"]),
        ("mengajukan keberatan tgl 5", ["complained"]),
        ("surat kami tgl 5 belum dijawab", ["complained"]),
        ("Surat keberatan kami tgl 5 diterima bagian umum", ["complained"]),
        ("surat penolakan kami terima tgl 5", ["received"]),
        ("keluhan yang kami masukkan 5 oktober", ["complained"]),
        ("ketemu petugas pengaduan hari senin di mpp", ["visited"]),
        ("udah 3 minggu wa saya ga dibales", ["complained"]),
        ("habis daftar nib tgl 5 di meja bantuan", ["applied"]),
        ("tanda terima No. 1123 tanggal 5 oktober", ["applied"]),
        ("permohonan kami Nomor 12/KL/X/2026 tanggal 5 oktober", ["applied"]),
        ("diserahkan 5 oktober, kemarin dicari ga ada", ["applied", "unknown"]),
    ],
)
def test_the_nearest_words_tell_what_happened(text: str, roles: list[str]) -> None:
    assert [mention.role.value for mention in find_dates(text, NOW)] == roles


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("kemarin loketnya kosong", False),
        ("tadi disuruh balik lagi", False),
        ("dibentak senin kemarin", False),
        ("dari tadi pagi berdiri", False),
        ("kata petugas kemarin gratis", False),
        ("diterima tgl 5 oktober", False),
        ("bukan main ramainya kemarin", False),
        ("lelang 5 oktober kemarin", True),
        ("ikut lelang tgl 5", True),
        ("lelang 20 november", True),
        ("disuruh balik jumat", True),
        ("dijanjikan tgl 5", True),
        ("paling lambat jumat", True),
        ("sebelum tgl 5", True),
        ("hingga 5 oktober", True),
        ("katanya jadi tgl 5", True),
        ("lift rusak dari senin", True),
        ("aplikasi error dari tadi pagi", True),
        ("baru sadar semalam", True),
        ("bukan tgl 5", True),
        ("sekarang tgl 14 oktober", True),
        ("hari ini saya mau lapor", True),
        ("SK bupati tgl 3 maret 2019", True),
        ("SK bupati tgl 3 maret 2026", False),
        ("tadi salah tulis", True),
        ("tadi sy tulis 23", True),
        ("tadi petugas salah tulis", False),
        ("teman saya daftar tgl 5", True),
        ("tetangga saya sih jadi tgl 5", True),
        ("teman sudah jadi, saya daftar tgl 5", False),
        ("adik saya daftar tgl 5", False),
    ],
)
def test_a_day_on_which_nothing_happened_is_vague(text: str, vague: bool) -> None:
    assert [mention.vague for mention in find_dates(text, NOW)] == [vague]
