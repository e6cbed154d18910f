"""One structure or a region made of some."""

from __future__ import annotations

import random
from dataclasses import replace

from ..composed import Composed
from ..programs import Item, Program, Target, call, code, quoted, volume_of
from ..quantities import ONLY_VOLUMES, QUANTITIES, REGIONS, SINGLE
from ..tasks import Wish, _Masks, save
from .common import needs


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
            if key in ONLY_VOLUMES:
                # What gives any kind of image stands in no place of a mask.
                value = [p.assign(value, "mask", wish.targets[0], key)]
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
            p.report(call("snr(", scan, masks[0], masks[1]))
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
        "air": [("n", "the SNR of {A} (against|relative to|using) (the background|air|the air outside[ of] the head) (noise|as noise|)[{in}]"), ("n", "the signal-to-noise ratio of {A} with the (air|background) as noise{in}"),
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


def quotient(rng: random.Random, m) -> Composed:
    """One thing's number over another's."""
    quantity = QUANTITIES[rng.choice(["width", "width", "height", "length", "surface_area_mm2", "std", "median", "diameter_mm", "maximum", "volume_ml", "voxels"])]
    wish = Wish("composed", m.pair(0.3))

    def write(wish: Wish, p: Program) -> None:
        a, b = _Masks(wish, p).all()
        scan = code(Item(wish.scans[0]))
        p.report(quantity.of(scan, code(a)), "/", quantity.of(scan, code(b)))

    short = rng.choice(quantity.short)
    return Composed(wish, write, *rng.choice([
        ("n", f"the {short} of {{A}} divided by (that|the {short}) of {{B}}{{in}}"), ("n", f"the ratio of the {short} of {{A}} to that of {{B}}{{in}}"), ("n", f"the {short} ratio of {{A}} to {{B}}{{in}}"),
        ("o", f"divide the {short} of {{A}} by that of {{B}}{{in}}"), ("q", f"{{A}} to {{B}}{{in}}: ratio of the {short}?")]))


def between_sides(rng: random.Random, m) -> Composed:
    """How far the two sides of a structure are apart."""
    centres = rng.random() < 0.35
    wish = Wish("composed", m.sides())

    def write(wish: Wish, p: Program) -> None:
        p.report(call("distance_mm(", *_Masks(wish, p).all(), *([quoted(["centroids"])] if centres else [])))

    how = rng.choice([", centre to centre", " between their centres", ", from centroid to centroid", " (centroids)"]) if centres else rng.choice(["", "", "", ", edge to edge", ", surface to surface"])
    return Composed(wish, write, *rng.choice([("n", f"the distance between {{both}}{{in}}{how}"), ("q", f"How far apart are {{both}}{{in}}{how}?"), ("n", f"how far {{both}} are apart{{in}}{how}"),
                                              ("n", f"the distance from one {{a}} to the other{{in}}{how}"), ("q", f"How far is it from the left to the right {{a}}{{in}}{how}?")]))


def pieces_near(rng: random.Random, m) -> Composed:
    """How many pieces lie near, far from or in something."""
    key = rng.choice(["near", "near", "far", "common"])
    a = Target("white matter lesion", rng.choice([None, None, "left", "right"])) if rng.random() < 0.75 else m.target(unknown=0)
    b = m.target(unknown=0)
    wish = needs(m, Wish("composed", (a, b)), REGIONS[key].needs)
    if a == b:
        wish = wish.changed(targets=(Target("white matter lesion"), Target("lateral ventricle")))

    def write(wish: Wish, p: Program) -> None:
        masks = _Masks(wish, p).all()
        p.report(call("count(", REGIONS[key].of(code(Item(wish.scans[0])), code(masks[0]), code(masks[1]), wish)))

    lies = {"near": "(are|lie) (within|closer than|no further than) {n} mm (of|from|to) {B}", "far": "(are|lie) more than {n} mm from {B}", "common": "(are|lie) (in|inside|within) {B}"}[key]
    noun = rng.choice(["lesions", "white matter lesions", "WMHs", "hyperintensities"]) if wish.targets[0].name == "white matter lesion" and not wish.targets[0].side else "pieces of {A}"
    return Composed(wish, write, *rng.choice([("q", f"How many {noun} {lies}{{in}}?"), ("n", f"the number of {noun} that {lies}{{in}}"), ("o", f"count the {noun} that {lies}{{in}}")]))
