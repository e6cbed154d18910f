"""What the functions of the catalogue take and give, as far as the training programs use them."""

from __future__ import annotations

from .tokens import FUNCTIONS

# function: (kinds of the arguments, how many are needed, kind of the result); a kind may be several.
SIGNATURES: dict[str, tuple[list[str], int, str]] = {"segment": (["scan", "string"], 2, "mask")}
for _names, _expected, _needed, _result in [
    ("volume_ml volume_mm3 surface_area_mm2 sphericity count voxels", ["mask"], 1, "number"), ("touches_edge", ["mask"], 1, "bool"),
    ("diameter_mm", ["mask", "string"], 1, "number"), ("extent_mm bounding_box centroid_mm principal_axes", ["mask"], 1, "several"),
    ("largest fill_holes", ["mask"], 1, "mask"), ("biggest dilate erode opening closing", ["mask", "number"], 2, "mask"),
    ("components", ["mask"], 1, "labels"), ("distance_map", ["mask"], 1, "scan"), ("part", ["mask", "string"], 2, "mask"),
    ("dice jaccard overlap_ml", ["mask", "mask"], 2, "number"), ("is_inside", ["mask", "mask"], 2, "bool"),
    ("distance_mm", ["mask", "mask", "string"], 2, "number"), ("hausdorff_mm", ["mask", "mask", "number"], 2, "number"),
    ("brain_mask", ["scan"], 1, "mask"), ("intracranial_volume otsu", ["scan"], 1, "number"), ("tissue_volumes all_structures", ["scan"], 1, "table"),
    ("asymmetry_index percent_change", ["mask number", "mask number"], 2, "number"), ("annualized_change", ["mask number", "mask number", "number"], 3, "number"),
    ("compare", ["list"], 1, "table"), ("location", ["mask", "scan"], 2, "table"),
    ("mean median std minimum maximum total", ["scan", "mask"], 2, "number"), ("snr", ["scan", "mask", "mask"], 2, "number"), ("contrast", ["scan", "mask", "number"], 2, "number"), ("percentile", ["scan", "mask", "number"], 3, "number"),
    ("histogram", ["scan", "mask", "number"], 2, "table"), ("ratio", ["scan", "mask", "mask"], 3, "number"),
    ("smooth median_filter", ["scan", "number"], 2, "scan"), ("resample", ["scan mask", "number"], 2, "scan"), ("normalize", ["scan", "string"], 1, "scan"), ("pad", ["scan", "number"], 2, "scan"), ("flip", ["scan mask", "string"], 1, "scan"), ("merge", ["list"], 1, "labels"),
    ("gradient skull_strip bias_correct", ["scan"], 1, "scan"),
    ("clip", ["scan", "number", "number"], 3, "scan"), ("threshold", ["scan", "number", "number"], 1, "mask"), ("resample_like", ["scan mask", "scan mask"], 2, "scan"),
    ("reorient", ["scan", "string"], 2, "scan"), ("extract_slice", ["scan", "string", "number"], 2, "scan"), ("crop", ["scan", "mask", "number"], 2, "scan"),
    ("register", ["scan", "scan", "string"], 2, "transform"), ("apply", ["transform", "scan mask"], 2, "scan"), ("jacobian", ["transform"], 1, "number"),
    ("invert", ["transform"], 1, "transform"), ("halfway", ["scan", "scan"], 2, "pair"), ("plot", ["list dict table"], 1, "none"), ("table", ["dict"], 1, "table"),
    ("show", ["scan labels", "mask list"], 1, "none"), ("report", ["string", "number bool string", "string"], 2, "none"),
    ("save", ["mask scan table labels", "string"], 2, "none"), ("print", ["number bool string several table transform mask scan dict"], 1, "none"),
    ("abs", ["number"], 1, "number"), ("round", ["number", "number"], 1, "number"),
]:
    for _name in _names.split():
        SIGNATURES[_name] = (_expected, _needed, _result)
assert not set(SIGNATURES) - set(FUNCTIONS)

# What comes out is of the kind that went in.
RESHAPED = {"resample", "resample_like", "reorient", "crop", "pad", "flip", "apply"}
