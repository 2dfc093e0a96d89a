"""What a file is by its first bytes, whatever its name says."""

from ..errors import InputError

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "архив ZIP или документ docx, odt, epub под чужим именем"),
    (b"PK\x05\x06", "пустой архив ZIP"),
    (b"%PDF-", "документ PDF под чужим именем"),
    (b"{\\rtf", "документ RTF под чужим именем"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "документ старого Office (.doc, .xls, .ppt); сохраните его как .docx"),
    (b"\x89PNG\r\n", "изображение PNG"),
    (b"\xff\xd8\xff", "изображение JPEG"),
    (b"GIF87a", "изображение GIF"),
    (b"GIF89a", "изображение GIF"),
    (b"BM\x00", "изображение BMP"),
    (b"II*\x00", "изображение TIFF"),
    (b"MM\x00*", "изображение TIFF"),
    (b"AT&TFORM", "документ DjVu"),
    (b"\x1f\x8b", "архив gzip"),
    (b"BZh9", "архив bzip2"),
    (b"\xfd7zXZ\x00", "архив xz"),
    (b"7z\xbc\xaf\x27\x1c", "архив 7z"),
    (b"Rar!\x1a\x07", "архив RAR"),
    (b"\x7fELF", "программа"),
    (b"MZ\x90\x00", "программа"),
    (b"OggS\x00", "звук Ogg"),
    (b"ID3\x03", "звук MP3"),
    (b"ID3\x04", "звук MP3"),
    (b"fLaC\x00", "звук FLAC"),
    (b"SQLite format 3\x00", "база данных SQLite"),
    (b"wOFF\x00", "шрифт"),
    (b"\x00\x01\x00\x00\x00", "шрифт"),
    (b"\x80\x04\x95", "данные pickle"),
)
_FORMATS = ((b"RIFF", b"WEBP", "изображение WebP"), (b"RIFF", b"WAVE", "звук WAV"), (b"RIFF", b"AVI ", "видео AVI"))


def kind_of(data: bytes) -> str | None:
    """What the bytes are, in Russian, where they are known not to be plain text.

    >>> kind_of(b"GIF89a....")
    'изображение GIF'
    >>> kind_of("Просто текст".encode())
    """
    for head, mark, kind in _FORMATS:
        if data.startswith(head) and data[8:12] == mark:
            return kind
    if data[4:8] == b"ftyp":
        return "видео или изображение MP4, HEIC"
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)


def refuse_binary(data: bytes, name: str) -> None:
    """Raises InputError where the first bytes are those of an image, an archive, a program …"""
    kind = kind_of(data)
    if kind is not None:
        raise InputError(f"{name}: это не текст, а {kind}. Нужен текстовый файл или документ с верным расширением.")
