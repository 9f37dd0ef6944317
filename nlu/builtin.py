"""The built-in engine: a trained linear model and the entity finders, in one pass over a message.

It needs no server and no download, and takes well under a millisecond a message, so it also
stands in for any other engine that is slow or away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from domain.understanding import WITH_COMPONENTS, Entities, Guess, NluResult
from nlu.entities.extract import EntityExtractor
from nlu.features import Reading
from nlu.gates import is_unreadable, states_no_matter
from nlu.model import NONE, Model, load_model, version_in
from nlu.options import EngineOptions
from nlu.train import features_hash

NAME = "builtin"
_UNREADABLE = "di_luar_topik"
# Of a reading that rests on nothing: whatever the office's thresholds are, the bot should ask.
_UNSURE = 0.3
# These acts speak of a service only now and then; a weak guess would mislead more than help.
_SOMETIMES = ("tidak_puas", "tambah_info")
_STRONG = 0.6  # Probability from which their components are given all the same.
_MOST_COMPONENTS = 4
_MORE_THAN_A_NAME = 4  # Words beside a name from which a message is judged without it.
_ACTS_SHOWN = 5

Extract = Callable[[str, datetime], Entities]


class BuiltinEngine:
    """Reads messages with a model in memory. Holds no state between messages.

    folder: where newer models will appear; None for a model that is all there will ever be.
    code_hash: of the feature code in this process. A newer model must be of the same code, which
    may by then no longer be the code on the disk.
    """

    name = NAME

    def __init__(
        self, model: Model, extract: Extract, folder: Path | None = None, code_hash: str = ""
    ) -> None:
        self._model = model
        self._extract = extract
        self._folder = folder
        self._code_hash = code_hash

    @property
    def model_version(self) -> str:
        """Of the model that the next message will be read with."""
        return _version(self._model)

    def ready(self) -> bool:
        """Always: the model was read when the engine was made."""
        return True

    def refresh(self) -> bool:
        """Puts the folder's model in use where it is another one; whether that happened.

        May be called while other threads parse: a message that is being read is finished with the
        model it began with. Raises NluUnavailableError for a model that cannot be used; the one in
        memory then stays in use.
        """
        if self._folder is None or version_in(self._folder) == self._model.version:
            return False
        self._model = load_model(self._folder, self._code_hash)
        return True

    def parse_many(self, messages: Sequence[tuple[str, datetime]]) -> list[NluResult]:
        """One reading for each (text, sent_at), in the same order. sent_at must be aware."""
        return [self._parse(text, sent_at) for text, sent_at in messages]

    def _parse(self, text: str, sent_at: datetime) -> NluResult:
        model = self._model  # Taken once: `refresh` may put another one in its place meanwhile.
        reading = Reading.of(text)
        entities = self._extract(text, sent_at)
        act_margins, component_margins = model.margins(reading)
        nameless = without_names(text, entities)
        if nameless != text:
            # "Nama saya Asep" is no complaint about a wrong name on a permit.
            rest = Reading.of(nameless)
            without_name, component_margins = model.margins(rest)
            if len(rest.words) >= _MORE_THAN_A_NAME:
                # Nor does a name make a complaint the mere answer to "atas nama siapa?".
                act_margins = without_name
        acts = _ranked(model.acts.labels, model.acts.shares(act_margins).tolist())
        head = model.components
        chances = head.shares(component_margins).tolist()
        guesses = _ranked(head.labels, chances)
        act, confidence = acts[0].label, acts[0].probability
        if is_unreadable(reading.words, model.vectorizer.words or reading.words):
            act, confidence = _UNREADABLE, 1.0 if not reading.words else _UNSURE
            acts = (Guess(act, confidence),)
        components: tuple[str, ...] = ()
        bare = guesses[0].label == NONE or states_no_matter(reading.words)
        if not bare and (
            act in WITH_COMPONENTS or (act in _SOMETIMES and guesses[0].probability >= _STRONG)
        ):
            also = head.each(component_margins).tolist()
            components = _choose(guesses[0].label, also, head.labels, model.also_threshold)
        return NluResult(
            act=act,
            confidence=confidence,
            components=components,
            acts=acts[:_ACTS_SHOWN],
            component_guesses=tuple(g for g in guesses if g.label != NONE),
            entities=entities,
            engine=self.name,
            model_version=_version(model),
        )


def _version(model: Model) -> str:
    return f"{NAME}-{model.version}"


def _choose(
    primary: str, also: Sequence[float], labels: Sequence[str], threshold: float
) -> tuple[str, ...]:
    """The primary component, then the further ones that are likely enough, likeliest first."""
    further = [
        g.label
        for g in _ranked(labels, also)
        if g.probability >= threshold and g.label not in (primary, NONE)
    ]
    return (primary, *further[: _MOST_COMPONENTS - 1])


_INTRODUCES = (
    r"(?:\b(?:dan |terus |trus )?(?:nama(?:nya)?|nami|wasta|jeneng)\b"
    r"\s*(?:saya|sy|abdi|kulo)?[\s:]*"
    r"|\b(?:atas nama|a\.n\.?|an\.)\s*|\b(?:saya|sy|abdi|kulo)\s+)?"
)


def without_names(text: str, entities: Entities) -> str:
    """The text without the sender's own name and the words that introduce it."""
    for name in entities.names:
        if name.stated and name.text.lower() in text.lower():
            pattern = _INTRODUCES + r"(?<!\w)" + re.escape(name.text) + r"(?!\w)"
            text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return text


def _ranked(labels: Sequence[str], chances: Sequence[float]) -> tuple[Guess, ...]:
    # The label breaks ties, so that the order never depends on the machine.
    return tuple(
        Guess(label, chance)
        for chance, label in sorted(
            zip(chances, labels, strict=True), key=lambda pair: (-pair[0], pair[1])
        )
    )


def load_builtin(options: EngineOptions) -> BuiltinEngine:
    """The engine with the model of the folder. Raises NluUnavailableError without a usable one."""
    code_hash = features_hash()
    model = load_model(options.model_folder, code_hash)
    extract = EntityExtractor(options.catalogue)
    return BuiltinEngine(model, extract, options.model_folder, code_hash)
