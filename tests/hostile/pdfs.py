"""PDF files that are damaged, locked, scanned, or made to harm."""

import random
import zlib

from ..documents import (
    FIRST,
    page,
    pdf,
    pdf_of_objects,
)
from .case import MILLION, case


def text_stream(n_lines: int) -> bytes:
    return b"BT /F1 12 Tf 50 700 Td " + b"(Text) Tj 0 -1 Td " * n_lines + b" ET"


def cyclic_prev() -> bytes:
    data = pdf([page(FIRST)])
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % data.rindex(b"xref\n0"))


def nested_forms() -> bytes:
    """A page that draws a form that draws itself."""
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 4 0 R >> >> /Length 5 >>"
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Resources << /XObject << /A 4 0 R >> >> /Contents 5 0 R >>",
            form + b"\nstream\n/A Do\nendstream",
            b"<< /Length 5 >>\nstream\n/A Do\nendstream",
        ]
    )


def packed_twice() -> bytes:
    """A page whose 1 GB of spaces is packed twice."""
    packed = zlib.compress(zlib.compress(b" " * 300_000_000, 9), 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(packed) + packed + b"\nendstream"
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
            stream,
        ]
    )


NO_TEXT = "повреждён|скан|нет|прервалось|не прочитан|памяти"
LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -1 >> /ID [(a) (b)]"
PDFS = {
    "cut.pdf": case(lambda: pdf([page(FIRST)])[:300], NO_TEXT),
    "scan.pdf": case(lambda: pdf([b"q Q"] * 3), "скан"),
    "mostly_scan.pdf": case(
        lambda: pdf([b"q Q"] * 5 + [page(FIRST)] * 3), "8 стр., из них почти без текста 5: это скан"
    ),
    "kids_loop.pdf": case(lambda: pdf([page(FIRST)], kids="2 0 R"), "страница 1 этого PDF повреждена"),
    "kids_many_loops.pdf": case(lambda: pdf([page(FIRST)], kids="2 0 R " * 5000), NO_TEXT + "|повреждена"),
    "kids_doubled.pdf": case(lambda: pdf([page(FIRST)], kids="4 0 R " * 9000), FIRST),
    "no_root.pdf": case(lambda: pdf([page(FIRST)]).replace(b"/Root 1", b"/Root 9"), "PDF повреждён"),
    "cyclic_prev.pdf": case(cyclic_prev),
    "lying_count.pdf": case(lambda: pdf([page(FIRST)]).replace(b"/Count 1", b"/Count 999999999"), FIRST),
    "stream_bomb.pdf": case(lambda: pdf([b" " * 95 * MILLION]), NO_TEXT),
    "text_bomb.pdf": case(lambda: pdf([text_stream(6 * MILLION)]), NO_TEXT + "|млн знаков"),
    "stack_bomb.pdf": case(lambda: pdf([b"q " * 30 * MILLION]), NO_TEXT),
    "array_bomb.pdf": case(lambda: pdf([b"[" * 5 * MILLION]), NO_TEXT),
    "packed_twice.pdf": case(packed_twice, NO_TEXT),
    "nested_forms.pdf": case(nested_forms, NO_TEXT),
    "deep_array.pdf": case(
        lambda: pdf_of_objects([b"<< /Type /Catalog /Pages 2 0 R /A " + b"[" * MILLION + b"]" * MILLION + b" >>"]),
        NO_TEXT,
    ),
    "no_names.pdf": case(
        lambda: pdf([page(FIRST)] * 2).replace(b"/ToUnicode", b"/NoUnicode").replace(b"beginbfchar", b"beginnothing"),
        NO_TEXT,
    ),
    "cipher.pdf": case(lambda: pdf([b"BT /F1 9 Tf (\x01\x02\x03\x04abc\x05\x06) Tj ET"] * 20), "шрифтам|скан"),
    "locked.pdf": case(lambda: pdf([page(FIRST)], extra=LOCK), "паролем|зашифрован|повреждён"),
    "many_pages.pdf": case(lambda: pdf([b"q Q"] * 3001), "3001 страниц, а читается до 3000"),
    "before_mark.pdf": case(lambda: b"\n" * 500 + pdf([page(FIRST)])),
    "garbage_inside.pdf": case(lambda: b"%PDF-1.7\n" + random.Random(3).randbytes(100_000), "PDF повреждён"),
    "words.pdf": case(b"%PDF-1.4\n" + "Просто текст. ".encode() * 99, "PDF повреждён"),
}
