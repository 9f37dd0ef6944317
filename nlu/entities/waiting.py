"""Whether a bare length of time ("3 minggu") tells how long somebody has been waiting.

Most lengths of time in a complaint are not about a day at all: a promised term, the life of a
permit, the age of a machine. Only the words around them tell.
"""

from __future__ import annotations

from domain.understanding import DateRole
from nlu.entities.date_verbs import COMPLETE, ENTERED, FILE, WORDS
from nlu.entities.date_words import Words
from nlu.entities.word_lists import word_set

_REACH = 4  # Words before, and a little more after, in the same clause.
_REACH_AFTER = 5

_ALREADY = word_set(
    "udah udh sudah sdh dah uda ud udahan udeh ude telah geus ges tos atos entos wis wes uwis wus "
    "sampun mpun alah hampir hmpir ampir meh"
)
_WAITING = word_set(
    "nunggu tunggu menunggu nungguin nungguan ngantosan ngantos ngadagoan ngadago dagoan "
    "ngenteni ngentosi ditunggu ditungguan manunggu nanti2 nganggur digantung mandek tertahan "
    "mengendap ngendap ngendon molor telat tertunda nyangkut menggantung terkatung nongkrong "
    "ditahan pending"
)
# Only together with "belum jadi" or the like: they measure other things just as often.
_MAYBE = word_set(
    "selama slama lebih lbh lewat sejak semenjak dari dr saprak ti berjalan jalan masuk memasuki "
    "genap kurang"
)
_PROMISE = word_set(
    "janji janjinya dijanjikan dijanjiin dijanjikeun janjikan janjiin katanya ktnya ktanya kata "
    "ceunah cenah saurna jare jarene maksimal maks max paling standar standarnya harusnya "
    "seharusnya mestinya semestinya sop aturannya aturan estimasi target cuma cuman hanya dalam "
    "dlm setiap tiap per umur usia usianya umurnya berusia berlaku garansi kontrak pengalaman "
    "cukup bisa biasanya kalo kalau klo menyebutkan usaha berdiri tinggal mengajar kerja bekerja "
    "kali x"
)
_STILL_NOT = word_set(
    "belum blm blom belom blum blon bolun alun balun durung drung dereng acan tacan encan can "
    "kunjung nunggu menunggu masih msh masi mandek molor ditunggu senyap hening nihil zonk"
)
_NOT = word_set("ga gak gk tidak tdk ngga nggak enggak engga kagak kaga teu ora tak")
_COMING = word_set("jadi kunjung kelar selesai beres terbit keluar turun nongol jelas rengse")
_NEWS = word_set("kabar kabarnya hasil hasilnya progres kejelasan kepastian iber")
# What has lasted that long is then a thing and not a wait.
_OTHER = word_set(
    "rusak mati error eror down tutup bocor mampet libur cuti kosong sakit usaha berdiri tinggal "
    "jualan kerja bekerja menikah pensiun mengajar buka beroperasi sekali setelah sesudah "
    "sebelum sebelumnya kemudian berikutnya meninggal hilang"
)
_BROKEN = word_set(
    "rusak mati error eror down bocor mampet tutup kosong melompong libur cuti putus sewa sewanya"
)
_RATE = word_set("juta jt ribu rb ratus rupiah")  # "Dua juta sehari" is a price.
_LATE_BY = word_set("telat terlambat lewat lwt molor mundur kelewat liwat")
_HALVES = word_set("setengah satangah stengah satengah")
_POLITE = word_set(
    "pak bu bpk ibu bapak kak kang teh mas mbak min admin ya yaa yah iya kira kira2 sekitar "
    "skitar sekitaran kurleb lebih kurang kayaknya kayanya kyknya mungkin mgkn lupa persisnya "
    "tepatnya hampir ada lah gitu aja nya mah atuh sih pokoknya rada an dari juga genap lewat udah "
    "sudah"
)
# "ga ada yg nanggepin"
_ANSWERING = ("nangg", "respon", "jawab", "bales", "balas", "hubung", "urus", "proses")
_ROUGHLY = word_set(
    "hampir hmpir ampir meh sekitar skitar sekitaran kira kira2 kurleb sktr kurang lebih lbh lewat "
    "antara mungkin mgkn kayaknya kayanya lebihan"
)
_MORE = word_set("lebih lbh lebihan leuwih langkung luwih lewat lwt an kurang")
_TODAY = _ALREADY | word_set("ini ieu iki sekarang skrg skrng masuk memasuki ayeuna saiki")
_ONGOING = _STILL_NOT | word_set("sejak semenjak ti sekarang skrg")
_FROM = word_set("sejak semenjak terhitung")
_APPLIED = DateRole.APPLIED
_FILED = FILE | COMPLETE | ENTERED
_IF = word_set("kalo kalau klo kl nek mun lamun")
_ROOMS = word_set("ruang kursi tempat daftar")  # "ruang tunggu"
_LONG_YEARS = 3  # "Sudah sepuluh tahun" tells of a trade, not of an application.


def alone(words: Words, start: int, end: int) -> bool:
    """Whether the message holds nothing else than these words and politeness."""
    around = [*range(start), *range(end, len(words.words))]
    # A longer message is never "only" its date; this also bounds the work.
    return len(around) <= 6 and all(
        words.words[i] in _POLITE or words.kinds[i] in ".,~/-:z" for i in around
    )


def is_more_or_less(words: Words, start: int, end: int) -> bool:
    """Whether the length of time was not counted ("hampir 2 bulan", "3 minggu lebih")."""
    near, after = words.words[max(start - 2, 0) : start], words.words[end : end + 1]
    # Who is three weeks late applied sooner than three weeks ago.
    return not (
        _ROUGHLY.isdisjoint(near)
        and _LATE_BY.isdisjoint(near)
        and _MORE.isdisjoint(after)
        and _HALVES.isdisjoint(after)
    )


def is_counted(words: Words, start: int, end: int) -> bool:
    """Whether an "nth day" is said to be today's ("ini hari kelima", "hari kelima sejak …")."""
    return not _TODAY.isdisjoint(words.words[max(start - 2, 0) : start]) or (
        not _ONGOING.isdisjoint(words.words[end : end + 3])
    )


def is_waiting(words: Words, start: int, end: int, years: float = 0) -> bool:
    """Whether the length of time in words `start` to `end` is one of waiting until now.

    years: the length, where it was given in years.
    """
    if years >= _LONG_YEARS or words.words[end : end + 1] == ["pun"]:
        return False
    if start and words.words[start - 1] in _RATE:
        return False
    office_days = words.kinds[end : end + 1] == "c"
    if not office_days and not _OTHER.isdisjoint(words.words[end : end + 2]):
        return False
    if not _FROM.isdisjoint(words.words[end : end + 1]):
        # "14 hari sejak daftar"
        return any(w in _FILED or WORDS.get(w) is _APPLIED for w in words.words[end + 1 : end + 5])
    led_in = _led_in(words, start, office_days)
    return bool(led_in) or (not office_days and _still_not(words, end, led_in))


def _led_in(words: Words, start: int, office_days: bool) -> bool | None:
    """Whether words like "udah" or "nunggu" lead in; None where a promise does."""
    maybe = False
    for i in range(start - 1, max(start - 1 - _REACH, -1), -1):
        word = words.words[i]
        if words.kinds[i] in ".,":
            break
        if word in _PROMISE or word in _BROKEN:
            return None  # "Izin sudah mati setahun"
        if word in _ALREADY:
            if i and words.words[i - 1] in _BROKEN:
                return None  # "AC mati udah 3 hari"
            return not (office_days and maybe)
        if word in _WAITING and not (i and words.words[i - 1] in _ROOMS):
            return not office_days and not (i and words.words[i - 1] in _IF)
        maybe = maybe or word in _MAYBE
    return False


def _still_not(words: Words, end: int, led_in: bool | None) -> bool:
    """Whether what follows says that the wait goes on."""
    if led_in is None:
        return False
    same_clause = True
    for i in range(end, min(end + _REACH_AFTER, len(words.words))):
        word = words.words[i]
        if words.kinds[i] in ".NE":
            return False
        same_clause = same_clause and words.kinds[i] != ","
        if word in _STILL_NOT or word in _WAITING:
            return True
        if word in _NOT and same_clause:
            following = words.words[i + 1 : i + 4]
            if not _COMING.isdisjoint(following[:1]):
                return True
            if following[:1] in (["ada"], ["aya"]) and (
                not _NEWS.isdisjoint(following[1:2])
                or "".join(following[2:]).startswith(_ANSWERING)
            ):
                return True
    return False
