"""Score a checkpoint on scans with manual labels: mean Dice of the 31 structures.

    python -m training.vision.evaluate CHECKPOINT DIR

A cross-check of the program's own `voxelprompt evaluate anatomy`; never used to choose a checkpoint.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import nibabel as nib
import numpy as np
import torch
from scipy import ndimage

from .anatomy import load_leaves, load_parcels
from .network import VisionNetwork
from .scan import read_ras, segment
from .train import encoded_phrases, load_committed

SCORED = (2, 3, 4, 5, 7, 8, 10, 11, 12, 13, 17, 18, 26, 28, 41, 42, 43, 44, 46, 47, 49, 50, 51, 52, 53, 54, 58, 60, 14, 15, 16)
FOLDED = {30: 0, 62: 0, 31: 4, 136: 4, 137: 5, 63: 43, 163: 43, 164: 44, 72: 14}


def fold(labels: np.ndarray) -> np.ndarray:
    """Truth in the 31 scored numbers; lesions and callosum go to the nearer white matter."""
    folded = labels.copy()
    for number, host in FOLDED.items():
        folded[labels == number] = host
    loose = np.isin(labels, (77, 80, 25, 57, 251, 252, 253, 254, 255))
    if loose.any():
        left = ndimage.distance_transform_edt(labels != 2)
        right = ndimage.distance_transform_edt(labels != 41)
        folded[loose] = np.where(left <= right, 2, 41)[loose]
    return folded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scans", type=int, help="only the first N scans")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    leaves = load_leaves()
    network = VisionNetwork().eval()
    if arguments.checkpoint.suffix == ".safetensors":
        load_committed(network, arguments.checkpoint)
    else:
        network.load_state_dict(torch.load(arguments.checkpoint, weights_only=True)["average"])
    conditioners = encoded_phrases([leaves, load_parcels()], torch.device("cpu"))[0].names()
    first = np.array([leaf.numbers[0] for leaf in leaves])
    table = []
    for path in sorted(arguments.folder.glob("*/t1.nii.gz"))[: arguments.scans]:
        labels, _ = segment(network, conditioners, [read_ras(path)])
        predicted = first[labels.numpy()]
        truth_image = nib.as_closest_canonical(nib.load(path.parent / "labels.nii.gz"))
        truth = fold(np.asarray(truth_image.dataobj).astype(int).transpose(2, 1, 0))
        row = []
        for number in SCORED:
            a, b = predicted == number, truth == number
            row.append(2 * (a & b).sum() / (a.sum() + b.sum()) if b.any() else np.nan)
        table.append(row)
        print(path.parent.name, f"{np.nanmean(row):.4f}", flush=True)
    for number, score in zip(SCORED, np.nanmean(table, axis=0)):
        print(number, f"{score:.3f}")
    print(f"mean Dice {np.mean([np.nanmean(row) for row in table]):.4f}")


if __name__ == "__main__":
    main()
