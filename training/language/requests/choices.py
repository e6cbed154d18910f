"""One of several is chosen by a measure, and something is done with it."""

from __future__ import annotations

import random

from ..composed import Composed
from ..programs import Item, Program, call, code
from ..quantities import QUANTITIES, Quantity
from ..tasks import Wish, _Masks, label
from .common import act, plain, values_of

CHOSEN_BY = ["volume_ml"] * 5 + ["mean"] * 4 + ["surface_area_mm2", "sphericity", "diameter_mm", "std", "std", "width", "z", "y"]
ACTS = ["show", "show", "save", "save", "volume_ml", "mean", "mean", "median", "surface_area_mm2", "std", "sphericity", "diameter_mm", "snr", "iqr", "histogram"]


def chosen(rng: random.Random, m) -> Composed:
    """The larger, darker, rounder … of two sides, of two structures or of a list is shown, saved or measured."""
    among = rng.choices(["sides", "pair", "list"], [50, 30, 20])[0]
    key = rng.choice(CHOSEN_BY)
    if among == "sides" and key in ("y", "z"):
        key = "mean"
    quantity = QUANTITIES[key]
    deed = rng.choice([a for a in ACTS if a != key])
    most = not quantity.least or not quantity.less or rng.random() < 0.5
    wish = Wish("composed", m.sides() if among == "sides" else m.pair(0) if among == "pair" else plain(m, rng.choice([3, 3, 4, 5])))
    if deed == "save" and (among == "list" or rng.random() < 0.75):
        wish = m.path(wish)

    def write(wish: Wish, p: Program) -> None:
        scan = code(Item(wish.scans[0]))
        if among == "list":
            values = values_of(wish, p, quantity)
            return act(wish, p, deed, call("segment(", scan, call("argmax(" if most else "argmin(", values)))
        first, second = _Masks(wish, p).all()
        p.block("if", quantity.of(scan, code(first)), ">" if most else "<", quantity.of(scan, code(second)))
        act(wish, p, deed, first, label(wish, 0))
        p.end_block()
        p.block("else")
        act(wish, p, deed, second, label(wish, 1))
        p.end_block()

    return Composed(wish, write, *words(rng, among, quantity, most, deed, wish.path is not None))


def words(rng: random.Random, among: str, quantity: Quantity, most: bool, deed: str, named: bool) -> tuple[str, str]:
    """(form, pattern)."""
    several = {"sides": ["{both}", "{both}", "{A} and {B}"], "pair": ["{A} and {B}", "{A} or {B}"], "list": ["{list}"]}[among]
    them = rng.choice(several)
    if among == "list":
        word = rng.choice(quantity.most if most else quantity.least)
    else:
        word = rng.choice(quantity.more if most else quantity.less)
        if word in ("above", "over", "more than", "below", "under", "less than"):
            word = (("larger", "smaller") if quantity.column == "mL" else ("brighter", "darker"))[not most]
        word = word.removesuffix(" than").removesuffix(" to").removesuffix(" of")
        if word in ("in front", "behind"):
            word = "further forward" if most else "further back"
    degree = ("highest" if most else "lowest") if among == "list" else rng.choice(["higher", "greater"] if most else ["lower", "smaller"])
    short = rng.choice(quantity.short)
    one = rng.choice([
        f"the {word} (one |)(of|among|out of) {them}", f"the {word} of {them}", f"the {word} one, {them}", f"(whichever|whatever one) of {them} is {word}",
        f"(the one|that one) of {them} (with|that has) the {degree} {short}", f"whichever is {word}, {them}" if "and" not in them or among == "sides" else f"the {word} of {them}",
    ])
    orders = {
        "show": [f"(show|show me|display|bring up|put up|let me see) {one}", f"(put|bring) {one} on (the |)screen", f"overlay {one} on the scan", f"draw {one} on the scan"],
        "save": [f"(save|export|write|store|keep) {one} (as|to|in|under) {{path}}", f"(write|save|store) the mask of {one} (to|as) {{path}}", f"put {one} (into|in) {{path}}"] if named else
                [f"(save|export|store) {one}", f"(save|export|write out) the mask of {one}", f"(save|store) {one} to (a file|disk)"],
        "histogram": [f"(plot|draw|show) (the|a) histogram of {one}", f"plot the intensities (in|of) {one} as a histogram"],
    }
    if deed in orders:
        order = rng.choice(orders[deed])
        it = {"show": ["(show|display) it", "put it on screen", "(show|overlay) that one"], "histogram": ["plot its histogram", "plot the histogram of that one"],
              "save": ["(save|export|write) (it|that one) (as|to) {path}", "save its mask as {path}"] if named else ["(save|export) (it|that one)", "save its mask"]}[deed]
        finals = {"show": ["on screen", "as an overlay", "shown"], "save": ["(goes|should go|to be written) to {path}", "into {path}", "saved as {path}", "-> {path}"] if named else ["saved", "to a file", "should be saved"],
                  "histogram": ["as a histogram", "histogram"]}[deed]
    else:
        measure = rng.choice([x for x in QUANTITIES[deed].long if "{A's}" not in x])
        noun = measure.replace("{A}", one)
        if rng.random() < 0.3:
            return ("n", noun + "{in}")
        order = f"(report|give me|tell me|compute|work out) {noun}"
        it = [f"(report|give|tell me) its {rng.choice(QUANTITIES[deed].short)}", f"I want its {rng.choice(QUANTITIES[deed].short)}"]
        finals = [rng.choice(QUANTITIES[deed].short) + " please", "its " + rng.choice(QUANTITIES[deed].short)]
    which = rng.choice([f"Which of {them} is {word}{{in}}?", f"Find {one}{{in}}."] + ([f"Which is {word}{{in}}, {{A}} or {{B}}?", "Compare {A} with {B}{in}."] if among != "list" else []))
    after = rng.choice(it)
    if which.startswith("Compare"):
        after = order.replace(one, f"the {word} one")
    return rng.choice([
        ("o", order + "{in}"), ("o", order + "{in}"), ("o", order + "{in}"), ("q", f"{which} {after[:1].upper()}{after[1:]}."),
        ("q", f"{one}{{in}}: {rng.choice(finals)}"), ("q", f"{one}{{in}}, {rng.choice(finals)}"), ("o", f"find {one}{{in}} and {after if not which.startswith('Compare') else rng.choice(it)}"),
    ])
