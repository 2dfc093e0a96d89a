"""The page: a text in, its summary and the reasons to trust it out; everything stays on this machine.

Gradio lives only in this folder. It and the hub client read the environment when they are
imported, so the switches that keep them from calling out, and where uploads go, are set here, before either is.
"""

import os

from summarizer.page.keeping import UPLOADS

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_TEMP_DIR"] = str(UPLOADS)

from summarizer.page.access import Access, read_access
from summarizer.page.build import build_app
from summarizer.page.handlers import Answer, summarize_text
from summarizer.page.server import serve

__all__ = ["Access", "Answer", "build_app", "read_access", "serve", "summarize_text"]
