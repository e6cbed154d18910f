"""Writes the prompt suite: ``python evaluation/prompts/write.py``.

Computes what every prompt expects from the scans of ``phantom.py`` and writes ``dev-a.jsonl`` and ``dev-b.jsonl``, two
random halves. The suite is frozen: prompts and expectations change only where one is found wrong, and the README says so.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import suite
from prompts import brain, hasty, images, intensities, limits, talk, volumes  # noqa: F401: they fill the list

HERE = Path(__file__).resolve().parent
SEED = 20261126


def rounded(value):
    """Seven digits: more than any judge looks at, and the same on every machine."""
    if isinstance(value, float):
        return float(f"{value:.7g}")
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


def main() -> None:
    items = [{"id": f"p{number:03d}"} | item for number, item in enumerate(suite.ITEMS, 1)]
    asked = [(tuple(i["context"]), i["prompt"], json.dumps(i["workspace"])) for i in items]
    assert len(set(asked)) == len(asked), "a prompt stands twice"
    order = list(range(len(items)))
    random.Random(SEED).shuffle(order)
    halves = {"dev-a": sorted(order[::2]), "dev-b": sorted(order[1::2])}
    for name, chosen in halves.items():
        lines = [json.dumps(rounded(items[index]), ensure_ascii=False, default=float) for index in chosen]
        (HERE / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
        print(name, len(lines))


if __name__ == "__main__":
    main()
