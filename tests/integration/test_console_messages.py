"""Messages that are no complaint: nothing is lost, nobody is shown, and each can be worked off."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from console.messages import ago
from domain.complaint import OtherMatter
from domain.dialogue import Outcome, State
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address, InboundMessage, OutboundMessage
from domain.people import Role
from storage import matters
from storage.audit_tables import audit_events
from storage.claims import claim, claim_one
from storage.engine import reading, transaction
from storage.inbox import Received, record_inbound
from storage.leases import fail
from storage.matters import matter
from storage.office_tables import other_matters, rejected_payloads
from storage.outcomes import commit_outcomes
from storage.tables import conversations, outbox
from storage.transcripts import conversation_at
from tests.integration.console_rig import NOW, Rig

PAGE = "/kantor/pesan"
WHO = Address(WHATSAPP, "+6281234567890")
ATTACK = "<script>alert(1)</script>"
MATTER, OUTBOX = other_matters.c, outbox.c


@dataclass
class Desk:
    """What citizens wrote, and how it was understood."""

    rig: Rig
    written: int = 0

    async def write(
        self,
        text: str,
        outcome: Outcome,
        sender: Address = WHO,
        at: datetime | None = None,
    ) -> int:
        """A message with this outcome; the conversation's id."""
        self.written += 1
        at = at or self.rig.now
        message = InboundMessage(sender.channel, f"m{self.written}", sender, text, at)
        database = self.rig.database
        await transaction(database, record_inbound, [Received(message, raw="", at=at)])
        place = await reading(database, conversation_at, sender)
        assert place is not None

        def commit(conn: Connection) -> None:
            work = claim_one(conn, "test", place or 0, at, timedelta(seconds=30))
            [done] = commit_outcomes(conn, [(work, outcome)], at)
            assert done.error is None

        await transaction(database, commit)
        return place

    async def matter(
        self, kind: str, text: str, sender: Address = WHO, *, door: str = "", **state: Any
    ) -> int:
        """Something that is no complaint; its id."""
        outcome = Outcome(
            State(last_inbound_at=self.rig.now, **state), other=(OtherMatter(kind, text, door),)
        )
        await self.write(text, outcome, sender)
        rows = await self.rows(select(MATTER.id).order_by(MATTER.id.desc()))
        return int(rows[0].id)

    async def handed_over(
        self, sender: Address = WHO, text: str = "mau bicara dengan orang", **state: Any
    ) -> int:
        wrote = {"last_inbound_at": self.rig.now} | state
        return await self.write(text, Outcome(State(handover=True, **wrote)), sender)

    async def rows(self, query: Any) -> Sequence[Any]:
        def read(conn: Connection) -> Sequence[Any]:
            return conn.execute(query).all()

        return await reading(self.rig.database, read)

    async def run(self, statement: Any) -> None:
        def write(conn: Connection) -> None:
            conn.execute(statement)

        await transaction(self.rig.database, write)


@pytest_asyncio.fixture
async def desk(database: AsyncEngine) -> Desk:
    return Desk(Rig(database))


def text_of(page: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def tabs(page: str) -> dict[str, int]:
    found = re.findall(r'href="/kantor/pesan\?bagian=([a-z-]+)"[^>]*>[^<]*<b>([\d.]+)</b>', page)
    return {name: int(count) for name, count in found}


async def test_each_kind_stands_in_its_tab_with_its_count(desk: Desk) -> None:
    await desk.matter("unread", "punten bade naros")
    await desk.matter("other_office", "lampu jalan mati", door="lapor")
    await desk.matter("praise", "petugasnya ramah")
    await desk.matter("spam", "p")
    await desk.handed_over(Address(SMS, "+628111"))
    reply = OutboundMessage(WHO, "Baik, Bapak/Ibu.")
    await desk.write("Halo", Outcome(State(), replies=(reply,)))
    await desk.run(update(outbox).values(status="failed", error_code="63003"))
    await desk.run(
        insert(rejected_payloads).values(channel="sms", raw="rahasia", reason="no From", at=NOW)
    )
    browser = await desk.rig.signed_in(Role.PETUGAS)
    page = (await browser.get(PAGE)).text
    assert tabs(page) == {
        "belum-terbaca": 1, "dipegang": 1, "kantor-lain": 1, "gagal": 1, "pujian": 1, "ditolak": 1,
    }  # fmt: skip
    for tab, expected in (
        ("", "punten bade naros"),
        ("dipegang", "mau bicara dengan orang"),
        ("kantor-lain", "Ditunjukkan kepada warga: SP4N-LAPOR!"),
        ("gagal", "Langkah berikutnya:"),
        ("pujian", "petugasnya ramah"),
        ("ditolak", "no From"),
    ):
        page = (await browser.get(f"{PAGE}?bagian={tab}")).text
        assert expected in text_of(page), tab
        assert "rahasia" not in page


async def test_an_officer_marks_what_is_done_once_and_it_is_written_down(desk: Desk) -> None:
    officer = await desk.rig.person(Role.ATASAN)
    browser = await desk.rig.browser(officer)
    key = await desk.matter("other_office", "KTP belum jadi", door="disdukcapil")
    form = {"pesan": str(key), "bagian": "kantor-lain"}
    answer = await browser.post(f"{PAGE}/selesai", data=form)
    assert answer.status_code == 303
    page = (await browser.get(answer.headers["location"])).text
    assert "Ditandai selesai." in page
    assert "KTP belum jadi" not in page
    assert tabs(page)["kantor-lain"] == 0
    # Kept, and found again.
    done = (await browser.get(f"{PAGE}?bagian=kantor-lain&selesai=ya")).text
    assert "KTP belum jadi" in done
    assert "Tandai selesai" not in done
    again = await browser.post(f"{PAGE}/selesai", data=form)
    assert "petugas lain" in (await browser.get(again.headers["location"])).text
    query = select(audit_events.c.actor, audit_events.c.data)
    events = await desk.rows(query.where(audit_events.c.name == "matter_handled"))
    assert [(event.actor, f'"matter":{key}' in event.data) for event in events] == [
        (officer.username, True)
    ]


@pytest.mark.parametrize("value", ["", "x", "-1", "1e3", "9" * 40, "٣"])
async def test_a_form_without_a_message_is_refused_in_words(desk: Desk, value: str) -> None:
    browser = await desk.rig.signed_in(Role.PETUGAS)
    for what, field in (("selesai", "pesan"), ("lepas", "percakapan"), ("pegang", "pesan")):
        answer = await browser.post(f"{PAGE}/{what}", data={field: value})
        assert answer.status_code == 422
        assert "tidak lengkap" in answer.text


async def test_what_does_not_exist_is_not_found(desk: Desk) -> None:
    browser = await desk.rig.signed_in(Role.PETUGAS)
    for what, field in (("selesai", "pesan"), ("lepas", "percakapan"), ("pegang", "pesan")):
        answer = await browser.post(f"{PAGE}/{what}", data={field: "77"})
        assert answer.status_code == 404
    answer = await browser.post(f"{PAGE}/balas", data={"percakapan": "77", "teks": "Halo"})
    assert answer.status_code == 404


async def test_a_parked_message_says_why_and_can_become_a_complaint(desk: Desk) -> None:
    message = InboundMessage(WHO.channel, "m", WHO, "punten bade naros", NOW)
    database = desk.rig.database
    await transaction(database, record_inbound, [Received(message, raw="", at=NOW)])
    [work] = await transaction(database, claim, "w", NOW, 1, timedelta(seconds=30))
    error = f"ValueError: {ATTACK} 081234567890"
    assert await transaction(database, fail, work, error, NOW, park_after=1)
    key = (await desk.rows(select(MATTER.id)))[0].id
    browser = await desk.rig.signed_in(Role.PETUGAS)
    page = (await browser.get(PAGE)).text
    assert "Gagal diproses" in page
    assert "tetap gagal diproses" in page
    assert "ValueError" in page
    assert ATTACK not in page
    assert "34567890" not in page
    assert f'href="/kantor/catat?dari=pesan:{key}"' in page
    # Who may not record has no such link, and the rest all the same.
    atasan = (await (await desk.rig.signed_in(Role.ATASAN)).get(PAGE)).text
    assert "catat?dari" not in atasan
    assert "Tandai selesai" in atasan
    found = await reading(desk.rig.database, matter, key)
    assert (found.text, found.parked, found.sender.address) == ("punten bade naros", True, WHO)


async def test_nobody_is_named_and_no_number_is_shown(desk: Desk) -> None:
    await desk.rig.complaint(WHO, name="Siti Contohwati")
    text = f"Saya Siti Contohwati {ATTACK} 0812 3456 7890, siti@contoh.example"
    await desk.matter("unread", text)
    await desk.matter("other_office", text, door=ATTACK)
    await desk.matter("praise", text, Address(TELEGRAM, "55443322"), profile_name="Siti Contohwati")
    reply = OutboundMessage(WHO, "Terima kasih, Siti Contohwati.")
    await desk.write(text, Outcome(State(), replies=(reply,)))
    await desk.run(update(outbox).values(status="held"))
    await desk.handed_over(Address(SMS, "+6289876543210"), text, profile_name="Siti Contohwati")
    for role in (Role.PETUGAS, Role.ATASAN, Role.KEPALA):
        browser = await desk.rig.signed_in(role)
        for tab in ("belum-terbaca", "kantor-lain", "pujian", "gagal", "dipegang"):
            page = (await browser.get(f"{PAGE}?bagian={tab}")).text
            assert 'class="item"' in page
            for secret in (
                "Contohwati", "Siti", "34567890", "3456 7890", "siti@", "55443322", "9876543210",
                ATTACK,
            ):  # fmt: skip
                assert secret not in page, (role, tab, secret)
    assert "********890" in (await browser.get(PAGE)).text


async def test_a_confidential_reporters_number_is_not_even_masked(desk: Desk) -> None:
    await desk.rig.complaint(WHO, confidential=True)
    await desk.matter("unread", "kapan dijawab ya pak")
    page = (await (await desk.rig.signed_in(Role.PETUGAS)).get(PAGE)).text
    assert "nomor dirahasiakan" in page
    assert "*890" not in page


async def test_a_conversation_that_a_human_has_is_answered_and_given_back(desk: Desk) -> None:
    made = await desk.rig.complaint(WHO)
    place = await desk.handed_over()
    desk.rig.now += timedelta(minutes=65)
    browser = await desk.rig.signed_in(Role.PETUGAS)
    page = (await browser.get(f"{PAGE}?bagian=dipegang")).text
    assert "sudah 1 jam 5 menit" in page
    assert f"/kantor/aduan/{made.number}" in page
    assert "jendela 24 jam WhatsApp terbuka" in page
    said = {"percakapan": str(place), "teks": "Ada yang bisa kami bantu?"}
    answer = await browser.post(f"{PAGE}/balas", data=said)
    assert answer.headers["location"] == f"{PAGE}?bagian=dipegang&kabar=dibalas"
    assert (await desk.rows(select(OUTBOX.text).order_by(OUTBOX.id.desc())))[0].text == said["teks"]
    answer = await browser.post(f"{PAGE}/lepas", data={"percakapan": str(place)})
    assert answer.headers["location"] == f"{PAGE}?bagian=dipegang&kabar=dilepas"
    page = (await browser.get(answer.headers["location"])).text
    assert "Tidak ada percakapan yang sedang dipegang petugas." in page
    # Somebody else was faster.
    answer = await browser.post(f"{PAGE}/lepas", data={"percakapan": str(place)})
    assert answer.status_code == 409
    assert "Percakapan ini tidak sedang dipegang petugas." in answer.text


async def test_a_reply_that_cannot_leave_keeps_what_was_typed(desk: Desk) -> None:
    place = await desk.handed_over()
    desk.rig.now += timedelta(hours=25)
    browser = await desk.rig.signed_in(Role.PETUGAS)
    page = (await browser.get(f"{PAGE}?bagian=dipegang")).text
    assert "Jendela 24 jam WhatsApp sudah tertutup" in page
    assert "<textarea" not in page
    for text, status in ((f"Halo {ATTACK}", 409), ("   ", 409), ("a" * 4001, 422)):
        form = {"percakapan": str(place), "teks": text}
        answer = await browser.post(f"{PAGE}/balas", data=form)
        assert answer.status_code == status
        assert 'role="alert"' in answer.text
        assert ATTACK not in answer.text
        as_json = await browser.post(
            f"{PAGE}/balas", data=form, headers={"accept": "application/json"}
        )
        assert as_json.status_code == status
        assert as_json.json()["error"]
    too_much = {"percakapan": str(place), "teks": "a" * 200_000}
    assert (await browser.post(f"{PAGE}/balas", data=too_much)).status_code == 413


async def test_what_was_typed_stands_in_the_form_that_was_refused(desk: Desk) -> None:
    place = await desk.handed_over(Address(SMS, "+628111"), silenced=True)
    browser = await desk.rig.signed_in(Role.PETUGAS)
    form = {"percakapan": str(place), "teks": "Halo Bapak & Ibu"}
    answer = await browser.post(f"{PAGE}/balas", data=form)
    assert answer.status_code == 409
    assert "Halo Bapak &amp; Ibu</textarea>" in answer.text
    assert "Yang Anda tulis masih ada" in answer.text


async def test_an_officer_takes_the_conversation_of_an_unread_message(desk: Desk) -> None:
    key = await desk.matter("unread", "punten bade naros")
    browser = await desk.rig.signed_in(Role.PETUGAS)
    answer = await browser.post(f"{PAGE}/pegang", data={"pesan": str(key)})
    assert answer.status_code == 303
    page = (await browser.get(answer.headers["location"])).text
    assert "sekarang dipegang petugas" in page
    assert tabs(page)["dipegang"] == 1
    assert "<textarea" in page


async def test_since_when_a_human_has_a_conversation_is_kept_until_it_is_given_back(
    desk: Desk,
) -> None:
    async def since() -> datetime | None:
        rows = await desk.rows(select(conversations.c.handover_since))
        found: datetime | None = rows[0].handover_since
        return found

    await desk.write("Halo", Outcome(State()))
    assert await since() is None
    await desk.handed_over()
    desk.rig.now += timedelta(hours=1)
    await desk.handed_over(text="halo?")
    assert await since() == NOW
    await desk.write("ya", Outcome(State()))
    assert await since() is None
    await desk.handed_over()
    assert await since() == desk.rig.now


async def test_those_who_wait_longest_stand_first(desk: Desk) -> None:
    senders = [Address(SMS, f"+62811000{n}") for n in range(3)]
    for sender in senders:
        await desk.handed_over(sender, f"dari {sender.value[-1]}")
        await desk.matter("unread", f"pesan {sender.value[-1]} yang panjang", sender, handover=True)
        desk.rig.now += timedelta(minutes=5)
    browser = await desk.rig.signed_in(Role.PETUGAS)
    for tab, word in (("dipegang", "pesan"), ("belum-terbaca", "pesan")):
        page = (await browser.get(f"{PAGE}?bagian={tab}")).text
        assert re.findall(rf'<p class="text"[^>]*>{word} (\d)', page) == ["0", "1", "2"]


async def test_pages_follow_each_other_while_items_are_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matters, "SIZE", 2)
    senders = [Address(SMS, f"+6281100{n:02d}") for n in range(5)]
    keys = [await desk.matter("unread", f"pesan nomor {n}", senders[n]) for n in range(5)]
    for sender in senders:
        await desk.handed_over(sender, f"orang nomor {sender.value[-1]}")
    browser = await desk.rig.signed_in(Role.PETUGAS)
    for tab, handle in (("belum-terbaca", True), ("dipegang", False)):
        seen: list[str] = []
        address = f"{PAGE}?bagian={tab}"
        while address:
            page = (await browser.get(address)).text
            seen += re.findall(r'<p class="text"[^>]*>\w+ nomor (\d)', page)
            if handle and len(seen) == 2:
                await browser.post(f"{PAGE}/selesai", data={"pesan": str(keys[0])})
            found = re.search(r'href="([^"]+)" rel="next"', page)
            address = html.unescape(found[1]) if found else ""
        assert seen == ["0", "1", "2", "3", "4"]


NONSENSE = [
    "bagian=entah", "bagian=dipegang&setelah=x", "bagian=dipegang&setelah=2026-01-01~1",
    "bagian=dipegang&setelah=2026-01-01T00:00:00~1", "setelah=-1", "setelah=" + "9" * 30,
    "bagian=gagal&setelah=a~b", "kabar=" + ATTACK, "selesai=mungkin", "bagian=ditolak&setelah=%00",
]  # fmt: skip


async def test_nonsense_in_an_address_is_answered_with_a_page(desk: Desk) -> None:
    await desk.matter("unread", "punten bade naros")
    browser = await desk.rig.signed_in(Role.PETUGAS)
    for query in NONSENSE:
        answer = await browser.get(f"{PAGE}?{query}")
        assert answer.status_code == 200, query
        assert ATTACK not in answer.text
        if "setelah" in query:
            assert "Penanda halaman itu tidak terbaca" in answer.text, query


async def test_only_the_desk_sees_them(desk: Desk) -> None:
    key = str(await desk.matter("unread", "punten bade naros"))
    for role in (Role.INSPEKTORAT, Role.ADMIN):
        browser = await desk.rig.signed_in(role)
        assert (await browser.get(PAGE)).status_code == 403
        for what in ("selesai", "pegang", "balas", "lepas"):
            form = {"pesan": key, "percakapan": "1", "teks": "Halo"}
            assert (await browser.post(f"{PAGE}/{what}", data=form)).status_code == 403
    assert (await desk.rows(select(MATTER.handled_at)))[0].handled_at is None


async def test_old_failures_are_no_work_any_more(desk: Desk) -> None:
    reply = OutboundMessage(WHO, "Baik.")
    await desk.write("Halo", Outcome(State(), replies=(reply,)))
    await desk.run(update(outbox).values(status="failed", created_at=NOW - timedelta(days=31)))
    browser = await desk.rig.signed_in(Role.PETUGAS)
    page = (await browser.get(f"{PAGE}?bagian=gagal")).text
    assert tabs(page)["gagal"] == 0
    assert "Tidak ada pesan yang gagal dalam 30 hari terakhir." in page


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=-5), "kurang dari semenit"),
        (timedelta(seconds=59), "kurang dari semenit"),
        (timedelta(minutes=1), "1 menit"),
        (timedelta(minutes=60), "1 jam"),
        (timedelta(minutes=125), "2 jam 5 menit"),
        (timedelta(hours=7, minutes=5), "7 jam"),
        (timedelta(hours=47), "47 jam"),
        (timedelta(hours=48), "2 hari"),
    ],
)
def test_how_long_something_has_been_is_said_roughly(span: timedelta, said: str) -> None:
    assert ago(span) == said
