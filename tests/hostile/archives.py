"""Archives that are damaged, locked, too large, or no documents."""

import struct
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from ..documents import DOCUMENTS, FIRST, ODP_TYPE, ODT_TYPE, docx, office, paragraph, pptx, shape, ways_to, zipped
from .case import case


def stored(members: dict[str, bytes]) -> bytearray:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return bytearray(buffer.getvalue())


def lying_sizes() -> bytes:
    """An archive whose directory says that a member of 60 MB has 100 bytes."""
    data = bytearray(zipped({"word/document.xml": b" " * 60_000_000}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 100)
    return bytes(data)


def overlapping() -> bytes:
    """An archive of 5,000 entries that all lead to the same 10 MB."""
    data = zipped({"word/document.xml": b" " * 10_000_000})
    at, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entries = data[at:end] * 5000
    return data[:at] + entries + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 5000, 5000, len(entries), at, 0)


def flagged(flag: int, method: int = 8) -> bytes:
    """A docx whose member claims to be encrypted, or packed in an unknown way."""
    data = bytearray(docx(paragraph(FIRST)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(mark) + at
        data[start : start + 4] = struct.pack("<HH", flag, method)
    return bytes(data)


def damaged_sum() -> bytes:
    data = stored({"word/document.xml": docx_part().encode()})
    data[data.index("школу".encode())] ^= 1
    return bytes(data)


def docx_part() -> str:
    with ZipFile(BytesIO(docx(paragraph(FIRST)))) as archive:
        return archive.read("word/document.xml").decode()


def one_slide(n_times: int = 1) -> dict[str, str]:
    """The main part of a presentation, which shows one slide so many times."""
    shown = '<p:sldId id="256" r:id="r0"/>' * n_times
    return {"ppt/presentation.xml": office("presentation", f"<p:sldIdLst>{shown}</p:sldIdLst>")}


def shared_notes() -> bytes:
    """A presentation of 50 slides that have the same notes, of a million characters."""
    ways = {f"ppt/slides/_rels/slide{n}.xml.rels": ways_to(r1="notesSlide ../n.xml") for n in range(1, 51)}
    return pptx(
        *[office("sld", shape(FIRST))] * 50, **ways, **{"ppt/n.xml": office("notes", shape("слово " * 170_000))}
    )


ARCHIVES = {
    "bomb.docx": case(lambda: zipped({"word/document.xml": b" " * 210_000_000}), "бомбу"),
    "bomb.odt": case(lambda: zipped({"mimetype": ODT_TYPE, "content.xml": b" " * 60_000_000}), "бомбу"),
    "lying.docx": case(lying_sizes, "повреждена|повреждён"),
    "overlapping.docx": case(overlapping, "бомбу|повреждён"),
    "many.epub": case(lambda: zipped({f"{n}": "" for n in range(10_001)}), "10001 частей"),
    "cut.docx": case(DOCUMENTS["a.docx"][:300], "архив документа повреждён"),
    "damaged_sum.docx": case(damaged_sum, "document.xml документа повреждена"),
    "locked_part.docx": case(flagged(1), "паролем"),
    "packed_strangely.docx": case(flagged(0, 99), "повреждена"),
    "table.xlsx": case(zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<a/>"}), r"таблица Excel.*\.xlsx"),
    "table.docx": case(zipped({"[Content_Types].xml": "", "xl/workbook.xml": "<a/>"}), "таблица Excel"),
    "bomb.odp": case(lambda: zipped({"mimetype": ODP_TYPE, "content.xml": b" " * 60_000_000}), "бомбу"),
    "cut.pptx": case(DOCUMENTS["l.pptx"][:300], "архив документа повреждён"),
    "no_slides.pptx": case(zipped({"ppt/presentation.xml": "<a/>"}), "текста в документе нет.*OCR"),
    "pictures.pptx": case(pptx(office("sld", "<p:pic/>")), "текста в документе нет.*OCR"),
    "lost_slide.pptx": case(
        pptx(**{"ppt/_rels/presentation.xml.rels": ways_to(r0="slide slides/b.xml")}, **one_slide()),
        "нет части ppt/slides/b.xml",
    ),
    "outside.pptx": case(
        pptx(**{"ppt/_rels/presentation.xml.rels": ways_to(r0="slide ../../../etc/passwd")}, **one_slide()),
        "нет части etc/passwd",
    ),
    "same_slide.pptx": case(lambda: pptx(office("sld", shape(FIRST)), **one_slide(100_000)), f"^{FIRST}$"),
    "long_title.pptx": case(
        pptx(office("sld", shape(FIRST)), **{"docProps/core.xml": f"<c><title>{'1' * 5000}x</title></c>"})
    ),
    "same_notes.pptx": case(shared_notes, "20 млн знаков"),
    "table.ods": case(
        zipped({"mimetype": ODT_TYPE[:-4] + "spreadsheet", "content.xml": "<a/>"}),
        r"таблица OpenDocument. Дайте файлу расширение .ods",
    ),
    "program.jar": case(zipped({"META-INF/MANIFEST.MF": ""}), "Java"),
    "outside.docx": case(zipped({"../../word/x": "", "word/document.xml": docx_part()})),
    "nothing.docx": case(docx(""), "текста в документе нет"),
    "other.docx": case(zipped({"[Content_Types].xml": ""}), "нет части word/document.xml"),
    "locked.odp": case(
        zipped({"mimetype": ODP_TYPE, "content.xml": "x", "META-INF/manifest.xml": "<encryption-data/>"}), "паролем"
    ),
    "locked.odt": case(
        zipped({"mimetype": ODT_TYPE, "content.xml": "x", "META-INF/manifest.xml": "<encryption-data/>"}), "паролем"
    ),
}
