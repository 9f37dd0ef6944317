"""A permit that the catalogue lacks is kept in the citizen's own words."""

from __future__ import annotations

import pytest

from domain.catalogue import Catalogue
from nlu.catalogue import FOLDER, load_catalogue
from nlu.entities.services import ServiceFinder

# The catalogue grows; what it lacks is tried on one that does not.
SMALL = ServiceFinder(
    Catalogue(
        services={
            service.id: service
            for service in load_catalogue(FOLDER).services.values()
            if service.id in ("nib", "pbg", "reklame")
        }
    )
)


@pytest.mark.parametrize(
    ("text", "own_words"),
    [
        ("izin kapal saya belum jadi", "izin kapal"),
        ("ijin kapal", "izin kapal"),
        ("izin sarang burung walet", "izin sarang burung walet"),
        ("Izin usaha keramik. Sebulan lebih", "izin usaha keramik"),
        ("surat ijin kapal", "izin kapal"),
        ("ijin bengkel motor", "izin bengkel motor"),
        ("ijin usaha toko kelontong", "izin usaha toko kelontong"),
        ("Izin pangkalan gas peninggalan anak", "izin pangkalan gas"),
    ],
)
def test_a_permit_that_the_catalogue_lacks_keeps_the_citizens_words(
    text: str, own_words: str
) -> None:
    (mention,) = SMALL.find(text)
    assert (mention.id, mention.name) == (None, own_words)
    assert mention.score < 0.85


def test_several_permits_come_in_the_order_of_the_text() -> None:
    text = "pbg sama nib saya, terus izin keramaian dan reklame juga"
    found = [mention.id or f"~{mention.name}" for mention in SMALL.find(text)]
    assert found == ["pbg", "nib", "~izin keramaian", "reklame"]


@pytest.mark.parametrize(
    ("text", "own_words"),
    [
        ("ijin kapal", "izin kapal"),
        ("kapal", "kapal"),
        ("perubahan kbli", "perubahan kbli"),
        ("kos kosan pak", "kos kosan"),
        ("LKPM", "lkpm"),
    ],
)
def test_an_answer_the_catalogue_lacks_keeps_the_citizens_words(text: str, own_words: str) -> None:
    mention = SMALL.find_bare(text)
    assert mention is not None
    assert (mention.id, mention.name) == (None, own_words)


def test_an_empty_catalogue_still_keeps_the_citizens_words() -> None:
    finder = ServiceFinder(Catalogue())
    assert [mention.name for mention in finder.find("izin kapal")] == ["izin kapal"]
    assert finder.find("reklame") == ()
