"""Run the network on a real scan as Documentation/Weights.md says the program does."""

from __future__ import annotations

import math
from pathlib import Path

import nibabel as nib
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .network import VisionNetwork
from .synthesis import normalise

POOLED = 16  # the trunk halves each axis four times


def factor(spacing: float, working: float = 2.0) -> tuple[int, bool]:
    """The integer that brings `spacing` (mm) nearest to `working` in ratio, and whether it averages."""
    down = max(1, round_ratio(working / spacing))
    up = max(1, round_ratio(spacing / working))
    return (down, True) if spacing < working else (up, False)


def round_ratio(ratio: float) -> int:
    """The integer n >= 1 for which |log(ratio / n)| is least."""
    low = max(1, math.floor(ratio))
    return low if abs(math.log(ratio / low)) <= abs(math.log(ratio / (low + 1))) else low + 1


def to_working_grid(image: Tensor, spacing: tuple[float, float, float]) -> Tensor:
    """Block means along fine axes, linear interpolation along coarse ones. `image` and result D x H x W."""
    for axis in range(3):
        n, averages = factor(spacing[axis])
        if n == 1:
            continue
        image = image.movedim(axis, -1)
        size = image.shape[-1]
        if averages:
            blocks = math.ceil(size / n)
            padded = F.pad(image, (0, blocks * n - size)).reshape(*image.shape[:-1], blocks, n)
            count = torch.full((blocks,), float(n))
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


@torch.no_grad()
def features_of(network: VisionNetwork, image: Tensor, spacing: tuple[float, float, float]) -> Tensor:
    """Features (channels, D, H, W) on the working grid."""
    working = normalise(to_working_grid(torch.nan_to_num(image, 0, 0, 0), spacing))
    pads = [(-n) % POOLED for n in working.shape]
    padded = F.pad(working, (0, pads[2], 0, pads[1], 0, pads[0]))[None, None]
    out = network.trunk(padded)[0]
    return out[:, : working.shape[0], : working.shape[1], : working.shape[2]]


@torch.no_grad()
def segment(
    network: VisionNetwork, conditioners: Tensor, image: Tensor, spacing: tuple[float, float, float]
) -> Tensor:
    """Leaf index per voxel of the scan: logits interpolated to the scan's grid, then the largest."""
    features = features_of(network, image, spacing)
    logits = network.logits(features.permute(1, 2, 3, 0).float(), conditioners)
    positions = [
        sample_positions(image.shape[a], features.shape[a + 1], *factor(spacing[a])) for a in range(3)
    ]
    result = torch.empty(image.shape, dtype=torch.uint8)
    wide = interpolate_axis(interpolate_axis(logits, positions[1], 1), positions[2], 2)
    for slab in range(0, image.shape[0], 8):
        piece = interpolate_axis(wide, positions[0][slab : slab + 8], 0)
        result[slab : slab + 8] = piece.argmax(-1).to(torch.uint8)
    return result


def read_ras(path: Path) -> tuple[Tensor, tuple[float, float, float]]:
    """Voxels (z, y, x), growing toward S, A, R, and spacing in mm in the same order."""
    image = nib.as_closest_canonical(nib.load(path))
    data = np.asarray(image.get_fdata(dtype=np.float32)).transpose(2, 1, 0)
    spacing = tuple(float(v) for v in nib.affines.voxel_sizes(image.affine)[::-1])
    return torch.tensor(np.ascontiguousarray(data)), spacing
