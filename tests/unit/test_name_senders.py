"""Who writes? Each way of saying it beside the sentence that only looks like it ("" = nobody)."""

from __future__ import annotations

import pytest

from nlu.entities.names import find_names, name_mentions


def stated(text: str) -> str:
    """The first name that the message states."""
    return next((mention.text for mention in find_names(text) if mention.stated), "")


SELF = [
    ("Rabu tanggal 14 oktober saya Tatang bengkel motor Campaka disuruh nunggu", "Tatang"),
    ("berkas saya Rabu tanggal 14 ditolak", ""),
    ("Numpang usul dari saya Ceu Kokom, kader UMKM", "Ceu Kokom"),
    ("numpang usul dari toko saya Senin kemarin", ""),
    ("Kang admin, sim kuring Ujang Rahmat mahasiswa UPI", "Ujang Rahmat"),
    ("Punten kang abdi téh Dadang ti Darangdan", "Dadang"),
    ("abdi téh bingung kang", ""),
    ("namo ambo Syafril, di NIB jadi Syafrida", "Syafril"),
    ("pak bupati saya Yayah, jualan lotek", "Yayah"),
    ("ibu saya Aminah sudah sepuh", ""),
    ("Halo ibu saya Aminah mau nanya", "Aminah"),
    ("SIP apoteker abdi, apt. Rina Contoh, lepat alamat", "apt. Rina Contoh"),
    ("pasien saya, Rina Contoh, kecewa", ""),
    ("Paling atas punya saya: Lilis, urusan laik higiene", "Lilis"),
    ("tadi saya (Gilang Ramadhan) dilempar ke loket 5", "Gilang Ramadhan"),
    ("warga saya, Mak Contoh penjual surabi, ditolak", ""),
    ("ktp sy titin suhartini, di nib jd titin suhartono", "Titin Suhartini"),
    ("saya bidan Ai dari Darangdan", "Ai"),
    ("saya bidan puskesmas campaka", ""),
    ("Saya Mak Iyah, penjual nasi uduk", "Mak Iyah"),
    ("Saya Ustadz Komar dari Bojong", "Ustadz Komar"),
    ("hj aam catering nih, kapan slhs keluar", "Hj Aam"),
    ("saya jumat kemarin ke loket", ""),
    ("Saya Kecewa Berat Sama Pelayanan Kantor Ini", ""),
    ("saya sutarwati, jualan kerupuk", "Sutarwati"),
    ("saya ketua RT 07, Budi Contoh, keberatan", "Budi Contoh"),
    ("saya ketua RT 07, keberatan sekali", ""),
    ("yang mengajukan saya sendiri Bambang Contoh", "Bambang Contoh"),
    ("yang mengajukan saya sendiri kemarin", ""),
    ("tiang miring dekat rumah saya Dadang Campaka", "Dadang"),
    ("tiang miring dekat rumah saya Senin kemarin", ""),
]


@pytest.mark.parametrize(("text", "name"), SELF)
def test_who_says_i_is_the_sender(text: str, name: str) -> None:
    assert stated(text) == name


FROM = [
    ("ada keluhan nih dr Deden bengkel", "Deden"),
    ("ada keluhan nih dr kemarin", ""),
    ("Dari Ibu Cicih, pedagang pasar Simpang: kenapa bayar dua kali?", "Cicih"),
    ("Dari Pak Dedi disuruh balik lagi", ""),
    ("Dari Kemenkes katanya sudah dihapus", ""),
    ("ini bu haji romlah yang jualan nasi timbel", "Haji Romlah"),
    ("ini bu romlah yang di loket 3", ""),
    ("this is Robby from PT Contoh", "Robby"),
    ("ini ahmad, sopir angkot 05", "Ahmad"),
    ("ini foto pak Dedi lagi tidur", ""),
    ("Ti Cianting, wasta Ujang Suherman", "Ujang Suherman"),
    ("Judul: berkas tidur. Pemohon Neneng Contoh, izin toko obat", "Neneng Contoh"),
    ("petugas Wawan tidur", ""),
    ("nama di ijazah Siti Maryam di ktp Siti Mariam", "Siti Maryam"),
    ("di sertifikat nama orang lain", ""),
    ("sip saya belum keluar sejak 1 oktober, nama Nurhasanah", "Nurhasanah"),
    ("petugas loket galak, namanya Nurhasanah", ""),
    ("nama Dadan Contoh pbg masuk tgl 12 september", "Dadan Contoh"),
    ("nama usaha saya Dapur Bu Enok, alamat Campaka", "Dapur Bu Enok"),
    ("ubah nama PT doang kok lama", ""),
    ("waktu itu aku pake nama Fitri, masih kecatet?", "Fitri"),
    ("sertifikat terbit atas nama Agus Contoh, padahal itu bukan saya", ""),
    ("izin terbit atas nama Agus Contoh kemarin", "Agus Contoh"),
]


@pytest.mark.parametrize(("text", "name"), FROM)
def test_a_name_behind_its_label_is_the_senders(text: str, name: str) -> None:
    assert stated(text) == name


EDGES = [
    # The first words.
    ("drg. Maya, praktik di Jatiluhur. Statusnya loncat terus", "drg. Maya"),
    ("dr. Hendra di klinik itu ga punya SIP", ""),
    ("dr. Sinta Contoh. Perpanjangan SIP sudah 3 minggu", "dr. Sinta Contoh"),
    ("Yanti katering mau nyumbang saran aja", "Yanti"),
    ("Sari tebu saya ga boleh PIRT?", ""),
    ("kang Asep penjual bambu dari Bojong ngucapin salut", "Asep"),
    ("Pak Joko, tolong dong berkas saya dicek", ""),
    ("Mas Budi, kapan keluar?", ""),
    ("nurlela, plered. laik hygiene blm ada kabar", "Nurlela"),
    ("Purwakarta, 3 Mei 2026", ""),
    ("kang, maman nih dr darangdan", "Maman"),
    ("mega di sini, kok minta uang lagi?", "Mega"),
    ("Uni Yen dari RM Contoh Sukatani. Alah tigo pakan", "Uni Yen"),
    ("Dedi dari loket 2 galak", ""),
    ("Nurhasanah ditulisnya nurhasanuh", "Nurhasanah"),
    ("Kulo nyuwun pirsa, Sulastri saking Cikampek, PIRT kulo pripun", "Sulastri"),
    ("Kemarin di loket, Dedi marah marah", ""),
    # The last words.
    ("AC mati, jendela dipaku. Sutrisno, cuma mau ambil STPT.", "Sutrisno"),
    ("Mohon dibaca ulang. Suparman, Jatiluhur.", "Suparman"),
    ("antri sejak pagi. Mengecewakan.", ""),
    ("Mohon kebijaksanaan. Ketua, Drs. Maman Contoh", "Drs. Maman Contoh"),
    ("Mohon izinnya dicabut saja. Ketua RT 07, Budi Contoh.", "Budi Contoh"),
    ("Petugas, Budi Contoh.", ""),
    ("rapatnya batal. — Budi Contoh, PT Graha Misal", "Budi Contoh"),
    ("makasih sebelumnya. (Dede Contoh, bengkel las Sukatani)", "Dede Contoh"),
    ("Demikian, terima kasih.\nWawan Contoh\nKetua Koperasi", "Wawan Contoh"),
    ("Alhamdulillah. Terima kasih Pak Heri dan Bu Nia.", ""),
    ("tetangga ga mau ttd, buntu", ""),
    ("Kamis ke mpp tanya kkpr, tidak ada yang tahu. Pak Suryana", "Suryana"),
    ("Sudah beres semua. Terima kasih pak Suryana", ""),
    ("antre dari pagi belum dipanggil, pemohon reklame, Gunadi", "Gunadi"),
    ("lima meja kosong, petugasnya main hp terus, Gunadi", ""),
    ("sip ke tiga ditolak, dasarnya apa. selasa. dr Anton.", "dr Anton"),
    ("mau upload sip. Bayu", "Bayu"),
    ("dibilang tunggu tanggal 1. Mira", "Mira"),
]


@pytest.mark.parametrize(("text", "name"), EDGES)
def test_a_name_at_the_edge_of_a_message_is_a_signature(text: str, name: str) -> None:
    assert stated(text) == name


FIRMS = [
    ("Kami PT Karya Misal ikut lelang tgl 2 november", "PT Karya Misal"),
    ("Perkenankan kami, RS Bunda Misal, menyampaikan hal berikut", "RS Bunda Misal"),
    ("saya ke RS Bunda Misal, antrinya lama", ""),
    ("Permohonan KKPR kami (PT Tirta Misal) diajukan 11 Mei", "PT Tirta Misal"),
    ("Penolakan berkas Klinik Pratama Misal Waras kami sesalkan", "Klinik Pratama Misal Waras"),
    ("kami pengelola klinik pratama di Campaka", ""),
    ("kami pengurus Koperasi Tani Misal, Kiarapedes", "Koperasi Tani Misal"),
    ("kami kelompok tani di Pondoksalam", ""),
    ("klien kami CV Bina Misal Teknik diminta uang", "CV Bina Misal Teknik"),
    ("disampaikan bahwa PT Anugerah Misal telah mengunggah", "PT Anugerah Misal"),
    ("orang PT Anugerah Misal buang limbah ke sawah", ""),
    ("PT Sinar Misal mencemari sungai, tolong cabut izinnya", ""),
    ("PT PLN mematikan listrik terus", ""),
    ("kami hanya dijadikan angka. (Forum UMKM Purwakarta)", "Forum UMKM Purwakarta"),
    ("Ralat: tertulis PT Cahaya Misal, yang benar CV Cahaya Misal", "CV Cahaya Misal"),
    ("bukan PT, tapi CV. CV Mulya Misal", "CV Mulya Misal"),
    ("ky bikin pt baru aja", ""),
    ("urus iujk cv barokah jaya dari januari", "CV Barokah Jaya"),
    ("Kami, PC IAI setempat, keberatan", "PC IAI"),
    ("izin operasional SMP LB kami salah", ""),
    ("Kami dari Yayasan Misal. Kami bermaksud mengajukan izin", "Yayasan Misal"),
    ("Saya guru TK. Petugasnya halus", ""),
]


@pytest.mark.parametrize(("text", "name"), FIRMS)
def test_a_firm_is_named_by_whoever_writes_for_it(text: str, name: str) -> None:
    assert stated(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("eh bentar Nunung bukan Nuning, huruf u dua duanya", "Nunung"),
        ("itu pak dedi bukan dedi satpam", ""),
        ("bkn wati tp watik, pake k", "Watik"),
        ("Cikopo bukan Cikampek, keyboard sok tau", ""),
        ("namina kirang teh, kedahna Asep Saepul", "Asep Saepul"),
        ("nama kepanjangan, cukup Iwan aja tulisnya", "Iwan"),
        ("tulis aja dedi yang pake kacamata", ""),
        ("di NIB ketulisnya Aep Contoh, padahal Asep Contoh", "Asep Contoh"),
    ],
)
def test_a_corrected_name_is_stated(text: str, name: str) -> None:
    assert stated(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("huruf depannya F, Fauzan, ga pake P", "Fauzan"),
        ("h nya ilang, Sholihah", "Sholihah"),
        ("Tatang pake g", "Tatang"),
        ("tambahin S di ujungnya, Sulastris, dari akte", "Sulastris"),
        ("hurufnya salah semua", ""),
        ("nama samaran boleh? Melati aja", ""),
    ],
)
def test_talk_of_spelling_names_its_name_without_stating_it(text: str, name: str) -> None:
    found = name_mentions(text)
    assert [mention.text for mention in found if not mention.stated] == ([name] if name else [])
