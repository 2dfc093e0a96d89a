"""The tab for one text: its widgets, and what happens when they are used.

Widgets take what a person gives. An answer goes as one line of JSON through a channel, a hidden
widget whose text the page's script reads: it alone draws texts, and never as HTML.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import gradio as gr
from gradio.context import Context, LocalContext

from summarizer.errors import OptionError
from summarizer.options import LENGTH_NAMES, TARGET_WORDS, SummaryOptions
from summarizer.page import telling, texts
from summarizer.page.following import FOLLOWER
from summarizer.page.handlers import answer_text, find_examples
from summarizer.page.house import House
from summarizer.page.languages import Both, Say
from summarizer.page.view import Packed, packed, show_words
from summarizer.summarize import TEXTS_AT_ONCE

OWN: Final = "own"  # the length that is given as a number


@dataclass(frozen=True)
class _Inputs:
    """What is asked for; the order is that of ``Choices`` behind text and model."""

    source: gr.Textbox
    model: gr.Dropdown
    length: gr.Radio
    amount: gr.Number
    unit: gr.Dropdown
    title: gr.Checkbox
    repair: gr.Checkbox
    version: gr.Radio

    def all(self) -> list[Any]:
        """The widgets as Gradio wants them."""
        return list(vars(self).values())


def text_tab(house: House) -> None:
    """Fills the tab: the text and the choices on the left, its summary on the right."""
    with gr.Row(elem_id="desk"):
        with gr.Column(min_width=300, elem_id="left"):
            inputs = _build_inputs(house)
            with gr.Row(elem_id="do"):
                go = gr.Button(house.say(texts.SUMMARIZE), variant="primary", size="lg", elem_id="go")
                gr.Button(house.say(texts.CANCEL), variant="secondary", size="lg", elem_id="cancel")
            gr.Markdown(house.say(texts.KEYS), elem_id="keys")
        with gr.Column(min_width=300, elem_id="right"), gr.Column(elem_id="sheet"):
            gr.Markdown(f"## {house.say(texts.SUMMARY)}")
            gr.Markdown(house.say(texts.SUMMARY_EMPTY), elem_id="empty")
            _channel("words", packed({**show_words(house.say), "names": _names(house)}))
            answer = _channel("answer")
    _wire(house, inputs, go, answer)


@dataclass(frozen=True)
class Choices:
    """What the widgets say; the order is that of ``_Inputs`` behind the model."""

    length: str = SummaryOptions().length
    amount: float | None = None  # of an own length
    unit: str = "sentences"
    has_title: bool = False
    is_repaired: bool = True  # what the source does not hold is replaced, else only marked
    version: str = "cleaned"

    def options(self, say: Say) -> SummaryOptions:
        """The choices as options.

        Raises:
            OptionError: The number is missing, not whole, or out of its range.

        >>> Choices("own", 10, "ratio").options(str).ratio
        0.1
        """
        given: dict[str, Any] = {
            "title": self.has_title,
            "faithful": "repair" if self.is_repaired else "flag",
            "clean": self.version != "given",
        }
        if self.length == OWN:
            given[self.unit] = self._amount(say)
        else:
            given["length"] = self.length
        return SummaryOptions(**given)

    def _amount(self, say: Say) -> float:
        if self.amount is None:
            raise OptionError(say(texts.NO_AMOUNT).format(unit=say(texts.UNITS[self.unit])))
        shown = say(Both(f"{self.amount:g}".replace(".", ","), f"{self.amount:g}"))
        if self.unit == "ratio":
            if not 0 < self.amount < 100:
                raise OptionError(say(texts.NO_SHARE).format(amount=shown))
            return self.amount / 100
        if self.amount != int(self.amount):
            raise OptionError(say(texts.NOT_WHOLE).format(amount=shown))
        return int(self.amount)


def _build_inputs(house: House) -> _Inputs:
    say = house.say
    source = gr.Textbox(
        label=say(texts.SOURCE), placeholder=say(texts.SOURCE_PLACEHOLDER), lines=14, max_lines=14, elem_id="source"
    )
    with gr.Row(elem_id="fill"):
        for name, path in find_examples():
            label = say(texts.EXAMPLE).format(name=say(name))
            take = gr.Button(label, size="sm", variant="secondary", elem_id=f"example-{path.stem[:6]}")
            take.click(_reader(path), outputs=source, api_visibility="private", show_progress="hidden")
        drop = gr.Button(say(texts.CLEAR), size="sm", variant="secondary", elem_id="clear")
        drop.click(lambda: "", outputs=source, api_visibility="private", show_progress="hidden")
    versions = [(say(texts.AS_CLEANED), "cleaned"), (say(texts.AS_GIVEN), "given")]
    version = gr.Radio(versions, value=Choices().version, label=say(texts.VERSION), elem_id="version")
    lengths = [(telling.length_label(name, TARGET_WORDS[name], say), str(name)) for name in LENGTH_NAMES]
    lengths.append((say(texts.OWN_LENGTH), OWN))
    length = gr.Radio(
        lengths,
        value=Choices().length,
        label=say(texts.LENGTH),
        elem_id="length",
    )
    with gr.Row(elem_id="own"):
        amount = gr.Number(value=5, label=say(texts.AMOUNT), elem_id="amount", min_width=80)
        units = [(say(unit), name) for name, unit in texts.UNITS.items()]
        unit = gr.Dropdown(
            units, value=Choices().unit, label=say(texts.UNIT), filterable=False, elem_id="unit", min_width=120
        )
    with gr.Row(elem_id="more"):
        model = gr.Dropdown(
            house.choices(),
            value=house.shelf.default,
            label=say(texts.MODEL),
            filterable=False,
            min_width=200,
            elem_id="model",
        )
        with gr.Column(min_width=200, elem_id="extras"):
            is_repaired = SummaryOptions().faithful == "repair"
            title = gr.Checkbox(SummaryOptions().title, label=say(texts.WITH_TITLE), elem_id="with-title")
            repair = gr.Checkbox(is_repaired, label=say(texts.REPAIR_FACTS), elem_id="repair-facts")
    return _Inputs(source, model, length, amount, unit, title, repair, version)


def _names(house: House) -> dict[str, str]:
    """What the options of the dropdowns are called in no language, by what is shown for them."""
    return dict(house.choices()) | {house.say(unit): name for name, unit in texts.UNITS.items()}


def _reader(path: Path) -> Any:
    return lambda: path.read_text("utf-8").rstrip()


def _channel(elem_id: str, value: Packed | None = None) -> gr.HighlightedText:
    return gr.HighlightedText([*(value or packed({}))], container=False, elem_id=elem_id, elem_classes=["channel"])


def _wire(
    house: House,
    inputs: _Inputs,
    go: gr.Button,
    answer: gr.HighlightedText,
) -> None:
    say = house.say

    def show_summary(request: gr.Request, text: str, model: str, *choices: Any) -> Iterator[Packed]:
        views = FOLLOWER.follow(
            str(request.session_hash),
            lambda watch: answer_text(house.shelf, text, lambda: Choices(*choices).options(say), model, watch),
            say,
            LocalContext.event_id.get(None) or "",
        )
        yield from map(packed, views)

    def leave(request: gr.Request) -> None:
        FOLLOWER.stop(str(request.session_hash))

    hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    go.click(
        show_summary,
        inputs.all(),
        answer,
        concurrency_id="summarize",
        concurrency_limit=TEXTS_AT_ONCE,
        trigger_mode="multiple",  # when one may be asked for the script knows; Gradio drops it right after an answer
        **hidden,
    )
    page = Context.root_block
    assert page is not None  # a tab is filled within a page
    page.unload(leave)
