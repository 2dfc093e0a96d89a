"""Reading foreign formats: documents made here, damaged ones and hostile ones, all through the child process."""

import random
import re
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from summarizer.errors import InputError
from summarizer.folder.inputs import find_inputs
from summarizer.reading import Document, document_of, read_document
from summarizer.reading.formats import FORMATS

from .documents import (
    ARTICLE,
    DOCUMENTS,
    FIRST,
    SECOND,
    docx,
    epub,
    fb2,
    mail,
    odt,
    paragraph,
    rtf_codes,
    run,
    ways_to,
    web_page,
    zipped,
)
from .hostile import HOSTILE, mutate

SLOW = frozenset(  # seconds each: `python benchmarks/reading.py hostile` reads them too
    "attributes.docx namespaces.odt empty_paragraphs.docx one_cell.docx one_paragraph.docx big_chapters.epub "
    "binary.fb2 "
    "text_bomb.pdf stack_bomb.pdf packed_twice.pdf deep_array.pdf unopened.rtf words.rtf picture.rtf codes.rtf "
    "deep.html deep_spans.html deep_tables.html deep_lists.html attributes.html long_attribute.html one_line.html "
    "one_word.html comments.html sections.html less_than.html open_tags.html references.html links.html "
    "paragraphs.html deep.mhtml".split()
)
N_MUTATED = 400


@pytest.mark.parametrize("name", DOCUMENTS)
def test_reads_format(name: str) -> None:
    text = document_of(DOCUMENTS[name], name).text
    assert FIRST in text and SECOND in text and text.index(FIRST) < text.index(SECOND)
    assert "Главная" not in text and "Вестник" not in text


def test_every_suffix_has_a_case() -> None:
    covered = {suffix for suffix in FORMATS for name in DOCUMENTS if name.endswith(suffix)}
    assert covered | {".xhtml", ".mht"} == set(FORMATS)


def test_titles_and_authors() -> None:
    read = {name: document_of(DOCUMENTS[name], name) for name in ("c.fb2", "e.epub", "g.html", "f.rtf")}
    assert {document.title for document in read.values()} == {"Школа"}
    assert read["f.rtf"].author == read["c.fb2"].author == "Пётр Иванов"


def test_folder_finds_zipped_books(tmp_path: Path) -> None:
    for name in ("a.fb2.zip", "b.zip", "c.mht", "d.doc"):
        (tmp_path / name).touch()
    assert [item.name for item in find_inputs([tmp_path], None) if not item.refusal] == ["a.fb2.zip", "c.mht", "d.doc"]


@pytest.mark.parametrize(
    "source, name, format",
    [
        ("a.docx", "письмо.txt", "docx"),
        ("a.docx", "письмо.odt", "docx"),
        ("i.pdf", "отчёт.docx", "pdf"),
        ("e.epub", "книга.zip", "epub"),
        ("f.rtf", "письмо.doc", "rtf"),
        ("g.html", "страница.txt", "html"),
        ("g.html", "страница.doc", "html"),
        ("c.fb2", "книга.xml", "fb2"),
        ("j.mhtml", "страница.txt", "mhtml"),
        ("j.eml", "письмо.txt", "mail"),
    ],
)
def test_bytes_decide_where_the_suffix_lies(source: str, name: str, format: str) -> None:
    document = document_of(DOCUMENTS[source], name)
    assert document.format == format and FIRST in document.text


@pytest.mark.parametrize("text", ["<b>Жирный</b> текст", "Тег <html> открывает страницу.", "%PDF и {\\rtf в тексте"])
def test_text_about_formats_is_text(text: str) -> None:
    assert document_of(text.encode(), "заметка.txt") == Document(text, "utf-8")


def test_markdown_fields_are_no_text() -> None:
    data = f"---\ntitle: Школа\ndate: 2024-03-05\n---\n{FIRST}\n".encode()
    assert document_of(data, "a.md") == Document(f"{FIRST}\n", "utf-8", "Школа", date="2024-03-05")
    assert document_of(data, "a.txt").text == data.decode()


def test_markdown_is_read_without_its_signs() -> None:
    source = (
        f"---\ntitle: Школа\n---\n# Как *закрыли* мост\n\n{FIRST} **Жирный** [приказ](http://x.ru/a)<br>и `код`.\n\n"
        "- раз\n- два\n  1. три\n\n> цитата\n\n| Год | Школ |\n|---|---|\n| 2020 | **87** |\n\n"
        "```\nx = 1\n```\n\n![снимок](a.png)\n"
    )
    document = document_of(source.encode(), "a.md")
    assert (document.title, document.format, document.encoding) == ("Школа", "markdown", "utf-8")
    assert "Год | Школ\n2020 | 87" in document.text
    assert [line for line in document.text.splitlines() if line] == [
        "Как закрыли мост", f"{FIRST} Жирный приказ", "и код.", "- раз", "- два", "1. три", "цитата",
        "Год | Школ", "2020 | 87", "x = 1",
    ]  # fmt: skip
    assert document_of(source.encode(), "a.txt").text == source


@pytest.mark.parametrize(("source", "text"), [
    (f"{FIRST[:-1]}[^1].\n\n[^1]: Письмо от 3 июля.\n", f"{FIRST}\n\nПисьмо от 3 июля."),
    ("Раз[^a], два[^b].\n\n[^a]: Письмо\n[^b]: *Приказ*\n", "Раз, два.\n\nПисьмо\n\nПриказ"),
    ("> цитата[^1]\n> [^1]: сноска\n", "цитата\n\nсноска"),
    ("Знаки [^1] и `[^2]`.\n\n```\n[^1]: код\n```\n\n[^2]: сноска\n", "Знаки [^1] и [^2].\n\n[^1]: код\nсноска"),
    ("Ссылка [приказ][1].\n\n[1]: http://x.ru\n", "Ссылка приказ."),
])  # fmt: skip
def test_markdown_footnotes_are_read_without_their_marks(source: str, text: str) -> None:
    assert document_of(source.encode(), "a.md").text.rstrip() == text


def test_docx_keeps_tables_and_footnotes_and_drops_deletions() -> None:
    cell = "<w:tc>{}</w:tc>".format
    table = f"<w:tbl><w:tr>{cell(paragraph('Год'))}{cell(paragraph('Школ') + paragraph('всего'))}</w:tr></w:tbl>"
    deleted = "<w:p><w:del><w:r><w:delText>Нет</w:delText></w:r></w:del><w:r><w:t>Да</w:t></w:r></w:p>"
    data = docx(paragraph(FIRST) + table + deleted, footnotes=f"<w:footnote>{paragraph('Сноска')}</w:footnote>")
    assert document_of(data, "a.docx").text == f"{FIRST}\nГод | Школ всего\nДа\nСноска"


def test_what_stands_alone_in_its_row_keeps_its_paragraphs() -> None:
    alone, beside = paragraph(FIRST) + paragraph(SECOND), paragraph("Год") + paragraph("сдачи")
    rows = "".join(f"<w:tr>{cells}</w:tr>" for cells in (
        f"<w:tc>{alone}</w:tc>", f"<w:tc>{beside}</w:tc><w:tc>{paragraph('5')}</w:tc>", f"<w:tc/><w:tc>{alone}</w:tc>"
    ))  # fmt: skip
    text = document_of(docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx").text
    assert text == f"{FIRST}\n{SECOND}\nГод сдачи | 5\n{FIRST}\n{SECOND}"


def test_docx_leaves_its_table_of_contents_out() -> None:
    block = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='{}'/></w:docPartObj></w:sdtPr>{}</w:sdt>".format
    contents = block("Table of Contents", paragraph("Школа 5"))
    data = docx(contents + block("Cover Pages", paragraph("Отчёт")) + paragraph(FIRST))
    assert document_of(data, "a.docx").text == f"Отчёт\n{FIRST}"


def test_docx_formulas_and_signs_of_fonts_keep_their_meaning() -> None:
    fraction = "<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>14</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>a</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    sign = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'.format
    signs = run(" 18", "") + sign("Symbol", "F0B0") + run("C, 4", "") + sign("Symbol", "B4") + run("4", "")
    body = f"<w:p>{fraction}{power.replace('<m:sSup>', run(' и ', '') + '<m:sSup>')}{signs}</w:p>"
    body += f"<w:p>{sign('Wingdings', 'F0FC')}{run(' да', '')}</w:p>"
    data = docx(body.replace("<m:oMath>", '<m:oMath xmlns:m="m">'))
    assert document_of(data, "a.docx").text == "3/14 и a² 18°C, 4×4\n• да"


def test_docx_chart_stands_behind_its_paragraph() -> None:
    title = "<c:title><a:p><a:r><a:t>Расходы</a:t></a:r></a:p></c:title>"
    drawing = '<w:r><w:drawing><c:chart xmlns:c="c" xmlns:r="r" r:id="{}"/></w:drawing></w:r>'.format
    body = f"<w:p>{run('Вот ', '')}{drawing('r7')}{run('они.', '')}</w:p><w:p>{drawing('r8')}</w:p>{paragraph(FIRST)}"
    ways = ways_to(r7="chart charts/chart1.xml", r8="chart charts/none.xml")
    with ZipFile(BytesIO(docx(body))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    chart = f'<c:chartSpace xmlns:c="c" xmlns:a="a">{title}</c:chartSpace>'
    members |= {"word/_rels/document.xml.rels": ways, "word/charts/chart1.xml": chart}
    assert document_of(zipped(members), "a.docx").text == f"Вот они.\nРасходы\n{FIRST}"


def test_docx_styles_hide_and_raise() -> None:
    style = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/><w:rPr>{}</w:rPr></w:style>'.format
    styles = style("A", "", "<w:vanish/>") + style("B", "A", "") + style("C", "A", '<w:vanish w:val="0"/>')
    styles += style("D", "", '<w:vertAlign w:val="superscript"/>')
    styled = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'.format
    runs = run("тайна", '<w:rStyle w:val="B"/>') + run("м", "") + run("2", '<w:rStyle w:val="D"/>')
    body = f"{styled('B', 'нет')}{styled('C', 'да')}<w:p>{runs}</w:p>"
    assert document_of(docx(body, styles=styles), "a.docx").text == "да\nм²"


def test_docx_lists_have_their_numbers() -> None:
    def item(text: str, *properties: str) -> str:
        return f"<w:p><w:pPr>{''.join(properties)}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"

    def rule(level: int, format: str, text: str) -> str:
        return f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>'

    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'.format
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{rule(0, "decimal", "%1.")}{rule(1, "decimal", "%1.%2.")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{rule(0, "bullet", "o")}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    styles = '<w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    styles += '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    was_listed = f"<w:pPrChange><w:pPr>{listed(0, 5)}</w:pPr></w:pPrChange>"
    body = (
        item("Предмет", listed(0, 5)) + item("Дом", listed(1, 5)) + item("Сад", listed(1, 5)) + item("", listed(0, 6))
        + item("Цена", '<w:pStyle w:val="B"/>') + item("кирпич", listed(0, 6)) + item("Без номера", was_listed)
        + item("Снова", listed(0, 7)) + item("Нет", '<w:pStyle w:val="B"/>', listed(0, 0))
    )  # fmt: skip
    text = document_of(docx(body, numbering=numbering, styles=styles), "a.docx").text
    expected = ["1. Предмет", "1.1. Дом", "1.2. Сад", "2. Цена", "• кирпич", "Без номера", "1. Снова", "Нет"]
    assert text.split("\n") == expected


def test_paragraph_goes_on_around_a_box_and_behind_a_deleted_end() -> None:
    cells = "".join(f"<w:tc>{paragraph(name)}</w:tc>" for name in "АБ")
    box = f"<w:r><w:txbxContent>{paragraph('Надпись')}<w:tbl><w:tr>{cells}</w:tr></w:tbl></w:txbxContent></w:r>"
    around = f"<w:p>{run('Один ', '')}{box}{run('абзац.', '')}</w:p>"
    letter = f'<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>{run("З", "")}</w:p>{paragraph("имой.")}'
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Было ', '')}</w:p>{paragraph('два.')}"
    text = document_of(docx(around + letter + joined), "a.docx").text
    assert text == "Один абзац.\nНадпись\nА | Б\nЗимой.\nБыло два."
    frame = "<o:text-box><text:p>Надпись</text:p></o:text-box>"
    assert document_of(odt(f"<text:p>Один {frame}абзац.</text:p>"), "a.odt").text == "Один абзац.\nНадпись"


def test_docx_whose_main_part_has_another_name() -> None:
    relation = '<a><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></a>'
    part = '<w:document xmlns:w="w"><w:p><w:r><w:t>Да</w:t></w:r></w:p></w:document>'
    data = zipped({"[Content_Types].xml": "", "_rels/.rels": relation, "word/document2.xml": part})
    assert document_of(data, "a.docx").text == "Да"


def test_odt_moves_footnotes_behind_the_text() -> None:
    citation = "<text:note-citation>1</text:note-citation>"
    note = f"<text:note>{citation}<text:note-body><text:p>Сноска</text:p></text:note-body></text:note>"
    cells = "".join(f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in "АБ")
    contents = "<text:table-of-content><text:p>Глава 5</text:p></text:table-of-content>"
    body = f"{contents}<text:p>Слово{note} и дело</text:p><table:table><table:table-row>{cells}</table:table-row>"
    assert document_of(odt(f"{body}</table:table>"), "a.odt").text == "Слово и дело\nА | Б\nСноска"


def test_docx_raises_superscripts_and_leaves_hidden_text_out() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    shown = run("10", "") + run("6", raised) + run(" м", '<w:vanish w:val="0"/>') + run("2", raised) + run(", 5", "")
    was_hidden = f"<w:rPrChange><w:rPr><w:vanish/>{raised}</w:rPr></w:rPrChange>"
    mark = f"<w:pPr><w:rPr>{raised}<w:vanish/></w:rPr></w:pPr>"  # of the paragraph's end alone
    body = f"<w:p>{mark}{shown}{run('Скрыто', '<w:vanish/>')}{run(' кг 7.', was_hidden)}</w:p>"
    assert document_of(docx(body), "a.docx").text == "10⁶ м², 5 кг 7."


def test_odt_raises_superscripts_and_leaves_hidden_text_out() -> None:
    styles = {
        "T1": 'style:text-position="super 58%"', "T2": 'style:text-position="33% 58%"',
        "T3": 'style:text-position="-33% 58%"', "T4": 'text:display="none"', "T5": 'fo:font-weight="bold"',
    }  # fmt: skip
    span = '<text:span text:style-name="{}">{}</text:span>'.format
    note = "<text:note><text:note-body><text:p>В 5 домах.</text:p></text:note-body></text:note>"
    body = f"10{span('T1', '6')} м{span('T2', '2' + note)}, CO{span('T3', '2')}{span('T4', 'нет')} {span('T5', '7')}."
    hidden = '<text:p text:style-name="T4">Скрыто.</text:p>'
    data = odt(f"<text:p>{body}</text:p>{hidden}<text:p>Конец 1.</text:p>", **styles)
    assert document_of(data, "a.odt").text == "10⁶ м², CO2 7.\nКонец 1.\nВ 5 домах."


def test_fb2_and_markdown_raise_superscripts() -> None:
    book = fb2("<body><p>Масса 10<sup>6</sup> кг, слово<sup>1</sup> и 2 м<sup>2</sup>.</p></body>")
    assert document_of(book.encode(), "a.fb2").text == "Масса 10⁶ кг, слово¹ и 2 м²."
    source = "Масса 10<sup>6</sup> кг, **2** м<SUP>2</SUP> и 3."
    assert document_of(source.encode(), "a.md").text == "Масса 10⁶ кг, 2 м² и 3."


@pytest.mark.parametrize(
    ("name", "row", "cell", "empty"),
    [
        ("a.docx", "<w:tr>{}</w:tr>", "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>", "<w:tc><w:p/></w:tc>"),
        ("a.odt", "<table:table-row>{}</table:table-row>", "<table:table-cell><text:p>{}</text:p></table:table-cell>",
         "<table:table-cell/>"),
        ("a.fb2", "<tr>{}</tr>", "<td>{}</td>", "<td/>"),
    ],
)  # fmt: skip
def test_empty_cells_between_others_stay(name: str, row: str, cell: str, empty: str) -> None:
    year, schools = cell.format("Год"), cell.format("Школ")
    rows = row.format(year + empty + schools + empty) + row.format(empty * 2) + row.format(empty + year + schools)
    make = {"a.docx": docx, "a.odt": odt, "a.fb2": lambda body: fb2(f"<body>{body}</body>").encode()}[name]
    assert document_of(make(rows), name).text == "Год |  | Школ\nГод | Школ"


def test_fb2_keeps_a_poems_date() -> None:
    stanza = "<stanza><v>Мороз и солнце</v></stanza>"
    book = fb2(f"<body><poem>{stanza}<date>3 ноября 1829</date></poem></body>")
    dated = book.replace("</title-info>", "<date>1830</date></title-info>")
    assert document_of(book.encode(), "a.fb2").date is None
    document = document_of(dated.encode(), "a.fb2")
    assert (document.text, document.date) == ("Мороз и солнце\n3 ноября 1829", "1830")


def test_fb2_in_windows_1251_with_notes() -> None:
    head = '<?xml version="1.0" encoding="windows-1251"?>'
    notes = '<body name="notes"><section><title><p>1</p></title><p>Примечание</p></section></body>'
    body = f'<body><p>Слово<a type="note">[1]</a> и дело</p></body>{notes}<binary>0J/R</binary>'
    assert document_of(fb2(body, head).encode("cp1251"), "a.fb2").text == "Слово и дело\n1 Примечание"


def test_epub_leaves_its_contents_out() -> None:
    data = epub(["<p>Вторая</p>", "<p>Первая</p>", "<ol><li>Оглавление</li></ol>"])
    package = '<item id="c2" href="c2.xhtml" '
    with_nav = rezipped(data, "OPS/p.opf", package, package + 'properties="nav" ')
    assert document_of(with_nav, "a.epub").text == "Первая\nВторая"
    with_guide = rezipped(data, "OPS/p.opf", "<spine>", '<guide><reference type="toc" href="c2.xhtml"/></guide><spine>')
    assert document_of(with_guide, "a.epub").text == "Первая\nВторая"


def rezipped(data: bytes, name: str, old: str, new: str) -> bytes:
    with ZipFile(BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {member: archive.read(member) for member in archive.namelist()}
    before = bytes(members[name]).decode()  # type: ignore[arg-type]
    assert old in before
    return zipped({**members, name: before.replace(old, new)})


@pytest.mark.parametrize(
    "codes, text",
    [
        (r"{\fonttbl{\f0\fcharset204 T;}{\f1\fcharset238 A;}}\f0 \'c4\'e0 {\f1 \'e8}", "Да č"),
        (r"\u1044?\u1072\'e0 \uc2\u1053??\u1077\'e5\'e5\uc0\u1090 !", "Да Нет!"),
        (r"{\pict 00ff}{\*\unknown x}{\field{\*\fldinst HYPERLINK x}{\fldrslt word}}{\header x}", "word"),
        (r"{\field{\*\fldinst { TOC \\o}}{\fldrslt One{\field{\*\fldinst PAGEREF x}{\fldrslt 5}}\par}}\par a", "a"),
        (r"\trowd a\cell b\cell\row c", "a | b\nc"),
        (r"\trowd\pard\intbl a\cell b\par c\cell\row\pard d\par e", "a | b c\nd\ne"),
        (r"\trowd\pard\intbl a\cell\row b\par c", "a\nb\nc"),
        (r"{\fonttbl{\f0 A;}{\f3\fcharset2 Symbol;}}18{\f3\'b0}C, {\f3 a}, 4{\f3\u-3916?}4", "18°C, α, 4×4"),
        (r"a{\footnote note} b\par c", "a b\nc\nnote"),
        (r"a{\v hidden} \bin5 {{{{{b\~c\_d\{e\}", "a b\u00a0c-d{e}"),
        (r"\u-4051? item", "• item"),
        (r"{\fonttbl{\f2\fcharset2 Wingdings;}}{\listtext\f2\'a7\tab}one \'a7 2", "• one § 2"),
        (r"{\pntext\f1 1.\tab}{\*\pn\pnlvlbody{\pntxta .}}one\par{\listtext 2.\tab}two", "1. one\n2. two"),
        (r"10{\super 6} m\super 2\super0 3\super 4\nosupersub 5\super 6\plain 7\super 8\sub 9", "10⁶ m²3⁴5⁶7⁸9"),
        (r"a{\super 1{\footnote 5 b}} c\super\u50?", "a¹ c²\n5 b"),
        (r"a\u-10179?\u-8704?", "a😀"),
    ],
)
def test_rtf(codes: str, text: str) -> None:
    assert document_of(rf"{{\rtf1\ansi\ansicpg1251 {codes}}}".encode(), "a.rtf").text == text
    assert rtf_codes("Да") == r"\'c4\'e0"


@pytest.mark.parametrize(
    "head, codes, text",
    [
        (r"\ansicpg1252\deff0{\fonttbl{\f0\fcharset204 T;}{\f1\fcharset0 A;}}", r"\plain \'c4\'e0 \f1 \'e9", "Да é"),
        (r"\ansicpg1252\deff1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 T;}}", r"\'c4{\f0 \'e9\plain\'e0}", "Дéа"),
        (r"\ansicpg0\deff0{\fonttbl{\f0\fcharset0 A;}}", r"\f0 \'c4\'e0", "Да"),
        (r"\ansicpg1252\deff0{\fonttbl{\f1\fcharset204 T;}}", r"\'e9{\f1\'c4}", "éД"),
        (r"\mac\ansicpg10007", r"\'84\'e0", "Да"),
        (r"\ansicpg20866", r"\'e4\'c1", "Да"),
        (r"\pc", r"\'84\'a0", "Да"),
    ],
)
def test_rtf_in_the_encoding_of_its_default_font(head: str, codes: str, text: str) -> None:
    assert document_of(rf"{{\rtf1\ansi{head}\pard {codes}}}".encode(), "a.rtf").text == text


@pytest.mark.parametrize(
    "charset, encoding",
    [("utf-8", "utf-8"), ("iso-8859-1", "cp1251"), ("windows-1251", "utf-8"), ("koi8-r", "koi8-r"), ("x", "utf-8-sig")],
)
def test_page_is_read_in_the_encoding_it_is_in(charset: str, encoding: str) -> None:
    assert FIRST in document_of(web_page(ARTICLE, charset).encode(encoding), "a.html").text


@pytest.mark.parametrize("is_attached", [False, True])
def test_letter_is_read_without_its_forms_and_attachments(is_attached: bool) -> None:
    coded = b64encode(FIRST.encode("koi8-r")).decode()
    plain = f"--y\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n{coded}\n"
    page = f"--y\nContent-Type: text/html; charset=utf-8\n\n<p>{FIRST}</p><p>Да</p>\n--y--\n"
    forms = f"--x\nContent-Type: multipart/alternative; boundary=y\n\n{plain}{page}"
    attachment = "Content-Disposition: attachment; filename=old.eml\n" if is_attached else ""
    forwarded = f"--x\nContent-Type: message/rfc822\n{attachment}\nSubject: Old\n\n{SECOND}\n"
    attached = "--x\nContent-Type: text/plain\nContent-Disposition: attachment\n\nВложение\n--x--"
    data = mail(f"Content-Type: multipart/mixed; boundary=x\n\n{forms}{forwarded}{attached}").encode()
    letter = document_of(data, "a.eml")
    assert letter == Document(f"{FIRST}\n\n{SECOND}", None, "News", "Anna", format="mail")
    only_page = data.replace(coded.encode(), b64encode("См. HTML".encode("koi8-r")))
    assert document_of(only_page, "a.eml").text == f"{FIRST}\nДа\n\n{SECOND}"


def test_letter_in_html_is_read_as_it_is_shown() -> None:
    preheader = "<div style='display: none'>Скрытое начало</div>"
    inside = f"<table><tr><td><p>{FIRST}</p><ul><li>карта<li>перевод</ul></td></tr></table>"
    page = f"<html><body>{preheader}<table><tr><td>{inside}</td></tr></table></body></html>"
    letter = document_of(mail(f"Content-Type: text/html; charset=utf-8\n\n{page}").encode(), "a.eml")
    assert letter.text == f"{FIRST}\n- карта\n- перевод"
    bare = document_of(mail("Content-Type: text/html; charset=utf-8\n\nДа<br>нет").encode(), "a.eml")
    assert bare.text == "Да\nнет"


def test_letter_that_names_a_wrong_encoding_and_one_without_text() -> None:
    wrong = mail("Content-Type: text/plain; charset=us-ascii\n").replace("News", "=?koi8-r?B?7c/T1A==?=").encode()
    letter = document_of(wrong + FIRST.encode("cp1251"), "a.eml")
    assert (letter.text, letter.title) == (FIRST, "Мост")
    with pytest.raises(InputError, match=r"^a\.eml: текста в документе нет"):
        document_of(mail("Content-Type: image/png\n\nxx").encode(), "a.eml")


def test_letter_that_is_all_attachment() -> None:
    scan = "Content-Type: application/pdf\nContent-Disposition: attachment; filename*=utf-8''%D0%B0.pdf\n\nxx"
    with pytest.raises(InputError, match=r"^a\.eml: в письме нет текста, только вложения: а\.pdf\. Сохраните их"):
        document_of(mail(scan).encode(), "a.eml")


def test_mailbox_is_read_letter_by_letter() -> None:
    letter = mail("Content-Type: text/plain; charset=utf-8\nDate: Tue, 12 Mar 2024 10:15:33 +0300\n\n{}\n")
    box = "From a@b.ru Tue Mar 12 10:15:33 2024\n".join(["", letter.format(FIRST), letter.format(SECOND)])
    head = "Anna, Tue, 12 Mar 2024 10:15:33 +0300, News"
    assert document_of(box.encode(), "почта.txt") == Document(f"{head}\n\n{FIRST}\n\n{head}\n\n{SECOND}", format="mail")


def test_forced_encoding_of_a_page() -> None:
    assert "ось" in document_of(web_page("<p>Ось, ї</p>").encode("cp1251"), "a.html", encoding="cp1251").text.lower()
    with pytest.raises(InputError, match=r"^a\.html: .*не читается в кодировке utf-8"):
        document_of(web_page(ARTICLE).encode("cp1251"), "a.html", encoding="utf-8")


def test_page_leaves_deleted_text_out() -> None:
    page = web_page(f"<h1>Школа</h1><p>{FIRST}</p><p>{SECOND} <del>Вчера её закрыли.</del><ins>Она открыта.</ins></p>")
    assert document_of(page.encode(), "a.html").text.endswith(f"{SECOND} Она открыта.")


def test_page_keeps_headings_lists_tables_and_quotations() -> None:
    inside = f"<h2>Что дальше</h2><ol><li>заложить школу</li></ol><blockquote>{SECOND}</blockquote>"
    table = "<table><tr><th>Год</th><th>Школ</th></tr><tr><td>2020</td><td>87</td></tr></table>"
    more = "".join(f"<div class='txt'>{FIRST} Это случилось {n} мая.</div>" for n in range(1, 4))
    foot = "<div class='foot'><p>© Редакция, 2024</p></div>"
    founder = "Учредитель компании Иван Петров заявил об этом вчера."
    also = "<p><b>Читайте также:</b> <a href='/1'>Вторая школа города откроется осенью</a></p>"
    end = more.replace("мая", "июня")
    long = f"<div class='long'>{more}<p>{founder}</p>{also}{inside}{table}{end}</div>{foot}<article>"
    page = web_page("").replace("<article>", long)
    text = document_of(page.encode(), "a.html").text
    for kept in (founder, "Что дальше", "заложить школу", SECOND, "\nГод | Школ\n2020 | 87\n", "3 июня"):
        assert kept in text
    assert "Главная" not in text and "Редакция" not in text and "Вторая школа" not in text


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in SLOW])
def test_hostile_file_is_refused_by_name_or_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name].make())
    try:
        result = read_document(path).text
    except InputError as error:
        result = str(error)
        assert result.startswith(f"{name}: ")
    assert re.search(HOSTILE[name].expected, result)


def test_slow_cases_exist() -> None:
    assert set(HOSTILE) >= SLOW
    assert len(HOSTILE) >= 60


def test_mutated_documents_are_read_or_refused() -> None:
    rng, names = random.Random(7), list(DOCUMENTS)
    for at in range(N_MUTATED):
        name = names[at % len(names)]
        try:
            assert document_of(mutate(DOCUMENTS[name], rng), name).text.strip()
        except InputError as error:
            assert str(error).startswith(f"{name}: ")


def test_json_data_is_refused_with_what_to_do() -> None:
    for data in ('{"messages": [{"text": "Да"}]}', '\ufeff\n[{"text": "Да"}]'):
        with pytest.raises(InputError, match=r"^переписка\.json: это данные JSON, а не текст\. Сохраните тексты"):
            document_of(data.encode(), "переписка.json")
    assert document_of(FIRST.encode(), "письмо.json").text == FIRST
