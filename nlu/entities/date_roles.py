"""What happened on a day that a message mentions, told by the nearest words of its clause."""

from __future__ import annotations

from collections.abc import Sequence

from domain.understanding import DateRole
from nlu.entities.date_words import Words
from nlu.entities.day_math import Found
from nlu.entities.word_lists import word_set

_REACH = 8  # Words; spoken messages have no full stops to end a clause.
_NEAR = 2  # Reach of words that mean something else just as often.

_RECEIVED = (
    "terima diterima nerima menerima trima ditrima keterima ketrima keluar kluar keluarnya "
    "dikeluarkan dikeluarin kaluar terbit terbitnya diterbitkan diterbitin selesai selesainya "
    "kelar beres ambil diambil ngambil mengambil pengambilan ngambilnya ditampi nampi katampi "
    "dicokot nyokot metu rampung ditolak ditolaknya penolakan dicabut dibatalkan dapatkan "
    "didapat mendapat mendapatkan"
)
_APPLIED = (
    "ajukan diajukan mengajukan ngajukan ngajuin diajuin ngaju pengajuan aju ajuin ngajukeun "
    "diajukeun daftar didaftarkan mendaftar mendaftarkan ndaftar pendaftaran daftarin didaftarin "
    "daptar masukin dimasukin masukkan memasukkan dimasukkan ngasupkeun diasupkeun ngalebetkeun "
    "submit disubmit kirim dikirim ngirim mengirim mengirimkan upload diupload ngupload unggah "
    "diunggah mengunggah serahkan diserahkan menyerahkan nyerahin diserahin penyerahan urus ngurus "
    "mengurus diurus ngurusin bikin apply nglebokke mlebokake input diinput permohonan"
)
_VISITED = (
    "datang dtg dateng dtng datangi kesana kesini ksana ksini mampir berkunjung kunjungan antri "
    "ngantri antre mengantri mengantre ngantre dilayani ngadep menghadap sumping dongkap teka "
    "mrono mrene bolak kekantor keloket dipanggil dibentak nganter nganterin"
)
_COMPLAINED = (
    "lapor ngelapor melapor laporan laporkan melaporkan dilaporkan laporin ngelaporin ngadu "
    "mengadu adukan mengadukan diadukan pengaduan aduan komplain complain komplen ngomplain "
    "kompelin protes keluhan ngeluh"
)
_WORDS: dict[str, DateRole] = {
    word: role
    for line, role in (
        (_RECEIVED, DateRole.RECEIVED),
        (_APPLIED, DateRole.APPLIED),
        (_VISITED, DateRole.VISITED),
        (_COMPLAINED, DateRole.COMPLAINED),
    )
    for word in line.split()
}
_WORDS_NEAR: dict[str, DateRole] = {
    **dict.fromkeys(word_set("jadi jd dadi dapat dapet dpt jadinya"), DateRole.RECEIVED),
    **dict.fromkeys(word_set("masuk masuknya asup nyieun diproses"), DateRole.APPLIED),
}
_ENTERED = word_set("masuk masuknya asup")
_BECOME = word_set("jadi jd dadi jadinya")
_PLACES = word_set(
    "kantor loket mpp dpmptsp dinas ptsp dpm bale sana sini ditu dieu kono kene meja perizinan "
    "madukara situ desk"
)
_HERE = word_set("sini sana situ")
_TELLING = frozenset(_WORDS) | frozenset(_WORDS_NEAR) | _PLACES
_TO = word_set("ke ka di nang neng ning k")
_FILE = word_set(
    "berkas berkasnya dokumen dokumennya permohonan permohonannya pengajuan pengajuannya syarat "
    "syaratnya persyaratan pendaftaran formulir"
)
_NOT = word_set(
    "belum blm blom belom blum durung acan tacan can dereng ga gak gk tidak tdk ngga nggak "
    "enggak engga kagak kaga teu ora tak kapan bukan"
)
_WISH = word_set(
    "mau mo mw ingin pengen pingin pgn hendak akan izin ijin bade arek rek arep tolong mohon "
    "harus hrs disuruh bisa"
)
_PROMISE = word_set(
    "janji janjinya dijanjikan dijanjiin janjiin katanya ktnya harusnya seharusnya mestinya "
    "semestinya rencana rencananya estimasi target ceunah jare"
)
_BETWEEN = word_set(
    "saya sy aku kami juga jg bisa sempat pernah ada di kunjung abdi sampai juga q gw gue"
)
_DONE = word_set("sudah udah udh sdh dah baru br akhirnya akhire geus tos wis")
_JUST_NOW = frozenset("KJSGChi")  # Kinds of words for today and yesterday.
_AT_LAST = word_set("baru br cuma cuman akhirnya akhire nembe")
_PERMITS = word_set("nib sertifikat izin ijin pbg slf sip sipa kkpr pirt imb sk surat reklame")
_FINISHED_RECEIVED = word_set("selesai beres kelar keluar")
_BREAKS = word_set(
    "tapi tp tpi tetapi namun padahal pdhl terus trus trs kemudian lalu sedangkan tapina ning "
    "nanging soalnya karena krn karna sehingga makanya"
)
_STILL_NOT = word_set("belum blm blom belom blum durung acan can tacan dereng")
_SINCE = word_set("sejak semenjak dari dr saprak ti")


def _ends_clause(words: Words, at: int) -> bool:
    return words.kinds[at] in ".," or words.words[at] in _BREAKS


def _negated(words: Words, at: int) -> bool:
    """Whether the verb at `at` is denied, wished for or promised rather than told."""
    for i in range(at - 1, max(at - 4, -1), -1):
        word = words.words[i]
        if word in _NOT or word in _WISH or word in _PROMISE:
            return True
        if word not in _BETWEEN and word != words.words[at]:  # "ga jadi jadi"
            break
    return any(word in _PROMISE for word in words.words[max(at - 3, 0) : at])


def _role_at(words: Words, at: int, gap: int, span: tuple[int, int]) -> DateRole | None:
    """The role that the word at `at`, `gap` words away from the date, gives it."""
    word = words.words[at]
    previous = words.words[at - 1] if at else ""
    following = words.words[at + 1] if at + 1 < len(words.words) else ""
    before = words.words[max(at - 3, 0) : at]
    if word in _PLACES:
        if previous not in _TO or (previous == "di" and word in _HERE):
            return None
        # "Dikirim ke kantor", "lapor ke loket": the verb tells more than the place.
        return _WORDS.get(words.words[at - 2], DateRole.VISITED) if at > 1 else DateRole.VISITED
    role = _WORDS.get(word)
    if role is None:
        role = _WORDS_NEAR.get(word)
        if role is None or gap > _NEAR:
            return None
        if word in _ENTERED and _FILE.isdisjoint(before):
            # Snakes and people come in too; without a file named the date must follow at once.
            return role if at < span[0] and gap == 0 else None
        if word in _BECOME and not _tells_of_permit(words, at, gap, span):
            return None
    if _negated(words, at):
        return None
    if role is DateRole.RECEIVED:
        if following == "kasih" or previous == "tanda":
            return None  # "terima kasih", "tanda terima"
        if word in _FINISHED_RECEIVED and following in ("daftar", "dari", "uang", "duit", "bayar"):
            return None
        if following in _FILE:
            return None  # The desk was still taking files.
        if not _FILE.isdisjoint(before):
            return DateRole.APPLIED  # The file was received, by the office.
    if word == "bikin" and _WORDS.get(following) is DateRole.COMPLAINED:
        return DateRole.COMPLAINED
    if role is DateRole.COMPLAINED and at == 0 and word in ("lapor", "komplain", "ngadu"):
        # "Lapor pak, kemarin …" opens the complaint itself.
        recent = set(words.kinds[span[0] : span[1]]) <= _JUST_NOW
        return role if gap == 0 and not recent else None
    return role


def _tells_of_permit(words: Words, at: int, gap: int, span: tuple[int, int]) -> bool:
    """Whether "jadi" says that a permit came, and does not just go on with the story."""
    if at and words.words[at - 1] in _DONE:
        return True
    if at >= span[1]:
        return at + 1 == len(words.words) or _ends_clause(words, at + 1)
    if gap > 1:
        return False
    if span[1] == len(words.words) or _ends_clause(words, span[1]):
        return True
    return at > 0 and (words.words[at - 1].endswith("nya") or words.words[at - 1] in _PERMITS)


def _candidates(
    words: Words, span: tuple[int, int], taken: Sequence[bool], over_comma: bool
) -> list[tuple[int, int, DateRole]]:
    """(distance, position, role) of the telling words around a date, nearest first."""
    out: list[tuple[int, int, DateRole]] = []
    for step, begin in ((-1, span[0] - 1), (1, span[1])):
        at, gap = begin, 0
        while 0 <= at < len(words.words) and gap < _REACH and not taken[at]:
            if _ends_clause(words, at) and not (over_comma and step < 0 and words.kinds[at] == ","):
                break
            role = _role_at(words, at, gap, span) if words.words[at] in _TELLING else None
            if role:
                # Of two equally near the one before the date is meant.
                out.append((2 * gap + (step > 0), at, role))
            at, gap = at + step, gap + 1
    return sorted(out)


def _default(words: Words, span: tuple[int, int], found: Found) -> DateRole:
    """The role of a date without telling words: a wait began with an application."""
    if found.waiting:
        return DateRole.APPLIED
    since = span[0] > 0 and words.words[span[0] - 1] in _SINCE
    if found.rough or since:
        for at in range(span[1], min(span[1] + _REACH, len(words.words))):
            if words.kinds[at] == ".":
                break
            if words.words[at] in _STILL_NOT:
                return DateRole.APPLIED
    return DateRole.UNKNOWN


def roles(words: Words, spans: Sequence[tuple[int, int]], found: Sequence[Found]) -> list[DateRole]:
    """The role of each date; spans are word positions in the order of the text."""
    taken = [False] * len(words.words)
    for start, end in spans:
        taken[start:end] = [True] * (end - start)
    out: list[DateRole] = []
    used: set[int] = set()
    for i, span in enumerate(spans):
        options = _candidates(words, span, taken, over_comma=False)
        if found[i].waiting:
            options = [o for o in options if _tells_of_wait(words, o)]
        if not options and not found[i].waiting and _lonely(words, span):
            options = _candidates(words, span, taken, over_comma=True)
        # A verb that told of one date rather belongs to it: "tgl 3 daftar tgl 10 ambil".
        options = [o for o in options if o[1] not in used] or options
        if options:
            used.add(options[0][1])
            out.append(options[0][2])
        elif i and not found[i].waiting and _follows(words, spans[i - 1], span):
            out.append(out[-1])
        else:
            out.append(_default(words, span, found[i]))
    return out


def _tells_of_wait(words: Words, option: tuple[int, int, DateRole]) -> bool:
    """Whether a verb says what the wait began with, and not what was done meanwhile."""
    _, at, role = option
    if role is DateRole.RECEIVED:
        return at == 0 or words.words[at - 1] not in _AT_LAST
    return role is DateRole.COMPLAINED


def _lonely(words: Words, span: tuple[int, int]) -> bool:
    """Whether the date is a clause of its own, after a comma."""
    start, end = span
    before = start - 1
    while before >= 0 and words.kinds[before] == "x" and words.words[before] in ("pada", "pas"):
        before -= 1
    return (
        before >= 0
        and words.kinds[before] == ","
        and (end == len(words.words) or _ends_clause(words, end))
    )


def _follows(words: Words, previous: tuple[int, int], span: tuple[int, int]) -> bool:
    """Whether only "dan" or a comma stands between two dates."""
    return all(words.kinds[i] in "&,/" for i in range(previous[1], span[0]))
