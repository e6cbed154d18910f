"""Trains the code decoder: ``python -m training.language.train``.

Examples are generated as training goes, pass the frozen encoder once and are used twice. Stops at ``--examples``
and goes on from ``training/checkpoints/decoder.pt``, or else from the committed weights. ``--processes 2`` trains a
copy on each core and averages them every thousand examples: a second thread hardly helps with batches this small.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path

import torch
import torch.distributed as distributed
import torch.multiprocessing as multiprocessing
import torch.nn.functional as F
from torch.nn.utils import parameters_to_vector, vector_to_parameters

from . import weights
from .recipes import recipes
from .sources import generate
from .features import Batch, Featuriser
from .network import Decoder, DecoderConfiguration
from .tokens import TOKENS

CHECKPOINT = Path(__file__).resolve().parents[1] / "checkpoints" / "decoder.pt"


# What decides a program weighs more than the brackets around it: the intent is one token in forty.
WEIGHT = {"intent": 8.0, "function": 2.0, "word": 2.0, "number": 2.0, "variable": 2.0, "punctuation": 0.5, "layout": 0.5, "quote": 0.5}
TOKEN_WEIGHTS = torch.tensor([WEIGHT.get(kind, 1.0) for _, kind in TOKENS])
POINTER_WEIGHT = 2.0


def loss_of(decoder: Decoder, batch: Batch) -> torch.Tensor:
    memory = decoder.memory(*batch.memory)
    looks: list[torch.Tensor] = []
    logits = decoder(batch.actions[:, :-1], memory, batch.present, looks).float()
    targets = batch.actions[:, 1:].clone()
    steps = torch.arange(targets.shape[1], device=targets.device)[None, :]
    targets[steps >= (batch.lengths - 1)[:, None]] = -100
    loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-100, reduction="none")
    targets = targets.flatten()
    weight = TOKEN_WEIGHTS.to(loss.device)[targets.clamp(min=0, max=len(TOKENS) - 1)]
    weight = torch.where(targets >= len(TOKENS), POINTER_WEIGHT, weight) * (targets >= 0)
    return (loss * weight).sum() / weight.sum() + FOCUS_WEIGHT * focus_loss(looks, batch)


FOCUS_WEIGHT = 0.1


def focus_loss(looks: list[torch.Tensor], batch: Batch) -> torch.Tensor:
    """One head of the upper layers looks at the mention of the structure that is being written.

    Without it the decoder took very long to tell the second operand of a ratio from the first.
    """
    wanted = batch.focus[:, :-1]
    rows = wanted.any(-1)
    pieces = wanted.shape[-1]
    away = sum(-((look[..., :pieces].float() * wanted).sum(-1) + 1e-4).log() for look in looks[1:])
    return (away * rows).sum() / rows.sum().clamp(min=1)


def rate(done: int, total: int, peak: float, fresh: int) -> float:
    """Warm-up since ``fresh``, constant, then linear to a twentieth over the last half."""
    warm = min(1.0, (done - fresh + 16) / 3_000)
    left = max(0.0, total - done) / (0.5 * total)
    return peak * warm * min(1.0, 0.05 + 0.95 * left)


def start(arguments: argparse.Namespace) -> tuple[Decoder, torch.optim.Optimizer, int]:
    decoder = Decoder(DecoderConfiguration(tokens=len(TOKENS)), dropout=arguments.dropout).to(arguments.device)
    optimizer = torch.optim.AdamW(decoder.parameters(), lr=arguments.rate, betas=(0.9, 0.99), weight_decay=0.01, fused=True)
    committed = weights.MODELS / "decoder.safetensors"
    if arguments.checkpoint.exists():
        state = torch.load(arguments.checkpoint, map_location=arguments.device)
        decoder.load_state_dict(state["decoder"])
        optimizer.load_state_dict(state["optimizer"])
        print(f"going on from {arguments.checkpoint} after {state['done']} examples", flush=True)
        return decoder, optimizer, state["done"]
    if committed.exists() and not arguments.fresh:
        kept = warm_start(decoder, *weights.read(committed))
        print(f"warm start from {committed}: {kept} of {len(TOKENS)} tokens known", flush=True)
    return decoder, optimizer, 0


@torch.no_grad()
def warm_start(decoder: Decoder, tensors: dict[str, torch.Tensor], metadata: dict[str, str]) -> int:
    """Fills in committed weights; tokens keep theirs by text and class, whatever their place in the list was.

    A new function begins as a copy of a known one, a little apart; a layer that they lack, as one that does nothing.
    Gives how many tokens were known.
    """
    for prefix, layers in (("layers", decoder.layers), ("memory.layers", decoder.memory.layers)):
        for number, layer in enumerate(layers):
            if f"{prefix}.{number}.norm1.weight" not in tensors:
                layer.do_nothing()
    old = {(row["text"], row["class"]): index for index, row in enumerate(json.loads(metadata["tokens"]))}
    known = [(index, old[token]) for index, token in enumerate(TOKENS) if token in old]
    state = decoder.named_tensors()
    for name, tensor in tensors.items():
        if name not in state or (name.split(".")[0] not in ("token", "output") and state[name].shape != tensor.shape):
            continue
        if name.split(".")[0] not in ("token", "output"):
            state[name].copy_(tensor)
            continue
        for index, (text, kind) in enumerate(TOKENS):
            if kind == "function" and (text, kind) not in old:
                state[name][index] = tensor[old["volume_ml", "function"]] + 0.02 * torch.randn_like(state[name][index])
        for index, place in known:
            state[name][index] = tensor[place]
    return len(known)


def save(path: Path, decoder: Decoder, optimizer: torch.optim.Optimizer, done: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save({"decoder": decoder.state_dict(), "optimizer": optimizer.state_dict(), "done": done}, part)
    part.replace(path)


ROUND = 1024


def averaged(decoder: Decoder, *numbers: float) -> list[float]:
    """Gives every process the mean of all processes' weights, and the sums of the numbers."""
    own = parameters_to_vector(decoder.parameters()).detach()
    sums = torch.cat([own, torch.tensor(numbers)])
    distributed.all_reduce(sums)
    vector_to_parameters(sums[: len(own)] / distributed.get_world_size(), decoder.parameters())
    return sums[len(own):].tolist()


def train(process: int, arguments: argparse.Namespace) -> None:
    torch.set_num_threads(arguments.threads)
    distributed.init_process_group("gloo", init_method=arguments.meeting, rank=process, world_size=arguments.processes)
    for recipe in recipes():
        recipe.weight *= arguments.times if recipe.source in arguments.more else 1
    decoder, optimizer, done = start(arguments)
    featuriser = Featuriser(weights.current_encoder(), arguments.device)
    first, began = done, time.time()
    rng = random.Random(f"train {done} {process}")
    decoder.train()
    saved, late = began, 0.0
    previous: list = []
    while done < arguments.examples and not late:
        prepared = featuriser.prepare([generate(rng) for _ in range(ROUND)])
        # Each prompt is seen twice, in different company: its features cost a third of a training step.
        prepared, previous = prepared + previous, prepared
        # Those in a conversation apart: their memories are long.
        prepared.sort(key=lambda p: (bool(p.turns), len(p.ids) + sum(map(len, p.turns)) + rng.random() * 6))
        parts = [prepared[i: i + arguments.batch] for i in range(0, len(prepared), arguments.batch)]
        rng.shuffle(parts)
        own, losses = 0, 0.0
        for part in parts:
            for group in optimizer.param_groups:
                group["lr"] = rate(done + own * arguments.processes, arguments.examples, arguments.rate, first)
            with torch.autocast(arguments.device, torch.bfloat16):
                loss = loss_of(decoder, featuriser.batch(part))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(decoder.parameters(), 1.0)
            optimizer.step()
            own += len(part)
            losses += loss.item() * len(part)
        made, losses, late = averaged(decoder, own, losses, time.time() - began > 60 * arguments.minutes)
        done += round(made)
        if process:
            continue
        speed = (done - first) / (time.time() - began)
        print(f"{done:7d} examples  loss {losses / made:.4f}  {speed:.0f} a second", flush=True)
        if time.time() - saved > 120 or done >= arguments.examples or late:
            save(arguments.checkpoint, decoder, optimizer, done)
            saved = time.time()
    distributed.destroy_process_group()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200_000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=6e-4)
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1, help="of each process")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--fresh", action="store_true", help="ignore the committed weights")
    parser.add_argument("--checkpoint", type=Path, default=CHECKPOINT)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after this long")
    parser.add_argument("--more", nargs="*", default=[], metavar="FILE", help="recipe files that are new to the decoder")
    parser.add_argument("--times", type=float, default=5, help="how much more often those are drawn")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        arguments.meeting = f"file://{folder}/meeting"
        multiprocessing.spawn(train, (arguments,), arguments.processes)


if __name__ == "__main__":
    main()
