"""ONNX Runtime as a peer: its environment, and a checkpoint in its int8 form.

    python -m benchmarks.engines.onnx_peer install FOLDER              # once: a virtual environment
    FOLDER/bin/python -m benchmarks.engines.onnx_peer export CHECKPOINT OUT

The benchmark calls the second line by itself where it is told ``--onnx FOLDER``. Nothing of this project but this
folder's own files is imported there.
"""

import argparse
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from shutil import copyfile
from typing import Final

REQUIREMENTS: Final = Path(__file__).with_name("onnx_requirements.txt")


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment."""
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def install(environment: Path) -> None:
    """Makes the environment and installs the pinned packages."""
    venv.create(environment, with_pip=True)
    line = [str(python_of(environment)), "-m", "pip", "install", "-q", "-r", str(REQUIREMENTS)]
    subprocess.run(line, check=True)


def export(checkpoint: Path, out: Path) -> None:
    """The checkpoint as ONNX graphs whose weights are int8, quantized dynamically as optimum's guide shows."""
    from optimum.onnxruntime import ORTModelForCausalLM, ORTModelForSeq2SeqLM
    from transformers import AutoConfig, AutoTokenizer

    AutoTokenizer.from_pretrained(checkpoint).save_pretrained(out)
    with tempfile.TemporaryDirectory() as room:
        if AutoConfig.from_pretrained(checkpoint).is_encoder_decoder:
            ORTModelForSeq2SeqLM.from_pretrained(checkpoint, export=True, use_merged=False).save_pretrained(room)
            quantize(Path(room), out)
            merge(out)
        else:
            ORTModelForCausalLM.from_pretrained(checkpoint, export=True).save_pretrained(room)
            quantize(Path(room), out)


def quantize(room: Path, out: Path) -> None:
    """All graphs of a folder in int8, and the settings beside them."""
    from optimum.onnxruntime import ORTQuantizer
    from optimum.onnxruntime.configuration import AutoQuantizationConfig

    recipe = AutoQuantizationConfig.avx512_vnni(is_static=False, per_channel=False)
    for graph in sorted(room.glob("*.onnx")):
        ORTQuantizer.from_pretrained(room, file_name=graph.name).quantize(recipe, out, file_suffix="")
    for settings in room.glob("*config.json"):
        copyfile(settings, out / settings.name)


def merge(out: Path) -> None:
    """The decoder's two graphs as one, so that the peer holds its weights once: merged ones cannot be quantized."""
    from optimum.onnx import merge_decoders

    halves = [out / f"decoder_{name}.onnx" for name in ("model", "with_past_model")]
    merge_decoders(*halves, save_path=out / "decoder_model_merged.onnx", strict=False)
    for half in halves:
        half.unlink()


def main() -> None:
    """Does what the first argument says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("install").add_argument("folder", type=Path)
    exporting = acts.add_parser("export")
    exporting.add_argument("checkpoint", type=Path)
    exporting.add_argument("out", type=Path)
    args = parser.parse_args()
    if args.act == "install":
        install(args.folder)
    else:
        export(args.checkpoint, args.out)


if __name__ == "__main__":
    main()
