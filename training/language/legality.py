"""Is an action list a well-formed program? ``python -m training.language.legality`` checks the generator.

The program is rendered to source, parsed by Python (the language is a subset of it) and checked: calls of
the catalogue only, right arguments and kinds, variables assigned before use and numbered in order.
"""

from __future__ import annotations

import argparse
import ast
import random
from collections import Counter

from .examples import Entry, generate
from .programs import Item, Span, render
from .tokens import TOKENS

# function: (kinds of the arguments, how many are needed, kind of the result)
SIGNATURES = {
    "segment": (["volume", "string"], 2, "mask"), "volume_ml": (["mask"], 1, "number"),
    "mean": (["volume", "mask"], 2, "number"), "show": (["volume", "mask"], 1, "none"),
    "report": (["string", "value", "string"], 2, "none"), "save": (["mask", "string"], 2, "none"),
    "print": (["value"], 1, "none"), "abs": (["number"], 1, "number"),
    "round": (["number", "number"], 1, "number"),
}
KINDS = {"scan": "volume", "mask": "mask", "number": "number"}


class Illegal(Exception):
    pass


class _Checker:
    def __init__(self, names: dict[str, str]) -> None:
        self.names = dict(names)
        self.count = 0

    def block(self, statements: list[ast.stmt]) -> None:
        for s in statements:
            self.statement(s)

    def define(self, target: ast.expr, kind: str) -> None:
        if not isinstance(target, ast.Name) or target.id != f"v{self.count}":
            raise Illegal(f"assigns {ast.unparse(target)}, expected v{self.count}")
        self.names[target.id] = kind
        self.count += 1

    def statement(self, s: ast.stmt) -> None:
        match s:
            case ast.Assign(targets=[target], value=value):
                self.define(target, self.expression(value))
            case ast.Expr(value=ast.Call() as call):
                if self.expression(call) != "none":
                    raise Illegal("a value is computed and dropped")
            case ast.If(test=test, body=body, orelse=other):
                if self.expression(test) != "bool":
                    raise Illegal("condition is no comparison")
                self.block(body)
                self.block(other)
            case ast.For(target=target, iter=ast.List(elts=elements), body=body):
                kinds = {self.expression(e) for e in elements}
                if len(kinds) != 1:
                    raise Illegal("list of several kinds")
                self.define(target, kinds.pop())
                self.block(body)
            case _:
                raise Illegal(f"statement {ast.unparse(s)}")

    def expression(self, e: ast.expr) -> str:
        match e:
            case ast.Constant(value=str()):
                return "string"
            case ast.Constant(value=int() | float()):
                return "number"
            case ast.Name(id=name):
                if name not in self.names:
                    raise Illegal(f"unknown name {name}")
                return self.names[name]
            case ast.BinOp(left=a, right=b):
                if {self.expression(a), self.expression(b)} != {"number"}:
                    raise Illegal(f"arithmetic on {ast.unparse(e)}")
                return "number"
            case ast.Compare(left=a, comparators=[b]):
                if {self.expression(a), self.expression(b)} != {"number"}:
                    raise Illegal(f"comparison of {ast.unparse(e)}")
                return "bool"
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self.call(name, [self.expression(a) for a in arguments])
        raise Illegal(f"expression {ast.unparse(e)}")

    def call(self, name: str, kinds: list[str]) -> str:
        if name in ("min", "max"):
            if len(kinds) < 2 or set(kinds) != {"number"}:
                raise Illegal(f"{name} of {kinds}")
            return "number"
        if name not in SIGNATURES:
            raise Illegal(f"unknown function {name}")
        expected, needed, result = SIGNATURES[name]
        if not needed <= len(kinds) <= len(expected):
            raise Illegal(f"{name} with {len(kinds)} arguments")
        for want, got in zip(expected, kinds):
            if want != got and not (want == "value" and got in ("number", "bool", "string")):
                raise Illegal(f"{name} given a {got}, expected a {want}")
        return result


def check(actions: list, entries: list[Entry], spans: list[str]) -> str:
    """The source of a legal program (empty for an answer that is none); raises ``Illegal``."""
    first = TOKENS[actions[0]]
    if first[1] != "intent" or TOKENS[actions[-1]][0] != "<end>":
        raise Illegal("no intent or no end")
    if first[0] != "<program>":
        if len(actions) != 2:
            raise Illegal("an answer with a program")
        return ""
    for action in actions[1:]:
        if isinstance(action, Item) and action.index >= len(entries):
            raise Illegal("points beyond the workspace")
        if isinstance(action, Span) and action.index >= len(spans):
            raise Illegal("copies a span that is not there")
    # Identifiers may be Python's keywords or hold odd characters: stand-ins keep the parser calm.
    stand_ins = [f"item_{i}" for i in range(len(entries))]
    source = render(actions, stand_ins, spans)
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise Illegal(f"does not parse: {error}") from error
    if not tree.body:
        raise Illegal("empty program")
    _Checker({n: KINDS[e.kind] for n, e in zip(stand_ins, entries)}).block(tree.body)
    return source


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=20_000)
    arguments = parser.parse_args()
    rng = random.Random("legality")
    tasks: Counter[str] = Counter()
    for n in range(arguments.examples):
        example = generate(rng, held_out=n % 10 == 0)
        texts = [example.prompt[a:b] for a, b in example.spans]
        try:
            check(example.actions, example.entries, texts)
        except Illegal as error:
            raise SystemExit(f"illegal program for {example.prompt!r} ({example.task}): {error}")
        tasks[example.task] += 1
    print(f"{arguments.examples} programs are legal; {len(tasks)} tasks")


if __name__ == "__main__":
    main()
