"""The words that announce a name outright: "nama saya", "wasta", "atas nama", "panggil saja".

The surest of the phrases, and the most abused: "atas nama" also tells whose name stands on a
paper, and "nama saya" what is wrong with it.
"""

from __future__ import annotations

from nlu.entities.name_corrections import instead_of
from nlu.entities.name_reading import Reading
from nlu.entities.name_roles import OTHERS, POLITE_TITLES
from nlu.entities.name_words import (
    AFTER_SELF,
    BUSINESS,
    INSTEAD_DETAIL,
    LABEL_DETAIL,
    MINE,
    NOT,
    OWNER,
    PRINTED,
    RIGHT,
    SELF,
    TRAILS,
)

_Range = tuple[int, int]
_PAPERS = frozenset(("ktp", "kk", "akta", "akte", "ijazah"))
_FORMAL = frozenset(("pelapor", "pengadu", "pengirim", "pemohon"))


def after_label(reading: Reading, at: int) -> _Range | None:
    """Reads "nama saya Asep", "nama: Rina", "nm sy siti", "nama perusahaan kami CV Contoh"."""
    if at and reading.low[at - 1] in ("atas", "bukan", "itu"):
        return None
    start = reading.skip(at + 1, LABEL_DETAIL)
    business = start < len(reading) and reading.low[start] in BUSINESS
    if business:
        return _business(reading, start)
    name = reading.skip(start, OWNER)
    if name >= len(reading):
        return None
    marked = any(sign in reading.gap[name] for sign in ":=")
    owned = reading.low[at] in MINE or (name > start and reading.low[at] not in _FORMAL)
    if not (owned or marked):
        return _bare_label(reading, at, name)
    if reading.low[name] in NOT:
        return instead_of(reading, name)
    found = reading.name_at(name)
    if found is None or marked or reading.proven(found):
        return found
    # Even an unknown word may be a name where nothing but what follows names comes after it.
    return found if found[1] == found[0] + 1 and closes(reading, found[1]) else None


def _business(reading: Reading, start: int) -> _Range | None:
    company = reading.skip(start + 1, OWNER)
    its = reading.low[start].endswith("nya")
    if not its and company == start + 1 and ":" not in reading.gap[min(company, len(reading) - 1)]:
        company = start
    if company >= len(reading):
        return None
    behind = its or company > start + 1
    found = reading.name_at(company) or (_capitals(reading, company) if behind else None)
    if found is None:
        return None
    # "nama usaha saya Konveksi Berkah": behind the owner a capital is enough.
    named = behind and reading.capital(found[0])
    return found if named or reading.is_company(found) else None


def _capitals(reading: Reading, at: int) -> _Range | None:
    """A shop may be called by any words: "Dapur Bu Enok"."""
    end = at
    while end < len(reading) and reading.capital(end) and not (end > at and reading.boundary(end)):
        end += 1
    return (at, end) if end > at and reading.low[at : at + 1] not in (["pt"], ["cv"]) else None


def _bare_label(reading: Reading, at: int, name: int) -> _Range | None:
    """Reads "pemohon Neneng Suryani", "wasta Ujang Suherman", where a clause begins."""
    if reading.boundary(name):
        return None
    found = reading.name_at(name)
    if found is None or not reading.proven(found) or reading.low[name] in POLITE_TITLES:
        return None
    if any(low in _PAPERS for low in reading.low[at + 1 : name]):
        return found  # "nama di ijazah Siti Contoh tp di ktp …"
    if not reading.boundary(at):
        return None
    if at == 0 and reading.low[at] in ("nama", "nm", "nma", "name") and found[1] >= len(reading):
        return None  # The whole answer; the question decides.
    long = found[1] - found[0] > 1 and reading.capital(found[0])
    sure = long or closes(reading, found[1]) or reading.low[at] != "nama"
    return found if sure else None


def closes(reading: Reading, end: int) -> bool:
    """Whether what follows is what follows a name, so that even an unknown word may be one."""
    return reading.boundary(end) or reading.tail_at(end) or reading.low[end] in AFTER_SELF | TRAILS


def in_the_name_of(reading: Reading, at: int) -> _Range | None:
    """Reads "atas nama PT Maju Contoh"; not a bank account or an official's badge."""
    if at + 1 >= len(reading) or reading.low[at + 1] not in ("nama", "nm"):
        return None
    return _represented(reading, at, at + 2, proof=True)


def abbreviated(reading: Reading, at: int) -> _Range | None:
    """Reads "a.n. CV Sumber", "a/n", "an. Wati"."""
    if reading.low[at] == "an":
        if at and reading.low[at - 1][0].isdigit():
            return None  # "20 an"
        return _represented(reading, at, at + 1, proof=True)
    if at + 2 < len(reading) and reading.low[at + 1] == "n":
        return _represented(reading, at, at + 2, proof=reading.gap[at + 1] not in (".", "/"))
    return None


def _represented(reading: Reading, at: int, name: int, *, proof: bool) -> _Range | None:
    if reading.others_before(at):
        return None
    if any(low in PRINTED for low in reading.low[max(0, at - 3) : at]) and _wrongly(reading):
        return None  # "terbit atas nama Dedi, padahal …" is the wrong name on a paper.
    name = reading.skip(name, OWNER)
    found = reading.name_at(name) if name < len(reading) else None
    if found is None or (proof and not reading.proven(found)):
        return None
    return found


def _wrongly(reading: Reading) -> bool:
    return any(low in _WRONGLY for low in reading.low)


_WRONGLY = RIGHT - {"jadi", "betul", "yakni"} | frozenset(
    ("padahal", "pdhl", "bukan", "salah", "keliru", "malah", "almarhum", "resign", "berpulang")
)


def chosen(reading: Reading, at: int) -> _Range | None:
    """Reads "panggil saja Ujang", "tulis aja namanya Ujang", "pake nama saya aja Ibu Contoh"."""
    named = at + 1 < len(reading) and reading.low[at + 1] in ("nama", "nm")
    if not reading.boundary(at) and reading.low[at - 1] in (OTHERS if named else OTHERS | SELF):
        return None
    if reading.low[at] == "dipanggil" and (
        not at or reading.low[at - 1] not in ("biasa", "sering")
    ):
        return None
    name = reading.skip(at + 1, INSTEAD_DETAIL, 6)
    if name >= len(reading):
        return None
    found = reading.name_at(name)
    if found is None or not reading.proven(found):
        return None
    if reading.low[found[1] :][:1] in (["yang"], ["yg"], ["nu"]):
        return None  # "tulis aja dedi yang pake kacamata" is an official.
    if name == at + 1 and reading.low[at] != "dipanggil":
        # "cukup Iwan aja tulisnya"
        just = reading.low[at] == "cukup" and reading.low[found[1] :][:1] in (["aja"], ["saja"])
        return found if just else None
    return found
