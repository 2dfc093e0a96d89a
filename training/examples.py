"""Documents → (source, target) examples: what the model is asked to learn.

Each task is a function of a document's sentences and a random generator, and returns None when
the document does not suit it. Every text that the target needs stands in the source.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from razdel import sentenize

from summarizer.checking import unsupported_facts
from summarizer.errors import InputError
from summarizer.excerpts import Reader, plan_reading
from summarizer.selection import find_candidates
from training.texts import Document

MIN_SUMMARY_CHARS: Final = 60
MAX_SUMMARY_CHARS: Final = 900
ENOUGH_OF_SUMMARY: Final = 0.7  # its source then tells most of it
SUMMARY_WORDS: Final = 60  # of a reference; how much is read does not depend on it
READ_SHARES: Final = (0.55, 0.75, 1.0)  # of what an engine reads at once, that a summary's source fills
TITLE_SHARES: Final = (0.3, 0.5)  # and that a headline's source does
_WORD = re.compile(r"[а-яё]{4,}")


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


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _WORD.findall(text.lower())}


def within(sentences: Sequence[str], n_chars: int) -> list[str]:
    """The first sentences that fit together into n_chars."""
    taken, used = [], 0
    for sentence in sentences:
        used += len(sentence) + 1
        if used > n_chars:
            break
        taken.append(sentence)
    return taken


def supporting(sentences: Sequence[str], target: str, n_chars: int, rng: random.Random) -> list[str]:
    """Sentences in source order that fill n_chars: those that carry the target first, then any others.

    Keeps the position of what matters varied, so that the model does not learn to read the lead only.
    """
    wanted, order, left = _stems(target), [], list(range(len(sentences)))
    while left:
        best = max(left, key=lambda i: len(_stems(sentences[i]) & wanted))
        if len(_stems(sentences[best]) & wanted) < 2:
            break
        wanted -= _stems(sentences[best])
        left.remove(best)
        order.append(best)
    rng.shuffle(left)
    chosen, used = [], 0
    for i in order + left:
        if used + len(sentences[i]) < n_chars:
            chosen.append(i)
            used += len(sentences[i]) + 1
    return [sentences[i] for i in sorted(chosen)]


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
        is_told = len(target) > MIN_SUMMARY_CHARS and len(source) > 1.5 * len(target)
        if is_told and (best is None or len(target) > len(best.target)):
            best = Example(source, target)
        if best and len(best.target) > ENOUGH_OF_SUMMARY * len(document.summary):
            break
    return best


def supported(summary: str, source: str) -> str:
    """The summary's sentences whose facts the source holds, without those that lean on one left out.

    >>> supported("Мост закрыли. Его откроют в 2031 году. Это не радует. Автобусы идут в объезд.", "Мост закрыли.")
    'Мост закрыли. Автобусы идут в объезд.'
    """
    foreign = [fact.start for fact in unsupported_facts(summary, source)]
    kept, is_whole = [], True
    for one in find_candidates(summary):
        sentence = one.sentence
        is_held = not any(sentence.start <= start < sentence.stop for start in foreign)
        is_whole = is_held and (is_whole or not one.leans_back)
        if is_whole:
            kept.append(sentence.text)
    return " ".join(kept)


def selected(text: str, n_chars: int) -> str:
    """What an engine whose window holds n_chars would read of a text."""
    return plan_reading(text, Reader(n_chars, len), SUMMARY_WORDS, in_one_excerpt=True).excerpts[0].text


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
    stems = [_stems(s) for s in sentences]
    shared = [sum(len(a & b) for b in stems) / (len(a) + 5) for a in stems]
    best = sorted(sorted(range(len(stems)), key=lambda i: -shared[i])[:2])
    return Example(" ".join(sentences), " ".join(sentences[i] for i in best))


def headline(document: Document, rng: random.Random, window_chars: int) -> Example | None:
    """The title of a short text, or of what the engines would read of a long one; dropped if a fact is not there."""
    if not document.title or len(document.text) < 120:
        return None
    source = selected(document.text, int(window_chars * rng.choice(TITLE_SHARES)))
    return None if unsupported_facts(document.title, source) else Example(source, document.title, is_title=True)


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
