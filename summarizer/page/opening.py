"""What is there at once, while Gradio is imported: a frame to paste a text into, which the page then takes over.

Importing Gradio takes most of the time until the page can be used; a person needs it to paste the text.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from string import Template
from threading import Lock
from typing import Final

from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from summarizer.page import texts
from summarizer.page.languages import LANGUAGES, Language, say_in
from summarizer.page.late import Late

_FRAMES: Final[dict[str, Language]] = {"/": "ru", "/en/": "en"}
_HTML: Final = Path(__file__).resolve().parent / "browser" / "opening.html"


class Opening:
    """An ASGI application over the page in each language: the first is made at once, any other when it is asked for.

    Until a page is there its address shows the frame; whatever else is asked of it waits.
    """

    def __init__(self, make: Callable[[Language], Starlette], on_failure: Callable[[BaseException], None]) -> None:
        """Takes what makes a page, and who is to hear of it where the first one cannot be made."""
        one_by_one = Lock()  # Gradio keeps the page in the making in a global

        def make_alone(language: Language) -> Starlette:
            with one_by_one:
                return make(language)

        self._pages = {language: Late(partial(make_alone, language)) for language in LANGUAGES}
        self._on_failure = on_failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers with the frame, or as the page does."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        path: str = scope["path"]
        page = self._pages["en" if path.startswith("/en/") or path == "/en" else LANGUAGES[0]]
        opened = page.begin()
        if not page.is_open and scope["method"] == "GET" and path in _FRAMES:
            await HTMLResponse(frame(_FRAMES[path]))(scope, receive, send)
        else:
            app = await asyncio.shield(opened)  # one who gives up must not end it for all
            await app(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._pages[LANGUAGES[0]].begin().add_done_callback(self._tell_failure)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for page in self._pages.values():
            await page.close()
        await send({"type": "lifespan.shutdown.complete"})

    def _tell_failure(self, opened: "asyncio.Future[Starlette]") -> None:
        if not opened.cancelled() and (error := opened.exception()):
            self._on_failure(error)


def frame(language: Language) -> str:
    """The page's heading, field and button as one HTML document that needs nothing else."""
    say = say_in(language)
    words = {
        "title": texts.TITLE,
        "lead": texts.LEAD,
        "source": texts.SOURCE,
        "placeholder": texts.OPENING_PLACEHOLDER,
        "summarize": texts.SUMMARIZE,
        "opening": texts.OPENING,
        "wanted": texts.OPENING_WANTED,
        "file": texts.OPENING_FILE,
        "gone": texts.SCRIPT["gone"],
        "too_long": texts.OPENING_TOO_LONG,
    }
    said = {name: escape(say(both)) for name, both in words.items()}
    return Template(_HTML.read_text("utf-8")).substitute(said, language=language)
