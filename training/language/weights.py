"""Weights files: safetensors with 8-bit rows, and the base model's weights."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from .network import EncoderConfiguration, TextEncoder
from .tokenizer import PIECES_PATH, base_model_folder, base_pieces

MODELS = Path(__file__).resolve().parents[2] / "models"


def quantise(tensor: Tensor) -> tuple[Tensor, Tensor]:
    """8-bit values and a float32 scale per row: value = int8 * scale[row]."""
    scale = tensor.float().abs().amax(dim=1).clamp(min=1e-12) / 127
    values = (tensor.float() / scale[:, None]).round().clamp(-127, 127).to(torch.int8)
    return values, scale


def packed(tensors: dict[str, Tensor], keep: tuple[str, ...] = ()) -> dict[str, Tensor]:
    """2-D weights as I8 with ``NAME.scale``, everything else (and ``keep``) as F32."""
    result: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        tensor = tensor.detach().cpu()
        if tensor.ndim == 2 and name not in keep:
            result[name], result[name + ".scale"] = quantise(tensor)
        else:
            result[name] = tensor.float().contiguous()
    return result


def unpacked(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """The float32 values that a reader of the file computes with."""
    result = {}
    for name, tensor in tensors.items():
        if name.endswith(".scale"):
            continue
        scale = tensors.get(name + ".scale")
        result[name] = tensor.float() if scale is None else tensor.float() * scale[:, None]
    return result


def write(path: Path, tensors: dict[str, Tensor], metadata: dict[str, object]) -> None:
    """Metadata values other than text are stored as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in metadata.items()}
    save_file(tensors, path, metadata=text)


def read(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    with safe_open(path, "pt") as file:
        metadata = file.metadata() or {}
    return unpacked(load_file(path)), metadata


def base_encoder() -> TextEncoder:
    """MiniLM's weights with the word table cut down to ``pieces.txt``, rounded to 8 bits.

    The decoder is trained on what the program will compute, so the encoder's weights are taken through
    the 8-bit format first.
    """
    pieces = PIECES_PATH.read_text().splitlines()
    index = {piece: row for row, piece in enumerate(base_pieces())}
    tensors = load_file(base_model_folder() / "model.safetensors")
    tensors = {name.removeprefix("bert."): tensor for name, tensor in tensors.items()}
    rows = torch.tensor([index[piece] for piece in pieces])
    words = "embeddings.word_embeddings.weight"
    tensors[words] = tensors[words][rows]
    encoder = TextEncoder(EncoderConfiguration(vocab_size=len(pieces)))
    encoder.load_named(tensors)
    encoder.load_named(unpacked(packed(encoder.named_tensors())))
    return encoder.eval().requires_grad_(False)


def current_encoder() -> TextEncoder:
    """The committed encoder, which has learned with the decoder; without it the base model's."""
    committed = MODELS / "encoder.safetensors"
    return encoder_from(committed) if committed.exists() else base_encoder()


def encoder_from(path: Path) -> TextEncoder:
    tensors, metadata = read(path)
    if json.loads(metadata["vocabulary"]) != PIECES_PATH.read_text().splitlines():
        raise SystemExit(f"{path} was written for other word pieces: export it again")
    encoder = TextEncoder(EncoderConfiguration(**json.loads(metadata["configuration"])))
    encoder.load_named(tensors)
    return encoder.eval().requires_grad_(False)
