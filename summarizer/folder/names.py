"""Names of inputs as text that every program can read."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from summarizer.patterns import pattern

HASH_LETTERS: Final = 12  # 48 bits: among a million names two are alike once in five hundred runs
STDIN: Final = "-"  # the name of the stream
_STREAM: Final = "stdin"  # before the names of its rows: a spreadsheet would run what begins with «-»
_SURROGATE: Final = pattern("[\ud800-\udfff]")
_CONTROL: Final = pattern("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_UNSAFE_IN_ROW: Final = pattern(
    r'[/\\%:*?"<>|\x00-\x1f\x7f]|^\.'
)  # on some system; «:» hides a file on NTFS, a leading dot on the others
_DEVICE: Final = pattern(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]) *(?:\.|$)", re.IGNORECASE)  # on Windows no file


def readable_name(name: str) -> str:
    """The name itself, or, where its bytes are no UTF-8, these bytes in hexadecimal and a hash that keeps it unique.

    >>> readable_name("статья.txt")
    'статья.txt'
    >>> readable_name("a\\udcff.txt")
    'a\\\\xff.txt~433b69acb279'
    """
    if not _SURROGATE.search(name):
        return name
    shown = _SURROGATE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", name)
    return f"{shown}~{hash_of(name)}"


def one_line(text: str) -> str:
    r"""A text for one line of a terminal: line breaks, escape sequences and broken characters made visible.

    >>> one_line("a\n\x1b[2Jb\udcff")
    'a\\n\\x1b[2Jb\\xff'
    >>> one_line("Отчёт «2024» é.txt")
    'Отчёт «2024» é.txt'
    """
    text = _SURROGATE.sub(lambda match: f"\\x{ord(match[0]) & 0xFF:02x}", text)
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def shown_name(name: str) -> str:
    """The name of an input for one line of a terminal.

    >>> shown_name("a.txt"), shown_name("-")
    ('a.txt', 'стандартный ввод')
    """
    return "стандартный ввод" if name == STDIN else one_line(name)


def row_name(corpus: str, row_id: str) -> str:
    """The name of a corpus row: a file in a folder of the corpus's name; an id cannot lead out of it.

    >>> row_name("новости.jsonl", "../../etc/passwd")
    'новости.jsonl/%2E.%2F..%2Fetc%2Fpasswd'
    >>> row_name("новости.jsonl", "..")
    'новости.jsonl/%2E.'
    >>> row_name("новости.jsonl", "http://a.ru/?n=1")
    'новости.jsonl/http%3A%2F%2Fa.ru%2F%3Fn=1'
    >>> row_name("новости.jsonl", "статья-17")
    'новости.jsonl/статья-17'
    >>> row_name("новости.jsonl", "con"), row_name("новости.jsonl", "LPT1.a"), row_name("новости.jsonl", "contra")
    ('новости.jsonl/%63on', 'новости.jsonl/%4CPT1.a', 'новости.jsonl/contra')
    """
    safe = _UNSAFE_IN_ROW.sub(lambda match: "".join(f"%{ord(c):02X}" for c in match[0]), row_id)
    if _DEVICE.match(safe):
        safe = f"%{ord(safe[0]):02X}{safe[1:]}"
    return f"{corpus}/{readable_name(safe)}"


def row_names(corpus: str, row_id: str, number: int) -> Iterator[str]:
    """Names for a corpus row, best first: for an id that is not unique the row is not lost.

    >>> from itertools import islice
    >>> list(islice(row_names("новости.jsonl", "17", 3), 2))
    ['новости.jsonl/17', 'новости.jsonl/17~3']
    >>> next(row_names("-", "17", 3))
    'stdin/17'
    """
    name = row_name(_STREAM if corpus == STDIN else corpus, row_id)
    while True:
        yield name
        name = f"{name}~{number}"


def hash_of(name: str) -> str:
    """What tells a name from others that are written alike."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LETTERS]
