"""Reads the two word tables: how people type (abbreviations.yml), what words share (lexicon.yml).

They are data, so that an officer who meets a new abbreviation adds a word to a list and no code.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from domain.errors import ConfigError

FOLDER = Path(__file__).parent
ABBREVIATIONS = FOLDER / "abbreviations.yml"
LEXICON = FOLDER / "lexicon.yml"


def _read(path: Path) -> dict[str, object]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise ConfigError(f"{path.name} must be a mapping")
    return content


def load_abbreviations(path: Path = ABBREVIATIONS) -> dict[str, str]:
    """Maps each variant (one word, small letters) to what is meant (one word or more).

    Raises ConfigError where one variant has two meanings, because the order of the file would
    then decide silently.
    """
    table: dict[str, str] = {}
    for group, lines in _read(path).items():
        if not isinstance(lines, dict):
            raise ConfigError(f"{path.name}: {group} must be a mapping")
        for meant, variants in lines.items():
            for variant in str(variants).split():
                if table.setdefault(variant, str(meant)) != str(meant):
                    raise ConfigError(
                        f"{path.name}: {variant!r} means both {table[variant]!r} and {meant!r}"
                    )
    return table


def load_lexicon(path: Path = LEXICON) -> dict[str, tuple[str, ...]]:
    """Maps each word to the concepts that it belongs to, in the order of the file."""
    table: dict[str, list[str]] = {}
    for concept, words in _read(path).items():
        for word in dict.fromkeys(str(words).split()):
            table.setdefault(word, []).append(str(concept))
    return {word: tuple(concepts) for word, concepts in table.items()}
