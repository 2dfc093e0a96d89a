"""Bytes and files → text: ``read_document(path)`` finds the format and the encoding."""

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
