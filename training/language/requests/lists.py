"""Several structures: ranked, filtered, tabled, drawn, set against each other."""

from __future__ import annotations

import random
from dataclasses import replace

from ..composed import Composed
from ..programs import Item, Program, Target, call, code, dictionary, item_of, names_of, phrase_of, quoted, segmented, volume_of
from ..quantities import LISTED, QUANTITIES, RANKED
from ..tasks import Wish, _Masks, asymmetry_of, kept_percents, name_of, report_each, save
from .common import ASCENDING, DESCENDING, WHOLES, many, pick, plain, values_of


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
    if rng.random() < 0.3:
        text = rng.choice(["structure, ", "name, ", "structure name, ", "the structure, "]) + text
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
