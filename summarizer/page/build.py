"""The page in each of its languages: a heading and a tab for each thing to do."""

from typing import Final

import gradio as gr

from summarizer.page import texts
from summarizer.page.endpoints import open_endpoints
from summarizer.page.folder_tab import folder_tab
from summarizer.page.history_tab import history_tab
from summarizer.page.house import House
from summarizer.page.languages import LANGUAGES, Language
from summarizer.page.models_tab import models_tab
from summarizer.page.shelf import Load, ModelShelf, load_apart
from summarizer.page.text_tab import text_tab
from summarizer.summarize import Summarizer

QUEUE_SIZE: Final = 64  # texts that may wait; who comes later is told so
# Seconds after which a queue looks again whether it is asked. Gradio's own are 0.001, on Windows 0.05, and no option: a
# page that nobody asked took a twelfth of a core.
REST_S: Final = 0.02
CACHE_S: Final = 3600  # nothing that a browser sent is kept longer

Pages = dict[Language, gr.Blocks]


def build_app(summarizer: Summarizer, load: Load = load_apart) -> Pages:
    """The page over a loaded summarizer; other models of this machine are loaded when they are chosen."""
    return build_pages(ModelShelf.holding(summarizer, load))


def build_pages(shelf: ModelShelf) -> Pages:
    """The page in each language over one shelf of models, which need not be loaded yet."""
    return {language: build_page(House(shelf, language)) for language in LANGUAGES}


def build_page(house: House) -> gr.Blocks:
    """The page in one language; the endpoints for programs belong to the first."""
    say = house.say
    app = gr.Blocks(title=say(texts.TITLE), analytics_enabled=False, delete_cache=(CACHE_S, CACHE_S))
    with app:
        gr.Markdown(f"# {say(texts.TITLE)}\n{say(texts.LEAD)}", elem_id="head")
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(say(texts.TEXT_TAB), id="text", elem_id="text-tab"):
                text_tab(house)
            with gr.Tab(say(texts.FOLDER_TAB), id="folder", elem_id="folder-tab"):
                folder_tab(house)
            with gr.Tab(say(texts.MODELS_TAB), id="models", elem_id="models-tab"):
                models_tab(house)
            with gr.Tab(say(texts.HISTORY_TAB), id="history", elem_id="history-tab"):
                history_tab(house)
        if house.language == LANGUAGES[0]:
            open_endpoints(house)
    app.queue(max_size=QUEUE_SIZE)
    app._queue.sleep_when_free = app._queue.progress_update_sleep_when_free = REST_S
    return app
