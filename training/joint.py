"""Train encoder, decoder and vision network together, after each has been trained on its own.

    python -m training.joint --steps 150

Each step draws one synthetic image and a batch of prompts. The segmentation loss reaches the text encoder
through the names and synonyms of the leaves, the code loss through the prompts; only the encoder's last
layers move. Starts from the checkpoints of both halves (or the committed weights), resumes from
training/checkpoints/joint.pt, and writes back the checkpoints that the two exports read.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from pathlib import Path

import torch

from .language import train as language
from .language import weights
from .language.sources import generate
from .language.export import export_decoder, export_encoder
from .language.features import Featuriser
from .language.network import TextEncoder
from .vision import train as vision
from .vision.anatomy import Leaf


class LiveFeaturiser(Featuriser):
    """Features with gradients through the encoder's last layers."""

    def __init__(self, encoder: TextEncoder, moving: int, device: str) -> None:
        super().__init__(encoder, device)
        self.fixed = len(encoder.layers) - moving

    def run(self, encodings):
        longest = max(len(e.ids) for e in encodings)
        ids = torch.zeros(len(encodings), longest, dtype=torch.long)
        present = torch.zeros(len(encodings), longest, dtype=torch.bool)
        for row, e in enumerate(encodings):
            ids[row, : len(e.ids)] = torch.tensor(e.ids)
            present[row, : len(e.ids)] = True
        ids, present = ids.to(self.device), present.to(self.device)
        mask = present[:, None, None, :]
        with torch.autocast(self.device, torch.bfloat16):
            with torch.no_grad():
                c = self.encoder
                x = c.norm(c.word(ids) + c.position.weight[: ids.shape[1]] + c.kind.weight[0])
                for layer in c.layers[: self.fixed]:
                    x = layer(x, mask)
            for layer in c.layers[self.fixed :]:
                x = layer(x, mask)
        return x.float(), present


class LivePhrases(vision.Phrases):
    """The conditioners of the leaves, embedded anew at every step."""

    def __init__(self, featuriser: LiveFeaturiser, leaves: list[Leaf], device: torch.device) -> None:
        self.featuriser = featuriser
        self.texts = sorted({phrase for leaf in leaves for phrase in leaf.phrases})
        super().__init__(leaves, device, embeddings=torch.zeros(len(self.texts), 384), texts=self.texts)

    def refresh(self) -> None:
        self.featuriser.embeddings.clear()
        self.featuriser.embed(self.texts)
        self.embeddings = torch.stack([self.featuriser.embeddings[text] for text in self.texts])


def export_all(checkpoint: Path, folder: Path) -> None:
    """Encoder, decoder and vision network as the last joint step left them.

    The phrase head is exported with the encoder: train it again afterwards (`training.language.phrases`).
    """
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    encoder = weights.current_encoder()
    encoder.load_state_dict(state["encoder"])
    export_encoder(folder / "encoder.safetensors", encoder)
    export_decoder(folder / "decoder.safetensors", state["decoder"], state["examples"])
    notes = {"steps": str(state["vision_steps"]), "joint_steps": str(state["step"])}
    vision.export(state["average"], folder / "vision.safetensors", notes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    vision.add_options(parser)
    parser.set_defaults(steps=150, rate=5e-5)
    parser.add_argument("--batch", type=int, default=32, help="prompts a step")
    parser.add_argument("--moving", type=int, default=2, help="how many of the encoder's layers move")
    parser.add_argument("--encoder-rate", type=float, default=1e-5)
    parser.add_argument("--decoder-rate", type=float, default=1e-4)
    parser.add_argument("--export", type=Path, help="write the three weights files into this folder and stop")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after this long")
    arguments = parser.parse_args()
    path = Path(arguments.checkpoints) / "joint.pt"
    if arguments.export:
        export_all(path, arguments.export)
        return

    trainer = vision.Trainer(arguments)
    decoder, _, done = language.start(
        argparse.Namespace(
            checkpoint=language.CHECKPOINT, device=arguments.device, rate=arguments.decoder_rate, dropout=0.05, fresh=False
        )
    )
    encoder = weights.current_encoder().requires_grad_(False)
    moving = encoder.layers[len(encoder.layers) - arguments.moving :].requires_grad_(True)
    featuriser = LiveFeaturiser(encoder, arguments.moving, arguments.device)
    phrases = LivePhrases(featuriser, trainer.leaves, trainer.device)
    parcel_phrases = LivePhrases(featuriser, trainer.regions, trainer.device)
    trainer.phrases, trainer.parcel_phrases = phrases, parcel_phrases
    trainer.load_parcels()
    network = trainer.network
    optimizer = torch.optim.AdamW(
        [
            {"params": network.parameters(), "peak": arguments.rate},
            {"params": decoder.parameters(), "peak": arguments.decoder_rate},
            {"params": moving.parameters(), "peak": arguments.encoder_rate},
        ],
        weight_decay=1e-4,
    )
    step = 0
    if path.exists():
        state = torch.load(path, map_location=arguments.device, weights_only=True)
        encoder.load_state_dict(state["encoder"]), decoder.load_state_dict(state["decoder"])
        network.load_state_dict(state["network"]), optimizer.load_state_dict(state["optimizer"])
        trainer.average, step, done = state["average"], state["step"], state["examples"]
        print(f"resumed at joint step {step}", flush=True)
    else:
        # The averaged weights are what is exported, so they are what goes on learning.
        network.load_state_dict(trainer.average)

    def save() -> None:
        state = {
            "encoder": encoder.state_dict(), "decoder": decoder.state_dict(), "network": network.state_dict(),
            "average": trainer.average, "optimizer": optimizer.state_dict(), "step": step,
            "vision_steps": trainer.step, "examples": done,
        }  # fmt: skip
        torch.save(state, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)

    rng = random.Random(f"joint {step}")
    decoder.train()
    began, segmentation, code = time.time(), [], []
    for sample in trainer.samples(step, arguments.steps, seed=arguments.seed + 100):
        share = max(0.05, 1 - step / arguments.steps) * min(1.0, (step + 1) / 10)
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * share
        phrases.refresh()
        parcel_phrases.refresh()
        first = trainer.losses(sample)
        prepared = featuriser.prepare([generate(rng) for _ in range(arguments.batch)])
        with torch.autocast(arguments.device, torch.bfloat16):
            second = language.loss_of(decoder, featuriser.batch(prepared))
        optimizer.zero_grad(set_to_none=True)
        (first + second).backward()
        for module in (network, decoder, moving):
            torch.nn.utils.clip_grad_norm_(module.parameters(), 1.0)
        optimizer.step()
        trainer.average_in(arguments.average)
        step += 1
        done += len(prepared)
        segmentation.append(float(first.detach()))
        code.append(float(second.detach()))
        if step % 10 == 0:
            mean = lambda values: sum(values[-10:]) / len(values[-10:])
            pace = (time.time() - began) / len(code)
            print(f"step {step} segmentation {mean(segmentation):.4f} code {mean(code):.4f} {pace:.2f} s/step", flush=True)
        if step % 25 == 0:
            save()
        if time.time() - began > 60 * arguments.minutes:
            break
    save()


if __name__ == "__main__":
    main()
