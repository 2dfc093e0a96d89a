"""Persons told of another country: «турецкий премьер Ципрас» where the source has «греческий премьер Ципрас».

The country is that of the post before the name: an adjective in front of it, or what stands between: «премьер Греции».
Both have the same post: «чемпион России Котов» may be a «белорусский борец».
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from summarizer.checking.facts import Fact, overlap, span_of
from summarizer.checking.findings import TOLD_THERE, Finding, set_against
from summarizer.checking.persons import find_named, is_named, names_of
from summarizer.checking.posts import cases_of_one
from summarizer.checking.tokens import read_table
from summarizer.checking.word_matching import alternatives
from summarizer.cleaning.dictionary import lemma_of, readings_of
from summarizer.index import IndexedText, Word, fold
from summarizer.patterns import pattern

_TWINS: Final = frozenset({"КНДР", "Корея"})
REACH: Final = 6  # words back from a name where its post may stand
N_READ: Final = 8  # sentences of the source that are read; a main character stands everywhere
_BORDER: Final = pattern("[,;:.!?()—–«»]")
_ENDS: Final = frozenset({"VERB", "INFN", "PREP", "CONJ", "PRTF", "GRND"})


@lru_cache(maxsize=1)
def _lands() -> dict[str, frozenset[str]]:
    """For each word that names a country or is of one, as a lemma, all that do: «Греция», «греческий», «Афины».

    Countries of two words, «Северная Корея», are left out, and so is one that another is named like.
    """
    found: dict[str, frozenset[str]] = {}
    for _, state in read_table("capitals.tsv"):
        phrases = alternatives().get(fold(state), [])
        words = frozenset({lemma_of(fold(state)), *(phrase[0] for phrase in phrases if len(phrase) == 1)})
        for word in words if " " not in state and state not in _TWINS else ():
            found[word] = found.get(word, frozenset()) | words
    return found


def find_lands(summary: IndexedText, source: IndexedText) -> Iterator[Finding]:
    """A finding for each person of a summary whose post is another country's in the source.

    >>> from summarizer.index import index_text
    >>> source = index_text("Греческий премьер-министр Алексис Ципрас уехал. Премьер-министр Греции Ципрас молчит.")
    >>> [f.text for f in find_lands(index_text("Турецкий премьер-министр Алексис Ципрас уехал."), source)]
    ['Алексис Ципрас']
    >>> list(find_lands(index_text("Глава правительства Греции Ципрас уехал."), source))
    []
    >>> list(find_lands(index_text("Гость Турции Ципрас уехал."), source))
    []
    """
    for at, sentence in enumerate(summary.sentences):
        for person in () if source.holds(sentence.text) else find_named(summary, at):
            words = _post_words(person, summary, at)
            ours, posts = _lands_of(words), _posts_of(words)
            theirs = [(one, lands) for one, lands in _told(person, source) if lands] if ours else []
            alike = [one for one, _ in theirs if posts & _posts_of(one)]
            if alike and all(ours.isdisjoint(lands) for _, lands in theirs):
                place, its = span_of(person), span_of(*alike[0])
                yield set_against("other_name", summary.text, place, source.text, its, TOLD_THERE)


def _told(person: Fact, source: IndexedText) -> Iterator[tuple[list[Word | Fact], frozenset[str]]]:
    """Each post of a person in the source with the name behind it, and its countries."""
    surname = names_of(person)[-1:]
    named = islice((i for i in range(len(source.sentences)) if is_named(surname, source.words[i])), N_READ)
    for i in named:
        for one in find_named(source, i):
            if is_named(surname, (word for word in source.words[i] if one.start <= word.start < one.stop)):
                words = _post_words(one, source, i)
                yield [*words, one], _lands_of(words)


def _post_words(person: Fact, text: IndexedText, at: int) -> list[Word]:
    """The words before a name back to a sign, a verb or another name, if one of them is a post in the name's case."""
    found: list[Word] = []
    last = person.start
    cases = cases_of_one(names_of(person)[-1], "NOUN")
    others = [one for one in find_named(text, at) if one.start < person.start]
    for word in reversed([word for word in text.words[at] if word.start < person.start][-REACH:]):
        reading = readings_of(word.lower)[0].grammemes
        if _BORDER.search(text.text, word.stop, last) or reading & _ENDS or any(overlap(word, one) for one in others):
            break
        found.append(word)
        last = word.start
    return found[::-1] if any(_is_post(word) and cases_of_one(word.lower, "NOUN") & cases for word in found) else []


def _is_post(word: Word) -> bool:
    return readings_of(word.lower)[0].grammemes >= {"NOUN", "anim", "sing"} and word.lemma not in _lands()


def _posts_of(words: Iterable[Word | Fact]) -> frozenset[str]:
    """The posts among words, as lemmas, with the parts of «премьер-министр»."""
    return frozenset(
        part for word in words if isinstance(word, Word) and _is_post(word) for part in word.lemma.split("-")
    )


def _lands_of(words: Iterable[Word]) -> frozenset[str]:
    return frozenset().union(*(_lands().get(word.lemma, frozenset()) for word in words))
