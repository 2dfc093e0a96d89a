"""Following a text and stopping it: by the library, in each kind of engine."""

from pathlib import Path

import pytest

from summarizer import Summarizer, SummaryOptions, Watch
from summarizer.engines import Engine, Request
from summarizer.engines.extract import ExtractEngine
from summarizer.errors import StoppedError
from summarizer.watching import Progress
from tests.scripted import ScriptedEngine, first_sentence
from tests.texts import LONG, NEWS
from tests.tiny import TEXTS, compact, mt5_xlsum


@pytest.fixture(scope="module", params=["decoder", "transformers", "ctranslate2", "onnxruntime"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    from summarizer.engines.converting import convert
    from summarizer.engines.ctranslate2.engine import CTranslate2Engine
    from summarizer.engines.onnx.engine import OnnxEngine
    from summarizer.engines.transformers.engine import TransformersEngine
    from summarizer.models import locate

    root = tmp_path_factory.mktemp("watched")
    checkpoint = compact(root / "model") if request.param == "decoder" else mt5_xlsum(root / "model")
    located = locate(str(checkpoint.folder))
    assert isinstance(located.folder, Path)
    if request.param in ("ctranslate2", "onnxruntime"):
        make = CTranslate2Engine if request.param == "ctranslate2" else OnnxEngine
        return make(located.entry, convert(located.entry, located.folder, "int8", request.param, root), 1)
    return TransformersEngine(located.entry, located.folder, "cpu", "float32", 1)


@pytest.fixture(params=[1, 2], ids=["greedy", "beams"])
def n_beams(engine: Engine, request: pytest.FixtureRequest) -> int:
    if type(engine).__name__ == "CTranslate2Engine" and request.param > 1:
        pytest.skip("CTranslate2 runs a search with beams to its end")
    return int(request.param)


def test_progress_grows_from_nothing_to_all() -> None:
    told: list[Progress] = []
    engine = ScriptedEngine(max_source_tokens=60)
    Summarizer(engine).summarize(LONG * 4, SummaryOptions(words=20), Watch(told.append))
    shares = [progress.share for progress in told]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] >= 0.8
    written = [progress for progress in told if progress.step == "writing"]
    assert {progress.n_done for progress in written} == set(range(told[-1].n_chunks + 1))
    assert written[1].drafts and len(engine.requests) == told[-1].n_chunks > 2


@pytest.mark.parametrize(
    ("text", "steps"),
    [(NEWS, "reading writing checking"), (LONG * 4, "reading choosing writing checking"), ("Мост закрыт.", "reading")],
)
def test_each_step_is_told_in_its_turn(text: str, steps: str) -> None:
    told: list[Progress] = []
    Summarizer(ScriptedEngine(max_source_tokens=60)).summarize(text, SummaryOptions(words=20), Watch(told.append))
    assert " ".join(dict.fromkeys(progress.step for progress in told)) == steps
    chosen = [(progress.n_done, progress.n_chunks) for progress in told if progress.step == "choosing"]
    assert chosen == [(n, len(chosen)) for n in range(len(chosen))]


def test_book_is_left_between_two_of_its_sections() -> None:
    def stop_at_second_section(progress: Progress) -> None:
        told.append(progress)
        if progress.step == "choosing" and progress.n_done == 1:
            watch.stop()

    told: list[Progress] = []
    watch = Watch(stop_at_second_section)
    engine = ScriptedEngine(max_source_tokens=60)
    with pytest.raises(StoppedError):
        Summarizer(engine).summarize(LONG * 4, SummaryOptions(words=20), watch)
    assert told[-1].n_done == 1 and not engine.requests


def test_stopped_text_is_not_begun_and_ends_between_chunks() -> None:
    watch = Watch()
    watch.stop()
    engine = ScriptedEngine()
    with pytest.raises(StoppedError):
        Summarizer(engine).summarize(NEWS, watch=watch)
    assert not engine.requests

    def stops(request: Request) -> object:
        later.stop()
        return first_sentence(request)

    later = Watch()
    with pytest.raises(StoppedError):
        Summarizer(ScriptedEngine(stops)).summarize(NEWS, watch=later)  # type: ignore[arg-type]


def test_model_stops_within_a_draft(engine: Engine, n_beams: int) -> None:
    told: list[Progress] = []

    def stop_at_second_step(progress: Progress) -> None:
        told.append(progress)
        if progress.share > 0:
            watch.stop()

    watch = Watch(stop_at_second_step)
    [chunk] = watch.begin_round(1)
    found = engine.generate([Request(TEXTS[0], 40, n_beams, watch=chunk)])
    assert found == [[]]
    assert 0 < told[-1].share < 0.2  # of the steps that a whole draft takes


def test_who_stops_does_not_stop_another(engine: Engine, n_beams: int) -> None:
    stopped, other = Watch(), Watch()
    stopped.stop()
    requests = [Request(text, 6, n_beams) for text in TEXTS[:2]]
    alone = engine.generate(requests)
    [[mine], [theirs]] = (watch.begin_round(1) for watch in (stopped, other))
    watched = [Request(TEXTS[0], 6, n_beams, watch=mine), Request(TEXTS[1], 6, n_beams, watch=theirs)]
    assert engine.generate(watched)[1] == alone[1]


def test_batches_of_a_stopped_text_are_not_begun(engine: Engine) -> None:
    watch = Watch()
    watch.stop()
    chunks = watch.begin_round(3)
    assert engine.generate([Request(TEXTS[0], 40, watch=chunk) for chunk in chunks]) == [[], [], []]


def test_text_is_summarized_as_given_where_cleaning_is_off() -> None:
    from tests.texts import SPOILED

    summary = Summarizer(ExtractEngine()).summarize(SPOILED, SummaryOptions(clean=False))
    assert summary.cleaned.text == SPOILED and not summary.cleaned.repairs
    assert any(letter in summary.text for letter in "οκ")
