"""A summary as a Word document: the four parts that Word asks for, in a zip archive."""

import io
import zipfile
from typing import Final
from xml.sax.saxutils import escape

from summarizer.folder.records import Record
from summarizer.patterns import pattern

_NOT_IN_XML: Final = pattern("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">'
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
    '<w:sz w:val="24"/><w:lang w:val="ru-RU"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="120" w:line="300" w:lineRule="auto"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Thesis"><w:name w:val="Thesis"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:tabs><w:tab w:val="left" w:pos="284"/></w:tabs><w:ind w:left="284" w:hanging="284"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Finding"><w:name w:val="Finding"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:tabs><w:tab w:val="left" w:pos="284"/></w:tabs><w:ind w:left="284" w:hanging="284"/></w:pPr>'
    '<w:rPr><w:color w:val="595959"/><w:sz w:val="21"/></w:rPr></w:style></w:styles>',
}
_BULLET: Final = "<w:r><w:t>•</w:t><w:tab/></w:r>"
# A4 with margins of 2.5 cm, in twentieths of a point; without it a word processor takes what its country is used to.
_PAGE: Final = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
    "</w:sectPr>"
)


def to_docx(record: Record) -> bytes:
    """Headline, summary and findings as a document, theses as a list; a text is text there, whatever it holds."""
    paragraphs = [_paragraph(record.headline, "Heading1")] if record.headline else []
    look = ("Thesis", _BULLET) if record.is_list else ("Normal", "")
    paragraphs += [_paragraph(line, *look) for line in record.summary.splitlines() if line.strip()]
    paragraphs += [_paragraph(str(finding["message"]), "Finding", _BULLET) for finding in record.findings]
    document = f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(paragraphs)}{_PAGE}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**_PARTS, "word/document.xml": document}.items():
            archive.writestr(zipfile.ZipInfo(name), _HEAD + part)  # without the time: the same bytes each time
    return buffer.getvalue()


def _paragraph(text: str, style: str = "Normal", sign: str = "") -> str:
    """A paragraph of one run, behind a sign that is a run of its own."""
    shown = escape(_NOT_IN_XML.sub("\ufffd", text))
    run = f'<w:r><w:t xml:space="preserve">{shown}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{sign}{run}</w:p>'
