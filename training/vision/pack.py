"""Pack the training label maps: RAS, cropped to the head, sides restored, small integers.

    python -m training.vision.pack DATA/train training/data/maps.npz

Each map becomes a uint8 array (z, y, x) of indices into one list of label numbers at 1 mm.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import nibabel as nib
import numpy as np

from .anatomy import MIRROR

MARGIN = 4  # mm kept around the head


def read_ras(path: Path) -> np.ndarray:
    """Label numbers of a map, axes x, y, z growing toward right, anterior, superior."""
    image = nib.as_closest_canonical(nib.load(path))
    return np.asarray(image.dataobj).astype(np.int32)


def midline(labels: np.ndarray) -> tuple[np.ndarray, float]:
    """The plane between the hemispheres of an unsided map.

    Paired deep structures fall into two clusters along x; the plane is fitted to the middles of the pairs,
    then shifted and tilted to where it cuts the fewest voxels of the cerebrum.

    Returns a unit normal pointing right and an offset, both in voxels of `labels`.
    """
    middles = []
    axes = []
    for number in (17, 18, 12, 11, 13, 26):
        points = np.argwhere(labels == number).astype(float)
        if len(points) < 50:
            continue
        cut = np.median(points[:, 0])
        for _ in range(8):
            right, left = points[points[:, 0] > cut], points[points[:, 0] <= cut]
            if len(left) == 0 or len(right) == 0:
                break
            cut = (right[:, 0].mean() + left[:, 0].mean()) / 2
        middles.append((right.mean(0) + left.mean(0)) / 2)
        axes.append(right.mean(0) - left.mean(0))
    middle = np.mean(middles, axis=0)
    normal = np.mean([axis / np.linalg.norm(axis) for axis in axes], axis=0)
    normal /= np.linalg.norm(normal)

    tissue = np.argwhere(np.isin(labels, (2, 3, 7, 8))).astype(float) - middle
    tissue = tissue[np.abs(tissue @ normal) < 12]
    best, choice = None, (normal, 0.0)
    for tilt_y in np.linspace(-0.06, 0.06, 7):
        for tilt_z in np.linspace(-0.06, 0.06, 7):
            trial = normal + np.array([0, tilt_y, tilt_z])
            trial /= np.linalg.norm(trial)
            distance = tissue @ trial
            for shift in np.linspace(-3, 3, 13):
                crossed = np.count_nonzero(np.abs(distance - shift) < 0.75)
                cost = crossed * (1 + 0.02 * abs(shift))
                if best is None or cost < best:
                    best, choice = cost, (trial, shift)
    normal, shift = choice
    return normal, float(middle @ normal + shift)


def restore_sides(labels: np.ndarray) -> np.ndarray:
    """Give the right half of an unsided map the right-hand numbers."""
    normal, offset = midline(labels)
    grid = np.indices(labels.shape, sparse=True)
    signed = sum(axis * component for axis, component in zip(grid, normal)) - offset
    result = labels.copy()
    for left, right in MIRROR.items():
        result[(labels == left) & (signed > 0)] = right
    return result


def crop(labels: np.ndarray) -> np.ndarray:
    """The box of the head with a margin."""
    box = []
    for axis in range(3):
        others = tuple(a for a in range(3) if a != axis)
        used = np.flatnonzero((labels > 0).any(axis=others))
        box.append(slice(max(0, used[0] - MARGIN), used[-1] + 1 + MARGIN))
    return labels[tuple(box)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="folder with sided/ and unsided/")
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    maps = {}
    for folder in ("sided", "unsided"):
        for path in sorted((arguments.source / folder).glob("*.nii.gz")):
            labels = read_ras(path)
            if folder == "unsided":
                labels = restore_sides(labels)
            maps[f"{folder}/{path.name.removesuffix('.nii.gz')}"] = crop(labels)
            sides = [np.count_nonzero(labels == n) for n in (3, 42, 17, 53)]
            print(path.name, maps[f"{folder}/{path.name.removesuffix('.nii.gz')}"].shape, sides, flush=True)
    numbers = np.unique(np.concatenate([np.unique(labels) for labels in maps.values()]))
    arguments.target.parent.mkdir(parents=True, exist_ok=True)
    packed = {
        name: np.searchsorted(numbers, labels).astype(np.uint8).transpose(2, 1, 0)
        for name, labels in maps.items()
    }
    np.savez_compressed(arguments.target, numbers=numbers, **packed)


if __name__ == "__main__":
    main()
