"""Choosing the pieces of a large vocabulary that Russian texts use."""

from collections import Counter
from collections.abc import Iterable

from tokenizers import Tokenizer

# Every one of these has a piece or a byte fallback, so that no text gives <unk>.
ALWAYS_KEPT = (
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»„“”‘’–—…№§°±×½¼€₽\n\t▁"
)


def count_pieces(tokenizer: Tokenizer, texts: Iterable[str], batch_size: int = 256) -> Counter[int]:
    """How often each piece id occurs in the texts."""
    counts: Counter[int] = Counter()
    batch: list[str] = []

    def flush() -> None:
        for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
            counts.update(encoding.ids)
        batch.clear()

    for text in texts:
        batch.append(text)
        if len(batch) == batch_size:
            flush()
    flush()
    return counts


def parts_of(piece: str, merge_of: dict[str, tuple[str, str]]) -> set[str]:
    """The piece and all pieces that its merges go through.

    >>> sorted(parts_of("мир", {"ми": ("м", "и"), "мир": ("ми", "р")}))
    ['и', 'м', 'ми', 'мир', 'р']
    """
    seen: set[str] = set()
    waiting = [piece]
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            waiting.extend(merge_of.get(current, ()))
    return seen
