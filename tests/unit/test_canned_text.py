"""Variables of ready answers are filled in once, and what is wrong with them is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.canned_text import VARIABLES, fill, problems

VALUES = {"nama": "Contoh Pelapor", "nomor": "2026-00042-7", "layanan": "{nama}"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Terima kasih, {nama}.", "Terima kasih, Contoh Pelapor."),
        ("{nomor}{nomor}", "2026-00042-72026-00042-7"),
        ("{ Nama }", "Contoh Pelapor"),
        # What a value holds is not filled in again.
        ("{layanan}", "{nama}"),
        # What has no value stays, so that the officer sees it.
        ("{tenggat} {entah}", "{tenggat} {entah}"),
        ("{nama\n}", "{nama\n}"),
        ("{{nama}}", "{Contoh Pelapor}"),
        ("", ""),
    ],
)
def test_variables_are_filled_in(text: str, expected: str) -> None:
    assert fill(text, VALUES) == expected


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_is_accepted(name: str) -> None:
    assert problems(f"Aduan {{{name}}} dan {{{name.upper()}}}") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{nma}", "Variabel {nma} tidak dikenal. Yang bisa dipakai: {nama}, {nomor}"),
        ("{a} {b} {a}", "Variabel {a}, {b} tidak dikenal."),
        ("{}", "Variabel {} tidak dikenal."),
        ("{nama", "tidak berpasangan"),
        ("nama}", "tidak berpasangan"),
        ("{{nama}}", "tidak berpasangan"),
    ],
)
def test_what_is_wrong_is_said_with_what_is_right(text: str, said: str) -> None:
    assert said in " ".join(problems(text))


@given(st.text(), st.dictionaries(st.sampled_from([*VARIABLES]), st.text(max_size=9)))
def test_text_without_braces_stays_as_it_is(text: str, values: dict[str, str]) -> None:
    plain = text.replace("{", "").replace("}", "")
    assert fill(plain, values) == plain
    assert problems(plain) == []
