"""`di_luar_topik`: another office's matter is recorded and pointed to the right door."""

from __future__ import annotations

import re

from handlers.answers import words
from handlers.questions import repeat
from handlers.step import Step

# Whose matter it is, by what people call it. The first that fits is named; SP4N-LAPOR! is for all.
_DOORS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "disdukcapil",
        re.compile(
            r"\b(?:e?-?ktp|kk|kartu keluarga|akta|akte|kia|kependudukan|disduk\w*|dukcapil)\b"
        ),
    ),
    ("bpjs", re.compile(r"\b(?:bpjs|kis|jkn|puskesmas|rumah sakit|rsud|berobat)\b")),
    ("dinsos", re.compile(r"\b(?:bansos|pkh|blt|bpnt|bantuan sosial|sembako|dtks|kip|raskin)\b")),
    ("pln", re.compile(r"\b(?:pln|listrik|token|mati lampu|meteran|voltase)\b")),
    ("pdam", re.compile(r"\b(?:pdam|air mati|air keruh|air ledeng|air bersih|ledeng)\b")),
    (
        "samsat",
        re.compile(
            r"\b(?:samsat|stnk|bpkb|pajak (?:motor|mobil|kendaraan)|plat nomor|sim (?:a|c|b))\b"
        ),
    ),
    (
        "polisi",
        re.compile(
            r"\b(?:begal|maling|copet|polisi|penipuan|tawuran|narkoba|pencurian|curanmor|judi|"
            r"tilang)\b"
        ),
    ),
    (
        "satpolpp",
        re.compile(
            r"\b(?:satpol|pkl|kaki lima|bangunan liar|trotoar|pengamen|gepeng|berisik|karaoke|"
            r"dangdut|miras|"
            r"warung remang\w*)\b"
        ),
    ),
    (
        "lapor",
        re.compile(
            r"\b(?:jalan (?:rusak|bolong|berlubang|ancur)|aspal|lubang|lampu jalan|pju|sampah|"
            r"banjir|got|selokan|drainase|"
            r"jembatan|macet|parkir liar|sekolah|guru|spp|ppdb|desa|kades|pasar|pohon tumbang|"
            r"angkot|jalan|"
            r"tpa|longsor|irigasi|pupuk|nikah|kua|pbb|pajak)\b"
        ),
    ),
    ("oss", re.compile(r"\b(?:oss|lkpm|bkpm)\b")),
)
# What happened here, or to an application, is this office's matter, whoever else's it is.
_HERE = re.compile(
    r"\b(?:kantor|loket|mpp|dinas|dpmptsp|ptsp|perizinan|izin|ijin|petugas|pegawai|parkiran?|"
    r"antre|antri|berkas|ruang tunggu|meja|pelayanan|calo|satpam|nib|oss)\w*\b"
)
_ABUSE = re.compile(
    r"\b(?:anjing|anjir|anjg|ajg|bangsat|bgst|goblo[kg]|gblk|tolol|babi|monyet|setan|asu|jancuk|"
    r"jancok|bego|"
    r"bajingan|kampret|brengsek|sialan|tai|taik|kontol|kntl|memek|ngentot|bacot|bangke|bedebah|"
    r"dancok|"
    r"belegug|kehed|koplok|pea|peak|idiot|bodoh)\w*\b"
)


def handle(step: Step) -> None:
    if is_abuse(step.text):
        step.say("abuse")
        repeat(step)
        return
    door = door_of(step.text)
    if door:
        step.record_other("other_office", door)
        step.audit("other_office", door=door)
        step.say("other_office", door=step.sentence(f"door_{door}"))
        if step.draft is not None and not step.facts.matter:
            # What they came to report was this; nothing is left to be asked.
            step.set(draft=None, awaiting=None, menu=())
    else:
        step.record_other("unread" if len(words(step.text)) >= 3 else "spam")
        step.say("not_understood" if step.draft is None else "not_understood_short")
    repeat(step)


def is_abuse(text: str) -> bool:
    """Whether the message is anger and little else; what else it says is a grievance to take."""
    found = words(text)
    rude = [w for w in found if _ABUSE.fullmatch(w)]
    return bool(rude) and len(found) - len(rude) <= 3


def is_elsewhere(text: str) -> bool:
    """Whether it tells of a crime, and of nothing that has to do with this office."""
    return door_of(text) == "polisi" and not _HERE.search(text[:4000].lower())


def door_of(text: str) -> str:
    low = text[:4000].lower()
    return next((door for door, pattern in _DOORS if pattern.search(low)), "")
