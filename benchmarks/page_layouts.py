"""News pages made from a text: nine layouts, each with what stands around an article."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Article:
    """What a page is made from; ``others`` are titles of other articles, for links to them."""

    title: str
    paragraphs: list[str]
    others: list[str]


@dataclass(frozen=True)
class Page:
    """A page, what must be read from it, and what stands around its article."""

    data: bytes
    kept: list[str]
    junk: list[str]


MENU = ["Главная", "Политика", "Экономика", "Происшествия", "Спорт", "Вход для подписчиков", "Карта сайта"]
SHARE = ["Поделиться в Телеграме", "Отправить другу", "Скопировать ссылку", "Одноклассники 17"]
COMMENTS = [
    "Сергей К.: давно пора было это сделать, а не обещать годами.",
    "Гость_4411: автор, вы сами-то там были? Пишете как под копирку.",
    "Марина: спасибо за статью, прочитала с интересом, жду продолжения.",
]
COOKIES = "Мы используем файлы cookie, чтобы сайт работал лучше. Продолжая, вы соглашаетесь с этим."
FOOTER = "© Редакция газеты «Пример», 2024. Перепечатка только со ссылкой на источник. Для лиц старше 16 лет."
SUBSCRIBE = "Подпишитесь на нашу рассылку: лучшие материалы недели в вашем почтовом ящике"
RELATED = "Читайте также"


def _links(names: list[str], tag: str = "li") -> str:
    return "".join(f'<{tag}><a href="/{n}">{escape(name)}</a></{tag}>' for n, name in enumerate(names))


def _paragraphs(article: Article, tag: str = "p", attributes: str = "") -> list[str]:
    return [f"<{tag}{attributes}>{escape(text)}</{tag}>" for text in article.paragraphs]


def _with_insert(blocks: list[str], insert: str, at: int) -> str:
    """The blocks with an insertion between two of them."""
    return "\n".join([*blocks[:at], insert, *blocks[at:]])


def _comments(tag: str, name: str) -> str:
    return (
        f'<section class="{name}"><h3>Комментарии</h3>'
        + "".join(f'<{tag} class="comment">{escape(text)}</{tag}>' for text in COMMENTS)
        + "</section>"
    )


def div_soup(article: Article) -> str:
    """Divs with classes of a component library, related links in the middle of the article."""
    insert = f'<div class="b-related"><div class="title">{RELATED}</div><ul>{_links(article.others)}</ul></div>'
    body = _with_insert(_paragraphs(article, "p", ' class="b-text__p"'), insert, len(article.paragraphs) // 2)
    share = "".join(f'<a class="b-share__item" href="#">{name}</a>' for name in SHARE)
    return f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{escape(article.title)}</title></head>
<body><div class="cookie-banner"><p>{COOKIES}</p><button>Хорошо</button></div>
<div class="l-header"><div class="b-menu"><ul>{_links(MENU)}</ul></div></div>
<div class="l-page"><div class="l-main"><div class="b-article"><h1 class="b-article__title">{escape(article.title)}</h1>
<div class="b-share">{share}</div><div class="b-article__body">{body}</div><div class="b-share">{share}</div></div>
<div class="b-subscribe"><form><div>{SUBSCRIBE}</div><input name="mail"></form></div>
{_comments("div", "b-comments")}</div>
<div class="l-side"><div class="b-news"><ul>{_links(article.others)}</ul></div></div></div>
<div class="l-footer"><p>{FOOTER}</p></div></body></html>"""


def tables(article: Article) -> str:
    """A page of the year 2002: three columns in a table, a Western encoding named by mistake."""
    rows = "".join(
        f"<tr><td><a href='/{n}.shtml'>{escape(name)}</a></td></tr>" for n, name in enumerate(article.others)
    )
    menu = "".join(f"<tr><td><a href='/m{n}'>{name}</a></td></tr>" for n, name in enumerate(MENU))
    body = "\n".join(_paragraphs(article, "P", " ALIGN=justify"))
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
<TITLE>{escape(article.title)}</TITLE></HEAD><BODY BGCOLOR=#ffffff>
<TABLE WIDTH=100%><TR><TD WIDTH=160 VALIGN=top><TABLE>{menu}</TABLE></TD>
<TD VALIGN=top><H1>{escape(article.title)}</H1>{body}</TD>
<TD WIDTH=180 VALIGN=top><B>{RELATED}</B><TABLE>{rows}</TABLE></TD></TR>
<TR><TD COLSPAN=3 ALIGN=center><FONT SIZE=1>{FOOTER}</FONT></TD></TR></TABLE></BODY></HTML>"""


def semantic(article: Article) -> str:
    """HTML5 by the book."""
    share = "".join(f"<li><button>{name}</button></li>" for name in SHARE)
    return f"""<!doctype html><html lang=ru><head><meta charset=utf-8><title>{escape(article.title)} — Пример</title>
</head><body><header><nav><ul>{_links(MENU)}</ul></nav></header>
<main><article><header><h1>{escape(article.title)}</h1><time datetime="2024-03-05">5 марта 2024</time></header>
{"".join(_paragraphs(article))}
<footer><ul class="share">{share}</ul></footer></article>{_comments("article", "comments")}</main>
<aside><h2>{RELATED}</h2><ul>{_links(article.others)}</ul></aside>
<footer><p>{FOOTER}</p></footer></body></html>"""


def mobile(article: Article) -> str:
    """An AMP page."""
    insert = (
        f'<amp-list class="recommended"><div>{RELATED}: <a href="/1">{escape(article.others[0])}</a></div></amp-list>'
    )
    body = _with_insert(_paragraphs(article), insert, len(article.paragraphs) // 2)
    return f"""<!doctype html><html amp lang="ru"><head><meta charset="utf-8"><title>{escape(article.title)}</title>
<script async src="v0.js"></script><style amp-boilerplate>body {{ visibility: hidden }}</style></head><body>
<amp-sidebar id="sidebar" layout="nodisplay"><ul>{_links(MENU)}</ul></amp-sidebar>
<article class="amp-article"><h1>{escape(article.title)}</h1>
<amp-social-share type="telegram">{SHARE[0]}</amp-social-share>{body}</article>
<amp-user-notification id="cookies" layout="nodisplay">{COOKIES}<button>Да</button></amp-user-notification>
<footer class="amp-footer">{FOOTER}</footer></body></html>"""


def grid(article: Article) -> str:
    """A grid of columns with subheadings, a card of a subscription inside the article, cp1251."""
    paragraphs = _paragraphs(article)
    card = (
        f'<div class="card subscribe-card"><div class="card-body"><p>{SUBSCRIBE}</p><a class="btn">Да</a></div></div>'
    )
    body = _with_insert(paragraphs, card, max(1, len(paragraphs) - 2))
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>{escape(article.title)}</title></head><body><nav class="navbar"><ul class="nav">{_links(MENU)}</ul></nav>
<div class="container"><ol class="breadcrumb">{_links(MENU[:2])}</ol><div class="row"><div class="col-md-8">
<div class="post-content entry-content"><h1>{escape(article.title)}</h1>{body}</div>
<div class="tags">Теги: {_links(["школы", "город", "бюджет"], "span")}</div>
<div class="related-posts"><h4>{RELATED}</h4>{_links(article.others, "div")}</div></div>
<div class="col-md-4 sidebar"><h4>Популярное</h4><ul>{_links(article.others[::-1])}</ul></div></div></div>
<footer class="footer"><div class="container">{FOOTER}</div></footer></body></html>"""


def portal(article: Article) -> str:
    """Paragraphs in divs that are called so, a strip of news before the text, counters behind it."""
    body = "\n".join(_paragraphs(article, "div", ' class="article__text paragraph"'))
    return f"""<html lang="ru"><head><meta charset="utf-8"><meta property="og:title" content="{escape(article.title)}">
<title>{escape(article.title)}</title></head><body><div id="top-line"><ul>{_links(article.others)}</ul></div>
<div id="menu" role="navigation">{_links(MENU, "span")}</div>
<div id="content" itemprop="articleBody" class="article"><h1>{escape(article.title)}</h1>{body}</div>
<div class="likes">Нравится 120</div><div class="social-buttons">{_links(SHARE, "span")}</div>
{_comments("p", "comments-list")}<div id="footer"><span>{FOOTER}</span></div></body></html>"""


def xhtml(article: Article) -> str:
    """XHTML with a prolog, an iframe and a form of a poll, koi8-r."""
    return f"""<?xml version="1.0" encoding="koi8-r"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{escape(article.title)}</title></head><body>
<div id="nav"><ul>{_links(MENU)}</ul></div><div class="hentry"><h2 class="entry-title">{escape(article.title)}</h2>
<div class="entry-content">{"".join(_paragraphs(article))}<iframe src="/ad.html"></iframe></div></div>
<form action="/poll"><p>Нужна ли такая школа?</p><input type="radio" /></form>
<div id="sidebar"><h3>{RELATED}</h3><ul>{_links(article.others)}</ul></div>
<div id="footer"><p>{FOOTER}</p></div></body></html>"""


def blog(article: Article) -> str:
    """A blog whose paragraphs are divided by pairs of line breaks."""
    body = "<br><br>\n".join(escape(text) for text in article.paragraphs)
    return f"""<html><head><meta charset="utf-8"><title>{escape(article.title)}</title></head><body>
<div class="s-header"><ul>{_links(MENU)}</ul></div><article class="b-singlepost">
<h1 class="b-singlepost-title">{escape(article.title)}</h1><div class="b-singlepost-body">{body}</div></article>
<div class="b-linkbar"><ul>{_links(SHARE)}</ul></div>{_comments("div", "b-tree")}<div class="s-footer">{FOOTER}</div>
</body></html>"""


INSIDE = ["Что будет дальше", "заложить школу в срок", "купить учебники и доски", "Год | Школ", "2020 | 87"]


def longread(article: Article) -> str:
    """Headings, a list, a quotation and a table between the paragraphs; what they hold must be kept too."""
    blocks = _paragraphs(article, "div", ' class="txt"')
    blocks[1] = blocks[1].replace("<div", "<blockquote").replace("</div", "</blockquote")
    cells = "<tr><th>Год</th><th>Школ</th></tr><tr><td>2020</td><td>87</td></tr>"
    inside = f"<h2>{INSIDE[0]}</h2><ul><li>{INSIDE[1]}</li><li>{INSIDE[2]}</li></ul><table>{cells}</table>"
    body = _with_insert(blocks, inside, 2)
    return f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{escape(article.title)}</title></head>
<body><div class="top"><ul>{_links(MENU)}</ul></div><div class="wrap"><div class="long"><h1>{escape(article.title)}</h1>
{body}</div><div class="social">{_links(SHARE, "span")}</div></div>
<div class="more"><h3>{RELATED}</h3><ul>{_links(article.others)}</ul></div><div class="foot"><p>{FOOTER}</p></div>
</body></html>"""


LAYOUTS: dict[str, tuple[Callable[[Article], str], str]] = {
    "div soup": (div_soup, "utf-8"),
    "tables": (tables, "cp1251"),
    "semantic": (semantic, "utf-8"),
    "mobile": (mobile, "utf-8"),
    "grid": (grid, "cp1251"),
    "portal": (portal, "utf-8"),
    "xhtml": (xhtml, "koi8-r"),
    "blog": (blog, "utf-8-sig"),
    "longread": (longread, "utf-8"),
}


def make_page(article: Article, layout: str, rng: random.Random) -> Page:
    """A page of the article; some have no comments, no banner or no related links, as sites differ."""
    build, encoding = LAYOUTS[layout]
    html = build(article)
    if rng.random() < 0.2:
        html = html.replace(COMMENTS[0], "").replace(SUBSCRIBE, "")
    junk = [*MENU[:1], *SHARE, *COMMENTS, COOKIES, FOOTER, SUBSCRIBE, RELATED, *article.others]
    kept = article.paragraphs + (INSIDE if layout == "longread" else [])
    return Page(html.encode(encoding, "xmlcharrefreplace"), kept, [text for text in junk if text in html])
