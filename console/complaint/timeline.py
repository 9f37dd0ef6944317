"""What happened to a complaint, as sentences: one for each name of an event.

A name that is not in the table is shown all the same, only less well; nothing is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from console import words
from console.complaint.delivery_words import meaning
from console.complaint.view import View
from domain.calendar import say_date
from domain.ladder import level_name
from storage.audit import Entry

ERASED = "dihapus sesuai permintaan"
Data = Mapping[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class Event:
    """text: what somebody wrote about it, "" for nothing; erased: that it was, once."""

    seq: int
    at: datetime
    who: str
    what: str
    text: str
    erased: bool


@dataclass(frozen=True, slots=True)
class _Teller:
    """What a sentence may need besides its event's data."""

    view: View

    def person(self, officer_id: object) -> str:
        found = self.view.officers.get(officer_id) if isinstance(officer_id, int) else None
        return found.name if found else "petugas lain"


def events_of(view: View, entries: Sequence[Entry]) -> list[Event]:
    """The timeline, the first event first."""
    names = {officer.username: officer.name for officer in view.officers.values()}
    teller = _Teller(view)
    return [
        Event(
            seq=entry.seq,
            at=entry.at,
            who=who(entry.actor, names),
            what=view.words(sentence(entry.name, entry.data, teller)),
            text=view.words(entry.text),
            erased=entry.erased,
        )
        for entry in entries
    ]


def who(actor: str, names: Mapping[str, str]) -> str:
    """Who did it. names: of officers, by user name."""
    return _ACTORS.get(actor) or names.get(actor) or actor


def sentence(name: str, data: Data, teller: _Teller) -> str:
    """One event in words."""
    tell = _SENTENCES.get(name)
    if tell is None:
        return f"Kejadian lain: {name.replace('_', ' ')}"
    return tell if isinstance(tell, str) else tell(data, teller)


_ACTORS = {"citizen": "Warga", "system": "Sistem", "officer": "Petugas"}


def _registered(data: Data, _: _Teller) -> str:
    kind = words.KIND.get(str(data.get("kind")), "aduan").lower()
    reason = words.REASON.get(str(data.get("reason")), "")
    return f"Didaftarkan sebagai {kind}" + (f": {reason}" if reason else "")


def _recorded(data: Data, _: _Teller) -> str:
    medium = words.MEDIUM.get(str(data.get("medium")), "")
    return "Dicatat petugas" + (f" dari: {medium}" if medium else "")


def _corrected(data: Data, teller: _Teller) -> str:
    said = []
    if "components" in data:
        said.append(f"komponen {_labels(data['components'])}")
    if "services" in data:
        said.append(f"layanan {_services(data['services'], teller)}")
    if "act" in data:
        said.append(f"jenis pesan {data['act']}")
    return "Koreksi: " + "; ".join(said) if said else "Klasifikasi dikoreksi"


def _labels(change: object) -> str:
    """`biaya+prosedur → produk` in the components' own words."""
    return _changed(change, lambda label: words.COMPONENT.get(label, label))


def _services(change: object, teller: _Teller) -> str:
    known = {ref.id: ref.name for ref in teller.view.complaint.facts.services}
    return _changed(change, lambda service: known.get(service, service))


def _changed(change: object, name: Callable[[str], str]) -> str:
    sides = str(change).split(" → ")
    return " → ".join(
        " + ".join(name(label) for label in side.split("+")) if side != "-" else "(belum ada)"
        for side in sides
    )


def _assigned(data: Data, teller: _Teller) -> str:
    if data.get("to") is None:
        return "Penugasan dilepas"
    return f"Ditugaskan kepada {teller.person(data['to'])}"


def _worksheet(data: Data, _: _Teller) -> str:
    steps = ", ".join(str(data.get("steps") or ""))
    return f"Lembar penelaahan disimpan; langkah terisi: {steps or 'belum ada'}"


def _category(data: Data, _: _Teller) -> str:
    return f"Kategori: {words.CATEGORY.get(str(data.get('category')), '?')}"


def _escalated(data: Data, _: _Teller) -> str:
    return f"Dinaikkan ke {data.get('to') or _level(data, 'now_at')} dengan laporan tertulis"


def _level(data: Data, key: str) -> str:
    level = data.get(key)
    return level_name(level) if isinstance(level, int) else "tingkat lain"


def _approval(data: Data, _: _Teller) -> str:
    return f"Dicatat: {words.APPROVAL.get(str(data.get('kind')), 'persetujuan').lower()}"


def _agency(data: Data, _: _Teller) -> str:
    kind = "Tim Teknis" if data.get("technical") else "Perangkat Daerah"
    try:
        since = f" sejak {say_date(date.fromisoformat(str(data.get('on'))))}"
    except ValueError:
        since = ""
    return f"{kind} dilibatkan{since}"


def _reclassified(data: Data, _: _Teller) -> str:
    after = words.KIND.get(str(data.get("after")), "jenis lain").lower()
    return f"Sekarang dicatat sebagai {after}"


_FIELDS = {
    "name": "nama",
    "matter": "perihal",
    "address": "alamat",
    "received": "waktu layanan diterima",
    "received_on": "tanggal layanan diterima",
    "confidential": "kerahasiaan",
    "services": "layanan",
    "components": "komponen",
}


def _facts(data: Data, _: _Teller) -> str:
    fields = [_FIELDS.get(one, one) for one in str(data.get("fields") or "").split(",") if one]
    # A day and whether there is one are two fields and one thing.
    fields = list(dict.fromkeys(f.replace("tanggal layanan", "waktu layanan") for f in fields))
    return "Data dilengkapi" + (f": {', '.join(fields)}" if fields else "")


def _completed(data: Data, teller: _Teller) -> str:
    return f"{_facts(data, teller)}; sekarang menjadi pengaduan"


def _closed(data: Data, _: _Teller) -> str:
    if not data.get("by_hand"):
        return "Ditutup: jawaban diterima oleh kanal"
    given = words.GIVEN.get(str(data.get("given")), "")
    return f"Ditutup: jawaban disampaikan {given}".rstrip()


def _reported(data: Data, _: _Teller) -> str:
    to = data.get("to")
    return f"Dilaporkan kepada {to}" if to else "Dilaporkan kepada atasan langsung"


_PURPOSES = {
    "answer": "Jawaban",
    "answer_ready": "Pemberitahuan jawaban",
    "receipt": "Tanda terima",
    "reminder": "Pengingat",
    "rating": "Permintaan nilai",
    "notice": "Pemberitahuan",
    "chat": "Pesan petugas",
}


def _failed(data: Data, teller: _Teller) -> str:
    what = _PURPOSES.get(str(data.get("purpose")), "Pesan")
    why, _ = meaning(str(data.get("code") or ""), teller.view.contact.channel)
    return f"{what} gagal sampai: {why}"


def _held(data: Data, _: _Teller) -> str:
    what = _PURPOSES.get(str(data.get("purpose")), "Pesan")
    return f"{what} ditahan: jendela 24 jam WhatsApp tertutup dan tidak ada templat"


def _given_to_apip(data: Data, _: _Teller) -> str:
    ground = words.APPROVAL.get(str(data.get("approval")), "")
    return "Diserahkan kepada Inspektorat (APIP)" + (f"; {ground.lower()}" if ground else "")


def _reopened(data: Data, _: _Teller) -> str:
    by = data.get("by")
    return f"Dibuka lagi: pelapor {by} tidak puas" if by else "Dibuka lagi"


def _told(prefix: str, key: str) -> Callable[[Data, _Teller], str]:
    return lambda data, _: f"{prefix} {data.get(key, '')}".rstrip()


_SENTENCES: dict[str, str | Callable[[Data, _Teller], str]] = {
    "registered": _registered,
    "recorded": _recorded,
    "receipt_printed": "Tanda terima dicetak",
    "facts_added": _facts,
    "completed": _completed,
    "made_confidential": "Warga meminta identitasnya dirahasiakan",
    "identity_revealed": "Identitas pelapor ditampilkan, dengan alasan",
    "proven_by_code": "Warga membuktikan kepemilikan dengan kode",
    "wrong_code": "Kode yang diberikan salah",
    "withdrawn": "Ditarik oleh warga",
    "withdrawal_noted": "Warga ingin menarik aduan ini; aduan lain sudah digabung ke sini",
    "handover": "Warga minta bicara dengan petugas",
    "rated": lambda data, _: f"Warga memberi nilai {data.get('rating', '?')} dari 4",
    "reopened": _reopened,
    "taken_up": "Mulai ditelaah",
    "assigned": _assigned,
    "worksheet_filled": _worksheet,
    "category_set": _category,
    "escalated": _escalated,
    "handed_back": "Dikembalikan kepada pelaksana",
    "apip_requested": "Minta persetujuan melibatkan APIP",
    "apip_approved": "Kepala menyetujui pelibatan APIP",
    "apip_refused": "Kepala menolak pelibatan APIP",
    "approval_recorded": _approval,
    "given_to_apip": _given_to_apip,
    "apip_reported": "Inspektorat menyampaikan hasil pemeriksaan",
    "agency_added": _agency,
    "asked_citizen": "Bertanya kepada warga; waktu tetap berjalan",
    "accepted_late": "Diterima sebagai pengaduan meskipun lewat 30 hari",
    "reclassified": _reclassified,
    "corrected": _corrected,
    "merged": _told("Digabung ke aduan", "into"),
    "merged_with": _told("Aduan lain digabung ke sini:", "number"),
    "note": "Catatan",
    "file_added": "Berkas ditambahkan",
    "taken_over": "Percakapan dipegang petugas",
    "chatted": "Petugas menulis kepada warga",
    "released": "Percakapan dikembalikan ke bot",
    "answered": "Jawaban ditulis",
    "answer_held_opted_out": "Jawaban ditahan: warga meminta berhenti dikirimi pesan",
    "answer_held_no_channel": "Jawaban tersimpan: tidak ada kanal untuk mengirimnya",
    "answer_recalled": "Jawaban ditarik sebelum terkirim",
    "answered_with": _told("Dijawab bersama aduan", "into"),
    "answer_shared": _told("Jawaban juga dikirim kepada pelapor", "numbers"),
    "answer_not_shared": _told(
        "Jawaban tidak bisa dikirim, jadi harus disampaikan sendiri, kepada pelapor", "numbers"
    ),
    "answer_rejected": _told("Warga tidak puas dengan jawaban atas aduan", "into"),
    "delivery_failed": _failed,
    "delivery_held": _held,
    "closed": _closed,
    "reported_to_superior": _reported,
    "texts_erased": "Isi tulisan dihapus sesuai permintaan",
}
