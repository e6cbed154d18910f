"""Follow-ups that lean on several turns, on an image or a number of the turn before: "plot all three", "with 3 mm", "in there".

Their programs point at what earlier programs left in the workspace wherever they can.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from . import tasks
from .examples import (
    Example, FollowUp, Maker, Retry, Speaker, ask_or_program, composition, finish_prompt, leave_behind,
)
from .programs import Item, Program, Target, call, code, dictionary, finish, listed, quoted, volume_of
from .quantities import QUANTITIES, REGIONS, Quantity
from .requests.common import DESCENDING, WHOLES
from .tasks import IMAGE_CHANGES, MASK_CHANGES, Wish, labelled, name_of, report_each, save
from .ways import frames

# What a task measures, for the turn after it.
MEASURES = {
    "volume": "volume_ml", "volumes": "volume_ml", "compare": "volume_ml", "is_larger": "volume_ml", "is_smaller": "volume_ml", "which_larger": "volume_ml", "total": "volume_ml", "difference": "volume_ml",
    "volume_mean": "volume_ml", "show": "volume_ml", "show_many": "volume_ml", "ratio": "volume_ml", "mean": "mean", "means": "mean", "is_brighter": "mean", "is_darker": "mean", "which_brighter": "mean", "mean_difference": "mean", "median": "median", "std": "std",
    "maximum": "maximum", "minimum": "minimum", "surface": "surface_area_mm2", "surfaces": "surface_area_mm2", "surface_pair": "surface_area_mm2", "diameter": "diameter_mm", "sphericity": "sphericity", "snr": "snr",
}
COUNTS = {2: ["both", "the two", "both of them", "the two of them", "these two"], 3: ["all three", "the three", "all three of them", "these three"], 4: ["all four", "the four", "all four of them"]}


class Turn:
    """Makes one more turn after ``before``; raises ``Retry`` where that makes no sense."""

    def __init__(self, rng: random.Random, held_out: bool, before: Example) -> None:
        self.rng, self.held_out, self.m, self.before = rng, held_out, Maker(rng, held_out), before
        self.entries = leave_behind(before.program, before.entries)
        self.earlier = [*before.earlier, before.turn][-3:]
        new = len(before.entries)
        self.last = [i for i, e in enumerate(self.entries) if e.kind == "mask" and i >= new and e.target]
        # Masks of the whole conversation: of the turns before, those that followed the scans.
        self.all = [i for i, e in enumerate(self.entries) if e.kind == "mask" and e.target] if before.spoken_masks else self.last
        self.image = next((i for i in range(len(self.entries) - 1, new - 1, -1) if self.entries[i].kind == "image"), None)
        self.scan = before.wish.scans[0]

    def say(self, wish: Wish, write: Callable[[Program], None], form: str, pattern: str, name: str) -> Example:
        speaker = Speaker(self.rng, self.entries, wish, self.m.texts)
        text = speaker.say(form, pattern, "Q" if form == "q" else self.rng.choice(frames(form, self.held_out)))
        if self.rng.random() < 0.25 and form != "q":
            text = self.rng.choice(["and ", "now ", "then ", "ok, ", "and now ", "so "]) + text[:1].lower() + text[1:]
        prompt, spans, mentions = finish_prompt(self.rng, text, 0.04)
        if len(spans) != len(self.m.texts):
            raise Retry
        program = Program()
        write(program)
        if not wish.masks:
            mentions = {n: place for n, place in mentions.items() if n < len(wish.targets)}
        example = Example(prompt, self.entries, self.earlier, finish(program), spans, name, wish, program, mentions)
        example.spoken_masks = self.before.spoken_masks
        return example

    def measured(self) -> Quantity:
        return QUANTITIES[MEASURES.get(self.before.wish.task, "volume_ml")]

    def number(self, quantity: Quantity, index: int) -> list:
        return quantity.of(code(Item(self.scan)), code(Item(index)))

    def several(self, low: int = 2, high: int = 4) -> list[int]:
        """The masks that "them" means."""
        one_scan = len(self.before.wish.scans) == 1
        chosen = self.all if len(self.all) > len(self.last) and len(self.last) == 1 else self.last
        if not one_scan or not low <= len(chosen) <= high or len({self.entries[i].target for i in chosen}) < len(chosen):
            raise Retry
        return chosen

    def them(self, count: int) -> str:
        return self.rng.choice(["them", "them all" if count > 2 else "them both", "these", "those", *COUNTS[count]])

    # MARK: Turns about several masks

    def theirs(self) -> Example:
        """Another measure of what was just measured."""
        chosen = self.last
        if not 1 <= len(chosen) <= 4 or len(self.before.wish.scans) != 1 or any(self.entries[i].target.span is not None for i in chosen):
            raise Retry
        old = MEASURES.get(self.before.wish.task)
        key = self.rng.choice([k for k in ("volume_ml", "surface_area_mm2", "mean", "mean", "median", "std", "std", "sphericity", "diameter_mm", "maximum", "minimum", "snr", "iqr", "cv", "voxels", "axial") if k != old])
        quantity = QUANTITIES[key]

        def write(p: Program) -> None:
            for index in chosen:
                p.report(self.number(quantity, index))

        short, plural = self.rng.choice(quantity.short), self.rng.choice(quantity.plural or quantity.short)
        word = plural if len(chosen) > 1 else short
        owner = self.rng.choice(["their ", "the "] if len(chosen) > 1 else ["its ", "the "])
        forms = [f"and {owner}{word}?", f"what about {owner}{word}?", f"now {owner}{word}", f"{owner}{word} too", f"{owner}{word} as well[ please]", f"and the {short}?", f"same with the {short}", f"also {owner}{word}[, please]"]
        if old in ("mean", "median", "std", "maximum", "minimum") and quantity.intensity:
            forms += [f"the {short} instead", f"use the {short}[ instead]", f"{short} rather than (mean|that)", f"no, the {short}", f"I (meant|wanted) the {short}"] * 2
        if old == "diameter_mm" and key != "axial" and self.rng.random() < 0.6:
            quantity = QUANTITIES["axial"]
            forms = ["in the axial plane", "(only |)in the axial plane[ please]", "and in the axial plane?", "in-plane[, axial]", "the axial one", "axial instead"]
        return self.say(Wish("their", masks=tuple(chosen)), write, "q", self.rng.choice(forms), "their")

    def together(self, kind: str = "") -> Example:
        """What to do with all of them."""
        chosen = self.several()
        quantity = self.measured()
        kind = kind or self.rng.choice(["plot", "plot", "sum", "mean", "table", "percent", "percent", "which", "which", "rank", "show"])
        if kind in ("sum", "mean", "percent"):
            quantity = QUANTITIES["volume_ml"]
        if kind in ("which",) and not quantity.most:
            raise Retry
        targets = tuple(self.entries[i].target for i in chosen)
        if any(t.span is not None for t in targets):
            raise Retry
        whole = Target(self.rng.choice(WHOLES))
        down = not quantity.least or self.rng.random() < 0.65
        count = len(chosen)
        them = self.them(count)

        def by_label() -> list:
            return labelled([self.number(quantity, index) for index in chosen])

        def write(p: Program) -> None:
            if kind == "plot":
                p.statement("plot", "(", by_label(), ")")
            elif kind in ("sum", "mean"):
                total = volume_of(Item(chosen[0]))
                for index in chosen[1:]:
                    total = code(total, "+", volume_of(Item(index)))
                p.report(*(("(", total, ")", "/", str(count)) if kind == "mean" else total))
            elif kind == "table":
                p.print(call("table(", dictionary([(["structure"], listed([quoted(t.words()) for t in targets])), ([quantity.column], listed([self.number(quantity, index) for index in chosen]))])))
            elif kind == "percent":
                total = code(p.assign(volume_of(call("segment(", Item(self.scan), quoted(whole.words()))), "number", whole, "volume"))
                for index in chosen:
                    p.report("100", "*", volume_of(Item(index)), "/", total)
            elif kind == "show":
                p.show(Item(self.scan), listed([Item(index) for index in chosen]))
            else:
                values = p.assign(by_label(), "dict", None, quantity.column)
                if kind == "which":
                    name_of(p, quantity.words[not down], "argmax(" if down else "argmin(", values)
                else:
                    report_each(p, values, call("descending(", values))

        word = self.rng.choice(quantity.most if down else quantity.least) if kind == "which" else ""
        more = self.rng.choice((quantity.more if down else quantity.less) or ("",)).removesuffix(" than").removesuffix(" to") if kind == "which" else ""
        pattern = self.rng.choice({
            "plot": [f"plot {them}", f"plot {them} as bars", f"a bar chart of {them}", f"(draw|make) a bar (chart|plot) of {them}", f"show {them} as a bar chart", "plot (that|this)", f"graph {them}"],
            "sum": [f"add {them} up", f"sum {them}", f"what is the sum of {them}?", f"{them} together?", "and in total?", "the total of these", "the sum[ please]", f"what do {them} add up to?"],
            "mean": [f"the average of {them}", f"average {them}", "and on average?", "what is their average volume?"],
            "table": [f"{them} (as|in) a table", "put (that|them|these) (in|into) a table", "as a table[ please]", f"make a table of {them}", f"tabulate {them}"],
            "percent": [f"{them} as a percentage of {{W}}", "each as a percentage of {W}", f"express {them} in percent of {{W}}", "as (a percentage|percent) of {W}", "relative to {W}, in percent", f"how many percent of {{W}} are {them}?", "(each |)in percent of {W}",
                        "as a percentage of {W}, each"],
            "show": [f"show {them} together", f"show {them} in one picture", f"overlay {them}", f"display {them}[ on the scan]"],
            "which": [f"which (one |of them |of these |)is [the ]{word}?", f"which is {more}?" if count == 2 and more else f"which one is [the ]{word}?", f"the {word} of {them}?", f"and which is the {word}?"],
            "rank": [f"sort {them}, {self.rng.choice(DESCENDING)}", f"rank {them}", f"{them}, {self.rng.choice(DESCENDING)}", f"put {them} in order, {self.rng.choice(DESCENDING)}"],
        }[kind])
        wish = Wish("together", (*targets, whole) if kind == "percent" else targets, masks=tuple(chosen))
        return self.say(wish, write, "q", pattern, "together")

    def of_the_sum(self) -> Example:
        """A sum that was just made, as a percentage."""
        chosen = self.before.wish.masks
        whole = Target(self.rng.choice(WHOLES))

        def write(p: Program) -> None:
            total = volume_of(Item(chosen[0]))
            for index in chosen[1:]:
                total = code(total, "+", volume_of(Item(index)))
            p.report("100", "*", "(", total, ")", "/", volume_of(p.segment(self.scan, whole)))

        pattern = self.rng.choice(["as (a percentage|percent) of {A}", "in percent of {A}", "(and |)relative to {A}, in percent?", "what percentage of {A} is that?", "express that in percent of {A}", "how many percent of {A} is (it|that)?"])
        return self.say(Wish("of_the_sum", (whole,)), write, "q", pattern, "of_the_sum")

    def differing(self) -> Example:
        """How much two that were measured differ."""
        chosen = self.several(2, 2)
        quantity = self.measured()
        percent = self.rng.random() < 0.6
        last = self.rng.random() < 0.7

        def write(p: Program) -> None:
            a, b = (self.number(quantity, index) for index in chosen)
            if percent:
                p.report(call("percent_change(", *((b, a) if last else (a, b))))
            else:
                p.report(code(a, "-", b))

        base = self.entries[chosen[1 if last else 0]].target
        other = self.rng.choice(["the second one", "the latter", "the other"] if last else ["the first one", "the former"])
        if base.side and len({self.entries[i].target.name for i in chosen}) == 1:
            other = f"the {base.side} one"
        pattern = self.rng.choice([f"by how many percent of {other} do they differ?", f"the difference in percent of {other}", f"how much do they differ, in percent of {other}?", f"percent difference relative to {other}"] if percent
                                  else ["how much do they differ?", "and the difference?", "what is the difference[ between the two]?", "by how much do they differ?"])
        return self.say(Wish("differing", masks=tuple(chosen)), write, "q", pattern, "differing")

    # MARK: Turns about the last mask

    def region(self) -> Example:
        """A part of the last mask, measured or shown as the mask was."""
        if len(self.last) != 1 or len(self.before.wish.scans) != 1 or self.before.wish.task not in ("volume", "mean", "show", "std", "median", "volume_mm3", "surface", "count", "maximum"):
            raise Retry
        key = self.rng.choice(["above", "below", "near", "without", "without", "core", "grown", "inner", "rim"])
        made = REGIONS[key]
        two = "b" in made.needs
        targets = (self.m.target(unknown=0),) if two else ()
        wish = Wish("region", targets)
        if "n" in made.needs.split():
            wish = self.m.intensities(wish)
        if "r" in made.needs.split():
            wish = self.m.small(wish, 1, 9)
        quantity = QUANTITIES[MEASURES.get(self.before.wish.task, "volume_ml")]
        mine = self.last[0]

        def write(p: Program) -> None:
            other = code(p.segment(self.scan, targets[0])) if two else None
            scan = code(Item(self.scan))
            mask = p.assign(made.of(scan, code(Item(mine)), other, wish), "mask", self.entries[mine].target, key)
            if self.before.wish.task == "show":
                p.show(Item(self.scan), mask)
            elif self.before.wish.task == "count":
                p.report(call("count(", mask))
            else:
                p.report(quantity.of(scan, code(mask)))

        pattern = self.rng.choice({
            "above": ["only (what is|the part|the voxels) above {n}", "(and |)above {n}?", "just the part brighter than {n}"], "below": ["only (what is|the part|the voxels) below {n}", "(and |)below {n}?"],
            "near": ["only (the part|what lies|those) within {n} mm of {A}", "(and |)within {n} mm of {A}?"], "without": ["without {A}", "but without {A}", "(and |)excluding {A}?", "leave out {A}", "minus {A}", "not counting {A}"],
            "core": ["after (eroding|shrinking) it by {n} mm", "eroded by {n} mm", "(and |)without its outer {n} mm?", "erode it by {n} mm first"], "grown": ["after (dilating|growing) it by {n} mm", "dilated by {n} mm", "dilate it by {n} mm first"],
            "inner": ["only its outer {n} mm", "just the outermost {n} mm of it"], "rim": ["(and |)in the {n} mm around it?", "the same for the {n} mm around it", "(and |)for a rim of {n} mm around it?"],
        }[key])
        return self.say(wish, write, "q", pattern, "region")

    def again(self) -> Example:
        """The same with another number."""
        task = self.before.wish.task
        mask = self.last[0] if len(self.last) >= 1 else None
        wish = Wish("again")
        acts = ("dilate", "erode", "opening", "closing")
        stem, _, act = task.rpartition("_")
        if task == "histogram" and mask is not None:
            wish = self.m.whole(wish, 4, 80)
            words = ["with {n} bins", "(use|take|in) {n} bins", "(and |)with {n} bins?", "{n} bins please", "make it {n} bins"]
            write = lambda p: p.statement("plot", "(", call("histogram(", Item(self.scan), Item(mask), wish.number_value()), ")")
        elif stem in acts and act in ("show", "volume") and mask is not None:
            wish = self.m.small(wish, 1, 9)
            words = ["with {n} mm", "(and|now) (by|with) {n} mm", "{n} mm instead", "by {n} mm instead", "make it {n} mm", "try {n} mm", "(and |)with {n} mm?"]

            def write(p: Program) -> None:
                value = MASK_CHANGES[stem](wish, Item(mask))
                if act == "volume":
                    p.report(volume_of(value))
                else:
                    p.show(Item(self.scan), p.assign(value, "mask", self.entries[mask].target, stem))
        elif stem in ("smooth", "median_filter", "resample") and act == "show":
            wish = self.m.small(wish, 1, 9)
            words = ["with {n} mm", "(and|now) with {n} mm", "{n} mm instead", "with {n} mm instead", "make (it|that) {n} mm", "try {n} mm"]
            write = lambda p: p.show(p.assign(IMAGE_CHANGES[stem](wish, Item(self.scan)), "scan", None, stem))
        elif task in ("threshold_image_show", "threshold_image_volume"):
            wish = self.m.intensities(wish)
            words = ["(and |)above {n}?", "above {n} instead", "with a threshold of {n}", "at {n} instead", "try {n}", "(and|now) at {n}"]

            def write(p: Program) -> None:
                value = call("threshold(", Item(self.scan), wish.number_value())
                if task.endswith("volume"):
                    p.report(volume_of(value))
                else:
                    p.show(Item(self.scan), p.assign(value, "mask", None, "mask"))
        elif task == "percentile" and mask is not None:
            wish = self.m.whole(wish, 1, 99)
            words = ["the {n}th", "(and |)the {n}th?", "the {n}th percentile[ instead]", "(and|now) the {n}th percentile"]
            write = lambda p: p.report(call("percentile(", Item(self.scan), Item(mask), wish.number_value()))
        else:
            raise Retry
        return self.say(wish, write, "q", self.rng.choice(words), "again")

    def variant(self) -> Example:
        """The same by another definition."""
        task, masks = self.before.wish.task, self.last
        two = {"distance": ("centroid_distance", ["centre to centre( instead|)", "(between|from) (their|the) (centres|centroids)( instead|)", "(and |)between the centroids?", "measured between the centres"]),
               "centroid_distance": ("distance", ["surface to surface( instead|)", "edge to edge( instead|)", "(and |)between the nearest (edges|surfaces)?", "(between|from) their surfaces( instead|)", "the shortest distance instead", "from border to border"]),
               "hausdorff": ("hausdorff95", ["the 95th percentile( of it|)( instead|)", "(and |)the 95 percent (version|one)?", "the robust one (instead|please)"]),
               "dice": ("jaccard", ["Jaccard( instead|)", "(and |)the Jaccard( index|)?", "as Jaccard index"]), "jaccard": ("dice", ["Dice( instead|)", "(and |)the Dice?", "as Dice( coefficient|)"])}
        if task in two and len(masks) == 2:
            new, words = two[task]
            wish = Wish(new, tuple(self.entries[i].target for i in masks), (self.scan,), tuple(masks))
        elif task == "diameter" and len(masks) == 1:
            new, words = "axial_diameters", ["(the |)longest and perpendicular in the axial plane", "both axial diameters", "(and |)the two axial diameters?", "axial, longest and perpendicular"]
            wish = Wish(new, (self.entries[masks[0]].target,), (self.scan,), tuple(masks))
        elif task in ("volume", "volumes") and masks and len(self.before.wish.scans) == 1:
            chosen = masks
            return self.say(Wish("in mm3", masks=tuple(chosen)), lambda p: [p.report(call("volume_mm3(", Item(i))) for i in chosen], "q",
                            self.rng.choice(["(and |)in mm3", "in cubic millimetres( please|)", "in mm³", "(give me|I want) (that|it|them) in mm3", "mm3 instead", "(and |)in mm^3?"]), "in_mm3")
        else:
            raise Retry
        return self.say(wish, lambda p: tasks.TASKS[wish.task](wish, p), "q", self.rng.choice(words), "variant")

    # MARK: Turns about an image

    def in_there(self) -> Example:
        """A measure in the image that the last program made, or the image shown or saved."""
        if self.image is None:
            raise Retry
        kind = self.rng.choice(["measure", "measure", "measure", "show", "save", "threshold"])
        wish = Wish("in_there")
        image = Item(self.image)
        if kind == "measure":
            wish = Wish("in_there", (self.m.target(unknown=0),))
            quantity = QUANTITIES[self.rng.choice(["mean", "mean", "std", "median", "maximum", "snr"])]
            write = lambda p: p.report(quantity.of(code(image), code(p.segment(self.scan, wish.targets[0]))))
            short = self.rng.choice(quantity.short)
            pattern = self.rng.choice([f"(the |){short} (of|in) {{A}} (in there|there|in it|in that|in this image|in the result|in the new image)", f"(and |)what is the {short} of {{A}} in (there|it|that image|the result)?", f"{{A}} {short} (in there|in that one|in it)?",
                                       f"now the {short} of {{A}} in (it|that)", f"(measure|report) the {short} of {{A}} in (it|that image|there)"])
        elif kind == "show":
            write = lambda p: p.show(image)
            pattern = self.rng.choice(["show (it|that|me that|the result|me the result)", "(display|view) (it|the result)", "let me see (it|that)", "can I see it?", "show me"])
        elif kind == "save":
            wish = self.m.path(wish)
            write = lambda p: save(wish, p, image)
            pattern = self.rng.choice(["save (it|that|the result) (as|to) {path}", "(write|export) (it|that) (as|to) {path}", "keep (it|that) as {path}"])
        else:
            wish = self.m.intensities(wish)
            write = lambda p: p.show(image, p.assign(call("threshold(", image, wish.number_value()), "mask", None, "mask"))
            pattern = self.rng.choice(["threshold it at {n}", "what is above {n} in (it|there)? show me", "show what is above {n} in it"])
        return self.say(wish, write, "q", pattern, "in_there")

    def saved(self) -> Example:
        """The masks of the last turn into a file."""
        if len(self.last) != 1:
            raise Retry
        wish = self.m.path(Wish("saved", (self.entries[self.last[0]].target,), masks=tuple(self.last)))
        pattern = self.rng.choice(["save (it|that|them|the mask|this) (as|to|under) {path}", "(write|export|store) (it|them|that) (as|to) {path}", "save as {path}", "(and |)save (it|them) as {path}[, please]", "keep it as {path}"])
        return self.say(wish, lambda p: save(wish, p, Item(self.last[0])), "q", pattern, "saved")

    def of_dict(self) -> Example:
        """What to do with numbers that a program kept by name."""
        found = [i for i, e in enumerate(self.entries) if e.kind == "dict" and i >= len(self.before.entries)]
        if len(found) != 1:
            raise Retry
        pattern = self.rng.choice(["plot (them|that|these|this|it)", "plot (them|that) as bars", "as a bar chart", "(draw|make) a bar chart of (them|that)"])
        return self.say(Wish("of_dict"), lambda p: p.statement("plot", "(", Item(found[0]), ")"), "q", pattern, "of_dict")


KINDS = [(5, "theirs"), (9, "together"), (2, "differing"), (4, "region"), (4, "again"), (4, "variant"), (4, "in_there"), (3, "saved"), (2, "of_dict"), (2, "of_the_sum")]
# What each kind follows, so that few draws are lost.
IMAGES = {"smooth_show", "median_filter_show", "normalize_show", "bias_correct_show", "skull_strip_show", "gradient_show", "clip_show", "resample_show"}
NUMBERED = {"histogram", "dilate_show", "erode_show", "opening_show", "closing_show", "dilate_volume", "erode_volume", "smooth_show", "median_filter_show", "resample_show", "threshold_show", "threshold_volume", "percentile"}
VARIED = {"distance", "centroid_distance", "hausdorff", "dice", "jaccard", "diameter", "volume", "volumes"}
MANY = {"volume", "volumes", "both", "means", "mean", "std", "median", "compare", "which_larger", "surfaces", "surface", "show_many", "is_larger"}
WANTED = {"in_there": IMAGES, "again": NUMBERED, "variant": VARIED, "together": MANY, "theirs": MANY | {"diameter"}, "differing": MANY, "region": {"volume", "mean", "show", "std", "median", "count"}, "saved": {"volume", "show", "mean"}}


def conversation(rng: random.Random, held_out: bool) -> Example:
    """One more turn of a conversation about what is in the workspace."""
    kind = rng.choices([k for _, k in KINDS], [w for w, _ in KINDS])[0]
    while True:
        try:
            before = summed(rng) if kind == "of_the_sum" else composition(rng, False) if kind == "of_dict" else ask_or_program(rng, False, rng.choice(sorted(WANTED[kind])), bare=True)
        except Retry:
            continue
        if not usable(before):
            continue
        before.spoken_masks = True
        if kind in ("together", "theirs", "differing", "variant", "saved") and rng.random() < 0.6:
            before = continued(rng, before)
        try:
            return getattr(Turn(rng, held_out, before), kind)()
        except Retry:
            continue


def summed(rng: random.Random) -> Example:
    """Volumes, and then their sum."""
    before = ask_or_program(rng, False, rng.choice(["volumes", "both"]), bare=True)
    if not usable(before):
        raise Retry
    before.spoken_masks = True
    made = Turn(rng, False, before).together("sum")
    return made


def continued(rng: random.Random, before: Example) -> Example:
    """One or two plain follow-ups more: "and the right one?", "same for the putamen"."""
    for _ in range(rng.choice([1, 1, 2])):
        for _ in range(8):
            try:
                made = FollowUp(rng, False, before).make(rng.choice(["side", "structure", "structure"]))
            except Retry:
                continue
            if usable(made) and not made.task.startswith("correct"):
                made.spoken_masks = True
                before = made
                break
    return before


def usable(example: Example) -> bool:
    return bool(example.program and example.wish and all(t.span is None for t in example.wish.targets))
