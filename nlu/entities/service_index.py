"""The aliases of a catalogue, made ready for the search: a tree of words, and words mistyped.

Built once when the program starts. Everything that is slow happens here or is remembered, because
each word of each message passes through `fold`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from domain.catalogue import Catalogue
from nlu.catalogue import alias_words, fold_word
from nlu.entities.given_names import GIVEN_NAMES
from nlu.entities.ordinary_words import ORDINARY, is_ordinary
from nlu.entities.phone_spelling import shortened
from nlu.entities.service_context import Token
from nlu.entities.service_words import SAME_WORDS, SHORTENED

CUT = 85.0  # Below this similarity a misspelt word is another word (measured by the project).
SHORTEST_TYPO = 5
PREFIXES = ("izin", "sip")  # Words behind which fillers may stand.
_SHORTEST_FIRST_SLIP = 6  # Letters of a word whose first one may be wrong as well.
_SHORTEST_FORM = 4  # Letters that a word written without its vowels must keep.
_REMEMBERED = 8192  # Words; most messages are made of the same few thousand.
_SUFFIX = re.compile(r"(?:nya|ny|ku|mu|na|e|an)\Z")
_RUN = re.compile(r"(.)\1+")


class Found(NamedTuple):
    """An alias that was followed: its permit, how many words, where it ends, how sure."""

    id: str
    words: int
    end: int
    sure: float


class Node:
    """One word of the aliases, with the words that may follow it; id where an alias ends here."""

    __slots__ = ("id", "next")

    def __init__(self) -> None:
        self.next: dict[str, Node] = {}
        self.id = ""


class Index:
    """The aliases of one catalogue.

    whole: each alias in one string. without_prefix: what may be said for it ("klinik" for "izin
    klinik"), where only one permit can be meant.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.names = {service.id: service.name for service in catalogue.services.values()}
        self.whole: dict[str, str] = {}
        self.root = Node()
        words: set[str] = set()
        loose: dict[str, set[str]] = {}
        for service in catalogue.services.values():
            for alias in (service.name, *service.aliases):
                key = alias_words(alias)
                self.whole.setdefault(" ".join(key), service.id)
                words.update(self._add(key, service.id))
                if len(key) == 2 and len(key[0] + key[1]) > 8:
                    # "sertifikatstandar": the space is lost on a telephone.
                    words.update(self._add((key[0] + key[1],), service.id))
                if key[0] in PREFIXES and len(key) > 1:
                    loose.setdefault(" ".join(key[1:]), set()).add(service.id)
        self.vocabulary = frozenset(words)
        self.without_prefix = {
            text: ids.copy().pop()
            for text, ids in loose.items()
            if len(ids) == 1 and text not in self.whole
        }
        self._likely: dict[str, list[str]] = {}
        self._slipped: dict[str, list[str]] = {}
        for word in sorted(words):
            if len(word) >= SHORTEST_TYPO:
                self._likely.setdefault(word[0], []).append(word)
            if len(word) >= _SHORTEST_FIRST_SLIP:
                # "aertifikat" has the next letters right, "erklame" the first two swapped.
                self._slipped.setdefault(word[1:3], []).append(word)
                self._slipped.setdefault(word[0] + word[2], []).append(word)
        self._short = {
            form: word
            for word in sorted(SHORTENED & self.vocabulary)
            for form in shortened([word])
            if len(form) >= _SHORTEST_FORM and form not in self.vocabulary and not _known(form)
        }
        self.fold = lru_cache(_REMEMBERED)(self._fold)

    def _add(self, key: tuple[str, ...], service: str) -> tuple[str, ...]:
        node = self.root
        for word in key:
            node = node.next.setdefault(word, Node())
        node.id = node.id or service
        return key

    def follow(self, tokens: list[Token], place: int, node: Node) -> Found:
        """The longest alias that goes on here."""
        best = Found("", 0, place, 1.0)
        sure = 1.0
        words = 0
        while place < len(tokens) and not tokens[place].breaks:
            following = node.next.get(tokens[place].word)
            if following is None:
                break
            node = following
            sure = min(sure, tokens[place].sure)
            place += 1
            words += 1
            if node.id:
                best = Found(node.id, words, place, sure)
        return best

    def _fold(self, raw: str) -> tuple[str, float]:
        """The word of the catalogue that is meant, or the word itself, and how sure that is."""
        word = fold_word(raw)
        known = self.vocabulary
        if word not in known:
            word = SAME_WORDS.get(word, word)
        if word in known or len(word) < 3:
            return word, 1.0
        if word in ORDINARY and not word.endswith("nya"):
            return word, 1.0  # Most words of a message; nothing below would change them.
        tight = fold_word(_RUN.sub(r"\1", word))
        if tight in known:
            return tight, 0.95
        stem = fold_word(_SUFFIX.sub("", word))
        stem = SAME_WORDS.get(stem, stem)
        if len(stem) > 2 and stem in known and not is_ordinary(word):
            return stem, 1.0
        if word.endswith("nya") and stem in known:
            return stem, 1.0
        short = self._short.get(word) or self._short.get(stem)
        if short is not None:
            return short, 0.95
        if len(word) < SHORTEST_TYPO or word[0].isdigit() or _known(word):
            return word, 1.0
        return self._mistyped(word)

    def _mistyped(self, word: str) -> tuple[str, float]:
        # A slip of the thumb seldom hits the first letter; looking there is 20 times faster.
        likely = self._likely.get(word[0])
        best = likely and process.extractOne(word, likely, scorer=fuzz.ratio, score_cutoff=CUT)
        if best:
            return best[0], best[1] / 100
        if len(word) < _SHORTEST_FIRST_SLIP:
            return word, 1.0
        slipped = self._slipped.get(word[1:3])
        best = slipped and process.extractOne(word, slipped, scorer=fuzz.ratio, score_cutoff=CUT)
        return (best[0], best[1] / 100) if best else (word, 1.0)


def _known(word: str) -> bool:
    return word in GIVEN_NAMES or is_ordinary(word)
