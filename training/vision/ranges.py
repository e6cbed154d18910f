"""What the training anatomies look like: the range of each leaf's and parcel's volume, where it lies, how whole it is.

    python -m training.vision.ranges training/data/maps.npz models/vision.safetensors [--parcels training/data/parcels.npz]

Writes them into the metadata of the weights, where the program finds them to flag implausible masks. Each row is
[name, side, lowest mL, highest mL, [right, anterior, superior], spread, [largest, apart]]: the mean offset of its
centre from the brain's, in mm, and how far any anatomy lies from that mean; the smallest largest piece in mL, and the
most of the volume (0 to 1) in pieces that lie apart from the largest one, by more than APART mm between their boxes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file, save_file
from scipy import ndimage

from .anatomy import leaf_of_number, load_leaves, load_parcels

NOT_BRAIN = ("third ventricle", "fourth ventricle", "lateral ventricle", "inferior lateral ventricle")
APART = 10  # mm between the boxes of two pieces, as the program has it


def measured(index: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """mL and centre (x, y, z in voxels) of each index on a 1 mm map (z, y, x); NaN where it is absent."""
    flat = index.reshape(-1)
    sizes = np.bincount(flat, minlength=count + 1)[:count].astype(float)
    centres = []
    for axis in (2, 1, 0):
        shape = [1, 1, 1]
        shape[axis] = -1
        place = np.broadcast_to(np.arange(index.shape[axis]).reshape(shape), index.shape).reshape(-1)
        with np.errstate(invalid="ignore"):
            centres.append(np.bincount(flat, weights=place, minlength=count + 1)[:count] / sizes)
    sizes[sizes == 0] = np.nan
    return sizes / 1000, np.stack(centres, axis=1)


def wholeness(index: np.ndarray, count: int) -> np.ndarray:
    """For each index on a 1 mm map: mL of its largest piece (voxels touch across corners too), and the share of its
    volume in pieces whose box lies more than APART mm from that piece's; NaN where it is absent."""
    rows = np.full((count, 2), np.nan)
    for i, place in enumerate(ndimage.find_objects(index + 1, count)):
        if place is None:
            continue
        pieces, _ = ndimage.label(index[place] == i, np.ones((3, 3, 3)))
        sizes = np.bincount(pieces.reshape(-1))[1:]
        boxes = np.array([[(s.start, s.stop) for s in box] for box in ndimage.find_objects(pieces)])
        main = boxes[sizes.argmax()]
        gaps = np.maximum(0, np.maximum(boxes[:, :, 0] - main[:, 1], main[:, 0] - boxes[:, :, 1]))
        apart = np.sqrt((gaps**2).sum(1)) > APART
        rows[i] = sizes.max() / 1000, sizes[apart].sum() / sizes.sum()
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("maps", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--parcels", type=Path)
    arguments = parser.parse_args()
    leaves, parcels = load_leaves(), load_parcels()
    archive = np.load(arguments.maps)
    regions = np.load(arguments.parcels) if arguments.parcels else {}
    leaf_of = leaf_of_number(leaves)
    # What only some maps name apart, such as skin, is left out of the others.
    table = np.array([leaf_of.get(int(n), len(leaves)) for n in archive["numbers"]])
    brain = [i for i, leaf in enumerate(leaves[: [x.name for x in leaves].index("cerebrospinal fluid")])
             if leaf.name not in NOT_BRAIN]  # fmt: skip
    volumes, offsets, pieces = [], [], []
    for name in archive.files:
        if name == "numbers":
            continue
        index = table[archive[name]]
        sizes, centres = measured(index, len(leaves))
        whole = wholeness(index, len(leaves))
        middle = (centres[brain] * sizes[brain, None]).sum(0) / sizes[brain].sum()
        if arguments.parcels:
            own = regions[name].astype(int)
            own[own == 255] = len(parcels)
            more, places = measured(own, len(parcels))
            sizes, centres = np.concatenate([sizes, more]), np.concatenate([centres, places])
            whole = np.concatenate([whole, wholeness(own, len(parcels))])
        pieces.append(whole)
        volumes.append(sizes), offsets.append(centres - middle)
        print(name, flush=True)
    volumes, offsets, pieces = np.stack(volumes), np.stack(offsets), np.stack(pieces)
    mean = np.nanmean(offsets, axis=0)
    spread = np.nanmax(np.linalg.norm(offsets - mean, axis=2), axis=0)
    rows = []
    for i, leaf in enumerate([*leaves, *parcels][: volumes.shape[1]]):
        rows.append([leaf.name, leaf.side, round(float(np.nanmin(volumes[:, i])), 3), round(float(np.nanmax(volumes[:, i])), 3),
                     [round(float(v), 1) for v in mean[i]], round(float(spread[i]), 1),
                     [round(float(np.nanmin(pieces[:, i, 0])), 3), round(float(np.nanmax(pieces[:, i, 1])), 3)]])  # fmt: skip
    with safe_open(arguments.weights, "np") as file:
        metadata = dict(file.metadata())
    metadata["ranges"] = json.dumps(rows)
    save_file(load_file(arguments.weights), arguments.weights, metadata=metadata)
    for row in rows[:34]:
        print(*row)


if __name__ == "__main__":
    main()
