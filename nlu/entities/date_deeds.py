"""What one word tells of a day near it: that the permit came, that the file was handed in …"""

from __future__ import annotations

from domain.understanding import DateRole
from nlu.entities.date_clause import REACH, ends_clause, is_just_now, is_pending, is_since
from nlu.entities.date_verbs import (
    ARRIVED,
    BECOME,
    BROUGHT,
    COMPLAINT_NOUNS,
    COMPLETE,
    ENTERED,
    FAILED,
    FILE,
    HANDLED,
    LETTER,
    LETTER_FROM,
    LETTER_OF,
    LISTED,
    OTHER_THINGS,
    OUTSIDERS,
    PERMITS,
    PLACES,
    SENT_THINGS,
    WORDS,
    WORDS_NEAR,
)
from nlu.entities.date_words import Words
from nlu.entities.word_lists import word_set

_ANSWER_WORDS = 6  # An answer to the bot's question is not longer.
_NEAR = 2  # Reach of words that mean something else just as often.
_HERE = word_set("sini sana situ")
_TO = word_set("ke ka di nang neng ning k kana teng dateng")
_NOT = word_set(
    "belum blm blom belom blum bolun durung acan tacan can dereng ga gak gk tidak tdk ngga nggak "
    "enggak engga kagak kaga teu ora tak kapan bukan boten mboten"
)
_WISH = word_set(
    "mau mo mw ingin pengen pingin pgn hendak akan izin ijin bade arek rek arep badhe tolong mohon "
    "harus hrs disuruh diminta bisa iso tiasa kudu untuk utk agar supaya"
)
_LEAVE = word_set("izin ijin")
_ABLE = word_set("bisa iso tiasa")
_PROMISE = word_set(
    "janji janjinya dijanjikan dijanjiin janjiin katanya ktnya harusnya seharusnya mestinya "
    "semestinya rencana rencananya estimasi target ceunah cenah saurna jare"
)
_BETWEEN = word_set(
    "saya sy aku kami juga jg bisa sempat pernah ada di kunjung abdi sampai q gw gue juo ugi oge "
    "keneh kene pisan"
)
_DONE = word_set("sudah udah udh sdh dah baru br akhirnya akhire geus tos wis alah")
AT_LAST = word_set("baru br bru cuma cuman hanya akhirnya akhire nembe kakara karek")
_US = word_set("kami saya sy abdi kita")
_ACTIVELY = word_set("menerima nerima nampi nampa")
_BY = word_set("di sama oleh dari dr ku ama")
_EITHER = word_set("atau ataupun maupun apa")
_COUNTERS = word_set("meja loket bagian petugas counter konter")
_WHERE_TO_COMPLAIN = _COUNTERS | word_set("kotak nomor unit desk ruang hotline form formulir")
_OUT_OF = word_set("daftar dari uang duit bayar biaya")
_FINISHED_RECEIVED = word_set("selesai beres kelar keluar")
_SENT_BACK = word_set("ditolak dikembalikan dibalikin dikembaliin dipulangin ditampik dibalekke")
_WHILE = word_set("waktu wkt pas saat ketika basa nalika sabot sewaktu")
_SOMEBODY = word_set("dia orangnya petugas petugasnya mereka pak bu beliau")
_OTHER_PEOPLE = word_set("tetangga temen teman orang tamu kakak sodara saudara")


def _negated(words: Words, at: int, role: DateRole) -> bool:
    """Whether the verb at `at` is denied, wished for or promised rather than told."""
    for i in range(at - 1, max(at - 4, -1), -1):
        word = words.words[i]
        if word == "-":
            continue  # "ora metu-metu"
        if word in _ABLE and i and words.words[i - 1] in AT_LAST:
            return False  # "baru bisa diambil kemarin"
        if role is DateRole.RECEIVED and word in _LEAVE:
            break  # "Izin keluar tgl 5": here it is the permit.
        if word in _NOT or word in _WISH or word in _PROMISE:
            return True
        if word not in _BETWEEN and word != words.words[at]:  # "ga jadi jadi"
            break
    return any(word in _PROMISE for word in words.words[max(at - 3, 0) : at])


def deed_at(words: Words, at: int, gap: int, span: tuple[int, int]) -> DateRole | None:
    """The role that the word at `at`, `gap` words away from the date, gives it."""
    word = words.words[at]
    previous = words.words[at - 1] if at else ""
    if word in PLACES:
        if previous not in _TO or (previous == "di" and word in _HERE):
            return None
        # "Dikirim ke kantor", "lapor ke loket": the verb tells more than the place.
        told = WORDS.get(words.words[at - 2]) if at > 1 else None
        return told if told and words.words[at - 2] not in HANDLED else DateRole.VISITED
    if word == LETTER:
        ours = not LETTER_FROM.isdisjoint(words.words[at + 1 : at + 2])
        return DateRole.COMPLAINED if ours else None
    role = WORDS.get(word)
    if role is None:
        role = WORDS_NEAR.get(word)
        if role is None or gap > _NEAR or not _is_meant(words, at, gap, span):
            return None
    if _negated(words, at, role):
        return None
    if role is DateRole.RECEIVED:
        return _received(words, at)
    if role is DateRole.APPLIED:
        return _applied(words, at, span)
    if role is DateRole.COMPLAINED and previous in _WHERE_TO_COMPLAIN:
        return None  # "petugas pengaduan", "kotak aduan"
    if role is DateRole.COMPLAINED and at == 0 and word in ("lapor", "komplain", "ngadu"):
        # "Lapor pak, kemarin …" opens the complaint itself.
        return role if gap == 0 and not is_just_now(words, span) else None
    if role is DateRole.VISITED and not _OTHER_PEOPLE.isdisjoint(words.words[at + 1 : at + 2]):
        return None  # "nganter tetangga"
    return role


def _is_meant(words: Words, at: int, gap: int, span: tuple[int, int]) -> bool:
    """Whether a word that has other meanings tells of the permit or the file here."""
    word = words.words[at]
    before = words.words[max(at - 3, 0) : at]
    if word in ENTERED:
        # Snakes and people come in too; without a file named the date must follow at once.
        if not _SOMEBODY.isdisjoint(before[-1:]):
            return False  # "nunggu dia masuk hari senin"
        return (
            not FILE.isdisjoint(before)
            or not FILE.isdisjoint(words.words[at + 1 : at + 2])
            or (at < span[0] and gap == 0)
        )
    if word in BECOME:
        return _tells_of_permit(words, at, gap, span)
    if word in COMPLETE:
        return not FILE.isdisjoint(words.words[max(at - 4, 0) : at + 4]) or "dinyatakan" in before
    if word in BROUGHT:
        near = (*before, *words.words[at + 1 : at + 3])
        return not (FILE | {"semua", "semuanya", "sadaya"}).isdisjoint(near)
    if word in ARRIVED:
        if not OTHER_THINGS.isdisjoint(words.words[at + 1 : at + 2]):
            return False
        near = (*before, *words.words[at + 1 : at + 2])
        return gap == 0 or not PERMITS.isdisjoint(near) or words.words[at - 1] in _DONE
    return True


def _received(words: Words, at: int) -> DateRole | None:
    """What a word of receiving tells: of the permit, of the file at the desk, or of neither."""
    word, following = words.words[at], words.words[at + 1] if at + 1 < len(words.words) else ""
    before = words.words[max(at - 3, 0) : at]
    if at and words.words[at - 1] == "tanda":
        return DateRole.APPLIED  # The "tanda terima" is given when the file is.
    if at and words.words[at - 1] == "pintu":
        return None
    if following in _US and word in _ACTIVELY:
        return DateRole.VISITED  # "Pejabat yang menerima kami"
    if following in OTHER_THINGS or following in OUTSIDERS:
        return None
    if following in _EITHER or (at and words.words[at - 1] in _EITHER):
        return None  # "diterima atau ditolak"
    if following in _BY and not OUTSIDERS.isdisjoint(words.words[at + 2 : at + 3]):
        return None
    if word in _FINISHED_RECEIVED and following in _OUT_OF:
        return None
    if following in FILE and following != "dokumen":
        return None  # The desk was still taking files.
    if _is_complaint(words, at, back=REACH):
        return DateRole.COMPLAINED
    if word.startswith("diterima"):
        before = words.words[max(at - REACH, 0) : at]
    if not FILE.isdisjoint(before) and word in _SENT_BACK:
        return DateRole.VISITED  # Whoever got the file back was at the desk, and has no permit.
    if not FILE.isdisjoint(before):
        # The file was received, by the office; "dokumen kami terima" came from it.
        own = "dokumen" in before and words.words[at - 1] in _US
        return DateRole.RECEIVED if own else DateRole.APPLIED
    return DateRole.RECEIVED


def _applied(words: Words, at: int, span: tuple[int, int]) -> DateRole | None:
    """What a word of filing tells: of an application, of a complaint, or of a failed attempt."""
    word = words.words[at]
    previous = words.words[at - 1] if at else ""
    following = words.words[at + 1 : at + 2]
    if word in HANDLED:
        return _handled(words, at, span)
    if word == "daftar" and (
        previous in ("di", "dalam", "sesuai", "menurut", "dina", "dari", "bikin")
        or not LISTED.isdisjoint(following)
    ):
        return None  # The list of requirements, a place in the queue.
    if word == "pendaftaran" and previous in _COUNTERS:
        return None
    if word not in WORDS_NEAR and not SENT_THINGS.isdisjoint(following):
        return None
    if _is_complaint(words, at):
        return DateRole.COMPLAINED
    if is_pending(words):
        return DateRole.APPLIED
    if not _WHILE.isdisjoint(words.words[max(at - 3, 0) : at]):
        return DateRole.VISITED  # "Waktu saya masukin berkas tgl 10 petugasnya …"
    if not is_just_now(words, span):
        return DateRole.APPLIED
    if not FAILED.isdisjoint(words.words[at : at + REACH]):
        return None  # An upload that failed was no application.
    if len(words.words) <= _ANSWER_WORDS:
        return DateRole.APPLIED
    # "Tadi daftar, petugasnya …" tells of a visit.
    return None if word in ENTERED else DateRole.VISITED


def _handled(words: Words, at: int, span: tuple[int, int]) -> DateRole | None:
    """What seeing to a permit tells: of an application still pending, else of a visit."""
    if WORDS.get(words.words[at + 1] if at + 1 < len(words.words) else "") is DateRole.COMPLAINED:
        return DateRole.COMPLAINED  # "bikin laporan"
    if not _OTHER_PEOPLE.isdisjoint(words.words[max(at - 2, 0) : at]):
        return None  # "nganter tetangga bikin nib"
    waits = is_since(words, span[0]) or is_pending(words, span)
    return DateRole.APPLIED if waits and not is_just_now(words, span) else DateRole.VISITED


def _is_complaint(words: Words, at: int, back: int = 4) -> bool:
    """Whether a complaint or its answer is what was sent or received at `at`."""
    for i in range(min(at + 3, len(words.words) - 1), max(at - back, 0) - 1, -1):
        word = words.words[i]
        if i < at and back == 4 and ends_clause(words, i):
            return False
        if word not in COMPLAINT_NOUNS:
            continue
        if word == "surat" and not LETTER_OF.isdisjoint(words.words[i + 1 : i + 2]):
            continue
        if word == "surat" and i > at:
            continue
        return True
    return False


def _tells_of_permit(words: Words, at: int, gap: int, span: tuple[int, int]) -> bool:
    """Whether "jadi" says that a permit came, and does not just go on with the story."""
    if at and words.words[at - 1] in _DONE:
        return True
    if at >= span[1]:
        return at + 1 == len(words.words) or ends_clause(words, at + 1)
    if gap > 1:
        return False
    if span[1] == len(words.words) or ends_clause(words, span[1]):
        return True
    return at > 0 and (words.words[at - 1].endswith("nya") or words.words[at - 1] in PERMITS)
