"""The models that come with the program, on the seed."""

import re
from pathlib import Path

import pytest

from benchmarks.engines.lookup import run
from summarizer import Summarizer, Summary
from summarizer.checking import unsupported_facts
from summarizer.engines.transformers.engine import TransformersEngine
from summarizer.models import locate
from summarizer.reading import read_document
from summarizer.split import split_sentences
from tests.texts import NEWS

[SEED] = (Path(__file__).resolve().parent.parent / "seeds").glob("*.txt")


@pytest.fixture(scope="module", params=["extract", "compact"])
def summary(request: pytest.FixtureRequest) -> Summary:
    return Summarizer.load(request.param).summarize(read_document(SEED).text)


def test_seed_gives_a_russian_summary_without_a_greek_letter(summary: Summary) -> None:
    letters = [c for c in summary.text if c.isalpha()]
    assert len(summary.text.split()) >= 15
    assert not re.search(r"[\u0370-\u03ff]", summary.text)
    assert sum("а" <= c.lower() <= "я" or c.lower() == "ё" for c in letters) > 0.95 * len(letters)
    assert summary.coverage == 1.0 if summary.model == "extract" else summary.coverage > 0.5


def test_default_summary_has_whole_sentences_and_no_foreign_fact() -> None:
    summary = Summarizer.load().summarize(read_document(SEED).text)
    assert unsupported_facts(summary.text, summary.cleaned.text) == []
    assert summary.findings == ()
    assert all(re.search(r"[.!?…][»”)]*$", s.text) for s in split_sentences(summary.text))


def test_compact_writes_the_same_where_its_words_are_guessed_from_the_source() -> None:
    located = locate("compact")
    assert located.folder
    plain, guessing = (
        run(TransformersEngine(located.entry, located.folder, "cpu", "float32", 1, is_guessing), NEWS, 10)
        for is_guessing in (False, True)
    )
    assert guessing.text == plain.text
    assert guessing.n_passes < 0.8 * plain.n_passes
