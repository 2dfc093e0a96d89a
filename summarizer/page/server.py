"""The page on our own small server, on this machine only unless a person says otherwise."""

import socket
import webbrowser
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Final

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.types import ASGIApp

from summarizer.errors import OptionError
from summarizer.models import locate
from summarizer.page import tab_texts, texts
from summarizer.page.access import VARIABLE, Access
from summarizer.page.build import Pages, build_pages
from summarizer.page.downloads import downloads
from summarizer.page.guards import LOCAL_NAMES, MAX_UPLOAD_BYTES, Guard
from summarizer.page.keeping import kept
from summarizer.page.routes import routes
from summarizer.page.sessions import ForgetCalls, forget_idle, limit_sessions
from summarizer.page.shelf import Load, ModelShelf
from summarizer.page.texts import LANGUAGES, PATHS
from summarizer.page.theme import build_theme
from summarizer.summarize import Summarizer

HOST: Final = "127.0.0.1"
PORT: Final = 7860  # where a user of Gradio looks first
_FOLDER: Final = Path(__file__).resolve().parent
_HEAD: Final = '<script src="/page.js" defer></script>'


def serve(
    model: str = "auto",
    load: Load = Summarizer.load,
    host: str = HOST,
    port: int = PORT,
    open_browser: bool = True,
    access: Access | None = None,
) -> None:
    """Opens the page and stays until Ctrl-C; the model loads while the page is already there.

    Args:
        model: As ``Summarizer.load`` takes it.
        load: Makes the summarizer of a model's name; it knows device, type and threads.
        host: The address to listen on; other than this machine's own, the page is open to the network.
        port: 0 takes a free one.
        open_browser: Whether to show the page in the user's browser.
        access: Who may use the page; None: everybody who reaches it.

    Raises:
        ModelError: The model is not on this machine.
        OptionError: The port cannot be had.
    """
    shelf = ModelShelf(locate(model).entry.name, load)
    listener = _listen(host, port)
    shelf.preload()
    url = _url(host, listener.getsockname()[1])
    print("\n".join((texts.OPENED.format(url=url), *_warnings(host, access))), flush=True)
    if open_browser:
        Thread(target=webbrowser.open, args=(url,), daemon=True).start()
    server = uvicorn.Server(_config(guarded_app(build_pages(shelf), host, access)))
    with listener, suppress(KeyboardInterrupt):  # Ctrl-C is how a person closes the page
        server.run(sockets=[listener])


def guarded_app(pages: Pages, host: str = HOST, access: Access | None = None) -> ASGIApp:
    """The whole application: Gradio on our own FastAPI app, behind the guard."""
    app = FastAPI(openapi_url=None)
    kept()

    @app.get("/page.js", include_in_schema=False)
    def script() -> FileResponse:
        return FileResponse(_FOLDER / "page.js", media_type="text/javascript")

    app.include_router(routes)
    app.include_router(downloads)
    for language in reversed(LANGUAGES):  # the one at the root last: it would take every path
        _mount(app, pages[language], PATHS[language])
    is_local = host in LOCAL_NAMES
    hosts = LOCAL_NAMES if is_local else LOCAL_NAMES | {host.lower(), socket.gethostname().lower()}
    return Guard(ForgetCalls(app, tuple(pages.values())), hosts, is_local, access=access)


def _warnings(host: str, access: Access | None) -> list[str]:
    """What a person should know who opens the page to a network."""
    if host in LOCAL_NAMES:
        return []
    return [tab_texts.NO_CIPHER if access else tab_texts.OPEN_TO_ALL.format(variable=VARIABLE)]


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
        css_paths=_FOLDER / "page.css",
        head=_HEAD,
    )


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound before anything slow begins, so that a taken port is told at once."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise OptionError(texts.PORT_TAKEN.format(port=port, host=host)) from error


def _url(host: str, port: int) -> str:
    shown = {"0.0.0.0": HOST, "::": "localhost"}.get(host, host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=2,  # an open page keeps a connection for ever: Ctrl-C must not wait for it
    )
