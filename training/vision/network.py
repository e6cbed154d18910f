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
    widths: tuple[int, ...] = (32, 64, 128, 192, 192)
    features: int = 32
    parcel_features: int = 32
    text: int = 384
    hidden: int = 256
    working_spacing: float = 2.0  # mm
    #: mm along z, y, x that the trunk's input covers at least: what it was trained on. A part of a head would
    #: otherwise be normalised by itself, and be taken for something else.
    least_extent: tuple[float, float, float] = (160.0, 192.0, 160.0)
    context: int = 12  # channels of the trunk's features that the detail network sees
    detail: int = 16  # channels of the detail network
    attention: int = 16  # hidden units of the score that weighs several scans
    #: channels of the lesion network's levels, the finest first; the first equals `features`
    lesion_widths: tuple[int, ...] = (32, 48, 64)

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

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.up = nn.Conv3d(inputs, outputs, 1, bias=False)
        self.block = Block(outputs, outputs)

    def forward(self, x: Tensor, skip: Tensor) -> Tensor:
        return self.block(doubled(self.up(x)) + skip)


def doubled(x: Tensor) -> Tensor:
    """Nearest upsampling by 2 that keeps the channels last in memory."""
    x = x.permute(0, 2, 3, 4, 1)
    b, d, h, w, c = x.shape
    x = x[:, :, None, :, None, :, None].expand(b, d, 2, h, 2, w, 2, c)
    return x.reshape(b, 2 * d, 2 * h, 2 * w, c).permute(0, 4, 1, 2, 3)


class Trunk(nn.Module):
    """Dense features of one scan: those that leaves are told by, and those that cortical parcels are.

    Input 1 x 1 x D x H x W (axes z, y, x growing toward S, A, R; each a multiple of 16),
    output 1 x features x D x H x W and 1 x parcel_features x D x H x W.
    """

    def __init__(self, configuration: Configuration) -> None:
        super().__init__()
        widths = configuration.widths
        self.enc = nn.ModuleList()
        for level, width in enumerate(widths):
            before = 1 if level == 0 else widths[level - 1]
            self.enc.append(nn.Sequential(Block(before, width), Block(width, width)))
        self.dec = nn.ModuleList(Up(widths[level + 1], widths[level]) for level in range(len(widths) - 1))
        self.features = Block(widths[0], configuration.features)
        self.parcels = Block(widths[0], configuration.parcel_features)

    def forward(self, x: Tensor, stages: dict[str, Tensor] | None = None) -> tuple[Tensor, Tensor]:
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
        return self.features(x), self.parcels(x)


class Head(nn.Module):
    """Turns a text embedding and a side into the weights of one logit: over features of the working grid and,
    for `detail` > 0, over those of the detail network."""

    def __init__(self, configuration: Configuration, features: int, detail: int = 0) -> None:
        super().__init__()
        self.features, self.details = features, detail
        self.hidden = nn.Linear(configuration.text + 3, configuration.hidden)
        self.output = nn.Linear(configuration.hidden, features + 1)
        # The elements of a normalised embedding are near 0.05: start where GELU bends and logits differ.
        nn.init.normal_(self.hidden.weight, std=0.7)
        nn.init.normal_(self.output.weight, std=0.3)
        nn.init.zeros_(self.hidden.bias)
        nn.init.zeros_(self.output.bias)
        if detail:
            self.detail = nn.Linear(configuration.hidden, detail)
            nn.init.normal_(self.detail.weight, std=0.05)
            nn.init.zeros_(self.detail.bias)

    def forward(self, conditioners: Tensor) -> tuple[Tensor, Tensor]:
        """K x (text + 3) -> weights K x features (already scaled) and offsets K."""
        out = self.output(F.gelu(self.hidden(conditioners)))
        return out[:, :-1] / self.features**0.5, out[:, -1]

    def detail_weights(self, conditioners: Tensor) -> Tensor:
        """K x (text + 3) -> weights K x detail, already scaled."""
        return self.detail(F.gelu(self.hidden(conditioners))) / self.details**0.5


class Detail(nn.Module):
    """Sharpens logits on the scan's own grid.

    Sees the scan's intensities and a few channels of context, which `context` makes of the trunk's
    features on the working grid, interpolated to the scan's grid. No normalisation: any slab with two
    voxels of margin gives what the whole would.
    """

    def __init__(self, configuration: Configuration) -> None:
        super().__init__()
        self.context = nn.Conv3d(configuration.features, configuration.context, 1, bias=False)
        self.first = nn.Conv3d(1 + configuration.context, configuration.detail, 3, padding=1)
        self.second = nn.Conv3d(configuration.detail, configuration.detail, 3, padding=1)

    def forward(self, image: Tensor, context: Tensor) -> Tensor:
        """1 x 1 x D x H x W and 1 x context x D x H x W -> 1 x detail x D x H x W."""
        return F.relu(self.second(F.relu(self.first(torch.cat([image, context], dim=1)))))


class Fusion(nn.Module):
    """How far each of several scans is to be trusted at a voxel: from its features there and their mean over
    the scan, which tells a scan of nothing but noise from a noisy place."""

    def __init__(self, configuration: Configuration) -> None:
        super().__init__()
        self.hidden = nn.Linear(2 * configuration.features, configuration.attention)
        self.score = nn.Linear(configuration.attention, 1)

    def forward(self, features: Tensor, mean: Tensor) -> Tensor:
        """... x features, and their mean over the scan (features) -> ...; softmax over the scans gives weights."""
        both = torch.cat([features, mean.expand_as(features)], dim=-1)
        return self.score(F.relu(self.hidden(both))).squeeze(-1)


class Lesions(nn.Module):
    """Features by which lesions are told, on the working grid, from the trunk's features and the image there,
    brought to the brightness of the scan's own white matter.

    A small U-Net without normalisation: a box of the grid with enough around it gives what the whole would.
    Lesions have no place of their own, so the trunk, which was made for anatomy, does not tell them. What follows
    is as for leaves, each with weights of its own: text makes logits of the features, a detail network sharpens
    them on the scan's grid, and an attention weighs several scans.
    """

    def __init__(self, configuration: Configuration) -> None:
        super().__init__()
        widths = configuration.lesion_widths
        self.context = nn.Conv3d(configuration.features, configuration.context, 1, bias=False)
        inputs = (3 + configuration.context, *widths)
        self.enc = nn.ModuleList(
            nn.ModuleList([_convolution(before, width), _convolution(width, width)])
            for before, width in zip(inputs, widths)
        )
        self.up = nn.ModuleList(nn.Conv3d(b, a, 1, bias=False) for a, b in zip(widths, widths[1:]))
        self.dec = nn.ModuleList(_convolution(width, width) for width in widths[:-1])
        self.head = Head(configuration, widths[0], configuration.detail)
        # Nearly all voxels are no lesion: start there.
        nn.init.constant_(self.head.output.bias[-1:], -4)
        self.detail = Detail(configuration)
        self.fusion = Fusion(configuration)

    def forward(self, image: Tensor, tissue: Tensor, features: Tensor) -> Tensor:
        """What lesions are told by.

        `image` N x 1 x D x H x W: intensities relative to the scan's white matter; `tissue` N x 2: those of its
        cortex and its ventricles; `features` N x features x D x H x W. Each axis is a multiple of 2 to the number of
        levels less one; result N x widths[0] x D x H x W.
        """
        levels = tissue[:, :, None, None, None].expand(-1, -1, *image.shape[2:])
        x = torch.cat([image, levels.to(image.dtype), self.context(features)], dim=1)
        skips = []
        for level, (first, second) in enumerate(self.enc):
            x = F.relu(second(F.relu(first(F.max_pool3d(x, 2) if level else x))))
            skips.append(x)
        for level in reversed(range(len(self.dec))):
            x = F.relu(self.dec[level](doubled(self.up[level](x)) + skips[level]))
        return x


def _convolution(inputs: int, outputs: int) -> nn.Conv3d:
    convolution = nn.Conv3d(inputs, outputs, 3, padding=1)
    nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
    nn.init.zeros_(convolution.bias)
    return convolution


class VisionNetwork(nn.Module):
    def __init__(self, configuration: Configuration = Configuration()) -> None:
        super().__init__()
        self.configuration = configuration
        self.trunk = Trunk(configuration)
        self.head = Head(configuration, configuration.features, configuration.detail)
        self.parcel = Head(configuration, configuration.parcel_features)
        self.detail = Detail(configuration)
        self.fusion = Fusion(configuration)
        self.lesions = Lesions(configuration)

    def logits(self, features: Tensor, conditioners: Tensor) -> Tensor:
        """features N x features (rows are voxels), conditioners K x (text + 3) -> N x K."""
        weights, offsets = self.head(conditioners)
        return features @ weights.T + offsets

    def parcel_logits(self, features: Tensor, conditioners: Tensor) -> Tensor:
        """The same for cortical parcels, from their own features."""
        weights, offsets = self.parcel(conditioners)
        return features @ weights.T + offsets
