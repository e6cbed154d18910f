"""Train the vision network on synthetic images.

    python -m training.vision.train --maps training/data/maps.npz --steps 3000

Resumes from the checkpoint folder; without a checkpoint it warm-starts from models/vision.safetensors
when that file fits the configuration. The same code runs on CPU and GPU.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..language.features import Featuriser
from ..language.weights import current_encoder
from .anatomy import ROOT, SIDES, Leaf, load_leaves
from .network import Head, VisionNetwork
from .synthesis import Sample, Synthesizer

HELD_OUT = ("sided/training_seg_07", "sided/training_seg_16", "unsided/e3bb321_subject05", "unsided/fb7597c_subject11")


def encoded_phrases(leaves: list[Leaf], device: torch.device) -> Phrases:
    """The names and synonyms of the leaves through the text encoder as it stands."""
    texts = sorted({phrase for leaf in leaves for phrase in leaf.phrases})
    featuriser = Featuriser(current_encoder(), autocast=False)
    featuriser.embed(texts)
    return Phrases(leaves, device, texts, torch.stack([featuriser.embeddings[text] for text in texts]))


class Phrases:
    """Conditioners of the leaves: text embeddings of their names and synonyms, and the sides."""

    def __init__(self, leaves: list[Leaf], device: torch.device, texts: list[str], embeddings: Tensor) -> None:
        index = {text: i for i, text in enumerate(texts)}
        self.embeddings = embeddings.to(device)
        self.rows = [[index[phrase] for phrase in leaf.phrases] for leaf in leaves]
        self.sides = torch.eye(3, device=device)[[SIDES.index(leaf.side) for leaf in leaves]]

    def names(self) -> Tensor:
        """K x (text + 3): every leaf by its own name."""
        return torch.cat([self.embeddings[[r[0] for r in self.rows]], self.sides], dim=1)

    def alignment(self, head: Head) -> Tensor:
        """How far the synonyms' logits are from their names': Huber distance of their weights.

        Drawing synonyms into the segmentation loss itself makes its target jitter from step to step,
        which the trunk pays for; this reaches the same mapping at no cost to it.
        """
        owners = [(k, row) for k, rows in enumerate(self.rows) for row in rows]
        wanted = head(self.names())
        keys = [k for k, _ in owners]
        inputs = self.embeddings[[row for _, row in owners]]
        inputs = F.normalize(inputs + 0.01 * torch.randn_like(inputs), dim=1)
        weights, offsets = head(torch.cat([inputs, self.sides[keys]], dim=1))
        # What is common to all logits does not change a softmax; left free, it runs away.
        middle, level = wanted[0].mean(0), wanted[1].mean()
        distance = F.smooth_l1_loss(weights - middle, (wanted[0] - middle).detach()[keys])
        distance = distance + F.smooth_l1_loss(offsets - level, (wanted[1] - level).detach()[keys])
        return distance + 0.1 * (middle.square().mean() + level.square())


class Loss:
    """Cross-entropy plus soft Dice on a subset of voxels.

    All voxels of the brain are used; the large classes around it are thinned, and weighted to make up for it.
    Rare classes have no weight of their own: with one (frequency to the -0.4, even to the -0.15) small structures
    are learned sooner but come out too large on held-out maps, since a doubtful voxel goes to the rarer class.
    """

    def __init__(self, leaves: list[Leaf], device: torch.device) -> None:
        names = [leaf.name for leaf in leaves]
        self.keep = torch.ones(len(leaves), device=device)
        for name, share in (("background", 0.15), ("soft tissue", 0.25), ("skull", 0.4)):
            self.keep[names.index(name)] = share

    def __call__(self, network: VisionNetwork, features: Tensor, target: Tensor, conditioners: Tensor) -> Tensor:
        flat = target.reshape(-1)
        share = self.keep[flat.clamp(min=0)]
        chosen = torch.nonzero((flat >= 0) & (torch.rand_like(share) < share)).squeeze(1)
        rows = features.permute(0, 2, 3, 4, 1).reshape(-1, features.shape[1]).index_select(0, chosen)
        labels = flat[chosen]
        logits = network.logits(rows.float(), conditioners)
        scores = logits.log_softmax(dim=1)
        importance = 1 / share[chosen]
        picked = scores.gather(1, labels[:, None]).squeeze(1)
        # Per voxel of the brain, so that a large empty field of view does not thin the term out.
        entropy = -(picked * importance).sum() / (share[chosen] == 1).sum().clamp(min=1)
        probability = scores.exp()
        counts = torch.zeros_like(self.keep)
        total = (probability * importance[:, None]).sum(0)
        counts.index_add_(0, labels, importance)
        overlap = torch.zeros_like(self.keep).index_add_(0, labels, picked.exp() * importance)
        dice = (2 * overlap + 1) / (total + counts + 1)
        present = counts > 20
        return entropy + (1 - dice[present]).mean()


def dice_scores(predicted: Tensor, target: Tensor, leaves: int) -> Tensor:
    """Dice per leaf; NaN where the target has fewer than 10 voxels."""
    used = target >= 0
    predicted, target = predicted[used], target[used]
    joint = torch.bincount(predicted[predicted == target], minlength=leaves).double()
    first = torch.bincount(predicted, minlength=leaves).double()
    second = torch.bincount(target, minlength=leaves).double()
    score = 2 * joint / (first + second)
    score[second < 10] = math.nan
    return score


class Trainer:
    def __init__(self, arguments: argparse.Namespace) -> None:
        self.arguments = arguments
        self.device = torch.device(arguments.device)
        torch.set_num_threads(arguments.threads)
        archive = np.load(arguments.maps)
        self.leaves = load_leaves()
        names = [name for name in archive.files if name != "numbers"]
        maps = {name: torch.tensor(archive[name], device=self.device) for name in names}
        self.held_out = [maps[name] for name in HELD_OUT]
        self.training = [maps[name] for name in names if name not in HELD_OUT]
        self.synthesizer = Synthesizer(archive["numbers"], self.leaves, self.device)
        self.phrases = encoded_phrases(self.leaves, self.device)
        self.loss = Loss(self.leaves, self.device)
        self.network = VisionNetwork().to(self.device).to(memory_format=torch.channels_last_3d)
        self.average = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
        trunk = [*self.network.enc.parameters(), *self.network.dec.parameters()]
        self.optimizer = torch.optim.AdamW(
            [{"params": trunk, "scale": 1.0}, {"params": self.network.head.parameters(), "scale": 1.0}],
            lr=arguments.rate, weight_decay=1e-4,
        )
        self.step = 0
        self.folder = Path(arguments.checkpoints)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.resume()

    # -- checkpoints -----------------------------------------------------------------------------

    def resume(self) -> None:
        path = self.folder / "vision.pt"
        if path.exists():
            state = torch.load(path, map_location=self.device, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.average = state["average"]
            self.optimizer.load_state_dict(state["optimizer"])
            self.step = state["step"]
            print(f"resumed at step {self.step}", flush=True)
            return
        committed = ROOT / "models" / "vision.safetensors"
        if committed.exists():
            from safetensors.torch import load_file

            weights = load_file(committed)
            self.network.load_state_dict(weights)
            self.average = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
            print("warm start from", committed.name, flush=True)

    def save(self) -> None:
        path = self.folder / "vision.pt"
        torch.save(
            {
                "network": self.network.state_dict(),
                "average": self.average,
                "optimizer": self.optimizer.state_dict(),
                "step": self.step,
            },
            path.with_suffix(".new"),
        )
        os.replace(path.with_suffix(".new"), path)

    # -- steps -----------------------------------------------------------------------------------

    def rate(self) -> float:
        a = self.arguments
        warm = min(1.0, (self.step + 1) / 50)
        done = min(1.0, self.step / a.steps)
        return a.rate * warm * (0.5 * (1 + math.cos(math.pi * done)) * 0.98 + 0.02)

    def draw(self, step: int, seed: int) -> Sample:
        rng = np.random.default_rng([seed, step])
        return self.synthesizer(self.training[int(rng.integers(len(self.training)))], rng)

    def forward(self, sample: Sample) -> Tensor:
        image = sample.image[None, None].contiguous(memory_format=torch.channels_last_3d)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.arguments.bfloat16):
            return self.network.trunk(image)

    def average_in(self, decay: float) -> None:
        for key, value in self.network.state_dict().items():
            self.average[key].lerp_(value.to(self.average[key].dtype), 1 - decay)

    def samples(self, start: int, end: int, seed: int) -> Iterable[Sample]:
        """One sample a step; on a CPU drawn by workers beside the training process."""
        if self.device.type != "cpu":
            return (self.draw(step, seed) for step in range(start, end))
        workers = self.arguments.workers
        return torch.utils.data.DataLoader(
            Samples(self, start, end, seed), batch_size=None, num_workers=workers,
            prefetch_factor=4 if workers else None, worker_init_fn=quiet_worker,
        )  # fmt: skip

    def train(self) -> None:
        a = self.arguments
        started, losses = time.time(), []
        for sample in self.samples(self.step, a.steps, a.seed):
            self.network.train()
            rate = self.rate()
            for group in self.optimizer.param_groups:
                group["lr"] = rate * group["scale"]
            names = self.phrases.names()
            loss = self.loss(self.network, self.forward(sample), sample.target, names)
            loss = loss + 0.02 * self.phrases.alignment(self.network.head)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            for group in self.optimizer.param_groups:
                torch.nn.utils.clip_grad_norm_(group["params"], 1.0)
            self.optimizer.step()
            self.average_in(min(a.average, (1 + self.step) / (10 + self.step)))
            losses.append(float(loss.detach()))
            self.step += 1
            if self.step % 20 == 0:
                pace = (time.time() - started) / len(losses)
                print(f"step {self.step} loss {np.mean(losses[-20:]):.4f} rate {rate:.2e} {pace:.2f} s/step", flush=True)
            if self.step % a.every == 0 or self.step == a.steps:
                self.save()
                if self.step % (a.every * 4) == 0 or self.step == a.steps:
                    print(f"step {self.step} held-out Dice {self.validate():.4f}", flush=True)

    @torch.no_grad()
    def validate(self) -> float:
        """Mean Dice over the brain's leaves on held-out synthetic maps, with the averaged weights."""
        current = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
        self.network.load_state_dict(self.average)
        scores = []
        for seed, labels in enumerate(self.held_out):
            sample = self.synthesizer(labels, np.random.default_rng([9, seed]), (96, 112, 96))
            features = self.forward(sample)
            rows = features.permute(0, 2, 3, 4, 1).reshape(-1, features.shape[1]).float()
            predicted = self.network.logits(rows, self.phrases.names()).argmax(1)
            scores.append(dice_scores(predicted, sample.target.reshape(-1), len(self.leaves)))
        self.network.load_state_dict(current)
        names = [leaf.name for leaf in self.leaves]
        brain = [i for i, n in enumerate(names) if n not in ("background", "soft tissue", "skull", "eyes")]
        return float(torch.stack(scores)[:, brain].nanmean())


class Samples(torch.utils.data.Dataset):
    """Samples by step, so that workers draw what a single process would."""

    def __init__(self, trainer: Trainer, start: int, end: int, seed: int) -> None:
        self.trainer, self.start, self.end, self.seed = trainer, start, end, seed

    def __len__(self) -> int:
        return max(0, self.end - self.start)

    def __getitem__(self, index: int) -> Sample:
        if index >= len(self):
            raise IndexError
        return self.trainer.draw(self.start + index, self.seed)


def quiet_worker(_: int) -> None:
    torch.set_num_threads(1)


def export(network_state: dict[str, Tensor], leaves: list[Leaf], path: Path, notes: dict[str, str]) -> None:
    """Write models/vision.safetensors: weights and, in the metadata, configuration and leaves."""
    from safetensors.torch import save_file

    configuration = VisionNetwork().configuration.as_dict()
    configuration["leaves"] = [[leaf.name, leaf.side] for leaf in leaves]
    metadata = {"configuration": json.dumps(configuration), **notes}
    state = {k: v.detach().cpu().float().contiguous() for k, v in network_state.items()}
    save_file(state, path, metadata=metadata)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--maps", type=Path, default=ROOT / "training/data/maps.npz")
    parser.add_argument("--checkpoints", type=Path, default=ROOT / "training/checkpoints")
    parser.add_argument("--steps", type=int, default=3000, help="length of the whole schedule")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--average", type=float, default=0.995, help="decay of the averaged weights")
    parser.add_argument("--every", type=int, default=50, help="steps between checkpoints")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_options(parser)
    parser.add_argument("--export", type=Path, help="write the averaged weights here and stop")
    arguments = parser.parse_args()
    trainer = Trainer(arguments)
    if arguments.export:
        export(trainer.average, trainer.leaves, arguments.export, {"steps": str(trainer.step)})
        return
    trainer.train()


if __name__ == "__main__":
    main()
