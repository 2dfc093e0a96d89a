"""OpenDocument: what its lists and headings show, and the formulas that lie beside the text; those of docx, too."""

import pytest

from summarizer.reading import document_of

from .documents import ODT_TYPE, docx, zipped

NUMBER = '<text:list-level-style-number text:level="{}" style:num-format="{}" {}/>'
SPACES = " ".join(f'xmlns:{name}="{name}"' for name in ("o", "text", "table", "style", "draw", "xlink"))
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'


def read(body: str, styles: str = "", **members: str) -> list[str]:
    """The lines of an odt; ``styles`` is of its part styles.xml."""
    content = f"<o:c {SPACES}><o:automatic-styles/>{body}</o:c>"
    parts = {"mimetype": ODT_TYPE, "content.xml": content, "styles.xml": f"<o:c {SPACES}>{styles}</o:c>", **members}
    return document_of(zipped(dict(parts)), "a.odt").text.split("\n")


def items(*texts: str, attributes: str = 'text:style-name="L"') -> str:
    shown = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)
    return f"<text:list {attributes}>{shown}</text:list>"


def test_lists_have_their_numbers() -> None:
    number = NUMBER.format(1, "1", 'style:num-suffix="."') + NUMBER.format(2, "а, б, ..", 'style:num-suffix=")"')
    styles = f'<text:list-style style:name="L">{number}</text:list-style>'
    inner = items("крыши", "окна", attributes="")
    body = items("школы", f"дороги</text:p>{inner}<text:p>и мосты") + "<text:p>Дальше</text:p>"
    body += items("парки", attributes='text:style-name="L" text:continue-numbering="true"') + items("заново")
    expected = ["1. школы", "2. дороги", "а) крыши", "б) окна", "и мосты", "Дальше", "3. парки", "1. заново"]
    assert read(body, styles) == expected


def test_bullets_headings_and_items_that_name_their_number() -> None:
    level = '<text:outline-level-style text:level="{}" style:num-format="1" text:display-levels="{}"/>'.format
    styles = f"<text:outline-style>{level(1, 1)}{level(2, 2)}</text:outline-style>"
    styles += '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    styles += f'<text:list-style style:name="N">{NUMBER.format(1, "I", "")}</text:list-style>'
    heading = '<text:h text:outline-level="{}">{}</text:h>'.format
    fourth = items("IV", attributes='text:style-name="N"').replace("list-item>", 'list-item text:start-value="4">', 1)
    body = (
        heading(1, "Город") + heading(2, "Школы") + items("крыши") + heading(2, "Дороги") + fourth + items("", "окна")
    )
    assert read(body, styles) == ["1 Город", "1.1 Школы", "• крыши", "1.2 Дороги", "IV IV", "• окна"]


def test_covered_cells_keep_their_columns() -> None:
    cells = "".join(
        f"<table:{kind}table-cell><text:p>{text}</text:p></table:{kind}table-cell>"
        for kind, text in (("", "Дороги"), ("covered-", ""), ("", "700"))
    )
    assert read(f"<table:table><table:table-row>{cells}</table:table-row></table:table>") == ["Дороги |  | 700"]


@pytest.mark.parametrize(
    "formula, text",
    [
        ("<mi>v</mi><mo>=</mo><mfrac><mi>s</mi><mrow><mi>t</mi><mo>+</mo><mn>1</mn></mrow></mfrac>", "v=s/(t+1)"),
        ("<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>", "10⁻³"),
        ("<semantics><msqrt><mi>x</mi></msqrt><annotation>sqrt x</annotation></semantics>", "√x"),
    ],
)
def test_formula_beside_the_text(formula: str, text: str) -> None:
    body = '<text:p>Скорость <draw:object xlink:href="./Object 1"/>.</text:p>'
    assert read(body, **{"Object 1/content.xml": MATH.format(formula)}) == [f"Скорость {text}."]
    assert read(body, **{"Object 1/content.xml": "<chart><mi>x</mi></chart>"}) == ["Скорость ."]


def test_docx_formulas_keep_what_roots_and_brackets_say() -> None:
    def run(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    root = f"<m:rad><m:deg/><m:e>{run('x')}</m:e></m:rad>"
    fraction = f"<m:f><m:num>{run('a+b')}</m:num><m:den>{run('2')}</m:den></m:f>"
    brackets = f'<m:d><m:dPr><m:begChr m:val="["/></m:dPr><m:e>{run("y")}</m:e></m:d>'
    limits = f"<m:sub>{run('i=1')}</m:sub><m:sup>{run('n')}</m:sup><m:e>{run('i')}</m:e>"
    total = f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr>{limits}</m:nary>'
    body = f'<w:p><m:oMath xmlns:m="m">{root}{run("·")}{fraction}{run("+")}{brackets}{run("=")}{total}</m:oMath></w:p>'
    assert document_of(docx(body), "a.docx").text == "√x·(a+b)/2+[y)=∑_(i=1)^n i"


def test_named_styles_hide_and_raise() -> None:
    style = '<style:style style:name="{}" style:parent-style-name="{}"><style:text-properties {}/></style:style>'.format
    named = style("Тайна", "", 'text:display="none"') + style("Вверх", "", 'style:text-position="super 58%"')
    own = "<o:automatic-styles>" + style("P1", "Тайна", "") + style("P2", "Тайна", 'text:display="true"')
    paragraph = '<text:p text:style-name="{}">{}</text:p>'.format
    raised = 'Пять м<text:span text:style-name="Вверх">2</text:span>'
    body = f"{own}</o:automatic-styles>{paragraph('P1', 'нет')}{paragraph('P2', 'да')}{paragraph('', raised)}"
    assert read(body, named) == ["да", "Пять м²"]


def test_chart_stands_behind_the_paragraph_that_holds_it() -> None:
    chart = '<chart:chart xmlns:chart="c" xmlns:text="t"><text:p>Расходы</text:p></chart:chart>'
    body = '<text:p>Вот <draw:object xlink:href="./Object 1"/>они.</text:p>'
    assert read(body, **{"Object 1/content.xml": chart}) == ["Вот они.", "Расходы"]


def test_date_is_that_on_which_it_was_made() -> None:
    said = (
        '<o xmlns:meta="m" xmlns:dc="d"><meta:creation-date>2024-03-05</meta:creation-date><dc:date>2025</dc:date></o>'
    )
    parts = {"mimetype": ODT_TYPE, "content.xml": f"<o:c {SPACES}><text:p>Мост.</text:p></o:c>", "meta.xml": said}
    assert document_of(zipped(dict(parts)), "a.odt").date == "2024-03-05"
