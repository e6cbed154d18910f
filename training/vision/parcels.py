"""Carry the cortical parcels of an atlas onto the training maps.

    python -m training.vision.parcels training/data/maps.npz ATLAS/mni152_aparc+aseg.nii.gz training/data/parcels.npz

The atlas (FreeSurfer's aparc+aseg of the MNI152 average) is registered to every map by the labels alone: an
affine map first, then displacements on a grid that gets finer, so that structures that both have come to lie
on each other. Every voxel of a map's cortex then takes the parcel of the same side that is nearest to where it
came from. All maps are registered at once; the result holds uint8 indices into the table's parcels, 255
outside of the cortex.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import nibabel as nib
import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage
from torch import Tensor

from .anatomy import CORTEX, MIRROR, load_parcels

#: Structures that are brought onto each other, by the FreeSurfer numbers on the left or in the middle.
CHANNELS = ((2,), (3,), (4, 5, 31, 136, 137), (7,), (8,), (10, 28), (11, 26), (12, 13), (17, 18), (14,), (15,), (16,))
UNSIDED = (14, 15, 16)
SPACING = 3.0  # mm, of the grid that is registered
SHAPE = (64, 76, 60)  # its voxels along z, y, x: 192 x 228 x 180 mm


def read_atlas(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The atlas in RAS order as (z, y, x): structure numbers with the cortex as 3 and 42, and parcel numbers."""
    labels = np.asarray(nib.as_closest_canonical(nib.load(path)).dataobj).astype(np.int32).transpose(2, 1, 0)
    plain = labels.copy()
    plain[(labels >= 1000) & (labels < 2000)] = CORTEX[0]
    plain[labels >= 2000] = CORTEX[1]
    plain[(labels >= 251) & (labels <= 255)] = 2  # the corpus callosum belongs to either side
    numbers = np.where((labels % 1000 > 0) & (labels >= 1000), labels, 0)
    return plain, numbers


def nearest_parcels(parcels: np.ndarray, base: int) -> np.ndarray:
    """For every voxel the number of the nearest parcel of one side (base 1000 or 2000), minus the base."""
    side = (parcels > base) & (parcels < base + 1000)
    where = ndimage.distance_transform_edt(~side, return_distances=False, return_indices=True)
    return (parcels[tuple(where)] - base).astype(np.uint8)


def centre_of(labels: np.ndarray) -> np.ndarray:
    """Centre (z, y, x) of the box around the cerebrum, in voxels."""
    inside = np.isin(labels, (2, 3, 41, 42))
    box = [np.flatnonzero(inside.any(tuple(a for a in range(3) if a != axis))) for axis in range(3)]
    return np.array([(b[0] + b[-1]) / 2 for b in box])


def channels_of(labels: np.ndarray, centre: np.ndarray, device: torch.device) -> Tensor:
    """Shares of the structures (channels, *SHAPE) on the common grid around `centre`, in float16."""
    right = {left: r for left, r in MIRROR.items()}
    groups = []
    for group in CHANNELS:
        groups.append(group)
        if group[0] not in UNSIDED:
            groups.append(tuple(right[n] for n in group if n in right))
    numbers = np.zeros(1000, np.int64)
    for index, group in enumerate(groups):
        for number in group:
            numbers[number] = index + 1
    index = torch.tensor(numbers[np.clip(labels, 0, 999)], device=device)
    image = F.one_hot(index, len(groups) + 1)[..., 1:].permute(3, 0, 1, 2)[None].half()
    image = F.avg_pool3d(image.float(), 3, 1, 1)
    sizes = np.array(labels.shape)
    axes = []
    for axis in range(3):
        points = centre[axis] + (np.arange(SHAPE[axis]) - (SHAPE[axis] - 1) / 2) * SPACING
        axes.append(torch.tensor(2 * points / (sizes[axis] - 1) - 1, dtype=torch.float32, device=device))
    zz, yy, xx = torch.meshgrid(*axes, indexing="ij")
    grid = torch.stack([xx, yy, zz], dim=-1)[None]
    return F.grid_sample(image, grid, align_corners=True)[0].half()


def register(fixed: Tensor, moving: Tensor, scale: float = 1.0) -> Tensor:
    """Displacements (maps, *SHAPE, 3; x, y, z in units of half the grid) from `fixed` to the atlas `moving`.

    `fixed`: maps x channels x SHAPE; `moving`: channels x SHAPE. `scale` shortens the schedule for trials.
    """
    device, maps = fixed.device, fixed.shape[0]
    identity = torch.eye(3, 4, device=device)[None].repeat(maps, 1, 1)
    base = F.affine_grid(identity[:1], (1, 1, *SHAPE), align_corners=True)
    weight = torch.tensor([1.0] * fixed.shape[1], device=device)[None, :, None, None, None]
    half = torch.tensor([(n - 1) / 2 for n in reversed(SHAPE)], device=device)
    atlas = moving.float()[None]

    def difference(grid: Tensor, smooth: int) -> Tensor:
        total = 0.0
        for part in range(0, maps, 18):  # memory
            rows = slice(part, part + 18)
            source = F.avg_pool3d(atlas, smooth, 1, smooth // 2) if smooth > 1 else atlas
            target = fixed[rows].float()
            if smooth > 1:
                target = F.avg_pool3d(target, smooth, 1, smooth // 2)
            warped = F.grid_sample(source.expand(target.shape[0], -1, -1, -1, -1), grid[rows],
                                   padding_mode="border", align_corners=True)  # fmt: skip
            total = total + ((warped - target).square() * weight).mean((2, 3, 4)).sum() * 1e3
        return total

    affine = identity.clone().requires_grad_()
    optimizer = torch.optim.Adam([affine], lr=0.01)
    for step in range(int(80 * scale)):
        optimizer.param_groups[0]["lr"] = 0.01 * (1 - step / (80 * scale)) + 1e-3
        loss = difference(F.affine_grid(affine, (maps, 1, *SHAPE), align_corners=True), 5)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    start = F.affine_grid(affine.detach(), (maps, 1, *SHAPE), align_corners=True)

    field = torch.zeros(maps, 3, *SHAPE, device=device)
    for nodes, smooth, steps, stiff in ((6, 5, 60, 0.02), (3, 3, 80, 0.02), (2, 1, 100, 0.02)):
        coarse_shape = [max(4, n // nodes) for n in SHAPE]
        coarse = torch.zeros(maps, 3, *coarse_shape, device=device, requires_grad=True)
        optimizer = torch.optim.Adam([coarse], lr=0.3)
        for step in range(int(steps * scale)):
            optimizer.param_groups[0]["lr"] = 0.3 * (1 - 0.8 * step / (steps * scale))
            move = field + F.interpolate(coarse, size=SHAPE, mode="trilinear", align_corners=True)  # voxels
            loss = difference(start + move.permute(0, 2, 3, 4, 1) / half, smooth)
            bends = sum(move.diff(dim=d).square().mean((1, 2, 3, 4)).sum() for d in (2, 3, 4))
            (loss + stiff * 100 * bends).backward()
            optimizer.step()
            optimizer.zero_grad()
        field = (field + F.interpolate(coarse.detach(), size=SHAPE, mode="trilinear", align_corners=True))
        field = F.avg_pool3d(field, 3, 1, 1, count_include_pad=False)
    del base
    return start + field.permute(0, 2, 3, 4, 1) / half


def carry(labels: np.ndarray, centre: np.ndarray, grid: Tensor, sides: list[np.ndarray], atlas_centre: np.ndarray,
          table: np.ndarray) -> np.ndarray:  # fmt: skip
    """Parcel index (table order) for the cortex of one map, 255 elsewhere.

    `grid`: SHAPE x 3 in units of half the common grid; `sides`: nearest parcel numbers of the atlas, left and right;
    `table`: 2 x 100, from side and parcel number to the index.
    """
    result = np.full(labels.shape, 255, np.uint8)
    device = grid.device
    half = torch.tensor([(n - 1) / 2 for n in reversed(SHAPE)], device=device)
    for side, number in enumerate(CORTEX):
        points = np.argwhere(labels == number)
        local = torch.tensor((points - centre) / SPACING, dtype=torch.float32, device=device)
        unit = local.flip(1) / half  # x, y, z in -1...1
        found = F.grid_sample(grid.permute(3, 0, 1, 2)[None], unit[None, None, None], padding_mode="border",
                              align_corners=True)[0, :, 0, 0].T  # fmt: skip
        where = (found * half).flip(1).cpu().numpy() * SPACING + atlas_centre
        where = np.clip(np.rint(where).astype(int), 0, np.array(sides[side].shape) - 1)
        result[tuple(points.T)] = table[side][sides[side][tuple(where.T)]]
    return result


def carry_all(maps: dict[str, np.ndarray], numbers: np.ndarray, atlas: Path, device: torch.device,
              scale: float = 1.0) -> dict[str, np.ndarray]:  # fmt: skip
    """Parcels of every map; prints how well the structures came to lie on each other."""
    plain, parcels = read_atlas(atlas)
    atlas_centre = centre_of(plain)
    sides = [nearest_parcels(parcels, base) for base in (1000, 2000)]
    table = np.full((2, 100), 255, np.uint8)
    for index, parcel in enumerate(load_parcels()):
        for number in parcel.numbers:
            table[number // 1000 - 1, number % 1000] = index
    full = {name: numbers[packed].astype(np.int32) for name, packed in maps.items()}
    centres = {name: centre_of(labels) for name, labels in full.items()}
    moving = channels_of(plain, atlas_centre, device)
    fixed = torch.stack([channels_of(full[name], centres[name], device) for name in maps])
    grid = register(fixed, moving, scale)
    with torch.no_grad():
        for start in range(0, len(maps), 18):
            rows = slice(start, start + 18)
            target = fixed[rows].float()
            warped = F.grid_sample(moving.float()[None].expand(target.shape[0], -1, -1, -1, -1), grid[rows],
                                   padding_mode="border", align_corners=True)  # fmt: skip
            dice = 2 * torch.minimum(warped, target).sum((2, 3, 4)) / (warped + target).sum((2, 3, 4))
            print("overlap after registration:", [round(float(d), 2) for d in dice.mean(0)], flush=True)
    return {
        name: carry(full[name], centres[name], grid[i], sides, atlas_centre, table) for i, name in enumerate(maps)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("maps", type=Path)
    parser.add_argument("atlas", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--only", type=int, help="the first maps only, for trials")
    parser.add_argument("--scale", type=float, default=1.0, help="length of the schedule")
    arguments = parser.parse_args()
    archive = np.load(arguments.maps)
    names = [name for name in archive.files if name != "numbers"][: arguments.only]
    found = carry_all({name: archive[name] for name in names}, archive["numbers"], arguments.atlas,
                      torch.device(arguments.device), arguments.scale)  # fmt: skip
    np.savez_compressed(arguments.target, **found)


if __name__ == "__main__":
    main()
