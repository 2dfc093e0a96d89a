"""The page on our own small server, on this machine only unless a person says otherwise."""

import errno
import logging
import socket
import webbrowser
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Final

import uvicorn
from starlette.types import ASGIApp

from summarizer.errors import OptionError
from summarizer.garbage import lasting
from summarizer.models import locate
from summarizer.page import russian
from summarizer.page.access import VARIABLE, Access
from summarizer.page.ending import ending, is_news
from summarizer.page.gradio_import import leave_out_stubs
from summarizer.page.guards import HOST, LOCAL_NAMES, guarded
from summarizer.page.keeping import forget_all
from summarizer.page.languages import Language
from summarizer.page.opening import Opening
from summarizer.page.shelf import Load, ModelShelf, load_apart

if TYPE_CHECKING:
    from fastapi import FastAPI

PORT: Final = 7860  # where a user of Gradio looks first


def serve(
    model: str = "auto",
    load: Load = load_apart,
    host: str = HOST,
    port: int = PORT,
    open_browser: bool = True,
    access: Access | None = None,
) -> None:
    """Opens the page and stays until Ctrl-C; Gradio and the model load while a text can already be pasted.

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
    shelf = shelf_of(model, load)
    listener = _listen(host, port)
    shelf.preload()
    url = _url(host, listener.getsockname()[1])
    print("\n".join((russian.OPENED.format(url=url), *_warnings(host, access))), flush=True)
    if open_browser:
        Thread(target=webbrowser.open, args=(url,), daemon=True).start()
    failures: list[BaseException] = []

    def give_up(error: BaseException) -> None:
        failures.append(error)
        server.should_exit = True

    app = Opening(partial(_open_page, shelf), give_up)
    server = uvicorn.Server(_config(guarded(app, host, access)))
    logging.getLogger("uvicorn.error").addFilter(is_news)
    try:
        with listener, ending(server), suppress(KeyboardInterrupt):  # Ctrl-C is how a person closes the page
            server.run(sockets=[listener])
    finally:
        forget_all()
    if failures:
        raise failures[0]


def shelf_of(model: str, load: Load) -> ModelShelf:
    """The models of this machine, the default as it was asked for: for ``auto`` another may take its place.

    Raises:
        ModelError: The model is not on this machine.
    """
    default = locate(model).entry.name
    return ModelShelf(default, lambda name: load(model if name == default else name))


def _open_page(shelf: ModelShelf, language: Language) -> "FastAPI":
    """The page in one language. Importing Gradio makes a million objects; looking through them takes a fifth more."""
    leave_out_stubs()
    with lasting():
        from summarizer.page.mounting import page_app

        return page_app(shelf, language)


def _warnings(host: str, access: Access | None) -> list[str]:
    """What a person should know who opens the page to a network."""
    if host in LOCAL_NAMES:
        return []
    return [russian.NO_CIPHER if access else russian.OPEN_TO_ALL.format(variable=VARIABLE)]


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound before anything slow begins, so that a taken port is told at once."""
    if not 0 <= port < 2**16:
        raise OptionError(russian.NO_PORT.format(port=port))
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, UnicodeError) as error:
        sentence = _why_deaf(error)
        reason = getattr(error, "strerror", None) or error
        raise OptionError(sentence.format(port=port, host=host, instead=PORT, reason=reason)) from error


def _why_deaf(error: Exception) -> str:
    """The sentence for an address that cannot be listened on."""
    if isinstance(error, socket.gaierror | UnicodeError):
        return russian.NO_NAME
    if isinstance(error, PermissionError):
        return russian.NO_RIGHT
    sentences = {errno.EADDRINUSE: russian.PORT_TAKEN, errno.EADDRNOTAVAIL: russian.NO_ADDRESS}
    return sentences.get(getattr(error, "errno", None) or 0, russian.NO_LISTENING)


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
