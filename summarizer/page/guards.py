"""What stands before Gradio: who may ask, for what, how much, and which headers go out.

Probed on Gradio 6.31: it answers to any Host (so a foreign name that resolves to this machine
reads the page), takes uploads from any site, downloads what a call names by URL, and sends no security headers.
"""

import logging
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import anyio
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from summarizer.page import russian
from summarizer.page.access import Access
from summarizer.page.answers import BROKEN_CALL, SENTENCES, Answer, refuse
from summarizer.page.calls import find_refusal
from summarizer.page.keeping import MAX_KEPT_BYTES, kept
from summarizer.page.languages import Language
from summarizer.patterns import pattern
from summarizer.reading import MAX_FILE_BYTES

MAX_BODY_BYTES: Final = 16 * 1024 * 1024  # a text at the page's limit, each character escaped, and room
MAX_UPLOAD_BYTES: Final = 256 * 1024 * 1024  # of one request: a zip of some thousand articles, a few books as PDF
HOST: Final = "127.0.0.1"
LOCAL_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
WRONG_PASSWORD_S: Final = 0.5  # before a wrong password is answered
BROWSER: Final = Path(__file__).resolve().with_name("browser")
SCRIPTS: Final = tuple(sorted(path.stem for path in BROWSER.glob("*.js")))

# All that the page asks for, in either language. What is not listed is not there: files by path, proxying, monitoring.
_UPLOAD: Final = pattern(r"(?:/en)?/gradio_api/upload")
_CALL: Final = r"gradio_api/call/(?:v2/)?(?:summarize|clean|evidence)"
_OPEN_PATHS: Final = pattern(
    rf"/read|/repairs|/cleaned|/stop|/export/[a-z]+|/(?:{'|'.join(SCRIPTS)})\.js"
    r"|/results/[0-9a-f]{32}\.zip|(?:/en)?/(?:"
    r"|config/?|theme\.css|favicon\.ico|manifest\.json|robots\.txt|(?:assets|static)/.+"
    r"|gradio_api/(?:info/?|startup-events|app_id|queue/join|queue/data|cancel|reset/?|heartbeat/[^/]+|upload|upload_progress)"
    rf"|{_CALL}(?:/[^/]+)?)"
)
_log = logging.getLogger(__name__)
_CALLS: Final = pattern(rf"(?:/en)?/(?:gradio_api/queue/join|{_CALL})")  # whose bodies are read and judged


@dataclass(frozen=True)
class Guard:
    """An ASGI application that lets through to ``app`` only what the page itself would send."""

    app: ASGIApp
    hosts: frozenset[str] = LOCAL_NAMES
    is_local: bool = True  # False: opened to a network, so any address literal may be asked
    max_body_bytes: int = MAX_BODY_BYTES
    max_upload_bytes: int = MAX_UPLOAD_BYTES
    max_kept_bytes: int = MAX_KEPT_BYTES
    access: Access | None = None  # None: who reaches the page may use it

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers itself what is refused, and passes on the rest."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        elif refusal := await self._refusal(scope, Headers(scope=scope)):
            await refuse(send, *refusal, language=_language(scope))
        else:
            await self._pass_on(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        # Gradio believes X-Forwarded-Host and would write it into the page as its own address.
        headers = [(key, value) for key, value in scope["headers"] if not key.startswith(b"x-forwarded-")]
        limit = self._limit(scope)
        is_call = scope["method"] == "POST" and _CALLS.fullmatch(scope["path"]) is not None
        sentences = {**SENTENCES, 413: _too_large(limit)} if "/gradio_api/" in scope["path"] else {}
        answer = Answer(send, _language(scope), sentences | (BROKEN_CALL if is_call else {}))
        limited = _Limited(receive, limit, answer)
        try:
            endpoint = scope["path"].partition("/call/")[2].rstrip("/")
            if is_call and (sentence := find_refusal(await limited.read(), kept().uploads, endpoint)):
                await answer.refuse(400, sentence)
                return
            await self.app({**scope, "headers": headers}, limited, answer)
        except ClientDisconnect:
            return
        except Exception:
            if not is_call:
                raise
            _log.warning("A call of %s could not be queued: it was not understood", scope["path"])
            _log.debug("Where it broke", exc_info=True)

    async def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Status and sentence, or None for a request that may pass."""
        if not self._is_known(_hostname(headers.get("host", ""))):
            return 421, russian.BAD_HOST
        if not _is_same_origin(headers):
            return 403, russian.BAD_ORIGIN
        if self.access and not await anyio.to_thread.run_sync(self.access.is_granted, headers.get("authorization", "")):
            if "authorization" in headers:
                await anyio.sleep(WRONG_PASSWORD_S)
            return 401, russian.NOT_ALLOWED
        if not _OPEN_PATHS.fullmatch(scope["path"]):
            return 404, russian.NO_SUCH_PATH
        length, limit = headers.get("content-length", "0"), self._limit(scope)
        if not (length.isascii() and length.isdigit() and len(length) < 20) or int(length) > limit:
            return 413, _too_large(limit)
        if _UPLOAD.fullmatch(scope["path"]) and await anyio.to_thread.run_sync(kept().n_bytes) > self.max_kept_bytes:
            return 413, russian.FULL.format(limit=self.max_kept_bytes // 2**20)
        return None

    def _limit(self, scope: Scope) -> int:
        """Bytes that a request's body may have: a file may have what the reading room takes."""
        if _UPLOAD.fullmatch(scope["path"]):
            return self.max_upload_bytes
        return MAX_FILE_BYTES if scope["path"] == "/read" else self.max_body_bytes

    def _is_known(self, name: str) -> bool:
        """A foreign name may resolve to this machine; an address literal cannot be anyone else's."""
        return name in self.hosts or (not self.is_local and _is_address(name))


def guarded(app: ASGIApp, host: str = HOST, access: Access | None = None) -> ASGIApp:
    """An application behind the guard, which lets through what an address like this host may be asked."""
    is_local = host in LOCAL_NAMES
    hosts = LOCAL_NAMES if is_local else LOCAL_NAMES | {host.lower(), socket.gethostname().lower()}
    return Guard(app, hosts, is_local, access=access)


class _Limited:
    """Receives a body up to a limit, and can be read ahead of the application."""

    def __init__(self, receive: Receive, limit: int, answer: Answer) -> None:
        self._receive = receive
        self._limit = limit
        self._answer = answer
        self._n_bytes = 0
        self._ahead: list[Message] = []

    async def __call__(self) -> Message:
        """The next ASGI message, those that were read ahead first."""
        return self._ahead.pop(0) if self._ahead else await self._next()

    async def read(self) -> bytes:
        """The whole body, which the application then gets in one piece.

        Raises:
            ClientDisconnect: The body is over the limit, or its sender is gone.
        """
        parts = []
        while True:
            message = await self._next()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                body = b"".join(parts)
                self._ahead = [{"type": "http.request", "body": body, "more_body": False}]
                return body

    async def _next(self) -> Message:
        message = await self._receive()
        self._n_bytes += len(message.get("body", b""))
        if self._n_bytes > self._limit:  # a body that did not say how long it is
            await self._answer.refuse(413, _too_large(self._limit))
            return {"type": "http.disconnect"}
        return message


def _language(scope: Scope) -> Language:
    """Of the page that asks: it stands in the path, or in a header of the page's own script."""
    is_english = scope["path"].startswith("/en/") or Headers(scope=scope).get("x-language") == "en"
    return "en" if is_english else "ru"


def _too_large(limit: int) -> str:
    return russian.BODY_TOO_LARGE.format(limit=limit // 2**20)


def _is_same_origin(headers: Headers) -> bool:
    """Whether a request comes from the page, from a link or the address bar, or from no browser at all."""
    origin = headers.get("origin")
    if origin is not None:
        return _place(origin) == headers.get("host")
    is_foreign = headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
    return not is_foreign or headers.get("sec-fetch-mode") == "navigate"


def _place(origin: str) -> str | None:
    """The host and port of an Origin header; None if it is malformed."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


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
