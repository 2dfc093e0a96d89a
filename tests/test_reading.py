"""Reading: bytes to text."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.reading import READABLE_SUFFIXES, Decoded, Document, decode, read_document

SENTENCE = "Вчера в городе открыли новую школу, в ней будут учиться 800 детей."
ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "cp1251",
    "koi8-r",
    "cp866",
    "iso8859-5",
    "mac-cyrillic",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_decodes(encoding: str) -> None:
    decoded = decode(SENTENCE.encode(encoding))
    assert decoded.text == SENTENCE
    assert decoded.encoding == encoding


@pytest.mark.parametrize("text", ["", "Plain ASCII only.", "Яблоко", "Ёж", "А", "Київ — столиця України, її серце."])
def test_decodes_utf8(text: str) -> None:
    assert decode(text.encode()).text == text


def test_ukrainian_in_cp1251() -> None:
    text = "Київ є столицею України, її найбільшим містом та серцем."
    assert decode(text.encode("cp1251")).text == text


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("яют собой китайские машины, о которых мало известно", "cp1251"),  # its first bytes are a mark of UTF-16
        ("По ее словам, «размер компенсации» велик", "mac-cyrillic"),  # in cp1251 the quotation mark is З
        ("contents — это список", "mac-cyrillic"),  # in cp1251 the dash is С
        ("ристократическо", "utf-16-le"),  # no space, so that no byte is zero
        ("ы.\n– Как суп? К", "cp1251"),
    ],
)
def test_readings_that_nearly_tie(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8-r"])
def test_a_few_control_characters_leave_text_a_text(encoding: str) -> None:
    spoiled = f"{SENTENCE}\0 {SENTENCE}\x07"
    assert decode(spoiled.encode(encoding)).text == spoiled
    with pytest.raises(InputError, match="управляющих символов"):
        decode("\0\1\2".join(SENTENCE[at : at + 20] for at in range(0, 60, 20)).encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "cp866", "utf-16-le", "utf-16-be", "utf-16"])
def test_what_fills_up_a_file_is_no_text(encoding: str) -> None:
    for filled in (f"{SENTENCE}\n".encode(encoding) + bytes(4096), f"{SENTENCE}\n\x1a".encode(encoding)):
        assert decode(filled).text == f"{SENTENCE}\n"


def test_a_mark_alone_is_an_empty_text() -> None:
    assert decode(b"\xff\xfe").text == "" == decode(b"\xef\xbb\xbf").text


def test_forced_encoding() -> None:
    assert decode("Да".encode("cp866"), encoding="cp866").text == "Да"
    with pytest.raises(InputError, match=r"письмо\.txt: байт 0 \(0xff\).*utf-8.*--encoding"):
        decode(b"\xff\xfe\xfd", encoding="utf-8", name="письмо.txt")
    with pytest.raises(InputError, match="кодировка «cp9» неизвестна"):
        decode(b"abc", encoding="cp9")


def test_damaged_utf8_names_the_byte() -> None:
    data = SENTENCE.encode()[:-1] + b"\xd0"
    with pytest.raises(InputError, match=f"байт {len(data) - 1} .0xd0. не читается в UTF-8"):
        decode(data)


@pytest.mark.parametrize(
    "data, kind",
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "изображение PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "изображение JPEG"),
        (b"PK\x03\x04\x14\0", "архив ZIP"),
        (b"%PDF-1.7\n%\xe2\xe3", "документ PDF"),
        (b"\x7fELF\x02\x01", "программа"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "изображение WebP"),
        (bytes(range(256)) * 8, "не текст|не распознана"),
        (b"\0" * 1000, "не текст|не распознана"),
        (b"text\0\0\1\2\3\0more", "не текст|не распознана"),
    ],
)
def test_refuses_what_is_no_text(data: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=kind) as refusal:
        decode(data, name="файл.txt")
    assert str(refusal.value).startswith("файл.txt: ")


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except InputError:
        return
    texts = (data, data.removeprefix(b"\xef\xbb\xbf"), data[2:], data[4:])  # with a mark or without
    fill = b"\0\x1a"  # what stands behind a text to its file's end is no text
    assert decoded.text.encode(decoded.encoding).rstrip(fill) in {text.rstrip(fill) for text in texts}


def test_few_zeros_fill_no_file() -> None:
    with pytest.raises(InputError):
        decode(b"\0\1\0\0\0")


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя ,.", min_size=1, max_size=80))
def test_utf8_is_always_taken_as_utf8(text: str) -> None:
    assert decode(text.encode()).text == text


def test_reads_a_file_in_its_own_encoding(tmp_path: Path) -> None:
    path = tmp_path / "письмо.txt"
    path.write_bytes(SENTENCE.encode("koi8-r"))
    assert read_document(path) == Document(SENTENCE, "koi8-r")
    assert read_document(path, encoding="koi8-r").text == SENTENCE
    assert {".txt", ".md"} <= READABLE_SUFFIXES


def test_refuses_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "папка.txt").mkdir()
    (tmp_path / "ссылка.txt").symlink_to(tmp_path / "нет")
    os.mkfifo(tmp_path / "труба.txt")
    for name, reason in (("папка.txt", "папка"), ("труба.txt", "не обычный файл"), ("ссылка.txt", "не читается")):
        with pytest.raises(InputError, match=f"^{name}: .*{reason}"):
            read_document(tmp_path / name)


@pytest.mark.parametrize(("name", "remedy"), [("большой.txt", "Разделите файл"), ("доклад.pptx", "Сожмите картинки")])
def test_refuses_what_is_too_large(name: str, remedy: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(InputError, match=f"^{name}: 65 МБ, а читается до 64 МБ. {remedy}"):
        read_document(path)


def test_lines_of_two_encodings_are_read_each_as_it_is() -> None:
    first, second = "Съешь ещё этих мягких французских булок.", "Да выпей же чаю, чтобы согреться на морозе."
    both = f"{first}\r\n".encode() + f"{second}\r\n".encode("cp1251") + first.encode()
    assert decode(both) == Decoded(f"{first}\r\n{second}\r\n{first}", "utf-8, cp1251")
    damaged = f"{first}\n{second}\n".encode()
    for broken in (damaged.replace(b"\xd0\x94", b"\xd0"), damaged + b"\xd0", damaged + second.encode()[1:]):
        with pytest.raises(InputError, match="не читается в UTF-8"):
            decode(broken)
