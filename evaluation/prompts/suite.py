"""How the prompts of the suite and what is expected of them are written down."""

from __future__ import annotations

import numpy as np

import measures as m

#: Scans by the name in the workspace: files of ``scans/``, without and with labels.
FIRST = ("first_t1", "first_labels")
FLAIR = ("first_flair", "first_labels")
SECOND = ("second_t1", "second_labels")
SHADED = ("first_shaded_t1", "first_labels")
LESIONS = ("first_lesions", None)
WORKSPACES = {
    "T": {"t1": FIRST},
    "X": {"flair": FLAIR},
    "F": {"t1": FIRST, "flair": FLAIR},
    "V": {"visit1": FIRST, "visit2": SECOND},
    "B": {"baseline": FIRST, "followup": SECOND},
    "D": {"t1_2021": FIRST, "t1_2023": SECOND},
    "S": {"sub01": FIRST, "sub02": SECOND},
    "L": {"flair": FLAIR, "lesions": LESIONS},
    "A": {"t1": FIRST, "flair": FLAIR, "lesions": LESIONS},
    "N": {"t1": SHADED},
    "0": {},
}
ITEMS: list[dict] = []

t = m.Scan(*FIRST)
f = m.Scan(*FLAIR)
s = m.Scan(*SECOND)
lesions = t("white matter lesion")


def q(workspace, task, level, prompt, *expect, typo=False, multi=False, before=()):
    """One prompt; level 1 easy, 2 medium, 3 hard; multi: several measures that depend on one another."""
    merged: dict = {}
    for part in expect:
        for key, value in part.items():
            merged[key] = merged.get(key, []) + value if isinstance(value, list) else value
    assert merged, prompt
    ITEMS.append({
        "prompt": prompt, "context": list(before),
        "workspace": [
            {"name": name, "scan": f"scans/{scan}.nii.gz"} | ({"labels": f"scans/{labels}.nii.gz"} if labels else {})
            for name, (scan, labels) in WORKSPACES[workspace].items()],
        "task": task, "difficulty": {1: "easy", 2: "medium", 3: "hard"}[level],
        "steps": "multi" if multi else "single", "typos": typo, "expect": merged,
    })


def n(value, unit="", tol=None, side=None, strict=False, sign=True):
    """A number that has to be among the reported ones; a list holds definitions that are equally good."""
    values = [float(np.round(x, 9)) for x in (value if isinstance(value, list) else [value])]
    entry: dict = {"value": values if len(values) > 1 else values[0], "unit": unit}
    if tol:
        entry["tolerance"] = tol
    if side:
        entry["side"] = side
    if strict:
        entry["strictUnit"] = True
    if not sign:
        entry["anySign"] = True
    return {"numbers": [entry]}


def table(*parts):
    """Numbers that may stand in a table among others."""
    return {"table": True} | {"numbers": [x for p in parts for x in p["numbers"]]}


def yes(value, subject=None, other=None, direction=None):
    """A verdict; what it says of whom lets the opposite statement count too."""
    return {"verdict": {"value": bool(value)} | ({"subject": subject, "other": other} if subject else {})
            | ({"direction": direction} if direction else {})}


def which(winner, *losers, direction=None):
    return {"choice": {"winner": winner, "losers": list(losers)} | ({"direction": direction} if direction else {})}


def print_of(image):
    """What tells an image from others: mean, standard deviation, and the mean left of x = 0 over that right of it."""
    left = np.arange(image.shape[0]) >= image.shape[0] / 2  # the first axis leads to the left
    result = {"mean": float(image.mean()), "std": float(image.std())}
    if image.shape[0] in (72, 82):  # not cropped
        result["leftToRight"] = float(image[left].mean() / image[~left].mean())
    return result


def shown(mask=None, image=None, **more):
    """A picture: masks by the volume that all have together, and the image below them."""
    return {"shown": ({"mL": m.ml(mask)} if mask is not None else {}) | (print_of(image) if image is not None else {}) | more}


#: Registered to the first visit: 3.7 from it on average where the motion is undone exactly, 10.2 where it is not.
ALIGNED = {"like": "scans/first_t1.nii.gz", "difference": 5.0}


def plotted(values=None, count=None, total=None):
    return {"plotted": ({"numbers": [float(v) for v in values]} if values else {}) | ({"count": count} if count else {})
            | ({"sum": float(total)} if total is not None else {})}


def saved(name=None, ending=".nii.gz", mask=None, image=None, numbers=None, rows=None, voxel=None, **more):
    entry: dict = {"name": name} if name else {"ending": ending}
    if mask is not None:
        entry["mL"] = m.ml(mask)
    if image is not None:
        entry |= print_of(image)
    if numbers:
        entry["numbers"] = [float(v) for v in numbers]
    if rows:
        entry["rows"] = rows
    if voxel:
        entry["voxelSize"] = voxel
    return {"saved": entry | more}


def words(*groups):
    """Of each group one has to stand in the answer."""
    return {"words": [list(g) if isinstance(g, (list, tuple)) else [g] for g in groups]}


def outcome(*kinds):
    return {"outcome": list(kinds)}


REFUSE, ASK, EITHER = outcome("refuse"), outcome("ask"), outcome("refuse", "ask")


def v(phrase, scan=t):
    return m.ml(scan(phrase))


def avg(phrase, scan=t):
    return float(scan.data[scan(phrase)].mean())


def inside(phrase, scan=t):
    return scan.data[scan(phrase)]
