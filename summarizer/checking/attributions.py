"""«Об этом сообщил Иванов» where Иванов, in the source, speaks of something else.

What is told is the sentence before. Its speaker is looked for where the source tells the same: among the sentences
around, by name, by post, or as the last one who spoke before them.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.checking.facts import Span, span_of
from summarizer.checking.findings import Finding, set_against
from summarizer.checking.forms import is_same_name
from summarizer.checking.pairs import MIN_SHARED
from summarizer.checking.persons import find_named, is_named, names_of
from summarizer.checking.speakers import find_tellers
from summarizer.cleaning.dictionary import is_proper, readings_of
from summarizer.index import IndexedText, share_of
from summarizer.patterns import pattern

NEAR: Final = 5  # sentences between what is told and its speaker: a paragraph or two
FAR: Final = 20  # sentences back in which the last speaker is looked for, as in an interview
_OF_THAT: Final = pattern(r"Об этом\s")
_NOTE: Final = "в тексте там сказано о другом"


def find_attributions(summary: IndexedText, source: IndexedText) -> Iterator[Finding]:
    """A finding for each person who tells the sentence before and is far from it in the source.

    >>> from summarizer.index import index_text
    >>> told = "Мост через реку закроют в мае. "
    >>> source = index_text(told + "Так решил мэр Иван Котов. " + 9 * "Шёл дождь. " + "Анна Лунина продаёт коз.")
    >>> [f.text for f in find_attributions(index_text(told + "Об этом сообщила Анна Лунина."), source)]
    ['Анна Лунина']
    >>> list(find_attributions(index_text(told + "Об этом сообщил Иван Котов."), source))
    []
    """
    for at, sentence in enumerate(summary.sentences):
        persons = list(find_named(summary, at)) if at and _OF_THAT.match(sentence.text) else []
        if len(persons) == 1:
            far = _far_place(summary, at, names_of(persons[0]), source)
            if far:
                yield set_against("other_name", summary.text, span_of(persons[0]), source.text, far, _NOTE)


def _far_place(summary: IndexedText, at: int, names: Sequence[str], source: IndexedText) -> Span | None:
    """Where the source names a speaker, if that is far from all that tells what the sentence before tells."""
    told = [i for i in _candidates(summary, at - 1, source) if _is_told(summary, at - 1, source, i)]
    spoken = [i for i in range(len(source.sentences)) if is_named(names[-1:], source.words[i])]
    posts = {word.lemma for word in summary.words[at] if _is_post(word.lower)}
    if not told or not spoken or any(_is_near(i, names, posts, source) for i in told):
        return None
    return span_of(source.sentences[spoken[0]])


def _candidates(summary: IndexedText, at: int, source: IndexedText) -> list[int]:
    return sorted({i for lemma in summary.lemmas[at] for i in source.postings.get(lemma, ())})


def _is_told(summary: IndexedText, at: int, source: IndexedText, i: int) -> bool:
    """Whether source sentence i tells what sentence ``at`` tells."""
    return share_of(summary.lemmas[at], source.lemmas[i]) >= MIN_SHARED


def _is_near(i: int, names: Sequence[str], posts: set[str], source: IndexedText) -> bool:
    """Whether a person, or who has the same post, is named around source sentence i, or was the last to speak."""
    around = range(max(0, i - NEAR), min(len(source.sentences), i + NEAR + 1))
    if any(is_named(names[-1:], source.words[n]) or posts & source.lemmas[n] for n in around):
        return True
    before = (find_tellers(source, n) for n in range(i - NEAR - 1, max(-1, i - FAR - 1), -1))
    last = next((tellers for tellers in before if tellers), [])
    return any(is_same_name(names[-1], name) for teller in last for name in names_of(teller))


def _is_post(word: str) -> bool:
    """Whether a word says who somebody is: «министр»."""
    return readings_of(word)[0].grammemes >= {"NOUN", "anim"} and not is_proper(word)
