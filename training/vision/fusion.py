"""Train the attention over several scans alone, on features kept from the trunk.

    python -m training.vision.fusion --pairs 100

Made for a CPU: pairs of pictures go through the trunk once, a share of their voxels is kept, and the few weights
of the attention learn from those. Starts from the committed weights; `--export` writes them back with the new
attention.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .detail import DetailTrainer
from .network import Fusion
from .scan import Scan, carried, encode
from .synthesis import Anatomy
from .train import HELD_OUT, add_options, dice_scores, rewrite

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
    """Pairs of pictures on one working grid, some of them spoilt, and of scans in thick slices across each other
    on grids of their own: one of each kind after the other."""
    pairs = []
    for index in range(count):
        rng = np.random.default_rng([seed, index])
        anatomy = trainer.anatomies[names[int(rng.integers(len(names)))]]
        if index % 2:
            streams, means, target = crossed(trainer, anatomy, rng)
        else:
            first, second, target = trainer.pair(anatomy, rng)
            streams = [trainer.features(image) for image in (first, second)]
            means = [x.mean((0, 1, 2)) for x in streams]
        flat = target.reshape(-1)
        chosen = trainer.loss.choose(flat)
        chosen = chosen[torch.randperm(len(chosen))[:KEPT]]
        kept = torch.stack([x.reshape(flat.shape[0], -1)[chosen].half() for x in streams])
        pairs.append(Pair(kept, torch.stack(means), flat[chosen]))
        if (index + 1) % 10 == 0:
            print(f"{index + 1} pairs", flush=True)
    return pairs


@torch.no_grad()
def crossed(trainer: DetailTrainer, anatomy: Anatomy, rng: np.random.Generator) -> tuple[list[Tensor], list[Tensor], Tensor]:
    """Features of two scans in thick slices along two axes, on the first one's working grid, with their means and
    the labels there."""
    draw = trainer.synthesizer
    frame = draw.frame(anatomy, rng, np.full(3, 1.0), (160, 192, 160))
    first, target, stripped = draw.picture(anatomy, frame, rng)
    images = [draw.scanned(first, frame, rng, stripped)]
    if rng.random() < 0.5:  # another contrast
        second, labels, stripped = draw.picture(anatomy, frame, rng)
        images.append(draw.scanned(second, frame, rng, stripped))
        target = torch.where(target == labels, target, torch.full_like(target, -1))
    else:
        images.append(images[0])
    axes = rng.permutation(3)[:2]
    encoded = []
    for image, axis in zip(images, axes):
        block = int(rng.integers(3, 7))
        affine, spacing = np.eye(4), np.ones(3)
        affine[2 - axis, 2 - axis], affine[2 - axis, 3] = block, (block - 1) / 2
        spacing[axis] = block
        count = image.shape[axis] // block
        image = image.narrow(int(axis), 0, count * block).unflatten(int(axis), (count, block)).mean(int(axis) + 1)
        noisy = (image + torch.randn_like(image) * abs(rng.normal(0, 0.01))).clamp(min=0)
        encoded.append(encode(trainer.network, Scan(noisy, tuple(map(float, spacing)), affine)))
    own, other = encoded
    shape = own.features.shape[1:]
    moved, covered = carried(other.features, np.linalg.inv(other.affine) @ own.affine, shape)
    labels = carried_labels(target, own.affine, shape)
    labels = torch.where(covered, labels, torch.full_like(labels, -1))
    streams = [own.features.permute(1, 2, 3, 0), moved.permute(1, 2, 3, 0)]
    return streams, [own.features.mean((1, 2, 3)), other.features.mean((1, 2, 3))], labels


def carried_labels(target: Tensor, affine: np.ndarray, shape: tuple[int, ...]) -> Tensor:
    """The nearest of the labels (D x H x W, 1 mm) at the voxels of a grid along its axes; -1 beyond them."""
    places = [np.rint(affine[2 - a, 2 - a] * np.arange(n) + affine[2 - a, 3]).astype(int) for a, n in enumerate(shape)]
    inside = [torch.tensor((p >= 0) & (p < n)) for p, n in zip(places, target.shape)]
    picked = target[np.ix_(*(p.clip(0, n - 1) for p, n in zip(places, target.shape)))]
    covered = inside[0][:, None, None] & inside[1][None, :, None] & inside[2][None, None]
    return torch.where(covered, picked, torch.full_like(picked, -1))


@torch.no_grad()
def score(trainer: DetailTrainer, pairs: list[Pair]) -> str:
    """Mean Dice of the brain: the first scan, the second, the better of them, both fused; for either kind of pairs."""
    return "; ".join(f"{kind}: {scores(trainer, pairs[start::2])}" for start, kind in enumerate(("spoilt", "crossed")))


@torch.no_grad()
def scores(trainer: DetailTrainer, pairs: list[Pair]) -> str:
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
    held_out = draw_pairs(trainer, 24, list(HELD_OUT), 9)
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
        tensors = {f"fusion.{name}": value for name, value in fusion.state_dict().items()}
        rewrite(tensors, arguments.export, {"fusion": {"pairs": arguments.pairs, "steps": arguments.steps}})


if __name__ == "__main__":
    main()
