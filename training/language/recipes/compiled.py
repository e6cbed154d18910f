"""The program of a recipe: Python source to the decoder's actions."""

from __future__ import annotations

import ast
import re
from textwrap import dedent

from ..anatomy import BY_NAME
from ..programs import Item, Program, Target, call, code, listed, names_of, quoted
from ..signatures import RESHAPED, SIGNATURES
from ..tasks import Wish, save
from ..tokens import CODE_IDS, LABEL, MACROS, WORD_IDS
from . import Recipe, RecipeError

OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.BitAnd: "&", ast.BitOr: "|", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">",
    ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.And: "and", ast.Or: "or",
}
STRENGTH = {"or": 1, "and": 2, "not": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "==": 4, "!=": 4, "|": 5, "&": 6, "+": 7, "-": 7, "*": 8, "/": 8, "~": 9}
ATOM = 10
FUNCTION_KINDS = ("scan", "mask", "labels", "table", "transform")


class Compiler:
    """Compiles one turn into a program; ``names``, their ``kinds`` and ``masks`` are what earlier turns left in the workspace."""

    def __init__(
        self, recipe: Recipe, wish: Wish, program: Program, names: dict[str, list] | None = None, kinds: dict[str, str] | None = None,
        masks: dict | None = None,
    ) -> None:
        self.recipe, self.wish, self.program = recipe, wish, program
        self.names: dict[str, list] = dict(names or {})
        self.kinds: dict[str, str] = dict(kinds or {})
        self.program._masks.update(masks or {})
        self.list_name: list | None = None
        self.phrases = wish.targets[:-1] if recipe.lists and recipe.whole else wish.targets

    def fail(self, node: ast.AST | None, what: str):
        raise RecipeError(what if node is None else f"{what}: {ast.unparse(node)}")

    # MARK: Statements

    def compile(self, source: str) -> None:
        tree = ast.parse(dedent(source).strip())
        if source.count("LIST") > 1:
            self.list_name = code(self.program.assign(names_of(self.phrases), "list", None, "structures"))
        early = not any(isinstance(node, ast.Assign) and self.kind_of(node.value) == "scan" for node in tree.body)
        if early:
            self.hoist(tree)
        for statement in tree.body:
            self.hoist(statement)
            self.statement(statement)

    def hoist(self, tree: ast.AST) -> None:
        """Masks come before the statement that uses them, in the order of its text."""
        nodes = [n for n in used(tree) if self.mask_of(n)]
        for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset)):
            self.program.segment(*self.mask_of(node))

    def mask_of(self, node: ast.AST) -> tuple[int, Target] | None:
        """(scan, structure) of a mask that the program segments."""
        if isinstance(node, ast.Name) and (found := re.fullmatch(r"([ABCDW])([12]?)", node.id)):
            letter, number = found.groups()
            if self.recipe.scans == 2 and not number:
                self.fail(node, "with two scans it is A1 or A2")
            return self.wish.scans[int(number or 1) - 1], self.target(letter)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "mask" and isinstance(node.args[0], ast.Constant):
                return self.scan(node.args[1]) if len(node.args) > 1 else self.wish.scans[0], named(node.args[0].value)
            if node.func.id == "segment" and isinstance(node.args[1], ast.Constant):
                scan = node.args[0]
                if isinstance(scan, ast.Name) and re.fullmatch("S[12]?", scan.id):
                    return self.scan(scan), named(node.args[1].value)
            if node.func.id == "side":
                whole = self.target(node.args[1].id[0])
                number = node.args[1].id[1:] or "1"
                return self.wish.scans[int(number) - 1], Target(whole.name, node.args[0].value, whole.span)
        return None

    def target(self, letter: str) -> Target:
        if letter == "W":
            return self.wish.targets[-1]
        return self.wish.targets[self.recipe.letters.index(letter)]

    def scan(self, node: ast.AST) -> int:
        if not isinstance(node, ast.Name) or not re.fullmatch("S[12]?", node.id):
            self.fail(node, "a scan is S, S1 or S2")
        return self.wish.scans[int(node.id[1:] or "1") - 1]

    def statement(self, node: ast.stmt) -> None:
        p = self.program
        if isinstance(node, ast.Assign):
            self.assign(node)
        elif isinstance(node, ast.If):
            self.condition(node, "if")
        elif isinstance(node, ast.For):
            items = self.expression(node.iter)
            name = node.target.id
            self.names[name] = code(p.loop(items))
            self.body(node.body)
            p.end_block()
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
            self.act(node.value)
        else:
            self.fail(node, "such a statement is not known")

    def body(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.statement(statement)

    def condition(self, node: ast.If, word: str) -> None:
        self.program.block(word, self.expression(node.test))
        self.body(node.body)
        self.program.end_block()
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            self.condition(node.orelse[0], "elif")
        elif node.orelse:
            self.program.block("else")
            self.body(node.orelse)
            self.program.end_block()

    def assign(self, node: ast.Assign) -> None:
        name = node.targets[0].id
        kind = self.kind_of(node.value)
        self.kinds[name] = kind
        p = self.program
        target = next((self.mask_of(n)[1] for n in used(node.value) if self.mask_of(n)), None)
        function = node.value.func.id if isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) else ""
        plain = function in ("", "mask", "segment", "side")
        what = {"scan": function or "masked", "mask": "mask" if plain else function}.get(kind, function or "value")
        # The variable is numbered before those of comprehensions in its value, as it stands before them.
        made = p.variable(kind, target if kind in ("mask", "number") else None, what)
        p.statement(made, "=", self.expression(node.value))
        self.names[name] = code(made)

    def kind_of(self, node: ast.AST) -> str:
        """What an expression gives, as the workspace calls it."""
        if isinstance(node, (ast.Dict, ast.DictComp)):
            return "dict"
        if isinstance(node, (ast.List, ast.ListComp)):
            return "list"
        if self.mask_of(node):
            return "mask"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            if name in RESHAPED:
                return self.kind_of(node.args[name == "apply"])
            if name == "abs":
                return self.kind_of(node.args[0])
            kind = SIGNATURES[name][2] if name in SIGNATURES else "number"
            return kind if kind in FUNCTION_KINDS else "number"
        if isinstance(node, ast.Name):
            return "scan" if re.fullmatch("S[12]?", node.id) else self.kinds.get(node.id, "number")
        if isinstance(node, ast.UnaryOp):
            return self.kind_of(node.operand)
        if isinstance(node, ast.BinOp):
            if isinstance(node.op, (ast.BitAnd, ast.BitOr)):
                return "mask"
            return "scan" if "scan" in (self.kind_of(node.left), self.kind_of(node.right)) else "number"
        return "number"

    def act(self, node: ast.Call) -> None:
        p, name, arguments = self.program, node.func.id, node.args
        if name == "report" and len(arguments) == 1:
            p.report(self.expression(arguments[0]))
        elif name == "report":
            label = quoted(words(arguments[0].value)) if isinstance(arguments[0], ast.Constant) else self.expression(arguments[0])
            p.statement("report", "(", label, ",", self.expression(arguments[1]), ")")
        elif name == "print":
            p.print(self.expression(arguments[0]))
        elif name == "plot":
            p.statement("plot", "(", self.labelled(arguments[0]) if isinstance(arguments[0], ast.Dict) else self.expression(arguments[0]), ")")
        elif name == "show":
            p.show(*(self.expression(x) for x in arguments))
        elif name == "save":
            value = self.expression(arguments[0])
            if isinstance(arguments[1], ast.Name) and arguments[1].id == "path":
                save(self.wish, p, value, None, ".csv" if self.kind_of(arguments[0]) == "table" else ".nii.gz")
            else:
                stem, _, ending = arguments[1].value.partition(".")
                p.statement("save", *call(value, quoted([*words(stem.replace("_", " ")), "." + ending])))
        else:
            self.fail(node, "not something to do by itself")

    # MARK: Expressions

    def expression(self, node: ast.AST, least: int = 0) -> list:
        """Actions of an expression, in parentheses where it binds weaker than ``least``."""
        actions, strength = self.parts(node)
        return code("(", actions, ")") if strength < least else actions

    def parts(self, node: ast.AST) -> tuple[list, int]:
        if place := self.mask_of(node):
            return code(self.program.segment(*place)), ATOM
        if isinstance(node, ast.BinOp):
            sign = OPERATORS[type(node.op)]
            strength = STRENGTH[sign]
            return code(self.expression(node.left, strength), sign, self.expression(node.right, strength + (sign in "-/"))), strength
        if isinstance(node, ast.Compare):
            if len(node.ops) != 1:
                self.fail(node, "one comparison at a time")
            sign = OPERATORS[type(node.ops[0])]
            return code(self.expression(node.left, 5), sign, self.expression(node.comparators[0], 5)), 4
        if isinstance(node, ast.BoolOp):
            sign = OPERATORS[type(node.op)]
            strength = STRENGTH[sign]
            result = self.expression(node.values[0], strength)
            for value in node.values[1:]:
                result = code(result, sign, self.expression(value, strength + 1))
            return result, strength
        if isinstance(node, ast.UnaryOp):
            sign = {ast.Invert: "~", ast.USub: "-", ast.Not: "not"}[type(node.op)]
            strength = {"~": 9, "-": 9, "not": 3}[sign]
            return code(sign, self.expression(node.operand, strength)), strength
        return self.atom(node), ATOM

    def atom(self, node: ast.AST) -> list:
        if isinstance(node, ast.Name):
            return self.name(node)
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                return quoted(words(node.value))
            text = str(node.value)
            if text not in CODE_IDS:
                self.fail(node, "numbers come from the prompt")
            return code(text)
        if isinstance(node, ast.JoinedStr):
            return self.phrase(node)
        if isinstance(node, ast.List):
            return listed([self.expression(x) for x in node.elts])
        if isinstance(node, ast.Dict):
            pairs = [code(quoted(words(key.value)), ":", self.expression(value)) for key, value in zip(node.keys, node.values)]
            return code("{", [x for pair in pairs for x in (*pair, *code(","))][:-1], "}")
        if isinstance(node, (ast.ListComp, ast.DictComp)):
            return self.comprehension(node)
        if isinstance(node, ast.Subscript):
            return self.item(node)
        if isinstance(node, ast.Call):
            return self.call(node)
        self.fail(node, "such an expression is not known")

    def name(self, node: ast.Name) -> list:
        if node.id in self.names:
            return self.names[node.id]
        if re.fullmatch("S[12]?", node.id):
            return code(Item(self.scan(node)))
        if node.id == "n":
            if self.wish.number is None:
                self.fail(node, "no way of this turn has {n}")
            return self.wish.number_value()
        if node.id == "n2":
            if self.wish.number2 is None:
                self.fail(node, "no way of this turn has {n2}")
            return self.wish.second_number()
        if node.id == "LIST":
            return self.list_name or names_of(self.phrases)
        self.fail(node, "an unknown name")

    def phrase(self, node: ast.JoinedStr) -> list:
        found: list = []
        for part in node.values:
            if isinstance(part, ast.Constant):
                found += words(part.value.strip())
            else:
                found += self.names[part.value.id]
        return quoted(found)

    def labelled(self, node: ast.Dict) -> list:
        pairs = [code(LABEL, ":", self.expression(value)) for value in node.values]
        return code("{", [x for pair in pairs for x in (*pair, *code(","))][:-1], "}")

    def comprehension(self, node: ast.ListComp | ast.DictComp) -> list:
        if len(node.generators) != 1 or node.generators[0].ifs:
            self.fail(node, "one for, no if")
        generator = node.generators[0]
        items = self.expression(generator.iter)
        name = self.program.variable("loop")
        self.names[generator.target.id] = code(name)
        value = self.expression(node.value if isinstance(node, ast.DictComp) else node.elt)
        left, right = "{}" if isinstance(node, ast.DictComp) else "[]"
        return code(left, "for", name, "in", items, ":", value, right)

    def item(self, node: ast.Subscript) -> list:
        text = ast.unparse(node)
        inner = node
        while isinstance(inner, ast.Subscript):
            inner = inner.value
        for macro in (name for name in MACROS if "." in name):
            function, part = macro.split(".")
            ending = {"principal_axes": "[0]['length_mm']"}.get(function) or (f"[{part}]" if part.isdigit() else f"['{part}']")
            if text.startswith(function + "(") and text.endswith(ending):
                return call(macro + "(", self.expression(inner.args[0]))
        return code(self.expression(node.value, ATOM), "[", self.expression(node.slice), "]")

    def call(self, node: ast.Call) -> list:
        name = node.func.id if isinstance(node.func, ast.Name) else self.fail(node, "only functions are called")
        if name not in CODE_IDS:
            self.fail(node, "not a function that the decoder knows")
        arguments = [self.expression(x) for x in node.args]
        for keyword in node.keywords:
            arguments.append(code(keyword.arg + "=", self.expression(keyword.value)))
        return call(name + "(", *arguments)


def used(tree: ast.AST) -> list[ast.AST]:
    """Names and calls of a tree, without the structure whose side ``side`` takes."""
    taken = {id(argument) for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "side" for argument in n.args}
    return [n for n in ast.walk(tree) if isinstance(n, (ast.Name, ast.Call)) and id(n) not in taken]


def named(text: str) -> Target:
    """A structure of the table by its canonical name, with its side."""
    side, _, rest = text.partition(" ")
    name, side = (rest, side) if side in ("left", "right") and rest in BY_NAME else (text, None)
    if name not in BY_NAME or name not in WORD_IDS:
        raise RecipeError(f"the decoder has no word for the structure “{text}”")
    return Target(name, side)


def words(text: str) -> list[str]:
    """Text cut into word tokens, the longest first."""
    found: list[str] = []
    rest = text.strip()
    while rest:
        word = next((w for w in sorted(WORD_IDS, key=len, reverse=True) if rest == w or rest.startswith(w + " ")), None)
        if word is None:
            raise RecipeError(f"no word token for “{rest}”")
        found.append(word)
        rest = rest[len(word):].strip()
    return found
