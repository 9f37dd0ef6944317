"""Trains the built-in engine from the corpus into the model folder, when something has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from nlu.corpus import DATA, files_hash, load_corpus
from nlu.model import FOLDER, FORMAT, describe
from nlu.recipe import Recipe

_HERE = Path(__file__).parent
# What decides which features a message has: serving must have the same as training had.
_FEATURE_FILES = ("abbreviations.py", "abbreviations.yml", "features.py", "lexicon.yml",
                  "normalize.py")  # fmt: skip
_TRAINING_FILES = ("corpus.py", "learn.py", "model.py", "noise.py", "recipe.py")


def features_hash() -> str:
    """Of the code and tables that turn a message into features."""
    return files_hash(_HERE / name for name in _FEATURE_FILES)


def training_hashes(folder: Path = DATA) -> dict[str, str]:
    """Of everything that a training depends on: data, features, training code."""
    return {
        "data": files_hash(folder.glob("*.yml")),
        "features": features_hash(),
        "training": files_hash(_HERE / name for name in _TRAINING_FILES),
    }


def is_current(folder: Path, hashes: dict[str, str]) -> bool:
    """Whether the model of the folder is the one that a training would make now."""
    try:
        about = describe(folder)
        return bool(
            about["format"] == FORMAT
            and about["hashes"] == hashes
            and (folder / about["arrays"]).is_file()
            and (folder / about["words"]).is_file()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def train(
    tell: Callable[[str], None],
    data: Path = DATA,
    folder: Path = FOLDER,
    recipe: Recipe | None = None,
    *,
    force: bool = False,
) -> str:
    """Trains where needed and returns the version of the model that is then in the folder.

    tell: takes one line of progress at a time. Raises CorpusError for data that are not valid.
    """
    recipe = recipe or Recipe()
    hashes = {**training_hashes(data), "recipe": str(recipe)}
    if not force and is_current(folder, hashes):
        version = str(describe(folder)["version"])
        tell(f"The engine is up to date ({version}).")
        return version
    from nlu.learn import learn

    started = time.perf_counter()
    examples = load_corpus(data)
    tell(f"Training the engine on {len(examples)} messages …")
    version = f"{hashes['data'][:8]}{hashes['features'][:2]}{hashes['training'][:2]}"
    model = learn(examples, recipe, version)
    model.save(folder, hashes)
    tell(
        f"Trained {version}: {model.vectorizer.columns} features, "
        f"{time.perf_counter() - started:.1f} s."
    )
    return version
