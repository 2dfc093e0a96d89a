"""XML that is damaged or made to harm, and books."""

from ..documents import (
    FIRST,
    ODP_TYPE,
    ODT_TYPE,
    docx,
    epub,
    fb2,
    odt,
    office,
    paragraph,
    pptx,
    shape,
    slide_paragraph,
    ways_to,
    zipped,
)
from .case import MILLION, case, numbered

ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>'
OTHER_DTD = '<?xml version="1.0"?><!DOCTYPE FictionBook SYSTEM "http://127.0.0.1:9/x.dtd">'
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ха">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)
QUADRATIC = f'<!DOCTYPE a [<!ENTITY a "{"ха" * 50_000}">]><a>{"&a;" * 20_000}</a>'


def deep_tables() -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * 300 + paragraph(FIRST) + "</w:tc></w:tr></w:tbl>" * 300)


def cyclic_diagram() -> bytes:
    """A slide with a diagram whose points lie each below the other."""
    ways = {"ppt/slides/_rels/slide1.xml.rels": ways_to(r7="diagramData ../data.xml")}
    points = "".join(f'<d:pt modelId="{n}"><d:t>{slide_paragraph("Да")}</d:t></d:pt>' for n in range(3))
    cycle = "".join(f'<d:cxn srcId="{a}" destId="{b}"/>' for a, b in ("12", "21", "00", "01"))
    data = f'<d:dataModel xmlns:d="d" xmlns:a="a">{points}{cycle}</d:dataModel>'
    slide = office("sld", shape(FIRST) + '<d:relIds xmlns:d="d" r:dm="r7"/>')
    return pptx(slide, **ways, **{"ppt/data.xml": data})


LAYOUT = {"ppt/slides/_rels/slide1.xml.rels": ways_to(r1="slideLayout ../l.xml")}

MARKUP = {
    "entity.pptx": case(pptx(f"{ENTITY}<a>&x;</a>"), "сущности"),
    "entity_ways.pptx": case(pptx("<a/>", **{"_rels/.rels": f"{ENTITY}<a>&x;</a>"}), "сущности"),
    "laughs_layout.pptx": case(pptx("<a/>", **LAYOUT, **{"ppt/l.xml": f"{LAUGHS}]><a>&m;</a>"}), "сущности"),
    "laughs.odp": case(zipped({"mimetype": ODP_TYPE, "content.xml": f"{LAUGHS}]><a>&m;</a>"}), "сущности"),
    "broken.pptx": case(pptx("<p:sld>"), "повреждена"),
    "deep_groups.pptx": case(lambda: pptx(office("sld", "<p:grpSp>" * 2000)), "вложено больше 1000"),
    "cyclic_diagram.pptx": case(cyclic_diagram),
    "entity.docx": case(zipped({"word/document.xml": f"{ENTITY}<a>&x;</a>"}), "сущности"),
    "parameter.docx": case(zipped({"word/document.xml": f"{PARAMETER}<a/>"}), "сущности"),
    "laughs.odt": case(zipped({"mimetype": ODT_TYPE, "content.xml": f"{LAUGHS}]><a>&m;</a>"}), "сущности"),
    "laughs.fb2": case(f"{LAUGHS}]><FictionBook>&m;</FictionBook>", "сущности"),
    "laughs.epub": case(zipped({"META-INF/container.xml": f"{LAUGHS}]><a>&m;</a>"}), "сущности"),
    "wide_laughs.fb2": case(f"{LAUGHS}]><FictionBook>&m;</FictionBook>".encode("utf-16"), "сущности|повреждена"),
    "quadratic.docx": case(lambda: zipped({"word/document.xml": QUADRATIC}), "сущности"),
    "other_dtd.fb2": case(f"{OTHER_DTD}<FictionBook><body><p>{FIRST}</p></body></FictionBook>", "DTD"),
    "deep.fb2": case("<FictionBook>" + "<p>" * 2000, "вложено больше 1000"),
    "very_deep.docx": case(lambda: docx("<w:r>" * 500_000), "вложено больше 1000"),
    "deep_tables.docx": case(deep_tables),
    "broken.fb2": case("<FictionBook><p>Текст</b>", "повреждена"),
    "attributes.docx": case(lambda: docx("<w:p " + numbered("a{}='1' ", MILLION) + "/>"), ""),
    "namespaces.odt": case(lambda: odt("<text:p " + numbered("xmlns:a{0}='{0}' ", 200_000) + ">Да</text:p>"), ""),
    "empty_paragraphs.docx": case(lambda: docx("<w:p/>" * MILLION + paragraph(FIRST))),
    "one_cell.docx": case(
        lambda: docx(f"<w:tbl><w:tr><w:tc>{paragraph(FIRST) * 60_000}</w:tc></w:tr></w:tbl>"), f"{FIRST}\n{FIRST}"
    ),
    "one_paragraph.docx": case(lambda: docx(paragraph("слово " * 4_000_000)), "20 млн знаков"),
    "wrong_encoding.fb2": case(fb2("<body><p>Да</p></body>", '<?xml version="1.0" encoding="x-none"?>'), "Да"),
    "no_encoding.fb2": case(fb2(f"<body><p>{FIRST}</p></body>", "").encode("cp1251")),
    "html_entities.fb2": case(fb2(f"<body><p>{FIRST}&nbsp;&mdash; да</p></body>"), f"{FIRST}\u00a0— да"),
    "binary.fb2": case(lambda: fb2(f"<body><p>{FIRST}</p></body><binary>{'QUJD' * 10_000_000}</binary>")),
    "no_book.fb2.zip": case(zipped({"a.txt": "да"}), "архив ZIP, а не документ"),
    "two_books.fb2.zip": case(zipped({"a.fb2": "", "b.fb2": ""}), "2 книг"),
    "drm.epub": case(epub(["<p>Да</p>"], **{"META-INF/rights.xml": "<a/>"}), "DRM"),
    "cipher.epub": case(
        epub(["<p>Да</p>"], **{"META-INF/encryption.xml": "<EncryptionMethod Algorithm='aes256'/>"}), "DRM"
    ),
    "no_chapter.epub": case(
        zipped(
            {
                "META-INF/container.xml": '<container><rootfile full-path="p.opf"/></container>',
                "p.opf": '<package><item id="a" href="../../etc/passwd" media-type="text/html"/>'
                '<itemref idref="a"/></package>',
            }
        ),
        "нет части",
    ),
    "own_container.epub": case(
        zipped({"META-INF/container.xml": '<a><rootfile full-path="META-INF/container.xml"/></a>'}), "текста"
    ),
    "big_chapters.epub": case(lambda: epub(["слово " * 1_300_000] * 3), "20 млн знаков"),
}
