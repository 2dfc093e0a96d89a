"""Every kind of bad file that a folder may hold, made by hand: for the tests and for benchmarks/faults.py."""

import io
import json
import os
import socket
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

from summarizer.folder.names import readable_name
from summarizer.folder.records import Record
from tests.documents import pdf
from tests.hostile.pdfs import LOCK
from tests.texts import ENGLISH, NEWS, UKRAINIAN

Make = Callable[[Path], None]


def _zip(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


def _pdf(is_encrypted: bool) -> bytes:
    """A PDF of one blank page."""
    return pdf([b"q Q"], extra=LOCK if is_encrypted else "")


_ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><FictionBook>&e;</FictionBook>'
_LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>'
_PRETTY = json.dumps([{"text": NEWS}] * 3, ensure_ascii=False, indent=2).encode()

BYTES: dict[str, bytes] = {  # the name in the folder → what is in the file
    "пустой.txt": b"",
    "пробелы.txt": b" \n\t\r\n ",
    "только метка.txt": b"\xef\xbb\xbf",
    "метка utf-16.txt": b"\xff\xfe",
    "строки.txt": b"\n" * 5000,
    "цифры.txt": b"12 345, 67",
    "знаки.txt": "… — !!! № §".encode(),
    "нули.txt": b"\0" * 4096,
    "управляющие.txt": bytes(range(1, 9)) * 40,
    "случайные.txt": bytes((i * i * 31 + i * 7) % 251 for i in range(5000)),
    "обрезан utf-8.txt": NEWS.encode()[:-2],
    "битый utf-8.txt": NEWS.encode().replace("м".encode(), b"\xd0\xff"),
    "нечётный utf-16.txt": b"\xff\xfe" + NEWS.encode("utf-16-le") + b"\x04",
    "png.txt": b"\x89PNG\r\n\x1a\n" + b"\0\1" * 99,
    "jpeg.txt": b"\xff\xd8\xff\xe0" + b"\0\1" * 99,
    "gif.txt": b"GIF89a" + b"\0\1" * 99,
    "bmp.txt": b"BM\0\0" + b"\0\1" * 99,
    "tiff.txt": b"II*\0" + b"\0\1" * 99,
    "webp.txt": b"RIFF\0\0\0\0WEBP" + b"\0\1" * 99,
    "wav.txt": b"RIFF\0\0\0\0WAVE" + b"\0\1" * 99,
    "avi.txt": b"RIFF\0\0\0\0AVI " + b"\0\1" * 99,
    "mp4.txt": b"\0\0\0\x18ftypmp42" + b"\0\1" * 99,
    "ogg.txt": b"OggS\0" + b"\0\1" * 99,
    "mp3.txt": b"ID3\3" + b"\0\1" * 99,
    "flac.txt": b"fLaC\0" + b"\0\1" * 99,
    "gzip.txt": b"\x1f\x8b\x08" + b"\0\1" * 99,
    "bzip2.txt": b"BZh91AY" + b"\0\1" * 99,
    "xz.txt": b"\xfd7zXZ\0" + b"\0\1" * 99,
    "7z.txt": b"7z\xbc\xaf\x27\x1c" + b"\0\1" * 99,
    "rar.txt": b"Rar!\x1a\x07" + b"\0\1" * 99,
    "zip.txt": _zip(a=b"a"),
    "пустой zip.txt": _zip(),
    "pdf.txt": _pdf(is_encrypted=False),
    "rtf.txt": b"{\\rtf1 a}",
    "doc.txt": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0\1" * 99,
    "elf.txt": b"\x7fELF" + b"\0\1" * 99,
    "exe.txt": b"MZ\x90\0" + b"\0\1" * 99,
    "sqlite.txt": b"SQLite format 3\0" + b"\0\1" * 99,
    "woff.txt": b"wOFF\0" + b"\0\1" * 99,
    "pickle.txt": b"\x80\x04\x95" + b"\0\1" * 99,
    "djvu.txt": b"AT&TFORM" + b"\0\1" * 99,
    "английский.txt": (ENGLISH * 9).encode(),
    "украинский.txt": (UKRAINIAN * 9).encode(),
    "китайский.txt": ("这座城市的桥将从星期一起关闭维修。" * 40).encode(),
    "мусор.docx": b"no document",
    "без текста.docx": _zip(a_xml=b"<a/>"),
    "сущности.docx": _zip(word__document_xml=_LAUGHS),
    "картинка.docx": b"\x89PNG\r\n\x1a\n" + b"\0\1" * 99,
    "мусор.odt": b"no document",
    "без текста.odt": _zip(a_xml=b"<a/>"),
    "мусор.epub": b"no book",
    "без книги.epub": _zip(mimetype=b"application/epub+zip"),
    "мусор.pdf": b"%PDF-1.7 no document",
    "обрезан.pdf": _pdf(is_encrypted=False)[:200],
    "без слов.pdf": _pdf(is_encrypted=False),
    "под паролем.pdf": _pdf(is_encrypted=True),
    "пустой.pdf": b"",
    "не xml.fb2": b"<FictionBook><body>",
    "внешняя сущность.fb2": _ENTITY,
    "пустой.html": b"",
    "только скрипт.html": b"<html><script>alert('x')</script></html>",
    "пустой.rtf": b"",
    "фото.jpg": b"\xff\xd8\xff\xe0",
    "таблица.xls": b"\xd0\xcf\x11\xe0",
    "архив.zip": _zip(a=b"a"),
    "без расширения": NEWS.encode(),
    ".скрытый.txt": NEWS.encode(),
    "не строки.jsonl": _PRETTY,
    "пустой.jsonl": b"",
    "без поля.jsonl": b'{"a": 1}\n' * 9,
    "без столбца.csv": "имя;возраст\nПётр;30\n".encode("cp1251"),
    "двоичный.csv": b"\0\1\2" * 999,
    "мусор.parquet": b"PAR1 no table",
    "с переводом\nстроки.txt": b"",
    "с экраном\x1b[2J.txt": b"",
    "кавычки\"'`$(x).txt": b"",
    "я" * 125 + ".txt": b"",  # 254 bytes
}


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = os.getcwd()
        os.chdir(path.parent)  # the name of a socket holds 107 bytes
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)


def _device(path: Path) -> None:
    os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 3))


def _big(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)


def _bomb(path: Path) -> None:
    path.write_bytes(_zip(word__document_xml=b"<w:document>" + b"a" * 300_000_000))


def _results(path: Path) -> None:
    """The results of another run."""
    path.mkdir()
    (path / "summaries.jsonl").write_bytes(Record("a.txt", "", "done", summary="Реферат.").to_line())
    (path / "a.txt.txt").write_text("Реферат.\n", encoding="utf-8")


def _hidden(path: Path) -> None:
    path.mkdir()
    (path / "a.txt").write_text(NEWS, encoding="utf-8")


def link_to(target: str) -> Make:
    """Makes a link."""
    return lambda path: path.symlink_to(target)


def _undecodable(path: Path) -> None:
    with open(os.fsencode(path.parent) + b"/\xf4\xe0\xe9\xeb.txt", "wb"):
        pass


UNDECODABLE = readable_name("\udcf4\udce0\udce9\udceb.txt")
MADE: dict[str, Make] = {
    "канал.txt": _fifo,
    "сокет.txt": _socket,
    "велик.txt": _big,
    "бомба.docx": _bomb,
    "рефераты": _results,
    ".git": _hidden,
    "в никуда.txt": link_to("nowhere.txt"),
    "сама на себя.txt": link_to("сама на себя.txt"),
    "круг 1.txt": link_to("круг 2.txt"),
    "круг 2.txt": link_to("круг 1.txt"),
    "наружу": link_to("/etc"),
    "наружу.txt": link_to("/etc/passwd"),
    "вверх": link_to(".."),
    "внутрь.txt": link_to("пустой.txt"),
    UNDECODABLE: _undecodable,
}
if hasattr(os, "geteuid") and os.geteuid() == 0:
    MADE["устройство.txt"] = _device


def make_bad_files(folder: Path) -> list[str]:
    """Makes all of them in a folder and returns their names, as a person sees them."""
    for name, data in BYTES.items():
        (folder / name).write_bytes(data)
    for name, make in MADE.items():
        make(folder / name)
    return [name.replace("\n", "\\n").replace("\x1b", "\\x1b") for name in (*BYTES, *MADE)]
