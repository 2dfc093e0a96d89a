"""What others write: a peer's row in a process of its own, ``python -m benchmarks.engines.peers ROW TASK JOB``.

Needs nothing but the row's library, so that it also runs in the environment of ``onnx_peer``.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from .job import Job

BATCH: Final = 8
NO_REPEAT: Final = 4  # n-grams, as the cards of the Russian models say

Generate = Callable[[Sequence[str], int], list[str]]  # texts, beams → their summaries


def naive(job: Job) -> Generate:
    """What a user of transformers writes: float32, one text after the other."""
    return with_transformers(job, "float32", 1)


def bfloat16(job: Job) -> Generate:
    """What a careful one writes: bfloat16, batches of eight sorted by length."""
    return with_transformers(job, "bfloat16", BATCH)


def with_transformers(job: Job, dtype: str, batch_size: int) -> Generate:
    """transformers, as its cards show."""
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForSeq2SeqLM

    torch.set_num_threads(job.threads)
    auto = AutoModelForCausalLM if job.is_decoder else AutoModelForSeq2SeqLM
    model = auto.from_pretrained(job.checkpoint, dtype=getattr(torch, dtype))
    return generate_with(job, model, job.checkpoint, batch_size)


def onnx_int8(job: Job) -> Generate:
    """ONNX Runtime in int8 through optimum, batches of eight sorted by length."""
    import onnxruntime
    from optimum.onnxruntime import ORTModelForCausalLM, ORTModelForSeq2SeqLM

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = job.threads
    auto = ORTModelForCausalLM if job.is_decoder else ORTModelForSeq2SeqLM
    model = auto.from_pretrained(job.onnx, session_options=options)
    return generate_with(job, model, job.onnx, BATCH)


def generate_with(job: Job, model: Any, tokenizer_folder: str, batch_size: int) -> Generate:
    """``generate`` as transformers and optimum share it."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(tokenizer_folder, padding_side="left" if job.is_decoder else "right")
    options: dict[str, Any] = {"min_new_tokens": job.n_new, "max_new_tokens": job.n_new, "do_sample": False}
    if not job.is_decoder:  # a decoder's rule would forbid to copy what is in the source
        options |= {"no_repeat_ngram_size": NO_REPEAT, "decoder_start_token_id": 2}

    def run(texts: Sequence[str], num_beams: int) -> list[str]:
        given = tokenizer(
            with_suffix(job, tokenizer, texts), return_tensors="pt", padding=True, truncation=True,
            max_length=job.max_source_tokens, return_token_type_ids=False,
        )  # fmt: skip
        found = model.generate(**given, num_beams=num_beams, **options)
        if job.is_decoder:
            found = found[:, given["input_ids"].shape[1] :]
        return list(tokenizer.batch_decode(found, skip_special_tokens=True))

    return lambda texts, num_beams: [
        one for batch in sorted_batches(texts, batch_size) for one in run(batch, num_beams)
    ]


def with_suffix(job: Job, tokenizer: Any, texts: Sequence[str]) -> list[str]:
    """The texts, for a decoder with the words behind them that ask for a summary; then cut by hand."""
    if not job.suffix:
        return list(texts)
    ids = [tokenizer(text, add_special_tokens=False).input_ids[: job.max_source_tokens - 10] for text in texts]
    return [tokenizer.decode(one) + job.suffix for one in ids]


def sorted_batches(texts: Sequence[str], size: int) -> Iterator[list[str]]:
    """The texts by length; in this measurement nobody asks which summary is whose."""
    in_order = sorted(texts, key=len) if size > 1 else list(texts)
    return (in_order[i : i + size] for i in range(0, len(in_order), size))


def raw_ctranslate2(job: Job) -> Generate:
    """CTranslate2 as its guide for transformers shows: int8, all texts in one call."""
    import ctranslate2
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(job.checkpoint)
    library = ctranslate2.Generator if job.is_decoder else ctranslate2.Translator
    model = library(job.raw, intra_threads=job.threads)

    def run(texts: Sequence[str], num_beams: int) -> list[str]:
        rows = [
            tokenizer(text, truncation=True, max_length=job.max_source_tokens).input_ids
            for text in with_suffix(job, tokenizer, texts)
        ]
        tokens = [tokenizer.convert_ids_to_tokens(row) for row in rows]
        if job.is_decoder:
            found = model.generate_batch(
                tokens, beam_size=num_beams, min_length=job.n_new, max_length=job.n_new, include_prompt_in_result=False
            )
            return [tokenizer.decode(one.sequences_ids[0]) for one in found]
        found = model.translate_batch(
            tokens, beam_size=num_beams, min_decoding_length=job.n_new, max_decoding_length=job.n_new,
            no_repeat_ngram_size=NO_REPEAT,
        )  # fmt: skip
        return [tokenizer.decode(tokenizer.convert_tokens_to_ids(one.hypotheses[0])) for one in found]

    return run


PEERS: Final[dict[str, Callable[[Job], Generate]]] = {
    "naive fp32": naive,
    "transformers bf16": bfloat16,
    "raw ctranslate2": raw_ctranslate2,
    "onnx int8": onnx_int8,
}


def summarize_folder(job: Job, generate: Generate) -> None:
    """Reads the documents and writes a summary for each."""
    texts = [path.read_text("utf-8") for path in sorted(Path(job.documents).iterdir())]
    for i, summary in enumerate(generate(texts, 1)):
        (Path(job.out) / f"{i:05}.txt").write_text(summary, encoding="utf-8")


def print_one(job: Job, generate: Generate, note: str = "") -> None:
    """Seconds of one document, greedy and with four beams, once the model is warm."""
    generate([Path(job.short).read_text("utf-8")], 1)
    text = Path(job.one).read_text("utf-8")
    for task, num_beams in (("one greedy", 1), ("one beam 4", 4)):
        began, began_cpu = time.perf_counter(), time.process_time()
        generate([text], num_beams)
        wall_s, cpu_s = time.perf_counter() - began, time.process_time() - began_cpu
        print(json.dumps({"task": task, "wall_s": wall_s, "cpu_s": cpu_s, "note": note}), flush=True)


def main() -> None:
    """Runs one row's task."""
    row, task, job_file = sys.argv[1:]
    job = Job.read(Path(job_file))
    generate = PEERS[row](job)
    if task == "cold":
        generate([Path(job.short).read_text("utf-8")], 1)
    elif task == "one":
        print_one(job, generate)
    else:
        summarize_folder(job, generate)


if __name__ == "__main__":
    main()
