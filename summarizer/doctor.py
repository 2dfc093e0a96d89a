"""Is a model on this machine whole, and does it do what it should? Checks that anyone can run.

The hub's models cannot be run where this program is built, so their users check them where they are.
"""

import platform
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summarizer import __version__
from summarizer.engines.families import version_of
from summarizer.engines.loading import load_engine
from summarizer.errors import SummarizerError
from summarizer.length import budget_of
from summarizer.models import ModelEntry, locate
from summarizer.options import SummaryOptions
from summarizer.summarize import Summarizer
from summarizer.summary import Summary

if TYPE_CHECKING:
    from summarizer.engines.checkpoint import HubTokenizer

RUNTIMES: Final = {"onnxruntime": "ONNX Runtime", "ctranslate2": "CTranslate2"}
LIBRARIES: Final = ("ctranslate2", "onnxruntime", "onnx", "tokenizers", "torch", "transformers", "sentencepiece")
MIN_RUSSIAN: Final = 0.8  # of a summary's letters
MIN_DISTINCT: Final = 0.4  # distinct words of a summary; a model that stammers has fewer
MAX_OF_TARGET: Final = 3.0  # times the words that were asked for
# Written by hand, with a number, names and quotation marks that a summary may carry over.
SAMPLE: Final = (
    "В Вологде после долгого ремонта открылся краеведческий музей. Здание не отапливали с 2019 года, и часть "
    "собрания пришлось перевезти в соседний Череповец. На работы областной бюджет выделил 84 миллиона рублей: "
    "строители укрепили фундамент, заменили крышу и восстановили лепнину в парадном зале. «Мы боялись, что не "
    "успеем к зиме, но мастера работали в две смены», — рассказала директор музея Ирина Соболева. Первую выставку "
    "посвятили речному судоходству: посетители увидят модели барж, карты фарватера и дневник капитана, который "
    "водил пароходы по Сухоне более сорока лет. Дневник передала музею его внучка. До конца года вход для "
    "школьников и пенсионеров будет бесплатным. Весной музей обещает открыть второй этаж, где разместят мастерскую "
    "реставраторов, и тогда за их работой можно будет наблюдать через стекло."
)


@dataclass(frozen=True)
class Check:
    """What was looked at, what was found, and whether it is as it should be."""

    name: str
    detail: str
    is_good: bool = True


def examine(name: str, threads: int | None = None) -> Iterator[Check]:
    """Checks of a model as ``load_engine`` takes it, one by one; an error in one is its finding.

    Raises:
        ModelError: The model is not on this machine.
    """
    yield Check("версии", _versions())
    located = locate(name)
    entry, folder = located.entry, located.folder
    shown = folder.name if folder and entry.name == str(folder) else entry.name
    yield Check("модель", f"{shown} ({entry.licence}), {_short(folder) if folder else 'без файлов'}")
    yield Check("условия", _conventions(entry))
    if folder:
        yield from _guarded("файлы", lambda: _files(folder))
        missing = next((library for library in ("torch", "transformers") if not find_spec(library)), None)
        if missing:
            yield Check("веса", f"без {missing} не проверить: pip install 'summarizer[models]'", is_good=False)
        else:
            yield from _guarded("токенизатор", lambda: _tokenizer(entry, folder))
            yield from _guarded("веса", lambda: _weights(entry, folder))
            yield from _guarded("движок", lambda: _engine(entry, folder))
    yield from _guarded("реферат", lambda: _sample(name, threads))


def _guarded(name: str, look: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    """The checks of one kind; a damaged model or library ends them with a finding, not the report."""
    try:
        yield from look()
    except (SummarizerError, OSError, ImportError) as error:
        yield Check(name, str(error), is_good=False)
    except Exception as error:  # whatever else the model makes a library raise: that is what the report is for
        yield Check(name, f"{type(error).__name__}: {error}", is_good=False)


def _versions() -> str:
    found = [f"summarizer {__version__}", f"Python {platform.python_version()}", platform.platform(terse=True)]
    for library in LIBRARIES:
        try:
            found.append(f"{library} {version_of(library)}")
        except PackageNotFoundError:
            found.append(f"{library} нет")
    return ", ".join(found)


def _conventions(entry: ModelEntry) -> str:
    facts = {
        "окно": entry.window_tokens,
        "приставка": entry.prefix,
        "хвост": entry.suffix,
        "языки": f"{entry.src_lang}→{entry.tgt_lang}" if entry.tgt_lang else "",
        "луч": entry.num_beams,
        "токенов": entry.max_new_tokens,
        "без повтора": entry.no_repeat_ngram_size,
    }
    return ", ".join(f"{key} {value!r}" for key, value in facts.items() if value)


def _files(folder: Path) -> Iterator[Check]:
    """Each file that decides what the model says, with size and the beginning of its sha256."""
    from summarizer.engines.cache import checkpoint_files, sha256_of

    paths = checkpoint_files(folder)
    for path in paths:
        yield Check("файл", f"{path.name} {path.stat().st_size} байт sha256 {sha256_of(path)[:16]}")
    if not any(path.suffix in (".safetensors", ".bin") for path in paths):
        yield Check("файлы", "весов (*.safetensors, *.bin) нет", is_good=False)


def _tokenizer(entry: ModelEntry, folder: Path) -> Iterator[Check]:
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


def _weights(entry: ModelEntry, folder: Path) -> Iterator[Check]:
    """What the files hold against what the architecture needs, and the start token."""
    import torch

    from summarizer.engines.checkpoint import HubTokenizer, decoder_start, load_with_report

    model, report = load_with_report(entry, folder, torch.float32)
    absent = sorted(map(str, [*report["missing_keys"], *report["mismatched_keys"]]))
    extra = sorted(map(str, report["unexpected_keys"]))
    size = sum(parameter.numel() for parameter in model.parameters())
    detail = f"{model.config.model_type}, {size / 1e6:.1f} млн параметров"
    yield Check("веса", f"{detail}; нет: {_list(absent)}; лишние: {_list(extra)}", not absent)
    tokenizer = HubTokenizer(entry, folder)
    start = decoder_start(entry, tokenizer, model)
    if entry.family == "encoder-decoder":
        yield Check("начало", "нет" if start is None else _token(tokenizer, start), start is not None)
    has_room = tokenizer.largest_id() < model.config.vocab_size
    yield Check("словарь", f"{len(tokenizer.library)} в токенизаторе, {model.config.vocab_size} в модели", has_room)


def _list(names: Sequence[str]) -> str:
    return "ничего" if not names else ", ".join(names[:3]) + (f" … всего {len(names)}" if len(names) > 3 else "")


def _engine(entry: ModelEntry, folder: Path) -> Iterator[Check]:
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
        yield Check("движок", f"{RUNTIMES[runtime]} int8, расхождение {distance}, {_short(conversion.folder)}")
        return
    reason = "" if runtimes else ": для этой архитектуры быстрой формы нет"
    yield Check("движок", f"transformers{reason}", is_good=not runtimes)


def _sample(name: str, threads: int | None) -> Iterator[Check]:
    """A summary of the sample as the model writes it, nothing mended: its properties, seconds, memory."""
    began = time.perf_counter()
    summarizer = Summarizer(load_engine(name, threads=threads))
    loaded = time.perf_counter()
    summary = summarizer.summarize(SAMPLE, SummaryOptions(faithful="off"))
    done = time.perf_counter()
    faults = _faults(summary)
    yield Check("реферат", f"{summary.text} [{'; '.join(faults) or 'без замечаний'}]", not faults)
    yield Check("время", f"загрузка {loaded - began:.2f} с, реферат {done - loaded:.2f} с, память {_peak_mb()} МБ")


def _faults(summary: Summary) -> list[str]:
    """What the model's part of a summary of the sample should not be."""
    own = _own_text(summary)
    words = re.findall(r"\w+", own.lower())
    letters = [c for c in own.lower() if c.isalpha()]
    n_russian = sum("а" <= c <= "я" or c == "ё" for c in letters)
    found = {
        "пусто": not words,
        "не по-русски": n_russian < MIN_RUSSIAN * len(letters),
        "заикается": len(set(words)) < MIN_DISTINCT * len(words),
        "без конца": not re.search(r"[.!?…][»”)]*$", own),
        "слишком длинно": len(words) > MAX_OF_TARGET * budget_of(summary.options, ()).words,
    }
    return [name for name, is_so in found.items() if is_so]


def _own_text(summary: Summary) -> str:
    """The summary without the sentences that filled it up from the source: those are good in any case."""
    kept, start = "", 0
    for finding in sorted((f for f in summary.findings if f.kind == "added_from_source"), key=lambda f: f.start):
        kept += summary.text[start : finding.start]
        start = finding.stop
    return (kept + summary.text[start:]).strip()


def _peak_mb() -> str:
    """Peak memory of this process, where the system tells."""
    if not find_spec("resource"):
        return "?"
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return str(peak // (1 << 20 if sys.platform == "darwin" else 1 << 10))


def _short(path: Path) -> str:
    """The path without the user's name: the report may be published."""
    try:
        return f"~/{path.resolve().relative_to(Path.home().resolve()).as_posix()}"
    except (ValueError, RuntimeError):  # it lies elsewhere, or the user has no home folder
        return str(path)
