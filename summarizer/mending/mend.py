"""Doubtful sentences → those of other drafts, or of the source; or they go."""

from collections.abc import Container, Iterator, Mapping, Sequence, Set
from typing import Final

from summarizer.checking import Finding, has_end
from summarizer.checking.findings import with_inner_marks
from summarizer.index import index_text, share_of
from summarizer.index.aligning import Aligner, basis_of, likest
from summarizer.mending.doubts import doubtful_sentences
from summarizer.selection import make_candidate
from summarizer.selection.leaning import leans_back
from summarizer.split import Sentence, split_sentences

OWN_WORDS: Final = "словами модели, а не исходного текста"
NOTHING_BEFORE: Final = "опиралось на предложение, которого больше нет"
ALREADY_TOLD: Final = "то же говорит предложение, взятое из исходного текста"
MAX_REPLACEMENT_WORDS: Final = 25  # a longer source sentence would swamp the summary
MIN_TOLD: Final = 0.5  # of what a sentence has right: its replacement would say that twice
MIN_WITHIN: Final = 0.8  # of what a sentence says, for it to go behind the source sentence that says it
MIN_LIKENESS: Final = 0.2  # of a source sentence that may stand in
MAX_STEPS: Final = 2  # source sentences from what one leans on to it: «Мост закроют. Его чинят. Об этом сообщил мэр.»


def make_faithful(summary: str, source: str, is_trusted: bool = True) -> tuple[str, list[Finding]]:
    """The summary with its doubtful sentences replaced by their best source sentence, or dropped; and what was done.

    With them go sound sentences that would say the same again, or lean on what is gone.

    A summary of which nothing would be left keeps its best source sentence, however long; where the source has no
    sentence, it stays as it is.

    >>> make_faithful("Мост закроют. Дадут 9 млн рублей.", "Мост закроют. На это дадут 7 млн рублей.")[0]
    'Мост закроют. На это дадут 7 млн рублей.'
    >>> make_faithful("Мост закроют.", "Мост закроют утром.")
    ('Мост закроют.', [])
    """
    doubts = doubtful_sentences(summary, source, is_trusted)
    if not doubts or not split_sentences(source):
        return summary, []
    sentences = split_sentences(summary)
    stand_ins = _stand_ins(sentences, doubts, source)
    needless = _needless(sentences, doubts, stand_ins, source)
    parts: list[str] = []
    findings: list[Finding] = []
    length = 0
    for i, sentence in enumerate(sentences):
        if i in needless:
            findings.append(Finding("sentence_left_out", length, length, sentence.text, note=needless[i]))
            continue
        stand_in = stand_ins.get(i) if i in doubts else sentence
        if stand_in is None:
            findings.append(Finding("sentence_dropped", length, length, sentence.text, note=_why(doubts[i])))
            continue
        gap = summary[sentences[i - 1].stop : sentence.start] if parts else ""
        start, length = length + len(gap), length + len(gap) + len(stand_in.text)
        parts += [gap, stand_in.text]
        if i in doubts:
            at = (stand_in.start, stand_in.stop)
            findings.append(Finding("sentence_replaced", start, length, sentence.text, *at, note=_why(doubts[i])))
    text = "".join(parts)
    return (text, findings) if text else _last_resort(summary, source, doubts[0])


def _stand_ins(sentences: Sequence[Sentence], doubts: Container[int], source: str) -> dict[int, Sentence]:
    """The source sentences that take the places of doubtful ones, each once; those that are to go have none."""
    kept = [sentence for i, sentence in enumerate(sentences) if i not in doubts]
    used = {sentence.text for sentence in kept}
    found: dict[int, Sentence] = {}
    before = ""  # what will stand before it
    for i, sentence in enumerate(sentences):
        if i not in doubts:
            before = sentence.text
            continue
        stand_in = _stand_in(sentence, source, used, before, is_needed=len(sentences) == 1)
        if stand_in and not _is_told(sentence, stand_in, kept, source):
            used.add(stand_in.text)
            found[i] = stand_in
            before = stand_in.text
    return found


def _needless(
    sentences: Sequence[Sentence], doubts: Container[int], stand_ins: Mapping[int, Sentence], source: str
) -> dict[int, str]:
    """The sound sentences, by index, that go for what became of doubtful ones, each with the reason, for a person."""
    told = {index_text(source).sentence_at(stand_in.start) for stand_in in stand_ins.values()}
    sound = ((i, sentence) for i, sentence in enumerate(sentences) if told and i not in doubts)
    within = [i for i, sentence in sound if _is_within(sentence, told, source)]
    hanging = _hanging(sentences, doubts, stand_ins, source)
    return dict.fromkeys(hanging, NOTHING_BEFORE) | dict.fromkeys(within, ALREADY_TOLD)


def _hanging(
    sentences: Sequence[Sentence], doubts: Container[int], stand_ins: Mapping[int, Sentence], source: str
) -> set[int]:
    """The sound sentences, by index, that need the one before, where that went and the source has another before them.

    «Об этом сообщил мэр» would tell of whatever stands there instead.
    """
    hanging: set[int] = set()
    before: Sentence | None = None  # what is left of those before
    for i, sentence in enumerate(sentences):
        has_changed = i - 1 in doubts or i - 1 in hanging
        if i in doubts:
            before = stand_ins.get(i, before)
        elif has_changed and leans_back(sentence.text) and not (before and _follows(sentence, before, source)):
            hanging.add(i)
        else:
            before = sentence
    return hanging


def _follows(sentence: Sentence, before: Sentence, source: str) -> bool:
    """Whether what a sentence rests on stands in the source just behind what another rests on."""
    ours, theirs = basis_of(sentence.text, source), basis_of(before.text, source)
    return ours is not None and theirs is not None and 0 <= ours - theirs <= MAX_STEPS


def _is_within(sentence: Sentence, told: Set[int], source: str) -> bool:
    """Whether a sentence says hardly more than a source sentence, one of these, which now stands there itself."""
    basis = basis_of(sentence.text, source)
    return (
        basis is not None
        and basis in told
        and share_of(_lemmas_of(sentence), index_text(source).lemmas[basis]) >= MIN_WITHIN
    )


def _why(finding: Finding) -> str:
    if not finding.text:
        return OWN_WORDS
    named = f"«{with_inner_marks(finding.text)}»"
    return f"{named}: {finding.note}" if finding.note else named


def _stand_in(sentence: Sentence, source: str, used: Set[str], before: str, is_needed: bool) -> Sentence | None:
    """The source sentence most like a doubtful one, None if it is used, too long, cut off, not like it or not whole."""
    for i, score in likest(sentence.text, source):
        found = index_text(source).sentences[i]
        is_fit = len(found.text.split()) <= MAX_REPLACEMENT_WORDS and _is_whole(found, i, before, source)
        if found.text not in used and score >= MIN_LIKENESS and has_end(found.text) and (is_fit or is_needed):
            return found
    return None


def _is_whole(sentence: Sentence, place: int, before: str, source: str) -> bool:
    """Whether it is no half of a quotation, and leans («По его словам, …») only on what stands before it there too."""
    alone = make_candidate(sentence, place=1, starts_paragraph=False)
    is_half = alone.opens_quote or alone.closes_quote
    return not is_half and (not alone.leans_back or (bool(before) and basis_of(before, source) == place - 1))


def _is_told(sentence: Sentence, stand_in: Sentence, kept: Sequence[Sentence], source: str) -> bool:
    """Whether sentences that are kept tell most of what a doubtful one has right, after the same source sentence."""
    basis = index_text(source).sentence_at(stand_in.start)
    right = _lemmas_of(sentence) & index_text(source).lemmas[basis]
    told = [_lemmas_of(one) for one in kept if basis_of(one.text, source) == basis]
    return bool(told) and share_of(right, frozenset().union(*told)) >= MIN_TOLD


def _lemmas_of(sentence: Sentence) -> frozenset[str]:
    return frozenset().union(*index_text(sentence.text).lemmas)


def _last_resort(summary: str, source: str, doubt: Finding) -> tuple[str, list[Finding]]:
    """The source sentence most like any of a summary of which nothing is left; the first where none is like it."""
    alone, index = index_text(summary), index_text(source)
    ranked = [found for at in range(len(alone.sentences)) for found in Aligner(index).rank(alone, at, n_best=1)]
    best = index.sentences[max(ranked, key=lambda found: found[1], default=(0, 0.0))[0]]
    at = (best.start, best.stop)
    return best.text, [Finding("sentence_replaced", 0, len(best.text), alone.sentences[0].text, *at, note=_why(doubt))]


def mend_draft(draft: str, others: Sequence[str], source: str, is_trusted: bool = True) -> str:
    """The draft with its doubtful sentences taken from other drafts where those say the same and are supported.

    >>> mend_draft("Мост закроют. Дадут 9 млн рублей.", ["Дадут 7 млн рублей."], "Мост закроют. Дадут 7 млн рублей.")
    'Мост закроют. Дадут 7 млн рублей.'
    >>> mend_draft("Дадут 9 млн рублей.", ["Мост закроют."], "Мост закроют. Дадут 7 млн рублей.")
    'Дадут 9 млн рублей.'
    """
    doubts = doubtful_sentences(draft, source, is_trusted)
    for i in sorted(doubts, reverse=True):
        sentence = split_sentences(draft)[i]
        better = next(_supported_likes(sentence, others, source, is_trusted), None)
        if better and better not in draft:
            draft = draft[: sentence.start] + better + draft[sentence.stop :]
    return draft


def _supported_likes(sentence: Sentence, others: Sequence[str], source: str, is_trusted: bool) -> Iterator[str]:
    """Sentences of other drafts that rest on the same source sentence and hold nothing unsupported."""
    basis = basis_of(sentence.text, source)
    for other in others:
        for candidate in split_sentences(other):
            is_like = basis is not None and basis_of(candidate.text, source) == basis
            if is_like and not doubtful_sentences(candidate.text, source, is_trusted):
                yield candidate.text
