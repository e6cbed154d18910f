"""Requests put together from quantities, regions, lists and what is done with the numbers.

Lists become comprehensions over names, so that a program is as long for five structures as for two; regions become
combinations of masks. Each maker gives the program and a way to say it.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from ..composed import Composed
from . import choices, conditions, images, lists, structures, visits

MODULES = [choices, conditions, images, lists, structures, visits]
ONE_SCAN: list[tuple[float, Callable]] = [
    (14, structures.region), (9, structures.single), (6, structures.share), (5, structures.how_much_of), (7, structures.relative), (3, structures.far_off), (3, structures.masked), (7, structures.acted), (8, lists.ranked), (9, lists.extreme), (5, lists.compare_two), (5, lists.nearest), (8, lists.filtered), (5, lists.asymmetries),
    (7, lists.bars), (12, lists.tabled), (7, lists.shares), (6, lists.sums), (6, conditions.condition), (12, choices.chosen), (3, images.scaled), (5, images.chained), (3, images.changed_then_cut), (3, images.slice_off), (5, images.grids), (3, structures.sides_differ), (4, structures.quotient), (3, structures.between_sides), (4, structures.pieces_near),
]
TWO_SCANS: list[tuple[float, Callable]] = [(8, visits.changes), (6, visits.visits_table), (4, visits.over_time), (3, visits.contrast_of_scans), (5, visits.aligned), (5, visits.in_months), (4, visits.which_of_scans)]


def drawn(rng: random.Random, table: list[tuple[float, Callable]], m) -> Composed:
    return rng.choices([f for _, f in table], [w for w, _ in table])[0](rng, m)


def request(rng: random.Random, m) -> Composed:
    """A request about one scan."""
    return drawn(rng, ONE_SCAN, m)


def request_of_two(rng: random.Random, m) -> Composed:
    """A request about two scans, the first and the second."""
    return drawn(rng, TWO_SCANS, m)
