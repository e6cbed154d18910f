"""Where training examples come from, and how often: ``generate`` draws one."""

from __future__ import annotations

import random
from collections.abc import Callable

from .conversations import conversation
from .recipes.drawn import recipe_of_two, recipe_on_one, recipe_talk
from .examples import (
    Example, Retry, ask_or_program, ask_scan, composition, composition_of_two, follow_up, named_entry, named_mask, refuse_scan, simple, two_scans,
)

SOURCES: list[tuple[float, Callable[[random.Random, bool], Example]]] = [
    (100, ask_or_program), (16, two_scans), (5, refuse_scan), (15, simple("<refuse:scope>", "refuse_scope")), (3, simple("<help>", "help")),
    (3, simple("<workspace>", "workspace")), (2.5, simple("<history>", "history")), (5, simple("<ask:structure>", "ask_structure")), (4, ask_scan), (28, follow_up),
    (3, named_entry), (8, named_mask), (60, composition), (14, composition_of_two), (26, conversation),
    (300, recipe_on_one), (120, recipe_of_two), (160, recipe_talk),
]


def generate(rng: random.Random, held_out: bool = False) -> Example:
    while True:
        source = rng.choices([s for _, s in SOURCES], [w for w, _ in SOURCES])[0]
        try:
            return source(rng, held_out)
        except Retry:
            continue
