"""`python -m tests.browser.pictures`: the pictures of docs/panduan-petugas.md, made anew.

The real app is served with invented data, and somebody of each role clicks through it in the
system's Chromium. What changed in the pages is seen in the pictures' difference.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import pyotp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

from domain.people import Role
from tests.browser.office import Office
from tests.browser.pictured import LEVY, LONG, RUDE, SECRET, Pictured, number_of
from tests.browser.simulated import ARGUMENTS, find_chromium
from tests.browser.visitor import LAPTOP, PHONE, SECRETS, Visitor, give_password

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "img"
SMALL = ViewportSize(width=760, height=560)
EVIDENCE = ViewportSize(width=420, height=280)
TALL = ViewportSize(width=1280, height=3000)
COLOURS = 128  # Enough for pages of few colours; a picture is then a third of the size.
RECEIPT = """<!doctype html><body style="margin:0;background:#f4efe2;font:22px serif;padding:28px">
<p style="font-size:30px;letter-spacing:4px">KUITANSI (contoh)</p><p>Sudah terima: Rp500.000</p>
<p>Untuk: percepatan sertifikat</p><p style="color:#2b4a8b">Loket 2</p>"""


class Camera:
    """Takes pictures into a folder; only: parts of names, empty for all."""

    def __init__(self, folder: Path, only: tuple[str, ...]) -> None:
        self._folder = folder
        self._only = only

    def take(self, name: str, what: Page | Locator) -> None:
        """What a window or a part of it shows now."""
        if self._only and not any(part in name for part in self._only):
            return
        page = what if isinstance(what, Page) else what.page
        # What the page says in its corner goes away by itself, and would hide something.
        page.evaluate("document.getElementById('kabar')?.replaceChildren()")
        if isinstance(what, Page):
            self._keep(name, what.screenshot(animations="disabled", caret="hide"))
            return
        # A region scrolls inside the window; in a tall one a part of it is seen whole.
        window = page.viewport_size
        page.set_viewport_size(TALL)
        self._keep(name, what.screenshot(animations="disabled", caret="hide"))
        if window is not None:
            page.set_viewport_size(window)

    def _keep(self, name: str, png: bytes) -> None:
        picture = Image.open(io.BytesIO(png)).convert("RGB")
        few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
        path = self._folder / f"konsol-{name}.png"
        few.save(path, optimize=True)
        print(f"{path.name}  {path.stat().st_size // 1024} KiB", flush=True)


class Tour:
    """One walk through the office, in the order of the guide."""

    def __init__(self, browser: Browser, office: Office, camera: Camera) -> None:
        self.browser = browser
        self.office = office
        self.camera = camera

    def at(self, role: Role | None, window: ViewportSize = LAPTOP) -> Visitor:
        """A window of its own; signed in by the real pages the first time."""
        visitor = Visitor(self.office, self.browser, viewport=window)
        if role is None:
            return visitor
        known = self.office.signed_in.get(role)
        if known is not None:
            visitor.context.add_cookies(known)
            return visitor
        page = visitor.goto("/kantor/masuk")
        give_password(page, self.office.people[role].username)
        if role in SECRETS:
            expect(page.locator("input[name=kode]")).to_be_visible()
            if role is Role.KEPALA:
                page.set_viewport_size(SMALL)
                self.camera.take("kode", page)
                page.set_viewport_size(window)
            now = self.office.service.app.intake.now()
            page.locator("input[name=kode]").fill(pyotp.TOTP(SECRETS[role]).at(now))
            page.locator("form:has(input[name=kode]) button").first.click()
        expect(page.get_by_role("button", name="Keluar")).to_be_visible()
        self.office.signed_in[role] = list(visitor.context.cookies())
        return visitor

    def walk(self) -> None:
        self.sign_in()
        self.handle()
        self.hand_up()
        self.queue()
        self.record()
        self.lists()
        self.superiors()
        self.admin()
        self.citizens()

    def sign_in(self) -> None:
        page = self.at(None, SMALL).goto("/kantor/masuk")
        self.camera.take("masuk", page)

    def queue(self) -> None:
        """The list, after the day has begun."""
        page = self.at(Role.PETUGAS).goto("/kantor/antrean")
        self.camera.take("antrean", page)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        self.camera.take("pintasan", page.get_by_role("dialog"))
        phone = self.at(Role.PETUGAS, PHONE).goto("/kantor/antrean")
        self.camera.take("antrean-hp", phone)

    def handle(self) -> None:
        """One complaint from the first look to the answer that can still be taken back."""
        number = number_of(self.office, LEVY)
        page = self.at(Role.PETUGAS).goto(f"/kantor/aduan/{number}")
        shows_evidence(page)
        self.camera.take("aduan-baru", page)
        phone = self.at(Role.PETUGAS, PHONE).goto(f"/kantor/aduan/{number}")
        shows_evidence(phone.locator("#aduan"))
        self.camera.take("aduan-hp", phone)
        phone.get_by_role("link", name="Kerja", exact=True).click()
        self.camera.take("kerja-hp", phone)
        tabs = page.locator("#klasifikasi")
        tabs.scroll_into_view_if_needed()
        self.camera.take("klasifikasi", tabs)

        page.locator("form[data-form=ambil] button").click()
        expect(page.locator(".case")).to_contain_text("Ditelaah")
        sheet = opened(page, "lembar")
        form = page.locator("form[data-form=lembar]")
        form.locator("[name=pokok]").fill("Pungutan Rp500.000 di loket 2 untuk layanan gratis.")
        form.locator("[name=berkas]").fill("Kuitansi dari pelapor; rekaman CCTV loket 2.")
        form.get_by_label("Klarifikasi").check()
        form.locator("[name=hasil]").fill("Petugas loket mengakui. Uang dikembalikan hari ini.")
        self.camera.take("lembar", sheet)
        form.get_by_role("button", name="Simpan lembar kerja").click()
        expect(page.locator(".case")).to_contain_text("Ditindaklanjuti")
        category = opened(page, "kategori")
        category.get_by_label("Internal").check()
        category.get_by_role("button", name="Simpan kategori").click()
        expect(page.locator("#kerja-kategori > summary")).to_contain_text("Internal")

        answer = opened(page, "jawab")
        answer.locator("[name=siap]").select_option(label="Layanan ini gratis")
        answer.get_by_role("button", name="Sisipkan").click()
        answer.get_by_role("button", name="Pratinjau").click()
        expect(page.locator("[data-preview]")).to_contain_text("gratis")
        self.camera.take("jawab", page.locator("#kerja-jawab"))
        shows_evidence(page)
        page.locator("#kerja-jawab").evaluate("part => part.scrollIntoView({block: 'start'})")
        self.camera.take("aduan", page)
        page.locator("#kerja-jawab button[value=kirim]").click()
        expect(page.get_by_role("button", name="Batalkan")).to_be_visible()
        self.camera.take("batal", page.locator("form[data-form=tarik-jawaban]"))
        page.get_by_role("button", name="Batalkan").click()
        expect(page.get_by_role("button", name="Batalkan")).to_have_count(0)

        page.goto(f"/kantor/aduan/{number_of(self.office, LONG)}")
        self.camera.take("jendela", opened(page, "jawab").locator(".reach"))
        page.goto(f"/kantor/aduan/{number}/gabung")
        found = page.locator(".related li").first
        found.get_by_role("button").click()
        expect(page.get_by_role("button", name="Ya, gabungkan")).to_be_visible()
        self.camera.take("gabung", page)

    def hand_up(self) -> None:
        """What goes to the kepala, and what nobody may read without a reason."""
        number = number_of(self.office, RUDE)
        page = self.at(Role.PETUGAS).goto(f"/kantor/aduan/{number}")
        page.locator("form[data-form=ambil] button").click()
        expect(page.locator(".case")).to_contain_text("Ditelaah")
        self.camera.take("jenjang", opened(page, "jenjang"))
        apip = opened(page, "apip")
        reason = "Kejadian ketiga di loket yang sama."
        page.locator("form[data-form=minta-apip] [name=alasan]").fill(reason)
        self.camera.take("apip", apip)
        apip.get_by_role("button", name="Minta persetujuan Kepala").click()
        page.wait_for_url("**?sudah=minta-apip*")
        kepala = self.at(Role.KEPALA).goto(f"/kantor/aduan/{number}")
        self.camera.take("setuju", opened(kepala, "apip"))
        secret = number_of(self.office, SECRET)
        facts = self.office.complaint(secret).facts
        self.office.change(secret, facts=replace(facts, confidential=True))
        page.goto(f"/kantor/aduan/{secret}")
        page.locator("#ungkap summary").click()
        part = page.locator("#pelapor")
        part.scroll_into_view_if_needed()
        self.camera.take("rahasia", part)

    def record(self) -> None:
        page = self.at(Role.PETUGAS).goto("/kantor/catat")
        page.get_by_label("Surat", exact=True).check()
        page.get_by_label("Apa yang terjadi").fill(
            "Toilet di ruang tunggu rusak dan belum diperbaiki."
        )
        page.locator("#f-nama").fill("Contoh Penulis Surat")
        page.get_by_label("Tidak diketahui").check()
        page.evaluate("scrollTo(0, 0)")
        self.camera.take("catat", page)
        page.get_by_role("button", name="Simpan").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("2026-")
        page.set_viewport_size(ViewportSize(width=900, height=560))
        self.camera.take("tercatat", page)

    def lists(self) -> None:
        page = self.at(Role.PETUGAS).goto("/kantor/pesan")
        self.camera.take("pesan", page)

    def superiors(self) -> None:
        page = self.at(Role.KEPALA).goto("/kantor/dasbor")
        self.camera.take("dasbor", page)
        phone = self.at(Role.KEPALA, PHONE).goto("/kantor/dasbor")
        self.camera.take("dasbor-hp", phone)
        page.set_viewport_size(ViewportSize(width=900, height=620))
        page.goto("/kantor/antrean")
        page.get_by_role("link", name="Ekspor").click()
        self.camera.take("ekspor", page)

    def admin(self) -> None:
        page = self.at(Role.ADMIN).goto("/kantor/orang")
        self.camera.take("pengguna", page)

    def citizens(self) -> None:
        """What citizens see on the web."""
        for window, end in ((LAPTOP, ""), (PHONE, "-hp")):
            visitor = self.at(None, window)
            page = visitor.goto("/aduan")
            self.camera.take(f"formulir{end}", page)
            page.get_by_label("Apa yang terjadi?").fill(
                "Antre empat jam di loket untuk sertifikat standar, padahal sudah ambil nomor."
            )
            page.get_by_label("Belum", exact=True).check()
            page.locator("input[name=nama]").fill("Contoh Warga")
            page.get_by_role("button", name="Kirim laporan").click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("sudah kami terima")
            self.camera.take(f"diterima{end}", page)
            number, code = page.locator(".slip .big").all_inner_texts()
            page.goto(f"/status?nomor={number}")
            page.locator("input[name=kode]").fill(code)
            page.get_by_role("button", name="Lihat", exact=True).click()
            expect(page.locator("main")).to_contain_text("Langkah")
            self.camera.take(f"status{end}", page)
            visitor.close()


def shows_evidence(where: Page | Locator) -> None:
    """Waits until what the citizen sent as a picture is there."""
    pictures = where.locator("img[alt='Foto dari warga']")
    expect(pictures.first).to_be_visible()
    for picture in pictures.all():
        expect(picture).to_have_js_property("naturalWidth", EVIDENCE["width"])


def opened(page: Page, name: str) -> Locator:
    """A part of the work region, opened and in sight."""
    part = page.locator(f"#kerja-{name}")
    if part.get_attribute("open") is None:
        part.locator("> summary").click()
    part.scroll_into_view_if_needed()
    return part


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="parts of names; without any: all")
    parser.add_argument("--into", type=Path, default=IMAGES)
    arguments = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("Chromium is needed (on Debian: apt-get install chromium).")
    arguments.into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        sheet = browser.new_page(viewport=EVIDENCE)
        sheet.set_content(RECEIPT)
        photo = sheet.screenshot()
        with Pictured(Path(folder), photo) as office:
            print("The office is open.", flush=True)
            Tour(browser, office, Camera(arguments.into, tuple(arguments.only))).walk()
        browser.close()


if __name__ == "__main__":
    main()
