"""Greedy search in which rows that have ended leave the batch, and the last one is guessed ahead from its source.

A pass of the model reads what was guessed, and of that stays what the search would have taken token by token: the same
rules, the same choice. In a batch each row would take another share of its guesses, and leave gaps in the cache that
T5 and mBART, whose positions are those of the cache, cannot skip: only a row alone is guessed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import torch
from transformers import LogitsProcessorList

from summarizer.engines.source_lookup import SourceLookup
from summarizer.engines.transformers.passes import Passes

# By the length of the match: see ``SourceLookup``. A fourth won nothing with compact; eight tokens cost a pass 1.15
# times the time of one.
N_GUESSED: Final = (4, 8, 12)


@dataclass
class Row:
    """One source and what is written for it."""

    source_ids: Sequence[int]
    ids: list[int] = field(default_factory=list)  # the end token included
    log_probs: list[float] = field(default_factory=list)  # of each of them


@dataclass(frozen=True)
class Greedy:
    """How to search.

    Attributes:
        rules: Forbid tokens, given the ids of the rows (batch, n), ``given`` first, and scores (batch, vocabulary).
        given: What stands before the summary in the eyes of the rules.
        max_new_tokens: Where a row ends at the latest.
        eos_id: What ends it.
        is_guessing: Whether a row alone is guessed ahead: in float32 the same rows, sooner.
    """

    rules: LogitsProcessorList
    given: list[int]
    max_new_tokens: int
    eos_id: int
    is_guessing: bool = True

    def search(self, passes: Passes, sources: Sequence[Sequence[int]], step: Callable[[float], None]) -> list[Row]:
        """The rows of all sources, in their order.

        Args:
            passes: The sources in the model, not yet begun.
            sources: Their token ids.
            step: Told after each pass what share of the longest summary is written; may raise to end the search.
        """
        rows = [Row(source) for source in sources]
        left = rows
        lookup: SourceLookup | None = None
        guessed: list[int] = []
        logits = passes.begin()
        while True:
            n_taken = self._take(left, logits, guessed)
            step(len(left[0].ids) / self.max_new_tokens)
            going = [i for i, row in enumerate(left) if not self._is_done(row)]
            if not going:
                return rows
            passes.forget(logits.shape[1] - n_taken)
            if len(going) < len(left):
                passes.keep(going)
                left = [left[i] for i in going]
            if self.is_guessing and len(left) == 1:
                lookup = lookup or SourceLookup(left[0].source_ids, N_GUESSED)
                guessed = lookup.guess(left[0].ids, self.max_new_tokens - len(left[0].ids) - 1)
            logits = passes.read(torch.tensor([[row.ids[-1], *guessed] for row in left], device=logits.device))

    def _take(self, rows: Sequence[Row], logits: torch.Tensor, guessed: Sequence[int]) -> int:
        """Writes the next token of each row, and more as long as they were guessed; how many it wrote."""
        for i in range(logits.shape[1]):
            ids = torch.tensor([[*self.given, *row.ids] for row in rows], dtype=torch.long, device=logits.device)
            scores = self.rules(ids, logits[:, i].float())
            best = scores.argmax(-1, keepdim=True)
            log_probs = scores.log_softmax(-1).gather(1, best)
            for row, (token,), (log_prob,) in zip(rows, best.tolist(), log_probs.tolist(), strict=True):
                row.ids.append(token)
                row.log_probs.append(log_prob)
            if self._is_done(rows[0]) or guessed[i : i + 1] != rows[0].ids[-1:]:
                break
        return i + 1

    def _is_done(self, row: Row) -> bool:
        return row.ids[-1] == self.eos_id or len(row.ids) >= self.max_new_tokens
