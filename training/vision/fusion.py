"""Train the attention over several scans alone, on features kept from the trunk.

    python -m training.vision.fusion --pairs 100

Made for a CPU: pairs of pictures go through the trunk once, a share of their voxels is kept, and the few weights
of the attention learn from those. Starts from the committed weights; `--export` writes them back with the new
attention.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from torch import Tensor

from .anatomy import ROOT
from .detail import DetailTrainer
from .network import Fusion
from .train import HELD_OUT, add_options, dice_scores

KEPT = 40_000  # voxels of a pair


@dataclass(frozen=True)
class Pair:
    streams: Tensor  # 2 x voxels x features, float16
    means: Tensor  # 2 x features
    target: Tensor  # voxels

    def fused(self, fusion: Fusion, part: Tensor | slice = slice(None)) -> Tensor:
        streams = self.streams[:, part].float()
        scores = [fusion(x, mean) for x, mean in zip(streams, self.means)]
        return (torch.stack(scores).softmax(0)[..., None] * streams).sum(0)


def draw_pairs(trainer: DetailTrainer, count: int, names: list[str], seed: int) -> list[Pair]:
    pairs = []
    for index in range(count):
        rng = np.random.default_rng([seed, index])
        anatomy = trainer.anatomies[names[int(rng.integers(len(names)))]]
        first, second, target = trainer.pair(anatomy, rng)
        flat = target.reshape(-1)
        chosen = trainer.loss.choose(flat)
        chosen = chosen[torch.randperm(len(chosen))[:KEPT]]
        streams = [trainer.features(image).reshape(flat.shape[0], -1) for image in (first, second)]
        kept = torch.stack([x[chosen].half() for x in streams])
        pairs.append(Pair(kept, torch.stack([x.mean(0) for x in streams]), flat[chosen]))
        if (index + 1) % 10 == 0:
            print(f"{index + 1} pairs", flush=True)
    return pairs


@torch.no_grad()
def score(trainer: DetailTrainer, pairs: list[Pair]) -> str:
    """Mean Dice of the brain: the first scan, the second, the better of them, both fused."""
    names, rows = trainer.phrases.names(), []
    brain = list(range([leaf.name for leaf in trainer.leaves].index("optic chiasm")))
    for pair in pairs:
        rows_of = (*pair.streams.float(), pair.fused(trainer.network.fusion))
        found = [trainer.network.logits(x, names).argmax(1) for x in rows_of]
        dice = [float(dice_scores(f, pair.target, len(trainer.leaves))[brain].nanmean()) for f in found]
        rows.append([dice[0], dice[1], max(dice[:2]), dice[2]])
    means = np.mean(rows, axis=0)
    return ", ".join(f"{t} {m:.4f}" for t, m in zip(("first", "second", "better", "fused"), means))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_options(parser)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--export", type=Path, help="write the weights here with the new attention")
    arguments = parser.parse_args()
    trainer = DetailTrainer(arguments)
    torch.manual_seed(arguments.seed)
    fusion = trainer.network.fusion
    for layer in (fusion.hidden, fusion.score):
        layer.reset_parameters()
        layer.requires_grad_(True)
    held_out = draw_pairs(trainer, 12, list(HELD_OUT), 9)
    print("before:", score(trainer, held_out), flush=True)
    pairs = draw_pairs(trainer, arguments.pairs, trainer.training, arguments.seed + 100)
    optimizer = torch.optim.AdamW(fusion.parameters(), lr=arguments.rate, weight_decay=1e-3)
    with torch.no_grad():
        names = trainer.phrases.names()
    for step in range(arguments.steps):
        optimizer.param_groups[0]["lr"] = arguments.rate * (1 - step / arguments.steps)
        pair = pairs[step % len(pairs)]
        part = torch.randperm(len(pair.target))[:8000]
        logits = trainer.network.logits(pair.fused(trainer.network.fusion, part), names)
        loss = trainer.loss(logits, pair.target, part)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if (step + 1) % 500 == 0:
            print(f"step {step + 1}:", score(trainer, held_out), flush=True)
    if arguments.export:
        from safetensors.torch import load_file, save_file

        committed = ROOT / "models" / "vision.safetensors"
        with safe_open(committed, "pt") as file:
            metadata = dict(file.metadata())
        tensors = load_file(committed)
        for name, value in trainer.network.fusion.state_dict().items():
            key = f"fusion.{name}"
            tensors[key] = value.half() if value.ndim > 1 else value
        metadata["fusion"] = json.dumps({"pairs": arguments.pairs, "steps": arguments.steps})
        save_file(tensors, arguments.export, metadata=metadata)


if __name__ == "__main__":
    main()
