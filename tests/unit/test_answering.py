"""The reply box: what it says of the channel, and what it counts is what will be sent."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.office import build_office
from bot.settings import load_settings
from console.complaint.answering import (
    Way,
    announcement,
    counting,
    lost_characters,
    preview,
    reach,
    say_left,
)
from domain.calendar import WIB
from domain.dialogue import Office, State
from domain.messages import SMS, TELEGRAM, WHATSAPP, Address
from domain.sms import segments, split_text

NOW = datetime(2026, 3, 16, 9, 5, tzinfo=WIB)
NUMBER = "2026-00042-7"
HOUR = timedelta(hours=1)
PHONE, CHAT = "+628120000001", "4242"
WA, TEXT, TG = Address(WHATSAPP, PHONE), Address(SMS, PHONE), Address(TELEGRAM, CHAT)
LETTER = Address("letter", "a1b2c3")


@pytest.fixture(scope="module")
def office() -> Office:
    shipped = Path(__file__).parents[2] / "config.yml"
    return build_office(load_settings(shipped, environ={}), date(2026, 3, 16))


REACHED = [
    # address, hours since the citizen wrote (None: never), STOP, templates, channels on, way
    (WA, 1, False, {"answer_ready"}, (), Way.NOW),
    (WA, 23.99, False, set(), (), Way.NOW),
    (WA, 24, False, {"answer_ready"}, (), Way.TEMPLATE),
    (WA, 24, False, set(), (), Way.HELD),
    (WA, 24, False, {"reminder"}, (), Way.HELD),
    (WA, None, False, {"answer_ready"}, (), Way.TEMPLATE),
    (Address(WHATSAPP, "sim:1"), 48, False, set(), (), Way.TEMPLATE),
    (WA, 1, True, {"answer_ready"}, (), Way.SILENCED),
    (TEXT, 999, False, set(), (), Way.NOW),
    (TEXT, None, False, set(), (), Way.NOW),
    (TEXT, 1, False, set(), (WHATSAPP,), Way.OFF),
    (Address(SMS, "sim:1"), 1, False, set(), (WHATSAPP,), Way.NOW),
    (TG, 999, False, set(), (TELEGRAM,), Way.NOW),
    (TG, 1, True, set(), (), Way.SILENCED),
    (LETTER, None, False, {"answer_ready"}, (), Way.BY_HAND),
    (Address("desk", "x"), 1, False, set(), (WHATSAPP,), Way.BY_HAND),
]


@pytest.mark.parametrize(("to", "hours", "stopped", "templates", "sends", "way"), REACHED)
def test_what_can_be_sent_follows_from_channel_window_and_template(
    to: Address,
    hours: float | None,
    stopped: bool,
    templates: set[str],
    sends: tuple[str, ...],
    way: Way,
) -> None:
    wrote = NOW - hours * HOUR if hours is not None else None
    state = State(last_inbound_at=wrote, silenced=stopped)
    assert reach(to, state, NOW, templates, sends).way is way


def test_the_open_window_says_until_when_and_how_long() -> None:
    state = State(last_inbound_at=datetime(2026, 3, 15, 14, 20, tzinfo=WIB))
    found = reach(WA, state, datetime(2026, 3, 16, 11, 10, tzinfo=WIB), ())
    assert found.window == "Jendela WhatsApp terbuka sampai 14.20, 3 jam lagi."
    last = datetime(2026, 3, 16, 14, 19, 55, tzinfo=WIB)
    assert reach(WA, state, last, ()).way is Way.NOW
    assert reach(WA, state, last, (), leaves_in=timedelta(seconds=10)).way is Way.HELD
    later = reach(WA, state, datetime(2026, 3, 16, 14, 20, tzinfo=WIB), ())
    assert later.window == "Jendela WhatsApp 24 jam tertutup."
    assert reach(TEXT, state, NOW, ()).window == ""


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(hours=23, minutes=59), "23 jam lagi"),
        (timedelta(minutes=60), "1 jam lagi"),
        (timedelta(minutes=59, seconds=59), "59 menit lagi"),
        (timedelta(seconds=61), "1 menit lagi"),
        (timedelta(seconds=59), "kurang dari semenit lagi"),
    ],
)
def test_what_is_left_is_never_said_as_more_than_it_is(left: timedelta, said: str) -> None:
    assert say_left(left) == said


WRITTEN = [
    # address, answer, the messages as they leave, segments of all, encoding
    (WA, "Selesai.", [f"Jawaban atas laporan {NUMBER}:\nSelesai."], 1, ""),
    (TG, " Selesai. \n", [f"Jawaban atas laporan {NUMBER}:\nSelesai."], 1, ""),
    (TEXT, "Selesai.", [f"Jawaban laporan {NUMBER}: Selesai."], 1, "GSM-7"),
    (TEXT, "“Gratis” – ya…", [f'Jawaban laporan {NUMBER}: "Gratis" - ya...'], 1, "GSM-7"),
    (TEXT, "Siap 😀", [f"Jawaban laporan {NUMBER}: Siap"], 1, "GSM-7"),
    (LETTER, " Selesai. ", ["Selesai."], 1, ""),
    (LETTER, " ", [], 0, ""),
]


@pytest.mark.parametrize(("to", "answer", "texts", "count", "encoding"), WRITTEN)
def test_the_preview_is_what_the_citizen_will_read(
    office: Office, to: Address, answer: str, texts: list[str], count: int, encoding: str
) -> None:
    seen = preview(office, to, NUMBER, answer)
    assert [part.text for part in seen.parts] == texts
    assert [part.characters for part in seen.parts] == [len(text) for text in texts]
    assert seen.segments == count
    assert all(part.encoding == encoding for part in seen.parts)


FRAME = len(f"Jawaban laporan {NUMBER}: ")


@pytest.mark.parametrize(
    ("length", "pieces", "count"),
    [
        (160 - FRAME, 1, 1),
        (161 - FRAME, 1, 2),
        (306 - FRAME, 1, 2),
        (307 - FRAME, 1, 3),
        (1530 - FRAME, 1, 10),
        (1531 - FRAME, 2, 11),
    ],
)
def test_the_segments_of_a_text_message_count_the_words_around_the_answer(
    office: Office, length: int, pieces: int, count: int
) -> None:
    seen = preview(office, TEXT, NUMBER, "x" * length)
    assert (len(seen.parts), seen.segments) == (pieces, count)


@pytest.mark.parametrize(
    ("to", "length", "pieces"),
    [(WA, 1500, 1), (WA, 1700, 2), (WA, 5000, 4), (TG, 4000, 1), (TG, 4100, 2)],
)
def test_long_answers_become_several_messages(
    office: Office, to: Address, length: int, pieces: int
) -> None:
    assert len(preview(office, to, NUMBER, "kata " * (length // 5)).parts) == pieces


def test_what_a_text_message_cannot_carry_is_named_once_each() -> None:
    assert lost_characters("😀 ok 😀 – “é” 漢") == "😀漢"
    assert lost_characters("plain\ntext") == ""


def test_a_summary_says_what_it_costs(office: Office) -> None:
    assert preview(office, TEXT, NUMBER, "x" * 200).summary == "230 karakter · 2 SMS · GSM-7"
    assert preview(office, WA, NUMBER, "kata " * 400).summary.endswith(" karakter · 2 pesan")


def test_the_announcement_is_the_template_that_will_be_sent(office: Office) -> None:
    assert NUMBER in announcement(office, WHATSAPP, NUMBER)
    assert "LIHAT" in announcement(office, WHATSAPP, NUMBER)


@settings(deadline=None)
@given(text=st.text(max_size=400).filter(lambda text: text.strip() != ""))
def test_the_rules_that_the_script_counts_by_give_what_is_sent(office: Office, text: str) -> None:
    """The script's arithmetic, written out once more over what the page hands to it."""
    rules = counting(office, SMS, NUMBER, "answer")
    plain = rules.plain or {}
    written = "".join(plain.get(c, c) for c in rules.before + text.strip() + rules.after)
    assert set(rules.doubled) <= set(rules.alphabet)
    if not set(written) <= set(rules.alphabet):
        return  # Accents and the like: the browser's tests compare these.
    units = [
        sum(2 if c in rules.doubled else 1 for c in piece)
        for piece in split_text(written, rules.limit)
    ]
    counted = sum(1 if used <= 160 else -(-used // 153) for used in units)
    assert counted == preview(office, TEXT, NUMBER, text).segments


@pytest.mark.parametrize("frame", ["answer", "ask_citizen", ""])
@pytest.mark.parametrize("channel", [WHATSAPP, SMS, TELEGRAM, "letter"])
def test_the_script_is_told_the_words_around_a_text(
    office: Office, channel: str, frame: str
) -> None:
    rules = counting(office, channel, NUMBER, frame)
    framed = bool(frame) and channel != "letter"
    assert (NUMBER in rules.before) is framed
    assert not re.search(r"[\x01{}]", rules.before + rules.after)
    assert rules.sms is (channel == SMS)
    assert all(segments(char) == 1 for char in rules.alphabet)
