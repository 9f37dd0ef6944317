"""Manual entry over HTTP: from the form to a complaint, its result page and its printed receipt."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from pypdf import PdfReader
from sqlalchemy.ext.asyncio import AsyncEngine

from console.parts import Options
from console.receipt_pdf import printable, receipt_pdf
from domain.calendar import WIB
from domain.complaint import Complaint, Facts, Kind, Reason, Receipt, ServiceRef, register
from domain.dialogue import Awaiting, Draft, Outcome, State
from domain.messages import MEDIA, SMS, WHATSAPP, Address, InboundMessage
from domain.people import Role
from domain.tickets import find_numbers
from storage.audit import timeline
from storage.claims import claim_one
from storage.engine import reading, transaction
from storage.files import of_complaint
from storage.inbox import Received, record_inbound
from storage.leases import keep_unread
from storage.office_tables import other_matters
from storage.outcomes import commit_outcomes
from storage.tables import complaints, conversations, counters, inbox, outbox
from storage.transcripts import conversation_at, standing_of, transcript
from storage.work import Work
from tests import samples
from tests.integration.console_rig import NOW, Rig
from tests.integration.storage_builders import rows_of

PHONE = "+6281200000001"
MATTER = "Diminta 500 ribu untuk sertifikat standar di loket 2"
SENDS = frozenset({SMS, WHATSAPP})


@pytest_asyncio.fixture
async def rig(database: AsyncEngine) -> Rig:
    options = Options(public_url="https://aduan.example.test", sends=SENDS)
    return Rig(database, options=options)


@pytest_asyncio.fixture
async def desk(rig: Rig) -> AsyncIterator[httpx.AsyncClient]:
    async with await rig.signed_in(Role.PETUGAS) as client:
        yield client


async def fields(desk: httpx.AsyncClient, **values: str) -> dict[str, str]:
    """A form as a browser fills it in: what the page holds, and these values."""
    page = await desk.get("/kantor/catat")
    assert page.status_code == 200
    key = re.search(r'name="kunci" value="([^"]+)"', page.text)
    assert key is not None
    given = {
        "kunci": key[1],
        "lewat": "letter",
        "tanggal": "2026-03-13",
        "jam": "09:05",
        "isi": MATTER,
        "nama": "Contoh Pelapor",
        "telepon": "",
        "balas": "",
        "layanan": "",
        "komponen": "",
        "diterima": "belum",
        "diterima_tanggal": "",
    }
    return given | values


async def saved(rig: Rig, answer: httpx.Response) -> Complaint:
    assert answer.status_code == 303, re.sub(r"<[^>]+>", " ", answer.text)
    return await rig.stored(find_numbers(answer.headers["location"])[0])


def text_of(content: bytes) -> str:
    """The text of a PDF on one line."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("medium", [m for m in MEDIA if m not in ("web_office", "web_mpp")])
async def test_what_came_by_any_medium_has_its_own_clock_from_the_day_it_came(
    rig: Rig, desk: httpx.AsyncClient, medium: str
) -> None:
    form = await fields(desk, lewat=medium)
    complaint = await saved(rig, await desk.post("/kantor/catat", data=form))
    assert complaint.channel == medium
    assert complaint.kind is Kind.PENGADUAN
    assert complaint.received_at == datetime(2026, 3, 13, 9, 5, tzinfo=WIB)
    assert complaint.registered_at == NOW
    assert complaint.deadline is not None
    assert complaint.deadline.on == date(2026, 4, 10)
    assert complaint.facts.components[0] == "biaya"


async def test_a_letter_about_a_service_of_long_ago_is_a_suggestion_and_says_why(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    form = await fields(desk, diterima="sudah", diterima_tanggal="2026-02-01")
    answer = await desk.post("/kantor/catat", data=form)
    complaint = await saved(rig, answer)
    assert complaint.reason is Reason.LATE_30_DAYS
    page = await desk.get(answer.headers["location"])
    assert "lewat 30 hari" in page.text


async def test_a_paper_from_the_box_without_a_name_is_kept_as_a_suggestion(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    form = await fields(desk, lewat="box", nama="")
    complaint = await saved(rig, await desk.post("/kantor/catat", data=form))
    assert (complaint.kind, complaint.reason) == (Kind.SARAN, Reason.NO_IDENTITY)
    assert complaint.sender.channel == "box"


async def test_the_result_shows_what_the_citizen_must_be_told(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    answer = await desk.post("/kantor/catat", data=await fields(desk))
    complaint = await saved(rig, answer)
    assert complaint.code not in answer.headers["location"]
    page = (await desk.get(answer.headers["location"])).text
    for shown in (
        complaint.number,
        complaint.code,
        "Jumat, 10 April 2026",
        "Surat",
        f"/kantor/aduan/{complaint.number}/tanda-terima.pdf",
        "tidak ada nomor ponsel",
    ):
        assert shown in page


async def test_who_recorded_it_and_how_it_came_is_part_of_what_happened(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    complaint = await saved(rig, await desk.post("/kantor/catat", data=await fields(desk)))
    events = {e.name: e for e in await reading(rig.database, timeline, complaint.number)}
    assert events["recorded"].data["medium"] == "letter"
    assert events["recorded"].actor.startswith("petugas")
    assert events["registered"].data["kind"] == "pengaduan"


async def test_what_was_written_stands_in_the_conversation_and_waits_for_nobody(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    complaint = await saved(rig, await desk.post("/kantor/catat", data=await fields(desk)))
    place = await reading(rig.database, conversation_at, complaint.sender)
    assert place is not None
    [line] = await reading(rig.database, transcript, place)
    assert (line.from_citizen, line.text) == (True, MATTER)
    [row] = await rows_of(rig.database, conversations)
    assert (row.pending, row.last_inbound_at, row.lease_owner) == (0, None, None)
    [message] = await rows_of(rig.database, inbox)
    assert (message.done, message.act) == (True, "lapor")


@pytest.mark.parametrize(
    ("balas", "sends", "channels"),
    [
        ("sms", SENDS, [SMS]),
        ("whatsapp", SENDS, [SMS]),  # Its owner has not written, so WhatsApp takes nothing.
        ("whatsapp", frozenset({WHATSAPP}), []),
        ("", SENDS, []),
    ],
)
async def test_a_receipt_is_sent_where_one_can_be_and_the_page_says_what_became_of_it(
    database: AsyncEngine, balas: str, sends: frozenset[str], channels: list[str]
) -> None:
    rig = Rig(database, options=Options(sends=sends))
    async with await rig.signed_in(Role.PETUGAS) as desk:
        form = await fields(desk, telepon="0812-0000-0001", balas=balas)
        answer = await desk.post("/kantor/catat", data=form)
        complaint = await saved(rig, answer)
        page = (await desk.get(answer.headers["location"])).text
    sent = await rows_of(rig.database, outbox)
    assert [row.channel for row in sent] == channels
    assert all(row.address == PHONE and complaint.number in row.text for row in sent)
    assert ("dikirim lewat SMS" in page) is bool(channels)
    assert complaint.sender == Address(balas or "letter", PHONE)


async def test_a_number_with_a_draft_in_the_bot_keeps_its_draft(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    place = Address(SMS, PHONE)
    draft = Draft(facts=Facts(matter="Izin reklame belum jadi"), opened_at=NOW)
    state = State(draft=draft, awaiting=Awaiting.NAME, last_inbound_at=NOW, last_turn_at=NOW)
    await _talking(rig, place, state)
    [before] = await rows_of(rig.database, conversations)
    form = await fields(desk, telepon=PHONE, balas="sms", nama="")
    complaint = await saved(rig, await desk.post("/kantor/catat", data=form))
    standing = await reading(rig.database, standing_of, place)
    assert standing is not None
    assert standing.state == state
    [after] = await rows_of(rig.database, conversations)
    assert after.wake_at == before.wake_at
    assert complaint.sender == place


async def test_an_entry_waits_while_the_bot_has_the_conversation(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    place = Address(SMS, PHONE)
    work = await _held(rig, place)
    form = await fields(desk, telepon=PHONE, balas="sms")
    waiting = asyncio.create_task(desk.post("/kantor/catat", data=form))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    state = State(greeted=True)
    await transaction(rig.database, commit_outcomes, [(work, Outcome(state=state))], NOW)
    await saved(rig, await waiting)
    standing = await reading(rig.database, standing_of, place)
    assert standing is not None
    assert standing.state.greeted


@pytest.mark.parametrize(("rahasia", "seen"), [("", True), ("1", False)])
async def test_a_number_that_was_left_can_be_called_unless_it_is_confidential(
    rig: Rig, desk: httpx.AsyncClient, rahasia: str, seen: bool
) -> None:
    form = await fields(desk, telepon="0812 0000 0001", rahasia=rahasia)
    complaint = await saved(rig, await desk.post("/kantor/catat", data=form))
    page = await desk.get(f"/kantor/aduan/{complaint.number}")
    assert (f'href="tel:{PHONE}"' in page.text) is seen
    assert (PHONE in page.text) is seen


async def test_one_form_sent_twice_is_one_complaint(rig: Rig, desk: httpx.AsyncClient) -> None:
    form = await fields(desk, telepon=PHONE, balas="sms")
    first = await desk.post("/kantor/catat", data=form)
    # As after "back": something was changed meanwhile, and still it is the same form.
    second = await desk.post("/kantor/catat", data=form | {"nama": "Contoh Lain", "telepon": ""})
    one, other = await saved(rig, first), await saved(rig, second)
    assert one.number == other.number
    assert len(await rows_of(rig.database, complaints)) == 1
    assert len(await rows_of(rig.database, outbox)) == 1
    assert "tidak dicatat dua kali" in (await desk.get(second.headers["location"])).text


async def test_one_form_sent_at_the_same_moment_from_two_windows_is_one_complaint(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    form = await fields(desk)
    forms = [form | {"telepon": f"08120000000{n}"} for n in range(4)]
    answers = await asyncio.gather(*(desk.post("/kantor/catat", data=one) for one in forms))
    assert len({(await saved(rig, answer)).number for answer in answers}) == 1
    [counter] = await rows_of(rig.database, counters)
    assert counter.value == 1  # No number was used up by the others.
    assert all(row.lease_owner is None for row in await rows_of(rig.database, conversations))


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"lewat": ""}, "lewat", "Pilih lewat mana"),
        ({"tanggal": "2026-03-17"}, "tanggal", "belum terjadi"),
        ({"tanggal": "31/02/2026"}, "tanggal", "Isi tanggal masuknya"),
        ({"tanggal": "2019-03-13"}, "tanggal", "sebelum tahun 2020"),
        ({"jam": "25:00"}, "jam", "Isi jam masuknya"),
        ({"telepon": "12"}, "telepon", "tidak terbaca"),
        ({"telepon": "0264 8224794", "balas": "sms"}, "telepon", "telepon rumah"),
        ({"balas": "sms"}, "telepon", "Isi nomor teleponnya"),
        ({"diterima": "sudah"}, "diterima", "Isi tanggal layanan"),
        ({"diterima": "sudah", "diterima_tanggal": "2026-03-14"}, "diterima", "lebih baru"),
        ({"komponen": "cuaca"}, "komponen", "Pilih jenis masalah"),
        ({"isi": "", "nama": ""}, "isi", "masih kosong"),
        ({"nama": "a" * 201}, "nama", "Terlalu panjang"),
    ],
)
async def test_a_form_that_cannot_be_saved_comes_back_with_everything_that_was_typed(
    rig: Rig, desk: httpx.AsyncClient, values: dict[str, str], field: str, said: str
) -> None:
    form = await fields(desk, alamat="Jalan Contoh 1", **values)
    answer = await desk.post("/kantor/catat", data=form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert f'href="#f-{field}"' in answer.text
    assert said in answer.text
    for name in ("isi", "nama", "telepon", "alamat", "kunci"):
        assert form[name] in answer.text
    assert await rows_of(rig.database, complaints) == []


async def test_dates_and_times_may_be_written_as_people_write_them(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    form = await fields(desk, tanggal="13/3/2026", jam="9.05")
    complaint = await saved(rig, await desk.post("/kantor/catat", data=form))
    assert complaint.received_at == datetime(2026, 3, 13, 9, 5, tzinfo=WIB)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Nomor Induk Berusaha (NIB)", "nib"),
        ("nomor induk berusaha (nib)", "nib"),
        ("NIB", "nib"),
        ("nib", "nib"),
        ("izin membuka awan", None),
    ],
)
async def test_a_service_is_found_by_its_name_or_kept_in_the_reporters_own_words(
    rig: Rig, desk: httpx.AsyncClient, typed: str, found: str | None
) -> None:
    form = await fields(desk, layanan=typed)
    complaint = await saved(rig, await desk.post("/kantor/catat", data=form))
    [service] = complaint.facts.services
    assert service.id == found
    assert found or service.name == typed


async def test_scans_are_kept_with_the_complaint(rig: Rig, desk: httpx.AsyncClient) -> None:
    form = await fields(desk)
    scans = [
        ("berkas", ("surat 1.png", samples.png(), "image/png")),
        ("berkas", ("surat 2.png", samples.png(3, 3), "image/png")),
    ]
    complaint = await saved(rig, await desk.post("/kantor/catat", data=form, files=scans))
    kept = await reading(rig.database, of_complaint, complaint.number)
    assert [one.filename for one in kept] == ["surat 1.png", "surat 2.png"]
    assert [a.ref for a in complaint.facts.attachments] == [f"file:{one.id}" for one in kept]
    served = await desk.get(f"/kantor/aduan/{complaint.number}/lampiran/0")
    assert served.content == samples.png()


async def test_two_complaints_may_have_the_same_scan(rig: Rig, desk: httpx.AsyncClient) -> None:
    scan = {"berkas": ("surat.png", samples.png(), "image/png")}
    made = [
        await saved(rig, await desk.post("/kantor/catat", data=await fields(desk), files=scan))
        for _ in range(2)
    ]
    kept = [await reading(rig.database, of_complaint, one.number) for one in made]
    assert [len(files) for files in kept] == [1, 1]
    assert kept[0] != kept[1]


async def test_a_scan_that_is_none_is_refused_with_the_reason_and_the_rest_stays(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    form = await fields(desk)
    scan = {"berkas": ("surat.png", b"<script>alert(1)</script>", "image/png")}
    answer = await desk.post("/kantor/catat", data=form, files=scan)
    assert answer.status_code == 422
    assert "sebenarnya bukan" in answer.text
    assert MATTER in answer.text
    assert "perlu dipilih lagi" in answer.text


async def test_a_scan_alone_is_not_nothing(rig: Rig, desk: httpx.AsyncClient) -> None:
    form = await fields(desk, isi="", nama="")
    scan = {"berkas": ("surat.png", samples.png(), "image/png")}
    complaint = await saved(rig, await desk.post("/kantor/catat", data=form, files=scan))
    assert complaint.reason is Reason.NO_OBJECT


async def test_a_parked_message_begins_the_form(rig: Rig, desk: httpx.AsyncClient) -> None:
    place = Address(WHATSAPP, PHONE)
    text = "Pesan <b>yang</b> tidak terbaca"
    work = await _held(rig, place, text=text)
    await transaction(rig.database, keep_unread, work, text, NOW)
    [matter] = await rows_of(rig.database, other_matters)
    page = await desk.get(f"/kantor/catat?dari=pesan:{matter.id}")
    assert "Pesan &lt;b&gt;yang&lt;/b&gt; tidak terbaca" in page.text
    assert f'value="{PHONE}"' in page.text
    assert re.search(r'value="whatsapp" required checked', page.text)
    assert 'value="2026-03-16"' in page.text


@pytest.mark.parametrize("origin", ["pesan:999", "pesan:x", "pesan:", "surat:1", "pesan:-1"])
async def test_a_message_that_is_not_there_is_said_to_be_not_there(
    desk: httpx.AsyncClient, origin: str
) -> None:
    page = await desk.get("/kantor/catat", params={"dari": origin})
    assert page.status_code == 404
    assert "Pesan itu tidak ada" in page.text


async def test_nothing_that_was_typed_becomes_part_of_a_page(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
    form = await fields(desk, isi=evil, nama=evil, alamat=evil, layanan=evil, telepon=evil)
    again = await desk.post("/kantor/catat", data=form)
    assert again.status_code == 422
    answer = await desk.post("/kantor/catat", data=form | {"telepon": ""})
    complaint = await saved(rig, answer)
    for page in (again, await desk.get(answer.headers["location"])):
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
    printed = await desk.get(f"/kantor/aduan/{complaint.number}/tanda-terima.pdf")
    assert "<script>alert(1)</script>" in text_of(printed.content)


async def test_a_printed_receipt_says_what_a_receipt_must_say_and_is_noted(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    form = await fields(desk, layanan="NIB", diterima="", nama="Contoh Pelapor")
    complaint = await saved(rig, await desk.post("/kantor/catat", data=form))
    printed = await desk.get(f"/kantor/aduan/{complaint.number}/tanda-terima.pdf")
    assert printed.headers["content-type"] == "application/pdf"
    text = text_of(printed.content)
    for said in (
        complaint.number,
        complaint.code,
        "Contoh Pelapor",
        MATTER,
        "Nomor Induk Berusaha (NIB)",
        "Biaya/tarif",
        "Jumat, 13 Maret 2026 pukul 09.05 WIB",
        "lewat surat",
        "Dicatat sebagai pengaduan",
        "kapan layanannya diterima",
        "Jumat, 10 April 2026",
        "aduan.example.test/status",
        "tidak dipungut biaya",
        "SP4N-LAPOR!",
        "Ombudsman RI 137",
        "Jalan Veteran Nomor 139",
    ):
        assert said in text, said
    events = await reading(rig.database, timeline, complaint.number)
    assert events[-1].name == "receipt_printed"
    assert events[-1].actor.startswith("petugas")


async def test_the_paper_of_a_confidential_reporter_names_nobody(
    rig: Rig, desk: httpx.AsyncClient
) -> None:
    form = await fields(desk, rahasia="1", isi="Contoh Pelapor diminta uang di loket 2")
    complaint = await saved(rig, await desk.post("/kantor/catat", data=form))
    assert complaint.facts.name == "Contoh Pelapor"
    printed = await desk.get(f"/kantor/aduan/{complaint.number}/tanda-terima.pdf")
    text = text_of(printed.content)
    assert "Pelapor diminta" not in text
    assert "Contoh" not in text
    assert "dirahasiakan" in text


@pytest.mark.parametrize("path", ["/kantor/catat/2026-99999-9", "/kantor/catat/x"])
async def test_a_number_that_is_not_there_is_a_page_that_is_not_there(
    desk: httpx.AsyncClient, path: str
) -> None:
    assert (await desk.get(path)).status_code == 404
    number = path.rpartition("/")[2]
    assert (await desk.get(f"/kantor/aduan/{number}/tanda-terima.pdf")).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PETUGAS])
async def test_only_who_takes_in_reports_records_and_prints(
    database: AsyncEngine, role: Role
) -> None:
    rig = Rig(database)
    complaint = await rig.complaint()
    async with await rig.signed_in(role) as client:
        for path in (
            "/kantor/catat",
            f"/kantor/catat/{complaint.number}",
            f"/kantor/aduan/{complaint.number}/tanda-terima.pdf",
        ):
            assert (await client.get(path)).status_code == 403
        assert (await client.post("/kantor/catat", data={"isi": "x"})).status_code == 403


# ------------------------------------------------------------------------------- the paper alone


def paper(rig: Rig, public_url: str = "", **facts: Any) -> bytes:
    values: dict[str, Any] = {
        "matter": MATTER,
        "name": "Contoh Pelapor",
        "components": ("biaya",),
        "component_confidence": 1.0,
        "services": (ServiceRef("nib", "NIB"),),
        "received": Receipt.NOT_YET,
    }
    new = register(
        Facts(**(values | facts)),
        channel="letter",
        sender=Address("letter", "tanpa nomor"),
        received_at=NOW,
        now=NOW,
        rules=rig.office.rules,
        calendar=rig.office.calendar,
    )
    return receipt_pdf(replace(new, number="2026-00042-7", code="K7QF"), rig.office, public_url)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"name": ""}, "saran/masukan, karena tanpa identitas"),
        ({"name": ""}, "Masih kurang nama pelapor"),
        ({"matter": ""}, "Perihal belum ditulis"),
        ({"suggestion": True}, "tanpa batas waktu jawaban"),
        (
            {"received": Receipt.ON, "received_on": NOW.date() - timedelta(days=40)},
            "Petugas tetap dapat menerimanya",
        ),
    ],
)
async def test_the_paper_of_a_suggestion_says_why_it_is_one(
    rig: Rig, facts: dict[str, Any], said: str
) -> None:
    assert said in text_of(paper(rig, **facts))


async def test_a_paper_holds_texts_of_any_length_and_any_script(rig: Rig) -> None:
    long = "katatanpaspasi" * 60 + " " + "biaya 😡 <b>&amp; 汉字 " * 400
    content = paper(
        rig,
        public_url="https://aduan.example.test",
        matter=long,
        name="Ñandú " * 60,
        services=tuple(ServiceRef(None, f"izin {n} " + "x" * 150) for n in range(12)),
    )
    assert "2026-00042-7" in text_of(content)


async def test_the_same_complaint_prints_the_same_paper(rig: Rig) -> None:
    assert paper(rig) == paper(rig)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Rp500.000 – “gratis” é €", "Rp500.000 – “gratis” é €"),
        ("marah 😡🏽 sekali", "marah  sekali"),
        ("汉字 dan عربي", "?? dan ????"),
        ("ﬁ ā ǅ", "fi a Dz"),
        ("baris\nbaru\x00\u202e\ud800", "baris\nbaru"),
        ("", ""),
    ],
)
def test_what_the_font_cannot_draw_is_replaced_or_left_out(text: str, drawn: str) -> None:
    assert printable(text) == drawn


# ---------------------------------------------------------------------------- conversations first


async def _held(rig: Rig, place: Address, text: str = "Halo") -> Work:
    """A conversation that somebody has claimed."""
    message = InboundMessage(place.channel, "in-contoh", place, text, NOW)
    await transaction(rig.database, record_inbound, [Received(message, raw="", at=NOW)])
    conversation = await reading(rig.database, conversation_at, place)
    assert conversation is not None
    return await transaction(
        rig.database, claim_one, "worker", conversation, NOW, timedelta(seconds=30)
    )


async def _talking(rig: Rig, place: Address, state: State) -> None:
    """A conversation that stands there, with its timer."""
    work = await _held(rig, place)
    wake = NOW + timedelta(hours=2)
    outcome = Outcome(state=state, wake_at=wake)
    [done] = await transaction(rig.database, commit_outcomes, [(work, outcome)], NOW)
    assert done.error is None
