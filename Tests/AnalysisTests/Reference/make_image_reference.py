"""Writes images.json: what NumPy, SciPy, scikit-image and nibabel give for the
images of ImageReference.swift.

Run from the repository root: python Tests/AnalysisTests/Reference/make_image_reference.py
The images are made by the same small generator on both sides, so that no input is stored. Lists of
voxels are in the order of a file: i runs fastest.
"""

import json
import sys
from pathlib import Path

import nibabel as nib
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


ORIGIN = [-3.0, 5.0, 7.0]


def places(affine, target, shape):
    """Source index of every voxel of a target grid, and whether the source has a voxel there."""
    index = np.indices(shape).reshape(3, -1)
    back = np.linalg.inv(affine) @ target
    return back[:3, :3] @ index + back[:3, 3:]


def resampled(image, mask, affine, target, shape):
    p = places(affine, target, shape)
    size = np.array(image.shape)[:, None]
    outside = ((p < -0.5 - 1e-6) | (p > size - 0.5 + 1e-6)).any(0)

    def sample(values, order, mode):
        out = ndimage.map_coordinates(values, p, order=order, mode=mode)
        out[outside] = 0
        return listed(out.reshape(shape))

    near = np.clip(np.floor(p + 0.5 + 1e-6).astype(int), 0, size - 1)
    nearest = np.where(outside, 0, image[tuple(near)])
    labels = label_map(image, mask)
    shares = np.array([
        ndimage.map_coordinates((labels == label).astype(float), p, order=1, mode="nearest")
        for label in range(4)])
    majority = np.where(outside, 0, (shares > shares.max(0) - 1e-9).argmax(0))
    inside = ndimage.map_coordinates(mask.astype(float), p, order=1, mode="nearest") > 0.5 + 1e-9
    return {
        "shape": list(shape), "affine": [float(x) for x in target.ravel()],
        "linear": sample(image, 1, "nearest"), "cubic": sample(image, 3, "mirror"),
        "nearest": listed(nearest.reshape(shape)),
        "majority": majority.reshape(shape).ravel("F").tolist(),
        "inside": int((inside & ~outside).sum()),
    }


def label_map(image, mask):
    """Labels 0 to 3 by intensity, 0 inside the mask."""
    return np.where(mask, 0, np.clip(np.floor((image + 100) / 128), 0, 3)).astype(int)


def grids(image, mask, zooms):
    affine = np.diag([*zooms, 1.0])
    affine[:3, 3] = ORIGIN
    # The size that is asked of `resample`: the same centre, whole voxels.
    size = np.array([0.9, 1.7, 2.5])
    extent = np.array(image.shape) * zooms
    shape = np.maximum(1, np.rint(extent / size)).astype(int)
    middle = np.array(ORIGIN) + (np.array(image.shape) - 1) / 2 * zooms
    target = np.diag([*size, 1.0])
    target[:3, 3] = middle - (shape - 1) / 2 * size
    # A slanted grid that reaches beyond the image.
    c, s = np.cos(0.4), np.sin(0.4)
    slanted = np.eye(4)
    slanted[:3, :3] = np.array([[c, -s, 0], [s, c, 0.1], [0, -0.1, 1]]) * [1.1, 0.9, 2.0]
    slanted[:3, 3] = middle - slanted[:3, :3] @ [3.2, 3.1, 2.3]
    turned = nib.Nifti1Image(image, affine)
    codes = nib.orientations.axcodes2ornt("PIL")
    turned = turned.as_reoriented(
        nib.orientations.ornt_transform(nib.io_orientation(affine), codes))
    return {
        "resized": resampled(image, mask, affine, target, tuple(shape.tolist())),
        "slanted": resampled(image, mask, affine, slanted, (7, 6, 5)),
        "turned": listed(turned.get_fdata()),
        "turned_affine": [float(x) for x in turned.affine.ravel()],
    }


def case(seed, shape, zooms):
    image, mask = image_and_mask(seed, shape)
    return {
        "seed": seed, "shape": shape, "zooms": zooms,
        "intensity": intensity(image, mask, zooms),
        "filters": image_filters(image, mask, zooms),
        "grids": grids(image, mask, zooms),
    }


def main():
    cases = [
        case(5, [9, 8, 6], [1.0, 1.0, 1.0]),
        case(17, [8, 9, 5], [0.5, 1.25, 5.0]),
        case(29, [11, 10, 1], [1.0, 0.8, 4.0]),
    ]
    path = Path(__file__).with_name("images.json")
    versions = {"python": sys.version.split()[0], "numpy": np.__version__,
                "scipy": scipy.__version__, "skimage": skimage.__version__, "nibabel": nib.__version__}
    document = {"versions": versions, "percents": PERCENTS, "bins": BINS, "cases": cases}
    path.write_text(json.dumps(document, indent=None).replace("}, ", "},\n") + "\n")


if __name__ == "__main__":
    main()
