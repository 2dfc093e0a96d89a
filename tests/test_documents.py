"""The documents keep what they promise: commands that there are, links that lead somewhere, figures with a source."""

import re
import shlex
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest

from summarizer.cli import build_parser

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = {  # and how many commands each has at least
    "README.md": 10,
    "README.ru.md": 10,
    "benchmarks/README.md": 3,
    "docs/reference.md": 2,
    "models/README.md": 1,
    "training/README.md": 5,
}


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def commands(text: str) -> list[str]:
    """The calls of the command: in blocks of a shell, and between backquotes where they have arguments."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    lines = re.findall(r"^(?:\.venv/bin/)?summarizer (.+)$", blocks, re.MULTILINE)
    return lines + re.findall(r"`summarizer ([a-z]+ [^`…]+)`", text)


def anchors(text: str) -> set[str]:
    """The names by which a page of GitHub knows its headings."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def figures(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w.,])\d*\.?\d+(?:,\d{3})*(?:\.\d+)?", text))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_of_a_document_are_calls_that_there_are(name: str) -> None:
    found = commands(read(name))
    assert len(found) >= DOCUMENTS[name]
    for line in found:
        with suppress(SystemExit) if line.endswith("--help") else nullcontext():
            build_parser().parse_args(shlex.split(line.split(" < ")[0], comments=True))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_of_a_document_lead_somewhere(name: str) -> None:
    for path, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", read(name)):
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), path
        assert not anchor or anchor in anchors(target.read_text("utf-8")), (path, anchor)


def test_programs_that_the_benchmarks_name_exist() -> None:
    told = read("benchmarks/README.md")
    files = re.findall(r"(?:python|pytest)\s(?:--\S+\s)?((?:benchmarks|tests)/\S+?\.py)", told)
    modules = re.findall(r"python -m\s(benchmarks[.\w]+)", told)
    assert len(files) > 10 and len(modules) > 3
    for path in files:
        assert (ROOT / path).is_file(), path
    for module in modules:
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module


def test_figures_of_the_readme_stand_among_all_with_their_commands() -> None:
    table = read("README.md").split("\n## Figures\n")[1].split("\n## ")[0]
    found = [row.strip("| ").split(" | ")[-1] for row in table.splitlines() if row.startswith("|")][2:]
    assert len(found) >= 15
    assert not figures("\n".join(found)) - figures(read("benchmarks/README.md"))
