"""Documents of all formats, made here."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from .old_office import ole
from .old_slides import ppt97, shape97, slide97, text97

FIRST = "Вчера в городе открыли новую школу, в ней будут учиться восемьсот детей."
SECOND = "Глава города поблагодарил строителей и пожелал ученикам хороших отметок."
ODT_TYPE = "application/vnd.oasis.opendocument.text"
ODP_TYPE = "application/vnd.oasis.opendocument.presentation"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
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


def run(text: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def odt(body: str, **styles: str) -> bytes:
    defined = "".join(
        f'<style:style style:name="{name}"><style:text-properties {properties}/></style:style>'
        for name, properties in styles.items()
    )
    spaces = " ".join(f'xmlns:{name}="{name}"' for name in ("o", "text", "table", "style", "fo"))
    content = f"<o:c {spaces}><o:automatic-styles>{defined}</o:automatic-styles>{body}</o:c>"
    return zipped({"mimetype": ODT_TYPE, "content.xml": content})


def odp(*pages: str, styles: str = "", **members: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{name}"' for name in "o text table style fo draw presentation xlink svg".split())
    content = f"<o:c {spaces}><o:automatic-styles>{styles}</o:automatic-styles>{''.join(pages)}</o:c>"
    return zipped({"mimetype": ODP_TYPE, "content.xml": content, **members})


def ods(*rows: list[str]) -> bytes:
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    names += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    names += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    body = f'<office:spreadsheet><table:table table:name="1">{lines}</table:table></office:spreadsheet>'
    content = f"<office:document-content {names}><office:body>{body}</office:body></office:document-content>"
    return zipped({"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": "<a/>"})


def xlsx(*sheets: list[list[object]], hidden: int | None = None) -> bytes:
    """A workbook of these sheets, cells from the left; None leaves one out, (place, value) stands elsewhere."""
    rels = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships {rels}><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    }
    named, ways = "", ""
    for i, rows in enumerate(sheets):
        state = ' state="hidden"' if i == hidden else ""
        named += f'<sheet name="S{i}" sheetId="{i + 1}"{state} r:id="r{i}"/>'
        ways += f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="worksheets/s{i}.xml"/>'
        lines = "".join(f'<row r="{n}">{_xlsx_cells(row, n)}</row>' for n, row in enumerate(rows, 1))
        members[f"xl/worksheets/s{i}.xml"] = f"<worksheet {main}><sheetData>{lines}</sheetData></worksheet>"
    members["xl/workbook.xml"] = f'<workbook {main} xmlns:r="{office}"><sheets>{named}</sheets></workbook>'
    members["xl/_rels/workbook.xml.rels"] = f"<Relationships {rels}>{ways}</Relationships>"
    return zipped(members)


def _xlsx_cells(row: list[object], number: int) -> str:
    found = ""
    for column, value in zip("ABCDEFGH", row, strict=False):
        name, value = value if isinstance(value, tuple) else (f"{column}{number}", value)
        place = f'r="{name}"'
        if isinstance(value, str):
            found += f'<c {place} t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
        elif value is not None:
            found += f"<c {place}><v>{value}</v></c>"
    return found


def frame(kind: str, *texts: str, box: str = "") -> str:
    """A frame of a slide of an odp; ``box`` is «x y width height», with their units."""
    paragraphs = "".join(f"<text:p>{text}</text:p>" for text in texts)
    names = ("x", "y", "width", "height")
    place = " ".join(f'svg:{name}="{length}"' for name, length in zip(names, box.split(), strict=False))
    return f'<draw:frame presentation:class="{kind}" {place}><draw:text-box>{paragraphs}</draw:text-box></draw:frame>'


def pptx(*slides: str, **members: str) -> bytes:
    """A presentation of the slides in this order, of which the archive holds the last one first."""
    ways = {f"r{n}": f"slides/slide{len(slides) - n}.xml" for n in range(len(slides))}
    order = "".join(f'<p:sldId id="{256 + n}" r:id="{id}"/>' for n, id in enumerate(ways))
    parts = {f"ppt/{part}": slide for part, slide in zip(ways.values(), slides, strict=True)}
    main = {
        "ppt/presentation.xml": office("presentation", f"<p:sldIdLst>{order}</p:sldIdLst>"),
        "ppt/_rels/presentation.xml.rels": ways_to(**{id: f"slide {part}" for id, part in ways.items()}),
    }
    return zipped({**main, **dict(reversed(parts.items())), **members})


def ways_to(**parts: str) -> str:
    """The relationships of a part of an Office document: «r1="slideLayout ../layout.xml"»."""
    pairs = ((id, *way.split()) for id, way in parts.items())
    shown = (f'<Relationship Id="{id}" Type="http://x/{kind}" Target="{part}"/>' for id, kind, part in pairs)
    return f"<Relationships>{''.join(shown)}</Relationships>"


def office(local: str, content: str, attributes: str = "") -> str:
    """A part of a pptx."""
    return f'<p:{local} xmlns:p="p" xmlns:a="a" xmlns:r="r" {attributes}>{content}</p:{local}>'


def shape(*texts: str, place: str = "", style: str = "", box: str = "") -> str:
    """A shape of a pptx; ``place`` has the attributes of the placeholder that it fills, ``box`` is «x y cx cy»."""
    held = f"<p:nvSpPr><p:cNvPr/><p:nvPr>{f'<p:ph {place}/>' if place else ''}</p:nvPr></p:nvSpPr>"
    shown = "".join(text if text.startswith("<a:p>") else slide_paragraph(text) for text in texts)
    if box:
        held += '<p:spPr><a:xfrm><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:xfrm></p:spPr>'.format(*box.split())
    return f"<p:sp>{held}<p:txBody><a:lstStyle>{style}</a:lstStyle>{shown}</p:txBody></p:sp>"


def slide_paragraph(text: str, properties: str = "") -> str:
    return f"<a:p>{properties}<a:r><a:t>{text}</a:t></a:r></a:p>"


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


def pdf(streams: list[bytes], kids: str | None = None, extra: str = "", rotate: int = 0) -> bytes:
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
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /Resources {font} /Rotate {rotate} /Contents {5 + 2 * n} 0 R >>".encode()
        )
        packed = zlib.compress(stream)
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream")
    objects.append(b"<< /Length %d >>\nstream\n" % len(cmap) + cmap.encode() + b"\nendstream")
    return pdf_of_objects(objects, extra)


def pdf_of_objects(objects: list[bytes], extra: str = "") -> bytes:
    """A PDF of these objects, the first of which is its catalog."""
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


def web_page(body: str, charset: str = "utf-8") -> str:
    head = f"<meta charset='{charset}'><title>Школа</title>"
    return f"<html><head>{head}</head><body><nav><a href='/'>Главная</a></nav><article>{body}</article></body></html>"


def mail(part: str) -> str:
    return f"Received: by b.ru\nFrom: Anna <a@b.ru>\nTo: c@d.ru\nSubject: News\nMIME-Version: 1.0\n{part}\n"


def mhtml(part: str) -> str:
    head = "From: <Saved by a browser>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x"
    return f"{head}\n\n--x\n{part}\n--x--\n"


ARTICLE = f"<h1>Школа</h1><p>{FIRST}</p><p>{SECOND} {FIRST}</p><p>{FIRST} {SECOND}</p>"
_DOCUMENTS: dict[str, bytes | str] = {
    "a.docx": docx(paragraph(FIRST) + paragraph(SECOND)),
    "b.odt": odt(f"<text:h>{FIRST}</text:h><text:p>{SECOND}</text:p>"),
    "c.fb2": fb2(f"<body><section><p>{FIRST}</p><p>{SECOND}</p></section></body>"),
    "d.fb2.zip": zipped({"книга.fb2": fb2(f"<body><p>{FIRST}</p><p>{SECOND}</p></body>")}),
    "e.epub": epub([f"<p>{SECOND}</p>", f"<p>{FIRST}</p>"]),
    "f.rtf": rtf(FIRST, SECOND),
    "g.html": web_page(ARTICLE),
    "h.htm": web_page(ARTICLE, "windows-1251").encode("cp1251"),
    "i.pdf": pdf([page(FIRST, SECOND)]),
    "j.mhtml": mhtml(f"Content-Type: text/html; charset=utf-8\n\n{web_page(ARTICLE)}"),
    "j.eml": mail(f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{FIRST}\n{SECOND}"),
    "j.mbox": "From a@b.ru Tue Mar 12 10:15:33 2024\n".join(
        ["", *(mail(f"Content-Type: text/plain; charset=utf-8\n\n{line}") for line in (FIRST, SECOND))]
    ),
    "k.docx": docx(
        paragraph(FIRST)
        + f"<w:tbl><w:tr><w:tc>{paragraph('Год')}</w:tc><w:tc>{paragraph('Школ')}</w:tc></w:tr></w:tbl>"
        f"<w:p><w:del><w:r><w:delText>Нет</w:delText></w:r></w:del><w:r><w:t>{SECOND}</w:t><w:tab/></w:r></w:p>",
        footnotes=f"<w:footnote>{paragraph('Сноска')}</w:footnote>",
    ),
    "l.odt": odt(
        f"<text:p>{FIRST}<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Сноска</text:p>"
        f"</text:note-body></text:note><text:s/></text:p><table:table><table:table-row><table:table-cell><text:p>Год"
        f"</text:p></table:table-cell></table:table-row></table:table><text:p>{SECOND}</text:p>"
    ),
    "l.pptx": pptx(office("sld", shape(FIRST, place='type="title"')), office("sld", shape(SECOND))),
    "l.ppsx": pptx(office("sld", shape(SECOND) + shape(FIRST, place='type="ctrTitle"'))),
    "l.pptm": pptx(office("sld", shape(FIRST, SECOND, place='idx="1"'))),
    "l.ppt": ole(ppt97(slide97(shape97(text97(SECOND)), shape97(text97(FIRST, 0))))),
    "l.pps": ole(ppt97(slide97(shape97(text97(FIRST))), slide97(shape97(text97(SECOND, 0))))),
    "l.odp": odp(f"<draw:page>{frame('outline', SECOND)}{frame('title', FIRST)}</draw:page>"),
    "m.pdf": pdf([page("Вестник школы", FIRST, f"стр. {n}") for n in range(1, 4)] + [page(SECOND)]),
    "n.rtf": b"{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset204 Times;}{\\f1\\fcharset0 Arial;}}{\\*\\generator x}\\f0 "
    + rtf_codes(FIRST).encode()
    + b"{\\footnote \\u1057?\\u1085?}\\par\\trowd A\\cell B\\cell\\row {\\pict 00ff}\\uc0 "
    + "".join(f"\\u{ord(letter)} " for letter in SECOND).encode()
    + b"}",
}
DOCUMENTS = {name: content if isinstance(content, bytes) else content.encode() for name, content in _DOCUMENTS.items()}
