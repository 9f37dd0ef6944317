"""Exports: what is on the screen, masked, without formulas, and each one logged."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta
from xml.etree import ElementTree

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncEngine

from console.spreadsheet import harmless
from domain.people import Role
from storage.audit_tables import audit_events
from tests.integration.console_rig import Rig
from tests.integration.storage_builders import rows_of

PATH = "/kantor/ekspor"
FORMULAS = (
    '=HYPERLINK("http://example.test","klik")',
    "+62811",
    "-2+3",
    "@SUM(1)",
    "\t=1",
    "  =1+1",
    "%0A=1",
)


@pytest.fixture
def rig(database: AsyncEngine) -> Rig:
    return Rig(database)


def table(answer: httpx.Response) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def sheet(answer: httpx.Response) -> tuple[str, str]:
    """The workbook's sheet and its texts, as XML."""
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        names = book.namelist()
        texts = [name for name in names if name.endswith("sharedStrings.xml")]
        one = book.read("xl/worksheets/sheet1.xml").decode()
        return one, "".join(book.read(name).decode() for name in texts) + one


async def test_a_file_holds_the_list_with_names_and_numbers_masked(rig: Rig) -> None:
    made = await rig.complaint(
        text="Saya Contoh Pelapor diminta 500 ribu", name="Contoh Pelapor", components=("biaya",)
    )
    browser = await rig.signed_in(Role.PETUGAS)
    answer = await browser.post(PATH, data={"bentuk": "csv"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="pengaduan-')
    (row,) = table(answer)
    assert row["Nomor"] == made.number
    assert row["Komponen"] == "Biaya/tarif"
    assert row["Sisa hari kerja"] == "14"
    assert row["Nama"] == "C***** P******"
    assert "Contoh" not in row["Isi"]
    assert made.sender.value not in answer.text
    assert row["Kontak"].endswith(made.sender.value[-3:])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_only_the_kepala_gets_names_and_never_those_of_confidential_reporters(
    rig: Rig, kind: str
) -> None:
    open_ = await rig.complaint(name="Contoh Terbuka", text="Contoh Terbuka mengadu")
    secret = await rig.complaint(name="Contoh Rahasia", confidential=True, text="Mohon rahasia")
    wish = {"bentuk": kind, "nama": "ya"}
    answer = await (await rig.signed_in(Role.KEPALA)).post(PATH, data=wish)
    text = answer.text if kind == "csv" else sheet(answer)[1]
    assert "Contoh Terbuka" in text
    assert open_.sender.value in text
    assert "Contoh Rahasia" not in text
    assert secret.sender.value not in text
    for role in (Role.PETUGAS, Role.ATASAN):
        refused = await (await rig.signed_in(role)).post(PATH, data=wish)
        assert refused.status_code == 403


@pytest.mark.parametrize("role", [Role.INSPEKTORAT, Role.ADMIN])
async def test_who_may_not_export_gets_nothing(rig: Rig, role: Role) -> None:
    browser = await rig.signed_in(role)
    assert (await browser.get(PATH)).status_code == 403
    assert (await browser.post(PATH, data={"bentuk": "csv"})).status_code == 403
    assert await rows_of(rig.database, audit_events) == []


@pytest.mark.parametrize("formula", FORMULAS)
async def test_nothing_that_a_citizen_wrote_becomes_a_formula(rig: Rig, formula: str) -> None:
    await rig.complaint(text=formula, name=formula)
    browser = await rig.signed_in(Role.KEPALA)
    answer = await browser.post(PATH, data={"bentuk": "csv", "nama": "ya"})
    (row,) = table(answer)
    for cell in row.values():
        assert cell.lstrip(" ")[:1] not in tuple("=+-@\t%")
    book = await browser.post(PATH, data={"bentuk": "xlsx", "nama": "ya"})
    one, _ = sheet(book)
    root = ElementTree.fromstring(one)
    assert [node for node in root.iter() if node.tag.endswith("}f")] == []


async def test_the_file_is_narrowed_as_the_list_is(rig: Rig) -> None:
    wanted = await rig.complaint(components=("sarana",))
    await rig.complaint(components=("biaya",))
    browser = await rig.signed_in(Role.PETUGAS)
    answer = await browser.post(f"{PATH}?komponen=sarana", data={"bentuk": "csv"})
    assert [row["Nomor"] for row in table(answer)] == [wanted.number]


async def test_every_export_is_logged_without_what_was_searched_for(rig: Rig) -> None:
    await rig.complaint()
    officer = await rig.person(Role.PETUGAS, "contoh.petugas")
    browser = await rig.browser(officer)
    await browser.post(f"{PATH}?komponen=biaya&q=Contoh", data={"bentuk": "csv"})
    (event,) = [e for e in await rows_of(rig.database, audit_events) if e.name == "exported"]
    assert event.actor == "contoh.petugas"
    assert '"rows":1' in event.data
    assert '"komponen":"biaya"' in event.data
    assert "Contoh" not in event.data


async def test_more_than_one_page_of_the_queue_is_in_the_file_each_row_once(rig: Rig) -> None:
    for minute in range(55):
        rig.now += timedelta(minutes=minute)
        await rig.complaint()
    answer = await (await rig.signed_in(Role.PETUGAS)).post(PATH, data={"bentuk": "csv"})
    numbers = [row["Nomor"] for row in table(answer)]
    assert len(numbers) == len(set(numbers)) == 55


async def test_the_page_says_what_the_file_will_hold(rig: Rig) -> None:
    page = await (await rig.signed_in(Role.PETUGAS)).get(f"{PATH}?komponen=biaya")
    assert page.status_code == 200
    assert "Setiap ekspor dicatat" in page.text
    assert 'name="nama"' not in page.text
    assert 'name="nama"' in (await (await rig.signed_in(Role.KEPALA)).get(PATH)).text


async def test_an_unknown_kind_of_file_is_refused_with_a_sentence(rig: Rig) -> None:
    answer = await (await rig.signed_in(Role.PETUGAS)).post(PATH, data={"bentuk": "exe"})
    assert answer.status_code == 422
    assert "Pilih CSV atau Excel" in answer.text


@given(st.text())
def test_a_harmless_cell_keeps_its_text_behind_at_most_an_apostrophe(text: str) -> None:
    assert harmless(text) in (text, f"'{text}")
    assert harmless(text).lstrip(" \u00a0\ufeff")[:1] not in tuple("=+-@\t\r\n|%")
