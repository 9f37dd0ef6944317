"""Trains the built-in engine from the corpus into the model folder, when something has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from nlu.corpus import DATA, files_hash, load_corpus
from nlu.corrections import CORRECTIONS, examples_of
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


def training_hashes(
    folder: Path = DATA, recipe: Recipe | None = None, corrections: str = ""
) -> dict[str, str]:
    """Of everything that a training depends on: data, features, training code, recipe.

    corrections: the hash of the officers' corrections, "" for a training without any.
    """
    hashes = {
        "data": files_hash(folder.glob("*.yml")),
        "features": features_hash(),
        "training": files_hash(_HERE / name for name in _TRAINING_FILES),
        "recipe": str(recipe or Recipe()),
    }
    return hashes | ({"corrections": corrections} if corrections else {})


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


def corrections_learned(folder: Path) -> str:
    """The hash of the corrections that the folder's model has learned, "" for none."""
    try:
        return str(describe(folder)["hashes"].get("corrections", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""


def train(
    tell: Callable[[str], None],
    data: Path = DATA,
    folder: Path = FOLDER,
    recipe: Recipe | None = None,
    *,
    force: bool = False,
    corrections: Path | None = CORRECTIONS,
) -> str:
    """Trains where needed and returns the version of the model that is then in the folder.

    tell: takes one line of progress at a time. corrections: the officers' corrections, which are
    learned again where the model in use has learned them; None leaves them out. New ones come in
    by `nlu.retrain`, which measures first. Raises CorpusError for data that are not valid.
    """
    learned = corrections_learned(folder) if corrections else ""
    again = corrections if corrections and learned and corrections.is_file() else None
    if again:
        tell(f"Officers' corrections in {again} are learned as before.")
        learned = files_hash([again])
    elif corrections and not learned and corrections.is_file():
        tell(f"{corrections} is not learned from: `python -m nlu train --with-corrections` does.")
    hashes = training_hashes(data, recipe, learned)
    if not force and is_current(folder, hashes):
        version = str(describe(folder)["version"])
        tell(f"The engine is up to date ({version}).")
        return version
    if learned and not again:
        tell(f"{corrections} is gone: the new model will know nothing of officers' corrections.")
    return train_into(folder, tell, data, recipe, again)


def train_into(
    folder: Path,
    tell: Callable[[str], None],
    data: Path = DATA,
    recipe: Recipe | None = None,
    corrections: Path | None = None,
) -> str:
    """Trains a model into the folder and returns its version. Raises CorpusError."""
    from nlu.learn import learn

    started = time.perf_counter()
    examples = load_corpus(data)
    corrected = examples_of(corrections) if corrections else []
    besides = f" and {len(corrected)} corrections" if corrected else ""
    tell(f"Training the engine on {len(examples)} messages{besides} …")
    hashes = training_hashes(data, recipe, files_hash([corrections]) if corrections else "")
    version = f"{hashes['data'][:8]}{hashes['features'][:2]}{hashes['training'][:2]}"
    version += hashes.get("corrections", "")[:4]
    model = learn([*examples, *corrected], recipe or Recipe(), version)
    model.save(folder, hashes)
    tell(
        f"Trained {version}: {model.vectorizer.columns} features, "
        f"{time.perf_counter() - started:.1f} s."
    )
    return version
