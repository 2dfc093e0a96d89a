"""PDF by pypdf: pages in order, without running heads and page numbers."""

import re
from collections import Counter
from collections.abc import Iterable
from io import BytesIO

from summarizer.errors import InputError
from summarizer.reading.parsers.parsed import Parsed

MAX_PAGES = 3000
MAX_CHARACTERS = 20_000_000
MIN_LETTERS_A_PAGE = 20  # fewer on the average: pictures of pages
MIN_REPEATS = 3  # pages that begin or end with the same line before it is a running head
_MIN_REPEAT_SHARE = 0.4  # of the pages; left and right pages may differ
_EDGE_LINES = 2  # lines at a page's top and bottom that may be running heads
_DIGITS = re.compile(r"\d+")
_HEADER_BYTES = 1024  # where the mark of a PDF must stand


def parse_pdf(data: bytes) -> Parsed:
    """The text of a PDF that holds text; locked and scanned ones are refused."""
    if b"%PDF-" not in data[:_HEADER_BYTES]:
        raise InputError("это не PDF: в начале файла нет знака %PDF.")
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("PDF защищён паролем. Снимите пароль и сохраните его снова.")
        if len(reader.pages) > MAX_PAGES:
            raise InputError(f"в PDF {len(reader.pages)} страниц, а читается до {MAX_PAGES}. Разделите его.")
        pages = _texts(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except DependencyError as error:
        raise InputError("PDF зашифрован. Сохраните его снова без защиты.") from error
    except PyPdfError as error:
        raise InputError("PDF повреждён. Откройте его в просмотрщике и сохраните снова.") from error
    n_letters = sum(letter.isalpha() for page in pages for letter in page)
    if n_letters < MIN_LETTERS_A_PAGE * len(pages):
        raise InputError(f"в PDF {len(pages)} стр. и почти нет текста: это скан. Распознайте его (OCR).")
    return Parsed("\n".join(drop_running_heads(pages)), str(title).strip() or None if title else None)


def _texts(pages: Iterable[str]) -> list[str]:
    texts, n_characters = [], 0
    for text in pages:
        texts.append(text)
        n_characters += len(text)
        if n_characters > MAX_CHARACTERS:
            raise InputError(f"в PDF больше {MAX_CHARACTERS:,} знаков текста. Разделите его.".replace(",", " "))
    return texts


def drop_running_heads(pages: list[str]) -> list[str]:
    """Pages without the lines that many of them begin or end with; numbers in these may differ.

    >>> drop_running_heads([f"Отчёт {n}\\nТекст о деле {n * n}.\\n{n}" for n in range(2)])
    ['Отчёт 0\\nТекст о деле 0.\\n0', 'Отчёт 1\\nТекст о деле 1.\\n1']
    """
    split = [page.strip().split("\n") for page in pages]
    seen = Counter(head for lines in split for head in {_mask(line) for line in _edges(lines)})
    heads = {head for head, times in seen.items() if times >= max(MIN_REPEATS, _MIN_REPEAT_SHARE * len(pages))}
    return ["\n".join(_without(lines, heads)) for lines in split]


def _mask(line: str) -> str:
    return _DIGITS.sub("0", line.strip())


def _edges(lines: list[str]) -> list[str]:
    return lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]


def _without(lines: list[str], heads: set[str]) -> list[str]:
    last = len(lines) - _EDGE_LINES
    return [line for at, line in enumerate(lines) if _EDGE_LINES <= at < last or _mask(line) not in heads]
