"""Images changed, cut, scaled, and what is measured in them."""

from __future__ import annotations

import random

from ..composed import IMAGE_ACTS, NUMBERED, Composed
from ..programs import Item, Program, call, code, listed, quoted, volume_of
from ..quantities import QUANTITIES
from ..tasks import IMAGE_CHANGES, Wish, _Masks, save


SCALES = {
    "range": ["(rescale|scale) the intensities to 0[-| to |..]1", "scale {S0} between 0 and 1", "bring the intensities into the range 0-1", "min-max normali(s|z)e {S0}", "rescale {S0} to [the range ]0 to 1", "stretch the intensities to 0...1"],
    "percentile": ["scale the intensities by their 1st and 99th percentiles", "percentile-normali(s|z)e {S0}", "normali(s|z)e {S0} by percentiles", "scale the 1st to 99th percentile to 0-1"],
}
# Orders, and whether they need a number.
STEPS = {name: (IMAGE_ACTS[name][1], name in NUMBERED) for name in IMAGE_ACTS} | {
    "skull_strip": (["skull-strip {S0}", "strip the skull", "remove the skull"], False), "gradient": (["take the gradient", "compute the gradient magnitude"], False),
    "resample": (["resample to {n} mm", "resample {S0} to {n} mm"], True),
}


def scaled(rng: random.Random, m) -> Composed:
    """Intensities on another scale, shown, saved or measured."""
    method = rng.choice(list(SCALES))
    act = rng.choice(["show", "save", "measure", "measure"])
    quantity = QUANTITIES[rng.choice(["mean", "mean", "std", "median", "maximum"])]
    wish = Wish("composed", (m.target(unknown=0),) if act == "measure" else ())
    if act == "save":
        wish = m.path(wish)

    def write(wish: Wish, p: Program) -> None:
        scan = Item(wish.scans[0])
        made = p.assign(call("normalize(", scan, code("method=", quoted([method]))), "scan", None, "normalize")
        if act == "show":
            p.show(made)
        elif act == "save":
            save(wish, p, made)
        else:
            p.report(quantity.of(code(made), code(_Masks(wish, p).mask(0))))

    order = rng.choice(SCALES[method]).replace("[-| to |..]", rng.choice(["-", " to ", "..", "–"]))
    long = rng.choice([x for x in quantity.long if "{A's}" not in x])
    return Composed(wish, write, "o", {"show": f"{order}[ and show (it|the result)]", "save": f"{order} and save (it|the result) as {{path}}", "measure": f"{order}(,| and| and then) (report|give|measure) {long}"}[act])


def chained(rng: random.Random, m) -> Composed:
    """Two changes of a scan one after the other, then a look, a file or a number."""
    first, second = rng.sample([name for name in STEPS if name != "resample"], 2)
    if rng.random() < 0.2:
        second = "resample"
    if STEPS[first][1] and STEPS[second][1]:
        first = rng.choice(["bias_correct", "skull_strip", "normalize"])
    act = rng.choice(["show", "save", "measure", "threshold"] if "resample" != second else ["show", "save"])
    if act == "threshold" and (STEPS[first][1] or STEPS[second][1]):
        act = "show"
    wish = Wish("composed", (m.target(unknown=0),) if act == "measure" else ())
    if STEPS[first][1] or STEPS[second][1]:
        wish = m.small(wish, 1, 8)
    if act == "save":
        wish = m.path(wish)
    if act == "threshold":
        wish = m.intensities(wish)
    quantity = QUANTITIES[rng.choice(["mean", "mean", "std", "median", "snr"])]

    def write(wish: Wish, p: Program) -> None:
        made = p.assign(IMAGE_CHANGES[first](wish, Item(wish.scans[0])), "scan", None, first)
        made = p.assign(IMAGE_CHANGES[second](wish, made), "scan", None, second)
        if act == "show":
            p.show(made)
        elif act == "save":
            save(wish, p, made)
        elif act == "threshold":
            p.report(volume_of(call("threshold(", made, wish.number_value())))
        else:
            p.report(quantity.of(code(made), code(_Masks(wish, p).mask(0))))

    one, two = rng.choice(STEPS[first][0]), rng.choice(STEPS[second][0]).replace("{S0}", "it")
    glue = rng.choice([", then ", " and then ", ", ", " and ", "; then "])
    long = rng.choice([x for x in quantity.long if "{A's}" not in x])
    end = {"show": rng.choice(["", " and show (it|the result)", ", then show it"]), "save": rng.choice([" and save it as {path}", ", then save (it|the result) to {path}"]),
           "measure": rng.choice([f" and (report|give|measure) {long}", f", then (report|measure) {long}"]), "threshold": rng.choice([" and report the volume above {n}", ", then tell me how many mL are above {n}"])}[act]
    return Composed(wish, write, "o", one + glue + two + end)


def changed_then_cut(rng: random.Random, m) -> Composed:
    """A scan changed, then what is above a number of it: volume, pieces, picture."""
    act = rng.choice(["bias_correct", "skull_strip", "gradient", "normalize"])
    wish = m.intensities(Wish("composed"))
    end = rng.choice(["volume", "count", "largest", "show"])

    def write(wish: Wish, p: Program) -> None:
        made = p.assign(IMAGE_CHANGES[act](wish, Item(wish.scans[0])), "scan", None, act)
        mask = call("threshold(", made, wish.number_value())
        if end == "show":
            p.show(made, p.assign(mask, "mask", None, "mask"))
        else:
            p.report({"volume": volume_of(mask), "count": call("count(", mask), "largest": volume_of(call("largest(", mask))}[end])

    order = rng.choice(STEPS[act][0])
    cut = rng.choice(["threshold (it|the result) at {n}", "take everything above {n}", "keep what is above {n}"])
    tail = {"volume": "(report|give) the volume", "count": "count the (pieces|components)", "largest": "give the volume of the largest (piece|component)", "show": "show (it|the mask)"}[end]
    return Composed(wish, write, "o", f"{order}, {cut} and {tail}")


OFF_MIDDLE = {"sagittal": {"right": "", "left": "-"}, "coronal": {"anterior": "", "in front": "", "posterior": "-", "behind": "-"}, "axial": {"above": "", "superior": "", "below": "-", "inferior": "-"}}


def slice_off(rng: random.Random, m) -> Composed:
    """A slice so many mm to one side of the origin."""
    plane = rng.choice(list(OFF_MIDDLE))
    way, sign = rng.choice(list(OFF_MIDDLE[plane].items()))
    wish = m.small(Wish("composed", flag=plane), 2, 60)
    keep = rng.random() < 0.3
    if keep:
        wish = m.path(wish)

    def write(wish: Wish, p: Program) -> None:
        made = p.assign(call("extract_slice(", Item(wish.scans[0]), quoted([plane]), code(*([sign] if sign else []), wish.number_value())), "scan", None, "slice")
        if keep:
            save(wish, p, made)
        else:
            p.show(made)

    middle = {"sagittal": rng.choice(["the midline", "the middle", "the mid-sagittal plane"]), "coronal": rng.choice(["the origin", "the anterior commissure", "the middle"]), "axial": rng.choice(["the origin", "the anterior commissure", "the middle"])}[plane]
    where = rng.choice([f"{{n}} mm to the {way} of {middle}", f"{{n}} mm {way} of {middle}", f"{{n}} mm (to the |){way}"]) if plane == "sagittal" else rng.choice([f"{{n}} mm {way} {'of ' if way in ('in front', 'anterior', 'posterior') else ''}{middle}", f"{{n}} mm {way}"])
    return Composed(wish, write, "o", rng.choice([f"(show|display) the {plane} slice {where}{{in}}", f"(show|give) me [the ]{plane} slice {where}{{in}}", f"extract the {plane} slice {where}{{in}}"]) if not keep else f"save the {plane} slice {where}{{in}} (as|to) {{path}}")


def grids(rng: random.Random, m) -> Composed:
    """Padding, label maps of several masks, mirror images along a direction, histograms in so many bins, two percentiles."""
    kind = rng.choice(["pad", "merge", "merge", "flip", "bins", "bins", "percentiles", "percentiles"])
    keep = kind in ("pad", "flip", "merge") and rng.random() < 0.5
    direction = rng.choice(["left-right", "anterior-posterior", "superior-inferior"])
    wish = Wish("composed", m.several(rng.choice([2, 3])) if kind == "merge" else (m.target(unknown=0),) if kind in ("bins", "percentiles") else ())
    if kind == "pad":
        wish = m.small(wish, 2, 30)
    elif kind == "bins":
        wish = m.whole(wish, 4, 128)
    elif kind == "percentiles":
        wish = m.whole(wish, 1, 25)
        wish = wish.changed(number2=m.span(str(rng.randint(60, 99))))
    if keep:
        wish = m.path(wish)

    def write(wish: Wish, p: Program) -> None:
        scan = Item(wish.scans[0])
        masks = _Masks(wish, p).all()
        if kind == "bins":
            p.statement("plot", "(", call("histogram(", scan, masks[0], wish.number_value()), ")")
            return
        if kind == "percentiles":
            for number in (wish.number_value(), wish.second_number()):
                p.report(call("percentile(", scan, masks[0], number))
            return
        value = {"pad": lambda: call("pad(", scan, wish.number_value()), "flip": lambda: call("flip(", scan, quoted([direction])), "merge": lambda: call("merge(", listed(masks))}[kind]()
        made = p.assign(value, "labels" if kind == "merge" else "scan", None, kind)
        if keep:
            save(wish, p, made)
        else:
            p.show(made)

    end = " and save (it|the result) as {path}" if keep else rng.choice(["", " and show (it|the result)"])
    along = {"left-right": ["left to right", "left-right", "from left to right", "along the left-right axis"], "anterior-posterior": ["front to back", "along the anterior-posterior axis", "anterior-posterior"],
             "superior-inferior": ["upside down", "along the superior-inferior axis", "top to bottom"]}[direction]
    said = {
        "pad": [f"pad {{S0}} by {{n}} mm[ on (all|every) side(s|)]{end}", f"add a margin of {{n}} mm around {{S0}}{end}"], "flip": [f"(flip|mirror) {{S0}} {rng.choice(along)}{end}"],
        "merge": [f"(merge|combine) {{list}}{{in}} into one label map{end}", f"make (a|one) label map of {{list}}{{in}}{end}", f"put {{list}}{{in}} into one label (map|image|file){end}"],
        "bins": ["(plot|show|draw) [the |a ]histogram of {A}{in} (with|in|using) {n} bins", "(plot|show) the {n}-bin histogram of {A}{in}", "histogram {A}{in} in {n} bins"],
        "percentiles": ["(report|give me|compute) the {n}th and [the ]{n2}th percentile[s] of {A}{in}", "(report|give me) percentiles {n} and {n2} of {A}{in}"],
    }[kind]
    return Composed(wish, write, "o", rng.choice(said).replace("side(s|)", rng.choice(["side", "sides"])))
