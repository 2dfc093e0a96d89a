import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from huggingface_hub import constants

from summarizer.errors import ModelError
from summarizer.models import (
    COMPACT,
    EXTRACT,
    PRETRAINED_ONLY,
    REGISTRY,
    ModelEntry,
    find_all_local,
    find_local,
    locate,
)
from summarizer.models.hub import has_weights, refuse

BY_NAME = {entry.name: entry for entry in REGISTRY}
# The table of the models' own cards: prefix, window, decoder start, beams, tokens, n-gram.
CARDS = {
    "rut5-gazeta": ("", 600, 2, 5, 200, 4),
    "rut5-headline": ("", 600, 2, 5, 40, 4),
    "rut5-absum": ("[{target_words}] ", 600, None, 5, 200, 4),
    "mbart-gazeta": ("", 600, None, 5, 200, 4),
    "fred-t5": ("<LM> Сократи текст.\n ", 1024, None, 5, 200, 4),
    "t5-2048": ("summary: ", 2048, None, 5, 200, 4),
    "mt5-xlsum": ("", 512, None, 4, 84, 2),
}


@pytest.mark.parametrize("name", CARDS)
def test_entry_says_what_the_card_says(name: str) -> None:
    entry = BY_NAME[name]
    found = (entry.prefix, entry.window_tokens, entry.decoder_start_token_id)
    assert (*found, entry.num_beams, entry.max_new_tokens, entry.no_repeat_ngram_size) == CARDS[name]


def test_names_and_ranks_are_unique_and_every_entry_is_licensed() -> None:
    assert len(BY_NAME) == len(REGISTRY)
    ranks = [entry.rank for entry in REGISTRY if entry.rank is not None]
    assert len(set(ranks)) == len(ranks)
    assert all(entry.licence and entry.note for entry in REGISTRY)
    assert all(target in BY_NAME for target in PRETRAINED_ONLY.values())


def test_bundled_models_are_here() -> None:
    assert find_local(EXTRACT) and find_local(COMPACT)


@pytest.mark.parametrize("hub_id", PRETRAINED_ONLY)
def test_pretrained_checkpoint_is_refused_with_the_name_of_a_tuned_one(hub_id: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=PRETRAINED_ONLY[hub_id]):
        locate(hub_id)
    folder = tmp_path / hub_id.split("/")[1]
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=PRETRAINED_ONLY[hub_id]):
        locate(str(folder))


def test_folder_that_carries_a_known_name_has_its_conventions(tmp_path: Path) -> None:
    folder = tmp_path / "rut5-base-absum"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({"is_encoder_decoder": True}))
    assert locate(str(folder)).entry.prefix == "[{target_words}] "


def test_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ModelError, match="rut5-gazeta"):
        locate("rut5_gazeta")
    with pytest.raises(ModelError, match="Возможны compact, rut5-gazeta, "):
        locate("compct")


@pytest.mark.parametrize(
    "name", ["а" * 300, "a/" + "b" * 300, "a" * 300 + "/b", "a\0b", "a/\udcffb", "-/b", "a/..", "a/b/c"]
)
def test_name_that_neither_the_hub_nor_a_folder_can_have_is_not_known(name: str) -> None:
    with pytest.raises(ModelError, match="неизвестна, и такой папки нет"):
        locate(name)


def test_download_that_was_broken_off_between_the_parts_is_no_model(tmp_path: Path) -> None:
    index = {"weight_map": {"shared.weight": "model-1.safetensors", "lm_head.weight": "model-2.safetensors"}}
    assert not has_weights(tmp_path)
    (tmp_path / "training_args.bin").touch()
    (tmp_path / "model-1.safetensors").touch()
    assert not has_weights(tmp_path)
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(index))
    (tmp_path / "model-2.safetensors").symlink_to(tmp_path / "blob")  # of the hub's cache, whose file is not there yet
    assert not has_weights(tmp_path)
    (tmp_path / "blob").touch()
    assert has_weights(tmp_path)
    (tmp_path / "model.safetensors.index.json").write_text('{"weight_map": []}')
    assert not has_weights(tmp_path)
    (tmp_path / "pytorch_model.bin").touch()
    assert has_weights(tmp_path)


@pytest.mark.parametrize("main", [b"\xff", b"x" * 5000], ids=["no UTF-8", "too long"])
def test_cache_that_cannot_be_looked_into_has_no_model(
    main: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = tmp_path / "models--IlyaGusev--rut5_base_sum_gazeta" / "refs"
    refs.mkdir(parents=True)
    (refs / "main").write_bytes(main)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    assert locate("auto").entry == EXTRACT
    assert {located.entry.name for located in find_all_local()} >= {"extract", "compact"}


def test_folder_without_config_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json"):
        locate(str(tmp_path))


def test_damaged_config_of_an_unknown_folder_is_a_model_error(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "t5", "d_mod', encoding="utf-8")
    with pytest.raises(ModelError, match=r"config\.json не читается"):
        locate(str(tmp_path))


def test_decoder_says_in_its_config_how_it_is_asked(tmp_path: Path) -> None:
    def entry_of(asked: object) -> ModelEntry:
        config = {"model_type": "gemma3_text", "task_specific_params": asked}
        (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
        return locate(str(tmp_path)).entry

    own = entry_of({"summarization": {"suffix": " Кратко {target_words}: ", "title_suffix": " Заголовок: "}})
    assert (own.suffix, own.title_suffix) == (" Кратко {target_words}: ", " Заголовок: ")
    for nothing in (None, [], {"summarization": None}, {"summarization": {"max_length": 200}}):
        assert entry_of(nothing).suffix == COMPACT.suffix
    for wrong in ("{", "{words}", "{0}", "{target_words.x}"):
        with pytest.raises(ModelError, match="одно поле, target_words"):
            entry_of({"summarization": {"suffix": wrong}})


def test_encoder_decoder_says_in_its_config_how_it_was_trained(tmp_path: Path) -> None:
    def entry_of(folder: str, **asked: object) -> ModelEntry:
        (tmp_path / folder).mkdir(exist_ok=True)
        config = {"is_encoder_decoder": True, "task_specific_params": {"summarization": asked}}
        (tmp_path / folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
        return locate(str(tmp_path / folder)).entry

    own = {"prefix": "[{target_words}] ", "window_tokens": 300, "src_lang": "en_XX", "tgt_lang": "ru_RU"}
    for name in ("mine", "ruT5-base", "FRED-T5-Summarizer"):  # trained here, whatever its name
        found = entry_of(name, **own, eos_token="</s>")
        assert {key: getattr(found, key) for key in own} == own and found.eos_token == "</s>"
    assert entry_of("mine", prefix="summarize: ").prefix == ""  # of the English T5 that it was made from


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("prefix", None),
        ("suffix", 5),
        ("tgt_lang", ["ru_RU"]),
        ("window_tokens", "600"),
        ("window_tokens", 0),
        ("decoder_start_token_id", True),
    ],
)
def test_wrong_type_in_a_config_names_file_and_field(key: str, value: object, tmp_path: Path) -> None:
    asked = {"window_tokens": 600, key: value}
    config = {"is_encoder_decoder": True, "task_specific_params": {"summarization": asked}}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match=rf"config\.json: в summarization\.{key} нужно значение"):
        locate(str(tmp_path))


@pytest.mark.parametrize(
    ("config", "window"),
    [
        ({"is_encoder_decoder": True, "max_position_embeddings": 200}, 200),
        ({"is_encoder_decoder": True, "max_encoder_position_embeddings": 4096}, 512),
        ({"is_encoder_decoder": True, "max_decoder_position_embeddings": 128}, 128),
        ({"is_encoder_decoder": True, "model_type": "t5", "n_positions": 128}, 512),
        ({"model_type": "gpt2", "n_positions": 1024}, 512),  # which the source shares with the summary
        ({"model_type": "gemma3_text", "max_position_embeddings": 32768}, COMPACT.window_tokens),
    ],
)  # fmt: skip
def test_window_of_an_unknown_model_is_never_beyond_its_positions(
    config: Mapping[str, object], window: int, tmp_path: Path
) -> None:
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    assert locate(str(tmp_path)).entry.window_tokens == window


@pytest.mark.parametrize(
    ("kind", "is_refused"), [("BertModel", True), ("XLMRobertaForMaskedLM", True), ("GPT2LMHeadModel", False)]
)
def test_model_that_only_reads_is_refused_before_it_is_loaded(kind: str, is_refused: bool, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"architectures": [kind]}), encoding="utf-8")
    with pytest.raises(ModelError, match=f"не пишет текстов, её вид {kind}") if is_refused else nullcontext():
        locate(str(tmp_path))


@pytest.mark.parametrize("name", ["model.safetensors", "pytorch_model.bin", "spiece.model"])
def test_pointers_that_git_left_are_no_weights(name: str, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"is_encoder_decoder": true}', encoding="utf-8")
    (tmp_path / name).write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0f\nsize 977\n", "utf-8")
    with pytest.raises(ModelError, match=rf"{name}: это указатель Git LFS.* git lfs pull"):
        locate(str(tmp_path))


@pytest.mark.parametrize("hub_id", PRETRAINED_ONLY)
def test_pretrained_checkpoint_may_be_trained(hub_id: str, tmp_path: Path) -> None:
    folder = tmp_path / hub_id.split("/")[1]
    folder.mkdir()
    (folder / "config.json").write_text('{"is_encoder_decoder": true}')
    located = locate(str(folder), is_to_be_trained=True)
    tuned = BY_NAME[PRETRAINED_ONLY[hub_id]]
    assert located.folder == folder and located.entry.prefix == ""
    assert (located.entry.eos_token, located.entry.tgt_lang) == (tuned.eos_token, tuned.tgt_lang)


def offline(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The command in a process of its own with an empty hub cache."""
    command = [sys.executable, "-m", "summarizer", *arguments]
    env = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False, input="Текст.")


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("rut5-gazeta", {"HF_HUB_OFFLINE": "1"}),
        ("IlyaGusev/rut5_base_sum_gazeta", {"HF_ENDPOINT": "http://127.0.0.1:9"}),
        ("nobody/nothing", {"HF_HUB_OFFLINE": "1"}),
        ("nobody/nothing", {"HF_ENDPOINT": "http://127.0.0.1:9"}),
    ],
)
def test_unreachable_hub_is_one_sentence_that_helps(name: str, how: dict[str, str], tmp_path: Path) -> None:
    done = offline("run", "-", "--model", name, HF_HOME=str(tmp_path), **how)
    assert done.returncode == 4, done.stderr
    assert "hf download" in done.stderr and "--model" in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1


@contextmanager
def hub_that_answers(status: int, code: str) -> Iterator[str]:
    """The address of a hub that refuses every question in the same way."""

    class Refusal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("X-Error-Code", code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusal) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (404, "RepoNotFound", "Модели nobody/typo на huggingface.co нет, или она закрыта: проверьте имя"),
        (403, "GatedRepo", "примите их на её странице и войдите: hf auth login"),
        (500, "", "huggingface.co не ответил (HfHubHTTPError)"),
    ],
)
def test_refusal_of_the_hub_says_what_helps(status: int, code: str, said: str, tmp_path: Path) -> None:
    with hub_that_answers(status, code) as address:
        hub = {"HF_HOME": str(tmp_path), "HF_ENDPOINT": address, "HF_HUB_OFFLINE": "0"}
        done = offline("run", "-", "--model", "nobody/typo", **hub)
    assert done.returncode == 4 and said in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_full_disk_is_told_with_the_folder_that_is_full() -> None:
    with pytest.raises(ModelError, match=r"не хватило места на диске: освободите его в .*HF_HOME"):
        refuse("owner/model", OSError(errno.ENOSPC, "No space left on device"), "extract")


def located_in_the_hubs_cache(home: Path, hub_id: str, config: Mapping[str, object], code: str) -> str:
    """What ``code`` prints in a process whose cache of the hub holds one model with this config."""
    snapshot = home / "hub" / f"models--{hub_id.replace('/', '--')}"
    files = snapshot / "snapshots" / "abc"
    for folder in (snapshot / "refs", files):
        folder.mkdir(parents=True)
    (snapshot / "refs" / "main").write_text("abc")
    (files / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (files / "pytorch_model.bin").write_bytes(b"")
    program = [sys.executable, "-c", f"from summarizer.models import locate; {code}"]
    env = {**os.environ, "HF_HOME": str(home)}
    return subprocess.run(program, capture_output=True, text=True, env=env, check=True).stdout.strip()


def test_auto_prefers_a_better_model_that_is_here(tmp_path: Path) -> None:
    code = "print(locate('auto').entry.name)"
    assert located_in_the_hubs_cache(tmp_path, "IlyaGusev/rut5_base_sum_gazeta", {}, code) == "rut5-gazeta"


@pytest.mark.parametrize(
    ("kind", "found"),
    [({"is_encoder_decoder": True}, "me/mine encoder-decoder 300 Кратко:"), ({}, "me/mine decoder 300 Кратко:")],
)
def test_model_of_the_hub_is_asked_as_its_own_config_says(
    kind: Mapping[str, object], found: str, tmp_path: Path
) -> None:
    asked = {"window_tokens": 300, "prefix": "Кратко:"}
    config = {**kind, "task_specific_params": {"summarization": asked}}
    code = "one = locate('me/mine').entry; print(one.name, one.family, one.window_tokens, one.prefix)"
    assert located_in_the_hubs_cache(tmp_path, "me/mine", config, code) == found
