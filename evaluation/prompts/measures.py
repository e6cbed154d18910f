"""Numbers that the prompt suite expects, from NumPy, SciPy and scikit-image alone."""

from __future__ import annotations

import json
from pathlib import Path

import nibabel
import numpy as np
from scipy import ndimage
from scipy.spatial import ConvexHull
from scipy.spatial.distance import pdist
from skimage import filters, measure

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STRUCTURES = {s["name"]: s for s in json.loads((ROOT / "models/vocabulary.json").read_text())["structures"]}
STEP = 2.0  # mm, the same along all axes
VOXEL = STEP ** 3 / 1000  # mL
FULL = np.ones((3, 3, 3))


def folded(label_map: np.ndarray) -> np.ndarray:
    """Cortical parcels as cortex, lesions as the white matter of the nearer side."""
    result = label_map.copy()
    result[(result > 1000) & (result < 2000)] = 3
    result[result > 2000] = 42
    far = {side: ndimage.distance_transform_edt(result != label) for side, label in ((2, 2), (41, 41))}
    inside = np.isin(label_map, (25, 57))
    result[inside] = np.where(far[2] <= far[41], 2, 41)[inside]
    return result


class Scan:
    """A scan of the suite with its label map."""

    def __init__(self, stem: str, labels: str) -> None:
        image = nibabel.load(HERE / "scans" / f"{stem}.nii.gz")
        self.affine = image.affine
        self.data = np.asarray(image.dataobj).astype(np.float64)
        self.labels = np.asarray(nibabel.load(HERE / "scans" / f"{labels}.nii.gz").dataobj).astype(np.int32)
        self.folded = folded(self.labels)

    def __call__(self, phrase: str) -> np.ndarray:
        """The mask of "left hippocampus", "brain", …"""
        side, name = None, phrase
        for word in ("left", "right"):
            if phrase.startswith(word + " "):
                side, name = word, phrase[len(word) + 1:]
        structure = STRUCTURES[name]
        if structure.get("overlay"):
            return np.isin(self.labels, numbers(structure, side))
        return np.isin(self.labels if structure.get("parcel") else self.folded, numbers(structure, side)) if not parcels(
            structure) else np.isin(self.labels, numbers(structure, side))

    def world(self, mask: np.ndarray) -> np.ndarray:
        """Centres of the voxels inside, mm: (count, 3)."""
        return np.argwhere(mask) @ self.affine[:3, :3].T + self.affine[:3, 3]


def parcels(structure: dict) -> bool:
    return bool(structure.get("parcel")) or any(parcels(STRUCTURES[p]) for p in structure.get("parts", []))


def numbers(structure: dict, side: str | None) -> list[int]:
    if "parts" in structure:
        return [n for part in structure["parts"]
                for n in numbers(STRUCTURES[part], side if STRUCTURES[part]["sided"] else None)
                if side is None or STRUCTURES[part]["sided"]]
    if not structure["sided"]:
        return structure["labels"]
    return structure[side] if side else structure["left"] + structure["right"]


def ml(mask) -> float:
    return float(mask.sum()) * VOXEL


def mesh(mask):
    return measure.marching_cubes(np.pad(mask, 1).astype(np.float32), 0.5, spacing=(STEP,) * 3)


def area(mask) -> float:
    vertices, faces, _, _ = mesh(mask)
    return float(measure.mesh_surface_area(vertices, faces))


def sphericity(mask) -> float:
    vertices, faces, _, _ = mesh(mask)
    a, b, c = vertices[faces[:, 0]], vertices[faces[:, 1]], vertices[faces[:, 2]]
    volume = abs(float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum()) / 6)
    return float(np.cbrt(36 * np.pi * volume ** 2) / area(mask))


def diameter(mask) -> float:
    vertices = mesh(mask)[0]
    return float(pdist(vertices[ConvexHull(vertices).vertices]).max())


def axial(mask) -> tuple[float, float]:
    """The longest diameter in an axial slice and the longest line at a right angle to it there, mm."""
    best = (0.0, 0.0)
    for k in range(mask.shape[2]):
        inside = mask[:, :, k]
        points = []
        for axis in (0, 1):
            padded = np.pad(inside, 1)
            for at in np.argwhere(np.diff(padded.astype(int), axis=axis) != 0):
                middle = at.astype(float)
                middle[axis] += 0.5
                points.append(middle * STEP)
        if not points:
            continue
        points = np.array(points)
        hull = points[ConvexHull(points).vertices]
        gap = hull[:, None] - hull[None]
        length = np.hypot(gap[..., 0], gap[..., 1])
        i, j = np.unravel_index(length.argmax(), length.shape)
        if length[i, j] > best[0] + 1e-9:
            along = gap[i, j] / length[i, j]
            across = np.array([-along[1], along[0]])
            s, w = hull @ along, hull @ across
            chord = 0.0
            for at in s:
                cuts = []
                for n in range(len(hull)):
                    p, q = n, (n + 1) % len(hull)
                    if min(s[p], s[q]) - 1e-9 <= at <= max(s[p], s[q]) + 1e-9:
                        share = 0.0 if abs(s[q] - s[p]) < 1e-9 else (at - s[p]) / (s[q] - s[p])
                        cuts.append(w[p] + share * (w[q] - w[p]))
                        if abs(s[q] - s[p]) < 1e-9:
                            cuts.append(w[q])
                if cuts:
                    chord = max(chord, max(cuts) - min(cuts))
            best = (float(length[i, j]), float(chord))
    return best


def extent(mask) -> list[float]:
    """Left–right, posterior–anterior, inferior–superior, mm."""
    return [float((np.ptp(np.argwhere(mask)[:, axis]) + 1) * STEP) for axis in range(3)]


def centroid(scan, mask) -> np.ndarray:
    return scan.world(mask).mean(axis=0)


def axes(scan, mask) -> list[float]:
    values = np.linalg.eigvalsh(np.cov(scan.world(mask).T, bias=True))
    return [float(v) for v in 2 * np.sqrt(5 * values[::-1])]


def half(scan, mask, direction: str) -> np.ndarray:
    """The half of a mask across its own axis nearest to the direction."""
    axis = {"anterior": 1, "posterior": 1, "superior": 2, "inferior": 2}[direction]
    points = scan.world(mask)
    values, vectors = np.linalg.eigh(np.cov(points.T, bias=True))
    own = vectors[:, np.abs(vectors[axis]).argmax()]
    own = own * np.sign(own[axis])
    upper = (points - points.mean(axis=0)) @ own >= -1e-9
    result = np.zeros_like(mask)
    chosen = np.argwhere(mask)[upper if direction in ("anterior", "superior") else ~upper]
    result[tuple(chosen.T)] = True
    return result


def gap(a, b) -> float:
    return float((ndimage.distance_transform_edt(~a) * STEP)[b].min())


def apart(scan, a, b) -> float:
    return float(np.linalg.norm(centroid(scan, a) - centroid(scan, b)))


def hausdorff(a, b, percent=100) -> float:
    def surface(m):
        return m & ~ndimage.binary_erosion(m)
    sa, sb = surface(a), surface(b)
    return float(max(np.percentile((ndimage.distance_transform_edt(~sb) * STEP)[sa], percent),
                     np.percentile((ndimage.distance_transform_edt(~sa) * STEP)[sb], percent)))


def dice(a, b) -> float:
    return float(2 * (a & b).sum() / (a.sum() + b.sum()))


def jaccard(a, b) -> float:
    return float((a & b).sum() / (a | b).sum())


def pieces(mask, structure=FULL) -> list[np.ndarray]:
    """Connected pieces, the largest first."""
    found, count = ndimage.label(mask, structure)
    return sorted((found == n for n in range(1, count + 1)), key=lambda m: -m.sum())


def far(mask) -> np.ndarray:
    return ndimage.distance_transform_edt(~mask) * STEP


def grown(mask, radius) -> np.ndarray:
    return far(mask) <= radius + 1e-6


def shrunk(mask, radius) -> np.ndarray:
    return mask & (ndimage.distance_transform_edt(mask) * STEP > radius + 1e-6)


def coarse(mask, size) -> float:
    """mL of a mask on voxels of another size over the same field of view, each taking the nearest voxel."""
    places = [(np.arange(round(n * STEP / size)) + 0.5) * size / STEP - 0.5 for n in mask.shape]
    nearest = [np.floor(p + 0.5).astype(int) for p in places]
    return float(mask[np.ix_(*nearest)].sum()) * size ** 3 / 1000


def smoothed(data, width) -> np.ndarray:
    return ndimage.gaussian_filter(data, width / np.sqrt(8 * np.log(2)) / STEP, truncate=4, mode="reflect")


def calmed(data, radius) -> np.ndarray:
    reach = int(radius // STEP)
    ball = (np.stack(np.meshgrid(*[np.arange(-reach, reach + 1)] * 3, indexing="ij")) ** 2).sum(0) * STEP ** 2
    return ndimage.median_filter(data, footprint=ball <= radius ** 2 + 1e-6, mode="reflect")


def steepness(data) -> np.ndarray:
    return np.sqrt(sum(g ** 2 for g in np.gradient(data, STEP)))


def ring_contrast(data, mask, width=3.0) -> float:
    ring = grown(mask, width) & ~mask
    return float((data[mask].mean() - data[ring].mean()) / abs(data[ring].mean()))


def asymmetry(left: float, right: float) -> list[float]:
    """In percent of the mean of both sides, or of their sum."""
    return [200 * (left - right) / (left + right), 100 * (left - right) / (left + right)]


def change(before: float, after: float) -> float:
    return 100 * (after - before) / before


def otsu(values) -> float:
    return float(filters.threshold_otsu(values))
