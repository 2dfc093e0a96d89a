"""What a run was made of, so that it goes on with the same only."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from summarizer.errors import OptionError
from training.texts import Document


def of_documents(documents: Sequence[Document]) -> str:
    """A digest of the documents in their order."""
    digest = hashlib.sha256()
    for document in documents:
        digest.update(repr((document.text, document.summary, document.title)).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def check_same(saved: Mapping[str, object], now: Mapping[str, object], state: Path) -> None:
    """Nothing, if a run may go on.

    Raises:
        OptionError: It was begun with other values; the message names them.
    """
    differing = [key for key in now if key not in saved or saved[key] != now[key]]
    if differing:
        was = ", ".join(f"{key} ({_shown(saved.get(key))}, а не {_shown(now[key])})" for key in differing)
        raise OptionError(
            f"{state}: здесь начато обучение с другими START, парами или настройками: {was}. "
            "Повторите прежнюю команду, или возьмите другую папку OUT, или удалите этот файл, чтобы начать заново."
        )


def _shown(value: object) -> str:
    return value[:8] if isinstance(value, str) else str(value)
