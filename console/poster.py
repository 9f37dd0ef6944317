"""QR codes, and the poster with them for the desk: as pictures for a page and as a PDF to print."""

from __future__ import annotations

import io
from collections.abc import Sequence

import segno

from console.public.links import Door
from domain.dialogue import Office

_QUIET = 2  # Modules of white around a code; the poster gives it more.

TITLE = "Ada keluhan? Laporkan."
OTHER = "Pindai dengan kamera ponsel, atau sampaikan langsung kepada petugas di loket ini."


def promise(office: Office) -> str:
    days = office.rules.answer_term.days
    return f"Gratis. Dijawab paling lambat {days} hari kerja. Nama boleh dirahasiakan."


def qr_svg(address: str) -> bytes:
    """The QR code of an address as an SVG file that fills its frame."""
    out = io.BytesIO()
    # Medium error correction: a poster gets scratched.
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=_QUIET, omitsize=True, xmldecl=False)
    return out.getvalue()


def poster_pdf(doors: Sequence[Door], office: Office) -> bytes:
    """The poster as one A4 page. Raises ValueError where there is nothing to point to."""
    if not doors:
        raise ValueError("there is no door to draw")
    # Only who prints pays for loading the library.
    from reportlab.lib.colors import HexColor
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    from console.receipt_pdf import printable, qr_drawing

    ink, accent = HexColor("#1b2428"), HexColor("#0b5563")
    width, height = A4
    out = io.BytesIO()
    page = Canvas(out, pagesize=A4, invariant=1)
    page.setTitle("Poster pengaduan")

    def centred(
        text: str, y: float, size: float, font: str = "Helvetica", wide: float = 0
    ) -> float:
        """Draws the text in as many lines as it needs; gives where the next one may begin."""
        page.setFont(font, size)
        for line in simpleSplit(printable(text), font, size, width - 40 * mm):
            page.drawCentredString(width / 2, y, line)
            y -= size * 1.3
        return y

    page.setFillColor(accent)
    page.rect(0, height - 58 * mm, width, 58 * mm, stroke=0, fill=1)
    page.setFillColor(HexColor("#ffffff"))
    y = centred(TITLE, height - 26 * mm, 34, "Helvetica-Bold")
    centred(promise(office), y - 2 * mm, 14)
    page.setFillColor(ink)
    columns = 2 if len(doors) > 1 else 1
    rows = -(-len(doors) // columns)
    side = 62 * mm if rows > 1 else 78 * mm
    top = height - 72 * mm
    for index, door in enumerate(doors):
        row, column = divmod(index, columns)
        alone = index == len(doors) - 1 and column == 0
        centre = width / 2 if alone else width * (1 + 2 * column) / (2 * columns)
        below = top - row * (side + 24 * mm) - side
        qr_drawing(door.link, side).drawOn(page, centre - side / 2, below)
        page.setFont("Helvetica-Bold", 17)
        page.drawCentredString(centre, below - 6 * mm, printable(door.title))
        page.setFont("Helvetica", 12)
        page.drawCentredString(centre, below - 11.5 * mm, printable(door.shown))
    y = centred(OTHER, 33 * mm, 11)
    contact = office.contact
    y = centred(f"{contact.get('office', '')}, {contact.get('address', '')}", y - 2 * mm, 10)
    centred(f"Telepon {contact.get('phone', '')}", y, 10)
    page.showPage()
    page.save()
    return out.getvalue()
