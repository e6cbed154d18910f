"""Scores the decoder: ``python -m training.language.evaluate [--checkpoint | --model FILE]``.

Greedy and unconstrained, with the exported 8-bit values: the share of prompts whose program comes out token
for token, by task, for ways of saying that training saw and for the tenth it never saw; and how many of the
programs written are legal. ``--prompt`` writes the program for a prompt of your own.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

import torch

from . import weights
from .examples import Entry, Example
from .sources import generate
from .export import read_decoder
from .features import Featuriser, Prepared, texts_of
from .legality import Illegal, check
from .network import Decoder
from .programs import Item, Span, render
from .tokens import COPY, END, START, TOKENS


@torch.no_grad()
def greedy(decoder: Decoder, featuriser: Featuriser, prepared: Prepared, limit: int = 191) -> list[int]:
    """Actions written without any constraint."""
    b = featuriser.batch([prepared])
    memory = decoder.memory(*b.memory)
    ids = [START]
    while len(ids) < limit and ids[-1] != END:
        logits = decoder(torch.tensor([ids]), memory, b.present)
        ids.append(int(logits[0, -1].argmax()))
    return ids


def readable(ids: list[int], prepared: Prepared) -> tuple[list, list[str]]:
    """Ids back to actions and the texts of their spans; raises ``Illegal`` for pointers astray."""
    v, pieces = len(TOKENS), len(prepared.encoding.ids)
    items = len(texts_of(prepared.example)) - len(prepared.example.earlier)
    actions, spans, i = [], [], 1
    while i < len(ids):
        if ids[i] == COPY:
            pair = [x - v for x in ids[i + 1: i + 3]]
            if len(pair) < 2 or not 0 < pair[0] <= pair[1] < pieces - 1:
                raise Illegal("copies no span of the prompt")
            offsets = prepared.encoding.offsets
            spans.append(prepared.example.prompt[offsets[pair[0]][0]: offsets[pair[1]][1]])
            actions.append(Span(len(spans) - 1))
            i += 3
            continue
        if ids[i] >= v:
            index = ids[i] - v - pieces
            if not 0 <= index < min(items, len(prepared.example.entries)):
                raise Illegal("points at no name")
            actions.append(Item(index))
        else:
            actions.append(ids[i])
        i += 1
    return actions, spans


def source_of(ids: list[int], prepared: Prepared) -> tuple[str, bool]:
    """Source text and whether the program is legal."""
    try:
        actions, spans = readable(ids, prepared)
        source = render(actions, [e.name for e in prepared.example.entries], spans)
        check(actions, prepared.example.entries, spans)
        return source, True
    except Illegal as error:
        return f"({error})", False


@torch.no_grad()
def exact(decoder: Decoder, featuriser: Featuriser, prepared: list[Prepared]) -> list[bool]:
    """Whether greedy decoding gives the wanted program: the best action is the wanted one at every step."""
    result = []
    for start in range(0, len(prepared), 32):
        b = featuriser.batch(prepared[start: start + 32])
        memory = decoder.memory(*b.memory)
        best = decoder(b.actions[:, :-1], memory, b.present).argmax(-1)
        steps = torch.arange(best.shape[1])[None, :]
        result += ((best == b.actions[:, 1:]) | (steps >= (b.lengths - 1)[:, None])).all(1).tolist()
    return result


def score(decoder: Decoder, featuriser: Featuriser, held_out: bool, count: int, show: int) -> dict:
    rng = random.Random(f"evaluate {held_out}")
    prepared = featuriser.prepare([generate(rng, held_out) for _ in range(count)])
    right = exact(decoder, featuriser, prepared)
    tasks: dict[str, list[bool]] = defaultdict(list)
    legal = 0
    for p, ok in zip(prepared, right):
        tasks[p.example.task].append(ok)
        if ok:
            legal += 1
            continue
        source, fine = source_of(greedy(decoder, featuriser, p), p)
        legal += fine
        if show > 0:
            show -= 1
            wanted = source_of(p.ids, p)[0]
            print(f"--- {p.example.task}: {p.example.prompt!r} {[e.description for e in p.example.entries]} {p.example.earlier}\n"
                  f"wanted\n{wanted}\nwritten\n{source}", flush=True)
    mean = lambda xs: round(sum(xs) / len(xs), 4)
    return {"prompts": len(prepared), "exact": mean(right), "legal": round(legal / len(prepared), 4),
            "tasks": {k: [mean(v), len(v)] for k, v in sorted(tasks.items(), key=lambda kv: mean(kv[1]))}}


def own_prompt(featuriser: Featuriser, prompt: str, names: list[str], earlier: list[str]) -> Prepared:
    """A prompt over a workspace given as "NAME" (a scan) or "NAME kind details"."""
    entries = []
    for name in names:
        name, kind, details = (name.split(" ", 2) + ["scan", ""])[:3] if " " not in name else (name.split(" ", 2) + [""])[:3]
        entries.append(Entry(name, kind, details))
    example = Example(prompt, entries, earlier, [END], [], "own")
    return featuriser.prepare([example])[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=weights.MODELS / "decoder.safetensors")
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--show", type=int, default=0, help="print this many wrong programs of each set")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--prompt", action="append", default=[])
    parser.add_argument("--workspace", nargs="*", default=["t1"], help='such as t1 "left_hippocampus mask left hippocampus"')
    parser.add_argument("--earlier", nargs="*", default=[])
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    decoder = read_decoder(arguments.model)
    featuriser = Featuriser(weights.current_encoder(), autocast=False)
    if arguments.prompt:
        for prompt in arguments.prompt:
            p = own_prompt(featuriser, prompt, arguments.workspace, arguments.earlier)
            source, fine = source_of(greedy(decoder, featuriser, p), p)
            print(f"> {prompt}\n{source}\n" + ("" if fine else "(not legal)\n"))
        return
    report = {"seen_ways": score(decoder, featuriser, False, arguments.count, arguments.show),
              "held_out_ways": score(decoder, featuriser, True, arguments.count, arguments.show)}
    print(json.dumps(report, indent=1))
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
