"""What is your name? Bare and polite answers are read, refusals respected, names tidied."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.understanding import NameMention
from nlu.entities.names import clean_name, find_names, name_mentions, read_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("asep", "Asep"),
        ("SITI MAEMUNAH", "Siti Maemunah"),
        ("bu euis", "Euis"),
        ("Teh Neneng dari plered", "Neneng"),
        ("Asep Sunandar dari plered", "Asep Sunandar"),
        ("asep sunandar plered", "Asep Sunandar"),
        ("Asep bukan Aep", "Asep"),
        ("Yayat hidayat contoh", "Yayat Hidayat Contoh"),
        ("a. sutisna", "A. Sutisna"),
        ("sugeng r", "Sugeng R"),
        ("ma'mun", "Ma'mun"),
        ("H. Asep Sunandar, S.H., M.H.", "H. Asep Sunandar, S.H., M.H."),
        ("Ir. H. Fulan Permana, M.T.", "Ir. H. Fulan Permana, M.T."),
        ("hj. entin", "Hj. Entin"),
        ("Pak Haji Misal", "Haji Misal"),
        ("Maman bin Fulan", "Maman bin Fulan"),
        ("PT Contoh Sejahtera", "PT Contoh Sejahtera"),
        ("CV Umpama Karya", "CV Umpama Karya"),
        ("koperasi contoh mandiri", "Koperasi Contoh Mandiri"),
        ("bagus sunandar", "Bagus Sunandar"),
        ("gugun", "Gugun"),
    ],
)
def test_a_message_that_is_a_name_is_found_but_not_stated(text: str, name: str) -> None:
    assert find_names(text) == (NameMention(name, stated=False),)
    assert read_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("saya asep", "Asep"),
        ("asep pak", "Asep"),
        ("nama asep", "Asep"),
        ("dengan Asep", "Asep"),
        ("dari Asep", "Asep"),
        ("oke asep", "Asep"),
        ("eh salah, Asep", "Asep"),
        ("Asep, 08123456789", "Asep"),
        ("Asep 08123456789", "Asep"),
        ("Asep (Plered)", "Asep"),
        ("Ade aja", "Ade"),
        ("gugun gunawan namanya", "Gugun Gunawan"),
        ("agus, kuasa dari pak Misbah", "Agus"),
        ("rahmat contoh, kontraktor", "Rahmat Contoh"),
        ("pake nama Contoh aja", "Contoh"),
        ("nama lengkap Yudi Misalkan Pratama", "Yudi Misalkan Pratama"),
        ("aku Nabila kak", "Nabila"),
        ("it's Kevin", "Kevin"),
        ("saya xenokom", "Xenokom"),
    ],
)
def test_an_answer_to_the_question_of_the_name_is_read_leniently(text: str, name: str) -> None:
    assert read_name(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "ga usah",
        "gak usah pake nama",
        "rahasia aja",
        "ga mau",
        "hamba allah",
        "Hamba Allah aja",
        "anonim",
        "no name",
        "buat apa",
        "buat apa nama saya",
        "kenapa harus nama?",
        "punten kang abdi alim disebat nami",
        "emoh nyebut jeneng",
        "warga biasa, ga usah pake nama segala",
        "Asep?",
        "siapa nama petugasnya?",
        "skip",
        "lupa",
        "ya",
        "izin saya sudah sebulan belum jadi dan petugasnya galak",
        "reklame",
        "1",
        "asep@gmail.com",
    ],
)
def test_a_refusal_or_a_question_is_no_name(text: str) -> None:
    assert read_name(text) == ""


def test_a_name_given_in_confidence_is_still_a_name() -> None:
    assert read_name("nama saya Asep tapi tolong dirahasiakan") == "Asep"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nama asep", (NameMention("Asep", stated=False),)),
        ("nama saya Asep", (NameMention("Asep", stated=True),)),
        ("asep", (NameMention("Asep", stated=False),)),
        ("ga usah", ()),
        ("petugasnya namanya Pak Contoh", ()),
    ],
)
def test_lenient_names_are_added_unstated(text: str, found: tuple[NameMention, ...]) -> None:
    assert name_mentions(text) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("asep", "Asep"),
        ("ASEP SUNANDAR", "Asep Sunandar"),
        ("bapak Asep", "Asep"),
        ("sdr. Rina Contoh", "Rina Contoh"),
        ("kang asep dari plered", "Asep"),
        ("Asep warga Campaka", "Asep"),
        ("Asep bukan Aep", "Asep"),
        ("Asep, 0812", "Asep"),
        ("  asep   sunandar. ", "Asep Sunandar"),
        ("pt maju contoh", "PT Maju Contoh"),
        ("PT MAJU CONTOH", "PT Maju Contoh"),
        ("PT ABC Contoh", "PT ABC Contoh"),
        ("DeWi Contoh", "DeWi Contoh"),
        ("dr. andi", "dr. Andi"),
        ("asep sunandar, s.h.", "Asep Sunandar, S.H."),
        ("siti nur-aini", "Siti Nur-Aini"),
        ("bapak", "Bapak"),
        ("", ""),
        ("...", ""),
    ],
)
def test_a_name_is_tidied(text: str, name: str) -> None:
    assert clean_name(text) == name


@given(st.text(max_size=300))
def test_no_text_whatever_breaks_the_readers(text: str) -> None:
    for mention in name_mentions(text):
        assert mention.text
        assert len(mention.text) <= 80
        assert "\n" not in mention.text
    assert len(clean_name(text)) <= 80
    assert len(read_name(text)) <= 80


PIECES = (
    "saya nama a.n. , . : asep pak bu PT dari plered bukan H. dr. - S.H. namanya Dedi ? 0812"
    " petugas ini dengan hormat salam harusnya jadi"
)
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=14))
def test_no_order_of_the_words_that_matter_breaks_the_readers(words: list[str]) -> None:
    text = " ".join(words)
    assert name_mentions(text) == name_mentions(text)
    assert len(read_name(text)) <= 80


@given(st.sampled_from(["asep", "siti maemunah", "budi contoh"]), st.booleans())
def test_the_case_of_a_name_does_not_matter(name: str, shout: bool) -> None:
    text = f"nama saya {name} dari plered"
    found = find_names(text.upper() if shout else text)
    assert found == (NameMention(name.title(), stated=True),)


@given(st.text("aAsdrhHPT.,'-* 0(bu", max_size=60))
def test_a_tidy_name_stays_as_it_is(text: str) -> None:
    once = clean_name(text)
    assert clean_name(once) == once


@pytest.mark.parametrize(
    "unit", ["nama saya asep ", "a.n. ", "saya, ", "Asep ", "- ", "x", "S.H., ", "bukan asep tapi "]
)
def test_a_huge_message_is_read_in_bounded_time(unit: str) -> None:
    text = unit * (65536 // len(unit))
    start = time.perf_counter()
    name_mentions(text)
    clean_name(text)
    assert time.perf_counter() - start < 1.0
