"""Whose licence to practise is meant: "saya perawat … SIP saya" is the nurse's, not just any.

Health workers say "SIP" and what they are in different places. The catalogue says which
professions have a licence of their own; these are the words by which they call themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

from nlu.entities.given_names import GIVEN_NAMES
from nlu.entities.service_context import Token
from nlu.entities.word_lists import word_set

# As in the catalogue's alias "sip …"; a profession it does not know is passed over.
PEOPLE = (
    "bidan",
    "perawat",
    "ners",
    "ns",
    "dokter",
    "dokter umum",
    "dokter spesialis",
    "dokter gigi",
    "dokter hewan",
    "drg",
    "drh",
    "apoteker",
    "apt",
    "ttk",
    "asisten apoteker",
    "tenaga teknis kefarmasian",
    "fisioterapis",
    "radiografer",
    "ahli gizi",
    "nutrisionis",
    "sanitarian",
    "analis",
    "atlm",
    "perekam medis",
    "refraksionis",
    "terapis wicara",
    "terapis gigi",
    "psikolog",
    "elektromedis",
    "okupasi terapis",
    "penata anestesi",
    "mantri hewan",
    "paramedik hewan",
)
_SPEAKER = word_set(
    """saya sy sya aku abdi kami kita gue gw kulo kula ane selaku seorang profesi para rekan kan teh
    mah ini ieu sebagai sbg"""
)
# "SIP dokter yang meriksa": somebody else's profession, or the work of the desk.
_SERVES = word_set("periksa meriksa melayani kata ceuk cenah suruh disuruh verifikasi resep")
_NEED = word_set(
    """perlu butuh harus kudu mesti wajib urus ngurus mengurus bikin perpanjang ngajuin mengajukan
    syarat punya ada buka mau mulai"""
)
_NEAR = 8
_TITLES = frozenset(("drh", "drg", "apt"))
_MANY = 20  # Professions that are looked at; a message has one or two.


def people_of(aliases: Mapping[str, str]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The professions of a catalogue by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in PEOPLE:
        service = aliases.get(f"sip {phrase}")
        if service:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, service))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def people_in(
    text: str, tokens: list[Token], people: Mapping[str, list[tuple[tuple[str, ...], str]]]
) -> list[tuple[int, str]]:
    """Where the message names professions, and the licence of each."""
    found: list[tuple[int, str]] = []
    place = 0
    while place < len(tokens):
        words, service = _person_at(text, tokens, place, people)
        if service and not (place and tokens[place - 1].word in _SERVES):
            found.append((place, service))
        place += max(words, 1)
    return found


def profession(tokens: list[Token], at: int, found: list[tuple[int, str]]) -> str:
    """The licence of the sender's profession among those found, "" for none.

    at: where the licence is named; the nearest profession is the likeliest.
    """
    if len({service for _, service in found}) < 2:
        return found[0][1] if found else ""
    for place, service in found[:_MANY]:
        if any(token.word in _SPEAKER for token in tokens[max(0, place - 2) : place]):
            return service
    return min(found[:_MANY], key=lambda entry: abs(entry[0] - at))[1]


def _person_at(
    text: str,
    tokens: list[Token],
    place: int,
    people: Mapping[str, list[tuple[tuple[str, ...], str]]],
) -> tuple[int, str]:
    word = tokens[place].word
    if word == "dr" and _is_title(text, tokens, place):
        word = "dokter"
    for words, service in people.get(word, ()):
        following = tuple(token.word for token in tokens[place + 1 : place + len(words)])
        if following == words[1:]:
            return len(words), service
    return 0, ""


def _is_title(text: str, tokens: list[Token], place: int) -> bool:
    """Whether "dr" is a doctor: "dr." or "dr Andi"; else it is "from"."""
    end = tokens[place].end
    if text[end : end + 1] == ".":
        return True
    if place + 1 >= len(tokens):
        return False
    following = tokens[place + 1]
    return following.word in GIVEN_NAMES and text[following.start].isupper()


def practises(
    text: str,
    tokens: list[Token],
    people: Mapping[str, list[tuple[tuple[str, ...], str]]],
) -> tuple[int, int, str] | None:
    """Reads "drh. Putri, mau praktik di …", "dokter hewan keliling perlu izin?"."""
    wanted = [place for place, token in enumerate(tokens) if token.word == "praktik"]
    wanted += [
        place
        for place, token in enumerate(tokens)
        if token.word == "izin" and place and tokens[place - 1].word in _NEED
    ]
    if not wanted:
        return None
    found = people_in(text, tokens, people)
    near = [
        (place, service)
        for place, service in found
        if tokens[place].word in _TITLES or any(abs(at - place) <= _NEAR for at in wanted)
    ]
    service = profession(tokens, wanted[0], near)
    for place, licence in near:
        if licence == service:
            return place, place + 1, service
    return None
