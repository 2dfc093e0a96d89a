"""A chat as Telegram exports it to HTML: lines «Имя: …» instead of bubbles. The functions change the lxml tree."""

from typing import Any

# What stands in a bubble beside its words: a picture's place, the time, a file, what is answered, emoji of others.
_BESIDE = ("userpic_wrap", "date", "media_wrap", "reply_to", "reactions", "signature")
_POLL = "media_poll"


def write_speakers(tree: Any) -> None:
    """Puts before the words of each message who wrote it; a message of the program itself is dropped."""
    speaker = None  # whose name is not shown yet
    for message in _with_class(tree, "message"):
        if "service" in message.get("class").split():
            message.drop_tree()
            continue
        for name in _BESIDE:
            for part in _with_class(message, name):
                if not _with_class(part, _POLL):
                    part.drop_tree()
        for sender in _with_class(message, "from_name")[:1]:
            speaker = " ".join(sender.text_content().split())
            sender.drop_tree()
        words = _with_class(message, "text")
        if words and speaker and words[0].text_content().strip():
            words[0].text = f"{speaker}: {(words[0].text or '').lstrip()}"
            speaker = None


def _with_class(tree: Any, name: str) -> list[Any]:
    """The divs inside an element that have a class, outermost first."""
    found: list[Any] = tree.xpath(f".//div[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
    return found
