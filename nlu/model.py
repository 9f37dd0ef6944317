"""The trained model as plain arrays: how it is kept on disk and how it weighs one message.

Nothing here needs scikit-learn, and nothing is unpickled: a file that was tampered with can give
wrong answers but run no code. All files carry the version in their names and `model.json` names
the ones in use; it is replaced last and in one step, so that a reader never sees half a model.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import NluUnavailableError
from nlu.features import Reading, Vectorizer

Array = NDArray[Any]
FOLDER = Path(__file__).parent / "model"
NONE = ""  # The component head's label for "wants to complain, has not said about what".
FORMAT = 3
_HINT = "run `make setup` (or `python -m nlu train`)"


@dataclass(frozen=True, slots=True)
class Head:
    """One linear classifier and its calibration.

    weights: (columns, labels); bias, also_offsets: (labels,).
    """

    labels: tuple[str, ...]
    weights: Array
    bias: Array
    scale: float
    sharpness: float
    also_scale: float
    also_offsets: Array

    def shares(self, margins: Array) -> Array:
        """Probabilities (…, labels) of the labels against each other, adding up to 1, float64.

        Each label has its part of the sum of logistic(scale * margin) ** sharpness. A softmax
        would give a message with two good labels almost wholly to one of them, and boast (see
        docs/nlu.md).
        """
        chances = _logistic(self.scale * np.asarray(margins, dtype=np.float64)) ** self.sharpness
        return np.asarray(chances / chances.sum(axis=-1, keepdims=True))

    def each(self, margins: Array) -> Array:
        """Probabilities (…, labels) of each label by itself, float64."""
        scaled = self.also_scale * np.asarray(margins, dtype=np.float64)
        return _logistic(scaled + self.also_offsets)


def _logistic(logits: Array) -> Array:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -40.0, 40.0))))


@dataclass(frozen=True, slots=True)
class Joint:
    """Machines of acts divided by component, which help to tell the acts.

    weights: (columns, joint labels), in the order of the acts; starts: where each act's begin;
    share: how much the best of an act's labels counts beside the machine of the act itself.
    """

    weights: Array
    bias: Array
    starts: tuple[int, ...]
    share: float


def act_margins(margins: Array, acts: int, starts: Sequence[int], share: float) -> Array:
    """Margins of the acts from those of acts and joint labels together, (…, acts + labels)."""
    best = np.maximum.reduceat(margins[..., acts:], np.asarray(starts), axis=-1)
    return np.asarray(margins[..., :acts] + share * best)


class Model:
    """Features and heads; also_threshold is the tuned probability for further components."""

    def __init__(
        self,
        vectorizer: Vectorizer,
        acts: Head,
        joint: Joint,
        components: Head,
        also_threshold: float,
        version: str,
    ) -> None:
        self.vectorizer = vectorizer
        self.acts = acts
        self.joint = joint
        self.components = components
        self.also_threshold = also_threshold
        self.version = version
        # One table for all heads: the rows of a message are gathered once. Rounded as on disk, so
        # that a model reads the same before and after it was saved.
        table = np.hstack([acts.weights, joint.weights, components.weights]).astype(np.float16)
        self._weights = np.ascontiguousarray(table, dtype=np.float32)
        self._bias = np.concatenate([acts.bias, joint.bias, components.bias]).astype(np.float32)
        self._acts = len(acts.labels)
        self._components = len(components.labels)

    def margins(self, reading: Reading) -> tuple[Array, Array]:
        """How far the message lies on each label's side: (acts,), (components and NONE,)."""
        columns, values = self.vectorizer.vector(reading)
        every = values @ self._weights[columns] + self._bias
        acts = act_margins(
            every[: -self._components], self._acts, self.joint.starts, self.joint.share
        )
        return acts, every[-self._components :]

    def save(self, folder: Path, hashes: dict[str, str]) -> None:
        """Writes the model; a model that is there stays in use until the new one is complete."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays, words = f"weights-{self.version}.npz", f"words-{self.version}.json"
        parts: dict[str, Array] = {"idf": self.vectorizer.idf}
        for name, head in (("acts", self.acts), ("components", self.components)):
            parts[f"{name}_weights"] = head.weights.astype(np.float16)
            parts[f"{name}_numbers"] = np.stack([head.bias, head.also_offsets])
        parts["joint_weights"] = self.joint.weights.astype(np.float16)
        parts["joint_bias"] = self.joint.bias
        with (folder / arrays).open("wb") as file:
            np.savez(file, allow_pickle=False, **parts)
        _write(folder / words, self.vectorizer.vocabulary())
        pending = folder / f"model-{os.getpid()}.tmp"
        _write(
            pending,
            {
                "format": FORMAT,
                "version": self.version,
                "arrays": arrays,
                "words": words,
                "feature_weights": self.vectorizer.weights,
                "acts": list(self.acts.labels),
                "components": list(self.components.labels),
                "calibration": {
                    name: [head.scale, head.sharpness, head.also_scale]
                    for name, head in (("acts", self.acts), ("components", self.components))
                },
                "joint": [list(self.joint.starts), self.joint.share],
                "also_threshold": self.also_threshold,
                "hashes": hashes,
            },
        )
        os.replace(pending, folder / "model.json")
        for path in folder.glob("*-*"):
            if path.name not in (arrays, words):
                path.unlink(missing_ok=True)


def load_model(folder: Path, code_hash: str | None = None) -> Model:
    """Reads a model that `save` wrote.

    code_hash: of the code that makes features now; a model that was trained with other features
    would misread everything without a sign, and is refused. Raises NluUnavailableError.
    """
    try:
        about = describe(folder)
        if about["format"] != FORMAT:
            raise NluUnavailableError(f"the model in {folder} has an old format: {_HINT}")
        if code_hash is not None and about["hashes"]["features"] != code_hash:
            raise NluUnavailableError(f"the model in {folder} is not of this code: {_HINT}")
        vocabulary = json.loads((folder / about["words"]).read_text(encoding="utf-8"))
        with np.load(folder / about["arrays"], allow_pickle=False) as arrays:
            parts = {name: arrays[name] for name in arrays.files}
        acts, components = (
            Head(
                tuple(about[name]),
                parts[f"{name}_weights"],
                parts[f"{name}_numbers"][0],
                float(about["calibration"][name][0]),
                float(about["calibration"][name][1]),
                float(about["calibration"][name][2]),
                parts[f"{name}_numbers"][1],
            )
            for name in ("acts", "components")
        )
        vectorizer = Vectorizer(vocabulary, parts["idf"], about["feature_weights"])
        for head in (acts, components):
            # Files that do not belong together must be refused here, and not by the first message.
            if head.weights.shape != (vectorizer.columns, len(head.labels)):
                raise ValueError("weights, labels and words do not belong together")
        starts, share = about["joint"]
        joint = Joint(
            parts["joint_weights"], parts["joint_bias"], tuple(map(int, starts)), float(share)
        )
        threshold, version = float(about["also_threshold"]), str(about["version"])
        return Model(vectorizer, acts, joint, components, threshold, version)
    except NluUnavailableError:
        raise
    except (
        OSError, ValueError, KeyError, TypeError, IndexError, EOFError, zipfile.BadZipFile,
    ) as error:  # fmt: skip
        raise NluUnavailableError(
            f"no usable model in {folder} ({type(error).__name__}): {_HINT}"
        ) from error


def version_in(folder: Path) -> str:
    """The version of the model in use in a folder. Raises NluUnavailableError without one."""
    try:
        return str(describe(folder)["version"])
    except (OSError, ValueError, KeyError) as error:
        raise NluUnavailableError(
            f"no usable model in {folder} ({type(error).__name__}): {_HINT}"
        ) from error


def describe(folder: Path) -> dict[str, Any]:
    """What `model.json` says of the model in use. Raises OSError or ValueError without one."""
    content = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError("model.json must be an object")
    return content


def _write(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=None, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")
