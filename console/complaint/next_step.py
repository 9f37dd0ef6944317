"""What is to be done next with a complaint, in one line: the way through points 6 to 8."""

from __future__ import annotations

from dataclasses import dataclass

from console.complaint.allowed import Allowed
from console.complaint.sent import Sent
from domain.complaint import Complaint, Kind, Reason, Status
from domain.handling import Category
from domain.ladder import INSPEKTORAT_LEVEL, level_name, level_of
from domain.people import May, Officer

# The steps (a) to (d) of the worksheet in order. Step (e) comes after the category.
_STEPS = (
    "tulis pokok masalah (langkah a)",
    "kaitkan dengan SP, SOP, atau peraturan (langkah b)",
    "periksa dokumen dan informasi yang sudah ada (langkah c)",
    "rencanakan penanganan (langkah d)",
)


@dataclass(frozen=True, slots=True)
class Next:
    """text: continues "Berikutnya: "; a whole sentence where waiting is all there is to do.

    panel: the part of the work region in which it is done, "" where nothing is to be done.
    """

    text: str
    panel: str = ""


def next_step(
    complaint: Complaint,
    officer: Officer,
    allowed: Allowed,
    sent: Sent | None,
    assignee: Officer | None,
) -> Next:
    """The one thing that brings this complaint on, for this officer."""
    if officer.may(May.INSPECT):
        return _for_inspektorat(complaint, allowed)
    if complaint.status is Status.DIJAWAB:
        return _answered(sent)
    if not complaint.open:
        return _finished(complaint)
    if allowed("setujui-apip"):
        return Next("putuskan permintaan untuk melibatkan Inspektorat", "apip")
    level = complaint.handling.level
    if level > level_of(officer):
        return Next(f"Menunggu {assignee.name if assignee else level_name(level)}.")
    if assignee is None and allowed("ambil"):
        return Next("ambil aduan ini", "pemegang")
    late = complaint.kind is Kind.SARAN and complaint.reason is Reason.LATE_30_DAYS
    if late and not complaint.handling.worksheet.problem and allowed("terima-terlambat"):
        return Next("putuskan apakah laporan yang lewat 30 hari ini diterima", "jenis")
    return _review(complaint)


def _review(complaint: Complaint) -> Next:
    handling = complaint.handling
    for done, step in zip(handling.worksheet.steps_done, _STEPS, strict=False):
        if not done:
            return Next(step, "lembar")
    if handling.category is None:
        return Next("tentukan kategori penanganan", "kategori")
    if handling.request is not None:
        return Next("Menunggu persetujuan Kepala untuk melibatkan Inspektorat.")
    if handling.approval is not None and not handling.given_to_apip:
        return Next("serahkan kepada Inspektorat", "apip")
    if handling.category is Category.PERANGKAT_DAERAH and not handling.agencies:
        return Next("catat Tim Teknis atau Perangkat Daerah yang terlibat", "instansi")
    if handling.given_to_apip and not inspected(complaint):
        return Next("Menunggu temuan Inspektorat.")
    if not handling.worksheet.result.strip():
        return Next("tulis pelaksanaan dan hasilnya (langkah e)", "lembar")
    return Next("tulis jawaban untuk warga", "jawab")


def inspected(complaint: Complaint) -> bool:
    """Whether the Inspektorat has written its finding."""
    return any(report.level == INSPEKTORAT_LEVEL for report in complaint.handling.reports)


def _for_inspektorat(complaint: Complaint, allowed: Allowed) -> Next:
    if inspected(complaint):
        return Next("Temuan sudah disampaikan kepada Kepala.")
    if allowed("laporan-apip"):
        return Next("periksa, lalu tulis temuan", "apip")
    return Next("Aduan ini sudah selesai.")


def _answered(sent: Sent | None) -> Next:
    if sent is not None and sent.trouble:
        return Next("sampaikan jawaban kepada warga, lalu catat caranya", "tutup")
    return Next("Menunggu jawaban sampai; setelah itu aduan ditutup sendiri.")


def _finished(complaint: Complaint) -> Next:
    if complaint.status is Status.DIGABUNG:
        return Next(f"Digabung ke {complaint.handling.merged_into}; ditangani di sana.")
    if complaint.status is Status.DITARIK:
        return Next("Selesai: ditarik oleh pelapor.")
    return Next("Selesai: sudah dijawab dan dilaporkan kepada atasan.")
