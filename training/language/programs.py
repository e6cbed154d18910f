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

    def report(self, label: list, value: list, unit: str | None = None) -> None:
        unit_part = code(",", quoted([unit])) if unit else []
        self.statement("report", "(", quoted(label), ",", value, unit_part, ")")

    def block(self, *header) -> None:
        self.actions += code(*header, ":", "<newline>", "<indent>")

    def end_block(self) -> None:
        self.actions += code("<dedent>")


def volume_of(mask) -> list:
    return code("volume_ml", "(", mask, ")")


def mean_of(scan: int, mask) -> list:
    return code("mean", "(", Item(scan), ",", mask, ")")


def finish(program: Program) -> list:
    return code("<program>", program.actions, "<end>")


def answer(intent: str) -> list:
    """An answer that is no program, such as ``<help>``."""
    return code(intent, "<end>")


def render(actions: list, items: list[str], spans: list[str]) -> str:
    """The source text of an action list; variables are called v0, v1 …"""
    lines: list[str] = []
    line, indent, words = "", 0, None
    for action in actions:
        if isinstance(action, Item):
            text, kind = items[action.index], "name"
        elif isinstance(action, Span):
            text, kind = spans[action.index], "name"
        else:
            text, kind = TOKENS[action]
        if text == "</quote>":
            line += '"' + joined(words or []) + '"'
            words = None
        elif words is not None:
            words.append(text)
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
        elif text in ("<", "<=", ">", ">=", "==", "!=", "=", "+", "-", "*", "/") or kind == "keyword":
            line += f" {text} "
        elif text == ":":
            line = line.rstrip() + ":"
        elif kind not in ("special", "intent"):
            line += text + (" " if text == "," else "")
    return "\n".join(lines)


def joined(words: list[str]) -> str:
    if words and words[-1] == ".nii.gz":
        return "_".join(words[:-1]).replace(" ", "_") + ".nii.gz"
    return " ".join(words)
