"""How people write structures: names, adjectives, plurals, sides; and anatomy that the table lacks."""

from __future__ import annotations

import json
import random
import re

from .tokens import SPOKEN, STRUCTURES, VOCABULARY_PATH

BY_NAME = {s.name: s for s in SPOKEN}

# Structures that people ask for, with how often; the rest get weight 1.
WEIGHTS = {
    "hippocampus": 7, "amygdala": 4, "thalamus": 4, "caudate": 4, "putamen": 4, "pallidum": 3,
    "lateral ventricle": 4, "brain": 3, "cerebellum": 3, "cerebral cortex": 3, "third ventricle": 3,
    "cerebral white matter": 3, "fourth ventricle": 2.5, "brainstem": 3, "accumbens": 2.5,
    "cerebrospinal fluid": 2, "grey matter": 2.5, "ventricular system": 2, "white matter lesion": 2,
    "intracranial volume": 1.5, "inferior lateral ventricle": 2, "background": 0.3, "head": 0.6,
    "ventral diencephalon": 2, "basal ganglia": 2, "deep grey matter": 1.5,
}

ADJECTIVES = {
    "hippocampus": ["hippocampal"], "thalamus": ["thalamic"], "amygdala": ["amygdalar", "amygdala"],
    "putamen": ["putaminal", "putamen"], "pallidum": ["pallidal"], "cerebellum": ["cerebellar"],
    "cerebral cortex": ["cortical"], "ventricular system": ["ventricular"], "striatum": ["striatal"],
    "lateral ventricle": ["lateral ventricular"], "cerebrum": ["cerebral"], "caudate": ["caudate"],
    "third ventricle": ["third ventricular"], "accumbens": ["accumbal", "accumbens"],
    "white matter lesion": ["lesion", "WMH"], "intracranial volume": ["intracranial"],
    "brainstem": ["brainstem"], "brain": ["brain", "whole brain"],
}

PLURALS = {
    "hippocampus": ["hippocampi", "hippocampuses"], "thalamus": ["thalami"], "amygdala": ["amygdalae", "amygdalas"],
    "caudate": ["caudates", "caudate nuclei"], "putamen": ["putamina", "putamens"], "pallidum": ["pallida", "globi pallidi"],
    "lateral ventricle": ["lateral ventricles"], "inferior lateral ventricle": ["inferior lateral ventricles", "temporal horns"],
    "accumbens": ["nuclei accumbens", "accumbens nuclei"], "cerebral cortex": ["cortices", "cerebral cortices"],
    "cerebellar cortex": ["cerebellar cortices"], "cerebrum": ["cerebral hemispheres", "hemispheres"],
    "cerebellum": ["cerebellar hemispheres"], "lentiform nucleus": ["lentiform nuclei"], "striatum": ["striata"],
    "ventral diencephalon": ["ventral diencephala"],
}

# Synonyms that mean the structure as a whole: never with a side before them.
WHOLE = {
    "lateral ventricles", "thalami", "thalamic nuclei", "caudate nuclei", "caudates", "putamina", "putamens",
    "pallida", "hippocampi", "amygdalae", "cerebella", "cerebral hemispheres", "ventricles", "cerebral ventricles",
    "all ventricles", "whole brain", "total brain", "total grey matter", "total gray matter", "brain volume",
    "whole head", "entire head", "ventricular system", "hippocampus and amygdala",
}
# Never as a noun in running text.
ODD = {"pallidal", "brain volume", "midbrain pons and medulla", "hippocampus and amygdala", "ventricular space"}
LATIN = re.compile(r"(us|ae|um|alis|tius|tus|ea|formis|ricum)$")

# Real anatomy that the vocabulary knows not to hold.
OUTSIDE: list[str] = json.loads(VOCABULARY_PATH.read_text())["outside"]


def key(name: str) -> str:
    """A name in one spelling, as far as the table's own names differ by it."""
    name = re.sub(r"'s\b|\bthe\b", " ", name.lower()).replace("gray", "grey").replace("gyri", "gyrus")
    return " ".join(word if len(word) < 4 else re.sub(r"s$", "", word) for word in re.findall(r"\w+", name))


KNOWN = {key(name) for s in STRUCTURES for name in (s.name, *s.synonyms)}
assert not [name for name in OUTSIDE if key(name) in KNOWN]
# What the decoder has no token for, so that it copies the words; some of it the vocabulary knows.
COPIED = OUTSIDE + [s.name for s in STRUCTURES if s not in SPOKEN] * 2

NONSENSE = """
flux capacitor; warp core; banana; toaster; engine; carburettor; spark plug; unicorn; dilithium chamber; memory palace;
hard drive; coffee machine; gearbox; teapot; soul; ego; third eye; wheel; spaceship; dragon; pineapple; potato;
happiness; consciousness; love; wallet; elbow of the brain; blorb; frobnicator; quux; gizmo; thingamajig; doohickey; thing; foo; bar; moon; television; keyboard; homunculus; chakra;
bicycle; tail; wing; antenna; chocolate; mitochondria; hyperdrive; warp drive; ghost; pizza; robot arm; USB port; tyre; lamp; sofa; castle; sandwich; mustache
""".replace("\n", " ").split(";")
NONSENSE = [name.strip() for name in NONSENSE]

SYLLABLES = "ba be bi bo ca ce co cu da de di do fa fe fo ga go la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo xa xi zu zo bra cro dri fla glo plu stre thra".split()
ENDINGS = "us um is al ar ex or en ina oid ium ella ton ith orp ax".split()


def nonsense(rng: random.Random) -> str:
    if rng.random() < 0.45:
        return rng.choice(NONSENSE)
    word = "".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) + rng.choice(ENDINGS)
    if rng.random() < 0.4:
        word += rng.choice([" nucleus", " gyrus", " cortex", " area", " body", " complex", " lobe", " tract"])
    return word


def unknown(rng: random.Random) -> str:
    """Words for something that the decoder has no token for."""
    return rng.choice(COPIED) if rng.random() < 0.72 else nonsense(rng)


# Several structures under one noun, each meant on its own.
GROUPS: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    (("frontal lobe", "parietal lobe", "temporal lobe", "occipital lobe"),
     ("each lobe", "the four lobes", "all four lobes", "every lobe", "the lobes", "each of the four lobes", "all lobes", "the individual lobes", "the different lobes", "the lobes of the brain")),
    (("lateral ventricle", "third ventricle", "fourth ventricle"), ("each ventricle", "all ventricles one by one", "every single ventricle", "the individual ventricles", "the ventricles, each on its own", "each of the ventricles")),
    (("caudate", "putamen", "pallidum"), ("the caudate, the putamen and the pallidum", "the nuclei caudate, putamen and pallidum", "each basal ganglion: caudate, putamen, pallidum", "the basal ganglia one by one (caudate, putamen, pallidum)")),
    (("caudate", "putamen", "pallidum", "thalamus"), ("the deep nuclei caudate, putamen, pallidum and thalamus", "each of the deep nuclei (caudate, putamen, pallidum, thalamus)")),
    (("grey matter", "cerebral white matter", "cerebrospinal fluid"), ("grey matter, white matter and CSF", "GM, WM and CSF", "gm wm csf", "GM/WM/CSF", "gray matter, white matter, CSF")),
]


def group(rng: random.Random, names: list[str]) -> str:
    """A noun for exactly these structures, or nothing."""
    return next((rng.choice(nouns) for members, nouns in GROUPS if list(members) == names), "")


def members(rng: random.Random, count: int) -> tuple[str, ...]:
    """That many structures that a noun of ``GROUPS`` means; none where there is no such noun."""
    fitting = [names for names, _ in GROUPS if len(names) == count]
    return rng.choice(fitting) if fitting else ()


_NAMES = list(BY_NAME)
_WEIGHTS = [WEIGHTS.get(name, 1.2) for name in _NAMES]


def structure(rng: random.Random, sided: bool | None = None) -> str:
    while True:
        name = rng.choices(_NAMES, _WEIGHTS)[0]
        if sided is None or BY_NAME[name].sided == sided:
            return name


def base(rng: random.Random, name: str, side: str | None) -> str:
    """A way to write the structure itself; the program puts the table's name in the place of its synonyms."""
    s = BY_NAME[name]
    if rng.random() < 0.8:
        return s.name
    choices = [x for x in s.synonyms if x not in ODD and not (side and x in WHOLE)]
    choices = [x for x in choices if not LATIN.search(x) or len(x) < 7 or rng.random() < 0.3] or [s.name]
    if side is None and name in PLURALS and rng.random() < 0.3:
        choices = PLURALS[name]
    return rng.choice(choices)


BEFORE = {"left": ["left"] * 14 + ["L", "L", "l", "l.", "L.", "lt", "lt.", "Lt", "left-sided", "left sided", "left-hand", "LEFT", "lh", "left-side", "left side", "left hemisphere"],
          "right": ["right"] * 14 + ["R", "R", "r", "r.", "R.", "rt", "rt.", "Rt", "right-sided", "right sided", "right-hand", "RIGHT", "rh", "right-side", "right side", "right hemisphere"]}
AFTER = ["{x} on the {s}", "{x} on the {s}", "{x} on the {s} side", "{x} ({s})", "{x}, {s}", "{x} {s}", "{x} of the {s} hemisphere",
         "{x} in the {s} hemisphere", "{x} of the {s} side", "{x} at the {s} side", "{x} on the {s}-hand side", "{x} ({S})", "{x} {S}", "{x} {s} side"]


def bare(rng: random.Random, name: str, side: str | None, adjective: bool = False, words: str | None = None) -> str:
    """The structure with its side, no article; ``words`` replaces the name (unknown structures)."""
    x = words or base(rng, name, side)
    if adjective and not words and name in ADJECTIVES and rng.random() < 0.8:
        x = rng.choice(ADJECTIVES[name])
    if side is None:
        return x
    if adjective or rng.random() < 0.8:
        return f"{rng.choice(BEFORE[side])} {x}"
    return rng.choice(AFTER).format(x=x, s=side, S=side[0].upper())


NO_ARTICLE = {"cerebrospinal fluid", "cerebral white matter", "grey matter", "deep grey matter", "background",
              "cerebellar white matter", "soft tissue"}


def with_article(rng: random.Random, name: str, text: str) -> str:
    chance = 0.45 if name in NO_ARTICLE else 0.85
    if rng.random() < 0.03:
        return f"{rng.choice(['this patient', 'the patient', 'this person', 'the subject'])}'s {text}"
    return f"the {text}" if rng.random() < chance else text


def plural(rng: random.Random, name: str) -> str:
    return rng.choice(PLURALS[name]) if name in PLURALS else name


def both(rng: random.Random, name: str, words: str | None = None) -> str:
    """Both sides, each on its own."""
    x = words or base(rng, name, "left")
    xs = x if words or name not in PLURALS else rng.choice(PLURALS[name])
    the = rng.choice(["the ", ""])
    return rng.choice([
        f"{the}left and right {x}", f"{the}left and right {x}", f"{the}left and {the}right {x}", f"both {xs}", f"both {xs}",
        f"{the}left {x} and {the}right {x}", f"{the}right and left {x}", f"{the}{x} on both sides", f"L and R {x}", f"L/R {x}", f"left & right {x}",
        f"{the}{x} on each side", f"each {x}", f"the two {xs}", f"{the}{xs} on the left and right", f"{x} left and right",
        f"R and L {x}", f"{the}{xs}, left and right", f"left/right {x}", f"{the}left {x} and the right one", f"the bilateral {xs}, side by side",
    ])
