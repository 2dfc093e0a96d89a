"""The tab for what was summarized before: the page's script fills it from the browser's own storage."""

import gradio as gr

from summarizer.page import texts
from summarizer.page.house import House


def history_tab(house: House) -> None:
    """Fills the tab: a place for the list; the program knows none of it."""
    with gr.Column(elem_id="history"):
        gr.Markdown(f"## {house.say(texts.HISTORY_TAB)}")
