"""Tasks: what can be wanted, and the program for it. How it is asked for is in ``ways``.

Every function takes a ``Wish`` and returns the program's actions. Rules that hold for all:

- A structure that the prompt names is segmented, in the scan the wish resolved to; "it", "that mask" and
  elliptic follow-ups point at masks of the workspace (``wish.masks``).
- Volumes are reported in mL, ratios without a unit, percentages and asymmetry in "%".
- asymmetry = 100 * (left - right) / ((left + right) / 2).
- A comparison reports both sides first, then the verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .programs import Item, Program, Span, Target, code, finish, mean_of, quoted, volume_of
from .tokens import CODE_IDS


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
    path: int | None = None
    """Index of the span that holds a file name, if one was given."""
    suffix: bool = False
    """The file name lacks ``.nii.gz``."""
    flag: str = ""
    """A variant of the task: "larger", "smaller", a number of decimals …"""

    def changed(self, **values) -> Wish:
        return replace(self, **values)


    def number_value(self) -> list:
        return code(self.literal) if self.literal else [Span(self.number)]


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


def label(wish: Wish, n: int, *more) -> list:
    if wish.named and n < len(wish.masks):
        return [Item(wish.masks[n]), *more]
    return [*wish.targets[n].words(), *more]


def report_volumes(wish: Wish, p: Program, masks: list) -> list[int]:
    """Segments are there; measure each into a variable, then report each."""
    volumes = [p.volume(mask, wish.targets[n]) for n, mask in enumerate(masks)]
    for n, volume in enumerate(volumes):
        p.report(label(wish, n, "volume"), [volume], "mL")
    return volumes


def report_means(wish: Wish, p: Program, masks: list) -> list[int]:
    values = [p.assign(mean_of(wish.scans[0], mask), "number", wish.targets[n], "mean")
              for n, mask in enumerate(masks)]
    for n, value in enumerate(values):
        p.report(label(wish, n, "mean intensity"), [value])
    return values


@task("volume", "volumes")
def volume(wish: Wish, p: Program) -> None:
    m = _Masks(wish, p)
    for n in range(len(wish.targets)):
        mask = m.mask(n)
        p.report(label(wish, n, "volume"), volume_of(mask), "mL")


@task("volume_mm3")
def volume_mm3(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    p.report(label(wish, 0, "volume"), code("1000", "*", volume_of(mask)), "mm3")


@task("rounded")
def rounded(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    digits = [] if wish.flag == "0" else code(",", wish.flag)
    p.report(label(wish, 0, "volume"), code("round", "(", volume_of(mask), digits, ")"), "mL")


@task("compare")
def compare(wish: Wish, p: Program) -> None:
    a, b = report_volumes(wish, p, _Masks(wish, p).all())
    p.report(["difference"], code(a, "-", b), "mL")


@task("difference")
def difference(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    value = code(volume_of(masks[0]), "-", volume_of(masks[1]))
    p.report([*label(wish, 0), "minus", *label(wish, 1), "volume"], value, "mL")


@task("is_larger", "is_smaller")
def is_larger(wish: Wish, p: Program) -> None:
    larger = wish.task == "is_larger"
    a, b = report_volumes(wish, p, _Masks(wish, p).all())
    words = [*label(wish, 0), "larger than" if larger else "smaller than", *label(wish, 1)]
    p.report(words, code(a, ">" if larger else "<", b))


def verdict(wish: Wish, p: Program, a: int, b: int, words: tuple[str, str]) -> None:
    """``if a > b: report(word, A) else: report(word, B)``."""
    p.block("if", a, ">" if wish.flag == "larger" else "<", b)
    word = words[0] if wish.flag == "larger" else words[1]
    p.report([word], quoted(label(wish, 0)))
    p.end_block()
    p.block("else")
    p.report([word], quoted(label(wish, 1)))
    p.end_block()


@task("which_larger")
def which_larger(wish: Wish, p: Program) -> None:
    a, b = report_volumes(wish, p, _Masks(wish, p).all())
    verdict(wish, p, a, b, ("larger", "smaller"))


@task("ratio")
def ratio(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    value = code(volume_of(masks[0]), "/", volume_of(masks[1]))
    p.report([*label(wish, 0), "to", *label(wish, 1), "ratio"], value)


@task("percent")
def percent(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    value = code("100", "*", volume_of(masks[0]), "/", volume_of(masks[1]))
    p.report([*label(wish, 0), "percent", "of", *label(wish, 1)], value, "%")


@task("percent_above")
def percent_above(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    value = p.assign(code("100", "*", volume_of(masks[0]), "/", volume_of(masks[1])), "number", wish.targets[0], "percent")
    words = [*label(wish, 0), "percent", "of", *label(wish, 1)]
    p.report(words, [value], "%")
    sign, word = (">", "above") if wish.flag == "larger" else ("<", "below")
    p.report([*words, word, Span(wish.number), "%"], code(value, sign, wish.number_value()))


@task("percent_larger")
def percent_larger(wish: Wish, p: Program) -> None:
    """100 * (a - b) / b."""
    masks = _Masks(wish, p).all()
    a, b = (p.volume(mask, wish.targets[n]) for n, mask in enumerate(masks))
    p.report([*label(wish, 0), "minus", *label(wish, 1), "percent"], code("100", "*", "(", a, "-", b, ")", "/", b), "%")


def asymmetry_value(a: int, b: int) -> list:
    return code("100", "*", "(", a, "-", b, ")", "/", "(", "(", a, "+", b, ")", "/", "2", ")")


@task("asymmetry", "asymmetry_above")
def asymmetry(wish: Wish, p: Program) -> None:
    """Targets: left, right."""
    masks = _Masks(wish, p).all()
    a, b = (p.volume(mask, wish.targets[n]) for n, mask in enumerate(masks))
    words = [*replace(wish.targets[0], side=None).words(), "asymmetry"]
    if wish.task == "asymmetry":
        p.report(words, asymmetry_value(a, b), "%")
        return
    value = p.assign(asymmetry_value(a, b), "number", replace(wish.targets[0], side=None), "asymmetry")
    p.report(words, [value], "%")
    p.report([*words, "above", Span(wish.number), "%"],
             code("abs", "(", value, ")", ">", wish.number_value()))


@task("total")
def total(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    value = volume_of(masks[0])
    words = label(wish, 0)
    for n, mask in enumerate(masks[1:], 1):
        value = code(value, "+", volume_of(mask))
        words += ["and", *label(wish, n)]
    p.report([*words, "total", "volume"], value, "mL")


@task("average")
def average(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    value = volume_of(masks[0])
    for mask in masks[1:]:
        value = code(value, "+", volume_of(mask))
    same = len({t.name for t in wish.targets}) == 1
    words = replace(wish.targets[0], side=None).words() if same else [
        *label(wish, 0), *(w for n in range(1, len(masks)) for w in ["and", *label(wish, n)])]
    p.report([*words, "average", "volume"], code("(", value, ")", "/", str(len(masks))), "mL")


@task("extreme")
def extreme(wish: Wish, p: Program) -> None:
    """The largest (or smallest) volume of three or more."""
    volumes = report_volumes(wish, p, _Masks(wish, p).all())
    listed = [x for v in volumes for x in code(v, ",")][:-1]
    p.report([wish.flag, "volume"], code("max" if wish.flag == "largest" else "min", "(", listed, ")"), "mL")


@task("which_extreme")
def which_extreme(wish: Wish, p: Program) -> None:
    """Which of three is the largest (smallest)?"""
    masks = _Masks(wish, p).all()
    volumes = [p.volume(mask, wish.targets[n]) for n, mask in enumerate(masks)]
    listed = [x for v in volumes for x in code(v, ",")][:-1]
    best = p.assign(code("max" if wish.flag == "largest" else "min", "(", listed, ")"), "number", None, wish.flag)
    for n, header in enumerate((("if", volumes[0], "==", best), ("elif", volumes[1], "==", best), ("else",))):
        p.block(*header)
        p.report([wish.flag], quoted(label(wish, n)))
        p.end_block()


@task("mean", "means")
def mean(wish: Wish, p: Program) -> None:
    m = _Masks(wish, p)
    for n in range(len(wish.targets)):
        mask = m.mask(n)
        p.report(label(wish, n, "mean intensity"), mean_of(wish.scans[0], mask))


@task("mean_ratio")
def mean_ratio(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    value = code(mean_of(wish.scans[0], masks[0]), "/", mean_of(wish.scans[0], masks[1]))
    p.report([*label(wish, 0), "to", *label(wish, 1), "mean intensity", "ratio"], value)


@task("mean_difference")
def mean_difference(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    value = code(mean_of(wish.scans[0], masks[0]), "-", mean_of(wish.scans[0], masks[1]))
    p.report([*label(wish, 0), "minus", *label(wish, 1), "mean intensity"], value)


@task("is_brighter", "is_darker")
def is_brighter(wish: Wish, p: Program) -> None:
    brighter = wish.task == "is_brighter"
    a, b = report_means(wish, p, _Masks(wish, p).all())
    words = [*label(wish, 0), "brighter than" if brighter else "darker than", *label(wish, 1)]
    p.report(words, code(a, ">" if brighter else "<", b))


@task("which_brighter")
def which_brighter(wish: Wish, p: Program) -> None:
    a, b = report_means(wish, p, _Masks(wish, p).all())
    verdict(wish, p, a, b, ("brighter", "darker"))


@task("mean_above")
def mean_above(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    value = p.assign(mean_of(wish.scans[0], mask), "number", wish.targets[0], "mean")
    p.report(label(wish, 0, "mean intensity"), [value])
    sign, word = (">", "above") if wish.flag == "larger" else ("<", "below")
    p.report(label(wish, 0, "mean intensity", word, Span(wish.number)),
             code(value, sign, wish.number_value()))


@task("threshold")
def threshold(wish: Wish, p: Program) -> None:
    """Is the volume above (below) a number of the prompt? flag: larger|smaller, + "mm3"."""
    mask = _Masks(wish, p).mask(0)
    value = p.volume(mask, wish.targets[0])
    p.report(label(wish, 0, "volume"), [value], "mL")
    sign, word = (">", "larger than") if wish.flag.startswith("larger") else ("<", "smaller than")
    cubic = wish.flag.endswith("mm3")
    left = code("1000", "*", value) if cubic else [value]
    p.report([*label(wish, 0), word, Span(wish.number), "mm3" if cubic else "mL"],
             code(left, sign, wish.number_value()))


@task("conditional_show")
def conditional_show(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    value = p.volume(mask, wish.targets[0])
    p.report(label(wish, 0, "volume"), [value], "mL")
    p.block("if", value, ">" if wish.flag == "larger" else "<", wish.number_value())
    p.statement("show", "(", Item(wish.scans[0]), ",", mask, ")")
    p.end_block()


@task("show")
def show(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    p.statement("show", "(", Item(wish.scans[0]), ",", mask, ")")


@task("show_many")
def show_many(wish: Wish, p: Program) -> None:
    """Two masks: a line each; three or more: a loop."""
    masks = _Masks(wish, p).all()
    if len(masks) == 2:
        for mask in masks:
            p.statement("show", "(", Item(wish.scans[0]), ",", mask, ")")
        return
    listed = [x for mask in masks for x in code(mask, ",")][:-1]
    name = f"<v{len(p.assigned)}>"
    p.assigned.append(("mask", wish.targets[-1], ""))
    p.block("for", name, "in", "[", listed, "]")
    p.statement("show", "(", Item(wish.scans[0]), ",", name, ")")
    p.end_block()


@task("show_scan")
def show_scan(wish: Wish, p: Program) -> None:
    p.statement("show", "(", Item(wish.scans[0]), ")")


def save_mask(wish: Wish, p: Program, mask, n: int = 0) -> None:
    if wish.path is None:
        words = [*label(wish, n), ".nii.gz"]
    else:
        words = [Span(wish.path), *([".nii.gz"] if wish.suffix else [])]
    p.statement("save", "(", mask, ",", quoted(words), ")")


@task("segment_save")
def segment_save(wish: Wish, p: Program) -> None:
    save_mask(wish, p, _Masks(wish, p).mask(0))


@task("save_both")
def save_both(wish: Wish, p: Program) -> None:
    masks = _Masks(wish, p).all()
    for n, mask in enumerate(masks):
        save_mask(wish, p, mask, n)


@task("volume_save")
def volume_save(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    p.report(label(wish, 0, "volume"), volume_of(mask), "mL")
    save_mask(wish, p, mask)


@task("show_volume")
def show_volume(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    p.statement("show", "(", Item(wish.scans[0]), ",", mask, ")")
    p.report(label(wish, 0, "volume"), volume_of(mask), "mL")


@task("volume_mean")
def volume_mean(wish: Wish, p: Program) -> None:
    mask = _Masks(wish, p).mask(0)
    p.report(label(wish, 0, "volume"), volume_of(mask), "mL")
    p.report(label(wish, 0, "mean intensity"), mean_of(wish.scans[0], mask))


def volumes_in_scans(wish: Wish, p: Program) -> list[int]:
    masks = [p.segment(scan, wish.targets[0]) for scan in wish.scans]
    volumes = [p.volume(mask, wish.targets[0]) for mask in masks]
    for scan, value in zip(wish.scans, volumes):
        p.report(label(wish, 0, "volume", "in", Item(scan)), [value], "mL")
    return volumes


@task("volume_each_scan")
def volume_each_scan(wish: Wish, p: Program) -> None:
    masks = [p.segment(scan, wish.targets[0]) for scan in wish.scans]
    for scan, mask in zip(wish.scans, masks):
        p.report(label(wish, 0, "volume", "in", Item(scan)), volume_of(mask), "mL")


@task("change")
def change(wish: Wish, p: Program) -> None:
    """Second scan minus first."""
    a, b = volumes_in_scans(wish, p)
    p.report(label(wish, 0, "volume", "change"), code(b, "-", a), "mL")


@task("change_percent")
def change_percent(wish: Wish, p: Program) -> None:
    a, b = volumes_in_scans(wish, p)
    p.report(label(wish, 0, "volume", "change"), code("100", "*", "(", b, "-", a, ")", "/", a), "%")


@task("scans_larger", "scans_smaller")
def scans_larger(wish: Wish, p: Program) -> None:
    """Is the structure larger in the first scan of the wish than in the second?"""
    larger = wish.task == "scans_larger"
    a, b = volumes_in_scans(wish, p)
    words = [*wish.targets[0].words(), "larger" if larger else "smaller", "in", Item(wish.scans[0])]
    p.report(words, code(a, ">" if larger else "<", b))


@task("print")
def print_value(wish: Wish, p: Program) -> None:
    p.statement("print", "(", Item(wish.masks[0]), ")")


assert all(name in CODE_IDS for name in ("segment", "volume_ml", "mean", "show", "report", "save"))
