"""Bytes and files → text: ``read_document(path)`` finds the reader and the encoding."""

from .decoding import Decoded, decode
from .document import MAX_FILE_BYTES, READABLE_SUFFIXES, Document, read_document

__all__ = ["MAX_FILE_BYTES", "READABLE_SUFFIXES", "Decoded", "Document", "decode", "read_document"]
