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
cerebrum; brain; ventricular system; intracranial volume; head; white matter lesion
""".split(";")]
SPOKEN = [next(s for s in STRUCTURES if s.name == name) for name in SPOKEN_NAMES]

FUNCTIONS = [
    "segment", "volume_ml", "mean", "show", "report", "save", "print", "abs", "min", "max",
    "round", "len",
]
PARAMETERS = ["scan=", "phrase=", "mask=", "label=", "value=", "unit=", "path="]
PUNCTUATION = [
    "(", ")", "[", "]", ",", "=", ":", "+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=",
]
KEYWORDS = ["if", "else", "elif", "for", "in", "and", "or", "not", "True", "False"]
NUMBERS = ["0", "1", "2", "3", "4", "10", "100", "0.5", "200", "1000", "5", "20", "50"]
INTENTS = [
    "<program>", "<refuse:scope>", "<refuse:scan>", "<ask:scan>", "<ask:structure>", "<help>",
    "<workspace>",
]
SIDES = ["left", "right"]
LABEL_WORDS = [
    "volume", "mean intensity", "ratio", "difference", "asymmetry", "sum", "total", "average",
    "change", "larger than", "smaller than", "larger", "smaller", "brighter than", "darker than",
    "brighter", "darker", "equal to", "percent", "of", "and", "in", "to", "between", "from", "minus",
    "mask", "scan", "largest", "smallest", "above", "below", "both", "or", "mL", "mm3", "%", ".nii.gz",
]


def _build() -> list[tuple[str, str]]:
    tokens = [(text, "special") for text in ("<start>", "<end>", "<copy>")]
    tokens += [(text, "intent") for text in INTENTS]
    tokens += [(text, "layout") for text in ("<newline>", "<indent>", "<dedent>")]
    tokens += [(text, "punctuation") for text in PUNCTUATION]
    tokens += [(text, "keyword") for text in KEYWORDS]
    tokens += [(text, "function") for text in FUNCTIONS]
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
QUOTE, UNQUOTE = CODE_IDS["<quote>"], CODE_IDS["</quote>"]


def tokens_json() -> str:
    """The token list as the decoder's metadata holds it."""
    return json.dumps([{"text": text, "class": kind} for text, kind in TOKENS])
