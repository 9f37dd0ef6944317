"""Answering in the browser: what the box knows, what it warns of, ten seconds, and two at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from console.parts import Options
from domain.complaint import Status
from domain.handling import Plan
from domain.messages import SMS, TELEGRAM, Address
from domain.people import Role
from handlers import actions
from storage import canned
from storage.engine import make_engine, reading, transaction
from storage.outbox import Failed, claim_due, settle
from storage.transcripts import standing_of, transcript
from tests.integration.complaint_forms import SHEET, STAFF, Bench, Page

JSON = {"accept": "application/json"}
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


async def sent_to(bench: Bench, number: str) -> list[tuple[str, str]]:
    """What was made for the citizen of a complaint: purpose and status."""
    place = await reading(bench.rig.database, standing_of, (await bench.rig.stored(number)).sender)
    assert place is not None
    lines = await reading(bench.rig.database, transcript, place.conversation_id)
    return [(line.purpose, line.status.value) for line in lines if line.status is not None]


async def of(bench: Bench, state: str, channel: str) -> str:
    address = {SMS: "+628120000777", TELEGRAM: "4242", "letter": "surat-7"}[channel]
    return await bench.complaint(state, Address(channel, address))


async def test_the_box_says_until_when_whatsapp_takes_the_answer(quick: Bench) -> None:
    number = await quick.complaint("sheet")
    quick.rig.now += timedelta(hours=20, minutes=30)
    page = await quick.get(number)
    assert "Jendela WhatsApp terbuka sampai 09.05, 3 jam lagi." in page.text
    assert "Kirim jawaban" in page.text


async def test_outside_the_window_the_box_shows_the_template_that_will_be_sent(
    bench: Bench,
) -> None:
    bench.rig.options = replace(bench.rig.options, templates=frozenset({"answer_ready"}))
    bench.rig.__post_init__()
    number = await bench.complaint("sheet")
    bench.rig.now += timedelta(hours=25)
    page = await bench.get(number)
    assert f"Jawaban atas pengaduan {number} sudah siap" in page.text
    assert "Kirim pemberitahuan" in page.text
    await bench.done(number, "jawab", {"teks": ANSWER})
    assert (await sent_to(bench, number))[-1] == ("answer_ready", "queued")
    bench.rig.now += timedelta(seconds=11)
    await bench.send_all()
    after = await bench.get(number)
    assert "menyusul saat warga membalas" in after.text
    assert (await bench.rig.stored(number)).status is Status.DIJAWAB


async def test_without_a_template_the_box_says_to_telephone(quick: Bench) -> None:
    number = await quick.complaint("sheet")
    quick.rig.now += timedelta(hours=25)
    page = await quick.get(number)
    assert "tidak ada yang bisa dikirim sekarang" in page.text
    assert "Simpan jawaban" in page.text
    await quick.done(number, "jawab", {"teks": ANSWER})


@pytest.mark.parametrize(
    ("channel", "said", "button"),
    [
        (SMS, "SMS. Jawaban terkirim langsung.", "Kirim jawaban"),
        (TELEGRAM, "Telegram. Jawaban terkirim langsung.", "Kirim jawaban"),
        ("letter", "Surat. Tidak ada kanal untuk mengirim.", "Simpan jawaban"),
    ],
)
async def test_the_box_knows_its_channel(
    quick: Bench, channel: str, said: str, button: str
) -> None:
    page = await quick.get(await of(quick, "sheet", channel))
    assert said in " ".join(page.text.split())
    assert button in page.text


async def test_a_channel_that_is_off_is_said_to_be_off(quick: Bench) -> None:
    quick.rig.options = Options(sends=frozenset({"whatsapp"}))
    quick.rig.__post_init__()
    page = await quick.get(await of(quick, "sheet", SMS))
    assert "Kanal ini sedang tidak aktif" in page.text


async def test_files_are_not_promised_where_the_channel_takes_none(quick: Bench) -> None:
    number = await quick.complaint("sheet")
    assert "Berkas belum bisa dikirim lewat kanal ini" in (await quick.get(number)).text
    assert "Sebutkan berkas" not in (await quick.get(number)).text
    browser = await quick.browser("petugas")
    png = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000")
    await browser.post(
        f"{STAFF}/aduan/{number}/berkas", files={"berkas": ("surat.png", png, "image/png")}
    )
    answer = await quick.post(number, "jawab", {"teks": "Yth.", "aksi": "sebut"})
    written = Page(answer.text).value("jawab", "teks")
    assert written.startswith("Yth.\n\nBerkas berikut dapat diambil di ")
    assert written.endswith(f"dengan menyebut nomor {number}: surat.png.")


# --- Ready answers and the preview ----------------------------------------------------------------


async def ready(bench: Bench, text: str, component: str | None = None) -> int:
    return await transaction(
        bench.rig.database,
        canned.add,
        title="Contoh",
        text=text,
        component=component,
        by="petugas",
        now=bench.rig.now,
    )


async def test_a_ready_answer_is_offered_with_its_variables_filled(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    one = await ready(bench, "Yth. {nama}, aduan {nomor} tentang {komponen} <b> {lain}.")
    await ready(bench, "Tentang sarana", "sarana")
    filled = f"Yth. Contoh Pelapor, aduan {number} tentang biaya/tarif <b> {{lain}}."
    page = await bench.get(number, query=f"?siap={one}")
    assert page.value("jawab", "teks") == filled
    assert "Tentang sarana" not in page.html
    answer = await bench.post(
        number, "jawab", {"teks": "Selamat pagi.", "siap": str(one), "aksi": "sisip"}
    )
    assert answer.status_code == 200
    assert Page(answer.text).value("jawab", "teks") == f"Selamat pagi.\n\n{filled}"
    assert (await bench.rig.stored(number)).answer == ""


@pytest.mark.parametrize("who", ["petugas", "atasan"])
async def test_a_ready_answer_names_nobody_who_must_not_be_named(quick: Bench, who: str) -> None:
    complaint = await quick.rig.complaint(confidential=who == "petugas")
    one = await ready(quick, "Yth. {nama}.")
    page = await quick.get(complaint.number, who, f"?siap={one}")
    assert page.value("jawab", "teks") == "Yth. Bapak/Ibu."


@pytest.mark.parametrize("chosen", ["", "999", "x", "1 OR 1=1"])
async def test_a_ready_answer_that_is_none_inserts_nothing(quick: Bench, chosen: str) -> None:
    number = await quick.complaint("sheet")
    data = {"teks": "Halo", "siap": chosen, "aksi": "sisip"}
    answer = await quick.post(number, "jawab", data)
    assert Page(answer.text).value("jawab", "teks") == "Halo"


PREVIEWS: list[tuple[str, str, str, str]] = [
    (SMS, "Siap – diambil 😀", "Jawaban laporan {n}: Siap - diambil", "GSM-7"),
    (TELEGRAM, "Siap 😀", "Jawaban atas laporan {n}:\nSiap 😀", ""),
    ("letter", "Siap", "Siap", ""),
]


@pytest.mark.parametrize(("channel", "typed", "seen", "encoding"), PREVIEWS)
async def test_the_preview_shows_what_will_be_sent(
    quick: Bench, channel: str, typed: str, seen: str, encoding: str
) -> None:
    number = await of(quick, "sheet", channel)
    data = {"teks": typed, "aksi": "pratinjau"}
    browser = await quick.browser("petugas")
    url = f"{STAFF}/aduan/{number}/jawab"
    told = (await browser.post(url, data=data, headers=JSON)).json()
    assert [part["text"] for part in told["parts"]] == [seen.format(n=number)]
    assert [part["encoding"] for part in told["parts"]] == [encoding]
    shown = Page((await browser.post(url, data=data)).text)
    assert seen.format(n=number) in shown.text
    assert shown.value("jawab", "teks") == typed
    assert ("Tidak ikut terkirim lewat SMS" in shown.text) is (channel == SMS)
    if channel == "letter":
        return
    await quick.done(number, "jawab", {"teks": typed})
    assert (await sent_to(quick, number))[-2:-1] == [("answer", "queued")]


# --- Warnings -------------------------------------------------------------------------------------


async def test_an_unfinished_worksheet_must_be_ticked_off_before_an_answer(bench: Bench) -> None:
    number = await bench.complaint("taken")
    answer = await bench.post(number, "jawab", {"teks": ANSWER})
    page = Page(answer.text)
    assert answer.status_code == 422
    assert "Langkah (e) lembar kerja" in page.alert
    assert page.value("jawab", "teks") == ANSWER
    assert (await bench.rig.stored(number)).answer == ""
    tick = _tick(answer.text)
    assert (await bench.done(number, "jawab", {"teks": ANSWER, "tetap": tick})).answer == ANSWER


def _tick(html: str) -> str:
    return html.split('name="tetap" value="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Yth. Contoh Pelapor, selesai.", "nama pelapor"),
        ("Hubungi PELAPOR.", "nama pelapor"),
        ("Kami telepon 0812-0000-777.", "nomor pelapor"),
        ("Kami telepon +628120000777.", "nomor pelapor"),
    ],
)
async def test_an_answer_that_gives_a_confidential_reporter_away_is_held_back(
    quick: Bench, text: str, said: str
) -> None:
    complaint = await quick.rig.complaint(Address(SMS, "+628120000777"), confidential=True)
    await quick.act(actions.FillWorksheet(complaint.number, SHEET))
    answer = await quick.post(complaint.number, "jawab", {"teks": text})
    assert answer.status_code == 422
    assert said in Page(answer.text).alert


async def test_a_tick_counts_only_for_the_warnings_beside_it(quick: Bench) -> None:
    complaint = await quick.rig.complaint(confidential=True)
    first = await quick.post(complaint.number, "jawab", {"teks": ANSWER})
    data = {"teks": "Yth. Contoh Pelapor.", "tetap": _tick(first.text)}
    second = await quick.post(complaint.number, "jawab", data)
    assert second.status_code == 422
    assert "nama pelapor" in Page(second.text).alert
    browser = await quick.browser("petugas")
    url = f"{STAFF}/aduan/{complaint.number}/jawab"
    told = await browser.post(url, data={"teks": ANSWER}, headers=JSON)
    assert told.json()["warnings"] == ["Langkah (e) lembar kerja, hasil penanganan, belum diisi."]


# --- Ten seconds ----------------------------------------------------------------------------------


async def test_within_ten_seconds_an_answer_is_taken_back_into_its_box(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    await bench.done(number, "jawab", {"teks": f"{ANSWER}\n\nSalam"})
    page = await bench.get(number, query="?sudah=jawab")
    assert "Jawaban dikirim dalam 10 detik." in page.text
    bench.rig.now += timedelta(seconds=4)
    assert "Jawaban dikirim dalam 6 detik." in (await bench.get(number)).text
    await bench.send_all()
    assert ("answer", "queued") in await sent_to(bench, number)
    await bench.done(number, "tarik-jawaban")
    assert (await sent_to(bench, number))[-2:] == [("answer", "cancelled"), ("rating", "cancelled")]
    after = await bench.get(number)
    assert after.value("jawab", "teks") == f"{ANSWER}\n\nSalam"
    assert "tarik-jawaban" not in after.forms
    bench.rig.now += timedelta(seconds=20)
    await bench.send_all()
    assert ("answer", "sent") not in await sent_to(bench, number)


async def test_what_was_taken_back_is_not_offered_again_once_it_was_answered(
    bench: Bench,
) -> None:
    number = await bench.complaint("sheet")
    await bench.done(number, "jawab", {"teks": ANSWER})
    await bench.done(number, "tarik-jawaban")
    await bench.done(number, "jawab", {"teks": "Yang baru."})
    assert (await bench.get(number)).value("jawab", "teks") == ""


async def test_after_ten_seconds_what_has_left_cannot_be_taken_back(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    await bench.done(number, "jawab", {"teks": ANSWER})
    bench.rig.now += timedelta(seconds=11)
    await bench.send_all()
    page = await bench.get(number)
    assert "tarik-jawaban" not in page.forms
    assert "Jawaban terkirim, Senin, 16 Maret 2026 09.05." in page.text
    answer = await bench.post(number, "tarik-jawaban")
    assert answer.status_code == 409
    assert (await bench.rig.stored(number)).status is Status.DITUTUP


async def test_what_is_leaving_just_now_cannot_be_taken_back(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    await bench.send_all()
    await bench.done(number, "jawab", {"teks": ANSWER})
    bench.rig.now += timedelta(seconds=11)
    due = await transaction(
        bench.rig.database, claim_due, "test", bench.rig.now, 50, timedelta(seconds=30)
    )
    assert [sending.message.purpose for sending in due] == ["answer"]
    assert "tarik-jawaban" not in (await bench.get(number)).forms
    answer = await bench.post(number, "tarik-jawaban")
    assert answer.status_code == 409
    assert "sudah berangkat" in Page(answer.text).alert
    assert (await bench.rig.stored(number)).answer == ANSWER


# --- How far it has come --------------------------------------------------------------------------


async def failing(bench: Bench, number: str, code: str) -> None:
    def refuse(conn: Any) -> None:
        for _ in range(9):
            due = claim_due(conn, "test", bench.rig.now, 50, timedelta(seconds=30))
            settle(conn, [Failed(d.outbox_id, code, "no") for d in due], "test", bench.rig.now)

    await transaction(bench.rig.database, refuse)


async def test_a_failed_answer_says_why_and_what_to_do(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    await bench.done(number, "jawab", {"teks": ANSWER})
    bench.rig.now += timedelta(seconds=11)
    await failing(bench, number, "63016")
    page = await bench.get(number)
    assert "Jawaban gagal sampai." in page.text
    assert "24 jam" in page.text
    assert "sampaikan jawaban kepada warga" in page.text
    assert {"kirim-ulang", "tutup"} <= set(page.forms)
    await bench.done(number, "kirim-ulang")
    bench.rig.now += timedelta(seconds=11)
    await bench.send_all()
    assert (await bench.rig.stored(number)).status is Status.DITUTUP


async def test_a_failed_answer_is_closed_by_telephone(bench: Bench) -> None:
    number = await bench.complaint("sheet")
    await bench.done(number, "jawab", {"teks": ANSWER})
    bench.rig.now += timedelta(seconds=11)
    await failing(bench, number, "30005")
    closed = await bench.done(number, "tutup", {"cara": "phone", "teks": "Diterima sendiri"})
    assert closed.status is Status.DITUTUP
    assert closed.answer == ANSWER
    assert "Jawaban disampaikan lewat telepon." in (await bench.get(number)).text


async def test_an_answer_on_paper_is_written_and_then_closed_by_hand(bench: Bench) -> None:
    number = await of(bench, "sheet", "letter")
    answered = await bench.done(number, "jawab", {"teks": ANSWER})
    assert answered.status is Status.DIJAWAB
    page = await bench.get(number)
    assert "belum disampaikan" in page.text
    assert "kirim-ulang" not in page.forms
    closed = await bench.done(number, "tutup", {"cara": "letter", "teks": "Nomor 12/2026"})
    assert closed.handling.given_note == "Nomor 12/2026"


async def test_it_is_said_why_a_complaint_cannot_just_be_closed(quick: Bench) -> None:
    page = await quick.get(await quick.complaint("taken"))
    assert "hanya bila dicatat bagaimana jawaban disampaikan" in page.text


# --- Two officers ---------------------------------------------------------------------------------


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
    sent = await bench.done(number, "jawab", data | {"tetap": _tick(answer.text)})
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


async def test_what_was_taken_back_is_not_put_into_a_box_under_a_mask(bench: Bench) -> None:
    number = (await bench.rig.complaint(confidential=True)).number
    written = "Yth. Contoh Pelapor, selesai."
    held = await bench.post(number, "jawab", {"teks": written})
    await bench.done(number, "jawab", {"teks": written, "tetap": _tick(held.text)})
    await bench.done(number, "tarik-jawaban")
    assert (await bench.get(number)).value("jawab", "teks") == written
    masked = await bench.get(number, "rekan")
    assert masked.value("jawab", "teks") == ""
    assert "Contoh Pelapor" not in masked.html


async def test_the_standard_begins_step_b_and_is_not_saved_by_itself(bench: Bench) -> None:
    services = bench.rig.office.catalogue.services.values()
    known = next(service for service in services if service.free)
    from domain.complaint import ServiceRef

    complaint = await bench.rig.complaint(services=(ServiceRef(known.id, known.name),))
    page = await bench.get(complaint.number)
    assert "Gratis" in page.value("lembar", "aturan")
    assert "belum disimpan" in page.text
    assert (await bench.rig.stored(complaint.number)).handling.worksheet.basis == ""
    form = page.forms["lembar"]
    after = await bench.done(complaint.number, "lembar", form | {"pokok": "P"})
    assert "Gratis" in after.handling.worksheet.basis
    assert "belum disimpan" not in (await bench.get(complaint.number)).text


async def test_a_superior_who_reveals_sees_the_worksheet_open(quick: Bench) -> None:
    number = await quick.complaint("taken")
    await quick.act(actions.FillWorksheet(number, replace(SHEET, problem="Contoh Pelapor")))
    browser = await quick.browser("atasan")
    shown = await browser.post(f"{STAFF}/aduan/{number}/ungkap", data={"alasan": "Telepon balik"})
    assert shown.status_code == 200
    assert Page(shown.text).value("lembar", "pokok") == "Contoh Pelapor"
    assert quick.people["atasan"].role is Role.ATASAN
