"""The phrase acceptance head: ``python -m training.language.phrases``.

Decides from a phrase's embedding (side words removed) whether it means a structure of the table, and which.
Trained on names, synonyms, paraphrases and slips of them against real anatomy that the table lacks, parts of
structures and nonsense. Scores come from cross-validation that holds out whole phrases (with all their
variants); the threshold, on the probability that a phrase means the first structure (acceptance times the
structure's share), is chosen on those held-out phrases; the head that is kept learns from all of them.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from pathlib import Path

import torch
import torch.nn.functional as F

from . import anatomy, weights
from .examples import typo
from .features import Featuriser
from .network import PhraseHead
from .tokenizer import PIECES_PATH
from .tokens import STRUCTURES

HIDDEN = 256
DROPOUT = 0.1
RATE = 6e-3
BATCH = 384
CHECKPOINT = Path(__file__).resolve().parents[1] / "checkpoints" / "phrases.pt"
SIDE_WORDS = re.compile(
    r"\b(on|of|in|at)?\s*(the\s+)?(left|right|sinister|sinistra|dexter|dextra|lt|rt|lh|rh|l|r|both|bilateral|bilaterally)"
    r"(-| )?(sided|hand|side|sides|hemispheric)?(?=[\s.,;)]|$)\.?", re.I)

PARAPHRASES_PATH = Path(__file__).with_name("paraphrases.txt")


def sections(text: str) -> dict[str, list[str]]:
    """``## heading`` and the phrases under it, separated by semicolons; what stands before is a comment."""
    parts = (part.partition("\n") for part in text.split("\n## ")[1:])
    return {heading: [" ".join(phrase.split()) for phrase in body.split(";")] for heading, _, body in parts}


PARAPHRASES = sections(PARAPHRASES_PATH.read_text())
OTHER_ANATOMY, PARTS = PARAPHRASES.pop("other anatomy"), PARAPHRASES.pop("parts and everyday words")
assert PARAPHRASES.keys() == {s.name for s in STRUCTURES}


def without_side(phrase: str) -> str:
    """The words without articles and those that say the side, as the program hands them to the encoder.

    The phrase itself if nothing else is left.
    """
    words = re.findall(r"(?:[^\W_]|')+", SIDE_WORDS.sub(" ", phrase.replace("’", "'")))
    return " ".join(word for word in words if word.lower() not in ("the", "a", "an")) or phrase


def positives() -> list[tuple[str, int, bool]]:
    """(phrase, structure index, whether it is the structure's own name)."""
    result = []
    for n, s in enumerate(STRUCTURES):
        phrases = {*s.synonyms, *anatomy.PLURALS.get(s.name, []), *PARAPHRASES[s.name]} - {s.name}
        result += [(s.name, n, True)] + [(p, n, False) for p in sorted(phrases)]
    return result


PART_OF = """
head of the {}; {} head; tail of the {}; {} tail; body of the {}; anterior {}; posterior {}; dorsal {}; superior {}; upper {}; front of the {}; medial {};
{} tumour; {} tumor; {} infarct; {} thickness; {} function; {} disease; {} artery; {} vein; {} cyst; {} nerve; {} surgery; part of the {}; tip of the {}; edge of the {}; {} wall;
{} sulcus; {} surface; {} abscess; {} connectivity; {} stimulation; {} pain; {} shunt; {} metastasis; {} of the heart; {} of a mouse; half the {}; {} subfield; {} layer 2; {} atrophy; near the {}; below the {}; fake {}; {} muscle; {} bone marrow
""".replace("\n", " ").split(";")
PART_OF = [p.strip() for p in PART_OF]

WHOLE_OF = ["the {}", "whole {}", "entire {}", "{} of the brain", "{} structure", "my {}", "patient's {}", "total {}", "complete {}", "{} tissue", "{} as a whole", "all of the {}", "{} volume", "{} region", "{} mask", "human {}", "{} in the brain", "full {}"]


def negatives(rng: random.Random) -> list[tuple[str, str]]:
    """(phrase, sort): anatomy that is not in the table, parts and attributes, nonsense and plain words."""
    result = {(p, "anatomy") for p in anatomy.OUTSIDE + OTHER_ANATOMY} | {(p, "part") for p in PARTS}
    meant = {anatomy.key(without_side(p)) for p, _, _ in positives()}
    result |= {(p, "nonsense") for p in anatomy.NONSENSE} | {(anatomy.nonsense(rng), "nonsense") for _ in range(500)}
    words = [w for w in PIECES_PATH.read_text().splitlines() if re.fullmatch("[a-z]{4,}", w)]
    known = {w.lower() for s in STRUCTURES for name in (s.name, *s.synonyms) for w in re.findall(r"[a-zA-Z]+", name)}
    words = [w for w in words if w not in known]
    for _ in range(900):
        count = rng.choice([1, 2, 2, 3])
        result.add((" ".join(rng.sample(words, count)), "words"))
    outside = [w for name in anatomy.OUTSIDE for w in name.split(" ") if w.lower() not in known]
    for _ in range(250):
        result.add((" ".join([*rng.sample(outside, 1), rng.choice(["nucleus", "gyrus", "artery", "nerve", "sulcus", "lobe", "tract", "vein", "area", "gland", "muscle"])]), "made-up anatomy"))
    names = [name for s in STRUCTURES for name in (s.name, *s.synonyms) if name.lower() not in ("background", "air", "stem")]
    for _ in range(1400):
        result.add((rng.choice(PART_OF).format(rng.choice(names)), "composed"))
    return sorted((p, sort) for p, sort in result if anatomy.key(without_side(p)) not in meant)


def slips(rng: random.Random, phrase: str) -> str:
    words = phrase.split(" ")
    long = [i for i, w in enumerate(words) if re.fullmatch(r"[A-Za-z]{5,}", w)]
    for i in rng.sample(long, min(len(long), rng.choice([1, 1, 1, 2]))):
        words[i] = typo(rng, words[i])
    return " ".join(words)


def variants(rng: random.Random, phrase: str, count: int, known: bool) -> list[tuple[str, bool]]:
    """The phrase, and ways people write it: articles, slips, "whole …"; True for those with a slip."""
    result = [(phrase, False)]
    for _ in range(count):
        text = phrase
        slipped = rng.random() < 0.55
        if slipped:
            text = slips(rng, text)
        if known and rng.random() < 0.5:
            text = rng.choice(WHOLE_OF).format(text)
        result.append((text, slipped))
    return result


def train_head(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, often: torch.Tensor, steps: int, seed: int) -> PhraseHead:
    """y: structure index, -1 for none; rows are drawn in proportion to ``often`` and count by ``weight``."""
    torch.manual_seed(seed)
    head = PhraseHead(len(STRUCTURES), HIDDEN)
    with torch.no_grad():
        head.hidden.weight.mul_(6)
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.02)
    generator = torch.Generator().manual_seed(seed)
    picks = torch.multinomial(often, BATCH * steps, replacement=True, generator=generator).view(steps, BATCH)
    for step, pick in enumerate(picks):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / steps) + 1e-5
        inputs = x[pick] + 0.01 * torch.randn(BATCH, x.shape[1], generator=generator)
        structure, accept = head(F.normalize(inputs, dim=-1), DROPOUT)
        label = y[pick]
        known = label >= 0
        loss = F.binary_cross_entropy_with_logits(accept, known.float(), weight=weight[pick])
        loss = loss + 2 * F.cross_entropy(structure[known], label[known], label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return head


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    rng = random.Random("phrases")
    groups = [(p, n, "name" if name else "synonym") for p, n, name in positives()]
    groups += [(p, -1, sort) for p, sort in negatives(rng)]
    rng.shuffle(groups)
    # What differs by spelling alone is held out together.
    keys: dict[str, int] = {}
    rows = [(variant, label, keys.setdefault(anatomy.key(without_side(phrase)), len(keys)), sort, slipped, n == 0)
            for phrase, label, sort in groups
            for n, (variant, slipped) in enumerate(variants(rng, phrase, 8 if label >= 0 else 1, label >= 0))]
    featuriser = Featuriser(weights.current_encoder(), autocast=False)
    texts = [without_side(row[0]) for row in rows]
    x = featuriser.embedded(texts)
    y = torch.tensor([row[1] for row in rows])
    group = torch.tensor([row[2] for row in rows])
    first = torch.tensor([row[5] for row in rows])
    slipped = torch.tensor([row[4] for row in rows])
    named = torch.tensor([row[3] == "name" for row in rows])
    # A phrase's own wording counts more than its slips; real anatomy that the table lacks more than made-up words.
    often = torch.where(first, 4.0, 1.0)
    weight = torch.where(y >= 0, 1.0, often[y >= 0].sum() / often[y < 0].sum())
    weight = torch.where(torch.tensor([row[3] in ("anatomy", "part") for row in rows]), 2 * weight, weight)
    chance, guess = torch.zeros(len(x)), torch.zeros(len(x), dtype=torch.long)
    for fold in range(arguments.folds):
        # The table's own names are always known; synonyms and paraphrases are held out whole.
        out = (group % arguments.folds == fold)
        keep = ~out | named
        head = train_head(x[keep], y[keep], weight[keep], often[keep], arguments.steps, fold)
        with torch.no_grad():
            structure, accept = head(x[out])
        share, guess[out] = structure.softmax(-1).max(-1)
        chance[out] = torch.sigmoid(accept) * share
    report = scores(chance, guess, y, first, slipped, named, [row[3] for row in rows])
    head = train_head(x, y, weight, often, arguments.steps, 99)
    CHECKPOINT.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"head": head.state_dict(), "threshold": report["threshold"], "report": report}, CHECKPOINT)
    print(json.dumps(report, indent=1))
    wrong = [(texts[i], STRUCTURES[y[i]].name if y[i] >= 0 else None, STRUCTURES[guess[i]].name, round(chance[i].item(), 2))
             for i in range(len(x)) if first[i] and ((chance[i] >= report["threshold"]) != (y[i] >= 0) or (y[i] >= 0 and guess[i] != y[i]))]
    for line in wrong:
        print(*line, sep=" | ")


def scores(chance: torch.Tensor, guess: torch.Tensor, y: torch.Tensor, first: torch.Tensor, slipped: torch.Tensor,
           named: torch.Tensor, sorts: list[str]) -> dict:
    """Threshold: where at most 5 % of held-out real anatomy that the table lacks would be accepted."""
    synonym = (y >= 0) & ~named
    sort = {name: torch.tensor([s == name for s in sorts]) & first for name in sorted(set(sorts))}
    ranked = chance[sort["anatomy"]].sort(descending=True).values
    threshold = math.ceil(1000 * ranked[len(ranked) // 20].item() + 1e-3) / 1000
    right = chance >= threshold
    share = lambda mask: round(mask.float().mean().item(), 3)
    result = {"threshold": threshold, "synonyms": int((synonym & first).sum())}
    for key, rows in (("synonym", synonym & first), ("slip", synonym & slipped)):
        result[f"{key}_structure_right"] = share((guess == y)[rows])
        result[f"{key}_accepted"] = share(right[rows])
        result[f"{key}_accepted_and_right"] = share(((guess == y) & right)[rows])
        result[f"{key}_right_when_accepted"] = share((guess == y)[rows & right])
    for name, rows in sort.items():
        if name not in ("name", "synonym"):
            result[f"{name} accepted"] = f"{share(right[rows])} of {int(rows.sum())}"
    return result


if __name__ == "__main__":
    main()
