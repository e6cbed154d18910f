"""Programs as action lists: what a task's code looks like, independent of how it was asked for.

An action is a token id, ``Item(i)`` (points at workspace entry i) or ``Span(k)`` (copies the k-th marked
span of the prompt). ``Program`` numbers variables in the order of their first assignment.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .tokens import CODE_IDS, TOKENS, WORD_IDS


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
    lines: list[str] = []
    line, indent, words = "", 0, None
    for action in expanded(actions):
        if isinstance(action, str):
            text, kind = action, "text"
        elif isinstance(action, Item):
            text, kind = items[action.index], "name"
        elif isinstance(action, Span):
            text, kind = spans[action.index], "name"
        else:
            text, kind = TOKENS[action]
        if text == "</quote>":
            line += quotation(words or [])
            words = None
        elif words is not None:
            words.append(f"{{{text[1:-1]}}}" if kind == "variable" else text)
        elif text == "<quote>":
            words = []
        elif text == "<newline>":
            lines.append("    " * indent + line.strip())
            line = ""
        elif text in ("<indent>", "<dedent>"):
            indent += 1 if text == "<indent>" else -1
        elif kind == "intent" and text != "<program>":
            return text
        elif kind == "variable":
            line += text[1:-1]
        elif text in ("<", "<=", ">", ">=", "==", "!=", "=", "+", "-", "*", "/", "&", "|") or kind == "keyword":
            line += f" {text} "
        elif text == ":":
            line = line.rstrip() + ": "
        elif text == "<label>":
            line += '"<label>"'
        elif kind not in ("special", "intent"):
            line += text + (" " if text == "," else "")
    return "\n".join(lines)


def quotation(words: list[str]) -> str:
    """A string; with variables among its words an f-string, and the variable itself where there is nothing else."""
    text = joined(words)
    if not any(word.startswith("{") for word in words):
        return f'"{text}"'
    return text[1:-1] if len(words) == 1 else f'f"{text}"'


ORDERS = {"argmax": "max", "argmin": "min", "ascending": "sorted", "descending": "sorted"}
"""What the decoder writes in short, with the function of Python that does it."""


def expanded(actions: list) -> list:
    """The actions in the order of Python's comprehensions, and lambdas for what is in short; text for what has no token."""
    texts = [TOKENS[a][0] if isinstance(a, int) and TOKENS[a][1] != "word" else "" for a in actions]

    def end(index: int) -> int:
        """Where the expression that begins here ends: at a colon or bracket that is not its own."""
        depth = 0
        while depth or texts[index] not in (":", ")", "]", "}"):
            depth += (texts[index] in ("(", "[", "{")) - (texts[index] in (")", "]", "}"))
            index += 1
        return index

    result: list = []
    index = 0
    while index < len(actions):
        if texts[index] in ("{", "[") and texts[index + 1] == "for":
            colon = end(index + 4)
            close = end(colon + 1)
            key = [actions[index + 2], actions[colon]] if texts[index] == "{" else []
            result += [actions[index], *key, *expanded(actions[colon + 1 : close])]
            result += [*actions[index + 1 : index + 4], *expanded(actions[index + 4 : colon]), actions[close]]
            index = close + 1
        elif texts[index] in ORDERS:
            variable = actions[index + 2]
            backwards = ", reverse=True" if texts[index] == "descending" else ""
            result += [f"{ORDERS[texts[index]]}(", variable, ", key=lambda name: ", variable, f"[name]{backwards})"]
            index += 4
        else:
            result.append(actions[index])
            index += 1
    return result


def joined(words: list[str]) -> str:
    if words and words[-1] in (".nii.gz", ".csv"):
        return "_".join(words[:-1]).replace(" ", "_") + words[-1]
    return " ".join(words)
