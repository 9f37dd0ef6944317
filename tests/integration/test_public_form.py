"""The public form as plain HTTP sees it: no script, no cookie, and nothing that is lost."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.app import build
from bot.serve import web
from bot.settings import load_settings
from console.parts import Options
from console.public import limits
from domain.complaint import Complaint, Kind, Reason
from domain.messages import SMS, Address
from domain.tickets import find_codes, find_numbers
from storage.audit import timeline
from storage.engine import reading
from storage.files import of_complaint
from storage.office_tables import files, public_tries
from storage.public import Limit
from storage.tables import complaints, outbox
from tests import samples
from tests.integration.console_rig import SHIPPED, Rig
from tests.integration.storage_builders import rows_of

MATTER = "Izin reklame saya belum jadi padahal sudah tiga minggu"
PHONE = "+6281200000001"


@pytest_asyncio.fixture
async def rig(database: AsyncEngine) -> Rig:
    options = Options(public_url="https://aduan.example.test", sends=frozenset({SMS}))
    return Rig(database, options=options)


@pytest_asyncio.fixture
async def citizen(rig: Rig) -> AsyncIterator[httpx.AsyncClient]:
    async with rig.stranger() as client:
        yield client


async def fields(client: httpx.AsyncClient, door: str = "", **values: str) -> dict[str, str]:
    """A form as a browser fills it in: what the page holds, and these values."""
    page = await client.get("/aduan", params={"lewat": door} if door else None)
    assert page.status_code == 200
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return hidden | {"isi": MATTER, "nama": "Contoh Pelapor", "diterima": "belum"} | values


async def sent(rig: Rig, answer: httpx.Response) -> Complaint:
    assert answer.status_code == 200, re.sub(r"<[^>]+>", " ", answer.text)
    return await rig.stored(find_numbers(answer.text)[0])


@pytest.mark.parametrize(
    ("door", "medium"),
    [("", "web_office"), ("mpp", "web_mpp"), ("formulir", "form"), ("lain", "web_office")],
)
async def test_the_door_says_which_medium_it_was(
    rig: Rig, citizen: httpx.AsyncClient, door: str, medium: str
) -> None:
    form = await fields(citizen, door)
    complaint = await sent(rig, await citizen.post("/aduan/terima", data=form))
    assert complaint.channel == medium
    assert complaint.kind is Kind.PENGADUAN
    assert complaint.deadline is not None
    assert complaint.deadline.on == date(2026, 4, 13)
    assert complaint.facts.components[0] == "jangka_waktu"
    events = {e.name: e for e in await reading(rig.database, timeline, complaint.number)}
    assert (events["recorded"].actor, events["recorded"].data["medium"]) == ("citizen", medium)


async def test_the_receipt_shows_number_code_and_the_day_of_the_answer(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    answer = await citizen.post("/aduan/terima", data=await fields(citizen))
    complaint = await sent(rig, answer)
    for said in (complaint.code, "Senin, 13 April 2026", "16.00", "14 hari kerja", "Pengaduan"):
        assert said in answer.text
    assert "Contoh Pelapor" not in answer.text  # Others may look at the screen.
    assert "C***** P******" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


async def test_without_a_name_it_is_a_suggestion_and_the_page_says_so_before_and_after(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    assert "dicatat sebagai saran" in (await citizen.get("/aduan")).text
    answer = await citizen.post("/aduan/terima", data=await fields(citizen, nama=""))
    complaint = await sent(rig, answer)
    assert complaint.reason is Reason.NO_IDENTITY
    assert "tanpa identitas" in answer.text
    assert "tanpa batas waktu" in answer.text


async def test_the_form_promises_and_asks_what_the_law_wants(citizen: httpx.AsyncClient) -> None:
    page = (await citizen.get("/aduan")).text
    assert "UU 27/2022" in page
    assert "tidak meminta NIK" in page
    assert "default-src 'none'" in (await citizen.get("/aduan")).headers["content-security-policy"]
    assert not re.search(r"\son\w+=|style=|<script(?! src=)", page)


async def test_the_receipt_has_no_address_that_could_be_passed_on(
    citizen: httpx.AsyncClient,
) -> None:
    answer = await citizen.get("/aduan/terima")
    assert (answer.status_code, answer.headers["location"]) == (303, "/aduan")


async def test_a_form_that_is_sent_again_shows_the_same_receipt(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    form = await fields(citizen, telepon="081200000001", balas="sms")
    first = await citizen.post("/aduan/terima", data=form)
    second = await citizen.post("/aduan/terima", data=form | {"isi": "", "nama": ""})
    assert find_numbers(first.text) == find_numbers(second.text)
    assert (await sent(rig, second)).code in second.text
    assert len(await rows_of(rig.database, complaints)) == 1
    assert len(await rows_of(rig.database, outbox)) == 1


async def test_forms_sent_at_the_same_moment_make_one_complaint(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    form = await fields(citizen)
    answers = await asyncio.gather(*(citizen.post("/aduan/terima", data=form) for _ in range(3)))
    assert len({find_numbers(answer.text)[0] for answer in answers}) == 1
    assert len(await rows_of(rig.database, complaints)) == 1


async def test_a_shared_computer_shows_the_code_no_more_after_an_hour(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    form = await fields(citizen)
    complaint = await sent(rig, await citizen.post("/aduan/terima", data=form))
    rig.now += timedelta(hours=1)
    again = await citizen.post("/aduan/terima", data=form)
    assert complaint.number in again.text
    assert complaint.code not in again.text


async def test_nobody_gets_a_receipt_by_an_officers_form(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    form = await fields(citizen)
    one = await sent(rig, await citizen.post("/aduan/terima", data=form))
    other = await sent(
        rig, await citizen.post("/aduan/terima", data=form | {"kunci": f"kantor:{form['kunci']}"})
    )
    assert one.number != other.number


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"isi": "  ", "nama": ""}, "isi"),
        ({"telepon": "nomor saya"}, "telepon"),
        ({"balas": "sms"}, "telepon"),
        ({"diterima": "sudah"}, "diterima"),
        ({"diterima": "sudah", "diterima_tanggal": "2026-03-17"}, "diterima"),
        ({"isi": "a" * 20_001}, "isi"),
        ({"situs": "https://contoh.example"}, "situs"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(
    rig: Rig, citizen: httpx.AsyncClient, values: dict[str, str], field: str
) -> None:
    form = await fields(citizen, alamat="Jalan Contoh 1", **values)
    answer = await citizen.post("/aduan/terima", data=form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert f'href="#f-{field}"' in answer.text
    for name in ("isi", "nama", "alamat", "kunci"):
        assert form[name] in answer.text
    assert await rows_of(rig.database, complaints) == []
    assert await rows_of(rig.database, public_tries) == []  # A slip of the hand costs no try.


async def test_a_person_caught_by_the_trap_can_go_on(rig: Rig, citizen: httpx.AsyncClient) -> None:
    form = await fields(citizen, situs="diisi oleh peramban")
    caught = await citizen.post("/aduan/terima", data=form)
    assert "diisi oleh peramban" not in caught.text
    assert 'class="trap-shown"' in caught.text
    await sent(rig, await citizen.post("/aduan/terima", data=form | {"situs": ""}))


async def test_a_nik_typed_all_the_same_is_masked(rig: Rig, citizen: httpx.AsyncClient) -> None:
    nik = "3214011203850001"
    form = await fields(citizen, isi=f"NIK {nik}, izin belum jadi", nama=f"Contoh {nik}")
    complaint = await sent(rig, await citizen.post("/aduan/terima", data=form))
    stored = f"{complaint} {await rows_of(rig.database, complaints)}"
    assert nik not in stored
    assert "3214************" in complaint.facts.matter


async def test_nothing_that_was_typed_becomes_part_of_a_page(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    evil = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
    form = await fields(citizen, isi=evil, nama=evil, layanan=evil, alamat=evil, telepon=evil)
    pages = [await citizen.post("/aduan/terima", data=form | {"pintu": evil, "kunci": evil})]
    pages.append(await citizen.post("/aduan/terima", data=form | {"telepon": ""}))
    pages.append(await citizen.get("/aduan", params={"lewat": evil}))
    pages.append(await citizen.get("/status", params={"nomor": evil}))
    assert [page.status_code for page in pages] == [422, 200, 200, 200]
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


async def test_odd_characters_are_stored_on_both_databases(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    form = await fields(citizen, isi="Izin \x00 belum \ue000\ue001 jadi 😡", nama="Contoh\x00 P")
    complaint = await sent(rig, await citizen.post("/aduan/terima", data=form))
    assert complaint.facts.matter == "Izin \ufffd belum  jadi 😡"


# ---------------------------------------------------------------------------------------- files


async def test_pictures_are_kept_as_evidence(rig: Rig, citizen: httpx.AsyncClient) -> None:
    form = await fields(citizen)
    sending = [("berkas", (f"foto {n}.png", samples.png(n, n), "image/png")) for n in (2, 3, 4)]
    answer = await citizen.post("/aduan/terima", data=form, files=sending)
    complaint = await sent(rig, answer)
    kept = await reading(rig.database, of_complaint, complaint.number)
    assert [(one.filename, one.by) for one in kept] == [
        (f"foto {n}.png", "citizen") for n in (2, 3, 4)
    ]
    assert "3 berkas" in answer.text


@pytest.mark.parametrize(
    ("sending", "said"),
    [
        ([("halaman.png", b"<html><script>alert(1)</script>")], "sebenarnya bukan"),
        ([("program.exe", b"MZ" + b"\0" * 400)], "tidak diterima"),
        ([("foto.png", samples.png() + b"\0" * limits.MOST_BYTES)], "terlalu besar"),
        ([("foto.png", b"")], "kosong"),
        ([(f"foto{n}.png", samples.png()) for n in range(4)], "Paling banyak 3 berkas"),
    ],
)
async def test_files_that_cannot_be_taken_are_refused_with_the_reason(
    rig: Rig, citizen: httpx.AsyncClient, sending: list[tuple[str, bytes]], said: str
) -> None:
    form = await fields(citizen)
    answer = await citizen.post(
        "/aduan/terima",
        data=form,
        files=[("berkas", (name, content, "image/png")) for name, content in sending],
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert MATTER in answer.text
    assert "Pilih lagi" in answer.text
    assert await rows_of(rig.database, files) == []


async def test_a_form_without_end_is_not_read_to_its_end(citizen: httpx.AsyncClient) -> None:
    form = await fields(citizen)
    size = limits.MOST_TOTAL // 2
    parts: list[Any] = [("berkas", (f"{n}.png", b"\0" * size, "image/png")) for n in range(3)]
    answer = await citizen.post("/aduan/terima", data=form, files=parts)
    assert answer.status_code == 413
    assert "terlalu besar" in answer.text
    assert "Kembali" in answer.text


# --------------------------------------------------------------------------------------- limits


async def test_one_address_may_send_many_and_not_without_end(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    most = limits.REPORTS_FROM_ONE[0].most
    first = await fields(citizen)
    for number in range(most):
        form = first | {"kunci": f"contoh-kunci-formulir-{number:04}"}
        await sent(rig, await citizen.post("/aduan/terima", data=form))
    refused = await citizen.post("/aduan/terima", data=first)
    assert refused.status_code == 429
    assert "retry-after" in refused.headers
    assert "Terlalu banyak laporan" in refused.text
    assert "081809898222" in refused.text
    assert MATTER in refused.text
    async with rig.stranger("203.0.113.77") as neighbour:
        await sent(rig, await neighbour.post("/aduan/terima", data=await fields(neighbour)))
    rig.now += timedelta(hours=1)
    await sent(rig, await citizen.post("/aduan/terima", data=first))


async def test_a_form_that_was_taken_is_shown_again_though_the_limit_is_reached(
    rig: Rig, citizen: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await fields(citizen)
    first = await citizen.post("/aduan/terima", data=form)
    monkeypatch.setattr(limits, "REPORTS_FROM_ONE", (Limit(0, timedelta(hours=1)),))
    again = await citizen.post("/aduan/terima", data=form)
    assert find_numbers(again.text) == find_numbers(first.text)


async def test_all_addresses_together_have_a_limit(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "REPORTS_FROM_ALL", (Limit(2, timedelta(hours=1)),))
    answers = []
    for number in range(3):
        async with rig.stranger(f"203.0.113.{number}") as client:
            answers.append(await client.post("/aduan/terima", data=await fields(client)))
    assert [answer.status_code for answer in answers] == [200, 200, 429]


async def test_addresses_are_not_kept_readable_and_not_for_long(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    await citizen.post("/aduan/terima", data=await fields(citizen))
    assert "203.0.113" not in str(await rows_of(rig.database, public_tries))
    rig.now += timedelta(days=1)
    async with rig.stranger("203.0.113.77") as other:
        await other.post("/aduan/terima", data=await fields(other))
    rows = await rows_of(rig.database, public_tries)
    assert {row.at for row in rows} == {rig.now}


async def test_one_number_gets_few_receipts_whoever_types_it(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    most = limits.MESSAGES_TO_ONE[0].most
    for _ in range(most + 1):
        form = await fields(citizen, telepon="0812 0000 0001", balas="sms")
        answer = await citizen.post("/aduan/terima", data=form)
        complaint = await sent(rig, answer)
        assert complaint.sender == Address(SMS, PHONE)
    assert len(await rows_of(rig.database, outbox)) == most
    assert "tidak dapat kami kirim" in answer.text


async def test_whatsapp_is_offered_only_as_a_link(rig: Rig, citizen: httpx.AsyncClient) -> None:
    page = (await citizen.get("/aduan")).text
    assert "https://wa.me/6281809898222?text=" in page
    assert 'value="whatsapp"' not in page
    form = await fields(citizen, telepon="081200000001", balas="whatsapp")
    complaint = await sent(rig, await citizen.post("/aduan/terima", data=form))
    assert complaint.sender.channel == "web_office"
    assert await rows_of(rig.database, outbox) == []


async def test_a_form_of_another_site_is_refused(rig: Rig, citizen: httpx.AsyncClient) -> None:
    form = await fields(citizen)
    answer = await citizen.post(
        "/aduan/terima",
        data=form,
        headers={"origin": "https://lain.example", "sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403
    assert await rows_of(rig.database, complaints) == []


# --------------------------------------------------------------------------- the other public pages


async def test_the_start_page_leads_to_every_medium(citizen: httpx.AsyncClient) -> None:
    page = (await citizen.get("/")).text
    for way in (
        'href="/aduan"',
        'href="/status"',
        "https://wa.me/6281809898222",
        "sms:+6281809898222?body=",
        "tel:+622648224794",
        "mailto:pengaduanptsp139@gmail.com",
        "instagram.com/pengaduanptsp139.purwakarta",
        "x.com/dpmptsp_pwk",
        "www.mpp.purwakartakab.go.id",
        "Jalan Veteran Nomor 139",
        "kotak pengaduan",
    ):
        assert way in page, way
    assert "/kantor" not in page


async def test_the_poster_has_a_code_for_every_door(rig: Rig, citizen: httpx.AsyncClient) -> None:
    page = (await citizen.get("/pos")).text
    codes = re.findall(r'src="(/pos/qr/\w+\.svg)"', page)
    assert codes == ["/pos/qr/formulir.svg", "/pos/qr/whatsapp.svg", "/pos/qr/sms.svg"]
    for code in codes:
        picture = await citizen.get(code)
        assert picture.headers["content-type"] == "image/svg+xml"
        assert picture.text.startswith("<svg")
    assert (await citizen.get("/pos/qr/telegram.svg")).status_code == 404
    document = await citizen.get("/pos/poster.pdf")
    assert document.content.startswith(b"%PDF")


async def test_a_poster_of_an_office_without_an_address_says_what_is_missing(
    database: AsyncEngine,
) -> None:
    async with Rig(database).stranger() as client:
        page = (await client.get("/pos")).text
    assert "public_url" in page
    assert "/pos/qr/formulir.svg" not in page


@pytest.mark.parametrize("path", ["/aduan/lain", "/status/lain", "/statis-publik/app.css"])
async def test_what_is_not_there_is_said_to_be_not_there(
    citizen: httpx.AsyncClient, path: str
) -> None:
    assert (await citizen.get(path)).status_code == 404


@pytest.mark.parametrize(
    ("public_url", "start"), [("", (307, "/simulator")), ("https://aduan.example.test", (200, ""))]
)
async def test_the_service_shows_the_start_page_where_no_simulator_is(
    tmp_path: Path, public_url: str, start: tuple[int, str]
) -> None:
    settings = load_settings(
        SHIPPED, environ={"PUBLIC_URL": public_url}, database=f"sqlite:///{tmp_path / 'a.db'}"
    )
    async with build(settings) as app:
        face = web(app)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(face), base_url="http://127.0.0.1:8080"
        ) as client:
            answer = await client.get("/")
            assert (answer.status_code, answer.headers.get("location", "")) == start
            assert (await client.get("/aduan")).status_code == 200
            assert (await client.get("/health")).text == "ok"
            assert (await client.get("/kantor/masuk")).status_code == 200
            form = await fields(client)
            origin = {"origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin"}
            received = await client.post("/aduan/terima", data=form, headers=origin)
            assert find_codes(received.text)
