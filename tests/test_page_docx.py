"""A summary as a document: what Word demands of one, and what our own reader finds in it."""

import io
import posixpath
import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from defusedxml import ElementTree

from summarizer.folder.records import Record, Settings
from summarizer.page.docx import to_docx
from summarizer.reading import document_of

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
SUMMARY = "Мост <b>закроют</b> & откроют «в мае».\nАвтобусы пойдут в объезд.\x0b\x00"
RECORD = Record("мост.txt", "", "done", headline="Мост", summary=SUMMARY, findings=[{"message": "Числа нет: «7»"}])


@pytest.fixture
def archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(to_docx(RECORD)))


def test_every_part_is_well_formed_and_has_its_type(archive: zipfile.ZipFile) -> None:
    assert archive.testzip() is None
    assert archive.namelist()[0] == "[Content_Types].xml"
    types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
    overridden = {node.get("PartName") for node in types.iter(f"{TYPES}Override")}
    by_suffix = {node.get("Extension") for node in types.iter(f"{TYPES}Default")}
    assert overridden == {"/word/document.xml", "/word/styles.xml"}
    for name in archive.namelist():
        ElementTree.fromstring(archive.read(name))
        assert name == "[Content_Types].xml" or f"/{name}" in overridden or name.rpartition(".")[2] in by_suffix


def test_relations_lead_to_parts_that_are_there(archive: zipfile.ZipFile) -> None:
    targets = []
    for name, base in (("_rels/.rels", ""), ("word/_rels/document.xml.rels", "word")):
        for node in ElementTree.fromstring(archive.read(name)):
            assert node.get("Id") and node.get("TargetMode") is None  # nothing is fetched from outside
            targets.append(posixpath.join(base, node.get("Target") or ""))
    assert sorted(targets) == ["word/document.xml", "word/styles.xml"]
    assert set(targets) <= set(archive.namelist())


def test_styles_that_are_used_are_defined(archive: zipfile.ZipFile) -> None:
    styles = ElementTree.fromstring(archive.read("word/styles.xml"))
    document = ElementTree.fromstring(archive.read("word/document.xml"))
    defined = {node.get(f"{WORD}styleId") for node in styles.iter(f"{WORD}style")}
    used = {node.get(f"{WORD}val") for node in document.iter(f"{WORD}pStyle")}
    assert used == {"Heading1", "Normal", "Finding"} and used <= defined
    based = {node.get(f"{WORD}val") for tag in ("basedOn", "next") for node in styles.iter(f"{WORD}{tag}")}
    assert based <= defined
    body = document.find(f"{WORD}body")
    assert body is not None and body[-1].tag == f"{WORD}sectPr"  # Word wants it last


def test_theses_are_a_list() -> None:
    theses = Record("мост.txt", "", "done", summary="Их 5.\nМост закрыт.", settings=Settings(options={"points": 2}))
    with zipfile.ZipFile(io.BytesIO(to_docx(theses))) as archive:
        document = ElementTree.fromstring(archive.read("word/document.xml"))
        styles = ElementTree.fromstring(archive.read("word/styles.xml"))
    shown = ["".join(node.itertext()) for node in document.iter(f"{WORD}p")]
    assert shown == ["•Их 5.", "•Мост закрыт."]
    used = {node.get(f"{WORD}val") for node in document.iter(f"{WORD}pStyle")}
    assert used == {"Thesis"} and used <= {node.get(f"{WORD}styleId") for node in styles.iter(f"{WORD}style")}


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_word_processor_lays_it_out_on_a4(tmp_path: Path) -> None:
    (tmp_path / "мост.docx").write_bytes(to_docx(RECORD))
    line = [str(OFFICE), "--headless", f"-env:UserInstallation={tmp_path.as_uri()}/profile", "--convert-to", "pdf"]
    subprocess.run([*line, "--outdir", tmp_path, tmp_path / "мост.docx"], check=True, timeout=120, capture_output=True)
    document = pdfium.PdfDocument(tmp_path / "мост.pdf")
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx((595, 842), abs=1)
    text = document[0].get_textpage().get_text_range()
    for line in ("Мост", "Мост <b>закроют</b> & откроют «в мае».", "Автобусы пойдут в объезд.", "Числа нет: «7»"):
        assert line in text


def test_our_own_reader_finds_the_whole_text(archive: zipfile.ZipFile) -> None:
    text = document_of(to_docx(RECORD), "мост.docx").text
    assert "Мост <b>закроют</b> & откроют «в мае»." in text
    assert "Автобусы пойдут в объезд." in text and "Числа нет: «7»" in text
    assert "\x00" not in text
