"""The recipe from start to end on a checkpoint made here: it learns, stops, goes on, and loads as a model."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from safetensors.torch import load_file, save_file

from summarizer import Summarizer, SummaryOptions
from summarizer.checking import unsupported_facts
from summarizer.engines.checkpoint import HubTokenizer, decoder_start, load_weights, t5_output_scale
from summarizer.engines.encoding import Encoding
from summarizer.errors import ModelError, OptionError, OutputError
from summarizer.models import locate
from summarizer.models.conventions import conventions_of
from summarizer.selection import find_candidates
from summarizer.selection.ranking import rank
from summarizer.selection.words import WORD_FEATURES
from tests.texts import NEWS, QUOTES, REPORT, TALE
from tests.tiny import FAMILIES, Checkpoint, compact, mbart_gazeta, rut5_absum
from training.batches import Encoded, Limits, batches, encode, encoded_ones, encoder_decoder_batch
from training.checkpoint import put_in_place
from training.examples import (
    Example,
    continuation,
    endless,
    gap_sentences,
    headline,
    sentence_of_summary,
    summary_of_part,
)
from training.fit_selection import find_known, fit, to_json
from training.optimizer import Plan, rate
from training.run import Run, Settings, mixture
from training.start import PROMPTS, check_lengths, located_start
from training.texts import Document
from training.told import selected
from training.train import train

DOCUMENTS = [
    Document(NEWS, "Мост через Упу закроют на ремонт до 15 ноября, на него выделили 40,5 млн рублей.", "Мост закроют"),
    Document(QUOTES, "«Спартак» обыграл «Зенит», победный гол забил Пётр Савин на 89-й минуте.", "Победа"),
    Document(TALE, "Мельник спас свою кошку с затопленного луга и с тех пор встречал её у калитки.", "Кошка"),
    Document(REPORT, "За год в библиотеку пришли 12 480 человек, для школьников открыли отдельный зал.", "Отчёт"),
]
WINDOW_CHARS = 1900  # of an engine that would read such sources
SCALE = 0.6  # of the weights at the start: far enough off for a few steps of learning to show
STEP_S = 0.36  # of the 0.12 minutes of SETTINGS: twenty steps
PLAN = Plan(minutes=0.12, learning_rate=3e-3, save_every_minutes=0.02, report_every=1000)
SETTINGS = Settings(PLAN, Limits(batch_tokens=1024))  # a text or two: enough to learn from, at half the cost


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """A run is as long as its minutes of the processor: threads that wait for each other would use them up."""
    n_threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(n_threads)


@pytest.mark.parametrize("family", [compact, rut5_absum])
def test_recipe_learns_and_the_result_summarizes(
    family: Callable[..., Checkpoint], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = count(step=STEP_S)
    monkeypatch.setattr(
        "training.run.time", SimpleNamespace(process_time=lambda: next(ticks))
    )  # as many steps anywhere
    start = str(family(tmp_path / "start", scale=SCALE).folder)
    run = Run(start, tmp_path / "out", DOCUMENTS, False, SETTINGS)
    train(run)
    before, after = (
        sum(loss / n for loss, n in (again.step() for _ in range(4))) / 4  # of the same batches
        for again in (Run(of, tmp_path / "again", DOCUMENTS, False, SETTINGS) for of in (start, str(tmp_path / "out")))
    )
    assert after < before - 0.4  # nats per token
    summarizer = Summarizer.load(str(tmp_path / "out"), "cpu")
    assert summarizer.summarize(NEWS, SummaryOptions(length="short", num_beams=1)).text
    asked = {key: getattr(locate(str(tmp_path / "out")).entry, key) for key in PROMPTS}
    assert asked == (PROMPTS if run.is_decoder else {"suffix": "", "title_suffix": None})  # as it was taught


@pytest.mark.parametrize("make", FAMILIES.values())
def test_every_family_is_run_as_it_was_trained(make: Callable[[Path], Checkpoint], tmp_path: Path) -> None:
    start = make(tmp_path / "start")
    limits = replace(SETTINGS.limits, max_source_tokens=500)
    run = Run(str(start.folder), tmp_path / "out", DOCUMENTS, False, replace(SETTINGS, limits=limits))
    run.save_checkpoint()
    entry = locate(str(tmp_path / "out")).entry
    assert conventions_of(entry) == conventions_of(run.entry) and entry.window_tokens == 500
    tokenizer = HubTokenizer(entry, tmp_path / "out")
    assert Encoding(entry, tokenizer).encode(NEWS, 20) == Encoding(run.entry, run.tokenizer).encode(NEWS, 20)
    assert tokenizer.eos_id == run.tokenizer.eos_id
    if not run.is_decoder:
        model = load_weights(entry, tmp_path / "out", torch.float32)
        batch = encoder_decoder_batch([Encoded([5, 6], [7, 8])], 0, run.start_id)
        assert batch["decoder_input_ids"].tolist() == [[decoder_start(entry, tokenizer, model), 7]]
        scales = [t5_output_scale(folder) for folder in (start.folder, tmp_path / "out")]
        assert scales[0] == scales[1]


def test_start_may_be_a_pretrained_model_and_its_result_is_run(tmp_path: Path) -> None:
    folder = tmp_path / "ruT5-base"
    rut5_absum(tmp_path).folder.rename(folder)
    Run(str(folder), tmp_path / "out" / "ruT5-base", DOCUMENTS, False, SETTINGS).save_checkpoint()
    assert locate(str(tmp_path / "out" / "ruT5-base")).entry.window_tokens == Limits.max_source_tokens


def test_name_is_a_start_and_a_model_without_weights_is_none(tmp_path: Path) -> None:
    entry, folder = located_start("compact", Limits())
    assert (folder / "config.json").is_file() and entry.suffix == PROMPTS["suffix"]
    with pytest.raises(ModelError, match="«extract» нет весов"):
        located_start("extract", Limits())


def test_embeddings_stay_as_they_are_if_that_is_asked_for(tmp_path: Path) -> None:
    run = Run(
        str(compact(tmp_path / "start", SCALE).folder),
        tmp_path / "out",
        DOCUMENTS,
        False,
        replace(SETTINGS, freezes_embeddings=True),
    )
    pieces, layer = run.model.get_input_embeddings().weight, run.model.model.layers[0].mlp.up_proj.weight
    before = pieces.detach().clone(), layer.detach().clone()
    for _ in range(3):
        run.step()
    assert torch.equal(pieces, before[0]) and not torch.equal(layer, before[1])


def test_run_goes_on_with_the_next_batch(tmp_path: Path) -> None:
    start = str(compact(tmp_path / "start", SCALE).folder)
    unbroken = Run(start, tmp_path / "a", DOCUMENTS, True, SETTINGS)
    losses = [round(unbroken.step()[0], 1) for _ in range(6)]
    broken = Run(start, tmp_path / "b", DOCUMENTS, True, SETTINGS)
    begun = [round(broken.step()[0], 1) for _ in range(3)]
    broken.save_state()
    resumed = Run(start, tmp_path / "b", DOCUMENTS, True, SETTINGS)
    assert resumed.progress.n_batches == 3
    ended = [round(resumed.step()[0], 1) for _ in range(3)]
    assert begun + ended == pytest.approx(losses, rel=0.05)


def test_checkpoint_is_the_mean_of_the_last_weights(tmp_path: Path) -> None:
    plan = replace(SETTINGS.plan, averaged_share=1.0)
    start = str(compact(tmp_path / "start", SCALE).folder)
    run = Run(start, tmp_path / "out", DOCUMENTS, False, replace(SETTINGS, plan=plan))
    met = []
    for _ in range(3):
        run.step()
        met.append(run.optimizer.masters[1].clone())
    run.save_state()
    resumed = Run(start, tmp_path / "out", DOCUMENTS, False, replace(SETTINGS, plan=plan))
    resumed.save_checkpoint()
    mean = resumed.optimizer.means[1]
    torch.testing.assert_close(mean, torch.stack(met).mean(0))
    assert not torch.equal(mean, met[-1])
    assert torch.equal(resumed.optimizer.parameters[1], mean.to(torch.bfloat16))


def test_mean_of_a_run_that_is_made_longer_is_taken_anew(tmp_path: Path) -> None:
    start = str(compact(tmp_path / "start", SCALE).folder)
    run = Run(start, tmp_path / "out", DOCUMENTS, False, SETTINGS)
    run.progress.worked_s = SETTINGS.plan.minutes * 60
    run.step()
    run.save_state()
    assert run.optimizer.n_averaged == 1
    longer = replace(SETTINGS, plan=replace(SETTINGS.plan, minutes=60.0, learning_rate=1e-5))
    resumed = Run(start, tmp_path / "out", DOCUMENTS, False, longer)
    resumed.step()
    assert resumed.optimizer.means == [] and resumed.optimizer.n_averaged == 0


def test_run_is_not_resumed_with_other_things(tmp_path: Path) -> None:
    starts = [str(compact(tmp_path / name, scale).folder) for name, scale in (("a", SCALE), ("b", 0.2))]
    Run(starts[0], tmp_path / "out", DOCUMENTS, False, SETTINGS).save_state()

    def resume(start: str, documents: list[Document], settings: Settings) -> None:
        Run(start, tmp_path / "out", documents, False, settings)

    resume(starts[0], DOCUMENTS, replace(SETTINGS, plan=replace(SETTINGS.plan, minutes=9)))
    shorter = replace(SETTINGS, limits=replace(SETTINGS.limits, max_source_tokens=300))
    with pytest.raises(OptionError, match=r"настройками: max_source_tokens \(768, а не 300\)\. .*OUT"):
        resume(starts[0], DOCUMENTS, shorter)
    with pytest.raises(OptionError, match=r"настройками: freezes_embeddings \(False, а не True\)"):
        resume(starts[0], DOCUMENTS, replace(SETTINGS, freezes_embeddings=True))
    with pytest.raises(OptionError, match=r"настройками: pairs \([^,]*, а не [^,]*\)\. "):
        resume(starts[0], DOCUMENTS[:-1], SETTINGS)
    with pytest.raises(OptionError, match=r"настройками: START \([^,]*, а не [^,]*\)\. "):
        resume(starts[1], DOCUMENTS, SETTINGS)


@pytest.mark.parametrize("family", [compact, rut5_absum])
def test_start_with_damaged_weights_is_refused(family: Callable[..., Checkpoint], tmp_path: Path) -> None:
    weights = family(tmp_path, SCALE).folder / "model.safetensors"
    whole = load_file(weights)
    name, value = next((name, value) for name, value in whole.items() if ".q" in name)
    save_file({**{n: v for n, v in whole.items() if n != name}, "other": value}, weights, metadata={"format": "pt"})
    with pytest.raises(ModelError, match=f"нет весов {name}"):  # it would begin at random
        Run(str(weights.parent), tmp_path / "out", DOCUMENTS, False, SETTINGS)
    weights.write_bytes(weights.read_bytes()[:5000])
    with pytest.raises(ModelError, match="не читаются"):
        Run(str(weights.parent), tmp_path / "out", DOCUMENTS, False, SETTINGS)


def test_state_that_is_damaged_names_the_file_to_delete(tmp_path: Path) -> None:
    start = str(rut5_absum(tmp_path).folder)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "training_state.pt").write_bytes(b"PK torn")
    with pytest.raises(OptionError, match=r"training_state\.pt не читается: удалите этот файл"):
        Run(start, tmp_path / "out", DOCUMENTS, False, SETTINGS)


def test_state_and_checkpoint_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    run = Run(str(compact(tmp_path / "start").folder), tmp_path / "out", DOCUMENTS, False, SETTINGS)
    (tmp_path / "out" / "training_state.partial").mkdir()
    with pytest.raises(OutputError, match=r"Не удаётся записать .*training_state\.pt: .*та же команда продолжит"):
        run.save_state()
    (tmp_path / "out" / "unfinished").write_text("a file where the folder should be")
    with pytest.raises(OutputError, match=r"Не удаётся записать .*out: .*та же команда продолжит"):
        run.save_checkpoint()


def test_licences_of_the_start_go_with_the_result(tmp_path: Path) -> None:
    start = compact(tmp_path / "start").folder
    for name in ("NOTICE", "GEMMA_TERMS.txt", "LICENSE.md"):
        (start / name).write_text(name)
    Run(str(start), tmp_path / "out", DOCUMENTS, False, SETTINGS).save_checkpoint()
    assert all((tmp_path / "out" / name).read_text() == name for name in ("NOTICE", "GEMMA_TERMS.txt", "LICENSE.md"))


def test_model_trained_in_its_own_folder_keeps_its_licences(tmp_path: Path) -> None:
    start = compact(tmp_path / "start").folder
    (start / "NOTICE").write_text("from the start")
    Run(str(start), start, DOCUMENTS, False, SETTINGS).save_checkpoint()
    assert (start / "NOTICE").read_text() == "from the start" and locate(str(start)).entry.suffix == PROMPTS["suffix"]


@pytest.mark.parametrize("step", ["finish_checkpoint", "copy_licences", "put_in_place"])
def test_checkpoint_that_was_broken_off_is_no_model_until_it_is_made_again(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    start, out = compact(tmp_path / "start").folder, tmp_path / "out"
    (start / "NOTICE").write_text("from the start")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(f"training.run.{step}", die)
        Run(str(start), out, DOCUMENTS, False, SETTINGS).save_checkpoint()
    with pytest.raises(ModelError, match=r"нет config\.json"):
        locate(str(out))
    Run(str(start), out, DOCUMENTS, False, SETTINGS).save_checkpoint()
    assert locate(str(out)).entry.suffix == PROMPTS["suffix"] and (out / "NOTICE").is_file()
    assert not (out / "unfinished").exists()


def test_checkpoint_replaces_the_one_before_with_all_its_weights(tmp_path: Path) -> None:
    out, made = tmp_path / "out", tmp_path / "out" / "unfinished"
    made.mkdir(parents=True)
    for name in ("config.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "NOTICE"):
        (out / name).write_text("old")
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        (made / name).write_text("new")
    (out / "tokenizer.json").mkdir()
    with pytest.raises(OSError, match=r"tokenizer\.json"):
        put_in_place(made, out)
    assert not (out / "config.json").exists()  # some are new already, some are not
    (out / "tokenizer.json").rmdir()
    put_in_place(made, out)
    found = {path.name: path.read_text() for path in out.iterdir()}
    assert found == {"config.json": "new", "model.safetensors": "new", "tokenizer.json": "new", "NOTICE": "old"}


def test_what_the_model_cannot_do_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    mbart, t5 = str(mbart_gazeta(tmp_path).folder), str(rut5_absum(tmp_path).folder)
    with pytest.raises(OptionError, match=r"--max-source-tokens 701 .*только 700 позиций"):
        Run(mbart, tmp_path / "out", DOCUMENTS, False, replace(SETTINGS, limits=Limits(max_source_tokens=701)))
    check_lengths(Limits(max_source_tokens=5000), Path(t5))
    with pytest.raises(OptionError, match=r"уберите --compile"):
        Run(t5, tmp_path / "out", DOCUMENTS, False, replace(SETTINGS, is_compiled=True))
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"file: это файл, а для OUT нужна папка"):
        Run(t5, tmp_path / "file", DOCUMENTS, False, SETTINGS)


@pytest.mark.parametrize("seed", range(5))
def test_summary_example_shows_every_fact_of_its_target(seed: int) -> None:
    for document in DOCUMENTS:
        example = summary_of_part(document, random.Random(seed), WINDOW_CHARS)
        assert example is None or not unsupported_facts(example.target, example.source)


def test_sentence_of_a_reference_with_a_foreign_fact_is_dropped() -> None:
    foreign = "Мост через Упу закроют на ремонт до 20 ноября, сообщили в Рязани журналистам."
    assert summary_of_part(Document(NEWS, foreign), random.Random(0), WINDOW_CHARS) is None
    held = "Городской мост через Упу закроют на ремонт, автобусы пойдут в объезд."
    example = summary_of_part(Document(NEWS, f"{held} {foreign}"), random.Random(0), WINDOW_CHARS)
    assert example and example.target == held


def test_sentence_is_learned_from_the_few_that_tell_it() -> None:
    told, leaning = (
        "Городской мост через Упу закроют на ремонт, автобусы пойдут в объезд.",
        "Он построен давно, в 1950 году.",
    )
    other = "Губернатор области открыл новую школу и больницу в соседнем районе."
    long = f"{QUOTES}\n{NEWS}\n{REPORT}"
    for seed in range(6):
        rng = random.Random(seed)
        example = sentence_of_summary(Document(long, f"{told} {leaning}"), rng)
        assert example and example.target == told and "Упу" in example.source and len(example.source) < 700
        assert all(one.sentence.text in long for one in find_candidates(example.source))
        assert sentence_of_summary(Document(long, other), rng) is None
        assert sentence_of_summary(Document(long, leaning), rng) is None
    assert sentence_of_summary(Document("", told), random.Random(0)) is None


def test_source_is_what_an_engine_with_such_a_window_would_read() -> None:
    long = f"{NEWS}\n{QUOTES}\n{REPORT}"
    source = selected(long, 400)
    assert 200 < len(source) <= 400
    assert all(one.sentence.text in long for one in find_candidates(source))
    assert selected(NEWS, 5000) == NEWS


def test_sources_are_as_long_as_the_window_that_is_trained_for() -> None:
    long = replace(DOCUMENTS[0], text=f"{NEWS}\n{QUOTES}\n{REPORT}")
    for n_tokens in (150, 250):
        (summary, _), _, (title, _) = mixture(False, Limits(max_source_tokens=n_tokens), can_title=True)
        made = [task(long, random.Random(seed)) for task in (summary, title) for seed in range(8)]
        lengths = [len(example.source) for example in made if example]
        assert 2 * n_tokens < max(lengths) <= 3.5 * n_tokens


def test_model_that_cannot_be_asked_for_a_headline_learns_none() -> None:
    for has_texts in (False, True):
        made = endless(DOCUMENTS, mixture(has_texts, Limits(), can_title=False), 3)
        assert not any(example.is_title for example in islice(made, 60) if example)


def test_headline_of_foreign_facts_is_dropped() -> None:
    assert headline(Document(NEWS, title="Мост в Рязани закроют до 20 ноября"), random.Random(0), WINDOW_CHARS) is None
    example = headline(Document(NEWS, title="Мост закроют на ремонт"), random.Random(0), WINDOW_CHARS)
    assert example and example.is_title and example.target == "Мост закроют на ремонт"


def test_example_is_encoded_as_the_engines_ask_with_the_length_of_its_target(tmp_path: Path) -> None:
    entry = replace(locate(str(compact(tmp_path).folder)).entry, suffix=" {target_words} слов:", title_suffix=" имя:")
    tokenizer = HubTokenizer(entry, tmp_path / "compact")
    encoding = Encoding(entry, tokenizer)
    summary = encode(Example(NEWS, "Мост закроют на ремонт до осени."), encoding, tokenizer, Limits(2000, 200))
    title = encode(Example(NEWS, "Мост закроют", is_title=True), encoding, tokenizer, Limits(2000, 200))
    assert summary and summary.source == encoding.encode(NEWS, 6)
    assert title and title.source == encoding.encode(NEWS, 2, is_title=True) != encoding.encode(NEWS, 2)
    assert tokenizer.decode(summary.target).replace(" ", "") == "Мостзакроютнаремонтдоосени."
    assert summary.target[-1] == tokenizer.eos_id
    assert encode(Example(NEWS, "Мост."), encoding, tokenizer, Limits(10, 200)) is None


def test_language_examples_are_made_of_the_text() -> None:
    for seed in range(5):
        going_on = continuation(Document(NEWS), random.Random(seed))
        gaps = gap_sentences(Document(NEWS), random.Random(seed))
        assert going_on is None or (going_on.target in NEWS and going_on.source in NEWS)
        assert gaps is None or all(part in gaps.source for part in gaps.target.split(". ")[0:1])


def test_batches_stay_within_their_tokens_and_repeat_for_a_seed(tmp_path: Path) -> None:
    entry, folder = locate(str(compact(tmp_path).folder)).entry, tmp_path / "compact"
    tokenizer = HubTokenizer(entry, folder)
    encoding = Encoding(entry, tokenizer)
    limits = Limits(max_source_tokens=700, batch_tokens=1200, look_ahead=8)

    def first(n: int) -> list[list[int]]:
        examples = endless(DOCUMENTS, mixture(False, limits, can_title=True), 3)
        encoded = encoded_ones(examples, lambda e: encode(e, encoding, tokenizer, limits), len(DOCUMENTS))
        stream = batches(encoded, limits)
        return [[len(item.source) + len(item.target) for item in group] for group in islice(stream, n)]

    found = first(12)
    assert all(len(group) == 1 or len(group) * max(group) <= 1200 for group in found)
    assert found == first(12)


def test_rate_warms_up_and_falls() -> None:
    plan = Plan()
    rates = [rate(share, plan) for share in (0.0, 0.02, 0.04, 0.5, 1.0)]
    assert rates[0] < rates[1] < rates[2] == pytest.approx(plan.learning_rate)
    assert rates[2] > rates[3] > rates[4] > 0


def test_selection_learns_where_summaries_come_from(tmp_path: Path) -> None:
    """Of texts that tell their point at the end, the weights prefer the end; the same pairs give the same weights."""
    fillers = ["Погода в городе стояла ясная.", "Люди гуляли по улицам весь день.", "Торговали яблоками и мёдом."]
    points = [
        f"Совет района {name} решил построить школу на {n} мест." for n, name in enumerate(("Бор", "Луг", "Дол"), 3)
    ]
    documents = [Document(" ".join([*fillers * 2, point]), point) for point in points * 4]
    weights = fit(find_known(documents))
    assert fit(find_known([*documents, Document("Мост.", "Мост.")])) == weights  # nothing to choose from
    source = find_candidates(documents[0].text)
    best = max(rank(source, weights), key=lambda ranked: ranked.value)
    assert best.candidate.sentence.text == points[0]
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("{}", encoding="utf-8")
    table = json.loads(to_json(weights, pairs, len(documents)))
    assert set(table["words"]) == {*WORD_FEATURES, "constant"} and table["pairs"]["n"] == 12
