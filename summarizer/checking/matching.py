"""Names against the words of a source: case endings, initials, surnames alone, abbreviations, adjectives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from summarizer.checking.facts import Fact, Held
from summarizer.checking.forms import common_letters, is_adjective_of, is_given_name, is_same_name, stem
from summarizer.checking.tokens import read_table
from summarizer.cleaning.dictionary import is_known, lemma_of, readings_of
from summarizer.index import WORD, IndexedText

NEAR: Final = 3  # words between the parts of one name: «Иванов Пётр Сергеевич»
_SMALL: Final = frozenset("и по в во на о об для при с".split())
_COUNTRY: Final = frozenset({"россия", "рф", "федерация"})
_INITIAL: Final = re.compile(r"(?<!\w)([А-ЯЁA-Z])\.")


@lru_cache(maxsize=1)
def _alternatives() -> dict[str, list[list[str]]]:
    """For a name in lower case, the lemmas of each phrase that stands for the same."""
    return {
        row[0].lower().replace("ё", "е"): [[lemma_of(word) for word in WORD.findall(phrase)] for phrase in row[1:]]
        for row in read_table("names.tsv")
    }


@dataclass(frozen=True)
class Match:
    """Where a word of a name stands in ``IndexedText.flat``, and in which form."""

    places: tuple[int, ...]
    note: str = ""  # "" is verbatim


@dataclass(frozen=True)
class NameMatcher:
    """Looks names up in one source; each look-up reads only words that begin alike."""

    source: IndexedText

    @cached_property
    def _alike(self) -> dict[str, list[str]]:
        """The source's words by their first two and three letters."""
        found: dict[str, list[str]] = {}
        for word in self.source.places:
            for key in {word[:2], word[:3]}:
                found.setdefault(key, []).append(word)
        return found

    @cached_property
    def _initials(self) -> str:
        """The first letters of the source's words, small ones left out as blanks."""
        return "".join(" " if word.lower in _SMALL else word.lower[0] for word in self.source.flat)

    def hold(self, fact: Fact) -> Held:
        """How the source holds a name."""
        words = [word for word in WORD.findall(fact.text) if len(word) > 1]
        proper = [word for word in words if not word.islower()] or words
        if not proper:
            return Held(fact, "open", "одни инициалы")
        matches = [self.match(word) or (None if fact.kind == "person" else self._origin(word)) for word in proper]
        if all(matches) and fact.kind == "organisation" and self._is_renamed(words, proper, matches):
            return Held(fact, "absent", "в тексте с другим определением")
        if all(matches):
            return self._hold_found(fact, proper, [match for match in matches if match])
        whole = self._whole(fact, words)
        if whole:
            return whole
        missing = [word for word, match in zip(proper, matches, strict=True) if not match]
        found = [(word, match) for word, match in zip(proper, matches, strict=True) if match]
        if found and all(word.lower() in _COUNTRY or lemma_of(word) in _COUNTRY for word in missing):
            return self._held(fact, "form", "короче", found[0][1])
        if found and fact.kind == "person":
            return self._hold_part(fact, missing, found)
        return Held(fact, "absent", "в тексте нет")

    def places_of(self, fact: Fact) -> list[int]:
        """Where the last word of a person's name that the source holds, mostly the surname, stands in ``flat``."""
        words = [word for word in WORD.findall(fact.text) if len(word) > 1]
        found = [match for match in map(self.match, words) if match]
        surnames = [m for word, m in zip(words, map(self.match, words), strict=True) if m and not is_given_name(word)]
        return list((surnames or found)[-1].places) if found else []

    def match(self, word: str) -> Match | None:
        """A word of a name in the source: verbatim, in another case, as an adjective or by another name."""
        lower = word.lower().replace("ё", "е")
        exact = self.source.places.get(lower, [])
        if word.isupper() and len(word) <= 5 and exact:
            return Match(tuple(exact))
        if not word.isupper() or len(word) > 5:
            forms = [place for other in self._forms(lower) for place in self.source.places[other]]
            if exact or forms:
                return Match(tuple(sorted({*exact, *forms})), "" if exact else "другой падеж")
        if "-" in lower and all(self.match(part) for part in lower.split("-") if part):
            first = self.match(lower.split("-")[0])
            return Match(first.places if first else (), "с дефисом")
        return self._other_name(word, lower)

    def _forms(self, lower: str) -> list[str]:
        return [
            other for other in self._alike.get(lower[: 2 if len(lower) <= 4 else 3], []) if is_same_name(lower, other)
        ]

    def _other_name(self, word: str, lower: str) -> Match | None:
        """By an adjective of it, by names.tsv, by the initials or the parts of an abbreviation."""
        if len(stem(lower)) >= 4:
            adjectives = [o for o in self._alike.get(lower[:3], []) if is_adjective_of(lower, o)]
            if adjectives:
                return Match(tuple(self.source.places[adjectives[0]]), "прилагательное")
        for phrase in _alternatives().get(lower) or _alternatives().get(lemma_of(lower)) or []:
            place = self._phrase(phrase)
            if place is not None:
                return Match((place,), "другое название")
        if word.isupper() and 3 <= len(word) <= 6:
            return self._expansion(lower)
        return self._compound(lower) if len(lower) >= 6 else None

    def _origin(self, word: str) -> Match | None:
        """The name that an adjective comes from: «Тверь» for «Тверской»."""
        lower = word.lower().replace("ё", "е")
        places = [p for o in self._alike.get(lower[:3], []) if is_adjective_of(o, lower) for p in self._capital(o)]
        return Match(tuple(places), "от названия") if places else None

    def _is_renamed(self, words: Sequence[str], proper: Sequence[str], matches: Sequence[Match | None]) -> bool:
        """«Институт физики» where the source has «Институт химии»: one common word, and what follows it differs."""
        rest = [word for word in words if word.islower() and word not in _SMALL]
        if len(proper) != 1 or not rest or any(lemma_of(word) in self.source.postings for word in rest):
            return False
        flat = self.source.flat
        after = [flat[p + 1] for m in matches if m for p in m.places if p + 1 < len(flat)]
        nouns = [w for w in after if self.source.text[w.start].islower() and _is_genitive(w.lower)]
        return is_known(proper[0]) and len(nouns) == len(after) > 0

    def _capital(self, lower: str) -> list[int]:
        """Where a word stands as a name."""
        return [place for place in self.source.places[lower] if self._surface(place)[0].isupper()]

    def _phrase(self, lemmas: Sequence[str]) -> int | None:
        """Where the lemmas stand one after another."""
        postings = self.source.postings
        if not all(lemma in postings for lemma in lemmas):
            return None
        for sentence in postings[lemmas[0]]:
            words = self.source.words[sentence]
            for i in range(len(words) - len(lemmas) + 1):
                if [word.lemma for word in words[i : i + len(lemmas)]] == list(lemmas):
                    return self._flat_index(words[i].start)
        return None

    def _flat_index(self, start: int) -> int:
        low, high = 0, len(self.source.flat)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.source.flat[middle].start <= start else (low, middle)
        return low

    def _expansion(self, abbreviation: str) -> Match | None:
        """Words with these initials, the first one capitalised: «Министерство внутренних дел» for МВД."""
        squeezed = [i for i, letter in enumerate(self._initials) if letter != " "]
        letters = "".join(self._initials[i] for i in squeezed)
        at = letters.find(abbreviation)
        while at >= 0:
            word = self.source.flat[squeezed[at]]
            if self.source.text[word.start].isupper():
                return Match((squeezed[at],), "расшифровка")
            at = letters.find(abbreviation, at + 1)
        return None

    def _compound(self, lower: str) -> Match | None:
        """Two neighbours whose beginnings make the word: «Министерство финансов» for «Минфин»."""
        for first in self._alike.get(lower[:3], []):
            shared = common_letters(first, lower)
            for place in self.source.places[first]:
                if place + 1 < len(self.source.flat):
                    rest = self.source.flat[place + 1].lower
                    if any(common_letters(rest, lower[n:]) >= max(3, len(lower) - n - 2) for n in range(3, shared + 1)):
                        return Match((place,), "сокращение")
        return None

    def _whole(self, fact: Fact, words: Sequence[str]) -> Held | None:
        """A name of several words by an abbreviation of the source: its initials, or names.tsv."""
        if len(words) < 2:
            return None
        initials = "".join(word[0].lower() for word in words if word.lower() not in _SMALL)
        lemmas = [lemma_of(word) for word in words]
        names = [initials] + [
            name for name, phrases in _alternatives().items() if any(_is_run(lemmas, phrase) for phrase in phrases)
        ]
        for name in names:
            places = [p for p in self.source.places.get(name, []) if self._surface(p).isupper() or name != initials]
            if places:
                return self._held(fact, "form", "сокращение", Match(tuple(places)))
        return None

    def _surface(self, place: int) -> str:
        word = self.source.flat[place]
        return self.source.text[word.start : word.stop]

    def _held(self, fact: Fact, how: str, note: str, match: Match) -> Held:
        word = self.source.flat[match.places[0]]
        return Held(fact, how, note, word.start, word.stop)  # type: ignore[arg-type]

    def _hold_found(self, fact: Fact, words: Sequence[str], matches: Sequence[Match]) -> Held:
        """All words of the name are there; those of a person must stand together."""
        together = next(_chains([match.places for match in matches]), None)
        note = next((match.note for match in matches if match.note), "")
        is_apart = fact.kind == "person" and len(words) > 1 and together is None
        if is_apart and self._has_other_name(matches[-1], words[0][0]):
            return self._held(fact, "other", "в тексте имя и фамилия порознь", matches[-1])
        places = together or [match.places[0] for match in matches]
        first, last = self.source.flat[min(places)], self.source.flat[max(places)]
        initial = _INITIAL.search(fact.text)
        if fact.kind == "person" and initial and len(words) == 1 and self._has_other_name(matches[0], initial[1]):
            return self._held(fact, "other", "в тексте другое имя", matches[0])
        stop = last.stop if together else first.stop
        if self.source.text[first.start : stop] == fact.text:
            return Held(fact, "verbatim", "", first.start, stop)
        return Held(fact, "form", note or "часть имени", first.start, stop)

    def _has_other_name(self, match: Match, initial: str) -> bool:
        """Whether each place of a surname has given names beside it, and none begins with the initial."""
        beside = [self._given_beside(place) for place in match.places]
        letters = {letter for found in beside for letter in found}
        return bool(letters) and initial.lower() not in letters

    def _given_beside(self, place: int) -> set[str]:
        """First letters of the given names and initials next to a word."""
        around = [i for i in (place - 1, place + 1) if 0 <= i < len(self.source.flat)]
        surfaces = [self._surface(i) for i in around]
        return {
            surface[0].lower()
            for surface in surfaces
            if surface[0].isupper() and (len(surface) == 1 or is_given_name(surface))
        }

    def _initials_beside(self, place: int) -> set[str]:
        """Initials next to a word, without full given names."""
        around = [i for i in (place - 2, place - 1, place + 1, place + 2) if 0 <= i < len(self.source.flat)]
        return {self._surface(i).lower() for i in around if len(self._surface(i)) == 1 and self._surface(i).isupper()}

    def _hold_part(self, fact: Fact, missing: Sequence[str], found: Sequence[tuple[str, Match]]) -> Held:
        """A person some of whose names are missing: initials in the source stand for given names."""
        letters = {letter for _, match in found for place in match.places for letter in self._initials_beside(place)}
        is_surname_found = any("Name" not in readings_of(word)[0].grammemes for word, _ in found)
        if is_surname_found and all(word[0].lower() in letters for word in missing):
            return self._held(fact, "form", "инициалы", found[-1][1])
        return Held(fact, "absent", "в тексте нет: " + ", ".join(missing))


def _is_genitive(word: str) -> bool:
    """Whether a form is most likely a noun in the genitive."""
    return readings_of(word)[0].grammemes >= {"NOUN", "gent"}


def _chains(places: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Ways to take one place of each word within NEAR words."""
    for start in places[0]:
        chain = [start]
        for options in places[1:]:
            near = [place for place in options if abs(place - chain[-1]) <= NEAR and place not in chain]
            if not near:
                break
            chain.append(min(near, key=lambda place: abs(place - chain[-1])))
        if len(chain) == len(places):
            yield chain


def _is_run(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the lemmas stand in a phrase one after another."""
    return any(list(whole[i : i + len(part)]) == list(part) for i in range(len(whole) - len(part) + 1))
