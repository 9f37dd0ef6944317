"""Two officers at one form: what is noticed, and that nothing of either gets lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.complaint.conflict import changed_meanwhile, fields, fingerprint, joined
from domain.calendar import WIB
from domain.complaint import Complaint, Facts, Kind
from domain.messages import Address

NOW = datetime(2026, 3, 16, 9, 5, tzinfo=WIB)
COMPLAINT = Complaint(
    facts=Facts(matter="x"),
    kind=Kind.PENGADUAN,
    reason=None,
    channel="sms",
    sender=Address("sms", "+628120000001"),
    received_at=NOW,
    registered_at=NOW,
    counts_from=date(2026, 3, 16),
    number="2026-00042-7",
    code="K7QF",
)
LABELS = {"a": "Pertama", "b": "Kedua", "c": "Ketiga"}
LOADED = {"a": "satu", "b": "dua", "c": "tiga"}

SAVED = [
    # what I sent, what is stored now, (field, who changed it) for each that differs
    (LOADED, LOADED, []),
    (LOADED | {"a": "saya"}, LOADED, [("a", "mine")]),
    (LOADED, LOADED | {"b": "mereka"}, [("b", "theirs")]),
    (LOADED | {"a": "saya"}, LOADED | {"a": "mereka"}, [("a", "both")]),
    (LOADED | {"a": "sama"}, LOADED | {"a": "sama"}, []),
    (LOADED | {"c": ""}, LOADED | {"b": ""}, [("b", "theirs"), ("c", "mine")]),
]


@pytest.mark.parametrize(("mine", "theirs", "found"), SAVED)
def test_each_field_says_who_changed_it(
    mine: dict[str, str], theirs: dict[str, str], found: list[tuple[str, str]]
) -> None:
    base = fingerprint(COMPLAINT, LOADED)
    differing = fields(COMPLAINT, base, mine, theirs, LABELS)
    assert [(field.name, field.by) for field in differing] == found
    assert [field.label for field in differing] == [LABELS[name] for name, _ in found]


def test_only_a_change_by_others_is_a_conflict() -> None:
    base = fingerprint(COMPLAINT, LOADED)
    assert not changed_meanwhile(COMPLAINT, base, LOADED)
    assert changed_meanwhile(COMPLAINT, base, LOADED | {"c": "empat"})


def test_a_form_that_carries_no_fingerprint_is_compared_with_nothing() -> None:
    assert not changed_meanwhile(COMPLAINT, "", LOADED)


@pytest.mark.parametrize("base", ["x", "....", "0" * 500, "ü.ü.ü"])
def test_a_fingerprint_that_somebody_made_up_is_a_change_by_all(base: str) -> None:
    assert changed_meanwhile(COMPLAINT, base, LOADED)
    differing = fields(COMPLAINT, base, LOADED | {"a": "saya"}, LOADED, LABELS)
    assert [(field.name, field.by) for field in differing] == [("a", "both")]


def test_line_ends_and_blanks_around_are_no_change() -> None:
    base = fingerprint(COMPLAINT, {"a": "satu\ndua"})
    assert base == fingerprint(COMPLAINT, {"a": " satu\r\ndua\n"})


def test_nobody_can_try_out_a_name_without_knowing_what_no_page_shows() -> None:
    other = replace(COMPLAINT, code="R4MN")
    assert fingerprint(COMPLAINT, LOADED) != fingerprint(other, LOADED)
    assert "satu" not in fingerprint(COMPLAINT, LOADED)


texts = st.fixed_dictionaries({name: st.sampled_from(["", "x", "y", "z"]) for name in LABELS})


@given(texts, texts, texts)
def test_joining_keeps_what_only_one_of_them_changed(
    before: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    base = fingerprint(COMPLAINT, before)
    both = joined(fields(COMPLAINT, base, mine, theirs, LABELS), mine)
    for name in LABELS:
        if mine[name] == before[name]:
            assert both[name] == theirs[name]
        else:
            # What both changed stays mine, beside theirs, until the officer has chosen.
            assert both[name] == mine[name]
