"""Wishes put together from parts: a measure of something changed first, several measures of one thing.

What is measured and what is done before each have their words; a program and a way to say it follow from the
combination, so that combinations need not be written one by one.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from .programs import Item, Program, call, code
from .quantities import QUANTITIES
from .tasks import MASK_CHANGES, IMAGE_CHANGES, Wish, _Masks

# What is measured of a mask, and of a scan in a mask.
OF_MASK = ["volume_ml", "surface_area_mm2", "sphericity", "diameter_mm", "count", "volume_mm3"]
OF_SCAN = ["mean", "median", "std", "maximum", "minimum", "snr"]
# What is done first: as a noun and as an order; "it" is the mask.
MASK_ACTS = {
    "erode": (["erosion by {n} mm", "eroding it by {n} mm", "an erosion of {n} mm", "shrinking it by {n} mm"], ["erode {A} by {n} mm", "shrink {A} by {n} mm", "peel {n} mm off {A}"]),
    "dilate": (["dilation by {n} mm", "dilating it by {n} mm", "a dilation of {n} mm", "growing it by {n} mm"], ["dilate {A} by {n} mm", "grow {A} by {n} mm", "expand {A} by {n} mm"]),
    "opening": (["opening it by {n} mm", "a morphological opening of {n} mm", "an opening with {n} mm"], ["open {A} by {n} mm"]),
    "closing": (["closing it by {n} mm", "a morphological closing of {n} mm", "a closing with {n} mm"], ["close {A} by {n} mm", "close the {a} mask with {n} mm"]),
    "fill": (["filling its holes", "hole filling"], ["fill the holes of {A}"]),
    "keep_largest": (["keeping its largest piece only", "dropping the stray pieces"], ["keep only the largest piece of {A}"]),
}
IMAGE_ACTS = {
    "smooth": (["smoothing (with|by|at) {n} mm", "smoothing the scan with {n} mm", "a {n} mm smoothing", "blurring with {n} mm", "a Gaussian of {n} mm"],
               ["smooth {S0} (with|by) {n} mm", "blur {S0} with {n} mm"]),
    "median_filter": (["a median filter of {n} mm", "median filtering with {n} mm"], ["apply a median filter of {n} mm", "median filter {S0} with {n} mm"]),
    "bias_correct": (["bias correction", "N4", "N4 bias correction", "correcting the bias field"], ["bias-correct {S0}", "run N4 on {S0}", "correct the bias field"]),
    "normalize": (["normalising the intensities", "normalization", "z-scoring the scan"], ["normalise {S0}", "z-score {S0}", "normalize the intensities"]),
}
NUMBERED = {"erode", "dilate", "opening", "closing", "smooth", "median_filter"}


@dataclass
class Composed:
    """A wish without a task of its own: its program and a way to say it."""

    wish: Wish
    write: Callable[[Wish, Program], None]
    form: str
    pattern: str


def measured(name: str, scan, mask) -> list:
    return QUANTITIES[name].of(code(scan), code(mask))


def composed(rng: random.Random, m) -> Composed:
    return rng.choice([changed, changed, changed, thresholded, difference, several_measures, several_measures, ring])(rng, m)


def changed(rng: random.Random, m) -> Composed:
    """A measure of a mask that was changed, or in a scan that was changed."""
    on_mask = rng.random() < 0.55
    act = rng.choice(list(MASK_ACTS if on_mask else IMAGE_ACTS))
    nouns, orders = (MASK_ACTS if on_mask else IMAGE_ACTS)[act]
    name = rng.choice([*OF_MASK, *OF_SCAN] if on_mask else list(OF_SCAN))
    quantity = QUANTITIES[name]
    wish = Wish("composed", (m.target(unknown=0.02),))
    if act in NUMBERED:
        wish = m.small(wish, 1, 8)

    def write(wish: Wish, p: Program) -> None:
        scan = Item(wish.scans[0])
        if on_mask:
            mask = MASK_CHANGES[act](wish, _Masks(wish, p).mask(0))
        else:
            made = p.assign(IMAGE_CHANGES[act](wish, scan), "scan", None, act)
            scan, mask = [made], _Masks(wish, p).mask(0)
        p.report(measured(name, scan, mask))

    noun, order, what, brief = rng.choice(nouns), rng.choice(orders), rng.choice(quantity.long), rng.choice(quantity.short)
    if rng.random() < 0.5:
        form, pattern = "n", f"{what} after {noun}{{in}}"
    elif on_mask:
        form, pattern = "o", f"{order}{{in}} and (report|give|measure|tell me|compute) (its|the) {brief}"
    else:
        form, pattern = "o", f"{order} and (report|give|measure|compute) {what}"
    if rng.random() < 0.25:
        form, pattern = "q", f"What is {what} after {noun}{{in}}?" if on_mask or rng.random() < 0.5 else f"After {noun}, what is {what}?"
    return Composed(wish, write, form, pattern)


def thresholded(rng: random.Random, m) -> Composed:
    """A measure of what is brighter than a number."""
    name, words = rng.choice([
        ("count", ["count the (pieces|connected parts|components|blobs|bits)", "tell me how many pieces there are"]), ("largest", ["give the volume of the largest piece", "measure the biggest piece"]),
        ("surface_area_mm2", ["report the surface area"]), ("volume_ml", ["report the volume", "give the volume in mL"])])
    wish = m.intensities(Wish("composed"))

    def write(wish: Wish, p: Program) -> None:
        mask = call("threshold(", Item(wish.scans[0]), wish.number_value())
        p.report(call("volume_ml(", call("largest(", mask)) if name == "largest" else call(name + "(", mask))

    word = rng.choice(words)
    if name == "count" and rng.random() < 0.4:
        return Composed(wish, write, *rng.choice([("q", "How many (pieces|components|blobs) of {S0} are above {n}?"), ("n", "the number of connected components above {n}{in}"),
                                                  ("q", "How many separate regions are brighter than {n}{in}?")]))
    return Composed(wish, write, "o", rng.choice(["threshold {S0} at {n} and " + word, "threshold at {n}{in} and " + word, "take everything above {n}{in} and " + word]))


def difference(rng: random.Random, m) -> Composed:
    """By how much a change of the mask or the scan changes a measure."""
    on_mask = rng.random() < 0.5
    act = rng.choice(["erode", "dilate", "opening", "closing"] if on_mask else ["smooth", "median_filter", "bias_correct"])
    nouns, _ = (MASK_ACTS if on_mask else IMAGE_ACTS)[act]
    name = rng.choice(["volume_ml", "surface_area_mm2"] if on_mask else ["mean", "std", "maximum"])
    percent = rng.random() < 0.4
    wish = Wish("composed", (m.target(unknown=0),))
    if act in NUMBERED:
        wish = m.small(wish, 1, 8)

    def write(wish: Wish, p: Program) -> None:
        scan = Item(wish.scans[0])
        mask = _Masks(wish, p).mask(0)
        before = measured(name, scan, mask)
        if on_mask:
            after = measured(name, scan, MASK_CHANGES[act](wish, mask))
        else:
            after = measured(name, IMAGE_CHANGES[act](wish, scan), mask)
        if percent:
            p.report(call("percent_change(", before, after))
        else:
            p.report(after, "-", before)

    noun, what = rng.choice(nouns), rng.choice(QUANTITIES[name].long)
    tail = rng.choice([", in percent", " in percent", " (%)"]) if percent else ""
    pattern = rng.choice([f"by how much {noun} changes {what}{{in}}{tail}", f"the change in {what.removeprefix('the ')} by {noun}{{in}}{tail}",
                          f"the effect of {noun} on {what}{{in}}{tail}"])
    if rng.random() < 0.4:
        return Composed(wish, write, "q", f"By how much does {noun} change {what}{{in}}{tail}?")
    return Composed(wish, write, "n", pattern)


def several_measures(rng: random.Random, m) -> Composed:
    """Two to four measures of one structure."""
    names = rng.sample([*OF_MASK, *OF_SCAN], rng.choice([2, 2, 3, 3, 4]))
    wish = Wish("composed", (m.target(unknown=0.02),))

    def write(wish: Wish, p: Program) -> None:
        mask = _Masks(wish, p).mask(0)
        for name in names:
            p.report(measured(name, Item(wish.scans[0]), mask))

    briefs = [rng.choice(QUANTITIES[name].short) for name in names]
    listed = ", ".join(briefs[:-1]) + rng.choice([" and ", " and ", ", ", " & "]) + briefs[-1]
    return Composed(wish, write, *rng.choice([
        ("n", f"{listed} of {{A}}{{in}}"), ("n", f"the {listed} of {{A}}{{in}}"), ("n", f"{{A's}} {listed}{{in}}"), ("o", f"measure the {listed} of {{A}}{{in}}"),
        ("o", f"segment {{A}}{{in}} and report its {listed}"), ("q", f"Segment {{A}}{{in}}. Then (measure|report|give me) its {listed}."),
        ("q", f"Segment {{A}}{{in}}. Report {listed}."), ("q", f"{{A}}{{in}}: {listed}?"), ("q", f"What are the {listed} of {{A}}{{in}}?")]))


def ring(rng: random.Random, m) -> Composed:
    """Contrast to a ring of a stated width."""
    wish = m.small(Wish("composed", (m.target(unknown=0),)), 1, 10)

    def write(wish: Wish, p: Program) -> None:
        p.report(call("contrast(", Item(wish.scans[0]), _Masks(wish, p).mask(0), wish.number_value()))

    return Composed(wish, write, *rng.choice([
        ("n", "the contrast of {A} to a ring of {n} mm around it{in}"), ("n", "the contrast between {A} and the {n} mm around it{in}"),
        ("q", "How much does {A} stand out from the {n} mm around it{in}?"), ("o", "compare the signal of {A}{in} with a {n} mm ring around it"),
        ("n", "the contrast of {A} to its surroundings within {n} mm{in}")]))
