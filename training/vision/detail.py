"""Train what comes after the trunk: the detail network and the attention over several scans.

    python -m training.vision.detail --steps 2000

The trunk stays as it is. Each step draws one scan on a fine or anisotropic grid, of which a crop is sharpened,
and two pictures of one head on the working grid, one or both of them spoilt, which are fused. Goes on from its
own checkpoint; before that from `vision.pt` or the committed weights.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .scan import factor, interpolate_axis, sample_positions, to_working_grid, working_spacing
from .synthesis import Anatomy, blur, intensity_range, scaled, thick_slices
from .train import HELD_OUT, Trainer, add_options, dice_scores, export

CROP = (64, 96, 96)  # voxels of the scan that one step learns from


@dataclass(frozen=True)
class Scene:
    """A scan on its own grid, and a pair of pictures of one head on the working grid."""

    image: Tensor  # D x H x W
    target: Tensor  # D x H x W
    spacing: tuple[float, float, float]
    corner: tuple[int, int, int]  # of the crop
    first: Tensor
    second: Tensor
    pair_target: Tensor


def random_spacing(rng: np.random.Generator) -> np.ndarray:
    """Voxel sizes as scanners give them: 0.7 to 1.4 mm, in a third of scans one axis of 2 to 6 mm."""
    if rng.random() < 0.5:
        spacing = np.full(3, 1.0) * np.exp(rng.normal(0, 0.05))
    else:
        spacing = np.full(3, rng.uniform(0.7, 1.3)) * np.exp(rng.uniform(-0.1, 0.1, 3))
    if rng.random() < 0.35:
        spacing[int(rng.integers(3))] = rng.uniform(2.0, 6.0)
    return spacing


class DetailTrainer(Trainer):
    def __init__(self, arguments: argparse.Namespace) -> None:
        super().__init__(arguments)
        torch.backends.cudnn.benchmark = False  # nearly every scan has a shape of its own

    @staticmethod
    def is_trained(name: str) -> bool:
        return not Trainer.is_trained(name) and not name.startswith("lesions.")

    @property
    def checkpoint(self) -> Path:
        return self.folder / "detail.pt"

    def resume(self) -> None:
        if not self.checkpoint.exists() and (self.folder / "vision.pt").exists():
            state = torch.load(self.folder / "vision.pt", map_location=self.device, weights_only=True)
            self.network.load_state_dict(state["average"])
            self.average = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
            print("the trunk is that of vision.pt", flush=True)
        else:
            super().resume()
        for name, parameter in self.network.named_parameters():
            parameter.requires_grad_(self.is_trained(name))

    def load_parcels(self) -> None:
        """Nothing here learns parcels."""

    # -- samples ---------------------------------------------------------------------------------

    def draw(self, step: int, seed: int) -> Scene:
        rng = np.random.default_rng([seed, step])
        return self.scene(self.training[int(rng.integers(len(self.training)))], rng, random_spacing(rng))

    def scene(self, name: str, rng: np.random.Generator, spacing: np.ndarray) -> Scene:
        draw = self.synthesizer
        anatomy = self.anatomies[name]
        if rng.random() < 0.5:
            anatomy = draw.mirrored(anatomy)
        shape = tuple(round(extent / size) for extent, size in zip((160, 192, 160), spacing))
        frame = draw.frame(anatomy, rng, spacing, shape)
        image, target, stripped = draw.picture(anatomy, frame, rng)
        image = draw.scanned(image, frame, rng, stripped)
        corner = []
        for size, crop in zip(image.shape, CROP):
            room = max(0, size - crop)
            corner.append(int(np.clip(rng.normal(room / 2, room / 4), 0, room)))
        return Scene(image, target, tuple(float(s) for s in spacing), tuple(corner), *self.pair(anatomy, rng))

    def pair(self, anatomy: Anatomy, rng: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
        """Two pictures of one head on the working grid, and the labels that both agree on."""
        draw = self.synthesizer
        frame = draw.frame(anatomy, rng)
        pictures, targets = [], []
        for _ in range(2):
            picture, labels, stripped = draw.picture(anatomy, frame, rng)
            pictures.append(self.spoilt(draw.scanned(picture, frame, rng, stripped), rng))
            targets.append(labels)
        agreed = torch.where(targets[0] == targets[1], targets[0], torch.full_like(targets[0], -1))
        return pictures[0], pictures[1], agreed

    def spoilt(self, image: Tensor, rng: np.random.Generator) -> Tensor:
        """A scan as it should not be: noise alone, thick slices, heavy noise; or as it is."""
        kind = rng.random()
        if kind < 0.2:
            image = torch.rand_like(image) if rng.random() < 0.3 else torch.randn_like(image)
            if rng.random() < 0.4:
                image = blur(image, rng.uniform(0.5, 3.0))
            image = image - image.min()
        elif kind < 0.55:
            image = thick_slices(image, int(rng.integers(3)), rng.uniform(2.0, 5.0))
        elif kind < 0.75:
            image = (image + torch.randn_like(image) * rng.uniform(0.1, 0.5)).clamp(min=0)
        return scaled(image, *intensity_range(image))

    # -- losses ----------------------------------------------------------------------------------

    def sharpened(self, scene: Scene, names: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of the crop's voxels without and with detail, and their targets."""
        working = to_working_grid(scene.image, scene.spacing)
        low, high = intensity_range(working)
        features = self.features(scaled(working, low, high), working_spacing(scene.spacing))
        parts, where = [], []
        for axis in range(3):
            size = scene.image.shape[axis]
            place = sample_positions(size, features.shape[axis], *factor(scene.spacing[axis]))
            place = place[scene.corner[axis] : scene.corner[axis] + CROP[axis]].to(self.device)
            first = int(place.min())
            parts.append(slice(first, int(place.max()) + 2))
            where.append(place - first)
        features = features[tuple(parts)]

        def fine(values: Tensor) -> Tensor:
            for axis in range(3):
                values = interpolate_axis(values, where[axis], axis)
            return values

        network = self.network
        crop = tuple(slice(c, c + n) for c, n in zip(scene.corner, CROP))
        image = scaled(scene.image[crop], low, high)[None, None]
        plain = fine(network.logits(features.reshape(-1, features.shape[3]), names).reshape(*features.shape[:3], -1))
        context = fine(features @ network.detail.context.weight.flatten(1).T)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.arguments.bfloat16):
            detail = network.detail(image, context.permute(3, 0, 1, 2)[None])
        detail = detail[0].permute(1, 2, 3, 0).float()
        plain = plain.reshape(-1, plain.shape[3]).detach()
        logits = plain + detail.reshape(-1, detail.shape[3]) @ network.head.detail_weights(names).T
        return plain, logits, scene.target[crop].reshape(-1)

    def fused(self, scene: Scene) -> Tensor:
        streams = torch.stack([self.features(scene.first), self.features(scene.second)])
        scores = [self.network.fusion(x, x.mean((0, 1, 2))) for x in streams]
        weights = torch.stack(scores).softmax(0)
        return (weights[..., None] * streams).sum(0).reshape(-1, streams.shape[4])

    def losses(self, scene: Scene) -> Tensor:
        with torch.no_grad():
            names = self.phrases.names()
        _, logits, flat = self.sharpened(scene, names)
        chosen = self.loss.choose(flat)
        loss = self.loss(logits.index_select(0, chosen), flat, chosen)
        loss = loss + 0.02 * self.phrases.detail_alignment(self.network.head)
        flat = scene.pair_target.reshape(-1)
        chosen = self.loss.choose(flat)
        both = self.network.logits(self.fused(scene).index_select(0, chosen), names)
        return loss + 0.3 * self.loss(both, flat, chosen)

    @torch.no_grad()
    def validate(self) -> str:
        """Held-out synthetic maps at 1 mm: mean Dice of the brain without and with detail; of single and fused pairs."""
        current = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
        self.network.load_state_dict(self.average)
        names = self.phrases.names()
        titles = ("plain", "sharpened", "first", "second", "fused")
        scores: dict[str, list[Tensor]] = {title: [] for title in titles}
        for seed, name in enumerate(HELD_OUT * 2):
            scene = self.scene(name, np.random.default_rng([9, seed]), np.full(3, 1.0))
            plain, logits, flat = self.sharpened(scene, names)
            found = {"plain": (plain, flat), "sharpened": (logits, flat)}
            for title, features in (("first", self.features(scene.first)), ("second", self.features(scene.second)),
                                    ("fused", self.fused(scene))):  # fmt: skip
                rows = self.network.logits(features.reshape(-1, features.shape[-1]), names)
                found[title] = (rows, scene.pair_target.reshape(-1))
            for title, (rows, target) in found.items():
                scores[title].append(dice_scores(rows.argmax(1), target, len(self.leaves)))
        self.network.load_state_dict(current)
        brain = list(range([leaf.name for leaf in self.leaves].index("optic chiasm")))
        return ", ".join(f"{t} {float(torch.stack(s)[:, brain].nanmean()):.4f}" for t, s in scores.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_options(parser)
    parser.add_argument("--export", type=Path, help="write the averaged weights here and stop")
    arguments = parser.parse_args()
    trainer = DetailTrainer(arguments)
    if arguments.export:
        export(trainer.average, arguments.export, {"detail_steps": str(trainer.step)})
        return
    trainer.train()


if __name__ == "__main__":
    main()
