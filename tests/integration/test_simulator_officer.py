"""In the simulator an officer acts on invented citizens' tickets only, never on a real one's."""

from __future__ import annotations

import json
from dataclasses import replace

import httpx
import pytest

from bot.app import App
from domain.complaint import Status
from domain.messages import WHATSAPP, Address
from storage.complaints import by_number
from storage.engine import reading
from tests.integration import simulator_page
from tests.integration.simulator_page import BUDI, SENDER, say, seen, work
from tests.integration.storage_builders import (
    commit,
    complaint,
    deliver,
    registered,
    registering,
    take,
)
from tests.integration.storage_builders import say as write

plain_engine = simulator_page.plain_engine
app = simulator_page.app
page = simulator_page.page


async def simulated_ticket(app: App) -> str:
    """The number of a ticket that a simulated citizen has made."""
    address = Address(WHATSAPP, f"sim:{SENDER}")
    outcome = replace(registering(address), new_complaint=replace(complaint(), sender=address))
    await write(app.database, "Halo", sender=address)
    (taken,) = await take(app.database)
    (committed,) = await commit(app.database, (taken, outcome))
    await deliver(app.database)
    return committed.complaints[0].number


async def act(page: httpx.AsyncClient, action: str, **fields: str) -> httpx.Response:
    return await page.post("/simulator/officer", json={**BUDI, "action": action, **fields})


async def status(app: App, number: str) -> Status:
    return (await reading(app.database, by_number, number)).status


async def test_an_officer_answers_a_simulated_ticket(app: App, page: httpx.AsyncClient) -> None:
    number = await simulated_ticket(app)
    response = await act(page, "answer", ticket=number, text="Sudah kami <b>urus</b>.")
    assert response.status_code == 200
    await work(app)
    (ticket,) = (await seen(page))["tickets"]
    assert ticket["number"] == number
    assert ticket["answer"] == "Sudah kami <b>urus</b>."
    assert ticket["status_code"] in ("dijawab", "ditutup")


async def test_an_officer_closes_a_simulated_ticket_by_hand(
    app: App, page: httpx.AsyncClient
) -> None:
    number = await simulated_ticket(app)
    assert (await act(page, "close", ticket=number, text="lewat telepon")).status_code == 200
    assert await status(app, number) is Status.DITUTUP


@pytest.mark.parametrize("action", ["answer", "close"])
async def test_a_real_citizens_ticket_is_never_touched(
    app: App, page: httpx.AsyncClient, action: str
) -> None:
    real = await registered(app.database)
    response = await act(page, action, ticket=real.number, text="jawaban")
    assert response.status_code == 403
    assert "warga sungguhan" in response.json()["error"]
    assert await status(app, real.number) is Status.DITERIMA
    assert (await seen(page))["tickets"] == []


async def test_a_release_names_the_simulated_conversation_only(
    app: App, page: httpx.AsyncClient
) -> None:
    real = await registered(app.database)
    response = await act(page, "release", ticket=real.number)
    assert response.status_code == 409
    assert "tidak ada percakapan" in response.json()["error"].lower()
    await say(page, "petugas")
    await work(app)
    assert (await seen(page))["handover"] is True
    assert (await act(page, "release")).status_code == 200
    assert (await seen(page))["handover"] is False


@pytest.mark.parametrize(
    ("fields", "code", "sentence"),
    [
        ({"action": "answer", "ticket": "2026-00099-9"}, 404, "Tidak ada laporan"),
        ({"action": "answer"}, 404, "Tidak ada laporan"),
        ({"action": "hapus"}, 400, "tidak dikenal"),
        ({}, 400, "tidak dikenal"),
        ({"action": "release"}, 409, "Tidak ada percakapan"),
    ],
)
async def test_what_an_officer_cannot_do_is_said(
    page: httpx.AsyncClient, fields: dict[str, str], code: int, sentence: str
) -> None:
    response = await page.post("/simulator/officer", json={**BUDI, **fields})
    assert response.status_code == code
    assert sentence in response.json()["error"]


async def test_half_a_character_is_no_ticket_number(page: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json"}
    body = json.dumps({**BUDI, "action": "answer", "ticket": "\ud800"})
    response = await page.post("/simulator/officer", content=body, headers=headers)
    assert response.status_code == 404
    assert "Tidak ada laporan" in response.json()["error"]


async def test_an_empty_answer_is_refused_in_words(app: App, page: httpx.AsyncClient) -> None:
    number = await simulated_ticket(app)
    response = await act(page, "answer", ticket=number, text="  ")
    assert response.status_code == 409
    assert response.json()["error"] == "Jawaban masih kosong."
    assert await status(app, number) is Status.DITERIMA
