"""The whole page over a real socket, for the time of a test."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn

from summarizer.page.access import Access
from summarizer.page.build import Pages
from summarizer.page.mounting import guarded_app


@contextmanager
def served(pages: Pages, access: Access | None = None, port: int = 0) -> Iterator[str]:
    """The address of the page, on this machine; 0 takes a free port."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        config = uvicorn.Config(guarded_app(pages, access=access), log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
