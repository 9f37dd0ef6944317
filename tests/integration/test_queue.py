"""The queue as it is read: what a view holds, how filters narrow it, and how it is paged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, update
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.complaint import Complaint, Flag, Kind, Reason, ServiceRef, Status
from domain.handling import ApprovalRequest, Category
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address
from domain.people import KEPALA_LEVEL, Officer, Role
from storage import queue
from storage.engine import reading, transaction
from storage.queue import NOTHING, Filters, Page, Place, page, total
from storage.queue_views import Look, View, counts, views_of
from storage.tables import outbox
from tests.integration.console_rig import Rig

TODAY = date(2026, 3, 16)  # A Monday.
SOON = date(2026, 3, 26)  # 18 to 24 March are holidays.
NIB = ServiceRef("nib", "Nomor Induk Berusaha (NIB)")
OWN = ServiceRef(None, "izin jualan di pasar")


class Data:
    """Complaints by a short name, made past all rules where a test needs them so."""

    def __init__(self, rig: Rig, people: dict[Role, Officer]) -> None:
        self.rig = rig
        self.people = people
        self.numbers: dict[str, str] = {}
        self._senders = 0

    async def add(self, key: str, due: date | None, channel: str = WHATSAPP, **more: Any) -> None:
        """due: its deadline, None for none. more: facts (matter, components, services …), or parts
        of the complaint (status, flags) or of its handling (assignee, category …)."""
        self._senders += 1
        more.setdefault("flags", ())
        facts = {n: more.pop(n) for n in list(more) if n in {"components", "services", "text"}}
        sender = Address(channel, f"+6281200{self._senders:05d}")
        made = await self.rig.complaint(sender, **({"services": (NIB,)} | facts))
        handling = {n: more.pop(n) for n in list(more) if hasattr(made.handling, n)}
        if made.deadline is not None and due is not None:
            more["deadline"] = replace(made.deadline, on=due)
        elif due is None:
            more |= {"deadline": None, "kind": Kind.SARAN, "reason": Reason.SUGGESTION}
        changed = await self.rig.change(made, handling=replace(made.handling, **handling), **more)
        self.numbers[changed.number] = key

    def keys(self, complaints: Page | list[Complaint]) -> list[str]:
        found = complaints.items if isinstance(complaints, Page) else complaints
        return [
            self.numbers[(one if isinstance(one, Complaint) else one.complaint).number]
            for one in found
        ]

    def look(self, role: Role = Role.PETUGAS) -> Look:
        return Look(self.people[role], TODAY, SOON)


def failed(conn: Connection, complaint_id: int, status: str) -> None:
    statement = update(outbox).where(outbox.c.conversation_id == complaint_id)
    conn.execute(statement.values(status=status, complaint_id=complaint_id))


@pytest_asyncio.fixture
async def data(database: AsyncEngine) -> Data:
    rig = Rig(database)
    people = {role: await rig.person(role) for role in Role}
    made = Data(rig, people)
    petugas, atasan = people[Role.PETUGAS].id, people[Role.ATASAN].id
    now = rig.now
    touched: dict[str, Any] = {"touched_at": now}
    await made.add("lewat", date(2026, 3, 13), flags=(Flag.ILLEGAL_LEVY,))
    await made.add("hari ini", TODAY, SMS, components=("jangka_waktu",), services=(OWN,))
    await made.add("dekat", SOON, assignee=petugas, status=Status.DITELAAH, **touched)
    await made.add(
        "jauh", date(2026, 4, 10), TELEGRAM, components=(), category=Category.INTERNAL, **touched
    )
    await made.add("saran", None, services=(), flags=(Flag.ASK_SERVICE,))
    await made.add("atasan", date(2026, 4, 1), level=1, given_to_apip=True, **touched)
    await made.add("milik atasan", date(2026, 4, 2), level=1, assignee=atasan, **touched)
    await made.add(
        "minta apip",
        date(2026, 4, 3),
        request=ApprovalRequest("petugas", "perlu", now),
        status=Status.DITINDAKLANJUTI,
        **touched,
    )
    await made.add("kepala", date(2026, 4, 6), level=KEPALA_LEVEL, **touched)
    await made.add(
        "dijawab", date(2026, 3, 12), SMS, status=Status.DIJAWAB, given_to_apip=True, **touched
    )
    await made.add("ditutup", date(2026, 3, 11), status=Status.DITUTUP, assignee=petugas)
    await made.add("gagal", date(2026, 4, 7), **touched)
    await made.add("gagal ditutup", date(2026, 4, 8), status=Status.DITUTUP)
    for number, status in (("gagal", "failed"), ("dijawab", "held"), ("gagal ditutup", "failed")):
        found = next(n for n, key in made.numbers.items() if key == number)
        stored = await rig.stored(found)
        await transaction(database, failed, stored.id or 0, status)
    return made


OPEN = [
    "lewat", "hari ini", "dekat", "atasan", "milik atasan", "minta apip", "kepala", "gagal",
    "jauh", "saran",
]  # fmt: skip
ALL = [
    "gagal ditutup", "gagal", "ditutup", "dijawab", "kepala", "minta apip", "milik atasan",
    "atasan", "saran", "jauh", "dekat", "hari ini", "lewat",
]  # fmt: skip
VIEWS: list[tuple[Role, View, list[str]]] = [
    (Role.PETUGAS, View.OPEN, OPEN),
    (Role.PETUGAS, View.SOON, ["hari ini", "dekat"]),
    (Role.PETUGAS, View.OVERDUE, ["lewat"]),
    (Role.PETUGAS, View.UNTOUCHED, ["lewat", "hari ini", "saran"]),
    (Role.PETUGAS, View.MINE, ["dekat"]),
    (Role.PETUGAS, View.UNDELIVERED, ["dijawab", "gagal"]),
    (Role.PETUGAS, View.REVIEW, ["saran"]),
    (Role.PETUGAS, View.URGENT, ["lewat"]),
    (Role.PETUGAS, View.ANSWERED, ["dijawab"]),
    (Role.PETUGAS, View.ALL, ALL),
    # What came to a level without a name is everybody's there; what has a name is that one's.
    (Role.ATASAN, View.MINE, ["atasan", "milik atasan"]),
    (Role.ATASAN, View.DECISION, ["atasan", "milik atasan"]),
    (Role.ATASAN, View.OPEN, OPEN),
    (Role.KEPALA, View.DECISION, ["minta apip"]),
    (Role.KEPALA, View.MINE, ["kepala"]),
    # The Inspektorat sees what it was given, whatever it asks for.
    (Role.INSPEKTORAT, View.OPEN, ["atasan"]),
    (Role.INSPEKTORAT, View.OVERDUE, []),
    (Role.INSPEKTORAT, View.ANSWERED, ["dijawab"]),
    (Role.INSPEKTORAT, View.ALL, ["dijawab", "atasan"]),
    (Role.INSPEKTORAT, View.UNTOUCHED, []),
    (Role.INSPEKTORAT, View.UNDELIVERED, ["dijawab"]),
]


async def test_each_view_holds_what_its_name_says_for_each_role(data: Data) -> None:
    for role, view, expected in VIEWS:
        found = await reading(data.rig.database, page, view, Filters(), data.look(role))
        assert (role, view, data.keys(found)) == (role, view, expected)


async def test_the_count_of_a_view_is_the_length_of_its_list(data: Data) -> None:
    for role in (Role.PETUGAS, Role.ATASAN, Role.KEPALA, Role.INSPEKTORAT):
        look = data.look(role)
        counted = await reading(data.rig.database, counts, look)
        assert tuple(counted) == views_of(look.officer)
        for view, count in counted.items():
            found = await reading(data.rig.database, page, view, Filters(), look)
            assert (role, view, count) == (role, view, len(found.items))


def test_the_inspektorat_and_the_desk_have_the_views_that_make_sense() -> None:
    def views(role: Role) -> set[View]:
        return set(views_of(Officer(1, "x", "X", role)))

    assert views(Role.INSPEKTORAT) == {
        View.OPEN, View.SOON, View.OVERDUE, View.ANSWERED, View.ALL,
    }  # fmt: skip
    assert views(Role.PETUGAS) == set(View) - {View.DECISION}
    assert views(Role.ATASAN) == views(Role.KEPALA) == set(View)


FILTERS: list[tuple[View, dict[str, Any], list[str]]] = [
    (View.OPEN, {"status": "ditelaah"}, ["dekat"]),
    (View.OPEN, {"status": "ditutup"}, []),
    (View.ALL, {"status": "ditutup"}, ["gagal ditutup", "ditutup"]),
    (View.OPEN, {"kind": "saran"}, ["saran"]),
    (View.OPEN, {"component": "jangka_waktu"}, ["hari ini"]),
    (View.OPEN, {"component": NOTHING}, ["jauh"]),
    (View.OPEN, {"service": "izin jualan di pasar"}, ["hari ini"]),
    (View.OPEN, {"service": NOTHING}, ["saran"]),
    (View.OPEN, {"channel": "telegram"}, ["jauh"]),
    (View.ALL, {"channel": "sms"}, ["dijawab", "hari ini"]),
    (View.ALL, {"channel": "box"}, []),
    (View.OPEN, {"category": "internal"}, ["jauh"]),
    (View.OVERDUE, {"category": NOTHING}, ["lewat"]),
    (View.MINE, {"unassigned": True}, []),
    (View.OVERDUE, {"unassigned": True}, ["lewat"]),
    (View.OPEN, {"undated": True}, ["saran"]),
    (View.ALL, {"undated": True}, ["saran"]),
    (View.OPEN, {"due_until": date(2026, 3, 15)}, ["lewat"]),
    # What is done is no longer overdue.
    (View.ALL, {"due_until": date(2026, 3, 15)}, ["lewat"]),
    (View.OPEN, {"due_from": TODAY, "due_until": TODAY}, ["hari ini"]),
    (View.UNDELIVERED, {"channel": "sms"}, ["dijawab"]),
    (View.OPEN, {"component": "biaya", "channel": "whatsapp", "status": "ditelaah"}, ["dekat"]),
]


async def test_filters_narrow_every_view(data: Data) -> None:
    for view, filters, expected in FILTERS:
        found = await reading(data.rig.database, page, view, Filters(**filters), data.look())
        assert (view, filters, data.keys(found)) == (view, filters, expected)
        if view is not View.ALL:
            counted = await reading(data.rig.database, total, view, Filters(**filters), data.look())
            assert counted == len(expected)


async def test_the_assignee_can_be_asked_for(data: Data) -> None:
    mine = Filters(assignee=data.people[Role.PETUGAS].id)
    for view, expected in ((View.OPEN, ["dekat"]), (View.ALL, ["ditutup", "dekat"])):
        found = await reading(data.rig.database, page, view, mine, data.look())
        assert data.keys(found) == expected


async def test_a_search_is_combined_with_view_and_filters(data: Data) -> None:
    await data.add("reklame", date(2026, 4, 9), text="Papan reklame saya dicopot")
    await data.add("reklame sms", date(2026, 3, 12), SMS, text="reklame belum jadi")
    await data.add("reklame lama", None, text="izin reklame", status=Status.DITUTUP)
    narrowed = Filters(text="reklame", channel="whatsapp")
    for view, wanted, expected in (
        (View.OPEN, Filters(text="reklame"), ["reklame sms", "reklame"]),
        (View.OVERDUE, Filters(text="reklame"), ["reklame sms"]),
        (View.OPEN, narrowed, ["reklame"]),
        (View.ALL, Filters(text="reklame"), ["reklame lama", "reklame sms", "reklame"]),
        (View.ALL, narrowed, ["reklame lama", "reklame"]),
        (View.UNDELIVERED, Filters(text="reklame"), []),
    ):
        found = await reading(data.rig.database, page, view, wanted, data.look())
        assert (view, wanted, data.keys(found)) == (view, wanted, expected)


async def test_a_search_that_matches_too_much_says_so(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SEARCHED", 4)
    found = await reading(data.rig.database, page, View.OPEN, Filters(text="loket"), data.look())
    assert found.cut
    assert set(data.keys(found)) <= set(OPEN)
    # All complaints are gone through from the newest back, so nothing is left out there.
    assert await _all_pages(data, Filters(text="loket"), size=3) == ALL


async def _all_pages(data: Data, filters: Filters, size: int, view: View = View.ALL) -> list[str]:
    found: list[str] = []
    after: Place | None = None
    for _ in range(50):
        shown = await reading(data.rig.database, page, view, filters, data.look(), after, size=size)
        assert len(shown.items) <= size
        found += data.keys(shown)
        if shown.after is None:
            return found
        after = Place.read(str(shown.after))
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
async def test_pages_of_any_size_together_are_the_list(data: Data, size: int) -> None:
    for view, expected in ((View.OPEN, OPEN), (View.ALL, ALL), (View.SOON, ["hari ini", "dekat"])):
        assert await _all_pages(data, Filters(), size, view) == expected


async def test_what_is_rare_among_very_many_is_found_in_bounded_steps(
    data: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "REACH", 3)
    wanted = Filters(channel="telegram")
    first = await reading(data.rig.database, page, View.ALL, wanted, data.look())
    assert (first.items, first.unfinished) == ((), True)
    assert await _all_pages(data, wanted, size=50) == ["jauh"]


@pytest.mark.parametrize("view", [View.OPEN, View.ALL])
async def test_rows_that_come_and_go_between_pages_leave_no_gap_and_no_double(
    data: Data, view: View
) -> None:
    database, look = data.rig.database, data.look()
    first = await reading(database, page, view, Filters(), look, size=4)
    seen = data.keys(first)
    untouched = {"gagal", "jauh", "saran", "kepala"} | {"ditutup", "dijawab"} - set(seen)
    # One of the first page is closed, others come before and behind the place.
    gone = await data.rig.stored(first.items[1].complaint.number)
    await data.rig.change(gone, status=Status.DITUTUP)
    await data.add("baru di depan", date(2026, 3, 10))
    await data.add("baru di belakang", date(2026, 4, 30))
    after = first.after
    while after is not None:
        more = await reading(database, page, view, Filters(), look, after, size=4)
        seen += data.keys(more)
        after = more.after
    assert len(seen) == len(set(seen))
    expected = untouched if view is View.ALL else untouched - {"ditutup", "dijawab"}
    assert expected <= set(seen)


async def test_complaints_of_one_deadline_are_paged_without_gaps(data: Data) -> None:
    same = [f"sama {n}" for n in range(7)]
    for key in same:
        await data.add(key, date(2026, 4, 20), components=("sarana",))
    assert await _all_pages(data, Filters(component="sarana"), 2, View.OPEN) == same


async def test_only_undelivered_messages_of_the_row_mark_it(data: Data) -> None:
    found = await reading(data.rig.database, page, View.OPEN, Filters(), data.look())
    marked = [data.numbers[i.complaint.number] for i in found.items if i.undelivered]
    assert marked == ["gagal"]


@pytest.mark.parametrize(
    "text",
    ["", "x", "~", "2026-02-30~1", "2026-03-01", "~-1", "~1 ", " ~1", "~9999999999999999999",
     "2026-03-01~1~2", "~١", "٢٠٢٦-03-01~1"],
)  # fmt: skip
def test_a_place_that_nobody_wrote_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Place.read(text)


@pytest.mark.parametrize("place", [Place(None, 1), Place(TODAY, 10**17)])
def test_a_place_survives_its_way_through_an_address(place: Place) -> None:
    assert Place.read(str(place)) == place


async def test_a_place_beyond_the_end_is_an_empty_page(data: Data) -> None:
    for view, place in ((View.OPEN, Place(None, 10**17)), (View.ALL, Place(None, 0))):
        found = await reading(data.rig.database, page, view, Filters(), data.look(), place)
        assert found == Page(())


async def test_a_deadline_that_passes_moves_a_complaint_to_another_view(data: Data) -> None:
    tomorrow = replace(data.look(), today=TODAY + timedelta(days=1))
    found = await reading(data.rig.database, page, View.OVERDUE, Filters(), tomorrow)
    assert data.keys(found) == ["lewat", "hari ini"]
