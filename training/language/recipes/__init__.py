"""Recipes: tasks written down one by one, each with its program in Python and many ways to say it.

A file ``*.txt`` of this folder holds recipes; ``python -m training.language.recipes check FILE`` says what is wrong in one
and ``sample N`` shows prompts with their programs. The code of a recipe is compiled anew for each draw of its slots.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..anatomy import BY_NAME
from ..programs import Target
from ..requests.common import WHOLES, plain
from ..tasks import Wish
from ..ways import is_held_out

FOLDER = Path(__file__).parent
SLOT = re.compile(r"\{([^}]*)\}")
LETTERS = "ABCD"


class RecipeError(ValueError):
    """What is wrong in a recipe."""


@dataclass
class Turn:
    ways: list[tuple[str, str]] = field(default_factory=list)
    """(form, pattern)."""
    code: str = ""

    @property
    def slots(self) -> set[str]:
        return {slot for _, pattern in self.ways for slot in SLOT.findall(pattern)}


@dataclass
class Recipe:
    name: str
    draws: dict[str, str] = field(default_factory=dict)
    scans: int = 1
    style: str | None = None
    weight: float = 1
    turns: list[Turn] = field(default_factory=list)
    source: str = ""
    """The file it stands in."""

    @property
    def letters(self) -> list[str]:
        """A to the last letter that is spoken of, in code or words."""
        text = " ".join(turn.code + " ".join("{" + slot.upper().rstrip("~").removesuffix("'S") + "}" for slot in turn.slots) for turn in self.turns)
        spoken = [n for n, x in enumerate(LETTERS, 1) if x in self.draws or re.search(rf"\b{x}[12]?\b", text)]
        return list(LETTERS[: max(spoken, default=0)])

    @property
    def lists(self) -> bool:
        return any("LIST" in turn.code for turn in self.turns)

    @property
    def whole(self) -> bool:
        return any(re.search(r"\bW[12]?\b", turn.code) for turn in self.turns)

    def ways(self, held_out: bool) -> list[tuple[str, str]]:
        """Ways of the last turn: the held-out ones or the others."""
        return [way for way in self.turns[-1].ways if is_held_out(self.name, *way) == held_out]


def parse(text: str, source: str = "") -> list[Recipe]:
    """Recipes of a file."""
    found: list[Recipe] = []
    code: list[str] | None = None

    def fail(number: int, what: str):
        raise RecipeError(f"{source}:{number}: {what}")

    for number, line in enumerate(text.splitlines(), 1):
        if code is not None and (line.startswith((" ", "\t")) or not line.strip()) and not re.match(r"\s*(turn|code|[noq]):", line):
            code.append(line)
            found[-1].turns[-1].code = "\n".join(code)
            continue
        code = None
        line = line.strip()
        if not line or line.startswith("# "):
            continue
        if line.startswith("## "):
            found.append(Recipe(line[3:].strip(), source=source))
            continue
        if not found:
            fail(number, "a line before the first recipe")
        recipe = found[-1]
        head, _, rest = line.partition(":")
        rest = rest.strip()
        if head.startswith("draw "):
            recipe.draws[head[5:].strip()] = rest
        elif head == "scans":
            count, *style = rest.split()
            recipe.scans, recipe.style = int(count), style[0] if style else None
        elif head == "weight":
            recipe.weight = float(rest)
        elif head == "turn":
            recipe.turns.append(Turn())
        elif head in ("n", "o", "q", "code"):
            if not recipe.turns:
                recipe.turns.append(Turn())
            if head == "code":
                code = []
            else:
                recipe.turns[-1].ways.append((head, rest))
        else:
            fail(number, f"what is “{line[:40]}”?")
    return found


@cache
def recipes() -> list[Recipe]:
    return [recipe for path in sorted(FOLDER.rglob("*.txt")) for recipe in parse(path.read_text(), path.name)]


def drawn(rng: random.Random, talk: bool, scans: int, held_out: bool) -> Recipe:
    """A recipe of one turn or of several, on one scan or on two."""
    chosen, weights = _table(talk, scans, held_out)
    return rng.choices(chosen, weights)[0]


@cache
def _table(talk: bool, scans: int, held_out: bool) -> tuple[list[Recipe], list[float]]:
    fitting = [r for r in recipes() if (len(r.turns) > 1) == talk and r.scans == scans and r.ways(held_out)]
    return fitting, [r.weight for r in fitting]


# MARK: Slots

def target_of(rng: random.Random, m, how: str, taken: list[Target]) -> Target:
    """A structure drawn as a recipe wishes."""
    if how.startswith("other side of"):
        first = taken[LETTERS.index(how.split()[-1])]
        return Target(first.name, {"left": "right", "right": "left"}[first.side or "right"], first.span)
    if how == "sided":
        return m.target(sided=True, side=rng.choice(["left", "right"]), unknown=0.02)
    if how == "whole":
        return m.target(sided=True, side=None, unknown=0)
    if how:
        name = rng.choice([x.strip() for x in how.split("|")])
        side, _, rest = name.partition(" ")
        if side in ("left", "right"):
            return Target(rest, side)
        # Either side or both, where nothing says which.
        return Target(name, rng.choice(["left", "right"]) if BY_NAME[name].sided and rng.random() < 0.3 else None)
    return m.target(unknown=0.02)


def targets_of(rng: random.Random, m, recipe: Recipe) -> tuple[Target, ...]:
    """The structures of a recipe: A to D, or those of its list and then the whole."""
    if recipe.lists:
        low, high, *rest = re.findall(r"\d+|\w+", recipe.draws.get("LIST", "2-5"))
        count = rng.randint(int(low), int(high))
        found = list(plain(m, count, True if "sided" in rest else None))
        if "sided" in rest or "whole" in rest:
            found = [Target(t.name) for t in found]
        if recipe.whole:
            whole = target_of(rng, m, recipe.draws["W"], []) if "W" in recipe.draws else Target(rng.choice(WHOLES))
            while any(whole.name == t.name for t in found):
                whole = Target(rng.choice(["intracranial volume", "brain", "cerebrum", "head"]))
            found.append(whole)
        return tuple(found)
    found = []
    for letter in recipe.letters:
        whole = halved(recipe, letter)
        for _ in range(50):
            target = target_of(rng, m, recipe.draws.get(letter, ""), found)
            if whole:
                target = Target(target.name, None, target.span)
            if target not in found and (target.span is None or all(t.span is None for t in found) or recipe.draws.get(letter, "").startswith("other")):
                break
        found.append(target)
    return tuple(found)


def halved(recipe: Recipe, letter: str) -> bool:
    """Whether the code takes the sides of a structure, which then is drawn without one."""
    return any(re.search(rf"\bside\(\"?\w+\"?, {letter}[12]?\b", turn.code) for turn in recipe.turns)


def with_numbers(rng: random.Random, m, wish: Wish, recipe: Recipe, slots: set[str]) -> Wish:
    """The wish with the numbers and the file that the words of a turn hold."""
    kinds = {slot: recipe.draws.get(slot, "ml 1-20") for slot in ("n", "n2") if slot in slots}
    if kinds.get("n", "").startswith("intensity") and kinds.get("n2", "").startswith("intensity"):
        wish = m.intensities(wish, two=True)
    else:
        for slot, kind in kinds.items():
            index = m.span(number_text(rng, kind))
            wish = wish.changed(number=index) if slot == "n" else wish.changed(number2=index)
    if "path" in slots:
        wish = m.table_path(wish) if recipe.draws.get("path", "").startswith("table") else m.path(wish)
    return wish


def number_text(rng: random.Random, kind: str) -> str:
    what, _, limits = kind.partition(" ")
    if what == "intensity":
        low = rng.choice([rng.randint(1, 200), rng.randint(10, 3000), rng.randrange(50, 2000, 50)])
        return str(low) if rng.random() < 0.85 else f"{low / 10:.1f}"
    low, high = (float(x) for x in (limits or {"mm": "1-9", "ml": "1-20", "percent": "1-50", "whole": "2-10", "years": "1-9", "months": "3-36"}.get(what, "1-20")).split("-"))
    whole = what in ("whole", "months", "percent") and high > 1 or what in ("mm", "years") and rng.random() < 0.7 or what == "ml" and rng.random() < 0.4
    if whole:
        return str(rng.randint(round(low), round(high)))
    return f"{rng.uniform(low, high):.{2 if high <= 2 else 1}f}"
