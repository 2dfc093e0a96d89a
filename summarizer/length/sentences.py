"""Chosen sentences → one text: which of them begin a line."""

from collections.abc import Sequence
from dataclasses import replace

from summarizer.length.budget import Budget
from summarizer.selection import Candidate, is_item
from summarizer.split import has_place, is_border


def flowing(candidate: Candidate) -> Candidate:
    """The sentence without its paragraph, unless someone begins to speak there, or it begins with a place."""
    is_said = _is_dashed(candidate) or (candidate.turn.is_labelled and candidate.turn.begins)
    return candidate if is_said or has_place(candidate.sentence.text) else replace(candidate, starts_paragraph=False)


def join_sentences(sentences: Sequence[Candidate], budget: Budget) -> str:
    """The sentences as one text: a line each in a list, else in their paragraphs, what has no end mark on its own line.

    Nor does anything but what stands there in the text go on behind «Тула. Мост закрыт.»: it may be another town's.

    >>> from summarizer.selection import find_candidates
    >>> join_sentences(find_candidates("Афиша\\nМост закрыт до мая. Объезд есть."), Budget(9))
    'Афиша\\nМост закрыт до мая. Объезд есть.'
    """
    text = ""
    before: Candidate | None = None
    has_town = False  # the line
    for candidate in sentences:
        is_line = budget.is_list or candidate.starts_paragraph or (before and _is_on_its_own(before, candidate))
        is_line = is_line or (has_town and before is not None and candidate.place != before.place + 1)
        has_town = has_place(candidate.sentence.text) or (has_town and not is_line)
        text += ("\n" if is_line else " ") + candidate.sentence.text
        before = candidate
    return text.strip()


def _is_on_its_own(before: Candidate, candidate: Candidate) -> bool:
    """Whether a sentence must begin a line: behind a heading, an item, or where it would pass for a rest.

    After «640 млн руб.» one sentence is told from the other by no mark. A dash goes on in the quotation right behind
    it, and behind anything else would pass for that.

    >>> from summarizer.selection import find_candidates
    >>> said, more, others, cry = find_candidates("«Я против, — сказал Ким. — Он плох». Все встали. — Вон!")
    >>> _is_on_its_own(said, cry), _is_on_its_own(said, more)
    (True, False)
    """
    text = candidate.sentence.text
    is_line = any(one.is_line or is_item(one.sentence.text) for one in (before, candidate))
    turn = candidate.turn  # in an interview one answers all
    is_line |= turn.is_labelled and not turn.in_interview and turn.line != before.turn.line
    is_cut_off = _is_dashed(candidate) and candidate.sentence.start - before.sentence.stop != 1
    return is_line or text[0].islower() or is_cut_off or not is_border(before.sentence.text, text)


def _is_dashed(candidate: Candidate) -> bool:
    return candidate.sentence.text[0] in "—–"
