"""Small synthetic heads of known anatomy for the prompt suite: ``python evaluation/prompts/phantom.py``.

Writes ``scans/``: a T1-like and a FLAIR-like scan of one person on one grid, a second visit with known changes of
volume and a known rigid motion, the T1 once more under a bias field, and a map of lesions; label maps in FreeSurfer's numbers beside them. Every structure is
an ellipsoid, so that its volume, place and side are ours to set; nothing was taken from a person.
"""

from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np

HERE = Path(__file__).resolve().parent
SHAPE = (72, 84, 72)
#: Voxels of 2 mm, the first axis toward the left, as scanners write it.
AFFINE = np.array([[-2.0, 0, 0, 71], [0, 2, 0, -83], [0, 0, 2, -71], [0, 0, 0, 1]])
#: How the head lay at the second visit, from the place of the first: degrees about the inferior–superior axis, and mm.
VISIT_ANGLE = 6.0
VISIT_SHIFT = np.array([4.0, -3.0, 2.0])

#: name: label left, label right, centre of the right one (mm, RAS), radii (mm), factor on the radii of the right one.
PAIRED = {
    "cerebellar cortex": (8, 47, (20, -34, -33), (18, 17, 12), 0.98),
    "cerebellar white matter": (7, 46, (20, -34, -33), (11, 10, 6), 1.05),
    "ventral diencephalon": (28, 60, (9, -8, -11), (5.5, 7.5, 5), 1.05),
    "thalamus": (10, 49, (11, -12, 6), (7.4, 10, 7), 1.03),
    "pallidum": (13, 52, (17, 1, 0), (4.2, 7.2, 5.2), 1.1),
    "putamen": (12, 51, (27, 3, 2), (6.2, 13, 9), 1.04),
    "caudate": (11, 50, (15, 15, 13), (5.2, 11, 8), 0.95),
    "accumbens": (26, 58, (9, 15, -5), (4.1, 5.2, 4.1), 0.92),
    "amygdala": (18, 54, (24, 2, -16), (6.4, 6.2, 6.6), 0.94),
    "inferior lateral ventricle": (5, 44, (37, -22, -14), (3.2, 9, 3.2), 1.12),
    "hippocampus": (17, 53, (28, -20, -14), (6, 16, 6), 1.05),
    "lateral ventricle": (4, 43, (8, -6, 26), (5, 24, 6.2), 0.93),
}
#: Factors on the radii at the second visit: left, right.
CHANGES = {
    "hippocampus": (0.93, 0.97), "lateral ventricle": (1.06, 1.09), "inferior lateral ventricle": (1.15, 1.1),
    "amygdala": (0.95, 0.96), "thalamus": (0.98, 0.985),
}
UNPAIRED = {
    "brainstem": (16, (0, -10, -34), (8, 8, 20)),
    "fourth ventricle": (15, (0, -23, -34), (4, 5, 6)),
    "third ventricle": (14, (0, -8, 2), (2.6, 10, 8)),
    "optic chiasm": (85, (0, 18, -24), (6.5, 3.5, 3.2)),
    "optic nerve": (530, (16, 48, -28), (3, 7, 3)),
    "mucosa": (509, (0, 66, -34), (6, 6, 7)),
    "arteries": (502, (0, 34, -44), (3.2, 3.2, 8)),
    "veins and sinuses": (514, (0, -62, 22), (3.2, 4, 14)),
}
#: Lesions of the white matter: centre, radius at the first visit, at the second.
LESIONS = [
    ((-26, -8, 36), 6.4, 6.9), ((27, 12, 34), 5.1, 5.1), ((-24, 28, 27), 4.2, 4.2), ((33, -34, 22), 3.4, 3.4),
    ((28, 36, 10), 0, 4.0),
]
#: The second visit lies on the first one's grid; seeds of the cortical parcels: label, direction of the right one.
PARCELS = {
    1: (.85, -.35, -.05), 2: (.15, .45, .75), 3: (.55, .35, .75), 5: (.15, -.9, .35), 6: (.45, .2, -.7), 7: (.5, -.35, -.65),
    8: (.75, -.55, .45), 9: (.8, -.2, -.5), 10: (.12, -.6, .3), 11: (.6, -.85, .05), 12: (.5, .75, -.45),
    13: (.2, -.75, -.2), 14: (.15, .8, -.5), 15: (.9, -.15, -.3), 16: (.35, -.1, -.6), 17: (.12, -.25, 1), 18: (.8, .35, .25),
    19: (.65, .7, -.2), 20: (.7, .55, .15), 21: (.12, -1, .05), 22: (.65, -.15, .75), 23: (.12, -.35, .65),
    24: (.6, .05, .8), 25: (.12, -.7, .65), 26: (.12, .8, .25), 27: (.5, .7, .45), 28: (.3, .5, .85), 29: (.4, -.55, .8),
    30: (.95, .05, -.05), 31: (.85, -.25, .4), 32: (.25, 1, -.1), 33: (.6, .45, -.7), 34: (.8, 0, .15), 35: (.7, .3, -.05),
}
T1 = {
    2: 110, 41: 112, 3: 74, 42: 76, 4: 22, 43: 22, 5: 24, 44: 24, 7: 104, 46: 106, 8: 70, 47: 72, 10: 90, 49: 93, 11: 78,
    50: 81, 12: 82, 51: 85, 13: 96, 52: 99, 17: 72, 53: 75, 18: 68, 54: 71, 26: 76, 58: 79, 28: 92, 60: 95, 14: 23, 15: 25,
    16: 98, 24: 18, 85: 88, 506: 28, 508: 54, 530: 84, 515: 8, 516: 64, 511: 60, 509: 56, 512: 94, 502: 126, 514: 34,
    507: 48, 25: 66, 57: 67, 0: 0,
}
FLAIR = {
    2: 74, 41: 75, 3: 92, 42: 94, 4: 14, 43: 14, 5: 16, 44: 16, 7: 76, 46: 77, 8: 90, 47: 91, 10: 84, 49: 86, 11: 88, 50: 90,
    12: 86, 51: 88, 13: 72, 52: 74, 17: 96, 53: 99, 18: 98, 54: 101, 26: 90, 58: 92, 28: 82, 60: 83, 14: 15, 15: 17, 16: 80,
    24: 12, 85: 78, 506: 20, 508: 60, 530: 70, 515: 6, 516: 50, 511: 70, 509: 88, 512: 79, 502: 30, 514: 40, 507: 52, 25: 148, 57: 151,
    0: 0,
}


def grid() -> np.ndarray:
    """World coordinates of all voxel centres, mm: (72, 84, 72, 3)."""
    index = np.stack(np.meshgrid(*[np.arange(n) for n in SHAPE], indexing="ij"), axis=-1)
    return index @ AFFINE[:3, :3].T + AFFINE[:3, 3]


def motion() -> tuple[np.ndarray, np.ndarray]:
    """Rotation (3, 3) and shift (mm) that carry a point of the first visit to its place at the second."""
    angle = np.deg2rad(VISIT_ANGLE)
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    return turn, VISIT_SHIFT


def labels(points: np.ndarray, second: bool = False) -> np.ndarray:
    """The label at points of the person's own space (…, 3), mm."""
    x = points[..., 0]
    result = np.zeros(points.shape[:-1], np.int32)

    def ball(centre, radii, factor=1.0):
        scaled = (points - np.array(centre)) / (np.array(radii) * factor)
        return (scaled ** 2).sum(axis=-1) < 1

    for label, radii in [(511, (66, 78, 66)), (507, (63.5, 75.5, 63.5)), (515, (61, 73, 61)), (516, (59, 71, 59)),
                         (515, (57.6, 69.6, 57.6)), (24, (55.8, 67.8, 55.8))]:
        result[ball((0, 0, 0), radii)] = label
    cord = (points[..., 2] < -50) & (np.hypot(x, points[..., 1] + 10) < 6)
    result[cord] = 512
    cortex, white = ball((0, 0, 0), (53, 65, 53)), ball((0, 0, 0), (45.5, 57.5, 45.5))
    keys = np.array(list(PARCELS))
    seeds = np.array([np.array(v) / np.linalg.norm(v) for v in PARCELS.values()])
    mirrored = np.abs(points[cortex] * [1, 0, 0]) + points[cortex] * [0, 1, 1]
    unit = mirrored / [53, 65, 53]
    unit /= np.linalg.norm(unit, axis=1, keepdims=True)
    parcel = keys[np.argmax(unit @ seeds.T, axis=1)]
    result[cortex] = np.where(x[cortex] < 0, 1000, 2000) + parcel
    result[white] = np.where(x[white] < 0, 2, 41)
    for name, (left, right, centre, radii, factor) in PAIRED.items():
        change = CHANGES.get(name, (1, 1)) if second else (1, 1)
        result[ball(centre * np.array([-1, 1, 1]), radii, change[0]) & (x < 0)] = left
        result[ball(centre, radii, factor * change[1]) & (x > 0)] = right
    for label, centre, radii in UNPAIRED.values():
        result[ball(centre, radii)] = label
    for side in (-1, 1):
        result[ball((side * 22, 60, -26), (8, 8, 8))] = 506
        result[ball((side * 22, 58, -37), (4.5, 7, 3))] = 508
        result[ball((side * 16, 47, -28), (3, 6, 3))] = 530
    for centre, first, later in LESIONS:
        radius = later if second else first
        if radius:
            result[ball(centre, (radius,) * 3)] = 25 if centre[0] < 0 else 57
    return result


def scan(label_map: np.ndarray, means: dict[int, int], seed: int) -> np.ndarray:
    """Every tissue at its mean with Gaussian noise of 3 inside the head and a Rayleigh noise of 1.5 in air."""
    rng = np.random.default_rng(seed)
    folded = label_map.copy()
    folded[(folded > 1000) & (folded < 2000)] = 3
    folded[folded > 2000] = 42
    values = np.zeros(label_map.shape)
    for label, mean in means.items():
        values[folded == label] = mean
    air = np.hypot(*rng.normal(0, 1.2, (2, *SHAPE)))
    values = np.where(folded == 0, air, values + rng.normal(0, 3, SHAPE))
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def shaded(data: np.ndarray, points: np.ndarray) -> np.ndarray:
    """A scan under a smooth field, bright on the left and below: from 0.70 to 1.35 times the signal."""
    field = 1.02 - 0.3 * points[..., 0] / 71 - 0.08 * points[..., 2] / 71
    return np.clip(np.rint(data * field), 0, 255).astype(np.uint8)


def write(name: str, data: np.ndarray) -> None:
    image = nibabel.Nifti1Image(data, AFFINE)
    image.header.set_xyzt_units("mm")
    image.set_sform(AFFINE, 1)
    image.set_qform(AFFINE, 1)
    image.header["descrip"] = b"synthetic head"
    # No time stamp inside the gzip file: the same bytes on every run.
    import gzip
    with open(HERE / "scans" / f"{name}.nii.gz", "wb") as raw:
        with gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
            file.write(image.to_bytes())


def main() -> None:
    (HERE / "scans").mkdir(exist_ok=True)
    points = grid()
    first = labels(points)
    turn, shift = motion()
    second = labels((points - shift) @ turn, second=True)
    write("first_t1", scan(first, T1, 1))
    write("first_flair", scan(first, FLAIR, 2))
    write("second_t1", scan(second, T1, 3))
    write("first_shaded_t1", shaded(scan(first, T1, 4), points))
    write("first_labels", first.astype(np.int16))
    write("second_labels", second.astype(np.int16))
    write("first_lesions", ((first == 25) | (first == 57)).astype(np.uint8))


if __name__ == "__main__":
    main()
