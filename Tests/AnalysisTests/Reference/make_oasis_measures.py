"""Writes oasis_measures.json: what scipy and scikit-image measure in structures of a real label map.

Run from the repository root, with the data beside it:
python Tests/AnalysisTests/Reference/make_oasis_measures.py ../shared/data/evaluation/anatomy/1000
"""

import json
import sys
from pathlib import Path

import nibabel
import numpy as np
import scipy
import skimage
from scipy.spatial import ConvexHull
from scipy.spatial.distance import pdist

from make_measures import (digest, dilate, erode, fill_holes, hausdorff, pieces, surface,
                           surface_points, world)


def measures(mask, other, affine, zooms):
    indices = np.argwhere(mask)
    # A block around the structure keeps the transforms quick; digests count from its corner.
    low, high = indices.min(0) - 8, indices.max(0) + 9
    block = tuple(slice(a, b) for a, b in zip(low, high))
    cut = mask[block]
    outline = world(affine, surface_points(mask[block]) + low)
    _, area, _ = surface(cut, affine)
    return {
        "low": low.tolist(), "high": high.tolist(), "area": area,
        "diameter": float(pdist(outline[ConvexHull(outline).vertices]).max()),
        "centroid": world(affine, indices).mean(0).tolist(),
        "pieces": [pieces(mask)[n]["count"] for n in ("6", "18", "26")],
        "hausdorff": [float(hausdorff(mask, other, zooms, p)) for p in (100, 95)],
        "dilated": digest(dilate(cut, 3.0, zooms)), "eroded": digest(erode(cut, 1.5, zooms)),
        "filled": digest(fill_holes(cut)),
    }


def main(folder):
    image = nibabel.load(Path(folder) / "labels.nii.gz")
    labels = np.asanyarray(image.dataobj).astype(np.int32)
    zooms = np.array([float(z) for z in image.header.get_zooms()[:3]])
    pairs = [(17, 53), (4, 43), (16, 15)]
    out = {
        "versions": {"numpy": np.__version__, "nibabel": nibabel.__version__,
                     "scipy": scipy.__version__, "scikit-image": skimage.__version__},
        "structures": {str(a): {"other": b} | measures(labels == a, labels == b, image.affine, zooms)
                       for a, b in pairs},
    }
    path = Path(__file__).with_name("oasis_measures.json")
    path.write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
