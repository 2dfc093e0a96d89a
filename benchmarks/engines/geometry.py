"""Checkpoints with the sizes of real models and random weights: speed does not depend on what weights say."""

import json
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Final

from .texts import sentences

ROOT: Final = Path(__file__).resolve().parents[2]
COMPACT: Final = ROOT / "models" / "compact"
SEED: Final = 5
N_PIECES: Final = 6000  # of the tokenizer: 1.9 tokens a word, as ruT5 has


@dataclass(frozen=True)
class T5Geometry:
    """The sizes of an untied T5 1.1, and the name of the hub's model whose conventions apply."""

    d_model: int
    d_ff: int
    n_heads: int
    n_encoder: int
    n_decoder: int
    vocabulary: int
    folder_name: str = "rut5_base_sum_gazeta"
    is_decoder: bool = False

    @property
    def source_weights(self) -> int:
        """Weights that every source token meets: the encoder's, and the decoder's for keys and values of the source."""
        encoder = self.n_encoder * (4 * self.d_model**2 + 3 * self.d_model * self.d_ff)
        return encoder + self.n_decoder * 2 * self.d_model**2

    @property
    def step_weights(self) -> int:
        """Weights that are read for every new token."""
        return self.n_decoder * (6 * self.d_model**2 + 3 * self.d_model * self.d_ff) + self.d_model * self.vocabulary

    def make(self, folder: Path) -> None:
        """Fills the folder; the output layer prefers no piece that the tokenizer lacks, and never the end."""
        import torch
        from transformers import T5Config, T5ForConditionalGeneration, T5Tokenizer

        from tests.tiny import patch_config, save_untied

        torch.manual_seed(SEED)
        n_pieces = _train_pieces(folder / "spiece" / "spiece.model")
        T5Tokenizer.from_pretrained(folder / "spiece", extra_ids=0).save_pretrained(folder)
        config = T5Config(
            vocab_size=self.vocabulary, d_model=self.d_model, d_ff=self.d_ff, num_heads=self.n_heads, d_kv=64,
            num_layers=self.n_encoder, num_decoder_layers=self.n_decoder, pad_token_id=0, eos_token_id=1,
            decoder_start_token_id=2, feed_forward_proj="gated-gelu", tie_word_embeddings=False,
        )  # fmt: skip
        model = T5ForConditionalGeneration(config)
        weights = model.lm_head.weight.data * self.d_model**-0.5  # log-probabilities as flat as a trained model's
        weights[n_pieces:] = weights[:3] = 0.0
        model.lm_head.weight = torch.nn.Parameter(weights.flip(0))  # save_untied turns it round
        save_untied(model, folder, "model.safetensors")
        patch_config(folder, tie_word_embeddings=False)
        patch_json(folder / "tokenizer_config.json", extra_special_tokens={})  # transformers 4 cannot read a list


@dataclass(frozen=True)
class CompactGeometry:
    """The decoder of ``models/compact``, with its own sizes and tokenizer."""

    folder_name: str = "compact"
    is_decoder: bool = True

    @property
    def source_weights(self) -> int:
        """Weights of the layers, which every token of the prefix meets."""
        sizes = json.loads((COMPACT / "config.json").read_text("utf-8"))
        n_queries = sizes["num_attention_heads"] * sizes["head_dim"]
        n_keys = sizes["num_key_value_heads"] * sizes["head_dim"]
        layer = sizes["hidden_size"] * (2 * n_queries + 2 * n_keys + 3 * sizes["intermediate_size"])
        return int(sizes["num_hidden_layers"] * layer)

    @property
    def step_weights(self) -> int:
        """Weights that are read for every new token: the layers and the output layer."""
        sizes = json.loads((COMPACT / "config.json").read_text("utf-8"))
        return int(self.source_weights + sizes["hidden_size"] * sizes["vocab_size"])

    def make(self, folder: Path) -> None:
        """Fills the folder; the end token is far from all that is likely."""
        import torch
        from transformers import AutoConfig, AutoModelForCausalLM

        torch.manual_seed(SEED)
        model = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(COMPACT), dtype=torch.float32)
        model.get_output_embeddings().weight.data[:4] = 0.0  # the special tokens
        model.to(torch.bfloat16).save_pretrained(folder)
        for name in ("tokenizer.json", "tokenizer_config.json"):
            copyfile(COMPACT / name, folder / name)
        patch_json(folder / "tokenizer_config.json", tokenizer_class="PreTrainedTokenizerFast")  # for transformers 4


Geometry = T5Geometry | CompactGeometry
GEOMETRIES: Final[dict[str, Geometry]] = {
    "rut5-base": T5Geometry(768, 2048, 12, 12, 12, 30_000),
    "small": T5Geometry(128, 256, 2, 2, 2, 8_000),
    "compact": CompactGeometry(),
}


def make_checkpoint(geometry: Geometry, folder: Path) -> None:
    """A checkpoint of the geometry in a folder that need not exist."""
    folder.mkdir(parents=True, exist_ok=True)
    geometry.make(folder)


def patch_json(path: Path, **values: object) -> None:
    """Sets values in a JSON file."""
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), "utf-8")


def _train_pieces(path: Path) -> int:
    """A unigram model trained on the documents' sentences; how many pieces it has."""
    import sentencepiece

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences()), model_writer=file, vocab_size=N_PIECES, hard_vocab_limit=False,
            character_coverage=1.0, minloglevel=2, pad_id=0, eos_id=1, unk_id=2, bos_id=-1,
        )  # fmt: skip
    return int(sentencepiece.SentencePieceProcessor(model_file=str(path)).get_piece_size())
