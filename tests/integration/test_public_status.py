"""The public status page: what it says, what it never says, and how guessing is stopped."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import Connection, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from console.public import limits
from domain.complaint import Complaint, Flag, ServiceRef, Status
from domain.tickets import find_wrong_numbers, ticket_number
from storage.engine import transaction
from storage.tables import code_failures, conversations
from tests.integration.console_rig import NOW, Rig
from tests.integration.storage_builders import rows_of

WRONG = "XXX9"
PER_NUMBER = limits.CODES.number[0].most


@pytest_asyncio.fixture
async def rig(database: AsyncEngine) -> Rig:
    return Rig(database)


@pytest_asyncio.fixture
async def citizen(rig: Rig) -> AsyncIterator[httpx.AsyncClient]:
    async with rig.stranger() as client:
        yield client


async def look(client: httpx.AsyncClient, number: str, code: str) -> httpx.Response:
    return await client.post("/status", data={"nomor": number, "kode": code})


async def seen(rig: Rig, complaint: Complaint, **values: Any) -> str:
    """What the page says of the complaint, changed to these values, on one line."""
    if values:
        complaint = await rig.change(complaint, **values)
    async with rig.stranger() as client:
        answer = await look(client, complaint.number, complaint.code)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


async def test_it_says_how_it_stands_and_by_when_it_is_answered(rig: Rig) -> None:
    text = await seen(rig, await rig.complaint())
    for said in (
        "Sudah diterima, menunggu ditelaah",
        "Senin, 13 April 2026",
        "14 hari kerja lagi",
        "Dicatat sebagai Pengaduan",
        "Biaya/tarif",
        "Diterima Senin, 16 Maret 2026 09.05 WIB",
    ):
        assert said in text, said


async def test_a_code_may_be_typed_as_people_type(rig: Rig, citizen: httpx.AsyncClient) -> None:
    one = await rig.complaint()
    number, code = one.number.replace("-", " "), " ".join(one.code.lower())
    assert (await look(citizen, f" {number} ", code)).status_code == 200


@pytest.mark.parametrize(
    ("status", "said", "done"),
    [
        (Status.DITERIMA, "menunggu ditelaah", 1),
        (Status.DITELAAH, "Sedang ditelaah", 2),
        (Status.DITINDAKLANJUTI, "Sedang ditindaklanjuti", 3),
        (Status.DIJAWAB, "Sudah dijawab", 4),
        (Status.DITUTUP, "Sudah dijawab dan selesai", 4),
        (Status.DITARIK, "Sudah ditarik", 0),
    ],
)
async def test_each_status_has_plain_words_and_its_steps(
    rig: Rig, citizen: httpx.AsyncClient, status: Status, said: str, done: int
) -> None:
    one = await rig.complaint()
    handling = replace(one.handling, touched_at=NOW + timedelta(days=1))
    one = await rig.change(one, status=status, handling=handling)
    page = (await look(citizen, one.number, one.code)).text
    assert said in page
    assert page.count('class="done"') == done
    assert ("17 Maret 2026" in page) is (done >= 2)


async def test_the_answer_is_shown_once_it_was_given(rig: Rig) -> None:
    answer = "Uang Anda dikembalikan.\nMohon maaf."
    one = await rig.complaint()
    assert "dikembalikan" not in await seen(rig, one, answer=answer)
    one = await rig.stored(one.number)
    text = await seen(rig, one, status=Status.DITUTUP, answered_at=NOW)
    assert "Uang Anda dikembalikan. Mohon maaf." in text
    assert "Kami jawab paling lambat" not in text


async def test_nothing_personal_is_shown(rig: Rig, citizen: httpx.AsyncClient) -> None:
    one = await rig.complaint(
        text="Pak Contoh Petugas minta 500 ribu, hubungi 0812 7777 8888",
        name="Euis Contohwati",
        address="Jalan Contoh Raya 12",
        services=(ServiceRef(None, "izin warung Euis Contohwati"), ServiceRef("nib", "NIB")),
    )
    one = await rig.change(one, additions=("tambahan dari Euis",))
    page = (await look(citizen, one.number, one.code)).text
    for personal in (
        "Euis",
        "Contohwati",
        "Contoh Petugas",
        "500 ribu",
        "7777",
        one.sender.value,
        one.sender.value[-6:],
        "Contoh Raya",
        "warung",
        "tambahan",
    ):
        assert personal not in page, personal
    assert "NIB" in page


async def test_a_suggestion_says_why_it_is_one_and_promises_no_day(rig: Rig) -> None:
    text = await seen(rig, await rig.complaint(name=""))
    assert "Saran/masukan, karena tanpa identitas" in text
    assert "tanpa batas waktu jawaban" in text


async def test_an_overdue_one_says_so_and_where_to_go(rig: Rig) -> None:
    one = await rig.complaint()
    rig.now += timedelta(days=31)
    text = await seen(rig, one)
    assert "lewat 3 hari kerja" in text
    assert "Ombudsman RI 137" in text
    assert "Mohon maaf" in text


async def test_one_that_was_reopened_says_so(rig: Rig) -> None:
    one = await rig.complaint()
    text = await seen(rig, one, status=Status.DITELAAH, flags=(Flag.REOPENED,))
    assert "Dibuka lagi" in text


async def test_a_merged_one_shows_the_number_that_carries_it_and_its_answer_without_names(
    rig: Rig,
) -> None:
    carrier = await rig.complaint(name="Nurhayati Contoh")
    mine = await rig.complaint()
    gone = replace(mine.handling, merged_into=carrier.number)
    mine = await rig.change(mine, status=Status.DIGABUNG, handling=gone)
    assert "Sudah diterima" in await seen(rig, mine)
    await rig.change(
        carrier,
        status=Status.DITUTUP,
        answer=f"Ibu Nurhayati ({carrier.sender.value}), uangnya dikembalikan.",
        answered_at=NOW,
    )
    text = await seen(rig, mine)
    assert f"bersama laporan {carrier.number}" in text
    assert "uangnya dikembalikan" in text
    assert "Nurhayati" not in text
    assert carrier.sender.value not in text


async def test_what_was_written_by_others_cannot_change_the_page(rig: Rig) -> None:
    async with rig.stranger() as client:
        one = await rig.complaint()
        evil = "<script>alert(1)</script>"
        service = (ServiceRef("nib", evil),)
        facts = replace(one.facts, services=service)
        one = await rig.change(one, facts=facts, answer=evil, status=Status.DITUTUP)
        page = (await look(client, one.number, one.code)).text
    assert evil not in page
    assert "&lt;script&gt;" in page


async def test_a_code_never_stands_in_an_address(rig: Rig, citizen: httpx.AsyncClient) -> None:
    one = await rig.complaint()
    asked = {"nomor": one.number, "kode": one.code}
    page = await citizen.get("/status", params=asked)
    assert one.number in page.text
    assert one.code not in page.text
    assert "menunggu ditelaah" not in page.text
    answer = await look(citizen, one.number, one.code)
    assert one.code not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"


# ------------------------------------------------------------------------------------- guessing


def comparable(answer: httpx.Response, number: str) -> tuple[int, str, dict[str, str]]:
    return answer.status_code, answer.text.replace(number, "NOMOR"), dict(answer.headers)


async def test_an_unknown_number_and_a_wrong_code_cannot_be_told_apart(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    known = (await rig.complaint()).number
    unknown = ticket_number(2026, 900)
    for _ in range(PER_NUMBER + 2):  # On to the limit and past it.
        answers = [
            comparable(await look(citizen, number, WRONG), number) for number in (known, unknown)
        ]
        assert answers[0] == answers[1]
    assert answers[0][0] == 429


async def test_after_too_many_wrong_codes_the_right_one_is_not_taken_from_anywhere(
    rig: Rig,
) -> None:
    one = await rig.complaint()
    for number in range(PER_NUMBER):
        async with rig.stranger(f"203.0.113.{number}") as client:
            assert (await look(client, one.number, WRONG)).status_code == 422
    async with rig.stranger("203.0.113.99") as client:
        refused = await look(client, one.number, one.code)
        assert refused.status_code == 429
        assert "menunggu ditelaah" not in refused.text
        assert "(0264) 8224794" in refused.text
        rig.now += timedelta(hours=1)
        assert (await look(client, one.number, one.code)).status_code == 200


async def test_wrong_codes_told_to_the_bot_count_as_well(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    one = await rig.complaint()
    [place] = await rows_of(rig.database, conversations)
    failure = {"number": one.number, "conversation_id": place.id, "at": NOW}

    def tell(conn: Connection) -> None:
        conn.execute(insert(code_failures), [failure] * (PER_NUMBER - 1))

    await transaction(rig.database, tell)
    assert (await look(citizen, one.number, WRONG)).status_code == 422
    assert (await look(citizen, one.number, one.code)).status_code == 429


async def test_one_address_cannot_go_through_all_numbers(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    one = await rig.complaint()
    for running in range(limits.CODES.address[0].most):
        assert (await look(citizen, ticket_number(2026, 100 + running), WRONG)).status_code == 422
    assert (await look(citizen, one.number, one.code)).status_code == 429
    async with rig.stranger("203.0.113.99") as neighbour:
        assert (await look(neighbour, one.number, one.code)).status_code == 200


async def test_looking_with_the_right_code_costs_no_try(
    rig: Rig, citizen: httpx.AsyncClient
) -> None:
    one = await rig.complaint()
    for _ in range(PER_NUMBER + 1):
        assert (await look(citizen, one.number, one.code)).status_code == 200


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        ("", "K7QF", "Tulis nomor laporan"),
        ("nomor saya", "K7QF", "Tulis nomor laporan"),
        ("2026-00042-7", "", "4 huruf atau angka"),
        ("2026-00042-7", "K7QFF", "4 huruf atau angka"),
        ("9" * 9000, "K7QF", "Tulis nomor laporan"),
    ],
)
async def test_what_cannot_be_a_number_or_a_code_is_said_and_costs_no_try(
    rig: Rig, citizen: httpx.AsyncClient, number: str, code: str, said: str
) -> None:
    answer = await look(citizen, number, code)
    assert answer.status_code == 422
    assert said in answer.text


async def test_a_number_with_a_slip_is_told_so(citizen: httpx.AsyncClient) -> None:
    number = "2026-00042-8"
    assert find_wrong_numbers(number)
    assert "keliru satu angka" in (await look(citizen, number, "K7QF")).text


async def test_a_form_larger_than_any_code_is_not_read(citizen: httpx.AsyncClient) -> None:
    assert (await look(citizen, "2026-00042-7", "K" * 20_000)).status_code == 413
