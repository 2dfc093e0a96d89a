"""The body of a call as Gradio would take it, judged before it gets there.

Gradio downloads what a call names as a file by its URL, whatever widget it is meant for. Nothing that is
asked here may reach out, so a file in a call must be one that was sent to this page.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from summarizer.page import russian

MAX_DEPTH: Final = 20  # of lists and objects within each other; the page's own calls have five


def find_refusal(body: bytes, uploads: Path) -> str | None:
    """A sentence if a call is no JSON object, or names a file that was not uploaded; None if it may pass.

    >>> find_refusal('{"data": ["Мост", {"path": "/up/a/б.txt"}]}'.encode(), Path("/up"))
    >>> find_refusal(b'{"data": [{"path": "http://a.example/b.txt"}]}', Path("/up")) == russian.FOREIGN_FILE
    True
    >>> find_refusal(b'{"data": [{"path": "/up/../etc/passwd"}]}', Path("/up")) == russian.FOREIGN_FILE
    True
    >>> find_refusal(b'[1', Path("/up")) == find_refusal(b'[]', Path("/up")) == russian.BAD_CALL
    True
    """
    try:
        call = json.loads(body)
        paths = list(_paths_in(call))
    except (ValueError, RecursionError):
        return russian.BAD_CALL
    if not isinstance(call, dict):
        return russian.BAD_CALL
    return None if all(_is_within(path, uploads) for path in paths) else russian.FOREIGN_FILE


def _paths_in(value: object, depth: int = 0) -> Iterator[object]:
    """What stands under «path» in any object of the call.

    Raises:
        ValueError: It is deeper than MAX_DEPTH.
    """
    if depth > MAX_DEPTH:
        raise ValueError("too deep")
    if isinstance(value, dict):
        if "path" in value:
            yield value["path"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _paths_in(item, depth + 1)


def _is_within(path: object, uploads: Path) -> bool:
    if not isinstance(path, str):
        return path is None
    try:
        return Path(path).resolve().is_relative_to(uploads.resolve()) and Path(path).is_absolute()
    except (OSError, ValueError, RuntimeError):  # a NUL, a loop of links
        return False
