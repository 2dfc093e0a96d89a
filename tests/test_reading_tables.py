"""Cells that span rows and columns: a name stands in each row that it reaches, and columns do not shift."""

from collections.abc import Sequence
from struct import pack

from summarizer.reading import document_of

from .documents import FIRST, docx, odp, odt, office, paragraph, pptx, slide_paragraph
from .old_office import ole, word97

READ = "Район | Длина\nРайон | 2023 | 2024\nПосад | 5 | 6\nИтого |  | 11"


def test_docx() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    begins, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = (
        cell("Район", begins) + cell("Длина", wide),
        cell("", goes_on) + cell("2023") + cell("2024"),
        cell("Посад") + cell("5") + cell("6"),
        cell("Итого", wide) + cell("11"),
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert document_of(docx(f"<w:tbl>{table}</w:tbl>"), "a.docx").text == READ


def test_table_in_a_box_leaves_the_cells_around_it() -> None:
    def row(first: str, second: str, of_first: str = "", of_second: str = "") -> str:
        return f"<w:tr><w:tc>{of_first}{first}</w:tc><w:tc>{of_second}{second}</w:tc></w:tr>"

    inner = f"<w:tbl><w:tr><w:tc>{paragraph('в рамке')}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:t>Имя</w:t><w:txbxContent>{inner}</w:txbxContent></w:r></w:p>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    below = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    rows = row(box, paragraph("Всего"), wide), row(paragraph("Посад"), paragraph("1"), below[0]), row("", box, below[1])
    read = document_of(docx(f"<w:tbl>{''.join(rows)}</w:tbl>"), "a.docx").text
    assert read == "Имя в рамке |  | Всего\nПосад | 1\nПосад | Имя в рамке"


def test_texts_that_reach_down_are_read_once() -> None:
    begins = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{}</w:tc>'.format
    goes_on = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    beside = "<w:tc>{}</w:tc>".format
    for text, others, read in (
        (FIRST, "раз два", f"{FIRST} | раз\nдва"), ("Школа", ("раз", ""), "Школа | раз")
    ):  # fmt: skip
        first, second = others.split() if isinstance(others, str) else others
        rows = f"<w:tr>{begins(paragraph(text))}{beside(paragraph(first))}</w:tr>"
        rows += f"<w:tr>{goes_on}{beside(paragraph(second))}</w:tr>"
        assert document_of(docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx").text == read


def open_table() -> str:
    def cell(text: str, attributes: str = "") -> str:
        return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"

    high, wide = 'table:number-rows-spanned="2"', 'table:number-columns-spanned="2"'
    covered = "<table:covered-table-cell/>"
    rows = (
        cell("Район", high) + cell("Длина", wide) + covered,
        covered + cell("2023") + cell("2024"),
        cell("Посад") + cell("5") + cell("6"),
        cell("Итого", wide) + covered + cell("11"),
    )
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def test_odt_and_odp() -> None:
    assert document_of(odt(open_table()), "a.odt").text == READ
    page = f"<draw:page><draw:frame>{open_table()}</draw:frame></draw:page>"
    assert document_of(odp(page), "a.odp").text == READ


def test_table_in_a_box_of_an_odt_leaves_the_cells_around_it() -> None:
    def table(*rows: str) -> str:
        return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"

    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>".format
    box = f"<draw:text-box>{table(cell('', 'в рамке'))}</draw:text-box>"
    first = cell('table:number-rows-spanned="2"', "Район") + cell("", f"Имя{box}")
    second = f"<table:covered-table-cell/>{cell('', '2023')}"
    assert document_of(odt(table(first, second)), "a.odt").text == "Район | Имя в рамке\nРайон | 2023"


def test_repeated_cells_of_an_odt_keep_their_columns() -> None:
    cells = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    row = f"{cells('Мост')}<table:table-cell table:number-columns-repeated='2'/>{cells('7')}"
    table = f"<table:table><table:table-row>{row}</table:table-row></table:table>"
    assert document_of(odt(table), "a.odt").text == "Мост |  |  | 7"


def test_pptx() -> None:
    def cell(text: str, attributes: str = "") -> str:
        return f"<a:tc {attributes}><a:txBody>{slide_paragraph(text) if text else '<a:p/>'}</a:txBody></a:tc>"

    covered = cell("", 'hMerge="1"')
    rows = (
        cell("Район", 'rowSpan="2"') + cell("Длина", 'gridSpan="2"') + covered,
        cell("", 'vMerge="1"') + cell("2023") + cell("2024"),
        cell("Посад") + cell("5") + cell("6"),
        cell("Итого", 'gridSpan="2"') + covered + cell("11"),
    )
    table = "".join(f"<a:tr>{row}</a:tr>" for row in rows)
    slide = office("sld", f"<p:graphicFrame><a:tbl>{table}</a:tbl></p:graphicFrame>")
    assert document_of(pptx(slide), "a.pptx").text == READ


def ends_of_row(*merged: int, lefts: Sequence[int] = ()) -> bytes:
    """What a doc says of a row: whether its cells are merged, and where they begin."""
    cells = bytes([len(merged)]) + pack(f"<{len(lefts)}h", *lefts).ljust(2 * len(merged) + 2, b"\0")
    cells += b"".join(bytes([flags]) + bytes(19) for flags in merged)
    return b"\x16\x24\x01\x17\x24\x01" + b"\x08\xd6" + pack("<H", len(cells) + 1) + cells


def test_doc_reads_no_name_of_another_column() -> None:
    in_table = b"\x16\x24\x01\x00"
    rows = "Итого\x07Заречье\x07Посад\x07", "\x07", "300\x07320\x07\x07340\x07", "\x07"
    first = ends_of_row(0, 0x60, 0, lefts=[0, 2000, 3000, 4000])
    second = ends_of_row(0, 0, 0x20, 0, lefts=[0, 1000, 2000, 3000, 4000])
    marked = list(zip(rows, (in_table, first, in_table, second), strict=True))
    streams = word97("".join(rows) + "Конец.\r", paragraphs=marked)
    assert document_of(ole(streams), "a.doc").text == "Итого | Заречье | Посад\n300 | 320 |  | 340\nКонец."


def test_doc() -> None:
    in_table = b"\x16\x24\x01\x00"
    rows = "Заречье\x07300\x07", "\x07", "\x07320\x07", "\x07"
    marked = list(zip(rows, (in_table, ends_of_row(0x60, 0), in_table, ends_of_row(0x20, 0)), strict=True))
    streams = word97("".join(rows) + "Конец.\r", paragraphs=marked)
    assert document_of(ole(streams), "a.doc").text == "Заречье | 300\nЗаречье | 320\nКонец."
