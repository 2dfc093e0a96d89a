"""Search with beams over a model that continues rows step by step; with one beam it is greedy.

The rules are those of transformers with ``early_stopping=True``: a source is done when as many summaries have ended as
there are beams, and what was not ended at the limit counts as it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from summarizer.engines.encoding import Limits


class Steps(Protocol):
    """A batch of sources that were read: see ``model.Batch``."""

    @property
    def first(self) -> Sequence[int]:
        """The token before each summary."""

    def step(self, ids: Sequence[int], parents: Sequence[int], n_best: int) -> tuple[Any, Any]:
        """Log-probabilities and ids of the best next tokens of each row, best first: arrays (rows, n_best)."""

    def keep(self, sources: Sequence[int]) -> None:
        """Only these sources stay, in this order; the parents of the next step still count all rows."""


@dataclass(frozen=True)
class Rules:
    """What bounds a summary."""

    limits: Limits
    eos_id: int
    no_repeat_ngram_size: int  # 0: it may repeat itself
    length_penalty: float

    def forbidden(self, ids: Sequence[int]) -> set[int]:
        """Tokens that may not come next: the end too soon, and what would repeat an n-gram.

        >>> Rules(Limits(1, 1, 2, 9), eos_id=1, no_repeat_ngram_size=2, length_penalty=1.0).forbidden([7, 8, 7])
        {8}
        """
        n_before = self.no_repeat_ngram_size - 1
        found = set() if len(ids) >= self.limits.min_new_tokens else {self.eos_id}
        if n_before < 0 or len(ids) <= n_before:
            return found
        last = tuple(ids[len(ids) - n_before :])
        starts = range(len(ids) - n_before)
        return found | {ids[i + n_before] for i in starts if tuple(ids[i : i + n_before]) == last}


@dataclass(frozen=True)
class Hypothesis:
    """A summary in token ids, the end token included, if it came."""

    ids: tuple[int, ...]
    log_prob: float  # the sum over its tokens

    @property
    def mean_log_prob(self) -> float:
        """Per token."""
        return self.log_prob / max(1, len(self.ids))


@dataclass
class _Source:
    """What is written for one source; ``parents`` are rows of the step before."""

    first: int  # the token before the summary
    beams: list[Hypothesis]
    parents: list[int]
    ended: list[Hypothesis] = field(default_factory=list)
    is_done: bool = False

    def take(self, row: int, log_probs: Any, ids: Any, forbidden: Sequence[set[int]], rules: Rules) -> None:
        """One more token for each beam, given what the model says of the rows from ``row`` on."""
        num_beams = rules.limits.num_beams
        found = []
        for i, (beam, ruled_out) in enumerate(zip(self.beams, forbidden, strict=True)):
            found += [
                (beam.log_prob + log_prob, i, token)
                for log_prob, token in zip(log_probs[row + i].tolist(), ids[row + i].tolist(), strict=True)
                if token not in ruled_out
            ]
        beams: list[Hypothesis] = []
        parents: list[int] = []
        for rank, (log_prob, i, token) in enumerate(sorted(found, key=lambda one: -one[0])[: 2 * num_beams]):
            longer = Hypothesis((*self.beams[i].ids, token), log_prob)
            if token != rules.eos_id and len(beams) < num_beams:
                beams.append(longer)
                parents.append(row + i)
            elif token == rules.eos_id and rank < num_beams:
                self.ended.append(longer)
        self.beams, self.parents = beams, parents
        self._close(rules)

    def _close(self, rules: Rules) -> None:
        """Ends the search where there is enough, or no more room."""
        limits = rules.limits
        if len(self.ended) >= limits.num_beams or not self.beams:
            self.is_done = True
        elif len(self.beams[0].ids) >= limits.max_new_tokens:
            self.ended += self.beams
            self.is_done = True

    def best(self, rules: Rules) -> list[Hypothesis]:
        """The summaries that were found, best first."""
        ranked = sorted(self.ended, key=lambda one: -one.log_prob / len(one.ids) ** rules.length_penalty)
        return sorted(ranked[: rules.limits.n_best], key=lambda one: -one.mean_log_prob)

    def rows(self, row: int, n: int) -> list[tuple[int, int]]:
        """Token and parent of each of its n rows; a source that is done fills up, from ``row``, until it leaves."""
        if self.is_done:
            return [(self.first, row)] * n
        tokens = [beam.ids[-1] if beam.ids else self.first for beam in self.beams]
        return list(zip(tokens, self.parents, strict=True))


def search(batch: Steps, rules: Rules, tell: Callable[[float], None]) -> list[list[Hypothesis]]:
    """The best summaries of each source, best first.

    Args:
        batch: The sources, read; the vocabulary is at least twice the beams and what is forbidden.
        tell: Called after each step with the share of max_new_tokens that is written; may raise to end the search.
    """
    sources = [_Source(token, [Hypothesis((), 0.0)], [row]) for row, token in enumerate(batch.first)]
    held, n_rows = sources, 1
    row_of = list(range(len(sources)))  # of each held source in the step before
    for n_written in range(1, rules.limits.max_new_tokens + 1):
        rows = [pair for source, row in zip(held, row_of, strict=True) for pair in source.rows(row, n_rows)]
        forbidden = [[] if source.is_done else [rules.forbidden(beam.ids) for beam in source.beams] for source in held]
        n_forbidden = max(len(ruled_out) for of_beams in forbidden for ruled_out in of_beams)
        ids, parents = zip(*rows, strict=True)
        found = batch.step(ids, parents, 2 * rules.limits.num_beams + n_forbidden)
        for i, source in enumerate(held):
            if not source.is_done:
                source.take(i * n_rows, *found, forbidden[i], rules)
        tell(n_written / rules.limits.max_new_tokens)
        left = [i for i, source in enumerate(held) if not source.is_done]
        if not left:
            break
        row_of = [i * n_rows for i in range(len(held))]
        if 2 * len(left) <= len(held):  # sooner it would cost more to copy what stays
            batch.keep(left)
            held, row_of = [held[i] for i in left], [row_of[i] for i in left]
        n_rows = rules.limits.num_beams
    return [source.best(rules) for source in sources]
