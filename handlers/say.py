"""Sentences by key, with the short form where a channel has its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.dialogue import Office

COMPONENT_NAMES: dict[str, str] = {
    "persyaratan": "persyaratan",
    "prosedur": "prosedur",
    "jangka_waktu": "jangka waktu",
    "biaya": "biaya/tarif",
    "produk": "produk layanan",
    "pengaduan": "penanganan pengaduan",
    "dasar_hukum": "dasar hukum",
    "sarana": "sarana/fasilitas",
    "kompetensi": "sikap/kemampuan petugas",
    "pengawasan": "pengawasan",
    "jumlah_pelaksana": "jumlah petugas/antrean",
    "jaminan_pelayanan": "jaminan pelayanan",
    "keamanan": "keamanan/keselamatan",
    "evaluasi": "evaluasi/survei",
    "lainnya": "lainnya",
}

# The same in a question to somebody who has never heard of a service standard.
_PLAINLY = {
    "persyaratan": "syarat atau berkas yang diminta",
    "prosedur": "alur pengurusannya",
    "jangka_waktu": "lamanya waktu",
    "biaya": "biaya",
    "produk": "izin atau sertifikat yang salah",
    "pengaduan": "laporan yang tidak ditanggapi",
    "dasar_hukum": "aturan yang dipakai",
    "sarana": "fasilitas atau aplikasinya",
    "kompetensi": "sikap atau kemampuan petugas",
    "pengawasan": "pengawasan oleh atasan",
    "jumlah_pelaksana": "antrean karena petugas kurang",
    "jaminan_pelayanan": "janji pelayanan yang tidak ditepati",
    "keamanan": "keamanan atau keselamatan",
    "evaluasi": "survei kepuasan",
    "lainnya": "hal lain",
}


def either(components: Sequence[str]) -> str:
    """Two or more components as the end of a question: "biaya, atau lamanya waktu"."""
    names = [_PLAINLY[component] for component in components]
    return f"{', '.join(names[:-1])}, atau {names[-1]}"


def sentence(office: Office, channel: str, key: str, /, **values: object) -> str:
    """The sentence `key` in the form for the channel, its `{names}` filled.

    Values are put in as they are and never read as a template again, so that a citizen's braces
    do no harm. KeyError for a key or a name that texts/id.yml does not know.
    """
    texts = office.texts
    template = texts.get(f"{key}_{channel}") or texts[key]
    return template.strip("\n").format_map({**office.contact, **values})


def shorten(text: str, limit: int) -> str:
    """The text on one line, at most `limit` characters, cut at a word with "..."."""
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) <= limit:
        return line
    cut = line[: limit - 2].rsplit(" ", 1)[0] or line[: limit - 3]
    return cut.rstrip(" ,.;:") + "..."


def component_list(components: tuple[str, ...]) -> str:
    return ", ".join(COMPONENT_NAMES[c] for c in components)
