"""Which day people mean, and what must never be taken for a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.understanding import DateMention
from nlu.entities.dates import find_dates

WIB = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 10, 14, 10, 0, tzinfo=WIB)  # A Wednesday.
TODAY = NOW.date()


def days(text: str, sent_at: datetime = NOW) -> list[date | None]:
    return [mention.value for mention in find_dates(text, sent_at)]


def only(text: str, sent_at: datetime = NOW) -> DateMention:
    (mention,) = find_dates(text, sent_at)
    return mention


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("hari ini", 0),
        ("hr ini", 0),
        ("td", 0),
        ("tadi pagi", 0),
        ("td siang abis dzuhur", 0),
        ("barusan", 0),
        ("baru aja", 0),
        ("pagi ini", 0),
        ("dinten ieu", 0),
        ("poe ieu", 0),
        ("dina iki", 0),
        ("kemarin", 1),
        ("Kemarin.", 1),
        ("KMRN", 1),
        ("kemaren", 1),
        ("kmrn sore", 1),
        ("kamari", 1),
        ("wingi", 1),
        ("wingi sore", 1),
        ("tadi malam", 1),
        ("semalem via email", 1),
        ("kemarin lusa", 2),
        ("kmrn lusa", 2),
        ("lusa kemarin", 2),
        ("mangkukna", 2),
        ("2 hari yg lalu", 2),
        ("2hr lalu", 2),
        ("dua hari lalu", 2),
        ("3 hari kemarin", 3),
        ("tilu poe katukang", 3),
        ("tilu dinten kapengker", 3),
        ("telung dina kepungkur", 3),
        ("dua belas hari yang lalu", 12),
        ("duabelas hari lalu", 12),
        ("dua puluh satu hari lalu", 21),
        ("sehari yang lalu", 1),
        ("td pg", 0),
        ("sore tadi", 0),
        ("tadi enjing", 0),
        ("tadi énjing", 0),
        ("mau esuk", 0),
        ("nembe wae", 0),
        ("seharian ini", 0),
        ("2 jam yg lalu", 0),
        ("setengah jam lalu", 0),
        ("sejam lalu", 0),
        ("kapatang", 1),
        ("kemarn", 1),
        ("ti peuting", 1),
        ("mau bengi", 1),
        ("malam tadi", 1),
        ("winginane", 2),
        ("tigo hari nan lalu", 3),
        ("tige ari lalu", 3),
        ("rolas dina kepungkur", 12),
        ("tilu likur poe katukang", 23),
    ],
)
def test_days_counted_from_today_are_exact(text: str, back: int) -> None:
    mention = only(text)
    assert mention.value == TODAY - timedelta(back)
    assert mention.exact
    assert mention.problem == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 minggu yg lalu", date(2026, 9, 23)),
        ("3 mgg lalu", date(2026, 9, 23)),
        ("2-3 minggu lalu", date(2026, 9, 23)),
        ("dua tiga minggu lalu", date(2026, 9, 23)),
        ("dua minggu kapengker", date(2026, 9, 30)),
        ("rong minggu kepungkur", date(2026, 9, 30)),
        ("dua mingguan yg lalu", date(2026, 9, 30)),
        ("seminggu lalu", date(2026, 10, 7)),
        ("sepekan yang lalu", date(2026, 10, 7)),
        ("minggu lalu", date(2026, 10, 7)),
        ("minggu kamari", date(2026, 10, 7)),
        ("pekan lalu", date(2026, 10, 7)),
        ("setengah bulan lalu", date(2026, 9, 29)),
        ("1/2 bulan lalu", date(2026, 9, 29)),
        ("sebulan yang lalu", date(2026, 9, 14)),
        ("bulan kemarin", date(2026, 9, 14)),
        ("bln kmrn", date(2026, 9, 14)),
        ("sasih kapengker", date(2026, 9, 14)),
        ("satu setengah bulan lalu", date(2026, 8, 30)),
        ("1,5 bulan yg lalu", date(2026, 8, 30)),
        ("rong sasi kepungkur", date(2026, 8, 14)),
        ("tahun lalu", date(2025, 10, 14)),
        ("taun kamari", date(2025, 10, 14)),
        ("2 tahun yang lalu", date(2024, 10, 14)),
        ("beberapa hari lalu", date(2026, 10, 11)),
        ("15 hari yll", date(2026, 9, 29)),
        ("kurleb 9 hari yg lewat", date(2026, 10, 5)),
        ("kurang lebih 3 hari lalu", date(2026, 10, 11)),
        ("kemarin dulu", date(2026, 10, 12)),
        ("awal bulan ini", date(2026, 10, 5)),
        ("awal bulan", date(2026, 10, 5)),
        ("pertengahan oktober", date(2026, 10, 12)),
        ("akhir september", date(2026, 9, 25)),
        ("akhir bulan", date(2026, 9, 25)),
        ("akhir bulan kemarin", date(2026, 9, 25)),
        ("akhir tahun lalu", date(2025, 12, 16)),
        ("bulan 9 kemarin", date(2026, 9, 15)),
        ("bulan agustus", date(2026, 8, 16)),
        ("desember", date(2025, 12, 16)),
        ("mei 2025", date(2025, 5, 16)),
        ("minggu ketiga desember", date(2025, 12, 18)),
        ("bulan desember minggu ketiga", date(2025, 12, 18)),
        ("minggu ini", date(2026, 10, 13)),
        ("bulan ini", date(2026, 10, 7)),
        ("awal oktober kemarin", date(2026, 10, 5)),
        ("malam jumat", date(2026, 10, 8)),
        ("2 atau 3 hari lalu", date(2026, 10, 11)),
        ("tgl 1 s.d. 5 oktober", date(2026, 10, 5)),
        ("antara tgl 10 s/d 12", date(2026, 10, 12)),
        ("dari tgl 3 sampai tgl 5", date(2026, 10, 5)),
        ("3-5 oktober", date(2026, 10, 5)),
        ("tgl 10-14", date(2026, 10, 14)),
        ("sekitar tgl 5", date(2026, 10, 5)),
        ("tanggal 20an", date(2026, 9, 20)),
        ("tigo pakan nan lalu", date(2026, 9, 23)),
        ("sapakan lalu", date(2026, 10, 7)),
        ("tilu minggu ka tukang", date(2026, 9, 23)),
        ("kmrn2", date(2026, 10, 13)),
        ("limo baleh hari lalu", date(2026, 9, 29)),
    ],
)
def test_rough_words_give_a_day_that_is_not_exact(text: str, value: date) -> None:
    mention = only(text)
    assert mention.value == value
    assert not mention.exact


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tanggal 5", date(2026, 10, 5)),
        ("tgl 14", date(2026, 10, 14)),
        ("tgl 15", date(2026, 9, 15)),
        ("tgl 31", date(2026, 8, 31)),
        ("tgl5", date(2026, 10, 5)),
        ("tgl2", date(2026, 10, 2)),
        ("tgl. 5", date(2026, 10, 5)),
        ("tglnya 5", date(2026, 10, 5)),
        ("ti tanggal lima", date(2026, 10, 5)),
        ("tanggal dua puluh lima", date(2026, 9, 25)),
        ("tgl 3 kemarin", date(2026, 10, 3)),
        ("kemarin tgl 3", date(2026, 10, 3)),
        ("tgl 3 bulan kemarin", date(2026, 9, 3)),
        ("tgl 3 bln lalu", date(2026, 9, 3)),
        ("bulan kemarin tgl 3", date(2026, 9, 3)),
        ("sasih kapengker tanggal 10", date(2026, 9, 10)),
        ("tgl 5 bulan ini", date(2026, 10, 5)),
        ("tgl 5 bulan 9", date(2026, 9, 5)),
        ("tanggal dua puluh bulan tiga", date(2026, 3, 20)),
        ("bulan 9 tanggal 5", date(2026, 9, 5)),
        ("tgl 12/10", date(2026, 10, 12)),
        ("5/10", date(2026, 10, 5)),
        ("15/10", date(2025, 10, 15)),
        ("tgl 5-10", date(2026, 10, 5)),
        ("05-10-2026", date(2026, 10, 5)),
        ("5/10/26", date(2026, 10, 5)),
        ("5.10.26", date(2026, 10, 5)),
        ("2026-10-05", date(2026, 10, 5)),
        ("5 oktober", date(2026, 10, 5)),
        ("5 Oktober.", date(2026, 10, 5)),
        ("20 oktober", date(2025, 10, 20)),
        ("5 okt 2026", date(2026, 10, 5)),
        ("5 Okt. 2026", date(2026, 10, 5)),
        ("5 okt 25", date(2025, 10, 5)),
        ("5 okt '25", date(2025, 10, 5)),
        ("5okt", date(2026, 10, 5)),
        ("5 agst", date(2026, 8, 5)),
        ("5 mei", date(2026, 5, 5)),
        ("5 mar", date(2026, 3, 5)),
        ("lima oktober", date(2026, 10, 5)),
        ("oktober tanggal 5", date(2026, 10, 5)),
        ("october 5, 2026", date(2026, 10, 5)),
        ("agustus 17", date(2026, 8, 17)),
        ("tgl 17 8 2026", date(2026, 8, 17)),
        ("5 / 10 / 2026", date(2026, 10, 5)),
        ("tgl 5 / 10", date(2026, 10, 5)),
        ("17 agustus kemaren", date(2026, 8, 17)),
        ("tanggal 5 oktober tahun lalu", date(2025, 10, 5)),
        ("29 februari", date(2024, 2, 29)),
        ("hari Kamis, 4 Desember 2025", date(2025, 12, 4)),
        ("senin tgl 5/10", date(2026, 10, 5)),
        ("tgl3/7", date(2026, 7, 3)),
        ("tgl 28/9 kmrn", date(2026, 9, 28)),
        ("ping 2 pebruari", date(2026, 2, 2)),
        ("kaping 5 juli", date(2026, 7, 5)),
        ("senin pagi, 5 oktober", date(2026, 10, 5)),
        ("Senin (5/10)", date(2026, 10, 5)),
        ("tgl 5 hari senin", date(2026, 10, 5)),
        ("tanggal lima oktober, hari senin", date(2026, 10, 5)),
        ("tnggl 12", date(2026, 10, 12)),
        ("2 agsts", date(2026, 8, 2)),
    ],
)
def test_what_is_not_said_of_a_date_is_the_most_recent(text: str, value: date) -> None:
    mention = only(text)
    assert mention.value == value
    assert mention.text == text.rstrip(".") or mention.text in text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("senin kemarin", date(2026, 10, 12)),
        ("hari senin", date(2026, 10, 12)),
        ("hari Selasa lalu", date(2026, 10, 13)),
        ("kamis", date(2026, 10, 8)),
        ("jum'at kemarin", date(2026, 10, 9)),
        ("jumat sore kemarin", date(2026, 10, 9)),
        ("jumat kemaren abis jumatan", date(2026, 10, 9)),
        ("hari minggu kemarin", date(2026, 10, 11)),
        ("dinten salasa kamari", date(2026, 10, 13)),
        ("jumat minggu lalu", date(2026, 10, 9)),
        ("senin minggu kemaren", date(2026, 10, 5)),
        ("senin minggu ini", date(2026, 10, 12)),
        ("rabu lalu", date(2026, 10, 7)),
        ("snn kmrn", date(2026, 10, 12)),
        ("slasa", date(2026, 10, 13)),
        ("salasa kamari", date(2026, 10, 13)),
        ("kemis kapengker", date(2026, 10, 8)),
        ("jmt kmrn", date(2026, 10, 9)),
        ("dek Senen wingi", date(2026, 10, 12)),
        ("dina setu", date(2026, 10, 10)),
        ("rebo minggu kemaren", date(2026, 10, 7)),
        ("senin pagi minggu kemarin", date(2026, 10, 5)),
        ("jemuwah kliwon wingi", date(2026, 10, 9)),
        ("senin dua minggu lalu", date(2026, 9, 28)),
        ("selasa seminggu kepungkur", date(2026, 10, 6)),
        ("selasa tadi", date(2026, 10, 13)),
        ("rabu tadi", date(2026, 10, 14)),
    ],
)
def test_weekdays_are_those_before_the_message(text: str, value: date) -> None:
    assert only(text).value == value
    assert only(text).exact


def test_todays_own_weekday_is_last_weeks_but_not_surely() -> None:
    assert only("hari rabu") == DateMention("hari rabu", date(2026, 10, 7), exact=False)


@pytest.mark.parametrize(
    ("text", "sent_on", "value"),
    [
        ("habis lebaran", date(2026, 10, 14), date(2026, 3, 25)),
        ("habis lebaran", date(2025, 6, 1), date(2025, 4, 8)),
        ("habis lebaran", date(2026, 3, 22), date(2025, 4, 8)),
        ("habis lebaran", date(2026, 3, 25), date(2026, 3, 25)),
        ("abis idul fitri", date(2026, 10, 14), date(2026, 3, 25)),
        ("sebelum lebaran", date(2026, 10, 14), date(2026, 3, 19)),
        ("lebaran", date(2026, 10, 14), date(2026, 3, 21)),
        ("lebaran tahun lalu", date(2026, 10, 14), date(2025, 3, 31)),
        ("abis idul adha", date(2026, 10, 14), date(2026, 5, 29)),
        ("lebaran haji", date(2026, 10, 14), date(2026, 5, 27)),
        ("seminggu setelah idul adha", date(2026, 10, 14), date(2026, 6, 3)),
        ("H+3 lebaran", date(2026, 10, 14), date(2026, 3, 24)),
        ("H-3 lebaran", date(2026, 10, 14), date(2026, 3, 18)),
        ("menjelang lebaran", date(2026, 3, 1), date(2026, 3, 1)),
        ("sebelum natal", date(2026, 10, 14), date(2025, 12, 24)),
        ("pas puasa", date(2026, 10, 14), date(2026, 3, 5)),
        ("awal puasa", date(2026, 10, 14), date(2026, 2, 22)),
    ],
)
def test_feasts_are_the_most_recent(text: str, sent_on: date, value: date) -> None:
    sent_at = datetime(sent_on.year, sent_on.month, sent_on.day, 9, tzinfo=WIB)
    assert only(text, sent_at).value == value
    assert not only(text, sent_at).exact


@pytest.mark.parametrize(
    ("text", "value"),
    [("natal", date(2025, 12, 25)), ("tahun baru", date(2026, 1, 1)), ("imlek", date(2026, 2, 17))],
)
def test_a_feast_of_one_day_is_exact(text: str, value: date) -> None:
    assert only(text) == DateMention(text, value)


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("kemarin", False),
        ("3 minggu lalu", False),
        ("sebulan lalu", False),
        ("udah 3 minggu belum jadi", False),
        ("hari ke-15", False),
        ("sekitar tgl 5", False),
        ("tgl 5 kemarin", False),
        ("natal", False),
        ("H+3 lebaran", False),
        ("kmrn2", True),
        ("minggu lalu", True),
        ("bulan kemarin", True),
        ("tahun lalu", True),
        ("setahun yang lalu", True),
        ("maret 2026", True),
        ("akhir september", True),
        ("habis lebaran", True),
        ("beberapa hari lalu", True),
        ("2-3 minggu lalu", True),
        ("dua mingguan yg lalu", True),
        ("satu setengah bulan lalu", True),
        ("hampir 2 bulan lalu", True),
        ("udah 3 minggu lebih belum jadi", True),
        ("udah telat 12 hari belum jadi", True),
        ("hari kerja ke-15", True),
        ("minggu ke sepuluh belum jadi", True),
    ],
)
def test_a_longer_time_fixes_no_day(text: str, vague: bool) -> None:
    assert only(text).vague is vague


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("tgl 3 daftar, besoknya keluar", [date(2026, 10, 3), date(2026, 10, 4)]),
        ("daftar 1 september, seminggu kemudian terbit", [date(2026, 9, 1), date(2026, 9, 8)]),
        ("daftar 31 agustus, sebulan kemudian jadi", [date(2026, 8, 31), date(2026, 9, 30)]),
        ("tgl 3 daftar, besoknya ditelpon pinjol", [date(2026, 10, 3)]),
        ("daftar 13 oktober, sebulan kemudian jadi", [date(2026, 10, 13)]),
        ("daftar bulan lalu, besoknya jadi", [date(2026, 9, 14)]),
        ("besoknya keluar", []),
    ],
)
def test_what_came_later_is_counted_from_the_day_named_before(
    text: str, values: list[date]
) -> None:
    assert days(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("senin kurang foto, jumat kurang denah", [date(2026, 10, 5), date(2026, 10, 9)]),
        ("senin kurang foto, selasa kurang denah", [date(2026, 10, 12), date(2026, 10, 13)]),
        ("rabu disuruh ulang, selasa", [date(2026, 10, 7), date(2026, 10, 13)]),
        ("senin kemarin dan jumat", [date(2026, 10, 12), date(2026, 10, 9)]),
    ],
)
def test_the_weekdays_of_a_story_come_in_its_order(text: str, values: list[date]) -> None:
    assert days(text) == values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ti jam tujuh abdi di dieu", True),
        ("dari jam 8 sampe sekarang belum dipanggil", True),
        ("dari jam 07.30 di sini", True),
        ("geus jam sapuluh masih nomer 3", True),
        ("udah jam 10 loket masih kosong", True),
        ("jam 9 tadi", True),
        ("buka dari jam 8", False),
        ("dari jam 11 sampe sekarang tutup", False),
        ("udah jam 2 siang", False),
        ("datang jam 8", False),
        ("jam 8 sekarang", False),
    ],
)
def test_who_names_the_hour_of_a_wait_is_still_there(text: str, found: bool) -> None:
    assert days(text) == [TODAY] * found


@pytest.mark.parametrize(
    "text",
    ["minta Rp300.000 kemarin", "ke loket 3 mei kemarin", "pak Agus kemarin", "300.000 kmrn"],
)
def test_a_number_that_is_no_date_does_not_hide_the_day_behind_it(text: str) -> None:
    assert days(text) == [TODAY - timedelta(1)]


def test_a_list_of_days_is_of_one_month() -> None:
    assert days("tanggal 2, 9, dan 16") == [date(2026, 9, 2), date(2026, 9, 9), date(2026, 9, 16)]
    assert days("tgl 3 dan 5 oktober") == [date(2026, 10, 3), date(2026, 10, 5)]


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("pak, tgl 5 Oktober 2026 saya daftar", "tgl 5 Oktober 2026"),
        ("Diajukan Hari Senin, 5/10", "Hari Senin, 5/10"),
        ("udah 3 minggu", "3 minggu"),
        ("İİ kemarin", "kemarin"),
    ],
)
def test_a_mention_keeps_the_citizens_own_characters(text: str, mention: str) -> None:
    assert only(text).text == mention


@pytest.mark.parametrize(
    ("sent_at", "today"),
    [
        (datetime(2026, 10, 14, 16, 59, tzinfo=UTC), date(2026, 10, 14)),
        (datetime(2026, 10, 14, 17, 0, tzinfo=UTC), date(2026, 10, 15)),
        (datetime(2026, 1, 1, 0, 30, tzinfo=WIB), date(2026, 1, 1)),
    ],
)
def test_days_are_those_of_wib(sent_at: datetime, today: date) -> None:
    assert days("hari ini", sent_at) == [today]
    assert days("kemarin", sent_at) == [today - timedelta(1)]


def test_a_late_evening_calls_itself_tonight() -> None:
    assert days("tadi malam", NOW.replace(hour=22)) == [TODAY]
    assert days("tadi malam", NOW.replace(hour=7)) == [TODAY - timedelta(1)]


def test_the_year_turns() -> None:
    january = datetime(2026, 1, 5, 9, tzinfo=WIB)
    assert days("tgl 20", january) == [date(2025, 12, 20)]
    assert days("20 desember", january) == [date(2025, 12, 20)]
    assert days("bulan kemarin", january) == [date(2025, 12, 5)]
    assert days("tgl 3 bulan kemarin", january) == [date(2025, 12, 3)]
    assert days("sebulan lalu", datetime(2026, 3, 31, 9, tzinfo=WIB)) == [date(2026, 2, 28)]


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        find_dates("kemarin", datetime(2026, 10, 14))  # noqa: DTZ001


def test_only_the_beginning_of_a_long_text_is_read() -> None:
    assert days("kemarin " + "a" * 5000) == [TODAY - timedelta(1)]
    assert days("a " * 2500 + "kemarin") == []
    assert days("\n" * 5000 + "kemarin") == []
