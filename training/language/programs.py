"""Programs as action lists: what a task's code looks like, independent of how it was asked for.

An action is a token id, ``Item(i)`` (points at workspace entry i) or ``Span(k)`` (copies the k-th marked
span of the prompt). ``Program`` numbers variables in the order of their first assignment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .tokens import CODE_IDS, MACROS, TOKENS, WORD_IDS


@dataclass(frozen=True)
class Item:
    index: int


@dataclass(frozen=True)
class Span:
    index: int


@dataclass(frozen=True)
class Target:
    """A structure with a side, or (``span``) words of the user's own that the table does not hold."""

    name: str
    side: str | None = None
    span: int | None = None

    def words(self) -> list:
        side = [WORD_IDS[self.side]] if self.side else []
        return side + ([WORD_IDS[self.name]] if self.span is None else [Span(self.span)])

    @property
    def slug(self) -> str:
        return "_".join(filter(None, [self.side, self.name.replace(" ", "_")]))

    @property
    def text(self) -> str:
        return " ".join(filter(None, [self.side, self.name]))


def code(*texts) -> list:
    """Texts of code tokens to ids; ids, pointers and lists of them pass through."""
    result = []
    for text in texts:
        if isinstance(text, str):
            result.append(CODE_IDS[text])
        elif isinstance(text, list):
            result += text
        else:
            result.append(text)
    return result


def quoted(words: list) -> list:
    return code("<quote>", [WORD_IDS[w] if isinstance(w, str) else w for w in words], "</quote>")


@dataclass
class Program:
    """A program under construction, and the names it leaves behind (for follow-up prompts)."""

    actions: list = field(default_factory=list)
    assigned: list = field(default_factory=list)
    """(kind, target or None, what) per variable."""
    _masks: dict = field(default_factory=dict)

    def statement(self, *parts) -> None:
        self.actions += code(*parts, "<newline>")

    def assign(self, expression: list, kind: str, target: Target | None, what: str = "") -> int:
        name = f"<v{len(self.assigned)}>"
        self.assigned.append((kind, target, what))
        self.statement(name, "=", expression)
        return CODE_IDS[name]

    def variable(self, kind: str, target: Target | None = None, what: str = "") -> int:
        """The next variable, for what assigns it before its value is written: loops and comprehensions."""
        self.assigned.append((kind, target, what))
        return CODE_IDS[f"<v{len(self.assigned) - 1}>"]

    def assign_each(self, kind: str, what: str, brackets: str, items: list, value: Callable[[int], list]) -> int:
        """A comprehension in a variable: ``{name: value(name) for name in items}``, or a list of the values."""
        made = self.variable(kind, None, what)
        self.statement(made, "=", self.each(brackets, items, value))
        return made

    def each(self, brackets: str, items: list, value: Callable[[int], list]) -> list:
        """A comprehension as an expression; its items come first, as the decoder writes it."""
        name = self.variable("loop")
        return code(brackets[0], "for", name, "in", items, ":", value(name), brackets[1])

    def loop(self, items: list) -> int:
        """Begins a loop; gives its variable."""
        name = self.variable("loop")
        self.block("for", name, "in", items)
        return name

    def segment(self, scan: int, target: Target) -> int:
        key = (scan, target)
        if key not in self._masks:
            call = code("segment", "(", Item(scan), ",", quoted(target.words()), ")")
            self._masks[key] = self.assign(call, "mask", target)
        return self._masks[key]

    def volume(self, mask, target: Target) -> int:
        return self.assign(volume_of(mask), "number", target, "volume")

    def report(self, *value) -> None:
        """Reports a value under the label that the program makes of it."""
        self.statement("report", "(", "<label>", ",", *value, ")")

    def verdict(self, words: list, answer: list) -> None:
        """Reports a text under a label of its own."""
        self.statement("report", "(", quoted(words), ",", quoted(answer), ")")

    def show(self, *arguments) -> None:
        self.statement("show", *call(*arguments))

    def print(self, *value) -> None:
        self.statement("print", "(", *value, ")")

    def block(self, *header) -> None:
        self.actions += code(*header, ":", "<newline>", "<indent>")

    def end_block(self) -> None:
        self.actions += code("<dedent>")


def call(*arguments) -> list:
    """Arguments in parentheses; the first may be a function's name written as ``"name("``."""
    parts: list = []
    if arguments and isinstance(arguments[0], str) and arguments[0].endswith("("):
        parts.append(arguments[0][:-1])
        arguments = arguments[1:]
    listed = [x for argument in arguments for x in (*code(argument), *code(","))][:-1]
    return code(*parts, "(", listed, ")")


def listed(values: list) -> list:
    """A list literal."""
    return code("[", [x for value in values for x in (*code(value), *code(","))][:-1], "]")


def dictionary(pairs: list[tuple[list, list]]) -> list:
    """A dict literal: words of the key, then the value."""
    inner = [x for key, value in pairs for x in (*quoted(key), *code(":"), *code(value), *code(","))][:-1]
    return code("{", inner, "}")


def names_of(targets: Sequence[Target]) -> list:
    """A list of the structures' phrases."""
    return listed([quoted(target.words()) for target in targets])


def item_of(values: int | Item, name: int) -> list:
    """``values[name]``."""
    return code(values, "[", name, "]")


def phrase_of(side: str, name: int) -> list:
    """``f"left {name}"``, or the name alone."""
    return quoted([side, name]) if side else code(name)


def segmented(scan: list | int, phrase: list) -> list:
    return call("segment(", scan if isinstance(scan, list) else code(scan), phrase)


def volume_of(mask) -> list:
    return call("volume_ml(", mask)


def mean_of(scan: int, mask) -> list:
    return call("mean(", Item(scan), mask)


def finish(program: Program) -> list:
    return code("<program>", program.actions, "<end>")


def answer(intent: str) -> list:
    """An answer that is no program, such as ``<help>``."""
    return code(intent, "<end>")


def render(actions: list, items: list[str], spans: list[str]) -> str:
    """The source text of an action list; variables are called v0, v1 …"""
    return _Renderer(actions, items, spans).text()


class _Renderer:
    """Reads actions one after another; comprehensions and macros are put in Python's order."""

    def __init__(self, actions: list, items: list[str], spans: list[str]) -> None:
        self.actions, self.items, self.spans, self.place, self.labels = actions, items, spans, 0, 0

    def peek(self) -> tuple[str, str]:
        if self.place >= len(self.actions):
            return "", ""
        action = self.actions[self.place]
        if isinstance(action, Item):
            return self.items[action.index], "name"
        if isinstance(action, Span):
            return self.spans[action.index], "name"
        return TOKENS[action]

    def next(self) -> tuple[str, str]:
        found = self.peek()
        self.place += 1
        return found

    def text(self) -> str:
        lines: list[str] = []
        indent = 0
        while self.place < len(self.actions):
            text, kind = self.peek()
            if text in ("<indent>", "<dedent>"):
                indent += 1 if text == "<indent>" else -1
                self.place += 1
            elif kind == "intent" and text != "<program>":
                return text
            elif kind in ("intent", "special") and text != "<label>":
                self.place += 1
            else:
                lines.append("    " * indent + self.until("<newline>").strip())
        return "\n".join(lines)

    def until(self, *ends: str) -> str:
        """Source up to one of the ends, which is read and left out."""
        line = ""
        while self.place < len(self.actions):
            text, kind = self.next()
            if text in ends and kind != "name":
                return line
            line += self.piece(text, kind, line)
        return line

    def piece(self, text: str, kind: str, line: str) -> str:
        if text == "<quote>":
            return self.quotation()
        if kind == "variable":
            return text[1:-1]
        if text in ("[", "{") and self.peek() == ("for", "keyword"):
            self.place += 1
            name = self.until("in").strip()
            items = self.until(":")
            close = {"[": "]", "{": "}"}[text]
            value = self.until(close)
            return f"{text}{name + ': ' if text == '{' else ''}{value} for {name} in {items}{close}"
        if text in ("(", "[", "{"):
            close = {"(": ")", "[": "]", "{": "}"}[text]
            return text + self.until(close) + close
        if kind == "function" and text in MACROS:
            self.place += 1
            inner = self.until(")")
            return macro(text, inner)
        if text == ":":
            return ": "
        if text in ("~",):
            return text
        if text in BINARY or kind == "keyword":
            return f" {text} "
        if text == "<label>":
            self.labels += 1
            return f'"<label {self.labels}>"'
        return text + (" " if text == "," else "")

    def quotation(self) -> str:
        words: list[str] = []
        variable = False
        while True:
            text, kind = self.next()
            # Lines that were cut short have no closing quote.
            if text == "</quote>" or self.place > len(self.actions):
                break
            variable = variable or kind == "variable"
            words.append("{" + text[1:-1] + "}" if kind == "variable" else text)
        return ("f" if variable else "") + '"' + joined(words) + '"'


BINARY = ("<", "<=", ">", ">=", "==", "!=", "=", "+", "-", "*", "/", "&", "|")


def macro(name: str, inner: str) -> str:
    """What a macro stands for."""
    if "." in name:
        function, item = name.split(".")
        return f'{function}({inner})' + {"principal_axes": '[0]["length_mm"]'}.get(function, f"[{item}]" if item.isdigit() else f'["{item}"]')
    key = f"key=lambda name: {inner}[name]"
    return {"argmax": f"max({inner}, {key})", "argmin": f"min({inner}, {key})", "ascending": f"sorted({inner}, {key})",
            "descending": f"sorted({inner}, {key}, reverse=True)"}[name]


def joined(words: list[str]) -> str:
    if words and words[-1] in (".nii.gz", ".csv"):
        return "_".join(words[:-1]).replace(" ", "_") + words[-1]
    return " ".join(words)
