"""Trains text encoder and code decoder together, on a GPU: ``python -m training.language.together --minutes 9``.

Other processes generate the examples; those seen already are used again while new ones are waited for. What the
vision network and the phrase head know of the encoder, the embeddings of phrases, is held where it was. Towards the
end the encoder is rounded to 8 bits and stays, so that the decoder learns from what the program will compute.
Writes both weights files into ``--folder``; afterwards ``training.vision.follow``, ``phrases``, ``export``, ``calibrate``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import pickle
import queue
import random
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Encoding
from torch import Tensor

from . import anatomy, phrases, weights
from .examples import Example
from .export import decoder_file, encoder_file
from .features import Batch, Layout, Unusable, action_ids, layout_of, padded, texts_of
from .network import TextEncoder, unit_mean
from .sources import generate
from .tokenizer import load_tokenizer
from .train import loss_of, start

KEPT_BATCHES = 600
HOLD = 5.0
"""How much a phrase's embedding that turns away (1 - cosine) weighs beside the decoder's loss."""


@dataclass
class Texts:
    """The texts of a batch, prompts first, and where they stand in its memory."""

    layout: Layout
    ids: Tensor
    """[texts, length], 0 behind a text's end."""
    others: Tensor
    """[b, I]: which text; a place without one has the first."""
    spoken: Tensor
    """[b, E]: which text."""

    def batch(self, encoder: TextEncoder, held: Tensor, device: str) -> tuple[Batch, Tensor]:
        """The batch with features, and the embeddings of ``held`` [phrases, length], which join its texts."""
        ids = self.ids.to(device, torch.long)
        length = max(ids.shape[1], held.shape[1])
        ids = torch.cat([F.pad(ids, (0, length - ids.shape[1])), F.pad(held, (0, length - held.shape[1]))])
        present = ids > 0
        context = encoder(ids, present).float()
        pooled = unit_mean(context, present)
        features = torch.cat([context, encoder.lexical(ids).float()], dim=-1)
        rows, pieces = self.layout.focus.shape[0], self.layout.focus.shape[2]
        spoken = features[self.spoken.to(device), self.layout.places.to(device)]
        batch = self.layout.batch(features[:rows, :pieces], pooled[self.others.to(device)], spoken, device)
        return batch, pooled[len(pooled) - len(held):]


def texts_for(rows: list[tuple[Example, Encoding, list[int]]], encoded: dict[str, Encoding]) -> Texts:
    number: dict[str, int] = {}
    for example, _, _ in rows:
        for text in [*texts_of(example), *example.earlier]:
            number.setdefault(text, len(rows) + len(number))
    lengths = {text: len(encoded[text].ids) for text in number}
    layout = layout_of([(e, encoding, ids, [lengths[t] for t in e.earlier]) for e, encoding, ids in rows])
    others, spoken = torch.zeros_like(layout.kinds), torch.zeros_like(layout.turns)
    for row, (example, _, _) in enumerate(rows):
        texts = [number[t] for t in texts_of(example)]
        others[row, : len(texts)] = torch.tensor(texts)
        said = [number[t] for t in example.earlier for _ in range(lengths[t])]
        spoken[row, : len(said)] = torch.tensor(said, dtype=torch.long)
    return Texts(layout, padded([encoding for _, encoding, _ in rows] + [encoded[t] for t in number]).short(), others, spoken)


def produce(seed: str, batch: int, batches: multiprocessing.Queue) -> None:
    """Puts batches of prompts of like length, conversations apart, into the queue, for ever."""
    torch.set_num_threads(1)
    rng, tokenizer = random.Random(seed), load_tokenizer()
    encoded: dict[str, Encoding] = {}
    while True:
        examples = [generate(rng) for _ in range(8 * batch)]
        rows = []
        for example, encoding in zip(examples, tokenizer.encode_batch([e.prompt for e in examples])):
            try:
                rows.append((example, encoding, action_ids(example, encoding)))
            except Unusable:
                continue
        if len(encoded) > 100_000:
            encoded.clear()
        new = sorted({t for e, _, _ in rows for t in [*texts_of(e), *e.earlier]} - encoded.keys())
        encoded.update(zip(new, tokenizer.encode_batch(new)))
        rows.sort(key=lambda r: (bool(r[0].earlier), len(r[2]) + sum(len(encoded[t].ids) for t in r[0].earlier) + rng.random() * 6))
        parts = [rows[i: i + batch] for i in range(0, len(rows), batch)]
        rng.shuffle(parts)
        for part in parts:
            # As bytes: tensors in a queue hold an open file each.
            batches.put(pickle.dumps(texts_for(part, encoded)))


def held_phrases() -> list[str]:
    """What the vision network and the phrase head are asked about: phrases as they reach the encoder, and nonsense."""
    found = {phrases.without_side(p) for p, _, _ in phrases.positives()}
    found |= {phrases.without_side(p) for p, _ in phrases.negatives(random.Random("held"))}
    found |= {f"{side} {name}" for name in anatomy.BY_NAME for side in ("left", "right")}
    return sorted(found)


def train(arguments: argparse.Namespace, batches: multiprocessing.Queue) -> None:
    """``batches``: a queue of pickled ``Texts``."""
    torch.set_num_threads(1)
    device = arguments.device
    decoder, optimizer, _ = start(arguments)
    encoder = weights.current_encoder().to(device)
    tokenizer = load_tokenizer()
    held = padded(tokenizer.encode_batch(held_phrases())).to(device)
    with torch.no_grad():
        wanted = torch.cat([encoder.embed(part, part > 0) for part in held.split(512)])
    moving = encoder.layers[len(encoder.layers) - arguments.moving:] if arguments.moving else None
    if moving is not None:
        moving.requires_grad_(True)
        encoder_optimizer = torch.optim.AdamW(moving.parameters(), lr=arguments.encoder_rate, betas=(0.9, 0.99), weight_decay=0.0, fused=True)
    rng, began = random.Random(arguments.moving), time.time()
    kept: deque[Texts] = deque(maxlen=KEPT_BATCHES)
    steps = done = new = 0
    recent: list[Tensor] = []
    turned = torch.zeros(())
    decoder.train()
    said = began
    while (share := (time.time() - began) / (60 * arguments.minutes)) < 1:
        try:
            made = pickle.loads(batches.get(block=not kept))
            kept.append(made)
            new += len(made.layout.lengths)
        except queue.Empty:
            made = rng.choice(kept)
        pace = min(1.0, (steps + 1) / 400) * min(1.0, 0.04 + 0.96 * (1 - share) / 0.5)
        optimizer.param_groups[0]["lr"] = arguments.rate * pace
        if moving is not None and share > arguments.settle:
            print(f"{steps} steps: the encoder stays as it is, in 8 bits", flush=True)
            encoder.load_named(weights.unpacked(weights.packed(dict(encoder.named_tensors()))))
            encoder.requires_grad_(False)
            moving = None
        with torch.autocast(device, torch.bfloat16):
            some = torch.randint(len(held), (256 if moving is not None else 1,), device=device)
            batch, embedded = made.batch(encoder, held[some], device)
            loss = loss_of(decoder, batch)
        whole = loss
        if moving is not None:
            encoder_optimizer.param_groups[0]["lr"] = arguments.encoder_rate * pace
            turned = (1 - (embedded * wanted[some]).sum(-1)).mean()
            whole = loss + HOLD * turned
            encoder_optimizer.zero_grad()
        optimizer.zero_grad()
        whole.backward()
        torch.nn.utils.clip_grad_norm_(decoder.parameters(), 1.0)
        optimizer.step()
        if moving is not None:
            torch.nn.utils.clip_grad_norm_(moving.parameters(), 1.0)
            encoder_optimizer.step()
        steps += 1
        done += len(made.layout.lengths)
        recent.append(loss.detach())
        if time.time() - said > 20:
            said = time.time()
            print(f"{said - began:4.0f} s  {steps:6d} steps  {done:8d} examples, {new:8d} of them new  "
                  f"loss {float(torch.stack(recent[-200:]).mean()):.4f}  phrases turned by {turned.item():.5f}", flush=True)
    with torch.no_grad():
        now = torch.cat([encoder.embed(part, part > 0) for part in held.split(512)])
        near = (now * wanted).sum(-1)
    print(f"phrases keep a cosine of {float(near.mean()):.4f} on average, {float(near.min()):.4f} at least", flush=True)
    folder = Path(arguments.folder)
    folder.mkdir(parents=True, exist_ok=True)
    decoder_file(folder / "decoder.safetensors", decoder.cpu(), new)
    if arguments.moving:
        encoder_file(folder / "encoder.safetensors", encoder.cpu())


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=9)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--workers", type=int, default=14, help="processes that generate examples")
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--moving", type=int, default=6, help="how many of the encoder's last layers learn")
    parser.add_argument("--encoder-rate", type=float, default=3e-5)
    parser.add_argument("--settle", type=float, default=0.8, help="share of the time after which the encoder stays")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--folder", type=Path, default=weights.MODELS)
    # There is no checkpoint to go on from: the committed weights are it.
    parser.set_defaults(checkpoint=Path("none"), fresh=False, dropout=0.0)
    return parser


def main() -> None:
    arguments = options().parse_args()
    context = multiprocessing.get_context("spawn")
    batches = context.Queue(64)
    for number in range(arguments.workers):
        seed = f"together {time.time()} {number}"
        context.Process(target=produce, args=(seed, arguments.batch, batches), daemon=True).start()
    train(arguments, batches)


if __name__ == "__main__":
    main()
