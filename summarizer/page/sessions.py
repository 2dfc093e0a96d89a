"""What Gradio remembers of browsers: the values of their widgets, texts among them. Few are kept, and not for long.

Found under load: a state of about 0.2 MB for each session, and each call of a program is one; Gradio keeps 10,000.
"""

from datetime import datetime, timedelta
from typing import Final

import gradio as gr

from summarizer.page.keeping import MAX_AGE_S

MAX_SESSIONS: Final = 200  # open tabs and calls on their way; the one not used for longest is forgotten


def limit_sessions(page: gr.Blocks) -> None:
    """Bounds the sessions of a page; before it is mounted."""
    page.state_session_capacity = MAX_SESSIONS


def forget_idle(page: gr.Blocks, now: datetime | None = None, max_age_s: float = MAX_AGE_S) -> None:
    """Forgets the sessions that were not used for so long."""
    holder = page.state_holder
    oldest = (now or datetime.now()) - timedelta(seconds=max_age_s)
    for session, last_used in list(holder.time_last_used.items()):
        if last_used < oldest:
            with holder.lock:
                holder.session_data.pop(session, None)
                holder.time_last_used.pop(session, None)
