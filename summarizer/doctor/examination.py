"""The checks of a model in their order; an error in one is its finding."""

import platform
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError
from importlib.util import find_spec
from typing import Final

from summarizer import __version__
from summarizer.doctor.check import Check, short
from summarizer.doctor.files import look_at_engine, look_at_files, look_at_tokenizer, look_at_weights
from summarizer.doctor.sample import look_at_summary
from summarizer.engines.families import version_of
from summarizer.errors import SummarizerError
from summarizer.models import ModelEntry, locate

LIBRARIES: Final = ("ctranslate2", "onnxruntime", "onnx", "tokenizers", "torch", "transformers", "sentencepiece")


def examine(name: str, threads: int | None = None) -> Iterator[Check]:
    """Checks of a model as ``load_engine`` takes it, one by one; an error in one is its finding.

    Raises:
        ModelError: The model is not on this machine.
    """
    yield Check("версии", _versions())
    located = locate(name)
    entry, folder = located.entry, located.folder
    shown = folder.name if folder and entry.name == str(folder) else entry.name
    yield Check("модель", f"{shown} ({entry.licence}), {short(folder) if folder else 'без файлов'}")
    yield Check("условия", _conventions(entry))
    if folder:
        yield from _guarded("файлы", lambda: look_at_files(folder))
        missing = next((library for library in ("torch", "transformers") if not find_spec(library)), None)
        if missing:
            yield Check("веса", f"без {missing} не проверить: pip install 'summarizer[models]'", is_good=False)
        else:
            yield from _guarded("токенизатор", lambda: look_at_tokenizer(entry, folder))
            yield from _guarded("веса", lambda: look_at_weights(entry, folder))
            yield from _guarded("движок", lambda: look_at_engine(entry, folder))
    yield from _guarded("реферат", lambda: look_at_summary(name, threads))


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
        "читает слов на слово реферата": entry.focus,
        "своим словам можно верить": "да" if entry.is_trusted else "нет",
        "приставка": entry.prefix,
        "хвост": entry.suffix,
        "языки": f"{entry.src_lang}→{entry.tgt_lang}" if entry.tgt_lang else "",
        "луч": entry.num_beams,
        "токенов": entry.max_new_tokens,
        "без повтора": entry.no_repeat_ngram_size,
    }
    return ", ".join(f"{key} {value!r}" for key, value in facts.items() if value)
