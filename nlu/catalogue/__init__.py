"""Reads the service standards, so that a permit is added with one YAML file and no code.

A wrong file must stop the program at its start and say where the fault is: a mistyped key
that is silently ignored would later be told to a citizen as "unknown".
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from domain.catalogue import Catalogue, Service
from domain.errors import ConfigError
from domain.understanding import COMPONENTS

FOLDER = Path(__file__).parent
GENERAL_FILE = "_umum.yml"

_TEXTS = ("name", "sector", "fee", "product", "notes", "source")
_LISTS = ("aliases", "requirements", "procedure", "legal_basis", "kbli")
_KEYS = frozenset((*_TEXTS, *_LISTS, "working_days", "free"))
# What only a published standard can say.
_OF_THE_STANDARD = (
    "requirements", "procedure", "working_days", "fee", "free", "product", "legal_basis",
)  # fmt: skip
SECTORS = frozenset(
    (
        "bangunan dan tata ruang", "kesehatan", "ketenagakerjaan", "komunikasi dan informatika",
        "koperasi", "lingkungan hidup", "pariwisata dan kebudayaan", "pekerjaan umum",
        "pendidikan", "perdagangan", "perhubungan", "perindustrian", "pertanian dan perikanan",
        "reklame dan aset daerah", "sosial", "umum",
    )
)  # fmt: skip
_ID = re.compile(r"[a-z0-9][a-z0-9_]*\Z")
_KBLI = re.compile(r"\d{5}\Z")
_WORD = re.compile(r"[A-Za-z0-9]+")

# Spellings of one and the same word; folding them here spares every YAML file the variants.
_SAME = {
    "ijin": "izin",
    "ijinn": "izin",
    "ijjin": "izin",
    "ijn": "izin",
    "izn": "izin",
    "izinn": "izin",
    "idzin": "izin",
    "idjin": "izin",
    "iziin": "izin",
    "ijiin": "izin",
    "perizinan": "izin",
    "perijinan": "izin",
    "perizinannya": "izin",
    "praktek": "praktik",
    "prakter": "praktik",
    "praktk": "praktik",
    "prktek": "praktik",
    "prktik": "praktik",
    "apotik": "apotek",
    "sertipikat": "sertifikat",
    "sertif": "sertifikat",
    "sertifkat": "sertifikat",
    "standart": "standar",
    "standard": "standar",
    "stndr": "standar",
    "nomer": "nomor",
}


def fold_word(word: str) -> str:
    """One word as aliases are compared: lower case, known spellings made one."""
    word = word.lower()
    return _SAME.get(word, word)


def alias_words(text: str) -> tuple[str, ...]:
    """The folded words of an alias; "surat izin X" and "ijin X" are the same alias."""
    words = [fold_word(word) for word in _WORD.findall(text)]
    return tuple(
        word
        for place, word in enumerate(words)
        if not (word == "surat" and words[place + 1 : place + 2] == ["izin"])
    )


def load_catalogue(folder: Path) -> Catalogue:
    """Read every permit of a folder (`<id>.yml`) and the texts that hold for all (`_umum.yml`).

    Raises ConfigError, naming the file and the key, for anything that is not as documented.
    """
    if not folder.is_dir():
        raise ConfigError(f"{folder}: the catalogue's folder does not exist")
    services: dict[str, Service] = {}
    general: dict[str, str] = {}
    owners: dict[tuple[str, ...], str] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".yaml":
            raise ConfigError(f"{path.name}: rename it to end in .yml, else it would be ignored")
        if path.suffix != ".yml" or path.name.startswith("."):
            continue
        if path.name == GENERAL_FILE:
            general = _general(path)
        elif not _ID.match(path.stem):
            raise ConfigError(f"{path.name}: a file name is lower-case letters, digits and _")
        else:
            service = _service(path)
            _claim(service, path.name, owners)
            services[service.id] = service
    if not services:
        raise ConfigError(f"{folder}: the catalogue holds no permit")
    return Catalogue(services=services, general=general)


def _claim(service: Service, file: str, owners: dict[tuple[str, ...], str]) -> None:
    """Two permits with one alias would make a citizen's word mean whichever came first."""
    for alias in (service.name, *service.aliases):
        key = alias_words(alias)
        if not key:
            raise ConfigError(f"{file}: aliases: {alias!r} has no letter or digit")
        owner = owners.setdefault(key, file)
        if owner != file:
            raise ConfigError(f"{file}: aliases: {alias!r} is already used by {owner}")


def _service(path: Path) -> Service:
    values = _mapping(path)
    for key in values:
        if key not in _KEYS:
            raise ConfigError(f"{path.name}: unknown key {key!r}")
    texts = {key: _text(path, key, values.get(key)) for key in _TEXTS}
    lists = {key: _list(path, key, values.get(key)) for key in _LISTS}
    if not texts["name"]:
        raise ConfigError(f"{path.name}: name is missing")
    for code in lists["kbli"]:
        if not _KBLI.match(code):
            raise ConfigError(f"{path.name}: kbli: {code!r} is not five digits")
    days = values.get("working_days")
    if days is not None and (not isinstance(days, int) or isinstance(days, bool) or days < 1):
        raise ConfigError(f"{path.name}: working_days must be a whole number above 0")
    free = values.get("free")
    if free is not None and not isinstance(free, bool):
        raise ConfigError(f"{path.name}: free must be true or false, or left out")
    if texts["sector"] and texts["sector"] not in SECTORS:
        raise ConfigError(f"{path.name}: sector must be one of: {', '.join(sorted(SECTORS))}")
    told = [key for key in _OF_THE_STANDARD if values.get(key) not in (None, "", [])]
    if told and not texts["source"]:
        # A citizen is held to what stands here, so it may not come from anybody's memory.
        raise ConfigError(f"{path.name}: {told[0]} needs a source, the standard it was taken from")
    return Service(
        id=path.stem,
        name=texts["name"],
        sector=texts["sector"],
        aliases=lists["aliases"],
        requirements=lists["requirements"],
        procedure=lists["procedure"],
        working_days=days,
        fee=texts["fee"],
        free=free,
        product=texts["product"],
        legal_basis=lists["legal_basis"],
        kbli=lists["kbli"],
        notes=texts["notes"],
        source=texts["source"],
    )


def _general(path: Path) -> dict[str, str]:
    values = _mapping(path)
    for key in values:
        if key not in COMPONENTS:
            raise ConfigError(f"{path.name}: unknown key {key!r}, it is no component")
    return {key: _text(path, key, value) for key, value in values.items()}


def _text(path: Path, key: str, value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ConfigError(f"{path.name}: {key} must be text; put it in quotes")
    return value.strip()


def _list(path: Path, key: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ConfigError(f"{path.name}: {key} must be a list, one line with a dash for each")
    items = tuple(_text(path, key, item) for item in value)
    if not all(items):
        raise ConfigError(f"{path.name}: {key} has an empty line")
    return items


class _StrictLoader(yaml.SafeLoader):
    """PyYAML keeps the last of two equal keys and says nothing; an editor's slip must be said."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = str(key_node.value)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key!r} stands twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def _mapping(path: Path) -> dict[str, object]:
    try:
        values = _StrictLoader(path.read_text(encoding="utf-8")).get_single_data()
    except (yaml.YAMLError, ValueError) as error:  # ValueError: no UTF-8, or no such date.
        raise ConfigError(f"{path.name}: not readable as YAML: {error}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError(f"{path.name}: must hold keys and values, such as `name: …`")
    return {str(key): value for key, value in values.items()}
