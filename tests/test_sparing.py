"""Memory that runs out in the model: half the batch, down to one, and the same text as alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from summarizer import Summarizer, SummaryOptions
from summarizer.engines import Draft, Request
from summarizer.engines.scheduling import Job, run_in_order
from summarizer.errors import InputError
from tests.scripted import ScriptedEngine
from tests.texts import TALE

NO_MEMORY = "CUDA out of memory. Tried to allocate 2.00 GiB"
AS_WRITTEN = SummaryOptions(faithful="off")  # else a draft of another text would be put right from the text's own


@dataclass(frozen=True, kw_only=True)
class Asked(Job[str]):
    """A job with what was asked."""

    request: Request


class Starving(ScriptedEngine):
    """Has memory for so many requests at once; a text that says so never fits. Its batches are made as any engine's."""

    def __init__(self, limit: int, error: type[Exception] = MemoryError, says: str = NO_MEMORY) -> None:
        super().__init__(max_source_tokens=40)
        self.limit = limit
        self.error, self.says = error, says
        self.n_refused = 0

    def generate(self, requests: Sequence[Request]) -> list[list[Draft]]:
        """The drafts, in as many batches as the memory asks for."""
        jobs = (Asked(input_ids=[0], group="", label=request.source[:20], request=request) for request in requests)
        return list(run_in_order(jobs, self._run))

    def _run(self, jobs: Sequence[Asked]) -> list[list[Draft]]:
        requests = [job.request for job in jobs]
        if len(requests) > self.limit or any("ненасытный" in request.source for request in requests):
            self.n_refused += 1
            raise self.error(self.says)
        return super().generate(requests)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [TALE.replace("деревни", f"деревни {i}") * 2 for i in range(8)]


@pytest.fixture(scope="module")
def alone(texts: list[str]) -> list[str]:
    """What each text gives by itself, with memory enough."""
    return [Summarizer(Starving(10**6)).summarize(text, AS_WRITTEN).text for text in texts]


@pytest.mark.parametrize(
    ("limit", "error"),
    [*((limit, MemoryError) for limit in range(1, 8)), (3, RuntimeError)],
)
def test_memory_failure_halves_down_to_one_with_the_same_text(
    limit: int, error: type[Exception], texts: list[str], alone: list[str]
) -> None:
    starving = Starving(limit, error)
    found = [summary.text for summary in Summarizer(starving).summarize_many(texts, AS_WRITTEN)]
    assert found == alone
    assert max(starving.batch_sizes) <= limit
    assert starving.n_refused > 0


def test_request_that_never_fits_is_an_input_error() -> None:
    with pytest.raises(InputError, match=r"«Этот ненасытный.* не помещается в память даже один"):
        Summarizer(Starving(4)).summarize("Этот ненасытный текст не поместится. " * 20)


def test_another_error_of_the_engine_is_not_taken_for_it() -> None:
    starving = Starving(0, RuntimeError, "size mismatch")
    with pytest.raises(RuntimeError, match="size mismatch"):
        Summarizer(starving).summarize(TALE * 2)
    assert starving.n_refused == 1  # it was not tried again with less
