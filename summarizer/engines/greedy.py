"""Greedy search in which rows that have ended leave the batch, and the last one drafts from its source.

What is drafted is read in one pass of the model, and of that stays what the search would have taken token by token:
the same rules, the same choice. Rows of a batch would each take another share of their drafts, which no cache of
the library can hold, and on a CPU more rows leave a pass no time to spare; so only a row alone drafts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import torch
from transformers import LogitsProcessorList

from summarizer.engines.passes import Passes
from summarizer.engines.source_lookup import SourceLookup


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
        is_drafting: Whether a row alone drafts from its source. Changes the speed alone.
    """

    rules: LogitsProcessorList
    given: list[int]
    max_new_tokens: int
    eos_id: int
    is_drafting: bool = True

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
        drafted: list[int] = []
        logits = passes.begin()
        while True:
            n_taken = self._take(left, logits, drafted)
            step(len(left[0].ids) / self.max_new_tokens)
            going = [i for i, row in enumerate(left) if not self._is_done(row)]
            if not going:
                return rows
            passes.forget(logits.shape[1] - n_taken)
            if len(going) < len(left):
                passes.keep(going)
                left = [left[i] for i in going]
            if self.is_drafting and len(left) == 1:
                lookup = lookup or SourceLookup(left[0].source_ids)
                drafted = lookup.draft(left[0].ids, self.max_new_tokens - len(left[0].ids) - 1)
            logits = passes.read(torch.tensor([[row.ids[-1], *drafted] for row in left], device=logits.device))

    def _take(self, rows: Sequence[Row], logits: torch.Tensor, drafted: Sequence[int]) -> int:
        """Writes the next token of each row, and more as long as a draft foretold them; how many it wrote."""
        for i in range(logits.shape[1]):
            ids = torch.tensor([[*self.given, *row.ids] for row in rows], dtype=torch.long, device=logits.device)
            scores = self.rules(ids, logits[:, i].float())
            best = scores.argmax(-1, keepdim=True)
            log_probs = scores.log_softmax(-1).gather(1, best)
            for row, (token,), (log_prob,) in zip(rows, best.tolist(), log_probs.tolist(), strict=True):
                row.ids.append(token)
                row.log_probs.append(log_prob)
            if self._is_done(rows[0]) or drafted[i : i + 1] != rows[0].ids[-1:]:
                break
        return i + 1

    def _is_done(self, row: Row) -> bool:
        return row.ids[-1] == self.eos_id or len(row.ids) >= self.max_new_tokens
