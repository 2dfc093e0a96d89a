"""Greedy search of our own: token for token what ``generate()`` writes, guessed from the source or not."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import GenerationConfig, LogitsProcessorList, NoRepeatNGramLogitsProcessor

from summarizer.engines import Draft, Request
from summarizer.engines.checkpoint import HubTokenizer, decoder_start, load_weights
from summarizer.engines.transformers.beams import NoOwnRepeat
from summarizer.engines.transformers.engine import TransformersEngine
from summarizer.engines.transformers.greedy import Greedy, Row
from summarizer.engines.transformers.passes import make_passes
from summarizer.errors import InputError, ModelError
from summarizer.models import Located, locate
from tests.tiny import FAMILIES, TEXTS, patch_config

WINDOW = 400  # of the tiny decoder's layers
N_NEW = 24


@pytest.fixture(scope="module", params=FAMILIES)
def located(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Located:
    return locate(str(FAMILIES[request.param](tmp_path_factory.mktemp("checkpoint")).folder))


def engine_of(located: Located, is_guessing: bool = True) -> TransformersEngine:
    assert located.folder
    return TransformersEngine(located.entry, located.folder, "cpu", "float32", 1, is_guessing)


class Searches:
    """One checkpoint, searched with ids in the place of texts."""

    def __init__(self, located: Located) -> None:
        assert located.folder
        torch.set_num_threads(1)  # more only spin on so small a model
        self.model: Any = load_weights(located.entry, located.folder, torch.float32)
        tokenizer = HubTokenizer(located.entry, located.folder)
        self.start = decoder_start(located.entry, tokenizer, self.model)
        self.pad_id, self.eos_id = tokenizer.pad_id, tokenizer.eos_id
        self.batch_sizes: list[int] = []

    def inputs(self, sources: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        """``input_ids`` and mask, filled up as the family wants it."""
        longest = max(map(len, sources))
        rows = [([self.pad_id] * (longest - len(ids)), [0] * (longest - len(ids)), list(ids)) for ids in sources]
        if self.start is None:
            return torch.tensor([p + ids for p, _, ids in rows]), torch.tensor([z + [1] * len(i) for _, z, i in rows])
        return torch.tensor([ids + p for p, _, ids in rows]), torch.tensor([[1] * len(i) + z for _, z, i in rows])

    def ours(
        self, sources: Sequence[Sequence[int]], looked_up: Sequence[Sequence[int]], is_guessing: bool
    ) -> list[Row]:
        """Our search; where it looks up guesses may be other than what the model reads."""
        given = [] if self.start is None else [self.start]
        rules = LogitsProcessorList([NoRepeatNGramLogitsProcessor(3)])
        passes = make_passes(self.model, *self.inputs(sources), self.start)
        self.batch_sizes = []
        handle = self.model.register_forward_pre_hook(self._count, with_kwargs=True)
        with torch.inference_mode():
            rows = Greedy(rules, given, N_NEW, self.eos_id, is_guessing).search(passes, looked_up, lambda share: None)
        handle.remove()
        return rows

    def theirs(
        self, sources: Sequence[Sequence[int]], no_repeat: int = 3, n_least: int = 0, n_most: int = N_NEW
    ) -> list[list[int]]:
        """What the library's search writes, the end token included."""
        input_ids, mask = self.inputs(sources)
        is_decoder = self.start is None
        n_given = input_ids.shape[1] if is_decoder else 1
        self.model.generation_config = GenerationConfig()
        settings = GenerationConfig(
            max_new_tokens=n_most, min_new_tokens=n_least, no_repeat_ngram_size=0 if is_decoder else no_repeat,
            eos_token_id=self.eos_id, pad_token_id=self.pad_id, decoder_start_token_id=self.start,
        )  # fmt: skip
        rules = LogitsProcessorList([NoOwnRepeat(no_repeat, n_given)] if is_decoder else [])
        found = self.model.generate(input_ids, attention_mask=mask, generation_config=settings, logits_processor=rules)
        return [self._until_end(ids) for ids in found[:, n_given:].tolist()]

    def _until_end(self, ids: list[int]) -> list[int]:
        return ids[: ids.index(self.eos_id) + 1] if self.eos_id in ids else ids

    def _count(self, model: Any, args: Any, kwargs: dict[str, Any]) -> None:
        ids = kwargs.get("decoder_input_ids", kwargs.get("input_ids"))
        self.batch_sizes.append(len(ids))


def random_sources(lengths: Sequence[int]) -> list[list[int]]:
    draw = torch.Generator().manual_seed(3)
    return [torch.randint(6, 190, (n,), generator=draw).tolist() for n in lengths]


def nearly(ids: Sequence[int]) -> list[int]:
    """The ids with every seventh token changed: a source that a summary copies with changes."""
    return [191 if i % 7 == 6 else token for i, token in enumerate(ids)]


@pytest.fixture(scope="module")
def searches(located: Located) -> Searches:
    return Searches(located)


@pytest.mark.parametrize("n_source", [1, 30, WINDOW - N_NEW // 2, WINDOW, WINDOW + 50])
def test_guesses_are_taken_and_rejected_as_the_model_says(searches: Searches, n_source: int) -> None:
    sources = random_sources([n_source])
    [theirs] = searches.theirs(sources)
    [plain] = searches.ours(sources, sources, is_guessing=False)
    assert plain.ids == theirs
    assert len(searches.batch_sizes) == len(theirs)
    [guessed] = searches.ours(sources, [nearly(theirs)], is_guessing=True)
    assert guessed.ids == theirs
    assert len(searches.batch_sizes) < 0.6 * len(theirs)
    assert guessed.log_probs == pytest.approx(plain.log_probs, abs=1e-5)
    [copied] = searches.ours(sources, [theirs], is_guessing=True)
    assert copied.ids == theirs
    assert len(searches.batch_sizes) < 0.5 * len(theirs)


def test_rows_that_have_ended_leave_the_batch(searches: Searches) -> None:
    sources = random_sources([30, 44, 25, 40, 33, 60, 51])
    theirs = searches.theirs(sources)
    early = sorted({ids[9] for ids in theirs})
    searches.eos_id, usual = early[0], searches.eos_id  # a token that some rows write and others do not
    try:
        theirs = searches.theirs(sources)
        rows = searches.ours(sources, [nearly(ids) for ids in theirs], is_guessing=True)
        sizes = searches.batch_sizes
    finally:
        searches.eos_id = usual
    lengths = [len(ids) for ids in theirs]
    assert len(set(lengths)) > 1
    assert [row.ids for row in rows] == theirs
    assert sizes == sorted(sizes, reverse=True)
    n_together = sorted(lengths)[-2]  # steps until one row is left
    assert sizes[:n_together] == [sum(length > i for length in lengths) for i in range(n_together)]


@pytest.fixture(scope="module")
def requests() -> list[Request]:
    texts = [*TEXTS[:3], " ".join(TEXTS[1:6])]
    return [Request(text, n_words, num_beams=1) for text in texts for n_words in (1, 2)]


@pytest.fixture(scope="module")
def together(located: Located, requests: list[Request]) -> list[list[Draft]]:
    """The drafts of a batch that has memory enough."""
    return engine_of(located).generate(requests)


def test_engine_writes_the_same_alone_and_in_a_batch(
    located: Located, requests: list[Request], together: list[list[Draft]]
) -> None:
    engine, plain = engine_of(located), engine_of(located, is_guessing=False)
    for one, other in ((together, plain.generate(requests)), (together, [engine.generate([r])[0] for r in requests])):
        assert [(d.text, d.is_finished) for [d] in one] == [(d.text, d.is_finished) for [d] in other]
        assert [d.score for [d] in one] == pytest.approx([d.score for [d] in other], abs=1e-5)


def test_engine_observes_least_and_greatest_length(located: Located, searches: Searches) -> None:
    """A token that the model soon writes is taken for the end."""
    engine = engine_of(located)
    request = Request(TEXTS[4], 8, num_beams=1)
    source = engine._encoding.encode(request.source, request.target_words)
    limits = engine._encoding.limits(request)
    settings = located.entry.no_repeat_ngram_size, limits.min_new_tokens, limits.max_new_tokens
    usual = searches.eos_id
    try:
        searches.eos_id = engine._tokenizer.eos_id = searches.theirs([source], *settings)[0][1]
        [[draft]] = engine.generate([request])
        [expected] = searches.theirs([source], *settings)
        [free] = searches.theirs([source], settings[0], 0, limits.max_new_tokens)
    finally:
        searches.eos_id = usual
    assert draft.text == engine._tokenizer.decode(expected).strip()
    assert len(free) < limits.min_new_tokens <= len(expected) <= limits.max_new_tokens


def test_batch_that_outgrows_the_memory_in_its_midst_is_halved(
    located: Located, requests: list[Request], together: list[list[Draft]]
) -> None:
    engine = engine_of(located)
    n_fitting = 1
    sizes: list[int] = []

    def grow(model: Any, args: Any, kwargs: dict[str, Any]) -> None:
        ids = kwargs.get("decoder_input_ids", kwargs.get("input_ids"))
        n_seen = cache.get_seq_length() if (cache := kwargs.get("past_key_values")) is not None else 0
        if len(ids) > n_fitting and n_seen > 2:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        sizes.append(len(ids))

    engine._model.register_forward_pre_hook(grow, with_kwargs=True)
    found = engine.generate(requests)
    assert [draft.text for [draft] in found] == [draft.text for [draft] in together]
    assert max(sizes) > n_fitting  # it went well for a while


def test_request_that_never_fits_is_named(located: Located) -> None:
    engine = engine_of(located)

    def refuse(*_: Any) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")

    engine._model.register_forward_pre_hook(refuse)
    with pytest.raises(InputError, match="«Мост через реку"):
        engine.generate([Request(TEXTS[2], 5, num_beams=1)])


def test_what_is_guessed_repeats_no_n_gram(searches: Searches) -> None:
    sources = random_sources([40])
    [row] = searches.ours(sources, [[7, 8, 9] * 30], is_guessing=True)
    trigrams = list(zip(row.ids, row.ids[1:], row.ids[2:], strict=False))
    assert len(trigrams) == len(set(trigrams))


def test_checkpoint_that_does_not_say_where_to_begin_is_a_model_error(tmp_path: Path) -> None:
    checkpoint = FAMILIES["mt5_xlsum"](tmp_path)
    patch_config(checkpoint.folder, decoder_start_token_id=None)
    (checkpoint.folder / "generation_config.json").unlink(missing_ok=True)
    with pytest.raises(ModelError, match="decoder_start_token_id"):
        engine_of(locate(str(checkpoint.folder)))
