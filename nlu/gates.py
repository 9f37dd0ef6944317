"""Two questions that need no statistics: can the message be read at all, and has it a matter.

A linear model always answers, also for a page of French or a row of angry faces, and it answers
with what most of its corpus is. These gates stand before it.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

# A message of only such words says that somebody wants to complain, and of nothing.
_OPENING = frozenset(
    """lapor laporan lapornya pengaduan aduan adu ngadu mengadu mengadukan adukan ngaduin keluhan
    komplen protes melapor melaporkan laporkan laporin menyampaikan sampaikan nyampein sampein
    mau saya kami bisa boleh ada tolong mohon izin minta dong nih ya yah sih kah deh pak bu bapak
    ibu kang teteh mas mbak kakak min admin gan bang abang bos selamat pagi siang sore malam halo
    hai assalamualaikum maaf permisi di sini ke sini buat untuk bikin satu nya ini itu dulu tanya
    sedikit dan langsung lagi ? ! sesuatu hal punya""".split()
)
# Names are unknown words too, and seldom more than four.
_ENOUGH_WORDS = 5
_FEWEST_KNOWN = 0.3


def is_unreadable(words: Sequence[str], known: Container[str]) -> bool:
    """Whether nothing, or too little, of a message is in words that the engine ever met.

    words: normalised. known: the words of the corpus. A short message of unknown letters may be
    a name and is not judged here; in the corpus and the held-out set no message of five words has
    less than 40 % known ones.
    """
    met = sum(word in known for word in words)
    if met:
        return len(words) >= _ENOUGH_WORDS and met < _FEWEST_KNOWN * len(words)
    letters = [word for word in words if word[0].isalnum()]
    return not letters or len(words) >= _ENOUGH_WORDS


def states_no_matter(words: Sequence[str]) -> bool:
    """Whether a message only opens a complaint: "mau lapor", "selamat siang, mau mengadu"."""
    return bool(words) and all(word in _OPENING for word in words)
