"""The files of a model: hashes, tokenizer, weights, and what runs them here."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summarizer.doctor.check import Check, short
from summarizer.doctor.sample import SAMPLE
from summarizer.models import ModelEntry

if TYPE_CHECKING:
    from summarizer.engines.checkpoint import HubTokenizer

RUNTIMES: Final = {"onnxruntime": "ONNX Runtime", "ctranslate2": "CTranslate2"}


def look_at_files(folder: Path) -> Iterator[Check]:
    """Each file that decides what the model says, with size and the beginning of its sha256."""
    from summarizer.engines.cache import checkpoint_files, sha256_of

    paths = checkpoint_files(folder)
    for path in paths:
        yield Check("файл", f"{path.name} {path.stat().st_size} байт sha256 {sha256_of(path)[:16]}")
    if not any(path.suffix in (".safetensors", ".bin") for path in paths):
        yield Check("файлы", "весов (*.safetensors, *.bin) нет", is_good=False)


def look_at_tokenizer(entry: ModelEntry, folder: Path) -> Iterator[Check]:
    """Round trip of Russian text, and the tokens that begin, end and fill."""
    from summarizer.engines.checkpoint import HubTokenizer

    tokenizer = HubTokenizer(entry, folder)
    ids = tokenizer.encode(SAMPLE, add_special=False)
    back = " ".join(tokenizer.decode(ids).split())
    n_unknown = ids.count(tokenizer.library.unk_token_id)
    detail = f"{len(SAMPLE) / len(ids):.2f} знака на токен, неизвестных {n_unknown}"
    yield Check(
        "токенизатор", f"{detail}, обратно {'слово в слово' if back == SAMPLE else 'с потерями'}", back == SAMPLE
    )
    names = tokenizer.library.convert_ids_to_tokens
    around = f"{names(tokenizer.encode('', add_special=True))}"
    yield Check("знаки", f"конец {_token(tokenizer, tokenizer.eos_id)}, заполнение "
                f"{_token(tokenizer, tokenizer.pad_id)}, вокруг текста {around}")  # fmt: skip


def _token(tokenizer: "HubTokenizer", token_id: int) -> str:
    return f"{tokenizer.library.convert_ids_to_tokens(token_id)!r} ({token_id})"


def look_at_weights(entry: ModelEntry, folder: Path) -> Iterator[Check]:
    """What the files hold against what the architecture needs, and the start token."""
    import torch

    from summarizer.engines.checkpoint import HubTokenizer, decoder_start, load_with_report
    from summarizer.engines.soundness import absent_weights, n_vectors, no_numbers

    model, report = load_with_report(entry, folder, torch.float32)
    absent = absent_weights(report)
    extra = sorted(map(str, report["unexpected_keys"]))
    size = sum(parameter.numel() for parameter in model.parameters())
    detail = f"{model.config.model_type}, {size / 1e6:.1f} млн параметров"
    yield Check("веса", f"{detail}; нет: {_list(absent)}; лишние: {_list(extra)}", not absent)
    if broken := no_numbers(model):
        yield Check("веса", f"NaN или бесконечность: {_list(broken)}", is_good=False)
    tokenizer = HubTokenizer(entry, folder)
    start = decoder_start(entry, tokenizer, model)
    if entry.family == "encoder-decoder":
        yield Check("начало", "нет" if start is None else _token(tokenizer, start), start is not None)
    n_known = n_vectors(model)
    has_room = tokenizer.largest_id() < n_known
    yield Check("словарь", f"{len(tokenizer.library)} в токенизаторе, {n_known} в модели", has_room)


def _list(names: Sequence[str]) -> str:
    return "ничего" if not names else ", ".join(names[:3]) + (f" … всего {len(names)}" if len(names) > 3 else "")


def look_at_engine(entry: ModelEntry, folder: Path) -> Iterator[Check]:
    """What runs the model here: a GPU, or a form in int8 and how far it is from transformers."""
    from summarizer.engines.conversion import find_or_convert
    from summarizer.engines.families import ConversionError, fitting_runtimes
    from summarizer.engines.gpu import has_gpu
    from summarizer.engines.parity import BOUNDS

    if has_gpu():
        yield Check("движок", "transformers на видеокарте")
        return
    runtimes = fitting_runtimes(folder, "int8")
    for runtime in runtimes:
        if not find_spec(runtime):
            yield Check("движок", f"{RUNTIMES[runtime]} не установлен: pip install 'summarizer[models]'", is_good=False)
            continue
        try:
            conversion = find_or_convert(entry, folder, "int8", runtime)
        except (ConversionError, ImportError) as error:
            yield Check("движок", f"{RUNTIMES[runtime]} не взять: {error}", is_good=False)
            continue
        distance = f"{conversion.parity.mean_error:.2g} (предел {BOUNDS['int8'].mean_error:g})"
        yield Check("движок", f"{RUNTIMES[runtime]} int8, расхождение {distance}, {short(conversion.folder)}")
        return
    reason = "" if runtimes else ": для этой архитектуры быстрой формы нет"
    yield Check("движок", f"transformers{reason}", is_good=not runtimes)
