"""The child process: limits, restarts, threads, interrupts, the end of the parent."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from summarizer.errors import InputError
from summarizer.reading.parsing import ParserProcess

from .documents import DOCUMENTS, FIRST
from .hostile import HOSTILE

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc of POSIX")


@pytest.fixture
def parser() -> ParserProcess:
    return ParserProcess()


def run_python(code: str, **options: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,  # type: ignore[call-overload]
    )


def test_child_serves_on_after_it_was_killed_and_after_a_crash(parser: ParserProcess) -> None:
    assert FIRST in parser.parse(DOCUMENTS["a.docx"], "zip", "a.docx").text
    assert parser.pid is not None
    os.kill(parser.pid, signal.SIGKILL)
    sleep(0.1)
    assert FIRST in parser.parse(DOCUMENTS["i.pdf"], "pdf", "i.pdf").text
    with pytest.raises(InputError, match=r"^b\.pdf: .*(прервалось \(код -6\)|не прочитан за).*Разделите"):
        parser.parse(HOSTILE["stack_bomb.pdf"].make(), "pdf", "b.pdf")
    assert FIRST in parser.parse(DOCUMENTS["f.rtf"], "rtf", "f.rtf").text
    parser.close()


def test_one_child_serves_many_files_whatever_is_typed(parser: ParserProcess) -> None:
    parser.parse(DOCUMENTS["a.docx"], "zip", "a.docx")
    first = parser.pid
    assert first is not None
    os.kill(first, signal.SIGINT)  # Ctrl-C of a terminal reaches the whole group: it is not meant for the child
    for name, format in (("f.rtf", "rtf"), ("c.fb2", "fb2"), ("i.pdf", "pdf")):
        parser.parse(DOCUMENTS[name], format, name)
    assert parser.pid == first
    parser.close()


def test_threads_take_turns(parser: ParserProcess) -> None:
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda n: parser.parse(b"{\\rtf1 Text %d}" % n, "rtf", "a.rtf").text, range(60)))
    assert texts == [f"Text {n}" for n in range(60)]
    parser.close()


def test_nothing_is_left_when_the_interpreter_ends() -> None:
    code = (
        "from pathlib import Path; from summarizer.reading import document_of, parsing\n"
        "from tests.documents import DOCUMENTS\n"
        "document_of(DOCUMENTS['a.docx'], 'a.docx'); print(parsing.shared_parser().pid)"
    )
    process = run_python(code)
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 0 and errors == ""
    assert not Path(f"/proc/{out.strip()}").exists()


def test_text_starts_no_child() -> None:
    code = (
        "import sys; from summarizer.reading import document_of, parsing\n"
        "document_of('Да'.encode(), 'a.txt'); print(parsing.shared_parser.cache_info().currsize)\n"
        "print([name for name in ('trafilatura', 'pypdfium2', 'lxml') if name in sys.modules])"
    )
    out, _ = run_python(code).communicate(timeout=60)
    assert out == "0\n[]\n"


def test_interrupt_ends_parent_and_child_without_a_trace_of_the_child(tmp_path: Path) -> None:
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a background job ignores it
        "from summarizer.reading import document_of, parsing\n"
        "from tests.documents import DOCUMENTS; from tests.hostile import HOSTILE\n"
        "document_of(DOCUMENTS['a.docx'], 'a.docx'); data = HOSTILE['references.html'].make()\n"
        "try:\n    print(parsing.shared_parser().pid, flush=True)\n    document_of(data, 'a.html')\n"
        "except KeyboardInterrupt:\n    print('interrupted')\n"
        "print(document_of(DOCUMENTS['f.rtf'], 'f.rtf').title)\n"
    )
    process = run_python(code, start_new_session=True)
    assert process.stdout is not None
    child = int(process.stdout.readline())
    sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)  # what a terminal does at Ctrl-C
    out, errors = process.communicate(timeout=60)
    assert out == "interrupted\nШкола\n" and errors == ""
    assert not Path(f"/proc/{child}").exists()


def test_modules_in_the_working_folder_are_not_run(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('foreign code')")
    code = f"import sys; sys.path[:] = {[str(ROOT), *sys.path[1:]]!r}\n"
    code += "import os; os.chdir(sys.argv[1]) if len(sys.argv) > 1 else None\n"
    code += f"os.chdir({str(tmp_path)!r})\n"
    code += "from summarizer.reading import document_of; print(document_of(b'{\\\\rtf1 Text}', 'a.rtf').text)"
    out, errors = run_python(code).communicate(timeout=60)
    assert (out, errors) == ("Text\n", "")
