"""Whether a message says that the service was not received yet.

For a late permit the thirty days have not begun, so "belum jadi" is worth as much as a date.
"Belum puas" and "belum ada stempel" are complaints about what was received.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlu.entities.date_words import same_length_lower
from nlu.entities.word_lists import word_set

_READ_CHARACTERS = 4000
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]+|[,.;!?\n]")

_YET = word_set(
    "belum blm blom belom blum belon blon blmm belumm belm bolun alun balun durung drung dereng "
    "acan tacan encan teuacan"
)
_NO = word_set("ga gak gk tidak tdk ngga nggak enggak engga kagak kaga teu ora tak nda")
_STILL = word_set("masih msh masi isih taksih sedang sdg lagi lg keur nuju angger")
_ALREADY = word_set("udah udh sudah sdh dah uda telah geus ges tos atos wis wes uwis")
_FILLERS = word_set(
    "juga jg saya sy aku kami abdi di sempat pernah sampai sampe smp pisan oge gue gw nya "
    "kunjung sama sekali dalam dlm tahap status juo pun ugi sajo"
)
_ABLE = word_set("bisa bs dapat dpt tiasa")
_RECEIVE = word_set("terima nerima menerima trima")
_CLOSERS = (_FILLERS - {"pernah"}) | word_set(
    "pak bu bpk ibu bapak kak kang teh mas mbak mba min admin ya yah yaa sih nih ini atuh mah lah "
    "deh dong om bang gan kok lho loh euy je sekarang skrg skrng saiki ayeuna ada aya to tuh "
    "tho mang akang teteh"
)
_RESULTS = word_set(
    "jadi jd dadi dados janten terima diterima nerima menerima trima ditrima nampi ditampi katampi "
    "tarimo nampa keluar kluar klr kaluar kalua metu medal terbit trbit diterbitkan penerbitan "
    "selesai slesai slsai kelar beres rampung rengse anggeus lulus dapat dapet dpt diambil ambil "
    "ngambil turun disetujui acc diacc approve diapprove ditandatangani diteken diparaf ttd "
    "diverifikasi diproses proses nyampe nongol muncul dibikin dikirim dicetak disahkan released "
    "bijil diputuskan"
)
_RECEIPTS = word_set(
    "jadi jd dadi dados terima diterima nerima trima nampi ditampi katampi keluar kluar kaluar "
    "metu terbit selesai kelar beres rampung dapat dapet dpt diambil ambil"
)
# What may have come, or be lacking, without the permit having come or being late.
_OTHER_THINGS = word_set(
    "jawaban jawabannya jawabanya balasan balesan uang duit undangan kuitansi kwitansi struk resi "
    "nomor no nomer antrian antrean giliran info informasi penjelasan pelayanan parkir tempat "
    "kursi makan bicara ngomong kuliah sekolah sms wa email otp kode bukti tanda gaji thr rumah "
    "kota respon respons tanggapan notif notifikasi rekom rekomendasi sps tagihan billing "
    "retribusi skrd jadwal bayar upload unggah daftar isi input survei survey surveinya lengkap "
    "pns pegawai anggota kesempatan kasih pertanyaan diverifikasi verifikasi pembayaran "
    "pendaftaran dari kalimat kata omongan cerita makanan teguran istirahat"
)
_NEWS = word_set(
    "hasil hasilnya kabar kabarnya kejelasan kejelasannya kepastian progres progress keputusan "
    "progresnya perkembangan realisasi titik iber wujudnya bejana beja beritanya berita wartosna "
    "wartos pemberitahuan penerbitan"
)
_WAITED_FOR = word_set(
    "proses diproses pending verifikasi diverifikasi prosesnya prosess prosesna diproseskeun "
    "ditahan tertahan mandek nyangkut ngendon mengendap ngendap menggantung digantung molor"
)
_THERE_IS = word_set("ada aya ono ana ado")
_GOT_NO = word_set("memperoleh mendapat mendapatkan menerima dapat dapet dpt nerima nampi oleh")
_ANY = word_set("satu satupun pun seorang apa apapun sama sekali ada aya ono lagi tanda")
_ADJECTIVES = 2  # Words that may stand in between: "masih aesthetic 'diproses'".
_OWN = word_set("saya sy aku kami abdi punyaku gue gw kula kulo")
_UNTIL_NOW = word_set("sekarang skrg skrng saiki ayeuna kiwari punya")
_LONG = word_set(
    "minggu mgg pekan bulan bln tahun thn taun seminggu sebulan setahun semingguan sasih wulan "
    "sasi saminggu sabulan setaun"
)
_LENGTHS = _LONG | word_set("hari hr poe dinten lama lila suwe")
_TIME = _LENGTHS | word_set("sekarang skrg skrng saiki")
# Of these alone "ga" with a length of time says enough: "udah sebulan ga keluar".
_COMING = word_set(
    "jadi jd dadi dados janten keluar kluar klr kaluar kalua metu medal terbit selesai kelar beres "
    "turun rampung rengse anggeus nongol lulus"
)
_COMPLAINTS = word_set("laporan aduan pengaduan keluhan tiket masalah")
_MESSAGES = word_set("otp kode email sms wa balasan jawaban notif notifikasi pesan uang duit")
_BREAKS = word_set("tapi tp tpi tetapi namun padahal pdhl sedangkan tapina nanging sementara")
_SIGNS = frozenset(",.;!?\n")
_OTHERS = word_set(
    "teman temen tetangga orang org dia mereka kakak sodara saudara batur liyane lain yanglain "
    "tmn temannya temenku"
)
_FILE = word_set(
    "berkas berkasnya dokumen dokumennya permohonan pengajuan syarat syaratnya persyaratan "
    "pembayaran survei survey surveinya pengaduan laporan aduan"
)
_PERMITS = word_set(
    "nib sertifikat izin ijin pbg slf sip sipa kkpr pirt imb sk surat ss reklame siup tdp "
    "sertipikat rekom"
)


def _clauses(text: str) -> list[list[str]]:
    out: list[list[str]] = [[]]
    for word in _TOKEN.findall(text):
        if word in _SIGNS or word in _BREAKS:
            out.append([])
        else:
            out[-1].append(word)
    return [clause for clause in out if clause]


def _skip(clause: Sequence[str], at: int) -> int:
    while at < len(clause) and clause[at] in _FILLERS:
        at += 1
    return at


def _is_question(clause: Sequence[str], at: int) -> bool:
    """Whether a "belum" that ends its clause asks ("udah jadi belum?", "atau belum")."""
    if at and clause[at - 1] in _OWN:
        return False  # "Dia sudah terbit, saya belum"
    if at and clause[at - 1] in ("atau", "ato", "apa", "pa", "or", "opo"):
        return True
    for i in range(at):
        if clause[i] in _ALREADY:
            return not any(word.isdigit() or word in _TIME for word in clause[i:at])
    return False


def _result_at(clause: Sequence[str], at: int) -> bool:
    """Whether the permit's coming is named at `at`, and not something else's."""
    if at < len(clause) and clause[at] in _ABLE:
        following = _skip(clause, at + 1)
        if following < len(clause) and clause[following] in _RECEIVE:
            return False  # "Belum bisa terima": the sender does not accept it.
        if following < len(clause) and (following > at + 1 or clause[at] not in _RESULTS):
            at = following  # "belum bisa diambil"
    return (
        at < len(clause)
        and clause[at] in _RESULTS
        and _OTHER_THINGS.isdisjoint(clause[at + 1 : at + 2])
    )


def _denied_at(clause: Sequence[str], at: int) -> bool:
    """Whether the word at `at` denies that the permit has come."""
    word = clause[at]
    if word in _YET:
        following = _skip(clause, at + 1)
        if all(w in _CLOSERS for w in clause[at + 1 :]):
            return _lacks_permit(clause, at) and not _is_question(clause, at)
        return _no_news(clause, following) or _result_at(clause, following)
    if word in _NO:
        rest = clause[at + 1 : at + 4]
        if rest[:1] == ["kunjung"]:
            return len(rest) == 1 or _result_at(clause, at + 2)
        if _no_news(clause, at + 1):
            return True
        if not _result_at(clause, at + 1):
            return False
        if clause[at + 1] not in _COMING and rest[1:2] not in (rest[:1], ["2"]):
            return False
        # "Ga jadi jadi"; a single "ga jadi" means that something was called off.
        return rest[1:2] in (rest[:1], ["2"]) or not _LONG.isdisjoint(clause)
    if word in _STILL:
        return not _WAITED_FOR.isdisjoint(clause[at + 1 : at + 2 + _ADJECTIVES])
    if word == "can":  # Sundanese, short for "acan"; in English it is something else.
        return _result_at(clause, at + 1)
    return word == "not" and clause[at + 1 : at + 2] == ["yet"]


def _lacks_permit(clause: Sequence[str], at: int) -> bool:
    """Whether a "belum" without more says that the permit has not come ("sip saya belum").

    Of something else that was just named ("ganti suami blm") it says nothing.
    """
    before = [word for word in clause[:at] if word not in _CLOSERS and word not in _YET]
    if before[-1:] == ["2"] or before[-1:] == ["hiji"]:
        return False  # "Teu aya hiji2 acan": not even one.
    if not before or _permits(clause) or not _LENGTHS.isdisjoint(clause):
        return True
    return before[-1] in _UNTIL_NOW or any(w.isdigit() or w in _ALREADY for w in before)


def _no_news(clause: Sequence[str], at: int) -> bool:
    """Whether no word of the permit is what follows "ga" or "belum"."""
    if _THERE_IS.isdisjoint(clause[at : at + 1]) and _GOT_NO.isdisjoint(clause[at : at + 1]):
        return False
    for word in clause[at + 1 : at + 5]:
        if word in _NEWS:
            return True
        if word not in _ANY:
            return False
    return False


def _is_about_permit(clause: Sequence[str], at: int) -> bool:
    """Whether what has not come is a service, and not an answer, a message or a code."""
    if _permits(clause):
        return True
    subjects = {word.removesuffix("nya") for word in clause[:at]}
    return _COMPLAINTS.isdisjoint(subjects) and _MESSAGES.isdisjoint(subjects)


def _permits(clause: Sequence[str]) -> frozenset[str]:
    return _PERMITS.intersection(word.removesuffix("nya") for word in clause)


def _receipt_in(clause: Sequence[str]) -> bool:
    """Whether a clause says that the sender's permit has come."""
    if not _OTHERS.isdisjoint(clause):
        return False
    for i, word in enumerate(clause):
        if word not in _ALREADY:
            continue
        at = _skip(clause, i + 1)
        if (
            at < len(clause)
            and clause[at] in _RECEIPTS
            and _OTHER_THINGS.isdisjoint(clause[at + 1 : at + 2])
            and _FILE.isdisjoint(clause[max(i - 3, 0) : i])
            and _OTHER_THINGS.isdisjoint(w.removesuffix("nya") for w in clause[max(i - 1, 0) : i])
            and _YET.isdisjoint(clause[at:])
        ):
            return True
    return False


def says_not_yet(text: str) -> bool:
    """Whether `text` says that the service was not received yet ("belum jadi", "masih proses").

    False where it was received and only something about it is lacking.
    """
    clauses = _clauses(same_length_lower(text[:_READ_CHARACTERS]))
    denied = [
        _permits(clause)
        for clause in clauses
        if any(_denied_at(clause, at) and _is_about_permit(clause, at) for at in range(len(clause)))
    ]
    if not denied:
        return False
    received = [_permits(clause) for clause in clauses if _receipt_in(clause)]
    # "NIB sudah terbit, sertifikat belum": one that has come does not answer for another.
    return any(
        all(lacking and come and lacking.isdisjoint(come) for come in received)
        for lacking in denied
    )
