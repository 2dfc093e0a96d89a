"""Search with beams over scripted steps: what it finds, what it forbids, and how sources leave their batch."""

from collections.abc import Sequence
from itertools import product
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from summarizer.engines.encoding import Limits
from summarizer.engines.onnx.search import Hypothesis, Rules, search

EOS, VOCABULARY = 1, 6


class ScriptedSteps:
    """Log-probabilities that depend on the source and on all tokens so far; where few are left, all of them."""

    def __init__(self, seeds: Sequence[int], ends: Sequence[int] = ()) -> None:
        self.first = [100 + seed for seed in seeds]
        self.n_rows: list[int] = []
        self._ends = dict(zip(seeds, ends, strict=False))  # a source's end comes after so many tokens
        self._sources = list(seeds)
        self._texts: list[tuple[int, ...]] = [()] * len(seeds)
        self._of_texts = list(seeds)

    def log_probs(self, seed: int, text: tuple[int, ...]) -> NDArray[np.float64]:
        """Of all tokens after a text."""
        scores = np.random.default_rng([seed, *text]).normal(size=VOCABULARY) * 2
        if seed in self._ends:
            scores[EOS] = 50.0 if len(text) == self._ends[seed] else -50.0
        found: NDArray[np.float64] = scores - np.log(np.exp(scores).sum())
        return found

    def step(
        self, ids: Sequence[int], parents: Sequence[int], n_best: int
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """As a model would, the best first."""
        self.n_rows.append(len(parents))
        n_each = len(parents) // len(self._sources)
        of_rows = [self._sources[i // n_each] for i in range(len(parents))]
        assert [self._of_texts[parent] for parent in parents] == of_rows, "a row continues another source's"
        self._of_texts = of_rows
        self._texts, rows = [self._texts[parent] for parent in parents], []
        n_ids = len(ids) // len(parents)
        for i, token in enumerate(ids):
            row = i // n_ids
            self._texts[row] = () if token >= 100 else (*self._texts[row], token)
            rows.append(self.log_probs(of_rows[row], self._texts[row]))
        order = [np.argsort(-row, kind="stable")[:n_best] for row in rows]
        return np.array([row[best] for row, best in zip(rows, order, strict=True)]), np.array(order)

    def forget(self, n: int) -> None:
        """The last n of each text."""
        self._texts = [text[:-n] for text in self._texts]

    def keep(self, sources: Sequence[int]) -> None:
        """Only these stay."""
        self._sources = [self._sources[i] for i in sources]


def rules(num_beams: int = 1, n_best: int = 1, least: int = 0, most: int = 5, no_repeat: int = 0) -> Rules:
    return Rules(Limits(num_beams, n_best, least, most), EOS, no_repeat, length_penalty=1.0)


def found(steps: ScriptedSteps, asked: Rules, source: Sequence[int] = ()) -> list[list[Hypothesis]]:
    return search(steps, [source] * len(steps.first), asked, lambda share: None)


@given(st.integers(0, 50), st.integers(0, 3), st.integers(0, 3))
def test_one_beam_takes_the_best_token_each_time(seed: int, least: int, no_repeat: int) -> None:
    asked = rules(least=least, no_repeat=no_repeat)
    [[one]] = found(ScriptedSteps([seed]), asked)
    text: tuple[int, ...] = ()
    total = 0.0
    while len(text) < 5 and text[-1:] != (EOS,):
        scores = ScriptedSteps([seed]).log_probs(seed, text)
        scores[list(asked.forbidden(text))] = -np.inf
        text += (int(scores.argmax()),)
        total += scores.max()
    assert one.ids == text
    assert one.log_prob == pytest.approx(total)


@given(st.integers(0, 50), st.integers(0, 3), st.integers(0, 3), st.lists(st.integers(0, VOCABULARY - 1)), st.data())
def test_guesses_change_nothing_but_the_steps(
    seed: int, least: int, no_repeat: int, noise: list[int], data: st.DataObject
) -> None:
    """Whatever stands in the source, the summary itself too; and there are never more of them."""
    asked = rules(least=least, most=12, no_repeat=no_repeat)
    plain = ScriptedSteps([seed])
    [[expected]] = found(plain, asked)
    for source in (noise, [*noise, *expected.ids], data.draw(st.permutations([*noise, *expected.ids]))):
        steps = ScriptedSteps([seed])
        [[one]] = found(steps, asked, source)
        assert one.ids == expected.ids
        assert one.log_prob == pytest.approx(expected.log_prob)
        assert len(steps.n_rows) <= len(plain.n_rows)


def test_what_the_source_holds_is_written_in_few_steps() -> None:
    asked = rules(most=12, no_repeat=2)
    [[expected]] = found(ScriptedSteps([8], ends=[99]), asked)
    steps = ScriptedSteps([8], ends=[99])
    told: list[float] = []
    search(steps, [expected.ids], asked, told.append)
    assert len(expected.ids) == 12 and len(steps.n_rows) <= 5
    assert told == sorted(told) and told[-1] == 1


@given(st.integers(0, 50))
def test_beams_as_many_as_there_are_texts_find_the_best(seed: int) -> None:
    """All texts of three tokens or fewer, the end within: with so many beams nothing is left out."""
    steps = ScriptedSteps([seed])
    best = -np.inf
    for text in product(range(VOCABULARY), repeat=3):
        if EOS not in text[:2]:
            total = sum(steps.log_probs(seed, text[:i])[text[i]] for i in range(3))
            best = max(best, total / 3)
    [texts] = found(ScriptedSteps([seed]), rules(num_beams=200, n_best=200, least=2, most=3))
    assert texts[0].mean_log_prob == pytest.approx(best)
    assert [one.mean_log_prob for one in texts] == sorted((one.mean_log_prob for one in texts), reverse=True)


@given(st.lists(st.integers(0, 50), min_size=1, max_size=5, unique=True), st.integers(1, 3), st.data())
def test_sources_of_a_batch_are_found_as_if_alone(seeds: list[int], num_beams: int, data: st.DataObject) -> None:
    ends = [data.draw(st.integers(0, 6)) for _ in seeds]
    asked = rules(num_beams=num_beams, n_best=num_beams)
    alone = [found(ScriptedSteps([seed], [end]), asked)[0] for seed, end in zip(seeds, ends, strict=True)]
    together = found(ScriptedSteps(seeds, ends), asked)
    for one, other in zip(alone, together, strict=True):
        assert [text.ids for text in one] == [text.ids for text in other]


def test_sources_that_are_done_leave_when_half_are() -> None:
    steps = ScriptedSteps([1, 2, 3, 4], ends=[1, 2, 4, 4])
    assert [text.ids[-1] for [text] in found(steps, rules(most=9))] == [EOS] * 4
    assert steps.n_rows == [4, 4, 4, 2, 2]


def test_no_ngram_comes_twice_and_the_end_not_too_soon() -> None:
    [[text]] = found(ScriptedSteps([8]), rules(least=9, most=20, no_repeat=2))
    pairs = list(zip(text.ids, text.ids[1:], strict=False))
    assert len(pairs) == len(set(pairs))
    assert EOS not in text.ids[:9]
    assert len(text.ids) >= 9


def test_end_is_told_of_at_each_step_and_may_be_forced() -> None:
    class Enough(Exception):
        pass

    def tell(share: float) -> None:
        told.append(share)
        if len(told) == 3:
            raise Enough

    told: list[float] = []
    with pytest.raises(Enough):
        search(ScriptedSteps([1], ends=[99]), [[]], rules(most=10), tell)
    assert told == pytest.approx([0.1, 0.2, 0.3])


def test_what_did_not_end_counts_as_it_is() -> None:
    [texts] = found(ScriptedSteps([1], ends=[99]), rules(num_beams=2, n_best=2, most=4))
    assert [len(text.ids) for text in texts] == [4, 4]
    assert all(EOS not in text.ids for text in texts)


def test_mean_is_over_the_tokens() -> None:
    assert Hypothesis((5, EOS), log(0.25)).mean_log_prob == pytest.approx(log(0.5))


@given(st.integers(0, 50), st.sampled_from([0.0, 1.0, 3.0]))
def test_fewer_are_the_best_of_more(seed: int, length_penalty: float) -> None:
    """By the sum over the length to its penalty, worked out here once more; they come back by their mean."""
    limits = Limits(2, 2, 0, 5)
    both = Rules(limits, EOS, 0, length_penalty)
    one = Rules(Limits(2, 1, 0, 5), EOS, 0, length_penalty)
    [texts], [[best]] = found(ScriptedSteps([seed]), both), found(ScriptedSteps([seed]), one)
    assert len(texts) == 2 and texts[0].mean_log_prob >= texts[1].mean_log_prob
    assert best == max(texts, key=lambda text: text.log_prob / len(text.ids) ** length_penalty)


def test_the_penalty_decides_between_a_short_and_a_long_text() -> None:
    """Somewhere the most probable text and the most probable per token are two."""
    chosen = {
        penalty: [
            found(ScriptedSteps([seed]), Rules(Limits(2, 1, 0, 5), EOS, 0, penalty))[0][0].ids for seed in range(30)
        ]
        for penalty in (0.0, 2.0)
    }
    lengths = {penalty: sum(map(len, texts)) for penalty, texts in chosen.items()}
    assert lengths[2.0] > lengths[0.0]
