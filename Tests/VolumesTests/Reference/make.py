"""Makes the fixtures of VolumesTests: small files, and what nibabel and SciPy say about them.

    python Tests/VolumesTests/Reference/make.py

writes files/* and expected.json beside itself. Needs numpy, scipy and nibabel; the versions that
made the checked-in files are in expected.json. The same versions make the same bytes.
"""

import gzip
import hashlib
import itertools
import json
import pathlib

import nibabel as nib
import numpy as np
import scipy
import scipy.ndimage
from nibabel.orientations import aff2axcodes

here = pathlib.Path(__file__).parent
files = here / "files"
files.mkdir(exist_ok=True)
rng = np.random.default_rng(20240507)
expected = {
    "versions": {"nibabel": nib.__version__, "numpy": np.__version__, "scipy": scipy.__version__},
    "files": {},
}


def rotation(degrees_x, degrees_y, degrees_z):
    out = np.eye(3)
    for axis, degrees in enumerate((degrees_x, degrees_y, degrees_z)):
        a = np.deg2rad(degrees)
        m = np.eye(3)
        i, j = [x for x in range(3) if x != axis]
        m[i, i] = m[j, j] = np.cos(a)
        m[i, j], m[j, i] = -np.sin(a), np.sin(a)
        out = m @ out
    return out


def affine(linear, translation):
    out = np.eye(4)
    out[:3, :3] = linear
    out[:3, 3] = translation
    return out


oblique = affine(rotation(12, -7, 20) @ np.diag([-0.9, 1.1, 2.5]), [30.5, -20.25, 11])


def record(name, **extra):
    """What nibabel reads from the file."""
    image = nib.load(files / name)
    data = np.asarray(image.get_fdata(dtype=np.float64), dtype=np.float32)
    entry = {
        "shape": list(image.shape),
        "affine": image.affine.ravel().tolist(),
        "codes": "".join(aff2axcodes(image.affine)),
        "values": [float(v) for v in data.ravel(order="F")],
        "sha256": hashlib.sha256((files / name).read_bytes()).hexdigest(),
    }
    entry.update(extra)
    expected["files"][name] = entry


def image(data, matrix, kind=nib.Nifti1Image, slope=None, inter=None, byteorder="<", sform=1, qform=0):
    header_class = kind.header_class
    header = header_class(endianness=byteorder)
    header.set_data_dtype(data.dtype)
    header["pixdim"][1:4] = nib.affines.voxel_sizes(matrix)
    out = kind(data, None, header)
    out.set_sform(matrix if sform else None, sform)
    out.set_qform(matrix if qform else None, qform)
    out.header.set_xyzt_units("mm")
    if slope is not None:
        out.header.set_slope_inter(slope, inter)
    return out


# Every type, in both byte orders, NIfTI-1 and NIfTI-2, with and without scaling.
types = ["uint8", "int16", "int32", "float32", "float64", "int8", "uint16", "uint32", "int64", "uint64"]
for number, name in enumerate(types):
    dtype = np.dtype(name)
    if dtype.kind == "f":
        data = rng.normal(0, 1000, (4, 3, 2)).astype(dtype)
    else:
        info = np.iinfo(dtype)
        data = rng.integers(info.min, info.max, (4, 3, 2), dtype=dtype, endpoint=True)
    for order, order_name in (("<", "little"), (">", "big")):
        kind, ending = [(nib.Nifti1Image, ".nii"), (nib.Nifti2Image, ".nii.gz")][
            (number + (order == ">")) % 2]
        scaled = number % 3 == 0
        img = image(data, oblique, kind, byteorder=order, qform=number % 2)
        if scaled:
            # Set on the stored numbers themselves, not for nibabel to choose.
            img.header.set_slope_inter(1, 0)
        path = f"{name}_{order_name}{ending}"
        nib.save(img, files / path)
        if scaled:
            raw = bytearray((files / path).read_bytes())
            packed = ending.endswith("gz")
            if packed:
                raw = bytearray(gzip.decompress(bytes(raw)))
            at, kind_of = (112, "f4") if kind is nib.Nifti1Image else (176, "f8")
            pair = np.array([0.25, -7.5], dtype=order + kind_of).tobytes()
            raw[at:at + len(pair)] = pair
            raw = bytes(raw)
            (files / path).write_bytes(gzip.compress(raw, mtime=0) if packed else raw)
        record(path, type=name, bigEndian=order == ">")

# Two files.
data = rng.integers(-500, 500, (5, 4, 3)).astype(np.int16)
nib.save(image(data, oblique, nib.Nifti1Pair), files / "pair.hdr")
record("pair.hdr", type="int16", bigEndian=False, sha256=hashlib.sha256(
    (files / "pair.hdr").read_bytes() + (files / "pair.img").read_bytes()).hexdigest())

# Where the orientation comes from.
data = rng.integers(0, 255, (6, 5, 4)).astype(np.uint8)
nib.save(image(data, oblique, sform=0, qform=1), files / "qform_only.nii")
record("qform_only.nii", source="qform")
mirrored = oblique @ np.diag([-1, 1, 1, 1])
nib.save(image(data, mirrored, sform=0, qform=2), files / "qform_mirrored.nii")
record("qform_mirrored.nii", source="qform")
nib.save(image(data, oblique, sform=0, qform=0), files / "no_orientation.nii")
img = image(data, oblique, sform=2)
turned = affine(rotation(0, 0, 3), [0, 0, 0]) @ oblique
img.set_qform(turned, 1)
nib.save(img, files / "forms_disagree.nii")
record("forms_disagree.nii", source="sform", millimetres=float(max(
    np.linalg.norm(((img.get_qform() - img.affine) @ [i, j, k, 1])[:3])
    for i, j, k in itertools.product((0, 5), (0, 4), (0, 3)))), degrees=3.0)
img = image(data, oblique, sform=2)
img.set_qform(mirrored, 1)
nib.save(img, files / "forms_mirrored.nii")
record("forms_mirrored.nii", source="sform")

# A trailing axis of one, and a series.
nib.save(image(data[..., None], oblique), files / "trailing_one.nii.gz")
nib.save(image(np.stack([data] * 3, -1), oblique), files / "series.nii.gz")
nib.save(image(np.stack([data, data // 2, -data], -1), oblique), files / "frames.nii.gz")
record("frames.nii.gz")
expected["series"] = expected["files"].pop("frames.nii.gz")

# A scan-like volume that packs well, so that the unpacked length matters.
grid = np.indices((24, 20, 16)).astype(np.float64)
centre = np.array([11.0, 9.5, 8.0]).reshape(3, 1, 1, 1)
blob = 900 * np.exp(-(((grid - centre) / 5) ** 2).sum(0)) + 40
nib.save(image(np.rint(blob).astype(np.int16), oblique, qform=1), files / "blob.nii.gz")
record("blob.nii.gz", type="int16", bigEndian=False)

# NaN and infinities.
data = rng.normal(0, 1, (3, 3, 3)).astype(np.float32)
data[0, 0, 0], data[1, 1, 1], data[2, 0, 1] = np.nan, np.inf, -np.inf
nib.save(image(data, oblique), files / "not_finite.nii")

# FreeSurfer's format.
for name in ("uint8", "int16", "int32", "float32"):
    data = rng.integers(0, 120, (5, 4, 3)).astype(name)
    for ending in (".mgh", ".mgz"):
        nib.save(nib.MGHImage(data, oblique), files / f"mgh_{name}{ending}")
        record(f"mgh_{name}{ending}", type=name, bigEndian=True)

# Labels with names.
labels = np.zeros((5, 4, 3), np.int32)
labels[1:3, 1:3, 1], labels[3, :, :], labels[0, 0, 0] = 17, 53, 70000
nib.save(image(labels, oblique), files / "labels.nii.gz")
(files / "labels.json").write_text(
    json.dumps({"70000": "My-Region", "17": "Hippo", "Description": "x", "3": 4}, indent=1) + "\n")
record("labels.nii.gz")

# All 48 orientations: reorientation of a small grid to RAS.
shape = (2, 3, 4)
base = np.arange(24, dtype=np.float32).reshape(shape, order="F")
expected["orientations"] = []
for permutation in itertools.permutations(range(3)):
    for signs in itertools.product((1, -1), repeat=3):
        linear = np.zeros((3, 3))
        for voxel_axis, world_axis in enumerate(permutation):
            linear[world_axis, voxel_axis] = signs[voxel_axis] * (1.0, 1.25, 3.0)[voxel_axis]
        # A small turn, so that the affine is not merely a permutation.
        matrix = affine(rotation(4, 3, -5) @ linear, [-7, 8, 9.5])
        img = nib.Nifti1Image(base, matrix)
        ras = nib.as_closest_canonical(img)
        expected["orientations"].append({
            "affine": matrix.ravel().tolist(),
            "codes": "".join(aff2axcodes(matrix)),
            "rasShape": list(ras.shape),
            "rasAffine": ras.affine.ravel().tolist(),
            "rasValues": [int(v) for v in np.asarray(ras.dataobj).ravel(order="F")],
        })

# Oblique and sheared affines: axis codes and voxel sizes.
expected["affines"] = []
for number in range(120):
    linear = rotation(*rng.uniform(-180, 180, 3)) @ np.diag(rng.uniform(0.4, 6, 3))
    if number % 3 == 0:
        linear = linear @ (np.eye(3) + np.triu(rng.uniform(-0.3, 0.3, (3, 3)), 1))
    if number % 2:
        linear[:, 0] *= -1
    matrix = affine(linear, rng.uniform(-150, 150, 3))
    expected["affines"].append({
        "affine": matrix.ravel().tolist(),
        "codes": "".join(aff2axcodes(matrix)),
        "zooms": nib.affines.voxel_sizes(matrix).tolist(),
        "inverse": np.linalg.inv(matrix).ravel().tolist(),
    })

# Resampling: SciPy with the outermost values held, cut to where the source has voxels.
source = rng.normal(100, 30, (7, 6, 5)).astype(np.float32)
source_affine = affine(rotation(5, 8, -3) @ np.diag([1.0, 1.2, 2.0]), [-3, -4, -5])
expected["resampling"] = {
    "shape": [7, 6, 5], "affine": source_affine.ravel().tolist(),
    "values": [float(v) for v in source.ravel(order="F")], "cases": [],
}
for target_shape, target in (
    ((9, 8, 7), affine(rotation(-10, 4, 15) @ np.diag([0.8, 0.9, 1.5]), [-4, -3, -5])),
    ((5, 4, 11), affine(np.diag([2.0, 1.5, 1.0]), [-6, -4, -5])),
    ((7, 6, 5), source_affine @ np.diag([-1, 1, 1, 1]) @ affine(np.eye(3), [-6, 0, 0])),
):
    mapping = np.linalg.inv(source_affine) @ target
    index = np.indices(target_shape).reshape(3, -1)
    points = mapping[:3, :3] @ index + mapping[:3, 3:]
    limit = np.array(source.shape).reshape(3, 1)
    inside = ((points >= -0.5 - 1e-6) & (points <= limit - 0.5 + 1e-6)).all(0)
    case = {"shape": list(target_shape), "affine": target.ravel().tolist()}
    for name, order in (("nearest", 0), ("linear", 1)):
        values = scipy.ndimage.map_coordinates(
            source.astype(np.float64), points, order=order, mode="nearest") * inside
        case[name] = [float(v) for v in values.reshape(target_shape).ravel(order="F")]
    expected["resampling"]["cases"].append(case)

# Distances: few marks, one on a face, and a grid without any along two axes.
expected["distances"] = []
for shape, size, count in (((9, 7, 8), (1.0, 1.0, 1.0), 4), ((6, 11, 5), (0.9, 1.25, 3.0), 3), ((1, 12, 1), (2.0, 0.7, 1.0), 2)):
    marks = np.zeros(shape, np.uint8)
    marks.ravel()[rng.choice(marks.size, count, replace=False)] = 3
    squared = scipy.ndimage.distance_transform_edt(marks == 0, sampling=size) ** 2
    expected["distances"].append({
        "shape": list(shape), "size": list(size), "marks": marks.ravel(order="F").tolist(),
        "squared": [float(v) for v in squared.ravel(order="F")],
    })

# Checksums.
expected["sha256"] = []
for length in (0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000, 70001):
    data = bytes((i * 31 + 7) % 251 for i in range(length))
    expected["sha256"].append({"length": length, "digest": hashlib.sha256(data).hexdigest()})

(here / "expected.json").write_text(json.dumps(expected, default=int, separators=(",", ":")) + "\n")
