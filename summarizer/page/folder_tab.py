"""The tab «folder»."""

import gradio as gr

from summarizer.page import texts
from summarizer.page.house import House


def folder_tab(house: House) -> None:
    """Fills the tab."""
    gr.Markdown(house.say(texts.SOON))
