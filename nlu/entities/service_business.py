"""A business that stands for its permit: "toko obat saya ditolak", "berkas optik kami".

Nobody says "izin" of a shop whose file has been rejected; but a shop is also where people work,
wait and live next door. It must be the sender's, or permits must be spoken of beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

from nlu.entities.service_context import Token
from nlu.entities.service_words import ASKS_LEAVE
from nlu.entities.word_lists import word_set

# Businesses that need a permit of their own, as in the catalogue's alias "izin …".
SHOPS = (
    "apotek",
    "klinik",
    "toko obat",
    "toko swalayan",
    "toko modern",
    "minimarket",
    "swalayan",
    "optik",
    "laboratorium",
    "menara",
    "tower",
    "salon",
    "koperasi",
    "paud",
    "lpk",
    "lkp",
    "pkbm",
    "homestay",
    "rumah sakit",
    "baliho",
    "spanduk",
    "billboard",
    "neon box",
    "videotron",
    "penelitian",
)
_OWNER = word_set("saya sy sya aku abdi kami kita gue gw kulo kula ane ambo awak aye urang")
# Words of a file at an office; one of them makes the owner's shop a matter of its permit.
_FILES = word_set(
    """izin diizinkan diizinan diijinkan diijinan berizin berkas permohonan mohon pengajuan ajukan
    ngajuin mengajukan ditolak diturunkan diturunin dicabut disegel denda satpol nolak menolak
    rekomendasi rekom syarat persyaratan dokumen kbli sertifikat surat verifikasi verif survei
    survey unggah ngunggah upload terbit perpanjang perpanjangan daftar pendaftaran disetujui
    standar denah loket oss"""
)
_NEXT = word_set(
    """berkas permohonan rekomendasi rekom pengajuan perpanjangan permohonannya syarat syaratnya
    persyaratan teknis ketinggian"""
)
# "Yg bener apotek bukan toko obat" answers which permit is meant.
_CORRECTS = word_set("bener benar bukan bkn leres sanes dudu maksud maksudnya betul")
_SHORT = 8
_NEAR = 3
_BESIDE = 8


def shops_of(without_prefix: Mapping[str, str]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The shops of a catalogue by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in SHOPS:
        service = without_prefix.get(phrase)
        if service:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, service))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def shop_in(
    tokens: list[Token], shops: Mapping[str, list[tuple[tuple[str, ...], str]]]
) -> tuple[int, int, str] | None:
    """The first shop that stands for its permit: where it is named, and which permit."""
    for place, token in enumerate(tokens):
        for words, service in shops.get(token.word, ()):
            end = place + len(words)
            if tuple(t.word for t in tokens[place + 1 : end]) != words[1:]:
                continue
            if _stands_for_its_permit(tokens, place, end):
                return place, end, service
    return None


def _stands_for_its_permit(tokens: list[Token], place: int, end: int) -> bool:
    near = {token.word for token in tokens[max(0, place - _NEAR) : place]}
    near.update(token.word for token in tokens[end : end + _NEAR])
    if near & _NEXT:
        return True
    if len(tokens) <= _SHORT and any(token.word in _CORRECTS for token in tokens):
        return True
    for at in range(max(1, place - _BESIDE), min(len(tokens), end + _BESIDE)):
        # "Tower di atap tetangga, yang pegang izinnya siapa", but not "izin bertanya, …".
        asked = tokens[at].breaks or tokens[at - 1].word in ASKS_LEAVE
        if tokens[at].word == "izin" and not asked:
            return True
    owned = {token.word for token in tokens[end : end + 2]} & _OWNER
    return bool(owned) and any(token.word in _FILES for token in tokens)
