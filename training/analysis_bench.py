"""The Python side of `Benchmarks analysis`: the same operations on the same files, as JSON on standard output.

    swift run -c release Benchmarks analysis python3

The program writes its inputs into a folder and starts this script with it. Times are the best of several runs.
Needs NumPy, SciPy, scikit-image, nibabel and SimpleITK.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import nibabel as nib
import numpy as np
import scipy
import SimpleITK as sitk
import skimage
from scipy import ndimage
from skimage import filters, measure

SCIPY, SKIMAGE = f"SciPy {scipy.__version__}", f"scikit-image {skimage.__version__}"
ITK, NUMPY = f"SimpleITK {sitk.Version_VersionString()}", f"NumPy {np.__version__}"
LPS = np.diag([-1.0, -1, 1, 1])


def best(body, repeats=3):
    seconds, note = np.inf, None
    for _ in range(repeats):
        start = time.perf_counter()
        note = body()
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, note if isinstance(note, str) else None


def shrunk_n4(image):
    small = sitk.Shrink(image, [4] * 3)
    method = sitk.N4BiasFieldCorrectionImageFilter()
    method.SetMaximumNumberOfIterations([50] * 4)
    method.Execute(small, sitk.OtsuThreshold(small, 0, 1, 200))
    return image / sitk.Exp(method.GetLogBiasFieldAsImage(image))


def register(fixed, moving):
    transform = sitk.Euler3DTransform(sitk.CenteredTransformInitializer(
        fixed, moving, sitk.Euler3DTransform(), sitk.CenteredTransformInitializerFilter.MOMENTS))
    method = sitk.ImageRegistrationMethod()
    method.SetMetricAsMattesMutualInformation(50)
    method.SetMetricSamplingStrategy(method.RANDOM)
    method.SetMetricSamplingPercentage(0.1, 1)
    method.SetInterpolator(sitk.sitkLinear)
    method.SetOptimizerAsRegularStepGradientDescent(1.0, 1e-3, 200)
    method.SetOptimizerScalesFromPhysicalShift()
    method.SetShrinkFactorsPerLevel([4, 2, 1])
    method.SetSmoothingSigmasPerLevel([2, 1, 0])
    method.SmoothingSigmasAreSpecifiedInPhysicalUnitsOn()
    method.SetInitialTransform(transform, inPlace=True)
    method.Execute(fixed, moving)
    return transform


def main(folder: Path) -> None:
    loaded = {name: nib.load(folder / f"{name}.nii") for name in ("scan", "head", "other", "moving")}
    scan = np.asarray(loaded["scan"].dataobj, dtype=np.float32)
    head, other = (np.asarray(loaded[name].dataobj) > 0 for name in ("head", "other"))
    images = {name: sitk.ReadImage(str(folder / f"{name}.nii")) for name in loaded}
    floats = {name: sitk.Cast(images[name], sitk.sitkFloat32) for name in ("scan", "moving")}
    motion, turned = (np.array(line.split(), float).reshape(4, 4) for line in (folder / "affines.txt").read_text().splitlines())
    to_index = np.linalg.inv(loaded["scan"].affine) @ turned
    cross = ndimage.generate_binary_structure(3, 1)

    def hausdorff():
        edges = []
        for mask in (head, other):
            edge = sitk.GetImageFromArray((mask & ~ndimage.binary_erosion(mask)).astype(np.uint8))
            edges.append(edge)
        method = sitk.HausdorffDistanceImageFilter()
        method.Execute(*edges)
        return f"{method.GetHausdorffDistance():.3f} mm"

    def surface():
        vertices, faces, _, _ = measure.marching_cubes(np.pad(head, 1), 0.5)
        return f"{measure.mesh_surface_area(vertices, faces):.0f} mm2"

    def resample(order):
        return ndimage.affine_transform(scan, to_index[:3, :3], to_index[:3, 3], order=order, mode="mirror" if order > 1 else "constant")

    def gradient():
        return np.sqrt(sum(g**2 for g in np.gradient(scan)))

    def registered():
        transform = register(floats["scan"], floats["moving"])
        middle = (loaded["scan"].affine @ [*(np.array(scan.shape) / 2), 1])[:3]
        errors = []
        for corner in np.ndindex(2, 2, 2):
            point = np.append(middle + (np.array(corner) * 2 - 1) * [60, 70, 50], 1)
            found = LPS[:3, :3] @ np.array(transform.TransformPoint((LPS @ point)[:3].tolist()))
            errors.append(np.linalg.norm(found - (motion @ point)[:3]))
        return f"at most {max(errors):.3f} mm off"

    rows = {
        "distance_map": (SCIPY, lambda: ndimage.distance_transform_edt(~head)),
        "dilate 3 mm": (ITK, lambda: sitk.BinaryDilate(images["head"] > 0, [3] * 3, sitk.sitkBall)),
        "fill_holes": (SCIPY, lambda: ndimage.binary_fill_holes(head)),
        "components": (SCIPY, lambda: f"{ndimage.label(head)[1]} pieces"),
        "surface_area_mm2": (SKIMAGE, surface),
        "hausdorff_mm": (ITK, hausdorff),
        "smooth 4 mm": (SCIPY, lambda: ndimage.gaussian_filter(scan, 4 / np.sqrt(8 * np.log(2)), mode="reflect")),
        "median_filter 1 mm": (SCIPY, lambda: ndimage.median_filter(scan, footprint=cross)),
        "gradient": (NUMPY, gradient),
        "resample linear": (SCIPY, lambda: resample(1)),
        "resample cubic": (SCIPY, lambda: resample(3)),
        "otsu": (SKIMAGE, lambda: f"{filters.threshold_otsu(scan):.1f}"),
        "histogram": (NUMPY, lambda: np.histogram(scan, 256)),
        "percentile": (NUMPY, lambda: f"{np.percentile(scan, 95):.3f}"),
        "bias_correct": (ITK, lambda: shrunk_n4(floats["scan"])),
        "register rigid": (ITK, registered),
    }
    found = {}
    for name, (beside, body) in rows.items():
        seconds, note = best(body, 1 if name in ("bias_correct", "register rigid") else 3)
        found[name] = {"seconds": seconds, "beside": beside, "note": note}
        print(name, f"{seconds:.3f}", file=sys.stderr)
    print(json.dumps(found))


main(Path(sys.argv[1]))
