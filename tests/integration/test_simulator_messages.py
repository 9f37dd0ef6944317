"""The simulator's page takes any text as text, and says what is wrong with a bad request."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from urllib.parse import urlencode

import httpx
import pytest

from bot.app import App, running
from domain.messages import SMS, TELEGRAM, WHATSAPP
from storage.tables import conversations, inbox
from tests.integration import simulator_page
from tests.integration.simulator_page import BUDI, SENDER, say, seen, started, visitor, work
from tests.integration.storage_builders import rows_of

plain_engine = simulator_page.plain_engine
app = simulator_page.app
page = simulator_page.page


@pytest.mark.parametrize(
    ("channel", "typed", "stored"),
    [
        (WHATSAPP, "+6281809898222", "sim:+6281809898222"),
        (SMS, "0818-0989-8222", "sim:+6281809898222"),
        (TELEGRAM, "123456789", "sim:123456789"),
    ],
)
async def test_even_a_real_number_is_stored_as_an_invented_address(
    app: App, page: httpx.AsyncClient, channel: str, typed: str, stored: str
) -> None:
    response = await say(page, "halo", channel=channel, sender=typed)
    assert response.status_code == 200
    (conversation,) = await rows_of(app.database, conversations)
    assert (conversation.channel, conversation.address) == (channel, stored)
    (message,) = await rows_of(app.database, inbox)
    assert message.provider_message_id.startswith("sim:")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><b>tebal</b>",
        "\u202eterbalik\u202c dan \u200f kanan",
        "😀👍🏽🇮🇩",
        "'; DROP TABLE inbox; --",
        "{{ 7*7 }} =1+1 @SUM(A1)",
        "kata" * 15_000,
    ],
    ids=["markup", "direction", "emoji", "sql", "formula", "60 KiB"],
)
async def test_any_text_is_stored_and_shown_as_text(database_url: str, text: str) -> None:
    async with started(database_url) as app, visitor(app) as page:
        assert (await say(page, text)).status_code == 200
        assert (await seen(page))["lines"][0]["text"] == text
        await work(app)
        shown = (await page.get("/simulator", params=BUDI)).text
        assert "<script>alert" not in shown
        assert "<b>tebal" not in shown
        assert "{{" not in text or "{{ 7*7 }}" in shown


async def test_what_no_database_can_hold_is_shown_as_a_mark(database_url: str) -> None:
    async with started(database_url) as app, visitor(app) as page:
        body = json.dumps(BUDI | {"text": "a\0b \ud800 c", "name": "A\0\udfff"})
        headers = {"Content-Type": "application/json"}
        response = await page.post("/simulator/messages", content=body, headers=headers)
        assert response.status_code == 200
        assert (await seen(page))["lines"][0]["text"] == "a\ufffdb \ufffd c"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "bukan JSON"),
        (b"{", "bukan JSON"),
        (b"\xff\xfe", "bukan JSON"),
        (b"[" * 60_000, "bukan JSON"),
        (b'{"lat":' + b"9" * 5000 + b"}", "bukan JSON"),
        (b'"halo"', "objek JSON"),
        (b"[]", "objek JSON"),
        (b'{"text":["halo"]}', "berupa teks"),
        (b'{"text":7}', "berupa teks"),
        (b"{}", "masih kosong"),
        (b'{"text":" \\n "}', "masih kosong"),
        (b'{"text":"halo","channel":"fax"}', "Kanalnya"),
        (b'{"text":"halo","sender":"abc"}', "Nomor pengirim"),
        (b'{"text":"halo","channel":"telegram","sender":"+62812"}', "ID Telegram"),
        (b'{"attach":"virus"}', "Lampiran"),
        (b'{"attach":"location","lat":NaN}', "tidak ada di bumi"),
        (b'{"attach":"location","lat":91,"lon":0}', "tidak ada di bumi"),
        (b'{"attach":"location","lat":"utara"}', "tidak terbaca"),
        (b'{"text":"halo","id":"../x"}', "Tanda pengenal"),
        (json.dumps({str(n): "" for n in range(30)}).encode(), "terlalu banyak"),
    ],
)
async def test_a_bad_request_is_told_what_is_wrong_with_it(
    app: App, page: httpx.AsyncClient, body: bytes, sentence: str
) -> None:
    headers = {"Content-Type": "application/json"}
    response = await page.post("/simulator/messages", content=body, headers=headers)
    assert response.status_code == 400
    assert sentence in response.json()["error"]
    assert await rows_of(app.database, inbox) == []


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", ""])
async def test_other_kinds_of_bodies_are_refused(page: httpx.AsyncClient, kind: str) -> None:
    headers = {"Content-Type": kind}
    response = await page.post("/simulator/messages", content=b"{}", headers=headers)
    assert response.status_code == 415


async def test_more_than_64_kib_is_refused(app: App, page: httpx.AsyncClient) -> None:
    assert (await say(page, "x" * 65_536)).status_code == 413

    async def slowly() -> AsyncIterator[bytes]:
        for _ in range(70):
            yield b"text=" + b"x" * 1024

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = await page.post("/simulator/messages", content=slowly(), headers=headers)
    assert response.status_code == 413
    assert await rows_of(app.database, inbox) == []


async def test_a_message_that_is_sent_again_is_taken_once(
    app: App, page: httpx.AsyncClient
) -> None:
    for _ in range(2):
        assert (await say(page, "halo", id="abc-1")).status_code == 200
    assert len(await rows_of(app.database, inbox)) == 1


async def test_files_and_a_place_can_be_sent(app: App, page: httpx.AsyncClient) -> None:
    for attach in ("photo", "document", "voice", "location"):
        assert (await say(page, attach=attach)).status_code == 200
    lines = (await seen(page))["lines"]
    assert [line["files"] for line in lines] == [
        "Foto (simulasi)",
        "Dokumen (simulasi)",
        "Pesan suara (simulasi)",
        "Lokasi (simulasi)",
    ]
    assert '"lat"' in (await rows_of(app.database, inbox))[3].location


@pytest.mark.parametrize(
    ("channel", "sender", "text"),
    [(TELEGRAM, "1001", "Nama lain"), (SMS, SENDER, "2")],
)
async def test_a_press_is_an_answer_and_reads_as_one(
    app: App, page: httpx.AsyncClient, channel: str, sender: str, text: str
) -> None:
    who = {"channel": channel, "sender": sender, "name": "Budi Contoh"}
    await say(page, "izin belum jadi", **who)
    await work(app)
    view = await seen(page, **who)
    offered = view["lines"][-1]["options"] if channel == TELEGRAM else view["chips"]
    assert [option["id"] for option in offered] == ["use_profile", "other_name"]
    await say(page, button="other_name", **who)
    pressed = (await rows_of(app.database, inbox))[-1]
    assert (pressed.button, pressed.text) == ("other_name", text)


# --- What is shown --------------------------------------------------------------------------------


async def test_only_changes_are_told(app: App, page: httpx.AsyncClient) -> None:
    await say(page, "halo")
    version = (await seen(page))["version"]
    looking = BUDI | {"seen": version}
    assert (await page.get("/simulator/conversation", params=looking)).status_code == 204
    await work(app)
    changed = await page.get("/simulator/conversation", params=looking)
    assert changed.status_code == 200
    assert len(changed.json()["lines"]) == 2


async def test_whatsapp_shows_its_window_and_sms_its_segments(
    app: App, page: httpx.AsyncClient
) -> None:
    assert "belum terbuka" in (await seen(page))["window"]
    await say(page, "izin belum jadi")
    await say(page, "izin belum jadi", channel=SMS)
    await work(app)
    whatsapp, sms = await seen(page), await seen(page, channel=SMS)
    assert whatsapp["window"].startswith("Jendela 24 jam terbuka sampai ")
    assert whatsapp["lines"][-1]["note"] == ""
    assert sms["window"] == ""
    assert sms["lines"][-1]["note"].endswith("1 segmen · GSM-7")


async def test_a_new_citizen_has_not_been_played_before(page: httpx.AsyncClient) -> None:
    for channel, start in ((WHATSAPP, "+62812"), (TELEGRAM, ""), ("fax", "+62812")):
        response = await page.get("/simulator/new", params={"channel": channel})
        assert response.status_code == 303
        where = httpx.URL(response.headers["location"])
        assert where.params["sender"].startswith(start)
        assert (await page.get(str(where))).status_code == 200


async def test_a_page_for_nobody_says_so(page: httpx.AsyncClient) -> None:
    response = await page.get("/simulator", params={"sender": "<b>"})
    assert response.status_code == 400
    assert "Nomor pengirim ditulis seperti" in response.text
    assert "<b>" not in response.text
    assert (await page.get("/simulator/conversation?channel=fax")).status_code == 400


async def test_a_file_outside_the_folder_is_not_served(page: httpx.AsyncClient) -> None:
    for name in ("page.html", "..%2froutes.py", "nothing.js"):
        assert (await page.get(f"/simulator/static/{name}")).status_code == 404


# --- Without JavaScript ---------------------------------------------------------------------------


async def test_a_form_is_answered_with_the_page_and_the_reply(sqlite_url: str) -> None:
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(started(sqlite_url))
        await stack.enter_async_context(running(app))
        page = await stack.enter_async_context(visitor(app))
        form = BUDI | {"text": "izin belum jadi", "name": "Budi & Contoh"}
        response = await page.post("/simulator/messages", data=form)
        assert response.status_code == 303
        where = response.headers["location"]
        assert where.startswith(f"/simulator?{urlencode(BUDI)}")
        shown = (await page.get(where)).text
        assert "izin belum jadi" in shown
        assert "Laporan ini atas nama Budi &amp; Contoh?" in shown


async def test_a_refused_form_keeps_what_was_typed(page: httpx.AsyncClient) -> None:
    form = BUDI | {"text": "panjang & penting", "sender": "abc"}
    response = await page.post("/simulator/messages", data=form)
    assert response.status_code == 400
    assert "Nomor pengirim ditulis seperti" in response.text
    assert "panjang &amp; penting</textarea>" in response.text
