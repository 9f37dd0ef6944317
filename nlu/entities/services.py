"""Finds the permits that a message names, so that the bot need not ask "which one?".

Three steps, the surest first: an alias of the catalogue word for word, an alias with spelling
mistakes, and "izin X" where the catalogue has no X, kept in the citizen's own words. A wrong permit
on a ticket is worse than a question, so short words must be exact and ordinary words stay words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz import fuzz, process

from domain.catalogue import Catalogue
from domain.understanding import ServiceMention
from nlu.catalogue import alias_words, fold_word
from nlu.entities.given_names import GIVEN_NAMES
from nlu.entities.ordinary_words import ORDINARY, is_ordinary
from nlu.entities.service_context import Token, own_words, sip_is_a_permit, whole_message
from nlu.entities.service_words import BUSINESSES, FILLERS, NO_ANSWER, OPENING, POLITE

_LIMIT = 4000
_CUT = 85.0  # Below this similarity a misspelt word is another word (measured by the project).
_SHORTEST_TYPO = 5
_MOST_FILLERS = 3
_WORD = re.compile(r"[A-Za-z0-9]+")
_BREAK = re.compile(r"[,;!?\n()]|\.\s|:\s")
_SUFFIX = re.compile(r"(?:nya|ny|ku|mu|na|e|an)\Z")
_RUN = re.compile(r"(.)\1+")
_NIB_NUMBER = re.compile(r"\W{0,3}(?:saya|sy|nya|kami|no|nomor)?\W{0,3}\d{9,}")
_PREFIXES = ("izin", "sip")  # Words behind which fillers may stand.


class _Hit(NamedTuple):
    id: str
    first: int
    end: int
    score: float


class _Node:
    """One word of the aliases, with the words that may follow it; id where an alias ends here."""

    __slots__ = ("id", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.id = ""


class ServiceFinder:
    """Finds permits of one catalogue in texts. Holds no state but the catalogue's index."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = {service.id: service.name for service in catalogue.services.values()}
        self._whole: dict[str, str] = {}
        self._root = _Node()
        words: set[str] = set()
        loose: dict[str, set[str]] = {}
        for service in catalogue.services.values():
            for alias in (service.name, *service.aliases):
                key = alias_words(alias)
                self._whole.setdefault(" ".join(key), service.id)
                words.update(self._add(key, service.id))
                if len(key) == 2 and len(key[0] + key[1]) > 8:
                    # "sertifikatstandar": the space is lost on a telephone.
                    words.update(self._add((key[0] + key[1],), service.id))
                if key[0] in _PREFIXES and len(key) > 1:
                    loose.setdefault(" ".join(key[1:]), set()).add(service.id)
        self._vocabulary = frozenset(words)
        # A slip of the thumb seldom hits the first letter; looking no further is 20 times faster.
        self._typo_words: dict[str, list[str]] = {}
        for word in sorted(words):
            if len(word) >= _SHORTEST_TYPO:
                self._typo_words.setdefault(word[0], []).append(word)
        # "klinik" alone answers "which permit?", where only one permit can be meant.
        self._without_prefix = {
            text: ids.copy().pop()
            for text, ids in loose.items()
            if len(ids) == 1 and text not in self._whole
        }

    def _add(self, key: tuple[str, ...], service: str) -> tuple[str, ...]:
        node = self._root
        for word in key:
            node = node.next.setdefault(word, _Node())
        node.id = node.id or service
        return key

    def find(self, text: str) -> tuple[ServiceMention, ...]:
        """Every permit named, in the order of the text, each once."""
        text = text[:_LIMIT]
        return self._find(text, self._tokens(text))

    def _find(self, text: str, tokens: list[Token]) -> tuple[ServiceMention, ...]:
        found: list[ServiceMention] = []
        seen: set[str] = set()
        at = 0
        while at < len(tokens):
            hit = self._hit(text, tokens, at)
            if hit is not None:
                if hit.id not in seen:
                    seen.add(hit.id)
                    found.append(self._mention(text, tokens, hit))
                at = hit.end
                continue
            own = own_words(text, tokens, at) if tokens[at].word == "izin" else None
            if own is not None:
                mention, at = own
                if mention.name not in seen:
                    seen.add(mention.name)
                    found.append(mention)
                continue
            at += 1
        return tuple(found)

    def find_bare(self, text: str) -> ServiceMention | None:
        """The permit that the whole message names, where "which permit?" was just asked."""
        text = text[:_LIMIT]
        tokens = self._tokens(text)
        rest = [token for token in tokens if token.word not in POLITE]
        if not rest:
            return None
        plain = " ".join(token.word for token in rest)
        if plain in self._whole:
            return self._answer(self._whole[plain], text, rest, 1.0)
        found = self._find(text, tokens)
        if found:
            return max(found, key=lambda mention: (mention.id is not None, mention.score))
        if "?" in text or all(token.word in NO_ANSWER or token.word.isdigit() for token in rest):
            return None
        core = " ".join(
            token.word for token in rest if token.word != "izin" and token.word not in FILLERS
        )
        for wanted in (plain, core):
            if wanted in self._without_prefix:
                return self._answer(self._without_prefix[wanted], text, rest, 0.9)
        near = self._resembling(plain, text, rest)
        if near is not None:
            return near
        if 1 < len(rest) < 6 and rest[0].word in self._without_prefix:
            # "bangunan ruko dua lantai": the first word says which, the rest describes it.
            return self._answer(self._without_prefix[rest[0].word], text, rest, 0.6)
        return whole_message(text, rest)

    def _resembling(self, plain: str, text: str, rest: list[Token]) -> ServiceMention | None:
        if len(plain) < _SHORTEST_TYPO or len(rest) > 6:
            return None
        for choices in (self._whole, self._without_prefix):
            best = process.extractOne(plain, choices.keys(), scorer=fuzz.ratio, score_cutoff=_CUT)
            if best is not None:
                return self._answer(choices[best[0]], text, rest, best[1] / 100)
        return None

    def _answer(self, service: str, text: str, rest: list[Token], score: float) -> ServiceMention:
        return ServiceMention(
            id=service,
            name=self._names[service],
            text=text[rest[0].start : rest[-1].end],
            score=round(score, 3),
        )

    def _mention(self, text: str, tokens: list[Token], hit: _Hit) -> ServiceMention:
        return ServiceMention(
            id=hit.id,
            name=self._names[hit.id],
            text=text[tokens[hit.first].start : tokens[hit.end - 1].end],
            score=round(hit.score, 3),
        )

    def _tokens(self, text: str) -> list[Token]:
        tokens: list[Token] = []
        end = 0
        for match in _WORD.finditer(text):
            word, sure = self._folded(match.group())
            start = match.start()
            breaks = start > end + 1 and _BREAK.search(text, end, start) is not None
            if start == end + 1 and text[end] in ",;!?\n()":
                breaks = True
            end = match.end()
            tokens.append(Token(word, sure, start, end, breaks))
        return tokens

    def _folded(self, raw: str) -> tuple[str, float]:
        """The word of the catalogue that is meant, or the word itself."""
        word = fold_word(raw)
        known = self._vocabulary
        if word in known or len(word) < 3:
            return word, 1.0
        if word in ORDINARY and not word.endswith("nya"):
            return word, 1.0  # Most words of a message; nothing below would change them.
        tight = fold_word(_RUN.sub(r"\1", word))
        if tight in known:
            return tight, 0.95
        stem = fold_word(_SUFFIX.sub("", word))
        if len(stem) > 2 and stem in known and not is_ordinary(word):
            return stem, 1.0
        if word.endswith("nya") and stem in known:
            return stem, 1.0
        if len(word) < _SHORTEST_TYPO or word[0].isdigit() or is_ordinary(word):
            return word, 1.0
        if word in GIVEN_NAMES:
            return word, 1.0
        likely = self._typo_words.get(word[0])
        if likely is None:
            return word, 1.0
        best = process.extractOne(word, likely, scorer=fuzz.ratio, score_cutoff=_CUT)
        return (best[0], best[1] / 100) if best is not None else (word, 1.0)

    def _business(self, tokens: list[Token], at: int) -> _Hit | None:
        """A business behind "buka", "mendirikan", "syarat" …, which stands for its permit."""
        if tokens[at].word not in OPENING:
            return None
        place = at + 1
        while place < len(tokens) and tokens[place].word in FILLERS:
            place += 1
        if place >= len(tokens) or any(later.breaks for later in tokens[at + 1 : place + 1]):
            return None
        for end in range(place + 3, place, -1):
            service = self._without_prefix.get(" ".join(t.word for t in tokens[place:end]))
            if service and (end > place + 1 or tokens[place].word in BUSINESSES):
                return _Hit(service, place, min(end, len(tokens)), 0.7)
        return None

    def _hit(self, text: str, tokens: list[Token], at: int) -> _Hit | None:
        """The longest alias that starts at a word, fillers behind "izin" and "SIP" skipped."""
        node = self._root.next.get(tokens[at].word)
        if node is None:
            return self._business(tokens, at)
        best: _Hit | None = None
        if node.id and _fits(text, tokens, at):
            best = _Hit(node.id, at, at + 1, tokens[at].sure)
        most = 0
        place = at + 1
        skipped = 0
        while place < len(tokens):
            found, words, end, sure = _follow(tokens, place, node)
            if words > most:
                most = words
                sure = min(sure, tokens[at].sure, 0.95 if skipped else 1.0)
                best = _Hit(found, at, end, sure)
            if (
                tokens[at].word not in _PREFIXES
                or skipped == _MOST_FILLERS
                or tokens[place].breaks
                or tokens[place].word not in FILLERS
            ):
                break
            place += 1
            skipped += 1
        return best


def _follow(tokens: list[Token], place: int, node: _Node) -> tuple[str, int, int, float]:
    """The longest alias that goes on here: its permit, words, end, and how sure they are."""
    best = ("", 0, place, 1.0)
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
            best = (node.id, words, place, sure)
    return best


def _fits(text: str, tokens: list[Token], at: int) -> bool:
    """Whether the words around it let an alias of one word be a permit."""
    word = tokens[at].word
    if word == "sip":
        return sip_is_a_permit(text, tokens, at)
    if word == "reklame":
        return at == 0 or tokens[at - 1].word != "pajak"
    if word == "nib":
        # "NIB 9120…" is a number that identifies the business, not the permit complained of.
        return _NIB_NUMBER.match(text, tokens[at].end) is None
    return True
