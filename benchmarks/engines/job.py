"""What all rows do, as they find it in ``job.json``: the same texts, the same number of new tokens."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Job:
    """Where a row finds what it needs, and how much it has to do. Nothing but the standard library reads it."""

    geometry: str
    checkpoint: str
    raw: str  # CTranslate2's form as its own converter makes it
    onnx: str
    one: str  # a text that fills the window
    short: str  # a short one, for the cold start
    documents: str  # a folder
    out: str  # where the folder's summaries go
    cache: str  # where this project keeps its conversions
    is_decoder: bool
    suffix: str  # between source and summary, for a decoder
    max_source_tokens: int
    n_one_tokens: int
    n_folder_tokens: int  # of all documents, each cut to the window
    n_documents: int
    target_words: int
    n_new: int  # tokens of every summary
    threads: int

    @classmethod
    def read(cls, path: Path) -> "Job":
        """The job in a file."""
        return cls(**json.loads(path.read_text("utf-8")))

    def write(self, path: Path) -> None:
        """Puts the job down for the rows' processes."""
        path.write_text(json.dumps(asdict(self)), "utf-8")
