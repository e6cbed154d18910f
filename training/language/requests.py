"""Requests put together from quantities, regions, lists and what is done with the numbers.

Lists become comprehensions over names, so that a program is as long for five structures as for two; regions become
combinations of masks. Each maker gives the program and a way to say it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from . import anatomy
from .composed import Composed
from .programs import Item, Program, Target, call, code, dictionary, item_of, listed, names_of, phrase_of, quoted, segmented, volume_of
from .quantities import LISTED, ONLY_VOLUMES, QUANTITIES, RANKED, REGIONS, SINGLE, Quantity
from .tasks import IMAGE_CHANGES, Wish, _Masks, asymmetry_of, kept, kept_percents, labelled, name_of, report_each, save

DESCENDING = ["largest first", "in descending order", "from largest to smallest", "highest first", "biggest first", "in decreasing order", "starting with the largest", "descending", "largest to smallest", "from high to low"]
ASCENDING = ["smallest first", "in ascending order", "from smallest to largest", "lowest first", "in increasing order", "starting with the smallest", "ascending", "from low to high"]
WHOLES = ["intracranial volume", "brain", "intracranial volume", "brain", "cerebrum", "intracranial volume"]


def pick(rng: random.Random, *options: str) -> str:
    return rng.choice(options)


def needs(m, wish: Wish, what: str) -> Wish:
    """The wish with the numbers that a region needs."""
    if "n" in what.split():
        wish = m.intensities(wish, "n2" in what.split())
    if "r" in what.split():
        wish = m.small(wish, 1, 9)
    return wish


def plain(m, count: int, sided: bool | None = None) -> tuple[Target, ...]:
    """Structures of the table, most often all of one side or of none."""
    if m.rng.random() < 0.12 and (names := anatomy.members(m.rng, count)):
        lateral = all(anatomy.BY_NAME[n].sided for n in names)
        if lateral or not sided:
            side = m.rng.choice(["left", "right", None, None]) if lateral and sided is None else None
            return tuple(Target(name, side) for name in names)
    found: list[Target] = []
    side = m.rng.choice(["left", "right", None, None, None]) if sided is None else None
    while len(found) < count:
        name = anatomy.structure(m.rng, True if side or sided else None)
        if all(name != t.name for t in found):
            found.append(Target(name, side))
    return tuple(found)


def many(m, low: int = 2, sided: bool | None = None) -> tuple[Target, ...]:
    return plain(m, m.rng.choices([2, 3, 4, 5], [0 if low > 2 else 18, 42, 28, 12])[0], sided)


def values_of(wish: Wish, p: Program, quantity: Quantity) -> int:
    return kept(wish, p, quantity.column, quantity.of)


# MARK: One structure or region

def region(rng: random.Random, m) -> Composed:
    """A number of a region that is made of one or two structures."""
    key = rng.choice(list(REGIONS))
    made = REGIONS[key]
    two = "b" in made.needs
    pair = m.several(2) if two else (m.target(unknown=0.02),)
    wish = needs(m, Wish("composed", tuple(pair)), made.needs)
    names = ["volume_ml"] if key in ONLY_VOLUMES else ["volume_ml", "volume_ml", "volume_ml", "mean", "mean", "count", "surface_area_mm2", "std", "voxels", "maximum", "median"]
    quantity = QUANTITIES[rng.choice(names)]
    act = rng.random()
    noun = rng.choice(made.nouns)

    def mask(wish: Wish, p: Program) -> list:
        masks = _Masks(wish, p)
        found = masks.all()
        return made.of(code(Item(wish.scans[0])), code(found[0]), code(found[1]) if two else None, wish)

    if act < 0.68 or key in ONLY_VOLUMES:
        def write(wish: Wish, p: Program) -> None:
            value = mask(wish, p)
            p.report(quantity.of(code(Item(wish.scans[0])), value))

        long = rng.choice([x for x in quantity.long if "{A's}" not in x])
        what = long.replace("{A}", noun)
        if quantity is QUANTITIES["volume_ml"] and rng.random() < 0.4:
            return Composed(wish, write, "q", rng.choice([f"How (large|big) is {noun}{{in}}?", f"How many (ml|mL|cc|millilitres) (are there in|does|make up) {noun}{{in}}?", f"How much (volume has|is) {noun}{{in}}?",
                                                          f"{noun}{{in}}: how many (ml|mL)?", f"{noun}{{in}}: volume?"]))
        return Composed(wish, write, *rng.choice([("n", what + "{in}"), ("n", what + "{in}"), ("q", f"Take {noun}{{in}} and (report|give me|measure) its {rng.choice(quantity.short)}."), ("q", f"{noun}{{in}}: {rng.choice(quantity.short)}?")]))
    if act < 0.84:
        def write(wish: Wish, p: Program) -> None:
            made_mask = p.assign(mask(wish, p), "mask", wish.targets[0], key)
            p.show(Item(wish.scans[0]), made_mask)

        return Composed(wish, write, "o", rng.choice([f"(show|display|draw|overlay) {noun}{{in}}", f"show me {noun}{{in}}", f"make a mask of {noun}{{in}} and show it"]))
    wish = m.path(wish)

    def write(wish: Wish, p: Program) -> None:
        made_mask = p.assign(mask(wish, p), "mask", wish.targets[0], key)
        save(wish, p, made_mask)

    return Composed(wish, write, "o", rng.choice([f"save {noun}{{in}} (as|to|under) {{path}}", f"(write|export|store) {noun}{{in}} to {{path}}", f"make a mask of {noun}{{in}} and save it as {{path}}"]))


def single(rng: random.Random, m) -> Composed:
    """A number of one structure that has no task of its own."""
    quantity = QUANTITIES[rng.choice(SINGLE)]
    wish = Wish("composed", (m.target(unknown=0.02),))

    def write(wish: Wish, p: Program) -> None:
        p.report(quantity.of(code(Item(wish.scans[0])), code(_Masks(wish, p).mask(0))))

    long = rng.choice(quantity.long)
    if long.startswith(("how ", "How ")):
        return Composed(wish, write, "n", long + "{in}")
    return Composed(wish, write, *rng.choice([("n", long + "{in}"), ("n", long + "{in}"), ("q", f"{{A}}{{in}}: {rng.choice(quantity.short)}?"), ("n", f"{{a}} {rng.choice(quantity.short)}{{in}}")]))


def share(rng: random.Random, m) -> Composed:
    """What percentage of a structure lies in a region of it."""
    key = rng.choice(["above", "above", "below", "between", "near", "far", "common", "own", "core"])
    made = REGIONS[key]
    two = "b" in made.needs
    wish = needs(m, Wish("composed", tuple(m.several(2)) if two else (m.target(unknown=0.02),)), made.needs)

    def write(wish: Wish, p: Program) -> None:
        masks = _Masks(wish, p).all()
        part = made.of(code(Item(wish.scans[0])), code(masks[0]), code(masks[1]) if two else None, wish)
        p.report("100", "*", volume_of(part), "/", volume_of(masks[0]))

    lies = {"above": "(is|lies) (above|brighter than|over) {n}", "below": "(is|lies) (below|darker than|under) {n}", "between": "(is|lies) between {n} and {n2}", "near": "(is|lies) within {n} mm of {B}",
            "far": "(is|lies) more than {n} mm from {B}", "common": "(is|lies) (in|inside) {B}", "own": "(is|lies) above its own mean[ intensity]", "core": "(is left after an erosion of {n} mm|survives eroding it by {n} mm)"}[key]
    return Composed(wish, write, *rng.choice([
        ("q", f"What (percentage|percent|share|proportion) of {{A}} {lies}{{in}}?"), ("n", f"the (percentage|fraction in percent|share) of {{A}} that {lies}{{in}}"), ("q", f"How much of {{A}} {lies}{{in}}, in percent?"),
        ("q", f"How many percent of {{A}} {lies}{{in}}?"), ("n", f"what (percentage|share|part) of {{A}} {lies}{{in}}")]))


def how_much_of(rng: random.Random, m) -> Composed:
    """How much of a structure lies in a region of it, in mL."""
    key = rng.choice(["near", "near", "far", "common", "above", "below"])
    made = REGIONS[key]
    two = "b" in made.needs
    wish = needs(m, Wish("composed", tuple(m.several(2)) if two else (m.target(unknown=0),)), made.needs)

    def write(wish: Wish, p: Program) -> None:
        masks = _Masks(wish, p).all()
        p.report(volume_of(made.of(code(Item(wish.scans[0])), code(masks[0]), code(masks[1]) if two else None, wish)))

    lies = {"above": "(is|lies) (above|brighter than) {n}", "below": "(is|lies) (below|darker than) {n}", "near": "(is|lies) (within|closer than) {n} mm (of|from|to) {B}", "far": "(is|lies) further than {n} mm from {B}",
            "common": "(lies|is) (within|in|inside) {B}"}[key]
    return Composed(wish, write, "q", rng.choice([f"How (much|many mL|many ml) of {{A}} {lies}{{in}}?", f"What volume of {{A}} {lies}{{in}}?", f"Which volume of {{A}} {lies}{{in}}?"]))


def relative(rng: random.Random, m) -> Composed:
    """Intensities of one structure, or several, against another."""
    kind = rng.choice(["z", "z", "cnr", "air", "several", "several", "percent"])
    count = 2 if kind != "several" else rng.choice([3, 3, 4])
    targets = m.several(count) if kind != "air" else (m.target(unknown=0), Target("background"))
    wish = Wish("composed", targets)

    def write(wish: Wish, p: Program) -> None:
        scan = Item(wish.scans[0])
        masks = _Masks(wish, p).all()
        mean = lambda mask: call("mean(", scan, mask)
        if kind == "z":
            p.report("(", mean(masks[0]), "-", mean(masks[1]), ")", "/", call("std(", scan, masks[1]))
        elif kind == "cnr":
            p.report(call("abs(", code(mean(masks[0]), "-", mean(masks[1]))), "/", call("std(", scan, masks[1]))
        elif kind == "air":
            p.report(mean(masks[0]), "/", call("std(", scan, masks[1]))
        elif kind == "percent":
            p.report(call("percent_change(", mean(masks[1]), mean(masks[0])))
        else:
            for mask in masks[:-1]:
                p.report(call("ratio(", scan, mask, masks[-1]))

    if kind == "several":
        # The last of the targets is what the others are set against.
        heads = ["{A}", "{B}", "{C}", "{D}"][: count - 1]
        first = ", ".join(heads[:-1]) + rng.choice([" and ", ", ", " & "]) + heads[-1]
        last = "{W}"
        return Composed(wish, write, *rng.choice([
            ("n", f"the mean intensit(y|ies) of {first} relative to {last}{{in}}"), ("n", f"the mean signal of {first} divided by that of {last}{{in}}"),
            ("o", f"take {last} as (the|a) reference and (give|report) the (relative|normalised) mean intensity of {first}{{in}}"), ("n", f"the signal ratios of {first} to {last}{{in}}"),
            ("q", f"How bright are {first} relative to {last}{{in}}?")]))
    said = {
        "z": [("n", "the z-score of {A} (against|relative to|with respect to) {B}{in}"), ("n", "the z score of the mean of {A} (with|taking) {B} as (the|a) reference{in}"), ("q", "How many standard deviations is {A} (above|from|away from) {B}{in}?"),
              ("q", "How many SDs of {B} is the mean of {A} away from it{in}?"), ("n", "{A's} mean intensity expressed in standard deviations of {B}{in}")],
        "cnr": [("n", "the (absolute |)difference of the means of {A} and {B} (over|divided by) the (SD|standard deviation) of {B}{in}"), ("n", "the contrast-to-noise ratio (between|of) {A} and {B}{in}"), ("n", "the CNR (between|of) {A} (and|versus) {B}{in}")],
        "air": [("n", "the SNR of {A} (against|relative to|using) (the background|air|the air outside[ of] the head) (noise|as noise|)[{in}]"), ("n", "the signal of {A} over the (noise|standard deviation) (of|in) the background{in}"),
                ("q", "What is the SNR of {A} with noise (taken from|measured in) the (air|background){in}?")],
        "percent": [("q", "By how many percent is {A} brighter than {B}{in}?"), ("n", "how many percent (brighter|darker) {A} is than {B}{in}"), ("n", "the percent difference in mean intensity between {A} and {B}{in}")],
    }[kind]
    return Composed(wish, write, *rng.choice(said))


def far_off(rng: random.Random, m) -> Composed:
    """Distances of all voxels of one structure from another."""
    name, words = rng.choice([("mean", ["mean", "average"]), ("maximum", ["largest", "maximum", "greatest", "longest"]), ("median", ["median"]), ("minimum", ["smallest", "minimum"])])
    wish = Wish("composed", m.several(2))

    def write(wish: Wish, p: Program) -> None:
        a, b = _Masks(wish, p).all()
        p.report(call(name + "(", call("distance_map(", b), a))

    word = rng.choice(words)
    return Composed(wish, write, *rng.choice([("n", f"the {word} distance of (the|any|all) voxels? (of|in) {{A}} (from|to) {{B}}{{in}}".replace("voxels?", "voxels")), ("n", f"the {word} distance from {{B}} within {{A}}{{in}}"),
                                              ("q", f"How far (are|is) the voxels of {{A}} from {{B}}{{in}}, {word}?"), ("n", f"the {word} of the distances (from|between) the voxels of {{A}} (to|and) {{B}}{{in}}")]))


def masked(rng: random.Random, m) -> Composed:
    """The scan inside a mask only."""
    wish = Wish("composed", (m.target(unknown=0),))
    keep = rng.random() < 0.5
    if keep:
        wish = m.path(wish)

    def write(wish: Wish, p: Program) -> None:
        made = p.assign(code(Item(wish.scans[0]), "*", _Masks(wish, p).mask(0)), "scan", None, "masked")
        if keep:
            save(wish, p, made)
        else:
            p.show(made)

    what = rng.choice(["{S0} masked (with|by) {A}", "{S0} inside {A} only", "{S0} with everything (outside|but) {A} set to (zero|0)", "only the {A} part of {S0}".replace("{A}", "{a}"), "{S0} multiplied (with|by) the mask of {A}", "the intensities (in|of) {A} only"])
    return Composed(wish, write, "o", f"(save|write|export) {what} (as|to) {{path}}" if keep else f"(show|display) [me ]{what}")


def acted(rng: random.Random, m) -> Composed:
    """Several things done with one mask, in sentences."""
    names = rng.sample(["volume_ml", "surface_area_mm2", "mean", "diameter_mm", "sphericity", "std", "show", "save", "voxels"], rng.choice([2, 3, 3, 4]))
    if "save" in names:
        names.remove("save")
        names.append("save")
    wish = Wish("composed", (m.target(unknown=0.02),))
    if "save" in names:
        wish = m.path(wish)

    def write(wish: Wish, p: Program) -> None:
        mask = _Masks(wish, p).mask(0)
        for name in names:
            if name == "save":
                save(wish, p, mask)
            elif name == "show":
                p.show(Item(wish.scans[0]), mask)
            else:
                p.report(QUANTITIES[name].of(code(Item(wish.scans[0])), code(mask)))

    parts: list[str] = []
    for name in names:
        if name == "save":
            parts.append(rng.choice(["save it as {path}", "save it to {path}", "write the mask to {path}", "export it as {path}"]))
        elif name == "show":
            parts.append(rng.choice(["show it", "display it", "show me the mask", "draw it on the scan"]))
        else:
            parts.append(rng.choice(["report its ", "measure its ", "give me the ", "tell me its ", "print the ", "get its "]) + rng.choice(QUANTITIES[name].short))
    head = rng.choice(["segment {A}{in}", "find {A}{in}", "take {A}{in}", "outline {A}{in}", "get {A}{in}"])
    if rng.random() < 0.5:
        return Composed(wish, write, "o", head + ", " + ", ".join(parts[:-1]) + rng.choice([" and ", ", then ", ", and "]) + parts[-1])
    glue = rng.choice([". Then ", "; ", ", then ", ". "])
    text = head
    for part in parts:
        text += glue + (part[:1].upper() + part[1:] if glue == ". " else part)
    return Composed(wish, write, "o" if glue in ("; ", ", then ") else "q", text if glue in ("; ", ", then ") else text[:1].upper() + text[1:] + ".")


# MARK: Images

SCALES = {
    "range": ["(rescale|scale) the intensities to 0[-| to |..]1", "scale {S0} between 0 and 1", "bring the intensities into the range 0-1", "min-max normali(s|z)e {S0}", "rescale {S0} to [the range ]0 to 1", "stretch the intensities to 0...1"],
    "percentile": ["scale the intensities by their 1st and 99th percentiles", "percentile-normali(s|z)e {S0}", "normali(s|z)e {S0} by percentiles", "scale the 1st to 99th percentile to 0-1"],
}
STEPS = {
    "smooth": (["smooth (it|{S0}) (with|by) {n} mm", "blur with {n} mm", "apply a {n} mm Gaussian"], True), "median_filter": (["median filter (it|{S0}) with {n} mm", "apply a {n} mm median filter"], True),
    "bias_correct": (["bias-correct {S0}", "correct the bias field", "run N4"], False), "skull_strip": (["skull-strip {S0}", "strip the skull", "remove the skull"], False),
    "normalize": (["normali(s|z)e the intensities", "z-score {S0}"], False), "gradient": (["take the gradient", "compute the gradient magnitude"], False), "resample": (["resample to {n} mm", "resample {S0} to {n} mm"], True),
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

    one, two = rng.choice(STEPS[first][0]), rng.choice(STEPS[second][0]).replace("(it|{S0})", "it").replace("{S0}", "it")
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


# MARK: Lists

def ranked(rng: random.Random, m) -> Composed:
    """All of a list, in order."""
    quantity = QUANTITIES[rng.choice([*RANKED, *LISTED])]
    down = rng.random() < 0.65
    wish = Wish("composed", many(m))

    def write(wish: Wish, p: Program) -> None:
        values = values_of(wish, p, quantity)
        report_each(p, values, call("descending(" if down else "ascending(", values))

    order = rng.choice(DESCENDING if down else ASCENDING)
    extremes = quantity.most if down else quantity.least
    if extremes and rng.random() < 0.5:
        order = rng.choice([f"{extremes[0]} first", f"starting with the {extremes[0]}", f"the {rng.choice(extremes)} first"])
    short, plural = rng.choice(quantity.short), rng.choice(quantity.plural or quantity.short)
    return Composed(wish, write, *rng.choice([
        ("n", f"the {plural} of {{list}}{{in}}, {order}"), ("o", f"(sort|rank|order) {{list}} by {short}{{in}}, {order}"), ("o", f"(rank|order|sort) {{list}} by {short}{{in}} {order}"), ("o", f"list {{list}} by {short}{{in}}, {order}"),
        ("q", f"{{list}}{{in}}: {short}, {order}"), ("o", f"list the {plural} of {{list}}{{in}}, {order}"), ("n", f"a ranking of {{list}} by {short}{{in}}, {order}"),
        ("o", f"(report|give me|print) the {short} of {{list}}{{in}}, {order}")]))


def extreme(rng: random.Random, m) -> Composed:
    """Which of a list has most (least)."""
    quantity = QUANTITIES[rng.choice(RANKED)]
    largest = not quantity.least or rng.random() < 0.6
    wish = Wish("composed", many(m))
    if quantity.column in ("mL", "mean") and len(wish.targets) == 2:
        wish = wish.changed(targets=plain(m, 3))

    def write(wish: Wish, p: Program) -> None:
        values = values_of(wish, p, quantity)
        report_each(p, values)
        name_of(p, quantity.words[not largest], "argmax(" if largest else "argmin(", values)

    word = rng.choice(quantity.most if largest else quantity.least)
    short = rng.choice(quantity.short)
    high = rng.choice(["highest", "largest", "greatest", "most"][:3] if largest else ["lowest", "smallest"])
    return Composed(wish, write, *rng.choice([
        ("q", f"Which of {{list}} is [the ]{word}{{in}}?"), ("q", f"Of {{list}}, which is [the ]{word}{{in}}?"), ("q", f"Which (one |structure |)is [the ]{word}{{in}}: {{list}}?"), ("n", f"the {word} of {{list}}{{in}}"),
        ("o", f"(find|name|tell me) the {word} [one ](among|of|out of) {{list}}{{in}}"), ("q", f"Which of {{list}} has the {high} {short}{{in}}?"), ("n", f"which of {{list}} has the {high} {short}{{in}}"),
        ("q", f"{{list}}{{in}}: which (one |)is [the ]{word}?"), ("q", f"Among {{list}}, which has the {high} {short}{{in}}?"), ("q", f"What is [the ]{word} {{in}}, {{list}}?")]))


def other_sides(m, count: int) -> tuple[Target, ...]:
    return plain(m, count, True)


def compare_two(rng: random.Random, m) -> Composed:
    """Which of two, or whether one, by something else than volume or mean."""
    quantity = QUANTITIES[rng.choice(["surface_area_mm2", "sphericity", "std", "diameter_mm", "width", "z", "z", "y", "y", "height"])]
    verdict = rng.random() < 0.5
    wish = Wish("composed", m.pair(0.5))
    less = bool(quantity.less) and rng.random() < 0.3

    def write(wish: Wish, p: Program) -> None:
        scan = code(Item(wish.scans[0]))
        if verdict:
            a, b = (p.assign(quantity.of(scan, code(mask)), "number", wish.targets[n], quantity.column) for n, mask in enumerate(_Masks(wish, p).all()))
            p.report(a)
            p.report(b)
            p.report(a, "<" if less else ">", b)
            return
        values = values_of(wish, p, quantity)
        report_each(p, values)
        name_of(p, quantity.words[less], "argmin(" if less else "argmax(", values)

    phrase = rng.choice(quantity.less if less else quantity.more)
    if verdict:
        return Composed(wish, write, *rng.choice([("q", f"Is {{A}} {phrase} {{B}}{{in}}?"), ("n", f"whether {{A}} is {phrase} {{B}}{{in}}"), ("q", f"{{A}} {phrase} {{B}}{{in}}?")]))
    word = phrase.removesuffix(" than").removesuffix(" to").removesuffix(" of")
    return Composed(wish, write, *rng.choice([("q", f"Which is {word}{{in}}, {{A}} or {{B}}?"), ("q", f"Which one (is|lies|sits) {word}{{in}}: {{A}} or {{B}}?"), ("n", f"which of {{A}} and {{B}} is {word}{{in}}"),
                                              ("q", f"What (is|lies) {word}{{in}}, {{A}} or {{B}}?")]))


def nearest(rng: random.Random, m) -> Composed:
    """Which of several is closest to (farthest from) one."""
    close = rng.random() < 0.7
    count = rng.choice([2, 2, 3, 4])
    targets = m.several(count + 1)
    if any(t.span is not None for t in targets):
        targets = plain(m, count + 1)
    wish = Wish("composed", targets)

    def write(wish: Wish, p: Program) -> None:
        scan = code(Item(wish.scans[0]))
        mine = p.segment(wish.scans[0], wish.targets[-1])
        values = p.assign_each("dict", "distance", "{}", names_of(wish.targets[:-1]), lambda name: call("distance_mm(", mine, segmented(scan, phrase_of("", name))))
        report_each(p, values)
        name_of(p, "closest" if close else "farthest", "argmin(" if close else "argmax(", values)

    heads = ["{A}", "{B}", "{C}", "{D}"][:count]
    first = ", ".join(heads[:-1]) + rng.choice([" or ", " or ", ", "]) + heads[-1]
    several = ", ".join(heads[:-1]) + rng.choice([" and ", ", "]) + heads[-1]
    near = rng.choice(["closer to", "nearer to", "nearest to", "closest to"] if close else ["farther from", "further from", "furthest from", "most distant from"])
    return Composed(wish, write, *rng.choice([("q", f"Is {{W}} {near} {first}{{in}}?"), ("q", f"Which is {near} {{W}}{{in}}, {first}?"), ("q", f"Which of {several} (is|lies) {near} {{W}}{{in}}?"), ("n", f"which of {several} is {near} {{W}}{{in}}")]))


def filtered(rng: random.Random, m) -> Composed:
    """Those of a list that are above (below) a number."""
    asymmetric = rng.random() < 0.35
    key = rng.choice(["volume_ml", "volume_ml", "mean", "std", "surface_area_mm2", "diameter_mm", "width"])
    quantity = QUANTITIES[key]
    above = rng.random() < 0.7
    wish = Wish("composed", many(m, sided=True if asymmetric else None))
    wish = m.intensities(wish) if key in ("mean", "std") and not asymmetric else m.number_for(wish)
    inclusive = rng.random() < 0.1

    def write(wish: Wish, p: Program) -> None:
        scan = code(Item(wish.scans[0]))
        if asymmetric:
            values = p.assign_each("dict", "asymmetry", "{}", names_of(wish.targets), lambda name: asymmetry_of(scan, name))
        else:
            values = values_of(wish, p, quantity)
        name = p.loop(code(values))
        value = call("abs(", item_of(values, name)) if asymmetric else item_of(values, name)
        sign = (">=" if above else "<=") if inclusive else (">" if above else "<")
        p.block("if", value, sign, wish.number_value())
        p.statement("report", "(", name, ",", item_of(values, name), ")")
        p.end_block()
        p.end_block()

    if asymmetric:
        bound = ("at least {n}" if inclusive else pick(rng, "above {n}", "more than {n}", "over {n}", "greater than {n}", "beyond {n}")) if above else ("at most {n}" if inclusive else pick(rng, "below {n}", "under {n}", "less than {n}"))
        bound += rng.choice([" percent", " %", "%", ""])
        return Composed(wish, write, *rng.choice([
            ("q", f"Which of {{list}} (have|has|show) an asymmetry [index ]{bound}{{in}}?"), ("o", f"(list|report|show me|give me) (only |just |)(those|the ones) of {{list}} (with|that have|whose) (an |)asymmetry [index ](is |of |){bound}{{in}}"),
            ("o", f"from {{list}} (report|list) (only |)those whose sides differ by {bound}{{in}}"), ("q", f"Which of {{list}} are asymmetric by {bound}{{in}}?"), ("n", f"which of {{list}} differ between the sides by {bound}{{in}}")]))
    if inclusive:
        phrase = "at least" if above else "at most"
    else:
        phrase = rng.choice([x for x in (quantity.more if above else quantity.less) if x]) if key != "std" else rng.choice(["above", "over"] if above else ["below", "under"])
    unit = rng.choice(quantity.unit)
    short = rng.choice(quantity.short)
    over = ("at least" if inclusive else rng.choice(["above", "over", "greater than", "more than", "of more than"])) if above else ("at most" if inclusive else rng.choice(["below", "under", "less than", "of less than"]))
    said = [("q", f"Which of {{list}} have a {short} {over} {{n}}{unit}{{in}}?"), ("o", f"(list|report|show me|give me) (only |just |)(those|the ones) of {{list}} (with a|whose) {short} (is |){over} {{n}}{unit}{{in}}"),
            ("o", f"from {{list}} (report|list) (only |)those with a {short} {over} {{n}}{unit}{{in}}"), ("n", f"which of {{list}} have a {short} {over} {{n}}{unit}{{in}}")]
    if key != "std":
        said += [("q", f"Which of {{list}} are {phrase} {{n}}{unit}{{in}}?"), ("q", f"Of {{list}}, which are {phrase} {{n}}{unit}{{in}}?")]
    return Composed(wish, write, *rng.choice(said))


def asymmetries(rng: random.Random, m) -> Composed:
    """Asymmetries of a list: which is most, in order, as bars."""
    kind = rng.choice(["most", "most", "rank", "plot", "least"])
    wish = Wish("composed", many(m, sided=True))

    def write(wish: Wish, p: Program) -> None:
        scan = code(Item(wish.scans[0]))
        size = kind != "plot"
        values = p.assign_each("dict", "asymmetry", "{}", names_of(wish.targets), lambda name: call("abs(", asymmetry_of(scan, name)) if size else asymmetry_of(scan, name))
        if kind == "plot":
            p.statement("plot", "(", values, ")")
        elif kind == "rank":
            report_each(p, values, call("descending(", values))
        else:
            report_each(p, values)
            name_of(p, "most asymmetric" if kind == "most" else "most symmetric", "argmax(" if kind == "most" else "argmin(", values)

    return Composed(wish, write, *rng.choice({
        "most": [("q", "Which of {list} is [the ]most asymmetric{in}?"), ("n", "the most asymmetric of {list}{in}"), ("q", "Where do the sides differ most{in}: {list}?"), ("n", "which of {list} has the largest asymmetry{in}"),
                 ("q", "Of {list}, which differs most between left and right{in}?")],
        "least": [("q", "Which of {list} is [the ]most symmetric{in}?"), ("n", "which of {list} has the smallest asymmetry{in}"), ("q", "Of {list}, which is the least asymmetric{in}?")],
        "rank": [("o", "(rank|sort|order) {list} by asymmetry{in}[, largest first]"), ("o", "list {list} from most to least asymmetric{in}"), ("n", "a ranking of {list} by asymmetry{in}")],
        "plot": [("o", "plot the asymmetry [index ]of {list}{in}"), ("o", "(draw|show) a bar (chart|plot) of the asymmetries of {list}{in}"), ("o", "plot the asymmetries of {list}{in} as bars")],
    }[kind]))


def bars(rng: random.Random, m) -> Composed:
    """A number of each of a list as bars."""
    quantity = QUANTITIES[rng.choice([*LISTED, "volume_ml", "volume_ml", "mean", "mean"])]
    wish = Wish("composed", many(m))

    def write(wish: Wish, p: Program) -> None:
        p.statement("plot", "(", values_of(wish, p, quantity), ")")

    short, plural = rng.choice(quantity.short), rng.choice(quantity.plural or quantity.short)
    return Composed(wish, write, *rng.choice([
        ("o", f"plot the {plural} of {{list}}{{in}}"), ("o", f"plot the {plural} of {{list}}{{in}} as bars"), ("o", f"(draw|make|show) a bar (chart|plot|graph|diagram) of the {plural} of {{list}}{{in}}"), ("n", f"a bar chart with the {short} of {{list}}{{in}}"),
        ("o", f"plot {{list}} by {short}{{in}}"), ("q", f"Bars of the {plural} of {{list}}{{in}}."), ("o", f"graph the {short} of {{list}}{{in}}")]))


COLUMNS = ["volume_ml", "surface_area_mm2", "mean", "std", "sphericity", "diameter_mm", "median", "voxels", "maximum"]
SIDE_COLUMNS = ["left", "right", "asymmetry", "difference", "both"]


def tabled(rng: random.Random, m) -> Composed:
    """A table of a list, with measures or with sides as its columns."""
    sides = rng.random() < 0.5
    wish = Wish("composed", many(m, sided=True if sides else None))
    if sides:
        columns = rng.choice([["left", "right"], ["left", "right", "asymmetry"], ["left", "right", "asymmetry"], ["left", "right", "difference"], ["asymmetry"], ["left", "right", "both"]])
    else:
        columns = rng.choice([["volume_ml"], ["volume_ml"], rng.sample(COLUMNS, 2), rng.sample(COLUMNS, 2), rng.sample(COLUMNS, 3), ["volume_ml", "percent"], ["percent"]])
    saved = rng.random() < 0.25
    if saved:
        wish = m.table_path(wish)

    def column(scan: list, key: str, name: int) -> list:
        part = lambda side: segmented(scan, phrase_of(side, name))
        if key in ("left", "right"):
            return volume_of(part(key))
        if key == "both":
            return volume_of(part(""))
        if key == "asymmetry":
            return asymmetry_of(scan, name)
        if key == "difference":
            return code(volume_of(part("left")), "-", volume_of(part("right")))
        if key == "percent":
            return code("100", "*", volume_of(part("")), "/", volume_of(segmented(scan, quoted(["intracranial volume"]))))
        return QUANTITIES[key].of(scan, part(""))

    def write(wish: Wish, p: Program) -> None:
        scan = code(Item(wish.scans[0]))
        names = p.assign(names_of(wish.targets), "list", None, "structures")
        cells = [(["structure"], code(names))]
        for key in columns:
            head = {"both": ["volume"], "percent": ["percent of intracranial volume"]}.get(key) or ([key] if key in SIDE_COLUMNS else [QUANTITIES[key].column])
            cells.append((head, p.each("[]", code(names), lambda name, key=key: column(scan, key, name))))
        value = call("table(", dictionary(cells))
        if saved:
            save(wish, p, value, ["volumes"], ".csv")
        else:
            p.print(value)

    said = {"left": ["left", "left volume", "left side"], "right": ["right", "right volume", "right side"], "asymmetry": ["asymmetry", "asymmetry index", "AI", "asymmetry in percent"], "difference": ["difference", "their difference", "left minus right"],
            "both": ["total", "both together", "total volume"], "percent": ["percent of ICV", "% of ICV", "percentage of the intracranial volume", "share of the ICV"]}
    if columns == ["left", "right"] and rng.random() < 0.5:
        text = rng.choice(["left and right volume", "left and right volumes", "both sides", "the volumes of both sides"])
    elif len(columns) == 3 and columns[:2] == ["left", "right"] and rng.random() < 0.5:
        text = rng.choice(["left and right volumes", "the volumes of both sides", "left, right"]) + rng.choice([" and ", ", "]) + rng.choice(said[columns[2]])
    else:
        words = [rng.choice(said.get(key) or QUANTITIES[key].short) for key in columns]
        text = ", ".join(words[:-1]) + (rng.choice([" and ", ", ", " & "]) if len(words) > 1 else "") + words[-1]
    if saved:
        return Composed(wish, write, "o", rng.choice([f"(save|write|export) a table of {text} (of|for) {{list}}{{in}} (as|to) {{path}}", f"save {text} of {{list}}{{in}} (in|to) {{path}}", f"put {text} of {{list}}{{in}} into {{path}}"]))
    return Composed(wish, write, *rng.choice([
        ("n", f"a table of {text} (of|for) {{list}}{{in}}"), ("o", f"(tabulate|make a table of) {text} (of|for) {{list}}{{in}}"), ("n", f"a table with {text} (of|for) {{list}}{{in}}"), ("n", f"{text} of {{list}}{{in}} as a table"),
        ("q", f"Table{{in}}: {{list}} with {text}."), ("n", f"a table with one row (per structure|each) for {{list}}{{in}}: {text}"), ("q", f"{{list}}{{in}}: {text}, as a table"), ("o", f"list {text} of {{list}}{{in}} in a table")]))


def shares(rng: random.Random, m) -> Composed:
    """Each of a list as a percentage of a whole, or of their sum."""
    wish = Wish("composed", (*many(m), Target(rng.choice(WHOLES))))
    if wish.targets[-1] in wish.targets[:-1]:
        wish = wish.changed(targets=(*plain(m, 3, True), wish.targets[-1]))
    plot = rng.random() < 0.2

    def write(wish: Wish, p: Program) -> None:
        values = kept_percents(wish, p)
        if plot:
            p.statement("plot", "(", values, ")")
        else:
            report_each(p, values)

    text = "{W}"
    if plot:
        return Composed(replace(wish, task="percents"), write, "o", rng.choice([f"plot {{list}} as (percentages|percent) of {text}{{in}}", f"(draw|make) a bar chart of {{list}} in percent of {text}{{in}}"]))
    return Composed(replace(wish, task="percents"), write, *rng.choice([
        ("q", f"What (percentage|percent|share) of {text} (is|are) {{list}}{{in}}?"), ("q", f"What (percentage|share) of {text} does each of {{list}} (make up|take up|occupy|have){{in}}?"), ("n", f"{{list}} as (a percentage|percentages|percent) of {text}{{in}}"),
        ("n", f"the volumes of {{list}} relative to {text}{{in}}, in percent"), ("o", f"(report|give|express) {{list}} in percent of {text}{{in}}"), ("q", f"How many percent of {text} (are|is) {{list}}{{in}}?"),
        ("n", f"the volumes of {{list}} normalised (to|by) {text} (in percent|as percentages){{in}}"), ("n", f"the volumes of {{list}} in percent of {text}{{in}}")]))


def sums(rng: random.Random, m) -> Composed:
    """Sums of structures set against another, or against another sum."""
    count = rng.choice([2, 2, 3])
    kind = rng.choice(["icv", "brain", "one", "one", "difference", "larger"])
    targets = m.several(count)
    if kind == "brain":
        targets = (*targets, Target("brain"))
    elif kind != "icv":
        targets = (*targets, m.target(unknown=0))
    if len(set(targets)) < len(targets):
        targets = plain(m, len(targets))
    wish = Wish("composed", targets)

    def write(wish: Wish, p: Program) -> None:
        masks = _Masks(wish, p).all()
        parts = masks if kind == "icv" else masks[:-1]
        total = volume_of(parts[0])
        for mask in parts[1:]:
            total = code(total, "+", volume_of(mask))
        if kind == "icv":
            p.report("100", "*", "(", total, ")", "/", volume_of(p.segment(wish.scans[0], Target("intracranial volume"))))
        elif kind == "brain":
            p.report("100", "*", "(", total, ")", "/", volume_of(masks[-1]))
        elif kind == "one":
            p.report("(", total, ")", "/", volume_of(masks[-1]))
        elif kind == "difference":
            p.report(code(total, "-", volume_of(masks[-1])))
        else:
            p.report(code(total, ">", volume_of(masks[-1])))

    heads = ["{A}", "{B}", "{C}"][:count]
    text = rng.choice([" plus ", " and ", " + "]).join(heads[:2]) + "".join(rng.choice([" plus ", " and ", " + "]) + h for h in heads[2:])
    whole = rng.choice(["the intracranial volume", "ICV", "the ICV", "the TIV"]) if kind == "icv" else "{W}"
    together = rng.choice(["", "", " together", " combined"])
    said = {
        "difference": [("n", f"{text}{together} minus {whole}{{in}}, in mL"), ("n", f"the volume of {text}{together} minus that of {whole}{{in}}"), ("q", f"How much (larger|more) (is|are) {text} together than {whole}{{in}}?")],
        "larger": [("q", f"(Are|Is) {text} together (larger|bigger) than {whole}{{in}}?"), ("n", f"whether {text} together (are|is) larger than {whole}{{in}}")],
        "one": [("n", f"the ratio of {text}{together or ' together'} to {whole}{{in}}"), ("n", f"({text})/{whole}{{in}}".replace("(", "").replace(")", "")), ("n", f"the sum of {text} divided by {whole}{{in}}")],
    }.get(kind) or [("n", f"{text}{together or ' together'} as a percentage of {whole}{{in}}"), ("q", f"What percentage of {whole} (are|do) {text} together[ make up]{{in}}?"), ("n", f"the sum of {text} in percent of {whole}{{in}}")]
    return Composed(wish, write, *rng.choice(said))


def condition(rng: random.Random, m) -> Composed:
    """Something is done where a condition holds, something else where it does not."""
    kind = rng.choice(["two", "two", "number", "asymmetry"])
    first = rng.choice(["show", "volume_ml", "mean", "surface_area_mm2", "save", "histogram"])
    second = rng.choice([None, None, "show", "volume_ml", "mean"])
    above = rng.random() < 0.6
    wish = Wish("composed", m.sides() if kind == "asymmetry" else m.pair(0.6) if kind == "two" else (m.target(unknown=0.02),), flag="larger" if above else "smaller")
    if kind != "two":
        wish = m.number_for(wish)
    if first == "save":
        wish = m.path(wish)

    def act(wish: Wish, p: Program, name: str, mask: int) -> None:
        scan = Item(wish.scans[0])
        if name == "show":
            p.show(scan, mask)
        elif name == "save":
            save(wish, p, mask)
        elif name == "histogram":
            p.statement("plot", "(", call("histogram(", scan, mask), ")")
        else:
            p.report(QUANTITIES[name].of(code(scan), code(mask)))

    def write(wish: Wish, p: Program) -> None:
        masks = _Masks(wish, p).all()
        if kind == "asymmetry":
            value, bound = call("abs(", call("asymmetry_index(", *masks)), wish.number_value()
        else:
            value, bound = volume_of(masks[0]), volume_of(masks[1]) if kind == "two" else wish.number_value()
        p.block("if", value, ">" if above else "<", bound)
        act(wish, p, first, masks[0])
        p.end_block()
        if second:
            p.block("else")
            act(wish, p, second, masks[-1])
            p.end_block()

    def said(name: str, noun: str) -> str:
        orders = {"show": f"(show|display) {noun}", "save": f"save {noun} as {{path}}", "histogram": f"plot (the|a) histogram of {noun}"}
        return orders.get(name) or "(report|give me|tell me) " + rng.choice([x for x in QUANTITIES[name].long if "{A's}" not in x]).replace("{A}", noun)

    mine, other = "{A}", "{B}"
    if kind == "asymmetry":
        clause = "the asymmetry [index ]of {both} is " + ("(above|over|larger than|more than)" if above else "(below|under|less than)") + " {n}[ percent|%]{in}"
        mine, other = rng.choice([("the left one", "the right one"), ("the left side", "the right side")])
    elif kind == "two":
        clause = "{A} is " + ("(larger|bigger)" if above else "smaller") + " than {B}{in}"
    else:
        clause = "{A} is " + ("(larger than|more than|above|over)" if above else "(smaller than|less than|below|under)") + " {n}{unit}{in}"
        other = "{A}"
        if rng.random() < 0.6:
            mine = other = "it"
    rest = rng.choice([", otherwise ", ", else ", "; otherwise ", ", if not, "]) + said(second, other) if second else ""
    if second or rng.random() < 0.6:
        return Composed(wish, write, "q", f"(If|When|In case) {clause}, {said(first, mine)}{rest}.")
    if kind == "number":
        mine, clause = "{A}", clause.replace("{A}", "it")
    return Composed(wish, write, "o", f"{said(first, mine)} (if|when|only if|provided that) {clause}")


# MARK: Two scans

def in_both(p: Program, wish: Wish, of: Callable[[int, int], list]) -> list[int]:
    """A number of the structure in each scan."""
    masks = [p.segment(scan, wish.targets[0]) for scan in wish.scans]
    return [p.assign(of(scan, mask), "number", wish.targets[0], "value") for scan, mask in zip(wish.scans, masks)]


def changes_of(wish: Wish, p: Program) -> int:
    first, second = (code(Item(scan)) for scan in wish.scans)
    return p.assign_each("dict", "change", "{}", names_of(wish.targets), lambda name: call(
        "percent_change(", volume_of(segmented(first, phrase_of("", name))), volume_of(segmented(second, phrase_of("", name)))))


def changes(rng: random.Random, m) -> Composed:
    """Percent changes of a list between two visits."""
    kind = rng.choice(["each", "each", "each", "shrank", "shrank", "grew", "most", "rank", "plot", "above"])
    wish = Wish("composed", many(m))
    if kind == "above":
        wish = m.number_for(wish)

    def write(wish: Wish, p: Program) -> None:
        first, second = (code(Item(scan)) for scan in wish.scans)
        if kind == "most":
            values = p.assign_each("dict", "change", "{}", names_of(wish.targets), lambda name: call("abs(", call(
                "percent_change(", volume_of(segmented(first, phrase_of("", name))), volume_of(segmented(second, phrase_of("", name))))))
        else:
            values = changes_of(wish, p)
        if kind == "plot":
            p.statement("plot", "(", values, ")")
        elif kind in ("rank", "above"):
            name = p.loop(call("ascending(", values) if kind == "rank" else code(values))
            if kind == "above":
                p.block("if", call("abs(", item_of(values, name)), ">", wish.number_value())
            p.statement("report", "(", name, ",", item_of(values, name), ")")
            if kind == "above":
                p.end_block()
            p.end_block()
        else:
            report_each(p, values)
            if kind != "each":
                word, function = {"shrank": ("shrank most", "argmin("), "grew": ("grew most", "argmax("), "most": ("changed most", "argmax(")}[kind]
                name_of(p, word, function, values)

    percent = rng.choice([", in percent", " in percent", " (%)", ", in %", ", relative to the first"])
    return Composed(wish, write, *rng.choice({
        "each": [("q", f"How much (did|have) {{list}} change {{between}}{percent}?"), ("n", f"the percent change of {{list}} {{between}}"), ("n", f"the change of {{list}} {{between}}{percent}"),
                 ("q", f"By how many percent (did|have) {{list}} (change|shrink|grow) {{between}}?"), ("n", f"the (volume loss|atrophy|growth) of {{list}} {{between}}{percent}"), ("q", f"{{list}}: percent change {{between}}?"),
                 ("o", f"(compute|report|list) the relative (change|volume change) of {{list}} {{between}}{percent}")],
        "shrank": [("q", "Which of {list} (shrank|lost|declined|atrophied) (the |)most {between}?"), ("q", "Of {list}, which has (shrunk|lost|atrophied) (the |)most {between}?"), ("n", "which of {list} has the (largest|greatest) (loss|atrophy|percent loss) {between}"),
                   ("q", "Which of {list} (lost|shrank) the most {between}, in percent?"), ("n", "the one of {list} that (shrank|lost) most {between}")],
        "grew": [("q", "Which of {list} (grew|increased|expanded) (the |)most {between}?"), ("q", "Of {list}, which has (grown|expanded) most {between}?"), ("n", "which of {list} has the (largest|greatest) (growth|increase) {between}")],
        "most": [("q", "Which of {list} changed (the |)most {between}?"), ("n", "which of {list} has the (largest|greatest) change {between}"), ("q", "Where is the change {between} largest: {list}?")],
        "rank": [("o", "(rank|sort|order) {list} by (atrophy|volume loss|loss) {between}[, largest loss first]"), ("o", "list {list} by percent change {between}, (lowest|most negative) first"), ("n", "a ranking of {list} by their loss {between}")],
        "plot": [("o", "plot the percent change of {list} {between}"), ("o", "(draw|make|show) a bar (chart|plot) of the changes of {list} {between}"), ("o", "plot how much {list} changed {between}, in percent")],
        "above": [("q", "Which of {list} changed by more than {n}( percent|%| %) {between}?"), ("o", "list only those of {list} that changed (by |)more than {n}( percent|%) {between}")],
    }[kind]))


def visits_table(rng: random.Random, m) -> Composed:
    """A table over structures with a column for each visit, or over scans with a column for each structure or side."""
    kind = rng.choice(["change", "change", "both", "scans", "scans", "sides", "sides"])
    wish = Wish("composed", many(m) if kind in ("change", "both") else plain(m, 1, True) if kind == "sides" else many(m))
    saved = rng.random() < 0.25
    if saved:
        wish = m.table_path(wish)
    asymmetric = kind == "sides" and rng.random() < 0.7

    def write(wish: Wish, p: Program) -> None:
        first, second = (code(Item(scan)) for scan in wish.scans)
        if kind in ("change", "both"):
            names = code(p.assign(names_of(wish.targets), "list", None, "structures"))
            volume = lambda scan: lambda name: volume_of(segmented(scan, phrase_of("", name)))
            cells = [(["structure"], names), ([Item(wish.scans[0])], p.each("[]", names, volume(first))), ([Item(wish.scans[1])], p.each("[]", names, volume(second)))]
            if kind == "change":
                cells.append((["change"], p.each("[]", names, lambda name: call("percent_change(", volume(first)(name), volume(second)(name)))))
        else:
            scans = code(p.assign(listed([first, second]), "list", None, "scans"))
            cells = [(["scan"], listed([quoted([Item(scan)]) for scan in wish.scans]))]
            if kind == "scans":
                for target in wish.targets:
                    cells.append((target.words(), p.each("[]", scans, lambda scan, target=target: volume_of(segmented(code(scan), quoted(target.words()))))))
            else:
                part = lambda scan, side: segmented(code(scan), quoted([side, wish.targets[0].name]))
                for side in ("left", "right"):
                    cells.append(([side], p.each("[]", scans, lambda scan, side=side: volume_of(part(scan, side)))))
                if asymmetric:
                    cells.append((["asymmetry"], p.each("[]", scans, lambda scan: call("asymmetry_index(", part(scan, "left"), part(scan, "right")))))
        value = call("table(", dictionary(cells))
        if saved:
            save(wish, p, value, ["volumes"], ".csv")
        else:
            p.print(value)

    what = {"change": "{list} in {each} (and|with) (the |their |)(change|percent change|change in percent)", "both": "{list} in {each}", "scans": "{list} (for|in|of) {each}",
            "sides": "left and right {a}" + (" and (their|the) asymmetry" if asymmetric else "") + " (for|in|of) {each}"}[kind]
    if kind in ("change", "both") and rng.random() < 0.4:
        what = "{list} {between}" + (", (volumes|both volumes) and (percent |)change" if kind == "change" else ", one column (per|for each) scan")
    if saved:
        return Composed(wish, write, "o", rng.choice([f"save a table of {what} (as|to) {{path}}", f"(write|export|put) {what} (in|to|into) {{path}}"]))
    return Composed(wish, write, *rng.choice([("n", f"a table of {what}"), ("o", f"(tabulate|make a table of) {what}"), ("n", f"{what}, as a table"), ("q", f"Table: {what}."), ("o", f"list {what} in a table")]))


def over_time(rng: random.Random, m) -> Composed:
    """A number of one structure in each of two scans, drawn or set against each other."""
    kind = rng.choice(["plot", "plot", "percent", "difference", "ratio", "verdict"])
    quantity = QUANTITIES[rng.choice(["volume_ml", "mean", "surface_area_mm2", "std", "sphericity"] if kind != "plot" else ["volume_ml", "volume_ml", "mean", "surface_area_mm2"])]
    if kind != "plot" and quantity.column == "mL":
        quantity = QUANTITIES["mean"]
    wish = Wish("composed", (m.target(unknown=0),))

    def write(wish: Wish, p: Program) -> None:
        if kind == "plot":
            masks = [p.segment(scan, wish.targets[0]) for scan in wish.scans]
            p.statement("plot", "(", labelled([quantity.of(code(Item(scan)), code(mask)) for scan, mask in zip(wish.scans, masks)]), ")")
            return
        a, b = in_both(p, wish, lambda scan, mask: quantity.of(code(Item(scan)), code(mask)))
        if kind == "percent":
            p.report(call("percent_change(", a, b))
        elif kind == "difference":
            p.report(b, "-", a)
        elif kind == "ratio":
            p.report(b, "/", a)
        else:
            p.report(a)
            p.report(b)
            p.report(b, ">", a)

    short = rng.choice(quantity.short)
    return Composed(wish, write, *rng.choice({
        "plot": [("o", f"plot the {short} of {{A}} (over|in|for|across) {{each}}"), ("o", f"plot {{A's}} {short} {{between}}"), ("o", f"(draw|make) a bar chart of the {short} of {{A}} (in|for) {{each}}"), ("n", f"a plot of the {{a}} {short} over {{each}}")],
        "percent": [("q", f"By how many percent did the {short} of {{A}} change {{between}}?"), ("n", f"the percent change in {short} of {{A}} {{between}}")],
        "difference": [("n", f"the change in {short} of {{A}} {{between}}"), ("q", f"How much did the {short} of {{A}} change {{between}}?")],
        "ratio": [("n", f"the {short} of {{A}} in {{S2}} divided by that in {{S1}}"), ("n", f"the ratio of the {short} of {{A}} in {{S2}} to that in {{S1}}")],
        "verdict": [("q", f"Did the {short} of {{A}} (increase|rise|go up) {{between}}?"), ("q", f"Has the {short} of {{A}} (increased|risen) {{between}}?")],
    }[kind]))


def contrast_of_scans(rng: random.Random, m) -> Composed:
    """Mean intensities of a list in one scan over those in another."""
    wish = Wish("composed", many(m) if rng.random() < 0.6 else (m.target(unknown=0),))

    def write(wish: Wish, p: Program) -> None:
        masks = _Masks(wish, p).all()
        for mask in masks:
            p.report(call("mean(", Item(wish.scans[0]), mask), "/", call("mean(", Item(wish.scans[1]), mask))

    return Composed(wish, write, *rng.choice([
        ("n", "the ratio of the mean (signal|intensity) of {S1} to that of {S2} in {list}"), ("n", "the ratio of {S1} to {S2} (mean intensity|signal|mean) in {list}"), ("q", "{S1} over {S2}: mean signal ratio in {list}?"),
        ("n", "mean {S1} divided by mean {S2} in {list}")]))


def aligned(rng: random.Random, m) -> Composed:
    """One scan is brought onto the other first, then something is measured."""
    kind = rng.choice(["volume", "mean", "dice", "save", "overlap", "difference"])
    affine = rng.random() < 0.2
    wish = Wish("composed", (m.target(unknown=0),))
    if kind == "save":
        wish = m.path(wish)

    def write(wish: Wish, p: Program) -> None:
        moving, fixed = (Item(scan) for scan in wish.scans)
        transform = call("register(", moving, fixed, *([quoted(["affine"])] if affine else []))
        if kind in ("mean", "difference"):
            made = p.assign(call("apply(", transform, moving), "scan", None, "align")
            mask = p.segment(wish.scans[1], wish.targets[0])
            if kind == "difference":
                p.report(call("mean(", fixed, mask), "-", call("mean(", made, mask))
            else:
                p.report(call("mean(", made, mask))
            return
        mask = p.segment(wish.scans[0], wish.targets[0])
        made = p.assign(call("apply(", transform, mask), "mask", wish.targets[0], "carried")
        if kind == "volume":
            p.report(volume_of(made))
        elif kind == "save":
            save(wish, p, made)
        else:
            p.report(call("dice(" if kind == "dice" else "overlap_ml(", made, p.segment(wish.scans[1], wish.targets[0])))

    word = rng.choice(["affinely ", "with an affine registration "]) if affine else rng.choice(["", "", "rigidly "])
    onto = rng.choice([f"{word}(register|align|bring) {{S1}} (to|with|onto) {{S2}}", f"{word}(register|align) {{S1}} and {{S2}}", f"{word}register {{S1}} to {{S2}}"])
    carry = f"{{A}} of {{S1}} {word}(brought|carried|moved|mapped|transformed) (into the space of|onto|to|into) {{S2}}"
    return Composed(wish, write, *rng.choice({
        "volume": [("n", f"the volume of {carry}"), ("q", f"How large is {carry}?"), ("o", f"{onto} and report the volume of {{A}} there")],
        "mean": [("o", f"{onto}, then (report|give|measure) the mean of {{S1}} in {{A}} of {{S2}}"), ("o", f"{onto} and (give|report) its mean intensity in {{A}}"), ("n", "the mean of {A} in {S1} after (registration|alignment|registering it) to {S2}")],
        "difference": [("o", f"{onto} and (report|give) the difference of their means in {{A}}"), ("n", "the difference in mean intensity of {A} between {S2} and {S1} after registration")],
        "dice": [("o", f"{onto} and (report|compute|give) the Dice of {{A}}"), ("n", "the Dice (overlap|coefficient) of {A} in {S1} and {S2} after (registration|alignment)"), ("n", f"the Dice of {carry} with the one there")],
        "overlap": [("o", f"{onto} and (report|give) the overlap of {{A}} in mL"), ("n", "the overlap in mL of {A} in {S1} and {S2} after (registration|alignment)")],
        "save": [("o", f"save {carry} as {{path}}"), ("o", f"{onto} and save the moved {{a}} as {{path}}")],
    }[kind]))


def in_months(rng: random.Random, m) -> Composed:
    """Change per year where the time between is given in months or years."""
    months = rng.random() < 0.7
    wish = m.whole(Wish("composed", (m.target(unknown=0),)), 2, 60) if months else m.small(Wish("composed", (m.target(unknown=0),)), 1, 9)

    def write(wish: Wish, p: Program) -> None:
        first, second = (p.segment(scan, wish.targets[0]) for scan in wish.scans)
        p.report(call("annualized_change(", first, second, code(wish.number_value(), "/", "12") if months else wish.number_value()))

    time = "{n} (months|mo|mths)" if months else "{n} (years|yrs|y)"
    gap = rng.choice([f"if (the scans are {time} apart|{time} lie between them|there are {time} between the visits)", f"with {time} between the (scans|visits)", f"given {time} between the scans", f"over {time}", f"({time} apart)"])
    return Composed(wish, write, *rng.choice([
        ("n", f"the (annual|yearly|annualised|annualized) (change|rate of change|percent change) of {{A}} {gap}"), ("n", f"the (yearly|annual) {{a~}} (growth|loss|atrophy|atrophy rate|change) {gap}"), ("q", f"How much does {{A}} change per year {gap}?"),
        ("q", f"By how many percent a year did {{A}} (shrink|grow|change), {gap}?"), ("n", f"the {{a}} change per year {gap}")]))


def which_of_scans(rng: random.Random, m) -> Composed:
    """In which of two scans something is larger."""
    quantity = QUANTITIES[rng.choice(["mean", "mean", "snr", "snr", "std", "surface_area_mm2", "sphericity", "median"])]
    larger = rng.random() < 0.7
    wish = Wish("composed", (m.target(unknown=0),))

    def write(wish: Wish, p: Program) -> None:
        a, b = in_both(p, wish, lambda scan, mask: quantity.of(code(Item(scan)), code(mask)))
        p.report(a)
        p.report(b)
        for header, scan in ((("if", a, ">" if larger else "<", b), wish.scans[0]), (("else",), wish.scans[1])):
            p.block(*header)
            p.verdict(["highest" if larger else "lowest"], [Item(scan)])
            p.end_block()

    word = rng.choice(["higher", "larger", "greater"] if larger else ["lower", "smaller"])
    short = rng.choice(quantity.short)
    return Composed(wish, write, *rng.choice([
        ("q", f"In which (scan|image|one) is the {short} of {{A}} {word}[, {{S1}} or {{S2}}]?"), ("q", f"Which (scan|image) has the {word} {short} (in|of) {{A}}[, {{S1}} or {{S2}}]?"), ("n", f"which of {{S1}} and {{S2}} has the {word} {short} in {{A}}"),
        ("q", f"Where is the {short} of {{A}} {word}, in {{S1}} or in {{S2}}?")]))


def sides_differ(rng: random.Random, m) -> Composed:
    """Whether the sides differ by more than so many percent."""
    wish = m.number_for(Wish("asymmetry_above", m.sides()))

    def write(wish: Wish, p: Program) -> None:
        value = p.assign(call("asymmetry_index(", *_Masks(wish, p).all()), "number", replace(wish.targets[0], side=None), "asymmetry")
        p.report(value)
        p.report(call("abs(", value), ">", wish.number_value())

    return Composed(wish, write, *rng.choice([
        ("q", "Do {both} differ by more than {n}( percent|%| %){in}?"), ("n", "whether {both} differ by more than {n}( percent|%){in}"), ("q", "Is the difference between {both} (larger|more|greater) than {n}( percent|%){in}?"),
        ("q", "Is there more than {n}( percent|%) difference between {both}{in}?"), ("q", "Do {both} differ in volume by (over|more than) {n} percent{in}?")]))


ONE_SCAN: list[tuple[float, Callable]] = [
    (14, region), (9, single), (6, share), (5, how_much_of), (7, relative), (3, far_off), (3, masked), (7, acted), (8, ranked), (9, extreme), (5, compare_two), (5, nearest), (8, filtered), (5, asymmetries),
    (7, bars), (12, tabled), (7, shares), (6, sums), (6, condition), (3, scaled), (5, chained), (3, changed_then_cut), (3, slice_off), (5, grids), (3, sides_differ),
]
TWO_SCANS: list[tuple[float, Callable]] = [(8, changes), (6, visits_table), (4, over_time), (3, contrast_of_scans), (5, aligned), (5, in_months), (4, which_of_scans)]


def drawn(rng: random.Random, table: list[tuple[float, Callable]], m) -> Composed:
    return rng.choices([f for _, f in table], [w for w, _ in table])[0](rng, m)


def request(rng: random.Random, m) -> Composed:
    """A request about one scan."""
    return drawn(rng, ONE_SCAN, m)


def request_of_two(rng: random.Random, m) -> Composed:
    """A request about two scans, the first and the second."""
    return drawn(rng, TWO_SCANS, m)
