"""Is an action list a well-formed program? ``python -m training.language.legality`` checks the generator.

The program is rendered to source, parsed by Python (the language is a subset of it) and checked: calls of
the catalogue only, right arguments and kinds, variables assigned before use and numbered in order.
"""

from __future__ import annotations

import argparse
import ast
import random
from collections import Counter

from .examples import Entry
from .programs import Item, Span, render
from .signatures import RESHAPED, SIGNATURES
from .sources import generate
from .tokens import TOKENS

KINDS = {"scan": "scan", "image": "scan", "mask": "mask", "number": "number", "dict": "dict", "list": "list"}
# What stands for the kind of a list's items.
ITEMS = {"strings": "string", "scans": "scan"}


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

    def loop(self, target: ast.expr, items: ast.expr) -> None:
        """Defines the variable of a loop or comprehension by what it walks through."""
        kind = self.expression(items)
        if kind not in ("dict", "pair", "names", *ITEMS):
            raise Illegal(f"walks through {ast.unparse(items)}")
        self.define(target, {"dict": "string", "names": "string", "pair": "scan"}.get(kind) or ITEMS[kind])

    def statement(self, s: ast.stmt) -> None:
        match s:
            case ast.Assign(targets=[target], value=value):
                # The variable has its number before those of comprehensions inside.
                if is_new := target.id not in self.names:
                    self.define(target, "")
                kind = self.expression(value)
                if not is_new:
                    self.define(target, kind)
                self.names[target.id] = kind
            case ast.Expr(value=ast.Call() as call):
                if self.expression(call) != "none":
                    raise Illegal("a value is computed and dropped")
            case ast.If(test=test, body=body, orelse=other):
                if self.expression(test) != "bool":
                    raise Illegal("condition is no comparison")
                self.block(body)
                self.block(other)
            case ast.For(target=target, iter=items, body=body):
                self.loop(target, items)
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
            case ast.JoinedStr(values=parts):
                if any(self.expression(p.value) != "string" for p in parts if isinstance(p, ast.FormattedValue)):
                    raise Illegal(f"no text in {ast.unparse(e)}")
                return "string"
            case ast.List(elts=elements):
                kinds = {self.expression(x) for x in elements}
                if len(kinds) != 1:
                    raise Illegal("list of several kinds")
                return {"string": "strings", "scan": "scans"}.get(kinds.pop(), "list")
            case ast.ListComp(elt=value, generators=[ast.comprehension(target=target, iter=items)]):
                self.loop(target, items)
                self.expression(value)
                return "list"
            case ast.DictComp(key=ast.Name(id=key), value=value, generators=[ast.comprehension(target=ast.Name(id=name) as target, iter=items)]) if key == name:
                self.loop(target, items)
                if self.names[name] != "string" or self.expression(value) != "number":
                    raise Illegal(f"keeps {ast.unparse(e)}")
                return "dict"
            case ast.Subscript(value=ast.Name(id=values), slice=ast.Name(id=name)) if self.names[values] == "dict" and self.names[name] == "string":
                return "number"
            case ast.Subscript(value=ast.Call(func=ast.Name(id="extent_mm" | "centroid_mm")) as call, slice=ast.Constant()):
                self.expression(call)
                return "number"
            case ast.Subscript(value=ast.Subscript(value=ast.Call(func=ast.Name(id="principal_axes")) as call)):
                self.expression(call)
                return "number"
            case ast.UnaryOp(op=ast.Invert(), operand=mask) if self.expression(mask) == "mask":
                return "mask"
            case ast.BinOp(left=a, right=b, op=ast.BitAnd() | ast.BitOr()):
                if {self.expression(a), self.expression(b)} != {"mask"}:
                    raise Illegal(f"combines {ast.unparse(e)}")
                return "mask"
            case ast.BinOp(left=a, right=b, op=ast.Mult()) if (self.expression(a), self.expression(b)) == ("scan", "mask"):
                return "scan"
            case ast.Dict(keys=keys, values=values) if {self.expression(x) for x in keys if x} == {"string"}:
                for value in values:
                    self.expression(value)
                return "dict"
            case ast.BinOp(left=a, right=b, op=ast.Add() | ast.Sub() | ast.Div()) if self.expression(a) == "scan" and self.expression(b) in ("scan", "number"):
                return "scan"
            case ast.BinOp(left=a, right=b):
                if {self.expression(a), self.expression(b)} != {"number"}:
                    raise Illegal(f"arithmetic on {ast.unparse(e)}")
                return "number"
            case ast.Compare(left=a, comparators=[b]):
                if {self.expression(a), self.expression(b)} != {"number"}:
                    raise Illegal(f"comparison of {ast.unparse(e)}")
                return "bool"
            case ast.BoolOp(values=values):
                if {self.expression(a) for a in values} != {"bool"}:
                    raise Illegal(f"logic on {ast.unparse(e)}")
                return "bool"
            case ast.UnaryOp(op=ast.Not(), operand=truth) if self.expression(truth) == "bool":
                return "bool"
            case ast.UnaryOp(op=ast.USub(), operand=number) if self.expression(number) == "number":
                return "number"
            case ast.Call(func=ast.Name(id="normalize"), args=arguments, keywords=[ast.keyword(arg="method", value=value)]):
                return self.call("normalize", [self.expression(a) for a in [*arguments, value]])
            case ast.Call(func=ast.Name(id="threshold"), args=arguments, keywords=[ast.keyword(arg="high", value=value)]):
                return self.call("threshold", [self.expression(a) for a in [*arguments, value]])
            case ast.Call(func=ast.Name(id="max" | "min" | "sorted" as name), args=[ast.Name(id=values)], keywords=[ast.keyword(arg="key"), *_]) if self.names[values] == "dict":
                return "names" if name == "sorted" else "string"
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
        if name == "abs" and kinds == ["scan"]:
            return "scan"
        expected, needed, result = SIGNATURES[name]
        if not needed <= len(kinds) <= len(expected):
            raise Illegal(f"{name} with {len(kinds)} arguments")
        for want, got in zip(expected, kinds):
            got = "list" if got in ITEMS else got
            if got not in want.split():
                raise Illegal(f"{name} given a {got}, expected a {want}")
        # A transform, a grid and the like leave an image of the kind it was.
        return "mask" if name in RESHAPED and kinds[name == "apply"] == "mask" else result


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
