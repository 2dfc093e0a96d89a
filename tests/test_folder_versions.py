"""What tells a model, a setting and a record from another."""

from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import SummaryOptions, __version__
from summarizer.folder import Record, Settings, model_version
from summarizer.models import EXTRACT, Located, ModelEntry, locate
from summarizer.selection import ranking

ENTRY = ModelEntry(name="своя", note="", licence="?")


def checkpoint(folder: Path, weights: bytes) -> Path:
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(weights)
    (folder / "README.md").write_text("карточка")
    return folder


def test_version_is_of_the_weights_not_of_their_place(tmp_path: Path) -> None:
    weights = bytes(i * i % 251 for i in range(300_000))
    version = model_version(Located(ENTRY, checkpoint(tmp_path / "a", weights)))
    assert version == model_version(Located(ENTRY, checkpoint(tmp_path / "b", weights)))
    (tmp_path / "b" / "README.md").write_text("другая карточка")
    assert version == model_version(Located(ENTRY, tmp_path / "b"))
    for i, place in enumerate((0, 150_000, 299_999)):
        trained = weights[:place] + bytes([weights[place] ^ 1]) + weights[place + 1 :]
        assert version != model_version(Located(ENTRY, checkpoint(tmp_path / f"c{i}", trained)))


def test_version_is_of_what_the_program_asks_of_a_model_too(tmp_path: Path) -> None:
    folder = checkpoint(tmp_path / "a", b"weights")
    versions = {
        model_version(Located(replace(ENTRY, **changed), folder))  # type: ignore[arg-type]
        for changed in (
            {},
            {"focus": 4.0},
            {"is_trusted": False},
            {"num_beams": 3},
            {"prefix": "summary: "},
            {"window_tokens": 400},
        )
    }
    assert len(versions) == 6
    renamed = replace(ENTRY, name="та же", note="другое имя", rank=3)
    assert model_version(Located(renamed, folder)) in versions


def test_version_is_of_a_type_of_weights_that_was_asked_for(tmp_path: Path) -> None:
    located = Located(ENTRY, checkpoint(tmp_path / "a", b"weights"))
    versions = [model_version(located), model_version(located, "int8"), model_version(located, "float32")]
    assert len(set(versions)) == 3 and model_version(located, "int8") == versions[1]


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
    version, _, digest = model_version(locate(EXTRACT.name)).partition(" ")
    weights = (Path(ranking.__file__).parent / ranking.WEIGHTS).read_bytes()
    assert version == __version__ and digest == sha256(weights).hexdigest()[:12]
