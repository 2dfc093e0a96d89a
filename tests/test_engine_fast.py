"""The CTranslate2 engine on small checkpoints: ids, conversion, parity gate, cache, what is imported."""

import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import ctranslate2
import pytest
import torch
from ctranslate2.converters import TransformersConverter
from hypothesis import given
from hypothesis import strategies as st

from summarizer.doctor.files import look_at_files
from summarizer.engines import Request, gpu
from summarizer.engines.cache import (
    UNUSED_DAYS,
    fingerprint,
    make_once,
    mark_used,
    remembered_sha256,
    remove_unused,
    unreadable,
)
from summarizer.engines.checkpoint import HubTokenizer, decoder_start, load_weights, log_probs
from summarizer.engines.conversion import FACTS_FILE, Conversion, find_or_convert, is_whole, place_of
from summarizer.engines.converting import ODD_TEXTS, convert
from summarizer.engines.ctranslate2.engine import CTranslate2Engine
from summarizer.engines.ctranslate2.forms import load_form
from summarizer.engines.encoding import Encoding
from summarizer.engines.families import ConversionError, FastDtype, runtimes_for
from summarizer.engines.loading import load_engine
from summarizer.engines.parity import BOUNDS, Parity, compare, fixed_rows
from summarizer.engines.transformers.engine import TransformersEngine
from summarizer.errors import InputError, ModelError, OptionError
from summarizer.models import Located, locate
from tests.tiny import FAMILIES, TEXTS, Checkpoint, patch_config

FAST = list(FAMILIES)
TARGET_WORDS = 3
Convert = Callable[[str, FastDtype], Conversion]


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checkpoint]:
    root = tmp_path_factory.mktemp("checkpoints")
    return {name: make(root / name) for name, make in FAMILIES.items()}


@pytest.fixture(scope="module")
def conversions(checkpoints: dict[str, Checkpoint], tmp_path_factory: pytest.TempPathFactory) -> Convert:
    made: dict[tuple[str, str], Conversion] = {}

    def find(family: str, dtype: FastDtype) -> Conversion:
        if (family, dtype) not in made:
            entry, folder = found(checkpoints[family])
            made[family, dtype] = convert(entry.entry, folder, dtype, "ctranslate2", tmp_path_factory.mktemp(family))
        return made[family, dtype]

    return find


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "summarizer"


def found(checkpoint: Checkpoint) -> tuple[Located, Path]:
    located = locate(str(checkpoint.folder))
    assert located.folder is not None
    return located, located.folder


def both(checkpoint: Checkpoint, conversion: Conversion) -> tuple[TransformersEngine, CTranslate2Engine]:
    located, folder = found(checkpoint)
    return TransformersEngine(located.entry, folder, "cpu", "float32", 1), CTranslate2Engine(
        located.entry, conversion, threads=1
    )


@pytest.mark.parametrize("family", FAST)
def test_ids_and_text_are_those_of_transformers(
    family: str, checkpoints: dict[str, Checkpoint], conversions: Convert
) -> None:
    located, folder = found(checkpoints[family])
    slow, fast = HubTokenizer(located.entry, folder), conversions(family, "float32").tokenizer
    assert (fast.pad_id, fast.eos_id) == (slow.pad_id, slow.eos_id)

    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.sampled_from([*TEXTS, *ODD_TEXTS]))
    def agree(text: str) -> None:
        for add_special in (True, False):
            ids = slow.encode(text, add_special)
            assert fast.encode(text, add_special) == ids
            assert fast.decode(ids) == slow.decode(ids)

    agree()


@pytest.mark.parametrize("family", FAST)
def test_greedy_text_and_score_are_those_of_transformers(
    family: str, checkpoints: dict[str, Checkpoint], conversions: Convert
) -> None:
    slow, fast = both(checkpoints[family], conversions(family, "float32"))
    assert fast.traits.max_source_tokens == slow.traits.max_source_tokens
    assert fast.tokens_per_word == slow.tokens_per_word
    requests = [Request(text, TARGET_WORDS, num_beams=1) for text in TEXTS]
    for ours, theirs in zip(fast.generate(requests), slow.generate(requests), strict=True):
        assert ours[0].text == theirs[0].text
        assert ours[0].is_finished == theirs[0].is_finished
        assert ours[0].score == pytest.approx(theirs[0].score, abs=0.02)  # theirs is over what is not forbidden


@pytest.mark.parametrize("family", FAST)
def test_beam_search_finds_drafts_as_probable_as_those_of_transformers(
    family: str, checkpoints: dict[str, Checkpoint], conversions: Convert
) -> None:
    slow, fast = both(checkpoints[family], conversions(family, "float32"))
    requests = [Request(text, TARGET_WORDS, num_beams=4, n_best=3) for text in TEXTS]
    ours, theirs = fast.generate(requests), slow.generate(requests)
    assert all(len(drafts) == 3 for drafts in ours)
    assert all([d.score for d in drafts] == sorted((d.score for d in drafts), reverse=True) for drafts in ours)
    means = [sum(drafts[0].score for drafts in found) / len(TEXTS) for found in (ours, theirs)]
    assert means[0] == pytest.approx(means[1], abs=0.2)


@pytest.mark.parametrize("family", FAST)
def test_text_does_not_depend_on_the_batch(
    family: str, checkpoints: dict[str, Checkpoint], conversions: Convert
) -> None:
    _, fast = both(checkpoints[family], conversions(family, "float32"))
    requests = [Request(text, TARGET_WORDS, num_beams=2) for text in TEXTS * 3]
    alone = [fast.generate([request])[0][0].text for request in requests[: len(TEXTS)]] * 3
    assert [drafts[0].text for drafts in fast.generate(requests)] == alone
    assert [drafts[0].text for drafts in fast.generate(requests[::-1])][::-1] == alone
    assert len(set(alone)) > 1


@pytest.mark.parametrize("is_fast", [False, True])
def test_headline_is_asked_for_with_its_own_prefix(
    is_fast: bool, checkpoints: dict[str, Checkpoint], conversions: Convert
) -> None:
    located, folder = found(checkpoints["rut5_absum"])

    def engine_of(prefix: str, title_prefix: str | None) -> TransformersEngine | CTranslate2Engine:
        entry = replace(located.entry, prefix=prefix, title_prefix=title_prefix)
        if is_fast:
            return CTranslate2Engine(entry, conversions("rut5_absum", "float32"), threads=1)
        return TransformersEngine(entry, folder, "cpu", "float32", 1)

    both_ways, never = engine_of("Ёж ", "Мост: "), engine_of("Мост: ", None)
    assert (both_ways.traits.can_title, never.traits.can_title) == (True, False)
    usual = Request(TEXTS[0], TARGET_WORDS, num_beams=1)
    [[draft], [title]] = both_ways.generate([usual, replace(usual, is_title=True)])
    [[same]] = never.generate([replace(usual, is_title=True)])
    assert (same.text, same.score) == (title.text, pytest.approx(title.score, abs=1e-5))  # alone and in a batch
    assert draft.text != title.text


@pytest.mark.parametrize("family", FAST)
@pytest.mark.parametrize("dtype", ["float32", "int8"])
def test_conversion_is_within_its_bound(family: str, dtype: FastDtype, conversions: Convert) -> None:
    conversion = conversions(family, dtype)
    assert conversion.parity.n_tokens > 100
    assert conversion.parity.is_within(BOUNDS[dtype])
    assert conversion.parity.mean_error > 0
    assert Conversion.read(conversion.folder) == conversion


def test_source_over_the_window_is_refused_not_cut(checkpoints: dict[str, Checkpoint], conversions: Convert) -> None:
    _, fast = both(checkpoints["mt5_xlsum"], conversions("mt5_xlsum", "float32"))
    with pytest.raises(InputError, match="не входит в окно 512"):
        fast.generate([Request("слово " * 600, TARGET_WORDS)])


def test_window_over_1024_tokens_is_read_to_its_end(checkpoints: dict[str, Checkpoint], conversions: Convert) -> None:
    located, _ = found(checkpoints["mt5_xlsum"])
    fast = CTranslate2Engine(replace(located.entry, window_tokens=2048), conversions("mt5_xlsum", "float32"))
    text = " ".join(TEXTS * 9)
    assert fast.count_tokens(text) > 1100
    one, other = (fast.generate([Request(text + end, 3, 1)])[0][0] for end in ("", " " + TEXTS[0]))
    assert (one.text, one.score) != (other.text, other.score)


def test_the_converters_own_output_scale_is_caught(checkpoints: dict[str, Checkpoint], tmp_path: Path) -> None:
    """CTranslate2's converter, as documented, scales an untied T5 under transformers 5."""
    located, folder = found(checkpoints["rut5_gazeta"])
    tokenizer = HubTokenizer(located.entry, folder)
    model = load_weights(located.entry, folder, torch.float32)
    start = decoder_start(located.entry, tokenizer, model)
    assert start == 2
    rows = fixed_rows(Encoding(located.entry, tokenizer), tokenizer)
    reference = [log_probs(model, row.source_ids, row.target_ids, start) for row in rows]
    TransformersConverter(str(folder)).convert(str(tmp_path / "theirs"), quantization="float32")
    names = tokenizer.library.convert_ids_to_tokens
    scored = ctranslate2.Translator(str(tmp_path / "theirs")).score_batch(
        [names(row.source_ids) for row in rows], [names(row.target_ids[:-1]) for row in rows], max_input_length=0
    )
    assert not compare(reference, [list(one.log_probs) for one in scored]).is_within(BOUNDS["int8"])
    ours = convert(located.entry, folder, "float32", "ctranslate2", tmp_path)
    assert compare(reference, load_form(ours.folder, "float32").score(rows)).is_within(BOUNDS["float32"])


def test_nan_is_never_within_a_bound() -> None:
    assert not compare([[-1.0, -2.0]], [[-1.0, float("nan")]]).is_within(BOUNDS["int8"])
    assert Parity(0.0, 0.0, 1).is_within(BOUNDS["float32"])


def spoil(folder: Path) -> None:
    """Gives each row of every matrix one weight of forty times the size: int8 then rounds the others away."""
    weights = torch.load(folder / "pytorch_model.bin", weights_only=True)
    for weight in weights.values():
        if weight.ndim == 2:
            rows = torch.arange(weight.shape[0])
            weight[rows, rows % weight.shape[1]] *= 40
    torch.save(weights, folder / "pytorch_model.bin")


def test_unfaithful_conversion_is_thrown_away_and_transformers_takes_over(
    cache: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    checkpoint = FAMILIES["rut5_gazeta"](tmp_path)
    spoil(checkpoint.folder)
    with caplog.at_level(logging.WARNING, "summarizer"):
        engine = load_engine(str(checkpoint.folder), "cpu", "int8")
    assert isinstance(engine, TransformersEngine)
    assert "int8: логарифмы вероятностей расходятся" in caplog.text
    left = sorted(path.suffix for path in (cache / "converted").iterdir())
    assert left == sorted([".lock", ".rejected"] * len(runtimes_for(checkpoint.folder, "int8")))
    caplog.clear()
    with caplog.at_level(logging.WARNING, "summarizer"):
        assert isinstance(load_engine(str(checkpoint.folder), "cpu", "int8"), TransformersEngine)
    assert "работает через transformers" in caplog.text
    assert "Перевожу" not in caplog.text  # the verdict is kept: nobody waits for it twice


def test_who_waited_for_a_conversion_that_was_rejected_does_not_try_again(
    cache: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    checkpoint = FAMILIES["rut5_gazeta"](tmp_path)
    spoil(checkpoint.folder)
    entry = locate(str(checkpoint.folder)).entry

    def reason(_: int) -> str:
        with pytest.raises(ConversionError) as raised:
            find_or_convert(entry, checkpoint.folder, "int8", "ctranslate2")
        return str(raised.value)

    with caplog.at_level(logging.WARNING, "summarizer"), ThreadPoolExecutor(3) as threads:
        reasons = set(threads.map(reason, range(3)))
    assert caplog.text.count("Перевожу модель") == 1 and len(reasons) == 1


def test_disk_without_room_means_transformers_not_a_crash(
    cache: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    resource = pytest.importorskip("resource", reason="limits as POSIX has them")
    folder = FAMILIES["rut5_absum"](tmp_path).folder
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        for n_bytes in (1000, 60_000):  # the tokenizer does not fit, the weights do not
            resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, before[1]))
            assert isinstance(load_engine(str(folder), "cpu", "float32"), TransformersEngine)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.suffix for path in (cache / "converted").iterdir() if path.suffix != ".lock"] == []


def test_gpu_takes_the_model_where_nobody_said_how(
    checkpoints: dict[str, Checkpoint], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu, "has_gpu", lambda: True)
    folder = str(checkpoints["rut5_gazeta"].folder)
    assert isinstance(load_engine(folder), TransformersEngine)
    assert not isinstance(load_engine(folder, "cpu"), TransformersEngine)
    assert not isinstance(load_engine(folder, dtype="int8"), TransformersEngine)


def test_first_use_converts_and_says_so_later_ones_load(
    cache: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    checkpoint = FAMILIES["rut5_gazeta"](tmp_path)
    with caplog.at_level(logging.WARNING, "summarizer"):
        first = load_engine(str(checkpoint.folder))
        assert "Готово за" in caplog.text and "МБ" in caplog.text
        caplog.clear()
        second = load_engine(str(checkpoint.folder))
    assert caplog.text == ""
    assert type(first) is type(second) and not isinstance(first, TransformersEngine)
    request = Request(TEXTS[0], TARGET_WORDS)
    assert first.generate([request]) == second.generate([request])
    assert first.generate([request])[0][0].text


def test_torn_conversion_is_made_again(cache: Path, tmp_path: Path) -> None:
    located, folder = found(FAMILIES["rut5_absum"](tmp_path))
    conversion = find_or_convert(located.entry, folder, "float32", "ctranslate2")
    weights = conversion.folder / "model.bin"
    whole = weights.read_bytes()
    weights.write_bytes(whole[: len(whole) // 2])
    again = find_or_convert(located.entry, folder, "float32", "ctranslate2")
    assert replace(again, parity=conversion.parity) == conversion  # rounding depends on the threads
    assert weights.read_bytes() == whole


@pytest.mark.parametrize(
    ("name", "torn"), [(FACTS_FILE, ""), (FACTS_FILE, "[]"), (FACTS_FILE, "{}"), ("tokenizer.json", "")]
)
def test_conversion_with_a_torn_file_is_not_whole(
    name: str, torn: str, conversions: Convert, tmp_path: Path, cache: Path
) -> None:
    folder = tmp_path / "made"
    shutil.copytree(conversions("rut5_absum", "float32").folder, folder)
    assert is_whole(folder)
    (folder / name).write_text(torn, "utf-8")
    assert not is_whole(folder)


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json"])
def test_damage_that_the_size_does_not_show_names_the_folder_to_delete(
    name: str, checkpoints: dict[str, Checkpoint], conversions: Convert, tmp_path: Path
) -> None:
    made = conversions("rut5_absum", "float32")
    folder = tmp_path / "made"
    shutil.copytree(made.folder, folder)
    (folder / name).write_bytes(bytes((folder / name).stat().st_size))
    with pytest.raises(ModelError, match=f"{folder} не читается: удалите эту папку, и её сделают заново"):
        CTranslate2Engine(found(checkpoints["rut5_absum"])[0].entry, replace(made, folder=folder), threads=1)


def test_library_that_runs_out_of_memory_does_not_blame_the_files(tmp_path: Path) -> None:
    for words in ("std::bad_alloc", "Failed to allocate memory for requested buffer of size 9", "CUDA out of memory"):
        assert isinstance(unreadable(tmp_path, RuntimeError(words)), MemoryError)
    assert isinstance(unreadable(tmp_path, RuntimeError("Protobuf parsing failed")), ModelError)


def test_conversions_that_nobody_used_for_a_month_make_room_for_new_ones(cache: Path, tmp_path: Path) -> None:
    located, folder = found(FAMILIES["rut5_absum"](tmp_path))
    forgotten, used = cache / "converted" / "old-int8-1", cache / "converted" / "old-int8-2"
    month_ago = time.time() - (UNUSED_DAYS + 1) * 86400
    for made in (forgotten, used):
        made.mkdir(parents=True)
        os.utime(made, (month_ago, month_ago))
    mark_used(used)
    conversion = find_or_convert(located.entry, folder, "float32", "ctranslate2")
    assert [path.exists() for path in (forgotten, used, conversion.folder)] == [False, True, True]
    os.utime(conversion.folder, (month_ago, month_ago))
    find_or_convert(located.entry, folder, "float32", "ctranslate2")
    assert conversion.folder.stat().st_mtime > month_ago


def test_folder_that_another_process_takes_away_stops_no_cleaning(tmp_path: Path) -> None:
    class Renamed(type(tmp_path)):  # type: ignore[misc]
        def is_dir(self) -> bool:
            self.rmdir()
            return True

    renamed, forgotten = Renamed(tmp_path / "renamed"), tmp_path / "forgotten"
    for made in (renamed, forgotten):
        made.mkdir()
        os.utime(made, (0, 0))
    remove_unused(SimpleNamespace(iterdir=lambda: [renamed, forgotten]))
    assert not forgotten.exists()


def test_place_changes_with_weights_config_and_conventions(cache: Path, tmp_path: Path) -> None:
    located, folder = found(FAMILIES["rut5_absum"](tmp_path))
    places = {
        place_of(located.entry, folder, "int8", "ctranslate2"),
        place_of(located.entry, folder, "float32", "ctranslate2"),
    }
    places.add(place_of(replace(located.entry, decoder_start_token_id=7), folder, "int8", "ctranslate2"))
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "tie_word_embeddings": True}), "utf-8")
    places.add(place_of(located.entry, folder, "int8", "ctranslate2"))
    data = bytearray((folder / "model.safetensors").read_bytes())
    data[-1] ^= 1
    (folder / "model.safetensors").write_bytes(data)
    places.add(place_of(located.entry, folder, "int8", "ctranslate2"))
    assert len(places) == 5


def test_hash_is_remembered_until_the_file_changes(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"a" * 2_000_000)
    first = remembered_sha256(path)
    assert remembered_sha256(path) == first and len(list((cache / "hashes").iterdir())) == 1
    path.write_bytes(b"b" * 2_000_001)
    assert remembered_sha256(path) != first


def test_hash_is_not_that_of_other_weights_of_the_same_size_and_date(cache: Path, tmp_path: Path) -> None:
    """As rsync --inplace -t leaves them."""
    path = tmp_path / "weights.bin"
    path.write_bytes(b"a" * 2_000_000)
    first, times = remembered_sha256(path), path.stat()
    while path.stat().st_ctime_ns == times.st_ctime_ns:  # the clock of a file system ticks slowly
        path.write_bytes(b"b" * 2_000_000)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert remembered_sha256(path) != first


def test_checkpoint_with_a_name_that_is_no_utf_8_has_a_fingerprint(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "заметки.txt").write_bytes(b"a")
    first = fingerprint(tmp_path, ())
    (tmp_path / os.fsdecode(b"\xe7\xe0.txt")).write_bytes(b"a")
    assert fingerprint(tmp_path, ()) != first


def test_hash_needs_no_cache_that_can_be_written(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"a" * 2_000_000)
    cache.mkdir(parents=True)
    (cache / "hashes").write_text("a file where the folder should be", "utf-8")
    assert remembered_sha256(path) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_memo_that_is_damaged_is_no_hash(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"a" * 2_000_000)
    first = remembered_sha256(path)
    [memo] = (cache / "hashes").iterdir()
    for damaged in (b"", b"\xff" * 64):
        memo.write_bytes(damaged)
        assert remembered_sha256(path) == first


def test_doctor_tells_the_hash_of_what_the_file_holds(cache: Path, tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"a" * 2_000_000)
    remembered_sha256(path)
    [memo] = (cache / "hashes").iterdir()
    memo.write_text("0" * 64, "ascii")  # as if the file had been another when it was hashed
    [check] = look_at_files(tmp_path)
    assert check.detail.endswith(f" sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}")


def test_those_who_want_the_same_folder_wait_and_find_it_made(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    made: list[int] = []

    def make(room: Path) -> None:
        made.append(1)
        deadline = time.monotonic() + 60
        while "Жду другой процесс" not in caplog.text and time.monotonic() < deadline:
            time.sleep(0.01)  # until another comes while it is being made
        (room / "whole").write_text("да", "utf-8")

    def is_there(folder: Path) -> bool:
        return (folder / "whole").is_file()

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: make_once(tmp_path / "made", make, is_there), range(8)))
    assert len(made) == 1 and set(found) == {tmp_path / "made"}
    assert "Жду другой процесс" in caplog.text


def test_failed_making_leaves_nothing_and_what_a_killed_one_left_goes(tmp_path: Path) -> None:
    (tmp_path / ".made.killed").mkdir()

    def fail(room: Path) -> None:
        (room / "half").write_text("", "utf-8")
        raise ConversionError("нет")

    with pytest.raises(ConversionError):
        make_once(tmp_path / "made", fail, Path.is_dir)
    assert [path.name for path in tmp_path.iterdir()] == ["made.lock"]


@pytest.mark.parametrize("dtype", ["auto", "float32"])
def test_after_the_first_run_neither_torch_nor_transformers_is_imported(
    dtype: FastDtype, cache: Path, tmp_path: Path
) -> None:
    checkpoint = FAMILIES["mbart_gazeta"](tmp_path)
    load_engine(str(checkpoint.folder), dtype=dtype)
    code = (
        "import sys; from summarizer import Summarizer; "
        "s = Summarizer.load(sys.argv[1], dtype=sys.argv[2]); print(len(s.summarize(sys.argv[3]).text)); "
        "print([name for name in ('torch', 'transformers', 'sentencepiece') if name in sys.modules])"
    )
    arguments = [sys.executable, "-c", code, str(checkpoint.folder), dtype, " ".join(TEXTS * 3)]
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, env={**os.environ})
    n_characters, imported = done.stdout.split(maxsplit=1)
    assert int(n_characters) > 0 and imported.strip() == "[]"
    assert done.stderr == ""


def test_unwritable_cache_means_transformers_not_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    checkpoint = FAMILIES["rut5_gazeta"](tmp_path)
    assert isinstance(load_engine(str(checkpoint.folder)), TransformersEngine)
    assert "Быстрой формы" in caplog.text


def test_bfloat16_goes_to_transformers(checkpoints: dict[str, Checkpoint], cache: Path) -> None:
    for family in ("compact", "mt5_xlsum"):
        assert isinstance(load_engine(str(checkpoints[family].folder), dtype="bfloat16"), TransformersEngine)
    assert not cache.exists()


def test_int8_that_cannot_be_had_is_said(
    checkpoints: dict[str, Checkpoint], cache: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "other"
    shutil.copytree(checkpoints["rut5_gazeta"].folder, folder)
    patch_config(folder, model_type="umt5")
    assert runtimes_for(folder, "int8") == []
    with pytest.raises(ModelError):
        load_engine(str(folder), "cpu", "int8")
    assert "здесь нет формы int8" in caplog.text
    with pytest.raises(OptionError, match="--device cuda --dtype bfloat16"):
        load_engine(str(checkpoints["mt5_xlsum"].folder), "cuda", "int8")


@pytest.mark.parametrize("threads", [0, -1, 10**6])
def test_number_of_threads_is_checked(threads: int) -> None:
    with pytest.raises(OptionError, match="от 1 до 1024"):
        load_engine("extract", threads=threads)


@pytest.mark.skipif(not hasattr(os, "setuid") or os.geteuid() != 0, reason="becomes a user that nobody knows")
def test_user_without_a_home_is_told_where_to_put_the_cache() -> None:
    program = (
        "import os; from pathlib import Path; from summarizer.engines.cache import cache_folder, remembered_sha256\n"
        "os.setuid(54321); print(len(remembered_sha256(Path('/etc/passwd'))))\n"
        "try: cache_folder()\nexcept OSError as error: print(error)"
    )
    kept = {key: value for key, value in os.environ.items() if key not in ("HOME", "XDG_CACHE_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, env={**kept, "PYTHONIOENCODING": "utf-8"}
    )
    length, said, _ = done.stdout.decode("utf-8").split("\n")
    assert length == "64" and said.endswith("задайте папку кэша в XDG_CACHE_HOME")


def test_package_is_known_by_whatever_name_it_was_installed(tmp_path: Path) -> None:
    (tmp_path / "fastmath.py").touch()
    facts = tmp_path / "fastmath_gpu-1.2.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: fastmath-gpu\nVersion: 1.2\n", "utf-8")
    (facts / "top_level.txt").write_text("fastmath\n", "utf-8")
    program = "from summarizer.engines.families import version_of; print(version_of('fastmath'))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-c", program]
    assert subprocess.run(command, capture_output=True, text=True, env=environment).stdout == "1.2 (fastmath-gpu)\n"
