"""Names against a source: all words, or a surname alone, with initials, shortened, or under another name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from summarizer.checking.facts import Fact, Held, How, hold_by
from summarizer.checking.forms import common_letters, is_given_name, is_patronymic
from summarizer.checking.names import is_common_compound
from summarizer.checking.word_matching import SMALL, Match, WordMatcher, alternatives
from summarizer.cleaning.dictionary import is_known, lemma_of, readings_of
from summarizer.index import WORD, IndexedText, fold
from summarizer.patterns import pattern

MIN_NAME_LETTERS: Final = 3  # that two forms of a given name begin with
NEAR: Final = 3  # words between the parts of one name: «Иванов Пётр Сергеевич»
_COUNTRY: Final = frozenset({"россия", "рф", "федерация"})
_INITIAL: Final = pattern(r"(?<!\w)([А-ЯЁA-Z])\.")


@dataclass(frozen=True)
class NameMatcher:
    """Looks names up in one source."""

    source: IndexedText

    @cached_property
    def words(self) -> WordMatcher:
        """Looks single words up."""
        return WordMatcher(self.source)

    def hold(self, fact: Fact) -> Held:
        """How the source holds a name."""
        words = [word for word in WORD.findall(fact.text) if len(word) > 1]
        proper = [word for word in words if not (word.islower() or is_common_compound(word))] or words
        if not proper:
            return Held(fact, "open", "одни инициалы")
        matches = [
            self.words.match(word) or (None if fact.kind == "person" else self.words.origin(word)) for word in proper
        ]
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
        return Held(fact, "absent")

    def places_of(self, fact: Fact) -> list[int]:
        """Where the last word of a person's name that the source holds, mostly the surname, stands in ``flat``."""
        words = [word for word in WORD.findall(fact.text) if len(word) > 1]
        found = [match for match in map(self.words.match, words) if match]
        surnames = [match for word in words if not is_given_name(word) and (match := self.words.match(word))]
        return list((surnames or found)[-1].places) if found else []

    def _is_renamed(self, words: Sequence[str], proper: Sequence[str], matches: Sequence[Match | None]) -> bool:
        """«Институт физики» where the source has «Институт химии»: one common word, and what follows it differs."""
        rest = [word for word in words if word.islower() and word not in SMALL]
        if len(proper) != 1 or not rest or any(lemma_of(word) in self.source.postings for word in rest):
            return False
        flat = self.source.flat
        after = [flat[p + 1] for m in matches if m for p in m.places if p + 1 < len(flat)]
        nouns = [w for w in after if self.source.text[w.start].islower() and _is_genitive(w.lower)]
        return is_known(proper[0]) and len(nouns) == len(after) > 0

    def _whole(self, fact: Fact, words: Sequence[str]) -> Held | None:
        """A name of several words by an abbreviation of the source: its initials, or names.tsv."""
        if len(words) < 2:
            return None
        short = self.words.shortened([fold(word) for word in words])
        if short:
            return self._held(fact, "form", short.note, short)
        initials = "".join(word[0].lower() for word in words if word.lower() not in SMALL)
        lemmas = [lemma_of(word) for word in words]
        names = [initials] + [
            name for name, phrases in alternatives().items() if any(_is_run(lemmas, phrase) for phrase in phrases)
        ]
        for phrases in alternatives().values():  # «Верхняя палата» for «Совет Федерации»
            for phrase in phrases if lemmas in phrases else ():
                place = self.words.phrase(phrase)
                if place is not None:
                    return self._held(fact, "form", "другое название", Match((place,)))
        for name in names:
            places = [
                p for p in self.source.places.get(name, []) if self.source.surface(p).isupper() or name != initials
            ]
            if places:
                return self._held(fact, "form", "сокращение", Match(tuple(places)))
        return None

    def _held(self, fact: Fact, how: How, note: str, match: Match) -> Held:
        return hold_by(fact, how, note, self.source.flat[match.places[0]])

    def _hold_found(self, fact: Fact, words: Sequence[str], matches: Sequence[Match]) -> Held:
        """All words of the name are there; those of a person must stand together."""
        together = next(_chains([match.places for match in matches]), None)
        note = next((match.note for match in matches if match.note), "")
        is_apart = fact.kind == "person" and len(words) > 1 and together is None and fact.text not in self.source.text
        given = words[0] if len(words) == 2 else words[0][0]
        if is_apart and (self._has_other_name(matches[-1], given) or self._has_strange_name(matches[-1], given)):
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

    def _has_other_name(self, match: Match, given: str) -> bool:
        """Whether a surname has given names or initials beside it somewhere, and none may be this name or initial."""
        names = {name for place in match.places for name in self._beside(place)}
        return bool(names) and not any(_may_be_one_name(given, name) for name in names)

    def _has_strange_name(self, match: Match, given: str) -> bool:
        """Whether capitalised words that the dictionary lacks stand before a surname, and none may be this name."""
        before = [place - 1 for place in match.places if place and self._is_one_name(place - 1)]
        names = [self.source.surface(place) for place in before]
        strange = [name for name in names if name[0].isupper() and not is_known(name)]
        return bool(strange) and not any(_may_be_one_name(given, name) for name in names)

    def _beside(self, place: int) -> Iterator[str]:
        """The initials and given names next to a word, two on each side at most: «О. Б. Иванов»."""
        for step in (-1, 1):
            for at in (place + step, place + 2 * step):
                if not 0 <= at < len(self.source.flat) or not self._is_one_name(min(at, at - step)):
                    break
                surface = self.source.surface(at)
                is_name = is_known(surface) and (is_given_name(surface) or is_patronymic(surface))
                if not (surface[0].isupper() and (len(surface) == 1 or is_name)):
                    break
                yield surface

    def _is_one_name(self, place: int) -> bool:
        """Whether nothing but the point of an initial stands between a word and the next."""
        one, other = self.source.flat[place : place + 2]
        between = self.source.text[one.stop : other.start].strip()
        return not between or (between == "." and one.stop - one.start == 1)

    def _hold_part(self, fact: Fact, missing: Sequence[str], found: Sequence[tuple[str, Match]]) -> Held:
        """A person some of whose names are missing: initials in the source stand for given names."""
        beside = (name for _, match in found for place in match.places for name in self._beside(place))
        letters = {name.lower() for name in beside if len(name) == 1}
        is_surname_found = any("Name" not in readings_of(word)[0].grammemes for word, _ in found)
        if is_surname_found and all(word[0].lower() in letters for word in missing):
            return self._held(fact, "form", "инициалы", found[-1][1])
        return Held(fact, "absent", "в тексте нет: " + ", ".join(missing))


def _may_be_one_name(one: str, other: str) -> bool:
    """Whether two given names, or their initials, may be one: «Н.» and «Наталья», «Наталия» and «Натальи»."""
    n_letters = 1 if 1 in (len(one), len(other)) else MIN_NAME_LETTERS
    return common_letters(one.lower(), other.lower()) >= min(n_letters, len(one), len(other))


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
