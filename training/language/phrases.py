"""The phrase acceptance head: ``python -m training.language.phrases``.

Decides from a phrase's embedding (side words removed) whether it means a structure of the table, and which.
Trained on names, synonyms, paraphrases and slips of them against real anatomy that the table lacks, parts of
structures and nonsense. Scores come from cross-validation that holds out whole phrases (with all their
variants); the threshold is chosen on those held-out phrases; the head that is kept learns from all of them.
"""

from __future__ import annotations

import argparse
import json
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

CHECKPOINT = Path(__file__).resolve().parents[1] / "checkpoints" / "phrases.pt"
SIDE_WORDS = re.compile(
    r"\b(on|of|in|at)?\s*(the\s+)?(left|right|sinister|sinistra|dexter|dextra|lt|rt|lh|rh|l|r|both|bilateral|bilaterally)"
    r"(-| )?(sided|hand|side|sides|hemispheric)?(?=[\s.,;)]|$)\.?", re.I)

PARAPHRASES = {
    "cerebral white matter": "hemispheric WM; white substance; white matter of the cerebrum; brain white matter; cerebral white substance; supratentorial white matter; white matter of the brain; myelinated matter",
    "cerebral cortex": "cortical gray; cortical grey; cortex of the brain; outer grey matter; the brain's cortex; grey matter of the cortex; cortical GM; cerebral grey ribbon; pallium; brain cortex; cortical surface layer; cortical sheet",
    "lateral ventricle": "lateral vent; side ventricle; lat ventricle; lat vent; lateral ventricular cavity; lateral cerebral ventricle; first and second ventricles; ventricle, lateral; main ventricle",
    "inferior lateral ventricle": "inferior horn; inferior lateral vent; temporal horn of the ventricle; temporal ventricular horn; inferior part of the lateral ventricle; inf. lateral ventricle; lower lateral ventricle; ventricle's temporal horn",
    "cerebellar white matter": "cerebellar WM of the little brain; white matter in the cerebellum; white substance of the cerebellum; cerebellum WM; medullary body of the cerebellum",
    "cerebellar cortex": "cerebellar GM; grey matter of the cerebellum; gray matter of the cerebellum; cerebellum grey matter; cortical layer of the cerebellum; cerebellum gray matter",
    "thalamus": "thalamic body; thalamic complex; thalamic gray; thalamic region; thalamus nucleus; whole thalamus; thalamic mass",
    "caudate": "caudate body and head; nucl. caudatus; caudate nucl.; caudatum; whole caudate; nc. caudatus; caudate ganglion; caudate structure",
    "putamen": "putaminal nucleus; putamen nucleus; outer lentiform; nucleus putamen; putaminal region; whole putamen",
    "pallidum": "globus pallidus nuclei; pale globe; globus pallidum; pallidal nucleus; inner lentiform; globus pallidus complex; pallidal region",
    "hippocampus": "hippocampal region; hippocampal complex; hippocampal structure; hippocampal volume region; sea horse; seahorse-shaped structure; hippocamp; hippocampus formation; whole hippocampus; hippocampal area; hippocampal tissue; Ammons horn",
    "amygdala": "amygdaloid; amygdalar complex; almond-shaped nucleus; amygdaloid nuclei; amygdalar nuclei; amygdala complex; amygdaloid nuclear complex; almond body; corpus amygdaloid",
    "accumbens": "accumbens nuclei; n. accumbens; nucl. accumbens; NAc; accumbens nucleus area; ventral striatal accumbens; accumbal nucleus; nucleus accumbens septi",
    "ventral diencephalon": "ventral part of the diencephalon; ventral di-encephalon; diencephalon ventral; ventral diencephalic area; ventral diencephalic region; lower diencephalon; ventral diencephalon area",
    "third ventricle": "ventricle three; ventricle 3; III ventricle; ventricle III; third cerebral ventricle; 3rd vent; 3rd cerebral ventricle; diencephalic ventricle; third brain ventricle",
    "fourth ventricle": "ventricle four; ventricle 4; IV ventricle; ventricle IV; fourth cerebral ventricle; 4th vent; 4th cerebral ventricle; fourth brain ventricle",
    "brainstem": "stem of the brain; brain-stem; cerebral trunk; brain trunk; truncus cerebri et medulla; whole brainstem; entire brain stem; stem",
    "cerebrospinal fluid": "cerebro-spinal fluid; spinal fluid; brain fluid; fluid around the brain; brain water; cerebral fluid; cerebrospinal liquid; liquor space; CSF space outside the ventricles",
    "optic chiasm": "optical chiasm; chiasm of the optic nerves; optic nerve crossing; chiasma; crossing of the optic nerves; chiasma of the optic nerve",
    "eyes": "eye balls; eyeball; ocular bulbs; eye globes; bulbus oculi; ocular bulb; two eyes; globe of the eye",
    "skull": "bony skull; bones of the skull; head bone; cranial bones; bone of the head; skull bones; cranial vault; braincase",
    "soft tissue": "soft tissues; skin and fat; soft parts of the head; tissue outside the skull; extracranial tissue; extracerebral soft tissue; scalp tissue; skin; muscle and skin",
    "background": "empty background; outside air; image background; space outside the head; air around the head; surrounding air; background region",
    "cerebellum": "whole cerebellum; hindbrain cerebellum; cerebellar structure; cerebellum total; entire cerebellum; cerebellar tissue; cerebellar volume; cerebellar body; small brain",
    "basal ganglia": "basal ganglia nuclei; ganglia at the base; basal ganglionic nuclei; deep basal nuclei; basal ganglia structures; basal gangl.; basal nuclear complex",
    "striatum": "striate body; striate nucleus; striatal complex; dorsal and ventral striatum; striatal region; caudate, putamen and accumbens; striated body; corpus striata",
    "lentiform nucleus": "lentiform; lens-shaped nucleus; nucleus lentiform; putamen and pallidum together; lenticular nuclei; lentiform body; nucl. lentiformis",
    "deep grey matter": "deep gray; deep grey nuclei; deep gray nuclei; subcortical grey; subcortical gray; subcortical nuclei; deep brain nuclei; subcortical GM; deep cerebral nuclei; central grey matter",
    "grey matter": "gray substance; grey substance; GM of the brain; brain grey matter; whole gray matter; all grey matter; gray tissue; total GM; entire grey matter",
    "medial temporal lobe structures": "hippocampal-amygdalar complex; hippocampus plus amygdala; amygdala and hippocampus; medial temporal structures; mesial temporal structures; MTL structures; amygdalohippocampal complex",
    "cerebrum": "forebrain hemisphere; cerebral halves; big brain; large brain; whole cerebrum; brain hemisphere; brain hemispheres; hemisphere of the brain; cerebral tissue; half of the cerebrum",
    "brain": "entire brain; complete brain; full brain; brain as a whole; total brain tissue; all brain tissue; cerebral parenchyma; brain matter; brain substance; the organ brain; whole encephalon",
    "ventricular system": "brain ventricles; ventricles of the brain; cerebral ventricular system; whole ventricular system; ventricular cavities; ventricular volume space; all the ventricles; ventricular CSF; fluid chambers of the brain; entire ventricles",
    "intracranial volume": "intra-cranial volume; skull interior; inside of the skull; cranial cavity; volume inside the skull; intracranial contents; intracranial vault volume; cranial capacity; total intracranial vol; everything inside the skull",
    "head": "complete head; full head; head as a whole; the head including skin; total head; all of the head",
    "white matter lesion": "white matter damage; white matter spots; T2 lesions; T2 hyperintensities; hyperintense lesions; demyelinating lesions; leukoaraiosis; white matter changes; hyperintense white matter spots; MS plaques; lesion volume; sclerosis lesions; bright spots in the white matter",
}

PARTS = """
head of the caudate; tail of the caudate; caudate head; caudate tail; body of the caudate; hippocampal head; hippocampus tail; basolateral amygdala; central nucleus of the amygdala;
anterior thalamus; thalamic reticular nucleus; pulvinar of the thalamus; internal globus pallidus; GPi; GPe; external pallidum; frontal horn; occipital horn; atrium of the lateral ventricle;
anterior horn of the lateral ventricle; floor of the third ventricle; lobule of the cerebellum; anterior lobe of the cerebellum; cerebellar hemisphere lobule VI; crus I; deep cerebellar nuclei; white matter of the frontal lobe;
periventricular white matter; frontal white matter; temporal white matter; cortex of the temporal lobe; cortical thickness; hippocampal sulcus; optic nerve head; eye lens; eye muscles; eyelid; skull fracture; jaw bone; brain tumour; brain metastases;
subthalamic; hypothalamic nuclei; ventricular shunt; shunt; ventricle of the heart; left atrium; heart ventricle; brain abscess; head and neck; headache; headphones; stem cells; white noise; grey area; matter of fact; body; lens; fluid intake;
lower back; spinal fluid leak; cortex of the kidney; adrenal cortex; renal cortex; thalassemia; hippopotamus; hippocratic oath; amniotic fluid; put amen; basal cell carcinoma; gangrene; lateral malleolus; third molar; fourth finger; optic fibre; eye of the storm; skull and bones; soft drink; air bag;
patient; scan; image; voxel; slice; intensity; volume; left; right; side; structure; region; mask; number; mean; noise; artefact; artifact; motion; contrast agent; gadolinium; visit; age; name; weather; music; question; something; everything; nothing; it; this; that; anything else; the other one;
function; memory; language; movement; pain; sleep; vision; hearing; speech; emotion; intelligence; blood flow; perfusion; glucose metabolism; oxygen; dopamine; serotonin; amyloid; tau protein; iron; myelin water
""".replace("\n", " ").split(";")
PARTS = [p.strip() for p in PARTS if p.strip()]


def without_side(phrase: str) -> str:
    """The phrase without the words that say its side; the phrase itself if nothing else is left."""
    rest = re.sub(r"\(\s*\)", " ", SIDE_WORDS.sub(" ", phrase))
    rest = re.sub(r"\s+", " ", rest).strip(" ,.;")
    rest = re.sub(r"^the ", "", rest, flags=re.I)
    return rest or phrase


def positives() -> list[tuple[str, int, bool]]:
    """(phrase, structure index, whether it is the structure's own name)."""
    result = []
    for n, s in enumerate(STRUCTURES):
        phrases = {*s.synonyms, *anatomy.PLURALS.get(s.name, []), *PARAPHRASES[s.name].split(";")} - {s.name}
        result += [(s.name, n, True)] + [(p.strip(), n, False) for p in sorted(phrases)]
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
    result = {(p, "anatomy") for p in anatomy.OUTSIDE} | {(p, "part") for p in PARTS}
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
    for _ in range(700):
        result.add((rng.choice(PART_OF).format(rng.choice(names)), "composed"))
    return sorted(result)


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


def train_head(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, steps: int, seed: int) -> PhraseHead:
    """y: structure index, -1 for none."""
    torch.manual_seed(seed)
    head = PhraseHead(len(STRUCTURES))
    with torch.no_grad():
        head.hidden.weight.mul_(6)
    optimizer = torch.optim.AdamW(head.parameters(), lr=2e-3, weight_decay=0.02)
    generator = torch.Generator().manual_seed(seed)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * (1 - step / steps) + 1e-5
        pick = torch.randint(0, len(x), (512,), generator=generator)
        inputs = x[pick] + 0.015 * torch.randn(512, x.shape[1], generator=generator)
        structure, accept = head(F.normalize(inputs, dim=-1))
        label = y[pick]
        known = label >= 0
        loss = F.binary_cross_entropy_with_logits(accept, known.float(), weight=weight[pick])
        loss = loss + F.cross_entropy(structure[known], label[known], label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return head


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=8)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    rng = random.Random("phrases")
    groups = [(p, n, "name" if name else "synonym") for p, n, name in positives()]
    groups += [(p, -1, sort) for p, sort in negatives(rng)]
    rng.shuffle(groups)
    rows = [(variant, label, group, sort, slipped, n == 0)
            for group, (phrase, label, sort) in enumerate(groups)
            for n, (variant, slipped) in enumerate(variants(rng, phrase, 8 if label >= 0 else 1, label >= 0))]
    featuriser = Featuriser(weights.current_encoder(), autocast=False)
    texts = [without_side(row[0]) for row in rows]
    featuriser.embed(texts)
    x = torch.stack([featuriser.embeddings[t] for t in texts])
    y = torch.tensor([row[1] for row in rows])
    group = torch.tensor([row[2] for row in rows])
    first = torch.tensor([row[5] for row in rows])
    slipped = torch.tensor([row[4] for row in rows])
    named = torch.tensor([row[3] == "name" for row in rows])
    # A phrase's own wording counts more than its slips.
    weight = torch.where(first, 2.0, 1.0)
    weight = torch.where(y >= 0, weight, weight * (weight[y >= 0].sum() / weight[y < 0].sum()))
    logit, guess = torch.zeros(len(x)), torch.zeros(len(x), dtype=torch.long)
    for fold in range(arguments.folds):
        # The table's own names are always known; synonyms and paraphrases are held out whole.
        out = (group % arguments.folds == fold)
        head = train_head(x[~out | named], y[~out | named], weight[~out | named], arguments.steps, fold)
        with torch.no_grad():
            structure, accept = head(x[out])
        logit[out], guess[out] = accept, structure.argmax(-1)
    report = scores(torch.sigmoid(logit), guess, y, first, slipped, named, [row[3] for row in rows])
    head = train_head(x, y, weight, arguments.steps, 99)
    CHECKPOINT.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"head": head.state_dict(), "threshold": report["threshold"], "report": report}, CHECKPOINT)
    print(json.dumps(report, indent=1))
    wrong = [(texts[i], STRUCTURES[y[i]].name if y[i] >= 0 else None, STRUCTURES[guess[i]].name, round(torch.sigmoid(logit[i]).item(), 2))
             for i in range(len(x)) if first[i] and ((logit[i].sigmoid() >= report["threshold"]) != (y[i] >= 0) or (y[i] >= 0 and guess[i] != y[i]))]
    for line in wrong:
        print(*line, sep=" | ")


def scores(chance: torch.Tensor, guess: torch.Tensor, y: torch.Tensor, first: torch.Tensor, slipped: torch.Tensor,
           named: torch.Tensor, sorts: list[str]) -> dict:
    """Threshold: where at most 5 % of held-out real anatomy that the table lacks would be accepted."""
    synonym = (y >= 0) & ~named
    sort = {name: torch.tensor([s == name for s in sorts]) & first for name in sorted(set(sorts))}
    threshold = max(0.5, torch.quantile(chance[sort["anatomy"]], 0.95).item())
    right = chance >= threshold
    share = lambda mask: round(mask.float().mean().item(), 3)
    result = {"threshold": round(threshold, 3), "synonyms": int((synonym & first).sum())}
    for key, rows in (("synonym", synonym & first), ("slip", synonym & slipped)):
        result[f"{key}_structure_right"] = share((guess == y)[rows])
        result[f"{key}_accepted"] = share(right[rows])
        result[f"{key}_right_when_accepted"] = share((guess == y)[rows & right])
    for name, rows in sort.items():
        if name not in ("name", "synonym"):
            result[f"{name} accepted"] = f"{share(right[rows])} of {int(rows.sum())}"
    return result


if __name__ == "__main__":
    main()
