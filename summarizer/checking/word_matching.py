"""Words of a name against the words of a source: case endings, adjectives, abbreviations, other names."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from summarizer.checking.forms import common_letters, is_adjective_of, is_same_name, stem
from summarizer.checking.tokens import read_table
from summarizer.cleaning.dictionary import lemma_of, readings_of
from summarizer.index import WORD, IndexedText, Word, fold

MIN_ROOT_LETTERS: Final = 5  # many words begin with the same four
MIN_PART_LETTERS: Final = 3  # of a word in «Минпромторг»
NEIGHBOURS: Final = 4  # words that make one, «и» counted in
ALONE: Final = "."  # behind a phrase of names.tsv
_OWN: Final = frozenset({"россия", "рф", "российский", "страна"})
SMALL: Final = frozenset("и по в во на о об для при с".split())  # words that count no initial


@lru_cache(maxsize=1)
def alternatives() -> dict[str, list[list[str]]]:
    """For a name in lower case, the lemmas of each phrase that stands for the same, and ALONE where it must."""
    return {fold(row[0]): [_lemmas(phrase) for phrase in row[1:]] for row in read_table("names.tsv")}


def _lemmas(phrase: str) -> list[str]:
    return [lemma_of(word) for word in WORD.findall(phrase)] + ([ALONE] if phrase.endswith(ALONE) else [])


@dataclass(frozen=True)
class Match:
    """Where a word of a name stands in ``IndexedText.flat``, and in which form."""

    places: tuple[int, ...]
    note: str = ""  # "" is verbatim


@dataclass(frozen=True)
class WordMatcher:
    """Looks words up in one source; each look-up reads only words that begin alike."""

    source: IndexedText

    @cached_property
    def _alike(self) -> dict[str, list[str]]:
        """The source's words by the first two and three letters of their form and dictionary form: «Льва» and «Лев»."""
        found: dict[str, list[str]] = {}
        for word, places in self.source.places.items():
            first = self.source.flat[places[0]]
            lemma = first.lemma if first.lower == word else word  # not of the parts of words with a hyphen
            for key in {word[:2], word[:3], lemma[:2], lemma[:3]}:
                found.setdefault(key, []).append(word)
        return found

    @cached_property
    def _initials(self) -> str:
        """The first letters of the source's words, small ones left out as blanks."""
        return "".join(" " if word.lower in SMALL else word.lower[0] for word in self.source.flat)

    def match(self, word: str) -> Match | None:
        """A word of a name in the source: verbatim, in another case, as an adjective or by another name."""
        lower = fold(word)
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

    def origin(self, word: str) -> Match | None:
        """The name that an adjective comes from: «Тверь» for «Тверской»."""
        lower = fold(word)
        places = [p for o in self._alike.get(lower[:3], []) if is_adjective_of(o, lower) for p in self._capital(o)]
        return Match(tuple(places), "от названия") if places else None

    def root(self, lower: str) -> str:
        """The word that another is made of by a longer end, «скелетон» for «скелетонист»; empty if there is none."""
        alike = self._alike.get(lower[:3], [])
        return next((o for o in alike if len(stem(o)) >= MIN_ROOT_LETTERS and lower.startswith(stem(o))), "")

    def has_number_of(self, lower: str) -> bool:
        """Whether the source has the singular or the plural of a noun whose genitive plural ends in «ов», «ев»."""
        return any(_without_number(o) == _without_number(lower) for o in self._alike.get(lower[:3], []))

    def _forms(self, lower: str) -> list[str]:
        n = 2 if len(lower) <= 4 else 3
        keys = (lower[:n], lemma_of(lower)[:n])
        return list({o: None for key in keys for o in self._alike.get(key, []) if is_same_name(lower, o)})

    def _other_name(self, word: str, lower: str) -> Match | None:
        """By an adjective of it, by names.tsv, by the initials or the parts of an abbreviation."""
        if len(stem(lower)) >= 4:
            adjectives = [o for o in self._alike.get(lower[:3], []) if is_adjective_of(lower, o)]
            if adjectives:
                return Match(tuple(self.source.places[adjectives[0]]), "прилагательное")
        for phrase in alternatives().get(lower) or alternatives().get(lemma_of(lower)) or []:
            place = self.phrase(phrase)
            if place is not None:
                return Match((place,), "другое название")
        if word.isupper() and 3 <= len(word) <= 6:
            return self._expansion(lower)
        return self._compound(lower) if len(lower) >= 6 else None

    def _capital(self, lower: str) -> list[int]:
        """Where a word stands as a name."""
        return [place for place in self.source.places[lower] if self.source.surface(place)[0].isupper()]

    def phrase(self, lemmas: Sequence[str]) -> int | None:
        """Where the lemmas stand one after another."""
        is_alone = lemmas[-1] == ALONE
        lemmas = lemmas[:-1] if is_alone else lemmas
        postings = self.source.postings
        if not all(lemma in postings for lemma in lemmas):
            return None
        for sentence in postings[lemmas[0]]:
            words = self.source.words[sentence]
            for i in range(len(words) - len(lemmas) + 1):
                is_said = [word.lemma for word in words[i : i + len(lemmas)]] == list(lemmas)
                if is_said and not (is_alone and _is_of_another(words, i, i + len(lemmas))):
                    return bisect_left(self.source.flat, words[i].start, key=lambda word: word.start)
        return None

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
        """Neighbours whose beginnings make the word: «Министерство финансов» for «Минфин»."""
        flat = self.source.flat
        for first in self._alike.get(lower[:3], []):
            for place in self.source.places[first]:
                near = flat[place : place + NEIGHBOURS]
                words = [word.lower for word in near if word.lower not in SMALL]
                if any(is_made_of(lower, words[:n]) for n in range(2, len(words) + 1)):
                    return Match((place,), "сокращение")
        return None

    def shortened(self, words: Sequence[str]) -> Match | None:
        """A word that is made of these: «Мосбиржа» for «Московская биржа»."""
        words = [word for word in words if word not in SMALL]
        for short in self._alike.get(words[0][:3], []) if len(words) > 1 else ():
            if is_made_of(short, words):
                return Match(tuple(self.source.places[short]), "сокращение")
        return None


def is_made_of(word: str, parts: Sequence[str]) -> bool:
    """Whether a word is put together of beginnings of others, all in lower case, and maybe ends in another case.

    >>> is_made_of("минпромторга", ["министерство", "промышленности", "торговли"])
    True
    >>> is_made_of("минфин", ["министерство", "юстиции"])
    False
    """
    shared = common_letters(parts[0], word)
    if len(parts) == 1:
        return shared >= max(MIN_PART_LETTERS, len(word) - 2)
    return any(is_made_of(word[n:], parts[1:]) for n in range(MIN_PART_LETTERS, shared + 1))


def _without_number(word: str) -> str:
    return word[:-2] if word.endswith(("ов", "ев")) else stem(word)


def _is_of_another(words: Sequence[Word], first: int, after: int) -> bool:
    """Whether a phrase is told of something else: «столица Франции», «северная столица»."""
    before = readings_of(words[first - 1].lower)[0] if first else None
    behind = readings_of(words[after].lower)[0] if after < len(words) else None
    if behind and behind.grammemes >= {"NOUN", "gent"} and behind.lemma not in _OWN:
        return True
    return bool(before and before.lemma not in _OWN and "ADJF" in before.grammemes and "Apro" not in before.grammemes)
