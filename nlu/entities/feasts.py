"""When feasts were, because people remember a day as "habis lebaran".

The dates come from the `holidays` package and, as each year costs some milliseconds, are kept
once read.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

# What each key of the vocabulary is called in the package's Indonesian names.
_NAMES = {
    "fitri": "Idul Fitri",
    "adha": "Idul Adha",
    "natal": "Natal",
    "masehi": "Tahun Baru Masehi",
    "imlek": "Tahun Baru Imlek",
    "islam": "Tahun Baru Islam",
    "nyepi": "Nyepi",
    "waisak": "Waisak",
    "maulid": "Maulid",
    "isra": "Isra",
    "merdeka": "Kemerdekaan",
}
_RAMADAN_DAYS = 30
# The Islamic year is shorter than ours: in some years a feast comes twice.
_SAME_FEAST = timedelta(days=20)

Feast = tuple[date, date, date]  # First day off, the feast itself, last day off.


@lru_cache(maxsize=64)
def _named_days(year: int) -> tuple[tuple[date, str], ...]:
    # "government" holds the cuti bersama, which people count as part of lebaran.
    days = holidays.country_holidays(
        "ID", years=year, expand=False, language="id", categories=("public", "government")
    )
    return tuple(sorted(days.items()))


@lru_cache(maxsize=512)
def feasts(key: str, year: int) -> tuple[Feast, ...]:
    """Every feast `key` of `year`, in order. "ramadan" is the thirty days before Idul Fitri."""
    if key == "ramadan":
        return tuple(
            (main - timedelta(_RAMADAN_DAYS), main - timedelta(_RAMADAN_DAYS), main - timedelta(1))
            for _, main, _ in feasts("fitri", year)
        )
    groups: list[list[tuple[date, str]]] = []
    for day, name in _named_days(year):
        if _NAMES[key] not in name:
            continue
        if groups and day - groups[-1][-1][0] < _SAME_FEAST:
            groups[-1].append((day, name))
        else:
            groups.append([(day, name)])
    return tuple(
        (group[0][0], next((d for d, n in group if "Cuti" not in n), group[0][0]), group[-1][0])
        for group in groups
    )
