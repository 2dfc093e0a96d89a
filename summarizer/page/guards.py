"""What stands before Gradio: who may ask, for what, how much, and which headers go out.

Probed on Gradio 6.31: it answers to any Host (so a foreign name that resolves to this machine
reads the page), takes uploads from any site, and sends no security headers.
"""

import json
import re
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from summarizer.page import texts
from summarizer.page.texts import Language
from summarizer.reading import MAX_FILE_BYTES

MAX_BODY_BYTES: Final = 16 * 1024 * 1024  # a text at the page's limit, each character escaped, and room
LOCAL_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})

# All that the page asks for. What is not listed is not there: Gradio's uploads, files, proxying, monitoring.
_OPEN_PATHS: Final = re.compile(
    r"/read|/repairs|/stop|/export/[a-z]+|/(?:page|view|history)\.js|(?:/en)?/(?:"
    r"|config/?|theme\.css|favicon\.ico|manifest\.json|robots\.txt|(?:assets|static)/.+"
    r"|gradio_api/(?:info/?|startup-events|queue/join|queue/data|cancel|reset/?|heartbeat/[^/]+"
    r"|call/(?:v2/)?(?:summarize|clean)(?:/[^/]+)?))"
)
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
_INLINE_SCRIPT: Final = re.compile(rb"<script(?:\s[^>]*)?>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True)
class Guard:
    """An ASGI application that lets through to ``app`` only what the page itself would send."""

    app: ASGIApp
    hosts: frozenset[str] = LOCAL_NAMES
    is_local: bool = True  # False: opened to a network, so any address literal may be asked
    max_body_bytes: int = MAX_BODY_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers itself what is refused, and passes on the rest."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        elif refusal := self._refusal(scope, Headers(scope=scope)):
            await _refuse(send, *refusal)
        else:
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Gradio believes X-Forwarded-Host and would write it into the page as its own address.
        headers = [(key, value) for key, value in scope["headers"] if not key.startswith(b"x-forwarded-")]
        answer = _Answer(send, "en" if scope["path"].startswith("/en/") else "ru")
        n_bytes = 0
        limit = self._limit(scope)

        async def receive_within_limit() -> Message:
            nonlocal n_bytes
            message = await receive()
            n_bytes += len(message.get("body", b""))
            if n_bytes > limit:  # a body that did not say how long it is
                await answer.refuse(413, _too_large(limit))
                return {"type": "http.disconnect"}
            return message

        with suppress(ClientDisconnect):
            await self.app({**scope, "headers": headers}, receive_within_limit, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Status and sentence, or None for a request that may pass."""
        if not self._is_known(_hostname(headers.get("host", ""))):
            return 421, texts.BAD_HOST
        if not _is_same_origin(headers):
            return 403, texts.BAD_ORIGIN
        if not _OPEN_PATHS.fullmatch(scope["path"]):
            return 404, texts.NO_SUCH_PATH
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > self._limit(scope):
            return 413, _too_large(self._limit(scope))
        return None

    def _is_known(self, name: str) -> bool:
        """A foreign name may resolve to this machine; an address literal cannot be anyone else's."""
        return name in self.hosts or (not self.is_local and _is_address(name))

    def _limit(self, scope: Scope) -> int:
        """Bytes that a request's body may have: a file may have what the reading room takes."""
        return MAX_FILE_BYTES if scope["path"] == "/read" else self.max_body_bytes


class _Answer:
    """Sends an answer on with the headers; a page of HTML waits until its scripts are hashed."""

    def __init__(self, send: Send, language: Language) -> None:
        self._send = send
        self._language = language
        self._start: Message | None = None  # of a page of HTML that is being gathered
        self._html = b""
        self._is_refused = False

    async def refuse(self, status: int, sentence: str) -> None:
        """Answers instead of the application, whose own answer is dropped."""
        self._is_refused = True
        await _refuse(self._send, status, sentence)

    async def __call__(self, message: Message) -> None:
        """One ASGI message of the application's."""
        if self._is_refused:
            return
        if message["type"] == "http.response.start":
            if message["status"] == 503:  # Gradio's queue is full, and says so in English
                await self.refuse(503, texts.BUSY)
                return
            if Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                self._start = message
                return
            _harden(MutableHeaders(raw=message["headers"]))
        elif self._start:
            self._html += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start)
            return
        await self._send(message)

    async def _send_page(self, start: Message) -> None:
        html = self._html.replace(b'lang="en"', f'lang="{self._language}"'.encode(), 1)
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Length"] = str(len(html))
        _harden(headers, html)
        await self._send(start)
        await self._send({"type": "http.response.body", "body": html})


def _harden(headers: MutableHeaders, html: bytes = b"") -> None:
    """The security headers; of inline scripts only those that stand in this very page may run."""
    scripts = (sha256(script).digest() for script in _INLINE_SCRIPT.findall(html) if script)
    hashes = "".join(f" 'sha256-{b64encode(digest).decode()}'" for digest in scripts)
    headers.update({**_HEADERS, "Content-Security-Policy": _CSP.format(hashes=hashes)})


def _too_large(limit: int) -> str:
    return texts.BODY_TOO_LARGE.format(limit=limit // 2**20)


def _is_same_origin(headers: Headers) -> bool:
    """Whether a request comes from the page, from a link or the address bar, or from no browser at all."""
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == headers.get("host")
    is_foreign = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    return not is_foreign or headers.get("sec-fetch-mode") == "navigate"


def _hostname(host: str) -> str:
    """A Host header without its port; empty if it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


async def _refuse(send: Send, status: int, sentence: str) -> None:
    body = json.dumps({"detail": sentence}, ensure_ascii=False).encode()
    headers = MutableHeaders({"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(body))})
    _harden(headers)
    await send({"type": "http.response.start", "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})
