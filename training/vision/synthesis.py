"""Images made from label maps: random shape, random contrast, the faults of real scanners.

Everything runs in torch on one device, so that the same code serves CPU and GPU.
Axes are z, y, x growing toward superior, anterior, right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .anatomy import MIRROR, Leaf, leaf_of_number

#: Tissue groups: label numbers that share one intensity draw (left and right, and near-identical tissue).
GROUPS: dict[str, tuple[int, ...]] = {
    "air": (0,),
    "white": (2, 41),
    "grey": (3, 42),
    "csf": (24,),
    "ventricle": (4, 43, 5, 44, 14, 15, 72),
    "plexus": (31, 63, 136, 163, 137, 164),
    "cerebellar white": (7, 46),
    "cerebellar grey": (8, 47),
    "thalamus": (10, 49),
    "caudate": (11, 50),
    "putamen": (12, 51),
    "pallidum": (13, 52),
    "brainstem": (16,),
    "hippocampus": (17, 53),
    "amygdala": (18, 54),
    "accumbens": (26, 58),
    "ventral diencephalon": (28, 60, 85),
    "lesion": (25, 57, 77, 80),
    "vessel": (30, 62, 502, 514),
    "eyes": (506, 259),
    "muscle": (508, 530, 509),
    "soft": (507, 258),
    "skin": (511,),
    "spinal cord": (512,),
    "bone": (515, 165),
    "marrow": (516,),
}
#: T1-like mean ranges, relative to white matter near 1; fat under the skin and in marrow is brighter than that.
T1_PRIOR: dict[str, tuple[float, float]] = {
    "air": (0.0, 0.04), "white": (0.9, 1.0), "grey": (0.55, 0.75), "csf": (0.12, 0.35),
    "ventricle": (0.1, 0.3), "plexus": (0.2, 0.6), "cerebellar white": (0.84, 1.0),
    "cerebellar grey": (0.52, 0.75), "thalamus": (0.7, 0.92), "caudate": (0.6, 0.8),
    "putamen": (0.65, 0.85), "pallidum": (0.78, 0.97), "brainstem": (0.78, 0.97),
    "hippocampus": (0.55, 0.75), "amygdala": (0.55, 0.75), "accumbens": (0.58, 0.8),
    "ventral diencephalon": (0.7, 0.93), "lesion": (0.45, 0.85), "vessel": (0.3, 1.2),
    "eyes": (0.1, 0.35), "muscle": (0.3, 0.6), "soft": (0.35, 1.2), "skin": (0.6, 1.8),
    "spinal cord": (0.75, 0.95), "bone": (0.02, 0.25), "marrow": (0.4, 1.6),
}  # fmt: skip
#: Grey structures in a T1-weighted image of one person, relative to that person's cortex. Drawn apart from
#: each other they would have edges that no scan shows, such as between hippocampus and cortex.
T1_RELATIVE: dict[str, tuple[float, float]] = {
    "hippocampus": (1.02, 0.04), "amygdala": (1.0, 0.04), "accumbens": (1.06, 0.05), "caudate": (1.08, 0.05),
    "putamen": (1.15, 0.05), "cerebellar grey": (0.98, 0.05),
}  # fmt: skip
#: T2- and FLAIR-like orders: (white, grey, csf) ranges; other tissue follows by its place between them.
BRAIN_OUTSIDE = ("air", "eyes", "muscle", "soft", "skin", "spinal cord", "bone", "marrow")


@dataclass(frozen=True)
class Sample:
    image: Tensor  # D x H x W, normalised
    target: Tensor  # D x H x W, leaf index (int64)


class Synthesizer:
    """Draws samples on the 2 mm working grid from packed 1 mm label maps."""

    def __init__(self, numbers: np.ndarray, leaves: list[Leaf], device: torch.device) -> None:
        self.device = device
        index = {int(number): i for i, number in enumerate(numbers)}
        leaf_of = leaf_of_number(leaves)
        self.leaf = torch.tensor([leaf_of[int(n)] for n in numbers], device=device)
        mirror = {**MIRROR, **{right: left for left, right in MIRROR.items()}}
        self.mirror = torch.tensor(
            [index.get(mirror.get(int(n), int(n)), index[int(n)]) for n in numbers], device=device
        )
        self.groups = list(GROUPS)
        group_of = {n: g for g, members in enumerate(GROUPS.values()) for n in members}
        self.group = torch.tensor([group_of[int(n)] for n in numbers], device=device)
        outside = [self.groups.index(name) for name in BRAIN_OUTSIDE]
        self.is_outside = torch.tensor([int(g) in outside for g in self.group], device=device)
        self.is_csf = torch.tensor([int(n) == 24 for n in numbers], device=device)

    # -- shape -----------------------------------------------------------------------------------

    def _grid(self, labels: Tensor, shape: tuple[int, int, int], rng: np.random.Generator):
        """Voxel coordinates (3, D, H, W) into `labels` and whether the map is mirrored."""
        device = self.device
        spacing = 2.0 * math.exp(rng.normal(0, 0.06))
        angles = np.radians(rng.normal(0, (8, 6, 6)))
        if rng.random() < 0.1:
            angles = np.radians(rng.uniform(-30, 30, 3))
        matrix = np.eye(3)
        for axis, angle in enumerate(angles):
            c, s = math.cos(angle), math.sin(angle)
            turn = np.eye(3)
            a, b = [i for i in range(3) if i != axis]
            turn[a, a], turn[a, b], turn[b, a], turn[b, b] = c, -s, s, c
            matrix = matrix @ turn
        stretch = np.diag(np.exp(rng.normal(0, 0.07, 3)))
        shear = np.eye(3) + np.triu(rng.normal(0, 0.03, (3, 3)), 1)
        matrix = matrix @ stretch @ shear * spacing
        inside = (~(self.is_outside | self.is_csf))[labels.long()]
        low, high = [], []
        for axis in range(3):
            others = [a for a in range(3) if a != axis]
            used = torch.nonzero(inside.any(dim=others[1]).any(dim=others[0]))
            low.append(int(used[0])), high.append(int(used[-1]))
        centre = (np.array(low) + np.array(high)) / 2 + rng.normal(0, 8, 3)
        axes = [torch.arange(n, device=device, dtype=torch.float32) - (n - 1) / 2 for n in shape]
        zz, yy, xx = torch.meshgrid(*axes, indexing="ij")
        points = torch.stack([zz, yy, xx]).reshape(3, -1)
        where = torch.tensor(matrix, dtype=torch.float32, device=device) @ points
        where += torch.tensor(centre, dtype=torch.float32, device=device)[:, None]
        where = where.reshape(3, *shape)
        field = torch.zeros(1, 3, *shape, device=device)
        for nodes, strength in ((5, 3.0), (9, 2.0), (16, 1.0)):
            scale = abs(rng.normal(0, strength))
            coarse = torch.tensor(
                rng.normal(0, scale, (1, 3, nodes, nodes, nodes)), dtype=torch.float32, device=device
            )
            field += F.interpolate(coarse, size=shape, mode="trilinear", align_corners=True)
        return where + field[0], rng.random() < 0.5, torch.tensor(matrix, dtype=torch.float32)

    def _look_up(self, labels: Tensor, where: Tensor) -> Tensor:
        """Nearest label index; outside the map is index 0 (air)."""
        nearest = where.round().to(torch.int32)
        valid = torch.ones(nearest.shape[1:], dtype=torch.bool, device=self.device)
        for axis, size in enumerate(labels.shape):
            valid &= (nearest[axis] >= 0) & (nearest[axis] < size)
            nearest[axis].clamp_(0, size - 1)
        flat = (nearest[0] * labels.shape[1] + nearest[1]) * labels.shape[2] + nearest[2]
        found = labels.reshape(-1).index_select(0, flat.reshape(-1)).reshape(flat.shape)
        return torch.where(valid, found, torch.zeros_like(found))

    # -- contrast --------------------------------------------------------------------------------

    def _means(self, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        kind = rng.random()
        means = rng.uniform(0.0, 1.0, len(self.groups))
        if kind < 0.65:  # T1-like
            for g, name in enumerate(self.groups):
                means[g] = rng.uniform(*T1_PRIOR[name])
            if rng.random() < 0.7:
                cortex = means[self.groups.index("grey")]
                for name, (ratio, spread) in T1_RELATIVE.items():
                    means[self.groups.index(name)] = cortex * rng.normal(ratio, spread)
        elif kind < 0.9:  # T2-, PD- or FLAIR-like: brain tissue by its place between white matter and fluid
            white, grey = rng.uniform(0.25, 0.5), rng.uniform(0.45, 0.75)
            fluid = rng.uniform(0.85, 1.2) if kind < 0.8 else rng.uniform(0.0, 0.2)
            for g, name in enumerate(self.groups):
                if name in ("csf", "ventricle", "eyes"):
                    means[g] = fluid * rng.uniform(0.85, 1.05)
                elif name in ("white", "cerebellar white"):
                    means[g] = white * rng.uniform(0.92, 1.08)
                elif name in BRAIN_OUTSIDE or name in ("vessel", "plexus"):
                    means[g] = rng.uniform(0.0, 0.9)
                elif name == "lesion":
                    means[g] = rng.uniform(0.6, 1.2)
                else:
                    place = np.mean(T1_PRIOR[name])
                    share = np.clip((0.95 - place) / 0.3 + rng.normal(0, 0.15), -0.3, 1.2)
                    means[g] = white + (grey - white) * share
        else:
            means = rng.uniform(0.02, 1.0, len(self.groups))
        if rng.random() < 0.9:
            means[self.groups.index("air")] = rng.uniform(0, 0.04)
        if rng.random() < 0.6:
            means[self.groups.index("bone")] = rng.uniform(0.0, 0.2)
        deviations = np.abs(rng.normal(0, 0.04, len(self.groups)))
        if rng.random() < 0.5:  # one intensity for all fluid
            means[self.groups.index("ventricle")] = means[self.groups.index("csf")]
        return (
            torch.tensor(means, dtype=torch.float32, device=self.device),
            torch.tensor(deviations, dtype=torch.float32, device=self.device),
        )

    # -- one sample ------------------------------------------------------------------------------

    def __call__(
        self, labels: Tensor, rng: np.random.Generator, shape: tuple[int, int, int] | None = None
    ) -> Sample:
        """`labels`: uint8 indices (z, y, x) at 1 mm."""
        device = self.device
        if shape is None:
            shape = tuple(int(rng.choice(c)) for c in ((80, 80, 80, 96), (96, 96, 112), (80,)))
        generator = torch.Generator(device=device)
        generator.manual_seed(int(rng.integers(2**31)))
        if rng.random() < 0.5:
            labels = self.mirror.to(torch.uint8)[labels.flip(2).long()]
        where, _, matrix = self._grid(labels, shape, rng)
        means, deviations = self._means(rng)
        strip = rng.random()

        centre = self._look_up(labels, where)
        image = torch.zeros(shape, device=device)
        corners = [(a, b, c) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]
        chosen = rng.permutation(8)[:4]
        coarse = torch.randn(shape, generator=generator, device=device)
        keep_csf = rng.random() < 0.5
        for corner in chosen:
            offset = matrix.to(device) @ torch.tensor(corners[corner], dtype=torch.float32, device=device)
            part = self._look_up(labels, where + 0.25 * offset[:, None, None, None]).long()
            group = self.group[part]
            value = means[group] + deviations[group] * coarse
            if strip < 0.35:
                gone = self.is_outside[part]
                if not keep_csf:
                    gone = gone | self.is_csf[part]
                value = torch.where(gone, torch.zeros_like(value), value)
            image += value
        image /= len(chosen)
        image.clamp_(min=0)

        bias = torch.tensor(
            rng.normal(0, abs(rng.normal(0, 0.25)), (1, 1, 4, 4, 4)), dtype=torch.float32, device=device
        )
        image = image * F.interpolate(bias, size=shape, mode="trilinear", align_corners=True)[0, 0].exp()
        if rng.random() < 0.3:
            image = blur(image, rng.uniform(0.3, 1.0))
        if rng.random() < 0.3:
            image = thick_slices(image, int(rng.integers(3)), rng.uniform(1.2, 3.5))
        image = image + torch.randn(shape, generator=generator, device=device) * abs(rng.normal(0, 0.025))
        target = self.leaf[centre.long()]
        if strip < 0.35:
            gone = self.is_outside[centre.long()]
            if not keep_csf:
                gone = gone | self.is_csf[centre.long()]
            image = torch.where(gone, torch.zeros_like(image), image)
            target = torch.where(gone, self.leaf[0], target)  # number 0 comes first: background
        image = normalise(image.clamp(min=0))
        image = image.clamp(min=0) ** math.exp(rng.normal(0, 0.2))
        if rng.random() < 0.1:  # a field of view that ends inside the head
            axis, size = int(rng.integers(3)), shape
            depth = int(rng.uniform(0.1, 0.35) * size[axis])
            piece = [slice(None)] * 3
            piece[axis] = slice(0, depth) if rng.random() < 0.5 else slice(size[axis] - depth, None)
            image[tuple(piece)] = 0
            target[tuple(piece)] = -1
        return Sample(image, target)


def normalise(image: Tensor) -> Tensor:
    """Intensities to about 0...1 by the rule of Documentation/Weights.md."""
    flat = image.reshape(-1)
    low = nearest_rank(flat, 0.01)
    high = nearest_rank(flat[flat > flat.mean()], 0.995)
    return ((image - low) / (high - low).clamp(min=1e-6)).clamp(0, 1.5)


def nearest_rank(values: Tensor, quantile: float) -> Tensor:
    return values.kthvalue(math.floor(quantile * (values.numel() - 1)) + 1).values


def blur(image: Tensor, sigma: float) -> Tensor:
    """Gaussian blur, sigma in voxels."""
    radius = max(1, math.ceil(2.5 * sigma))
    kernel = torch.exp(-0.5 * (torch.arange(-radius, radius + 1, device=image.device) / sigma) ** 2)
    kernel = kernel / kernel.sum()
    x = image[None, None]
    for axis in range(3):
        shape = [1, 1, 1, 1, 1]
        shape[axis + 2] = len(kernel)
        padding = [0, 0, 0]
        padding[axis] = radius
        x = F.conv3d(x, kernel.reshape(shape), padding=tuple(padding))
    return x[0, 0]


def thick_slices(image: Tensor, axis: int, factor: float) -> Tensor:
    """Average along one axis to slices `factor` voxels thick, then interpolate back."""
    size = list(image.shape)
    low = list(size)
    low[axis] = max(4, round(size[axis] / factor))
    x = F.interpolate(image[None, None], size=low, mode="area")
    return F.interpolate(x, size=size, mode="trilinear", align_corners=False)[0, 0]
