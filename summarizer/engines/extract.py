"""An engine without weights of a network: the sentences that tell most, in source order, nothing invented.

It reads all of a text in near linear time, and is what is left where no model can be loaded.
"""

from collections.abc import Sequence
from typing import Final

from summarizer.engines import Draft, Request, Traits
from summarizer.length import Budget, choose_sentences, flowing, join_sentences
from summarizer.selection import find_candidates

NO_LIMIT: Final = 10**9  # words in one request; the limit of a text's length is SummaryOptions.max_source_chars


class ExtractEngine:
    """Chooses sentences of the source; counts words as tokens."""

    traits = Traits("extract", NO_LIMIT)

    def count_tokens(self, text: str) -> int:
        """Words of the text."""
        return len(text.split())

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """One draft for each request."""
        return [self._draft(request) for request in requests]

    def _draft(self, request: Request) -> list[Draft]:
        if request.watch and request.watch.is_stopped:
            return []
        draft = Draft(_extract(request.source, _budget(request)), 0.0)
        if request.watch:
            request.watch.finish(draft.text)
        return [draft]


def _budget(request: Request) -> Budget:
    return Budget(request.target_words, request.target_sentences, request.is_list)


def _extract(text: str, budget: Budget) -> str:
    """The sentences that tell most of a text, together about as much as the budget, in source order.

    >>> _extract("Кот спит дома. Кот спит дома весь день. Погода хорошая.", Budget(4))
    'Кот спит дома весь день.'
    >>> _extract("", Budget(10))
    ''
    """
    chosen = choose_sentences(find_candidates(text), budget)
    return join_sentences([*map(flowing, chosen)], budget)
