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
RATE = 3e-3
BATCH = 384
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
    "eyes": "eye balls; both eyeballs; ocular bulbs; eye globes; bulbus oculi; ocular bulb; two eyes; globe of the eye",
    "skull": "bony skull; bones of the skull; head bone; cranial bones; bone of the head; skull bones; bony vault; braincase; bone of the skull; whole skull; cranium bones; osseous skull",
    "soft tissue": "soft parts around the skull; tissue outside the skull; extracranial tissue; extracerebral soft tissue; muscles and fat of the head; head muscles and fat; fat and muscle tissue; other tissue of the head; soft head tissue; extracranial muscle and fat",
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
    "eye muscles": "muscles moving the eye; muscles of the orbit; muscles around the eyeball; orbital muscles; muscles of the eyes; ocular rectus and oblique muscles; oculomotor muscles; muscles that turn the eyeball; straight muscles of the eye",
    "optic nerve": "optical nerve; nerve of the eye; nerve of sight; visual nerve; ophthalmic optic nerve; second brain nerve; nerve from the eye to the chiasm; intraorbital optic nerve; fasciculus opticus",
    "cortical bone": "hard bone; outer bone layer; solid bone of the skull; compact skull bone; hard shell of the skull; compact bone layer; inner and outer table; cortical layer of the skull bone; corticalis",
    "cancellous bone": "spongy skull bone; sponge-like bone; marrow of the skull; diploic space; diploic layer; inner spongy bone; trabecular skull bone; porous bone; marrow space of the skull; bone marrow inside the skull",
    "skin": "skin of the face; outer skin; skin layer; facial skin; skin around the head; dermis and epidermis; body surface; cutaneous layer; cutaneous covering; head skin",
    "mucosa": "mucous lining; lining of the nose; mucosal tissue; lining of the sinuses; nasal lining; mucosal membrane; mucous tissue; nasal mucous membrane; mucosa of the sinuses; mucosal surface",
    "spinal cord": "cord of the spine; spinal marrow; medulla of the spine; cervical part of the spinal cord; spine cord; spinal chord; neural cord; cord below the brainstem; cord in the neck; top of the spinal cord",
    "arteries": "brain arteries; arterial vessels of the brain; arterial blood vessels; cerebral arterial system; arteries of the head; arterial network; intracranial arterial vessels; arteries of the brain; arterial vasculature",
    "veins and sinuses": "brain veins; venous vessels; veins of the brain; dural sinus; cerebral venous sinuses; venous blood vessels; veins of the head; venous drainage; venous network; venous vasculature; intracranial veins; sinuses of the dura",
    "total white matter": "white matter of brain and cerebellum; cerebral plus cerebellar white matter; complete white matter; white matter including the cerebellum; entire white matter; overall white matter; white matter altogether; white matter of cerebrum and cerebellum",
    "scalp": "head skin and flesh; scalp layers; skin and fat of the head; tissue covering the skull; scalp skin; skin, fat and muscle; skin plus soft tissue; scalp and face; skin over the skull",
    "blood vessels": "brain vessels; vessels of the brain; arteries and veins; vascular tissue; veins and arteries; vascular network; cerebral blood vessel system; blood vessel system; vessels of the head; blood-carrying vessels; vascular structures",
    "banks of the superior temporal sulcus": "both banks of the superior temporal sulcus; superior temporal sulcal cortex; cortex of the superior temporal sulcus; banks of STS; bank of the STS; walls of the superior temporal sulcus; superior temporal sulcus area; banks of the upper temporal sulcus; bank superior temporal sulcus",
    "caudal anterior cingulate cortex": "caudal part of the anterior cingulate; caudal anterior cingulum cortex; posterior part of the anterior cingulate cortex; caudal ant cingulate; back part of the anterior cingulate; anterior cingulate, caudal; caudal portion of the ACC; caudal anterior cingulate area; caudalanterior cingulate",
    "caudal middle frontal gyrus": "middle frontal gyrus, caudal part; back part of the middle frontal gyrus; caudal mid frontal; caudal portion of the middle frontal gyrus; middle frontal caudal; caudal middle frontal area; posterior part of the middle frontal gyrus; caudal midfrontal gyrus; middle frontal gyrus caudal division",
    "cuneus": "cuneus gyrus of the occipital lobe; wedge of the occipital lobe; cuneate gyrus; gyrus cuneus; cuneate lobule; cuneus region; wedge-shaped gyrus; occipital wedge; cuneus area",
    "entorhinal cortex": "entorhinal area; entorhinal gyrus; entorhinal region; entorhinal part of the temporal lobe; cortex of the entorhinal area; regio entorhinalis; ento-rhinal cortex; entorhinal ctx; entorhinal grey matter; entorhinal cortical region",
    "fusiform gyrus": "fusiform area; spindle gyrus; occipito-temporal gyrus; fusiform lobule; occipitotemporal fusiform gyrus; spindle-shaped gyrus; fusiform region; fusiform temporal gyrus; lateral occipito-temporal gyrus; temporal fusiform cortex",
    "inferior parietal cortex": "lower parietal cortex; inferior parietal area; inferior part of the parietal lobe; inf parietal; lower parietal lobule; inf parietal lobule; inferior parietal region; parietal inferior lobule; angular cortex; angular area; inferior parietal lobe",
    "inferior temporal gyrus": "lower temporal gyrus; inf temporal gyrus; third temporal gyrus; gyrus temporalis inf; temporal inferior gyrus; inferior gyrus of the temporal lobe; inferotemporal cortex; inferior temporal convolution; lowest temporal gyrus; inferior temporal area; inf temp gyrus",
    "isthmus of the cingulate gyrus": "isthmus of cingulum cortex; narrow part of the cingulate gyrus; cingulate gyrus, isthmus; isthmus part of the cingulate; cingulum isthmus; cingulate isthmus cortex; isthmic cingulate; isthmus of the cingulum; retrosplenial isthmus of the cingulate gyrus; isthmus cinguli",
    "lateral occipital cortex": "lateral occipital area; lateral part of the occipital lobe; lateral occipital complex; lat occipital cortex; outer occipital cortex; lateral occipital gyri; side of the occipital lobe; occipital lateral cortex; lateral occipital region; lateral occipital convolution",
    "lateral orbitofrontal cortex": "lateral part of the orbitofrontal cortex; lateral orbital gyrus; lateral orbito-frontal cortex; lat orbitofrontal; orbitofrontal cortex, lateral part; outer orbitofrontal cortex; lateral orbital cortex; lateral orbitofrontal area; orbitofrontal lateral; lateral orbital frontal gyrus",
    "lingual gyrus": "lingula gyrus; tongue-shaped gyrus; medial occipito-temporal gyrus; lingual lobule; lingual area; gyrus lingualis of the occipital lobe; lingual occipital gyrus; lingual region; lingual convolution; lingual cortical area",
    "medial orbitofrontal cortex": "medial part of the orbitofrontal cortex; medial orbital gyrus; medial orbito-frontal cortex; med orbitofrontal; orbitofrontal cortex, medial part; inner orbitofrontal cortex; medial orbital cortex; medial orbitofrontal area; orbitofrontal medial; medial orbital frontal gyrus",
    "middle temporal gyrus": "mid temporal gyrus; second temporal gyrus; middle gyrus of the temporal lobe; gyrus temporalis med; temporal middle gyrus; middle temporal convolution; midtemporal gyrus; mid temporal cortex; middle temporal area; gyrus temporalis secundus",
    "parahippocampal gyrus": "para-hippocampal gyrus; gyrus beside the hippocampus; parahippocampal region; parahippocampal area; gyrus hippocampi; hippocampal gyrus; gyrus parahippocampi; parahippocampal convolution; parahippocampal cortical area; parahippocampal gyral cortex",
    "paracentral lobule": "para-central lobule; paracentral lobe; paracentral area; paracentral region; lobule around the central sulcus; medial pre- and postcentral cortex; lobulus paracentralis of the frontal lobe; paracentral lobular cortex; paracentral convolution",
    "pars opercularis": "opercular part; opercularis; inferior frontal opercular part; pars opercularis gyri frontalis inferioris; opercular part of IFG; opercular portion of the inferior frontal gyrus; frontal inferior opercularis; inferior frontal opercularis; opercular gyrus",
    "pars orbitalis": "orbital part; orbitalis; inferior frontal orbital part; pars orbitalis gyri frontalis inferioris; orbital part of IFG; orbital portion of the inferior frontal gyrus; frontal inferior orbitalis; inferior frontal orbitalis; orbital inferior frontal cortex",
    "pars triangularis": "triangular part; triangularis; inferior frontal triangular part; pars triangularis gyri frontalis inferioris; triangular part of IFG; triangular portion of the inferior frontal gyrus; frontal inferior triangularis; inferior frontal triangularis; triangular gyrus",
    "pericalcarine cortex": "peri-calcarine cortex; cortex along the calcarine fissure; pericalcarine area; primary visual area; cortex surrounding the calcarine fissure; striate area; visual primary cortex; calcarine area; pericalcarine region; calcarine grey matter",
    "postcentral gyrus": "post-central gyrus; post central gyrus; gyrus behind the central sulcus; primary somatic sensory cortex; somatosensory strip; sensory strip; ascending parietal gyrus; posterior central gyrus; gyrus centralis posterior; sensory gyrus; postcentral convolution; somatosensory area",
    "posterior cingulate cortex": "back of the cingulate gyrus; posterior part of the cingulate cortex; post cingulate; posterior cingulate area; posterior cingulum cortex; posterior cingulate region; cingulate posterior; rear cingulate cortex; posterior gyrus cinguli; cingulate cortex, posterior part",
    "precentral gyrus": "pre-central gyrus; pre central gyrus; gyrus in front of the central sulcus; motor gyrus; primary motor strip; ascending frontal gyrus; anterior central gyrus; gyrus centralis anterior; motor area; precentral convolution; primary motor region; primary motor gyrus",
    "precuneus": "pre-cuneus; precuneate lobule; quadrate lobule; lobulus quadratus; precuneus region; cortex in front of the cuneus; precuneus area; precuneate gyrus; quadrate lobe; precuneus gyrus",
    "rostral anterior cingulate cortex": "rostral part of the anterior cingulate; rostral anterior cingulum cortex; front part of the anterior cingulate; rostral ant cingulate; anterior cingulate, rostral; rostral portion of the ACC; rostral anterior cingulate area; anterior part of the anterior cingulate cortex; rostralanterior cingulate",
    "rostral middle frontal gyrus": "middle frontal gyrus, rostral part; front part of the middle frontal gyrus; rostral mid frontal; rostral portion of the middle frontal gyrus; middle frontal rostral; rostral middle frontal area; anterior part of the middle frontal gyrus; rostral midfrontal gyrus; middle frontal gyrus rostral division",
    "superior frontal gyrus": "upper frontal gyrus; sup frontal gyrus; first frontal gyrus; superior gyrus of the frontal lobe; frontal superior gyrus; superior frontal convolution; gyrus frontalis sup; superior frontal area; top frontal gyrus; gyrus frontalis primus",
    "superior parietal cortex": "upper parietal cortex; superior parietal area; superior part of the parietal lobe; sup parietal; upper parietal lobule; sup parietal lobule; superior parietal region; parietal superior lobule; superior parietal lobe; superior parietal convolution",
    "superior temporal gyrus": "upper temporal gyrus; sup temporal gyrus; first temporal gyrus; superior gyrus of the temporal lobe; temporal superior gyrus; superior temporal convolution; gyrus temporalis sup; superior temporal area; top temporal gyrus; sup temp gyrus; gyrus temporalis primus",
    "supramarginal gyrus": "supra-marginal gyrus; supramarginal area; supramarginal region; gyrus supra marginalis; supramarginal convolution; supramarginal part of the parietal lobe; supramarginal lobule; anterior inferior parietal gyrus; supramarginal gyral cortex",
    "frontal pole": "pole of the frontal lobe; frontal polar area; most anterior frontal cortex; frontopolar area; frontopolar region; tip of the frontal lobe; anterior frontal pole; frontal lobe pole; frontal polar region; fronto-polar cortex",
    "temporal pole": "pole of the temporal lobe; temporal polar area; most anterior temporal cortex; temporopolar area; temporopolar region; tip of the temporal lobe; anterior temporal pole; temporal lobe pole; temporal polar region; temporo-polar cortex",
    "transverse temporal gyrus": "Heschl's convolution; Heschl; Heschl area; transverse gyri; Heschl's transverse gyrus; primary auditory area; transverse temporal convolution; auditory primary cortex; transverse temporal area; Heschl convolutions; primary hearing cortex",
    "insula": "insular; insular region; insular area; insula cortex; Reil's island; cortex insularis; whole insula; insular grey matter; insula lobe; fifth lobe; central lobe; insular lobule",
    "frontal lobe": "frontal; lobe of the frontal cortex; frontal brain lobe; frontal region; frontal area of the cortex; frontal lobe gray matter; frontal cortical areas; all frontal gyri; front lobe; whole frontal cortex; frontal cerebral lobe; forehead lobe",
    "parietal lobe": "parietal; parietal brain lobe; parietal region; parietal area of the cortex; parietal lobe gray matter; parietal cortical areas; all parietal gyri; whole parietal cortex; parietal cerebral lobe; lobe of the parietal cortex",
    "temporal lobe": "temporal; temporal brain lobe; temporal region; temporal area of the cortex; temporal lobe gray matter; temporal cortical areas; all temporal gyri; whole temporal cortex; temporal cerebral lobe; lobe of the temporal cortex",
    "occipital lobe": "occipital; occipital brain lobe; occipital region; occipital area of the cortex; occipital lobe gray matter; occipital cortical areas; all occipital gyri; whole occipital cortex; occipital cerebral lobe; lobe of the occipital cortex; back lobe",
    "cingulate cortex": "cingulate area; cingular gyrus; cingulate region; whole cingulate cortex; cingulum cortex; cingulate gyri; gyrus cinguli cortex; cingulate cortical areas; belt gyrus; cingulate convolution; all parts of the cingulate",
    "middle frontal gyrus": "mid frontal gyrus; second frontal gyrus; middle gyrus of the frontal lobe; gyrus frontalis med; frontal middle gyrus; middle frontal convolution; midfrontal gyrus; middle frontal area; whole middle frontal gyrus; gyrus frontalis secundus",
    "inferior frontal gyrus": "lower frontal gyrus; inf frontal gyrus; third frontal gyrus; inferior gyrus of the frontal lobe; frontal inferior gyrus; inferior frontal convolution; gyrus frontalis inf; inferior frontal area; whole inferior frontal gyrus; gyrus frontalis tertius",
    "orbitofrontal cortex": "orbito-frontal cortex; orbital cortex; orbital surface of the frontal lobe; orbitofrontal area; orbitofrontal region; orbital part of the frontal lobe; frontal orbital cortex; whole orbitofrontal cortex; cortex above the orbits; fronto-orbital cortex; orbital gyrus",
    "anterior cingulate cortex": "front of the cingulate gyrus; anterior part of the cingulate cortex; ant cingulate; anterior cingulate area; anterior cingulum cortex; anterior cingulate region; cingulate anterior; whole anterior cingulate; anterior gyrus cinguli; cingulate cortex, anterior part",
}

PARTS = """
head of the caudate; tail of the caudate; caudate head; caudate tail; body of the caudate; hippocampal head; hippocampus tail; basolateral amygdala; central nucleus of the amygdala;
anterior thalamus; thalamic reticular nucleus; pulvinar of the thalamus; internal globus pallidus; GPi; GPe; external pallidum; frontal horn; occipital horn; atrium of the lateral ventricle;
anterior horn of the lateral ventricle; floor of the third ventricle; lobule of the cerebellum; anterior lobe of the cerebellum; cerebellar hemisphere lobule VI; crus I; deep cerebellar nuclei; white matter of the frontal lobe;
periventricular white matter; frontal white matter; temporal white matter; cortex of the temporal lobe; cortical thickness; hippocampal sulcus; optic nerve head; eye lens; eyelid; optic nerve sheath; eye socket; skull fracture; jaw bone; brain tumour; brain metastases;
subthalamic; hypothalamic nuclei; ventricular shunt; shunt; ventricle of the heart; left atrium; heart ventricle; brain abscess; head and neck; headache; headphones; stem cells; white noise; grey area; matter of fact; body; lens; fluid intake;
lower back; spinal fluid leak; cortex of the kidney; adrenal cortex; renal cortex; thalassemia; hippopotamus; hippocratic oath; amniotic fluid; put amen; basal cell carcinoma; gangrene; lateral malleolus; third molar; fourth finger; optic fibre; eye of the storm; skull and bones; soft drink; air bag;
patient; scan; image; voxel; slice; intensity; volume; left; right; side; structure; region; mask; number; mean; noise; artefact; artifact; motion; contrast agent; gadolinium; visit; age; name; weather; music; question; something; everything; nothing; it; this; that; anything else; the other one;
anterior part of the insula; posterior insular cortex; upper half of the superior temporal gyrus; medial wall of the frontal lobe; frontal lobe white matter; temporal lobe white matter; frontal sinus; frontal bone; occipital bone; occipital condyle; temporal artery; frontal nerve;
temporal muscle; temporal horn wall; parietal foramen; lingual nerve; lingual artery; tongue; cingulum; cingulate sulcus; central sulcus; precentral sulcus; postcentral sulcus; inferior temporal sulcus; superior frontal sulcus; orbital floor; orbital roof; middle ear; middle finger; frontal view; frontal plane; cortical thickness of the frontal lobe;
skin cancer; skin biopsy; skin of the leg; skin of an orange; skull base tumour; bone fracture; bone density; leg bone; bone of the foot; marrow of the femur; lumbar cord; umbilical cord; vocal cords; coronary artery; pulmonary artery; portal vein; varicose veins; sinus rhythm; sinus infection; mucosa of the stomach; intestinal mucosa; gastric mucosa; vessel wall; ship; vessel of the leg; eye surgery;
optic tract; optic radiation; optic foramen; north pole; telegraph pole; fishing pole; lobe of the ear; lobe of the liver; earlobe; lung lobe; lower lobe of the lung; prostate lobe; insulin; insulation; peninsula; motor cycle; motor of the car; fusiform bacteria; triangle; opera; cuneiform writing; peripheral nerve; parietal pleura; parietal cell; temporal resolution; temporal filter;
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
    parser.add_argument("--steps", type=int, default=2500)
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
        result[f"{key}_right_when_accepted"] = share((guess == y)[rows & right])
    for name, rows in sort.items():
        if name not in ("name", "synonym"):
            result[f"{name} accepted"] = f"{share(right[rows])} of {int(rows.sum())}"
    return result


if __name__ == "__main__":
    main()
