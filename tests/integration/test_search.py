"""Complaints are found by what is in them, by those who may see it, on both databases alike."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.reindexing import reindex as reindex_database
from domain.complaint import Complaint, ServiceRef
from domain.errors import ConfigError
from domain.messages import SMS, Address
from storage import search_postgresql, search_sqlite
from storage.complaints import add, change, numbered
from storage.engine import make_engine, reading, transaction
from storage.search import MARK, index, indexed, matching, reindex, words
from tests.integration.storage_builders import complaint

NAME = "Contoh Pelapor"
PHONE = Address(SMS, "+6281200000001")


async def filed(database: AsyncEngine, *new: Complaint) -> list[Complaint]:
    """Registered, with their numbers and ids."""

    def register(conn: Connection) -> list[Complaint]:
        return add(conn, [(one, None, None) for one in numbered(conn, new)])

    return await transaction(database, register)


async def one(database: AsyncEngine, **facts: Any) -> Complaint:
    (stored,) = await filed(database, complaint(**({"name": NAME} | facts)))
    return stored


async def found(
    database: AsyncEngine,
    query: str,
    *,
    names: bool = False,
    limit: int = 50,
    before_id: int | None = None,
) -> list[int]:
    return await reading(database, matching, query, names=names, limit=limit, before_id=before_id)


async def altered(database: AsyncEngine, stored: Complaint, **changes: Any) -> Complaint:
    (changed,) = await transaction(database, change, [replace(stored, **changes)])
    return changed


async def test_a_complaint_is_found_by_everything_in_it(database: AsyncEngine) -> None:
    stored = await one(
        database,
        matter="Diminta Rp500.000 di loket",
        components=("jangka_waktu", "biaya"),
        services=(
            ServiceRef("sertifikat_standar", "Sertifikat Standar"),
            ServiceRef(None, "Izin Pasar"),
        ),
        rupiah=(750000,),
    )
    await altered(database, stored, additions=("sudah kirim berkas",), answer="Layanan ini gratis.")
    for query in (
        "loket", "LOKET", "diminta", "500000", "500.000", "Rp 500.000", "750000", "jangka waktu",
        "biaya", "sertifikat", "standar", "pasar", "berkas", "gratis", "loket gratis",
    ):  # fmt: skip
        assert await found(database, query) == [stored.id], query
    for query in ("pungli", "loket pungli", "klinik"):
        assert await found(database, query) == [], query


async def test_a_complaint_is_found_by_its_number_however_it_is_typed(
    database: AsyncEngine,
) -> None:
    for _ in range(43):
        stored = await one(database)
    year, serial, check = stored.number.split("-")
    assert serial == "00043"
    for query in (
        stored.number, f"{year}{serial}{check}", f"{year}{serial}", f"{year} {serial} {check}",
        f"{year}/{serial}", serial, "43", f"no. {stored.number}",
    ):  # fmt: skip
        assert (await found(database, query))[:1] == [stored.id], query


async def test_a_full_number_finds_its_complaint_before_all_that_mention_it(
    database: AsyncEngine,
) -> None:
    first = await one(database)
    others = [await one(database, matter=f"sama dengan {first.number}") for _ in range(3)]
    newest = [other.id for other in reversed(others)]
    assert await found(database, first.number) == [first.id, *newest]
    assert await found(database, first.number, limit=2) == [first.id, newest[0]]
    assert await found(database, f"  {first.number.replace('-', ' / ')} ") == [first.id, *newest]
    assert await found(database, first.number, before_id=newest[1]) == [newest[2], first.id]
    assert await found(database, "2026-99999-9") == []


async def test_every_word_has_to_match_and_the_last_one_may_be_a_beginning(
    database: AsyncEngine,
) -> None:
    a = await one(database, matter="petugas loket kasar")
    b = await one(database, matter="petugas menelepon")
    assert await found(database, "petugas") == [b.id, a.id]
    assert await found(database, "loket petugas") == [a.id]
    for query in ("petu", "pe", "petugas lok", "kasar petugas", "PETUGAS, (loket)", "pet"):
        assert a.id in await found(database, query), query
    # Beginnings are for the last word only, and one letter begins nothing.
    for query in ("petu loket", "p", "ugas", "loketnya"):
        assert await found(database, query) == [], query


async def test_accents_and_signs_make_no_difference(database: AsyncEngine) -> None:
    stored = await one(database, matter="Hari Jum'at di Café Ümran, 💥 pungli‼️ قهوة")
    for query in ("jumat", "jum’at", "cafe", "CAFÉ", "umran", "pungli", "💥 pungli", "قهوة"):
        assert await found(database, query) == [stored.id], query


async def test_a_name_is_found_by_those_only_who_may_see_names(database: AsyncEngine) -> None:
    stored = await one(database, matter="Loket tutup", address="Jalan Contoh Melati 7")
    for query in ("Contoh", "pelapor", "pelapor contoh", "contoh loket", "Pelap", "melati"):
        assert await found(database, query, names=True) == [stored.id], query
        assert await found(database, query, names=False) == [], query


@pytest.mark.parametrize(
    "query",
    [
        "081200000001",
        "+62 812-0000-0001",
        "6281200000001",
        "812000000",
        "0812 0000 0001",
        "08120000",
    ],
)
async def test_a_number_is_found_however_it_is_written_by_those_only_who_may_see_it(
    database: AsyncEngine, query: str
) -> None:
    stored = await one(database, matter="Hubungi saya di 0812-0000-0001 atau +6281200000001")
    await filed(database, replace(complaint(name="Lain"), sender=Address(SMS, "+6281200000002")))
    assert stored.id in await found(database, query, names=True)
    assert await found(database, query, names=False) == []


@pytest.mark.parametrize("names", [False, True])
async def test_nobody_finds_a_confidential_reporter(database: AsyncEngine, names: bool) -> None:
    stored = await one(
        database,
        matter=f"Saya {NAME}, 081200000001, dipungli",
        confidential=True,
        address="Jalan Melati 7",
    )
    assert await found(database, "dipungli", names=names) == [stored.id]
    for query in ("contoh", "pelapor", "pela", "081200000001", "812000000", "melati", "81200"):
        assert await found(database, query, names=names) == [], query


async def test_who_becomes_confidential_is_no_longer_found(database: AsyncEngine) -> None:
    stored = await one(database)
    assert await found(database, "pelapor", names=True) == [stored.id]
    facts = replace(stored.facts, confidential=True)
    await altered(database, stored, facts=facts)
    assert await found(database, "pelapor", names=True) == []


@pytest.mark.parametrize(
    "matter",
    [
        "saya contoh pelapor mau lapor",
        "PELAPOR: CONTOH",
        "berkasnya pelapornya hilang, kata Contohnya",
        "saya Cöntoh Pelápor",
        "email contohpelapor di berkas",
        "contoh-pelapor",
    ],
)
async def test_the_reporters_own_name_in_a_text_is_not_found_by_others(
    database: AsyncEngine, matter: str
) -> None:
    stored = await one(database, matter=f"izin {matter}")
    await altered(database, stored, additions=(matter,), answer=f"Yth. {NAME}")
    assert await found(database, "izin") == [stored.id]
    for query in ("contoh", "pelapor", "contohpelapor", "conto", "pelaporn"):
        assert await found(database, query) == [], query


async def test_somebody_elses_name_in_a_text_is_found(database: AsyncEngine) -> None:
    stored = await one(database, matter="petugas bernama Contoh Petugas", name="Pelapor")
    assert await found(database, "contoh petugas") == [stored.id]


@pytest.mark.parametrize(
    "query",
    [
        '"', "'", '"loket', "loket'", "loket OR pungli", "NOT loket", "loket*", "*", "loket AND",
        "(loket", "loket)", "NEAR(loket pungli)", "words:loket", "- loket", "^loket", "loket:*",
        "loket & !pungli", "loket | pungli", "loket <-> pungli", "%", "_", "%loket%", "\\", "\\'",
        "loket\x00", "\x00", "'; DROP TABLE complaints; --", "loket\ud800", "💥", "{words}: loket",
        f"{MARK}pelapor", f'"{MARK}pelapor"', "loket\u200bx", "\n\t", "", " ", "loket " * 2000,
        "x" * 10_000, "loket " + "x" * 10_000, "💥" * 5000, "a b c d e f g h i j k l m n o p q r s",
        "''':*", "loket''", "$x", ":wanted", "loket;", "<script>", "ﬀﬁ", "١٢٣", "½",
    ],
)  # fmt: skip
@pytest.mark.parametrize("names", [False, True])
async def test_nothing_that_is_typed_fails_or_is_read_as_syntax(
    database: AsyncEngine, query: str, names: bool
) -> None:
    stored = await one(database, matter="Loket tutup")
    other = await one(database, matter="Antrean panjang")
    # Operators are words like others, and what has no word finds nothing.
    typed = set(words(query))
    expected = [other.id, stored.id] if names and typed == {"pelapor"} else []
    assert await found(database, query, names=names) == (
        [stored.id] if typed == {"loket"} else expected
    )


async def test_pages_follow_each_other_without_a_gap_or_a_repetition(
    database: AsyncEngine,
) -> None:
    stored = await filed(
        database, *(complaint(matter="loket" if n % 3 else "parkir") for n in range(40))
    )
    wanted = [c.id for c in reversed(stored) if c.facts.matter == "loket"]
    pages: list[int] = []
    while page := await found(database, "loket", limit=7, before_id=pages[-1] if pages else None):
        pages += page
    assert pages == wanted
    assert await found(database, "loket", limit=0) == []


@pytest.mark.parametrize("small", [True, False])
@pytest.mark.parametrize("names", [False, True])
async def test_both_databases_find_what_a_plain_reading_finds(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch, small: bool, names: bool
) -> None:
    """All ways that a search can take give the same: the newest rows, the index, and both."""
    if small:
        monkeypatch.setattr(search_postgresql, "_SAMPLE", 3)
        monkeypatch.setattr(search_sqlite, "_LISTED", 2)
    chance = random.Random(7)
    common, rare = ["loket", "lokasi", "petugas", "izin"], ["parkir", "petugasku", "izinku"]
    people = ["Loket Jaya", "Petugas Lama", "Parkir", ""]
    stored = await filed(
        database,
        *(
            complaint(
                matter=" ".join([*chance.sample(common, 2), *chance.choices(rare, k=n % 9 == 0)]),
                name=chance.choice(people),
                confidential=n % 10 == 0,
            )
            for n in range(120)
        ),
    )
    known = [(c.id, indexed(c)) for c in reversed(stored)]

    def plain(query: str, limit: int, before: int | None) -> list[int | None]:
        *whole, last = words(query)
        marks = ("", MARK) if names else ("",)

        def fits(have: Sequence[str]) -> bool:
            return all(any(m + w in have for m in marks) for w in whole) and any(
                w == m + last or (len(last) > 1 and w.startswith(m + last))
                for m in marks
                for w in have
            )

        ids = [id for id, have in known if fits(have) and (before is None or (id or 0) < before)]
        return ids[:limit]

    queries = [*common, *rare, "lo", "lok", "petug", "izin loket", "petugas izinku", "jaya lok"]
    for query in [*queries, "parkir petugasku", "izin zzz", "jaya", "izinku parkir lokasi"]:
        for limit, before in ((5, None), (200, None), (5, 60), (1, 2)):
            ids = await found(database, query, names=names, limit=limit, before_id=before)
            assert ids == plain(query, limit, before), (query, limit, before)


async def test_what_was_undone_is_not_found(database: AsyncEngine) -> None:
    stored = await one(database, matter="loket")

    def fail(conn: Connection) -> None:
        change(conn, [replace(stored, answer="gratis")])
        add(conn, [(c, None, None) for c in numbered(conn, [complaint(matter="gratis")])])
        raise RuntimeError("crash")

    with pytest.raises(RuntimeError):
        await transaction(database, fail)
    assert await found(database, "gratis") == []
    assert await found(database, "loket") == [stored.id]


async def test_words_that_are_gone_are_no_longer_found(database: AsyncEngine) -> None:
    stored = await one(database, matter="loket")
    changed = await altered(database, stored, answer="gratis")
    await altered(database, changed, answer="berbayar")
    assert await found(database, "gratis") == []
    assert await found(database, "berbayar loket") == [stored.id]


async def test_a_very_long_complaint_is_stored_and_found_by_its_beginning_and_its_reporter(
    database: AsyncEngine,
) -> None:
    long = " ".join(f"kata{n}x{'y' * 60}" for n in range(20_000))
    stored = await one(database, matter=f"loket {long}")
    assert await found(database, "loket") == [stored.id]
    assert await found(database, "pelapor", names=True) == [stored.id]
    assert await found(database, "kata7x" + "y" * 60) == [stored.id]


async def spoiled(database: AsyncEngine) -> None:
    """The search knows nothing of one complaint, something wrong of one, and one too many."""
    key = "rowid" if database.dialect.name == "sqlite" else "complaint_id"

    def spoil(conn: Connection) -> None:
        conn.execute(text(f"DELETE FROM complaint_search WHERE {key} = 1"))
        index(conn, [replace(complaint(matter="salah"), id=id, number="x") for id in (2, 99)])

    await transaction(database, spoil)


@pytest.mark.parametrize("at_once", [1, 2, 500])
async def test_the_search_can_be_made_anew(
    database: AsyncEngine, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("storage.search.PAGE", at_once)
    await filed(database, *(complaint(matter=f"loket nomor{n}") for n in range(3)))
    await spoiled(database)
    assert await found(database, "salah") == [99, 2]
    heard: list[int] = []
    assert await transaction(database, reindex, heard.append) == 3
    assert heard[-1] == 3
    assert await found(database, "loket") == [3, 2, 1]
    assert await found(database, "nomor0") == [1]
    assert await found(database, "salah") == []


async def test_a_damaged_document_does_not_stop_the_making_of_the_search(
    database: AsyncEngine,
) -> None:
    await filed(database, *(complaint(matter="loket") for _ in range(3)))

    def spoil(conn: Connection) -> None:
        conn.execute(text("UPDATE complaints SET document = '{}' WHERE id = 2"))

    await transaction(database, spoil)
    assert await transaction(database, reindex) == 3
    assert await found(database, "loket") == [3, 2, 1]


async def test_the_command_makes_the_search_anew(database_url: str, bare_url: str) -> None:
    engine = make_engine(database_url)
    await filed(engine, *(complaint(matter="loket") for _ in range(3)))
    await spoiled(engine)
    assert await reindex_database(database_url, print) == 3
    assert await found(engine, "loket") == [3, 2, 1]
    await engine.dispose()
    with pytest.raises(ConfigError, match="migrate"):
        await reindex_database(bare_url, print)


async def test_the_command_says_how_much_it_did(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    await one(engine)
    await engine.dispose()
    command = [sys.executable, "-m", "bot", "reindex", "--database", sqlite_url]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, b"1 complaints indexed"), done.stderr


async def test_complaints_that_are_written_while_the_search_is_made_stay_findable(
    database_url: str,
) -> None:
    engine, other = make_engine(database_url), make_engine(database_url)
    await filed(engine, *(complaint(matter="loket") for _ in range(30)))

    async def write() -> None:
        for n in range(20):
            stored = await one(other, matter=f"baru{n}")
            await altered(other, stored, answer="terjawab")

    await asyncio.gather(write(), *(transaction(engine, reindex) for _ in range(5)))
    assert len(await found(engine, "terjawab")) == 20
    assert len(await found(engine, "loket")) == 30
    await engine.dispose()
    await other.dispose()


@given(st.text(max_size=200))
def test_a_word_has_letters_and_digits_only(typed: str) -> None:
    for word in words(typed):
        assert word.isalnum()
        assert MARK not in word
        assert 0 < len(word) <= 40


@given(st.text(max_size=200))
def test_words_of_words_are_themselves(typed: str) -> None:
    kept = words(typed)
    assert all(words(word) == [word] for word in kept if len(word) < 9)


@given(st.text(max_size=60), st.text(min_size=3, max_size=30))
def test_what_is_open_to_all_holds_no_word_of_the_name(said: str, name: str) -> None:
    made = replace(complaint(matter=f"{said} {name} {said}", name=name), number="")
    open_to_all = {word for word in indexed(made) if not word.startswith(MARK)}
    own = set(words("jangka_waktu"))
    assert open_to_all.isdisjoint(set(words(name)))
    assert open_to_all <= {*words(f"{said} {name} {said}"), *own}
