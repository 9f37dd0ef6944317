"""Files in the database, and the loop that brings evidence there before its provider forgets it."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.media import Media
from bot.media_keeper import TRIES, MediaKeeper
from domain.calendar import WIB
from domain.errors import AttachmentError
from domain.messages import SIMULATED, TELEGRAM, WHATSAPP, Address, Attachment, InboundMessage
from storage import files
from storage.engine import reading, transaction
from storage.evidence import last_before, newest
from storage.files import FileInfo, Upload
from storage.inbox import Received, record_inbound
from storage.office_tables import files as files_table
from storage.tables import inbox, job_run
from tests import samples
from tests.integration.service import eventually, service
from tests.providers.twilio_webhooks import ACCOUNT_SID

NOW = datetime(2026, 3, 16, 9, 5, tzinfo=WIB)
ASEP = Address(WHATSAPP, "+6281200000001")
PHOTO = Upload("foto.jpg", "image/jpeg", samples.JPEG)
_ids = itertools.count(1)


async def put(
    database: AsyncEngine,
    upload: Upload = PHOTO,
    *,
    channel: str = "",
    ref: str = "",
    complaint: str = "2026-00001-5",
    by: str = "petugas",
    now: datetime = NOW,
) -> int:
    return await transaction(
        database,
        files.store,
        channel=channel,
        ref=ref or files.digest(upload.content),
        complaint=complaint,
        upload=upload,
        by=by,
        now=now,
    )


# ------------------------------------------------------------------------------------- storage


async def test_what_was_stored_comes_back_byte_by_byte(database: AsyncEngine) -> None:
    content = samples.JPEG + bytes(range(256)) * 400
    new = await put(database, Upload("foto.jpg", "image/jpeg", content))
    file = await reading(database, files.load, new)
    assert file.content == content
    assert file.info == FileInfo(
        id=new,
        channel="",
        ref=files.digest(content),
        complaint="2026-00001-5",
        content_type="image/jpeg",
        filename="foto.jpg",
        size=len(content),
        sha256=files.digest(content),
        by="petugas",
        at=NOW,
    )


async def test_the_same_file_of_a_complaint_is_stored_once_and_another_complaints_apart(
    database: AsyncEngine,
) -> None:
    first = await put(database)
    assert await put(database, by="lain", now=NOW + timedelta(days=1)) == first
    assert await put(database, complaint="2026-00002-3") != first
    assert await put(database, channel=WHATSAPP) != first
    [info] = await reading(database, files.of_complaint, "2026-00002-3")
    assert info.complaint == "2026-00002-3"


async def test_two_that_store_the_same_at_once_get_the_same_file(database: AsyncEngine) -> None:
    assert len(set(await asyncio.gather(*(put(database) for _ in range(8))))) == 1


async def test_what_is_not_there_is_not_found(database: AsyncEngine) -> None:
    await put(database)
    with pytest.raises(LookupError):
        await reading(database, files.load, 999)
    with pytest.raises(LookupError):
        await reading(database, files.find, WHATSAPP, files.digest(samples.JPEG))
    assert await reading(database, files.of_complaint, "2026-99999-9") == []
    await put(database, complaint="")
    assert await reading(database, files.of_complaint, "") == []


async def test_a_file_that_came_before_its_number_is_given_to_it_and_never_taken_from_another(
    database: AsyncEngine,
) -> None:
    waiting = await put(database, complaint="", ref="formulir-1:abc")
    fetched = await put(database, complaint="", channel=WHATSAPP)
    other = await put(database, complaint="2026-00002-3")
    await transaction(database, files.adopt, [waiting, fetched, other], "2026-00001-5")
    assert [i.id for i in await reading(database, files.of_complaint, "2026-00001-5")] == [waiting]
    assert [i.id for i in await reading(database, files.of_complaint, "2026-00002-3")] == [other]


async def test_a_nik_in_a_file_name_is_masked(database: AsyncEngine) -> None:
    new = await put(database, Upload("KTP 3214011203850001.jpg", "image/jpeg", samples.JPEG))
    stored = (await reading(database, files.load, new)).info.filename
    assert "3214011203850001" not in stored
    assert stored.startswith("KTP ")


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("file:12", 12),
        ("file:", None),
        ("file:1x", None),
        ("file:-1", None),
        ("file:٣", None),
        ("file:" + "9" * 40, None),
        ("https://api.twilio.com/file:12", None),
        ("", None),
    ],
)
def test_only_our_own_refs_name_a_stored_file(ref: str, expected: int | None) -> None:
    assert files.id_in(ref) == expected
    if expected is not None:
        assert files.ref_of(expected) == ref


# -------------------------------------------------------------------------------------- keeper


class Provider:
    """A channel of which only the evidence is asked: contents by ref, and what goes wrong."""

    codes = (WHATSAPP,)

    def __init__(self, **contents: bytes) -> None:
        self.contents = contents
        self.asked: list[str] = []
        self.away = False

    async def fetch_attachment(self, ref: str) -> bytes:
        self.asked.append(ref)
        await asyncio.sleep(0)
        if self.away:
            raise AttachmentError("away", retryable=True)
        if ref not in self.contents:
            raise AttachmentError("gone")
        return self.contents[ref]


class Office:
    """A keeper or two, with a provider and a clock that is moved by hand."""

    def __init__(self, database: AsyncEngine, provider: Provider) -> None:
        self.database = database
        self.provider = provider
        self.now = NOW

    def keeper(self) -> MediaKeeper:
        media = Media([self.provider])  # type: ignore[list-item]  # Nothing else is asked of it.
        return MediaKeeper(self.database, media, lambda: self.now)

    async def receives(
        self, *refs: str, sender: Address = ASEP, size: int | None = None, name: str = "foto.jpg"
    ) -> None:
        attachments = tuple(Attachment("image/jpeg", ref, name, size) for ref in refs)
        message = InboundMessage(
            sender.channel, f"in-{next(_ids)}", sender, "lihat", self.now, attachments
        )
        await transaction(self.database, record_inbound, [Received(message, raw="", at=self.now)])

    async def stored(self) -> dict[str, FileInfo]:
        def read(conn: Connection) -> Iterable[FileInfo]:
            query = select(files_table.c.id).order_by(files_table.c.id)
            return [files.load(conn, row.id).info for row in conn.execute(query)]

        return {info.ref: info for info in await reading(self.database, read)}


async def test_new_evidence_is_kept_under_what_it_really_is(database: AsyncEngine) -> None:
    office = Office(database, Provider(a=samples.PNG, b=samples.PDF, c=samples.SVG))
    keeper = office.keeper()
    await office.receives("a", "b", "c")
    assert await keeper.step() == 3
    stored = await office.stored()
    assert {ref: (i.content_type, i.filename) for ref, i in stored.items()} == {
        "a": ("image/png", "foto.jpg.png"),
        "b": ("application/pdf", "foto.jpg.pdf"),
        "c": ("application/octet-stream", "foto.jpg.bin"),
    }
    assert {(i.channel, i.complaint, i.by) for i in stored.values()} == {(WHATSAPP, "", "bot")}
    office.now += timedelta(days=1)
    assert await keeper.step() == 0
    assert office.provider.asked == ["a", "b", "c"]


async def test_a_provider_that_is_away_is_asked_ever_more_rarely_and_then_no_more(
    database: AsyncEngine,
) -> None:
    office = Office(database, Provider())
    office.provider.away = True
    await office.receives("a")
    keeper = office.keeper()
    asked_at = []
    looks = [timedelta(minutes=m) for m in (*range(20), *range(20, 4 * 24 * 60, 60))]
    for age in looks:
        office.now = NOW + age
        before = len(office.provider.asked)
        await keeper.step()
        if len(office.provider.asked) > before:
            asked_at.append(age)
    assert len(asked_at) == len(TRIES)
    gaps = [later - earlier for earlier, later in itertools.pairwise(asked_at)]
    assert gaps == sorted(gaps)
    assert asked_at[-1] <= timedelta(days=2, hours=1)


async def test_a_provider_that_comes_back_gives_the_evidence_later(database: AsyncEngine) -> None:
    office = Office(database, Provider(a=samples.JPEG))
    office.provider.away = True
    keeper = office.keeper()
    await office.receives("a")
    assert await keeper.step() == 0
    office.provider.away = False
    assert await keeper.step() == 0  # Not yet due again.
    office.now += timedelta(seconds=31)
    assert await keeper.step() == 1


async def test_what_a_provider_no_longer_has_is_not_asked_for_again(database: AsyncEngine) -> None:
    office = Office(database, Provider(b=samples.JPEG))
    keeper = office.keeper()
    await office.receives("a", "b")
    assert await keeper.step() == 1
    for _ in range(60):
        office.now += timedelta(minutes=5)
        await keeper.step()
    assert office.provider.asked == ["a", "b"]


async def test_several_processes_make_each_try_once(database: AsyncEngine) -> None:
    office = Office(database, Provider(b=samples.JPEG))
    keepers = [office.keeper() for _ in range(4)]
    await office.receives("b")
    assert sum(await asyncio.gather(*(keeper.step() for keeper in keepers))) == 1
    office.now += timedelta(seconds=31)  # Those who came too late would try again now.
    assert sum([await keeper.step() for keeper in keepers]) == 0
    office.provider.away = True
    await office.receives("a")
    for _ in range(3):
        await asyncio.gather(*(keeper.step() for keeper in keepers))
    assert office.provider.asked == ["b", "a"]


async def test_a_restart_forgets_nothing_and_repeats_nothing(database: AsyncEngine) -> None:
    office = Office(database, Provider(a=samples.JPEG, b=samples.JPEG))
    office.provider.away = True
    await office.receives("a")
    await office.keeper().step()
    assert await office.keeper().step() == 0
    assert office.provider.asked == ["a"]
    office.provider.away = False
    office.now += timedelta(hours=2)
    await office.receives("b")
    assert await office.keeper().step() == 2


async def test_what_cannot_or_need_not_be_fetched_is_left_alone(database: AsyncEngine) -> None:
    office = Office(database, Provider(a=samples.JPEG))
    await office.receives("", "a", sender=Address(WHATSAPP, f"{SIMULATED}1"))
    await office.receives("a", sender=Address(TELEGRAM, "5"))  # A channel that is off.
    await office.receives("a", size=21 * 1024 * 1024)
    await office.receives("")
    await office.receives()
    assert await office.keeper().step() == 0
    assert office.provider.asked == []


async def test_messages_of_long_ago_are_not_looked_at(database: AsyncEngine) -> None:
    office = Office(database, Provider(a=samples.JPEG, b=samples.JPEG))
    await office.receives("a")
    office.now += timedelta(days=3, minutes=1)
    await office.receives("b")
    assert await office.keeper().step() == 1
    assert list(await office.stored()) == ["b"]


async def test_evidence_that_a_page_fetched_first_is_not_fetched_again(
    database: AsyncEngine,
) -> None:
    office = Office(database, Provider(a=samples.JPEG))
    await office.receives("a")
    await put(database, channel=WHATSAPP, ref="a", complaint="")
    assert await office.keeper().step() == 0
    assert office.provider.asked == []


async def test_the_tries_are_forgotten_with_the_messages_they_were_for(
    database: AsyncEngine,
) -> None:
    office = Office(database, Provider(a=samples.JPEG))
    keeper = office.keeper()
    await office.receives("a")
    await keeper.step()

    def tries(conn: Connection) -> int:
        return conn.execute(select(func.count()).select_from(job_run)).scalar_one()

    assert await reading(database, tries) == 1
    office.now += timedelta(days=4)
    await keeper.step()
    assert await reading(database, tries) == 0


async def test_a_running_service_keeps_a_photo_that_nobody_has_looked_at(
    tmp_path: Path, database_url: str
) -> None:
    async with service(tmp_path, database_url) as running:
        running.twilio.media["ME1"] = samples.JPEG
        ref = f"{running.twilio.base_url}/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM1/Media/ME1"
        more = {"NumMedia": "1", "MediaUrl0": ref, "MediaContentType0": "image/jpeg"}
        await running.whatsapp("+6281200000009", "ini buktinya", **more)

        async def kept() -> bool:
            try:
                found = await reading(running.app.database, files.find_content, WHATSAPP, ref)
            except LookupError:
                return False
            return found.content == samples.JPEG

        await eventually(kept)


@pytest.mark.parametrize("count", [0, 1, 2, 7])
async def test_the_last_message_before_a_moment_is_found_without_an_index(
    database: AsyncEngine, count: int
) -> None:
    office = Office(database, Provider())
    for _ in range(count):
        await office.receives()
        office.now += timedelta(hours=1)

    def ids(conn: Connection) -> list[int]:
        return [row.id for row in conn.execute(select(inbox.c.id).order_by(inbox.c.id))]

    known = await reading(database, ids)
    for hours in range(count + 1):
        moment = NOW + timedelta(hours=hours) - timedelta(minutes=1)
        found = await reading(database, last_before, moment)
        assert [i for i in known if i <= found] == known[:hours]
    assert await reading(database, newest) == (known[-1] if known else 0)
