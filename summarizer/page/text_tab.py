"""The tab for one text: its widgets and what happens when they are used."""

from dataclasses import dataclass, fields
from typing import Any

import gradio as gr

from summarizer.options import LENGTH_NAMES, TARGET_WORDS, LengthName, SummaryOptions
from summarizer.page import texts
from summarizer.page.handlers import Answer, find_example, summarize_text
from summarizer.page.house import House
from summarizer.page.marks import list_findings, list_repairs, mark_source, mark_summary
from summarizer.page.shelf import ModelShelf
from summarizer.page.theme import RULE_COLOURS, SUMMARY_COLOURS
from summarizer.summarize import TEXTS_AT_ONCE


@dataclass(frozen=True)
class _Inputs:
    source: gr.Textbox
    length: gr.Radio
    model: gr.Dropdown
    button: gr.Button


@dataclass(frozen=True)
class _Outputs:
    """What shows an answer; the order is that of the updates."""

    summary: gr.HighlightedText
    notice: gr.HighlightedText
    figures: gr.HighlightedText
    copy: gr.Button
    findings_box: gr.Column
    findings: gr.HighlightedText
    repairs_box: gr.Accordion
    repairs: gr.HighlightedText
    marked: gr.HighlightedText
    cleaned_box: gr.Accordion
    cleaned: gr.Textbox

    def all(self) -> list[Any]:
        """The widgets as Gradio wants them."""
        return list(vars(self).values())


def text_tab(house: House) -> None:
    """Fills the tab: the text on the left, its summary on the right, what was repaired below."""
    with gr.Row(elem_id="desk"):
        with gr.Column(min_width=300, elem_id="left"):
            inputs = _build_inputs(house)
        with gr.Column(min_width=300, elem_id="right"):
            parts = _build_result()
    outputs = _Outputs(*parts, *_build_repairs())
    _wire(house.shelf, inputs, outputs)


def _build_inputs(house: House) -> _Inputs:
    source = gr.Textbox(
        label=texts.SOURCE, placeholder=texts.SOURCE_PLACEHOLDER, lines=14, max_lines=14, elem_id="source"
    )
    example = find_example()
    with gr.Row(elem_id="fill"):
        if example is not None:
            take = gr.Button(texts.TAKE_EXAMPLE, size="sm", variant="secondary", elem_id="example")
            take.click(lambda: example, outputs=source, api_visibility="private", show_progress="hidden")
        drop = gr.Button(texts.CLEAR, size="sm", variant="secondary", elem_id="clear")
        drop.click(lambda: "", outputs=source, api_visibility="private", show_progress="hidden")
    length = gr.Radio(
        [(texts.length_label(name, TARGET_WORDS[name]), name) for name in LENGTH_NAMES],
        value=SummaryOptions().length,
        label=texts.LENGTH,
        elem_id="length",
    )
    model = gr.Dropdown(
        [(label, name) for name, label in house.shelf.labels.items()],
        value=house.shelf.default,
        label=texts.MODEL,
        filterable=False,
        elem_id="model",
    )
    return _Inputs(source, length, model, gr.Button(texts.SUMMARIZE, variant="primary", size="lg", elem_id="go"))


def _build_result() -> tuple[Any, ...]:
    with gr.Column(elem_id="sheet"):
        gr.Markdown(f"## {texts.SUMMARY}")
        gr.Markdown(texts.SUMMARIZING, elem_id="busy")
        gr.Markdown(texts.GONE, elem_id="gone")
        summary = _text("summary", colours=SUMMARY_COLOURS, visible=False)
        notice = _text("notice", texts.SUMMARY_EMPTY)
        figures = _text("figures", visible=False)
        copy = gr.Button(texts.COPY, size="sm", elem_id="copy", visible=False)
        with gr.Column(visible=False, elem_id="findings-box") as findings_box:
            gr.Markdown(f"## {texts.CHECK}")
            findings = _text("findings", colours=SUMMARY_COLOURS)
    return summary, notice, figures, copy, findings_box, findings


def _build_repairs() -> tuple[Any, ...]:
    with gr.Accordion(texts.REPAIRED, visible=False, open=True, elem_id="repairs-box") as repairs_box:
        repairs = _text("repairs", colours=RULE_COLOURS)
        marked = _text("marked", colours=RULE_COLOURS)
    with gr.Accordion(texts.CLEANED, visible=False, open=False, elem_id="cleaned-box") as cleaned_box:
        cleaned = gr.Textbox(
            show_label=False, lines=8, max_lines=24, interactive=False, buttons=["copy"], elem_id="cleaned"
        )
    return repairs_box, repairs, marked, cleaned_box, cleaned


def _text(
    elem_id: str, text: str = "", colours: dict[str, str] | None = None, visible: bool = True
) -> gr.HighlightedText:
    """A text that is never read as HTML, with marks or without."""
    return gr.HighlightedText(
        [(text, None)],
        color_map=colours,
        show_inline_category=False,
        container=False,
        visible=visible,
        elem_id=elem_id,
    )


def _wire(shelf: ModelShelf, inputs: _Inputs, outputs: _Outputs) -> None:
    """The button."""

    def show(text: str, length: LengthName, model: str) -> list[Any]:
        return _show(summarize_text(shelf, text, length, model))

    inputs.button.click(
        show,
        [inputs.source, inputs.length, inputs.model],
        outputs.all(),
        api_visibility="private",
        concurrency_id="summarize",
        concurrency_limit=TEXTS_AT_ONCE,
        show_progress="minimal",
        show_progress_on=[outputs.summary, outputs.notice],
    )


def _show(answer: Answer) -> list[Any]:
    """An answer as updates of the output widgets."""
    if answer.summary is None:
        return _updates(notice=gr.update(value=[(answer.notice, None)], visible=True, elem_classes=["problem"]))
    summary = answer.summary
    repairs = summary.cleaned.repairs
    return _updates(
        summary=gr.update(value=mark_summary(summary.text, summary.findings), visible=True),
        figures=gr.update(value=[(texts.figures(summary), None)], visible=True),
        copy=gr.update(visible=True),
        findings_box=gr.update(visible=bool(summary.findings)),
        findings=gr.update(value=list_findings(summary.findings)),
        repairs_box=gr.update(label=texts.repaired_title(len(repairs)), visible=bool(repairs)),
        repairs=gr.update(value=list_repairs(repairs)),
        marked=gr.update(value=mark_source(answer.source, summary.cleaned)),
        cleaned_box=gr.update(visible=bool(repairs)),
        cleaned=gr.update(value=summary.cleaned.text),
    )


def _updates(**shown: Any) -> list[Any]:
    """Updates in the order of ``_Outputs``; what is not named is hidden, what stands in a box goes with it."""
    in_boxes = ("findings", "repairs", "marked", "cleaned")
    return [
        shown.get(field.name, gr.skip() if field.name in in_boxes else gr.update(visible=False))
        for field in fields(_Outputs)
    ]
