"""Documents → (source, target) examples: what the model is asked to learn.

Each task is a function of a document's sentences and a random generator, and returns None when
the document does not suit it. Every text that the target needs stands in the source.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from razdel import sentenize

from summarizer.errors import InputError
from summarizer.selection import find_candidates
from training.texts import Document
from training.told import around, is_told, selected, stems, supported, supporting, within

MIN_SUMMARY_CHARS: Final = 60
MAX_SUMMARY_CHARS: Final = 900
ENOUGH_OF_SUMMARY: Final = 0.7  # its source then tells most of it
READ_SHARES: Final = (0.55, 0.75, 1.0)  # of what an engine reads at once, that a summary's source fills
TITLE_SHARES: Final = (0.3, 0.5)  # and that a headline's source does
MIN_TITLE_TOLD: Final = 0.5  # of a headline's word stems that its source holds: it has words of its own
AROUND_CHARS: Final = (350, 500, 700)  # of the source of one sentence
MIN_SENTENCE_CHARS: Final = 50


@dataclass(frozen=True)
class Example:
    source: str
    target: str
    is_title: bool = False


@dataclass(frozen=True)
class Taken:
    """What pairs are taken for summaries, and why the others are left out."""

    n_pairs: int
    n_usable: int
    n_without: int  # summary
    n_short_or_long: int


def is_of_length(summary: str) -> bool:
    """Whether a summary is of such a length that examples are made of it.

    >>> is_of_length("Мост через Упу закроют на ремонт до 15 ноября, сообщает мэрия.")
    True
    >>> is_of_length("Мост закроют.")
    False
    """
    return MIN_SUMMARY_CHARS < len(summary) < MAX_SUMMARY_CHARS


def check_pairs(pairs: Sequence[Document], name: str) -> Taken:
    """Counts which pairs can be taken.

    Raises:
        InputError: Not one; the message says why, and of which file (name).
    """
    n_without = sum(not pair.summary for pair in pairs)
    n_usable = sum(is_of_length(pair.summary) for pair in pairs)
    taken = Taken(len(pairs), n_usable, n_without, len(pairs) - n_usable - n_without)
    if not n_usable and not any(pair.title for pair in pairs):
        raise InputError(
            f"{name}: учить не на чем. Взято пар: 0 из {len(pairs)}; без summary или reference: {n_without}; "
            f"реферат не из {MIN_SUMMARY_CHARS}–{MAX_SUMMARY_CHARS} знаков: {taken.n_short_or_long}."
        )
    return taken


Task = Callable[[Document, random.Random], Example | None]


def summary_of_part(document: Document, rng: random.Random, window_chars: int) -> Example | None:
    """What the reference may say of what the engines would be given, or of a part that tells it."""
    if not is_of_length(document.summary):
        return None
    n_chars = int(window_chars * rng.choice(READ_SHARES))
    sentences = [s.text for s in sentenize(document.text.replace("\n", " "))]

    def as_asked() -> str:
        return selected(document.text, n_chars)

    def telling() -> str:
        return " ".join(supporting(sentences, document.summary, n_chars, rng))

    def lead() -> str:
        return " ".join(within(sentences, n_chars))

    first = rng.choices((as_asked, telling, lead), (0.6, 0.3, 0.1))[0]
    best = None
    for part in dict.fromkeys((first, telling)):  # one after the other, the second only if the first tells too little
        source = part()
        target = supported(document.summary, source)
        is_enough = len(target) > MIN_SUMMARY_CHARS and len(source) > 1.5 * len(target)
        if is_enough and (best is None or len(target) > len(best.target)):
            best = Example(source, target)
        if best and len(best.target) > ENOUGH_OF_SUMMARY * len(document.summary):
            break
    return best


def sentence_of_summary(document: Document, rng: random.Random) -> Example | None:
    """One sentence of the reference, of the few sentences that tell it: much rewording for little reading."""
    whole = [one.sentence.text for one in find_candidates(document.summary) if not one.leans_back]
    targets = [text for text in whole if len(text) > MIN_SENTENCE_CHARS]
    sentences = [one.sentence.text for one in find_candidates(document.text)] if targets else []
    if not sentences:
        return None
    target = rng.choice(targets)
    source = around(sentences, target, rng.choice(AROUND_CHARS), rng)
    return Example(source, target) if len(source) > 1.2 * len(target) and is_told(target, source) else None


def continuation(document: Document, rng: random.Random) -> Example | None:
    """The next sentences after some (prefix completion): teaches the decoder the language."""
    sentences = [s.text for s in sentenize(document.text[:6000].replace("\n", " "))]
    if len(sentences) < 4:
        return None
    at = rng.randrange(2, len(sentences) - 1)
    source, target = " ".join(sentences[max(0, at - 4) : at]), " ".join(sentences[at : at + 4])
    return Example(source[-700:], target[:700]) if len(target) > 80 else None


def gap_sentences(document: Document, rng: random.Random) -> Example | None:
    """The sentences that share most with the rest, out of a text that still holds them: selection and copying."""
    sentences = [s.text for s in sentenize(document.text[:4000].replace("\n", " "))]
    sentences = within(sentences[rng.randrange(max(1, len(sentences) // 3)) :], 1200)
    if len(sentences) < 4:
        return None
    words = [stems(s) for s in sentences]
    shared = [sum(len(a & b) for b in words) / (len(a) + 5) for a in words]
    best = sorted(sorted(range(len(words)), key=lambda i: -shared[i])[:2])
    return Example(" ".join(sentences), " ".join(sentences[i] for i in best))


def headline(document: Document, rng: random.Random, window_chars: int) -> Example | None:
    """The title of a short text, or of what the engines would read of a long one; dropped if it tells other things."""
    if not document.title or len(document.text) < 120:
        return None
    source = selected(document.text, int(window_chars * rng.choice(TITLE_SHARES)))
    has_told = is_told(document.title, source, MIN_TITLE_TOLD)
    return Example(source, document.title, is_title=True) if has_told else None


def endless(documents: Sequence[Document], tasks: Sequence[tuple[Task, float]], seed: int) -> Iterator[Example | None]:
    """Examples without end: documents in a new random order each epoch, a task drawn by weight for each.

    A document that does not suit its task gives None, so that whoever waits for an example can give up.
    """
    kinds, weights = [task for task, _ in tasks], [weight for _, weight in tasks]
    epoch = 0
    while documents:
        rng = random.Random(f"{seed}/{epoch}")
        for i in rng.sample(range(len(documents)), len(documents)):
            task = rng.choices(kinds, weights)[0]
            yield task(documents[i], random.Random(f"{seed}/{epoch}/{i}"))
        epoch += 1
