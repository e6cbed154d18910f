"""Writes oasis.json: volumes and scores of a real label map, by nibabel and numpy.

Run from the repository root, with the data beside it:
python Tests/AnalysisTests/Reference/make_oasis_reference.py ../shared/data/evaluation/anatomy/1000
The prediction is the truth moved by one voxel along the first axis.
"""

import json
import sys
from pathlib import Path

import nibabel
import numpy as np

from make_reference import SCORED, fold, score


def main(folder):
    image = nibabel.load(Path(folder) / "labels.nii.gz")
    scan = nibabel.load(Path(folder) / "t1.nii.gz").get_fdata(dtype=np.float32)
    labels = np.asanyarray(image.dataobj).astype(np.int32)
    volume = abs(np.linalg.det(image.affine[:3, :3]))
    zooms = [float(z) for z in image.header.get_zooms()[:3]]
    moved = np.roll(labels, 1, axis=0)
    moved[0] = 0
    out = {
        "versions": {"numpy": np.__version__, "nibabel": nibabel.__version__},
        "volumes_ml": {str(l): float((labels == l).sum() * volume / 1000) for l in SCORED},
        "means": {str(l): float(scan[labels == l].astype(np.float64).mean()) for l in SCORED},
        "score": score(fold(labels, zooms), fold(moved, zooms), volume),
    }
    path = Path(__file__).with_name("oasis.json")
    path.write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
