"""Finds the permits that a message names, so that the bot need not ask "which one?".

The surest first: an alias of the catalogue word for word, an alias with spelling mistakes, and
"izin X" where the catalogue has no X, kept in the citizen's own words. Only where no permit is
named at all does a shop or a profession stand for its own. A wrong permit on a ticket is worse
than a question, so short words must be exact and ordinary words stay words.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from rapidfuzz import fuzz, process

from domain.catalogue import Catalogue
from domain.understanding import ServiceMention
from nlu.entities.service_business import shop_in, shops_of
from nlu.entities.service_context import (
    Token,
    in_trouble,
    own_words,
    sip_is_a_permit,
    standing,
    whole_message,
)
from nlu.entities.service_index import CUT, PREFIXES, SHORTEST_TYPO, Index
from nlu.entities.service_people import people_in, people_of, practises, profession
from nlu.entities.service_words import BUSINESSES, FILLERS, NO_ANSWER, OPENING, POLITE

_LIMIT = 4000
_MOST_FILLERS = 3
_WORD = re.compile(r"[A-Za-z0-9]+")
_BREAK = re.compile(r"[,;!?\n()]|\.\s|:\s")
_NIB_NUMBER = re.compile(r"\W{0,3}(?:saya|sy|nya|kami|no|nomor)?\W{0,3}\d{9,}")
_SPELLED = re.compile(r"\b[A-Za-z](?:[ .-][A-Za-z]){2,6}\b")  # "p i r t", "N.I.B"
# One letter for one letter, so that places in the text stay what they are.
_ACCENTS = str.maketrans("éèêëÉÈ", "eeeeEE")
# What is only implied weighs less than any permit that is named.
_IMPLIED = 0.5
_NUMBERED = 0.6
_MANY_WORDS = 7
# "NIB 9120… alamatnya salah" speaks of the NIB, "ini nib nya 9120…" only gives the number.
_IN = frozenset(("di", "dina", "pada", "dalam", "kode"))
_UNTROUBLED = 0.97
_LEAST_SURE = 0.82  # A mistyped name scores more, a paper that is only asked for scores less.
# Aliases that say "licence to practise" and not of what profession.
_ANY_PRACTICE = frozenset(("sip", "izin praktik", "surat praktik", "izin praktik mandiri"))


class _Hit(NamedTuple):
    id: str
    first: int
    end: int
    score: float


class ServiceFinder:
    """Finds permits of one catalogue in texts. Holds no state but the catalogue's index."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._index = Index(catalogue)
        self._any_practice = self._index.whole.get("sip", "")
        self._people = people_of(self._index.whole)
        self._shops = shops_of(self._index.without_prefix)

    def find(self, text: str) -> tuple[ServiceMention, ...]:
        """Every permit named, in the order of the text, each once.

        The score tells the one that is spoken of from a document that another permit requires.
        """
        text = text[:_LIMIT]
        return self._find(text, self._tokens(text))

    def _find(self, text: str, tokens: list[Token]) -> tuple[ServiceMention, ...]:
        found: dict[str, ServiceMention] = {}
        troubled: set[str] = set()
        people: list[tuple[int, str]] | None = None
        at = 0
        while at < len(tokens):
            hit = self._hit(text, tokens, at)
            if hit is not None:
                if hit.id == self._any_practice and _says_no_profession(tokens, hit):
                    if people is None:
                        people = people_in(text, tokens, self._people)
                    service = profession(tokens, hit.first, people)
                    hit = hit._replace(id=service or hit.id)
                mention = self._mention(text, tokens, hit)
                wrong = in_trouble(tokens, hit.first, hit.end)
                if hit.id not in found or (wrong and mention.score > found[hit.id].score):
                    found[hit.id] = mention
                if wrong:
                    troubled.add(hit.id)
                at = hit.end
                continue
            own = own_words(text, tokens, at) if tokens[at].word == "izin" else None
            if own is not None:
                mention, at = own
                found.setdefault(mention.name, mention)
                continue
            at += 1
        if not any(mention.id for mention in found.values()):
            implied = self._implied(text, tokens)
            if implied is not None:
                found[implied.name] = implied
        return _by_weight(found, troubled) if len(found) > 1 else tuple(found.values())

    def _implied(self, text: str, tokens: list[Token]) -> ServiceMention | None:
        """A permit that is meant though not named: of a shop, a profession, a numbered NIB."""
        hit: tuple[int, int, str] | None = shop_in(tokens, self._shops)
        if hit is None and self._people:
            hit = practises(text, tokens, self._people)
        if hit is not None:
            return self._mention(text, tokens, _Hit(hit[2], hit[0], hit[1], _IMPLIED))
        nib = self._index.whole.get("nib", "")
        if nib and len(tokens) > _MANY_WORDS:
            for at, token in enumerate(tokens):
                opens = not at or token.breaks
                if token.word == "nib" and (opens or tokens[at - 1].word in _IN):
                    return self._mention(text, tokens, _Hit(nib, at, at + 1, _NUMBERED))
        return None

    def find_bare(self, text: str) -> ServiceMention | None:
        """The permit that the whole message names, where "which permit?" was just asked."""
        text = text[:_LIMIT]
        tokens = self._tokens(text)
        rest = [token for token in tokens if token.word not in POLITE]
        if not rest:
            return None
        plain = " ".join(token.word for token in rest)
        if plain in self._index.whole:
            return self._answer(self._index.whole[plain], text, rest, 1.0)
        found = self._find(text, tokens)
        if found:
            return max(found, key=lambda mention: (mention.id is not None, mention.score))
        if "?" in text or all(token.word in NO_ANSWER or token.word.isdigit() for token in rest):
            return None
        core = " ".join(
            token.word for token in rest if token.word != "izin" and token.word not in FILLERS
        )
        for wanted in (plain, core):
            if wanted in self._index.without_prefix:
                return self._answer(self._index.without_prefix[wanted], text, rest, 0.9)
        near = self._resembling(plain, text, rest)
        if near is not None:
            return near
        if 1 < len(rest) < 6 and rest[0].word in self._index.without_prefix:
            # "bangunan ruko dua lantai": the first word says which, the rest describes it.
            return self._answer(self._index.without_prefix[rest[0].word], text, rest, 0.6)
        return whole_message(text, rest)

    def _resembling(self, plain: str, text: str, rest: list[Token]) -> ServiceMention | None:
        if len(plain) < SHORTEST_TYPO or len(rest) > 6:
            return None
        for choices in (self._index.whole, self._index.without_prefix):
            best = process.extractOne(plain, choices.keys(), scorer=fuzz.ratio, score_cutoff=CUT)
            if best is not None:
                return self._answer(choices[best[0]], text, rest, best[1] / 100)
        return None

    def _answer(self, service: str, text: str, rest: list[Token], score: float) -> ServiceMention:
        return ServiceMention(
            id=service,
            name=self._index.names[service],
            text=text[rest[0].start : rest[-1].end],
            score=round(score, 3),
        )

    def _mention(self, text: str, tokens: list[Token], hit: _Hit) -> ServiceMention:
        return ServiceMention(
            id=hit.id,
            name=self._index.names[hit.id],
            text=text[tokens[hit.first].start : tokens[hit.end - 1].end],
            score=round(hit.score * standing(tokens, hit.first, hit.end), 3),
        )

    def _tokens(self, text: str) -> list[Token]:
        if not text.isascii():
            text = text.translate(_ACCENTS)
        tokens: list[Token] = []
        end = 0
        for match in _WORD.finditer(text):
            word, sure = self._index.fold(match.group())
            start = match.start()
            breaks = start > end + 1 and _BREAK.search(text, end, start) is not None
            if start == end + 1 and text[end] in ",;!?\n()":
                breaks = True
            end = match.end()
            tokens.append(Token(word, sure, start, end, breaks))
        return self._joined(text, tokens) if _SPELLED.search(text) else tokens

    def _joined(self, text: str, tokens: list[Token]) -> list[Token]:
        """Reads a short form that is spelled out: "p i r t", "N.I.B."."""
        joined: list[Token] = []
        at = 0
        while at < len(tokens):
            end = at
            while end < len(tokens) and tokens[end].end - tokens[end].start == 1:
                if end > at and tokens[end].start > tokens[end - 1].end + 1:
                    break
                end += 1
            word = "".join(token.word for token in tokens[at:end])
            node = self._index.root.next.get(word) if end - at > 2 else None
            if node is not None and node.id:
                last = tokens[end - 1].end
                joined.append(Token(word, 0.95, tokens[at].start, last, tokens[at].breaks))
                at = end
            else:
                joined.append(tokens[at])
                at += 1
        return joined

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
            service = self._index.without_prefix.get(" ".join(t.word for t in tokens[place:end]))
            if service and (end > place + 1 or tokens[place].word in BUSINESSES):
                return _Hit(service, place, min(end, len(tokens)), 0.7)
        return None

    def _hit(self, text: str, tokens: list[Token], at: int) -> _Hit | None:
        """The longest alias that starts at a word, fillers behind "izin" and "SIP" skipped."""
        node = self._index.root.next.get(tokens[at].word)
        if node is None:
            return self._business(tokens, at)
        best: _Hit | None = None
        if node.id and _fits(text, tokens, at):
            best = _Hit(node.id, at, at + 1, tokens[at].sure)
        most = 0
        place = at + 1
        skipped = 0
        while place < len(tokens):
            found = self._index.follow(tokens, place, node)
            if found.words > most:
                most = found.words
                sure = min(found.sure, tokens[at].sure, 0.95 if skipped else 1.0)
                best = _Hit(found.id, at, found.end, sure)
            if (
                tokens[at].word not in PREFIXES
                or skipped == _MOST_FILLERS
                or tokens[place].breaks
                or tokens[place].word not in FILLERS
            ):
                break
            place += 1
            skipped += 1
        return best or self._business(tokens, at)


def _by_weight(found: dict[str, ServiceMention], troubled: set[str]) -> tuple[ServiceMention, ...]:
    """In the order of the text, but a paper that is only asked for behind what it is asked for."""
    mentions = [
        replace(mention, score=round(mention.score * _UNTROUBLED, 3))
        if troubled and mention.id and mention.id not in troubled
        else mention
        for mention in found.values()
    ]
    asked_for = [mention.id is not None and mention.score < _LEAST_SURE for mention in mentions]
    first = [m for m, later in zip(mentions, asked_for, strict=True) if not later]
    return (*first, *(m for m, later in zip(mentions, asked_for, strict=True) if later))


def _says_no_profession(tokens: list[Token], hit: _Hit) -> bool:
    """Whether a licence to practise is named, and not of whom."""
    return " ".join(token.word for token in tokens[hit.first : hit.end]) in _ANY_PRACTICE


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
