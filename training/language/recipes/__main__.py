"""``python -m training.language.recipes check FILE …`` or ``… sample N [FILE]``: recipes looked at."""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from pathlib import Path

from ..examples import Example, Retry
from ..programs import render
from . import FOLDER, Recipe, parse
from .drawn import example_of

SLOTS = {"A", "B", "C", "D", "W", "w", "a", "b", "c", "a~", "b~", "A's", "B's", "list", "in", "n", "n2", "path", "between", "each", "S", "S0", "S1", "S2"}
LONGEST = 150


def drawn(rng: random.Random, recipe: Recipe, way: tuple[str, str] | None = None) -> Example:
    for _ in range(80):
        try:
            example = example_of(rng, recipe, False, way)
        except Retry:
            continue
        # In another company the same words are answered with "which scan?".
        if example.program is not None:
            return example
    raise ValueError("no draw succeeds: are all slots of the words filled, and the scans those of the style?")


def shown(example: Example) -> str:
    spans = [example.prompt[a:b] for a, b in example.spans]
    return render(example.actions, [e.name for e in example.entries], spans)


def faults(recipe: Recipe, rng: random.Random) -> list[str]:
    found: list[str] = []
    for number, turn in enumerate(recipe.turns):
        if not turn.code.strip():
            found.append("no code")
        for form, pattern in turn.ways:
            if strange := set(re.findall(r"\{([^}]*)\}", pattern)) - SLOTS:
                found.append(f"unknown slots {strange} in “{pattern}”")
            for slot in ("n", "n2", "path"):
                needed = re.search(rf"\b{slot}\b", turn.code) is not None
                if needed != ("{" + slot + "}" in pattern):
                    found.append(f"“{pattern}” {'lacks' if needed else 'has'} {{{slot}}}")
        texts = [pattern for _, pattern in turn.ways]
        if twice := [text for text, count in Counter(texts).items() if count > 1]:
            found.append(f"twice: {twice}")
        if number == len(recipe.turns) - 1 and len(texts) < 8:
            found.append(f"only {len(texts)} ways")
    if not found:
        for way in recipe.turns[-1].ways if len(recipe.turns) == 1 else [None] * 8:
            try:
                example = drawn(rng, recipe, way)
                compile(re.sub(r"<label \d+>", "label", shown(example)), "code", "exec")
                if len(example.actions) > LONGEST:
                    found.append(f"{len(example.actions)} tokens")
            except Exception as error:
                found.append(f"{way[1] if way else ''}: {type(error).__name__}: {error}")
                if len(found) > 2:
                    break
    return found


def main() -> None:
    command, *rest = sys.argv[1:] or ["help"]
    if command == "check":
        count, ways, bad = 0, 0, 0
        names: Counter[str] = Counter()
        for path in rest:
            for recipe in parse(Path(path).read_text(), path):
                count += 1
                names[recipe.name] += 1
                ways += len(recipe.turns[-1].ways) if recipe.turns else 0
                for fault in faults(recipe, random.Random(recipe.name)):
                    print(f"{recipe.name}: {fault}")
                    bad += 1
        for name in (n for n, c in names.items() if c > 1):
            print(f"{name}: the name is there twice")
        print(f"{count} recipes, {ways} ways, {bad} faults")
    elif command == "sample":
        rng = random.Random()
        files = rest[1:] or sorted(FOLDER.rglob("*.txt"))
        everything = [recipe for path in files for recipe in parse(Path(path).read_text(), str(path))]
        for _ in range(int(rest[0])):
            recipe = rng.choice(everything)
            example = drawn(rng, recipe)
            print(f"## {recipe.name} | {' '.join(e.name for e in example.entries)}")
            for text in example.earlier:
                print("   <", text)
            print("   >", example.prompt)
            print("     " + shown(example).replace("\n", "\n     "))
    else:
        print(__doc__)


if __name__ == "__main__":
    main()
