"""The transformers engine on small checkpoints of every family that the registry holds."""

import json
from pathlib import Path
from typing import Any, Literal

import pytest
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, GenerationConfig

from summarizer.engines import Request
from summarizer.engines.encoding import MAX_OVER_TARGET, MIN_OF_TARGET, SPARE_TOKENS
from summarizer.engines.loading import load_engine
from summarizer.engines.transformers.beams import NoOwnRepeat
from summarizer.engines.transformers.engine import TransformersEngine, choose_dtype, is_bf16_faster
from summarizer.errors import InputError, ModelError
from summarizer.models import locate
from tests.tiny import FAMILIES, TEXTS, Checkpoint

TARGET_WORDS = 3
ENOUGH_WORDS = 7  # with so many, random weights end one of the drafts within the limit


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checkpoint]:
    root = tmp_path_factory.mktemp("checkpoints")
    return {name: make(root / name) for name, make in FAMILIES.items()}


def engine_of(checkpoint: Checkpoint) -> TransformersEngine:
    located = locate(str(checkpoint.folder))
    assert located.folder is not None
    return TransformersEngine(located.entry, located.folder, "cpu", "float32", 1)


# What each model's card says it must be given: the source's text and the first decoder token.
CONVENTIONS = {
    "rut5_gazeta": ("{}", 2),
    "rut5_absum": ("[3] {}", 0),
    "fred_t5": ("<LM> Сократи текст.\n {}", 0),
    "mt5_xlsum": ("{}", 0),
    "mbart_gazeta": ("{}", "ru_RU"),
}


def by_hand(
    checkpoint: Checkpoint,
    engine: TransformersEngine,
    request: Request,
    template: str,
    start: int | str,
) -> tuple[Any, torch.Tensor, Any]:
    """What a careful user of transformers would write for this model: the model, its output, its inputs."""
    entry = locate(str(checkpoint.folder)).entry
    given = {"fred-t5": {"eos_token": "</s>"}, "mbart-gazeta": {"src_lang": "en_XX"}}.get(checkpoint.entry_name, {})
    tokenizer = AutoTokenizer.from_pretrained(checkpoint.folder, **given)
    model = AutoModelForSeq2SeqLM.from_pretrained(checkpoint.folder, dtype=torch.float32)
    model.generation_config = GenerationConfig()
    inputs = tokenizer(template.format(request.source), return_tensors="pt", return_token_type_ids=False)
    target_tokens = request.target_words * engine.tokens_per_word
    settings = GenerationConfig(
        num_beams=entry.num_beams,
        early_stopping=True,
        max_new_tokens=int(target_tokens * MAX_OVER_TARGET) + SPARE_TOKENS,
        min_new_tokens=int(target_tokens * MIN_OF_TARGET),
        no_repeat_ngram_size=entry.no_repeat_ngram_size,
        decoder_start_token_id=start if isinstance(start, int) else tokenizer.convert_tokens_to_ids(start),
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return model, model.generate(**inputs, generation_config=settings), inputs


@pytest.mark.parametrize("family", CONVENTIONS)
def test_conventions_of_the_card_reach_generate(family: str, checkpoints: dict[str, Checkpoint]) -> None:
    checkpoint = checkpoints[family]
    engine = engine_of(checkpoint)
    template, start = CONVENTIONS[family]
    tokenizer = AutoTokenizer.from_pretrained(checkpoint.folder)

    request = Request(TEXTS[0], TARGET_WORDS)

    def expected(template: str, start: int | str) -> str:
        ids = by_hand(checkpoint, engine, request, template, start)[1][0][1:]
        return str(tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)).strip()

    [[draft]] = engine.generate([request])
    assert draft.text == expected(template, start)
    assert draft.text != expected(template, 7)
    assert draft.text != expected("Другое начало. {}", start)


def test_untied_output_layer_is_the_files_own(checkpoints: dict[str, Checkpoint]) -> None:
    folder = checkpoints["rut5_gazeta"].folder
    saved = torch.load(folder / "pytorch_model.bin", weights_only=True)
    assert not torch.equal(saved["lm_head.weight"], saved["shared.weight"])
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32)
    assert torch.equal(model.lm_head.weight, saved["lm_head.weight"])
    assert torch.equal(model.shared.weight, saved["shared.weight"])
    assert not model.config.scale_decoder_outputs


@pytest.mark.parametrize("family", FAMILIES)
def test_text_does_not_depend_on_the_batch(family: str, checkpoints: dict[str, Checkpoint]) -> None:
    engine = engine_of(checkpoints[family])
    requests = [Request(text, TARGET_WORDS, num_beams=2) for text in (TEXTS[0], " ".join(TEXTS), TEXTS[3])]
    alone = [engine.generate([request])[0][0].text for request in requests]
    turned = [drafts[0].text for drafts in engine.generate(requests[::-1])][::-1]
    assert turned == alone
    assert len(set(alone)) > 1


@pytest.mark.parametrize("family", FAMILIES)
def test_n_best_is_sorted_by_mean_log_probability(family: str, checkpoints: dict[str, Checkpoint]) -> None:
    [drafts] = engine_of(checkpoints[family]).generate([Request(TEXTS[1], TARGET_WORDS, num_beams=4, n_best=3)])
    scores = [draft.score for draft in drafts]
    assert len(drafts) == 3
    assert scores == sorted(scores, reverse=True)
    assert all(score < 0 for score in scores)


def test_score_is_the_mean_log_probability_of_the_draft(checkpoints: dict[str, Checkpoint]) -> None:
    checkpoint = checkpoints["mt5_xlsum"]
    engine = engine_of(checkpoint)
    n_finished = 0
    for text in TEXTS[:3]:
        request = Request(text, ENOUGH_WORDS)
        model, output, inputs = by_hand(checkpoint, engine, request, "{}", 0)
        labels = output[:, 1:].clone()
        is_end = (labels == 1).int()
        labels[is_end.cumsum(1) - is_end > 0] = -100  # beam search fills up with end tokens
        with torch.no_grad():
            loss = model(**inputs, labels=labels).loss.item()
        [[draft]] = engine.generate([request])
        assert draft.score == pytest.approx(-loss, abs=1e-4)
        n_finished += draft.is_finished
    assert 0 < n_finished < 3


def test_source_over_the_window_is_refused_not_cut(checkpoints: dict[str, Checkpoint]) -> None:
    engine = engine_of(checkpoints["mt5_xlsum"])
    with pytest.raises(InputError, match="не входит в окно 512"):
        engine.generate([Request("слово " * 600, TARGET_WORDS)])


@pytest.mark.parametrize("family", FAMILIES)
def test_full_window_is_accepted(family: str, checkpoints: dict[str, Checkpoint]) -> None:
    engine = engine_of(checkpoints[family])
    text = "1" * (engine.traits.max_source_tokens - 2)
    while engine.count_tokens(text) > engine.traits.max_source_tokens:
        text = text[:-1]
    assert engine.generate([Request(text, TARGET_WORDS, num_beams=1)])[0]


def test_missing_weight_is_an_error_not_a_random_one(tmp_path: Path) -> None:
    checkpoint = FAMILIES["rut5_gazeta"](tmp_path)
    weights = torch.load(checkpoint.folder / "pytorch_model.bin", weights_only=True)
    del weights["lm_head.weight"], weights["encoder.block.0.layer.0.SelfAttention.q.weight"]
    torch.save(weights, checkpoint.folder / "pytorch_model.bin")
    with pytest.raises(ModelError, match="нет весов"):
        load_engine(str(checkpoint.folder), "cpu")


@pytest.mark.parametrize("name", ["pytorch_model.bin", "tokenizer.json", "config.json"])
def test_damaged_file_is_a_model_error(name: str, tmp_path: Path) -> None:
    checkpoint = FAMILIES["rut5_gazeta"](tmp_path)
    path = checkpoint.folder / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(ModelError):
        load_engine(str(checkpoint.folder), "cpu")


def test_tokenizer_of_another_kind_is_a_model_error(tmp_path: Path) -> None:
    checkpoint = FAMILIES["rut5_gazeta"](tmp_path)
    foreign = {"version": "1.0", "model": {"type": "BPE", "vocab": {"а": 0, "б": 1}, "merges": []}}
    (checkpoint.folder / "tokenizer.json").write_text(json.dumps(foreign), "utf-8")
    with pytest.raises(ModelError, match="Токенизатор"):
        load_engine(str(checkpoint.folder), "cpu")


@pytest.mark.skipif(torch.cuda.is_available(), reason="a GPU is here")
def test_cuda_without_a_gpu_is_a_model_error(checkpoints: dict[str, Checkpoint]) -> None:
    with pytest.raises(ModelError, match=r"--device cpu или --device auto\. Причина: \w+"):
        load_engine(str(checkpoints["mt5_xlsum"].folder), "cuda")


@pytest.mark.parametrize(("is_native", "expected"), [(True, torch.bfloat16), (False, torch.float32)])
def test_type_on_a_gpu_is_the_one_that_it_computes_in(
    is_native: bool, expected: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_supported(including_emulation: bool = True) -> bool:
        return is_native or including_emulation

    monkeypatch.setattr(torch.cuda, "is_bf16_supported", is_supported)
    assert choose_dtype("auto", "cuda") == expected
    assert choose_dtype("bfloat16", "cuda") == torch.bfloat16


def test_type_on_cpu_follows_the_processor(checkpoints: dict[str, Checkpoint]) -> None:
    flags = Path("/proc/cpuinfo").read_text("utf-8", "replace") if Path("/proc/cpuinfo").is_file() else ""
    assert is_bf16_faster() == ("amx_bf16" in flags)
    located = locate(str(checkpoints["compact"].folder))
    assert located.folder

    def score(dtype: Literal["auto", "float32", "bfloat16"]) -> float:
        engine = TransformersEngine(located.entry, located.folder, "cpu", dtype, 1)
        return engine.generate([Request(TEXTS[0], TARGET_WORDS, num_beams=1)])[0][0].score

    assert score("auto") == score("bfloat16" if is_bf16_faster() else "float32")
    assert score("auto") != score("float32" if is_bf16_faster() else "bfloat16")


def test_decoder_may_copy_from_its_prefix_but_not_repeat_itself() -> None:
    rule = NoOwnRepeat(2, n_given=4)
    copying = torch.tensor([[5, 6, 7, 8, 5]])
    assert torch.isfinite(rule(copying, torch.zeros(1, 10))).all()
    repeating = torch.tensor([[5, 6, 7, 8, 1, 2, 1]])
    assert torch.isinf(rule(repeating, torch.zeros(1, 10))[0, 2])
