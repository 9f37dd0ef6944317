"""The work of a day in a real browser, from a citizen's message to the answer on their phone."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect

from domain.complaint import Status
from domain.people import Role
from storage.office_tables import corrections
from tests import samples
from tests.browser.citizens import LEVY
from tests.browser.office import Office
from tests.browser.visitor import PHONE, axe, finds_nothing_wrong, give_code, give_password, upload

LATE_AGAIN = "sudah 3 minggu izin PBG saya belum jadi padahal berkas sudah lengkap semua"


def open_part(page: Page, name: str) -> Locator:
    """A part of the work region, opened."""
    part = page.locator(f"#kerja-{name}")
    if part.get_attribute("open") is None:
        part.locator("> summary").click()
    return part


def form(page: Page, slug: str) -> Locator:
    return page.locator(f"form[data-form={slug}]").first


def sends(page: Page, slug: str, **fields: str) -> None:
    """Fills the form of an action and sends it, and waits until that was taken."""
    for name, text in fields.items():
        form(page, slug).locator(f"[name={name}]").first.fill(text)
    form(page, slug).locator(".actions button, button").last.click()
    page.wait_for_url(f"**?sudah={slug}*")


# ----------------------------------------------------------------------------------- coming in


def test_signing_in_takes_the_password_and_then_the_code(browser: Browser, office: Office) -> None:
    visitor = office.browse(browser)
    page = visitor.goto("/kantor/akun")
    assert urlsplit(page.url).path == "/kantor/masuk"
    username = office.people[Role.ADMIN].username
    give_password(page, username, "salah sekali ini")
    expect(page.get_by_role("alert")).to_contain_text("salah")
    expect(page.locator("input[name=sandi]")).to_have_value("")
    give_password(page, username)
    expect(page.locator("input[name=kode]")).to_be_visible()
    assert axe(page) == ""
    page.goto("/kantor/akun")  # The password alone opens nothing.
    expect(page.get_by_role("button", name="Keluar")).to_have_count(0)
    page.goto("/kantor/masuk/kode?lanjut=/kantor/akun")
    page.locator("input[name=kode]").fill("000000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Kode")
    give_code(page, Role.ADMIN)
    expect(page).to_have_url(re.compile("/kantor/akun$"))
    expect(page.get_by_role("link", name="Pengguna")).to_be_visible()
    office.signed_in[Role.ADMIN] = list(visitor.context.cookies())
    finds_nothing_wrong(visitor)


def test_signing_out_ends_the_session_and_signing_in_leads_back(
    browser: Browser, office: Office
) -> None:
    visitor = office.browse(browser)
    page = visitor.goto(f"/kantor/aduan/{office.numbers[0]}")
    give_password(page, office.people[Role.ATASAN].username)
    expect(page).to_have_url(re.compile(f"/kantor/aduan/{office.numbers[0]}$"))
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_text("Anda sudah keluar.")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("button", name="Masuk", exact=True)).to_be_visible()
    finds_nothing_wrong(visitor)


# ------------------------------------------------------------------------- message to answer


def test_from_a_message_on_whatsapp_to_the_answer_on_the_citizens_phone(
    browser: Browser, office: Office
) -> None:
    citizen = "+6281255500101"
    number = office.reports(citizen, LEVY)
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto("/kantor/antrean")
    row = page.locator(f".row[data-number='{number}']")
    expect(row).to_contain_text("Biaya/tarif")
    row.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
    expect(page.locator("#percakapan")).to_contain_text(LEVY)
    expect(page.locator("#aduan")).to_contain_text("Gratis")
    expect(page.locator("#aduan")).to_contain_text("Rp500.000")

    form(page, "ambil").get_by_role("button").click()
    expect(page.locator(".case")).to_contain_text("Ditelaah")
    expect(page.locator(".case")).to_contain_text("Contoh Petugas")

    open_part(page, "lembar")
    form(page, "lembar").get_by_label("Klarifikasi").check()
    sends(page, "lembar", pokok="Pungutan di loket 2", hasil="Uang dikembalikan hari ini.")
    expect(page.locator(".case")).to_contain_text("Ditindaklanjuti")

    answer = "Uang Bapak/Ibu sudah dikembalikan. Layanan ini gratis."
    open_part(page, "jawab")
    reply = form(page, "jawab")
    expect(page.locator(".reach")).to_contain_text("terbuka sampai")
    reply.locator("[name=siap]").select_option(label="Layanan ini gratis")
    reply.get_by_role("button", name="Sisipkan").click()
    expect(reply.locator("[name=teks]")).to_have_value(re.compile("layanan ini gratis"))
    reply.locator("[name=teks]").fill(answer)
    expect(page.locator("#jawab-hitung")).to_contain_text("1 pesan")
    reply.get_by_role("button", name="Pratinjau").click()
    expect(page.locator("[data-preview]")).to_contain_text(answer)

    # Taken back in time, nothing leaves, and the words are still there.
    reply.locator("button[value=kirim]").click()
    page.get_by_role("button", name="Batalkan").click()
    open_part(page, "jawab")
    expect(form(page, "jawab").locator("[name=teks]")).to_have_value(answer)
    assert office.complaint(number).status is not Status.DIJAWAB

    form(page, "jawab").locator("button[value=kirim]").click()
    expect(page.get_by_role("button", name="Batalkan")).to_be_visible()
    assert axe(page) == ""
    to = f"whatsapp:{citizen}"
    office.waits(lambda: any(answer in text for text in office.accepted(to)))
    assert sum(answer in text for text in office.accepted(to)) == 1
    office.waits(lambda: office.complaint(number).status is Status.DITUTUP)
    office.reported(to, answer, "delivered")
    page.goto(f"/kantor/aduan/{number}")
    expect(page.locator(".case")).to_contain_text("Ditutup")
    expect(page.locator("#percakapan")).to_contain_text(answer)
    expect(page.locator("#percakapan")).to_contain_text("sampai")
    office.reported(to, answer, "read")
    page.reload()
    expect(page.locator("#percakapan")).to_contain_text("dibaca")
    expect(page.locator("#linimasa")).to_contain_text("Dilaporkan kepada Kepala Bidang Pengaduan")
    finds_nothing_wrong(visitor)


def test_what_the_bot_got_wrong_is_corrected_in_one_action(
    browser: Browser, office: Office
) -> None:
    number = office.numbers[2]
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto(f"/kantor/aduan/{number}")
    before = page.locator(".case .what").inner_text()
    page.locator("#klasifikasi .alternatives form").first.get_by_role("button").click()
    page.wait_for_url("**?sudah=koreksi*")
    expect(page.locator("#klasifikasi strong")).to_be_visible()
    assert page.locator(".case .what").inner_text() != before
    page.locator("#klasifikasi summary").click()
    page.get_by_label("Komponen utama").select_option(label="Kompetensi pelaksana")
    page.get_by_label("Layanan", exact=True).select_option(label="Izin Reklame")
    page.get_by_role("button", name="Simpan koreksi").click()
    expect(page.locator(".case")).to_contain_text("Kompetensi pelaksana")
    expect(page.locator(".case")).to_contain_text("Izin Reklame")
    learned = office.rows(corrections)
    assert [row.complaint for row in learned][-2:] == [number, number]
    finds_nothing_wrong(visitor)


def test_two_reports_of_one_matter_become_one_and_both_citizens_are_told(
    browser: Browser, office: Office
) -> None:
    first, second = "+6281255500201", "+6281255500202"
    into = office.reports(first, LATE_AGAIN)
    number = office.reports(second, LATE_AGAIN)
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto(f"/kantor/aduan/{number}")
    expect(page.locator("#mirip")).to_contain_text(into)
    page.locator("#mirip li", has_text=into).get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{number} ke {into}")
    assert axe(page) == ""
    page.get_by_role("button", name="Ya, gabungkan").click()
    expect(page).to_have_url(re.compile(f"/kantor/aduan/{into}"))
    page.goto(f"/kantor/aduan/{number}")
    expect(page.locator(".case")).to_contain_text("Digabung")
    told = ((first, f"sama dengan laporan {into}"), (second, f"gabungkan dengan laporan {into}"))
    for citizen, text in told:
        to = f"whatsapp:{citizen}"
        office.waits(lambda to=to, text=text: text in office.accepted(to)[-1])  # type: ignore[misc]
    finds_nothing_wrong(visitor)


def test_the_inspektorat_is_involved_only_after_the_kepala_agreed(
    browser: Browser, office: Office
) -> None:
    number = office.reports("+6281255500301", LEVY)
    apip = office.browse(browser, Role.INSPEKTORAT)
    assert apip.page.goto(f"/kantor/aduan/{number}").status == 404  # type: ignore[union-attr]

    officer = office.browse(browser, Role.PETUGAS)
    page = officer.goto(f"/kantor/aduan/{number}")
    form(page, "ambil").get_by_role("button").click()
    expect(page.locator(".case")).to_contain_text("Ditelaah")
    open_part(page, "apip")
    expect(form(page, "serahkan-apip")).to_have_count(0)
    sends(page, "minta-apip", alasan="Dugaan pungutan berulang di loket yang sama.")

    kepala = office.browse(browser, Role.KEPALA)
    kepala.goto("/kantor/antrean")
    kepala.page.locator("nav a[data-view=persetujuan]").click()
    kepala.page.locator(f".row[data-number='{number}']").click()
    open_part(kepala.page, "apip")
    expect(kepala.page.locator("#kerja-apip")).to_contain_text("pungutan berulang")
    sends(kepala.page, "setujui-apip", catatan="Setuju, mohon segera.")

    page.reload()
    open_part(page, "apip")
    sends(page, "serahkan-apip")
    expect(page.locator("#kerja-apip")).to_contain_text("Persetujuan Kepala")

    apip.goto("/kantor/antrean")
    apip.page.locator(f".row[data-number='{number}']").click()
    expect(apip.page.locator("#percakapan")).not_to_contain_text("Contoh Pelapor")
    open_part(apip.page, "apip")
    sends(apip.page, "laporan-apip", temuan="Terbukti, sanksi disiplin disarankan.")
    page.reload()
    open_part(page, "apip")
    expect(page.locator("#kerja-apip")).to_contain_text("sanksi disiplin")
    for visitor in (officer, kepala, apip):
        finds_nothing_wrong(visitor)


# ---------------------------------------------------------------------------------- other media


def test_a_letter_is_recorded_with_its_scan_and_its_receipt_printed(
    browser: Browser, office: Office
) -> None:
    visitor = office.browse(browser, Role.PETUGAS)
    page = visitor.goto("/kantor/catat")
    page.get_by_label("Surat", exact=True).check()
    page.get_by_label("Apa yang terjadi").fill("Toilet di ruang tunggu rusak sejak bulan lalu.")
    page.get_by_label("Nama", exact=False).first.fill("Contoh Penulis Surat")
    upload(page, "surat.pdf", "application/pdf", samples.HTML)
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("bukan dokumen PDF")
    assert axe(page) == ""
    expect(page.get_by_label("Apa yang terjadi")).to_have_value(re.compile("Toilet"))
    upload(page, "surat.pdf", "application/pdf", samples.PDF)
    page.get_by_role("button", name="Simpan").click()
    number = re.search(r"20\d\d-\d{5}-\d", page.get_by_role("heading", level=1).inner_text())
    assert axe(page) == ""
    assert number is not None
    printed = page.request.get(f"/kantor/aduan/{number[0]}/tanda-terima.pdf")
    assert printed.body().startswith(b"%PDF")
    page.goto(f"/kantor/aduan/{number[0]}")
    expect(page.locator(".case")).to_contain_text("Surat")
    scanned = page.request.get(f"/kantor/aduan/{number[0]}/lampiran/0")
    assert scanned.body() == samples.PDF
    assert scanned.headers["content-disposition"].startswith("attachment")
    finds_nothing_wrong(visitor)


def test_a_citizen_reports_on_the_web_without_javascript_and_follows_it(
    browser: Browser, office: Office
) -> None:
    visitor = office.browse(browser, java_script_enabled=False, viewport=PHONE)
    page = visitor.goto("/aduan?lewat=mpp")
    page.get_by_label("Apa yang terjadi?").fill("<b>Antre</b> 4 jam untuk sertifikat standar")
    page.get_by_label("Belum", exact=True).check()
    page.locator("input[name=nama]").fill("Contoh Warga Web")
    upload(page, "foto.png", "image/png", samples.PNG)
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sudah kami terima")
    number, code = page.locator(".slip .big").all_inner_texts()
    assert code not in page.url
    page.get_by_role("link", name="Lihat perkembangan").first.click()
    page.locator("input[name=nomor]").fill(number)
    page.locator("input[name=kode]").fill("XXXX")
    page.locator("main button").first.click()
    expect(page.get_by_role("alert")).to_contain_text("kode")
    page.locator("input[name=nomor]").fill(number)
    page.locator("input[name=kode]").fill(code)
    page.locator("main button").first.click()
    expect(page.locator("main")).to_contain_text("Diterima")
    expect(page.locator("main")).not_to_contain_text("Contoh Warga")
    expect(page.locator("main")).not_to_contain_text("Antre")
    visitor.close()
    reader = office.browse(browser, viewport=PHONE)
    page = reader.goto("/status")
    page.locator("input[name=nomor]").fill(number)
    page.locator("input[name=kode]").fill(code)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Diterima")
    assert axe(page) == ""
    assert reader.fits()
    finds_nothing_wrong(reader)
    officer = office.browse(browser, Role.PETUGAS)
    page = officer.goto(f"/kantor/aduan/{number}")
    expect(page.locator("#aduan")).to_contain_text("<b>Antre</b> 4 jam")
    expect(page.locator("#aduan img").first).to_be_visible()
    finds_nothing_wrong(officer)
