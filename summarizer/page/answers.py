"""How answers go out: with the security headers, and in Russian sentences where something is refused."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Send

from summarizer.page import russian, telling
from summarizer.page.languages import Language, say_in

_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_CSP: Final = (
    "default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_GRADIO: Final = b'<script type="module"'  # where it begins; a page without it is ours, and waits for nothing
_FIRST: Final = b'<script src="/first.js"></script>'  # what has to be there before Gradio
_INLINE_SCRIPT: Final = re.compile(rb"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL)

# What Gradio answers in English, with a stack or with the request in it.
SENTENCES: Final = {
    400: russian.BAD_CALL,
    422: russian.BAD_CALL,
    503: russian.BUSY,  # its queue is full
}
_ALWAYS: Final = {404: russian.NO_SUCH_PATH, 405: russian.NO_SUCH_PATH, 500: russian.CRASHED}
BROKEN_CALL: Final = {500: russian.BAD_CALL}  # before a call is queued nothing of ours runs: it named what is not there


class Answer:
    """Sends an answer on with the headers; a page of HTML waits until its scripts are hashed."""

    def __init__(self, send: Send, language: Language, sentences: dict[int, str]) -> None:
        """Takes what is sent with, the page's language, and the sentences that take the place of an answer."""
        self._send = send
        self._language = language
        self._sentences = _ALWAYS | sentences
        self._start: Message | None = None  # of a page of HTML that is being gathered
        self._html = b""
        self._is_begun = False
        self._is_refused = False

    async def refuse(self, status: int, sentence: str) -> None:
        """Answers instead of the application, whose own answer is dropped; nothing if that has begun."""
        if not self._is_begun and not self._is_refused:
            self._is_refused = True
            await refuse(self._send, status, sentence, self._language)

    async def __call__(self, message: Message) -> None:
        """One ASGI message of the application's."""
        if self._is_refused:
            return
        if message["type"] == "http.response.start":
            if sentence := self._sentences.get(message["status"]):
                await self.refuse(400 if sentence == russian.BAD_CALL else message["status"], sentence)
                return
            if Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                self._start = message
                return
            harden(MutableHeaders(raw=message["headers"]))
        elif self._start:
            self._html += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start)
            return
        self._is_begun = True
        await self._send(message)

    async def _send_page(self, start: Message) -> None:
        html = self._html.replace(b'lang="en"', f'lang="{self._language}"'.encode(), 1)
        html = html.replace(_GRADIO, _FIRST + _GRADIO, 1)
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Length"] = str(len(html))
        harden(headers, html)
        self._is_begun = True
        await self._send(start)
        await self._send({"type": "http.response.body", "body": html})


def harden(headers: MutableHeaders, html: bytes = b"") -> None:
    """The security headers; of inline scripts only those that stand in this very page may run."""
    scripts = (sha256(script).digest() for script in _INLINE_SCRIPT.findall(html) if script)
    hashes = "".join(f" 'sha256-{b64encode(digest).decode()}'" for digest in scripts)
    headers.update({**_HEADERS, "Content-Security-Policy": _CSP.format(hashes=hashes)})


async def refuse(send: Send, status: int, sentence: str, language: Language = "ru") -> None:
    """A whole answer: a status and its Russian sentence as JSON, in the language of the page that asked."""
    body = json.dumps({"detail": telling.said(sentence, say_in(language))}, ensure_ascii=False).encode()
    headers = MutableHeaders({"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(body))})
    if status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="summarizer", charset="UTF-8"'
    harden(headers)
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})
