"""Reading a short reply in the light of the question that it answers.

"ga ada", "3", "lanjut aja pak" mean nothing by themselves; the open question gives them their
meaning. The words are listed by hand because a classifier must not decide whether a citizen has
said yes to a summary.
"""

from __future__ import annotations

import re
import unicodedata

_FILLER = frozenset(
    "pak bu bpk ibu bapak kang teh akang teteh min admin kak ka mas mbak om gan bos bang a "
    "dong deh aja ae wae saja sih nih atuh mah lah kok itu tu ini nya kan we ge bae toh to tho "
    "makasih terimakasih terima kasih nuhun hatur suwun tks thx mohon tolong tlg punten maaf "
    "sekali banget bgt pisan laporan laporannya pengaduannya aduannya deng dah "
    "silahkan silakan monggo mangga sekarang skrg semua semuanya cukup segitu dulu sy saya "
    "aku".split()
)
_YES = frozenset(
    "ya y iya iyah yah yes yup yap yoi yep yoa ok oke okay okeh okey oks okee sip siip siap betul "
    "bener benar bnr btl leres muhun sumuhun nggih inggih enggih enya enyak heeh hooh setuju "
    "lanjut lanjutkan lanjutin kirim kirimkan daftar daftarkan daftarin proses sesuai cocok pas "
    "boleh mau sudah udah dah udh sdh tepat sah jadi acc deal yaudah yowis iyo "
    "kirimin gas yess lnjut lanjt bnar".split()
)
_NO = frozenset(
    "tidak tdk tak gak ga g gk nggak ngga engga enggak enggk ngg kagak kaga kgk ndak nda ora orak "
    "bukan bkn salah keliru jangan jgn no nope henteu teu sanes mboten moal embung nehi".split()
)
_NOTHING_TAIL = frozenset(
    "ada aya ono punya gaduh bukti buktinya foto fotonya gambar berkas dokumen file video "
    "apa apa2 apapun perlu usah lagi lg usahlah wonten yg yang diubah dirubah salah "
    "tambahan perubahan ganti sempat sempet kefoto motret".split()
)
_NONE_ALONE = frozenset("nihil kosong nol tiada gada gaada gakada gda ngga_ada teuaya".split())

_UNKNOWN = re.compile(
    r"\b(?:(?:ga|gak|gk|g|tidak|tdk|tak|nggak|ngga|enggak|kurang|krg|blm|belum|teu|ora|mboten|ndak)"
    r"\s*(?:begitu\s+)?(?:tau|tahu|thu|ingat|inget|yakin|jelas|hafal|apal|terang|terang|paham|"
    r"ngerti|ngertos|reti|emut|kelingan|nyaho|mengerti)|gatau|gtau|gaktau|gatahu|lupa|lali|hilap|"
    r"poho|teuing|duka|entah|embuh|wallahualam|wallahu|dont know|idk)\b"
)
_LATER = re.compile(
    r"\b(?:nanti|ntar|nti|entar|engke|mengko|mangke|nyusul|menyusul|susul|besok|skip|lewat|lewati|"
    r"lewatin|belakangan|lain kali)\b"
)
_REFUSE = re.compile(
    r"\b(?:(?:ga|gak|gk|tidak|tdk|tak|nggak|ngga|enggak|engga|teu|ora|mboten|ndak|gamau|moal)\s*"
    r"(?:mau|mw|usah|perlu|ush|bersedia|berani|ingin|pengen|hoyong|kersa|gelem|wani|wantun|akan|"
    r"bisa sebut|boleh)|gamau|gmau|ogah|emoh|embung|alim|keberatan|males|malas|rahasia\w*|"
    r"anonim\w*|anonymous|tanpa nama|tanpa identitas|hamba allah|no name|takut|jangan|buat apa|"
    r"untuk apa|ngapain|privasi|off the record)\b"
)
_ANONYMOUS = re.compile(
    r"\b(?:anonim\w*|anonymous|tanpa (?:nama|identitas)|hamba allah|no name|"
    r"(?:ga|gak|gk|tidak|tdk|tak|nggak|ngga|enggak|engga|teu|ora|mboten|gamau)\s*"
    r"(?:mau|mw|usah|perlu|ush|bersedia|berani|ingin|pengen|hoyong|gelem|wani|wantun|akan|bisa)?\s*"
    r"(?:ngasih|kasih|kasi|memberi|memberikan|nyebut|nyebutin|sebut|sebutkan|menyebut|menyebutkan|"
    r"nulis|tulis|pake|pakai|masihan|ngasih tau|kasih tau|ungkap|isi|ngisi|pakai)?\s*"
    r"(?:nama|identitas|identity|jati diri|data diri|wasta|jeneng|nami))\b"
)
_CONFIDENTIAL = re.compile(
    r"(?:\brahasia\w*|\bdirahasia\w*|\bmerahasia\w*|\bconfidential|\bjangan\s+(?:sampai\s+|"
    r"sampe\s+)?"
    r"(?:di)?(?:sebut|sebar|bocor|kasih tau|bilang|kasih tahu|umbar|tampil|cantum|publikasi|"
    r"buka)\w*|"
    r"\bjgn\s+(?:smp\s+|sampe\s+|sampai\s+)?(?:di)?(?:sebut|sebar|bocor|kasih tau|bilang)\w*|"
    r"\bprivasi\b|\bulah (?:di)?sebut\w*|\boja (?:di)?sebut\w*)"
)
_ORDINALS = {
    "satu": 1,
    "pertama": 1,
    "hiji": 1,
    "siji": 1,
    "dua": 2,
    "kedua": 2,
    "loro": 2,
    "tiga": 3,
    "ketiga": 3,
    "tilu": 3,
    "telu": 3,
    "empat": 4,
    "keempat": 4,
    "opat": 4,
    "papat": 4,
    "lima": 5,
    "kelima": 5,
    "enam": 6,
    "keenam": 6,
}
_CHOICE = re.compile(
    r"^(?:yg|yang|no|nomor|nomer|nmr|pilih|pilihan|opsi|saya|sy|angka|jawab|jawaban|ke|nu|balas|"
    r"\s|\.|:)*(\d{1,2}|satu|dua|tiga|empat|lima|enam|pertama|kedua|ketiga|keempat|kelima|keenam|"
    r"hiji|tilu|opat|siji|loro|telu|papat)(?:\s|\.|\)|aja|saja|pak|bu|kang|teh|deh|ya|dong|min|"
    r"wae)*$"
)


def plain(text: str) -> str:
    """The text in small letters without punctuation, emoji or letters drawn out ("yaaa")."""
    text = unicodedata.normalize("NFKC", text[:500]).lower()
    text = re.sub(r"[^\w\s/?-]", " ", text)
    text = re.sub(r"([a-z])\1{2,}", r"\1", text)
    return " ".join(text.split())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text))


def says_yes(text: str) -> bool:
    """Whether the whole reply is a yes. "iya tapi namanya salah" is not."""
    if text.strip() in {"👍", "✅", "👌", "🙏", "👍🏻", "👍🏽", "👍🏼"}:
        return True
    found = words(text)
    squeezed = [re.sub(r"(.)\1+", r"\1", w) if len(w) < 5 else w for w in found]
    meant = [w for w in squeezed if w not in _FILLER or w in _YES]
    return 0 < len(found) <= 8 and bool(meant) and all(w in _YES for w in meant)


def says_no(text: str) -> bool:
    """Whether the whole reply is a no: "tidak", "bukan pak", "salah"."""
    if text.strip() in {"👎", "❌"}:
        return True
    found = [w for w in words(text) if w not in _FILLER]
    return 0 < len(found) <= 4 and all(w in _NO for w in found)


def says_nothing(text: str) -> bool:
    """Whether the reply says that there is nothing: "ga ada", "tidak ada bukti", "-"."""
    if text.strip() in {"-", "--", "0", "x", "_", "."}:
        return True
    found = [w for w in words(text) if w not in _FILLER]
    if len(found) == 1 and found[0] in _NONE_ALONE:
        return True
    negated = any(w in _NO or w in {"belum", "blm", "teu", "gada", "gaada"} for w in found)
    rest = [w for w in found if w not in _NO and w not in {"belum", "blm", "gada", "gaada"}]
    return negated and bool(rest) and len(found) <= 8 and all(w in _NOTHING_TAIL for w in rest)


def says_unknown(text: str) -> bool:
    """ "ga tau", "lupa tanggalnya", "duka": an answer that there is no answer."""
    found = plain(text)
    return found in {"?", "??", "???"} or (len(found.split()) <= 9 and bool(_UNKNOWN.search(found)))


def says_later(text: str) -> bool:
    found = plain(text)
    return len(found.split()) <= 8 and bool(_LATER.search(found))


def says_refuse(text: str) -> bool:
    """Whether the reply refuses what was asked for."""
    found = plain(text)
    return len(found.split()) <= 14 and bool(_REFUSE.search(found))


def wants_anonymous(text: str) -> bool:
    """Whether the text refuses to give a name at all, wherever it says so."""
    return bool(_ANONYMOUS.search(plain(text)))


def wants_confidential(text: str) -> bool:
    """Whether the text asks that the identity be kept from others."""
    return bool(_CONFIDENTIAL.search(plain(text)))


def chosen_number(text: str) -> int | None:
    """The number of a choice: "2", "yang nomor 2", "pilih dua aja pak"."""
    match = _CHOICE.match(plain(text))
    if not match:
        return None
    return int(match[1]) if match[1].isdigit() else _ORDINALS[match[1]]


def chosen(text: str, button: str, menu: tuple[str, ...]) -> str:
    """The id of the choice that was made by button or number, "" for none."""
    if button and button in menu:
        return button
    number = chosen_number(text)
    return menu[number - 1] if number and number <= len(menu) else ""


_INTENT = _FILLER | frozenset(
    "mau mw ingin pengen pingin pgn pengin hoyong bade arep lapor laporan lapor2 melapor "
    "melaporkan "
    "laporin laporkan ngelapor ngadu mengadu aduan pengaduan ngaduan komplain complain komplen "
    "complaint "
    "keluhan mengeluh ngeluh keluh kesah protes aduin adu kasus masalah ada bikin buat ajukan "
    "mengajukan menyampaikan sampaikan nyampein saran masukan usul usulan kasih ngasih memberi "
    "memberikan "
    "halo hallo hai hi hello hei assalamualaikum asalamualaikum ass aslm asslm wr wb salam selamat "
    "pagi siang sore malam malem met slmt sampurasun kulonuwun abdi kulo kula dulu dl dlu boleh "
    "bisa "
    "gimana caranya cara kemana dimana ke di mana sini ya yah iya nih sini situ izin ijin permisi "
    "punten dong tentang soal perihal terkait mengenai pelayanan layanan dpmptsp purwakarta kantor "
    "sesuatu hal sekalian lagi lg baru begini gini jadi untuk utk buat kpd kepada yth dengan "
    "hormat "
    "test tes bot gan sis bro kak lapor! anda kalian nanya tanya bertanya start mulai sekali "
    "pisan banget bgt "
    "kecewa kesel kesal marah sedikit dikit".split()
)


_CORRECTION = re.compile(
    r"^(?:(?:eh|aduh|maaf|sori|sorry|punten|waduh|oh|ups|hapunten)\s+)*(?:salah|keliru|ralat|koreksi|lepat|"
    r"maksudnya|maksud saya|maksud sy|maksudku|bukan itu|ganti|tadi salah|klentu)\b.*\S"
)
_YES_BUT = re.compile(
    r"^(?:ya|iya|betul|bener|benar|sudah|udah|ok|oke)\b.{0,30}\b(?:tapi|tp|cuma|cuman|kecuali|hanya|namun)\b"
)


def starts_as_correction(text: str) -> bool:
    """ "eh salah, …", "iya tapi namanya …": whatever else it says, something was wrong."""
    found = plain(text)
    several = len(found.split()) >= 2
    return several and bool(_CORRECTION.match(found) or _YES_BUT.match(found))


def only_intent(text: str) -> bool:
    """Whether the text says that the sender wants to report, and nothing of what happened."""
    found = words(_CONFIDENTIAL.sub(" ", _ANONYMOUS.sub(" ", plain(text))))
    return bool(words(text)) and all(w in _INTENT or w in _INTENT_TAIL for w in found)


# What is left of "tapi jangan sebut nama saya ya" when the wish itself is taken out.
_INTENT_TAIL = frozenset(
    "tapi tp asal cuma nama namanya identitas pengen privat diri data terima terimanya diterima "
    "nerima waktu pas tanggal tgl".split()
)
