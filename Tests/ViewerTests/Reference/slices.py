"""Values of slices by nibabel and SciPy, for SliceReferenceTests.

    python Tests/ViewerTests/Reference/slices.py > Tests/ViewerTests/Reference/slices.json

A pixel is the mean of n x m points spread evenly over it, no further apart than the voxels, each
linear between voxels; a voxel reaches half its size beyond its centre, and beyond that there is
nothing (null). The demo scan of Debian's mricron-data is used when it is installed.
"""

import json
import math
import os
import sys

import nibabel as nib
import numpy as np
from nibabel.affines import apply_affine
from scipy.ndimage import map_coordinates

AXES = {  # plane -> rightward (radiological, neurological), downward
    "sagittal": (((0, -1, 0), (0, -1, 0)), (0, 0, -1)),
    "coronal": (((-1, 0, 0), (1, 0, 0)), (0, 0, -1)),
    "axial": (((-1, 0, 0), (1, 0, 0)), (0, -1, 0)),
}
DEMO = "/usr/share/mricron/templates/ch2.nii.gz"


def sample(image, frame, order):
    data = np.asarray(image.dataobj, dtype=np.float64)
    inverse = np.linalg.inv(image.affine)
    rightward, downward = AXES[frame["plane"]]
    right = np.array(rightward[frame["convention"] == "neurological"], float)
    down = np.array(downward, float)
    width, height = frame["pixelSize"]
    columns, rows = frame["columns"], frame["rows"]

    def points(step):
        return max(1, math.ceil(np.abs(inverse[:3, :3] @ step).max() - 1e-6))

    n, m = points(right * width), points(down * height)
    x = (np.arange(columns * n) + 0.5) / n - columns / 2
    y = (np.arange(rows * m) + 0.5) / m - rows / 2
    world = (
        np.array(frame["center"], float)
        + x[None, :, None] * width * right
        + y[:, None, None] * height * down
    )
    index = apply_affine(inverse, world)
    limits = np.array(data.shape) - 0.5
    inside = ((index >= -0.5 - 1e-6) & (index <= limits + 1e-6)).all(axis=-1)
    values = map_coordinates(data, np.moveaxis(index, -1, 0), order=order, mode="nearest")
    # Outside there is no intensity, and nothing of a mask.
    values[~inside] = np.nan if order else 0
    cells = values.reshape(rows, m, columns, n).transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    return [None if np.isnan(c).all() else round(float(np.nanmean(c)), 4) for c in cells.reshape(-1, n * m)]


def frames(center, columns, rows, width, convention):
    return [
        {
            "plane": plane, "center": [float(c) for c in center], "columns": columns, "rows": rows,
            "pixelSize": [width, 2 * width], "convention": convention,
        }
        for plane in AXES
    ]


def rotation(x, y, z):
    cx, sx, cy, sy, cz, sz = (f(math.radians(a)) for a in (x, y, z) for f in (math.cos, math.sin))
    return (
        np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
        @ np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
        @ np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    )


def affine(matrix, shape, center):
    result = np.eye(4)
    result[:3, :3] = matrix
    result[:3, 3] = np.array(center) - matrix @ ((np.array(shape) - 1) / 2)
    return result


def main():
    random = np.random.default_rng(20240607)
    permutation = np.array([[0, 0, -1.0], [1, 0, 0], [0, -1, 0]])
    shear = np.array([[1, 0.2, 0], [0, 1, 0.15], [0, 0, 1.0]])
    grids = {
        "isotropic": ((9, 8, 7), np.diag([2.0, 2, 2])),
        "anisotropic": ((8, 9, 4), np.diag([-1.0, 1.5, 5])),
        "permuted": ((6, 9, 8), permutation @ np.diag([3.0, 1, 1.2])),
        "oblique": ((9, 8, 7), rotation(12, -20, 33) @ np.diag([1.5, 2, 2.5])),
        "sheared": ((8, 8, 8), shear @ np.diag([2.0, 2, 2])),
    }
    cases = []
    for name, (shape, matrix) in grids.items():
        data = random.integers(0, 1000, shape).astype(np.float32)
        image = nib.Nifti1Image(data, affine(matrix, shape, (1.3, -2.7, 4.1)))
        mask = nib.Nifti1Image((data > 600).astype(np.uint8), image.affine)
        case = {
            "name": name, "shape": shape, "affine": image.affine.ravel().tolist(),
            "codes": "".join(nib.aff2axcodes(image.affine)),
            "voxels": data.ravel(order="F").astype(int).tolist(),
            "percentiles": [round(float(p), 4) for p in np.percentile(data, [1, 99])],
            "slices": [],
        }
        # Averaged, and enlarged; the centres avoid ties between voxels.
        for width, convention in ((3.7, "radiological"), (0.61, "neurological")):
            for frame in frames((0.97, -2.41, 3.83), 7, 5, width, convention):
                frame["values"] = sample(image, frame, 1)
                frame["coverage"] = sample(mask, frame, 0)
                case["slices"].append(frame)
        cases.append(case)
    demo = []
    if os.path.exists(DEMO):
        image = nib.load(DEMO)
        for frame in frames((-25.3, -18.7, -14.2), 26, 13, 7.1, "radiological"):
            frame["values"] = [v if v is None else round(v, 2) for v in sample(image, frame, 1)]
            demo.append(frame)
    json.dump({"cases": cases, "demo": demo}, sys.stdout, separators=(",", ":"))
    print()


if __name__ == "__main__":
    main()
