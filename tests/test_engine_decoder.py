"""A decoder with a sliding window in its converted form: exact within the window and beyond it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from summarizer.engines import Request
from summarizer.engines.checkpoint import HubTokenizer, load_weights, log_probs
from summarizer.engines.converting import convert
from summarizer.engines.ctranslate2.engine import CTranslate2Engine
from summarizer.engines.ctranslate2.forms import load_form, longest_source
from summarizer.engines.ctranslate2.specification import specify_decoder, write
from summarizer.engines.encoding import Encoding
from summarizer.engines.families import ConversionError, has_exact_sums
from summarizer.engines.parity import BOUNDS, Parity, Row, compare, fixed_rows
from summarizer.engines.smoothing import smooth_gemma3, watch_inputs
from summarizer.engines.transformers.engine import TransformersEngine
from summarizer.models import Located, locate
from tests.tiny import TEXTS, compact

WINDOW = 400  # of the tiny decoder's layers
LENGTHS = (1, 2, WINDOW, WINDOW + 1, WINDOW + 2, 600, 2 * WINDOW, longest_source(WINDOW))


@pytest.fixture(scope="module")
def decoder(tmp_path_factory: pytest.TempPathFactory) -> Located:
    return locate(str(compact(tmp_path_factory.mktemp("decoder")).folder))


def loaded(decoder: Located) -> tuple[Any, HubTokenizer]:
    assert decoder.folder is not None
    return load_weights(decoder.entry, decoder.folder, torch.float32), HubTokenizer(decoder.entry, decoder.folder)


def random_rows() -> list[Row]:
    draw = torch.Generator().manual_seed(5)
    return [Row(*(torch.randint(4, 500, (n,), generator=draw).tolist() for n in (size, 30))) for size in LENGTHS]


def parities(decoder: Located, folder: Path, window: int) -> list[Parity]:
    """The distance of each row, run as if the sliding window were ``window``."""
    model, tokenizer = loaded(decoder)
    rows = random_rows()
    reference = [log_probs(model, row.source_ids, row.target_ids, None) for row in rows]
    model.config.sliding_window = window
    write(specify_decoder(model, tokenizer), "float32", folder)
    found = load_form(folder, "float32", window).score(rows)
    return [compare([one], [other]) for one, other in zip(reference, found, strict=True)]


def test_every_length_of_a_source_is_read_exactly(decoder: Located, tmp_path: Path) -> None:
    assert all(parity.is_within(BOUNDS["float32"]) for parity in parities(decoder, tmp_path, WINDOW))


def test_what_lies_beyond_the_window_matters(decoder: Located, tmp_path: Path) -> None:
    found = parities(decoder, tmp_path, 2 * WINDOW)  # as the library reads a pass by itself: all that came before
    n_short = LENGTHS.index(WINDOW)
    assert not any(parity.is_within(BOUNDS["float32"]) for parity in found[n_short:])


def test_greedy_drafts_beyond_the_window_are_those_of_transformers(decoder: Located, tmp_path: Path) -> None:
    assert decoder.folder is not None
    fast = CTranslate2Engine(
        decoder.entry, convert(decoder.entry, decoder.folder, "float32", "ctranslate2", tmp_path), threads=1
    )
    slow = TransformersEngine(decoder.entry, decoder.folder, "cpu", "float32", 1)
    texts = [" ".join((TEXTS * 4)[i : i + 20]) for i in range(4)]
    assert all(WINDOW < fast.count_tokens(text) < fast.traits.max_source_tokens for text in texts)
    requests = [Request(text, 12, num_beams=1) for text in [*texts, *TEXTS]]
    ours, theirs = fast.generate(requests), slow.generate(requests)
    assert [one[0].text for one in ours] == [one[0].text for one in theirs]
    assert [one[0].is_finished for one in ours] == [one[0].is_finished for one in theirs]
    assert len({one[0].text for one in ours}) > 4


def test_source_of_more_than_two_windows_is_not_converted(decoder: Located, tmp_path: Path) -> None:
    assert decoder.folder is not None
    entry = replace(decoder.entry, window_tokens=longest_source(WINDOW) + 1)
    with pytest.raises(ConversionError, match="окно 802 больше двух скользящих по 400"):
        convert(entry, decoder.folder, "float32", "ctranslate2", tmp_path)


def test_smoothing_changes_nothing_in_float32_and_brings_int8_nearer(decoder: Located, tmp_path: Path) -> None:
    rows = fixed_rows(Encoding(decoder.entry, loaded(decoder)[1]), loaded(decoder)[1])[:3]

    def outlying() -> tuple[Any, HubTokenizer]:
        """The decoder with three channels as large as trained ones have."""
        model, tokenizer = loaded(decoder)
        for layer in model.model.layers:
            for norm in (layer.input_layernorm, layer.pre_feedforward_layernorm):
                norm.weight.data[:3] = 60
        return model, tokenizer

    def score(model: Any) -> list[list[float]]:
        return [log_probs(model, row.source_ids, row.target_ids, None) for row in rows]

    reference = score(outlying()[0])
    errors = []
    for is_smooth in (False, True):
        model, tokenizer = outlying()
        if is_smooth:
            with watch_inputs(model) as seen:
                score(model)
            smooth_gemma3(model, seen)
            assert compare(reference, score(model)).is_within(BOUNDS["float32"])
        folder = tmp_path / str(is_smooth)
        folder.mkdir()
        write(specify_decoder(model, tokenizer), "int8", folder)
        errors.append(compare(reference, load_form(folder, "int8", WINDOW).score(rows)).mean_error)
    assert errors[1] < (0.8 if has_exact_sums("ctranslate2") else 1) * errors[0]  # of half a byte little is left to win
