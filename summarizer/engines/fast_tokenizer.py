"""A tokenizer in one ``tokenizer.json``, run by the ``tokenizers`` library alone."""

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer

from summarizer.engines.cache import unreadable


class FastTokenizer:
    """The same ids as transformers gives for the checkpoint that the file was saved from.

    Raises:
        ModelError: The file is damaged.
    """

    def __init__(self, path: Path, pad_id: int, eos_id: int) -> None:
        self.pad_id = pad_id
        self.eos_id = eos_id
        try:
            self._backend = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises bare Exception on a damaged file
            raise unreadable(path.parent, error) from error
        self._backend.no_truncation()
        self._backend.no_padding()

    def encode(self, text: str, add_special: bool = True) -> list[int]:
        """Token ids of a text, with the special tokens of a source or without."""
        return self._backend.encode(text, add_special_tokens=add_special).ids

    def decode(self, ids: Sequence[int]) -> str:
        """The text of token ids, special ones left out."""
        return self._backend.decode(list(ids), skip_special_tokens=True)
