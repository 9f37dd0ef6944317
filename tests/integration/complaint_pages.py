"""What tests of a complaint's page ask it for, and what they let happen before."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any

from domain.complaint import AuditEvent, Complaint
from domain.messages import WHATSAPP, Address, InboundMessage
from domain.people import Role
from storage.audit import Happened, append
from storage.engine import transaction
from storage.inbox import Received, record_inbound
from tests.integration.console_rig import Rig

PHONE = "+6281377700042"
SENDER = Address(WHATSAPP, PHONE)


def address(complaint: Complaint, more: str = "") -> str:
    return f"/kantor/aduan/{complaint.number}{more}"


async def says(rig: Rig, text: str, sender: Address = SENDER, **more: Any) -> None:
    rig.now += timedelta(minutes=1)
    message = InboundMessage(
        sender.channel,
        f"says-{rig.now.timestamp()}",
        sender,
        text,
        rig.now,
        **more,
    )
    await transaction(rig.database, record_inbound, [Received(message, raw="", at=rig.now)])


async def happened(rig: Rig, complaint: Complaint, name: str, text: str, **data: Any) -> None:
    event = AuditEvent(name, complaint.number, "petugas", dict(data), text)
    await transaction(rig.database, append, [Happened(event, rig.now)])


async def page_of(rig: Rig, complaint: Complaint, role: Role = Role.PETUGAS, more: str = "") -> str:
    answer = await (await rig.signed_in(role)).get(address(complaint, more))
    assert answer.status_code == 200
    return unescape(answer.text)


async def talk_of(rig: Rig, complaint: Complaint, role: Role = Role.PETUGAS) -> str:
    page = await page_of(rig, complaint, role)
    return page[page.index('id="percakapan"') : page.index('id="aduan"')]


async def three_in_one(rig: Rig, secret: int | None = None) -> list[Complaint]:
    """Three complaints of one conversation, one of them confidential where it is named."""
    made = []
    for place in range(3):
        rig.now += timedelta(hours=1)
        made.append(
            await rig.complaint(SENDER, text=f"Perkara ke-{place}", confidential=place == secret)
        )
        await says(rig, f"Tambahan ke-{place}")
    return made
