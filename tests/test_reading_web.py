"""Web pages: what is read of those that no site made, lists with their numbers, what no reader sees."""

import pytest

from summarizer.reading import Document, document_of

from .documents import FIRST, SECOND, web_page

LIST = "<ol start=2><li>школы<ol type=a><li>крыши<li>окна</ol><li value=7>дороги</ol><ul><li>мосты</ul>"
LABELLED = "2. школы\na) крыши\nb) окна\n7. дороги\n- мосты"


def read(html: str) -> Document:
    return document_of(html.encode(), "страница.html")


def saved(body: str) -> str:
    """A page as a word processor saves it."""
    return f"<html><head><meta charset='utf-8'><title>Школа</title></head><body>{body}</body></html>"


def test_saved_document_is_read_whole() -> None:
    mark = "<sup><a href='#n1'>1</a></sup>"
    row = "<table><tr><td><p>Директор<td><p>Сомов</table>"
    body = f"<h1>Приказ</h1><p>{FIRST}{mark}</p>{LIST}{row}<h2>Срок</h2><p>{SECOND}</p><hr><p>1 До мая.</p>"
    expected = f"Приказ\n{FIRST}¹\n{LABELLED}\nДиректор | Сомов\nСрок\n{SECOND}\n1 До мая."
    assert read(saved(body)).text == expected


def test_exported_chat_is_read_whole() -> None:
    message = (
        "<div class='message'><div class='body'><div class='from_name'>{}</div><div class='text'>{}</div></div></div>"
    )
    chat = message.format("Иван", FIRST) + message.format("Ольга", SECOND)
    page = saved(f"<div class='page_header'>Родители</div><div class='history'>{chat}</div>")
    assert read(page).text == f"Родители\nИван: {FIRST}\nОльга: {SECOND}"


def test_chat_of_telegram_says_who_wrote_what_and_nothing_else() -> None:
    def message(inside: str, kind: str = "default clearfix") -> str:
        return f"<div class='message {kind}'><div class='body'>{inside}</div></div>"

    name, text = "<div class='from_name'>\n{}\n</div>", "<div class='text'>\n{}\n</div>"
    time, face = "<div class='pull_right date details'>10:15</div>", "<div class='userpic_wrap'><div>И</div></div>"
    photo = "<div class='media_wrap clearfix'><div class='title'>Photo</div><div>Not included</div></div>"
    reply = "<div class='reply_to details'>In reply to <a href='#m1'>this message</a></div>"
    messages = (
        message("12 March 2024", "service"),
        message(face + time + name.format("Иван") + photo),
        message(time + text.format(FIRST), "default clearfix joined"),
        message(time + name.format("Ольга") + reply + text.format(f"<a href='#'>Да</a><br>{SECOND}")),
    )
    page = saved(f"<div class='page_header'>Родители</div><div class='history'>{''.join(messages)}</div>")
    assert read(page).text == f"Родители\nИван: {FIRST}\nОльга: Да\n{SECOND}"


FORMULA = "<math><semantics><mfrac><mi>s</mi><mi>t</mi></mfrac><annotation>s \\over t</annotation></semantics></math>"


@pytest.mark.parametrize("page", [saved, web_page])
@pytest.mark.parametrize(
    "written",
    [
        FORMULA,
        f"<span><span style='display: none;'>{FORMULA}</span><img src='a.svg' aria-hidden='true' alt='s/t'></span>",
        f"<span><span>{FORMULA}</span><span aria-hidden='true'>st</span></span>",
    ],
    ids=["plain", "as in an encyclopaedia", "as a script sets it"],
)
def test_formula_in_a_page(written: str, page: object) -> None:
    assert callable(page)
    text = read(page(f"<h1>Скорость</h1><p>{FIRST}</p><p>Скорость {written} растёт. {SECOND}</p><p>{FIRST}</p>")).text
    assert f"Скорость s/t растёт. {SECOND}" in text


def test_list_and_headings_of_a_page_without_blocks_around_its_text() -> None:
    menu = "<nav><a href='#1'>Сроки</a><a href='#2'>Деньги</a></nav>"
    items = "<ul><li>крыши с <code>кодом</code> и окна</li><li>дороги</li></ul>"
    long = f"{FIRST} {SECOND} {FIRST}"
    body = f"{menu}<h1>Приказ</h1><p>{long}</p><h2>Сроки</h2>{items}<p>{long}</p><p>{FIRST}</p><footer>Адрес</footer>"
    lines = read(saved(body)).text.split("\n")
    assert lines == ["Приказ", long, "Сроки", "- крыши с кодом и окна", "- дороги", long, FIRST]


def test_menu_makes_a_site() -> None:
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Главная", "Спорт", "Погода"))
    text = read(saved(f"<ul>{menu}</ul><h1>Школа</h1>" + f"<p>{FIRST} {SECOND}</p>" * 3)).text
    assert FIRST in text and "Погода" not in text


def test_numbers_of_lists_in_an_article() -> None:
    text = read(web_page(f"<h1>Школа</h1><p>{FIRST} {SECOND}</p>{LIST}<p>{SECOND} {FIRST}</p>")).text
    assert [line.strip() for line in text.split("\n")[2:7]] == LABELLED.split("\n")


@pytest.mark.parametrize("hidden", ["<p hidden>Нет</p>", "<p style='color:red; display: none'>Нет</p>", "<rt>Нет</rt>"])
@pytest.mark.parametrize("page", [saved, web_page])
def test_hidden_text_is_left_out(hidden: str, page: object) -> None:
    assert callable(page)
    text = read(page(f"<h1>Школа</h1><p>{FIRST}</p>{hidden}<p>{SECOND} {FIRST}</p>")).text
    assert FIRST in text and "Нет" not in text


def test_laid_out_lines_stay() -> None:
    assert (
        read(saved(f"<pre>\n  {FIRST}\n\n  {SECOND}\n</pre><p>{FIRST}</p>")).text == f"  {FIRST}\n\n  {SECOND}\n{FIRST}"
    )


def test_year_in_a_text_is_no_date() -> None:
    assert read(web_page(f"<h1>Школа</h1><p>{FIRST} Закон 2019 года.</p><p>{SECOND}</p>")).date is None


def test_pages_of_an_office_lose_running_heads_and_marks_of_notes() -> None:
    mark = '<a class="sdfootnote{0}" name="sdfootnote1{0}" href="#sdfootnote1sym">{1}</a>'.format
    words = '<a href="#_ftn{0}1" name="_ftn{1}1"><span>[1]</span></a>'.format
    body = f"<p>{FIRST[:-1]}{mark('anc', '<sup>1</sup>')}.</p><p>{SECOND[:-1]}{words('', 'ref')}.</p>"
    notes = f"<div id='sdfootnote1'><p>{mark('sym', '1')}По данным мэрии.</p></div><p>{words('ref', '')} Там же.</p>"
    page = f"<div title='header'><p>Фирма</p></div>{body}{notes}<div title='footer'><p>Страница 1</p></div>"
    text = document_of(f"<html><body>{page}</body></html>".encode(), "a.html").text
    assert text.split("\n") == [FIRST, SECOND, "По данным мэрии.", "Там же."]
