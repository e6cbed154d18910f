"""How sure the decoder may say it is: ``python -m training.language.calibrate`` after ``export``.

On prompts of held-out ways, which training never saw: the probability that the decoder gives to what it writes, against whether
that is what was wanted. Two numbers (Platt, 1999) go into the metadata of ``decoder.safetensors`` as ``confidence``.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file

from . import weights
from .evaluate import exact
from .export import read_decoder
from .features import Featuriser, Prepared
from .network import Decoder
from .sources import generate


def logit(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))


@torch.no_grad()
def chances(decoder: Decoder, featuriser: Featuriser, prepared: list[Prepared]) -> list[float]:
    """The probability of the best action at every step of the wanted program, multiplied.

    Where the wanted program is what greedy writing gives, that is its probability; elsewhere it is that of a line which goes
    astray once.
    """
    result = []
    for start in range(0, len(prepared), 32):
        b = featuriser.batch(prepared[start: start + 32])
        memory = decoder.memory(*b.memory)
        best = decoder(b.actions[:, :-1], memory, b.present).log_softmax(-1).amax(-1)
        steps = torch.arange(best.shape[1])[None, :]
        result += torch.where(steps < (b.lengths - 1)[:, None], best, 0.0).sum(1).exp().tolist()
    return result


def fit(scores: list[float], right: list[bool]) -> tuple[float, float]:
    """Slope and offset of ``sigmoid(slope · logit(p) + offset)``, by Newton's method on the likelihood."""
    x = torch.tensor([[logit(p), 1.0] for p in scores], dtype=torch.float64)
    y = torch.tensor(right, dtype=torch.float64)
    w = torch.tensor([1.0, 0.0], dtype=torch.float64)
    for _ in range(50):
        p = torch.sigmoid(x @ w)
        gradient = x.T @ (p - y) + 1e-3 * w
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + 1e-3 * torch.eye(2, dtype=torch.float64)
        w = w - torch.linalg.solve(hessian, gradient)
    return float(w[0]), float(w[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=weights.MODELS / "decoder.safetensors")
    parser.add_argument("--count", type=int, default=3000)
    arguments = parser.parse_args()
    decoder = read_decoder(arguments.model)
    featuriser = Featuriser(weights.current_encoder(), autocast=False)
    rng = random.Random("calibrate")
    prepared = featuriser.prepare([generate(rng, True) for _ in range(arguments.count)])
    scores, right = chances(decoder, featuriser, prepared), exact(decoder, featuriser, prepared)
    slope, offset = fit(scores, right)
    said = [1 / (1 + math.exp(-(slope * logit(p) + offset))) for p in scores]
    for low in (0.0, 0.25, 0.5, 0.75, 0.9):
        high = {0.0: 0.25, 0.25: 0.5, 0.5: 0.75, 0.75: 0.9, 0.9: 1.01}[low]
        those = [ok for c, ok in zip(said, right) if low <= c < high]
        print(f"confidence {low:.2f} to {min(high, 1):.2f}: {len(those)} prompts, {sum(those) / max(1, len(those)):.3f} as wanted")
    with safe_open(arguments.model, "pt") as file:
        metadata = file.metadata()
    weights.write(arguments.model, load_file(arguments.model), {**metadata, "confidence": json.dumps({"slope": round(slope, 4), "offset": round(offset, 4)})})
    print(f"slope {slope:.3f}, offset {offset:.3f}, {sum(right) / len(right):.3f} of {len(right)} as wanted")


if __name__ == "__main__":
    main()
