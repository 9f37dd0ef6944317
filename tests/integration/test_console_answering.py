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
from domain.messages import SMS, TELEGRAM, Address
from handlers import actions
from storage import canned
from storage.engine import make_engine, transaction
from storage.outbox import Failed, claim_due, settle
from tests.integration.complaint_forms import SHEET, STAFF, Bench, Page, sent_to, tick

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
    ticked = tick(answer.text)
    assert (await bench.done(number, "jawab", {"teks": ANSWER, "tetap": ticked})).answer == ANSWER


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
    data = {"teks": "Yth. Contoh Pelapor.", "tetap": tick(first.text)}
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


async def test_what_was_taken_back_is_not_put_into_a_box_under_a_mask(bench: Bench) -> None:
    number = (await bench.rig.complaint(confidential=True)).number
    written = "Yth. Contoh Pelapor, selesai."
    held = await bench.post(number, "jawab", {"teks": written})
    await bench.done(number, "jawab", {"teks": written, "tetap": tick(held.text)})
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
