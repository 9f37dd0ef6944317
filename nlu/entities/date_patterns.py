"""The ways of saying a day, as patterns over the letters of `date_words`.

Order matters: of two patterns that fit at the same word the earlier wins, so that "5 oktober
kemarin" is not read as "kemarin". Every repetition is bounded; the work is linear in the text.
"""

from __future__ import annotations

import re

_PAST = "(?:y?[PK])"
_YEAR = "(?:[.,~/-]?t?Y|ty?[PKid])"
_NEAR = f"(?:{_PAST}|y?[id])"
_UNIT = "[hwbt]"
_COUNT = "(?:N[,&]?N|N-N|N|D)"
_SPAN = f"(?:{_COUNT}-?a?{_UNIT}a?|E-?a?)"
# What people put before the day itself: "kemarin hari senin, tgl …".
_LEAD = "(?:(?:K,?)?(?:h?WS?|hw|wy?[PK])(?:y?[PK])?[,~]?)?(?:K,?)?"
_ITS_DAY = "(?:,?hW)?"  # "tgl 5 hari senin"
_DATE = "(?:T[:.]?)"
_MONTH = "(?:b?[Mn])"
# The month after a day's number: its name, or "bulan 9", "bulan kemarin", "bulan ini".
_OF_MONTH = f"(?:[-.,/]?{_MONTH}{_YEAR}?|b(?:N(?!{_UNIT})|{_NEAR}){_YEAR}?)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    # "3-5 oktober", "tgl 10 s/d 12", "dari tgl 3 sampai tgl 5"
    ("span", f"{_DATE}N[-s]{_DATE}?N{_OF_MONTH}?|N[-s]N{_MONTH}{_YEAR}?|{_DATE}?D{_MONTH}{_YEAR}?"),
    # "tanggal 2, 9, dan 16", "tgl 3 dan 5 oktober"
    ("several", f"{_DATE}N(?:(?:,&?|&)N(?!{_UNIT})){{1,6}}{_OF_MONTH}?"),
    # "tgl 5 10 2026", "5 / 10 / 2026", "tgl 5 / 10"
    ("spaced", f"(?:{_LEAD}{_DATE}?N[-/.]?N[-/.]?Y|{_LEAD}{_DATE}N/N(?!{_UNIT})){_PAST}?"),
    # "12/10", "senin, 05-10-2026"
    ("digits", f"{_LEAD}{_DATE}?D(?!-?a?{_UNIT}){_PAST}?"),
    # "5 oktober", "tgl 3 bulan kemarin", "5 okt 26"
    (
        "day_month",
        f"{_LEAD}(?:{_DATE}N{_OF_MONTH}|N-?{_MONTH}{_YEAR}?)(?:~?N(?!{_UNIT}))?{_PAST}?{_ITS_DAY}",
    ),
    # "oktober tanggal 5", "bulan kemarin tgl 3", "october 5, 2026"
    (
        "month_day",
        f"(?:{_MONTH}{_YEAR}?|b(?:N|{_NEAR})),?{_DATE}N{_YEAR}?|{_MONTH}N,?Y|{_MONTH}N(?!{_UNIT})",
    ),
    # "minggu ketiga desember", "oktober minggu ke-2"
    (
        "week_of_month",
        f"w(?:k-?N|o)(?:{_MONTH}{_YEAR}?|b{_NEAR})|(?:{_MONTH}{_YEAR}?|b{_NEAR})w(?:k-?N|o)",
    ),
    # "tgl 5 kemarin", "tanggal 20an"
    ("day", f"{_LEAD}{_DATE}N(?:-?a)?{_PAST}?{_ITS_DAY}"),
    # "awal bulan ini", "akhir september", "akhir tahun lalu"
    (
        "part",
        f"R(?:{_MONTH}(?:{_YEAR}|{_PAST})?|b(?:N(?!{_UNIT})|{_NEAR})?|t(?:Y|{_NEAR})?|Y|w{_NEAR})",
    ),
    # "habis lebaran", "seminggu setelah idul adha", "H+3 lebaran", "pas natal"
    (
        "feast",
        f"(?:{_SPAN}?[HF]|V|R|#[~-]?N)?(?:h|b)?O{{1,2}}(?:{_YEAR}|{_NEAR})?",
    ),
    # "2 jam yg lalu", "setengah jam lalu"
    ("hours_ago", f"(?:N|D)?j{_PAST}"),
    # "ti jam tujuh di dieu", "udah jam 2"; most hours are no day, see `hour`
    ("hour", "j[ND]J?"),
    # "seminggu kemudian", "besoknya": counted from the day named before
    ("later", f"{_SPAN}m|e"),
    # "3 minggu yg lalu", "sebulan kemarin"
    ("ago", f"{_SPAN}{_PAST}"),
    # "3 hari lagi", "2 minggu ke depan"
    ("ahead", f"{_SPAN}(?:g|y?d)"),
    # "jumat minggu lalu", "minggu kemarin hari rabu", "senin dua minggu lalu"
    ("week_day", f"h?WS?w{_NEAR}|w{_NEAR},?h?WS?|h?W,?(?:Nw|E){_PAST}"),
    # "hari senin", "kemarin hari sabtu", "senin depan"
    ("weekday", f"(?:K,?)?(?:hW|W|hw)S?(?:{_NEAR}|J(?!z))?"),
    ("tomorrow", "BL?S?(?:,?h?W)?"),
    # "hari ke-15", "hari kerja kelima belas"
    ("nth_day", "hc?y?(?:k-?N|o)"),
    # "kemarin lusa", "kemarin dulu", "mangkukna"
    ("two_days", "KLS?|LK|Ku|Q"),
    ("yesterday", "h?KS?K?"),
    ("today", "hi|GK?|J(?!z)S?|C|Si|SJ"),
    ("after_tomorrow", "L"),
    # "bulan kemarin", "minggu ini", "tahun depan"
    ("unit", f"[wbt]{_NEAR}"),
    # "(udah) 3 minggu", "3 hari ini"; most of these are not dates, see `waiting`
    ("length", f"{_SPAN}i?"),
    # "masuk minggu ke sepuluh"
    ("nth_unit", "[wb]k-?N"),
    # "oktober", "bulan 9 kemarin"
    ("month", f"{_MONTH}(?:{_YEAR}|{_PAST})?|bN(?!-?a?{_UNIT}){_PAST}?"),
)
PATTERNS = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS))
# The letters that any of them begins with; most words of a message begin none.
BEGINS = re.compile("[NDTEKLBGJCQSRHFVOWMnhwbtej#]")
