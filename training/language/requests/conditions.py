"""Something is done where a condition holds."""

from __future__ import annotations

import random

from ..composed import Composed
from ..programs import Program, call, volume_of
from ..quantities import QUANTITIES
from ..tasks import Wish, _Masks
from .common import act


def condition(rng: random.Random, m) -> Composed:
    """Something is done where a condition holds, something else where it does not."""
    kind = rng.choice(["two", "two", "number", "asymmetry"])
    first = rng.choice(["show", "volume_ml", "mean", "surface_area_mm2", "save", "histogram"])
    second = rng.choice([None, None, "show", "volume_ml", "mean"])
    above = rng.random() < 0.6
    wish = Wish("composed", m.sides() if kind == "asymmetry" else m.pair(0.6) if kind == "two" else (m.target(unknown=0.02),), flag="larger" if above else "smaller")
    if kind != "two":
        wish = m.number_for(wish)
    if first == "save":
        wish = m.path(wish)

    def write(wish: Wish, p: Program) -> None:
        masks = _Masks(wish, p).all()
        if kind == "asymmetry":
            value, bound = call("abs(", call("asymmetry_index(", *masks)), wish.number_value()
        else:
            value, bound = volume_of(masks[0]), volume_of(masks[1]) if kind == "two" else wish.number_value()
        p.block("if", value, ">" if above else "<", bound)
        act(wish, p, first, masks[0])
        p.end_block()
        if second:
            p.block("else")
            act(wish, p, second, masks[-1])
            p.end_block()

    def said(name: str, noun: str) -> str:
        orders = {"show": f"(show|display) {noun}", "save": f"save {noun} as {{path}}", "histogram": f"plot (the|a) histogram of {noun}"}
        return orders.get(name) or "(report|give me|tell me) " + rng.choice([x for x in QUANTITIES[name].long if "{A's}" not in x]).replace("{A}", noun)

    mine, other = "{A}", "{B}"
    if kind == "asymmetry":
        clause = "the asymmetry [index ]of {both} is " + ("(above|over|larger than|more than)" if above else "(below|under|less than)") + " {n}[ percent|%]{in}"
        mine, other = rng.choice([("the left one", "the right one"), ("the left side", "the right side")])
    elif kind == "two":
        clause = "{A} is " + ("(larger|bigger)" if above else "smaller") + " than {B}{in}"
    else:
        clause = "{A} is " + ("(larger than|more than|above|over)" if above else "(smaller than|less than|below|under)") + " {n}{unit}{in}"
        other = "{A}"
        if rng.random() < 0.6:
            mine = other = "it"
    rest = rng.choice([", otherwise ", ", else ", "; otherwise ", ", if not, "]) + said(second, other) if second else ""
    if second or rng.random() < 0.6:
        return Composed(wish, write, "q", f"(If|When|In case) {clause}, {said(first, mine)}{rest}.")
    if kind == "number":
        mine, clause = "{A}", clause.replace("{A}", "it")
    return Composed(wish, write, "o", f"{said(first, mine)} (if|when|only if|provided that) {clause}")
