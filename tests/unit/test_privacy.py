"""A NIK is masked however it was typed; nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.privacy import contains_nik, mask_name, mask_nik, mask_phone

MASKED = "3214************"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("3214010803850001", MASKED),
        ("3214014803850001", MASKED),  # A woman's: the day plus forty.
        ("NIK 3214010803850001", f"NIK {MASKED}"),
        ("NIK3214010803850001nya", f"NIK{MASKED}nya"),
        ("*3214010803850001*", f"*{MASKED}*"),
        ("3214 0108 0385 0001", MASKED),
        ("3214-0108-0385-0001", MASKED),
        ("3214.0108.0385.0001", MASKED),
        ("32.14.01.080385.0001", MASKED),
        ("321401 080385 0001", MASKED),
        ("32140108 03850001", MASKED),
        ("3 2 1 4 0 1 0 8 0 3 8 5 0 0 0 1", MASKED),
        ("3214\u200b0108\u200b0385\u200b0001", MASKED),
        ("nama saya Contoh, 3214010803850001, plered", f"nama saya Contoh, {MASKED}, plered"),
        ("3214010803850001 081234567890", f"{MASKED} 081234567890"),
        ("1234 3214010803850001 55", f"1234 {MASKED} 55"),
        ("3214010803850001\n3214010803850002", f"{MASKED}\n{MASKED}"),
        ("NIK 9999999999999999", "NIK 9999************"),
        ("no ktp saya: 9999 9999 9999 9999", "no ktp saya: 9999************"),
        ("KTP=9999999999999999", "KTP=9999************"),
        ("nik saya 321401080385000", f"nik saya {MASKED}"),  # One digit was forgotten.
        ("nik saya 32140108038500011", f"nik saya {MASKED}"),
    ],
)
def test_a_nik_keeps_only_its_first_four_digits(text: str, masked: str) -> None:
    assert contains_nik(text)
    assert mask_nik(text) == masked
    assert not contains_nik(masked)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "9120000000001",
        "NIB 9120000000001",
        "nik saya rahasia",
        "ktp 12345",
        "081234567890",
        "0812-3456-7890 1234",
        "9999999999999999",
        "1014010803850001",  # No province has the code 10.
        "9514010803850001",
        "3214013203850001",  # The thirty-second.
        "3214017203850001",
        "3214010813850001",  # Month 13.
        "32140108038500012",
        "198503082010011001",  # A civil servant's NIP has eighteen digits.
        "19850308 201001 1 001",
        "12 10 2026 08123456",
        "2026-00042-7",
        "Rp 1.500.000",
        MASKED,
        f"NIK {MASKED}",
    ],
)
def test_what_is_no_nik_stays(text: str) -> None:
    assert not contains_nik(text)
    assert mask_nik(text) == text


_DIGITY = st.text(alphabet="0123456789 .-*nikNIK\n", max_size=80)


@given(_DIGITY | st.text(max_size=80))
@example("111111111111" + "3214010803850001")
@example("1111 1111 3214 0108 0385 0001 0385 0001 0108")
@example("nik ٣٢١٤٠١٠٨٠٣٨٥٠٠٠١")
@example("nik ²")
def test_what_was_masked_holds_no_nik_any_more(text: str) -> None:
    masked = mask_nik(text)
    assert mask_nik(masked) == masked
    assert contains_nik(text) == (masked != text)


@given(
    st.text(alphabet="abc ,:\n"),
    st.sampled_from(["", " ", ".", "-"]),
    st.integers(11, 94),
    st.integers(1, 31),
    st.integers(1, 12),
    st.integers(0, 99),
    st.integers(1, 9999),
    st.text(alphabet="abc ,:\n"),
)
def test_every_valid_nik_is_found_between_any_text(
    before: str, gap: str, province: int, day: int, month: int, year: int, serial: int, after: str
) -> None:
    parts = (f"{province}1401", f"{day:02}{month:02}{year:02}", f"{serial:04}")
    masked = mask_nik(before + gap.join(parts) + after)
    assert masked == f"{before}{province}14************{after}"


def test_64_kib_is_masked_to_its_end() -> None:
    text = "1 " * 32000 + "3214010803850001"
    assert contains_nik(text)
    assert mask_nik("x" * 65536 + text[-16:]) == "x" * 65536 + MASKED


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Contoh Pelapor", "C***** P******"),
        ("Asep", "A***"),
        ("M. Ali", "M* A**"),
        ("A", "A"),
        ("PT  Contoh", "P*  C*****"),
        ("", ""),
    ],
)
def test_a_masked_name_shows_first_letters(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("+6281234567890", "+**********890"),
        ("0812-3456-7890", "****-****-*890"),
        ("123456789", "******789"),
        ("123", "***"),
        ("12", "**"),
        ("", ""),
        ("sim:+62811111", "sim:+*****111"),
    ],
)
def test_a_masked_number_shows_its_last_three_digits(value: str, masked: str) -> None:
    assert mask_phone(value) == masked
