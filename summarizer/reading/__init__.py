"""Bytes and files → text: ``read_document(path)`` finds the format and the encoding.

1. ``document`` reads the bytes of a file, and asks ``formats`` which format they are in ← ``signatures`` (first bytes).
2. Plain text is decoded: ``mixed`` tells files that were put together from several; of each ``decoding`` takes the
   encoding that it names, UTF-8, or the one that ``encodings`` finds. ``columns`` of a page become one.
3. Any other format is parsed by ``parsers``, in a ``child`` process that ``parsing`` starts and limits → ``parsed``.

A table is a file of many texts: ``corpus`` finds them by ``rows`` ← ``csv_records``, ``json_rows``, ``spreadsheet``.
"""

from summarizer.reading.decoding import Decoded, is_encoding
from summarizer.reading.document import MAX_FILE_BYTES, Document, document_of, read_document
from summarizer.reading.formats import READABLE_SUFFIXES, suffix_of
from summarizer.reading.mixed import decode

__all__ = [
    "MAX_FILE_BYTES",
    "READABLE_SUFFIXES",
    "Decoded",
    "Document",
    "decode",
    "document_of",
    "is_encoding",
    "read_document",
    "suffix_of",
]
