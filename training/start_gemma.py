"""Gemma-3-270M (GGUF) → a pruned start checkpoint: a decoder that reads the source as a prefix.

    python -m training.start_gemma gemma-3-270m-q4_k_m.gguf START --texts news.jsonl.xz …

Gemma's vocabulary of 262 k pieces is 170 M of its 270 M parameters; Russian texts use a tenth
of it. The pieces that the texts use are kept, with every piece that their merges go through,
and the rows of the embedding follow. Weights are under the Gemma Terms of Use.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from tokenizers.processors import TemplateProcessing
from transformers import AutoModelForCausalLM, AutoTokenizer, Gemma3ForCausalLM, PreTrainedTokenizerFast

from training.ending import check_files, end
from training.texts import read_documents
from training.vocabulary import ALWAYS_KEPT, count_pieces, parts_of

SPECIAL = {"pad_token": "<pad>", "eos_token": "<eos>", "bos_token": "<bos>", "unk_token": "<unk>"}


def pruned_vocabulary(description: dict[str, Any], used: list[str]) -> list[str]:
    """The kept pieces in the order of their old ids: special, bytes, used ones and their parts."""
    model = description["model"]
    merges = [tuple(m) if isinstance(m, list) else tuple(m.split(" ", 1)) for m in model["merges"]]
    merge_of: dict[str, tuple[str, str]] = {}
    for left, right in merges:
        merge_of.setdefault(left + right, (left, right))
    kept = set(SPECIAL.values()) | {f"<0x{byte:02X}>" for byte in range(256)}
    for piece in [*used, *(c for c in ALWAYS_KEPT if c in model["vocab"])]:
        kept |= parts_of(piece, merge_of)
    return [piece for piece, _ in sorted(model["vocab"].items(), key=lambda item: item[1]) if piece in kept]


def prune_tokenizer(description: dict[str, Any], kept: list[str]) -> dict[str, Any]:
    """The same tokenizer over the kept pieces only, with new ids 0 … len(kept) − 1."""
    ids = {piece: new for new, piece in enumerate(kept)}
    model = dict(description["model"], vocab=ids)
    pairs = [m if isinstance(m, list) else m.split(" ", 1) for m in description["model"]["merges"]]
    model["merges"] = [[a, b] for a, b in pairs if a in ids and b in ids and a + b in ids]
    added = [dict(t, id=ids[t["content"]]) for t in description["added_tokens"] if t["content"] in SPECIAL.values()]
    return dict(description, model=model, added_tokens=added, post_processor=None)


def prune_weights(model: Gemma3ForCausalLM, old_ids: list[int]) -> dict[str, torch.Tensor]:
    """The model's weights in bf16 with only the embedding rows of the kept pieces."""
    weights = {k: v.to(torch.bfloat16) for k, v in model.state_dict().items() if k != "lm_head.weight"}
    weights["model.embed_tokens.weight"] = weights["model.embed_tokens.weight"][old_ids].clone()
    return weights


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gguf", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--n-documents", type=int, default=6000, help="read from each file")
    parser.add_argument("--n-pieces", type=int, default=16_000, help="most frequent pieces kept, before their parts")
    args = parser.parse_args(argv)
    return end(lambda: make_start(args))


def make_start(args: argparse.Namespace) -> None:
    """Reads, prunes and writes, with the arguments of the command line."""
    check_files(args.gguf, *args.texts)
    tokenizer = AutoTokenizer.from_pretrained(args.gguf.parent, gguf_file=args.gguf.name)
    description = json.loads(tokenizer.backend_tokenizer.to_str())
    documents = (d for path in args.texts for d in islice(read_documents(path), args.n_documents))
    counts = count_pieces(tokenizer.backend_tokenizer, (f"{d.text}\n{d.summary}" for d in documents))
    names = tokenizer.convert_ids_to_tokens([i for i, _ in counts.most_common(args.n_pieces)])
    kept = pruned_vocabulary(description, names)
    covered = sum(n for i, n in counts.items() if tokenizer.convert_ids_to_tokens(i) in set(kept)) / counts.total()
    print(f"{len(kept)} of {len(description['model']['vocab'])} pieces kept: {covered:.2%} of all tokens")

    new = Tokenizer.from_str(json.dumps(prune_tokenizer(description, kept)))
    new.post_processor = TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", kept.index("<bos>"))])
    PreTrainedTokenizerFast(tokenizer_object=new, **SPECIAL).save_pretrained(args.out)
    model = AutoModelForCausalLM.from_pretrained(args.gguf.parent, gguf_file=args.gguf.name, dtype=torch.float32)
    weights = prune_weights(model, [description["model"]["vocab"][piece] for piece in kept])
    config = model.config
    config.vocab_size = len(kept)
    config.pad_token_id, config.eos_token_id, config.bos_token_id = (kept.index(SPECIAL[k]) for k in list(SPECIAL)[:3])
    del config.quantization_config
    pruned = Gemma3ForCausalLM(config).to(torch.bfloat16)
    missing, unexpected = pruned.load_state_dict(weights, strict=False)
    assert missing == ["lm_head.weight"] and not unexpected, (missing, unexpected)
    pruned.tie_weights()
    pruned.save_pretrained(args.out)


if __name__ == "__main__":
    sys.exit(main())
