"""From a provider's webhook or update to a ticket and back to the provider, over real HTTP."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from domain.messages import Address, DeliveryStatus
from handlers.actions import SYSTEM_OFFICER, Answer
from storage.audit_tables import audit_events
from storage.engine import reading
from storage.tables import complaints, outbox
from tests.integration.service import Service, eventually, service

CITIZEN = "+6281200000001"
ALL_AT_ONCE = (
    "petugas loket 3 minta uang 500rb untuk sertifikat standar kemarin, nama saya Contoh Pelapor"
)


def _complaints(conn: Connection) -> list[tuple[str, str, str]]:
    query = select(complaints.c.number, complaints.c.kind, complaints.c.channel)
    return [(row.number, row.kind, row.channel) for row in conn.execute(query)]


async def _registered(running: Service) -> list[tuple[str, str, str]]:
    return await reading(running.app.database, _complaints)


@pytest.mark.parametrize("sender", [f"whatsapp:{CITIZEN}", CITIZEN])
async def test_a_citizen_gets_a_ticket_through_signed_twilio_webhooks(
    tmp_path: Path, database_url: str, sender: str
) -> None:
    async with service(tmp_path, database_url, changes={"dialogue.burst_seconds": 0}) as running:
        for count, text in enumerate((ALL_AT_ONCE, "ga ada", "ya"), start=1):
            assert (await running.inbound(sender, text)).status_code == 200
            said = await running.said(sender, count)
        [(number, kind, channel)] = await _registered(running)
        assert kind == "pengaduan"
        assert channel == ("whatsapp" if sender.startswith("whatsapp:") else "sms")
        assert number in said[-1]
        assert re.search(r"kode [A-Z0-9]{4}", said[-1])


async def test_a_citizen_gets_a_ticket_through_telegram_by_polling(
    tmp_path: Path, database_url: str
) -> None:
    async with service(tmp_path, database_url, changes={"dialogue.burst_seconds": 0}) as running:
        telegram = running.telegram
        for count, text in enumerate((ALL_AT_ONCE, "ga ada", "ya"), start=1):
            telegram.say(1001, text)
            await eventually(lambda count=count: len(telegram.sent) >= count)  # type: ignore[misc]
        [(number, kind, channel)] = await _registered(running)
        assert (kind, channel) == ("pengaduan", "telegram")
        assert number in telegram.sent[-1].fields["text"]
        assert "inline_keyboard" in telegram.sent[1].fields["reply_markup"]


async def test_a_citizen_gets_a_ticket_through_the_telegram_webhook(
    tmp_path: Path, sqlite_url: str
) -> None:
    changes = {"dialogue.burst_seconds": 0}
    async with service(tmp_path, sqlite_url, telegram_mode="webhook", changes=changes) as running:
        telegram = running.telegram
        for count, text in enumerate((ALL_AT_ONCE, "ga ada", "ya"), start=1):
            telegram.say(1001, text)
            update = telegram.updates.pop()
            answer = await telegram.deliver(running.url, "/webhook/telegram", update)
            assert answer.status_code == 200
            await eventually(lambda count=count: len(telegram.sent) >= count)  # type: ignore[misc]
        assert len(await _registered(running)) == 1


async def test_a_redelivered_webhook_changes_nothing(tmp_path: Path, database_url: str) -> None:
    async with service(tmp_path, database_url) as running:
        sid = "SM" + "7" * 32
        for _ in range(3):
            assert (await running.whatsapp(CITIZEN, ALL_AT_ONCE, sid)).status_code == 200
        await running.said(f"whatsapp:{CITIZEN}", 1)
        await running.whatsapp("+6281200000009", "assalamualaikum")
        await running.said("whatsapp:+6281200000009", 1)
        counts = await running.counts()
        assert (counts["inbox"], counts["outbox"]) == (2, 2)


async def test_a_status_callback_moves_a_message_forward_only(
    tmp_path: Path, database_url: str
) -> None:
    def status(conn: Connection) -> str:
        return str(conn.execute(select(outbox.c.status)).scalar_one())

    async def has(running: Service, wanted: DeliveryStatus) -> bool:
        return await reading(running.app.database, status) == wanted

    async with service(tmp_path, database_url) as running:
        await running.whatsapp(CITIZEN, "assalamualaikum")
        await running.said(f"whatsapp:{CITIZEN}", 1)
        await eventually(lambda: has(running, DeliveryStatus.SENT))
        sid = running.twilio.accepted[0].sid
        for told, then in (
            ("delivered", DeliveryStatus.DELIVERED),
            ("sent", DeliveryStatus.DELIVERED),
            ("read", DeliveryStatus.READ),
            ("delivered", DeliveryStatus.READ),
        ):
            answer = await running.twilio.report(sid, told, to=running.url)
            assert answer.status_code == 200
            assert await has(running, then)


async def test_an_officers_answer_reaches_the_citizen_and_closes_the_complaint(
    tmp_path: Path, database_url: str
) -> None:
    def events(conn: Connection) -> list[str]:
        return list(conn.execute(select(audit_events.c.name).order_by(audit_events.c.id)).scalars())

    async with service(tmp_path, database_url, changes={"dialogue.burst_seconds": 0}) as running:
        to = f"whatsapp:{CITIZEN}"
        for count, text in enumerate((ALL_AT_ONCE, "ga ada", "ya"), start=1):
            await running.inbound(to, text)
            await running.said(to, count)
        [(number, _, _)] = await _registered(running)
        await running.app.desk.act(Answer(number, "Uangnya sudah kembali."), SYSTEM_OFFICER)
        said = await running.said(to, 5)
        assert "Uangnya sudah kembali." in said[3]
        assert "membantu" in said[4]

        async def closed() -> bool:
            return "reported_to_superior" in await reading(running.app.database, events)

        await eventually(closed)


async def test_a_provider_that_is_down_gets_the_reply_when_it_is_back(
    tmp_path: Path, sqlite_url: str
) -> None:
    from tests.providers.twilio_server import failure

    async with service(tmp_path, sqlite_url) as running:
        running.twilio.script(failure(503), failure(429, 20429, retry_after="1"))
        await running.whatsapp(CITIZEN, "assalamualaikum")
        assert len(await running.said(f"whatsapp:{CITIZEN}", 1)) == 1


async def test_an_update_that_cannot_be_read_does_not_block_those_behind_it(
    tmp_path: Path, sqlite_url: str
) -> None:
    async with service(tmp_path, sqlite_url) as running:
        running.telegram.push(message={"message_id": "x", "date": "never", "chat": 5})
        running.telegram.push(my_chat_member={"odd": True})
        running.telegram.say(1001, "assalamualaikum")
        await eventually(lambda: len(running.telegram.sent) == 1)
        assert (await running.counts())["rejected_payloads"] == 1


async def test_whatsapp_and_sms_of_one_number_are_one_citizen(
    tmp_path: Path, sqlite_url: str
) -> None:
    async with service(tmp_path, sqlite_url, changes={"dialogue.burst_seconds": 0}) as running:
        to = f"whatsapp:{CITIZEN}"
        for count, text in enumerate((ALL_AT_ONCE, "ga ada", "ya"), start=1):
            await running.inbound(to, text)
            await running.said(to, count)
        [(number, _, _)] = await _registered(running)
        await running.inbound(CITIZEN, "status")
        assert number in (await running.said(CITIZEN, 1))[0]
        assert Address("whatsapp", CITIZEN).person == Address("sms", CITIZEN).person
