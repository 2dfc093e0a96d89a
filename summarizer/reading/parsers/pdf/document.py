"""PDF by PDFium: lines with their places, from which ``flow.py`` makes paragraphs."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from summarizer.errors import InputError
from summarizer.patterns import pattern
from summarizer.reading.parsed import MAX_CHARACTERS, Parsed
from summarizer.reading.parsers.pdf.flow import join_pages
from summarizer.reading.parsers.pdf.heads import Page
from summarizer.reading.parsers.pdf.hyphens import join_cut_words
from summarizer.reading.parsers.pdf.text_page import TextPage

MAX_PAGES = 3000
MIN_CHARACTERS = 20  # of a page that is no picture
MAX_PICTURE_SHARE = 0.5  # of the pages: more, and what is read would not be the document
MAX_UNREADABLE_SHARE = 0.02  # of characters that no font names: more, and the text is a cipher
_UNREADABLE = frozenset({"Cc", "Cn", "Co", "Cs"})  # controls, unassigned and private characters, halves of pairs
_DATE = pattern(r"D:(\d{4})(\d\d)(\d\d).*", re.DOTALL)
_PASSWORD, _SECURITY = 4, 5  # PDFium's numbers of its errors


def parse_pdf(data: bytes) -> Parsed:
    """The text of a PDF that holds text; locked, scanned and enciphered ones are refused."""
    document = _open(data)
    if len(document) > MAX_PAGES:
        raise InputError(f"в PDF {len(document)} страниц, а читается до {MAX_PAGES}. Разделите его.")
    pages = _read_pages(document)
    _refuse_unreadable(pages)
    flow = join_pages(pages)
    properties = document.get_metadata_dict(skip_empty=True)
    return Parsed(
        join_cut_words("\n".join(flow.paragraphs + flow.notes)),
        title=properties.get("Title"),
        author=properties.get("Author"),
        date=_DATE.sub(r"\1-\2-\3", properties.get("CreationDate", "")),
    )


def _open(data: bytes) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == _PASSWORD:
            raise InputError("PDF защищён паролем. Снимите пароль и сохраните его снова.") from error
        if code == _SECURITY:
            raise InputError("PDF зашифрован неизвестным способом. Сохраните его снова без защиты.") from error
        raise InputError("PDF повреждён. Откройте его в программе для чтения PDF и сохраните снова.") from error


def _read_pages(document: Any) -> list[Page]:
    """The lines of all pages; a page that is damaged refuses the document, since its text would be missing."""
    from pypdfium2 import PdfiumError

    pages, n_characters = list[Page](), 0
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = TextPage(page)
        except PdfiumError as error:
            raise InputError(f"страница {number + 1} этого PDF повреждена. Сохраните его снова.") from error
        lines = list(text_page.lines())
        text_page.close()
        page.close()
        n_characters += sum(len(line.text) for line in lines)
        if n_characters > MAX_CHARACTERS:
            raise InputError(f"в PDF больше {MAX_CHARACTERS // 1_000_000} млн знаков текста. Разделите его.")
        pages.append(lines)
    return pages


def _refuse_unreadable(pages: Sequence[Page]) -> None:
    """Raises where the pages are pictures, or their fonts do not say which letters they show."""
    n_shown = n_unreadable = 0
    for page in pages:
        for line in page:
            n_shown += len(line.text)
            n_unreadable += sum(unicodedata.category(character) in _UNREADABLE for character in line.text[1:])
    if n_unreadable > MAX_UNREADABLE_SHARE * n_shown:
        raise InputError(
            f"по шрифтам этого PDF не узнать, какие в нём буквы: не прочитано знаков {n_unreadable} из {n_shown}. "
            "Распечатайте его и распознайте (OCR) или найдите исходный документ."
        )
    n_pictures = sum(sum(len(line.text) for line in page) < MIN_CHARACTERS for page in pages)
    if n_pictures > MAX_PICTURE_SHARE * len(pages):
        remedy = "это скан. Распознайте его (OCR)."
        raise InputError(f"в PDF {len(pages)} стр., из них почти без текста {n_pictures}: {remedy}")
