"""The whole page over a real socket, for the time of a test."""

import socket
from asyncio import sleep
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from summarizer.page.access import Access
from summarizer.page.build import Pages
from summarizer.page.mounting import guarded_app

LATE_S = 0.3


@dataclass(frozen=True)
class LateCloses:
    """An application whose streams of answers close late, as on a busy machine."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, the word that a stream closes after ``LATE_S``."""

        async def send_late(message: Message) -> None:
            if b"close_stream" in message.get("body", b""):
                await sleep(LATE_S)
            await send(message)

        await self.app(scope, receive, send_late)


@contextmanager
def served(
    pages: Pages, access: Access | None = None, port: int = 0, around: Callable[[ASGIApp], ASGIApp] = lambda app: app
) -> Iterator[str]:
    """The address of the page, on this machine; 0 takes a free port."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        config = uvicorn.Config(
            around(guarded_app(pages, access=access)), log_level="error", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
