"""The body of a call as Gradio would take it, judged before it gets there.

Gradio downloads what a call names as a file by its URL, whatever widget it is meant for. Nothing that is
asked here may reach out, so a file in a call must be one that was sent to this page.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from summarizer.page import russian

# What the endpoints take, the first of them without a default; a test holds it against what Gradio tells.
ARGUMENTS: Final = {
    "summarize": (("text",), ("length", "model", "words", "sentences", "ratio", "points", "title", "language")),
    "clean": (("text",), ("language",)),
    "evidence": (("summary", "source"), ("language",)),
}
MAX_NAMES_CHARS: Final = 200  # of arguments that there are not
MAX_DEPTH: Final = 20  # of lists and objects within each other; the page's own calls have five


def find_refusal(body: bytes, uploads: Path, endpoint: str = "") -> str | None:
    """A sentence if a call is no JSON object, or names a file that was not uploaded; None if it may pass.

    Args:
        body: As it came.
        uploads: The folder of what was uploaded.
        endpoint: Of a call by a program: «v2/NAME», whose arguments are the object's keys, or «NAME», which has a list.

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
    if not all(_is_within(path, uploads) for path in paths):
        return russian.FOREIGN_FILE
    name = endpoint.removeprefix("v2/")
    if name not in ARGUMENTS:
        return None
    return _refuse_arguments(call, name) if name != endpoint else _refuse_list(call.get("data"), name)


def _refuse_arguments(call: dict[str, object], endpoint: str) -> str | None:
    """A sentence that names the arguments that there are not, or that are missing.

    >>> _refuse_arguments({"txt": "Мост"}, "clean")
    'У clean нет аргумента txt; есть: text, language'
    >>> _refuse_arguments({"language": "en"}, "clean")
    'Для clean нужен text'
    >>> _refuse_arguments({"text": "Мост"}, "clean")
    """
    needed, others = ARGUMENTS[endpoint]
    if unknown := [name for name in call if name not in (*needed, *others)]:
        names = ", ".join(unknown)[:MAX_NAMES_CHARS]
        return russian.UNKNOWN_ARGUMENT.format(endpoint=endpoint, names=names, known=", ".join((*needed, *others)))
    missing = [name for name in needed if name not in call]
    return russian.MISSING_ARGUMENT.format(endpoint=endpoint, names=", ".join(missing)) if missing else None


def _refuse_list(values: object, endpoint: str) -> str | None:
    """A sentence where a call without names does not have all values.

    >>> _refuse_list(["Мост"], "clean")
    'Для clean нужны все значения по порядку: text, language. По именам и без лишних: /call/v2/clean'
    >>> _refuse_list(["Мост", "ru"], "clean")
    """
    names = [name for part in ARGUMENTS[endpoint] for name in part]
    if isinstance(values, list) and len(values) == len(names):
        return None
    return russian.NOT_ALL_VALUES.format(endpoint=endpoint, names=", ".join(names))


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
