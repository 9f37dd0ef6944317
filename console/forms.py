"""From the forms of a complaint's page to actions: their fields, and how these are read.

Only the form is judged here: lengths, dates, choices. Whether an action may be done is the
domain's to say (`handlers/officer.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from domain.complaint import Complaint, Receipt
from domain.handling import ApprovalKind, Category, Given, Plan, Worksheet
from domain.tickets import find_numbers
from handlers.actions import (
    AcceptLate,
    Action,
    AddAgency,
    AddNote,
    Answer,
    ApipReport,
    ApproveApip,
    AskCitizen,
    Assign,
    Chat,
    CloseByHand,
    CompleteFacts,
    Correct,
    Escalate,
    FillWorksheet,
    GiveBack,
    GiveToApip,
    HandBack,
    Merge,
    Recall,
    RecordApproval,
    RefuseApip,
    Reopen,
    RequestApip,
    SetCategory,
    TakeOver,
    TakeUp,
    ToSuggestion,
)

Typed = Mapping[str, Sequence[str]]
E = TypeVar("E", bound=StrEnum)

# Of a field that two officers changed: whose version is to be saved.
CHOSEN, STORED = "pilih-", "tersimpan"
NOBODY = "tidak-ada"  # Of an assignment: nobody has it.

MOST_TEXT = 20_000  # Characters of a report, a finding, a step of the worksheet.
MOST_ANSWER = 10_000  # Of what is sent: seven messages on WhatsApp, three on Telegram.
MOST_LINE = 200  # Of a name or a title.


class FormError(Exception):
    """The form cannot be read. fields: a sentence for each field that is wrong."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = dict(fields)


@dataclass
class Reading:
    """One form while it is read. errors: a sentence for each field that is wrong."""

    ticket: str
    complaint: Complaint
    typed: Typed
    errors: dict[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.typed

    def text(self, name: str, most: int = MOST_TEXT) -> str:
        """A field's text without blanks around it; line ends as we keep them."""
        found = self.typed.get(name) or ("",)
        text = found[0].replace("\r\n", "\n").strip()
        if len(text) > most:
            self.errors[name] = too_long(len(text), most)
        return text

    def line(self, name: str, most: int = MOST_LINE) -> str:
        """A field of one line, whatever was pasted into it."""
        return " ".join(self.text(name, most).split())

    def choice(self, name: str, kinds: type[E], ask: str) -> E | None:
        """One of the values of an enum. ask: what to do where none was chosen."""
        value = self.text(name, MOST_LINE)
        try:
            return kinds(value)
        except ValueError:
            self.errors.setdefault(name, ask)
            return None

    def day(self, name: str) -> date | None:
        """A day as browsers write it (2026-03-13), None where the field is empty."""
        value = self.text(name, MOST_LINE)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.errors[name] = "Tulis tanggal seperti 2026-03-13 (tahun-bulan-hari)."
            return None

    def number(self, name: str, ask: str) -> int | None:
        """A whole number, None where the field is empty."""
        value = self.text(name, MOST_LINE)
        if not value:
            return None
        if value.isascii() and value.isdigit() and len(value) < 18:
            return int(value)
        self.errors[name] = ask
        return None


def too_long(length: int, most: int) -> str:
    """What to do with a text that is longer than it may be."""
    said, allowed = (f"{n:,}".replace(",", ".") for n in (length, most))
    return f"Terlalu panjang: {said} karakter, paling banyak {allowed}. Ringkas lalu coba lagi."


def action(slug: str, complaint: Complaint, typed: Typed) -> Action:
    """What a form asks for.

    complaint: as it is now; what a form leaves out stays so. Raises KeyError for a slug that is
    not in FORMS, FormError for a form that cannot be read.
    """
    stored = {name.removeprefix(CHOSEN) for name, values in typed.items() if STORED in values}
    left = {name: values for name, values in typed.items() if name not in stored}
    reading = Reading(complaint.number, complaint, left)
    made = FORMS[slug].read(reading)
    if reading.errors or made is None:
        raise FormError(reading.errors)
    return made


def _assign(form: Reading) -> Assign:
    ask = "Pilih petugas dari daftar."
    if form.text("petugas", MOST_LINE) == NOBODY:
        return Assign(form.ticket, None)
    to = form.number("petugas", ask)
    if to is None:
        form.errors.setdefault("petugas", ask)
    return Assign(form.ticket, to)


def _worksheet(form: Reading) -> FillWorksheet:
    return FillWorksheet(form.ticket, worksheet_of(form))


def worksheet_of(form: Reading) -> Worksheet:
    """The five steps. A step that the form does not have, because it is locked, stays."""
    old = form.complaint.handling.worksheet

    def step(name: str, before: str) -> str:
        return form.text(name) if form.has(name) else before

    chosen = set(form.typed.get("rencana", ()))
    plans = tuple(plan for plan in Plan if plan.value in chosen)
    # No box ticked looks like a form without boxes, so the text beside them tells which it is.
    if not form.has("rencana_teks") or form.text(f"{CHOSEN}rencana") == STORED:
        plans = old.plans
    return Worksheet(
        problem=step("pokok", old.problem),
        basis=step("aturan", old.basis),
        documents=step("berkas", old.documents),
        plans=plans,
        plan=step("rencana_teks", old.plan),
        result=step("hasil", old.result),
    )


def _category(form: Reading) -> SetCategory | None:
    chosen = form.choice("kategori", Category, "Pilih salah satu kategori.")
    return SetCategory(form.ticket, chosen) if chosen else None


def _record_approval(form: Reading) -> RecordApproval | None:
    kind = form.choice("jenis", ApprovalKind, "Pilih persetujuan dari luar atau dasar hukum.")
    who, what = form.line("siapa"), form.text("apa")
    document = form.number("dokumen_id", "Unggah dokumennya lagi.")
    return RecordApproval(form.ticket, kind, who, what, document) if kind else None


def _agency(form: Reading) -> AddAgency | None:
    name, on = form.line("nama"), form.day("tanggal")
    if on is None:
        form.errors.setdefault("tanggal", "Isi tanggal sejak kapan instansi itu terlibat.")
        return None
    return AddAgency(form.ticket, name, on, technical=form.text("teknis") == "ya")


def _merge(form: Reading) -> Merge | None:
    found = find_numbers(form.text("ke", MOST_LINE))
    if len(found) != 1:
        form.errors["ke"] = "Tulis satu nomor aduan yang lengkap, misalnya 2026-00042-7."
        return None
    return Merge(form.ticket, found[0])


_RECEIVED = {"belum": Receipt.NOT_YET, "tidak_tahu": Receipt.UNKNOWN}


def _complete(form: Reading) -> CompleteFacts:
    said, on = form.text("diterima", MOST_LINE), form.day("tanggal")
    received = Receipt.ON if said == "tanggal" else _RECEIVED.get(said)
    if received is Receipt.ON and on is None:
        form.errors.setdefault("tanggal", "Isi tanggal layanan diterima.")
    secret = form.text("rahasia", MOST_LINE)
    return CompleteFacts(
        form.ticket,
        name=form.line("nama"),
        matter=form.text("perihal"),
        address=form.line("alamat", MOST_LINE * 2),
        received=received,
        received_on=on if received is Receipt.ON else None,
        confidential={"ya": True, "tidak": False}.get(secret),
    )


def _correct(form: Reading) -> Correct:
    return Correct(
        form.ticket,
        act=form.text("act", MOST_LINE),
        components=_several(form.typed.get("components", ())),
        services=_several(form.typed.get("services", ())),
    )


def _several(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values if value.strip()))


def _close(form: Reading) -> CloseByHand | None:
    given = form.choice("cara", Given, "Pilih bagaimana jawaban disampaikan.")
    text = form.text("teks", MOST_ANSWER)
    return CloseByHand(form.ticket, given, text) if given else None


def _again(form: Reading) -> Answer:
    """The answer as it was, once more: what failed may go through, or be announced, today."""
    return Answer(form.ticket, form.complaint.answer)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the complaint's page. kind: the action that it makes, which says who may use it."""

    kind: type[Action]
    read: Callable[[Reading], Action | None]


# By the last word of the address. In the order of the work, which is that of the panel.
FORMS: dict[str, Form] = {
    "ambil": Form(TakeUp, lambda form: TakeUp(form.ticket)),
    "tugaskan": Form(Assign, _assign),
    "lembar": Form(FillWorksheet, _worksheet),
    "kategori": Form(SetCategory, _category),
    "naikkan": Form(Escalate, lambda form: Escalate(form.ticket, form.text("laporan"))),
    "kembalikan": Form(HandBack, lambda form: HandBack(form.ticket, form.text("alasan"))),
    "minta-apip": Form(RequestApip, lambda form: RequestApip(form.ticket, form.text("alasan"))),
    "setujui-apip": Form(ApproveApip, lambda form: ApproveApip(form.ticket, form.text("catatan"))),
    "tolak-apip": Form(RefuseApip, lambda form: RefuseApip(form.ticket, form.text("alasan"))),
    "catat-persetujuan": Form(RecordApproval, _record_approval),
    "serahkan-apip": Form(GiveToApip, lambda form: GiveToApip(form.ticket)),
    "laporan-apip": Form(ApipReport, lambda form: ApipReport(form.ticket, form.text("temuan"))),
    "instansi": Form(AddAgency, _agency),
    "tanya": Form(AskCitizen, lambda form: AskCitizen(form.ticket, form.text("teks", MOST_ANSWER))),
    "terima-terlambat": Form(AcceptLate, lambda f: AcceptLate(f.ticket, f.text("alasan"))),
    "jadikan-saran": Form(ToSuggestion, lambda f: ToSuggestion(f.ticket, f.text("alasan"))),
    "buka-lagi": Form(Reopen, lambda form: Reopen(form.ticket, form.text("alasan"))),
    "gabung": Form(Merge, _merge),
    "catatan": Form(AddNote, lambda form: AddNote(form.ticket, form.text("teks"))),
    "lengkapi": Form(CompleteFacts, _complete),
    "koreksi": Form(Correct, _correct),
    "jawab": Form(Answer, lambda form: Answer(form.ticket, form.text("teks", MOST_ANSWER))),
    "kirim-ulang": Form(Answer, _again),
    "tarik-jawaban": Form(Recall, lambda form: Recall(form.ticket)),
    "tutup": Form(CloseByHand, _close),
    "pegang": Form(TakeOver, lambda form: TakeOver(form.ticket)),
    "obrol": Form(Chat, lambda form: Chat(form.ticket, form.text("teks", MOST_ANSWER))),
    "lepas": Form(GiveBack, lambda form: GiveBack(form.ticket)),
}
