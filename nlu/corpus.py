"""Reads the training corpus and the held-out set, and refuses what is not as the guide says.

The corpus is in Rasa's YAML, so that both engines learn from the very same files. A message's
label is its act, then the components it touches, joined with "+", the primary one first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from domain.errors import ConfigError
from domain.understanding import ACTS, COMPONENTS, WITH_COMPONENTS

DATA = Path(__file__).parent / "data"
EVALUATION = Path(__file__).parent / "eval"

# libyaml's loader is ten times as fast, but not every build of PyYAML has it.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

ENTITY_KINDS = ("layanan", "waktu", "nama", "uang", "nib", "tiket", "tempat")

_ANNOTATION = re.compile(
    rf"\[([^\[\]]+)\](?:\((?:{'|'.join(ENTITY_KINDS)})(?::[^()]*)?\)|\{{\"entity\"[^{{}}]*\}})"
)


class CorpusError(ConfigError):
    """The training data are not valid."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled message. components: primary first, () where it has none."""

    text: str
    act: str
    components: tuple[str, ...]
    file: str
    line: int

    @property
    def label(self) -> str:
        return "+".join((self.act, *self.components))

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def strip_annotations(text: str) -> str:
    """The message without Rasa's marks: "[tiga minggu lalu](waktu)" → "tiga minggu lalu".

    Ordinary brackets stay, because citizens use them too.
    """
    return _ANNOTATION.sub(r"\1", text) if "[" in text else text


def parse_label(label: str, place: str) -> tuple[str, tuple[str, ...]]:
    """Act and components of a joined label. Raises CorpusError that names the place."""
    act, *components = label.split("+")
    if act not in ACTS:
        raise CorpusError(f"{place}: unknown act {act!r}")
    unknown = [c for c in components if c not in COMPONENTS]
    if unknown:
        raise CorpusError(f"{place}: unknown component {unknown[0]!r}")
    if len(set(components)) < len(components):
        raise CorpusError(f"{place}: {label!r} names a component twice")
    if components and act not in WITH_COMPONENTS:
        raise CorpusError(f"{place}: {act} has no components")
    return act, tuple(components)


def load_corpus(folder: Path = DATA) -> list[Example]:
    """Every example of every .yml file of the folder, in the order of names and lines.

    Raises CorpusError, with file and line, for anything that is not as it must be.
    """
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise CorpusError(f"no training data in {folder}")
    return [example for path in files for example in _read_rasa(path)]


def files_hash(paths: Iterable[Path]) -> str:
    """One hexadecimal digest over the names and contents of files, in the order of names."""
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda p: p.name):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _read_rasa(path: Path) -> list[Example]:
    fields = fields_of(compose(path), path.name)
    blocks = fields.get("nlu")
    if not isinstance(blocks, yaml.SequenceNode):
        raise CorpusError(f"{path.name}: needs a list under 'nlu'")
    examples: list[Example] = []
    for block in blocks.value:
        place = f"{path.name}:{block.start_mark.line + 1}"
        parts = fields_of(block, place)
        if "intent" not in parts:
            continue  # Rasa's synonyms, lookup tables and patterns are not messages.
        act, components = parse_label(scalar(parts["intent"], place), place)
        if "examples" not in parts:
            raise CorpusError(f"{place}: needs examples")
        node = parts["examples"]
        if not isinstance(node, yaml.ScalarNode) or node.style != "|":
            raise CorpusError(f"{place}: examples must be a block after '|'")
        for offset, row in enumerate(node.value.split("\n")):
            if not row.strip():
                continue
            line = node.start_mark.line + 2 + offset
            text = strip_annotations(row.strip().removeprefix("- ").strip())
            if not row.startswith("- ") or not text:
                raise CorpusError(f"{path.name}:{line}: each example starts with '- '")
            examples.append(Example(text, act, components, path.name, line))
    return examples


def compose(path: Path) -> yaml.Node:
    """A YAML file as nodes. Raises CorpusError, naming the file, where there is none."""
    # Composing, and not loading, keeps the line of every value, so that errors can name it.
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), _LOADER)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(f"{path.name} cannot be read: {error}") from error
    if node is None:
        raise CorpusError(f"{path.name} is empty")
    return node


def fields_of(node: yaml.Node, place: str) -> dict[str, yaml.Node]:
    """The values of a mapping by key. Raises CorpusError for anything else."""
    if not isinstance(node, yaml.MappingNode):
        raise CorpusError(f"{place}: must be a mapping")
    return {str(key.value): value for key, value in node.value}


def scalar(node: yaml.Node, place: str) -> str:
    """The text of a value. Raises CorpusError for lists and mappings."""
    if not isinstance(node, yaml.ScalarNode):
        raise CorpusError(f"{place}: must be one text")
    return str(node.value)
