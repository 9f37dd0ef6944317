"""Turns what is wrong with the settings into sentences that name the key and the line.

A value is shown only where it was written in the file and is no secret: what came out of the
environment may be a password, whatever key it stands at.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError

from bot.config_file import ConfigFile, Key, say_key

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# Pydantic's own words are for programmers.
_WORDS = {
    "model_type": "should be a block of keys",
    "dict_type": "should be a block of keys",
    "tuple_type": "should be a list",
    "string_type": "should be a text",
    "int_parsing": "should be a whole number",
    "float_parsing": "should be a number",
    "bool_parsing": "should be true or false",
}


def tell(
    error: ValidationError, file: ConfigFile, model: type[BaseModel], sources: dict[str, str]
) -> list[str]:
    """One sentence for each problem, in the order of the file.

    sources names, for a top-level key that did not come from the file, where it came from.
    """
    hidden = secret_keys(model)
    told = []
    for detail in error.errors(include_url=False, include_context=False):
        key: Key = tuple(detail["loc"])
        source = sources.get(str(key[0])) if key else None
        line = 0 if source else _line(file, key)
        told.append((line, _sentence(detail, key, file, model, source, key in hidden)))
    return [sentence for _, sentence in sorted(told, key=lambda item: item[0])]


def secret_keys(model: type[BaseModel]) -> set[Key]:
    """The keys whose value is never shown: all secrets, and the database URL."""
    return {key for key, secret in _leaves(model, ()) if secret} | {("database",)}


def find_literal_secrets(file: ConfigFile, model: type[BaseModel]) -> list[str]:
    """A sentence for each secret whose value stands in the file itself."""
    sentences = []
    for key, secret in _leaves(model, ()):
        place = file.places.get(key)
        if secret and place and place.literal and _at(file.data, key) is not None:
            name = "_".join(str(part) for part in key[-2:]).upper()
            sentences.append(
                f"{file.where(key)}: {say_key(key)} is a secret and must not be written here;"
                f" write ${{{name}}} and put its value into .env"
            )
    return sentences


def _sentence(
    detail: ErrorDetails,
    key: Key,
    file: ConfigFile,
    model: type[BaseModel],
    source: str | None,
    hidden: bool,
) -> str:
    of_key = bool(key) and key[-1] == "[key]"
    if of_key:
        key = key[:-1]
    name, where = say_key(key), source or file.where(key)
    if detail["type"] == "extra_forbidden":
        near = get_close_matches(str(key[-1]), _known_keys(model, key[:-1]), n=1, cutoff=0.6)
        hint = f" (did you mean {near[0]}?)" if near else ""
        return f"{where}: {name} is not a known key{hint}"
    if detail["type"] == "missing":
        return f"{where}: {name} is missing"
    words = _WORDS.get(detail["type"]) or detail["msg"].removeprefix("Value error, ")
    words = words.removeprefix("Input ").removeprefix("String ").removeprefix("Tuple ")
    value = key[-1] if of_key else detail["input"]
    if not isinstance(value, str):
        return f"{where}: {name} {words}"
    place = file.places.get(key)
    if source:
        shown = "the value"
    elif place and place.names:
        shown = f"the value of {' and '.join(place.names)}"
    else:
        shown = "the value" if hidden else f'"{value}"'
    return f"{where}: {name}: {shown} {words}"


def _line(file: ConfigFile, key: Key) -> int:
    for length in range(len(key), 0, -1):
        if key[:length] in file.places:
            return file.places[key[:length]].line
    return 0


def _at(data: Any, key: Key) -> object:
    for part in key:
        if not isinstance(data, dict):
            return None
        data = data.get(part)
    return data


def _leaves(model: type[BaseModel], key: Key) -> list[tuple[Key, bool]]:
    """Every key that is not itself a block, and whether it is a secret."""
    found: list[tuple[Key, bool]] = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found += _leaves(kind, (*key, name))
        else:
            found.append(((*key, name), kind is SecretStr))
    return found


def _known_keys(model: type[BaseModel], key: Key) -> list[str]:
    """The keys that a block may have; the items of a list are blocks as well."""
    block: type[BaseModel] | None = model
    for part in key:
        if isinstance(part, int):
            continue
        if block is None or part not in block.model_fields:
            return []
        block = _block(block.model_fields[str(part)].annotation)
    return list(block.model_fields) if block else []


def _block(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation is, or is a list of."""
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, BaseModel):
            return candidate
    return None
