"""Files that officers add to a complaint: what is stored, what is refused, and what is said."""

from __future__ import annotations

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from console.parts import Options
from domain.complaint import Complaint
from domain.people import Role
from storage import files
from storage.audit import timeline
from storage.engine import reading
from tests import samples
from tests.integration.console_rig import Rig

JSON = {"accept": "application/json"}


@pytest_asyncio.fixture
async def rig(database: AsyncEngine) -> Rig:
    return Rig(database, options=Options(max_upload=100_000))


def address(complaint: Complaint, rest: str) -> str:
    return f"/kantor/aduan/{complaint.number}/{rest}"


async def test_an_officer_adds_files_and_the_timeline_says_so(rig: Rig) -> None:
    complaint = await rig.complaint()
    officer = await rig.person(Role.PETUGAS, "nia")
    browser = await rig.browser(officer)
    form = [
        ("berkas", ("../Berita acara.pdf", samples.PDF, "application/pdf")),
        ("berkas", ("foto.bin", samples.JPEG, "application/octet-stream")),
    ]
    answer = await browser.post(address(complaint, "berkas"), files=form)
    assert answer.status_code == 303
    page = await browser.get(answer.headers["location"])
    assert page.status_code == 200
    assert "Berita acara.pdf" in page.text
    assert "foto.bin.jpg" in page.text
    assert officer.name in page.text
    entries = await reading(rig.database, timeline, complaint.number)
    added = [e for e in entries if e.name == "file_added"]
    assert [(e.actor, e.text) for e in added] == [
        ("nia", "Berita acara.pdf"),
        ("nia", "foto.bin.jpg"),
    ]
    assert added[0].data["sha256"] == files.digest(samples.PDF)
    assert "Berita" not in str(added[0].data)


async def test_the_same_file_twice_is_one_file_and_one_event(rig: Rig) -> None:
    complaint = await rig.complaint()
    browser = await rig.signed_in(Role.PETUGAS)
    form = {"berkas": ("a.pdf", samples.PDF, "application/pdf")}
    for _ in range(2):
        answer = await browser.post(address(complaint, "berkas"), files=form, headers=JSON)
        assert [f["name"] for f in answer.json()["files"]] == ["a.pdf"]
        assert (await browser.get(answer.json()["files"][0]["url"])).content == samples.PDF
    assert len(await reading(rig.database, files.of_complaint, complaint.number)) == 1
    entries = await reading(rig.database, timeline, complaint.number)
    assert [e.name for e in entries].count("file_added") == 1


@pytest.mark.parametrize(
    ("parts", "status", "said"),
    [
        ([("foto.jpg", samples.HTML)], 422, "sebenarnya bukan gambar JPG"),
        ([("logo.svg", samples.SVG)], 422, "tidak diterima"),
        ([("a.pdf", samples.PDF), ("kosong.pdf", b"")], 422, "kosong"),
        ([("besar.pdf", samples.PDF.ljust(100_001, b"\n"))], 422, "Paling besar 98 KB"),
        ([("besar.pdf", samples.PDF.ljust(600_000, b"\n"))], 413, "Kiriman ini terlalu besar"),
        ([(f"{n}.pdf", samples.PDF) for n in range(6)], 422, "Paling banyak 5 berkas"),
        ([("", b"")], 422, "Belum ada berkas yang dipilih"),
        ([("<img src=x onerror=alert(1)>.jpg", samples.HTML)], 422, "_img src=x onerror=alert(1)_"),
    ],
)
async def test_what_is_not_taken_is_said_and_nothing_is_stored(
    rig: Rig, parts: list[tuple[str, bytes]], status: int, said: str
) -> None:
    complaint = await rig.complaint()
    browser = await rig.signed_in(Role.PETUGAS)
    form = [("berkas", (name, content, "image/jpeg")) for name, content in parts]
    if parts == [("", b"")]:
        boundary = '--x\r\nContent-Disposition: form-data; name="berkas"; filename=""\r\n'
        body = f"{boundary}Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"
        headers = {"content-type": "multipart/form-data; boundary=x"}
        answer = await browser.post(address(complaint, "berkas"), content=body, headers=headers)
    else:
        answer = await browser.post(address(complaint, "berkas"), files=form)
    assert answer.status_code == status
    assert said in answer.text
    assert 'role="alert"' in answer.text
    assert "<img src=x" not in answer.text
    assert await reading(rig.database, files.of_complaint, complaint.number) == []
    entries = await reading(rig.database, timeline, complaint.number)
    assert "file_added" not in [e.name for e in entries]
    if parts != [("", b"")]:
        told = await browser.post(address(complaint, "berkas"), files=form, headers=JSON)
        assert told.status_code == status
        assert told.json()["error"]


async def test_a_file_from_another_sites_page_is_refused(rig: Rig) -> None:
    complaint = await rig.complaint()
    browser = await rig.signed_in(Role.PETUGAS)
    form = {"berkas": ("a.pdf", samples.PDF, "application/pdf")}
    for headers in ({"origin": "https://evil.test"}, {"sec-fetch-site": "cross-site"}):
        answer = await browser.post(address(complaint, "berkas"), files=form, headers=headers)
        assert answer.status_code == 403
    assert await reading(rig.database, files.of_complaint, complaint.number) == []


async def test_a_complaint_that_does_not_exist_has_no_files(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    for rest in ("lampiran/0", "lampiran/pesan-1-0", "berkas/1", "berkas"):
        assert (await browser.get(f"/kantor/aduan/2026-99999-9/{rest}")).status_code == 404
    form = {"berkas": ("a.pdf", samples.PDF, "application/pdf")}
    answer = await browser.post("/kantor/aduan/2026-99999-9/berkas", files=form)
    assert answer.status_code == 404
