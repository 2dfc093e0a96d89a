"""Rich Text Format by striprtf."""

import re
from typing import Any

from summarizer.errors import InputError
from summarizer.reading.parsers.parsed import Parsed

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def parse_rtf(data: bytes) -> Parsed:
    """The text of an RTF document in the code page that it names, cp1251 where it names none."""
    from striprtf import striprtf

    to_text: Any = striprtf.rtf_to_text  # untyped
    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError("это не RTF: файл начинается не с {\\rtf.")
    named = _CODE_PAGE.search(data)
    encoding = f"cp{named[1].decode('ascii')}" if named else "cp1251"
    try:
        text = to_text(data.decode(encoding), encoding=encoding)
    except (UnicodeError, LookupError) as error:
        raise InputError(f"RTF не читается в своей кодировке {encoding}. Сохраните его снова.") from error
    return Parsed(str(text))
