"""RTF and web pages that are damaged or made to harm."""

from ..documents import FIRST, mhtml, rtf, web_page
from .case import MILLION, case, numbered

RTFS = {
    "deep.rtf": case(lambda: b"{\\rtf1 " + b"{" * MILLION, "вложено больше 1000"),
    "unopened.rtf": case(lambda: rtf(FIRST) + b"}" * MILLION),
    "words.rtf": case(lambda: rtf(FIRST).replace(b"\\pard ", b"\\b" * MILLION + b" ")),
    "binary.rtf": case(b"{\\rtf1 \\bin9999999999 Text}", "текста в документе нет"),
    "negative.rtf": case(rtf(FIRST).replace(b"\\pard ", b"\\bin-5 \\uc-1 \\u-99999999 ")),
    "picture.rtf": case(lambda: rtf(FIRST).replace(b"\\pard ", b"{\\pict " + b"00ff" * 5 * MILLION + b"}")),
    "codes.rtf": case(lambda: rtf(FIRST).replace(b"\\pard ", b"\\u1078?" * MILLION), "жжж"),
    "page.rtf": case(b"{\\rtf1\\ansicpg99999 x}", "кодировка RTF"),
    "wrong_bytes.rtf": case(b"{\\rtf1\\ansicpg1252 \\'81 text}", "не читаются в его кодировке"),
    "head_only.rtf": case(b"{\\rtf1", "текста в документе нет"),
    "bullets.txt": case(rtf(FIRST)),
}
FRAMES = "<html><frameset><frame src='a.html'><frame src='b.html'></frameset></html>"
APP = "<html><body><div id='root'></div><script src='app.js'></script></body></html>"
NO_PAGE = "текста|прервалось|не прочитан|памяти|повреждён|HTML"
WEB = {
    "frames.html": case(FRAMES, "фреймов"),
    "app.html": case(APP, "собирает скрипт"),
    "no_script.html": case(
        APP.replace("<script", "<p>Включите JavaScript, чтобы прочесть.</p><script"), "собирает скрипт"
    ),
    "scripts.html": case("<html><body><script>var a = 1</script></body></html>", "собирает скрипт"),
    "tags.html": case("<html><body><p></p></body></html>", "текста в документе нет"),
    "deep.html": case(lambda: web_page("<div>" * MILLION + f"<p>{FIRST}</p>"), ""),
    "deep_spans.html": case(lambda: web_page("<span>" * MILLION + FIRST), ""),
    "deep_tables.html": case(lambda: web_page("<table><tr><td>" * 100_000 + FIRST), ""),
    "deep_lists.html": case(lambda: web_page("<ul><li>" * 100_000 + FIRST), ""),
    "attributes.html": case(lambda: web_page("<p " + numbered("a{}=1 ", MILLION) + f">{FIRST}</p>"), ""),
    "long_attribute.html": case(lambda: web_page(f"<p title='{'а' * 10 * MILLION}'>{FIRST}</p>"), ""),
    "one_line.html": case(lambda: web_page(f"<p>{'слово ' * 3 * MILLION}</p>"), ""),
    "one_word.html": case(lambda: web_page(f"<p>{'а' * 5 * MILLION}</p>"), ""),
    "comments.html": case(lambda: web_page("<!--" * MILLION), ""),
    "sections.html": case(lambda: web_page("<![CDATA[" * MILLION), ""),
    "less_than.html": case(lambda: web_page("<" * 5 * MILLION), ""),
    "open_tags.html": case(lambda: web_page("<a" * MILLION), ""),
    "references.html": case(lambda: web_page("&#x41;&amp;&" * MILLION), ""),
    "links.html": case(lambda: web_page("<a href='/'>Слово</a>" * 300_000), ""),
    "paragraphs.html": case(lambda: web_page(f"<p>{FIRST}</p>" * 100_000), ""),
    "zero_bytes.html": case(web_page(f"<p>{FIRST}</p>").replace("<p>", "<p>\0\0\0\0") * 9, ""),
    "wrong_meta.html": case(web_page(f"<p>{FIRST}</p>" * 4, "iso-8859-1").encode("cp1251")),
    "unknown_meta.html": case(web_page(f"<p>{FIRST}</p>" * 4, "x-user-defined").encode("koi8-r")),
    "no_page.mhtml": case(mhtml("Content-Type: image/png\n\nxx"), "нет страницы"),
    "deep.mhtml": case(
        lambda: (
            "MIME-Version: 1.0\n"
            + "".join(f"Content-Type: multipart/related; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
        ),
        "повреждён|нет страницы",
    ),
}
