"""From examples to tensors: frozen encoder features, workspace embeddings, action ids."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from tokenizers import Encoding
from torch import Tensor

from .examples import Example
from .network import Memory, TextEncoder, unit_mean
from .programs import Item, Span
from .tokenizer import LIMIT, load_tokenizer
from .tokens import COPY, SIDES, SPOKEN, START, TOKENS, WORD_IDS

NOTHING = "nothing loaded"
ORDERS = 16
MOST_ACTIONS = 192


class Unusable(Exception):
    """An example that cannot be written down (a span cut off, too long)."""


def piece_range(encoding: Encoding, span: tuple[int, int]) -> tuple[int, int]:
    """First and last piece of a character range."""
    inside = [i for i, (a, b) in enumerate(encoding.offsets)
              if a < span[1] and b > span[0] and not encoding.special_tokens_mask[i]]
    if not inside or encoding.offsets[inside[0]][0] != span[0] or encoding.offsets[inside[-1]][1] != span[1]:
        raise Unusable
    return inside[0], inside[-1]


def action_ids(example: Example, encoding: Encoding) -> list[int]:
    """Ids with pointers as V + memory index; the sequence begins with ``<start>``."""
    if len(encoding.ids) >= LIMIT:
        raise Unusable
    v, pieces = len(TOKENS), len(encoding.ids)
    ids = [START]
    for action in example.actions:
        if isinstance(action, Item):
            ids.append(v + pieces + action.index)
        elif isinstance(action, Span):
            first, last = piece_range(encoding, example.spans[action.index])
            ids += [COPY, v + first, v + last]
        else:
            ids.append(action)
    if len(ids) > MOST_ACTIONS:
        raise Unusable
    return ids


NAMES = {WORD_IDS[s.name]: s.name for s in SPOKEN}
SIDE_IDS = {WORD_IDS[side]: side for side in SIDES}


def focus(example: Example, encoding: Encoding, ids: list[int]) -> list[tuple[int, int, int]]:
    """(step, first piece, last piece): where to look in the prompt when a side or structure is written.

    The step is the one whose output is ``ids[step + 1]``.
    """
    if not example.mentions or example.wish is None:
        return []
    result = []
    targets = example.wish.targets
    for place, action in enumerate(ids):
        if action not in NAMES:
            continue
        side = SIDE_IDS.get(ids[place - 1])
        same = [n for n, t in enumerate(targets) if t.span is None and t.name == NAMES[action]]
        for n in same:
            if n not in example.mentions:
                continue
            try:
                first, last = piece_range(encoding, example.mentions[n])
            except Unusable:
                continue
            # A name may stand in one mention only ("the left hippocampus … the right one").
            result.append((place - 1, first, last))
            if side and targets[n].side == side:
                result.append((place - 2, first, last))
    return result


@dataclass
class Layout:
    """All of a batch but its features: padded tensors; pointers already count from the padded prompt's end.

    ``mentions`` [b, pieces + others] says which item's name stands where; ``turns`` and ``places`` [b, spoken] say of each piece
    of an earlier turn which turn, counted from the last, and which of its pieces it is; ``focus`` [b, actions, pieces] is True
    where attention is wanted; rows without a wish are all False.
    """

    kinds: Tensor
    orders: Tensor
    recencies: Tensor
    mentions: Tensor
    present: Tensor
    turns: Tensor
    places: Tensor
    actions: Tensor
    lengths: Tensor
    focus: Tensor

    def batch(self, pieces: Tensor, others: Tensor, spoken: Tensor, device: str) -> Batch:
        return Batch(**{k: t.to(device) for k, t in {**vars(self), "pieces": pieces, "others": others, "spoken": spoken}.items()})


@dataclass
class Batch(Layout):
    """With the features of the prompts' pieces, of items and of earlier turns' pieces, [b, …, 768, 384 and 768]."""

    pieces: Tensor
    others: Tensor
    spoken: Tensor

    @property
    def memory(self) -> tuple[Tensor, ...]:
        """What the decoder's memory is made of, in the order of its arguments."""
        return (self.pieces, self.others, self.kinds, self.orders, self.recencies, self.mentions, self.present,
                self.spoken, self.turns, self.places)


def layout_of(rows: list[tuple[Example, Encoding, list[int], list[int]]]) -> Layout:
    """Each row: an example, its prompt's pieces, its ids, and how many pieces each earlier turn has, oldest first."""
    v, n = len(TOKENS), len(rows)
    pieces = max(len(encoding.ids) for _, encoding, _, _ in rows)
    others = max(len(texts_of(example)) for example, _, _, _ in rows)
    spoken = max(sum(turns) for _, _, _, turns in rows)
    actions = max(len(ids) for _, _, ids, _ in rows)
    count = lambda *shape: torch.zeros(*shape, dtype=torch.long)
    b = Layout(
        torch.full((n, others), Memory.ITEM), count(n, others), count(n, others), count(n, pieces + others),
        torch.zeros(n, pieces + others + spoken, dtype=torch.bool), count(n, spoken), count(n, spoken), count(n, actions),
        torch.tensor([len(ids) for _, _, ids, _ in rows]), torch.zeros(n, actions, pieces, dtype=torch.bool))
    for row, (example, encoding, ids, turns) in enumerate(rows):
        own, texts, items = len(encoding.ids), len(texts_of(example)), max(1, len(example.entries))
        b.present[row, :own] = True
        b.present[row, pieces: pieces + texts] = True
        b.present[row, pieces + others: pieces + others + sum(turns)] = True
        for i in range(items):
            b.orders[row, i] = min(i, ORDERS - 1)
            b.recencies[row, i] = min(items - 1 - i, ORDERS - 1)
        for i in range(items, texts):
            b.kinds[row, i] = Memory.EARLIER
            b.orders[row, i] = -1
            b.recencies[row, i] = texts - 1 - i
        start = 0
        for ago, length in zip(reversed(range(len(turns))), turns):
            b.turns[row, start: start + length] = ago
            b.places[row, start: start + length] = torch.arange(length)
            start += length
        for number, item, first, last in named_items(example, encoding):
            b.mentions[row, first: last + 1] = number
            b.mentions[row, pieces + item] = number
        written = [i if i < v + own else i - own + pieces for i in ids]
        b.actions[row, : len(ids)] = torch.tensor(written)
        for step, first, last in focus(example, encoding, ids):
            b.focus[row, step, first: last + 1] = True
    return b


@dataclass
class Prepared:
    """One example with its features: [P, 768], in context and then lexical."""

    example: Example
    encoding: Encoding
    ids: list[int]
    features: Tensor | None = None
    turns: list[Tensor] = field(default_factory=list)
    """The features of each earlier turn, oldest first."""


def padded(encodings: list[Encoding]) -> Tensor:
    """Ids of the pieces [texts, length]; 0, which no piece has, behind a text's end."""
    ids = torch.zeros(len(encodings), max(len(e.ids) for e in encodings), dtype=torch.long)
    for row, e in enumerate(encodings):
        ids[row, : len(e.ids)] = torch.tensor(e.ids)
    return ids


class Featuriser:
    """Runs the frozen encoder, remembering the embeddings of workspace items."""

    def __init__(self, encoder: TextEncoder, device: str = "cpu", autocast: bool = True) -> None:
        self.encoder = encoder.to(device)
        self.tokenizer = load_tokenizer()
        self.device, self.autocast = device, autocast
        self.embeddings: dict[str, Tensor] = {}

    @torch.no_grad()
    def run(self, encodings: list[Encoding]) -> tuple[Tensor, Tensor]:
        ids = padded(encodings).to(self.device)
        present = ids > 0
        with torch.autocast(self.device, torch.bfloat16, enabled=self.autocast):
            return self.encoder(ids, present).float(), present

    def embed(self, texts: list[str]) -> None:
        new = sorted({t for t in texts if t not in self.embeddings}, key=len)
        if len(self.embeddings) > 200_000:
            self.embeddings.clear()
            new = sorted(set(texts), key=len)
        for start in range(0, len(new), 128):
            part = new[start: start + 128]
            x, present = self.run(self.tokenizer.encode_batch(part))
            for text, row in zip(part, unit_mean(x, present)):
                self.embeddings[text] = row

    def embedded(self, texts: list[str]) -> Tensor:
        """[texts, 384]."""
        self.embed(texts)
        return torch.stack([self.embeddings[text] for text in texts])

    def prepare(self, examples: list[Example]) -> list[Prepared]:
        """Features for all examples that can be written down."""
        encodings = self.tokenizer.encode_batch([e.prompt for e in examples])
        result = []
        for example, encoding in zip(examples, encodings):
            try:
                result.append(Prepared(example, encoding, action_ids(example, encoding)))
            except Unusable:
                continue
        for p, features in zip(result, self.features([p.encoding for p in result])):
            p.features = features
        turns = sorted({t for p in result for t in p.example.earlier})
        spoken = dict(zip(turns, self.features(self.tokenizer.encode_batch(turns))))
        for p in result:
            p.turns = [spoken[t] for t in p.example.earlier]
        self.embed([t for p in result for t in texts_of(p.example)])
        return result

    @torch.no_grad()
    def features(self, encodings: list[Encoding]) -> list[Tensor]:
        """[P, 768] of each text: its pieces in context, then lexical."""
        found: dict[int, Tensor] = {}
        order = sorted(range(len(encodings)), key=lambda i: len(encodings[i].ids))
        for start in range(0, len(order), 64):
            part = order[start: start + 64]
            x, _ = self.run([encodings[i] for i in part])
            for i, row in zip(part, x):
                ids = torch.tensor([encodings[i].ids], device=self.device)
                found[i] = torch.cat([row[: ids.shape[1]], self.encoder.lexical(ids)[0]], dim=-1)
        return [found[i] for i in range(len(encodings))]

    def batch(self, part: list[Prepared]) -> Batch:
        layout = layout_of([(p.example, p.encoding, p.ids, [len(turn) for turn in p.turns]) for p in part])
        n, pieces = layout.focus.shape[0], layout.focus.shape[2]
        features, others = torch.zeros(n, pieces, 768), torch.zeros(*layout.kinds.shape, 384)
        spoken = torch.zeros(*layout.turns.shape, 768)
        for row, p in enumerate(part):
            features[row, : len(p.features)] = p.features
            texts = texts_of(p.example)
            others[row, : len(texts)] = torch.stack([self.embeddings[t] for t in texts])
            if p.turns:
                said = torch.cat(p.turns)
                spoken[row, : len(said)] = said
        return layout.batch(features, others, spoken, self.device)


MENTIONS = 7


def named_items(example: Example, encoding: Encoding) -> list[tuple[int, int, int, int]]:
    """(number from 1, item, first piece, last piece) of the items whose name the prompt writes, in its order."""
    found = []
    for index, entry in enumerate(example.entries):
        if place := entry.place(example.prompt):
            pieces = [i for i, (a, b) in enumerate(encoding.offsets) if a < place[1] and b > place[0] and not encoding.special_tokens_mask[i]]
            if pieces:
                found.append((place[0], index, pieces[0], pieces[-1]))
    found.sort()
    return [(number, index, first, last) for number, (_, index, first, last) in enumerate(found[:MENTIONS], 1)]


def texts_of(example: Example) -> list[str]:
    """What the memory holds after the prompt: descriptions of items, then earlier prompts."""
    return ([e.description for e in example.entries] or [NOTHING]) + example.earlier
