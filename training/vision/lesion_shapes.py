"""Where lesions of the white matter lie and what they look like, for synthesis.

    python -m training.vision.lesion_shapes DATA/train/ms_lesion_shapes ATLAS/mni152_aparc+aseg.nii.gz training/data/lesions.npz

Packs lesion masks of people with multiple sclerosis as points of the atlas they lie on. A training map gets them
through an affine map between the structures' centres, trimmed to its own white matter; beside these, and as often,
lesions are made up: scattered ones of all sizes, and the caps and bands around the ventricles that come with age.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import nibabel as nib
import numpy as np
from scipy import ndimage

from .parcels import read_atlas

WHITE = (2, 41, 25, 57, 77, 80)
BELOW = (7, 46, 16)  # white matter of the cerebellum, brainstem
DEEP = (10, 49, 12, 51, 13, 52, 28, 60)
CORTEX = (3, 42)
LATERAL_VENTRICLES = (4, 43, 31, 63, 136, 163)
#: Structures by whose centres atlas and map are brought together.
LANDMARKS = (2, 41, 3, 42, 4, 43, 7, 46, 8, 47, 10, 49, 11, 50, 12, 51, 13, 52, 17, 53, 18, 54, 14, 15, 16)


def centres(labels: np.ndarray) -> np.ndarray:
    """LANDMARKS x 3: the structures' centres (z, y, x) in voxels; NaN for one that is not there."""
    found = ndimage.center_of_mass(np.ones(labels.shape, bool), labels, LANDMARKS)
    return np.array(found)


class Place:
    """What lesions need to know of one map: its white matter and how far its voxels are from fluid and cortex."""

    def __init__(self, labels: np.ndarray) -> None:
        self.shape = labels.shape
        self.white = np.isin(labels, WHITE)
        self.below = np.isin(labels, BELOW)
        rim = ndimage.binary_dilation(self.white) & np.isin(labels, CORTEX)
        self.allowed = self.white | self.below | np.isin(labels, DEEP) | rim
        box = ndimage.find_objects(self.allowed.astype(np.uint8))[0]
        self.box = tuple(slice(max(0, b.start - 8), b.stop + 8) for b in box)
        self.to_ventricle = self._distance(np.isin(labels, LATERAL_VENTRICLES))
        self.to_cortex = self._distance(np.isin(labels, CORTEX))
        self.centres = centres(labels)
        self.points = np.argwhere(self.white[self.box][::2, ::2, ::2]) * 2
        self.low_points = np.argwhere(self.below[self.box][::2, ::2, ::2]) * 2

    def _distance(self, mask: np.ndarray) -> np.ndarray:
        """Voxels from a mask within the box, float16."""
        return ndimage.distance_transform_edt(~mask[self.box]).astype(np.float16)


class LesionMaker:
    def __init__(self, archive: Path) -> None:
        stored = np.load(archive)
        self.atlas_centres = stored["centres"]
        self.people = np.split(stored["points"], np.cumsum(stored["counts"])[:-1])

    def __call__(self, place: Place, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Share of lesion in every voxel of the map, and a tint of it that differs from lesion to lesion;
        both uint8, 128 being the mean tint."""
        hard = np.zeros(tuple(b.stop - b.start for b in place.box), bool)
        kind = rng.random()
        if kind < 0.12:
            pass  # a healthy person
        elif kind < 0.5:
            hard |= self._person(place, rng)
            if rng.random() < 0.3:
                hard |= self._scattered(place, rng)
        else:
            if rng.random() < 0.85:
                hard |= self._scattered(place, rng)
            if rng.random() < 0.45:
                hard |= self._around_ventricles(place, rng)
        hard &= place.allowed[place.box]
        if rng.random() < 0.5:
            hard &= place.white[place.box] | place.below[place.box]
        softness = rng.uniform(0.35, 0.9)
        soft = np.clip(ndimage.gaussian_filter(hard.astype(np.float32), softness), 0, 1)
        # What blurring takes from the smallest ones is given back.
        soft = np.where(hard, np.maximum(soft, 0.55), np.minimum(soft, 0.45))
        # What is brighter than the rest and yet no lesion: a rim of the ventricles, haze around lesions.
        haze = rng.uniform(0, 0.35) * np.exp(-place.to_ventricle.astype(np.float32) / rng.uniform(0.7, 3))
        haze += rng.uniform(0, 0.5) * ndimage.gaussian_filter(hard.astype(np.float32), 3)
        soft = np.maximum(soft, np.minimum(haze * place.white[place.box], 0.4))
        pieces, count = ndimage.label(hard)
        tints = rng.normal(0, 40, count + 1)
        tints[0] = 0
        tint = tints[pieces] + ndimage.gaussian_filter(rng.normal(0, 1, hard.shape).astype(np.float32), 1.5) * 150
        share = np.zeros(place.shape, np.uint8)
        tinted = np.full(place.shape, 128, np.uint8)
        share[place.box] = np.rint(soft * 255)
        tinted[place.box] = np.clip(128 + tint, 0, 255)
        return share, tinted

    def _person(self, place: Place, rng: np.random.Generator) -> np.ndarray:
        """The lesions of one person, some of them left out, mirrored at times, moved and scaled a little."""
        points = self.people[int(rng.integers(len(self.people)))].astype(float)
        mirror = rng.random() < 0.5
        source = self.atlas_centres.copy()
        if mirror:  # left structures of the atlas lie where right ones did
            for i in range(0, 22, 2):
                source[[i, i + 1]] = source[[i + 1, i]]
        known = ~np.isnan(place.centres).any(1) & ~np.isnan(source).any(1)
        ones = np.ones((known.sum(), 1))
        matrix, *_ = np.linalg.lstsq(np.hstack([source[known], ones]), place.centres[known], rcond=None)
        points = np.repeat(points, 6, axis=0) + rng.uniform(-0.5, 0.5, (6 * len(points), 3))
        moved = np.hstack([points, np.ones((len(points), 1))]) @ matrix + rng.normal(0, 1.5, 3)
        where = np.rint(moved).astype(int) - [b.start for b in place.box]
        result = np.zeros(tuple(b.stop - b.start for b in place.box), bool)
        inside = ((where >= 0) & (where < result.shape)).all(1)
        result[tuple(where[inside].T)] = True
        if rng.random() < 0.6:
            pieces, count = ndimage.label(result, np.ones((3, 3, 3)))
            result &= np.append(False, rng.random(count) < rng.uniform(0.3, 1))[pieces]
        return result

    def _scattered(self, place: Place, rng: np.random.Generator) -> np.ndarray:
        """Rough ellipsoids, few or many, drawn toward ventricles, cortex or nothing."""
        result = np.zeros(tuple(b.stop - b.start for b in place.box), bool)
        count = int(np.clip(rng.lognormal(2.3, 1.0), 1, 120))
        taste = rng.dirichlet((1, 0.6, 1))
        places = place.points
        ventricle = place.to_ventricle[tuple(places.T)].astype(float)
        cortex = place.to_cortex[tuple(places.T)].astype(float)
        weight = taste[0] * normalized(np.exp(-ventricle / 5)) + taste[1] * normalized(np.exp(-cortex / 2))
        weight = weight + taste[2] / len(places)
        chosen = places[rng.choice(len(places), count, p=weight / weight.sum())]
        if len(place.low_points) and rng.random() < 0.4:
            low = place.low_points[rng.integers(len(place.low_points), size=int(rng.integers(1, 5)))]
            chosen = np.concatenate([chosen, low])
        size = rng.uniform(0.2, 0.9)
        for centre in chosen + rng.uniform(-1, 1, chosen.shape):
            radius = float(np.clip(rng.lognormal(size, 0.5), 1.0, 14))
            stamp(result, centre, radius * np.exp(rng.normal(0, 0.25, 3)), rng)
        return result

    def _around_ventricles(self, place: Place, rng: np.random.Generator) -> np.ndarray:
        """All within a distance of the lateral ventricles that changes from place to place."""
        shape = tuple(b.stop - b.start for b in place.box)
        nodes = [max(2, n // int(rng.integers(12, 30))) for n in shape]
        reach = ndimage.zoom(rng.normal(rng.uniform(-2, 4), rng.uniform(2, 5), nodes).astype(np.float32),
                             [n / k for n, k in zip(shape, nodes)], order=1)  # fmt: skip
        return place.to_ventricle < np.minimum(reach, rng.uniform(4, 16))


def stamp(result: np.ndarray, centre: np.ndarray, radii: np.ndarray, rng: np.random.Generator) -> None:
    """Adds one rough ellipsoid, turned at random."""
    reach = int(np.ceil(radii.max() * 1.4)) + 1
    low = np.maximum(np.rint(centre).astype(int) - reach, 0)
    high = np.minimum(np.rint(centre).astype(int) + reach + 1, result.shape)
    if (low >= high).any():
        return
    turn, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    grids = np.stack(np.meshgrid(*(np.arange(a, b) for a, b in zip(low, high)), indexing="ij"), -1) - centre
    distance = np.linalg.norm(grids @ turn / radii, axis=-1)
    rough = ndimage.gaussian_filter(rng.normal(size=distance.shape), 1.2)
    distance += rough * (0.25 / max(rough.std(), 1e-6)) * min(1.0, radii.mean() / 3)
    result[tuple(slice(a, b) for a, b in zip(low, high))] |= distance < 1


def normalized(weight: np.ndarray) -> np.ndarray:
    return weight / max(weight.sum(), 1e-12)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("masks", type=Path)
    parser.add_argument("atlas", type=Path)
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    plain, _ = read_atlas(arguments.atlas)
    world = np.linalg.inv(nib.as_closest_canonical(nib.load(arguments.atlas)).affine)
    points = []
    for path in sorted(arguments.masks.glob("*.nii*")):
        image = nib.load(path)
        voxels = np.argwhere(np.asarray(image.dataobj) > 0.5)
        matrix = world @ image.affine
        points.append((voxels @ matrix[:3, :3].T + matrix[:3, 3])[:, ::-1].astype(np.float16))
    np.savez_compressed(arguments.target, centres=centres(plain), points=np.concatenate(points),
                        counts=[len(p) for p in points])  # fmt: skip
    print(len(points), "masks,", sum(len(p) for p in points), "voxels")


if __name__ == "__main__":
    main()
