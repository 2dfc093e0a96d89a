"""A draft → the length asked for: it loses sentences, or is filled up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.length.budget import Budget
from summarizer.length.sentences import flowing, join_sentences
from summarizer.selection import Candidate, best_places, count_one, find_candidates, n_words, select, texts_of


@dataclass(frozen=True)
class Fitted:
    """A summary of the length asked for, and which of its sentences were added, from where."""

    text: str
    from_drafts: tuple[str, ...] = ()
    from_source: tuple[str, ...] = ()


def fit(draft: str, spares: Sequence[str], source: Sequence[Candidate], budget: Budget) -> Fitted:
    """The draft at the length asked for.

    One too long loses its least important sentences; one too short gets sentences of the spare
    drafts that say something new, then such sentences of the source, each where it belongs; not
    those that the draft itself retells.
    """
    sentences: Sequence[Candidate] = find_candidates(draft)
    if not budget.is_list and budget.is_met(draft):
        return Fitted(draft)
    if budget.is_list:
        sentences = _as_in_source(sentences, source)
    if budget.is_list or budget.measure(draft) > budget.room.most:
        sentences = choose_sentences(sentences, budget)
    spare = [candidate for text in spares for candidate in find_candidates(text)]
    from_drafts = choose_sentences(spare, budget, sentences)
    said = [*sentences, *from_drafts]
    places = best_places(said, source)
    from_source = choose_sentences([one for one in source if one.place not in places], budget, said)
    text = _in_order(said, [*_ends(said, places, source)], from_source, budget)
    return Fitted(text, texts_of(from_drafts), texts_of(from_source))


def _as_in_source(sentences: Sequence[Candidate], source: Sequence[Candidate]) -> Sequence[Candidate]:
    """The sentences of a draft as the source has them, if all are its own and in its order: apart they lean on less."""
    own = {candidate.sentence.text: candidate for candidate in source}
    found = [own[one.sentence.text] for one in sentences if one.sentence.text in own]
    is_ordered = all(one.place < following.place for one, following in pairwise(found))
    return found if len(found) == len(sentences) and is_ordered else sentences


def choose_sentences(pool: Sequence[Candidate], budget: Budget, said: Sequence[Candidate] = ()) -> list[Candidate]:
    """The sentences of the pool that fill the budget beside what is said, in order."""
    return select(pool, budget.room, count_one if budget.sentences is not None else n_words, said)


def _ends(said: Sequence[Candidate], places: Sequence[int | None], source: Sequence[Candidate]) -> Iterator[int]:
    """For each sentence of a draft where the source sentences end that may come before it.

    None may where it retells none, nor where it leans in words of its own on the one before («Об этом сообщили в
    мэрии»); what is the source's word for word leans there on what stands before it.
    """
    own = {one.sentence.text for one in source}
    for n, (candidate, place) in enumerate(zip(said, places, strict=True)):
        leans = candidate.leans_back and n and candidate.sentence.text not in own
        yield 0 if place is None or leans else place


def _in_order(said: Sequence[Candidate], ends: Sequence[int], added: Sequence[Candidate], budget: Budget) -> str:
    """The sentences of a draft in their order and paragraphs, added ones where the source has them.

    Args:
        said: The draft's sentences.
        ends: For each of them where the source sentences end that may come before it.
        added: Sentences of the source.
        budget: Says what stands between sentences.
    """
    waiting = list(added)
    ordered: list[Candidate] = []
    for candidate, end in zip(said, ends, strict=True):
        while waiting and waiting[0].place < end:
            ordered.append(flowing(waiting.pop(0)))
        ordered.append(candidate)
    return join_sentences([*ordered, *map(flowing, waiting)], budget)
