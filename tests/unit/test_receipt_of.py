"""What one message says of receipt and application, as `python -m nlu parse` gives it.

The readings of act and component are given, so that only the days are tested here.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.complaint import Receipt
from domain.receipt import guess_receipt, receipt_of
from domain.understanding import DateMention, DateRole, Entities, Guess, NluResult
from nlu.entities.dates import find_dates, says_not_yet
from nlu.entities.money import find_money
from nlu.jsonl import as_json

AT = datetime(2026, 6, 17, 14, 20, tzinfo=ZoneInfo("Asia/Jakarta"))  # A Wednesday.
NOT_YET = "not_yet"


def parsed(text: str, label: str, sure: float = 0.9) -> dict[str, str | int | None]:
    act, _, rest = label.partition("+")
    components = tuple(rest.split("+")) if rest else ()
    entities = Entities(
        dates=find_dates(text, AT), not_yet=says_not_yet(text), money=find_money(text)
    )
    guesses = tuple(Guess(name, sure) for name in components[:1])
    found: dict[str, str | int | None] = as_json(
        text, NluResult(act, 0.9, components, (), guesses, entities)
    )["entities"]
    return found


# "06-15" stands for 15 June 2026.
@pytest.mark.parametrize(
    ("text", "label", "received", "applied"),
    [
        (
            "sip dokter sy masuk dr tgl 4 mei smpe skrg blm ada titik terang",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-04",
        ),
        (
            "Izin reklame toko saya sudah 25 hari ngga jelas juntrungannya",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-23",
        ),
        ("udah lewat 12 hari dari janji, PBG sy blm nongol", "lapor+jangka_waktu", NOT_YET, ""),
        (
            "Kami mendaftarkan KKPR pada Selasa, 12 Mei 2026. Sampai surat ini dibuat belum ada keputusan.",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-12",
        ),
        (
            "berkas pirt sy dr 3 mgg lalu msh nangkring di meja verifikator",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-27",
        ),
        (
            "tos sasih kapengker ngalebetkeun ijin apotek dugi ka ayeuna teu acan kaluar",
            "lapor+jangka_waktu",
            NOT_YET,
            "",
        ),
        ("Ngajukeun NIB ti ping 1 juni, can aya beja", "lapor+jangka_waktu", NOT_YET, "06-01"),
        (
            "wis rong minggu ngenteni SIP perawat ora metu-metu",
            "lapor+jangka_waktu",
            NOT_YET,
            "06-03",
        ),
        ("aku ndaftar dina 2 Juni, durung ana kabare", "lapor+jangka_waktu", NOT_YET, "06-02"),
        (
            "jumat 5 juni sy setor berkas slf, kt nya 7 hr kerja, ini hr ke 12",
            "lapor+jangka_waktu",
            NOT_YET,
            "06-05",
        ),
        ("Senin lalu saya ambil NIB di MPP, namanya salah", "lapor+produk", "06-15", ""),
        ("NIB yg sy terima kmrn alamatnya ngaco", "lapor+produk", "06-16", ""),
        (
            "sertifikat standar saya terbit 10 Juni tapi barcodenya ga kebaca",
            "lapor+produk",
            "06-10",
            "",
        ),
        ("PBG keluar hari selasa tp luasnya salah ketik", "lapor+produk", "06-16", ""),
        ("tadi pagi di loket 2 dibentak2 gara2 salah map", "lapor+kompetensi", "06-17", ""),
        ("Kamari abdi ka MPP, petugasna nuju maen hape wae", "lapor+kompetensi", "06-16", ""),
        ("wingi aku mrono, petugase judes tenan", "lapor+kompetensi", "06-16", ""),
        (
            "dua hari yang lalu saya ke kantor Veteran, disuruh balik lagi besok",
            "lapor+prosedur",
            "06-15",
            "",
        ),
        (
            "dibilang suruh balik jumat, padahal udah 3x ke sini. hari ini ditolak lagi",
            "lapor+prosedur",
            "06-17",
            "",
        ),
        (
            "diminta 350 rb sama yg jaga parkiran rabu minggu lalu, katanya biar cepet",
            "lapor+biaya",
            "06-10",
            "",
        ),
        ("waktu survei lapangan tgl 9 juni petugas minta amplop 500rb", "lapor+biaya", "06-09", ""),
        ("AC di ruang tunggu mati, tadi siang ibu2 pada pingsan", "lapor+sarana", "06-17", ""),
        ("semalem web nya error pas upload gambar PBG", "lapor+sarana", "06-16", ""),
        ("tiap senin antriannya ngular sampe parkiran", "lapor+jumlah_pelaksana", "", ""),
        (
            "hari senin kemarin cuma 1 loket yg buka padahal yg antri 60 orang",
            "lapor+jumlah_pelaksana",
            "06-15",
            "",
        ),
        ("minggu lalu saya lapor soal calo, sampe skrg ga direspon", "lapor+pengaduan", "", ""),
        ("saya email tgl 2 juni ga dibales bales", "lapor+pengaduan", "", ""),
        ("surat pengaduan kami tertanggal 20 Mei belum dijawab", "lapor+pengaduan", "", ""),
        ("sudah 3 minggu aduan saya ngga ditanggapi", "lapor+pengaduan", "", ""),
        (
            "sy daftar tgl 8 juni, kemarin dipanggil disuruh lengkapi surat tetangga yg ga ada di daftar",
            "lapor+persyaratan",
            "06-16",
            "06-08",
        ),
        (
            "map saya dikembalikan Kamis 11 Juni tanpa catatan apapun",
            "lapor+persyaratan",
            "06-11",
            "",
        ),
        (
            "Permohonan izin klinik kami tertanggal 1 Juni ditolak tanggal 15 Juni tanpa alasan",
            "lapor+persyaratan",
            "06-15",
            "06-01",
        ),
        ("Motor saya hilang di parkiran MPP kemarin sore", "lapor+keamanan", "06-16", ""),
        ("terima kasih ya bu, tadi dilayani cepet bgt", "pujian", "06-17", ""),
        ("kemaren urus nib di mpp 15 menit kelar, mantap", "pujian", "06-16", ""),
        ("kemarin sore", "jawab", "06-16", ""),
        ("hari jumat tgl 12", "jawab", "06-12", ""),
        ("tgl 3", "jawab", "06-03", ""),
        ("2 minggu yg lalu", "jawab", "06-03", ""),
        ("blm pak, msh nunggu", "jawab", NOT_YET, ""),
        ("belum keluar bu, saya daftar tgl 20 mei", "jawab", NOT_YET, "05-20"),
        ("saya masukin berkasnya tgl 20 mei", "jawab", "", "05-20"),
        ("eh salah, bukan tgl 3 tapi tgl 4", "ubah", "06-04", ""),
        ("ralat bu, saya terimanya tanggal 9 Juni", "ubah", "06-09", ""),
        ("laporan saya tgl 3 juni gimana kabarnya", "cek_status", "", ""),
        ("ini bukti transfer kemarin", "tambah_info", "", ""),
        ("besok buka jam berapa?", "tanya", "", ""),
        ("kalau daftar hari ini, jadinya kapan?", "tanya", "", ""),
        ("KTP saya udah 3 bulan belum jadi", "di_luar_topik", "", ""),
        (
            "Habis magrib tadi ada yg ngaku petugas dinas minta 200rb ke warung",
            "lapor+biaya",
            "06-17",
            "",
        ),
        (
            "Per tanggal 2 Juni 2026 berkas dinyatakan lengkap, hari ini sudah tanggal 17 dan izin belum terbit",
            "lapor+jangka_waktu",
            NOT_YET,
            "06-02",
        ),
        (
            "Izin trayek angkot abdi tos dilebetkeun ti kemis kapengker, nembe dijawab antosan",
            "lapor+jangka_waktu",
            NOT_YET,
            "06-11",
        ),
        (
            "Alah duo pakan awak maantaan berkas, indak ado kaba",
            "lapor+jangka_waktu",
            NOT_YET,
            "06-03",
        ),
        ("kapatang ambo ka kantua, urangnyo barulah-ulah", "lapor+kompetensi", "06-16", ""),
        (
            "aye daftar dari tanggal 28 bulan kemaren, ampe sekarang kagak ada kabar",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-28",
        ),
        (
            "Sejak diajukan 30 April hingga kini tidak jelas statusnya",
            "lapor+jangka_waktu",
            NOT_YET,
            "04-30",
        ),
        ("saya udah nunggu hampir 2 bulan izin salon saya", "lapor+jangka_waktu", NOT_YET, ""),
        ("sejak januari izin PAUD kami belum juga terbit", "lapor+jangka_waktu", NOT_YET, ""),
        ("lbh dr 40 hr kerja slf ga kelar", "lapor+jangka_waktu", NOT_YET, ""),
        (
            "14 hari sejak berkas lengkap, sertifikat standar belum terbit",
            "lapor+jangka_waktu",
            NOT_YET,
            "06-03",
        ),
        ("hari ke-21 nunggu pbg", "lapor+jangka_waktu", NOT_YET, "05-27"),
        (
            "tgl 1 kmrn sy daftar siup eh smpe hr ini ga ada kbr",
            "lapor+jangka_waktu",
            NOT_YET,
            "06-01",
        ),
        (
            "Tanggal 10 Juni lalu kami menerima SK izin operasional, ternyata masa berlakunya hanya 1 tahun",
            "lapor+produk",
            "06-10",
            "",
        ),
        (
            "sip sy expired 3 mei, perpanjangan diajukan 20 april belum jadi",
            "lapor+jangka_waktu",
            NOT_YET,
            "04-20",
        ),
        (
            "Barusan petugas loket 4 nolak berkas saya karena fotokopi KTP bolak balik",
            "lapor+persyaratan",
            "06-17",
            "",
        ),
        (
            "udah dari subuh antri, baru dipanggil jam 11 tadi",
            "lapor+jumlah_pelaksana",
            "06-17",
            "",
        ),
        (
            "udah jam 2 siang tapi loket masih kosong, saya dari jam 9 di sini",
            "lapor+jumlah_pelaksana",
            "06-17",
            "",
        ),
        (
            "Kemarin lusa saya mengurus SIPA, dipungut 150 ribu tanpa kuitansi",
            "lapor+biaya",
            "06-15",
            "",
        ),
        ("Saya diminta 2jt oleh oknum pas ngurus PBG tgl 3/6", "lapor+biaya", "06-03", ""),
        ("ngurus nib tgl 15/6/2026 disuruh beli map 25rb", "lapor+biaya", "06-15", ""),
        (
            "Pada kunjungan kami 9 Juni 2026 petugas tidak dapat menunjukkan dasar hukumnya",
            "lapor+dasar_hukum",
            "06-09",
            "",
        ),
        ("loket tutup jam 11 tadi padahal tulisannya sampai jam 15", "lapor+lainnya", "06-17", ""),
        ("tadi saya ditanya puas apa engga sambil dipelototin", "lapor+evaluasi", "06-17", ""),
        (
            "Saya sudah mengurus sejak 2 minggu lalu dan terus dilempar-lempar",
            "lapor+prosedur",
            NOT_YET,
            "06-03",
        ),
        ("nib sy jd td pagi, tapi kbli nya bukan yg sy minta", "lapor+produk", "06-17", ""),
        (
            "Sudah sebulan lebih, surat izin penelitian saya entah di mana",
            "lapor+jangka_waktu",
            NOT_YET,
            "",
        ),
        (
            "wis seminggu luwih ora ana kabar, tak takoni jarene ngenteni",
            "lapor+jangka_waktu",
            NOT_YET,
            "",
        ),
        (
            "Bapak ibu yth, 3 Juni saya ke MPP mendaftarkan SIP bidan. Tanggal 10 ditelepon suruh datang, datang tanggal 11, yang mengurus cuti.",
            "lapor+kompetensi",
            "06-11",
            "06-03",
        ),
        (
            "td siang jam 1 sy ke loket, tp petugasnya lg pada makan, disuruh nunggu sejam",
            "lapor+kompetensi",
            "06-17",
            "",
        ),
        ("Saptu kamari abdi ka MPP, teu aya hiji petugas", "lapor+jumlah_pelaksana", "06-13", ""),
        ("Senén kamari, tanggal 15, bapa abdi dititah uih deui", "lapor+prosedur", "06-15", ""),
        ("usul aja min, hari jumat loket jangan tutup siang", "saran+lainnya", "", ""),
        ("mohon dibuatkan antrian online, kemarin saya berdiri 3 jam", "saran+sarana", "", ""),
        (
            "rekomendasinya udah terbit 2 juni, tapi izin operasionalnya belum",
            "lapor+jangka_waktu",
            NOT_YET,
            "",
        ),
        (
            "sy apply 5 juni trs dpt email 'in progress' doang",
            "lapor+jangka_waktu",
            NOT_YET,
            "06-05",
        ),
        (
            "dokumen sdh kami unggah tgl 18 Mei, status masih verifikasi",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-18",
        ),
        (
            "wes tak lebokke ket tanggal 20 Mei, jarene antri",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-20",
        ),
        (
            "Kmrn pas ngambil SIP, petugasnya minta uang terima kasih 50rb",
            "lapor+biaya",
            "06-16",
            "",
        ),
        ("dimintain cepek pas ambil sertifikat jumat kmrn", "lapor+biaya", "06-12", ""),
        (
            "sertifikat laik higiene katering saya rampung kemis kamari, ngan ngaranna lepat",
            "lapor+produk",
            "06-11",
            "",
        ),
        ("dari tanggal 2 sampai 5 juni saya bolak balik ke sana", "lapor+prosedur", "06-05", ""),
        (
            "izin klinik pratama kami diajukan awal Mei, sekarang pertengahan Juni, kabarnya nol besar",
            "lapor+jangka_waktu",
            NOT_YET,
            "",
        ),
        (
            "Mohon maaf sebelumnya, SIP saya (bidan Rohani) sudah saya ajukan sejak Kamis, 21 Mei 2026. Di aplikasi tertulis diproses, di loket tertulis sabar.",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-21",
        ),
        (
            "gw submit dokumen 22/5, 3 mgg lebih ga ada progress, hellooo",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-22",
        ),
        ("pbg gue nyangkut dr bulan april, tukang udah pulkam", "lapor+jangka_waktu", NOT_YET, ""),
        (
            "Sudah dua puluh lima hari sejak saya serahkan map biru itu",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-23",
        ),
        (
            "tilu minggu tos ngantosan, waleranana 'enjing' wae",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-27",
        ),
        (
            "ti ping 18 mei berkas abdi di ditu, ayeuna tos ping 17 juni",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-18",
        ),
        ("Wis telung minggu berkasku ndekem nang kono", "lapor+jangka_waktu", NOT_YET, "05-27"),
        (
            "janjinya senin, trs selasa, trs rabu. skrg udah rabu lagi",
            "lapor+jangka_waktu",
            NOT_YET,
            "",
        ),
        (
            "SLF ruko kami diajukan tanggal 6 Mei melalui konsultan. Konsultannya sudah lunas, SLF-nya belum.",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-06",
        ),
        (
            "Kalau tidak salah hari ini genap 30 hari sejak berkas saya diterima loket 1",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-18",
        ),
        (
            "Apakah izin bisa hilang? Saya daftar 11 Mei, di sistem tidak ada, di loket tidak ada.",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-11",
        ),
        (
            "udh bolak balik 4x dlm 2 minggu, kurang ini kurang itu, terakhir senin kmrn dblg kurang materai",
            "lapor+persyaratan",
            "06-15",
            "",
        ),
        (
            "Hari Jumat tanggal 12 Juni saya diminta melampirkan surat sehat suami. Suami saya tidak ikut kerja.",
            "lapor+persyaratan",
            "06-12",
            "",
        ),
        (
            "surat nikah buat izin warung? ini tadi lho, barusan banget, di loket 3",
            "lapor+persyaratan",
            "06-17",
            "",
        ),
        (
            "nek wingi jare cukup KTP, saiki kudu KK, sesuk opo maneh",
            "lapor+persyaratan",
            "06-16",
            "",
        ),
        (
            "kata loket suruh ke dinkes, kata dinkes suruh ke loket. Sabtu kemarin saya nyerah pulang",
            "lapor+prosedur",
            "06-13",
            "",
        ),
        (
            "Pada tgl 8-6-2026 saya membayar 350.000 kepada Sdr. D di parkiran, tanpa kuitansi",
            "lapor+biaya",
            "06-08",
            "",
        ),
        (
            "dua lembar biru melayang tadi pagi, alesannya buat bensin survei",
            "lapor+biaya",
            "06-17",
            "",
        ),
        (
            "Kamari nyandak SIP, dipenta 'kaikhlasan', dibere 20 rebu jamedud",
            "lapor+biaya",
            "06-16",
            "",
        ),
        (
            "NIB terbit kemarin lusa, modal tertulis 5 miliar padahal 5 juta",
            "lapor+produk",
            "06-15",
            "",
        ),
        (
            "sertifikat tdg gudang sy turun 2 minggu lalu, luas 100 jd 1000",
            "lapor+produk",
            "06-03",
            "",
        ),
        (
            "Akhirnya keluar juga izin optik saya, Senin 8 Juni, tapi nama optiknya kurang satu huruf",
            "lapor+produk",
            "06-08",
            "",
        ),
        ("sy unduh sipnya tgl 5 juni, fotonya foto orang", "lapor+produk", "06-05", ""),
        ("tos sabulan abdi ngadu, jempling", "lapor+pengaduan", "", ""),
        ("udah 3x email sejak 1 juni, mental terus", "lapor+pengaduan", "", ""),
        (
            "Aduan kami No. 12/V/2026 tertanggal 28 Mei 2026 belum berbalas",
            "lapor+pengaduan",
            "",
            "",
        ),
        (
            "meja pengaduan MPP kosong melompong kemarin siang, cuma ada kucing",
            "lapor+pengaduan",
            "",
            "",
        ),
        ("toilet lantai 2 mampet dari minggu lalu", "lapor+sarana", "", ""),
        ("ibu saya kepleset di tangga depan loket kemarin lusa", "lapor+sarana", "06-15", ""),
        ("lift mati, td pagi bapak saya digotong 4 org", "lapor+sarana", "06-17", ""),
        ("parkiran penuh mobil pegawai, saya muter 20 menit hari ini", "lapor+sarana", "06-17", ""),
        (
            "pas giliran saya senin siang, petugasnya malah telponan setengah jam",
            "lapor+kompetensi",
            "06-15",
            "",
        ),
        (
            "dikatain bolot sama mbak kacamata, kejadiannya 9 Juni sekitar jam 10",
            "lapor+kompetensi",
            "06-09",
            "",
        ),
        (
            "Minggu lalu hari Kamis saya ditertawakan karena tidak bisa mengisi formulir daring",
            "lapor+kompetensi",
            "06-11",
            "",
        ),
        (
            "Perda 2012 masih dipakai nolak saya tadi, padahal sudah dicabut 2021",
            "lapor+dasar_hukum",
            "06-17",
            "",
        ),
        (
            "sy tanya dasar hukumnya apa (selasa 16 juni, loket 5), dijawab 'pokoknya'",
            "lapor+dasar_hukum",
            "06-16",
            "",
        ),
        (
            "kabidnya ngopi, stafnya ngegame. ini saya liat sendiri tadi jam 10",
            "lapor+pengawasan",
            "06-17",
            "",
        ),
        (
            "Loket 8, petugas 2. Senin 15 Juni. Silakan cek CCTV.",
            "lapor+jumlah_pelaksana",
            "06-15",
            "",
        ),
        (
            "antrian A120 dipanggil jam 2 padahal sy dtg jam 8 tadi",
            "lapor+jumlah_pelaksana",
            "06-17",
            "",
        ),
        (
            "orang dalem nyelonong, kita2 yg dr subuh suruh sabar. tadi ini",
            "lapor+jaminan_pelayanan",
            "06-17",
            "",
        ),
        ("HP istri raib pas antri di MPP rebo kamari", "lapor+keamanan", "06-10", ""),
        (
            "data saya bocor, abis daftar NIB 10 juni langsung ditelpon pinjol",
            "lapor+keamanan",
            "",
            "06-10",
        ),
        (
            "survei kepuasan dipaksa bintang 5 sebelum izin dikasih, jumat kemarin",
            "lapor+evaluasi",
            "06-12",
            "",
        ),
        ("disuruh joget dulu sebelum nerima sertifikat kemarin", "lapor+lainnya", "06-16", ""),
        ("alhamdulillah SIP perawat sy terbit hari ini, makasih bu Rina", "pujian", "06-17", ""),
        ("rabu lalu saya dibantu pak satpam naik tangga, baik bgt", "pujian", "06-10", ""),
        ("pelayanan skrg jauh lebih baik dr tahun lalu", "pujian", "", ""),
        ("seminggu kepungkur", "jawab", "06-10", ""),
        ("dinten senen kamari kang", "jawab", "06-15", ""),
        ("kira2 tanggal 5 lah bu", "jawab", "06-05", ""),
        ("tgl 28 bulan kemarin", "jawab", "05-28", ""),
        ("hari ini juga", "jawab", "06-17", ""),
        ("diterimanya rabu tgl 3 juni", "jawab", "06-03", ""),
        ("belum pernah saya terima", "jawab", NOT_YET, ""),
        ("daftarnya sih bulan april tgl 20", "jawab", "", "04-20"),
        ("maaf salah ketik, daftarnya 12 Mei bukan 12 Juni", "ubah", "", "05-12"),
        ("koreksi: saya dilayaninya kemarin, bukan hari ini", "ubah", "06-16", ""),
        ("tiket 2026-00120-3 kapan dibales? udah 10 hari", "cek_status", "", ""),
        ("tambahan, orangnya pakai batik, kejadiannya kemarin jam 2", "tambah_info", "", ""),
        ("jawaban tanggal 10 juni itu tidak menjawab", "tidak_puas", "", ""),
        ("tanya min, besok sabtu buka?", "tanya", "", ""),
        ("kalo saya daftar tgl 1 juni kira2 kapan jadinya", "tanya", "", "06-01"),
        ("saran saya tiap akhir bulan loket ditambah", "saran+jumlah_pelaksana", "", ""),
        ("listrik mati dari kemarin, lapor kemana", "di_luar_topik", "", ""),
        ("oke makasih infonya kemarin", "terima_kasih", "", ""),
        (
            "STR saya habis 30 Juni, SIP perpanjangan saya masukin 25 Mei, mohon dipercepat",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-25",
        ),
        (
            "Saya tidak minta cepat, saya minta pasti. Masuk 4 Mei, survei 20 Mei, lalu hening.",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-04",
        ),
        (
            "Dari 3 Juni sampai hari ini status masih draft, padahal sudah saya kirim",
            "lapor+jangka_waktu",
            NOT_YET,
            "06-03",
        ),
        ("jarene seminggu dadi, iki wis ping pindho lebaran", "lapor+jangka_waktu", NOT_YET, ""),
        ("Alah limo baleh hari, alun juo ado kaba", "lapor+jangka_waktu", NOT_YET, "06-02"),
        ("kamaren siang ambo ka MPP, dak ado urang di meja", "lapor+jumlah_pelaksana", "06-16", ""),
        (
            "aye nunggu dari hari senen tanggal 8, kagak nongol2 tuh surat",
            "lapor+jangka_waktu",
            NOT_YET,
            "06-08",
        ),
        (
            "numpang tanya sekaligus komplen, izin salon dr 20 mei kok blm ada notif",
            "lapor+jangka_waktu",
            NOT_YET,
            "05-20",
        ),
        ("Selasa tadi saya ditolak karena pas foto latar merah", "lapor+persyaratan", "06-16", ""),
        ("katanya 7 hari kerja, ini udah 7 minggu kerja 🙃", "lapor+jangka_waktu", NOT_YET, ""),
        (
            "sebulan yang lalu NIB jadi, minggu ini baru sadar alamatnya salah",
            "lapor+produk",
            "05-17",
            "",
        ),
        ("map sy d oper 3 meja td, ujungnya d suruh plg", "lapor+prosedur", "06-17", ""),
        ("udh bayar 1,2 jt tgl 11 ke rekening pribadi pegawai", "lapor+biaya", "06-11", ""),
        (
            "kmrn sore pas mau tutup, dimintain seratus lima puluh sm yg pegang map",
            "lapor+biaya",
            "06-16",
            "",
        ),
        (
            "Kronologi: 1 Juni daftar, 4 Juni survei, 8 Juni diminta uang 1 juta oleh tim survei.",
            "lapor+biaya",
            "06-08",
            "06-01",
        ),
    ],
)
def test_a_message_tells_when_it_was_received_and_applied_for(
    text: str, label: str, received: str, applied: str
) -> None:
    found = parsed(text, label)
    got = [str(found[key] or "").removeprefix("2026-") for key in ("received_on", "applied_on")]
    assert got == [received, applied]


@pytest.mark.parametrize(
    ("text", "sure", "received"),
    [
        ("tadi pagi ditarik sejuta sama orang rompi hitam", 0.6, "2026-06-17"),
        ("tadi pagi ditarik sejuta sama orang rompi hitam", 0.9, NOT_YET),
        ("oh itu, ijin toko obat", 0.6, None),
        ("izinnya lelet pisan", 0.9, NOT_YET),
        ("diajukan 4 mei, tadi pagi saya tanya lagi", 0.6, NOT_YET),
    ],
)
def test_a_doubtful_reading_as_late_makes_no_not_yet(
    text: str, sure: float, received: str | None
) -> None:
    assert parsed(text, "lapor+jangka_waktu", sure)["received_on"] == received


@pytest.mark.parametrize(
    ("text", "label", "amount"),
    [
        ("diminta 500rb di loket 2", "lapor+biaya", 500_000),
        ("calo samsat minta 500rb", "di_luar_topik", None),
    ],
)
def test_what_another_office_asked_is_no_amount(text: str, label: str, amount: int | None) -> None:
    assert parsed(text, label)["amount"] == amount


def mention(role: DateRole, day: int, *, vague: bool = False, exact: bool = True) -> DateMention:
    return DateMention(str(day), date(2026, 6, day), role, exact, "", vague)


def test_a_day_that_was_named_is_better_than_a_vague_one() -> None:
    received = (mention(DateRole.RECEIVED, 3, vague=True), mention(DateRole.RECEIVED, 9))
    assert receipt_of(Entities(dates=received), ()) == (Receipt.ON, date(2026, 6, 9))
    assert receipt_of(Entities(dates=received[:1]), ()) == (Receipt.ON, date(2026, 6, 3))
    visited = (mention(DateRole.VISITED, 3, vague=True),)
    assert receipt_of(Entities(dates=visited), ()) == (Receipt.UNASKED, None)


def test_only_the_reader_that_cannot_ask_concludes_from_an_application() -> None:
    entities = Entities(dates=(mention(DateRole.APPLIED, 3),))
    assert receipt_of(entities, ("prosedur",)) == (Receipt.UNASKED, None)
    assert guess_receipt(entities, ("prosedur",), "lapor") is Receipt.NOT_YET
    assert guess_receipt(entities, ("keamanan",), "lapor") is Receipt.UNASKED
    assert guess_receipt(entities, ("prosedur",), "tanya") is Receipt.UNASKED
