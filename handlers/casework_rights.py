"""Who may do what to a complaint: one line for each action, asked before anything else.

The pages ask the same of `domain/people.py`; here it holds whatever a page forgets.
"""

from __future__ import annotations

from domain.errors import InvalidTransitionError
from domain.people import ALLOWED, May, Officer, Role
from handlers import actions
from handlers.actions import Action

NEEDS: dict[type[Action], tuple[May, str]] = {
    actions.TakeUp: (May.WORK, "pengambilan pengaduan"),
    actions.Assign: (May.ASSIGN, "penugasan"),
    actions.FillWorksheet: (May.WORK, "pengisian lembar kerja"),
    actions.SetCategory: (May.WORK, "penetapan kategori"),
    actions.Escalate: (May.WORK, "penerusan ke atasan"),
    actions.HandBack: (May.WORK, "pengembalian ke pelaksana"),
    actions.RequestApip: (May.WORK, "permintaan keterlibatan Inspektorat"),
    actions.ApproveApip: (May.APPROVE, "persetujuan keterlibatan Inspektorat"),
    actions.RefuseApip: (May.APPROVE, "penolakan keterlibatan Inspektorat"),
    actions.RecordApproval: (May.WORK, "pencatatan persetujuan"),
    actions.GiveToApip: (May.WORK, "penyerahan kepada Inspektorat"),
    actions.ApipReport: (May.INSPECT, "laporan hasil pemeriksaan"),
    actions.AddAgency: (May.WORK, "pelibatan instansi lain"),
    actions.AskCitizen: (May.ANSWER, "pertanyaan kepada warga"),
    actions.AcceptLate: (May.WORK, "penerimaan pengaduan yang terlambat"),
    actions.ToSuggestion: (May.WORK, "pengubahan menjadi saran"),
    actions.Reopen: (May.WORK, "pembukaan kembali"),
    actions.Merge: (May.WORK, "penggabungan laporan"),
    actions.AddNote: (May.WORK, "catatan petugas"),
    actions.CompleteFacts: (May.WORK, "pelengkapan data"),
    actions.Correct: (May.CORRECT, "koreksi"),
    actions.Answer: (May.ANSWER, "jawaban"),
    actions.Recall: (May.ANSWER, "penarikan jawaban"),
    actions.CloseByHand: (May.ANSWER, "penutupan pengaduan"),
    actions.TakeOver: (May.ANSWER, "pengambilalihan percakapan"),
    actions.Chat: (May.ANSWER, "percakapan dengan warga"),
    actions.GiveBack: (May.ANSWER, "pelepasan percakapan"),
    actions.Release: (May.ANSWER, "pelepasan percakapan"),
}

_WORDS = {
    Role.PETUGAS: "petugas",
    Role.ATASAN: "atasan",
    Role.KEPALA: "Kepala",
    Role.INSPEKTORAT: "Inspektorat",
    Role.ADMIN: "admin",
}


def check(action: Action, officer: Officer) -> None:
    """Raises InvalidTransitionError, naming who may, where the officer may not do this."""
    may, what = NEEDS[type(action)]
    if officer.may(may):
        return
    roles = [_WORDS[role] for role in Role if may in ALLOWED[role]]
    who = f"{', '.join(roles[:-1])} atau {roles[-1]}" if len(roles) > 1 else roles[0]
    raise InvalidTransitionError(f"{what} hanya dapat dilakukan oleh {who}")
