"""The vocabulary table as training sees it: leaves and parcels, their label numbers and their phrases."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = ROOT / "models" / "vocabulary.json"
SIDES = ("left", "right", "none")

#: Numbers on the training maps that no leaf of the table names, and the number whose leaf they join.
JOINED = {25: 2, 57: 41, 30: 2, 62: 41, 31: 4, 63: 43, 77: 2, 80: 2}
#: Numbers of maps whose head is drawn coarsely: any of these leaves may be meant.
COARSE = {
    165: ("cortical bone", "cancellous bone"),
    258: ("soft tissue", "skin", "mucosa", "spinal cord", "arteries", "veins and sinuses", "eye muscles", "optic nerve"),
}  # fmt: skip
#: Left number to right number, for maps whose sides have to be restored and for mirrored maps.
MIRROR = {
    2: 41, 3: 42, 4: 43, 5: 44, 7: 46, 8: 47, 10: 49, 11: 50, 12: 51, 13: 52, 17: 53, 18: 54,
    25: 57, 26: 58, 28: 60, 30: 62, 31: 63, 136: 163, 137: 164,
}  # fmt: skip
#: Numbers of the cerebral cortex, left and right.
CORTEX = (3, 42)


@dataclass(frozen=True)
class Leaf:
    """One class of a softmax: a structure of the table on one side."""

    name: str
    side: str
    numbers: tuple[int, ...]
    phrases: tuple[str, ...]


def load_leaves(path: Path = VOCABULARY) -> list[Leaf]:
    """The leaves in the order of the table, left before right."""
    return _load(path, "leaf")


def load_parcels(path: Path = VOCABULARY) -> list[Leaf]:
    """The parcels of the cortex in the order of the table, left before right."""
    return _load(path, "parcel")


def load_overlays(path: Path = VOCABULARY) -> list[Leaf]:
    """What lies over the anatomy. Its sides are told by the anatomy, so each is one here."""
    return [
        Leaf(entry["name"], "none", (*entry["left"], *entry["right"]), (entry["name"], *entry["synonyms"]))
        for entry in json.loads(path.read_text())["structures"]
        if entry.get("overlay")
    ]


def _load(path: Path, kind: str) -> list[Leaf]:
    leaves = []
    for entry in json.loads(path.read_text())["structures"]:
        if not entry.get(kind):
            continue
        phrases = (entry["name"], *entry["synonyms"])
        if entry["sided"]:
            leaves.append(Leaf(entry["name"], "left", tuple(entry["left"]), phrases))
            leaves.append(Leaf(entry["name"], "right", tuple(entry["right"]), phrases))
        else:
            leaves.append(Leaf(entry["name"], "none", tuple(entry["labels"]), phrases))
    return leaves


def leaf_of_number(leaves: list[Leaf]) -> dict[int, int]:
    """Label number to leaf index, with the joined numbers."""
    table = {number: index for index, leaf in enumerate(leaves) for number in leaf.numbers}
    for number, host in JOINED.items():
        table.setdefault(number, table[host])
    return table
