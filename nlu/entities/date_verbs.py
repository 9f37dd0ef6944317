"""The words that tell what happened on a day: it came, it was filed, the sender was there.

Forms with "-nya" and forms without vowels are made from these lists (see `phone_spelling`), so
only the word itself stands here, in the languages of the region.
"""

from __future__ import annotations

from domain.understanding import DateRole
from nlu.entities.phone_spelling import shortened, with_endings
from nlu.entities.word_lists import word_set

_RECEIVED = (
    "terima diterima nerima menerima trima ditrima keterima ketrima tarimo ditarimo "
    "narima ditarima katarima nampi ditampi "
    "katampi nampa ditampa keluar kluar dikeluarkan dikeluarin kaluar kalua metu medal terbit "
    "diterbitkan diterbitin selesai kelar beres rampung rengse ambil diambil ngambil mengambil "
    "pengambilan nyokot dicokot nyandak dicandak njupuk dijupuk mendhet dipendhet diambiak "
    "dapatkan didapat mendapat mendapatkan ditolak penolakan dicabut dibatalkan ditampik "
    "dikembalikan dibalikin dikembaliin dipulangin diwangsulkeun dibalekke dicetak nyetak unduh "
    "diunduh mengunduh ngunduh download didownload ndownload donlot"
)
_APPLIED = (
    "ajukan diajukan mengajukan ngajukan ngajuin diajuin ngaju pengajuan aju ajuin ngajukeun "
    "diajukeun ngajukno ngajokake ngajukne diajuan maajuan daftar didaftarkan mendaftar "
    "mendaftarkan ndaftar pendaftaran daftarin didaftarin daptar ngadaptar ngadaftar didaptarkeun "
    "masukin dimasukin masukkan memasukkan dimasukkan ngasupkeun diasupkeun ngalebetkeun "
    "dilebetkeun nglebokke nglebokne mlebokake dilebokke dilebokne dimasuakan submit disubmit "
    "nyubmit kirim dikirim ngirim mengirim mengirimkan dikirimkan ngintun ngintunkeun "
    "dikintunkeun upload diupload ngupload unggah diunggah mengunggah ngunggah serahkan "
    "diserahkan menyerahkan nyerahin diserahin penyerahan nyerahkeun diserahkeun masrahkeun "
    "diserahke apply register registrasi resi input diinput nginput permohonan dimohonkan"
)
# To see to a permit: the day of the application, or of a visit to the desk.
_HANDLED = (
    "urus ngurus mengurus diurus ngurusin urusin pengurusan ngurusan bikin nyieun ngadamel damel "
    "nggawe gawe"
)
_VISITED = (
    "datang dtg dateng dtng datangi kesana kesini ksana ksini mampir berkunjung kunjungan antri "
    "ngantri antre mengantri mengantre ngantre dilayani dilayanin dilayanan ngadep menghadap "
    "sumping dongkap teka rawuh mrono mrene bolak kekantor keloket dipanggil dibentak nganter "
    "nganterin"
)
_COMPLAINED = (
    "lapor ngelapor melapor laporan laporkan melaporkan dilaporkan laporin ngelaporin ngadu "
    "mengadu adukan mengadukan diadukan pengaduan aduan komplain complain komplen ngomplain "
    "kompelin protes keluhan ngeluh bersurat surati menyurati wadul ngalaporkeun "
    "dilaporkeun ngadukeun mengeluhkan"
)


def _forms(line: str) -> frozenset[str]:
    words = with_endings(line.split())
    return words | shortened(line.split())


HANDLED = _forms(_HANDLED)
WORDS: dict[str, DateRole] = {
    word: role
    for line, role in (
        (_HANDLED, DateRole.APPLIED),
        (_VISITED, DateRole.VISITED),
        (_COMPLAINED, DateRole.COMPLAINED),
        (_RECEIVED, DateRole.RECEIVED),
        (_APPLIED, DateRole.APPLIED),
    )
    for word in _forms(line)
}
# Words that mean something else just as often: only close to the date.
BECOME = word_set("jadi jd dadi jadinya jdi janten dados")
ARRIVED = word_set(
    "turun nyampe nyampai nongol muncul dapat dapet dpt nyampek dikasih dikasihin dipasihkeun"
)
ENTERED = word_set("masuk masuknya msk msuk asup lebet lebetna mlebu mlebet masuak asupna")
COMPLETE = word_set("lengkap lngkap komplit lengkep")  # Declared so, on the day it was filed.
BROUGHT = word_set(
    "dianter diantar dianterin diantarkan dititip dititipin ditaro ditaruh naro naruh taruh titip "
    "nitip setor nyetor disetor disetorkan lebokke lebokno"
)
WORDS_NEAR: dict[str, DateRole] = {
    **dict.fromkeys(BECOME | ARRIVED, DateRole.RECEIVED),
    **dict.fromkeys(ENTERED | COMPLETE | BROUGHT | {"diproses"}, DateRole.APPLIED),
}
PLACES = word_set(
    "kantor loket mpp dpmptsp dinas ptsp dpm bale sana sini ditu dieu kono kene meja perizinan "
    "madukara situ desk veteran dinya"
)
LETTER = "surat"
TELLING = frozenset(WORDS) | frozenset(WORDS_NEAR) | PLACES | {LETTER}

FILE = word_set(
    "berkas berkasnya brkas dokumen dokumennya permohonan permohonannya pengajuan pengajuannya "
    "syarat syaratnya persyaratan pendaftaran formulir map mapnya berkasna"
)
PERMITS = word_set(
    "nib sertifikat sertipikat izin ijin izinnya ijinnya pbg slf sip sipa kkpr pirt imb sk surat "
    "reklame siup tdp tdg andalalin dokumen dokumennya ss stpt"
)
# What a complaint is laid down in; an application has none of it.
COMPLAINT_NOUNS = word_set(
    "keluhan aduan pengaduan laporan komplain keberatan sanggahan protes kritik somasi jawaban "
    "jawabannya balasan balasannya tanggapan uneg2 kaluhan surat email imel surel"
)
LETTER_FROM = word_set(
    "keberatan pengaduan keluhan aduan protes kami saya sy resmi teguran sanggahan klarifikasi"
)
LETTER_OF = word_set("izin ijin tanah keterangan kuasa penolakan rekomendasi pernyataan permohonan")
# What comes and is taken at a desk beside the permit.
OTHER_THINGS = word_set(
    "nomor nomer no antrian antrean karcis formulir form foto kasih uang duit amplop jawaban "
    "balasan penjelasan info informasi kabar undangan cuti otp kode sms wa email tamu telepon "
    "telpon bantuan jatah giliran notifikasi notif pemberitahuan konfirmasi teguran"
)
SENT_THINGS = word_set("foto bukti wa chat pesan email sms video surat pos otp kode link")
LISTED = word_set(
    "antrian antrean akun nomor hadir tunggu syarat persyaratan dokumen tarif harga isi nama ulang "
    "periksa riwayat hitam"
)
OUTSIDERS = word_set(
    "bank bpom rs hrd shopee bpjs pln notaris buyer pembeli leasing polisi imigrasi pabrik "
    "marketplace kampus vendor satpam gojek grab tokopedia"
)
FAILED = word_set("gagal error eror mental muter loading macet ngadat mentok nyangkut logout")
