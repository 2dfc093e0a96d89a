"""Gradio's pages on our own FastAPI application, beside the paths that the page's script asks for."""

from functools import partial
from pathlib import Path
from typing import Final

import gradio as gr
from fastapi import FastAPI
from starlette.types import ASGIApp

from summarizer.page.access import Access
from summarizer.page.build import Pages, build_page
from summarizer.page.downloads import downloads
from summarizer.page.guards import HOST, MAX_UPLOAD_BYTES, guarded
from summarizer.page.house import House
from summarizer.page.keeping import kept
from summarizer.page.languages import LANGUAGES, PATHS, Language
from summarizer.page.routes import routes
from summarizer.page.sessions import ForgetCalls, forget_idle, limit_sessions
from summarizer.page.shelf import ModelShelf
from summarizer.page.theme import build_theme

_BROWSER: Final = Path(__file__).resolve().with_name("browser")
_HEAD: Final = '<script type="module" src="/page.js"></script>'


def guarded_app(pages: Pages, host: str = HOST, access: Access | None = None) -> ASGIApp:
    """Pages that are there already as one whole application, behind the guard."""
    return guarded(mounted(pages), host, access)


def page_app(shelf: ModelShelf, language: Language) -> FastAPI:
    """The page in one language as an application, without the guard."""
    return mounted({language: build_page(House(shelf, language))})


def mounted(pages: Pages) -> FastAPI:
    """The pages, each at its path, and our own paths at the root."""
    kept()
    app = FastAPI(openapi_url=None)
    app.include_router(routes)
    app.include_router(downloads)
    for language in reversed(LANGUAGES):  # the one at the root last: it would take every path
        if language in pages:
            _mount(app, pages[language], PATHS[language])
    app.add_middleware(ForgetCalls, pages=tuple(pages.values()))
    return app


def _mount(app: FastAPI, page: gr.Blocks, path: str) -> None:
    limit_sessions(page)
    kept().also.append(partial(forget_idle, page))
    gr.mount_gradio_app(
        app,
        page,
        path=path,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=MAX_UPLOAD_BYTES,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=build_theme(),
        css_paths=[_BROWSER / "page.css", _BROWSER / "tabs.css"],
        head=_HEAD,
    )
