"""Variables in ready answers: which there are, and how they are filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

# What each stands for, as the form says it.
VARIABLES: dict[str, str] = {
    "nama": "nama pelapor; “Bapak/Ibu” bila tidak boleh ditulis",
    "nomor": "nomor aduan",
    "layanan": "nama layanan yang diadukan",
    "komponen": "komponen yang diadukan, mis. biaya/tarif",
    "tenggat": "batas waktu jawaban, mis. Jumat, 10 April 2026",
    "kantor": "nama singkat kantor",
}

_BRACES = re.compile(r"\{([^{}\n]{0,60})\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each `{variable}` of `values` replaced.

    A variable without a value stays as it is written, so that the officer sees what is missing.
    What a value itself holds in braces is not filled in again.
    """
    return _BRACES.sub(lambda match: values.get(_name(match[1]), match[0]), text)


def problems(text: str) -> list[str]:
    """What is wrong with the braces of a text, as sentences for who wrote it."""
    found = [_name(match[1]) for match in _BRACES.finditer(text)]
    unknown = [name for name in dict.fromkeys(found) if name not in VARIABLES]
    said = []
    if unknown:
        names = ", ".join(f"{{{name}}}" for name in unknown)
        known = ", ".join(f"{{{name}}}" for name in VARIABLES)
        said.append(f"Variabel {names} tidak dikenal. Yang bisa dipakai: {known}.")
    if re.search(r"[{}]", _BRACES.sub("", text)):
        said.append("Ada kurung kurawal yang tidak berpasangan. Tulis misalnya {nama}.")
    return said


def _name(written: str) -> str:
    return written.strip().lower()
