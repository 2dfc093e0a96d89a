"""The tab about models: what is here, how fast it is, and how to bring one without a network."""

import logging
import shlex
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gradio as gr

from summarizer.doctor import SAMPLE
from summarizer.errors import SummarizerError
from summarizer.models import HUB_PATTERNS
from summarizer.page import tab_texts as texts
from summarizer.page.house import House
from summarizer.page.shelf import ModelShelf
from summarizer.page.texts import CRASHED, number
from summarizer.registry import REGISTRY, ModelEntry
from summarizer.summarize import Summarizer

SHOW_EVERY_S: Final = 0.5
ENOUGH_S: Final = 1.5  # of measuring: a fast model is asked again, its first summary loads tables
MAX_RUNS: Final = 3
BLOCK_BYTES: Final = 8 * 2**20
_MB: Final = 10**6
_HUB: Final = tuple(entry for entry in REGISTRY if entry.hub_id)
_log = logging.getLogger(__name__)


def models_tab(house: House) -> None:
    """Fills the tab."""
    say = house.say
    gr.Markdown(say(texts.MODELS_LEAD), elem_classes=["lead"])
    table = gr.Dataframe(
        model_rows(house),
        headers=[say(column) for column in texts.MODEL_COLUMNS],
        datatype="str",
        label=say(texts.MODELS_TABLE),
        interactive=False,
        wrap=True,
        max_height=700,
        column_widths=["130px", "100px", "70px", "100px", "170px", "120px", "420px"],
        elem_id="models-table",
    )
    with gr.Row(elem_classes=["choices"]):
        model = gr.Dropdown(
            house.choices(),
            value=house.shelf.default,
            label=say(texts.MODEL_HERE),
            filterable=False,
            elem_id="measured-model",
        )
        button = gr.Button(say(texts.MEASURE), elem_id="measure")
    notice = gr.HighlightedText(
        [("", None)], show_inline_category=False, container=False, visible=False, elem_id="models-notice"
    )

    def show(name: str) -> Iterator[list[Any]]:  # Gradio looks at the function, not at what it gives
        yield from _measured(house, name)

    button.click(
        show,
        model,
        [notice, table, button],
        api_visibility="private",
        concurrency_id="measure",
        concurrency_limit=1,  # two at once would measure each other
        show_progress="hidden",
    )
    with gr.Accordion(say(texts.BRING), open=False, elem_id="bring"):
        _bring(house)


def model_rows(house: House) -> list[list[str]]:
    """A row for each model that is known or was found here."""
    shelf, say = house.shelf, house.say
    found = [one.entry for one in shelf.located.values() if one.entry.name not in {e.name for e in REGISTRY}]
    rows = []
    for entry in (*REGISTRY, *found):
        is_here = entry.name in shelf.located
        here = texts.IS_LOADED if shelf.is_loaded(entry.name) else texts.IS_HERE if is_here else texts.IS_NOT_HERE
        speed = shelf.speeds.get(entry.name)
        window = say(texts.ANY_WINDOW) if entry.family == "extract" else str(entry.window_tokens)
        shown_speed = number(speed) if speed else say(texts.NOT_MEASURED) if is_here else "—"
        size = str(_size_mb(shelf, entry))
        rows.append(
            [entry.name, say(here), size, window, house.said(entry.licence), shown_speed, house.said(entry.note) or "—"]
        )
    return rows


def _size_mb(shelf: ModelShelf, entry: ModelEntry) -> int:
    """Of the files here; as the hub has it where there are none."""
    files = _files(shelf, entry.name)
    return round(sum(path.stat().st_size for path in files) / _MB) if files else entry.size_mb


def _files(shelf: ModelShelf, name: str) -> list[Path]:
    located = shelf.located.get(name)
    if located is None or located.folder is None:
        return []
    return sorted({path for pattern in HUB_PATTERNS for path in located.folder.glob(pattern) if path.is_file()})


def _measured(house: House, name: str) -> Iterator[list[Any]]:
    """Updates of notice, table and button: reading, loading, measuring, and what came of it."""
    try:
        for line in measure(house, name):
            yield [gr.update(value=[(line, None)], visible=True), gr.skip(), gr.update(interactive=False)]
    except SummarizerError as error:
        line = house.said(str(error))
    except Exception:
        _log.exception("The model %s broke while it was measured", name)
        line = house.said(CRASHED)
    yield [
        gr.update(value=[(line, None)], visible=True),
        gr.update(value=model_rows(house)),
        gr.update(interactive=True),
    ]


def measure(house: House, name: str) -> Iterator[str]:
    """Loads a model and measures it, saying how far it is; the last line is the result.

    Raises:
        ModelError: The model is not here, or damaged.
    """
    shelf, say = house.shelf, house.say
    shelf.check(name)
    if not shelf.is_loaded(name):
        yield from _read_files(house, name)
    with ThreadPoolExecutor(1, thread_name_prefix="measure") as thread:
        loading = thread.submit(shelf.get, name)
        yield from _waiting(loading, say(texts.ASSEMBLING))
        timing = thread.submit(_time, loading.result())
        yield from _waiting(timing, say(texts.MEASURING))
    seconds = timing.result()
    shelf.speeds[name] = len(SAMPLE) / seconds
    speed = number(shelf.speeds[name])
    yield say(texts.MEASURED).format(model=name, speed=speed, time=number(seconds, 1 if seconds >= 0.1 else 3))


def _read_files(house: House, name: str) -> Iterator[str]:
    """Reads the model's files once: loading then takes them from memory, and how far it is can be said."""
    files = _files(house.shelf, name)
    total = sum(path.stat().st_size for path in files)
    done, shown_s = 0, 0.0
    for path in files:
        with path.open("rb") as file:
            while n_read := len(file.read(BLOCK_BYTES)):
                done += n_read
                if time.monotonic() - shown_s > SHOW_EVERY_S:
                    shown_s = time.monotonic()
                    yield house.say(texts.READING_FILES).format(done=round(done / _MB), total=round(total / _MB))


def _waiting(future: "Future[Any]", line: str) -> Iterator[str]:
    """The line with the seconds until the future is settled; its error is raised by who asks for the result."""
    began = time.monotonic()
    while True:
        yield line.format(n=round(time.monotonic() - began))
        try:
            future.exception(SHOW_EVERY_S)
            return
        except NotYetError:
            continue


def _time(summarizer: Summarizer, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of the fastest summary of the sample."""
    taken: list[float] = []
    while len(taken) < MAX_RUNS and sum(taken) < ENOUGH_S:
        began = clock()
        summarizer.summarize(SAMPLE)
        taken.append(clock() - began)
    return min(taken)


@dataclass(frozen=True)
class Commands:
    """What brings a model of the hub to a computer without a network."""

    file: str
    there: str  # for a machine with a network
    here: str  # for this one


def bring_commands(entry: ModelEntry, cache: Path | None = None) -> Commands:
    """The commands for one model; on this machine it goes where the program looks for it.

    >>> print(bring_commands(_HUB[0], Path("/home/anna/.cache/huggingface/hub")).here.splitlines()[1])
    tar -C /home/anna/.cache/huggingface/hub -xf rut5-gazeta.tar
    """
    folder = "models--" + (entry.hub_id or "").replace("/", "--")
    file = f"{entry.name}.tar"
    patterns = " ".join(f"--include {shlex.quote(pattern)}" for pattern in HUB_PATTERNS)
    place = shlex.quote(str(cache or _hub_cache()))
    there = [
        "pip install huggingface_hub",
        f"hf download {entry.hub_id} --cache-dir hub {patterns}",
        f"tar -C hub -cf {file} {folder}",
    ]
    here = [f"mkdir -p {place}", f"tar -C {place} -xf {file}", f"summarizer doctor --model {entry.name}"]
    return Commands(file, "\n".join(there), "\n".join(here))


def _hub_cache() -> Path:
    try:
        from huggingface_hub import constants
    except ImportError:  # without the extra «models» there is nothing to load it with either
        return Path.home() / ".cache" / "huggingface" / "hub"
    return Path(constants.HF_HUB_CACHE)


def _bring(house: House) -> None:
    say = house.say
    entries = {entry.name: entry for entry in _HUB}

    def fields(name: str) -> tuple[dict[str, Any], dict[str, Any]]:
        entry = entries.get(name, _HUB[0])
        commands = bring_commands(entry)
        there = {"label": say(texts.BRING_THERE).format(size=entry.size_mb), "value": commands.there}
        return there, {"label": say(texts.BRING_HERE).format(file=commands.file), "value": commands.here}

    chosen = gr.Dropdown(
        [(f"{entry.name} — {house.said(entry.note)}", entry.name) for entry in _HUB],
        value=_HUB[0].name,
        label=say(texts.BRING_MODEL),
        filterable=False,
        elem_id="bring-model",
    )
    boxes = [
        gr.Textbox(**values, lines=3, interactive=False, buttons=["copy"], elem_id=elem_id)
        for values, elem_id in zip(fields(_HUB[0].name), ("bring-there", "bring-here"), strict=True)
    ]
    chosen.change(
        lambda name: [gr.update(**values) for values in fields(name)],
        chosen,
        boxes,
        api_visibility="private",
        show_progress="hidden",
    )
