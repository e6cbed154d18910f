"""Run the network on a real scan as Documentation/Weights.md says the program does."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import nibabel as nib
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .network import Lesions, VisionNetwork
from .synthesis import intensity_range, nearest_rank, scaled

POOLED = 16  # the trunk halves each axis four times
WORKING = 2.0  # mm


def padded_size(size: int, spacing: float, least: float) -> int:
    """Voxels of the trunk's input along an axis of the working grid (`spacing` mm)."""
    wanted = max(size, math.ceil(least / spacing - 1e-6))
    return wanted + (-wanted) % POOLED


def factor(spacing: float, working: float = WORKING) -> tuple[int, bool]:
    """The integer that brings `spacing` (mm) nearest to `working` in ratio, and whether it averages."""
    down = max(1, round_ratio(working / spacing))
    up = max(1, round_ratio(spacing / working))
    return (down, True) if spacing < working else (up, False)


def working_spacing(spacing: tuple[float, ...]) -> tuple[float, ...]:
    """Of the working grid of a scan (mm)."""
    return tuple(s * n if averages else s / n for s, (n, averages) in zip(spacing, map(factor, spacing)))


def round_ratio(ratio: float) -> int:
    """The integer n >= 1 for which |log(ratio / n)| is least."""
    low = max(1, math.floor(ratio))
    return low if abs(math.log(ratio / low)) <= abs(math.log(ratio / (low + 1))) else low + 1


def to_working_grid(image: Tensor, spacing: tuple[float, float, float]) -> Tensor:
    """Block means along fine axes, linear interpolation along coarse ones. `image` and result D x H x W."""
    return resampled(image, tuple(map(factor, spacing)))


def resampled(image: Tensor, factors: tuple[tuple[int, bool], ...]) -> Tensor:
    """The same by the factors of the axes."""
    for axis in range(3):
        n, averages = factors[axis]
        if n == 1:
            continue
        image = image.movedim(axis, -1)
        size = image.shape[-1]
        if averages:
            blocks = math.ceil(size / n)
            padded = F.pad(image, (0, blocks * n - size)).reshape(*image.shape[:-1], blocks, n)
            count = torch.full((blocks,), float(n), device=image.device)
            count[-1] = size - (blocks - 1) * n
            image = padded.sum(-1) / count
        else:
            flat = image.reshape(1, -1, size)
            image = F.interpolate(flat, scale_factor=n, mode="linear", align_corners=False).reshape(
                *image.shape[:-1], size * n
            )
        image = image.movedim(-1, axis)
    return image.contiguous()


def sample_positions(size: int, working_size: int, n: int, averages: bool) -> Tensor:
    """Working-grid coordinate of every voxel of the scan's axis, clamped to the grid."""
    index = torch.arange(size, dtype=torch.float64)
    where = (index + 0.5) / n - 0.5 if averages else (index + 0.5) * n - 0.5
    return where.clamp(0, working_size - 1)


def interpolate_axis(x: Tensor, where: Tensor, axis: int) -> Tensor:
    low = where.floor().long()
    high = (low + 1).clamp(max=x.shape[axis] - 1)
    share = (where - low).float()
    shape = [1] * x.ndim
    shape[axis] = -1
    share = share.reshape(shape)
    return x.index_select(axis, low) * (1 - share) + x.index_select(axis, high) * share


@dataclass(frozen=True)
class Scan:
    """Voxels (z, y, x), growing toward S, A, R; spacing in mm in the same order; voxel (x, y, z) to world."""

    image: Tensor
    spacing: tuple[float, float, float]
    affine: np.ndarray


@dataclass(frozen=True)
class Encoded:
    """Features of the working grid (channels, D, H, W), and the scan's intensities normalised like its input."""

    features: Tensor
    parcels: Tensor
    image: Tensor
    factors: tuple[tuple[int, bool], ...]
    affine: np.ndarray  # working voxel (x, y, z) to world


def padded(working: Tensor, spacing: tuple[float, ...], least: tuple[float, ...]) -> tuple[Tensor, tuple[slice, ...]]:
    """A working grid with its outermost voxels repeated all around it, and where in them it lies.

    ``spacing`` of the working grid and the ``least`` extent of the trunk's input in mm, along D, H, W.
    """
    pads = [padded_size(n, step, extent) - n for n, step, extent in zip(working.shape, spacing, least)]
    before = [pad // 2 for pad in pads]
    around = [n for b, pad in zip(before[::-1], pads[::-1]) for n in (b, pad - b)]
    return (F.pad(working[None, None], around, mode="replicate")[0, 0],
            tuple(slice(b, b + n) for b, n in zip(before, working.shape)))


def trunk_input(network: VisionNetwork, scan: Scan, working: Tensor) -> tuple[Tensor, tuple[slice, ...]]:
    """The normalised working grid as the trunk takes it, and where in it the scan lies."""
    return padded(working, working_spacing(scan.spacing), network.configuration.least_extent)


@torch.no_grad()
def encode(network: VisionNetwork, scan: Scan) -> Encoded:
    image = torch.nan_to_num(scan.image, 0, 0, 0)
    working = to_working_grid(image, scan.spacing)
    low, high = intensity_range(working)
    padded, inside = trunk_input(network, scan, scaled(working, low, high))
    found = [out[0][(slice(None), *inside)].half().float() for out in network.trunk(padded[None, None])]
    factors = tuple(factor(s) for s in scan.spacing)
    steps = [float(n) if averages else 1 / n for n, averages in factors][::-1]
    to_scan = np.diag([*steps, 1.0])
    to_scan[:3, 3] = [(step - 1) / 2 for step in steps]
    return Encoded(*found, scaled(image, low, high), factors, scan.affine @ to_scan)


@torch.no_grad()
def fuse(network: VisionNetwork | Lesions, streams: list[Encoded]) -> tuple[Encoded, Tensor | None]:
    """Several encoded scans on the first one's working grid, and the share of the detail that is kept there.

    Attention over the streams: softmax of each one's score at a voxel, none where the voxel lies outside of a
    stream's grid. The detail is the first scan's own: it is kept in proportion to the first scan's weight.
    """
    first = streams[0]
    if len(streams) == 1:
        return first, None
    features, parcels, scores = [], [], []
    for stream in streams:
        both = torch.cat([stream.features, stream.parcels])
        covered = torch.ones(first.features.shape[1:], dtype=torch.bool)
        if stream is not first:
            both, covered = carried(both, np.linalg.inv(stream.affine) @ first.affine, first.features.shape[1:])
        split = stream.features.shape[0]
        score = network.fusion(both[:split].movedim(0, -1), stream.features.mean((1, 2, 3)))
        features.append(both[:split]), parcels.append(both[split:])
        scores.append(torch.where(covered, score, torch.full_like(score, -torch.inf)))
    weights = torch.stack(scores).softmax(0)
    count = torch.stack(scores).isfinite().sum(0)
    fused = [sum(w * f for w, f in zip(weights, parts)).half().float() for parts in (features, parcels)]
    return replace(first, features=fused[0], parcels=fused[1]), (weights[0] * count).clamp(max=1)


def carried(values: Tensor, matrix: np.ndarray, shape: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    """`values` (channels, D, H, W) at the voxels of another grid, linearly; and which of them lie inside.

    `matrix` leads from voxels (x, y, z) of the other grid to voxels of this one.
    """
    grids = torch.meshgrid(*(torch.arange(n, dtype=torch.float64) for n in reversed(shape)), indexing="ij")
    points = torch.stack([g.flatten() for g in grids])
    where = torch.tensor(matrix[:3, :3]) @ points + torch.tensor(matrix[:3, 3:])
    sizes = torch.tensor(values.shape[:0:-1], dtype=torch.float64)[:, None]  # x, y, z
    inside = ((where > -0.5 - 1e-6) & (where < sizes - 0.5 + 1e-6)).all(0)
    where = torch.minimum(where.clamp(min=0), sizes - 1)
    low = where.floor()
    share = (where - low).float()
    low = low.long()
    high = torch.minimum(low + 1, sizes.long() - 1)
    result = torch.zeros(values.shape[0], points.shape[1])
    for corner in range(8):
        picks = [high[a] if corner >> a & 1 else low[a] for a in range(3)]
        weight = torch.ones(points.shape[1])
        for a in range(3):
            weight = weight * (share[a] if corner >> a & 1 else 1 - share[a])
        result += weight * values[:, picks[2], picks[1], picks[0]]
    back = lambda x: x.reshape(*x.shape[:-1], *reversed(shape)).transpose(-1, -3)  # noqa: E731
    return back(result).contiguous(), back(inside).contiguous()


def interpolated(values: Tensor, positions: list[Tensor]) -> Tensor:
    """(D, H, W, channels) of the working grid at the scan's voxels, linearly along each axis."""
    for axis in (1, 2, 0):
        values = interpolate_axis(values, positions[axis], axis)
    return values


@torch.no_grad()
def segment(
    network: VisionNetwork,
    conditioners: Tensor,
    scans: list[Scan],
    parcels: Parcels | None = None,
) -> tuple[Tensor, Tensor | None]:
    """Leaf index per voxel of the first scan, and parcel index per voxel (255 outside of the cortex).

    Logits of the working grid are interpolated to the scan's grid, detail is added, the largest wins.
    """
    encoded, kept = fuse(network, [encode(network, scan) for scan in scans])
    logits = network.logits(encoded.features.permute(1, 2, 3, 0), conditioners)
    context = network.detail.context(encoded.features[None])[0].permute(1, 2, 3, 0)
    weights = network.head.detail_weights(conditioners)
    size, working = encoded.image.shape, encoded.features.shape[1:]
    positions = [sample_positions(size[a], working[a], *encoded.factors[a]) for a in range(3)]
    parcel_logits = None
    if parcels is not None:
        parcel_logits = network.parcel_logits(encoded.parcels.permute(1, 2, 3, 0), parcels.conditioners)
    labels = torch.empty(size, dtype=torch.uint8)
    regions = torch.full(size, 255, dtype=torch.uint8) if parcels is not None else None
    depth = size[0]
    for start in range(0, depth, 16):
        end = min(depth, start + 16)
        low, high = max(0, start - 2), min(depth, end + 2)  # the detail network reaches two voxels far
        wide = [positions[0][low:high], positions[1], positions[2]]
        narrow = [positions[0][start:end], positions[1], positions[2]]
        around = interpolated(context, wide).permute(3, 0, 1, 2)[None]
        detail = network.detail(encoded.image[None, None, low:high], around)[0]
        detail = detail[:, start - low : end - low].permute(1, 2, 3, 0)
        if kept is not None:
            detail = detail * interpolated(kept[..., None], narrow)
        slab = (interpolated(logits, narrow) + detail @ weights.T).argmax(-1)
        labels[start:end] = slab.to(torch.uint8)
        if parcels is not None:
            scores = interpolated(parcel_logits, narrow)
            for leaf, allowed in zip(parcels.cortex, parcels.allowed):
                side = scores.masked_fill(~allowed, -torch.inf).argmax(-1).to(torch.uint8)
                regions[start:end] = torch.where(slab == leaf, side, regions[start:end])
    return labels, regions


LEAST_TISSUE = 20  # voxels of the working grid
RELATIVE_MOST = 4.0


def tissue_levels(working: Tensor, leaves: Tensor, tissues: tuple[tuple[int, ...], ...]) -> list[float]:
    """Median intensities of white matter, cortex and ventricles; `tissues`: indices of the leaves of each.

    Where there are too few voxels of one it is 0; without white matter, its level is 1.
    """
    levels = []
    for members in tissues:
        values = working[torch.isin(leaves, torch.tensor(members))]
        levels.append(float(nearest_rank(values, 0.5)) if values.numel() >= LEAST_TISSUE else 0.0)
    return levels if levels[0] > 0 else [1.0, *levels[1:]]


@torch.no_grad()
def relative(network: VisionNetwork, encoded: Encoded, names: Tensor, tissues: tuple) -> tuple[Tensor, Tensor, Tensor]:
    """Intensities relative to white matter on the scan's grid and on the working grid, and those of cortex and ventricles.

    `names`: conditioners of all leaves.
    """
    leaves = network.logits(encoded.features.permute(1, 2, 3, 0), names).argmax(-1)
    working = resampled(encoded.image, encoded.factors)
    white, *others = tissue_levels(working, leaves, tissues)
    levels = torch.tensor([min(o / white, RELATIVE_MOST) for o in others])
    return (encoded.image / white).clamp(max=RELATIVE_MOST), (working / white).clamp(max=RELATIVE_MOST), levels


@torch.no_grad()
def lesion_features(network: VisionNetwork, encoded: Encoded, working: Tensor, levels: Tensor) -> Tensor:
    """Channels x D x H x W on the working grid; zeros fill it up to what pooling needs."""
    part = network.lesions
    least = 2 ** len(part.dec)
    after = [m for n in reversed(working.shape) for m in (0, -n % least)]
    found = part(F.pad(working, after)[None, None], levels[None], F.pad(encoded.features, after)[None])[0]
    return found[(slice(None), *(slice(0, n) for n in working.shape))].half().float()


@torch.no_grad()
def overlay(network: VisionNetwork, conditioner: Tensor, scans: list[Scan], names: Tensor, tissues: tuple) -> Tensor:
    """Logits (D, H, W) of what lies over the anatomy, on the first scan's grid.

    `conditioner` of it, 1 x (text + 3); `names` and `tissues` as `relative` takes them.
    """
    part = network.lesions
    own = []
    for scan in scans:
        encoded = encode(network, scan)
        image, working, levels = relative(network, encoded, names, tissues)
        features = lesion_features(network, encoded, working, levels)
        own.append(replace(encoded, features=features, parcels=features[:0], image=image))
    fused, kept = fuse(part, own)
    weights, offset = part.head(conditioner)
    size, working = fused.image.shape, fused.features.shape[1:]
    positions = [sample_positions(size[a], working[a], *fused.factors[a]) for a in range(3)]
    logits = interpolated((fused.features.permute(1, 2, 3, 0) @ weights.T) + offset, positions)[..., 0]
    around = interpolated(part.detail.context(fused.features[None])[0].permute(1, 2, 3, 0), positions)
    detail = part.detail(fused.image[None, None], around.permute(3, 0, 1, 2)[None])[0].permute(1, 2, 3, 0)
    if kept is not None:
        detail = detail * interpolated(kept[..., None], positions)
    return logits + detail @ part.head.detail_weights(conditioner)[0]


@dataclass(frozen=True)
class Parcels:
    """Cortical parcels: conditioners K x (text + 3); the cortex leaf of each side; which parcels lie on that side."""

    conditioners: Tensor
    cortex: tuple[int, int]
    allowed: tuple[Tensor, Tensor]


def read_ras(path: Path) -> Scan:
    image = nib.as_closest_canonical(nib.load(path))
    data = np.asarray(image.get_fdata(dtype=np.float32)).transpose(2, 1, 0)
    spacing = tuple(float(v) for v in nib.affines.voxel_sizes(image.affine)[::-1])
    return Scan(torch.tensor(np.ascontiguousarray(data)), spacing, image.affine)
