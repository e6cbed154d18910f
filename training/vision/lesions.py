"""Train the part of the vision network that marks lesions of the white matter.

    python -m training.vision.lesions --seconds 4000 --rate 2e-3

The trunk stays as it is. Scenes (scans of a head with made-up lesions, and the trunk's features of them) are drawn
by worker processes. Most steps learn on the working grid from small crops of several of the last scenes, the last part
of the schedule from a crop of one at full resolution. Goes on from its own checkpoint; before that from the committed
weights. `--export models/vision.safetensors` writes them back with the lesion network that was learned.
"""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .anatomy import ROOT, Leaf
from .lesion_shapes import LesionMaker, Place
from .network import Lesions
from .scan import (
    Encoded, factor, interpolate_axis, relative, sample_positions, to_working_grid, working_spacing,
)  # fmt: skip
from .synthesis import BRAIN_OUTSIDE, T1_PRIOR, Frame, Overlay, intensity_range, scaled
from .train import HELD_OUT, Samples, Trainer, add_options, quiet_worker, rewrite

CROP = (40, 48, 40)  # voxels of the working grid that one step learns from
SMALL_CROP = (24, 24, 24)  # where it stays on the working grid
BATCH = 8  # of these, each of another scan
COARSE = 0.7  # part of the schedule that leaves out detail and attention
FOLLOWED = 0.6  # part of it in which normalisation follows the crops' own statistics
KEPT = 48  # scenes
KINDS = ("flair", "t2", "t1", "pd")


@dataclass(frozen=True)
class Stream:
    """A scan's features (D x H x W x channels, float16) and intensities, relative to white matter, on its working grid."""

    features: Tensor
    working: Tensor
    levels: Tensor  # of cortex and ventricles


@dataclass(frozen=True)
class LesionScene:
    image: Tensor  # of the first stream's scan, on its own grid
    target: Tensor  # bool, there
    working_target: Tensor  # bool, on the working grid
    spacing: tuple[float, ...]
    streams: tuple[Stream, ...]


class Norm(torch.nn.BatchNorm3d):
    """Without a count of steps, which could not be averaged with other weights."""

    def __init__(self, channels: int) -> None:
        super().__init__(channels, momentum=0.02)
        self.num_batches_tracked = None

    def _load_from_state_dict(self, *arguments) -> None:
        torch.nn.Module._load_from_state_dict(self, *arguments)


class LesionTrainer(Trainer):
    def __init__(self, arguments: argparse.Namespace) -> None:
        super().__init__(arguments)
        self.numbers = np.load(arguments.maps)["numbers"]
        self.maker = LesionMaker(arguments.lesions)
        self.places: dict[str, Place] = {}
        self.tissues = tissues(self.leaves)
        self.condition = self.overlay_phrases.names()

    @staticmethod
    def is_trained(name: str) -> bool:
        return name.startswith("lesions.")

    @property
    def checkpoint(self) -> Path:
        return self.folder / "lesions.pt"

    def resume(self) -> None:
        self.add_norms()
        super().resume()
        for name, parameter in self.network.named_parameters():
            parameter.requires_grad_(self.is_trained(name))

    def add_norms(self) -> None:
        """Batch normalisation after every convolution of the U-Net: for training alone, `folded` in the end.

        It follows the crops' own statistics at first, and keeps to their averages later.
        """
        part = self.network.lesions
        part.norms = torch.nn.ModuleDict()
        for name, convolution in convolutions(part).items():
            norm = Norm(convolution.out_channels).to(self.device)
            part.norms[name] = norm
            convolution.register_forward_hook(lambda _, __, found, norm=norm: norm(found))
        self.trained += list(part.norms.parameters())
        self.optimizer.add_param_group({"params": list(part.norms.parameters()), "lr": self.arguments.rate})
        self.average = {k: v.detach().clone() for k, v in self.network.state_dict().items()}

    def load_parcels(self) -> None:
        """Nothing here learns parcels."""

    # -- scenes ----------------------------------------------------------------------------------

    def place(self, name: str) -> Place:
        if name not in self.places:
            self.places[name] = Place(self.numbers[self.anatomies[name].labels.cpu().numpy()])
        return self.places[name]

    def draw(self, step: int, seed: int) -> LesionScene:
        rng = np.random.default_rng([seed, step])
        name = self.training[int(rng.integers(len(self.training)))]
        kinds = [KINDS[int(rng.choice(4, p=(0.55, 0.15, 0.25, 0.05)))]]
        if rng.random() < 0.35:
            kinds.append(KINDS[int(rng.choice(4, p=(0.4, 0.1, 0.45, 0.05)))])
        return self.scene(name, kinds, rng, spacing_of_scan(rng))

    def scene(self, name: str, kinds: list[str], rng: np.random.Generator, spacing: np.ndarray) -> LesionScene:
        """One head as scans of these kinds show it, on one grid; a further scan may be spoilt."""
        draw, anatomy = self.synthesizer, self.anatomies[name]
        share, tint = (torch.tensor(x, device=self.device) for x in self.maker(self.place(name), rng))
        if rng.random() < 0.5:
            anatomy = draw.mirrored(anatomy)
            share, tint = share.flip(2), tint.flip(2)
        shape = tuple(round(extent / size) for extent, size in zip((160, 192, 160), spacing))
        frame = draw.frame(anatomy, rng, spacing, shape)
        target = draw._look_up(share, frame.where) > 127
        streams, first = [], None
        for kind in kinds:
            contrast, mean, spread = self.contrast(kind, rng)
            image, _, stripped = draw.picture(anatomy, frame, rng, contrast, Overlay(share, tint, mean, spread))
            if first is None:
                target &= image > 0
            image = draw.scanned(self.uneven(image, rng), frame, rng, stripped)
            if first is not None and rng.random() < 0.2:  # a scan that should not be trusted
                image = (image + torch.randn_like(image) * rng.uniform(0.2, 1.0)).clamp(min=0)
            stream, relative = self.stream(image, frame)
            first, streams = relative if first is None else first, [*streams, stream]
        spacing = tuple(map(float, spacing))
        return LesionScene(first, target, to_working_grid(target.float(), spacing) > 0.5,
                           spacing, tuple(streams))  # fmt: skip

    def contrast(self, kind: str, rng: np.random.Generator) -> tuple[tuple[Tensor, Tensor], float, float]:
        """Mean and deviation of every tissue group, and of lesions, in a scan of this kind."""
        groups = self.synthesizer.groups
        white = rng.uniform(0.35, 0.6)
        if kind == "t1":
            means = {name: rng.uniform(*T1_PRIOR[name]) for name in groups}
            white, fluid = means["white"], means["csf"]
            lesion = white - (white - fluid) * rng.uniform(0.25, 0.85)
        else:
            grey, fluid, lesion = {
                "flair": lambda: (rng.uniform(1.05, 1.45), rng.uniform(0.05, 0.5), rng.uniform(1.4, 2.6)),
                "t2": lambda: (rng.uniform(1.15, 1.8), rng.uniform(2.2, 4), 0),
                "pd": lambda: (rng.uniform(1.1, 1.3), rng.uniform(0.95, 1.5), rng.uniform(1.25, 1.6)),
            }[kind]()
            if kind == "t2":
                lesion = 1 + (fluid - 1) * rng.uniform(0.3, 0.85)
            grey, fluid, lesion = grey * white, fluid * white, white * max(lesion, 1.08 * grey)
            means = {}
            for name in groups:
                if name in ("csf", "ventricle", "eyes"):
                    means[name] = fluid * rng.uniform(0.85, 1.15)
                elif name in ("white", "cerebellar white"):
                    means[name] = white * rng.uniform(0.95, 1.05)
                elif name in BRAIN_OUTSIDE or name in ("vessel", "plexus"):
                    means[name] = rng.uniform(0.0, 1.6) * grey
                else:
                    part = np.clip((0.95 - np.mean(T1_PRIOR[name])) / 0.3 + rng.normal(0, 0.2), -0.4, 1.2)
                    means[name] = white + (grey - white) * part
        means["lesion"] = lesion if rng.random() < 0.5 else white  # what the maps have of them has no label here
        if rng.random() < 0.9:
            means["air"] = rng.uniform(0, 0.03)
        if rng.random() < 0.7:
            means["bone"] = rng.uniform(0.0, 0.15)
        values = torch.tensor([means[name] for name in groups], dtype=torch.float32, device=self.device)
        deviations = torch.tensor(np.abs(rng.normal(0, 0.03, len(groups))), dtype=torch.float32, device=self.device)
        return (values, deviations), float(lesion), abs(lesion - white) * rng.uniform(0.1, 0.45)

    def uneven(self, image: Tensor, rng: np.random.Generator) -> Tensor:
        """Tissue that is not the same everywhere, in patches of some 10 mm."""
        noise = torch.tensor(rng.normal(0, abs(rng.normal(0, 0.05)), (1, 1, 18, 20, 18)), dtype=torch.float32)
        noise = F.interpolate(noise.to(self.device), size=image.shape, mode="trilinear", align_corners=True)
        return image * (1 + noise[0, 0].clamp(-0.3, 0.3))

    @torch.no_grad()
    def stream(self, image: Tensor, frame: Frame) -> tuple[Stream, Tensor]:
        """What the network sees of a scan, and its intensities relative to white matter on its own grid."""
        spacing = tuple(map(float, frame.spacing))
        working = to_working_grid(image, spacing)
        low, high = intensity_range(working)
        features = self.features(scaled(working, low, high), working_spacing(spacing))
        encoded = Encoded(features.permute(3, 0, 1, 2), features, scaled(image, low, high),
                          tuple(map(factor, spacing)), np.eye(4))  # fmt: skip
        fine, working, levels = relative(self.network, encoded, self.phrases.names(), self.tissues)
        return Stream(features.half(), working.half(), levels), fine.half()

    # -- steps -----------------------------------------------------------------------------------

    def samples(self, start: int, end: int, seed: int) -> Iterable[tuple[LesionScene, np.random.Generator]]:
        """One of the last scenes a step; workers draw them meanwhile."""
        workers = self.arguments.workers
        loader = torch.utils.data.DataLoader(
            Samples(self, start, start + 10**6, seed), batch_size=None, num_workers=workers, shuffle=False,
            prefetch_factor=2 if workers else None, worker_init_fn=quiet_worker,
        )  # fmt: skip
        scenes = self.scenes = []

        def fill() -> None:
            for scene in loader:
                if len(scenes) < KEPT:
                    scenes.append(scene)
                else:
                    scenes[self.drawn % KEPT] = scene
                self.drawn += 1

        self.drawn = 0
        threading.Thread(target=fill, daemon=True).start()
        while len(scenes) < BATCH:
            time.sleep(0.2)
        for step in range(start, end):
            rng = np.random.default_rng([seed + 1, step])
            yield scenes[int(rng.integers(len(scenes)))], rng

    def losses(self, sample: tuple[LesionScene, np.random.Generator]) -> Tensor:
        scene, rng = sample
        self.network.lesions.norms.train(self.done < FOLLOWED)
        if self.done >= COARSE:
            return lesion_loss(*self.crop_logits(scene, self.corner(scene, rng)))
        scenes = [scene, *(self.scenes[int(i)] for i in rng.integers(len(self.scenes), size=BATCH - 1))]
        parts, targets = [], []
        for scene in scenes:
            inside = self.inside(scene, self.corner(scene, rng, SMALL_CROP), SMALL_CROP)
            stream = scene.streams[int(rng.integers(len(scene.streams)))]
            parts.append((stream, inside))
            targets.append(scene.working_target[inside])
        found = self.unet(parts)
        weights, offset = self.network.lesions.head(self.condition)
        logits = torch.einsum("nczyx,kc->nzyx", found, weights) + offset
        return lesion_loss(logits, torch.stack(targets))

    def unet(self, parts: list[tuple[Stream, tuple[slice, ...]]]) -> Tensor:
        """What lesions are told by in crops of one size: crops x channels x D x H x W."""
        features = torch.stack([s.features[inside] for s, inside in parts]).float().permute(0, 4, 1, 2, 3)
        working = torch.stack([s.working[inside] for s, inside in parts]).float()[:, None]
        levels = torch.stack([s.levels for s, _ in parts])
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.arguments.bfloat16):
            return self.network.lesions(working, levels, features).float()

    def corner(self, scene: LesionScene, rng: np.random.Generator, crop: tuple[int, ...] = CROP) -> tuple[int, ...]:
        """Of a crop: around a voxel of a lesion more often than not."""
        size = scene.streams[0].working.shape
        middle = np.array([rng.uniform(0.25, 0.75) * n for n in size])
        where = torch.nonzero(scene.target[::2, ::2, ::2])
        if len(where) and rng.random() < 0.7:
            voxel = where[int(rng.integers(len(where)))].numpy() * 2
            middle = voxel * np.array(size) / np.array(scene.target.shape) + rng.normal(0, 6, 3)
        room = [max(0, n - c) for n, c in zip(size, crop)]
        return tuple(int(np.clip(m - c / 2, 0, r)) for m, c, r in zip(middle, crop, room))

    @staticmethod
    def inside(scene: LesionScene, corner: tuple[int, ...], crop: tuple[int, ...]) -> tuple[slice, ...]:
        """The crop of the working grid, cut at its end to a multiple of what pooling needs."""
        size = scene.streams[0].working.shape
        return tuple(slice(c, c + min(n, s - c) // 4 * 4) for c, n, s in zip(corner, crop, size))

    def crop_logits(self, scene: LesionScene, corner: tuple[int, ...], crop: tuple[int, ...] = CROP) -> tuple[Tensor, Tensor]:
        """Logits and target of the scan's voxels within a crop of the working grid."""
        inside = self.inside(scene, corner, crop)
        return self.sharpened(scene, *self.crop_features(scene, inside), inside)

    def crop_features(self, scene: LesionScene, inside: tuple[slice, ...]) -> tuple[Tensor, Tensor | None]:
        """What lesions are told by in a crop of the working grid, and the share of the first scan's detail."""
        part = self.network.lesions
        found = [self.unet([(stream, inside)])[0].permute(1, 2, 3, 0) for stream in scene.streams]
        kept = None
        if len(found) > 1:
            scores = [part.fusion(x, torch.zeros_like(x[0, 0, 0])) for x in found]
            weights = torch.stack(scores).softmax(0)
            found[0] = sum(w[..., None] * x for w, x in zip(weights, found))
            kept = (weights[0] * len(scores)).clamp(max=1)
        return found[0], kept

    def sharpened(self, scene: LesionScene, features: Tensor, kept: Tensor | None, inside: tuple[slice, ...]) -> tuple[Tensor, Tensor]:
        part = self.network.lesions
        places, voxels = [], []
        for axis in range(3):
            place = sample_positions(scene.image.shape[axis], scene.streams[0].working.shape[axis], *factor(scene.spacing[axis]))
            within = (place >= inside[axis].start) & (place <= inside[axis].stop - 1)
            first = int(torch.nonzero(within)[0])
            voxels.append(slice(first, first + int(within.sum())))
            places.append(place[within] - inside[axis].start)

        matrices = [interpolation(place, s.stop - s.start) for place, s in zip(places, inside)]

        def fine(values: Tensor) -> Tensor:
            for axis, matrix in enumerate(matrices):
                values = torch.tensordot(matrix, values, dims=([1], [axis])).movedim(0, axis)
            return values

        weights, offset = part.head(self.condition)
        plain = fine(features @ weights.T)[..., 0] + offset
        context = fine(features @ part.detail.context.weight.flatten(1).T)
        image = scene.image[tuple(voxels)].float()[None, None]
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.arguments.bfloat16):
            detail = part.detail(image, context.permute(3, 0, 1, 2)[None])[0].permute(1, 2, 3, 0).float()
        if kept is not None:
            detail = detail * fine(kept[..., None])
        return plain + detail @ part.head.detail_weights(self.condition)[0], scene.target[tuple(voxels)]

    @torch.no_grad()
    def validate(self) -> str:
        """Dice of whole scans of held-out maps, by kind of scan."""
        current = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
        self.network.load_state_dict(self.average)
        self.network.lesions.norms.eval()
        if not hasattr(self, "held_out"):
            self.held_out = []
            for kinds in (["flair"], ["t2"], ["t1"], ["t1", "flair"]):
                for seed, name in enumerate(HELD_OUT):
                    rng = np.random.default_rng([9, seed])
                    spacing = np.array([3.0, 1, 1]) if seed == 1 else np.full(3, 1.0)
                    self.held_out.append((kinds, self.scene(name, kinds, rng, spacing)))
        scores: dict[str, list[float]] = {}
        for kinds, scene in self.held_out:
            logits, target = self.crop_logits(scene, (0, 0, 0), tuple(scene.streams[0].working.shape))
            found = logits > 0
            if target.sum() > 20:
                dice = 2 * (found & target).sum() / (found.sum() + target.sum())
                scores.setdefault("+".join(kinds), []).append(float(dice))
            else:
                scores.setdefault("none, voxels", []).append(float(found.sum()))
        self.network.load_state_dict(current)
        return ", ".join(f"{kind} {np.mean(values):.3f}" for kind, values in scores.items())


def spacing_of_scan(rng: np.random.Generator) -> np.ndarray:
    """Voxel sizes (mm) as such scans have them: about 1 mm, in half of them one axis of 2 to 6 mm."""
    spacing = np.full(3, rng.uniform(0.9, 1.2)) * np.exp(rng.uniform(-0.05, 0.05, 3))
    if rng.random() < 0.5:
        spacing[int(rng.choice(3, p=(0.6, 0.2, 0.2)))] = rng.uniform(2.0, 6.0)
    return spacing


def interpolation(places: Tensor, size: int) -> Tensor:
    """The matrix of a linear interpolation at these places of `size` voxels: its gradient is far cheaper than a gather's."""
    return interpolate_axis(torch.eye(size), places, 0)


def lesion_loss(logits: Tensor, target: Tensor) -> Tensor:
    """Cross-entropy of lesions and, relative to some thousand voxels, of the rest; plus soft Dice."""
    wanted = target.float()
    volume = wanted.sum()
    missed = (F.softplus(-logits) * wanted).sum() / (volume + 200)
    added = (F.softplus(logits) * (1 - wanted)).sum() / (volume + 10000)
    probability = logits.sigmoid()
    dice = (2 * (probability * wanted).sum() + 50) / (probability.sum() + volume + 50)
    return 0.5 * missed + 0.5 * added + 1 - dice


def tissues(leaves: list[Leaf]) -> tuple[tuple[int, ...], ...]:
    """Indices of the leaves whose intensities say what kind of scan it is: white matter, cortex, ventricles."""
    names = ("cerebral white matter", "cerebral cortex", "lateral ventricle")
    return tuple(tuple(i for i, leaf in enumerate(leaves) if leaf.name == name) for name in names)


def convolutions(part: Lesions) -> dict[str, torch.nn.Conv3d]:
    """Those of the U-Net that an activation follows, by their names with underscores for dots."""
    return {
        name.replace(".", "_"): module
        for name, module in part.named_modules()
        if isinstance(module, torch.nn.Conv3d) and name.startswith(("enc", "dec"))
    }


def folded(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights of the lesion network with each normalisation taken into the convolution before it."""
    result = {name: value for name, value in state.items() if name.startswith("lesions.") and ".norms." not in name}
    for name in list(result):
        key = name.removeprefix("lesions.").removesuffix(".weight").replace(".", "_")
        norm = {k: state.get(f"lesions.norms.{key}.{k}") for k in ("weight", "bias", "running_mean", "running_var")}
        if not name.endswith(".weight") or norm["weight"] is None:
            continue
        scale = norm["weight"] / (norm["running_var"] + 1e-5).sqrt()
        bias = name.removesuffix("weight") + "bias"
        result[bias] = (result[bias] - norm["running_mean"]) * scale + norm["bias"]
        result[name] = result[name] * scale[:, None, None, None, None]
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_options(parser)
    parser.add_argument("--lesions", type=Path, default=ROOT / "training/data/lesions.npz")
    parser.add_argument("--export", type=Path, help="write the committed weights with the averaged lesion network here and stop")
    arguments = parser.parse_args()
    trainer = LesionTrainer(arguments)
    if arguments.export:
        configuration = {"lesion_widths": trainer.network.configuration.lesion_widths}
        rewrite(folded(trainer.average), arguments.export, {"lesions": {"steps": trainer.step}}, configuration)
        return
    with torch.no_grad():  # the attention sees no mean of the scan: a crop has none
        trainer.network.lesions.fusion.hidden.weight[:, trainer.network.configuration.features :] = 0
    trainer.train()


if __name__ == "__main__":
    main()
