"""Two numbers of a sentence that changed places: «80 погибли, 12 ранены» for «12 погибли, 80 ранены»."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from summarizer.checking.facts import span_of
from summarizer.checking.findings import TOLD_THERE, Finding
from summarizer.checking.pairs import Pair
from summarizer.checking.territories import BORDER
from summarizer.index import IndexedText, Word


@dataclass(frozen=True)
class _Part:
    """A part of a sentence with its one number, and the lemmas beside it."""

    number: Word
    lemmas: frozenset[str]


def find_crossed(pair: Pair) -> Iterator[Finding]:
    """Both of each two numbers that stand beside the other's words in the source.

    >>> from summarizer.index import index_text
    >>> source = index_text("Погибли 12 человек, ещё 80 получили ранения.")
    >>> told = ("Погибли 80 человек, 12 получили ранения.", "80 человек получили ранения, 12 погибли.")
    >>> [[(f.text, f.note) for f in find_crossed(Pair(index_text(one), source))] for one in told]
    [[('80', 'в тексте там «12»'), ('12', 'в тексте там «80»')], []]
    """
    ours, theirs = _parts(pair.summary, pair.at), _parts(pair.source, pair.source_at)
    both = [number for number in ours if number in theirs]
    for one, other in combinations(both, 2):
        if _is_crossed(ours[one].lemmas, ours[other].lemmas, theirs[one].lemmas, theirs[other].lemmas):
            for a, b in ((one, other), (other, one)):
                yield pair.against(span_of(ours[a].number), span_of(theirs[b].number), "other_number", TOLD_THERE)


def _is_crossed(one: frozenset[str], other: frozenset[str], its: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the words beside each number stand beside the other one there, and none beside itself."""
    shared = (one & other) | (its & others)
    return bool((one & others) - shared and (other & its) - shared) and not ((one & its) | (other & others)) - shared


def _parts(text: IndexedText, at: int) -> dict[str, _Part]:
    """The parts of a sentence with one number by that number; numbers that stand twice are left out."""
    found: dict[str, list[_Part]] = {}
    for words in _between_borders(text, at):
        numbers = [word for word in words if word.lemma[0].isdigit()]
        lemmas = frozenset(word.lemma for word in words if word.is_content and not word.lemma[0].isdigit())
        for number in numbers:
            found.setdefault(number.lemma, []).append(_Part(number, lemmas if len(numbers) == 1 else frozenset()))
    return {number: parts[0] for number, parts in found.items() if len(parts) == 1}


def _between_borders(text: IndexedText, at: int) -> Iterator[list[Word]]:
    sentence, words = text.sentences[at], text.words[at]
    borders = [sentence.start + match.start() for match in BORDER.finditer(sentence.text)]
    for start, stop in zip([sentence.start, *borders], [*borders, sentence.stop], strict=True):
        yield [word for word in words if start <= word.start < stop]
