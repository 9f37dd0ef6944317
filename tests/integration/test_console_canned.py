"""Ready answers: written, changed and retired by officers, offered where they fit."""

from __future__ import annotations

import html
import re

import pytest
import pytest_asyncio
from sqlalchemy import Connection, select
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.people import Role
from storage.audit_tables import audit_events
from storage.canned import everything, ready
from storage.engine import reading
from tests.integration.console_rig import Rig

PAGE = "/kantor/jawaban-siap"
ATTACK = "<script>alert(1)</script>"
GOOD = {"judul": "Terima kasih", "teks": "Terima kasih, {nama}.", "komponen": ""}


@pytest_asyncio.fixture
async def rig(database: AsyncEngine) -> Rig:
    return Rig(database)


async def test_a_ready_answer_is_written_offered_changed_and_retired(rig: Rig) -> None:
    officer = await rig.person(Role.PETUGAS)
    browser = await rig.browser(officer)
    for form in (GOOD, GOOD | {"judul": "Gratis", "teks": "Gratis.", "komponen": "biaya"}):
        answer = await browser.post(PAGE, data=form)
        assert answer.status_code == 303
        assert "Jawaban siap disimpan." in (await browser.get(answer.headers["location"])).text
    offered = await reading(rig.database, ready, "biaya")
    # What is made for the component comes first.
    assert [one.title for one in offered] == ["Gratis", "Terima kasih"]
    assert [one.title for one in await reading(rig.database, ready, "produk")] == ["Terima kasih"]
    assert [one.title for one in await reading(rig.database, ready, None)] == ["Terima kasih"]
    id = offered[0].id
    page = (await browser.get(f"{PAGE}/{id}")).text
    based_on = html.unescape(re.findall(r'name="dasar" value="([^"]*)"', page)[0])
    changed = {"judul": "Gratis", "teks": "Tanpa\r\nbiaya.", "komponen": "biaya", "dasar": based_on}
    assert (await browser.post(f"{PAGE}/{id}", data=changed)).status_code == 303
    assert (await reading(rig.database, ready, "biaya"))[0].text == "Tanpa\nbiaya."
    assert (await browser.post(f"{PAGE}/{id}/pensiun")).status_code == 303
    assert [one.title for one in await reading(rig.database, ready, "biaya")] == ["Terima kasih"]
    # Nothing is deleted, and it can come back.
    assert len(await reading(rig.database, everything)) == 2
    assert "Yang sudah dipensiunkan (1)" in (await browser.get(PAGE)).text
    assert (await browser.post(f"{PAGE}/{id}/pakai")).status_code == 303
    assert len(await reading(rig.database, ready, "biaya")) == 2

    def names(conn: Connection) -> list[tuple[str, str]]:
        e = audit_events.c
        return [(row.name, row.actor) for row in conn.execute(select(e.name, e.actor))]

    assert await reading(rig.database, names) == [
        (name, officer.username)
        for name in (
            "canned_added", "canned_added", "canned_changed", "canned_retired", "canned_restored",
        )
    ]  # fmt: skip


BAD = [
    ({"judul": ""}, "Judul masih kosong."),
    ({"judul": "x" * 101}, "Judul paling panjang 100 huruf; ini 101."),
    ({"teks": "  "}, "Teks jawaban masih kosong."),
    ({"teks": "x" * 4001}, "Teks paling panjang 4000 huruf; ini 4001."),
    ({"teks": "Halo {nma}"}, "Variabel {nma} tidak dikenal. Yang bisa dipakai: {nama}, {nomor}"),
    ({"teks": "Halo {nama"}, "tidak berpasangan"),
    ({"komponen": "entah"}, "Komponen itu tidak dikenal."),
]


async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    for change, said in BAD:
        form = GOOD | {"teks": f"Halo {ATTACK} & {{nama}}"} | change
        answer = await browser.post(PAGE, data=form)
        assert answer.status_code == 422, change
        page = html.unescape(answer.text)
        assert said in page
        assert 'role="alert"' in answer.text
        assert form["teks"].strip() in page
        assert ATTACK not in answer.text
    assert await reading(rig.database, everything) == []
    too_much = await browser.post(PAGE, data=GOOD | {"teks": "x" * 200_000})
    assert too_much.status_code == 413


async def test_an_example_is_shown_before_anything_is_stored(rig: Rig) -> None:
    browser = await rig.signed_in(Role.KEPALA)
    form = GOOD | {"teks": "{nama}: {tenggat} {kantor}", "aksi": "pratinjau"}
    answer = await browser.post(PAGE, data=form)
    assert answer.status_code == 200
    assert "Contoh Pelapor: Jumat, 10 April 2026 DPMPTSP" in answer.text
    assert await reading(rig.database, everything) == []


async def test_who_saves_second_is_told_what_changed(rig: Rig) -> None:
    first, second = await rig.signed_in(Role.PETUGAS), await rig.signed_in(Role.ATASAN)
    await first.post(PAGE, data=GOOD)
    [made] = await reading(rig.database, everything)
    opened = {"dasar": made.at.isoformat()}
    rig.now = rig.now.replace(minute=30)
    mine = GOOD | opened | {"teks": "Tulisan pertama."}
    assert (await first.post(f"{PAGE}/{made.id}", data=mine)).status_code == 303
    theirs = GOOD | opened | {"teks": "Tulisan kedua."}
    refused = await second.post(f"{PAGE}/{made.id}", data=theirs)
    assert refused.status_code == 409
    for said in ("Tulisan pertama.", "Tulisan kedua.", "setelah Anda membukanya"):
        assert said in refused.text
    # Whoever has read it may still decide for their own.
    based_on = html.unescape(re.findall(r'name="dasar" value="([^"]*)"', refused.text)[0])
    again = theirs | {"dasar": based_on}
    assert (await second.post(f"{PAGE}/{made.id}", data=again)).status_code == 303
    [made] = await reading(rig.database, everything)
    assert made.text == "Tulisan kedua."


async def test_what_does_not_exist_is_not_found(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    for id in (1, 2**70):
        assert (await browser.get(f"{PAGE}/{id}")).status_code == 404
        for what in ("", "/pensiun", "/pakai"):
            assert (await browser.post(f"{PAGE}/{id}{what}", data=GOOD)).status_code == 404


@pytest.mark.parametrize("role", [Role.INSPEKTORAT, Role.ADMIN])
async def test_who_does_not_answer_has_no_ready_answers(rig: Rig, role: Role) -> None:
    browser = await rig.signed_in(role)
    for address in (PAGE, f"{PAGE}/baru"):
        assert (await browser.get(address)).status_code == 403
    assert (await browser.post(PAGE, data=GOOD)).status_code == 403


async def test_texts_of_officers_stay_texts(rig: Rig) -> None:
    browser = await rig.signed_in(Role.PETUGAS)
    await browser.post(PAGE, data={"judul": ATTACK, "teks": ATTACK, "komponen": "biaya"})
    [made] = await reading(rig.database, everything)
    for address in (PAGE, f"{PAGE}/{made.id}"):
        page = (await browser.get(address)).text
        assert ATTACK not in page
        assert html.escape(ATTACK) in page
    assert 'value="biaya" selected' in (await browser.get(f"{PAGE}/baru?komponen=biaya")).text
