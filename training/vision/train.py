"""Train the vision network on synthetic images.

    python -m training.vision.train --maps training/data/maps.npz --steps 3000

Resumes from the checkpoint folder; without a checkpoint it warm-starts from models/vision.safetensors
when that file fits the configuration. The same code runs on CPU and GPU.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import queue
import threading
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .anatomy import COARSE, ROOT, SIDES, Leaf, load_leaves, load_overlays, load_parcels
from .network import Head, VisionNetwork
from .scan import WORKING, padded
from .synthesis import Sample, Synthesizer

HELD_OUT = ("sided/training_seg_07", "sided/training_seg_16", "unsided/e3bb321_subject05", "unsided/fb7597c_subject11")


def encoded_phrases(tables: list[list[Leaf]], device: torch.device) -> list[Phrases]:
    """The names and synonyms of leaves and of parcels through the text encoder as it stands.

    They are kept beside the checkpoints, so that a machine without the tokenizer can train too, until the encoder changes.
    """
    texts = sorted({phrase for leaves in tables for leaf in leaves for phrase in leaf.phrases})
    kept = ROOT / "training/data/phrases.pt"
    state = torch.load(kept, weights_only=True) if kept.exists() else {}
    encoder = hashlib.sha256((ROOT / "models/encoder.safetensors").read_bytes()).hexdigest()
    if state.get("texts") != texts or state.get("encoder") != encoder:
        from ..language.features import Featuriser
        from ..language.weights import current_encoder

        state = {"texts": texts, "encoder": encoder, "embeddings": Featuriser(current_encoder(), autocast=False).embedded(texts)}
        kept.parent.mkdir(parents=True, exist_ok=True)
        torch.save(state, kept)
    return [Phrases(leaves, device, texts, state["embeddings"]) for leaves in tables]


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


    def detail_alignment(self, head: Head) -> Tensor:
        """The same for the weights over detail, whose names are learned by the loss itself."""
        owners = [(k, row) for k, rows in enumerate(self.rows) for row in rows]
        keys = [k for k, _ in owners]
        inputs = torch.cat([self.embeddings[[row for _, row in owners]], self.sides[keys]], dim=1)
        return F.smooth_l1_loss(head.detail_weights(inputs), head.detail_weights(self.names()).detach()[keys])


class Loss:
    """Cross-entropy plus soft Dice on a subset of voxels, and cross-entropy of the cortex's parcels.

    All voxels of the brain are used; the large classes around it are thinned, and weighted to make up for it.
    Rare classes have no weight of their own: with one (frequency to the -0.4, even to the -0.15) small structures
    are learned sooner but come out too large on held-out maps, since a doubtful voxel goes to the rarer class.
    Where a map is coarse, any of the leaves that its number may mean is right.
    """

    THINNED = {"background": 0.15, "soft tissue": 0.25, "skin": 0.4, "cortical bone": 0.4}

    def __init__(self, leaves: list[Leaf], device: torch.device) -> None:
        names = [leaf.name for leaf in leaves]
        self.leaves = len(leaves)
        self.members = torch.zeros(self.leaves + len(COARSE), self.leaves, dtype=torch.bool, device=device)
        self.members[: self.leaves] = torch.eye(self.leaves, dtype=torch.bool, device=device)
        self.keep = torch.ones(self.leaves + len(COARSE), device=device)
        self.keep[self.leaves :] = 0.25
        for name, share in self.THINNED.items():
            self.keep[names.index(name)] = share
        for group, members in enumerate(COARSE.values()):
            self.members[self.leaves + group, [names.index(name) for name in members]] = True
        self.is_vague = self.members[self.leaves :].any(0)

    def __call__(self, logits: Tensor, flat: Tensor, chosen: Tensor) -> Tensor:
        """logits N x K of the `chosen` voxels of the target `flat`."""
        labels = flat[chosen]
        importance = 1 / self.keep[labels]
        scores = logits.log_softmax(dim=1)
        picked = scores.gather(1, labels.clamp(max=self.leaves - 1)[:, None]).squeeze(1)
        vague = labels >= self.leaves
        anyone = scores.masked_fill(~self.members[labels], -torch.inf).logsumexp(1)
        picked = torch.where(vague, anyone, picked)
        # Per voxel of the brain, so that a large empty field of view does not thin the term out.
        entropy = -(picked * importance).sum() / (importance == 1).sum().clamp(min=1)
        probability = scores.exp()
        total = (probability * importance[:, None]).sum(0)
        counts = torch.zeros_like(self.keep).index_add_(0, labels, importance)
        overlap = torch.zeros_like(self.keep).index_add_(0, labels, picked.exp() * importance)
        coarse = counts[self.leaves :].sum() > 0
        counts, overlap = counts[: self.leaves], overlap[: self.leaves]
        dice = (2 * overlap + 1) / (total + counts + 1)
        present = (counts > 20) & ~(coarse & self.is_vague)
        weight = present.float()
        return entropy + ((1 - dice) * weight).sum() / weight.sum().clamp(min=1)

    def choose(self, flat: Tensor) -> Tensor:
        """Indices of the voxels that count this time."""
        share = self.keep[flat.clamp(min=0)]
        return torch.nonzero((flat >= 0) & (torch.rand_like(share) < share)).squeeze(1)


def parcel_loss(logits: Tensor, parcels: Tensor) -> Tensor:
    """Cross-entropy among the parcels of a voxel's own side; the table lists left before right."""
    return F.cross_entropy(logits.masked_fill(other_side(parcels, logits.shape[1]), -1e4), parcels)


def other_side(parcels: Tensor, count: int) -> Tensor:
    """N x count: which parcels lie on the other side than each voxel's own."""
    side = torch.arange(count, device=parcels.device) % 2
    return side[None] != (parcels % 2)[:, None]


def dice_scores(predicted: Tensor, target: Tensor, leaves: int) -> Tensor:
    """Dice per leaf; NaN where the target has fewer than 10 voxels."""
    used = (target >= 0) & (target < leaves)
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
        torch.backends.cudnn.benchmark = True
        archive = np.load(arguments.maps)
        self.leaves, self.regions = load_leaves(), load_parcels()
        self.synthesizer = Synthesizer(archive["numbers"], self.leaves, self.device)
        self.anatomies = {
            name: self.synthesizer.anatomy(torch.tensor(archive[name], device=self.device))
            for name in archive.files
            if name != "numbers"
        }
        self.with_parcels = False
        self.training = [name for name in self.anatomies if name not in HELD_OUT]
        tables = [self.leaves, self.regions, load_overlays()]
        self.phrases, self.parcel_phrases, self.overlay_phrases = encoded_phrases(tables, self.device)
        self.loss = Loss(self.leaves, self.device)
        self.network = VisionNetwork().to(self.device).to(memory_format=torch.channels_last_3d)
        self.average = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
        self.trained = [p for n, p in self.network.named_parameters() if self.is_trained(n)]
        self.optimizer = torch.optim.AdamW(
            self.trained, lr=arguments.rate, weight_decay=1e-4, fused=self.device.type == "cuda" or None
        )
        self.step = 0
        self.elapsed = 0.0
        self.folder = Path(arguments.checkpoints)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.resume()

    @staticmethod
    def is_trained(name: str) -> bool:
        """Detail, fusion and lesions have their own training, with the trunk frozen."""
        return not name.startswith(("detail.", "fusion.", "head.detail.", "lesions."))

    # -- checkpoints -----------------------------------------------------------------------------

    @property
    def checkpoint(self) -> Path:
        return self.folder / "vision.pt"

    def resume(self) -> None:
        if self.checkpoint.exists():
            state = torch.load(self.checkpoint, map_location=self.device, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.average = state["average"]
            self.optimizer.load_state_dict(state["optimizer"])
            self.step, self.elapsed = state["step"], state["elapsed"]
            print(f"resumed at step {self.step}", flush=True)
            return
        if self.arguments.fresh:
            return
        committed = ROOT / "models" / "vision.safetensors"
        if committed.exists():
            weights = committed_weights(committed)
            own = self.network.state_dict()
            changed = [name for name in weights if name not in own or own[name].shape != weights[name].shape]
            if changed:
                print("the committed weights do not fit, and start afresh:", *changed, flush=True)
            kept = {name: value for name, value in weights.items() if name not in changed}
            self.network.load_state_dict(kept, strict=False)
            self.average = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
            print("warm start from", committed.name, flush=True)

    def save(self) -> None:
        torch.save(
            {
                "network": self.network.state_dict(),
                "average": self.average,
                "optimizer": self.optimizer.state_dict(),
                "step": self.step,
                "elapsed": self.elapsed,
            },
            self.checkpoint.with_suffix(".new"),
        )
        os.replace(self.checkpoint.with_suffix(".new"), self.checkpoint)

    def load_parcels(self) -> None:
        """Takes the parcels of the maps into training as soon as their file is there."""
        path = self.arguments.parcels
        if self.with_parcels or not path.exists():
            return
        archive = np.load(path)
        for name, anatomy in self.anatomies.items():
            parcels = torch.tensor(archive[name], device=self.device)
            self.anatomies[name] = replace(anatomy, parcels=parcels)
        self.with_parcels = True
        print(f"step {self.step} parcels from {path}", flush=True)

    # -- steps -----------------------------------------------------------------------------------

    @property
    def done(self) -> float:
        """Part of the schedule, by its steps, or by its seconds when a time is given; 1 at its end."""
        a = self.arguments
        return min(1.0, self.elapsed / a.seconds if a.seconds else self.step / a.steps)

    def rate(self) -> float:
        """Cosine over the schedule."""
        warm = min(1.0, (self.step + 1) / 100)
        return self.arguments.rate * warm * (0.5 * (1 + math.cos(math.pi * self.done)) * 0.99 + 0.01)

    def draw(self, step: int, seed: int) -> Sample:
        rng = np.random.default_rng([seed, step])
        return self.synthesizer(self.anatomies[self.training[int(rng.integers(len(self.training)))]], rng)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """Features and parcel features of a sample's image, voxels by channels."""
        image = image[None, None].contiguous(memory_format=torch.channels_last_3d)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.arguments.bfloat16):
            return tuple(x.permute(0, 2, 3, 4, 1).reshape(-1, x.shape[1]) for x in self.network.trunk(image))

    @torch.no_grad()
    def features(self, image: Tensor, spacing: tuple[float, ...] = (WORKING,) * 3) -> Tensor:
        """D x H x W x features, as the program keeps them, of a working grid of this spacing (mm)."""
        image, inside = padded(image, spacing, self.network.configuration.least_extent)
        image = image[None, None]
        image = image.contiguous(memory_format=torch.channels_last_3d)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.arguments.bfloat16):
            features = self.network.trunk(image)[0][0].permute(1, 2, 3, 0)
        return features[inside].half().float()

    def losses(self, sample: Sample) -> Tensor:
        features, areas = self.forward(sample.image)
        flat = sample.target.reshape(-1)
        chosen = self.loss.choose(flat)
        logits = self.network.logits(features.index_select(0, chosen).float(), self.phrases.names())
        loss = self.loss(logits, flat, chosen) + 0.02 * self.phrases.alignment(self.network.head)
        if sample.parcels is not None:
            parcels = sample.parcels.reshape(-1)
            cortex = torch.nonzero((parcels != 255) & (flat >= 0)).squeeze(1)
            if len(cortex):
                scores = self.network.parcel_logits(areas[cortex].float(), self.parcel_phrases.names())
                loss = loss + 0.3 * parcel_loss(scores, parcels[cortex].long())
                loss = loss + 0.01 * self.parcel_phrases.alignment(self.network.parcel)
        return loss

    @torch.no_grad()
    def average_in(self, decay: float) -> None:
        current = self.network.state_dict()
        torch._foreach_lerp_([self.average[key] for key in current], list(current.values()), 1 - decay)

    def samples(self, start: int, end: int, seed: int) -> Iterable[Sample]:
        """One sample a step: on a GPU drawn by a thread on a stream of its own, on a CPU by worker processes."""
        if self.device.type != "cpu":
            return ahead(self.device, (self.draw(step, seed) for step in range(start, end)))
        workers = self.arguments.workers
        return torch.utils.data.DataLoader(
            Samples(self, start, end, seed), batch_size=None, num_workers=workers,
            prefetch_factor=4 if workers else None, worker_init_fn=quiet_worker,
        )  # fmt: skip

    def train(self) -> None:
        a = self.arguments
        before, first, recent = self.elapsed, self.step, []
        started = time.time()
        self.load_parcels()
        self.network.train()
        for sample in self.samples(self.step, 10**9 if a.seconds else a.steps, a.seed):
            rate = self.rate()
            for group in self.optimizer.param_groups:
                group["lr"] = rate
            loss = self.losses(sample)
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.trained, 1.0, foreach=True)
            self.optimizer.step()
            self.average_in(min(a.average, (1 + self.step) / (10 + self.step)))
            recent.append(loss.detach())
            self.step += 1
            self.elapsed = before + time.time() - started
            if self.step % 50 == 0:
                pace = (self.elapsed - before) / (self.step - first)
                mean = float(torch.stack(recent).mean())
                recent = []
                print(f"step {self.step} loss {mean:.4f} rate {rate:.2e} {pace:.3f} s/step", flush=True)
                if not math.isfinite(mean):
                    raise SystemExit("the loss is not finite")
                self.load_parcels()
            over = self.done == 1
            if self.step % a.every == 0 or over:
                self.save()
                if self.step % (a.every * 4) == 0 or over:
                    print(f"step {self.step} held-out Dice {self.validate()}", flush=True)
            if over:
                break

    @torch.no_grad()
    def validate(self) -> str:
        """Mean Dice of brain and parcels on held-out synthetic maps, with the averaged weights."""
        current = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
        self.network.load_state_dict(self.average)
        scores, regions = [], []
        for seed, name in enumerate(HELD_OUT * 2):
            rng = np.random.default_rng([9, seed])
            anatomy = self.anatomies[name]
            frame = self.synthesizer.frame(anatomy, rng, np.full(3, 2.0), (96, 112, 96))
            sample = self.synthesizer(anatomy, rng, frame)
            features, areas = self.forward(sample.image)
            predicted = self.network.logits(features.float(), self.phrases.names()).argmax(1)
            scores.append(dice_scores(predicted, sample.target.reshape(-1), len(self.leaves)))
            if sample.parcels is not None:
                cortex = torch.nonzero(sample.parcels.reshape(-1) != 255).squeeze(1)
                found = self.network.parcel_logits(areas[cortex].float(), self.parcel_phrases.names())
                truth = sample.parcels.reshape(-1)[cortex].long()
                found = found.masked_fill(other_side(truth, len(self.regions)), -torch.inf)
                regions.append(dice_scores(found.argmax(1), truth, len(self.regions)))
        self.network.load_state_dict(current)
        names = [leaf.name for leaf in self.leaves]
        brain = range(names.index("optic chiasm"))
        result = f"{float(torch.stack(scores)[:, list(brain)].nanmean()):.4f}"
        if regions:
            result += f", parcels {float(torch.stack(regions).nanmean()):.4f}"
        return result


def ahead(device: torch.device, samples: Iterable[Sample]) -> Iterable[Sample]:
    """The samples, drawn by a thread on its own stream while the last one is learned from."""
    waiting: queue.Queue = queue.Queue(maxsize=3)
    stream = torch.cuda.Stream(device)
    stopped = threading.Event()

    def work() -> None:
        try:
            with torch.cuda.stream(stream):
                for sample in samples:
                    ready = torch.cuda.Event()
                    ready.record(stream)
                    while not stopped.is_set():
                        try:
                            waiting.put((sample, ready), timeout=1)
                            break
                        except queue.Full:
                            continue
                    if stopped.is_set():
                        return
            waiting.put(None)
        except BaseException as error:  # noqa: BLE001
            waiting.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        while (item := waiting.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            sample, ready = item
            current = torch.cuda.current_stream(device)
            current.wait_event(ready)
            for tensor in vars(sample).values():
                if isinstance(tensor, Tensor):
                    tensor.record_stream(current)
            yield sample
    finally:
        stopped.set()


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


def committed_weights(path: Path) -> dict[str, Tensor]:
    from safetensors.torch import load_file

    return {name: value.float() for name, value in load_file(path).items()}


def load_committed(network: VisionNetwork, path: Path) -> None:
    """All of the committed weights; those that tell lesions may not be there yet."""
    missing, unexpected = network.load_state_dict(committed_weights(path), strict=False)
    wrong = [*unexpected, *(name for name in missing if not name.startswith("lesions."))]
    if wrong:
        raise SystemExit(f"{path}: the weights do not fit: {', '.join(wrong)}")


def rewrite(tensors: dict[str, Tensor], path: Path, notes: dict[str, dict], configuration: dict | None = None) -> None:
    """The committed weights with some tensors in the place of theirs; notes and configuration are added to what they say."""
    from safetensors import safe_open
    from safetensors.torch import load_file, save_file

    committed = ROOT / "models" / "vision.safetensors"
    with safe_open(committed, "pt") as file:
        metadata = dict(file.metadata())
    if configuration:
        metadata["configuration"] = json.dumps(json.loads(metadata["configuration"]) | configuration)
    metadata |= {name: json.dumps(note) for name, note in notes.items()}
    save_file(load_file(committed) | stored(tensors), path, metadata=metadata)


def stored(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """As the weights file holds them: 16 bits, vectors 32."""
    tensors = {k: v.detach().cpu().contiguous() for k, v in state.items()}
    return {k: v.half() if v.ndim > 1 else v.float() for k, v in tensors.items()}


def export(state: dict[str, Tensor], path: Path, notes: dict[str, str]) -> None:
    """Write models/vision.safetensors: weights (16 bits, vectors 32), in the metadata configuration and classes."""
    from safetensors.torch import save_file

    configuration = VisionNetwork().configuration.as_dict()
    configuration["leaves"] = [[leaf.name, leaf.side] for leaf in load_leaves()]
    configuration["parcels"] = [[leaf.name, leaf.side] for leaf in load_parcels()]
    metadata = {"configuration": json.dumps(configuration), **notes}
    save_file(stored(state), path, metadata=metadata)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--maps", type=Path, default=ROOT / "training/data/maps.npz")
    parser.add_argument("--parcels", type=Path, default=ROOT / "training/data/parcels.npz")
    parser.add_argument("--checkpoints", type=Path, default=ROOT / "training/checkpoints")
    parser.add_argument("--steps", type=int, default=3000, help="length of the whole schedule")
    parser.add_argument("--seconds", type=float, help="length of the schedule as time, e.g. of a lent GPU, in the place of steps")
    parser.add_argument("--fresh", action="store_true", help="start from nothing, not from the committed weights")
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
        export(trainer.average, arguments.export, {"steps": str(trainer.step)})
        return
    trainer.train()


if __name__ == "__main__":
    main()
