"""Lets the heads follow a text encoder that has moved: ``python -m training.vision.follow OLD/encoder.safetensors``.

The heads read a phrase's embedding through one linear layer each. Its weights are changed as little as will do to read
from the committed encoder's embeddings what they read from the old one's: a ridge regression over the names (which the
program asks with) and the synonyms of all leaves. Nothing else of the network changes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from ..language import weights
from ..language.features import Featuriser
from .anatomy import load_leaves, load_overlays, load_parcels

NAME_WEIGHT = 100.0
RIDGE = 1e-4


def embedded(encoder: Path, texts: list[str]) -> Tensor:
    """[texts, 384]."""
    return Featuriser(weights.encoder_from(encoder), autocast=False).embedded(texts).double()


def follow(layer: Tensor, old: Tensor, new: Tensor, weight: Tensor) -> Tensor:
    """``layer`` [hidden, text] changed so that it gives for ``new`` [n, text] what it gave for ``old``."""
    wanted = (old - new) @ layer.T
    weighted = new * weight[:, None]
    change = torch.linalg.solve(weighted.T @ new + RIDGE * torch.eye(new.shape[1], dtype=new.dtype), weighted.T @ wanted)
    return layer + change.T


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old", type=Path, help="the encoder that the network was trained with")
    parser.add_argument("--network", type=Path, default=weights.MODELS / "vision.safetensors")
    arguments = parser.parse_args()
    tensors = load_file(arguments.network)
    with safe_open(arguments.network, "pt") as file:
        metadata = file.metadata()
    tables = [("head", load_leaves()), ("parcel", load_parcels()), ("lesions.head", load_overlays())]
    for head, leaves in tables:
        if head + ".hidden.weight" not in tensors:
            continue  # a network that tells no lesions yet
        names = {leaf.phrases[0] for leaf in leaves}
        texts = sorted({phrase for leaf in leaves for phrase in leaf.phrases})
        old, new = embedded(arguments.old, texts), embedded(weights.MODELS / "encoder.safetensors", texts)
        weight = torch.tensor([NAME_WEIGHT if text in names else 1.0 for text in texts], dtype=torch.float64)
        key = head + ".hidden.weight"
        layer = tensors[key].double()
        text = layer[:, : old.shape[1]]
        moved = torch.cat([follow(text, old, new, weight), layer[:, old.shape[1]:]], dim=1)
        tensors[key] = moved.to(tensors[key].dtype).contiguous()
        rows = torch.tensor([t in names for t in texts])
        for what, chosen in (("names", rows), ("synonyms", ~rows)):
            before = ((new - old) @ text.T)[chosen].abs().mean()
            after = (new @ moved[:, : old.shape[1]].T - old @ text.T)[chosen].abs().mean()
            print(f"{head}: {int(chosen.sum())} {what} are read {before:.4f} off before, {after:.4f} after")
    save_file(tensors, arguments.network, metadata=metadata)


if __name__ == "__main__":
    main()
