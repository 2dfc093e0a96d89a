"""Presentations: what their slides and notes say, in the order in which a person reads it."""

from collections.abc import Iterable

import pytest

from summarizer.errors import InputError
from summarizer.reading import document_of
from summarizer.reading.parsers.presentations.slides import Slide, drop_running_lines

from .documents import FIRST, SECOND, frame, odp, office, pptx, shape, slide_paragraph, ways_to

BULLET, NUMBER = '<a:buChar char="–"/>', '<a:buAutoNum type="arabicPeriod"/>'
BOX = '<a:xfrm><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:xfrm>'
TITLE = shape("Мост", place='type="title"')


def read(*slides: str, **members: str) -> list[str]:
    return document_of(pptx(*slides, **members), "a.pptx").text.split("\n")


def properties(bullet: str = "", level: int = 0) -> str:
    return f'<a:pPr lvl="{level}">{bullet}</a:pPr>'


def test_title_comes_first_and_frames_of_each_slide_go() -> None:
    frames = shape("Фирма", place='type="ftr"') + shape("3", place='type="sldNum"') + shape("5 мая", place='type="dt"')
    number = shape('<a:p><a:fld type="slidenum"><a:t>3</a:t></a:fld></a:p>')
    hidden = shape("Скрыто").replace("<p:cNvPr/>", '<p:cNvPr hidden="1"/>')
    broken = shape("<a:p><a:r><a:t>Мост</a:t></a:r><a:br/><a:r><a:t>открыт</a:t></a:r></a:p>", place='type="ctrTitle"')
    first = shape(FIRST) + frames + number + hidden + broken
    assert read(office("sld", first), office("sld", shape(SECOND))) == ["Мост открыт", FIRST, "", SECOND]


def test_slide_of_very_many_shapes_is_read() -> None:
    shapes = "".join(shape(str(n), box=f"0 {10 * n} 9 9") for n in reversed(range(6000)))
    assert read(office("sld", shapes)) == [str(n) for n in range(6000)]


def test_hidden_slides_go_with_their_notes() -> None:
    ways = {f"ppt/slides/_rels/slide{n}.xml.rels": ways_to(r1=f"notesSlide ../notes/n{n}.xml") for n in (1, 2, 3)}
    said = {f"ppt/notes/n{n}.xml": office("notes", shape(f"Сказано {n}", place='type="body"')) for n in (1, 2, 3)}
    said["ppt/notes/n3.xml"] = office("notes", shape("3", place='type="sldNum"') + shape("Цена дня."))
    slides = [office("sld", TITLE), office("sld", shape(FIRST), 'show="0"'), office("sld", shape(SECOND))]
    assert read(*slides, **ways, **said) == ["Мост", "", "Цена дня.", "", SECOND, "", "Сказано 1"]
    with pytest.raises(InputError, match=r"^a\.pptx: текста в документе нет"):
        read(office("sld", shape(FIRST), 'show="false"'))


def test_tables_groups_and_formulas() -> None:
    header = "<a:p><a:r><a:t>Год</a:t></a:r><a:br/><a:r><a:t>Сдачи</a:t></a:r></a:p>"
    cells = "".join(f"<a:tc><a:txBody>{text}</a:txBody></a:tc>" for text in (header, "<a:p/>", slide_paragraph("5")))
    table = f"<p:graphicFrame><a:tbl><a:tr>{cells}</a:tr></a:tbl></p:graphicFrame>"
    group = f"<p:grpSp><p:grpSp>{shape('Раз')}</p:grpSp>{shape('Два')}</p:grpSp>"
    math = "<a14:m><m:oMath><m:sSup><m:e><m:r><m:t>a</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    choice = f'<c:Choice xmlns:c="c" xmlns:a14="n" xmlns:m="m">{math}</m:oMath></a14:m></c:Choice>'
    raised = '<a:r><a:rPr baseline="{}"/><a:t>{}</a:t></a:r>'.format
    formula = f"<a:p>{choice}<a:Fallback><a:r><a:t>картинка</a:t></a:r></a:Fallback></a:p>"
    text = shape(formula, f"<a:p><a:r><a:t>2 м</a:t></a:r>{raised(30000, 2)}{raised(-25000, 3)}{raised(0, 4)}</a:p>")
    assert read(office("sld", table + group + text)) == ["Год Сдачи |  | 5", "Раз", "Два", "a²", "2 м²34"]


def test_bullets_come_from_the_slide_its_layout_and_its_master() -> None:
    body, third = 'type="body" idx="1"', 'type="body" idx="3"'
    own = slide_paragraph("без знака", properties("<a:buNone/>"))
    texts = shape("со знаком", own, slide_paragraph("ниже", properties(level=1)), place='idx="1"')
    plain = (
        shape("без", place=third)
        + shape("тоже", place='type="body"')
        + shape("надпись")
        + shape("Заголовок", place='type="title"')
    )
    none = "<a:lvl1pPr><a:buNone/></a:lvl1pPr>"
    layout = shape(place='type="title"', style=none) + shape(place=body) + shape(place=third, style=none)
    layout += shape(place='type="body"')
    style = f"<a:lvl1pPr>{BULLET}</a:lvl1pPr><a:lvl2pPr>{BULLET}</a:lvl2pPr>"
    of_place = f"<a:lvl2pPr>{NUMBER}</a:lvl2pPr>"
    master = f"<p:txStyles><p:titleStyle>{style}</p:titleStyle><p:bodyStyle>{style}</p:bodyStyle></p:txStyles>"
    lines = read(
        office("sld", texts + plain),
        **{
            "ppt/slides/_rels/slide1.xml.rels": ways_to(r1="slideLayout ../layouts/l.xml"),
            "ppt/layouts/_rels/l.xml.rels": ways_to(r1="slideMaster /ppt/master.xml"),
            "ppt/layouts/l.xml": office("sldLayout", layout),
            "ppt/master.xml": office("sldMaster", shape("Образец", place='type="body"', style=of_place) + master),
        },
    )
    assert lines == ["Заголовок", "• со знаком", "без знака", "1. ниже", "без", "• тоже", "надпись"]


def test_numbers_begin_anew_with_each_text_and_behind_what_has_none() -> None:
    letter = '<a:buAutoNum type="alphaLcParenR" startAt="2"/>'
    one = slide_paragraph("один", properties(NUMBER))
    first = shape(
        one, "<a:p></a:p>", slide_paragraph("бэ", properties(letter, 1)), slide_paragraph("вэ", properties(letter, 1)),
        one, slide_paragraph("так", properties()), one,
    )  # fmt: skip
    second = shape("два", "три", style=f"<a:lvl1pPr>{NUMBER}</a:lvl1pPr>")
    table = "".join(f"<a:tr><a:tc><a:txBody>{one}</a:txBody></a:tc></a:tr>" for _ in range(2))
    expected = ["1. один", "b) бэ", "c) вэ", "2. один", "так", "1. один", "1. два", "2. три", "1. один", "1. один"]
    assert read(office("sld", f"{first}{second}<p:graphicFrame>{table}</p:graphicFrame>")) == expected


def test_breaks_within_a_sentence_go() -> None:
    lines = "<a:p><a:r><a:t>Потери</a:t></a:r><a:br/><a:r><a:t>тепла:</a:t></a:r><a:br/><a:r><a:t>{}</a:t></a:r></a:p>"
    bullet = lines.replace("<a:p>", f"<a:p>{properties(BULLET)}")
    assert read(office("sld", shape(lines.format("холод"), bullet.format("Сквозняк")))) == [
        "Потери тепла:", "холод", "• Потери тепла:", "Сквозняк"
    ]  # fmt: skip


def test_diagram_is_read_in_the_order_of_its_outline() -> None:
    point = '<d:pt modelId="{}"><d:t>{}</d:t></d:pt>'.format
    points = point(0, "") + "".join(point(n, slide_paragraph(text)) for n, text in enumerate("БАВГ", 1))
    below = '<d:cxn srcId="{}" destId="{}" srcOrd="{}"/>'.format
    shown = below(0, 1, 1) + below(0, 4, 2) + below(0, 2, 0) + below(2, 3, 0)
    data = f'<d:dataModel xmlns:d="d" xmlns:a="a">{points}{shown}</d:dataModel>'
    ways = {"ppt/slides/_rels/slide1.xml.rels": ways_to(r7="diagramData ../diagrams/data1.xml")}
    graphic = '<p:graphicFrame><d:relIds xmlns:d="d" r:dm="r7"/></p:graphicFrame>'
    lines = read(office("sld", TITLE + graphic * 2 + shape("Дальше")), **ways, **{"ppt/diagrams/data1.xml": data})
    assert lines == ["Мост", "А", "В", "Б", "Г", "Дальше"]
    circle = data.replace(shown, below(1, 2, 0) + below(2, 1, 0))
    lines = read(office("sld", TITLE + graphic), **ways, **{"ppt/diagrams/data1.xml": circle})
    assert lines == ["Мост", "В", "Г", "Б", "А"]


def test_lines_that_each_slide_has_go() -> None:
    slides = [Slide(texts=["ООО «Мост»", "Год | Цена", f"Текст {n}"]) for n in range(3)]
    assert [slide.texts for slide in drop_running_lines([*slides, Slide(), Slide()])] == [
        *(["Год | Цена", f"Текст {n}"] for n in range(3)), [], []
    ]  # fmt: skip
    for kept in (slides[:2], [*slides, *[Slide()] * 4]):
        assert drop_running_lines(kept) == kept


def test_presentation_is_named_by_itself_or_by_its_first_slide() -> None:
    core = '<c xmlns:dc="d"><dc:title>{}</dc:title><dc:creator>Анна</dc:creator></c>'.format
    for title, shown in (("Мосты", "Мосты"), ("Презентация PowerPoint", "Мост"), ("", "Мост")):
        document = document_of(pptx(office("sld", TITLE), **{"docProps/core.xml": core(title)}), "a.pptx")
        assert (document.title, document.author, document.format) == (shown, "Анна", "pptx")


def test_odp_has_titles_first_and_notes_behind_without_frames_and_hidden_pages() -> None:
    style = '<style:style style:name="{}"><style:drawing-page-properties presentation:visibility="{}"/></style:style>'
    page = "<draw:page draw:style-name='{}'>{}<presentation:notes>{}</presentation:notes></draw:page>".format
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("Год", "Цена"))
    table = f"<draw:frame><table:table><table:table-row>{cells}</table:table-row></table:table></draw:frame>"
    empty = '<draw:frame presentation:class="outline" presentation:placeholder="true"><text:p>Щёлкните</text:p>'
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("раз", "два"))
    listed = f'<draw:custom-shape><text:list text:style-name="L">{items}</text:list></draw:custom-shape>'
    lists = '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    group = f"<draw:g><draw:rect><text:p>{FIRST}</text:p></draw:rect></draw:g>"
    first = group + frame("footer", "Фирма") + frame("page-number", "1") + frame("title", "Мост", "открыт") + table
    data = odp(
        "<presentation:footer-decl>Фирма</presentation:footer-decl>",
        page("d1", f"{first}{empty}</draw:frame>", frame("notes", SECOND) + frame("date-time", "5 мая")),
        page("d2", frame("title", "Скрыто"), frame("notes", "Скрыто")),
        page("d1", listed, ""),
        styles=style.format("d1", "visible") + style.format("d2", "hidden") + lists,
    )
    document = document_of(data, "a.odp")
    assert document.text.split("\n") == ["Мост открыт", FIRST, "Год | Цена", "", SECOND, "", "• раз", "• два"]
    assert (document.title, document.format) == ("Мост открыт", "odp")


def test_shapes_are_read_by_their_places() -> None:
    right, left, below = (
        shape("право", box="60 20 30 50"),
        shape("лево", box="10 20 40 60"),
        shape("низ", box="9 85 80 9"),
    )
    far, near = shape("второе", box="5 0 2 1"), shape("первое", box="0 0 2 1")
    group = f"<p:grpSp><p:grpSpPr>{BOX.format(10, 5, 50, 9)}</p:grpSpPr>{far}{near}</p:grpSp>"
    slide = office("sld", below + right + left + TITLE + group)
    assert read(slide) == ["Мост", "первое", "второе", "лево", "право", "низ"]
    assert read(office("sld", right + shape("где-то") + left)) == ["право", "где-то", "лево"]


def test_places_come_from_the_layout_and_its_master() -> None:
    texts = (
        shape("право", place='idx="2"') + shape("лево", place='type="body" idx="1"') + shape("верх", box="10 5 50 9")
    )
    lines = read(
        office("sld", texts),
        **{
            "ppt/slides/_rels/slide1.xml.rels": ways_to(r1="slideLayout ../layouts/l.xml"),
            "ppt/layouts/_rels/l.xml.rels": ways_to(r1="slideMaster /ppt/master.xml"),
            "ppt/layouts/l.xml": office("sldLayout", shape(place='idx="2"', box="60 20 30 50")),
            "ppt/master.xml": office("sldMaster", shape(place='type="body"', box="10 20 40 60")),
        },
    )
    assert lines == ["верх", "лево", "право"]


def test_frames_of_an_odp_are_read_by_their_places() -> None:
    texts = frame("", "право", box="15cm 2in 100mm 5cm") + frame("", "лево", box="1cm 5cm 10cm 5cm")
    group = f"<draw:g>{frame('', 'второе', box='6cm 1cm 4cm 1cm')}{frame('', 'первое', box='1cm 1cm 4cm 1cm')}</draw:g>"
    lines = document_of(odp(f"<draw:page>{texts}{group}</draw:page>"), "a.odp").text.split("\n")
    assert lines == ["первое", "второе", "лево", "право"]
    turned = f"<draw:page>{texts}{frame('', 'косо')}</draw:page>"
    assert document_of(odp(turned), "a.odp").text.split("\n") == ["право", "лево", "косо"]


def test_notes_that_are_missing_refuse_no_presentation() -> None:
    ways = {"ppt/slides/_rels/slide1.xml.rels": ways_to(r1="notesSlide ../notes/n1.xml", r2="diagramData ../d.xml")}
    graphic = '<p:graphicFrame><d:relIds xmlns:d="d" r:dm="r2"/></p:graphicFrame>'
    assert read(office("sld", TITLE + graphic), **ways) == ["Мост"]


def test_charts_are_read_as_their_titles_and_table() -> None:
    title = f"<c:title><c:tx><c:rich>{slide_paragraph('Расходы')}</c:rich></c:tx></c:title>"

    def points(values: Iterable[str]) -> str:
        return "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))

    years = f"<c:cat><c:strCache>{points(['2023', '2024'])}</c:strCache></c:cat>"

    def series(name: str, format: str, values: str, categories: str = years) -> str:
        cache = f"<c:formatCode>{format}</c:formatCode>{points(values.split())}"
        said = f"<c:tx><c:strCache>{points([name])}</c:strCache></c:tx>{categories}"
        return f"<c:ser>{said}<c:val><c:numCache>{cache}</c:numCache></c:val></c:ser>"

    def chart(*shown: str) -> list[str]:
        data = f'<c:chartSpace xmlns:c="c" xmlns:a="a">{title}{"".join(shown)}</c:chartSpace>'
        ways = {"ppt/slides/_rels/slide1.xml.rels": ways_to(r7="chart ../charts/chart1.xml")}
        graphic = '<p:graphicFrame><c:chart xmlns:c="c" r:id="r7"/></p:graphicFrame>'
        return read(office("sld", TITLE + graphic), **ways, **{"ppt/charts/chart1.xml": data})

    lines = chart(series("Мосты", "General", "120 140.5"), series("Доля", "0%", "0.15"))
    assert lines == ["Мост", "Расходы", "Мосты | Доля", "2023 | 120 | 15 %", "2024 | 140.5"]
    many = f"<c:cat><c:strCache>{points(map(str, range(21)))}</c:strCache></c:cat>"
    assert chart(series("Мосты", "General", "1 2 3", many)) == ["Мост", "Расходы"]


def test_charts_of_an_odp_are_read_alike() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>".format
    row = f"<table:table-row>{cell('2023')}{cell('120')}</table:table-row>"

    def chart(n_rows: int) -> list[str]:
        shown = f"<chart:title><text:p>Расходы</text:p></chart:title><table:table>{row * n_rows}</table:table>"
        spaces = 'xmlns:chart="c" xmlns:text="t" xmlns:table="b"'
        graphic = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
        page = f"<draw:page>{frame('title', 'Мост')}{graphic}</draw:page>"
        data = odp(page, **{"Object 1/content.xml": f"<chart:chart {spaces}>{shown}</chart:chart>"})
        return document_of(data, "a.odp").text.split("\n")

    assert chart(1) == ["Мост", "Расходы", "2023 | 120"]
    assert chart(22) == ["Мост", "Расходы"]
