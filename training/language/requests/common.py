"""What the makers of requests share."""

from __future__ import annotations

import random

from .. import anatomy
from ..programs import Item, Program, Target, call, code
from ..quantities import QUANTITIES, Quantity
from ..tasks import Wish, kept, save


DESCENDING = ["largest first", "in descending order", "from largest to smallest", "highest first", "biggest first", "in decreasing order", "starting with the largest", "descending", "largest to smallest", "from high to low"]
ASCENDING = ["smallest first", "in ascending order", "from smallest to largest", "lowest first", "in increasing order", "starting with the smallest", "ascending", "from low to high"]
WHOLES = ["intracranial volume", "brain", "intracranial volume", "brain", "cerebrum", "intracranial volume"]


def pick(rng: random.Random, *options: str) -> str:
    return rng.choice(options)


def needs(m, wish: Wish, what: str) -> Wish:
    """The wish with the numbers that a region needs."""
    if "n" in what.split():
        wish = m.intensities(wish, "n2" in what.split())
    if "r" in what.split():
        wish = m.small(wish, 1, 9)
    return wish


def plain(m, count: int, sided: bool | None = None) -> tuple[Target, ...]:
    """Structures of the table, most often all of one side or of none."""
    if m.rng.random() < 0.12 and (names := anatomy.members(m.rng, count)):
        lateral = all(anatomy.BY_NAME[n].sided for n in names)
        if lateral or not sided:
            side = m.rng.choice(["left", "right", None, None]) if lateral and sided is None else None
            return tuple(Target(name, side) for name in names)
    found: list[Target] = []
    side = m.rng.choice(["left", "right", None, None, None]) if sided is None else None
    while len(found) < count:
        name = anatomy.structure(m.rng, True if side or sided else None)
        if all(name != t.name for t in found):
            found.append(Target(name, side))
    return tuple(found)


def many(m, sided: bool | None = None) -> tuple[Target, ...]:
    return plain(m, m.rng.choices([2, 3, 4, 5], [18, 42, 28, 12])[0], sided)


def act(wish: Wish, p: Program, name: str, mask: int | list, default: list | None = None) -> None:
    """Does something with a mask: ``show``, ``save`` (under ``default`` where no file is named), ``histogram`` or a quantity."""
    scan, mask = Item(wish.scans[0]), code(mask)
    if name == "show":
        p.show(scan, mask)
    elif name == "save":
        save(wish, p, mask, default)
    elif name == "histogram":
        p.statement("plot", "(", call("histogram(", scan, mask), ")")
    else:
        p.report(QUANTITIES[name].of(code(scan), mask))


def values_of(wish: Wish, p: Program, quantity: Quantity) -> int:
    return kept(wish, p, quantity.column, quantity.of)
