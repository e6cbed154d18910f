"""Training examples: a workspace, a prompt in somebody's words, and the actions to write.

``generate(rng, held_out)`` puts together a task (``tasks``), a way to say it (``ways``), names and sides as
people write them (``anatomy``), scans, distractors and noise.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from . import anatomy, tasks
from .composed import Composed, composed
from .programs import Item, Program, Target, answer, finish
from .requests import request, request_of_two
from .tasks import Wish
from .tokens import CODE_IDS, FUNCTIONS, SIDES, TOKENS
from .ways import CLOSERS, OPENERS, REFUSALS, frames, is_held_out, ways

# Private-use characters mark the spans that programs copy, until the prompt is finished.
SPAN = 0xE000


def mark(text: str, index: int) -> str:
    return chr(SPAN + 2 * index) + text + chr(SPAN + 2 * index + 1)


# Others mark where each structure is mentioned: training shows the decoder where to look.
MENTION = 0xE100


def mention_mark(text: str, *targets: int) -> str:
    for n in targets:
        text = chr(MENTION + 2 * n) + text + chr(MENTION + 2 * n + 1)
    return text


MARKS = re.compile("[\ue000-\ue1ff]")


@dataclass
class Entry:
    """A name of the workspace."""

    name: str
    kind: str
    details: str = ""
    mentions: tuple[str, ...] = ()
    t1: bool = False
    family: str = ""
    """Of scans: modality, "visit" or "subject"."""
    target: Target | None = None

    @property
    def description(self) -> str:
        return " ".join(filter(None, [self.name, self.kind, self.details]))

    def place(self, prompt: str) -> tuple[int, int] | None:
        """Where a prompt writes the name, word for word (underscores may be spaces)."""
        name = re.escape(self.name.lower())
        match = re.search(rf"(?<![\w]){name}(?![\w])|(?<![\w]){name.replace('_', ' ')}(?![\w])", prompt.lower())
        return match.span() if match else None


@dataclass
class Example:
    prompt: str
    entries: list[Entry]
    earlier: list[str]
    actions: list
    spans: list[tuple[int, int]]
    """Character ranges of the copied spans in the prompt, by span index."""
    task: str
    wish: Wish | None = None
    program: Program | None = None
    mentions: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Where the prompt mentions each target of the wish, by its index."""
    spoken_masks: bool = False
    """Every mask of the workspace was made in this conversation."""

    @property
    def turn(self) -> str:
        """The prompt as later prompts see it: with what its program did."""
        return " ".join([self.prompt, *done(self.actions)])


def done(actions: list) -> list[str]:
    """What a program did, in words: its functions in order, without those that every program has, then its structures."""
    functions: list[str] = []
    phrases: list[str] = []
    side = ""
    for action in actions:
        text, kind = TOKENS[action] if isinstance(action, int) else ("", "")
        if kind == "function" and text not in ("segment", "report", "print") and text not in functions:
            functions.append(text)
        elif kind == "word" and text in SIDES:
            side = text + " "
        elif kind == "word" and text in anatomy.BY_NAME:
            if side + text not in phrases:
                phrases.append(side + text)
            side = ""
        else:
            side = ""
    words = [text.replace("_", " ") for text in functions]
    return [":", *words, *(["of", " and ".join(phrases)] if phrases else [])] if words or phrases else []


# MARK: Workspaces

MODALITIES = {
    "t1": (["t1"] * 8 + ["T1", "t1w", "T1w", "t1_mprage", "mprage", "t1_3d", "t1_brain", "bravo", "spgr", "T1_image"],
           ["the T1", "the t1", "T1", "t1", "the T1 scan", "the T1 image", "the T1-weighted scan", "the T1w image", "the T1 weighted image", "the T1 MRI"]),
    "flair": (["flair"] * 6 + ["FLAIR", "t2_flair", "flair_3d", "Flair"],
              ["the FLAIR", "the flair", "FLAIR", "flair", "the FLAIR scan", "the FLAIR image", "the flair sequence", "the FLAIR MRI"]),
    "t2": (["t2"] * 6 + ["T2", "t2w", "T2w", "t2_tse"],
           ["the T2", "the t2", "T2", "t2", "the T2 scan", "the T2 image", "the T2-weighted scan", "the T2w image"]),
    "pd": (["pd", "PD", "pdw", "proton_density"], ["the PD", "the PD scan", "PD", "the proton density image", "the PD-weighted scan"]),
    "t1c": (["t1c", "t1_gd", "t1_post", "t1ce", "T1_contrast"], ["the post-contrast T1", "the contrast-enhanced T1", "the T1 with contrast", "the contrast scan", "the T1 after contrast"]),
    "swi": (["swi", "SWI"], ["the SWI", "SWI", "the SWI scan"]),
    "dwi": (["dwi", "DWI", "b1000"], ["the DWI", "the diffusion scan", "DWI"]),
    "ct": (["ct", "CT"], ["the CT", "the CT scan", "CT"]),
    "pet": (["pet", "fdg_pet"], ["the PET", "the PET scan", "PET"]),
}
PLAIN = ["scan", "mri", "brain", "head", "image", "ch2", "subject", "patient", "anatomy", "sub01", "img", "anat", "case12", "p017", "mr", "volume1", "demo", "input", "series3", "baseline"]
GENERIC = ["this scan", "the scan", "the image", "this image", "my scan", "this patient", "the patient", "this brain", "the MRI", "this MRI", "this subject", "this case", "the loaded scan", "the current scan"]

FIRST = ["the first visit", "visit 1", "visit one", "the first scan", "the earlier scan", "the first time point", "the initial scan", "the earlier visit", "time point 1", "the old scan"]
SECOND = ["the second visit", "visit 2", "visit two", "the second scan", "the later scan", "the second time point", "the newer scan", "the later visit", "the latest scan", "time point 2", "the new scan"]
PAIRS = [
    (("visit1", []), ("visit2", [])), (("visit_1", []), ("visit_2", [])), (("v1", []), ("v2", [])),
    (("baseline", ["baseline", "the baseline scan", "the baseline"]), ("followup", ["follow-up", "the follow-up", "the follow up scan", "the followup"])),
    (("t1_baseline", ["baseline", "the baseline scan"]), ("t1_followup", ["follow-up", "the follow-up scan"])),
    (("t1_visit1", []), ("t1_visit2", [])), (("t1_v1", []), ("t1_v2", [])), (("scan1", ["scan 1"]), ("scan2", ["scan 2"])),
    (("pre", ["the pre scan", "before treatment", "before surgery"]), ("post", ["the post scan", "after treatment", "after surgery"])),
    (("before", ["the before scan", "before"]), ("after", ["the after scan", "after"])),
    (("tp1", []), ("tp2", [])), (("session1", ["session 1", "the first session"]), ("session2", ["session 2", "the second session"])),
    (("t1_first", []), ("t1_second", [])), (("old", ["the old one"]), ("new", ["the new one"])), (("month0", ["month 0", "month zero"]), ("month12", ["month 12", "a year later"])),
    (("year1", ["year 1", "the first year"]), ("year2", ["year 2", "the second year"])), (("mri_a", []), ("mri_b", [])), (("t1a", []), ("t1b", [])), (("m00", []), ("m24", [])),
]
SUBJECTS = [("sub01", "sub02"), ("patient", "control"), ("patient1", "patient2"), ("p1", "p2"), ("subject_a", "subject_b"), ("case1", "case2"), ("mother", "daughter"), ("t1_sub1", "t1_sub2"), ("healthy", "sick"), ("anna", "ben"), ("twin1", "twin2"), ("s07", "s12")]


def modality_entry(rng: random.Random, modality: str) -> Entry:
    names, spoken = MODALITIES[modality]
    name = rng.choice(names)
    return Entry(name, "scan", "", (name, *spoken), modality == "t1", modality)


def t1_like(name: str) -> bool:
    plain = re.search(r"t1|mprage|spgr|bravo", name, re.I)
    return bool(plain) and not re.search(r"gd|ce|post|t1c|contrast", name, re.I)


def date(rng: random.Random, year: int) -> str:
    return f"{year}-{rng.choice((1, 2, 3, 5, 6, 9, 10, 12)):02d}-{rng.choice((2, 9, 14, 23)):02d}"


def visit_entries(rng: random.Random) -> list[Entry]:
    if rng.random() < 0.25:
        year = rng.randint(2005, 2024)
        later = year + rng.randint(1, 5)
        stem = rng.choice(["t1", "scan", "mri", "t1w", "y"])
        glue = "" if stem == "y" else "_"
        said = lambda y: [str(y), f"the {y} scan", f"the scan from {y}", f"{y}"]
        pair = [(f"{stem}{glue}{year}", said(year)), (f"{stem}{glue}{later}", said(later))]
        dates = [date(rng, year), date(rng, later)]
    else:
        pair = rng.choice(PAIRS)
        year = rng.randint(2005, 2024)
        dates = [date(rng, year), date(rng, year + rng.randint(1, 3))]
    dated = rng.random() < 0.25
    result = []
    for (name, said), common, day in zip(pair, (FIRST, SECOND), dates):
        mentions = (name, name.replace("_", " "), *said, *said, *rng.sample(common, 4))
        result.append(Entry(name, "scan", day if dated else "", mentions, t1_like(name), "visit"))
    return result


def scans(rng: random.Random, style: str | None = None) -> tuple[str, list[Entry]]:
    """(style, scans): one | modalities | visits | subjects | crossed | none."""
    style = style or rng.choices(["one", "modalities", "visits", "subjects", "crossed"], [60, 20, 13, 4, 3])[0]
    if style == "none":
        return style, []
    if style == "one":
        if rng.random() < 0.7:
            entry = modality_entry(rng, rng.choices(["t1", "flair", "t2", "pd", "t1c"], [80, 8, 8, 2, 2])[0])
            if rng.random() < 0.12:
                entry.details = date(rng, rng.randint(2005, 2024))
            return style, [entry]
        name = rng.choice(PLAIN) if rng.random() < 0.8 else made_up_name(rng)
        return style, [Entry(name, "scan", "", (name, f"the {name}"), t1_like(name), "unknown")]
    if style == "modalities":
        count = rng.choices([2, 3, 4], [55, 35, 10])[0]
        kinds = rng.sample(["t1", "flair", "t2", "pd", "t1c", "swi", "dwi", "ct"], count)
        if rng.random() < 0.75 and "t1" not in kinds:
            kinds[0] = "t1"
        rng.shuffle(kinds)
        if rng.random() < 0.5 and "t1" in kinds:
            kinds.remove("t1")
            kinds.insert(0, "t1")
        return style, [modality_entry(rng, kind) for kind in kinds]
    if style == "visits":
        return style, visit_entries(rng)
    if style == "subjects":
        names = rng.choice(SUBJECTS) if rng.random() < 0.7 else (made_up_name(rng), made_up_name(rng))
        if names[0] == names[1]:
            names = SUBJECTS[0]
        spoken = lambda n: (n, n, n.replace("_", " "), f"the scan of {n}")
        return style, [Entry(n, "scan", "", spoken(n), t1_like(n), "subject") for n in names]
    first, second = rng.choice([("visit1", "visit2"), ("baseline", "followup"), ("2019", "2021"), ("v1", "v2"), ("pre", "post")])
    said = {"visit1": ["the first visit", "visit 1"], "visit2": ["the second visit", "visit 2"], "v1": ["visit 1", "the first visit"],
            "v2": ["visit 2", "the second visit"], "baseline": ["baseline"], "followup": ["follow-up"], "2019": ["2019"], "2021": ["2021"],
            "pre": ["before treatment", "pre"], "post": ["after treatment", "post"]}
    entries = []
    for when in (first, second):
        for kind in ("t1", "flair"):
            word = {"t1": ["T1", "t1"], "flair": ["FLAIR", "flair"]}[kind]
            name = f"{kind}_{when}"
            mentions = (name, name, *(f"the {w} {p} {s}" for w in word for s in said[when] for p in ("of", "from", "at")), f"{word[0]} {said[when][0]}")
            entries.append(Entry(name, "scan", "", mentions, kind == "t1", "crossed"))
    return style, entries


def made_up_name(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(["sub", "s", "p", "case", "pat", "id", "mr", "scan"]) + rng.choice(["", "_", "0"]) + str(rng.randint(1, 999))
    return "".join(rng.choices(anatomy.SYLLABLES, k=rng.randint(2, 3)))


def default_scan(entries: list[Entry]) -> int | None:
    """The scan that a prompt means when it names none; None when that has to be asked."""
    indices = [i for i, e in enumerate(entries) if e.kind == "scan"]
    if len(indices) == 1:
        return indices[0]
    plain = [i for i in indices if t1_like(entries[i].name)]
    return plain[0] if len(plain) == 1 else None


# What programs call numbers that they keep by name.
VALUES = {"mL": "volumes", "mean": "mean_intensities", "asymmetry": "asymmetries", "percent": "percentages", "median": "median_intensities", "sphericity": "sphericities",
          "standard deviation": "intensity_deviations", "highest": "highest_intensities", "lowest": "lowest_intensities", "voxels": "voxel_counts"}


def leave_behind(program: Program, entries: list[Entry]) -> list[Entry]:
    """The workspace after a program ran: its variables under the names the host gives them.

    The host tells masks of one structure in two scans apart by the scans' names, others by a number; a number is called after its mask.
    """
    result = list(entries)
    taken = {e.name for e in entries}
    several = sum(e.kind == "scan" for e in entries) > 1
    scan_of = {token: scan for (scan, _), token in program._masks.items() if not isinstance(token, Item)}
    scans_of: dict[Target, set[int]] = {}
    for (scan, target), token in program._masks.items():
        if token in scan_of:
            scans_of.setdefault(target, set()).add(scan)
    stems: dict[Target, list[str]] = {}
    for number, (kind, target, what) in enumerate(program.assigned):
        if kind == "loop":
            continue
        if kind in ("dict", "list"):
            name = VALUES.get(what, what.removesuffix("s").replace(" ", "_") + "s")
            result.append(Entry(name + "_2" * (name in taken), kind))
            taken.add(name)
            continue
        slug = target.slug if target else entries[0].name.lower() if kind in ("scan", "labels") and entries else "value" if kind == "number" else ""
        if target and target.span is not None:
            slug = re.sub(r"\W+", "_", slug).strip("_").lower()
        if kind == "number" and stems.get(target):
            # The first number of a structure is that of its first mask, and so on.
            slug = stems[target].pop(0) if len(stems[target]) > 1 else stems[target][0]
        base = "_".join(filter(None, [slug, what]))
        if base in FUNCTIONS:
            # The host gives no function's name away.
            base = f"{entries[0].name}_{base}".lower()
        scan = scan_of.get(CODE_IDS[f"<v{number}>"])
        if scan is not None and (len(scans_of[target]) > 1 or several and base in taken):
            base = f"{base}_{entries[scan].name}".lower()
        if kind == "mask" and target and not what:
            stems.setdefault(target, []).append(base)
        name, n = base, 2
        while name in taken:
            name, n = f"{base}_{n}", n + 1
        taken.add(name)
        details = target.text if kind == "mask" and target else ""
        result.append(Entry(name, {"scan": "image"}.get(kind, kind), details, target=target if kind == "mask" else None))
    return result


# MARK: Patterns

def expand(rng: random.Random, pattern: str) -> str:
    """Chooses among ``(a|b)`` and ``[optional]``, innermost first; slots stay, and so do parentheses without a choice."""
    while True:
        match = re.search(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]", pattern)
        if not match:
            return pattern.translate(PARENTHESES)
        if match.group(1) is not None:
            options = match.group(1).split("|")
            text = rng.choice(options) if len(options) > 1 else f"\0{options[0]}\1"
        else:
            text = rng.choice(match.group(2).split("|")) if rng.random() < 0.5 else ""
        pattern = pattern[: match.start()] + text + pattern[match.end():]


PARENTHESES = str.maketrans("\0\1", "()")
"""What stands for parentheses that are meant as such."""


NUMBER_UNITS = ["mL", "ml", "mL", "ml", "cc", "cm3", "millilitres", "milliliters", "cm³", "cubic centimetres"]
LARGER = ["larger than", "bigger than", "greater than", "more than", "above", "over", "at least a bit over", "larger than"]
SMALLER = ["smaller than", "less than", "below", "under", "smaller than", "lower than"]
PATHS = ["out", "results", "masks", "/data/sub01", "~/seg", "./output", "/study/masks", "export", "derivatives/seg", "../out"]


NUMBER_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "ten": "10", "twenty": "20", "fifty": "50", "a hundred": "100",
                "one hundred": "100", "two hundred": "200", "half": "0.5", "one thousand": "1000"}


LIST_HEADS = ["each of ", "these structures: ", "the following: ", "the following structures: ", "all of ", "each of the structures ", "the structures ", "each of these: ", "the nuclei ", "the regions "]


@dataclass
class Speaker:
    """Fills the slots of one prompt and notes its spans."""

    rng: random.Random
    entries: list[Entry]
    wish: Wish
    texts: list[str] = field(default_factory=list)
    """What the spans say, by index (known before the prompt is)."""
    mention: str = ""
    """The scan as mentioned; empty when it is not."""
    mention2: str = ""
    trails: bool = False
    """The side of the only structure is said at the end: "temporal horn volume, left"."""
    sideless: bool = False
    """The way itself says "left and right": structures go without a side."""

    def noun(self, n: int, article: bool, adjective: bool = False) -> str:
        rng, target = self.rng, self.wish.targets[n]
        if n < len(self.wish.masks) and (self.wish.pronoun or self.wish.named):
            return self.pointed(n, article)
        if self.sideless or self.trails:
            target = Target(target.name, None, target.span)
        words = None if target.span is None else mark(self.texts[target.span], target.span)
        other = self.wish.targets[0] if n else None
        if (other and len(self.wish.targets) == 2 and other.name == target.name and target.side and other.side != target.side
                and not adjective and rng.random() < 0.45):
            return mention_mark(rng.choice(["the {0}", "the {0} one", "the {0}", "{0}", "the {0} side"]).format(target.side), n)
        text = anatomy.bare(rng, target.name, target.side, adjective, words)
        if target.span is None:
            text = mention_mark(text, *((0, 1) if self.sideless else (n,)))
        return anatomy.with_article(rng, target.name, text) if article else text

    def pointed(self, n: int, article: bool) -> str:
        """A mask of the workspace: by its name, or as "it"."""
        name = self.entries[self.wish.masks[n]].name
        if self.wish.named:
            return self.rng.choice([name, name, name, f"the mask {name}", f"the {name} mask"] if article else [name])
        return self.rng.choice(["it", "it", "it", "that", "this", "that mask", "this mask", "the mask", "that one", "the last mask"] if article
                               else ["mask", "mask", "that mask", "this mask"])

    def listing(self) -> str:
        rng, targets = self.rng, self.wish.targets
        if self.wish.task == "percents":
            targets = targets[:-1]
        if len(targets) == 2 and targets[0].name == targets[1].name and targets[0].span is None and rng.random() < 0.6:
            return mention_mark(anatomy.both(rng, targets[0].name), 0, 1)
        if len({t.side for t in targets}) == 1 and (noun := anatomy.group(rng, [t.name for t in targets])) and rng.random() < 0.7:
            side = targets[0].side
            return mention_mark(noun + (rng.choice([" of the {s} hemisphere", " on the {s}", " on the {s} side", " ({s})"]).format(s=side) if side else ""), *range(len(targets)))
        article = rng.random() < 0.55
        sides = {t.side for t in targets}
        if len(targets) > 1 and len(sides) == 1 and (side := targets[0].side) and all(t.span is None for t in targets) and rng.random() < 0.6:
            return self.shared_side(targets, side)
        nouns = [self.noun(n, article) for n in range(len(targets))]
        if len(nouns) == 1:
            return nouns[0]
        if len(nouns) == 2 and MARKS.sub("", nouns[1]) in ("left", "right"):
            nouns[1] = "the " + nouns[1]
        glue = rng.choice([" and ", " and ", " and ", ", ", " & ", " and also ", ", and ", " + " if self.wish.task == "total" else " and "])
        text = ", ".join(nouns[:-1]) + glue + nouns[-1] if len(nouns) > 1 else nouns[0]
        return rng.choice(LIST_HEADS) + text if len(nouns) > 2 and rng.random() < 0.08 else text

    def shared_side(self, targets: tuple[Target, ...], side: str) -> str:
        """One side said once for all: "left a, b and c", "a, b and c on the left"."""
        rng = self.rng
        nouns = [mention_mark(anatomy.bare(rng, t.name, None), n) for n, t in enumerate(targets)]
        text = ", ".join(nouns[:-1]) + rng.choice([" and ", " and ", ", ", " & "]) + nouns[-1]
        return rng.choice(["{s} {x}", "the {s} {x}", "the {s} {x}", "{x} on the {s}", "{x} on the {s} side", "{x} of the {s} hemisphere", "{x} ({s})",
                           "{x} for the {s} side", "{x}, all on the {s}", "{x}, {s} side"]).format(s=side, x=text)

    def scan_phrase(self) -> str:
        if not self.mention:
            return ""
        m = self.mention
        if m in GENERIC or self.rng.random() < 0.9:
            p = self.rng.choice(["in", "in", "in", "on", "from", "for", "of", "using"])
        else:
            p = self.rng.choice(["at", "in", "based on"])
        if re.match(r"(before|after|a year later)", m):
            return " " + m
        if re.match(r"(the )?(baseline|follow|visit|first visit|second visit|time point|month|year)", m) and self.rng.random() < 0.5:
            p = "at"
        return f" {p} {m}"

    def unit(self) -> str:
        if self.wish.flag.endswith("mm3"):
            unit = self.rng.choice(["mm3", "mm³", "cubic millimetres", "mm^3", "cubic millimeters"])
        else:
            unit = self.rng.choice(NUMBER_UNITS)
        return (" " if self.wish.literal else self.rng.choice([" ", " ", ""])) + unit

    def slot(self, name: str) -> str:
        rng, wish = self.rng, self.wish
        if name in ("A", "B", "C", "D", "a", "b", "c"):
            return self.noun("ABCD".index(name.upper()), name.isupper())
        if name in ("A's", "B's"):
            if name == "A's" and wish.pronoun and wish.masks:
                return rng.choice(["its", "its", "the mask's"])
            return self.noun("AB".index(name[0]), True) + "'s"
        if name in ("W", "w"):
            return self.noun(len(wish.targets) - 1, name == "W")
        if name == "part":
            return rng.choice(HALVES[wish.flag])
        if name == "plane":
            return wish.flag
        if name == "code":
            return mark(self.texts[wish.number], wish.number)
        if name == "n2":
            return mark(self.texts[wish.number2], wish.number2)
        if name in ("a~", "b~"):
            return self.noun("ab".index(name[0]), False, adjective=True)
        if name == "as":
            return mention_mark(anatomy.plural(rng, wish.targets[0].name), 0, 1) if wish.targets[0].span is None else self.noun(0, False)
        if name in ("L", "R"):
            return wish.targets["LR".index(name)].side or ""
        if name == "S0":
            return self.mention or rng.choice(GENERIC)
        if name == "s":
            return re.sub(r"^the | (scan|image|sequence|MRI)$", "", self.mention) if self.mention not in GENERIC else ""
        if name == "largest one":
            return rng.choice(["largest", "biggest", "largest one"] if wish.flag == "largest" else ["smallest", "smallest one", "least voluminous"])
        if name == "more":
            return "more" if wish.flag == "larger" else "less"
        if name == "the":
            return rng.choice(["the", ""])
        if name == "list":
            return self.listing()
        if name == "both":
            target = wish.targets[0]
            if target.span is None:
                return mention_mark(anatomy.both(rng, target.name), 0, 1)
            return anatomy.both(rng, target.name, mark(self.texts[target.span], target.span))
        if name == "in":
            return self.scan_phrase()
        if name in ("S", "S1"):
            return self.mention
        if name == "S2":
            return self.mention2
        if name == "n":
            return mark(self.texts[wish.number], wish.number)
        if name == "path":
            return mark(self.texts[wish.path], wish.path)
        if name == "unit":
            return self.unit()
        if name == "larger than":
            return rng.choice(LARGER if wish.flag.startswith("larger") else SMALLER)
        if name == "above":
            return rng.choice(["above", "higher than", "over", "greater than", "more than"] if wish.flag == "larger" else ["below", "lower than", "under", "less than"])
        if name == "more than":
            return rng.choice(["more than", "over"] if wish.flag.startswith("larger") else ["less than", "under"])
        if name == "sign":
            return ">" if wish.flag.startswith("larger") else "<"
        if name == "larger":
            return rng.choice(["larger", "bigger", "larger", "greater"] if wish.flag == "larger" else ["smaller", "smaller", "less voluminous"])
        if name == "brighter":
            return rng.choice(["brighter", "more intense"] if wish.flag == "larger" else ["darker", "less bright"])
        if name == "largest":
            return rng.choice(["largest", "biggest", "maximum"] if wish.flag == "largest" else ["smallest", "minimum", "lowest"])
        if name == "digits":
            return rng.choice({"0": ["whole mL", "the nearest mL", "whole millilitres", "no decimals"], "1": ["one decimal", "1 decimal", "one decimal place", "1 digit after the point"],
                               "2": ["two decimals", "2 decimals", "two decimal places", "2 digits"]}[wish.flag])
        if name == "between":
            return self.between()
        if name == "each":
            visits = all(self.entries[i].family in ("visit", "crossed") for i in wish.scans)
            if all(self.entries[i].family == "subject" for i in wish.scans) and rng.random() < 0.7:
                return rng.choice(["both subjects", "each subject", "both patients", "every subject", "the two subjects", "both people", "all subjects", "each of them"])
            return rng.choice(["each scan", "both scans", "the two scans", "all scans", "every scan", "each of the scans", "each image"] + (["each visit", "both visits", "the two visits", "every visit"] if visits else []))
        if name == "each visit":
            return rng.choice(["each visit", "both visits", "every visit", "each time point", "both time points", "the two visits"])
        if name == "side":
            return wish.targets[0].side or "left"
        if name in ("M", "M2"):
            return self.entries[wish.masks[name == "M2"]].name
        raise KeyError(name)

    def between(self) -> str:
        rng = self.rng
        if self.mention:
            return rng.choice([f"between {self.mention} and {self.mention2}", f"from {self.mention} to {self.mention2}"])
        visits = self.entries[self.wish.scans[0]].family == "visit"
        return rng.choice(["between the two scans", "between the scans", "between both scans", "between the first and the second scan"]
                          + (["between the visits", "between the two visits", "over time", "from the first to the second visit", "since the first visit", "between visit 1 and visit 2",
                              "between the two time points", "since the last visit", "from visit to visit", "between both visits", "from baseline to follow-up", "since baseline"] if visits else []))

    def say(self, form: str, pattern: str, frame: str) -> str:
        letter = form.upper()
        # The first letter of a pattern in running text is small; whole sentences start as written.
        pattern = expand(self.rng, pattern)
        text = re.sub(rf"\b{letter}\b", lambda _: pattern, frame, count=1)
        asked = "{in}" not in text and bool(self.mention) and not self.mention2 and not re.search(r"\{(S|S0|s|S1|S2|between)\}", text)
        seen = False

        def fill(match: re.Match) -> str:
            nonlocal seen
            if match.group(1) == "in":
                if seen:
                    return ""
                seen = True
            return self.slot(match.group(1))

        targets = self.wish.targets
        self.trails = (len(targets) == 1 and bool(targets[0].side) and not self.wish.masks and not self.sideless and len(re.findall(r"\{[Aa]['~]?s?\}", text)) == 1
                       and "{side}" not in text and self.rng.random() < 0.09)
        lead = ""
        if "{in}" in text and self.mention and self.mention not in GENERIC and self.rng.random() < 0.12 and form != "n":
            seen = True
            lead = self.scan_phrase().strip() + self.rng.choice([", ", ": ", " "])
            if form == "o" and self.rng.random() < 0.5:
                lead = self.rng.choice(["use {} to ", "Use {} to ", "take {} and ", "using {}, ", "with {}, "]).format(self.mention)
        text = re.sub(r"\{([^}]*)\}", fill, text)
        if asked:
            body = re.sub(r"[.?!]+$", "", text)
            text = body + self.scan_phrase() + text[len(body):]
        if self.trails:
            body = re.sub(r"[.?!]+$", "", text)
            side = targets[0].side or ""
            text = body + self.rng.choice([", {s}", ", {s} side", " on the {s}", ", {s} one", " ({s})", ", {s} only", " {s}", ", on the {s}", " - {s}"]).format(s=side) + text[len(body):]
        if lead:
            text = lead + text[:1].lower() + text[1:]
        return text


HALVES = {"anterior": ["anterior", "anterior", "front", "frontal"], "posterior": ["posterior", "posterior", "back", "rear"],
          "superior": ["superior", "superior", "upper", "top"], "inferior": ["inferior", "inferior", "lower", "bottom"]}


# MARK: Noise

NEAR = {"a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk", "k": "jl",
        "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x"}
DROPPABLE = {"the", "of", "is", "a", "an", "please", "what", "me", "do", "does", "are"}


def typo(rng: random.Random, word: str) -> str:
    n = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:n] + word[n + 1:]
    if kind == 1:
        return word[:n] + word[n] + word[n:]
    if kind == 2:
        return word[:n] + word[n + 1] + word[n] + word[n + 2:]
    return word[:n] + rng.choice(NEAR.get(word[n].lower(), word[n])) + word[n + 1:]


# A slip that turns one word into another ("left" → "let" is fine, sides and signs are not slipped on).
KEEP = {"left", "right", "larger", "smaller", "brighter", "darker", "largest", "smallest", "first", "second", "third", "fourth", "visit", "mean", "grey", "gray", "white"}


SLIPPABLE = re.compile("([\ue100-\ue1ff]*)([A-Za-z]{5,})([\ue100-\ue1ff]*[,.?]?)")


def noise(rng: random.Random, text: str) -> str:
    """Slips, missing words, case and punctuation; never inside marked spans of paths and numbers."""
    pieces = re.split("([\ue000-\ue0ff][^\ue000-\ue0ff]*[\ue000-\ue0ff])", text)
    if rng.random() < 0.22:
        slots = []
        for i in range(0, len(pieces), 2):
            words = pieces[i].split(" ")
            slots += [(i, j) for j, w in enumerate(words) if (m := SLIPPABLE.fullmatch(w)) and m.group(2).lower() not in KEEP]
        for i, j in rng.sample(slots, min(len(slots), rng.choice([1, 1, 1, 2]))):
            words = pieces[i].split(" ")
            before, word, after = SLIPPABLE.fullmatch(words[j]).groups()
            words[j] = before + typo(rng, word) + after
            pieces[i] = " ".join(words)
    if rng.random() < 0.08:
        for i in range(0, len(pieces), 2):
            words = pieces[i].split(" ")
            pieces[i] = " ".join(w for w in words if w.lower() not in DROPPABLE or rng.random() < 0.5)
    style = rng.random()
    if style < 0.2:
        pieces = [p.lower() if i % 2 == 0 else p for i, p in enumerate(pieces)]
    elif style < 0.22:
        pieces = [p.upper() if i % 2 == 0 else p for i, p in enumerate(pieces)]
    text = "".join(pieces)
    if rng.random() < 0.22:
        text = re.sub(r"[.?!]+$", "", text)
    elif rng.random() < 0.02:
        text = re.sub(r"[.?!]?$", rng.choice(["??", "!", " ?", "...", "."]), text)
    if rng.random() < 0.3:
        text = re.sub("(?<=[0-9][\ue000-\ue0ff]) (mm|cm|mL|ml)\\b", r"\1", text)
    if rng.random() < 0.06:
        text = text.replace("'", "")
    if rng.random() < 0.03:
        text = text.replace(",", "")
    if rng.random() < 0.01:
        text = text.replace(" ", "  ", 1)
    return text


def tidy(text: str) -> str:
    text = re.sub(r" {2,}", " ", text).strip()
    text = re.sub(r"\bthe (the|a|this|both|each)\b", r"\1", text)
    text = re.sub("(volume|size) of (the )?([\ue100-\ue1ff]*(?:\\S+ )?(?:intracranial volume|ICV|TIV|eTIV|lesion load))", r"\2\3", text)
    text = re.sub("((?:intracranial volume|brain volume)[\ue100-\ue1ff]*) (volume|vol)", r"\1", text)
    return re.sub(r" ([,.?])(?=\s|$)", r"\1", text)


def finish_prompt(rng: random.Random, text: str, chat: float = 0.12) -> Words:
    """Adds openers, closers and noise, takes the marks out."""
    text = ordinals(tidy(text))
    if rng.random() < 0.75:
        text = re.sub(r"[A-Za-z]", lambda m: m.group().upper(), text, count=1) if re.match("[\ue100-\ue1ff]*[A-Za-z]", text) else text
    if rng.random() < chat:
        opener = rng.choice(OPENERS)
        text = opener + " " + (text if opener[-1] in ".!" else text[:1].lower() + text[1:])
    if rng.random() < chat * 0.7:
        closer = rng.choice(CLOSERS)
        if closer[0].isupper():
            text = re.sub(r"([^.?!])$", r"\1.", text) + " " + closer
        else:
            text = re.sub(r"[.?!]$", "", text) + rng.choice([" ", ", "]) + closer
    text = noise(rng, text)
    spans: dict[int, list[int]] = {}
    mentions: dict[int, list[int]] = {}
    out = []
    length = 0
    for character in text:
        if MARKS.match(character):
            found, code = (spans, ord(character) - SPAN) if ord(character) < MENTION else (mentions, ord(character) - MENTION)
            index, end = divmod(code, 2)
            place = found.setdefault(index, [])
            if len(place) < 2 and len(place) == end:
                place.append(length)
            continue
        out.append(character)
        length += 1
    return Words("".join(out), [tuple(spans[i]) for i in sorted(spans)], {n: tuple(m) for n, m in mentions.items() if len(m) == 2})


def ordinals(text: str) -> str:
    """Ways say "the {n}th percentile": "52th" becomes "52nd"."""
    def said(match: re.Match) -> str:
        number = match.group(1)
        suffix = "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
        return number + match.group(2) + suffix
    return re.sub(r"(\d+)([\ue000-\uf8ff]*)th\b", said, text)


class Words(NamedTuple):
    """A finished prompt with the character ranges of its copied spans and of what it mentions."""

    prompt: str
    spans: list[tuple[int, int]]
    mentions: dict[int, tuple[int, int]]


# MARK: Wishes

class Maker:
    """Makes the wish, the workspace and the words of one example."""

    def __init__(self, rng: random.Random, held_out: bool = False) -> None:
        self.rng, self.held_out = rng, held_out
        self.texts: list[str] = []

    def span(self, text: str) -> int:
        self.texts.append(text)
        return len(self.texts) - 1

    def target(self, sided: bool | None = None, side: str | None = "any", unknown: float = 0.07) -> Target:
        rng = self.rng
        if rng.random() < unknown:
            words = anatomy.unknown(rng)
            chosen = rng.choice(["left", "right", None, None]) if side == "any" else side
            return Target(words, chosen, self.span(words))
        name = anatomy.structure(rng, sided)
        if not anatomy.BY_NAME[name].sided:
            # Asked for a side that the structure does not have: the checker explains, the planner keeps it.
            return Target(name, rng.choice(["left", "right"]) if side == "any" and rng.random() < 0.05 else None)
        composite = name in ("brain", "ventricular system", "white matter lesion", "grey matter", "deep grey matter", "cerebrum")
        if side == "any":
            side = rng.choice(["left", "right"]) if rng.random() < (0.25 if composite else 0.6) else None
        return Target(name, side)

    def several(self, count: int) -> tuple[Target, ...]:
        if self.rng.random() < 0.1 and (names := anatomy.members(self.rng, count)):
            side = self.rng.choice(["left", "right", None, None]) if all(anatomy.BY_NAME[n].sided for n in names) else None
            return tuple(Target(name, side) for name in names)
        found: list[Target] = []
        side = self.rng.choice(["left", "right", None, "any", "any"])
        while len(found) < count:
            t = self.target(side=side if side in ("left", "right", "any") else None, unknown=0.03)
            if t not in found and (t.span is None or all(f.span is None for f in found)):
                found.append(t)
        return tuple(found)

    def pair(self, sides: float = 0.5) -> tuple[Target, ...]:
        if self.rng.random() < sides:
            t = self.target(sided=True, side="left", unknown=0.03)
            a, b = (t, Target(t.name, "right", t.span))
            return (a, b) if self.rng.random() < 0.65 else (b, a)
        return self.several(2)

    def sides(self) -> tuple[Target, ...]:
        t = self.target(sided=True, side="left", unknown=0.04)
        return (t, Target(t.name, "right", t.span))

    def two_sides(self) -> tuple[Target, ...]:
        """Left and right, or right and left."""
        a, b = self.sides()
        return (a, b) if self.rng.random() < 0.7 else (b, a)

    def numbered(self, wish: Wish) -> Wish:
        """The wish with a number of the prompt, now and then written as a word."""
        if self.rng.random() < 0.1:
            word, token = self.rng.choice(list(NUMBER_WORDS.items()))
            return wish.changed(number=self.span(word), literal=token)
        return wish.changed(number=self.number())

    def number_for(self, wish: Wish) -> Wish:
        return wish.changed(number=self.number())

    def number(self, low: float = 0.1) -> int:
        rng = self.rng
        kind = rng.random()
        if kind < 0.4:
            text = str(rng.randint(1, 20))
        elif kind < 0.75:
            text = f"{rng.uniform(low, 15):.1f}"
        elif kind < 0.85:
            text = f"{rng.uniform(low, 9):.2f}"
        else:
            text = str(rng.choice([25, 30, 50, 75, 100, 150, 200, 500, 1000, 1200, 1500, 3500]))
        return self.span(text)

    def small(self, wish: Wish, low: float = 1, high: float = 12) -> Wish:
        """The wish with a number of millimetres, years or the like."""
        value = self.rng.choice([str(self.rng.randint(int(low), int(high))), str(self.rng.randint(int(low), min(5, int(high)))), f"{self.rng.uniform(low, high):.1f}",
                                 self.rng.choice(["1.5", "2.5", "0.5", "1", "2", "3", "4", "5"])])
        return wish.changed(number=self.span(value))

    def whole(self, wish: Wish, low: int, high: int) -> Wish:
        return wish.changed(number=self.span(str(self.rng.randint(low, high))))

    def table_path(self, wish: Wish) -> Wish:
        rng = self.rng
        stem = rng.choice(["volumes", "stats", "results", "report", "table", "out", "aseg", "subject1", "q2", "measurements", "vol", "brain", "summary", "changes"])
        if rng.random() < 0.2:
            stem += str(rng.randint(1, 99))
        if rng.random() < 0.35:
            stem = rng.choice(PATHS) + "/" + stem
        ending = rng.choices([".csv", ".tsv", ""], [75, 12, 13])[0]
        return wish.changed(path=self.span(stem + ending), suffix=ending == "")

    def intensities(self, wish: Wish, two: bool = False) -> Wish:
        rng = self.rng
        low = rng.choice([rng.randint(1, 200), rng.randint(10, 3000), rng.randrange(50, 2000, 50)])
        wish = wish.changed(number=self.span(str(low) if rng.random() < 0.85 else f"{low / 10:.1f}"))
        return wish.changed(number2=self.span(str(low + rng.choice([10, 20, 50, 100, 500, rng.randint(1, 900)])))) if two else wish

    def path(self, wish: Wish) -> Wish:
        rng = self.rng
        stem = rng.choice(["mask", "out", "seg", "hippo", "left_hippocampus", "roi", "result", "lh", "structure", "mask1", "test", "amyg_r", "my_mask", "vent",
                           wish.targets[0].slug.replace(" ", "_").replace("'", "") if wish.targets else "m"])
        if rng.random() < 0.2:
            stem += str(rng.randint(1, 99))
        if rng.random() < 0.55:
            stem = rng.choice(PATHS) + "/" + stem
        ending = rng.choices([".nii.gz", ".nii", ""], [75, 12, 13])[0]
        return wish.changed(path=self.span(stem + ending), suffix=ending == "")


def percent_pair(m: Maker) -> tuple[Target, ...]:
    whole = m.rng.choice(["brain", "intracranial volume", "brain", "intracranial volume", "cerebrum", "cerebral white matter", "grey matter", "ventricular system", "basal ganglia", "head", "cerebellum", "cerebral cortex", "deep grey matter", None])
    a = m.target(unknown=0.04)
    b = Target(whole) if whole else m.target(unknown=0)
    while a.name == b.name:
        a = m.target(unknown=0)
    return (a, b)


WISHES: dict[str, tuple[float, Callable[[Maker], Wish]]] = {
    "volume": (15, lambda m: Wish("volume", (m.target(unknown=0.12),))),
    "volume_mm3": (2, lambda m: Wish("volume_mm3", (m.target(),))),
    "rounded": (1, lambda m: Wish("rounded", (m.target(),), flag=m.rng.choice(["0", "1", "1", "2"]))),
    "volumes": (6, lambda m: Wish("volumes", m.several(m.rng.choices([2, 3, 4], [45, 40, 15])[0]))),
    "both": (4.5, lambda m: Wish("volumes", m.sides())),
    "compare": (4, lambda m: Wish("compare", m.pair())),
    "difference": (4.5, lambda m: Wish("difference", m.pair())),
    "is_larger": (5, lambda m: Wish("is_larger", m.pair())),
    "is_smaller": (5, lambda m: Wish("is_smaller", m.pair())),
    "which_larger": (4.5, lambda m: Wish("which_larger", m.pair(), flag=m.rng.choice(["larger", "larger", "smaller"]))),
    "ratio": (5, lambda m: Wish("ratio", m.pair(0.35))),
    "percent": (5.5, lambda m: Wish("percent", percent_pair(m))),
    "ratio_sides": (1.5, lambda m: Wish("ratio", m.two_sides())),
    "difference_sides": (1.5, lambda m: Wish("difference", m.two_sides())),
    "compare_sides": (1.8, lambda m: Wish("compare", m.two_sides())),
    "which_sides": (2, lambda m: Wish("which_larger", m.sides(), flag=m.rng.choice(["larger", "larger", "smaller"]))),
    "total_sides": (1.2, lambda m: Wish("total", m.sides())),
    "percent_above": (0.8, lambda m: m.numbered(Wish("percent_above", percent_pair(m), flag=m.rng.choice(["larger", "smaller"])))),
    "percent_larger": (1.2, lambda m: Wish("percent_larger", m.pair())),
    "which_extreme": (1, lambda m: Wish("which_extreme", m.several(3), flag=m.rng.choice(["largest", "largest", "smallest"]))),
    "brain_fraction": (0.6, lambda m: Wish("ratio", (Target("brain"), Target("intracranial volume")))),
    "asymmetry": (6, lambda m: Wish("asymmetry", m.sides())),
    "asymmetry_above": (0.8, lambda m: m.numbered(Wish("asymmetry_above", m.sides()))),
    "total": (4.5, lambda m: Wish("total", m.several(m.rng.choices([2, 3, 4], [65, 28, 7])[0]) if m.rng.random() < 0.75 else m.sides())),
    "average": (1, lambda m: Wish("average", m.several(m.rng.choice([2, 2, 3])))),
    "average_sides": (1.5, lambda m: Wish("average", m.sides())),
    "extreme": (1, lambda m: Wish("extreme", m.several(3), flag=m.rng.choice(["largest", "largest", "smallest"]))),
    "mean": (7, lambda m: Wish("mean", (m.target(unknown=0.08),))),
    "means": (2, lambda m: Wish("means", m.several(m.rng.choice([2, 2, 3])) if m.rng.random() < 0.7 else m.sides())),
    "mean_ratio": (2, lambda m: Wish("mean_ratio", m.pair(0.35))),
    "mean_difference": (2, lambda m: Wish("mean_difference", m.pair(0.35))),
    "is_brighter": (2, lambda m: Wish("is_brighter", m.pair(0.35))),
    "is_darker": (1.5, lambda m: Wish("is_darker", m.pair(0.35))),
    "which_brighter": (1.5, lambda m: Wish("which_brighter", m.pair(0.35), flag=m.rng.choice(["larger", "smaller"]))),
    "mean_above": (0.8, lambda m: m.numbered(Wish("mean_above", (m.target(),), flag=m.rng.choice(["larger", "smaller"])))),
    "threshold": (4.5, lambda m: m.numbered(Wish("threshold", (m.target(unknown=0.05),), flag=m.rng.choice(["larger", "larger", "smaller", "smaller", "larger mm3", "smaller mm3"])))),
    "conditional_show": (1.2, lambda m: m.numbered(Wish("conditional_show", (m.target(unknown=0.03),), flag=m.rng.choice(["larger", "smaller"])))),
    "show": (7, lambda m: Wish("show", (m.target(unknown=0.1),))),
    "show_many": (3, lambda m: Wish("show_many", m.several(m.rng.choice([2, 2, 3, 4])))),
    "show_both": (1.5, lambda m: Wish("show_many", m.sides())),
    "show_scan": (2, lambda m: Wish("show_scan")),
    "segment_save": (3.5, lambda m: m.path(Wish("segment_save", (m.target(unknown=0.05),)))),
    "segment_save_default": (1.5, lambda m: Wish("segment_save", (m.target(unknown=0.05),))),
    "save_both": (1, lambda m: Wish("save_both", m.sides() if m.rng.random() < 0.6 else m.several(2))),
    "volume_save": (1, lambda m: m.path(Wish("volume_save", (m.target(unknown=0.03),)))),
    "show_volume": (2.5, lambda m: Wish("show_volume", (m.target(),))),
    "volume_mean": (1, lambda m: Wish("volume_mean", (m.target(),))),
}
SMALL_RADIUS = (1, 10)


def one(task: str, unknown: float = 0.05) -> Callable[[Maker], Wish]:
    return lambda m: Wish(task, (m.target(unknown=unknown),))


def scan_only(task: str) -> Callable[[Maker], Wish]:
    return lambda m: Wish(task)


def several(task: str, *counts: int) -> Callable[[Maker], Wish]:
    return lambda m: Wish(task, m.several(m.rng.choice(counts)) if m.rng.random() < 0.8 else m.sides())


def sided_several(m: Maker, count: int) -> tuple[Target, ...]:
    names: list[str] = []
    while len(names) < count:
        name = anatomy.structure(m.rng, True)
        if name not in names:
            names.append(name)
    return tuple(Target(name) for name in names)


def part(task: str) -> Callable[[Maker], Wish]:
    return lambda m: Wish(task, (m.target(unknown=0.02),), flag=m.rng.choice(list(HALVES)))


def radius(task: str) -> Callable[[Maker], Wish]:
    return lambda m: m.small(Wish(task, (m.target(unknown=0.03),)), *SMALL_RADIUS)


def percents_wish(m: Maker) -> Wish:
    whole = Target(m.rng.choice(["brain", "intracranial volume", "cerebrum", "brain", "intracranial volume"]))
    parts = tuple(t for t in m.several(m.rng.choice([2, 2, 3])) if t.name != whole.name)
    if not parts:
        raise Retry
    return Wish("percents", (*parts, whole))


def code_span(m: Maker) -> int:
    return m.span(m.rng.choice(["RAS", "LPS", "LAS", "LPI", "RPI", "RAI", "RSA", "ASL", "PIR", "LIA"]))


PLANES = ["axial", "sagittal", "coronal"]

# One structure or pair, then what is measured of it.
WISHES |= {
    "surface": (2.5, one("surface")), "surfaces": (0.7, several("surfaces", 2, 3)), "surface_pair": (0.7, lambda m: Wish("surface_pair", m.pair())),
    "surface_ratio": (0.5, one("surface_ratio")), "diameter": (2, one("diameter")), "axial_diameters": (1, one("axial_diameters")),
    "extent": (1, one("extent")), "width": (0.7, one("width")), "length": (0.7, one("length")), "height": (0.7, one("height")),
    "bounding_box": (0.7, one("bounding_box")), "centroid": (1.3, one("centroid")), "principal_axes": (0.6, one("principal_axes")),
    "sphericity": (1, one("sphericity")), "touches_edge": (0.9, one("touches_edge")),
    "count": (1.8, lambda m: Wish("count", (lesions(m),))), "largest_piece": (1, lambda m: Wish("largest_piece", (lesions(m),))),
    "biggest_n": (0.8, lambda m: m.whole(Wish("biggest_n", (lesions(m),)), 2, 9)), "pieces_show": (0.7, lambda m: Wish("pieces_show", (lesions(m),))),
    "part_volume": (1.2, part("part_volume")), "part_show": (0.8, part("part_show")), "part_mean": (0.7, part("part_mean")),
    "distance": (1.8, lambda m: Wish("distance", m.pair(0.3))), "centroid_distance": (0.9, lambda m: Wish("centroid_distance", m.pair(0.3))),
    "hausdorff": (0.7, lambda m: Wish("hausdorff", m.pair(0.3))), "hausdorff95": (0.7, lambda m: Wish("hausdorff95", m.pair(0.3))),
    "dice": (1.3, lambda m: Wish("dice", m.pair(0.3))), "jaccard": (0.7, lambda m: Wish("jaccard", m.pair(0.3))),
    "overlap": (1, lambda m: Wish("overlap", m.pair(0.2))), "is_inside": (0.9, lambda m: Wish("is_inside", m.pair(0.1))),
    "location": (1.2, lambda m: Wish("location", (lesions(m),))),
    **{f"{op}_show": (1, radius(f"{op}_show")) for op in ("dilate", "erode")}, **{f"{op}_volume": (0.8, radius(f"{op}_volume")) for op in ("dilate", "erode")},
    **{f"{op}_show": (0.6, radius(f"{op}_show")) for op in ("opening", "closing")},
    "fill_show": (0.7, one("fill_show")), "keep_largest_show": (0.8, lambda m: Wish("keep_largest_show", (lesions(m),))),
    **{f"{op}_save": (0.35, (lambda op: lambda m: m.path(radius(f"{op}_save")(m)))(op)) for op in ("dilate", "erode", "opening", "closing")},
    "ring_volume": (0.8, radius("ring_volume")), "distance_map_show": (0.7, one("distance_map_show")),
    "volumes_means": (0.8, several("volumes_means", 2, 3)), "asymmetries": (1, lambda m: Wish("asymmetries", sided_several(m, m.rng.choice([2, 2, 3])))),
    "percents": (1, percents_wish), "most_asymmetric": (0.8, lambda m: Wish("most_asymmetric", sided_several(m, m.rng.choice([2, 3])))),
    "conditional_save": (0.8, lambda m: m.path(m.number_for(Wish("conditional_save", (m.target(unknown=0.02),), flag=m.rng.choice(["larger", "smaller"]))))),
    "conditional_smaller_side": (1, lambda m: Wish("conditional_smaller_side", m.sides(), flag=m.rng.choice(["larger", "smaller"]))),
    "median": (1.2, one("median")), "std": (1.5, one("std")), "minimum": (0.9, one("minimum")), "maximum": (1.1, one("maximum")),
    "percentile": (1.3, lambda m: m.whole(Wish("percentile", (m.target(unknown=0.03),)), 1, 99)), "total_intensity": (0.7, one("total_intensity")),
    "stats": (1, one("stats")), "intensity_range": (0.8, one("intensity_range")), "contrast": (0.9, one("contrast")), "snr": (1, one("snr")),
    "cv": (0.7, one("cv")), "histogram": (1.5, one("histogram")), "icv_normalized": (1.2, one("icv_normalized")),
    "smooth_show": (1.1, lambda m: m.small(Wish("smooth_show"))), "smooth_save": (0.6, lambda m: m.path(m.small(Wish("smooth_save")))),
    "median_filter_show": (0.7, lambda m: m.small(Wish("median_filter_show"), 1, 5)), "gradient_show": (0.6, scan_only("gradient_show")),
    "threshold_show": (1, lambda m: m.intensities(Wish("threshold_image_show"))), "threshold_below_show": (0.7, lambda m: m.intensities(Wish("threshold_below_show"))),
    "between_show": (0.8, lambda m: m.intensities(Wish("between_show"), True)), "threshold_volume": (0.8, lambda m: m.intensities(Wish("threshold_image_volume"))),
    "otsu": (0.7, scan_only("otsu")), "otsu_show": (0.7, scan_only("otsu_show")), "normalize_show": (0.8, scan_only("normalize_show")),
    "clip_show": (0.6, lambda m: m.intensities(Wish("clip_show"), True)), "skull_strip_show": (1.2, scan_only("skull_strip_show")),
    "skull_strip_save": (0.8, lambda m: m.path(Wish("skull_strip_save"))), "bias_correct_show": (1, scan_only("bias_correct_show")),
    "bias_correct_save": (0.6, lambda m: m.path(Wish("bias_correct_save"))), "brain_mask_show": (1, scan_only("brain_mask_show")),
    "brain_mask_save": (0.8, lambda m: m.path(Wish("brain_mask_save"))), "resample_show": (1, lambda m: m.small(Wish("resample_show"), 1, 4)),
    "resample_save": (0.6, lambda m: m.path(m.small(Wish("resample_save"), 1, 4))), "crop_show": (0.8, one("crop_show")),
    "crop_margin_show": (0.7, lambda m: m.small(Wish("crop_margin_show", (m.target(unknown=0.02),)), 2, 20)), "flip_show": (0.7, scan_only("flip_show")),
    "reorient_show": (0.7, lambda m: Wish("reorient_show", number=code_span(m))), "slice_show": (0.9, lambda m: Wish("slice_show", flag=m.rng.choice(PLANES))),
    "slice_at_show": (0.8, lambda m: m.small(Wish("slice_at_show", flag=m.rng.choice(PLANES)), 1, 60)), "tissue_volumes": (1.6, scan_only("tissue_volumes")), "tissue_save": (0.6, lambda m: m.table_path(Wish("tissue_save"))),
    "save_side": (0.6, lambda m: m.path(Wish("save_side", m.sides(), flag=m.rng.choice(["larger", "smaller"])))),
    "all_structures": (2.2, scan_only("all_structures")), "all_structures_save": (1.3, lambda m: m.table_path(Wish("all_structures_save"))),
    "icv": (1.3, scan_only("icv")), "plot_volumes": (0.8, several("plot_volumes", 2, 3, 4)), "structure_table": (0.9, several("structure_table", 2, 3, 4)),
    "volumes_save": (1.1, lambda m: m.table_path(several("volumes_save", 2, 3)(m))),
}


def saved(way: str) -> Callable[[Maker], Wish]:
    """What a way shows, saved in place of being shown."""
    def make(m: Maker) -> Wish:
        wish = WISHES[way + "_show"][1](m)
        return m.path(wish.changed(task=wish.task.removesuffix("_show") + "_save"))
    return make


WISHES |= {f"{way}_save": (0.25, saved(way)) for way in (
    "median_filter", "gradient", "normalize", "clip", "flip", "reorient", "slice", "slice_at", "threshold", "threshold_below", "between", "otsu", "crop",
    "part", "fill", "keep_largest")}


def lesions(m: Maker) -> Target:
    """What comes in pieces, more often than not."""
    return Target("white matter lesion") if m.rng.random() < 0.45 else m.target(unknown=0.03)


# What depends on the contrast: of several scans, none is meant unless it is named.
OF_INTENSITY = {
    "mean", "means", "mean_ratio", "mean_difference", "is_brighter", "is_darker", "which_brighter", "mean_above", "volume_mean", "volumes_means", "part_mean",
    "median", "std", "minimum", "maximum", "percentile", "total_intensity", "stats", "intensity_range", "contrast", "snr", "cv", "histogram",
    "smooth_show", "smooth_save", "median_filter_show", "gradient_show", "threshold_show", "threshold_below_show", "between_show", "threshold_volume", "otsu",
    "otsu_show", "normalize_show", "clip_show", "bias_correct_show", "bias_correct_save", "skull_strip_show", "skull_strip_save", "resample_show", "resample_save",
    "flip_show", "reorient_show", "slice_show", "slice_at_show",
}
# What says the scan itself and no structure.
ABOUT_SCANS = {way for way, (_, make) in WISHES.items() if not make(Maker(random.Random(0))).targets}

TWO_SCANS: dict[str, tuple[float, Callable[[Maker], Wish]]] = {
    "volume_each_scan": (2.2, lambda m: Wish("volume_each_scan", (m.target(unknown=0.03),))),
    "change": (4, lambda m: Wish("change", (m.target(unknown=0.04),))),
    "change_percent": (2, lambda m: Wish("change_percent", (m.target(unknown=0.03),))),
    "scans_larger": (1.5, lambda m: Wish("scans_larger", (m.target(unknown=0.03),))),
    "scans_smaller": (1.5, lambda m: Wish("scans_smaller", (m.target(unknown=0.03),))),
    "shrunk": (1.3, one("scans_smaller", 0.02)), "grown": (1, one("scans_larger", 0.02)), "which_scan": (1.3, lambda m: Wish("which_scan", (m.target(unknown=0.02),), flag=m.rng.choice(["larger", "larger", "smaller"]))),
    "mean_each_scan": (0.8, one("mean_each_scan")), "annualized": (1, lambda m: m.small(Wish("annualized", (m.target(unknown=0.02),)), 1, 9)),
    "resample_like_show": (0.7, scan_only("resample_like_show")), "compare_scans": (1, scan_only("compare_scans")),
    "compare_save": (0.7, lambda m: m.table_path(Wish("compare_save"))), "align_show": (1.4, scan_only("align_show")),
    "align_affine_show": (0.7, scan_only("align_affine_show")), "align_save": (0.8, lambda m: m.path(Wish("align_save"))),
    "motion": (0.9, scan_only("motion")), "scaling": (0.6, scan_only("scaling")), "carry_mask": (0.7, one("carry_mask", 0.02)),
    "halfway_show": (0.6, scan_only("halfway_show")), "difference_image": (0.7, scan_only("difference_image")),
}
# Said without naming both scans, the later one is brought onto the earlier.
LATER_FIRST = {"shrunk", "grown"}
TOWARD_FIRST = LATER_FIRST | {"align_show", "align_affine_show", "align_save", "resample_like_show"}
SIDELESS = {"asymmetry", "asymmetry_above", "both", "show_both", "average_sides", "ratio_sides", "difference_sides", "compare_sides",
            "which_sides", "total_sides", "save_side", "conditional_smaller_side"}


def choose(rng: random.Random, table: dict) -> str:
    return rng.choices(list(table), [weight for weight, _ in table.values()])[0]


def phrase(rng: random.Random, speaker: Speaker, way: str, held_out: bool) -> str:
    """The wish in words; held-out prompts take a held-out way, if the task has one."""
    speaker.sideless = way in SIDELESS
    options = [o for o in ways(way, held_out) if fits(speaker, o[1])] or [o for o in ways(way, False) if fits(speaker, o[1])]
    if not options:
        raise Retry
    forms = sorted({form for form, _ in options})
    # Noun phrases combine with the most frames: take them more often than lines alone would.
    weight = {"n": 1.3, "w": 1.0, "o": 1.0, "q": 1.0}
    form = rng.choices(forms, [weight[f] * len([1 for g, _ in options if g == f]) ** 0.5 for f in forms])[0]
    pattern = rng.choice([p for f, p in options if f == form])
    return speaker.say(form, pattern, rng.choice(frames(form, held_out)))


def fits(speaker: Speaker, pattern: str) -> bool:
    """Whether a way says what has to be said: two scans by name where they could be others."""
    names = bool(re.search(r"\{(S1|S2|between)\}", pattern))
    if len(speaker.wish.targets) > 2 and not re.search(r"\{(list|both)\}", pattern) and "{C}" not in pattern and "{c}" not in pattern:
        return False
    if "{S1}" in pattern and len(speaker.wish.scans) == 2:
        return bool(speaker.mention2)
    if speaker.mention2 and not names:
        return False
    return not (speaker.wish.pronoun and re.search(r"\{[ab]~\}", pattern))


def distractors(rng: random.Random, entries: list[Entry]) -> list[Entry]:
    """Earlier masks and numbers in the workspace that the prompt does not speak of."""
    result = list(entries)
    if rng.random() < 0.35:
        for _ in range(rng.choice([1, 1, 2, 3, 4, 6])):
            m = Maker(rng)
            program = Program()
            t = m.target(unknown=0.03)
            program.assigned.append(("mask", t, ""))
            if rng.random() < 0.4:
                program.assigned.append(("number", t, rng.choice(["volume", "mean"])))
            result = leave_behind(program, result)
    return result


def earlier_prompts(rng: random.Random) -> list[str]:
    """Unrelated earlier prompts."""
    if rng.random() > 0.25:
        return []
    if not _POOL:
        # A fixed pool: their embeddings are computed once.
        pool = random.Random("earlier prompts")
        _POOL.extend(plain_prompt(pool) for _ in range(2000))
    return rng.sample(_POOL, rng.choice([1, 1, 2, 3]))


_POOL: list[str] = []


def plain_prompt(rng: random.Random) -> str:
    m = Maker(rng)
    way = choose(rng, WISHES)
    wish = WISHES[way][1](m)
    entry = modality_entry(rng, "t1")
    speaker = Speaker(rng, [entry], wish, m.texts)
    if way == "show_scan":
        speaker.mention = "the scan"
    prompt = finish_prompt(rng, phrase(rng, speaker, way, False)).prompt
    return " ".join([prompt, *done(tasks.program_for(wish)[0])])


def build(rng: random.Random, entries: list[Entry], wish: Wish, m: Maker, way: str, held_out: bool, earlier: list[str], name: str | None = None,
          mention: str = "", mention2: str = "", chat: float = 0.12) -> Example:
    speaker = Speaker(rng, entries, wish, m.texts, mention, mention2)
    text = phrase(rng, speaker, way, held_out)
    prompt, spans, mentions = finish_prompt(rng, text, chat)
    if len(spans) != len(m.texts):
        raise Retry
    actions, program = tasks.program_for(wish)
    return Example(prompt, entries, earlier, actions, spans, name or way, wish, program, mentions)


class Retry(Exception):
    """A draw that makes no sense; draw again."""


def ask_or_program(rng: random.Random, held_out: bool, way: str = "", bare: bool = False) -> Example:
    """A task on one scan, named or not; ``bare``: with nothing but scans in the workspace, and no earlier prompts."""
    m = Maker(rng, held_out)
    way = way or choose(rng, WISHES)
    wish = WISHES[way][1](m)
    style, entries = scans(rng)
    mention, name = "", None
    default = default_scan(entries)
    if rng.random() < {"one": 0.2}.get(style, 0.55):
        index = rng.randrange(len(entries))
        mention = rng.choice(entries[index].mentions)
        if style == "one" and rng.random() < 0.6:
            mention = rng.choice(GENERIC)
    elif default is None or len(entries) > 1 and way in OF_INTENSITY:
        return non_program("<ask:scan>", "ask_scan", rng, m, way, wish, distractors(rng, entries), held_out,
                           mention=rng.choice(["the scan", "the image"]) if way in ABOUT_SCANS else "")
    else:
        index = default
        if style == "one" and way in ABOUT_SCANS:
            mention = rng.choice(GENERIC)
        elif way == "show_scan":
            raise Retry
    if way == "show_scan" and not mention:
        mention = rng.choice(entries[index].mentions)
    kept, earlier = (entries, []) if bare else (distractors(rng, entries), earlier_prompts(rng))
    return build(rng, kept, wish.changed(scans=(index,)), m, way, held_out, earlier, name, mention)


def composition(rng: random.Random, held_out: bool) -> Example:
    """A wish put together from parts, on one scan."""
    m = Maker(rng, held_out)
    return on_one_scan(rng, m, request(rng, m) if rng.random() < 0.75 else composed(rng, m))


def on_one_scan(rng: random.Random, m: Maker, made: Composed) -> Example:
    """What was composed, asked about one scan of the workspace."""
    style, entries = scans(rng)
    mention, index = "", default_scan(entries)
    unnamed = len(entries) > 1 and rng.random() < 0.25 and re.search(r"\{S0?\}", made.pattern) is None
    if not unnamed and (len(entries) > 1 or rng.random() < 0.2):
        index = rng.randrange(len(entries))
        mention = rng.choice(entries[index].mentions)
    wish = made.wish.changed(scans=(index or 0,))
    speaker = Speaker(rng, entries := distractors(rng, entries), wish, m.texts, mention)
    text = speaker.say(made.form, made.pattern, rng.choice(frames(made.form, m.held_out)))
    prompt, spans, mentions = finish_prompt(rng, text)
    if len(spans) != len(m.texts):
        raise Retry
    program = Program()
    made.write(wish, program)
    actions = finish(program)
    if unnamed and (index is None or OF_SIGNAL & set(a for a in actions if isinstance(a, int))):
        return Example(prompt, entries, earlier_prompts(rng), answer("<ask:scan>"), [], "ask_scan")
    return Example(prompt, entries, earlier_prompts(rng), actions, spans, "composed", wish, program, mentions)


# What depends on the scan that is asked, not only on the person in it.
OF_SIGNAL = {CODE_IDS[name] for name in """
mean median std minimum maximum percentile histogram total contrast snr ratio smooth median_filter gradient threshold otsu normalize clip bias_correct
""".split()}


def composition_of_two(rng: random.Random, held_out: bool) -> Example:
    """A wish put together from parts, on two scans."""
    m = Maker(rng, held_out)
    return on_two_scans(rng, m, request_of_two(rng, m))


def on_two_scans(rng: random.Random, m: Maker, made: Composed, style: str | None = None) -> Example:
    """What was composed, asked about two scans of the workspace; ``modalities`` as a style: of a T1 and a FLAIR."""
    pair = style == "modalities"
    if pair:
        entries = [modality_entry(rng, "t1"), modality_entry(rng, "flair")]
    else:
        style, entries = scans(rng, style or rng.choices(["visits", "subjects", "modalities", "crossed"], [75, 12, 7, 6])[0])
    by_name = bool(re.search(r"\{S[12]\}", made.pattern))
    if len(entries) > 2 and "{each}" in made.pattern:
        raise Retry
    if by_name or style != "visits" or rng.random() < 0.4:
        a, b = rng.sample(range(len(entries)), 2) if by_name and "{between}" not in made.pattern or "{between}" in made.pattern and style != "visits" else (0, 1)
        if pair:
            # The T1 is the first of the two, wherever it stands in the workspace.
            entries = entries if a == 0 else entries[::-1]
        mentions = (rng.choice(entries[a].mentions), rng.choice(entries[b].mentions))
    else:
        a, b, mentions = 0, 1, ("", "")
    if not by_name and "{between}" not in made.pattern:
        mentions = ("", "")
    wish = made.wish.changed(scans=(a, b))
    speaker = Speaker(rng, entries := distractors(rng, entries), wish, m.texts, *mentions)
    prompt, spans, found = finish_prompt(rng, speaker.say(made.form, made.pattern, rng.choice(frames(made.form, m.held_out))))
    if len(spans) != len(m.texts):
        raise Retry
    program = Program()
    made.write(wish, program)
    return Example(prompt, entries, earlier_prompts(rng), finish(program), spans, "composed", wish, program, found)


def non_program(intent: str, task: str, rng: random.Random, m: Maker, way: str, wish: Wish, entries: list[Entry], held_out: bool, mention: str = "", mention2: str = "") -> Example:
    speaker = Speaker(rng, entries, wish, m.texts, mention, mention2)
    prompt = finish_prompt(rng, phrase(rng, speaker, way, held_out)).prompt
    return Example(prompt, entries, earlier_prompts(rng), answer(intent), [], task)


def two_scans(rng: random.Random, held_out: bool) -> Example:
    m = Maker(rng, held_out)
    way = choose(rng, TWO_SCANS)
    wish = TWO_SCANS[way][1](m)
    style, entries = scans(rng, rng.choices(["visits", "subjects", "modalities", "crossed"], [75, 12, 7, 6])[0])
    indices = list(range(len(entries)))
    if style != "visits" and way in LATER_FIRST:
        raise Retry
    if len(indices) > 2 or style in ("subjects", "modalities", "crossed"):
        a, b = rng.sample(indices, 2)
        named = True
        if way == "volume_each_scan":
            if len(indices) > 2:
                raise Retry
            a, b, named = 0, 1, False
    else:
        a, b = 0, 1
        named = way.startswith("scans_") or rng.random() < (0.7 if way == "which_scan" else 0.4)
        if way in LATER_FIRST:
            # "Between the first and the second", but the later one against the earlier.
            return build_shrunk(rng, entries, wish, m, way, held_out, named)
        if way in TOWARD_FIRST and not named:
            a, b = b, a
        if way.startswith("scans_") and rng.random() < 0.5:
            a, b = b, a
    if style == "visits" and rng.random() < 0.15 and not way.startswith("scans_") and way != "volume_each_scan":
        # Loaded the other way round: the names still say which is earlier.
        if any(x.name[-1].isdigit() for x in entries):
            entries.reverse()
            a, b = 1, 0
    mention = rng.choice(entries[a].mentions) if named else ""
    mention2 = rng.choice(entries[b].mentions) if named else ""
    return build(rng, distractors(rng, entries), wish.changed(scans=(a, b)), m, way, held_out, earlier_prompts(rng), None, mention, mention2)


def build_shrunk(rng: random.Random, entries: list[Entry], wish: Wish, m: Maker, way: str, held_out: bool, named: bool) -> Example:
    mentions = [rng.choice(entries[i].mentions) if named else "" for i in (0, 1)]
    speaker = Speaker(rng, entries, wish.changed(scans=(0, 1)), m.texts, *mentions)
    prompt, spans, found = finish_prompt(rng, phrase(rng, speaker, way, held_out))
    if len(spans) != len(m.texts):
        raise Retry
    wish = wish.changed(scans=(1, 0))
    actions, program = tasks.program_for(wish)
    return Example(prompt, entries, earlier_prompts(rng), actions, spans, way, wish, program, found)


ABSENT_VISITS = ["the third visit", "visit 3", "the fourth visit", "scan 5", "the 2012 scan", "the third scan", "visit 4", "time point 3"]


def refuse_scan(rng: random.Random, held_out: bool) -> Example:
    m = Maker(rng, held_out)
    kind = rng.random()
    if kind < 0.3:
        way = choose(rng, WISHES)
        wish = WISHES[way][1](m)
        mention = rng.choice(["the scan", *MODALITIES["t1"][1]]) if way == "show_scan" or rng.random() < 0.15 else ""
        return non_program("<refuse:scan>", "refuse_scan", rng, m, way, wish, [], held_out, mention)
    if kind < 0.45:
        way = rng.choice(["change", "change", "change_percent", "volume_each_scan", "scans_larger", "scans_smaller"])
        wish = TWO_SCANS[way][1](m)
        _, entries = scans(rng, "one")
        if way == "volume_each_scan":
            raise Retry
        named = way.startswith("scans_")
        entries[0].family = "visit"
        return non_program("<refuse:scan>", "refuse_scan", rng, m, way, wish.changed(scans=(0, 0)), distractors(rng, entries), held_out,
                           rng.choice(FIRST) if named else "", rng.choice(SECOND) if named else "")
    way = choose(rng, WISHES)
    wish = WISHES[way][1](m)
    style, entries = scans(rng)
    if style in ("one", "modalities"):
        families = {e.family for e in entries}
        if families & {"unknown"}:
            absent = [x for x in MODALITIES if x not in ("t1", "t1c")]
        else:
            absent = [x for x in MODALITIES if x not in families and not (x == "t1" and "t1c" in families)]
        mention = rng.choice(MODALITIES[rng.choice(absent)][1]) if rng.random() < 0.8 else rng.choice(ABSENT_VISITS + SECOND[:3])
        if mention in SECOND and len(entries) > 1:
            raise Retry
    elif style in ("visits", "crossed"):
        mention = rng.choice(ABSENT_VISITS) if rng.random() < 0.6 else rng.choice(MODALITIES[rng.choice(["t2", "pd", "ct", "pet", "swi"])][1])
        if mention == "scan 5" and any("5" in e.name for e in entries):
            raise Retry
    else:
        mention = rng.choice(MODALITIES[rng.choice(["t2", "flair", "ct", "pet"])][1] + ["sub99", "patient 7", "p44"])
    return non_program("<refuse:scan>", "refuse_scan", rng, m, way, wish, distractors(rng, entries), held_out, mention)


ASK_SCAN = {"ask_scan": (6, None), "ask_scan_of_intensity": (2, None), "ask_scan_visits": (1, "visits"), "ask_scan_subjects": (1, "subjects")}


def ask_scan(rng: random.Random, held_out: bool) -> Example:
    """Several scans and none named."""
    m = Maker(rng, held_out)
    way = choose(rng, ASK_SCAN)
    style, entries = scans(rng, ASK_SCAN[way][1])
    if len(entries) < 2 or default_scan(entries) is not None and way != "ask_scan_of_intensity":
        raise Retry
    return non_program("<ask:scan>", "ask_scan", rng, m, way, Wish("none", m.several(2)), distractors(rng, entries), held_out)


def simple(intent: str, task: str) -> Callable[[random.Random, bool], Example]:
    def make(rng: random.Random, held_out: bool) -> Example:
        style, entries = scans(rng, "none" if rng.random() < 0.12 and task in ("help", "workspace", "refuse_scope") else None)
        if task == "refuse_scope" and rng.random() < 0.4:
            m = Maker(rng)
            wish = Wish("none", m.several(2))
            speaker = Speaker(rng, entries, wish, m.texts, rng.choice(GENERIC) if rng.random() < 0.2 else "")
            prompt = finish_prompt(rng, phrase(rng, speaker, "unsupported", held_out)).prompt
        elif task == "refuse_scope":
            lines = [x for x in REFUSALS if is_held_out("refuse", x) == held_out]
            prompt = finish_prompt(rng, expand(rng, rng.choice(lines))).prompt
        elif task == "ask_structure":
            speaker = Speaker(rng, entries, Wish("none"))
            if default_scan(entries) is None or rng.random() < 0.1:
                entries = entries[:1]
                speaker.mention = rng.choice(GENERIC)
            prompt = finish_prompt(rng, phrase(rng, speaker, task, held_out)).prompt
            return Example(prompt, entries, [], answer(intent), [], task)
        else:
            prompt = finish_prompt(rng, phrase(rng, Speaker(rng, entries, Wish("none")), task, held_out)).prompt
        return Example(prompt, distractors(rng, entries), earlier_prompts(rng), answer(intent), [], task)
    return make


REPEATABLE = {
    "volume", "volume_mm3", "mean", "show", "show_volume", "volume_mean", "segment_save", "asymmetry", "percent", "surface", "diameter", "axial_diameters",
    "extent", "centroid", "sphericity", "touches_edge", "count", "largest_piece", "median", "std", "minimum", "maximum", "stats", "intensity_range", "contrast",
    "snr", "histogram", "location", "icv_normalized", "volumes", "is_larger", "is_smaller", "which_larger", "compare", "difference", "ratio", "show_many", "total", "change", "change_percent", "scans_larger", "scans_smaller", "volume_each_scan",
}
IT_WAYS = {"it_volume": "volume", "it_mm3": "volume_mm3", "it_mean": "mean", "it_show": "show", "it_save": "segment_save",
           "it_save_default": "segment_save", "it_threshold": "threshold", "it_histogram": "histogram", "it_surface": "surface", "it_diameter": "diameter",
           "it_std": "std", "it_center": "centroid", "correct_unit": "volume_mm3"}
# Ways of a task on one structure in which "it", "that mask" or a mask's name may stand in the place of the structure.
POINTABLE = [
    "volume", "volume_mm3", "mean", "show", "segment_save", "threshold", "surface", "surface_ratio", "diameter", "axial_diameters", "extent", "width", "length",
    "height", "bounding_box", "centroid", "principal_axes", "sphericity", "touches_edge", "count", "largest_piece", "biggest_n", "pieces_show", "part_volume",
    "part_show", "part_mean", "distance", "centroid_distance", "hausdorff", "hausdorff95", "dice", "jaccard", "overlap", "is_inside", "location", "dilate_show",
    "erode_show", "opening_show", "closing_show", "dilate_volume", "erode_volume", "fill_show", "keep_largest_show", "dilate_save", "erode_save", "ring_volume",
    "distance_map_show", "median", "std", "minimum", "maximum", "percentile", "total_intensity", "stats", "intensity_range", "contrast", "snr", "cv", "histogram",
    "icv_normalized", "crop_show", "crop_margin_show", "ratio", "difference", "is_larger", "is_smaller", "mean_ratio", "conditional_save", "surface_pair",
]
TWO_MASKS = {"distance", "centroid_distance", "hausdorff", "hausdorff95", "dice", "jaccard", "overlap", "is_inside", "ratio", "difference", "is_larger", "is_smaller",
             "mean_ratio", "surface_pair"}
VERSUS_WAYS = {"it_compare": "compare", "it_is_larger": "is_larger", "it_is_smaller": "is_smaller", "it_difference": "difference", "it_ratio": "ratio"}
PAIR_WAYS = {"pair_difference": "difference", "pair_ratio": "ratio", "pair_which": "which_larger", "pair_total": "total", "pair_asymmetry": "asymmetry"}
KINDS = ["it"] * 5 + ["pronoun"] * 4 + ["versus"] * 2 + ["pair"] * 2 + ["side"] * 5 + ["structure"] * 6 + ["scan_"] * 3 + ["percent"] * 2 + ["delta"] * 3 + ["plot"] * 2 + ["narrow"] * 3


def follow_up(rng: random.Random, held_out: bool) -> Example:
    """A prompt that leans on the one before it."""
    kind = rng.choice(KINDS)
    while True:
        draw = rng.random()
        before = follow_up(rng, False) if draw < 0.35 else two_scans(rng, False) if draw < 0.5 else ask_or_program(rng, False)
        if before.program and before.wish and before.wish.targets and all(t.span is None for t in before.wish.targets):
            try:
                return FollowUp(rng, held_out, before).make(kind)
            except Retry:
                continue


class FollowUp:
    """Makes a follow-up to ``before``; raises ``Retry`` where that makes no sense."""

    def __init__(self, rng: random.Random, held_out: bool, before: Example) -> None:
        self.rng, self.m, self.held_out = rng, Maker(rng, held_out), held_out
        self.wish = before.wish.changed(number=None, literal="", path=None, suffix=False)
        self.entries = leave_behind(before.program, before.entries)
        self.earlier = [*before.earlier, before.turn][-3:]
        self.masks = [i for i, e in enumerate(self.entries) if e.kind == "mask" and i >= len(before.entries)]
        self.scan = self.wish.scans[0]

    def make(self, kind: str) -> Example:
        return getattr(self, kind)()

    def build(self, wish: Wish, way: str, mention: str = "") -> Example:
        return build(self.rng, self.entries, wish, self.m, way, self.held_out, self.earlier, way, mention, chat=0.05)

    def one_scan(self) -> None:
        if len(self.wish.scans) != 1:
            raise Retry

    def delta(self) -> Example:
        """The change of what was measured in one scan or in both."""
        visits = [i for i, e in enumerate(self.entries) if e.kind == "scan"]
        if len(visits) != 2 or self.entries[visits[0]].family != "visit" or len(self.wish.targets) != 1:
            raise Retry
        way = self.rng.choice(["it_change", "it_change_percent", "it_change_percent", "it_per_year"])
        task = {"it_change": "change", "it_change_percent": "change_percent", "it_per_year": "annualized"}[way]
        if self.wish.task not in ("volume", "volume_each_scan", "change", "change_percent") or self.wish.task == task:
            raise Retry
        wish = self.wish.changed(task=task, scans=tuple(visits), masks=(), pronoun=False, named=False)
        return self.build(self.m.small(wish, 1, 9) if way == "it_per_year" else wish, way)

    def plot(self) -> Example:
        """The volumes that were just measured, as bars."""
        if len(self.masks) < 2 or self.wish.task not in ("volume", "volumes", "compare", "which_larger", "is_larger", "is_smaller", "total", "volumes_means"):
            raise Retry
        targets = tuple(self.entries[i].target for i in self.masks)
        if len(set(targets)) < len(targets):
            raise Retry
        return self.build(Wish("plot_volumes", targets, (self.scan,), tuple(self.masks)), "plot_those")

    def narrow(self) -> Example:
        """One side of what was asked as a whole."""
        self.repeatable()
        if len(self.wish.targets) != 1 or self.wish.targets[0].side or not anatomy.BY_NAME[self.wish.targets[0].name].sided:
            raise Retry
        return self.build(self.wish.changed(targets=(Target(self.wish.targets[0].name, self.rng.choice(["left", "right"])),)), "narrow_side")

    def last_mask(self) -> Wish:
        """A wish about the newest mask."""
        self.one_scan()
        if not self.masks or (len(self.masks) > 1 and self.rng.random() < 0.8):
            raise Retry
        mask = self.masks[-1]
        return Wish("volume", (self.entries[mask].target,), (self.scan,), (mask,))

    def it(self) -> Example:
        wish, way = self.last_mask(), self.rng.choice(list(IT_WAYS))
        if way == "it_volume" and self.wish.task == "volume":
            raise Retry
        wish = wish.changed(task=IT_WAYS[way])
        if way == "it_save":
            wish = self.m.path(wish)
        if way == "it_threshold":
            wish = self.m.numbered(wish.changed(flag=self.rng.choice(["larger", "smaller"])))
        return self.build(wish, way)

    def pronoun(self) -> Example:
        """The next question about the newest mask."""
        self.one_scan()
        return pointed_at(self.rng, self.m, self.entries, self.masks[-1:], self.scan, self.held_out, self.earlier, pronoun=True)

    def percent(self) -> Example:
        wish = self.last_mask()
        whole = Target(self.rng.choice(["brain", "intracranial volume", "brain", "cerebrum", "head", "grey matter"]))
        if whole.name == wish.targets[0].name:
            raise Retry
        way = self.rng.choice(["it_percent", "it_both_percent"])
        return self.build(wish.changed(task="percent", targets=(*wish.targets, whole)), way)

    def versus(self) -> Example:
        wish, way = self.last_mask(), self.rng.choice(list(VERSUS_WAYS))
        mine = wish.targets[0]
        if mine.side and self.rng.random() < 0.6:
            other = Target(mine.name, {"left": "right", "right": "left"}[mine.side])
        else:
            other = self.m.target(unknown=0.02)
            if other.name == mine.name:
                raise Retry
        return self.build(wish.changed(task=VERSUS_WAYS[way], targets=(mine, other)), way)

    def pair(self) -> Example:
        self.one_scan()
        if len(self.masks) != 2:
            raise Retry
        targets = tuple(self.entries[i].target for i in self.masks)
        way = self.rng.choice(list(PAIR_WAYS))
        if way == "pair_asymmetry" and (targets[0].name != targets[1].name or targets[0].side != "left"):
            raise Retry
        flag = self.rng.choice(["larger", "smaller"]) if way == "pair_which" else ""
        return self.build(Wish(PAIR_WAYS[way], targets, (self.scan,), tuple(self.masks), flag=flag), way)

    def repeatable(self) -> None:
        if self.wish.task not in REPEATABLE or self.wish.number is not None:
            raise Retry
        # Asked of a mask of the workspace, it is asked again of the structure.
        self.wish = self.wish.changed(masks=(), pronoun=False, named=False)

    def side(self) -> Example:
        self.repeatable()
        if len(self.wish.targets) != 1 or not self.wish.targets[0].side or not anatomy.BY_NAME[self.wish.targets[0].name].sided:
            raise Retry
        other = {"left": "right", "right": "left"}[self.wish.targets[0].side]
        return self.build(self.wish.changed(targets=(Target(self.wish.targets[0].name, other),)), self.rng.choice(["other_side", "correct_side"]))

    def structure(self) -> Example:
        self.repeatable()
        wish, m = self.wish, self.m
        old = wish.targets[0]
        # Both sides of one structure become both sides of another.
        both = wish.task == "asymmetry" or len(wish.targets) == 2 and len({t.name for t in wish.targets}) == 1 and wish.task != "percent"
        if len(wish.targets) > 1 and not both and wish.task != "percent":
            raise Retry
        new = m.target(sided=True if both else None, side=None if both else "any", unknown=0.04)
        if new.name == old.name or (wish.task == "percent" and new.name == wish.targets[1].name):
            raise Retry
        spoken = new
        if both:
            targets = tuple(Target(new.name, t.side, new.span) for t in wish.targets)
        else:
            # "same for the amygdala" after the left hippocampus means the left amygdala.
            if old.side and not new.side and new.span is None and anatomy.BY_NAME[new.name].sided:
                new = Target(new.name, old.side)
            targets = (new, *wish.targets[1:])
        way = self.rng.choice(["other_structure", "correct_structure"])
        slot = (spoken, *targets[1:]) if way == "other_structure" else (old, spoken)
        speaker = Speaker(self.rng, self.entries, wish.changed(targets=slot), m.texts)
        prompt, spans, mentions = finish_prompt(self.rng, phrase(self.rng, speaker, way, self.held_out), 0.05)
        if way == "correct_structure":
            mentions = {0: mentions[1]} if 1 in mentions else {}
        if len(spans) != len(m.texts):
            raise Retry
        wish = wish.changed(targets=targets)
        actions, program = tasks.program_for(wish)
        return Example(prompt, self.entries, self.earlier, actions, spans, way, wish, program, mentions)

    def scan_(self) -> Example:
        self.repeatable()
        self.one_scan()
        others = [i for i, e in enumerate(self.entries) if e.kind == "scan" and i != self.scan]
        if not others:
            raise Retry
        index = self.rng.choice(others)
        return self.build(self.wish.changed(scans=(index,)), self.rng.choice(["other_scan", "correct_scan"]), self.rng.choice(self.entries[index].mentions))


MASK_NAMES = ["roi", "mask1", "m", "a", "b", "mask2", "seg", "region", "lh", "result", "hippo_mask", "x", "my_mask", "left_mask", "target", "lesions_mask", "roi2", "mask_a"]


def with_masks(rng: random.Random, m: Maker, slugs: str, said: Callable[[], bool]) -> tuple[list[Entry], int, list[int]]:
    """A workspace with one to three named masks, the scan they are of, and their places.

    A mask may be named by its structure if that name matches ``slugs``; ``said``: whether it says what it holds.
    """
    _, entries = scans(rng, rng.choice(["one", "one", "modalities"]))
    scan = default_scan(entries)
    if scan is None:
        raise Retry
    entries = list(entries)
    for name in rng.sample(MASK_NAMES, rng.choice([1, 2, 3])):
        t = m.target(unknown=0)
        if rng.random() < 0.5 and not any(e.name == t.slug for e in entries) and re.search(slugs, t.slug):
            name = t.slug
        entries.append(Entry(name, "mask", t.text if said() else "", target=t))
    return entries, scan, [i for i, e in enumerate(entries) if e.kind == "mask"]


def named_entry(rng: random.Random, held_out: bool) -> Example:
    """A mask or number of the workspace called by its identifier."""
    m = Maker(rng, held_out)
    entries, scan, masks = with_masks(rng, m, "_", lambda: True)
    if rng.random() < 0.25:
        name = rng.choice(["total", "n", "ratio", "brain_volume", "left_volume", "value", "lesion_volume", "x1", "asymmetry", "vol"])
        entries.append(Entry(name, "number"))
        return build(rng, entries, Wish("print", masks=(len(entries) - 1,)), m, "print", held_out, [])
    first = rng.choice(masks)
    way = rng.choice(["named_volume", "named_show", "named_mean", "named_save", "named_difference", "named_ratio"])
    task = {"named_volume": "volume", "named_show": "show", "named_mean": "mean", "named_save": "segment_save", "named_difference": "difference", "named_ratio": "ratio"}[way]
    chosen = [first]
    if way in ("named_difference", "named_ratio"):
        rest = [i for i in masks if i != first]
        if not rest:
            raise Retry
        chosen.append(rng.choice(rest))
    wish = Wish(task, tuple(entries[i].target for i in chosen), (scan,), tuple(chosen), named=True)
    if way == "named_save":
        wish = m.path(wish)
    return build(rng, entries, wish, m, way, held_out, [], name=way)


def pointed_at(rng: random.Random, m: Maker, entries: list[Entry], masks: list[int], scan: int, held_out: bool, earlier: list[str], pronoun: bool) -> Example:
    """A question about a mask of the workspace, as "it" or by its name."""
    way = rng.choice(POINTABLE)
    if not masks or entries[masks[0]].target is None or (pronoun and way == "segment_save" and rng.random() < 0.5):
        raise Retry
    wish = WISHES[way][1](m)
    mine = entries[masks[0]].target
    targets, chosen = (mine,), masks[:1]
    if way in TWO_MASKS:
        other = wish.targets[-1]
        if other.span is not None or other == mine:
            raise Retry
        targets = (mine, other)
        if not pronoun and len(masks) > 1 and rng.random() < 0.7:
            targets, chosen = (mine, entries[masks[1]].target), masks[:2]
    elif any(t.span is not None for t in wish.targets):
        raise Retry
    wish = wish.changed(targets=targets, masks=tuple(chosen), scans=(scan,), pronoun=pronoun, named=not pronoun)
    return build(rng, entries, wish, m, way, held_out, earlier, "pronoun" if pronoun else "named", chat=0.05)


def named_mask(rng: random.Random, held_out: bool) -> Example:
    """A mask called by its name, or as "it" long after it was made."""
    m = Maker(rng, held_out)
    entries, scan, masks = with_masks(rng, m, "", lambda: rng.random() < 0.7)
    pronoun = rng.random() < 0.25
    if pronoun:
        masks = masks[-1:]
    else:
        rng.shuffle(masks)
    return pointed_at(rng, m, entries, masks, scan, held_out, [], pronoun)
