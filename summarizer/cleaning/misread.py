"""Bytes that were read with the wrong codec, and the way back."""

from functools import lru_cache

RULE = "mojibake"


def misread(data: bytes, codec: str) -> str:
    """Bytes as the codec reads them; a byte that it leaves undefined stands for the code point of its number.

    >>> misread("—".encode(), "cp1251")
    'вЂ”'
    """
    return "".join(bytes([byte]).decode(codec, errors="ignore") or chr(byte) for byte in data)


@lru_cache(maxsize=16)
def byte_of(codec: str) -> dict[str, int]:
    """Each character's byte; cp1252 and latin-1 are confused with each other, too.

    >>> byte_of("cp1252")["€"], byte_of("cp1252")["\\x80"]
    (128, 128)
    """
    latin_1 = {chr(byte): byte for byte in range(0x80, 0xA0)}
    return latin_1 | {misread(bytes([byte]), codec): byte for byte in range(256)}
