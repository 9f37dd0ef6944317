"""Reads config.yml in such a way that every problem can be told with its line.

PyYAML's loader forgets lines and guesses types (`16:00` is 960 to it, `no` is false). This reader
walks the parsed nodes instead: every value stays the text that was written, `${NAME}` is replaced
from the environment, and the line of each key is kept. Types are the business of bot/settings.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from domain.errors import ConfigError

Key = tuple[str | int, ...]

_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a value was written.

    line counts from 1. names are the `${NAME}`s in the value, unset those of them that have
    neither a value nor a default. literal is True where text stands beside the names.
    """

    line: int
    names: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()
    literal: bool = True


@dataclass(slots=True)
class ConfigFile:
    """What a configuration file says, as nested dicts and lists of texts."""

    path: Path
    data: dict[str, object] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def where(self, key: Key) -> str:
        """`config.yml line 41`, of the key or of the block that it is missing from."""
        for length in range(len(key), 0, -1):
            place = self.places.get(key[:length])
            if place:
                return f"{self.path} line {place.line}"
        return str(self.path)


def say_key(key: Key) -> str:
    """`office.hours[0].open`."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read(path: Path, environ: Mapping[str, str]) -> ConfigFile:
    """The file's contents with names replaced from `environ`.

    Raises ConfigError where there is no file or no YAML; smaller problems are collected in the
    result, so that all of them can be told at once.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({error})") from None
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f" line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise ConfigError(f"{path}{line}: this is not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        raise ConfigError(f"{path}: this is not valid YAML: {reason}") from None
    file = ConfigFile(path)
    if not isinstance(root, yaml.MappingNode):
        raise ConfigError(f"{path}: the file must be a list of keys with values")
    file.data = _mapping(root, (), file, environ)
    return file


def _mapping(
    node: yaml.MappingNode, key: Key, file: ConfigFile, environ: Mapping[str, str]
) -> dict[str, object]:
    values: dict[str, object] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            file.problems.append(f"{file.path} line {line}: a key must be one word")
            continue
        name = str(key_node.value)
        inner = (*key, name)
        if name in first:
            file.problems.append(
                f"{file.path} line {line}: {say_key(inner)} is written twice"
                f" (first on line {first[name]})"
            )
            continue
        first[name] = line
        file.places[inner] = Place(line)
        values[name] = _value(value_node, inner, file, environ)
    return values


def _value(node: yaml.Node, key: Key, file: ConfigFile, environ: Mapping[str, str]) -> object:
    line = node.start_mark.line + 1
    # An alias leads to the node of its anchor, which may contain the alias: such a file has no end.
    if len(key) > 20:
        raise ConfigError(f"{file.path} line {line}: the file is nested too deeply")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, key, file, environ)
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(item, (*key, number), file, environ) for number, item in enumerate(node.value)
        ]
    if node.tag == "tag:yaml.org,2002:null":
        return None
    raw = str(node.value)
    names = tuple(match[1] for match in _REFERENCE.finditer(raw))
    unset = tuple(m[1] for m in _REFERENCE.finditer(raw) if not (environ.get(m[1]) or m[2]))
    rest = _REFERENCE.sub("", raw)
    defaults = "".join(match[2] or "" for match in _REFERENCE.finditer(raw))
    file.places[key] = Place(line, names, unset, literal=bool(rest or defaults))
    if "${" in rest:
        file.problems.append(
            f"{file.path} line {line}: {say_key(key)}: write ${{NAME}} or ${{NAME:-default}}"
        )
    text = _REFERENCE.sub(lambda match: environ.get(match[1]) or match[2] or "", raw)
    # A name that is not set leaves nothing, just as a key with nothing after it.
    return None if names and not text else text
