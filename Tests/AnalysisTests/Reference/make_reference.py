"""Writes anatomy.json: values that numpy and scipy give for the maps of ReferenceTests.swift.

Run from the repository root: python Tests/AnalysisTests/Reference/make_reference.py
The maps are made by the same small generator on both sides, so that no voxel has to be stored.
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
from scipy import ndimage

SCORED = [
    2, 3, 4, 5, 7, 8, 10, 11, 12, 13, 17, 18, 26, 28,
    41, 42, 43, 44, 46, 47, 49, 50, 51, 52, 53, 54, 58, 60, 14, 15, 16,
]
LABELS = [0, 2, 3, 4, 5, 14, 17, 24, 30, 31, 41, 42, 43, 44, 53, 57, 62, 63, 72, 77, 80, 25,
          136, 137, 163, 164, 251, 255, 16]


def generator(seed):
    """A linear congruential generator (Numerical Recipes), 32 bits."""
    while True:
        seed = (1664525 * seed + 1013904223) % 2**32
        yield seed >> 8


def blocks(seed, shape, choices, size):
    """Blocks of `size` voxels with random labels; i runs fastest."""
    numbers = generator(seed)
    coarse = [(n + size - 1) // size for n in shape]
    block = np.zeros(coarse, dtype=np.int32)
    for k in range(coarse[2]):
        for j in range(coarse[1]):
            for i in range(coarse[0]):
                block[i, j, k] = choices[next(numbers) % len(choices)]
    full = block.repeat(size, 0).repeat(size, 1).repeat(size, 2)
    return full[: shape[0], : shape[1], : shape[2]]


def fold(labels, zooms):
    out = labels.copy()
    for source, target in {30: 0, 62: 0, 31: 4, 136: 4, 137: 5, 63: 43, 163: 43, 164: 44,
                           72: 14}.items():
        out[labels == source] = target
    left = ndimage.distance_transform_edt(labels != 2, sampling=zooms)
    right = ndimage.distance_transform_edt(labels != 41, sampling=zooms)
    inside = np.isin(labels, [77, 80, 25, 57, 251, 252, 253, 254, 255])
    out[inside & (left <= right)] = 2
    out[inside & (left > right)] = 41
    return out


def score(truth, predicted, volume):
    rows = {}
    for label in SCORED:
        a, b = truth == label, predicted == label
        if a.sum() == 0:
            continue
        rows[str(label)] = {
            "truth": int(a.sum()), "predicted": int(b.sum()), "shared": int((a & b).sum()),
            "dice": float(2 * (a & b).sum() / (a.sum() + b.sum())),
            "truth_ml": float(a.sum() * volume / 1000),
            "error_percent": float(100 * (b.sum() - a.sum()) / a.sum()),
        }
    return {"structures": rows, "mean_dice": float(np.mean([r["dice"] for r in rows.values()]))}


def case(seed, shape, zooms):
    truth = blocks(seed, shape, LABELS, 3)
    predicted = truth.copy()
    noise = blocks(seed + 1, shape, LABELS + [-1] * 60, 2)
    predicted[noise >= 0] = noise[noise >= 0]
    folded = fold(truth, zooms)
    rng = generator(seed + 2)
    image = np.array([next(rng) % 4096 for _ in range(truth.size)], dtype=np.float64)
    image = image.reshape(shape, order="F")
    # A sheared, rotated affine: columns are steps along i, j, k.
    affine = np.diag([*zooms, 1.0])
    affine[0, 1], affine[1, 2] = 0.25, -0.5
    return {
        "seed": seed, "shape": shape, "zooms": zooms,
        "folded_counts": {str(l): int(c) for l, c in zip(*np.unique(folded, return_counts=True))},
        "folded_checksum": int((folded.ravel("F").astype(np.int64)
                                * (np.arange(folded.size) % 997)).sum()),
        "score": score(folded, fold(predicted, zooms), float(np.prod(zooms))),
        "mean_in_17": float(image[truth == 17].mean()),
        "sheared_volume_17_ml": float((truth == 17).sum()
                                      * abs(np.linalg.det(affine[:3, :3])) / 1000),
    }


def main():
    cases = [
        case(7, [20, 24, 18], [1.0, 1.0, 1.0]),
        case(11, [16, 20, 9], [1.0, 1.0, 5.0]),
        case(23, [25, 13, 17], [0.8, 1.3, 2.1]),
    ]
    path = Path(__file__).with_name("anatomy.json")
    versions = {"python": sys.version.split()[0], "numpy": np.__version__,
                "scipy": scipy.__version__}
    path.write_text(json.dumps({"versions": versions, "cases": cases}, indent=1) + "\n")


if __name__ == "__main__":
    main()
