"""Writes sitk.json: what SimpleITK gives for the heads of SmoothHead.swift.

Run from the repository root: python Tests/AnalysisTests/Reference/make_sitk_reference.py
The head has the numbers of Tests/SyntheticScans/SmoothHead.swift. World positions are right, anterior,
superior (RAS, mm) here and left, posterior, superior (LPS) inside SimpleITK.
"""

import json
import sys
from pathlib import Path

import nibabel as nib
import numpy as np
import SimpleITK as sitk
from scipy import ndimage
from scipy.spatial.transform import Rotation

PAIRED = [
    (17, 53, (-28, -18, -16), (9, 18, 9), -20, 40),
    (4, 43, (-10, 4, 16), (7, 22, 10), -60, -50),
    (10, 49, (-12, -14, 4), (9, 13, 9), 20, 15),
    (12, 51, (-27, 6, 2), (7, 14, 9), 35, 25),
    (8, 47, (-24, -52, -34), (22, 20, 18), 15, 50),
    (2, 41, (-26, 2, 14), (24, 50, 30), 50, -25),
]
PARTS = [
    part
    for left, right, (x, y, z), radii, t1, flair in PAIRED
    for part in ((left, (x, y, z), radii, t1, flair), (right, (-x, y, z), radii, t1, flair))
] + [(16, (0, -26, -38), (13, 13, 22), 30, -30)]
HEAD = (72, 88, 78)
SHAPE, SIZE, ORIGIN = (40, 48, 40), 5.0, np.array([-97.5, -117.5, -97.5])
TURN, SHIFT = (8, -12, 15), (9, -6, 5)  # degrees about an axis along TURN, mm
STRETCH = (1.06, 0.97, 1.03)
FLIP = np.diag([-1.0, -1, 1])


def grid():
    index = np.stack(np.meshgrid(*[np.arange(n) for n in SHAPE], indexing="ij"), -1)
    return index * SIZE + ORIGIN


def head(motion=np.eye(4), flair=False):
    inverse = np.linalg.inv(motion)
    points = grid() @ inverse[:3, :3].T + inverse[:3, 3]

    def inside(center, radii):
        return 1 / (1 + np.exp((np.linalg.norm((points - center) / radii, axis=-1) - 1) * 10))

    image = (80 if flair else 60) * inside((0, 0, 0), HEAD)
    for _, center, radii, t1, other in PARTS:
        image += (other if flair else t1) * inside(np.array(center), radii)
    return image.astype(np.float32)


def mask(label, motion=np.eye(4)):
    inverse = np.linalg.inv(motion)
    points = grid() @ inverse[:3, :3].T + inverse[:3, 3]
    free = np.ones(SHAPE, bool)
    for own, center, radii, _, _ in PARTS:
        inside = free & (np.linalg.norm((points - np.array(center)) / radii, axis=-1) < 1)
        if own == label:
            return inside
        free &= ~inside
    raise KeyError(label)


def image_of(array):
    image = sitk.GetImageFromArray(np.ascontiguousarray(array.transpose(2, 1, 0)))
    image.SetSpacing([SIZE] * 3)
    image.SetOrigin([float(x) for x in FLIP @ ORIGIN])
    image.SetDirection(FLIP.ravel().tolist())
    return image


def register(fixed, moving, transform):
    """Mutual information from coarse to fine, as SimpleITK's own examples have it."""
    if not isinstance(transform, sitk.AffineTransform):
        transform = sitk.Euler3DTransform(sitk.CenteredTransformInitializer(
            fixed, moving, transform, sitk.CenteredTransformInitializerFilter.MOMENTS))
    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMattesMutualInformation(50)
    method.SetMetricSamplingStrategy(method.NONE)
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerAsRegularStepGradientDescent(2.0, 1e-3, 500, 0.7)
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetShrinkFactorsPerLevel([2, 1])
    method.SetSmoothingSigmasPerLevel([5, 0])
    method.SmoothingSigmasAreSpecifiedInPhysicalUnitsOn()
    method.SetInitialTransform(transform, inPlace=True)
    method.Execute(fixed, moving)
    points = [np.zeros(3), *np.eye(3)]
    images = [FLIP @ np.array(transform.TransformPoint((FLIP @ p).tolist())) for p in points]
    matrix = np.eye(4)
    matrix[:3, :3] = np.array([i - images[0] for i in images[1:]]).T
    matrix[:3, 3] = images[0]
    return matrix


def motion(stretch=(1, 1, 1)):
    matrix = np.eye(4)
    matrix[:3, :3] = Rotation.from_rotvec(np.radians(TURN)).as_matrix() @ np.diag(stretch)
    matrix[:3, 3] = SHIFT
    return matrix


def shading(shape):
    """A field that is smooth across the field of view, from -1 to 1 along each axis."""
    x, y, z = np.meshgrid(*[(2 * np.arange(n) + 1) / n - 1 for n in shape], indexing="ij")
    return np.exp(0.25 * x + 0.2 * y**2 - 0.3 * x * z + 0.2 * np.sin(2 * y + 0.5) * np.cos(1.5 * z))


def bias():
    """What N4 leaves of a field on the demo scan, every fourth voxel of it."""
    even = np.asarray(nib.load("/usr/share/mricron/templates/ch2.nii.gz").dataobj, np.float32)[::4, ::4, ::4]
    field = shading(even.shape)
    scan = sitk.GetImageFromArray((even * field).astype(np.float32).transpose(2, 1, 0))
    filter = sitk.N4BiasFieldCorrectionImageFilter()
    filter.SetMaximumNumberOfIterations([50] * 4)
    corrected = filter.Execute(scan, sitk.OtsuThreshold(scan, 0, 1, 200))
    corrected = sitk.GetArrayFromImage(corrected).transpose(2, 1, 0)
    inside = even > 60
    left = np.log((even * field)[inside] / corrected[inside]) - np.log(field[inside])
    return {"before": float(np.log(field[inside]).std()), "after": float(left.std()), "voxels": int(inside.sum())}


def hausdorff():
    rows = []
    for a, b in ((17, 53), (10, 49), (2, 8)):
        first, second = mask(a), mask(b, motion())
        edges = [m & ~ndimage.binary_erosion(m) for m in (first, second)]
        filter = sitk.HausdorffDistanceImageFilter()
        filter.Execute(*[image_of(e.astype(np.uint8)) for e in edges])
        shape = sitk.LabelShapeStatisticsImageFilter()
        shape.Execute(image_of(first.astype(np.uint8)))
        rows.append({
            "first": a, "second": b, "distance": filter.GetHausdorffDistance(),
            "volume": shape.GetPhysicalSize(1),
            "centroid": (FLIP @ np.array(shape.GetCentroid(1))).tolist(),
            "box": list(shape.GetBoundingBox(1)),
        })
    return rows


def resampled():
    """The head on a grid of its own that is turned against it: every 101st voxel."""
    turned = motion()
    affine = turned @ np.block([[np.diag([4.0, 6, 5]), np.array([[-70.0], [-80], [-60]])], [np.zeros((1, 3)), 1]])
    shape = (30, 28, 26)
    direction = FLIP @ affine[:3, :3] / np.array([4, 6, 5])
    values = {"affine": affine[:3].ravel().tolist(), "shape": shape}
    for name, kind in (("linear", sitk.sitkLinear), ("cubic", sitk.sitkBSpline), ("nearest", sitk.sitkNearestNeighbor)):
        filter = sitk.ResampleImageFilter()
        filter.SetSize(shape)
        filter.SetOutputSpacing([4, 6, 5])
        filter.SetOutputOrigin((FLIP @ affine[:3, 3]).tolist())
        filter.SetOutputDirection(direction.ravel().tolist())
        filter.SetInterpolator(kind)
        array = sitk.GetArrayFromImage(filter.Execute(image_of(head()))).ravel()
        values[name] = [float(v) for v in array[::101]]
    return values


def main():
    fixed = image_of(head())
    rigid = register(fixed, image_of(head(motion(), flair=True)), sitk.Euler3DTransform())
    stretched = image_of(head(motion(STRETCH)))
    start = sitk.AffineTransform(3)
    turned = register(fixed, stretched, sitk.Euler3DTransform())
    start.SetMatrix((FLIP @ turned[:3, :3] @ FLIP).ravel().tolist())
    start.SetTranslation((FLIP @ turned[:3, 3]).tolist())
    affine = register(fixed, stretched, start)
    recorded = {
        "versions": {"python": sys.version.split()[0], "numpy": np.__version__, "nibabel": nib.__version__, "simpleitk": sitk.Version_VersionString()},
        "turn_degrees": TURN, "shift": SHIFT, "stretch": STRETCH,
        "rigid": rigid[:3].ravel().tolist(), "affine": affine[:3].ravel().tolist(),
        "bias": bias(), "hausdorff": hausdorff(), "resampled": resampled(),
    }
    path = Path(__file__).parent / "sitk.json"
    path.write_text(json.dumps(recorded, indent=1) + "\n")
    points = np.array([(x, y, z, 1) for x in (-60, 60) for y in (-70, 70) for z in (-60, 60)])
    for found, true in ((rigid, motion()), (affine, motion(STRETCH))):
        print("mm apart", np.linalg.norm((points @ (found - true).T)[:, :3], axis=1).max())
    print(recorded["bias"], [row["distance"] for row in recorded["hausdorff"]])


main()
