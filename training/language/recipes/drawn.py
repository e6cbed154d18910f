"""Examples drawn from recipes."""

from __future__ import annotations

import random
import re

from ..composed import Composed
from ..examples import (
    Example, Maker, Retry, Speaker, default_scan, finish_prompt, leave_behind, modality_entry, on_one_scan, on_two_scans, scans,
)
from ..programs import Item, Program, Target, finish
from ..tasks import Wish
from ..tokens import CODE_IDS
from ..ways import frames
from . import Recipe, RecipeError, drawn, targets_of, with_numbers
from .compiled import Compiler

WHETHER = re.compile(r"(whether|if|how|what|which|by how|where|\(whether|\(how|\(which)\b")


PENDING = 0.12
# What only makes sense between visits.
TIME = re.compile(r"\b(visit|baseline|follow-?up|since|grow|grew|grown|growth|shr[aiu]nk|atroph|loss|lost|lose|gain|interval|progress|earlier|later|previous|prior|past|then|newer|older|over time|per year|yearly|annual|month|stable|new lesion|first time)", re.I)


def form_of(form: str, pattern: str) -> str:
    """Indirect questions have frames of their own."""
    return "w" if form == "n" and WHETHER.match(pattern) else form


def wish_of(rng: random.Random, m: Maker, recipe: Recipe, targets: tuple[Target, ...], pattern: str, scans: tuple[int, ...] = (0,)) -> Wish:
    """What a way asks for, with the numbers and the file that it holds."""
    wish = Wish("percents" if recipe.lists and recipe.whole else "composed", targets, scans)
    return with_numbers(rng, m, wish, recipe, set(re.findall(r"\{(n2?|path)\}", pattern)))


def made_of(rng: random.Random, m: Maker, recipe: Recipe, way: tuple[str, str] | None = None) -> Composed:
    form, pattern = way or rng.choice(recipe.ways(m.held_out))
    wish = wish_of(rng, m, recipe, targets_of(rng, m, recipe), pattern)

    def write(wish: Wish, p: Program) -> None:
        Compiler(recipe, wish, p).compile(recipe.turns[-1].code)

    return Composed(wish, write, form_of(form, pattern), pattern)


def example_of(rng: random.Random, recipe: Recipe, held_out: bool, way: tuple[str, str] | None = None) -> Example:
    """A draw of a recipe: of a conversation its last turn, else in the given way if there is one."""
    if len(recipe.turns) > 1:
        return talked(rng, recipe, held_out)
    m = Maker(rng, held_out)
    made = made_of(rng, m, recipe, way)
    if recipe.scans == 1:
        return on_one_scan(rng, m, made)
    style = recipe.style or ("visits" if TIME.search(made.pattern) else None)
    return on_two_scans(rng, m, made, style)


def recipe_on_one(rng: random.Random, held_out: bool) -> Example:
    return example_of(rng, drawn(rng, False, 1, held_out), held_out)


def recipe_of_two(rng: random.Random, held_out: bool) -> Example:
    return example_of(rng, drawn(rng, False, 2, held_out), held_out)


def recipe_talk(rng: random.Random, held_out: bool) -> Example:
    return example_of(rng, drawn(rng, True, 1 if rng.random() < 0.75 else 2, held_out), held_out)


def talked(rng: random.Random, recipe: Recipe, held_out: bool) -> Example:
    if recipe.scans == 2:
        indices = (0, 1)
        if recipe.style == "modalities":
            entries = [modality_entry(rng, "t1"), modality_entry(rng, "flair")]
        else:
            _, entries = scans(rng, recipe.style or "visits")
        if len(entries) != 2:
            raise Retry
    else:
        _, entries = scans(rng, rng.choices(["one", "modalities"], [80, 20])[0])
        if (index := default_scan(entries)) is None:
            raise Retry
        indices = (index,)
    targets = targets_of(rng, Maker(rng, held_out), recipe)
    if any(t.span is not None for t in targets):
        raise Retry
    earlier: list[str] = []
    names: dict[str, list] = {}
    kinds: dict[str, str] = {}
    masks: dict = {}
    for number, turn in enumerate(recipe.turns):
        last = number == len(recipe.turns) - 1
        form, pattern = rng.choice(recipe.ways(held_out) if last else turn.ways)
        # Now and then the turn before was only shown, not run: what it would have made is not there.
        pending = number == len(recipe.turns) - 2 and rng.random() < PENDING
        m = Maker(rng, held_out)
        wish = wish_of(rng, m, recipe, targets, pattern, indices)
        mentions = [rng.choice(entries[i].mentions) if re.search(rf"\{{S{n}\}}", pattern) else "" for n, i in enumerate(indices, 1)]
        form = form_of(form, pattern)
        text = Speaker(rng, entries, wish, m.texts, *mentions).say(form, pattern, rng.choice(frames(form, held_out)))
        prompt, spans, found = finish_prompt(rng, text, 0.12 if number == 0 else 0.04)
        if len(spans) != len(m.texts):
            raise Retry
        program = Program()
        compiler = Compiler(recipe, wish, program, names, kinds, masks)
        try:
            compiler.compile(turn.code)
        except RecipeError as error:
            raise Retry from error
        example = Example(prompt, entries, earlier, finish(program), spans, recipe.name, wish, program, found)
        example.spoken_masks = True
        if last:
            return example
        earlier = [*earlier, example.turn][-3:]
        if pending:
            continue
        place = places(program, len(entries))
        kinds = compiler.kinds
        names = {name: [Item(place[value[0]])] if value[0] in place else value for name, value in compiler.names.items() if value[0] in place or isinstance(value[0], Item)}
        masks = {key: Item(place[value]) if value in place else value for key, value in program._masks.items()}
        entries = leave_behind(program, entries)
    raise Retry


def places(program: Program, before: int) -> dict[int, int]:
    """Where each variable of a program stands in the workspace, by its token."""
    found: dict[int, int] = {}
    for number, (kind, _, _) in enumerate(program.assigned):
        if kind != "loop":
            found[CODE_IDS[f"<v{number}>"]] = before + len(found)
    return found
