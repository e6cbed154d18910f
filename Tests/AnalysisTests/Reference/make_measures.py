"""Writes measures.json: what numpy, scipy and scikit-image measure in masks of awkward shapes.

Run from the repository root: python Tests/AnalysisTests/Reference/make_measures.py
Masks are stored as lengths of runs, outside and inside in turn, the first axis fastest.
"""

import json
import sys
from pathlib import Path

import numpy as np
import scipy
import skimage
from scipy import ndimage
from scipy.spatial import ConvexHull
from scipy.spatial.distance import directed_hausdorff, pdist, squareform
from skimage import measure

RADII = [0, 0.9, 1.0, 2.5, 6.0]


def runs(mask):
    flat = mask.ravel("F").astype(np.int8)
    ends = np.flatnonzero(np.diff(flat)) + 1
    lengths = np.diff(np.concatenate([[0], ends, [flat.size]])).tolist()
    return ([0] if flat[0] else []) + lengths


def checksum(mask):
    flat = mask.ravel("F").astype(np.int64)
    return int((flat * (np.arange(flat.size) % 997)).sum())


def digest(mask):
    return {"count": int(mask.sum()), "checksum": checksum(mask)}


def world(affine, points):
    return np.asarray(points) @ affine[:3, :3].T + affine[:3, 3]


def surface(mask, affine):
    """Vertices in the world, area and volume of scikit-image's marching cubes."""
    corners, faces, _, _ = measure.marching_cubes(np.pad(mask, 1).astype(np.float32), 0.5)
    corners = world(affine, corners - 1)
    triangles = corners[faces]
    volume = abs(np.einsum("ij,ij->i", triangles[:, 0],
                           np.cross(triangles[:, 1], triangles[:, 2])).sum() / 6)
    return corners, float(measure.mesh_surface_area(corners, faces)), float(volume)


def surface_points(mask):
    """Points halfway between a voxel inside and a neighbour outside, as indices."""
    padded = np.pad(mask, 1)
    points = []
    for axis in range(3):
        change = np.argwhere(np.diff(padded.astype(np.int8), axis=axis)) - 1.0
        change[:, axis] += 0.5
        points.append(change)
    return np.concatenate(points)


def axial(mask, affine, axis):
    """The longest distance in a slice, and the longest chord of its outline across that line."""
    best = (0.0, 0.0)
    for index in range(mask.shape[axis]):
        plane = np.take(mask, [index], axis=axis)
        if not plane.any():
            continue
        points = surface_points(plane)
        points = points[points[:, axis] == 0]
        points[:, axis] = index
        points = world(affine, points)
        distances = squareform(pdist(points))
        a, b = np.unravel_index(distances.argmax(), distances.shape)
        longest = distances[a, b]
        if longest > best[0] + 1e-9:
            # In the plane's own coordinates: along the line, and across it.
            along = (points[b] - points[a]) / longest
            normal = np.cross(np.delete(affine[:3, :3], axis, 1)[:, 0],
                              np.delete(affine[:3, :3], axis, 1)[:, 1])
            across = np.cross(normal / np.linalg.norm(normal), along)
            flat = np.stack([points @ along, points @ across], 1)
            hull = ConvexHull(flat)
            widest = 0.0
            for place in np.concatenate([flat[hull.vertices, 0],
                                         np.linspace(*flat[[a, b], 0], 2001)]):
                crossings = []
                for p, q in flat[hull.simplices]:
                    if (p[0] - place) * (q[0] - place) <= 0 and p[0] != q[0]:
                        crossings.append(p[1] + (q[1] - p[1]) * (place - p[0]) / (q[0] - p[0]))
                    elif p[0] == place:
                        crossings += [p[1], q[1]]
                if crossings:
                    widest = max(widest, max(crossings) - min(crossings))
            best = (float(longest), float(widest))
    return best


def border(mask):
    return mask & ~ndimage.binary_erosion(mask, ndimage.generate_binary_structure(3, 1))


def hausdorff(a, b, zooms, percent):
    a, b = border(a), border(b)
    there = ndimage.distance_transform_edt(~b, sampling=zooms)[a]
    back = ndimage.distance_transform_edt(~a, sampling=zooms)[b]
    if percent == 100:
        p, q = np.argwhere(a) * zooms, np.argwhere(b) * zooms
        return max(directed_hausdorff(p, q)[0], directed_hausdorff(q, p)[0])
    return float(max(np.percentile(there, percent), np.percentile(back, percent)))


def dilate(mask, radius, zooms):
    if not mask.any():
        return mask
    return ndimage.distance_transform_edt(~mask, sampling=zooms) <= radius * (1 + 1e-9)


def erode(mask, radius, zooms):
    if mask.all() or radius == 0:
        return mask
    return ndimage.distance_transform_edt(mask, sampling=zooms) > radius * (1 + 1e-9)


def pieces(mask):
    result = {}
    for number, rank in [(6, 1), (18, 2), (26, 3)]:
        # Labelled with the axes reversed, so that first voxels come in the order of the file.
        labels, count = ndimage.label(mask.T, ndimage.generate_binary_structure(3, rank))
        labels = labels.T
        sizes = np.bincount(labels.ravel())[1:]
        order = sorted(range(count), key=lambda n: (-sizes[n], n))
        ranked = np.zeros(count + 1, dtype=np.int64)
        for place, n in enumerate(order):
            ranked[n + 1] = place + 1
        result[str(number)] = {"count": count, "sizes": sorted(sizes.tolist(), reverse=True),
                               "checksum": checksum(ranked[labels]),
                               "three": digest((labels > 0) & (ranked[labels] <= 3))}
    return result


def fill_holes(mask):
    if 1 in mask.shape:
        return ndimage.binary_fill_holes(mask.squeeze()).reshape(mask.shape)
    return ndimage.binary_fill_holes(mask)


def case(name, mask, affine, axial_axis):
    mask = np.asarray(mask, dtype=bool)
    affine = np.asarray(affine, dtype=float)
    zooms = np.linalg.norm(affine[:3, :3], axis=0)
    indices = np.argwhere(mask)
    points = world(affine, indices)
    _, area, enclosed = surface(mask, affine)
    outline = world(affine, surface_points(mask))
    if len(outline) > 4:
        outline = outline[ConvexHull(outline).vertices]
    spread = np.linalg.eigvalsh(np.cov(points.T, bias=True))[::-1] if len(points) > 1 else [0] * 3
    longest, perpendicular = axial(mask, affine, axial_axis)
    shifted = np.zeros_like(mask)
    shifted[2:, 1:, :] = mask[:-2, :-1, :]
    shifted[-1, -1, -1] = True
    result = {
        "name": name, "shape": list(mask.shape), "affine": affine.ravel().tolist(),
        "runs": runs(mask), "count": int(mask.sum()),
        "volume_mm3": float(mask.sum() * abs(np.linalg.det(affine[:3, :3]))),
        "area": area, "enclosed": enclosed,
        "diameter": float(pdist(outline).max()), "axial": longest, "perpendicular": perpendicular,
        "box": [*indices.min(0).tolist(), *(indices.max(0) + 1).tolist()],
        "extent": ((indices.max(0) + 1 - indices.min(0)) * zooms).tolist(),
        "centroid": points.mean(0).tolist(),
        "axes": [float(2 * np.sqrt(5 * max(v, 0))) for v in spread],
        "pieces": pieces(mask), "filled": digest(fill_holes(mask)),
        "other": runs(shifted),
        "dice": float(2 * (mask & shifted).sum() / (mask.sum() + shifted.sum())),
        "jaccard": float((mask & shifted).sum() / (mask | shifted).sum()),
        "shared": int((mask & shifted).sum()),
    }
    if np.allclose(affine[:3, :3].T @ affine[:3, :3], np.diag(zooms**2)):
        distances = ndimage.distance_transform_edt(~mask, sampling=zooms)
        far = np.zeros_like(mask)
        far[-1, -1, -1] = True
        result["upright"] = {
            "distances": {"mean": float(distances.mean()), "maximum": float(distances.max())},
            "to_corner": float(distances[-1, -1, -1]),
            "hausdorff": [float(hausdorff(mask, shifted, zooms, p)) for p in (100, 95, 50)],
            "radii": RADII,
            "dilated": [digest(dilate(mask, r, zooms)) for r in RADII],
            "eroded": [digest(erode(mask, r, zooms)) for r in RADII],
            "opened": [digest(dilate(erode(mask, r, zooms), r, zooms)) for r in RADII],
            "closed": [digest(erode(dilate(mask, r, zooms), r, zooms)) for r in RADII],
        }
    return result


def ellipsoid(shape, centre, radii):
    grid = np.indices(shape).astype(float)
    return sum(((grid[a] - centre[a]) / radii[a]) ** 2 for a in range(3)) <= 1


def tilted(shape, centre, radii, degrees):
    grid = np.stack([np.indices(shape)[a] - centre[a] for a in range(3)], -1)
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turned = grid @ np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]).T
    return ((turned / radii) ** 2).sum(-1) <= 1


def main():
    rng = np.random.default_rng(1)
    las = np.diag([-1.0, 1, 1, 1])
    las[:3, 3] = [20, -30, 40]
    flat = np.diag([0.5, 0.5, 5.0, 1])
    sheared = np.array([[1.0, 0.25, 0, -7], [0, 1.2, -0.5, 3], [0, 0, 2.0, 11], [0, 0, 0, 1]])
    c, s = np.cos(0.4), np.sin(0.4)
    # Axes in another order, turned: i runs to inferior, j to the right, k to anterior.
    oblique = np.array([[0, 1.1 * c, -1.5 * s, 4], [0, 1.1 * s, 1.5 * c, -9], [-0.9, 0, 0, 30],
                        [0, 0, 0, 1]])
    ball = ellipsoid((28, 30, 26), (13.5, 14.2, 12.8), (11, 11, 11))
    shell = ball & ~ellipsoid((28, 30, 26), (13.5, 14.2, 12.8), (6, 5, 4))
    blocks = ndimage.zoom(rng.random((9, 8, 7)), 3, order=0) > 0.72
    noise = rng.random((19, 17, 13)) > 0.8
    thin = tilted((40, 36, 1), (19, 17, 0), (16, 9, 1), 30)
    thin[15:20, 15:19, 0] = False
    dot = np.zeros((7, 6, 5), dtype=bool)
    dot[3, 2, 4] = True
    cases = [
        case("ball", ball, las, 2),
        case("hollow ball", shell, las, 2),
        case("flat voxels", tilted((60, 50, 9), (28, 24, 4), (24, 12, 3.2), 25), flat, 2),
        case("sheared", ellipsoid((28, 30, 20), (13, 14, 9), (11, 8, 7)), sheared, 2),
        case("oblique", tilted((30, 34, 28), (14, 16, 13), (12, 6, 9), 35), oblique, 0),
        case("blocks", blocks, np.diag([0.8, 1.3, 2.1, 1]), 2),
        case("noise", noise, np.diag([1.0, 1, 1, 1]), 2),
        case("slice", thin, np.diag([0.9, 0.9, 4, 1]), 2),
        case("full", np.ones((6, 7, 5)), np.diag([1.0, 2, 3, 1]), 2),
        case("one voxel", dot, np.diag([1.0, 2, 10, 1]), 2),
    ]
    versions = {"python": sys.version.split()[0], "numpy": np.__version__,
                "scipy": scipy.__version__, "scikit-image": skimage.__version__}
    path = Path(__file__).with_name("measures.json")
    path.write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")


if __name__ == "__main__":
    main()
