"""A complaint's files over HTTP: who gets them, as what, and what becomes of what is sent in."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.channels.base import Channel
from bot.media import Media
from console.guards import CSP
from console.parts import Options
from console.staff import build_staff
from domain.complaint import Complaint
from domain.messages import TELEGRAM, WHATSAPP, Address, Attachment, InboundMessage
from domain.people import Role
from storage import files
from storage.engine import reading, transaction
from storage.files import Upload
from storage.inbox import Received, record_inbound
from storage.office_tables import files as files_table
from storage.tables import inbox
from tests import samples
from tests.contract.rig_telegram import TelegramRig
from tests.contract.rig_twilio import TwilioRig
from tests.integration.console_rig import Rig
from tests.integration.storage_builders import rows_of
from tests.providers.telegram_server import TelegramServer
from tests.providers.twilio_server import TwilioServer
from tests.providers.twilio_webhooks import ACCOUNT_SID

JSON = {"accept": "application/json"}
SENDER = Address(WHATSAPP, "+6281200000001")
_ids = itertools.count(1)


@pytest.fixture
def twilio() -> Iterator[TwilioServer]:
    with TwilioServer() as server:
        yield server


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with TelegramServer() as server:
        yield server


@pytest_asyncio.fixture
async def rig(
    database: AsyncEngine, twilio: TwilioServer, telegram: TelegramServer
) -> AsyncIterator[Rig]:
    """The console in front of both providers, which may hold media."""
    rig = Rig(database, options=Options(max_upload=100_000))
    channels = [TwilioRig().channel(twilio.base_url), TelegramRig().channel(telegram.base_url)]
    serve(rig, *channels)
    yield rig
    for channel in channels:
        await channel.close()


def serve(rig: Rig, *channels: Channel) -> None:
    """The console with these channels on."""
    rig.console = replace(rig.console, media=Media(channels))
    rig.staff = build_staff(rig.console)


def on_twilio(twilio: TwilioServer, content: bytes) -> str:
    """Twilio keeps this, and this is where."""
    sid = f"ME{next(_ids)}"
    twilio.media[sid] = content
    return f"{twilio.base_url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM1/Media/{sid}"


async def message(
    rig: Rig, *attachments: Attachment, sender: Address = SENDER, text: str = "ini buktinya"
) -> int:
    """A citizen's message with files; its id in the inbox."""
    inbound = InboundMessage(
        sender.channel, f"m{next(_ids)}", sender, text, rig.now, tuple(attachments)
    )
    await transaction(rig.database, record_inbound, [Received(inbound, raw="", at=rig.now)])
    return int((await rows_of(rig.database, inbox))[-1].id)


async def with_evidence(rig: Rig, *attachments: Attachment, **facts: Any) -> Complaint:
    return await rig.complaint(SENDER, attachments=tuple(attachments), **facts)


def address(complaint: Complaint, rest: str) -> str:
    return f"/kantor/aduan/{complaint.number}/{rest}"


# ------------------------------------------------------------------------------ what was sent in


async def test_evidence_is_fetched_once_and_served_from_then_on_without_its_provider(
    rig: Rig, twilio: TwilioServer
) -> None:
    ref = on_twilio(twilio, samples.JPEG)
    complaint = await with_evidence(rig, Attachment("image/jpeg", ref))
    browser = await rig.signed_in(Role.PETUGAS)
    first = await browser.get(address(complaint, "lampiran/0"))
    assert (first.status_code, first.content) == (200, samples.JPEG)
    assert len(twilio.served) == 1
    twilio.media.clear()
    again = await browser.get(address(complaint, "lampiran/0"))
    assert (again.status_code, again.content) == (200, samples.JPEG)
    assert len(twilio.served) == 1


async def test_evidence_of_a_message_that_is_in_no_complaint_yet_is_served_too(
    rig: Rig, twilio: TwilioServer
) -> None:
    complaint = await rig.complaint(SENDER)
    inbox_id = await message(
        rig,
        Attachment("image/png", on_twilio(twilio, samples.PNG)),
        Attachment("application/pdf", on_twilio(twilio, samples.PDF), "bukti.pdf"),
    )
    browser = await rig.signed_in(Role.PETUGAS)
    picture = await browser.get(address(complaint, f"lampiran/pesan-{inbox_id}-0"))
    assert (picture.status_code, picture.content) == (200, samples.PNG)
    document = await browser.get(address(complaint, f"lampiran/pesan-{inbox_id}-1"))
    assert (document.status_code, document.content) == (200, samples.PDF)
    assert (
        await browser.get(address(complaint, f"lampiran/pesan-{inbox_id}-2"))
    ).status_code == 404


async def test_evidence_comes_from_the_channel_it_was_sent_by_whatever_the_complaints_own_is(
    rig: Rig, telegram: TelegramServer
) -> None:
    telegram.files["file-1"] = samples.OGG
    evidence = Attachment("audio/ogg", "file-1")
    asep = Address(TELEGRAM, "77")
    complaint = await rig.complaint(asep, attachments=(evidence,))
    await message(rig, evidence, sender=asep)
    # An officer took it down as a telephone call afterwards, say.
    complaint = await rig.change(await rig.stored(complaint.number), channel="phone")
    browser = await rig.signed_in(Role.PETUGAS)
    answer = await browser.get(address(complaint, "lampiran/0"))
    assert (answer.status_code, answer.content) == (200, samples.OGG)


async def test_a_provider_that_has_it_no_longer_is_said_so(rig: Rig, twilio: TwilioServer) -> None:
    gone = on_twilio(twilio, b"")
    twilio.media.clear()
    complaint = await with_evidence(rig, Attachment("image/jpeg", gone))
    browser = await rig.signed_in(Role.PETUGAS)
    answer = await browser.get(address(complaint, "lampiran/0"))
    assert answer.status_code == 410
    assert "tidak bisa lagi diambil" in answer.text


@pytest.mark.parametrize("on", [True, False])
async def test_a_provider_that_is_away_or_off_is_said_so(database: AsyncEngine, on: bool) -> None:
    rig, nobody = Rig(database), TelegramRig().channel()
    serve(rig, *([nobody] if on else []))
    sender, evidence = Address(TELEGRAM, "78"), Attachment("image/jpeg", "file-2")
    complaint = await rig.complaint(sender, attachments=(evidence,))
    browser = await rig.signed_in(Role.PETUGAS)
    answer = await browser.get(address(complaint, "lampiran/0"))
    assert answer.status_code == 502
    assert "Coba lagi sebentar lagi." in answer.text
    told = await browser.get(address(complaint, "lampiran/0"), headers=JSON)
    assert told.status_code == 502
    assert "belum bisa diambil" in told.json()["error"]
    await nobody.close()


async def test_a_simulated_attachment_has_no_content(rig: Rig) -> None:
    complaint = await with_evidence(rig, Attachment("image/jpeg", filename="foto-simulasi.jpg"))
    browser = await rig.signed_in(Role.PETUGAS)
    answer = await browser.get(address(complaint, "lampiran/0"))
    assert answer.status_code == 404
    assert "tidak punya isi" in answer.text


@pytest.mark.parametrize(
    ("content", "claimed", "content_type", "shown"),
    [
        (samples.JPEG, "image/jpeg", "image/jpeg", True),
        (samples.PNG, "image/jpeg", "image/png", True),
        (samples.GIF, "image/gif", "image/gif", True),
        (samples.WEBP, "image/webp", "image/webp", True),
        (samples.OGG, "audio/ogg; codecs=opus", "audio/ogg", True),
        (samples.MP4, "video/mp4", "video/mp4", True),
        (samples.PDF, "application/pdf", "application/pdf", False),
        (samples.HEIC, "image/heic", "image/heic", False),
        (samples.DOCX, "image/jpeg", "application/vnd.openxmlformats-", False),
        (samples.HTML, "text/html", "application/octet-stream", False),
        (samples.HTML, "image/jpeg", "application/octet-stream", False),
        (samples.SVG, "image/svg+xml", "application/octet-stream", False),
        (samples.SVG, "image/png", "application/octet-stream", False),
        (samples.EXE, "application/pdf", "application/octet-stream", False),
        (samples.GIFAR, "image/jpeg", "image/gif", True),
        (samples.PDF_WITH_PAGE, "text/html", "application/pdf", False),
        (samples.JPEG_WITH_PAGE, "text/html", "image/jpeg", True),
        (b"", "image/jpeg", "application/octet-stream", False),
    ],
)
async def test_a_file_is_served_as_what_it_is_and_can_do_nothing_in_a_browser(
    rig: Rig,
    twilio: TwilioServer,
    content: bytes,
    claimed: str,
    content_type: str,
    shown: bool,
) -> None:
    complaint = await with_evidence(
        rig, Attachment(claimed, on_twilio(twilio, content), "nama\r\n<b>.html")
    )
    browser = await rig.signed_in(Role.PETUGAS)
    answer = await browser.get(address(complaint, "lampiran/0"))
    assert answer.status_code == 200
    assert answer.content == content
    headers = answer.headers
    assert headers["content-type"].startswith(content_type)
    assert headers["content-disposition"].startswith("inline" if shown else "attachment")
    assert ".html;" not in headers["content-disposition"].replace('"', ";").lower()
    assert "<" not in headers["content-disposition"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["content-security-policy"] != CSP
    assert headers["cache-control"] == "private, no-cache"
    assert headers["cross-origin-resource-policy"] == "same-origin"


async def test_a_voice_message_is_given_in_parts(rig: Rig, twilio: TwilioServer) -> None:
    content = samples.OGG[:6] + bytes(range(1, 200))  # No part of it occurs twice.
    size = len(content)
    complaint = await with_evidence(rig, Attachment("audio/ogg", on_twilio(twilio, content)))
    browser = await rig.signed_in(Role.PETUGAS)
    url = address(complaint, "lampiran/0")
    whole = await browser.get(url)
    tag = whole.headers["etag"]
    assert whole.headers["accept-ranges"] == "bytes"
    for wanted, part in {
        "bytes=0-": content,
        "bytes=0-0": content[:1],
        "bytes=10-19": content[10:20],
        "bytes=50-99999": content[50:],
        "bytes=-7": content[-7:],
        "bytes=-99999": content,
    }.items():
        answer = await browser.get(url, headers={"range": wanted})
        assert (answer.status_code, answer.content) == (206, part), wanted
        first = content.index(part)
        span = f"bytes {first}-{first + len(part) - 1}/{size}"
        assert answer.headers["content-range"] == span
        assert answer.headers["content-type"] == "audio/ogg"
    for wanted in ("bytes=5-2", "bytes=0-1,3-4", "bytes=-", "items=0-1", "bytes=a-b"):
        assert (await browser.get(url, headers={"range": wanted})).status_code == 200
    for wanted in (f"bytes={size}-", "bytes=-0", "bytes=99999-"):
        answer = await browser.get(url, headers={"range": wanted})
        assert answer.status_code == 416
        assert answer.headers["content-range"] == f"bytes */{size}"
    changed = await browser.get(url, headers={"range": "bytes=0-1", "if-range": '"other"'})
    assert changed.status_code == 200
    unchanged = await browser.get(url, headers={"if-none-match": f'"x", {tag}'})
    assert (unchanged.status_code, unchanged.content) == (304, b"")


async def test_several_who_look_at_once_store_one_file(rig: Rig, twilio: TwilioServer) -> None:
    complaint = await with_evidence(rig, Attachment("image/png", on_twilio(twilio, samples.PNG)))
    browser = await rig.signed_in(Role.PETUGAS)
    answers = await asyncio.gather(
        *(browser.get(address(complaint, "lampiran/0")) for _ in range(5))
    )
    assert {answer.content for answer in answers} == {samples.PNG}
    assert len(await rows_of(rig.database, files_table)) == 1


# -------------------------------------------------------------------------------- who may get it


async def test_no_number_is_a_key_to_anothers_file(rig: Rig, twilio: TwilioServer) -> None:
    mine = await with_evidence(rig, Attachment("image/jpeg", on_twilio(twilio, samples.JPEG)))
    budi = Address(WHATSAPP, "+6281200000002")
    theirs = await rig.complaint(budi)
    elsewhere = await message(
        rig, Attachment("image/png", on_twilio(twilio, samples.PNG)), sender=budi
    )
    browser = await rig.signed_in(Role.PETUGAS)
    form = {"berkas": ("surat.pdf", samples.PDF, "application/pdf")}
    assert (await browser.post(address(theirs, "berkas"), files=form)).status_code == 303
    [added] = await reading(rig.database, files.of_complaint, theirs.number)
    waiting = await transaction(
        rig.database,
        files.store,
        channel="",
        ref="formulir/x",
        complaint="",
        upload=Upload("a.png", "image/png", samples.PNG),
        by="citizen",
        now=rig.now,
    )
    assert (await browser.get(address(theirs, f"berkas/{added.id}"))).status_code == 200
    for rest in (
        f"lampiran/pesan-{elsewhere}-0",
        f"berkas/{added.id}",
        f"berkas/{waiting}",
        f"berkas/{10**30}",
        f"lampiran/pesan-{10**30}-0",
        "lampiran/1",
        f"lampiran/{10**30}",
        "berkas/0",
    ):
        answer = await browser.get(address(mine, rest))
        assert answer.status_code == 404, rest
        assert "tidak ada pada aduan itu" in answer.text
    # What a provider's file is stored under is no key either.
    await browser.get(address(mine, "lampiran/0"))
    [fetched] = [f for f in await all_files(rig) if f.channel == WHATSAPP]
    assert (await browser.get(address(theirs, f"berkas/{fetched.id}"))).status_code == 404
    assert (await browser.get(address(mine, f"berkas/{fetched.id}"))).status_code == 404


async def all_files(rig: Rig) -> list[files.FileInfo]:
    found = await rows_of(rig.database, files_table)
    return [(await reading(rig.database, files.load, row.id)).info for row in found]


async def test_evidence_of_a_web_form_is_found_by_its_own_complaint_only(rig: Rig) -> None:
    waiting = await transaction(
        rig.database,
        files.store,
        channel="",
        ref="formulir-1/x",
        complaint="",
        upload=Upload("bukti.png", "image/png", samples.PNG),
        by="citizen",
        now=rig.now,
    )
    evidence = Attachment("image/png", files.ref_of(waiting), "bukti.png")
    mine, other = await with_evidence(rig, evidence), await rig.complaint()
    browser = await rig.signed_in(Role.PETUGAS)
    assert (await browser.get(address(mine, "lampiran/0"))).content == samples.PNG
    assert (await browser.get(address(mine, f"berkas/{waiting}"))).content == samples.PNG
    assert (await browser.get(address(other, f"berkas/{waiting}"))).status_code == 404


async def test_a_provider_cannot_name_a_file_of_ours(rig: Rig) -> None:
    secret = await rig.complaint()
    petugas = await rig.signed_in(Role.PETUGAS)
    form = {"berkas": ("surat.pdf", samples.PDF, "application/pdf")}
    await petugas.post(address(secret, "berkas"), files=form)
    [info] = await reading(rig.database, files.of_complaint, secret.number)
    liar = Attachment("application/pdf", files.ref_of(info.id))
    complaint = await with_evidence(rig, liar)
    inbox_id = await message(rig, liar)
    assert (await petugas.get(address(complaint, "lampiran/0"))).status_code == 404
    answer = await petugas.get(address(complaint, f"lampiran/pesan-{inbox_id}-0"))
    assert answer.status_code == 410


@pytest.mark.parametrize("given", [False, True])
@pytest.mark.parametrize("role", list(Role))
async def test_each_role_gets_only_what_is_its_own(
    rig: Rig, twilio: TwilioServer, role: Role, given: bool
) -> None:
    complaint = await with_evidence(rig, Attachment("image/png", on_twilio(twilio, samples.PNG)))
    complaint = await rig.change(
        complaint, handling=replace(complaint.handling, given_to_apip=given)
    )
    form = {"berkas": ("surat.pdf", samples.PDF, "application/pdf")}
    petugas = await rig.signed_in(Role.PETUGAS)
    await petugas.post(address(complaint, "berkas"), files=form)
    [info] = await reading(rig.database, files.of_complaint, complaint.number)
    inbox_id = await message(rig, Attachment("image/png", on_twilio(twilio, samples.PNG)))
    browser = await rig.signed_in(role)
    sees = {
        Role.PETUGAS: 200,
        Role.ATASAN: 200,
        Role.KEPALA: 200,
        Role.INSPEKTORAT: 200 if given else 404,
        Role.ADMIN: 403,
    }[role]
    for rest in ("lampiran/0", f"lampiran/pesan-{inbox_id}-0", f"berkas/{info.id}", "berkas"):
        assert (await browser.get(address(complaint, rest))).status_code == sees, rest
    adds = {Role.INSPEKTORAT: 403, Role.ADMIN: 403}.get(role, 303)
    more = {"berkas": ("b.png", samples.PNG, "image/png")}
    assert (await browser.post(address(complaint, "berkas"), files=more)).status_code == adds


async def test_the_inspektorat_gets_nothing_of_another_complaint_of_the_same_citizen(
    rig: Rig, twilio: TwilioServer
) -> None:
    given = await rig.complaint(SENDER)
    await rig.change(given, handling=replace(given.handling, given_to_apip=True))
    mine = await message(rig, Attachment("image/png", on_twilio(twilio, samples.PNG)))
    rig.now += timedelta(days=1)
    await rig.complaint(SENDER, text="Hal lain sama sekali")
    other = await message(rig, Attachment("image/jpeg", on_twilio(twilio, samples.JPEG)))
    for role, expected in ((Role.PETUGAS, [200, 200]), (Role.INSPEKTORAT, [200, 404])):
        browser = await rig.signed_in(role)
        answers = [
            await browser.get(address(given, f"lampiran/pesan-{inbox_id}-0"))
            for inbox_id in (mine, other)
        ]
        assert [answer.status_code for answer in answers] == expected


async def test_nobody_gets_anything_without_signing_in(rig: Rig) -> None:
    complaint = await with_evidence(rig, Attachment("image/png", "x"))
    browser = await rig.browser()
    for rest in ("lampiran/0", "lampiran/pesan-1-0", "berkas/1", "berkas"):
        answer = await browser.get(address(complaint, rest))
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/kantor/masuk")


async def test_a_confidential_name_is_not_in_the_name_of_a_download(
    rig: Rig, twilio: TwilioServer
) -> None:
    attachment = Attachment(
        "application/pdf", on_twilio(twilio, samples.PDF), "Surat Siti Contoh.pdf"
    )
    complaint = await with_evidence(rig, attachment, name="Siti Contoh", confidential=True)
    for role in (Role.PETUGAS, Role.ATASAN, Role.KEPALA):
        browser = await rig.signed_in(role)
        answer = await browser.get(address(complaint, "lampiran/0"))
        assert answer.status_code == 200
        assert "Siti" not in answer.headers["content-disposition"]
