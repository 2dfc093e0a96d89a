"""The tab about models: what is here, how fast it is, and how to bring one without a network."""

import logging
from collections.abc import Iterator
from typing import Any, Final

import gradio as gr

from summarizer.errors import SummarizerError
from summarizer.models import REGISTRY, ModelEntry
from summarizer.page import tab_texts, texts
from summarizer.page.bringing import show_how_to_bring
from summarizer.page.house import House
from summarizer.page.languages import Both
from summarizer.page.measuring import measure
from summarizer.page.russian import CRASHED
from summarizer.page.shelf import ModelShelf
from summarizer.page.telling import figure

_MB: Final = 10**6
_log = logging.getLogger(__name__)


def models_tab(house: House) -> None:
    """Fills the tab."""
    say = house.say
    gr.Markdown(f"{say(tab_texts.MODELS_LEAD)} {say(tab_texts.MODELS_NOTE)}", elem_classes=["lead"])
    table = gr.Dataframe(
        model_rows(house),
        headers=[say(column) for column in tab_texts.MODEL_COLUMNS],
        datatype="str",
        label=say(texts.MODELS_TAB),
        interactive=False,
        wrap=True,
        max_height=700,
        column_widths=["120px", "100px", "85px", "105px", "160px", "120px", "400px"],  # as of the folder
        elem_id="models-table",
    )
    with gr.Row(elem_classes=["choices"]):
        model = gr.Dropdown(
            house.choices(),
            value=house.shelf.default,
            label=say(tab_texts.MODEL_HERE),
            filterable=False,
            elem_id="measured-model",
        )
        button = gr.Button(say(tab_texts.MEASURE), elem_id="measure")
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
    with gr.Accordion(say(tab_texts.BRING), open=False, elem_id="bring"):
        show_how_to_bring(house)


def model_rows(house: House) -> list[list[str]]:
    """A row for each model that is known or was found here; what can be used comes first."""
    shelf, say = house.shelf, house.say
    found = [one.entry for one in shelf.located.values() if one.entry.name not in {e.name for e in REGISTRY}]
    rows = []
    for entry in sorted((*REGISTRY, *found), key=lambda entry: entry.name not in shelf.located):
        speed = shelf.speeds.get(entry.name)
        not_measured = say(tab_texts.NOT_MEASURED) if entry.name in shelf.located else "—"
        rows.append(
            [
                entry.name,
                say(_state(shelf, entry.name)),
                str(_size_mb(shelf, entry)),
                say(tab_texts.ANY_WINDOW) if entry.family == "extract" else str(entry.window_tokens),
                house.said(entry.licence),
                figure(speed, 0, say) if speed else not_measured,
                house.said(entry.note) or "—",
            ]
        )
    return rows


def _state(shelf: ModelShelf, name: str) -> Both:
    if shelf.is_loaded(name):
        return tab_texts.IS_LOADED
    return tab_texts.IS_HERE if name in shelf.located else tab_texts.IS_NOT_HERE


def _size_mb(shelf: ModelShelf, entry: ModelEntry) -> int:
    """Of the files here; as the hub has it where there are none."""
    files = shelf.files(entry.name)
    return round(sum(path.stat().st_size for path in files) / _MB) if files else entry.size_mb


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
