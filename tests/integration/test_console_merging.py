"""Merging in the browser, and documents that belong to an approval."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import make_engine
from tests.integration.complaint_forms import STAFF, Bench, Page


@pytest_asyncio.fixture
async def bench(database: AsyncEngine) -> Bench:
    return await Bench.opened(database)


@pytest_asyncio.fixture
async def quick(sqlite_url: str) -> AsyncIterator[Bench]:
    """For what the database has no part in."""
    engine = make_engine(sqlite_url)
    yield await Bench.opened(engine)
    await engine.dispose()


async def merged(bench: Bench, first: str, second: str) -> httpx.Response:
    return await bench.post(first, "gabung", {"ke": second})


async def test_a_merge_shows_both_before_it_is_done(bench: Bench) -> None:
    first, second = await bench.complaint(), await bench.complaint("taken")
    answer = await merged(bench, first, f" {second} ")
    page = Page(answer.text)
    assert answer.status_code == 200
    assert first in page.text
    assert second in page.text
    assert (await bench.rig.stored(first)).open
    sent = {name: values[0] for name, values in page.forms["gabung"].items()}
    done = await bench.post(first, "gabung", sent)
    assert done.headers["location"].startswith(f"{STAFF}/aduan/{second}?sudah=gabung")
    assert (await bench.rig.stored(first)).handling.merged_into == second
    assert (await bench.rig.stored(second)).handling.merged == (first,)
    assert f"Digabung ke {second}" in (await bench.get(first)).text


async def test_a_merge_names_no_reporter_to_who_sees_masks(quick: Bench) -> None:
    first, second = await quick.complaint(), await quick.complaint()
    answer = await quick.post(first, "gabung", {"ke": second}, "atasan")
    assert answer.status_code == 200
    assert "Contoh Pelapor" not in answer.text
    assert "+62812" not in answer.text


@pytest.mark.parametrize("other", ["self", "unknown", "closed"])
async def test_a_merge_that_makes_no_sense_is_refused(quick: Bench, other: str) -> None:
    first = await quick.complaint()
    numbers = {"self": first, "unknown": "2026-00999-2", "closed": await quick.complaint("closed")}
    answer = await quick.post(first, "gabung", {"ke": numbers[other], "yakin": "ya"})
    assert answer.status_code in (409, 422)
    assert numbers[other] in answer.text


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da6364f8"
    "ffbf1e000584027fc25d1c7c0000000049454e44ae426082"
)


async def test_a_legal_ground_comes_with_its_document(bench: Bench) -> None:
    number = await bench.complaint("taken")
    browser, url = await bench.browser("petugas"), f"{STAFF}/aduan/{number}/catat-persetujuan"
    data = {"jenis": "legal", "siapa": "", "apa": "Pasal 25"}
    file = {"dokumen": ("nota.png", PNG, "image/png")}
    none = {"dokumen": ("", b"", "application/octet-stream")}
    missing = await browser.post(url, data=data | {"siapa": "PP 12/2017"}, files=none)
    assert "perlu dilampiri dokumennya" in Page(missing.text).alert
    refused = await browser.post(url, data=data, files=file)
    page = Page(refused.text)
    assert "sumber hukum masih kosong" in page.alert.lower()
    # The document need not be chosen again.
    kept = page.value("catat-persetujuan", "dokumen_id")
    done = await browser.post(url, data=data | {"siapa": "PP 12/2017", "dokumen_id": kept})
    assert done.status_code == 303
    approval = (await bench.rig.stored(number)).handling.approval
    assert approval is not None
    assert str(approval.document) == kept
    shown = await browser.get(f"{STAFF}/aduan/{number}/berkas/{kept}")
    assert shown.content == PNG


async def test_a_document_of_another_complaint_is_not_taken(quick: Bench) -> None:
    first, second = await quick.complaint("taken"), await quick.complaint("taken")
    browser = await quick.browser("petugas")
    data = {"jenis": "legal", "siapa": "PP 12/2017", "apa": "Pasal 25"}
    await browser.post(
        f"{STAFF}/aduan/{first}/catat-persetujuan",
        data=data,
        files={"dokumen": ("nota.png", PNG, "image/png")},
    )
    stored = (await quick.rig.stored(first)).handling.approval
    assert stored is not None
    answer = await quick.post(
        second, "catat-persetujuan", data | {"dokumen_id": str(stored.document)}
    )
    assert answer.status_code == 422
    assert "tidak ada pada aduan ini" in answer.text


async def test_a_document_that_is_not_what_it_claims_is_refused(quick: Bench) -> None:
    number = await quick.complaint("taken")
    browser = await quick.browser("petugas")
    answer = await browser.post(
        f"{STAFF}/aduan/{number}/catat-persetujuan",
        data={"jenis": "outside", "siapa": "Bupati", "apa": "Nota"},
        files={"dokumen": ("nota.pdf", b"<html>", "application/pdf")},
    )
    assert answer.status_code == 422
    assert "sebenarnya bukan" in answer.text
    assert Page(answer.text).value("catat-persetujuan", "siapa") == "Bupati"
