"""The page: a text in, its summary and the reasons to trust it out; everything stays on this machine.

Gradio lives only in this folder, and is imported when the address answers already. It and the hub client read the
environment when they are imported, so the switches that keep them from calling out, and where uploads go, are set
here, before either is. So is Arrow's allocator: Gradio's queue makes a pandas table of each call, and Arrow's own
keeps growing with them.
"""

import os

from summarizer.page.keeping import UPLOADS

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_TEMP_DIR"] = str(UPLOADS)
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

from summarizer.page.access import Access, read_access
from summarizer.page.server import serve
from summarizer.page.shelf import load_apart

__all__ = ["Access", "load_apart", "read_access", "serve"]
