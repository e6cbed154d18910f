"""The vision network: an encoder-decoder trunk and a head whose logits are steered by text.

The layout of the weights is stated in Documentation/Weights.md.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Configuration:
    widths: tuple[int, ...] = (16, 32, 64, 128, 128)
    features: int = 32
    text: int = 384
    hidden: int = 256
    working_spacing: float = 2.0  # mm

    def as_dict(self) -> dict:
        return asdict(self)


class InstanceNorm(nn.Module):
    """Normalisation over space with a scale and a shift per channel (eps 1e-5, biased variance)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor) -> Tensor:
        if x.shape[0] == 1:  # the batch form keeps channels-last layouts, the instance form does not
            return F.batch_norm(x, None, None, self.weight, self.bias, training=True, eps=1e-5)
        return F.instance_norm(x, weight=self.weight, bias=self.bias, eps=1e-5)


class Block(nn.Module):
    """Convolution 3x3x3, instance norm, ReLU."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.conv = nn.Conv3d(inputs, outputs, 3, padding=1, bias=False)
        self.norm = InstanceNorm(outputs)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.norm(self.conv(x)))


class Up(nn.Module):
    """One step of the decoder: project, upsample to the skip, add, refine."""

    def __init__(self, inputs: int, outputs: int, features: int | None) -> None:
        super().__init__()
        self.up = nn.Conv3d(inputs, outputs, 1, bias=False)
        self.block = Block(outputs, outputs)
        if features is not None:
            self.features = Block(outputs, features)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        x = F.interpolate(self.up(x), size=skip.shape[2:], mode="nearest") + skip
        x = self.block(x)
        return self.features(x) if hasattr(self, "features") else x


class Trunk(nn.Module):
    """Dense features of one scan.

    Input 1 x 1 x D x H x W (axes z, y, x growing toward S, A, R; each a multiple of 16),
    output 1 x features x D x H x W.
    """

    def __init__(self, configuration: Configuration) -> None:
        super().__init__()
        widths = configuration.widths
        self.enc = nn.ModuleList()
        for level, width in enumerate(widths):
            before = 1 if level == 0 else widths[level - 1]
            self.enc.append(nn.Sequential(Block(before, width), Block(width, width)))
        self.dec = nn.ModuleList(
            Up(widths[level + 1], widths[level], configuration.features if level == 0 else None)
            for level in range(len(widths) - 1)
        )

    def forward(self, x: Tensor, stages: dict[str, Tensor] | None = None) -> Tensor:
        skips = []
        for level, stage in enumerate(self.enc):
            x = stage(F.max_pool3d(x, 2) if level else x)
            skips.append(x)
            if stages is not None:
                stages[f"enc.{level}"] = x
        for level in reversed(range(len(self.dec))):
            x = self.dec[level](x, skips[level])
            if stages is not None:
                stages[f"dec.{level}"] = x
        return x


class Head(nn.Module):
    """Turns a text embedding and a side into the weights of one logit."""

    def __init__(self, configuration: Configuration) -> None:
        super().__init__()
        self.features = configuration.features
        self.hidden = nn.Linear(configuration.text + 3, configuration.hidden)
        self.output = nn.Linear(configuration.hidden, configuration.features + 1)
        # The elements of a normalised embedding are near 0.05: start where GELU bends and logits differ.
        nn.init.normal_(self.hidden.weight, std=0.7)
        nn.init.normal_(self.output.weight, std=0.3)
        nn.init.zeros_(self.hidden.bias)
        nn.init.zeros_(self.output.bias)

    def forward(self, conditioners: Tensor) -> tuple[Tensor, Tensor]:
        """K x (text + 3) -> weights K x features (already scaled) and offsets K."""
        out = self.output(F.gelu(self.hidden(conditioners)))
        return out[:, :-1] / self.features**0.5, out[:, -1]


class VisionNetwork(nn.Module):
    def __init__(self, configuration: Configuration = Configuration()) -> None:
        super().__init__()
        self.configuration = configuration
        trunk = Trunk(configuration)
        self.enc, self.dec = trunk.enc, trunk.dec
        self.head = Head(configuration)
        object.__setattr__(self, "trunk", trunk)  # same parameters, not registered twice

    def logits(self, features: Tensor, conditioners: Tensor) -> Tensor:
        """features N x features (rows are voxels), conditioners K x (text + 3) -> N x K."""
        weights, offsets = self.head(conditioners)
        return features @ weights.T + offsets
