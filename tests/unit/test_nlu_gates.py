"""What cannot be read is not guessed at, and an opening is not a matter."""

from __future__ import annotations

import pytest

from nlu.gates import is_unreadable, states_no_matter
from nlu.normalize import normalize

KNOWN = {"izin", "saya", "belum", "jadi", "?", "🙏"}


@pytest.mark.parametrize(
    ("text", "unreadable"),
    [
        ("", True),
        ("😡😡😡", True),
        ("🙏", False),
        ("?", False),
        ("izin saya belum jadi", False),
        ("Bonjour, je voudrais la gare", True),
        ("izin zum Bahnhof bitte wohin denn", True),
        ("Kartosuwiryo", False),
        ("Raden Mas Kartosuwiryo", False),
        ("izin saya kok mangkrak terbengkalai", False),
    ],
)
def test_only_what_is_in_no_known_words_is_unreadable(text: str, unreadable: bool) -> None:
    assert is_unreadable(normalize(text).split(), KNOWN) is unreadable


@pytest.mark.parametrize(
    "text",
    [
        "lapor",
        "LAPOR!!",
        "mau lapor",
        "sy mw ngadu pak",
        "selamat siang, mau mengadu",
        "min komplain dong",
        "aduan",
    ],
)
def test_an_opening_alone_states_no_matter(text: str) -> None:
    assert states_no_matter(normalize(text).split())


@pytest.mark.parametrize("text", ["mau lapor pungli", "lapor pak toilet kotor", "", "izin lama"])
def test_whatever_else_is_said_is_a_matter_or_nothing(text: str) -> None:
    assert not states_no_matter(normalize(text).split())
