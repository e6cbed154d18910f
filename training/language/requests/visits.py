"""Two scans: changes, tables, comparisons, alignment."""

from __future__ import annotations

import random
from collections.abc import Callable

from ..composed import Composed
from ..programs import Item, Program, call, code, dictionary, item_of, listed, names_of, phrase_of, quoted, segmented, volume_of
from ..quantities import QUANTITIES
from ..tasks import Wish, _Masks, labelled, name_of, report_each, save
from .common import many, plain


def in_both(p: Program, wish: Wish, of: Callable[[int, int], list]) -> list[int]:
    """A number of the structure in each scan."""
    masks = [p.segment(scan, wish.targets[0]) for scan in wish.scans]
    return [p.assign(of(scan, mask), "number", wish.targets[0], "value") for scan, mask in zip(wish.scans, masks)]


def changes_of(wish: Wish, p: Program, sizes: bool = False) -> int:
    """Percent changes by name; ``sizes``: without their signs."""
    first, second = (code(Item(scan)) for scan in wish.scans)

    def change(name: int) -> list:
        value = call("percent_change(", *(volume_of(segmented(scan, phrase_of("", name))) for scan in (first, second)))
        return call("abs(", value) if sizes else value

    return p.assign_each("dict", "change", "{}", names_of(wish.targets), change)


def changes(rng: random.Random, m) -> Composed:
    """Percent changes of a list between two visits."""
    kind = rng.choice(["each", "each", "each", "shrank", "shrank", "grew", "most", "rank", "plot", "above"])
    wish = Wish("composed", many(m))
    if kind == "above":
        wish = m.number_for(wish)

    def write(wish: Wish, p: Program) -> None:
        values = changes_of(wish, p, sizes=kind == "most")
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
