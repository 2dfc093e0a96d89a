"""Documents → (source, target) examples: what the model is asked to learn.

Each task is a function of a document's sentences and a random generator, and returns None when
the document does not suit it. Every text that the target needs stands in the source.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from razdel import sentenize

from summarizer.checking import unsupported_facts
from training.texts import Document

_WORD = re.compile(r"[а-яё]{4,}")


@dataclass(frozen=True)
class Example:
    source: str
    target: str


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


def summary_of_part(document: Document, rng: random.Random) -> Example | None:
    """The reference from a lead or from selected sentences; dropped if a fact is not in sight."""
    if not 60 < len(document.summary) < 900:
        return None
    sentences = [s.text for s in sentenize(document.text.replace("\n", " "))]
    n_chars = rng.choice((900, 1400, 1900, 2400))
    lead, picked = within(sentences, n_chars), supporting(sentences, document.summary, n_chars, rng)
    for part in (lead, picked) if rng.random() < 0.4 else (picked, lead):
        source = " ".join(part)
        if len(source) > 1.5 * len(document.summary) and not unsupported_facts(document.summary, source):
            return Example(source, document.summary)
    return None


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


def headline(document: Document, rng: random.Random) -> Example | None:
    """The title of a short text."""
    if not document.title or len(document.text) < 120:
        return None
    return Example(document.text[:700], document.title)


def endless(documents: Sequence[Document], tasks: Sequence[tuple[Task, float]], seed: int) -> Iterator[Example]:
    """Examples without end: documents in a new random order each epoch, a task drawn by weight for each."""
    kinds, weights = [task for task, _ in tasks], [weight for _, weight in tasks]
    epoch = 0
    while True:
        rng = random.Random(f"{seed}/{epoch}")
        for i in rng.sample(range(len(documents)), len(documents)):
            task = rng.choices(kinds, weights)[0]
            example = task(documents[i], random.Random(f"{seed}/{epoch}/{i}"))
            if example:
                yield example
        epoch += 1
