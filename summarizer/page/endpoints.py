"""What programs may call: named endpoints with types, the same functions as behind the buttons."""

from typing import Any

from gradio.events import api

from summarizer.options import SummaryOptions
from summarizer.page.handlers import answer_record, clean_record, clean_text, summarize_text
from summarizer.page.house import House
from summarizer.summarize import TEXTS_AT_ONCE


def open_endpoints(house: House) -> None:
    """Adds the endpoints to the page that is being built; in one language only, since they have no words."""
    shelf = house.shelf

    def summarize(text: str, length: str = SummaryOptions().length, model: str = shelf.default) -> dict[str, Any]:
        """The summary of a Russian text, its findings and figures; ``notice`` says why there is none."""
        return answer_record(summarize_text(shelf, text, length, model))  # type: ignore[arg-type]

    def clean(text: str) -> dict[str, Any]:
        """The text with its look-alike letters and other damage repaired, and the repairs."""
        return clean_record(clean_text(text))

    api(summarize, api_name="summarize", concurrency_id="summarize", concurrency_limit=TEXTS_AT_ONCE)
    api(clean, api_name="clean")
