"""The rows of a jsonl file."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from summarizer.reading.rows import LONE_SURROGATE, TEXTS, UNREADABLE, Columns, Row, row_id, row_of

_ARRAY: Final = "это массив JSON. Запишите по объекту в строке, например: jq -c '.[]'"
_HALF_A_SIGN: Final = "в тексте половина знака (\\ud83d и подобное без пары): источник обрезал его. Удалите её"


def row_of_line(line: str, number: int, columns: Columns) -> Row:
    try:
        fields = json.loads(line, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        if number == 1 and line.lstrip("\ufeff \t").startswith("["):
            return Row(row_id("", number), problem=_ARRAY)
        return Row(row_id("", number), problem=f"строка — не JSON ({_reason(error)})")
    if number == 1 and isinstance(fields, list):
        return Row(row_id("", number), problem=_ARRAY)
    if not isinstance(fields, dict):
        return Row(row_id("", number), problem=f"строка — не объект JSON с полем «{columns.text or TEXTS[0]}»")
    found = columns.among(fields)
    if isinstance(fields, _Repeating) and (twice := found.twice(fields.names)):
        return Row(row_id("", number), problem=f"в строке поле «{twice}» стоит дважды. Оставьте одно")
    row = row_of(fields, number, columns, found)
    if row.problem == UNREADABLE and not LONE_SURROGATE.search(line):  # it came from an escape
        return replace(row, problem=_HALF_A_SIGN)
    return row


class _Repeating(dict[str | None, Any]):
    """A JSON object in which a key stands twice."""

    names: Sequence[str] = ()


def _object(pairs: list[tuple[str, Any]]) -> "dict[str | None, Any]":
    fields = _Repeating(pairs)
    if len(fields) == len(pairs):
        return dict(fields)
    fields.names = [name for name, _ in pairs]
    return fields


def _reason(error: Exception) -> str:
    """What is wrong without the place, so that equal damages are counted together."""
    if isinstance(error, RecursionError):
        return "слишком глубокая вложенность"
    is_malformed = isinstance(error, json.JSONDecodeError)
    return "проверьте кавычки, запятые и скобки" if is_malformed else "слишком длинное число"
