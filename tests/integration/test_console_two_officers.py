"""Two officers on one complaint: the second is told what changed, and no mask becomes a fact."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.handling import Plan
from domain.people import Role
from handlers import actions
from storage.engine import make_engine
from tests.integration.complaint_forms import SHEET, STAFF, Bench, Page, sent_to, tick

ANSWER = "Uang Bapak/Ibu sudah dikembalikan."


@pytest_asyncio.fixture
async def bench(database: AsyncEngine) -> Bench:
    return await Bench.opened(database)


@pytest_asyncio.fixture
async def quick(sqlite_url: str) -> AsyncIterator[Bench]:
    """For what the database has no part in."""
    engine = make_engine(sqlite_url)
    yield await Bench.opened(engine)
    await engine.dispose()


async def test_two_who_save_at_the_same_moment_do_not_overwrite_each_other(bench: Bench) -> None:
    number = await bench.complaint("taken")
    base = (await bench.get(number)).value("lembar", "dasar")
    answers = await asyncio.gather(
        bench.post(number, "lembar", {"dasar": base, "pokok": "dari petugas"}),
        bench.post(number, "lembar", {"dasar": base, "pokok": "dari rekan"}, "rekan"),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    lost = next(answer for answer in answers if answer.status_code == 409)
    assert "dari petugas" in lost.text
    assert "dari rekan" in lost.text


async def test_who_answers_second_is_told_that_it_was_answered(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    base = (await bench.get(number)).value("jawab", "dasar")
    await bench.done(number, "jawab", {"teks": ANSWER}, "rekan")
    data = {"teks": "Jawaban saya", "dasar": base}
    answer = await bench.post(number, "jawab", data)
    page = Page(answer.text)
    assert answer.status_code == 422
    assert "Contoh Rekan sudah menjawab aduan ini" in page.alert
    assert page.value("jawab", "teks") == "Jawaban saya"
    assert ANSWER in page.text
    sent = await bench.done(number, "jawab", data | {"tetap": tick(answer.text)})
    assert sent.answer == "Jawaban saya"


async def test_the_same_form_sent_twice_answers_once(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    base = (await bench.get(number)).value("jawab", "dasar")
    await bench.done(number, "jawab", {"teks": ANSWER, "dasar": base})
    again = await bench.post(number, "jawab", {"teks": ANSWER, "dasar": base})
    assert again.status_code == 422
    assert [purpose for purpose, _ in await sent_to(bench, number)].count("answer") == 1


async def conflict(bench: Bench, mine: dict[str, Any]) -> tuple[str, Page]:
    """A worksheet that a colleague saved after it was loaded: a new problem, and documents."""
    number = await bench.complaint("sheet")
    loaded = (await bench.get(number)).forms["lembar"]
    theirs = replace(SHEET, problem="Pokok rekan", documents="Berkas rekan")
    await bench.act(actions.FillWorksheet(number, theirs), "rekan")
    answer = await bench.post(number, "lembar", loaded | mine)
    assert answer.status_code == 409
    return number, Page(answer.text)


async def test_the_second_save_of_a_worksheet_is_told_what_changed(bench: Bench) -> None:
    number, page = await conflict(bench, {"pokok": "Pokok saya", "hasil": "Hasil saya"})
    assert "Contoh Rekan menyimpan Senin, 16 Maret 2026 09.05." in " ".join(page.text.split())
    for text in ("Pokok saya", "Pokok rekan", "Hasil saya", "Berkas rekan", "keduanya mengubah"):
        assert text in page.text
    assert (await bench.rig.stored(number)).handling.worksheet.problem == "Pokok rekan"


async def test_both_versions_can_be_joined(bench: Bench) -> None:
    number, page = await conflict(bench, {"pokok": "Pokok saya", "hasil": "Hasil saya"})
    sent = page.forms["lembar"]
    # The page holds two forms of the worksheet; the first of each value is the joined one.
    joined = {name: values[0] for name, values in sent.items()}
    assert joined["berkas"] == "Berkas rekan"
    after = await bench.done(number, "lembar", joined | {"pokok": "Pokok berdua"})
    sheet = after.handling.worksheet
    assert (sheet.problem, sheet.documents, sheet.result) == (
        "Pokok berdua",
        "Berkas rekan",
        "Hasil saya",
    )
    assert sheet.plans == SHEET.plans


async def test_mine_can_be_saved_over_theirs_once_that_was_seen(bench: Bench) -> None:
    number, page = await conflict(bench, {"pokok": "Pokok saya"})
    mine = {name: values[-1] for name, values in page.forms["lembar"].items()}
    after = await bench.done(number, "lembar", mine)
    assert after.handling.worksheet.problem == "Pokok saya"
    assert after.handling.worksheet.documents == SHEET.documents


async def test_plans_of_both_are_chosen_between(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    loaded = (await bench.get(number)).forms["lembar"]
    theirs = replace(SHEET, plans=(Plan.INVESTIGASI,))
    await bench.act(actions.FillWorksheet(number, theirs), "rekan")
    answer = await bench.post(number, "lembar", loaded | {"hasil": "Hasil saya"})
    sent = Page(answer.text).forms["lembar"]
    assert sent["pilih-rencana"] == ["tersimpan"]
    one = {name: values[0] for name, values in sent.items()}
    after = await bench.done(number, "lembar", one)
    assert after.handling.worksheet.plans == (Plan.INVESTIGASI,)
    assert after.handling.worksheet.result == "Hasil saya"


async def test_a_third_save_meanwhile_is_noticed_too(bench: Bench) -> None:
    number, page = await conflict(bench, {"pokok": "Pokok saya"})
    await bench.act(actions.FillWorksheet(number, replace(SHEET, problem="Ketiga")), "rekan")
    mine = {name: values[0] for name, values in page.forms["lembar"].items()}
    assert (await bench.post(number, "lembar", mine)).status_code == 409


async def test_a_worksheet_that_nobody_else_touched_is_simply_saved(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    loaded = (await bench.get(number)).forms["lembar"]
    await bench.act(actions.AddNote(number, "catatan"), "rekan")
    await bench.done(number, "lembar", loaded | {"hasil": "Hasil saya"})


async def test_a_category_that_changed_meanwhile_is_chosen_anew(bench: Bench) -> None:
    number = await bench.complaint("taken")
    base = (await bench.get(number)).value("kategori", "dasar")
    await bench.done(number, "kategori", {"kategori": "perangkat_daerah"}, "rekan")
    data = {"kategori": "internal", "dasar": base}
    answer = await bench.post(number, "kategori", data)
    page = Page(answer.text)
    assert answer.status_code == 409
    assert "Tim Teknis/Perangkat Daerah" in page.text
    sent = {name: values[0] for name, values in page.forms["kategori"].items()}
    after = await bench.done(number, "kategori", sent)
    assert after.handling.category == "internal"


async def test_facts_collide_only_where_both_wrote(bench: Bench) -> None:
    number = await bench.complaint("taken")
    base = (await bench.get(number)).value("lengkapi", "dasar")
    await bench.done(number, "lengkapi", {"alamat": "Jalan Rekan"}, "rekan")
    await bench.done(number, "lengkapi", {"diterima": "belum", "dasar": base})
    answer = await bench.post(number, "lengkapi", {"alamat": "Jalan Saya", "dasar": base})
    assert answer.status_code == 409
    assert "Jalan Rekan" in answer.text
    assert "Jalan Saya" in answer.text


async def test_a_mask_is_never_saved_over_a_name(bench: Bench) -> None:
    number = await bench.complaint("taken")
    secret = replace(SHEET, problem="Contoh Pelapor diminta uang", result="")
    await bench.act(actions.FillWorksheet(number, secret))
    page = await bench.get(number, "atasan")
    assert "Contoh Pelapor" not in page.html
    form = page.forms["lembar"]
    assert "pokok" not in form
    after = await bench.done(number, "lembar", form | {"hasil": "Ditegur"}, "atasan")
    assert after.handling.worksheet.problem == "Contoh Pelapor diminta uang"
    assert after.handling.worksheet.result == "Ditegur"


async def test_a_conflict_shows_no_name_to_who_sees_masks(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    loaded = (await bench.get(number, "atasan")).forms["lembar"]
    theirs = replace(SHEET, problem="Contoh Pelapor diminta uang")
    await bench.act(actions.FillWorksheet(number, theirs))
    answer = await bench.post(number, "lembar", loaded | {"hasil": "Ditegur"}, "atasan")
    assert answer.status_code == 409
    assert "Contoh Pelapor" not in answer.text
    sent = Page(answer.text).forms["lembar"]
    one = {name: values[0] for name, values in sent.items()}
    after = await bench.done(number, "lembar", one, "atasan")
    assert after.handling.worksheet.problem == "Contoh Pelapor diminta uang"


async def test_a_form_of_facts_shows_a_superior_only_the_mask(bench: Bench) -> None:
    complaint = await bench.rig.complaint(address="Jalan Contoh 12")
    page = await bench.get(complaint.number, "atasan")
    assert page.value("lengkapi", "nama") == ""
    await bench.done(complaint.number, "lengkapi", {"perihal": "Loket 3"}, "atasan")
    after = await bench.rig.stored(complaint.number)
    assert (after.facts.name, after.facts.address) == ("Contoh Pelapor", "Jalan Contoh 12")


async def test_a_superior_who_reveals_sees_the_worksheet_open(quick: Bench) -> None:
    number = await quick.complaint("taken")
    await quick.act(actions.FillWorksheet(number, replace(SHEET, problem="Contoh Pelapor")))
    browser = await quick.browser("atasan")
    shown = await browser.post(f"{STAFF}/aduan/{number}/ungkap", data={"alasan": "Telepon balik"})
    assert shown.status_code == 200
    assert Page(shown.text).value("lembar", "pokok") == "Contoh Pelapor"
    assert quick.people["atasan"].role is Role.ATASAN
