"""What can be asked of a structure or a region, and the words for it: the vocabulary of ``requests``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .programs import call, code, quoted, volume_of
from .tasks import Wish


@dataclass(frozen=True)
class Quantity:
    """A number of a mask (and of a scan in it).

    ``long`` speaks of ``{A}``; ``short`` and ``plural`` stand alone; ``most`` and ``least`` are superlatives with the words that a
    report gives them, ``more`` and ``less`` comparatives.
    """

    of: Callable[[list, list], list]
    long: tuple[str, ...]
    short: tuple[str, ...]
    plural: tuple[str, ...] = ()
    most: tuple[str, ...] = ()
    least: tuple[str, ...] = ()
    words: tuple[str, str] = ("largest", "smallest")
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    unit: tuple[str, ...] = ("",)
    column: str = "volume"
    intensity: bool = False


def of_mask(function: str, *more) -> Callable[[list, list], list]:
    return lambda scan, mask: call(function + "(", mask, *more)


def of_scan(function: str, *more) -> Callable[[list, list], list]:
    return lambda scan, mask: call(function + "(", scan, mask, *more)


QUANTITIES = {
    "volume_ml": Quantity(
        of_mask("volume_ml"), ("the volume of {A}", "{A's} volume", "the size of {A}"), ("volume", "size", "volume"), ("volumes", "sizes", "volumes"),
        ("largest", "biggest", "most voluminous"), ("smallest", "least voluminous"), ("largest", "smallest"),
        ("larger than", "bigger than", "above", "over", "more than"), ("smaller than", "below", "under", "less than"), ("mL", "ml", " mL", " ml", " cc"), "mL"),
    "volume_mm3": Quantity(
        of_mask("volume_mm3"), ("the volume of {A} in (mm3|mm³|cubic millimetres)",), ("volume in (mm3|mm³)",), unit=(" mm3", " mm³"), column="volume"),
    "surface_area_mm2": Quantity(
        of_mask("surface_area_mm2"), ("the surface area of {A}", "{A's} surface area", "the surface of {A}"), ("surface area", "surface"), ("surface areas", "surfaces"),
        ("largest in surface", "of largest surface area"), ("of smallest surface area",), ("largest", "smallest"), ("larger in surface than",), ("smaller in surface than",), (" mm2", " mm²"), "surface area"),
    "sphericity": Quantity(
        of_mask("sphericity"), ("the sphericity of {A}", "{A's} sphericity"), ("sphericity",), ("sphericities", "sphericity values"),
        ("roundest", "most spherical", "closest to a ball"), ("least round", "least spherical"), ("roundest", "smallest"), ("rounder than",), ("less round than",), ("",), "sphericity"),
    "diameter_mm": Quantity(
        of_mask("diameter_mm"), ("the longest diameter of {A}", "the maximum diameter of {A}", "the diameter of {A}"), ("longest diameter", "diameter"), ("diameters", "longest diameters"),
        ("longest",), ("shortest",), ("longest", "smallest"), ("longer than",), ("shorter than",), (" mm", "mm"), "diameter"),
    "voxels": Quantity(
        of_mask("voxels"), ("the number of voxels (in|of) {A}", "the voxel count of {A}", "how many voxels {A} has"), ("number of voxels", "voxel count"), ("voxel counts", "numbers of voxels"), column="voxels"),
    "mean": Quantity(
        of_scan("mean"), ("the mean intensity (of|in) {A}", "the mean (of|in) {A}", "the average signal (in|of) {A}", "{A's} mean signal"), ("mean intensity", "mean", "average signal", "mean signal"),
        ("mean intensities", "means", "average signals", "mean signals"), ("brightest", "most intense"), ("darkest", "least bright"), ("brightest", "darkest"),
        ("brighter than", "above", "over"), ("darker than", "below", "under"), ("",), "mean", True),
    "median": Quantity(of_scan("median"), ("the median (of|in) {A}", "the median intensity of {A}"), ("median", "median intensity"), ("medians", "median intensities"), column="median", intensity=True),
    "std": Quantity(
        of_scan("std"), ("the standard deviation (of|in) {A}", "the SD (of|in) {A}", "the std of {A}"), ("standard deviation", "SD", "std"), ("standard deviations", "SDs"),
        ("most variable", "most heterogeneous"), ("most uniform", "most homogeneous", "least variable"), ("most variable", "least variable"),
        ("more variable than",), ("less variable than",), ("",), "standard deviation", True),
    "maximum": Quantity(of_scan("maximum"), ("the maximum (of|in) {A}", "the highest intensity in {A}"), ("maximum", "peak intensity"), ("maxima", "peak intensities"), column="highest", intensity=True),
    "minimum": Quantity(of_scan("minimum"), ("the minimum (of|in) {A}", "the lowest intensity in {A}"), ("minimum", "lowest intensity"), ("minima", "lowest intensities"), column="lowest", intensity=True),
    "snr": Quantity(of_scan("snr"), ("the SNR (of|in) {A}", "the signal-to-noise ratio in {A}"), ("SNR", "signal-to-noise ratio"), ("SNRs", "signal-to-noise ratios"), intensity=True),
    "cv": Quantity(
        lambda scan, mask: code(call("std(", scan, mask), "/", call("mean(", scan, mask)), ("the coefficient of variation (of|in) {A}", "the CV (of|in) {A}"), ("coefficient of variation", "CV"), intensity=True),
    "iqr": Quantity(
        lambda scan, mask: code(call("percentile(", scan, mask, "75"), "-", call("percentile(", scan, mask, "25")),
        ("the interquartile range (of|in) {A}", "the IQR (of|in) {A}", "the spread between the first and third quartile in {A}"), ("interquartile range", "IQR"), intensity=True),
    "range": Quantity(
        lambda scan, mask: code(call("maximum(", scan, mask), "-", call("minimum(", scan, mask)),
        ("the difference between the highest and lowest intensity in {A}", "the dynamic range (of|in) {A}", "max minus min of {A}"), ("dynamic range", "max minus min"), intensity=True),
    "surface_ratio": Quantity(
        lambda scan, mask: code(call("surface_area_mm2(", mask), "/", call("volume_mm3(", mask)),
        ("the surface-to-volume ratio of {A}", "the ratio of surface to volume (of|for) {A}", "{A's} surface to volume ratio[ in 1/mm| (per mm)]"), ("surface-to-volume ratio", "surface to volume ratio")),
    "sv_inverse": Quantity(
        lambda scan, mask: code(call("volume_mm3(", mask), "/", call("surface_area_mm2(", mask)),
        ("the volume-to-surface ratio of {A}", "the ratio of volume to surface area of {A}", "the volume of {A} per unit of its surface"), ("volume-to-surface ratio",)),
    "count": Quantity(of_mask("count"), ("the number of (pieces|components|connected parts) of {A}",), ("number of pieces", "number of components")),
    "largest": Quantity(
        lambda scan, mask: volume_of(call("largest(", mask)), ("the volume of the largest (piece|component) of {A}", "the size of {A's} biggest piece"), ("volume of the largest piece",)),
    "width": Quantity(
        of_mask("extent_mm.left_right"), ("the width of {A}", "{A's} left-right extent", "the extent of {A} from left to right", "how wide {A} is"), ("width", "left-right extent"), ("widths",),
        ("widest",), ("narrowest",), ("largest", "smallest"), ("wider than",), ("narrower than",), (" mm", "mm"), "difference"),
    "length": Quantity(
        of_mask("extent_mm.posterior_anterior"), ("the front-to-back extent of {A}", "{A's} anterior-posterior extent", "the AP extent of {A}", "how far {A} reaches from front to back"),
        ("anterior-posterior extent", "AP length")),
    "height": Quantity(
        of_mask("extent_mm.inferior_superior"), ("the height of {A}", "{A's} vertical extent", "the superior-inferior extent of {A}", "how tall {A} is"), ("height", "vertical extent"), ("heights",),
        ("tallest",), (), ("largest", "smallest"), ("taller than",), (), (" mm", "mm")),
    "axis": Quantity(
        of_mask("principal_axes.0"), ("the length of the longest principal axis of {A}", "{A's} major axis length", "how long the main axis of {A} is"), ("length of the major axis", "longest principal axis")),
    "z": Quantity(
        of_mask("centroid_mm.2"), ("the height of {A's} (centre|center|centroid) (in mm|in world coordinates)", "the z coordinate of {A}", "the z coordinate of the centroid of {A}"), ("z coordinate",), (),
        ("highest up", "most superior"), ("lowest", "most inferior"), ("highest", "lowest"), ("higher up than", "superior to"), ("lower than", "inferior to")),
    "y": Quantity(
        of_mask("centroid_mm.1"), ("the y coordinate of {A}", "the y coordinate of the (centre|centroid) of {A}"), ("y coordinate",), (),
        ("most anterior", "furthest forward"), ("most posterior", "furthest back"), ("anterior", "posterior"), ("anterior to", "further forward than", "in front of"), ("posterior to", "further back than", "behind")),
    "axial": Quantity(of_mask("diameter_mm", quoted(["axial"])), ("the longest axial diameter of {A}", "the longest diameter of {A} in the axial plane", "{A's} longest in-plane diameter"), ("longest axial diameter", "axial diameter")),
}

# What may be said of lists as a whole.
LISTED = ["volume_ml", "mean", "surface_area_mm2", "diameter_mm", "sphericity", "std", "median", "maximum", "voxels", "snr", "width", "cv", "iqr"]
RANKED = ["volume_ml", "volume_ml", "volume_ml", "mean", "mean", "mean", "surface_area_mm2", "sphericity", "diameter_mm", "std", "width", "z", "y"]
SINGLE = ["iqr", "range", "surface_ratio", "surface_ratio", "sv_inverse", "voxels", "voxels", "width", "length", "height", "axis", "z", "y", "axial", "cv"]


@dataclass(frozen=True)
class Region:
    """A mask made of others, by what it is called."""

    nouns: tuple[str, ...]
    of: Callable[[list, list, list | None, Wish], list]
    """From scan, mask of A and mask of B."""
    needs: str = ""
    """``n``, ``n2``: intensities; ``r``: a radius in mm; ``b``: a second structure."""


REGIONS = {
    "above": Region(
        ("the voxels of {A} above {n}", "the part of {A} (brighter than|above|over) {n}", "the voxels (in|inside) {A} that exceed {n}", "everything above {n} (in|inside|within) {A}", "the bright part (> {n}) of {A}",
         "{a} voxels (over|above) {n}", "what is brighter than {n} in {A}", "the overlap of {A} with everything above {n}", "the intersection of {A} and the voxels over {n}"),
        lambda scan, a, b, wish: code(call("threshold(", scan, wish.number_value()), "&", a), "n"),
    "below": Region(
        ("the voxels of {A} below {n}", "the part of {A} (darker than|below|under) {n}", "everything (below|under) {n} (in|inside|within) {A}", "the dark part (< {n}) of {A}", "{a} voxels (under|below) {n}"),
        lambda scan, a, b, wish: code(call("threshold(", scan, code("high=", wish.number_value())), "&", a), "n"),
    "between": Region(
        ("the voxels of {A} between {n} and {n2}", "the part of {A} with intensities from {n} to {n2}", "everything between {n} and {n2} (in|inside) {A}"),
        lambda scan, a, b, wish: code(call("threshold(", scan, wish.number_value(), wish.second_number()), "&", a), "n n2"),
    "near": Region(
        ("the part of {A} within {n} mm of {B}", "the part of {A} (no more than|at most|closer than) {n} mm (from|away from) {B}", "what of {A} lies within {n} mm of {B}", "{A} up to {n} mm from {B}"),
        lambda scan, a, b, wish: code(a, "&", call("dilate(", b, wish.number_value())), "r b"),
    "far": Region(
        ("the part of {A} more than {n} mm (from|away from) {B}", "what of {A} is further than {n} mm from {B}", "{A} outside of a {n} mm margin around {B}"),
        lambda scan, a, b, wish: code(a, "&", "~", call("dilate(", b, wish.number_value())), "r b"),
    "without": Region(
        ("{A} without {B}", "{A} minus {B}", "{A} excluding {B}", "{A} except {B}", "{A} with {B} taken out"),
        lambda scan, a, b, wish: code(a, "&", "~", b), "b"),
    "joined": Region(
        ("{A} and {B} together", "the union of {A} and {B}", "{A} plus {B} as one (mask|region)", "{A} and {B} combined", "{A} merged with {B}"),
        lambda scan, a, b, wish: code(a, "|", b), "b"),
    "common": Region(
        ("the (overlap|intersection) of {A} and {B}", "what {A} and {B} share", "the voxels in both {A} and {B}"),
        lambda scan, a, b, wish: code(a, "&", b), "b"),
    "rim": Region(
        ("(a|the) {n} mm (shell|rim|ring|band|margin) around {A}", "a (shell|ring|rim) of {n} mm around {A}", "the (surroundings|neighbourhood) of {A} (within|up to) {n} mm", "the {n} mm (surrounding|just outside) {A}",
         "the tissue within {n} mm around {A}"),
        lambda scan, a, b, wish: code(call("dilate(", a, wish.number_value()), "&", "~", a), "r"),
    "inner": Region(
        ("the outer {n} mm of {A}", "the inner (rim|shell) of {A} ({n} mm)", "the outermost {n} mm (inside|of) {A}", "the edge of {A}, {n} mm thick"),
        lambda scan, a, b, wish: code(a, "&", "~", call("erode(", a, wish.number_value())), "r"),
    "core": Region(
        ("the core of {A} ({n} mm (eroded|taken off))", "{A} eroded by {n} mm", "{A} shrunk by {n} mm", "the eroded {a} ({n} mm)", "{A} without its outer {n} mm"),
        lambda scan, a, b, wish: call("erode(", a, wish.number_value()), "r"),
    "grown": Region(
        ("{A} dilated by {n} mm", "{A} grown by {n} mm", "{A} expanded by {n} mm", "the dilated {a} ({n} mm)"),
        lambda scan, a, b, wish: call("dilate(", a, wish.number_value()), "r"),
    "resampled": Region(
        ("{A} with its mask resampled to {n} mm", "the mask of {A} at {n} mm", "{A} on a {n} mm grid"), lambda scan, a, b, wish: call("resample(", a, wish.number_value()), "r"),
    "own": Region(
        ("the part of {A} above its own mean", "the voxels of {A} brighter than its (average|mean)", "the voxels in {A} that exceed the mean of {A}"),
        lambda scan, a, b, wish: code(call("threshold(", scan, call("mean(", scan, a)), "&", a)),
}
ONLY_VOLUMES = {"resampled"}
