"""The receipt on paper (tanda terima), an A5 sheet that the citizen takes home.

It says what the receipt on a telephone says. A confidential reporter is not named on it: paper lies
about. Everything that citizens wrote is escaped, and what the font cannot draw is left out.
"""

from __future__ import annotations

import io
import unicodedata
from xml.sax.saxutils import escape

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    HRFlowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
)
from reportlab.platypus.flowables import Flowable

from console import words
from domain.calendar import say_day, say_moment
from domain.complaint import Complaint, Flag, Kind, Reason
from domain.dialogue import Office
from domain.privacy import hide_name
from handlers.say import shorten

_INK, _MUTED, _ACCENT = HexColor("#1b2428"), HexColor("#56636a"), HexColor("#0b5563")
_PADDING = 6  # Points, on both sides of what a page holds.
_MATTER = 400  # Characters; the whole is with the office.

_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9, leading=12, textColor=_INK)
_SMALL = ParagraphStyle("small", parent=_TEXT, fontSize=7.6, leading=10, textColor=_MUTED)
_LABEL = ParagraphStyle("label", parent=_TEXT, textColor=_MUTED)
_HEAD = ParagraphStyle("head", parent=_TEXT, fontName="Helvetica-Bold", fontSize=10, leading=12.5)
_TITLE = ParagraphStyle("title", parent=_HEAD, fontSize=13, leading=17, textColor=_ACCENT)
_BIG = ParagraphStyle("big", parent=_HEAD, fontSize=15, leading=19)

_LACKS = {
    Flag.ASK_SERVICE: "izin atau layanan yang dimaksud",
    Flag.ASK_RECEIVED: "kapan layanannya diterima",
}


def receipt_pdf(complaint: Complaint, office: Office, public_url: str) -> bytes:
    """The receipt as a PDF. public_url: of the public pages, "" where there are none."""
    out = io.BytesIO()
    sheet = SimpleDocTemplate(
        out,
        pagesize=A5,
        leftMargin=13 * mm,
        rightMargin=13 * mm,
        topMargin=11 * mm,
        bottomMargin=11 * mm,
        title=f"Tanda terima {complaint.number}",
        author=printable(office.contact.get("office", "")),
        # The same complaint gives the same bytes; when it was printed stands in the timeline.
        invariant=1,
    )
    story: list[Flowable] = [
        *_letterhead(office),
        _paragraph(_title(complaint), _TITLE),
        # Blanks that are not folded into one.
        _paragraph(f"{complaint.number}\u00a0\u00a0\u00a0kode {complaint.code}", _BIG),
        Spacer(0, 2 * mm),
        _facts(complaint, sheet.width - 2 * _PADDING),
        Spacer(0, 2.5 * mm),
        KeepTogether(_promise(complaint)),
        Spacer(0, 2 * mm),
        KeepTogether(_how(complaint, office, public_url)),
    ]
    sheet.build(story)
    return out.getvalue()


def printable(text: str) -> str:
    """The text in the characters of the PDF's own fonts (Windows-1252).

    Pictures such as emoji are left out, letters of other scripts become "?".
    """
    return "".join(_drawn(char) for char in unicodedata.normalize("NFC", text))


def _drawn(char: str) -> str:
    if char in "\n\t":
        return char
    kind = unicodedata.category(char)
    if kind[0] == "C" or kind in ("So", "Sk", "Mn", "Me"):
        return "" if not _encodes(char) or kind[0] == "C" else char
    if _encodes(char):
        return char
    plain = "".join(c for c in unicodedata.normalize("NFKD", char) if _encodes(c))
    return plain or "?"


def _encodes(char: str) -> bool:
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _paragraph(text: str, style: ParagraphStyle = _TEXT) -> Paragraph:
    return Paragraph(escape(printable(text)).replace("\n", "<br/>"), style)


def _letterhead(office: Office) -> list[Flowable]:
    contact = office.contact
    name = contact.get("full_name") or contact.get("office", "")
    reach = " · ".join(
        part
        for part in (
            f"Telepon {contact['phone']}" if contact.get("phone") else "",
            f"SMS/WhatsApp {contact['sms']}" if contact.get("sms") else "",
            contact.get("email", ""),
            contact.get("web", ""),
        )
        if part
    )
    rule = HRFlowable(width="100%", thickness=1.2, color=_ACCENT, spaceBefore=4, spaceAfter=6)
    lines = [_paragraph(name, _HEAD), _paragraph(contact.get("address", ""), _SMALL)]
    return [*lines, _paragraph(reach, _SMALL), rule]


def _title(complaint: Complaint) -> str:
    what = "pengaduan" if complaint.kind is Kind.PENGADUAN else "saran/masukan"
    return f"Tanda terima {what}"


def _facts(complaint: Complaint, width: float) -> Table:
    facts = complaint.facts
    reason = f", karena {words.REASON[complaint.reason]}" if complaint.reason else ""
    rows = [
        ("Atas nama", _identity(complaint)),
        ("Perihal", shorten(_matter(complaint), _MATTER) or "belum ditulis"),
        ("Layanan", ", ".join(s.name for s in facts.services) or "belum diketahui"),
        ("Jenis masalah", _components(complaint)),
        ("Diterima", f"{say_moment(complaint.received_at)}, lewat {_medium(complaint)}"),
        ("Dicatat sebagai", f"{words.KIND[complaint.kind].lower()}{reason}"),
    ]
    lacks = _lacking(complaint)
    if lacks:
        rows.append(("Masih kurang", lacks))
    if facts.attachments:
        rows.append(("Lampiran", f"{len(facts.attachments)} berkas"))
    label = 27 * mm
    table = Table(
        [[_paragraph(name, _LABEL), _paragraph(value)] for name, value in rows],
        colWidths=[label, width - label],
        hAlign="LEFT",
    )
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.2),
        ]
    )
    return table


def _identity(complaint: Complaint) -> str:
    facts = complaint.facts
    if not facts.name:
        return "tanpa nama"
    return "dirahasiakan atas permintaan pelapor" if facts.confidential else facts.name


def _matter(complaint: Complaint) -> str:
    facts = complaint.facts
    return hide_name(facts.matter, facts.name) if facts.confidential else facts.matter


def _components(complaint: Complaint) -> str:
    return ", ".join(words.COMPONENT[c] for c in complaint.facts.components) or "belum diketahui"


def _medium(complaint: Complaint) -> str:
    name = words.MEDIUM[complaint.channel]
    return (
        name if name.isupper() or name in ("WhatsApp", "Telegram") else name[:1].lower() + name[1:]
    )


def _lacking(complaint: Complaint) -> str:
    lacks = [name for flag, name in _LACKS.items() if flag in complaint.flags]
    if complaint.reason is Reason.NO_IDENTITY:
        lacks.insert(0, "nama pelapor (boleh dirahasiakan)")
    if complaint.reason is Reason.NO_OBJECT:
        lacks.insert(0, "apa yang dilaporkan")
    return ", ".join(lacks)


def _promise(complaint: Complaint) -> list[Flowable]:
    deadline = complaint.deadline
    if complaint.kind is not Kind.PENGADUAN or deadline is None:
        text = "Saran dibaca petugas, tanpa batas waktu jawaban."
        if complaint.reason is Reason.LATE_30_DAYS:
            text += " Petugas tetap dapat menerimanya sebagai pengaduan."
        if complaint.reason in (Reason.NO_IDENTITY, Reason.NO_OBJECT):
            text += " Bila yang kurang dilengkapi, laporan menjadi pengaduan yang wajib dijawab."
        return [_paragraph(text)]
    shown = [
        _paragraph("Kami jawab paling lambat", _LABEL),
        _paragraph(say_day(deadline.on), _BIG),
        _paragraph(f"{deadline.term.days} hari kerja sejak {say_day(deadline.start)}.", _SMALL),
    ]
    if deadline.provisional:
        shown.append(_paragraph("Tanggal ini sementara: daftar hari libur belum terbit.", _SMALL))
    return shown


def _how(complaint: Complaint, office: Office, public_url: str) -> list[Flowable]:
    """How to ask, what it costs, and where to go if no answer comes; beside it the QR."""
    number = office.contact.get("sms", "")
    asks = []
    if public_url:
        asks.append(
            f"di {public_url.removeprefix('https://')}/status dengan nomor dan kode di atas"
        )
    if number:
        asks.append(f"lewat WhatsApp atau SMS ke {number}: tulis STATUS, nomor, dan kode")
    if phone := office.contact.get("phone"):
        asks.append(f"lewat telepon {phone}")
    text: list[Flowable] = [
        _paragraph("Melihat perkembangan: " + "; atau ".join(asks) + "."),
        Spacer(0, 1.5 * mm),
        _paragraph("Simpan kodenya: siapa yang tahu nomor dan kode dapat melihat jawabannya."),
        Spacer(0, 1.5 * mm),
        _paragraph(
            "Pengaduan tidak dipungut biaya. Bila lewat tanggal itu belum dijawab: SP4N-LAPOR! "
            "(lapor.go.id) atau Ombudsman RI 137."
            if complaint.deadline
            else "Gratis. Bila ada keberatan: SP4N-LAPOR! (lapor.go.id) atau Ombudsman RI 137."
        ),
    ]
    if not public_url:
        return text
    side = 27 * mm
    table = Table(
        [[text, qr_drawing(f"{public_url}/status", side)]], colWidths=[None, side + 3 * mm]
    )
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, 0), 0),
            ("RIGHTPADDING", (1, 0), (1, 0), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return [table]


def qr_drawing(address: str, side: float) -> Drawing:
    """The QR code of an address as a square. side: in points."""
    code = QrCodeWidget(address, barLevel="M")
    left, bottom, right, top = code.getBounds()
    scale = (side / (right - left), 0, 0, side / (top - bottom), 0, 0)
    return Drawing(side, side, code, transform=list(scale))
