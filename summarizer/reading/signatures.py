"""What a file is by its first bytes, whatever its name says."""

from summarizer.errors import InputError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (ZIP, "архив ZIP или документ docx, pptx, odt, odp, epub"),
    (b"PK\x05\x06", "пустой архив ZIP"),
    (b"PK\x07\x08", "часть многотомного архива ZIP"),
    (b"%PDF-", "документ PDF"),
    (b"{\\rtf", "документ RTF"),
    (b"\x89PNG\r\n", "изображение PNG"),
    (b"\xff\xd8\xff", "изображение JPEG"),
    (b"GIF87a", "изображение GIF"),
    (b"GIF89a", "изображение GIF"),
    (b"II*\x00", "изображение TIFF"),
    (b"MM\x00*", "изображение TIFF"),
    (b"\x00\x00\x01\x00", "изображение ICO"),
    (b"8BPS\x00\x01", "изображение Photoshop"),
    (b"\x00\x00\x00\x0cjP  ", "изображение JPEG 2000"),
    (b"AT&TFORM", "документ DjVu"),
    (b"%!PS", "документ PostScript"),
    (b"ITSF\x03", "справка CHM"),
    (b"\x1f\x8b", "архив gzip"),
    (b"BZh9", "архив bzip2"),
    (b"\xfd7zXZ\x00", "архив xz"),
    (b"\x28\xb5\x2f\xfd", "архив zstd"),
    (b"7z\xbc\xaf\x27\x1c", "архив 7z"),
    (b"Rar!\x1a\x07", "архив RAR"),
    (b"MSCF\x00\x00", "архив CAB"),
    (b"\x7fELF", "программа"),
    (b"MZ\x90\x00", "программа"),
    (b"\xca\xfe\xba\xbe", "программа"),
    (b"\xcf\xfa\xed\xfe", "программа"),
    (b"\x00asm\x01", "программа"),
    (b"OggS\x00", "звук Ogg"),
    (b"ID3\x03", "звук MP3"),
    (b"ID3\x04", "звук MP3"),
    (b"\xff\xfb\x90", "звук MP3"),
    (b"fLaC\x00", "звук FLAC"),
    (b"\x1aE\xdf\xa3", "видео Matroska или WebM"),
    (b"SQLite format 3\x00", "база данных SQLite"),
    (b"wOFF\x00", "шрифт"),
    (b"wOF2\x00", "шрифт"),
    (b"\x00\x01\x00\x00\x00", "шрифт"),
    (b"\x80\x04\x95", "данные pickle"),
)
_AT_OFFSET = (
    (b"RIFF", 8, b"WEBP", "изображение WebP"),
    (b"RIFF", 8, b"WAVE", "звук WAV"),
    (b"RIFF", 8, b"AVI ", "видео AVI"),
    (b"BM", 6, b"\x00\x00\x00\x00", "изображение BMP"),
    (b"", 4, b"ftyp", "видео или изображение MP4, HEIC"),
    (b"", 257, b"ustar", "архив tar"),
    (b"", 60, b"BOOKMOBI", "книга Kindle"),
)
_REMEDIES = (
    ("документ DjVu", "Распознайте его (OCR) и сохраните текст."),
    ("документ PostScript", "Сохраните его как PDF."),
    ("документ", "Дайте файлу верное расширение."),
    ("изображение", "Распознайте текст на нём (OCR) и сохраните его как .txt."),
    ("архив", "Распакуйте его."),
    ("звук", "Расшифруйте запись и сохраните текст."),
    ("видео", "Расшифруйте запись и сохраните текст."),
    ("книга", "Сохраните её как epub или fb2."),
    ("", "Нужен файл с текстом."),
)


def kind_of(data: bytes) -> str | None:
    """What the bytes are, in Russian, where they are known not to be plain text.

    >>> kind_of(b"GIF89a....")
    'изображение GIF'
    >>> kind_of("Просто текст".encode())
    """
    for head, offset, mark, kind in _AT_OFFSET:
        if data.startswith(head) and data.startswith(mark, offset):
            return kind
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)


def refuse_binary(data: bytes, name: str) -> None:
    """Raises InputError where the first bytes are those of an image, an archive, a program …"""
    kind = kind_of(data)
    if kind is not None:
        remedy = next(remedy for start, remedy in _REMEDIES if kind.startswith(start))
        raise InputError(f"{name}: это не текст, а {kind}. {remedy}")
