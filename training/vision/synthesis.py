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

from .anatomy import COARSE, MIRROR, Leaf, leaf_of_number

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
class Anatomy:
    """One packed 1 mm map: uint8 indices (z, y, x) into the label numbers, and the middle of its brain."""

    labels: Tensor
    centre: np.ndarray
    parcels: Tensor | None = None  # uint8, index into the table's parcels, 255 outside of the cortex


@dataclass(frozen=True)
class Sample:
    image: Tensor  # D x H x W, normalised
    target: Tensor  # D x H x W, int64: leaf, K + coarse group, or -1 for what does not count
    parcels: Tensor | None = None  # D x H x W, uint8, 255 outside of the cortex


@dataclass(frozen=True)
class Overlay:
    """What lies over the anatomy of a map (lesions), on the map's grid."""

    share: Tensor  # uint8, 255 for all of a voxel
    tint: Tensor  # uint8, 128 for the mean intensity
    mean: float
    spread: float  # of the intensity, where the tint is 128 away from its mean

    def over(self, value: Tensor, share: Tensor, tint: Tensor) -> Tensor:
        """Intensities with the overlay, from shares and tints that were looked up at the same places."""
        own = self.mean + self.spread * (tint.float() - 128) / 128
        return value + (own - value) * (share.float() / 255)


@dataclass(frozen=True)
class Frame:
    """The grid of a sample: voxels, voxel sizes in mm, and where its voxels lie in the map (3, D, H, W)."""

    shape: tuple[int, int, int]
    spacing: np.ndarray
    where: Tensor
    matrix: Tensor  # one voxel's step along each axis, in the map


class Synthesizer:
    """Draws samples from packed 1 mm label maps, by default on a working grid of about 2 mm."""

    def __init__(self, numbers: np.ndarray, leaves: list[Leaf], device: torch.device) -> None:
        self.device = device
        index = {int(number): i for i, number in enumerate(numbers)}
        leaf_of = {**leaf_of_number(leaves), **{n: len(leaves) + g for g, n in enumerate(COARSE)}}
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

    def anatomy(self, labels: Tensor, parcels: Tensor | None = None) -> Anatomy:
        inside = (~(self.is_outside | self.is_csf))[labels.long()]
        centre = []
        for axis in range(3):
            used = torch.nonzero(inside.any(dim=[a for a in range(3) if a != axis][1]).any(
                dim=[a for a in range(3) if a != axis][0]))  # fmt: skip
            centre.append((int(used[0]) + int(used[-1])) / 2)
        return Anatomy(labels, np.array(centre), parcels)

    # -- shape -----------------------------------------------------------------------------------

    def frame(self, anatomy: Anatomy, rng: np.random.Generator, spacing: np.ndarray | None = None,
              shape: tuple[int, int, int] | None = None) -> Frame:  # fmt: skip
        """A random pose of the head on a grid of this spacing (mm) and shape; both are drawn when not given."""
        device = self.device
        if spacing is None:
            spacing = np.full(3, 2.0)
            if rng.random() < 0.3:  # what integer steps leave of scans finer or coarser than 1 mm
                spacing = spacing * np.exp(rng.uniform(-0.3, 0.3, 3))
        if shape is None:
            # Few shapes: every new one costs a GPU the search for its fastest kernels.
            shapes = ((112, 128, 96),) if spacing.mean() < 1.8 else ((80, 96, 80), (80, 96, 80), (96, 112, 96))
            shape = shapes[int(rng.integers(len(shapes)))]
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
        stretch = np.diag(np.exp(rng.normal(0, 0.07, 3) + rng.normal(0, 0.06)))
        shear = np.eye(3) + np.triu(rng.normal(0, 0.03, (3, 3)), 1)
        matrix = matrix @ stretch @ shear @ np.diag(spacing)
        centre = anatomy.centre + rng.normal(0, 8, 3)
        axes = [torch.arange(n, device=device, dtype=torch.float32) - (n - 1) / 2 for n in shape]
        zz, yy, xx = torch.meshgrid(*axes, indexing="ij")
        steps = torch.tensor(matrix, dtype=torch.float32, device=device)
        middle = torch.tensor(centre, dtype=torch.float32, device=device)
        where = steps @ torch.stack([zz, yy, xx]).reshape(3, -1) + middle[:, None]
        where = where.reshape(3, *shape)
        for nodes, strength in ((5, 3.0), (9, 2.0), (16, 1.0)):
            scale = abs(rng.normal(0, strength))
            coarse = torch.tensor(
                rng.normal(0, scale, (1, 3, nodes, nodes, nodes)), dtype=torch.float32, device=device
            )
            where += F.interpolate(coarse, size=shape, mode="trilinear", align_corners=True)[0]
        return Frame(shape, spacing, where, steps)

    def _look_up(self, labels: Tensor, where: Tensor, outside: int = 0) -> Tensor:
        """Nearest label index; outside the map is index 0 (air) unless said otherwise."""
        nearest = where.round().to(torch.int32)
        valid = torch.ones(nearest.shape[1:], dtype=torch.bool, device=self.device)
        for axis, size in enumerate(labels.shape):
            valid &= (nearest[axis] >= 0) & (nearest[axis] < size)
            nearest[axis].clamp_(0, size - 1)
        flat = (nearest[0] * labels.shape[1] + nearest[1]) * labels.shape[2] + nearest[2]
        found = labels.reshape(-1).index_select(0, flat.reshape(-1)).reshape(flat.shape)
        return torch.where(valid, found, torch.full_like(found, outside))

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

    def __call__(self, anatomy: Anatomy, rng: np.random.Generator, frame: Frame | None = None) -> Sample:
        if frame is None:
            if rng.random() < 0.5:
                anatomy = self.mirrored(anatomy)
            frame = self.frame(anatomy, rng)
        image, target, stripped = self.picture(anatomy, frame, rng)
        image = self.scanned(image, frame, rng, stripped)
        if rng.random() < 0.1:  # a field of view that ends inside the head
            axis, size = int(rng.integers(3)), frame.shape
            depth = int(rng.uniform(0.1, 0.35) * size[axis])
            piece = [slice(None)] * 3
            piece[axis] = slice(0, depth) if rng.random() < 0.5 else slice(size[axis] - depth, None)
            image[tuple(piece)] = 0
            target[tuple(piece)] = -1
        parcels = None
        if anatomy.parcels is not None:
            parcels = self._look_up(anatomy.parcels, frame.where, outside=255)
        return Sample(image, target, parcels)

    def mirrored(self, anatomy: Anatomy) -> Anatomy:
        """The other half: left and right exchanged, in the labels too."""
        centre = anatomy.centre.copy()
        centre[2] = anatomy.labels.shape[2] - 1 - centre[2]
        parcels = anatomy.parcels
        if parcels is not None:
            parcels = parcels.flip(2)
            parcels = torch.where(parcels == 255, parcels, parcels ^ 1)  # the table's order: left, right
        return Anatomy(self.mirror.to(torch.uint8)[anatomy.labels.flip(2).long()], centre, parcels)

    def picture(
        self, anatomy: Anatomy, frame: Frame, rng: np.random.Generator,
        contrast: tuple[Tensor, Tensor] | None = None, overlay: Overlay | None = None,
    ) -> tuple[Tensor, Tensor, bool]:  # fmt: skip
        """Tissue intensities with partial volume, the target, and whether the head was taken away.

        `contrast`: mean and deviation of every tissue group; drawn when not given.
        """
        device, labels, where = self.device, anatomy.labels, frame.where
        generator = self._generator(rng)
        means, deviations = contrast or self._means(rng)
        stripped, keep_csf = rng.random() < 0.35, rng.random() < 0.5
        centre = self._look_up(labels, where).long()
        ragged = stripped and rng.random() < 0.5  # the edge of a rough mask, blind to partial volume
        gone = self._removed(centre, rng, keep_csf, ragged) if stripped else None
        image = torch.zeros(frame.shape, device=device)
        corners = [(a, b, c) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)]
        chosen = rng.permutation(8)[:4]
        coarse = torch.randn(frame.shape, generator=generator, device=device)
        for corner in chosen:
            offset = frame.matrix @ torch.tensor(corners[corner], dtype=torch.float32, device=device)
            place = where + 0.25 * offset[:, None, None, None]
            part = self._look_up(labels, place).long()
            group = self.group[part]
            value = means[group] + deviations[group] * coarse
            if overlay is not None:
                value = overlay.over(value, self._look_up(overlay.share, place), self._look_up(overlay.tint, place))
            if stripped and not ragged:
                value = value.masked_fill(self._outer(part, keep_csf), 0)
            image += value
        image /= len(chosen)
        target = self.leaf[centre]
        if gone is not None:
            image = image.masked_fill(gone, 0)
            # Number 0 comes first: background. What a rough mask left of the head keeps its name.
            target = target.masked_fill(gone, int(self.leaf[0]))
        return image.clamp_(min=0), target, stripped

    def _outer(self, index: Tensor, keep_csf: bool) -> Tensor:
        return self.is_outside[index] if keep_csf else self.is_outside[index] | self.is_csf[index]

    def _removed(self, index: Tensor, rng: np.random.Generator, keep_csf: bool, ragged: bool) -> Tensor:
        """Where skull stripping leaves nothing: everything outside, or all but a ragged rim of it."""
        outer = self._outer(index, keep_csf)
        if not ragged:
            return outer
        near = F.avg_pool3d((~outer).float()[None, None], 5, 1, 2)[0, 0]
        noise = torch.tensor(rng.normal(0, 0.12, (1, 1, 12, 12, 12)), dtype=torch.float32, device=self.device)
        near = near + F.interpolate(noise, size=index.shape, mode="trilinear", align_corners=True)[0, 0]
        return near < rng.uniform(0.05, 0.6)

    def _generator(self, rng: np.random.Generator) -> torch.Generator:
        generator = torch.Generator(device=self.device)
        generator.manual_seed(int(rng.integers(2**31)))
        return generator

    def scanned(self, image: Tensor, frame: Frame, rng: np.random.Generator, stripped: bool) -> Tensor:
        """What a scanner makes of it: bias field, blur, thick slices, noise, other intensities."""
        shape, generator = frame.shape, self._generator(rng)
        empty = image == 0 if stripped else None
        bias = torch.tensor(
            rng.normal(0, abs(rng.normal(0, 0.25)), (1, 1, 4, 4, 4)), dtype=torch.float32, device=self.device
        )
        image = image * F.interpolate(bias, size=shape, mode="trilinear", align_corners=True)[0, 0].exp()
        if rng.random() < 0.3:
            image = blur(image, rng.uniform(0.3, 1.0) * 2.0 / float(frame.spacing.min()))
        if rng.random() < 0.3:
            axis = int(rng.integers(3))
            factor = rng.uniform(1.2, 3.5) * 2.0 / float(frame.spacing[axis])
            if factor > 1.1:
                image = thick_slices(image, axis, factor)
        noise = abs(rng.normal(0, 0.025)) * math.sqrt(8 / float(np.prod(frame.spacing)))
        image = image + torch.randn(shape, generator=generator, device=self.device) * min(noise, 0.12)
        if empty is not None:
            image = image.masked_fill(empty, 0)
        image = image.clamp(min=0)
        image = scaled(image, *intensity_range(image))
        return image ** math.exp(rng.normal(0, 0.2))


def intensity_range(image: Tensor) -> tuple[Tensor, Tensor]:
    """The intensities that become 0 and 1 by the rule of Documentation/Weights.md."""
    flat = image.reshape(-1)
    return nearest_rank(flat, 0.01), nearest_rank(flat[flat > flat.mean()], 0.995)


def scaled(image: Tensor, low: Tensor, high: Tensor) -> Tensor:
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
