"""Which format a file is in: its first bytes decide, its suffix where they say nothing.

A docx named .txt, a page named .doc or a PDF named .docx is what people's folders hold: it is read as what
it is. Text with the suffix of a document is not: it is more often what is left of one.
"""

import re

from summarizer.errors import InputError
from summarizer.reading.signatures import OLE, ZIP, refuse_binary

FORMATS = {
    ".docx": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".ppsx": "pptx",
    ".ppt": "ppt",
    ".pps": "ppt",
    ".odt": "odt",
    ".odp": "odp",
    ".epub": "epub",
    ".fb2": "fb2",
    ".fb2.zip": "fb2",
    ".eml": "mail",
    ".mbox": "mail",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".pdf": "pdf",
    ".rtf": "rtf",
}
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".srt", ".vtt", ".ass", ".ssa"})
# What a folder run picks up; a .doc is often RTF or a page, and is not passed over in silence where it is none.
READABLE_SUFFIXES = TEXT_SUFFIXES | frozenset(FORMATS) | {".doc"}

_HEAD_BYTES = 1024
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,300}-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE,
)
_FB2 = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<\?[^>]{0,300}\?>\s*){0,3}<FictionBook\b")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s")
_MHTML = re.compile(
    rb"(?=.{0,800}^MIME-Version:)(?=.{0,900}multipart/related)[A-Z][A-Za-z-]+:", re.DOTALL | re.MULTILINE
)

_MAIL_HEAD_BYTES = 16 * 1024  # the stations that a letter passed stand before what it says of itself
_FIELD = re.compile(rb"([A-Za-z][A-Za-z-]{0,40}):|[ \t]")
_WRITTEN = frozenset({b"from", b"subject", b"date"})
_SENT = frozenset({b"to", b"cc", b"received", b"delivered-to", b"return-path", b"message-id"})
_CODED = frozenset({b"mime-version", b"content-type", b"received"})


def suffix_of(name: str) -> str:
    """The suffix that names a format, in small letters; «.fb2.zip» is one.

    >>> suffix_of("Книга.FB2.ZIP"), suffix_of("a.b.Txt"), suffix_of("README")
    ('.fb2.zip', '.txt', '')
    """
    lowered = name.lower()
    if lowered.endswith(".fb2.zip"):
        return ".fb2.zip"
    stem, dot, suffix = lowered.rpartition(".")
    return f".{suffix}" if dot and stem and "/" not in suffix else ""


def format_of(data: bytes, name: str) -> str | None:
    """The format of a file, or None for plain text; ``zip`` is any of those that are kept in a zip archive.

    Raises:
        InputError: it is known to be no text, or it is not the document that its suffix names.

    >>> format_of(b"%PDF-1.7 ...", "отчёт.docx"), format_of(b"<!DOCTYPE html><p>", "статья.txt")
    ('pdf', 'html')
    >>> format_of("Просто текст".encode(), "статья.txt")
    """
    suffix = suffix_of(name)
    found = _format_by_bytes(data, suffix)
    if found:
        return found
    refuse_binary(data, name)
    named = FORMATS.get(suffix)
    if named is None and _XML.match(data[:_HEAD_BYTES]):
        raise InputError(f"{name}: это XML незнакомого вида. Откройте его и сохраните текст как .docx, .odt или .txt.")
    if suffix == ".json" and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        raise InputError(
            f"{name}: это данные JSON, а не текст. "
            "Сохраните тексты как .txt или по объекту на строку как .jsonl; переписку выгрузите как HTML."
        )
    if named in (None, "html", "fb2", "mhtml", "mail"):
        return named
    state = "файл пуст" if not data.strip() else "он повреждён, или под этим расширением лежит другое"
    raise InputError(
        f"{name}: это не документ {suffix}: {state}. Сохраните его снова; простому тексту дайте расширение .txt."
    )


def _format_by_bytes(data: bytes, suffix: str) -> str | None:
    head = data[:_HEAD_BYTES]
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    if head.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in head):
        return "pdf"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if _is_mail(data):
        return "mail"
    by_pattern = ((_FB2, "fb2"), (_HTML, "html"), (_MHTML, "mhtml"))
    return next((format for pattern, format in by_pattern if pattern.match(head)), None)


def _is_mail(data: bytes) -> bool:
    """Whether the lines up to an empty one are the fields of a letter; what a person copied has fewer fields.

    >>> _is_mail(b"From: a@b.ru\\nTo: c@d.ru\\nMIME-Version: 1.0\\n\\nText"), _is_mail(b"From: a\\nTo: b\\n\\nText")
    (True, False)
    """
    names = set()
    for line in data[:_MAIL_HEAD_BYTES].splitlines()[data.startswith(b"From ") :]:  # which begins a mailbox
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field is None:
            return False
        names.add((field[1] or b"").lower())
    return bool(names & _WRITTEN and names & _SENT and names & _CODED)
