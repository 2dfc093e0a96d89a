"""Measures decoding and the repair of mojibake on sentences in known encodings; ``cleaning.py`` calls it."""

import random

from summarizer.cleaning.mojibake import repair_mojibake
from summarizer.cleaning.repairs import apply_edits
from summarizer.errors import InputError
from summarizer.reading import decode

ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    *("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
)
LENGTHS = (15, 40, 150, 1000)  # characters
MOJIBAKE = (  # (the right codec, the wrong one it was read with)
    *(("utf-8", wrong) for wrong in ("cp1251", "cp1252", "latin-1", "koi8-r", "cp866", "mac-cyrillic")),
    *(("cp1251", wrong) for wrong in ("latin-1", "koi8-r", "cp866")),
    *(("koi8-r", wrong) for wrong in ("cp1251", "latin-1", "cp866")),
    *(("cp866", wrong) for wrong in ("cp1251", "latin-1", "koi8-r")),
)


def measure_encodings(texts: list[str], seed: int) -> None:
    """Prints the share of exact decodings by length."""
    for length in LENGTHS:
        chance, n_right, n_all = random.Random(seed), 0, 0
        for text in texts:
            start = chance.randrange(max(1, len(text) - length))
            for encoding in ENCODINGS:
                piece = text[start : start + length]
                try:
                    data = piece.encode(encoding)
                except UnicodeEncodeError:
                    continue
                n_all += 1
                n_right += _decodes_to(data, piece)
        print(f"encodings, {length:4} letters  {n_right / max(1, n_all):.4f} of {n_all}")


def _decodes_to(data: bytes, text: str) -> bool:
    try:
        return decode(data).text == text
    except InputError:
        return False


def measure_mojibake(sentences: list[str]) -> None:
    """Prints the share of exactly repaired sentences by codec pair, and false repairs among clean sentences."""
    for right, wrong in MOJIBAKE:
        n_right = n_all = 0
        for sentence in sentences[:300]:
            try:
                spoiled = "".join(_sloppy(byte, wrong) for byte in sentence.encode(right))
            except UnicodeEncodeError:
                continue
            n_all += 1
            n_right += apply_edits(spoiled, repair_mojibake(spoiled)) == sentence
        print(f"mojibake {right:7} as {wrong:13} {n_right / max(1, n_all):.4f} of {n_all}")
    print(f"mojibake false repairs   {sum(bool(repair_mojibake(text)) for text in sentences)} in {len(sentences)}")


def _sloppy(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)
