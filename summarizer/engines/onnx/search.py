"""Search with beams over a model that continues rows step by step; with one beam it is greedy.

A greedy search of one source guesses what comes next from the source: one step reads what was guessed, and of that
stays what the search would have taken token by token. The rules are those of transformers with
``early_stopping=True``: a source is done when as many summaries have ended as there are beams, and what was not ended
at the limit counts as it is.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Protocol

from summarizer.engines.encoding import Limits
from summarizer.engines.source_lookup import SourceLookup

# By the length of the match: see ``SourceLookup``. A step of four tokens takes 1.3 times the time of one, of eight 1.7
# times (compact, int8): of 42 news drafts the slowest lost 3 % by these, and 14 % by three after a match of one.
N_GUESSED: Final = (0, 3, 7)


class Steps(Protocol):
    """A batch of sources that were read: see ``model.Batch``."""

    @property
    def first(self) -> Sequence[int]:
        """The token before each summary."""

    def step(self, ids: Sequence[int], parents: Sequence[int], n_best: int) -> tuple[Any, Any]:
        """Log-probabilities and ids of what follows each token, best first: arrays (len(ids), n_best)."""

    def forget(self, n: int) -> None:
        """Takes back the last n tokens of every row."""

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

    def n_best(self, forbidden: Iterable[set[int]]) -> int:
        """How many of the best tokens of each row to ask for, so that enough are left of those that may come next."""
        return 2 * self.limits.num_beams + max(map(len, forbidden))


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
    source_ids: Sequence[int]
    ended: list[Hypothesis] = field(default_factory=list)
    is_done: bool = False

    @cached_property
    def _lookup(self) -> SourceLookup:
        return SourceLookup(self.source_ids, N_GUESSED)

    @property
    def n_written(self) -> int:
        """Tokens of the longest beam."""
        return max(len(beam.ids) for beam in (*self.beams, *self.ended))

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

    def go_on(self, batch: Steps, rules: Rules) -> None:
        """The next token of the only row, and more as long as they were guessed."""
        [beam] = self.beams
        guessed = self._lookup.guess(beam.ids, rules.limits.max_new_tokens - len(beam.ids) - 1)
        forbidden = [rules.forbidden((*beam.ids, *guessed[:i])) for i in range(len(guessed) + 1)]
        [(last, parent)] = self.rows(0, 1)
        found = batch.step([last, *guessed], [parent], rules.n_best(forbidden))
        for i, ruled_out in enumerate(forbidden):
            self.take(i, *found, [ruled_out], rules)
            if self.is_done:
                return
            if guessed[i : i + 1] != list(self.beams[0].ids[-1:]):
                break
        self.parents = [0]
        if n_wrong := len(guessed) - i:
            batch.forget(n_wrong)

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


def search(
    batch: Steps,
    source_ids: Sequence[Sequence[int]],
    rules: Rules,
    tell: Callable[[float], None],
    is_guessing: bool = True,
) -> list[list[Hypothesis]]:
    """The best summaries of each source, best first.

    Args:
        batch: The sources, read; the vocabulary is at least twice the beams and what is forbidden.
        source_ids: Their tokens.
        tell: Called after each step with the share of max_new_tokens that is written; may raise to end the search.
        is_guessing: Whether a greedy search of one source is guessed ahead: the same summary, sooner.
    """
    sources = [
        _Source(first, [Hypothesis((), 0.0)], [row], ids)
        for row, (first, ids) in enumerate(zip(batch.first, source_ids, strict=True))
    ]
    held, n_rows = sources, 1
    row_of = list(range(len(sources)))  # of each held source in the step before
    while True:
        if is_guessing and len(held) == rules.limits.num_beams == 1:
            held[0].go_on(batch, rules)
        else:
            _step(batch, held, row_of, n_rows, rules)
        tell(max(source.n_written for source in held) / rules.limits.max_new_tokens)
        left = [i for i, source in enumerate(held) if not source.is_done]
        if not left:
            return [source.best(rules) for source in sources]
        row_of = [i * n_rows for i in range(len(held))]
        if 2 * len(left) <= len(held):  # sooner it would cost more to copy what stays
            batch.keep(left)
            held, row_of = [held[i] for i in left], [row_of[i] for i in left]
        n_rows = rules.limits.num_beams


def _step(batch: Steps, held: Sequence[_Source], row_of: Sequence[int], n_rows: int, rules: Rules) -> None:
    """One more token for each beam of each source, of which each has ``n_rows``."""
    rows = [pair for source, row in zip(held, row_of, strict=True) for pair in source.rows(row, n_rows)]
    forbidden = [[] if source.is_done else [rules.forbidden(beam.ids) for beam in source.beams] for source in held]
    ids, parents = zip(*rows, strict=True)
    found = batch.step(ids, parents, rules.n_best(ruled_out for of_beams in forbidden for ruled_out in of_beams))
    for i, source in enumerate(held):
        if not source.is_done:
            source.take(i * n_rows, *found, forbidden[i], rules)
