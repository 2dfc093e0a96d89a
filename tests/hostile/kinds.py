"""What is no text, or not the document that its name says."""

import random
import tarfile
from io import BytesIO

from ..documents import zipped
from ..old_office import ole, word97
from .case import case

PADDING = b"\0" * 600


def tar() -> bytes:
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return buffer.getvalue()


KINDS = {
    "word.doc": case(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + PADDING, "документ повреждён"),
    "slides.ppt": case(ole({"PowerPoint Document": b""}), "документ повреждён"),
    "locked.pptx": case(ole({"EncryptedPackage": b""}), "защищён паролем"),
    "locked.doc": case(ole(word97("Мост.", flags=0x300)), "защищён паролем"),
    "picture.png": case(b"\x89PNG\r\n\x1a\n" + PADDING, "изображение PNG.*OCR"),
    "picture.html": case(b"\x89PNG\r\n\x1a\n" + PADDING, "изображение PNG"),
    "picture.jpg": case(b"\xff\xd8\xff\xe0\0\x10JFIF" + PADDING, "изображение JPEG"),
    "picture.docx": case(b"\xff\xd8\xff\xe0\0\x10JFIF" + PADDING, "изображение JPEG"),
    "picture.gif": case(b"GIF89a" + PADDING, "изображение GIF"),
    "picture.bmp": case(b"BM\x36\x10\0\0\0\0\0\0" + PADDING, "изображение BMP"),
    "picture.tif": case(b"II*\0" + PADDING, "изображение TIFF"),
    "picture.webp": case(b"RIFF\x24\0\0\0WEBPVP8 " + PADDING, "изображение WebP"),
    "picture.heic": case(b"\0\0\0\x18ftypheic" + PADDING, "HEIC"),
    "book.djvu": case(b"AT&TFORM" + PADDING, "DjVu.*OCR"),
    "book.mobi": case(b"A" * 60 + b"BOOKMOBI" + PADDING, "Kindle.*epub"),
    "paper.ps": case(b"%!PS-Adobe-3.0\n" + PADDING, "PostScript"),
    "help.chm": case(b"ITSF\x03\0\0\0" + PADDING, "CHM"),
    "sound.mp3": case(b"ID3\x04\0" + PADDING, "звук MP3"),
    "sound.ogg": case(b"OggS\0" + PADDING, "звук Ogg"),
    "film.mkv": case(b"\x1aE\xdf\xa3" + PADDING, "видео"),
    "program.exe": case(b"MZ\x90\0" + PADDING, "программа"),
    "program.txt": case(b"\x7fELF\x02\x01" + PADDING, "программа"),
    "texts.tar": case(tar, "архив tar.*Распакуйте"),
    "texts.gz": case(b"\x1f\x8b\x08\0" + PADDING, "архив gzip"),
    "texts.7z": case(b"7z\xbc\xaf\x27\x1c" + PADDING, "архив 7z"),
    "texts.rar": case(b"Rar!\x1a\x07\x01\0" + PADDING, "архив RAR"),
    "texts.zip": case(zipped({"a.txt": "да"}), "архив ZIP.*Распакуйте"),
    "base.sqlite": case(b"SQLite format 3\0" + PADDING, "база данных"),
    "font.ttf": case(b"\0\x01\0\0\0" + PADDING, "шрифт"),
    "zeros.txt": case(bytes(5000), "не текст|не распознана"),
    "noise.txt": case(lambda: random.Random(1).randbytes(5000), "не текст|не распознана"),
    "noise.docx": case(lambda: random.Random(2).randbytes(5000), r"не документ \.docx"),
    "empty.docx": case(b"", "файл пуст"),
    "empty.pdf": case(b"", "файл пуст"),
    "empty.html": case(b"", "не HTML"),
    "empty.fb2": case(b"", "разметка документа повреждена"),
    "text.docx": case("Просто текст", r"не документ \.docx"),
    "text.pdf": case("Просто текст", r"не документ \.pdf"),
    "text.rtf": case("Просто текст", r"не документ \.rtf"),
    "page.xml": case('<?xml version="1.0"?><a>Да</a>', "XML незнакомого вида"),
}
