"""Writes images.json: what NumPy, SciPy and scikit-image give for the images of ImageReference.swift.

Run from the repository root: python Tests/AnalysisTests/Reference/make_image_reference.py
The images are made by the same small generator on both sides, so that no input is stored. Lists of
voxels are in the order of a file: i runs fastest.
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
import skimage
from scipy import ndimage
from skimage import filters

BINS = 7
PERCENTS = [0, 2.5, 25, 50, 66.6, 99, 100]


def generator(seed):
    """A linear congruential generator (Numerical Recipes), 32 bits."""
    while True:
        seed = (1664525 * seed + 1013904223) % 2**32
        yield seed >> 8


def image_and_mask(seed, shape):
    """Values around 0 in steps of 1/8, and a mask of about a third of the voxels."""
    numbers = generator(seed)
    size = int(np.prod(shape))
    image = np.array([next(numbers) % 4096 for _ in range(size)], dtype=np.float64) / 8 - 100
    mask = np.array([next(numbers) % 3 == 0 for _ in range(size)])
    return image.reshape(shape, order="F"), mask.reshape(shape, order="F")


def listed(array):
    return [float(f"{x:.8g}") for x in np.asarray(array, dtype=np.float64).ravel("F")]


def intensity(image, mask, zooms):
    inside = image[mask]
    counts, edges = np.histogram(inside, bins=BINS)
    narrow, _ = np.histogram(inside, bins=BINS, range=(-20, 130))
    distance = ndimage.distance_transform_edt(~mask, sampling=zooms)
    ring = (distance > 0) & (distance <= 1.5)
    around = image[ring].mean()
    return {
        "median": float(np.median(inside)), "std": float(inside.std()),
        "minimum": float(inside.min()), "maximum": float(inside.max()),
        "total": float(inside.sum()),
        "percentiles": [float(np.percentile(inside, p)) for p in PERCENTS],
        "counts": counts.tolist(), "edges": edges.tolist(), "narrow_counts": narrow.tolist(),
        "ring": int(ring.sum()),
        "contrast": float((inside.mean() - around) / abs(around)),
        "snr": float(inside.mean() / inside.std()),
        "snr_in_air": float(np.sqrt(2 - np.pi / 2) * inside.mean() / image[~mask].std()),
        "ratio": float(inside.mean() / image[~mask].mean()),
    }


def ball(radius, zooms):
    reach = [int(radius / z) for z in zooms]
    grid = np.meshgrid(*[np.arange(-r, r + 1) * z for r, z in zip(reach, zooms)], indexing="ij")
    return sum(g**2 for g in grid) <= radius**2


def gaussian(image, width, zooms):
    sigma = [width / np.sqrt(8 * np.log(2)) / z for z in zooms]
    return ndimage.gaussian_filter(image, sigma)


def slope(image, zooms):
    parts = [np.gradient(image, z, axis=a) for a, z in enumerate(zooms) if image.shape[a] > 1]
    return np.sqrt(sum(p**2 for p in parts))


def image_filters(image, mask, zooms):
    inside = image[mask]
    low, high = np.percentile(image, [1, 99])
    return {
        "smooth": listed(gaussian(image, 3.0, zooms)),
        # Wider than the image: the kernel goes round its mirror images more than once.
        "wide": listed(gaussian(image, 30.0, zooms)),
        "median": listed(ndimage.median_filter(image, footprint=ball(1.6, zooms))),
        "gradient": listed(slope(image, zooms)),
        "otsu": float(filters.threshold_otsu(image)),
        "otsu_inside": float(filters.threshold_otsu(inside)),
        "zscore": listed((image - inside.mean()) / inside.std()),
        "percentile": listed((image - low) / (high - low)),
        "clip": listed(np.clip(image, -20, 130)),
        "threshold": int(((image >= -20) & (image <= 130)).sum()),
    }


def case(seed, shape, zooms):
    image, mask = image_and_mask(seed, shape)
    return {
        "seed": seed, "shape": shape, "zooms": zooms,
        "intensity": intensity(image, mask, zooms),
        "filters": image_filters(image, mask, zooms),
    }


def main():
    cases = [
        case(5, [9, 8, 6], [1.0, 1.0, 1.0]),
        case(17, [8, 9, 5], [0.5, 1.25, 5.0]),
        case(29, [11, 10, 1], [1.0, 0.8, 4.0]),
    ]
    path = Path(__file__).with_name("images.json")
    versions = {"python": sys.version.split()[0], "numpy": np.__version__,
                "scipy": scipy.__version__, "skimage": skimage.__version__}
    document = {"versions": versions, "percents": PERCENTS, "bins": BINS, "cases": cases}
    path.write_text(json.dumps(document, indent=None).replace("}, ", "},\n") + "\n")


if __name__ == "__main__":
    main()
