"""Reading foreign formats: documents made here, damaged ones and hostile ones, all through the child process."""

import random
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from summarizer.errors import InputError
from summarizer.reading import read_document
from summarizer.reading.formats import FORMATS

FIRST = "Вчера в городе открыли новую школу, в ней будут учиться восемьсот детей."
SECOND = "Глава города поблагодарил строителей и пожелал ученикам хороших отметок."
ODT_TYPE = "application/vnd.oasis.opendocument.text"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(members: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    others = {f"word/{name}.xml": f'<w:{name} xmlns:w="{WORD}">{part}</w:{name}>' for name, part in parts.items()}
    return zipped({"word/document.xml": document, **others})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str) -> bytes:
    return zipped(
        {"mimetype": ODT_TYPE, "content.xml": f'<o:c xmlns:o="o" xmlns:text="t" xmlns:table="b">{body}</o:c>'}
    )


def fb2(body: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    author = "<author><first-name>Пётр</first-name><last-name>Иванов</last-name></author>"
    title = f"<description><title-info><book-title>Школа</book-title>{author}</title-info></description>"
    return f"{head}<FictionBook>{title}{body}</FictionBook>"


def epub(chapters: list[str], **members: str) -> bytes:
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in reversed(range(len(chapters))))
    package = (
        f'<package xmlns:dc="d"><dc:title>Школа</dc:title><manifest>{items}</manifest><spine>{order}</spine></package>'
    )
    pages = {f"OPS/c{n}.xhtml": f"<html><body>{chapter}</body></html>" for n, chapter in enumerate(chapters)}
    container = '<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>'
    return zipped({"META-INF/container.xml": container, "OPS/p.opf": package, **pages, **members})


def pdf(streams: list[bytes], kids: str | None = None, extra: str = "") -> bytes:
    """A PDF whose pages have these content streams; Cyrillic letters by a ToUnicode map of cp1251."""
    ranges = "".join(f"<{byte:02x}> <{ord(bytes([byte]).decode('cp1251')):04x}>\n" for byte in range(0xC0, 0x100))
    space = "1 begincodespacerange <00> <ff> endcodespacerange"
    ascii_range = "1 beginbfrange <20> <7e> <0020> endbfrange"
    cmap = f"{space}\n64 beginbfchar\n{ranges}endbfchar\n{ascii_range}"
    n_pages = len(streams)
    pages = kids or " ".join(f"{4 + 2 * n} 0 R" for n in range(n_pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{pages}] /Count {n_pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode %d 0 R >>" % (4 + 2 * n_pages),
    ]
    for n, stream in enumerate(streams):
        font = "<< /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /Resources {font} /Contents {5 + 2 * n} 0 R >>".encode())
        packed = zlib.compress(stream)
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream")
    objects.append(b"<< /Length %d >>\nstream\n" % len(cmap) + cmap.encode() + b"\nendstream")
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF".encode()
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def page(*lines: str) -> bytes:
    shown = b" ".join(b"(" + line.encode("cp1251") + b") Tj 0 -14 Td" for line in lines)
    return b"BT /F1 12 Tf 50 700 Td " + shown + b" ET"


def rtf(*lines: str) -> bytes:
    codes = "\\par ".join(map(rtf_codes, lines)).encode()
    info = rf"{{\info{{\title {rtf_codes('Школа')}}}{{\author {rtf_codes('Пётр Иванов')}}}}}".encode()
    return b"{\\rtf1\\ansi\\ansicpg1251" + info + b"\\pard " + codes + b"\\par}"


def rtf_codes(text: str) -> str:
    return "".join(letter if letter.isascii() else f"\\'{letter.encode('cp1251').hex()}" for letter in text)


HTML = f"<html><head><meta charset='{{charset}}'><title>Школа</title></head><body><nav><a href='/'>Главная</a></nav><article><h1>Школа</h1><p>{FIRST}</p><p>{SECOND} {FIRST}</p><p>{FIRST} {SECOND}</p></article></body></html>"  # noqa: E501
ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ха">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)


def save(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


GOOD: dict[str, bytes | str] = {
    "a.docx": docx(paragraph(FIRST) + paragraph(SECOND)),
    "b.odt": odt(f"<text:h>{FIRST}</text:h><text:p>{SECOND}</text:p>"),
    "c.fb2": fb2(f"<body><section><p>{FIRST}</p><p>{SECOND}</p></section></body>"),
    "d.fb2.zip": zipped({"книга.fb2": fb2(f"<body><p>{FIRST}</p><p>{SECOND}</p></body>")}),
    "e.epub": epub([f"<p>{SECOND}</p>", f"<p>{FIRST}</p>"]),
    "f.rtf": rtf(FIRST, SECOND),
    "g.html": HTML.format(charset="utf-8"),
    "h.htm": HTML.format(charset="windows-1251").encode("cp1251"),
    "i.pdf": pdf([page(FIRST, SECOND)]),
    "j.mhtml": "From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    f"--x\nContent-Type: text/html; charset=utf-8\n\n{HTML.format(charset='utf-8')}\n--x--\n",
}


@pytest.mark.parametrize("name", GOOD)
def test_reads_format(name: str, tmp_path: Path) -> None:
    text = read_document(save(tmp_path, name, GOOD[name])).text
    assert FIRST in text and SECOND in text and text.index(FIRST) < text.index(SECOND)
    assert "Главная" not in text


def test_every_suffix_has_a_case() -> None:
    covered = {suffix for suffix in FORMATS for name in GOOD if name.endswith(suffix)}
    assert covered | {".xhtml", ".mht"} == set(FORMATS)


def test_titles_and_authors(tmp_path: Path) -> None:
    documents = {
        name: read_document(save(tmp_path, name, GOOD[name])) for name in ("c.fb2", "e.epub", "g.html", "f.rtf")
    }
    assert {document.title for document in documents.values()} == {"Школа"}
    assert documents["f.rtf"].author == documents["c.fb2"].author == "Пётр Иванов"


def test_docx_keeps_tables_and_footnotes_and_drops_deletions(tmp_path: Path) -> None:
    cell = "<w:tc>{}</w:tc>".format
    table = f"<w:tbl><w:tr>{cell(paragraph('Год'))}{cell(paragraph('Школ') + paragraph('всего'))}</w:tr></w:tbl>"
    deleted = "<w:p><w:del><w:r><w:delText>Нет</w:delText></w:r></w:del><w:r><w:t>Да</w:t></w:r></w:p>"
    data = docx(paragraph(FIRST) + table + deleted, footnotes=f"<w:footnote>{paragraph('Сноска')}</w:footnote>")
    assert read_document(save(tmp_path, "a.docx", data)).text == f"{FIRST}\nГод | Школ всего\nДа\nСноска"


def test_odt_moves_footnotes_behind_the_text(tmp_path: Path) -> None:
    citation = "<text:note-citation>1</text:note-citation>"
    note = f"<text:note>{citation}<text:note-body><text:p>Сноска</text:p></text:note-body></text:note>"
    cells = "".join(f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in "АБ")
    row = f"<table:table-row>{cells}</table:table-row>"
    data = odt(f"<text:p>Слово{note} и дело</text:p><table:table>{row}</table:table>")
    assert read_document(save(tmp_path, "a.odt", data)).text == "Слово и дело\nА | Б\nСноска"


def test_fb2_in_windows_1251(tmp_path: Path) -> None:
    head = '<?xml version="1.0" encoding="windows-1251"?>'
    data = fb2(f"<body><p>{FIRST}</p></body><binary>0J/R</binary>", head).encode("cp1251")
    assert read_document(save(tmp_path, "a.fb2", data)).text == FIRST


HOSTILE: dict[str, tuple[bytes | str, str]] = {
    "empty.docx": (b"", "файл пуст"),
    "text.docx": ("Просто текст", r"не документ \.docx"),
    "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "старого Office"),
    "bomb.docx": (zipped({"word/document.xml": b" " * 210_000_000}), "бомбу"),
    "bomb.odt": (zipped({"mimetype": ODT_TYPE, "content.xml": b" " * 60_000_000}), "бомбу"),
    "many.epub": (zipped({f"{n}": "" for n in range(10_001)}), "10001 частей"),
    "other.docx": (zipped({"content.xml": "<a/>"}), "архив ZIP, а не документ"),
    "nothing.docx": (docx(""), "текста в документе нет"),
    "entity.docx": (zipped({"word/document.xml": f"{ENTITY}<a>&x;</a>"}), "сущности"),
    "laughs.odt": (zipped({"mimetype": ODT_TYPE, "content.xml": f"{LAUGHS}]><a>&m;</a>"}), "сущности"),
    "laughs.fb2": (f"{LAUGHS}]><a>&m;</a>", "сущности"),
    "deep.fb2": ("<p>" * 2000, "вложено больше 1000"),
    "broken.fb2": ("<FictionBook><p>Текст</b>", "повреждена"),
    "no_book.fb2.zip": (zipped({"a.txt": "да"}), "архив ZIP, а не документ"),
    "locked.epub": (epub(["<p>Да</p>"], **{"META-INF/rights.xml": "<a/>"}), "DRM"),
    "empty.pdf": (b"", "файл пуст"),
    "text.pdf": ("Просто текст", r"не документ \.pdf"),
    "cut.pdf": (pdf([page(FIRST)])[:300], "повреждён|нет|скан"),
    "scan.pdf": (pdf([b"q Q"] * 3), "скан"),
    "loop.pdf": (pdf([page(FIRST)], kids="2 0 R"), "страница 1 этого PDF повреждена"),
    "bomb.pdf": (pdf([b" " * 95_000_000]), "повреждён|памят|скан|нет"),
    "locked.pdf": (
        pdf([page(FIRST)], extra="/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -1 >> /ID [(a) (b)]"),
        "паролем|зашифрован|повреждён",
    ),
    "text.rtf": ("Просто текст", r"не документ \.rtf"),
    "page.rtf": (b"{\\rtf1\\ansicpg99999 x}", "кодировка RTF"),
    "empty.html": (b"", "не HTML"),
    "image.html": (b"\x89PNG\r\n\x1a\n\0\0", "изображение PNG"),
    "menu.html": ("<html><body><script>var a = 1</script></body></html>", "собирает скрипт"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refuses_hostile_document_by_name(name: str, tmp_path: Path) -> None:
    data, reason = HOSTILE[name]
    with pytest.raises(InputError, match=reason) as refusal:
        read_document(save(tmp_path, name, data))
    assert str(refusal.value).startswith(f"{name}: ")


def test_the_child_serves_on_after_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_document(save(tmp_path, "bomb.pdf", HOSTILE["bomb.pdf"][0]))
    assert FIRST in read_document(save(tmp_path, "a.docx", GOOD["a.docx"])).text


@pytest.mark.parametrize("name", GOOD)
def test_damaged_documents_are_read_or_refused(name: str, tmp_path: Path) -> None:
    whole = GOOD[name] if isinstance(GOOD[name], bytes) else str(GOOD[name]).encode()
    random_bytes = random.Random(name)
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(random_bytes.randint(1, 12)):
            data[random_bytes.randrange(len(data))] = random_bytes.randrange(256)
        path = save(tmp_path, name, bytes(data[: random_bytes.choice((len(data), len(data) // 2))]))
        try:
            assert read_document(path).text.strip()
        except InputError as error:
            assert str(error).startswith(f"{name}: ")
