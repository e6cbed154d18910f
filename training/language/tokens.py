"""The code tokens: what the decoder may write, in the order that fixes their ids.

A token is a text and a class; the list goes into the metadata of ``decoder.safetensors``. New tokens are
appended at the end of their list only together with a retraining: ids are positions in ``TOKENS``.

The decoder has tokens for some structures of the vocabulary (``SPOKEN``). It reaches the others by copying their
words; the program, which knows every name, hands it stand-ins for them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

VOCABULARY_PATH = Path(__file__).resolve().parents[2] / "models" / "vocabulary.json"

VARIABLES = 20


@dataclass(frozen=True)
class Structure:
    """One row of ``models/vocabulary.json``: a structure with its synonyms."""

    name: str
    sided: bool
    synonyms: tuple[str, ...]


def load_structures(path: Path = VOCABULARY_PATH) -> list[Structure]:
    """All structures of the vocabulary table, in its order."""
    rows = json.loads(path.read_text())["structures"]
    return [Structure(row["name"], row["sided"], tuple(row["synonyms"])) for row in rows]


STRUCTURES = load_structures()

# The structures of models/decoder.safetensors, in the order of its tokens. Adding one changes the token list, so
# that the decoder has to be trained afresh.
SPOKEN_NAMES = [name.strip() for name in """
cerebral white matter; cerebral cortex; lateral ventricle; inferior lateral ventricle; cerebellar white matter;
cerebellar cortex; thalamus; caudate; putamen; pallidum; hippocampus; amygdala; accumbens; ventral diencephalon;
third ventricle; fourth ventricle; brainstem; cerebrospinal fluid; optic chiasm; eyes; skull; soft tissue; background;
cerebellum; basal ganglia; striatum; lentiform nucleus; deep grey matter; grey matter; medial temporal lobe structures;
cerebrum; brain; ventricular system; intracranial volume; head; white matter lesion;
frontal lobe; parietal lobe; temporal lobe; occipital lobe
""".split(";")]
SPOKEN = [next(s for s in STRUCTURES if s.name == name) for name in SPOKEN_NAMES]

# The host's catalogue (Documentation/Functions.md), then the language's own.
FUNCTIONS = """
segment volume_ml volume_mm3 surface_area_mm2 diameter_mm extent_mm bounding_box centroid_mm principal_axes sphericity
components count largest biggest distance_mm hausdorff_mm dice jaccard overlap_ml part is_inside touches_edge
dilate erode opening closing fill_holes distance_map brain_mask intracranial_volume tissue_volumes all_structures
asymmetry_index percent_change annualized_change compare location
mean median std minimum maximum percentile histogram total contrast snr ratio
smooth median_filter gradient threshold otsu normalize clip skull_strip bias_correct
resample resample_like reorient crop pad flip extract_slice merge
register apply invert jacobian halfway
plot table show report save
print abs min max round len
voxels
""".split()
# Written as what Python has for them: ``argmax(d)`` is ``max(d, key=lambda name: d[name])``, ``ascending(d)`` is ``sorted(d, key=…)``;
# a name with a point is an item of what the function gives: ``extent_mm(m)["left_right"]``, ``centroid_mm(m)[2]``.
MACROS = """
argmax argmin ascending descending
extent_mm.left_right extent_mm.posterior_anterior extent_mm.inferior_superior
centroid_mm.0 centroid_mm.1 centroid_mm.2 principal_axes.0
""".split()
PARAMETERS = ["high=", "method="]
PUNCTUATION = [
    "(", ")", "[", "]", "{", "}", ",", "=", ":", "+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "&", "|", "~",
]
KEYWORDS = ["if", "else", "elif", "for", "in", "and", "or", "not", "True", "False"]
NUMBERS = ["0", "1", "2", "3", "4", "10", "100", "0.5", "200", "1000", "5", "20", "50", "95", "12", "15", "25", "30", "75"]
INTENTS = [
    "<program>", "<refuse:scope>", "<refuse:scan>", "<ask:scan>", "<ask:structure>", "<help>",
    "<workspace>", "<history>",
]
SIDES = ["left", "right"]
# What labels, options and file names are made of, beside structures.
LABEL_WORDS = [
    "volume", "larger", "smaller", "brighter", "darker", "largest", "smallest", "most asymmetric", "mL", "mm3", "structure",
    "volumes", "brain mask", "report", "change", "axial", "sagittal", "coronal", "perpendicular", "centroids", "affine",
    "anterior", "posterior", "superior", "inferior", "mask", "above", ".nii.gz", ".csv",
    "asymmetry", "scan", "percent", "mean", "surface area", "diameter", "sphericity", "brightest", "darkest", "longest", "closest", "farthest",
    "roundest", "most variable", "least variable", "shrank most", "grew most", "changed most", "most symmetric", "difference", "percent of intracranial volume",
    "range", "percentile", "left-right", "anterior-posterior", "superior-inferior",
    "highest", "lowest", "standard deviation", "median", "voxels", "first", "second",
]


def _build() -> list[tuple[str, str]]:
    tokens = [(text, "special") for text in ("<start>", "<end>", "<copy>", "<label>")]
    tokens += [(text, "intent") for text in INTENTS]
    tokens += [(text, "layout") for text in ("<newline>", "<indent>", "<dedent>")]
    tokens += [(text, "punctuation") for text in PUNCTUATION]
    tokens += [(text, "keyword") for text in KEYWORDS]
    tokens += [(text, "function") for text in FUNCTIONS + MACROS]
    tokens += [(text, "parameter") for text in PARAMETERS]
    tokens += [(f"<v{index}>", "variable") for index in range(VARIABLES)]
    tokens += [(text, "number") for text in NUMBERS]
    tokens += [(text, "quote") for text in ("<quote>", "</quote>")]
    tokens += [(text, "word") for text in SIDES]
    tokens += [(structure.name, "word") for structure in SPOKEN]
    tokens += [(text, "word") for text in LABEL_WORDS]
    return tokens


TOKENS = _build()

# Some texts are both a keyword and a label word ("in", "and", "or"): ids are looked up by class too.
_IDS = {(text, kind): index for index, (text, kind) in enumerate(TOKENS)}
CODE_IDS = {text: index for (text, kind), index in _IDS.items() if kind != "word"}
WORD_IDS = {text: index for (text, kind), index in _IDS.items() if kind == "word"}

START, END, COPY = CODE_IDS["<start>"], CODE_IDS["<end>"], CODE_IDS["<copy>"]
LABEL = CODE_IDS["<label>"]
"""Stands for the label of a report, which the program makes from the value; the decoder need not spell it."""
QUOTE, UNQUOTE = CODE_IDS["<quote>"], CODE_IDS["</quote>"]


def tokens_json() -> str:
    """The token list as the decoder's metadata holds it."""
    return json.dumps([{"text": text, "class": kind} for text, kind in TOKENS])
