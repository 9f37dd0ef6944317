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
        ("udah lewat 12 hari dari janji, PBG sy blm nongol", "lapor+jangka_waktu", NOT_YET, ""),
        ("Ngajukeun NIB ti ping 1 juni, can aya beja", "lapor+jangka_waktu", NOT_YET, "06-01"),
        ("aku ndaftar dina 2 Juni, durung ana kabare", "lapor+jangka_waktu", NOT_YET, "06-02"),
        ("Senin lalu saya ambil NIB di MPP, namanya salah", "lapor+produk", "06-15", ""),
        ("NIB yg sy terima kmrn alamatnya ngaco", "lapor+produk", "06-16", ""),
        ("PBG keluar hari selasa tp luasnya salah ketik", "lapor+produk", "06-16", ""),
        ("tadi pagi di loket 2 dibentak2 gara2 salah map", "lapor+kompetensi", "06-17", ""),
        ("Kamari abdi ka MPP, petugasna nuju maen hape wae", "lapor+kompetensi", "06-16", ""),
        ("wingi aku mrono, petugase judes tenan", "lapor+kompetensi", "06-16", ""),
        ("waktu survei lapangan tgl 9 juni petugas minta amplop 500rb", "lapor+biaya", "06-09", ""),
        ("AC di ruang tunggu mati, tadi siang ibu2 pada pingsan", "lapor+sarana", "06-17", ""),
        ("semalem web nya error pas upload gambar PBG", "lapor+sarana", "06-16", ""),
        ("tiap senin antriannya ngular sampe parkiran", "lapor+jumlah_pelaksana", "", ""),
        ("minggu lalu saya lapor soal calo, sampe skrg ga direspon", "lapor+pengaduan", "", ""),
        ("saya email tgl 2 juni ga dibales bales", "lapor+pengaduan", "", ""),
        ("surat pengaduan kami tertanggal 20 Mei belum dijawab", "lapor+pengaduan", "", ""),
        ("sudah 3 minggu aduan saya ngga ditanggapi", "lapor+pengaduan", "", ""),
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
        ("kapatang ambo ka kantua, urangnyo barulah-ulah", "lapor+kompetensi", "06-16", ""),
        ("saya udah nunggu hampir 2 bulan izin salon saya", "lapor+jangka_waktu", NOT_YET, ""),
        ("sejak januari izin PAUD kami belum juga terbit", "lapor+jangka_waktu", NOT_YET, ""),
        ("lbh dr 40 hr kerja slf ga kelar", "lapor+jangka_waktu", NOT_YET, ""),
        ("hari ke-21 nunggu pbg", "lapor+jangka_waktu", NOT_YET, "05-27"),
        ("Saya diminta 2jt oleh oknum pas ngurus PBG tgl 3/6", "lapor+biaya", "06-03", ""),
        ("ngurus nib tgl 15/6/2026 disuruh beli map 25rb", "lapor+biaya", "06-15", ""),
        ("loket tutup jam 11 tadi padahal tulisannya sampai jam 15", "lapor+lainnya", "06-17", ""),
        ("tadi saya ditanya puas apa engga sambil dipelototin", "lapor+evaluasi", "06-17", ""),
        ("nib sy jd td pagi, tapi kbli nya bukan yg sy minta", "lapor+produk", "06-17", ""),
        ("Saptu kamari abdi ka MPP, teu aya hiji petugas", "lapor+jumlah_pelaksana", "06-13", ""),
        ("Senén kamari, tanggal 15, bapa abdi dititah uih deui", "lapor+prosedur", "06-15", ""),
        ("usul aja min, hari jumat loket jangan tutup siang", "saran+lainnya", "", ""),
        ("mohon dibuatkan antrian online, kemarin saya berdiri 3 jam", "saran+sarana", "", ""),
        ("dimintain cepek pas ambil sertifikat jumat kmrn", "lapor+biaya", "06-12", ""),
        ("dari tanggal 2 sampai 5 juni saya bolak balik ke sana", "lapor+prosedur", "06-05", ""),
        ("pbg gue nyangkut dr bulan april, tukang udah pulkam", "lapor+jangka_waktu", NOT_YET, ""),
        ("Wis telung minggu berkasku ndekem nang kono", "lapor+jangka_waktu", NOT_YET, "05-27"),
        ("sy unduh sipnya tgl 5 juni, fotonya foto orang", "lapor+produk", "06-05", ""),
        ("tos sabulan abdi ngadu, jempling", "lapor+pengaduan", "", ""),
        ("udah 3x email sejak 1 juni, mental terus", "lapor+pengaduan", "", ""),
        ("toilet lantai 2 mampet dari minggu lalu", "lapor+sarana", "", ""),
        ("ibu saya kepleset di tangga depan loket kemarin lusa", "lapor+sarana", "06-15", ""),
        ("lift mati, td pagi bapak saya digotong 4 org", "lapor+sarana", "06-17", ""),
        ("parkiran penuh mobil pegawai, saya muter 20 menit hari ini", "lapor+sarana", "06-17", ""),
        ("HP istri raib pas antri di MPP rebo kamari", "lapor+keamanan", "06-10", ""),
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
        ("jarene seminggu dadi, iki wis ping pindho lebaran", "lapor+jangka_waktu", NOT_YET, ""),
        ("Alah limo baleh hari, alun juo ado kaba", "lapor+jangka_waktu", NOT_YET, "06-02"),
        ("kamaren siang ambo ka MPP, dak ado urang di meja", "lapor+jumlah_pelaksana", "06-16", ""),
        ("Selasa tadi saya ditolak karena pas foto latar merah", "lapor+persyaratan", "06-16", ""),
        ("katanya 7 hari kerja, ini udah 7 minggu kerja 🙃", "lapor+jangka_waktu", NOT_YET, ""),
        ("map sy d oper 3 meja td, ujungnya d suruh plg", "lapor+prosedur", "06-17", ""),
        ("udh bayar 1,2 jt tgl 11 ke rekening pribadi pegawai", "lapor+biaya", "06-11", ""),
        ("sejam yg lalu di loket 1, petugasnya nyuruh saya ke calo", "lapor+biaya", "06-17", ""),
        ("Tiga minggu sudah izin apotek saya menggantung", "lapor+jangka_waktu", NOT_YET, "05-27"),
        ("udah 18 hari sejak survei, SLF blm turun", "lapor+jangka_waktu", NOT_YET, ""),
        ("baru 2 hari izin reklame dicetak, qr nya udah ga kebaca", "lapor+produk", "", ""),
        ("izin trayek turun 03-06-2026, platnya salah satu angka", "lapor+produk", "06-03", ""),
        ("Tanggal 1 bulan 6 saya transfer 500.000 ke petugas", "lapor+biaya", "06-01", ""),
        ("disuruh bayar 150rb buat materai 3 lembar, wingi awan", "lapor+biaya", "06-16", ""),
        ("SIP kulo dereng dados, sampun tigang minggu", "lapor+jangka_waktu", NOT_YET, "05-27"),
        ("Kejadian: Jumat, 5 Juni 2026 pukul 10.15, loket 2", "lapor+kompetensi", "06-05", ""),
        ("mtr kebawa orang di parkiran, jumat pas jumatan", "lapor+keamanan", "06-12", ""),
        ("izin keluar 8 juni padahal janji 1 juni", "lapor+jangka_waktu", "06-08", ""),
        ("Kami mengapresiasi, NIB diajukan pagi tadi dan terbit siang ini.", "pujian", "06-17", ""),
        ("senin kemarin urus PIRT, ga ada sejam beres, nuhun teh Rina", "pujian", "06-15", ""),
        ("oh yg itu saya ambil tgl 9 kemarin", "jawab", "06-09", ""),
        ("seminggu yg lalu deh kayaknya", "jawab", "06-10", ""),
        ("rabu kemaren", "jawab", "06-10", ""),
        ("kemaren dulu kang", "jawab", "06-15", ""),
        ("Diterima tanggal dua belas Juni dua ribu dua puluh enam", "jawab", "06-12", ""),
        ("teu acan nampi kang, daptarna ping 25 mei", "jawab", NOT_YET, "05-25"),
        ("bukan kemarin bu, hari ini", "ubah", "06-17", ""),
        ("yang bener tgl 8 juni saya dateng, bukan 18", "ubah", "06-08", ""),
        ("salah sy tulis, masukin berkasnya senin minggu lalu", "ubah", "", "06-08"),
        ("tolong dicek pengaduan saya tgl 5 juni", "cek_status", "", ""),
        ("ini foto kejadian kemarin pak", "tambah_info", "", ""),
        ("pembuatan NIB berapa hari jadinya kalau daftar besok?", "tanya", "", ""),
        ("jalan depan pasar rusak sejak tahun lalu", "di_luar_topik", "", ""),
        ("mhn antrian dipisah, senin itu chaos", "saran+sarana", "", ""),
        ("petugas ukur yg dateng rabu kmrn minta rokok 2 bungkus", "lapor+biaya", "06-10", ""),
        ("wong loket 3 kae lho, dek wingi nyentak ibuku", "lapor+kompetensi", "06-16", ""),
        ("sandal saya hilang di musala MPP tadi duhur", "lapor+keamanan", "06-17", ""),
        ("OSS nya loading doang dr jam 10, udah refresh 20x", "lapor+sarana", "", ""),
        ("td pas ngisi survei tabletnya udah keisi 5 bintang semua", "lapor+evaluasi", "06-17", ""),
        ("WA pengaduan dibaca kemarin jam 9, dibalesnya pake stiker", "lapor+pengaduan", "", ""),
        ("satpamnya baik, dulu bulan puasa pernah bantu dorong motor saya", "pujian", "", ""),
        ("dua mingguan lalu kayaknya", "jawab", "", ""),
        ("Belum, tanggal 3 Juni baru disurvei", "jawab", NOT_YET, ""),
        ("maap td salah, bukan senin tp selasa", "ubah", "06-16", ""),
        ("Ganti tanggalnya jadi 12 Juni", "ubah", "06-12", ""),
        ("sudah 14 hari kerja lewat, aduan 2026-00311-2 mana jawabannya", "cek_status", "", ""),
        ("kalau hari sabtu tanggal 20 ini buka ga?", "tanya", "", ""),
        ("NPWP saya belum jadi dari KPP, udah 2 minggu", "di_luar_topik", "", ""),
        ("Sip abdi tos aya, tos dicandak kamari, mung potona kabalik", "lapor+produk", "06-16", ""),
        ("uang 300rb yang saya kasih tgl 8 tolong dikembaliin", "lapor+biaya", "06-08", ""),
        ("dimintain fc ijazah cucu buat izin warung, td siang", "lapor+persyaratan", "06-17", ""),
        ("OTP ga masuk2 dari semalam", "lapor+sarana", "", ""),
        ("udah dicetak ulang tgl 8 juni tetep aja salah gelarnya", "lapor+produk", "06-08", ""),
        ("dina dinten Salasa abdi dititah uih sabab make sendal", "lapor+lainnya", "06-16", ""),
        ("telpon 103 dari jam 8 pagi sampe jam 3 sore ga diangkat", "lapor+pengaduan", "", ""),
        ("DM ig dibales 2 minggu kemudian, isinya 'ok kak'", "lapor+pengaduan", "", ""),
        ("5 menit yg lalu selesai urus NIB, takjub", "pujian", "06-17", ""),
        ("saya terima suratnya kemarin lusa", "jawab", "06-15", ""),
        ("udh 2 minggu lalu diterima", "jawab", "06-03", ""),
        ("sampe skrg blm, daftar dari tgl 25 mei", "jawab", NOT_YET, "05-25"),
        ("sekitar 3 hari yg lalu", "jawab", "06-14", ""),
        ("diajukan sama suami saya tgl 30 mei", "jawab", "", "05-30"),
        ("masa berlaku sip saya sampai 3 juli, perpanjangnya bisa dari sekarang?", "tanya", "", ""),
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
    assert guess_receipt(Entities(dates=received), (), "lapor") == (Receipt.ON, date(2026, 6, 9))
    assert guess_receipt(Entities(dates=received[:1]), (), "lapor") == (Receipt.UNASKED, None)


@pytest.mark.parametrize(
    ("role", "component", "told", "guessed"),
    [
        (DateRole.APPLIED, "prosedur", Receipt.UNASKED, Receipt.NOT_YET),
        (DateRole.APPLIED, "keamanan", Receipt.UNASKED, Receipt.UNASKED),
        (DateRole.VISITED, "dasar_hukum", Receipt.UNASKED, Receipt.ON),
        (DateRole.VISITED, "prosedur", Receipt.ON, Receipt.ON),
        (DateRole.RECEIVED, "jangka_waktu", Receipt.ON, Receipt.ON),
        (DateRole.VISITED, "jangka_waktu", Receipt.UNASKED, Receipt.NOT_YET),
        (DateRole.UNKNOWN, "produk", Receipt.UNASKED, Receipt.UNASKED),
        (DateRole.COMPLAINED, "jangka_waktu", Receipt.UNASKED, Receipt.UNASKED),
    ],
)
def test_only_the_reader_that_cannot_ask_draws_conclusions(
    role: DateRole, component: str, told: Receipt, guessed: Receipt
) -> None:
    entities = Entities(dates=(mention(role, 3),))
    assert receipt_of(entities, (component,))[0] is told
    assert guess_receipt(entities, (component,), "lapor")[0] is guessed
    assert guess_receipt(entities, (component,), "tanya")[0] is Receipt.UNASKED
