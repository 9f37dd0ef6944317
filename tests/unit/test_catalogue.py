"""The catalogue's files: read as written, and refused with the file and the key when wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.catalogue import Service
from domain.errors import ConfigError
from domain.understanding import COMPONENTS
from nlu.catalogue import FOLDER, alias_words, load_catalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pbg.yml").write_text("name: Persetujuan Bangunan Gedung\naliases: [imb]\n")
    return tmp_path


def test_the_one_known_standard_is_complete() -> None:
    service = load_catalogue(FOLDER).services["sertifikat_standar"]
    assert service.working_days == 7
    assert (service.fee, service.free) == ("Gratis", True)
    assert service.kbli == ("28173",)
    assert len(service.requirements) == 9
    assert len(service.legal_basis) == 6
    assert "NIB" in service.product
    assert "PP 28/2025" in service.notes


def test_what_is_not_known_is_empty_and_not_invented() -> None:
    for service in load_catalogue(FOLDER).services.values():
        if not service.source:
            only_names = Service(
                id=service.id, name=service.name, sector=service.sector, aliases=service.aliases
            )
            assert service == only_names


@pytest.mark.parametrize(
    "filled",
    [
        "working_days: 3", "fee: Rp50.000", "free: true", "free: false", "product: Sertifikat",
        "requirements: [KTP]", "procedure: [Daftar]", "legal_basis: [UU 1/2020]",
    ],
)  # fmt: skip
def test_a_standard_without_its_source_is_refused(folder: Path, filled: str) -> None:
    path = folder / "slf.yml"
    path.write_text(f"name: SLF\n{filled}\n")
    with pytest.raises(ConfigError, match=r"slf\.yml: .* needs a source"):
        load_catalogue(folder)
    path.write_text(f"name: SLF\n{filled}\nsource: Standar Pelayanan SLF\n")
    assert load_catalogue(folder).services["slf"].source == "Standar Pelayanan SLF"


def test_the_permits_a_regency_office_knows_are_there() -> None:
    services = load_catalogue(FOLDER).services
    assert len(services) >= 120
    assert all(service.sector for service in services.values())
    known = ("nib", "pbg", "slf", "kkpr", "reklame", "pirt", "sip_bidan", "izin_apotek", "siup")
    assert set(known) <= services.keys()


def test_what_holds_for_every_permit_is_told_by_component() -> None:
    general = load_catalogue(FOLDER).general
    assert set(general) <= set(COMPONENTS)
    assert {"pengaduan", "sarana", "kompetensi", "evaluasi"} <= set(general)
    assert "biaya" not in general
    assert "14 hari kerja" in general["pengaduan"]
    assert "PP 28/2025" in general["dasar_hukum"]


def test_the_file_name_is_the_id(folder: Path) -> None:
    services = load_catalogue(folder).services
    assert services["pbg"].name == "Persetujuan Bangunan Gedung"
    assert services["pbg"].aliases == ("imb",)


def test_a_folder_without_general_texts_has_none(folder: Path) -> None:
    assert load_catalogue(folder).general == {}


def test_other_files_in_the_folder_are_left_alone(folder: Path) -> None:
    (folder / "README.md").write_text("catatan")
    (folder / ".pbg.yml").write_text("sampah editor")
    assert set(load_catalogue(folder).services) == {"pbg"}


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("slf.yml", "nama: SLF\n", "nama"),
        ("slf.yml", "name: SLF\nworking_day: 7\n", "working_day"),
        ("slf.yml", "name: SLF\nsector: antariksa\n", "sector"),
        ("slf.yml", "aliases: [slf]\n", "name"),
        ("slf.yml", "", "name"),
        ("slf.yml", "name: ''\n", "name"),
        ("slf.yml", "name: 7\n", "name"),
        ("slf.yml", "name: SLF\naliases: slf\n", "aliases"),
        ("slf.yml", "name: SLF\naliases: [slf, '']\n", "aliases"),
        ("slf.yml", "name: SLF\naliases: [no]\n", "aliases"),
        ("slf.yml", "name: SLF\naliases: ['!!']\n", "aliases"),
        ("slf.yml", "name: SLF\naliases: [IMB]\n", "pbg.yml"),
        ("slf.yml", "name: persetujuan bangunan gedung\n", "pbg.yml"),
        ("slf.yml", "name: SLF\nworking_days: '7'\n", "working_days"),
        ("slf.yml", "name: SLF\nworking_days: 0\n", "working_days"),
        ("slf.yml", "name: SLF\nworking_days: true\n", "working_days"),
        ("slf.yml", "name: SLF\nfree: gratis\n", "free"),
        ("slf.yml", "name: SLF\nkbli: [28173]\n", "kbli"),
        ("slf.yml", "name: SLF\nkbli: ['2817']\n", "kbli"),
        ("slf.yml", "name: SLF\nname: SLF lagi\n", "name"),
        ("slf.yml", "- SLF\n", "keys and values"),
        ("slf.yml", "name: [SLF\n", "YAML"),
        ("slf.yml", "name: 2026-13-45\n", "YAML"),
        ("slf.yml", "name: SLF\n---\nname: PBG\n", "YAML"),
        ("slf.yaml", "name: SLF\n", ".yml"),
        ("SLF baru.yml", "name: SLF\n", "file name"),
        ("_umum.yml", "fasilitas: parkir\n", "fasilitas"),
        ("_umum.yml", "sarana: [parkir]\n", "sarana"),
    ],
)
def test_a_wrong_file_is_refused_by_name_and_key(
    folder: Path, file: str, text: str, said: str
) -> None:
    (folder / file).write_text(text)
    with pytest.raises(ConfigError) as refused:
        load_catalogue(folder)
    assert file in str(refused.value)
    assert said in str(refused.value)


def test_spellings_of_one_alias_clash_across_files(folder: Path) -> None:
    (folder / "a.yml").write_text("name: A\naliases: [surat izin praktik]\n")
    (folder / "b.yml").write_text("name: B\naliases: [ijin praktek]\n")
    with pytest.raises(ConfigError, match=r"b\.yml: aliases: .* a\.yml"):
        load_catalogue(folder)


def test_bytes_that_are_not_utf8_are_refused(folder: Path) -> None:
    (folder / "slf.yml").write_bytes(b"name: \xff\xfe\n")
    with pytest.raises(ConfigError, match=r"slf\.yml"):
        load_catalogue(folder)


def test_a_missing_or_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        load_catalogue(tmp_path / "tidak_ada")
    with pytest.raises(ConfigError, match="no permit"):
        load_catalogue(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Surat Ijin Praktek", ("izin", "praktik")),
        ("SPP-IRT", ("spp", "irt")),
        ("surat penelitian", ("surat", "penelitian")),
        ("…", ()),
    ],
)
def test_aliases_are_compared_by_their_words(text: str, words: tuple[str, ...]) -> None:
    assert alias_words(text) == words
