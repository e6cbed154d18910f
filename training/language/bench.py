"""How fast PyTorch writes with the committed decoder: ``python -m training.language.bench [--threads 2]``.

Greedy, one prompt at a time, keys and values of earlier steps kept; prints tokens a second for ``Benchmarks planner``.
"""

from __future__ import annotations

import argparse
import random
import time

import torch
import torch.nn.functional as F
from torch import Tensor

from . import weights
from .export import read_decoder
from .features import Featuriser
from .network import Attention, Decoder, merge_heads, split_heads
from .sources import generate
from .tokens import END, START


class Writer:
    """One line of writing, a step at a time."""

    def __init__(self, decoder: Decoder, memory: Tensor) -> None:
        self.decoder, self.memory = decoder, memory
        self.crossed = [self.keys(layer.cross, memory) for layer in decoder.layers]
        self.kept: list[tuple[Tensor, Tensor] | None] = [None] * len(decoder.layers)
        self.steps = 0

    @staticmethod
    def keys(attention: Attention, source: Tensor) -> tuple[Tensor, Tensor]:
        return split_heads(attention.key(source), attention.heads), split_heads(attention.value(source), attention.heads)

    @staticmethod
    def attend(attention: Attention, x: Tensor, keys: Tensor, values: Tensor) -> Tensor:
        query = split_heads(attention.query(x), attention.heads)
        return attention.output(merge_heads(F.scaled_dot_product_attention(query, keys, values)))

    def step(self, action: int) -> Tensor:
        d, c = self.decoder, self.decoder.configuration
        if action < c.tokens:
            x = d.token.weight[action][None, None]
        else:
            x = d.pointer["input"](self.memory[:, action - c.tokens])[:, None]
        x = x + d.position.weight[self.steps]
        for n, layer in enumerate(d.layers):
            own = layer._modules["self"]
            y = layer.norm1(x)
            keys, values = self.keys(own, y)
            if kept := self.kept[n]:
                keys, values = torch.cat([kept[0], keys], 2), torch.cat([kept[1], values], 2)
            self.kept[n] = (keys, values)
            x = x + self.attend(own, y, keys, values)
            x = x + self.attend(layer.cross, layer.norm2(x), *self.crossed[n])
            x = x + layer.ffn[1](F.gelu(layer.ffn[0](layer.norm3(x))))
        self.steps += 1
        x = d.norm(x)
        pointer = d.pointer["query"](x) @ self.memory.transpose(1, 2) / c.width**0.5
        return torch.cat([d.output(x), pointer], dim=-1)[0, 0]


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--count", type=int, default=60)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    rng = random.Random("parity")
    decoder = read_decoder(weights.MODELS / "decoder.safetensors")
    featuriser = Featuriser(weights.current_encoder(), autocast=False)
    tokens, spent = 0, 0.0
    for p in featuriser.prepare([generate(rng, True) for _ in range(arguments.count)]):
        b = featuriser.batch([p])
        memory = decoder.memory(*b.memory)
        start = time.perf_counter()
        writer, action = Writer(decoder, memory), START
        while action != END and writer.steps < 190:
            action = int(writer.step(action).argmax())
            tokens += 1
        spent += time.perf_counter() - start
    print(f"{tokens / spent:.0f}")


if __name__ == "__main__":
    main()
