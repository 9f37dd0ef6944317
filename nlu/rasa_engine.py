"""Rasa as an engine: asks a running Rasa server over `POST /model/parse`.

Rasa lives in an environment of its own (nlu/rasa/README.md). Its server may be slow, away or wrong,
and then a citizen must not wait: every question has a time limit, and after a failure the server
is left alone for a while. The caller asks the built-in engine instead (bot/turns.py).

Rasa decides act and components. Entities come from our own finders, as they do for every engine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

import httpx

from domain.errors import NluUnavailableError
from domain.understanding import ACTS, COMPONENTS, WITH_COMPONENTS, Guess, NluResult
from nlu.corpus import CorpusError, parse_label
from nlu.entities.extract import EntityExtractor
from nlu.features import Reading
from nlu.gates import is_unreadable, states_no_matter
from nlu.model import load_model
from nlu.normalize import tidy
from nlu.options import EngineOptions, RasaServer

NAME = "rasa"
_PAUSE = 10.0  # Seconds for which a server that failed is not asked again.
_ACTS_SHOWN = 5
_UNREADABLE = Guess("di_luar_topik", 1.0)
_NO_INTENT = ({"name": None, "confidence": 0.0},)
_SUM = 0.02  # How far Rasa's rounded probabilities may be from adding up to one.


class RasaEngine:
    """Reads messages through a Rasa server. Safe to use from several threads."""

    name = NAME

    def __init__(
        self,
        server: RasaServer,
        extract: EntityExtractor,
        known: Container[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.model_version = f"{NAME}-unknown"
        self._server = server
        self._extract = extract
        self._known = known
        self._clock = clock
        self._resting_until = 0.0
        self._client = httpx.Client(
            base_url=server.url,
            timeout=server.timeout,
            limits=httpx.Limits(max_connections=server.at_once),
            trust_env=False,
        )
        self._pool = ThreadPoolExecutor(server.at_once, thread_name_prefix="rasa")

    def ready(self) -> bool:
        """Whether the server answers now and has a model."""
        try:
            self._find_version()
        except NluUnavailableError:
            return False
        return True

    def refresh(self) -> bool:
        """Never: the model is the server's own affair, and its version is asked for by itself."""
        return False

    def parse_many(self, messages: Sequence[tuple[str, datetime]]) -> list[NluResult]:
        """One reading for each (text, sent_at), in the same order.

        Raises NluUnavailableError where the server is away, slow or answers what is no reading.
        """
        if not messages:
            return []
        if self._clock() < self._resting_until:
            raise NluUnavailableError(f"Rasa at {self._server.url} failed a moment ago")
        try:
            if self.model_version == f"{NAME}-unknown":
                self._find_version()
            return list(self._pool.map(self._parse, messages))
        except NluUnavailableError:
            self._resting_until = self._clock() + _PAUSE
            # It may come back with another model.
            self.model_version = f"{NAME}-unknown"
            raise

    def _parse(self, message: tuple[str, datetime]) -> NluResult:
        text, sent_at = message
        acts: tuple[Guess, ...] = (_UNREADABLE,)
        components: tuple[str, ...] = ()
        guesses: tuple[Guess, ...] = ()
        # A network always answers; what has no word of the corpus is judged without it.
        words = Reading.of(text).words
        if not is_unreadable(words, self._known):
            # Rasa takes what begins with a slash for a command that names an intent.
            plain = tidy(text).lstrip("/ ")
            ranking = _ranking(self._ask("POST", "/model/parse", {"text": plain}))
            if ranking:
                acts, components, guesses = read_ranking(ranking)
            if states_no_matter(words):
                components = ()
        return NluResult(
            act=acts[0].label,
            confidence=acts[0].probability,
            components=components,
            acts=acts[:_ACTS_SHOWN],
            component_guesses=guesses,
            entities=self._extract(text, sent_at),
            engine=self.name,
            model_version=self.model_version,
        )

    def _find_version(self) -> None:
        status = self._ask("GET", "/status", None)
        model = status.get("model_file")
        if not isinstance(model, str) or not model:
            raise NluUnavailableError(f"Rasa at {self._server.url} has no model loaded")
        self.model_version = f"{NAME}-{PurePosixPath(model).name.removesuffix('.tar.gz')}"

    def _ask(self, method: str, path: str, body: Mapping[str, Any] | None) -> Mapping[str, Any]:
        try:
            answer = self._client.request(method, path, json=body)
            answer.raise_for_status()
            value = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            # The name of the error and not its text, which may hold the message.
            raise NluUnavailableError(
                f"Rasa at {self._server.url} did not answer {path}: {type(error).__name__}"
            ) from error
        if not isinstance(value, dict):
            raise NluUnavailableError(f"Rasa at {self._server.url} answered no object")
        return value


def _ranking(answer: Mapping[str, Any]) -> list[tuple[str, float]]:
    """Labels with their probabilities, [] for a text in which Rasa found no word.

    Raises NluUnavailableError for an answer of another shape.
    """
    if answer.get("intent_ranking") == [] and answer.get("intent") in _NO_INTENT:
        return []
    try:
        ranking = [(row["name"], float(row["confidence"])) for row in answer["intent_ranking"]]
    except (KeyError, TypeError, ValueError) as error:
        raise NluUnavailableError("Rasa answered without a ranking of intents") from error
    if not ranking or not all(0.0 <= chance <= 1.0 + _SUM for _, chance in ranking):
        raise NluUnavailableError("Rasa answered with an empty or impossible ranking")
    return ranking


def read_ranking(
    ranking: Sequence[tuple[str, float]],
) -> tuple[tuple[Guess, ...], tuple[str, ...], tuple[Guess, ...]]:
    """Acts, decided components and component guesses from probabilities of joined labels.

    An act's probability is the sum over its labels, a component's the share of the labels in which
    it is the primary one among all that name any. Raises NluUnavailableError for unknown labels.
    """
    acts = dict.fromkeys(ACTS, 0.0)
    primary = dict.fromkeys(COMPONENTS, 0.0)
    best: dict[str, tuple[float, tuple[str, ...]]] = {}
    for label, chance in ranking:
        try:
            act, components = parse_label(label, "Rasa")
        except CorpusError as error:
            raise NluUnavailableError(f"Rasa was trained on other labels: {error}") from error
        acts[act] += chance
        if components:
            primary[components[0]] += chance
        if chance > best.get(act, (-1.0, ()))[0]:
            best[act] = (chance, components)
    act_guesses = _shares(acts)
    component_guesses = _shares(primary)
    act = act_guesses[0].label
    components = best[act][1] if act in WITH_COMPONENTS else ()
    if components:
        # The ranking of primaries sums over many labels; its first one is decided on.
        first = component_guesses[0].label
        components = (first, *(c for c in components if c != first))
    return act_guesses, components, component_guesses


def _shares(chances: Mapping[str, float]) -> tuple[Guess, ...]:
    total = sum(chances.values())
    if total <= 0:
        return ()
    ranked = sorted(chances.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Guess(label, chance / total) for label, chance in ranked)


def load_rasa(options: EngineOptions) -> RasaEngine:
    """The engine, whether or not its server answers yet; `ready()` tells."""
    known = load_model(options.model_folder).vectorizer.words
    return RasaEngine(options.rasa, EntityExtractor(options.catalogue), known)
