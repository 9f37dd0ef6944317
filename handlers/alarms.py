"""Words that a superior must see whoever wrote them: illegal levies and danger.

The classifier says what a message is about; these lists only decide whether somebody is woken, so
they would rather flag once too often.
"""

from __future__ import annotations

import re

_LEVY = re.compile(
    r"\b(?:pungli|pungutan liar|suap\w*|sogok\w*|disogok|nyogok|pelicin|uang rokok|duit rokok|"
    r"uang kopi|"
    r"uang terima kasih|uang lelah|uang administrasi|uang bensin|amplop|calo|percaloan|"
    r"gratifikasi|korupsi|"
    r"pemerasan|diperas|meres|palak|dipalak|malak|setoran|jatah preman|salam tempel|"
    r"(?:di)?minta(?:in|i)?\s+(?:uang|duit|bayar|biaya|transfer|artos|acis|arto|dhuwit)|"
    r"dipenta(?:an)?\s+(?:artos|duit|acis)|dijaluki?\s+(?:dhuwit|duit)|nembak|orang dalam|ordal)\b"
)
_ASKED = re.compile(
    r"\b(?:minta\w*|diminta\w*|dimintai|mnta|dipenta\w*|disuruh bayar|suruh bayar|harus bayar|"
    r"dipungut|"
    r"ditarik|dijaluk\w*|nyuhunkeun|patok\w*|dipatok|ditagih|nagih|tagih\w*|ditodong)\b"
)
_DANGER = re.compile(
    r"\b(?:ancam\w*|diancam|ngancam|mengancam|teror|diteror|dipukul|pukul|mukul|dianiaya|"
    r"kekerasan|pelecehan|"
    r"dilecehkan|melecehkan|senjata|golok|pisau|kebakaran|kebakar|terbakar|korslet\w*|konslet\w*|"
    r"kesetrum|"
    r"nyetrum|setrum|ambruk|roboh|rubuh|runtuh|ketimpa|tertimpa|jatuh dari|celaka|kecelakaan|"
    r"bahaya|berbahaya|"
    r"membahayakan|bunuh|dibunuh|pingsan|luka|berdarah|kabel terkelupas|kabel telanjang|gas bocor|"
    r"asap|"
    r"kejepit|terjebak|terkunci)\b"
)
_BAD = re.compile(
    r"\b(?:kotor|jorok|bau|rusak|mati|bocor|panas|sempit|gelap|lama|lambat|lemot|lelet|telat|antri\w*|"
    r"antre\w*|judes|kasar|jutek|galak|cuek|ngeselin|kecewa|kesel|kesal|marah|parah|payah|buruk|jelek|"
    r"kurang|krg|mengecewakan|menyebalkan|ribet|susah|sulit|mahal|salah|error|eror|ditolak|dipersulit|dipingpong|belum|blm|ga|gak|nggak|"
    r"tidak|tdk|teu|ora|percuma|bohong|janji\w*|pungli|calo|ngaret|hilang|ilang|minta)\b"
)


_HAPPENED = re.compile(
    r"\b(?:saya|sy|aku|abdi|kami|kulo)\b.{0,25}\b(?:di(?:minta\w*|mintai|suruh|bentak\w*|persulit|tolak|"
    r"pingpong|tipu|peras|palak)|mnta|dimnta|kudu bayar|bayar)\b"
)
_SUGGESTS = re.compile(
    r"\b(?:saran (?:saya|sy|aja|saja)|usul(?:an)?(?: saya| sy)?|saran(?:nya)?\s*:|sebaiknya|"
    r"alangkah|mohon dipertimbangkan|gimana kalau|bagaimana kalau)\b"
)


def tells_own_grievance(text: str) -> bool:
    """Whether money or worse was asked of the sender, whatever else is suggested."""
    low = text[:4000].lower()
    return bool(_HAPPENED.search(low)) and bool(_LEVY.search(low) or _ASKED.search(low))


def only_suggests(text: str) -> bool:
    """Whether a text calls itself a suggestion and holds no word of a grievance."""
    low = text[:4000].lower()
    return bool(_SUGGESTS.search(low)) and not _BAD.search(low)


def sounds_bad(text: str) -> bool:
    """Whether words of a grievance stand in the text, whatever it was taken for."""
    return bool(_BAD.search(text[:4000].lower()))


def reports_levy(text: str, components: tuple[str, ...], mentions_money: bool) -> bool:
    """Whether money seems to have been asked for outside the tariff (pungli)."""
    low = text[:4000].lower()
    if _LEVY.search(low):
        return True
    return "biaya" in components and mentions_money and bool(_ASKED.search(low))


def reports_danger(text: str) -> bool:
    return bool(_DANGER.search(text[:4000].lower()))
