"""What tells a model, a setting and a record from another."""

from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import SummaryOptions, __version__
from summarizer.folder import Record, Settings, model_version
from summarizer.selection import ranking


def checkpoint(folder: Path, weights: bytes) -> Path:
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(weights)
    (folder / "README.md").write_text("карточка")
    return folder


def test_version_is_of_the_weights_not_of_their_place(tmp_path: Path) -> None:
    weights = bytes(i * i % 251 for i in range(300_000))
    version = model_version(checkpoint(tmp_path / "a", weights))
    assert version == model_version(checkpoint(tmp_path / "b", weights))
    (tmp_path / "b" / "README.md").write_text("другая карточка")
    assert version == model_version(tmp_path / "b")
    for i, place in enumerate((0, 150_000, 299_999)):
        trained = weights[:place] + bytes([weights[place] ^ 1]) + weights[place + 1 :]
        assert version != model_version(checkpoint(tmp_path / f"c{i}", trained))


@given(st.builds(Record, st.just("а/б.txt"), st.just("0" * 64), st.just("done"), st.text(), st.text(), st.text()))
def test_record_comes_back_from_its_line(record: Record) -> None:
    line = record.to_line()
    line.decode("utf-8")
    assert line.count(b"\n") == 1 and Record.from_json(line) == record


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"null", b"{", b'{"path": "a"}', b"\xff", b"[" * 100_000])
def test_what_is_no_record_is_a_value_error(line: bytes) -> None:
    with pytest.raises((ValueError, RecursionError)):
        Record.from_json(line)


def test_settings_are_equal_after_the_journal() -> None:
    settings = Settings.of("extract", "1", SummaryOptions(length="short"), "cp1251")
    record = Record("a.txt", "", "done", settings=settings)
    assert Record.from_json(record.to_line()).settings == settings
    assert settings.options == {**asdict(SummaryOptions(length="short")), "encoding": "cp1251"}
    other = replace(settings, model_version="2", cleaner="0")
    assert "версия модели: 1 → 2" in other.difference(settings) and "версия очистки" in other.difference(settings)


def test_extract_is_another_model_with_other_weights() -> None:
    version, _, digest = model_version(None).partition(" ")
    weights = (Path(ranking.__file__).parent / ranking.WEIGHTS).read_bytes()
    assert version == __version__ and digest == sha256(weights).hexdigest()[:12]
