"""One of several is chosen by a measure, and something is done with it."""

from __future__ import annotations

import random

from ..composed import Composed
from ..programs import Item, Program, call, code
from ..quantities import QUANTITIES, Quantity
from ..tasks import Wish, _Masks, label, save
from .common import plain, values_of

CHOSEN_BY = ["volume_ml"] * 5 + ["mean"] * 4 + ["surface_area_mm2", "sphericity", "diameter_mm", "std", "std", "width", "z", "y"]
ACTS = ["show", "show", "save", "save", "volume_ml", "mean", "mean", "median", "surface_area_mm2", "std", "sphericity", "diameter_mm", "snr", "iqr", "histogram"]


def chosen(rng: random.Random, m) -> Composed:
    """The larger, darker, rounder … of two sides, of two structures or of a list is shown, saved or measured."""
    among = rng.choices(["sides", "pair", "list"], [50, 30, 20])[0]
    key = rng.choice(CHOSEN_BY)
    if among == "sides" and key in ("y", "z"):
        key = "mean"
    quantity = QUANTITIES[key]
    act = rng.choice([a for a in ACTS if a != key])
    most = not quantity.least or not quantity.less or rng.random() < 0.5
    wish = Wish("composed", m.sides() if among == "sides" else m.pair(0) if among == "pair" else plain(m, rng.choice([3, 3, 4, 5])))
    if act == "save" and (among == "list" or rng.random() < 0.75):
        wish = m.path(wish)

    def do(wish: Wish, p: Program, number: int, mask: list) -> None:
        scan = Item(wish.scans[0])
        if act == "show":
            p.show(scan, mask)
        elif act == "save":
            save(wish, p, mask, label(wish, number) if wish.path is None else None)
        elif act == "histogram":
            p.statement("plot", "(", call("histogram(", scan, mask), ")")
        else:
            p.report(QUANTITIES[act].of(code(scan), mask))

    def write(wish: Wish, p: Program) -> None:
        scan = code(Item(wish.scans[0]))
        if among == "list":
            values = values_of(wish, p, quantity)
            return do(wish, p, 0, call("segment(", scan, call("argmax(" if most else "argmin(", values)))
        first, second = (code(mask) for mask in _Masks(wish, p).all())
        p.block("if", quantity.of(scan, first), ">" if most else "<", quantity.of(scan, second))
        do(wish, p, 0, first)
        p.end_block()
        p.block("else")
        do(wish, p, 1, second)
        p.end_block()

    return Composed(wish, write, *words(rng, among, quantity, most, act, wish.path is not None))


def words(rng: random.Random, among: str, quantity: Quantity, most: bool, act: str, named: bool) -> tuple[str, str]:
    """(form, pattern)."""
    several = {"sides": ["{both}", "{both}", "{A} and {B}"], "pair": ["{A} and {B}", "{A} or {B}"], "list": ["{list}"]}[among]
    them = rng.choice(several)
    if among == "list":
        word = rng.choice(quantity.most if most else quantity.least)
    else:
        word = rng.sample(quantity.more if most else quantity.less, 1)[0]
        word = {"above": "brighter", "over": "brighter", "below": "darker", "under": "darker", "more than": "larger", "less than": "smaller"}.get(word, word)
        word = word.removesuffix(" than").removesuffix(" to").removesuffix(" of")
        if quantity.column == "mL" and word in ("brighter", "darker"):
            word = "larger" if most else "smaller"
        if word in ("in front", "behind"):
            word = "further forward" if most else "further back"
    degree = ("highest" if most else "lowest") if among == "list" else rng.choice(["higher", "greater"] if most else ["lower", "smaller"])
    short = rng.choice(quantity.short)
    one = rng.choice([
        f"the {word} (one |)(of|among|out of) {them}", f"the {word} of {them}", f"the {word} one, {them}", f"(whichever|the one) of {them} (is|that is) {word}".replace("whichever|the one) of", "whichever|whatever one) of").replace("(is|that is)", "is"),
        f"(the one|that one) of {them} (with|that has) the {degree} {short}", f"whichever is {word}, {them}" if "and" not in them or among == "sides" else f"the {word} of {them}",
    ])
    orders = {
        "show": [f"(show|show me|display|bring up|put up|let me see) {one}", f"(put|bring) {one} on (the |)screen", f"overlay {one} on the scan", f"draw {one} on the scan"],
        "save": [f"(save|export|write|store|keep) {one} (as|to|in|under) {{path}}", f"(write|save|store) the mask of {one} (to|as) {{path}}", f"put {one} (into|in) {{path}}"] if named else
                [f"(save|export|store) {one}", f"(save|export|write out) the mask of {one}", f"(save|store) {one} to (a file|disk)"],
        "histogram": [f"(plot|draw|show) (the|a) histogram of {one}", f"plot the intensities (in|of) {one} as a histogram"],
    }
    if act in orders:
        order = rng.choice(orders[act])
        it = {"show": ["(show|display) it", "put it on screen", "(show|overlay) that one"], "histogram": ["plot its histogram", "plot the histogram of that one"],
              "save": ["(save|export|write) (it|that one) (as|to) {path}", "save its mask as {path}"] if named else ["(save|export) (it|that one)", "save its mask"]}[act]
        finals = {"show": ["on screen", "as an overlay", "shown"], "save": ["(goes|should go|to be written) to {path}", "into {path}", "saved as {path}", "-> {path}"] if named else ["saved", "to a file", "should be saved"],
                  "histogram": ["as a histogram", "histogram"]}[act]
    else:
        measure = rng.choice([x for x in QUANTITIES[act].long if "{A's}" not in x])
        noun = measure.replace("{A}", one)
        if rng.random() < 0.3:
            return ("n", noun + "{in}")
        order = f"(report|give me|tell me|compute|work out) {noun}"
        it = [f"(report|give|tell me) its {rng.choice(QUANTITIES[act].short)}", f"I want its {rng.choice(QUANTITIES[act].short)}"]
        finals = [rng.choice(QUANTITIES[act].short) + " please", "its " + rng.choice(QUANTITIES[act].short)]
    which = rng.choice([f"Which of {them} is {word}{{in}}?", f"Find {one}{{in}}."] + ([f"Which is {word}{{in}}, {{A}} or {{B}}?", f"Compare {{A}} with {{B}}{{in}}."] if among != "list" else []))
    after = rng.choice(it)
    if which.startswith("Compare"):
        after = order.replace(one, f"the {word} one")
    return rng.choice([
        ("o", order + "{in}"), ("o", order + "{in}"), ("o", order + "{in}"), ("q", f"{which} {after[:1].upper() if after[0] != '(' else after[0]}{after[1:]}."),
        ("q", f"{one}{{in}}: {rng.choice(finals)}"), ("q", f"{one}{{in}}, {rng.choice(finals)}"), ("o", f"find {one}{{in}} and {after if not which.startswith('Compare') else rng.choice(it)}"),
    ])
