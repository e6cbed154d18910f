"""The two networks of the language half: the text encoder's twin and the code decoder.

The encoder is BERT-shaped (MiniLM-L6-H384 weights), the decoder a small pre-norm transformer with
cross-attention and a pointer. The Swift twin is tested against both on exported activations.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class EncoderConfiguration:
    """Sizes of the text encoder; the metadata ``configuration`` of encoder.safetensors."""

    vocab_size: int
    hidden_size: int = 384
    layers: int = 6
    heads: int = 12
    intermediate_size: int = 1536
    positions: int = 128
    layer_norm_eps: float = 1e-12

    def dictionary(self) -> dict:
        return asdict(self)


class EncoderLayer(nn.Module):
    """One post-norm BERT layer."""

    def __init__(self, c: EncoderConfiguration) -> None:
        super().__init__()
        self.heads = c.heads
        self.query = nn.Linear(c.hidden_size, c.hidden_size)
        self.key = nn.Linear(c.hidden_size, c.hidden_size)
        self.value = nn.Linear(c.hidden_size, c.hidden_size)
        self.output = nn.Linear(c.hidden_size, c.hidden_size)
        self.norm1 = nn.LayerNorm(c.hidden_size, eps=c.layer_norm_eps)
        self.up = nn.Linear(c.hidden_size, c.intermediate_size)
        self.down = nn.Linear(c.intermediate_size, c.hidden_size)
        self.norm2 = nn.LayerNorm(c.hidden_size, eps=c.layer_norm_eps)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        q, k, v = (split_heads(f(x), self.heads) for f in (self.query, self.key, self.value))
        attended = merge_heads(attend(q, k, v, mask))
        x = self.norm1(x + self.output(attended))
        return self.norm2(x + self.down(F.gelu(self.up(x))))


def unit_mean(x: Tensor, present: Tensor) -> Tensor:
    """Mean over the pieces that there are, L2-normalised: [batch, length, hidden] → [batch, hidden]."""
    weight = present[:, :, None].to(x.dtype)
    return F.normalize((x * weight).sum(1) / weight.sum(1), dim=-1)


class TextEncoder(nn.Module):
    """Pieces [batch, length] → vectors [batch, length, hidden]."""

    def __init__(self, c: EncoderConfiguration) -> None:
        super().__init__()
        self.configuration = c
        self.word = nn.Embedding(c.vocab_size, c.hidden_size)
        self.position = nn.Embedding(c.positions, c.hidden_size)
        self.kind = nn.Embedding(2, c.hidden_size)
        self.norm = nn.LayerNorm(c.hidden_size, eps=c.layer_norm_eps)
        self.layers = nn.ModuleList(EncoderLayer(c) for _ in range(c.layers))

    def lexical(self, ids: Tensor) -> Tensor:
        """What the embedding layer says of each piece: which word and where, before any context."""
        return self.norm(self.word(ids) + self.position.weight[: ids.shape[1]] + self.kind.weight[0])

    def forward(self, ids: Tensor, present: Tensor | None = None) -> Tensor:
        """``present`` [batch, length] is True where there is a piece, not padding."""
        x = self.lexical(ids)
        mask = None if present is None else present[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def embed(self, ids: Tensor, present: Tensor) -> Tensor:
        """Mean over all pieces (CLS and SEP too), L2-normalised: [batch, hidden]."""
        return unit_mean(self(ids, present), present)

    def named_tensors(self) -> dict[str, Tensor]:
        """Weights under the names of the Hugging Face BERT state dict."""
        e = "embeddings."
        result = {
            e + "word_embeddings.weight": self.word.weight,
            e + "position_embeddings.weight": self.position.weight,
            e + "token_type_embeddings.weight": self.kind.weight,
            e + "LayerNorm.weight": self.norm.weight,
            e + "LayerNorm.bias": self.norm.bias,
        }
        for n, layer in enumerate(self.layers):
            p = f"encoder.layer.{n}."
            parts = {
                "attention.self.query": layer.query, "attention.self.key": layer.key,
                "attention.self.value": layer.value, "attention.output.dense": layer.output,
                "attention.output.LayerNorm": layer.norm1, "intermediate.dense": layer.up,
                "output.dense": layer.down, "output.LayerNorm": layer.norm2,
            }
            for name, part in parts.items():
                result[p + name + ".weight"] = part.weight
                result[p + name + ".bias"] = part.bias
        return result

    @torch.no_grad()
    def load_named(self, tensors: dict[str, Tensor]) -> None:
        """Fill in weights given under the names of ``named_tensors``; every one must be there."""
        for name, parameter in self.named_tensors().items():
            parameter.copy_(tensors[name][: parameter.shape[0]])


@dataclass(frozen=True)
class DecoderConfiguration:
    """Sizes of the code decoder; the metadata ``configuration`` of decoder.safetensors."""

    tokens: int
    width: int = 256
    layers: int = 5
    heads: int = 4
    ffn: int = 1024
    positions: int = 192
    memory: int = 384
    orders: int = 16
    prompt_positions: int = 128
    mentions: int = 8
    readers: int = 4
    turns: int = 3
    layer_norm_eps: float = 1e-5

    def dictionary(self) -> dict:
        return asdict(self)


def split_heads(x: Tensor, heads: int) -> Tensor:
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def merge_heads(x: Tensor) -> Tensor:
    return x.transpose(1, 2).flatten(2)


def attend(
    q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None, causal: bool = False, record: list[Tensor] | None = None
) -> Tensor:
    """Scaled dot-product attention, written out.

    At our sizes (some forty rows) this takes a fifth of the time of PyTorch's fused kernel on a CPU,
    whose backward pass alone was a third of a training step. ``record`` collects the first head's weights.
    """
    scores = (q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    if causal:
        future = torch.ones(scores.shape[-2:], dtype=torch.bool, device=q.device).triu(1)
        scores = scores.masked_fill(future, float("-inf"))
    chances = scores.softmax(-1)
    if record is not None:
        record.append(chances[:, 0])
    return chances.to(v.dtype) @ v


class Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.output = nn.Linear(width, width)

    def forward(
        self, x: Tensor, source: Tensor, mask: Tensor | None, causal: bool = False, record: list[Tensor] | None = None
    ) -> Tensor:
        q = split_heads(self.query(x), self.heads)
        k = split_heads(self.key(source), self.heads)
        v = split_heads(self.value(source), self.heads)
        return self.output(merge_heads(attend(q, k, v, mask, causal, record)))


def silence(*lasts: nn.Linear) -> None:
    """A residual branch that ends in one of these adds nothing until it is trained."""
    for last in lasts:
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)


class DecoderLayer(nn.Module):
    def __init__(self, c: DecoderConfiguration, dropout: float) -> None:
        super().__init__()
        # The module is called "self" in the file; `setattr` keeps Python happy with that name.
        self.add_module("self", Attention(c.width, c.heads))
        self.cross = Attention(c.width, c.heads)
        self.norm1 = nn.LayerNorm(c.width, eps=c.layer_norm_eps)
        self.norm2 = nn.LayerNorm(c.width, eps=c.layer_norm_eps)
        self.norm3 = nn.LayerNorm(c.width, eps=c.layer_norm_eps)
        self.ffn = nn.ModuleList([nn.Linear(c.width, c.ffn), nn.Linear(c.ffn, c.width)])
        self.dropout = nn.Dropout(dropout)

    def do_nothing(self) -> None:
        silence(self._modules["self"].output, self.cross.output, self.ffn[1])

    def forward(self, x: Tensor, memory: Tensor, memory_mask: Tensor, record: list[Tensor] | None = None) -> Tensor:
        y = self.norm1(x)
        x = x + self.dropout(self._modules["self"](y, y, None, causal=True))
        x = x + self.dropout(self.cross(self.norm2(x), memory, memory_mask, record=record))
        return x + self.dropout(self.ffn[1](F.gelu(self.ffn[0](self.norm3(x)))))


class ReaderLayer(nn.Module):
    """The entries of the memory look at each other; does nothing until it is trained."""

    def __init__(self, c: DecoderConfiguration) -> None:
        super().__init__()
        self.add_module("self", Attention(c.width, c.heads))
        self.norm1 = nn.LayerNorm(c.width, eps=c.layer_norm_eps)
        self.norm2 = nn.LayerNorm(c.width, eps=c.layer_norm_eps)
        self.ffn = nn.ModuleList([nn.Linear(c.width, c.ffn), nn.Linear(c.ffn, c.width)])
        self.do_nothing()

    def do_nothing(self) -> None:
        silence(self._modules["self"].output, self.ffn[1])

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        y = self.norm1(x)
        x = x + self._modules["self"](y, y, mask)
        return x + self.ffn[1](F.gelu(self.ffn[0](self.norm2(x))))


class Memory(nn.Module):
    """Projects prompt pieces, workspace items and earlier turns into one memory, and reads it as a whole.

    A prompt piece enters with its features in context and with what the encoder's embedding layer says
    of it: a sentence encoder's last layer blurs which word stood where. An earlier turn enters as a whole
    and piece by piece: what a follow-up goes on with may be any word of it.
    """

    PROMPT, ITEM, EARLIER = 0, 1, 2

    def __init__(self, c: DecoderConfiguration) -> None:
        super().__init__()
        self.prompt = nn.Linear(c.memory, c.width)
        self.piece = nn.Linear(c.memory, c.width)
        self.position = nn.Embedding(c.prompt_positions, c.width)
        self.item = nn.Linear(c.memory, c.width)
        self.kind = nn.Embedding(3, c.width)
        self.order = nn.Embedding(c.orders, c.width)
        self.recency = nn.Embedding(c.orders, c.width)
        self.mention = nn.Embedding(c.mentions, c.width)
        self.turn = nn.Embedding(c.turns, c.width)
        self.layers = nn.ModuleList(ReaderLayer(c) for _ in range(c.readers))
        # Items come L2-normalised (elements near 0.05), prompt pieces do not: start them alike.
        with torch.no_grad():
            self.item.weight.mul_(8)
            for parameter in (self.piece.weight, self.piece.bias, self.position.weight):
                parameter.zero_()

    def forward(
        self, pieces: Tensor, others: Tensor, kinds: Tensor, orders: Tensor, recencies: Tensor, mentions: Tensor, present: Tensor,
        spoken: Tensor, turns: Tensor, places: Tensor,
    ) -> Tensor:
        """pieces [b, P, 768] (in context, then lexical); others [b, I, 384] with their kind, order and recency [b, I].

        spoken [b, E, 768] are the pieces of earlier turns, with how many turns ago (from 0) and at which place of it [b, E].

        An order of -1 adds no order vector (earlier prompts have none). ``mentions`` [b, P + I] marks the pieces
        that write the name of an item, and that item, with the same number above 0, counted as the prompt names them.
        ``present`` [b, P + I + E] is True where an entry exists.
        """
        prompt = self.words(pieces) + self.kind.weight[self.PROMPT] + self.position.weight[: pieces.shape[1]]
        named = self.mention(mentions) * (mentions > 0)[..., None]
        order = self.order(orders.clamp(min=0)) * (orders >= 0)[..., None]
        item = self.item(others) + self.kind(kinds) + order + self.recency(recencies)
        earlier = self.words(spoken) + self.turn(turns) + self.position(places)
        entries = torch.cat([torch.cat([prompt, item.to(prompt.dtype)], dim=1) + named.to(prompt.dtype), earlier], dim=1)
        for layer in self.layers:
            entries = layer(entries, present[:, None, None, :])
        return entries

    def words(self, pieces: Tensor) -> Tensor:
        context, lexical = pieces.chunk(2, dim=-1)
        return self.prompt(context) + self.piece(lexical)


class Decoder(nn.Module):
    """Writes actions: 0..<V vocabulary tokens, V + m the memory entry m."""

    def __init__(self, c: DecoderConfiguration, dropout: float = 0.1) -> None:
        super().__init__()
        self.configuration = c
        self.token = nn.Embedding(c.tokens, c.width)
        self.position = nn.Embedding(c.positions, c.width)
        for table in (self.token, self.position):
            nn.init.normal_(table.weight, std=0.05)
        self.memory = Memory(c)
        for table in (self.memory.kind, self.memory.order, self.memory.recency, self.memory.mention, self.memory.turn):
            nn.init.normal_(table.weight, std=0.2)
        self.layers = nn.ModuleList(DecoderLayer(c, dropout) for _ in range(c.layers))
        self.norm = nn.LayerNorm(c.width, eps=c.layer_norm_eps)
        self.output = nn.Linear(c.width, c.tokens)
        self.pointer = nn.ModuleDict({"query": nn.Linear(c.width, c.width), "input": nn.Linear(c.width, c.width)})
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, actions: Tensor, memory: Tensor, present: Tensor, record: list[Tensor] | None = None
    ) -> Tensor:
        """actions [b, T], memory [b, M, width], present [b, M] → logits [b, T, V + M].

        ``present`` is True where a memory entry exists. ``record`` collects, layer by layer, the weights
        [b, T, M] of the first head of the cross-attention.
        """
        c = self.configuration
        points = actions >= c.tokens
        index = (actions - c.tokens).clamp(min=0)
        pointed = torch.gather(memory, 1, index[..., None].expand(-1, -1, c.width))
        x = torch.where(
            points[..., None], self.pointer["input"](pointed),
            self.token(actions.clamp(max=c.tokens - 1)).to(pointed.dtype),
        )
        x = self.dropout(x + self.position.weight[: actions.shape[1]])
        mask = present[:, None, None, :]
        for layer in self.layers:
            x = layer(x, memory, mask, record)
        x = self.norm(x)
        pointer = self.pointer["query"](x) @ memory.transpose(1, 2) / c.width**0.5
        pointer = pointer.masked_fill(~present[:, None, :], float("-inf"))
        return torch.cat([self.output(x), pointer], dim=-1)

    def named_tensors(self) -> dict[str, Tensor]:
        """Weights under the names of the file (``type`` is a method's name in PyTorch)."""
        return {n.replace("memory.kind.", "memory.type."): t for n, t in self.state_dict().items()}

    def load_named(self, tensors: dict[str, Tensor]) -> None:
        """Fill in weights given under the names of ``named_tensors``; every one must be there."""
        self.load_state_dict({n.replace("memory.type.", "memory.kind."): t for n, t in tensors.items()})


class PhraseHead(nn.Module):
    """From a phrase's embedding (its side words removed): which structure, and whether any."""

    def __init__(self, structures: int, hidden: int = 128, inputs: int = 384) -> None:
        super().__init__()
        self.hidden = nn.Linear(inputs, hidden)
        self.structure = nn.Linear(hidden, structures)
        self.accept = nn.Linear(hidden, 1)

    def forward(self, embedding: Tensor, dropout: float = 0.0) -> tuple[Tensor, Tensor]:
        h = F.dropout(F.gelu(self.hidden(embedding)), dropout, training=dropout > 0)
        return self.structure(h), self.accept(h)[..., 0]
