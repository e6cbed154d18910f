"""How people write structures: names, adjectives, plurals, sides; and anatomy that the table lacks."""

from __future__ import annotations

import random
import re

from .tokens import SPOKEN, STRUCTURES

BY_NAME = {s.name: s for s in SPOKEN}

# Structures that people ask for, with how often; the rest get weight 1.
WEIGHTS = {
    "hippocampus": 7, "amygdala": 4, "thalamus": 4, "caudate": 4, "putamen": 4, "pallidum": 3,
    "lateral ventricle": 4, "brain": 3, "cerebellum": 3, "cerebral cortex": 3, "third ventricle": 3,
    "cerebral white matter": 3, "fourth ventricle": 2.5, "brainstem": 3, "accumbens": 2.5,
    "cerebrospinal fluid": 2, "grey matter": 2.5, "ventricular system": 2, "white matter lesion": 2,
    "intracranial volume": 1.5, "inferior lateral ventricle": 2, "background": 0.3, "head": 0.6,
    "ventral diencephalon": 2, "basal ganglia": 2, "deep grey matter": 1.5,
}

ADJECTIVES = {
    "hippocampus": ["hippocampal"], "thalamus": ["thalamic"], "amygdala": ["amygdalar", "amygdala"],
    "putamen": ["putaminal", "putamen"], "pallidum": ["pallidal"], "cerebellum": ["cerebellar"],
    "cerebral cortex": ["cortical"], "ventricular system": ["ventricular"], "striatum": ["striatal"],
    "lateral ventricle": ["lateral ventricular"], "cerebrum": ["cerebral"], "caudate": ["caudate"],
    "third ventricle": ["third ventricular"], "accumbens": ["accumbal", "accumbens"],
    "white matter lesion": ["lesion", "WMH"], "intracranial volume": ["intracranial"],
    "brainstem": ["brainstem"], "brain": ["brain", "whole brain"],
}

PLURALS = {
    "hippocampus": ["hippocampi", "hippocampuses"], "thalamus": ["thalami"], "amygdala": ["amygdalae", "amygdalas"],
    "caudate": ["caudates", "caudate nuclei"], "putamen": ["putamina", "putamens"], "pallidum": ["pallida", "globi pallidi"],
    "lateral ventricle": ["lateral ventricles"], "inferior lateral ventricle": ["inferior lateral ventricles", "temporal horns"],
    "accumbens": ["nuclei accumbens", "accumbens nuclei"], "cerebral cortex": ["cortices", "cerebral cortices"],
    "cerebellar cortex": ["cerebellar cortices"], "cerebrum": ["cerebral hemispheres", "hemispheres"],
    "cerebellum": ["cerebellar hemispheres"], "lentiform nucleus": ["lentiform nuclei"], "striatum": ["striata"],
    "ventral diencephalon": ["ventral diencephala"],
}

# Synonyms that mean the structure as a whole: never with a side before them.
WHOLE = {
    "lateral ventricles", "thalami", "thalamic nuclei", "caudate nuclei", "caudates", "putamina", "putamens",
    "pallida", "hippocampi", "amygdalae", "cerebella", "cerebral hemispheres", "ventricles", "cerebral ventricles",
    "all ventricles", "whole brain", "total brain", "total grey matter", "total gray matter", "brain volume",
    "whole head", "entire head", "ventricular system", "hippocampus and amygdala",
}
# Never as a noun in running text.
ODD = {"pallidal", "brain volume", "midbrain pons and medulla", "hippocampus and amygdala", "ventricular space"}
LATIN = re.compile(r"(us|ae|um|alis|tius|tus|ea|formis|ricum)$")

OUTSIDE = """
corpus callosum; splenium; genu of the corpus callosum; body of the corpus callosum; rostrum of the corpus callosum; forceps major; forceps minor; tapetum;
anterior insula; posterior insula; dorsal anterior insula; limen insulae; long gyrus of the insula; short gyri of the insula; insular white matter;
prefrontal cortex; dorsolateral prefrontal cortex; DLPFC; ventromedial prefrontal cortex; vmPFC; medial prefrontal cortex; ventrolateral prefrontal cortex;
frontal white matter; white matter of the frontal lobe; white matter of the temporal lobe; parietal white matter; occipital white matter; periventricular white matter;
visual cortex; secondary visual cortex; extrastriate cortex; auditory cortex; secondary auditory cortex; olfactory cortex; gustatory cortex; association cortex; perirhinal cortex; postrhinal cortex;
occipital pole; calcarine sulcus; calcarine fissure; central sulcus; Sylvian fissure; lateral sulcus; lateral fissure; parieto-occipital sulcus; parieto-occipital fissure; cingulate sulcus; callosal sulcus;
precentral sulcus; postcentral sulcus; superior frontal sulcus; inferior frontal sulcus; inferior temporal sulcus; occipitotemporal sulcus; olfactory sulcus; orbital sulcus; rhinal sulcus; marginal sulcus; circular sulcus of the insula; lunate sulcus; hippocampal fissure; interhemispheric fissure; longitudinal fissure;
intraparietal sulcus; collateral sulcus; rolandic fissure; Rolandic operculum; frontal operculum; parietal operculum; temporal operculum; operculum;
Broca's area; Wernicke's area; planum temporale; planum polare; fusiform face area; parahippocampal place area; visual word form area; hand knob; gyrus rectus; straight gyrus; subcallosal gyrus; subcallosal area; paraterminal gyrus; paracingulate gyrus; subgenual cingulate; midcingulate cortex; retrosplenial cortex; indusium griseum;
posterior part of the superior temporal gyrus; anterior part of the superior temporal gyrus; posterior middle temporal gyrus; anterior inferior temporal gyrus; anterior temporal lobe; lateral temporal lobe; lower part of the precentral gyrus; medial precuneus; dorsal precuneus; anterior fusiform gyrus; posterior fusiform gyrus;
hand area of the motor cortex; foot area; head of the fusiform gyrus; anterior parahippocampal gyrus; medial part of the superior frontal gyrus; anterior superior frontal gyrus; white matter of the precentral gyrus; wall of the insula; tip of the temporal pole; superior part of the postcentral gyrus; upper bank of the intraparietal sulcus;
inferior occipital gyrus; middle occipital gyrus; superior occipital gyrus; ambient gyrus; semilunar gyrus; dentate gyrus; gyrus fasciolaris; short insular gyrus; temporoparietal junction; occipitoparietal junction;
pineal gland; pituitary gland; pituitary; hypophysis; infundibulum; pituitary stalk; hypothalamus; epithalamus; metathalamus; subthalamic nucleus; subthalamus; red nucleus; substantia nigra; pons; medulla;
medulla oblongata; midbrain; mesencephalon; metencephalon; rhombencephalon; hindbrain; tectum; tectal plate; quadrigeminal plate; tegmentum; superior colliculus; inferior colliculus; pyramid of the medulla; medullary pyramid;
cerebral peduncle; superior cerebellar peduncle; middle cerebellar peduncle; inferior cerebellar peduncle; cerebellar vermis; vermis; cerebellar tonsil; flocculus; nodulus; anterior lobe of the cerebellum; posterior lobe of the cerebellum; flocculonodular lobe; fastigial nucleus; emboliform nucleus; globose nucleus; interposed nucleus;
dentate nucleus; subiculum; presubiculum; parasubiculum; CA1; CA2; CA3; CA4; hippocampal head; hippocampal tail; hippocampal body; fimbria; alveus; fornix; crus of the fornix; mammillary body; hippocampal commissure;
mammillary bodies; septum pellucidum; septal nuclei; stria terminalis; stria medullaris; basal forebrain; nucleus basalis of Meynert; diagonal band of Broca; claustrum; external capsule; olfactory tubercle; ventral tegmental area; nucleus of the solitary tract; red nucleus and substantia nigra; substantia innominata;
internal capsule; anterior limb of the internal capsule; posterior limb of the internal capsule; extreme capsule; corona radiata; centrum semiovale; corticospinal tract; pyramidal tract; arcuate fasciculus; uncinate fasciculus; cingulum; cingulum bundle; medial lemniscus; lateral lemniscus; medial longitudinal fasciculus; spinothalamic tract; corticobulbar tract; frontal aslant tract; vertical occipital fasciculus;
superior longitudinal fasciculus; inferior longitudinal fasciculus; inferior fronto-occipital fasciculus; optic radiation; acoustic radiation; Meyer's loop; anterior commissure; posterior commissure; thalamic radiation; mammillothalamic tract; fasciculus retroflexus; U fibres; association fibres; projection fibres;
habenula; pulvinar; lateral geniculate nucleus; medial geniculate nucleus; ventral posterolateral nucleus; mediodorsal nucleus; anterior nucleus of the thalamus; centromedian nucleus; intralaminar nuclei; ventral lateral nucleus; reticular nucleus; massa intermedia; interthalamic adhesion;
optic tract; olfactory bulb; olfactory tract; olfactory nerve; trigeminal nerve; trigeminal ganglion; facial nerve; vestibular nerve; cochlear nerve; abducens nerve; trochlear nerve; oculomotor nerve; vagus nerve; hypoglossal nerve; accessory nerve; glossopharyngeal nerve; third cranial nerve; fifth cranial nerve; eighth cranial nerve;
choroid plexus; cerebral aqueduct; aqueduct; foramen of Monro; interpeduncular cistern; cisterna magna; prepontine cistern; ambient cistern; suprasellar cistern; Sylvian cistern; cavum septi pellucidi; cavum vergae; subdural space; epidural space; foramen magnum; foramen of Luschka;
dura mater; dura; falx; falx cerebri; tentorium; tentorium cerebelli; meninges; arachnoid; pia mater; leptomeninges; arachnoid granulations; superior sagittal sinus; transverse sinus; straight sinus; sigmoid sinus; torcula; confluence of sinuses; inferior sagittal sinus;
cavernous sinus; internal carotid artery; carotid artery; external carotid artery; middle cerebral artery; anterior cerebral artery; posterior cerebral artery; basilar artery; ophthalmic artery; lenticulostriate arteries; anterior communicating artery; superior cerebellar artery; PICA;
vertebral artery; circle of Willis; posterior communicating artery; jugular vein; great vein of Galen; internal cerebral veins; basal vein of Rosenthal; cortical veins; bridging veins; thalamostriate vein; vein of Labbé; locus coeruleus; raphe nuclei;
periaqueductal gray; periaqueductal grey; inferior olive; olivary nucleus; nucleus ambiguus; zona incerta; bed nucleus; reticular formation; dorsal raphe; pontine nuclei; cuneate nucleus; gracile nucleus; area 17; area 4; Brodmann area 10; Brodmann area 46; BA 44; BA 9; V1; V2; V5; MT; SMA; pre-SMA;
supplementary motor area; frontal eye field; premotor cortex; default mode network; salience network; dorsal attention network; language network; limbic lobe; limbic system; Papez circuit; hippocampal network; visual network;
retina; lens; cornea; iris; pupil; sclera; vitreous; vitreous body; optic disc; lacrimal gland; maxillary sinus; sphenoid sinus; frontal sinus; ethmoid cells; paranasal sinuses; mastoid; mastoid air cells; cochlea; inner ear; semicircular canals; tongue; nose; nasal cavity; nasal septum; parotid gland; submandibular gland; eyelid; adenoids;
mandible; jaw; maxilla; teeth; tooth; ear; ears; external auditory canal; neck; vertebra; cervical vertebra; atlas bone; cervical spine; intervertebral disc; trachea; thyroid; larynx; pharynx; nasopharynx; tonsils; heart; liver; kidney; lung; lungs; spleen; stomach; hair; scar; beard;
pancreas; bladder; prostate; femur; knee; hip; aorta; uterus; lumbar spinal cord; thoracic cord; cauda equina; conus medullaris; bone marrow of the femur; nerve root; dorsal root ganglion; rib; pelvis; tumour; tumor; glioma; meningioma; glioblastoma; metastasis; hematoma; haematoma; infarct; stroke lesion; edema; oedema; cyst; arachnoid cyst; aneurysm; cavernoma; lipoma; schwannoma;
abscess; calcification; microbleeds; Virchow-Robin spaces; perivascular spaces; enhancing lesion; black hole; lacune; lacunar infarct; necrosis; contusion; skull base; clivus; sella turcica; temporal bone; frontal bone; occipital bone; parietal bone; sphenoid bone; petrous bone; coronal suture; hard palate; zygomatic arch; masseter; temporalis muscle; pterygoid muscle; tongue muscle; neck muscles;
optic canal; orbital fat; orbital wall; lateral rectus; superior oblique; fat; subcutaneous fat; ventricular wall; ependyma; frontal horn; occipital horn; atrium of the ventricle; cortical layer 4; grey-white junction; pia; area postrema; subfornical organ; uncus; piriform cortex; piriform lobe; globus of the cerebellum; cerebellar lobule VI; crus I; crus II; biventer lobule; tuber cinereum; median eminence; lamina terminalis
""".replace("\n", " ").strip().rstrip(";").split(";")


def key(name: str) -> str:
    """A name in one spelling, as far as the table's own names differ by it."""
    name = re.sub(r"'s\b|\bthe\b", " ", name.lower()).replace("gray", "grey").replace("gyri", "gyrus")
    return " ".join(word if len(word) < 4 else re.sub(r"s$", "", word) for word in re.findall(r"\w+", name))


KNOWN = {key(name) for s in STRUCTURES for name in (s.name, *s.synonyms)}
OUTSIDE = [name.strip() for name in OUTSIDE if name.strip()]
OUTSIDE = [name for name in OUTSIDE if key(name) not in KNOWN]
# What the decoder has no token for, so that it copies the words; some of it the vocabulary knows.
COPIED = OUTSIDE + [s.name for s in STRUCTURES if s not in SPOKEN] * 2

NONSENSE = """
flux capacitor; warp core; banana; toaster; engine; carburettor; spark plug; unicorn; dilithium chamber; memory palace;
hard drive; coffee machine; gearbox; teapot; soul; ego; third eye; wheel; spaceship; dragon; pineapple; potato;
happiness; consciousness; love; wallet; elbow of the brain; blorb; frobnicator; quux; gizmo; thingamajig; doohickey; thing; foo; bar; moon; television; keyboard; homunculus; chakra;
bicycle; tail; wing; antenna; chocolate; mitochondria; hyperdrive; warp drive; ghost; pizza; robot arm; USB port; tyre; lamp; sofa; castle; sandwich; mustache
""".replace("\n", " ").split(";")
NONSENSE = [name.strip() for name in NONSENSE]

SYLLABLES = "ba be bi bo ca ce co cu da de di do fa fe fo ga go la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo xa xi zu zo bra cro dri fla glo plu stre thra".split()
ENDINGS = "us um is al ar ex or en ina oid ium ella ton ith orp ax".split()


def nonsense(rng: random.Random) -> str:
    if rng.random() < 0.45:
        return rng.choice(NONSENSE)
    word = "".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) + rng.choice(ENDINGS)
    if rng.random() < 0.4:
        word += rng.choice([" nucleus", " gyrus", " cortex", " area", " body", " complex", " lobe", " tract"])
    return word


def unknown(rng: random.Random) -> str:
    """Words for something that the decoder has no token for."""
    return rng.choice(COPIED) if rng.random() < 0.72 else nonsense(rng)


_NAMES = list(BY_NAME)
_WEIGHTS = [WEIGHTS.get(name, 1.2) for name in _NAMES]


def structure(rng: random.Random, sided: bool | None = None) -> str:
    while True:
        name = rng.choices(_NAMES, _WEIGHTS)[0]
        if sided is None or BY_NAME[name].sided == sided:
            return name


def base(rng: random.Random, name: str, side: str | None) -> str:
    """A way to write the structure itself."""
    s = BY_NAME[name]
    if rng.random() < 0.6:
        return s.name
    choices = [x for x in s.synonyms if x not in ODD and not (side and x in WHOLE)]
    choices = [x for x in choices if not LATIN.search(x) or len(x) < 7 or rng.random() < 0.3] or [s.name]
    if side is None and name in PLURALS and rng.random() < 0.3:
        choices = PLURALS[name]
    return rng.choice(choices)


BEFORE = {"left": ["left"] * 14 + ["L", "L", "l", "l.", "L.", "lt", "lt.", "Lt", "left-sided", "left sided", "left-hand", "LEFT", "lh", "left-side", "left side", "left hemisphere"],
          "right": ["right"] * 14 + ["R", "R", "r", "r.", "R.", "rt", "rt.", "Rt", "right-sided", "right sided", "right-hand", "RIGHT", "rh", "right-side", "right side", "right hemisphere"]}
AFTER = ["{x} on the {s}", "{x} on the {s}", "{x} on the {s} side", "{x} ({s})", "{x}, {s}", "{x} {s}", "{x} of the {s} hemisphere",
         "{x} in the {s} hemisphere", "{x} of the {s} side", "{x} at the {s} side", "{x} on the {s}-hand side", "{x} ({S})", "{x} {S}", "{x} {s} side"]


def bare(rng: random.Random, name: str, side: str | None, adjective: bool = False, words: str | None = None) -> str:
    """The structure with its side, no article; ``words`` replaces the name (unknown structures)."""
    x = words or base(rng, name, side)
    if adjective and not words and name in ADJECTIVES and rng.random() < 0.8:
        x = rng.choice(ADJECTIVES[name])
    if side is None:
        return x
    if adjective or rng.random() < 0.8:
        return f"{rng.choice(BEFORE[side])} {x}"
    return rng.choice(AFTER).format(x=x, s=side, S=side[0].upper())


NO_ARTICLE = {"cerebrospinal fluid", "cerebral white matter", "grey matter", "deep grey matter", "background",
              "cerebellar white matter", "soft tissue"}


def with_article(rng: random.Random, name: str, text: str) -> str:
    chance = 0.45 if name in NO_ARTICLE else 0.85
    if rng.random() < 0.03:
        return f"{rng.choice(['this patient', 'the patient', 'this person', 'the subject'])}'s {text}"
    return f"the {text}" if rng.random() < chance else text


def plural(rng: random.Random, name: str) -> str:
    return rng.choice(PLURALS[name]) if name in PLURALS else name


def both(rng: random.Random, name: str, words: str | None = None) -> str:
    """Both sides, each on its own."""
    x = words or base(rng, name, "left")
    xs = x if words or name not in PLURALS else rng.choice(PLURALS[name])
    the = rng.choice(["the ", ""])
    return rng.choice([
        f"{the}left and right {x}", f"{the}left and right {x}", f"{the}left and {the}right {x}", f"both {xs}", f"both {xs}",
        f"{the}left {x} and {the}right {x}", f"{the}right and left {x}", f"{the}{x} on both sides", f"L and R {x}", f"L/R {x}", f"left & right {x}",
        f"{the}{x} on each side", f"each {x}", f"the two {xs}", f"{the}{xs} on the left and right", f"{x} left and right",
        f"R and L {x}", f"{the}{xs}, left and right", f"left/right {x}", f"{the}left {x} and the right one", f"the bilateral {xs}, side by side",
    ])
