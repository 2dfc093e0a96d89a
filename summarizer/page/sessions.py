"""What Gradio remembers of browsers: the values of their widgets, texts among them. Few are kept, and not for long.

Found under load: a state of about 0.1 MB for each session, and each call of a program is one; Gradio keeps 10,000.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import gradio as gr
from starlette.types import ASGIApp, Receive, Scope, Send

from summarizer.page import russian
from summarizer.page.answers import refuse
from summarizer.page.keeping import MAX_AGE_S
from summarizer.patterns import pattern

MAX_SESSIONS: Final = 200  # open tabs and calls on their way; the one not used for longest is forgotten
_ANSWER: Final = pattern(r"(?:/en)?/gradio_api/call/(?:v2/)?[a-z]+/(?P<session>[^/]+)")


def limit_sessions(page: gr.Blocks) -> None:
    """Bounds the sessions of a page; before it is mounted."""
    page.state_session_capacity = MAX_SESSIONS


def forget_idle(page: gr.Blocks, now: datetime | None = None, max_age_s: float = MAX_AGE_S) -> None:
    """Forgets the sessions that were not used for so long."""
    oldest = (now or datetime.now()) - timedelta(seconds=max_age_s)
    for session, last_used in list(page.state_holder.time_last_used.items()):
        if last_used < oldest:
            _forget(page, session)


@dataclass(frozen=True)
class ForgetCalls:
    """An ASGI application before the pages: what Gradio keeps of a program's call goes when its answer has gone out.

    A call that names no session of its own has one under its own number, and nobody can come back to it: an answer is
    fetched once. Browsers and gradio_client name theirs, and keep them.
    """

    app: ASGIApp
    pages: Sequence[gr.Blocks]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on but for the fetching of an answer that there is not, and forgets afterwards."""
        fetched = _ANSWER.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if fetched and not any(_has_event(page, fetched["session"]) for page in self.pages):
            await refuse(send, 404, russian.NO_SUCH_PATH)  # Gradio would begin to answer, and break
            return
        try:
            await self.app(scope, receive, send)
        finally:
            if scope["type"] == "http" and (answer := _ANSWER.fullmatch(scope["path"])):
                for page in self.pages:
                    _forget(page, answer["session"])
                    page._queue.pending_messages_per_session.pop(answer["session"], None)
                    page._queue.pending_event_ids_session.pop(answer["session"], None)


def _has_event(page: gr.Blocks, event: str) -> bool:
    """Whether a call of this number waits, runs, or has an answer that was not fetched."""
    queue = page._queue
    is_pending = any(event in events for events in list(queue.pending_event_ids_session.values()))
    return is_pending or event in queue.event_ids_to_events


def _forget(page: gr.Blocks, session: str) -> None:
    holder = page.state_holder
    with holder.lock:
        holder.session_data.pop(session, None)
        holder.time_last_used.pop(session, None)
