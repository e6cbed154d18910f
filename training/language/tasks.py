"""Tasks: what can be wanted, and the program for it. How it is asked for is in ``ways``.

Every function takes a ``Wish`` and returns the program's actions. Rules that hold for all:

- A structure that the prompt names is segmented, in the scan the wish resolved to; "it", "that mask" and
  elliptic follow-ups point at masks of the workspace (``wish.masks``).
- A report's label and unit are made by the program from the value (``<label>``).
- Volumes are in mL; asymmetry and change are what ``asymmetry_index`` and ``percent_change`` give.
- A comparison reports both sides first, then the verdict.
- An image that was made is shown, unless a file is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from .programs import Item, Program, Span, Target, call, code, dictionary, finish, item_of, listed, mean_of, names_of, phrase_of, quoted, segmented, volume_of
from .tokens import LABEL


@dataclass(frozen=True)
class Wish:
    """What somebody wants: a task and its arguments."""

    task: str
    targets: tuple[Target, ...] = ()
    scans: tuple[int, ...] = (0,)
    """Workspace indices of the scans to work on."""
    masks: tuple[int, ...] = ()
    """Workspace indices of masks pointed at, parallel to ``targets``; empty: segment anew."""
    named: bool = False
    """A mask was named by its identifier: labels use that name."""
    number: int | None = None
    """Index of the span that holds a number of the prompt."""
    literal: str = ""
    """The number as a token, when the prompt writes it as a word ("three")."""
    number2: int | None = None
    """The same for a second number."""
    path: int | None = None
    """Index of the span that holds a file name, if one was given."""
    suffix: bool = False
    """The file name lacks its ending."""
    flag: str = ""
    """A variant of the task: "larger", "smaller", a number of decimals, a half, a plane …"""
    pronoun: bool = False
    """The first mask is called "it" or "that mask"."""

    def changed(self, **values) -> Wish:
        return replace(self, **values)

    def number_value(self) -> list:
        return code(self.literal) if self.literal else [Span(self.number)]

    def second_number(self) -> list:
        return [Span(self.number2)]


TASKS: dict[str, Callable[[Wish, Program], None]] = {}


def task(*names: str):
    def register(function):
        for name in names:
            TASKS[name] = function
        return function
    return register


def program_for(wish: Wish) -> tuple[list, Program]:
    program = Program()
    TASKS[wish.task](wish, program)
    return finish(program), program


class _Masks:
    """The masks a wish works on: new segments, or pointers into the workspace."""

    def __init__(self, wish: Wish, program: Program) -> None:
        self.wish, self.program = wish, program

    def mask(self, n: int, scan: int | None = None):
        if n < len(self.wish.masks):
            return Item(self.wish.masks[n])
        scan = self.wish.scans[0] if scan is None else scan
        return self.program.segment(scan, self.wish.targets[n])

    def all(self) -> list:
        return [self.mask(n) for n in range(len(self.wish.targets))]


def label(wish: Wish, n: int) -> list:
    if wish.named and n < len(wish.masks):
        return [Item(wish.masks[n])]
    return wish.targets[n].words()


def numbers(wish: Wish, p: Program, of: Callable, what: str, report: bool = True) -> list[int]:
    """One number of each mask in a variable, then, if asked, each reported."""
    masks = _Masks(wish, p).all()
    found = [p.assign(of(mask), "number", wish.targets[n], what) for n, mask in enumerate(masks)]
    for value in found if report else []:
        p.report(value)
    return found


def volumes_of(wish: Wish, p: Program, report: bool = True) -> list[int]:
    return numbers(wish, p, volume_of, "volume", report)


def means_of(wish: Wish, p: Program) -> list[int]:
    return numbers(wish, p, lambda mask: mean_of(wish.scans[0], mask), "mean")


# MARK: Numbers by name

def kept(wish: Wish, p: Program, what: str, of: Callable[[list, list], list], targets: tuple[Target, ...] | None = None) -> int:
    """``values = {name: of(scan, segment(scan, name)) for name in names}``."""
    scan = code(Item(wish.scans[0]))
    names = names_of(wish.targets if targets is None else targets)
    return p.assign_each("dict", what, "{}", names, lambda name: of(scan, segmented(scan, phrase_of("", name))))


def kept_percents(wish: Wish, p: Program) -> int:
    """Every target but the last as a percentage of the last, by name."""
    whole = p.assign(volume_of(segmented(code(Item(wish.scans[0])), quoted(wish.targets[-1].words()))), "number", wish.targets[-1], "volume")
    return kept(wish, p, "percent", lambda scan, mask: code("100", "*", volume_of(mask), "/", whole), wish.targets[:-1])


def labelled(values: list[list]) -> list:
    """A dict literal whose keys the program makes of the values."""
    return code("{", [x for value in values for x in (LABEL, *code(":"), *value, *code(","))][:-1], "}")


def report_each(p: Program, values: int | Item, items: list | None = None) -> None:
    """Reports what is kept by name, in the order of ``items`` if given."""
    name = p.loop(code(values) if items is None else items)
    p.statement("report", "(", name, ",", item_of(values, name), ")")
    p.end_block()


def name_of(p: Program, word: str, function: str, values: int) -> None:
    """Reports which name has the largest (smallest) value."""
    p.statement("report", "(", quoted([word]), ",", call(function, values), ")")


def asymmetry_of(scan: list, name: int) -> list:
    return call("asymmetry_index(", *(segmented(scan, phrase_of(side, name)) for side in ("left", "right")))


# MARK: One number of each mask

def measure(name: str, *more) -> Callable:
    """A number of each mask, reported."""
    def write(wish: Wish, p: Program) -> None:
        m = _Masks(wish, p)
        for n in range(len(wish.targets)):
            p.report(call(name, m.mask(n), *more))
    return write


def intensity(name: str) -> Callable:
    """A number of the scan's intensities in each mask, reported."""
    def write(wish: Wish, p: Program) -> None:
        m = _Masks(wish, p)
        for n in range(len(wish.targets)):
            p.report(call(name, Item(wish.scans[0]), m.mask(n)))
    return write


for _name, _function in {
    "volume": "volume_ml", "volumes": "volume_ml", "volume_mm3": "volume_mm3", "surface": "surface_area_mm2", "surfaces": "surface_area_mm2",
    "diameter": "diameter_mm", "sphericity": "sphericity", "count": "count", "touches_edge": "touches_edge",
}.items():
    TASKS[_name] = measure(_function + "(")
for _name, _function in {
    "mean": "mean", "means": "mean", "median": "median", "std": "std", "minimum": "minimum", "maximum": "maximum",
    "total_intensity": "total", "contrast": "contrast", "snr": "snr",
}.items():
    TASKS[_name] = intensity(_function + "(")


def printed(name: str) -> Callable:
    """Several numbers of a mask, printed."""
    def write(wish: Wish, p: Program) -> None:
        p.print(call(name, _Masks(wish, p).mask(0)))
    return write


for _name, _function in {
    "extent": "extent_mm", "width": "extent_mm", "length": "extent_mm", "height": "extent_mm",
    "bounding_box": "bounding_box", "centroid": "centroid_mm", "principal_axes": "principal_axes",
}.items():
    TASKS[_name] = printed(_function + "(")


@task("rounded")
def rounded(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    digits = [] if wish.flag == "0" else [code(wish.flag)]
    p.report(call("round(", volume_of(mask), *digits))


@task("axial_diameters")
def axial_diameters(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    for which in ("axial", "perpendicular"):
        p.report(call("diameter_mm(", mask, quoted([which])))


@task("largest_piece")
def largest_piece(wish: Wish, p: Program) -> None:
    p.report(volume_of(call("largest(", _Masks(wish, p).mask(0))))


@task("biggest_n")
def biggest_n(wish: Wish, p: Program) -> None:
    p.report(volume_of(call("biggest(", _Masks(wish, p).mask(0), wish.number_value())))


@task("part_volume")
def part_volume(wish: Wish, p: Program) -> None:
    p.report(volume_of(call("part(", _Masks(wish, p).mask(0), quoted([wish.flag]))))


@task("part_mean")
def part_mean(wish: Wish, p: Program) -> None:
    half = call("part(", _Masks(wish, p).mask(0), quoted([wish.flag]))
    p.report(mean_of(wish.scans[0], half))


@task("percentile")
def percentile(wish: Wish, p: Program) -> None:
    p.report(call("percentile(", Item(wish.scans[0]), _Masks(wish, p).mask(0), wish.number_value()))


@task("intensity_range")
def intensity_range(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    for name in ("minimum(", "maximum("):
        p.report(call(name, Item(wish.scans[0]), mask))


@task("stats")
def stats(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    for name in ("mean(", "std(", "minimum(", "maximum("):
        p.report(call(name, Item(wish.scans[0]), mask))


@task("cv")
def cv(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    p.report(call("std(", Item(wish.scans[0]), mask), "/", mean_of(wish.scans[0], mask))


@task("surface_ratio")
def surface_ratio(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    p.report(call("surface_area_mm2(", mask), "/", call("volume_mm3(", mask))


@task("icv_normalized")
def icv_normalized(wish: Wish, p: Program) -> None:
    p.report(percent_of(_Masks(wish, p).mask(0), p.segment(wish.scans[0], Target("intracranial volume"))))


@task("histogram")
def histogram(wish: Wish, p: Program) -> None:
    p.statement("plot", "(", call("histogram(", Item(wish.scans[0]), _Masks(wish, p).mask(0)), ")")


@task("location")
def location(wish: Wish, p: Program) -> None:
    p.print(call("location(", _Masks(wish, p).mask(0), Item(wish.scans[0])))


# MARK: Two masks

def between(name: str, *more) -> Callable:
    def write(wish: Wish, p: Program) -> None:
        a, b = _Masks(wish, p).all()
        p.report(call(name, a, b, *more))
    return write


TASKS["distance"] = between("distance_mm(")
TASKS["centroid_distance"] = between("distance_mm(", quoted(["centroids"]))
TASKS["hausdorff"] = between("hausdorff_mm(")
TASKS["hausdorff95"] = between("hausdorff_mm(", code("95"))
for _name, _function in {"dice": "dice", "jaccard": "jaccard", "overlap": "overlap_ml", "is_inside": "is_inside"}.items():
    TASKS[_name] = between(_function + "(")


@task("compare")
def compare(wish: Wish, p: Program) -> None:
    a, b = volumes_of(wish, p)
    p.report(a, "-", b)


@task("surface_pair")
def surface_pair(wish: Wish, p: Program) -> None:
    a, b = numbers(wish, p, lambda mask: call("surface_area_mm2(", mask), "surface")
    p.report(a, "-", b)


@task("difference")
def difference(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    p.report(volume_of(masks[0]), "-", volume_of(masks[1]))


@task("is_larger", "is_smaller")
def is_larger(wish: Wish, p: Program) -> None:
    a, b = volumes_of(wish, p)
    p.report(a, ">" if wish.task == "is_larger" else "<", b)


def verdict(wish: Wish, p: Program, a: int, b: int, words: tuple[str, str]) -> None:
    """``if a > b: report(word, A) else: report(word, B)``."""
    p.block("if", a, ">" if wish.flag == "larger" else "<", b)
    word = words[0] if wish.flag == "larger" else words[1]
    p.verdict([word], label(wish, 0))
    p.end_block()
    p.block("else")
    p.verdict([word], label(wish, 1))
    p.end_block()


@task("which_larger")
def which_larger(wish: Wish, p: Program) -> None:
    a, b = volumes_of(wish, p)
    verdict(wish, p, a, b, ("larger", "smaller"))


@task("ratio")
def ratio(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    p.report(volume_of(masks[0]), "/", volume_of(masks[1]))


def percent_of(a, b) -> list:
    return code("100", "*", volume_of(a), "/", volume_of(b))


@task("percent")
def percent(wish: Wish, p: Program) -> None:
    p.report(percent_of(*_Masks(wish, p).all()))


@task("percents")
def percents(wish: Wish, p: Program) -> None:
    """Every target but the last as a percentage of the last."""
    report_each(p, kept_percents(wish, p))


@task("percent_above")
def percent_above(wish: Wish, p: Program) -> None:
    a, b = _Masks(wish, p).all()
    value = p.assign(percent_of(a, b), "number", wish.targets[0], "percent")
    p.report(value)
    p.report(value, ">" if wish.flag == "larger" else "<", wish.number_value())


@task("percent_larger")
def percent_larger(wish: Wish, p: Program) -> None:
    """100 * (a - b) / b: the change from b to a."""
    a, b = _Masks(wish, p).all()
    p.report(call("percent_change(", b, a))


@task("asymmetry")
def asymmetry(wish: Wish, p: Program) -> None:
    """Targets: left, right."""
    a, b = _Masks(wish, p).all()
    p.report(call("asymmetry_index(", a, b))


@task("asymmetry_above")
def asymmetry_above(wish: Wish, p: Program) -> None:
    a, b = _Masks(wish, p).all()
    value = p.assign(call("asymmetry_index(", a, b), "number", replace(wish.targets[0], side=None), "asymmetry")
    p.report(value)
    p.report(call("abs(", value), ">", wish.number_value())


def sides_of(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Left and right of every target."""
    return tuple(replace(t, side=side) for t in targets for side in ("left", "right"))


@task("asymmetries")
def asymmetries(wish: Wish, p: Program) -> None:
    """Of several structures."""
    masks = _Masks(wish.changed(targets=sides_of(wish.targets)), p).all()
    for n in range(len(wish.targets)):
        p.report(call("asymmetry_index(", masks[2 * n], masks[2 * n + 1]))


@task("most_asymmetric")
def most_asymmetric(wish: Wish, p: Program) -> None:
    scan = code(Item(wish.scans[0]))
    values = p.assign_each("dict", "asymmetry", "{}", names_of(wish.targets), lambda name: call("abs(", asymmetry_of(scan, name)))
    report_each(p, values)
    name_of(p, "most asymmetric", "argmax(", values)


@task("total")
def total(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    value = volume_of(masks[0])
    for mask in masks[1:]:
        value = code(value, "+", volume_of(mask))
    p.report(value)


@task("average")
def average(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    value = volume_of(masks[0])
    for mask in masks[1:]:
        value = code(value, "+", volume_of(mask))
    p.report("(", value, ")", "/", str(len(masks)))


@task("extreme")
def extreme(wish: Wish, p: Program) -> None:
    """The largest (or smallest) volume of three or more."""
    volumes = volumes_of(wish, p)
    p.report(call("max(" if wish.flag == "largest" else "min(", *volumes))


@task("which_extreme")
def which_extreme(wish: Wish, p: Program) -> None:
    """Which of three is the largest (smallest)?"""
    values = kept(wish, p, "mL", lambda scan, mask: volume_of(mask))
    report_each(p, values)
    name_of(p, wish.flag, "argmax(" if wish.flag == "largest" else "argmin(", values)


@task("mean_ratio")
def mean_ratio(wish: Wish, p: Program) -> None:
    a, b = _Masks(wish, p).all()
    p.report(call("ratio(", Item(wish.scans[0]), a, b))


@task("mean_difference")
def mean_difference(wish: Wish, p: Program) -> None:
    a, b = _Masks(wish, p).all()
    p.report(mean_of(wish.scans[0], a), "-", mean_of(wish.scans[0], b))


@task("is_brighter", "is_darker")
def is_brighter(wish: Wish, p: Program) -> None:
    a, b = means_of(wish, p)
    p.report(a, ">" if wish.task == "is_brighter" else "<", b)


@task("which_brighter")
def which_brighter(wish: Wish, p: Program) -> None:
    a, b = means_of(wish, p)
    verdict(wish, p, a, b, ("brighter", "darker"))


@task("mean_above")
def mean_above(wish: Wish, p: Program) -> None:
    value = p.assign(mean_of(wish.scans[0], _Masks(wish, p).mask(0)), "number", wish.targets[0], "mean")
    p.report(value)
    p.report(value, ">" if wish.flag == "larger" else "<", wish.number_value())


def threshold_value(wish: Wish, p: Program) -> int:
    cubic = wish.flag.endswith("mm3")
    mask = _Masks(wish, p).mask(0)
    value = p.assign(call("volume_mm3(", mask) if cubic else volume_of(mask), "number", wish.targets[0], "volume")
    p.report(value)
    return value


@task("threshold")
def threshold(wish: Wish, p: Program) -> None:
    """Is the volume above (below) a number of the prompt? flag: larger|smaller, + "mm3"."""
    value = threshold_value(wish, p)
    p.report(value, ">" if wish.flag.startswith("larger") else "<", wish.number_value())


@task("conditional_show", "conditional_save")
def conditional(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    value = p.volume(mask, wish.targets[0])
    p.report(value)
    p.block("if", value, ">" if wish.flag.startswith("larger") else "<", wish.number_value())
    if wish.task == "conditional_show":
        p.show(Item(wish.scans[0]), mask)
    else:
        save(wish, p, mask)
    p.end_block()


@task("conditional_smaller_side", "save_side")
def conditional_smaller_side(wish: Wish, p: Program) -> None:
    """Shows or saves the larger (smaller) side."""
    masks = _Masks(wish, p).all()
    a, b = (p.volume(mask, wish.targets[n]) for n, mask in enumerate(masks))
    for header, mask in ((("if", a, ">" if wish.flag == "larger" else "<", b), masks[0]), (("else",), masks[1])):
        p.block(*header)
        if wish.task == "save_side":
            save(wish, p, mask)
        else:
            p.show(Item(wish.scans[0]), mask)
        p.end_block()


@task("which_scan")
def which_scan(wish: Wish, p: Program) -> None:
    """In which of two scans is the structure larger (smaller)?"""
    a, b = volumes_in_scans(wish, p)
    for header, scan in ((("if", a, ">" if wish.flag == "larger" else "<", b), wish.scans[0]), (("else",), wish.scans[1])):
        p.block(*header)
        p.verdict([wish.flag], [Item(scan)])
        p.end_block()


@task("volume_mean", "volumes_means")
def volume_mean(wish: Wish, p: Program) -> None:
    m = _Masks(wish, p)
    for n in range(len(wish.targets)):
        mask = m.mask(n)
        p.report(volume_of(mask))
        p.report(mean_of(wish.scans[0], mask))


# MARK: Shown and saved

@task("show")
def show(wish: Wish, p: Program) -> None:
    p.show(Item(wish.scans[0]), _Masks(wish, p).mask(0))


@task("show_many")
def show_many(wish: Wish, p: Program) -> None:
    """All over one picture."""
    p.show(Item(wish.scans[0]), listed(_Masks(wish, p).all()))


@task("show_scan")
def show_scan(wish: Wish, p: Program) -> None:
    p.show(Item(wish.scans[0]))


def save(wish: Wish, p: Program, value, default: list | None = None, ending: str = ".nii.gz") -> None:
    if wish.path is None:
        words = [*(default or []), ending]
    else:
        words = [Span(wish.path), *([ending] if wish.suffix else [])]
    p.statement("save", *call(value, quoted(words)))


@task("segment_save")
def segment_save(wish: Wish, p: Program) -> None:
    save(wish, p, _Masks(wish, p).mask(0), label(wish, 0))


@task("save_both")
def save_both(wish: Wish, p: Program) -> None:
    for n, mask in enumerate(_Masks(wish, p).all()):
        save(wish, p, mask, label(wish, n))


@task("volume_save")
def volume_save(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    p.report(volume_of(mask))
    save(wish, p, mask, label(wish, 0))


@task("show_volume")
def show_volume(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    p.show(Item(wish.scans[0]), mask)
    p.report(volume_of(mask))


# A mask made of a mask: how, from the mask and the wish.
MASK_CHANGES: dict[str, Callable] = {
    name: (lambda function: lambda wish, mask: call(function, mask, wish.number_value()))(name + "(")
    for name in ("dilate", "erode", "opening", "closing")
}
MASK_CHANGES["fill"] = lambda wish, mask: call("fill_holes(", mask)
MASK_CHANGES["keep_largest"] = lambda wish, mask: call("largest(", mask)
MASK_CHANGES["part"] = lambda wish, mask: call("part(", mask, quoted([wish.flag]))


def changed_mask(name: str, act: str) -> Callable:
    def write(wish: Wish, p: Program) -> None:
        value = MASK_CHANGES[name](wish, _Masks(wish, p).mask(0))
        if act == "volume":
            p.report(volume_of(value))
            return
        made = p.assign(value, "mask", wish.targets[0], name)
        if act == "save":
            save(wish, p, made, label(wish, 0))
        else:
            p.show(Item(wish.scans[0]), made)
    return write


for _name in MASK_CHANGES:
    for _act in ("show", "volume", "save"):
        TASKS.setdefault(f"{_name}_{_act}", changed_mask(_name, _act))


@task("ring_volume")
def ring_volume(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    p.report(volume_of(call("dilate(", mask, wish.number_value())), "-", volume_of(mask))


@task("pieces_show")
def pieces_show(wish: Wish, p: Program) -> None:
    p.show(call("components(", _Masks(wish, p).mask(0)))


@task("distance_map_show")
def distance_map_show(wish: Wish, p: Program) -> None:
    p.show(call("distance_map(", _Masks(wish, p).mask(0)))


# An image made of a scan: how, from the wish.
IMAGE_CHANGES: dict[str, Callable] = {
    "smooth": lambda wish, scan: call("smooth(", scan, wish.number_value()),
    "median_filter": lambda wish, scan: call("median_filter(", scan, wish.number_value()),
    "gradient": lambda wish, scan: call("gradient(", scan),
    "normalize": lambda wish, scan: call("normalize(", scan),
    "clip": lambda wish, scan: call("clip(", scan, wish.number_value(), wish.second_number()),
    "skull_strip": lambda wish, scan: call("skull_strip(", scan),
    "bias_correct": lambda wish, scan: call("bias_correct(", scan),
    "resample": lambda wish, scan: call("resample(", scan, wish.number_value()),
    "resample_like": lambda wish, scan: call("resample_like(", scan, Item(wish.scans[1])),
    "flip": lambda wish, scan: call("flip(", scan),
    "reorient": lambda wish, scan: call("reorient(", scan, quoted([Span(wish.number)])),
    "slice": lambda wish, scan: call("extract_slice(", scan, quoted([wish.flag])),
    "slice_at": lambda wish, scan: call("extract_slice(", scan, quoted([wish.flag]), wish.number_value()),
    "align": lambda wish, scan: call("apply(", call("register(", scan, Item(wish.scans[1])), scan),
    "align_affine": lambda wish, scan: call("apply(", call("register(", scan, Item(wish.scans[1]), quoted(["affine"])), scan),
}


def changed_image(name: str, act: str) -> Callable:
    def write(wish: Wish, p: Program) -> None:
        made = p.assign(IMAGE_CHANGES[name](wish, Item(wish.scans[0])), "scan", None, name)
        if act == "save":
            save(wish, p, made, [Item(wish.scans[0])])
        else:
            p.show(made)
    return write


for _name in IMAGE_CHANGES:
    for _act in ("show", "save"):
        TASKS[f"{_name}_{_act}"] = changed_image(_name, _act)


@task("crop_show", "crop_margin_show", "crop_save")
def crop_show(wish: Wish, p: Program) -> None:
    margin = [wish.number_value()] if wish.task == "crop_margin_show" else []
    made = p.assign(call("crop(", Item(wish.scans[0]), _Masks(wish, p).mask(0), *margin), "scan", None, "crop")
    if wish.task == "crop_save":
        save(wish, p, made, [Item(wish.scans[0])])
    else:
        p.show(made)


def mask_of_scan(wish: Wish) -> list:
    scan = Item(wish.scans[0])
    match wish.task.removesuffix("_show").removesuffix("_save").removesuffix("_volume"):
        case "threshold_below":
            return call("threshold(", scan, code("high=", wish.number_value()))
        case "between":
            return call("threshold(", scan, wish.number_value(), wish.second_number())
        case "otsu":
            return call("threshold(", scan, call("otsu(", scan))
        case "brain_mask":
            return call("brain_mask(", scan)
        case "threshold_image" | "threshold":
            return call("threshold(", scan, wish.number_value())
    raise KeyError(wish.task)


@task("threshold_image_show", "threshold_below_show", "between_show", "otsu_show", "brain_mask_show", "threshold_image_volume", "brain_mask_save",
      "threshold_image_save", "threshold_below_save", "between_save", "otsu_save")
def scan_mask(wish: Wish, p: Program) -> None:
    if wish.task.endswith("_volume"):
        p.report(volume_of(mask_of_scan(wish)))
        return
    made = p.assign(mask_of_scan(wish), "mask", None, "brain_mask" if wish.task.startswith("brain") else "mask")
    if wish.task.endswith("_save"):
        save(wish, p, made, ["brain mask" if wish.task.startswith("brain") else "mask"])
    else:
        p.show(Item(wish.scans[0]), made)


@task("otsu")
def otsu(wish: Wish, p: Program) -> None:
    p.report(call("otsu(", Item(wish.scans[0])))


# MARK: Tables

@task("icv")
def icv(wish: Wish, p: Program) -> None:
    p.report(call("intracranial_volume(", Item(wish.scans[0])))


@task("tissue_volumes", "all_structures")
def scan_table(wish: Wish, p: Program) -> None:
    p.print(call(wish.task + "(", Item(wish.scans[0])))


@task("tissue_save")
def tissue_save(wish: Wish, p: Program) -> None:
    save(wish, p, call("tissue_volumes(", Item(wish.scans[0])), ["volumes"], ".csv")


@task("all_structures_save")
def all_structures_save(wish: Wish, p: Program) -> None:
    save(wish, p, call("all_structures(", Item(wish.scans[0])), ["volumes"], ".csv")


@task("compare_scans", "compare_save")
def compare_scans(wish: Wish, p: Program) -> None:
    value = call("compare(", listed([Item(scan) for scan in wish.scans]))
    if wish.task == "compare_save":
        save(wish, p, value, ["change"], ".csv")
    else:
        p.print(value)


def volume_table(wish: Wish, p: Program) -> list:
    scan = code(Item(wish.scans[0]))
    names = code(p.assign(names_of(wish.targets), "list", None, "structures"))
    return call("table(", dictionary([(["structure"], names), (["mL"], p.each("[]", names, lambda name: volume_of(segmented(scan, phrase_of("", name)))))]))


@task("structure_table")
def structure_table(wish: Wish, p: Program) -> None:
    p.print(volume_table(wish, p))


@task("volumes_save")
def volumes_save(wish: Wish, p: Program) -> None:
    save(wish, p, volume_table(wish, p), ["volumes"], ".csv")


@task("plot_volumes")
def plot_volumes(wish: Wish, p: Program) -> None:
    if wish.masks:
        p.statement("plot", "(", labelled([volume_of(mask) for mask in _Masks(wish, p).all()]), ")")
    else:
        p.statement("plot", "(", kept(wish, p, "mL", lambda scan, mask: volume_of(mask)), ")")


# MARK: Two scans

def volumes_in_scans(wish: Wish, p: Program) -> list[int]:
    masks = [p.segment(scan, wish.targets[0]) for scan in wish.scans]
    volumes = [p.volume(mask, wish.targets[0]) for mask in masks]
    for value in volumes:
        p.report(value)
    return volumes


@task("volume_each_scan")
def volume_each_scan(wish: Wish, p: Program) -> None:
    for mask in [p.segment(scan, wish.targets[0]) for scan in wish.scans]:
        p.report(volume_of(mask))


@task("mean_each_scan")
def mean_each_scan(wish: Wish, p: Program) -> None:
    masks = [p.segment(scan, wish.targets[0]) for scan in wish.scans]
    for scan, mask in zip(wish.scans, masks):
        p.report(mean_of(scan, mask))


@task("change")
def change(wish: Wish, p: Program) -> None:
    """Second scan minus first."""
    a, b = volumes_in_scans(wish, p)
    p.report(b, "-", a)


@task("change_percent")
def change_percent(wish: Wish, p: Program) -> None:
    a, b = volumes_in_scans(wish, p)
    p.report(call("percent_change(", a, b))


@task("annualized")
def annualized(wish: Wish, p: Program) -> None:
    masks = [p.segment(scan, wish.targets[0]) for scan in wish.scans]
    p.report(call("annualized_change(", *masks, wish.number_value()))


@task("scans_larger", "scans_smaller")
def scans_larger(wish: Wish, p: Program) -> None:
    """Is the structure larger in the first scan of the wish than in the second?"""
    a, b = volumes_in_scans(wish, p)
    p.report(a, ">" if wish.task == "scans_larger" else "<", b)


@task("motion")
def motion(wish: Wish, p: Program) -> None:
    p.print(call("register(", Item(wish.scans[0]), Item(wish.scans[1])))


@task("scaling")
def scaling(wish: Wish, p: Program) -> None:
    transform = call("register(", Item(wish.scans[0]), Item(wish.scans[1]), quoted(["affine"]))
    p.report(call("jacobian(", transform))


@task("carry_mask")
def carry_mask(wish: Wish, p: Program) -> None:
    first, second = (Item(scan) for scan in wish.scans)
    mask = p.segment(wish.scans[0], wish.targets[0])
    made = p.assign(call("apply(", call("register(", first, second), mask), "mask", wish.targets[0], "carried")
    p.show(second, made)


@task("difference_image")
def difference_image(wish: Wish, p: Program) -> None:
    """The second scan minus the first, which is brought onto it."""
    first, second = (Item(scan) for scan in wish.scans)
    made = p.assign(call("apply(", call("register(", first, second), first), "scan", None, "align")
    p.show(code(second, "-", [made]))


@task("halfway_show")
def halfway_show(wish: Wish, p: Program) -> None:
    name = f"<v{len(p.assigned)}>"
    p.assigned.append(("scan", None, "halfway"))
    p.block("for", name, "in", call("halfway(", Item(wish.scans[0]), Item(wish.scans[1])))
    p.show(name)
    p.end_block()


@task("print")
def print_value(wish: Wish, p: Program) -> None:
    p.print(Item(wish.masks[0]))
