"""Words the pruned tokenizer must keep whole: what prompts, structures and medicine are made of."""

from __future__ import annotations

from .tokens import STRUCTURES

MEDICAL = """
abnormal abnormality abscess accumbens acute adult aneurysm angular ankle anterior aorta artery asymmetric
asymmetrical asymmetry atlas atrophic atrophied atrophy auditory axial axon baseline basal bilateral biopsy
bleed bleeding blood bone brain brainstem bright brighter broca callosum cancer capsule carotid caudal caudate
cavity cerebellar cerebellum cerebral cerebrospinal cerebrum cervical chiasm cholesterol choroid chronic
cingulate claustrum clinical cochlea cognitive colliculus commissure consult contralateral contrast cord cornea
coronal corpus cortex cortical cranial csf cuneus cyst damage deep degeneration dementia demyelination dentate
dexter diagnose diagnosis diagnostic diencephalon diffusion disease disorder dorsal dorsolateral dose doctor
ear edema encephalitis encephalon enlarged enlargement entorhinal epilepsy eye eyeball facial femur flair
fluid follow followup forebrain fornix fossa fourth frontal fusiform ganglia ganglion gland globe globus gray
grey gyrus haemorrhage head heart hemisphere hemispheres hemorrhage hippocampal hippocampi hippocampus
hippocampal histogram horn hydrocephalus hyperintense hyperintensity hypothalamus icv image imaging infarct
inferior inflammation insula insular intensity intensities internal intracranial ipsilateral kidney label lateral
lesion lesions limbic lingual liver lobe lobes lung magnetic medial median medulla meninges mesencephalon metre
metastasis midbrain millilitre millilitres milliliter milliliters millimetre millimeter morphometry motor mri
ms multiple muscle myelin nasal neck nerve neural neurodegeneration neurologist neurology neuron neuroradiology
normal nuclei nucleus occipital oedema olfactory optic orbit orbital orbitofrontal overlay pallidum pancreas
parahippocampal parenchyma parietal parkinson pathology patient patients percent percentage peduncle pineal
pituitary plaque plaques pons pontine posterior precentral precuneus prefrontal premotor prescribe primary
prognosis protocol proton putamen radiologist radiology ratio recess region relaxation resonance retina rostral
sagittal scan scans scanner scalp schizophrenia sclerosis segment segmentation segmented seizure sella sensory
septum sequence signal sinus skin skull slice spinal spine stem stroke striatum subarachnoid subcortical
subject subjects substantia subthalamic sulcus superior supplementary surface surgery symptom symptoms syndrome
tectum tegmentum telencephalon temporal thalami thalamic thalamus therapy third thickness tissue tissues tongue
tract trauma treatment tumor tumour vascular vein ventral ventricle ventricles ventricular vermis vertebra
vertebral vessel vessels visit visual volume volumes volumetric voxel voxels weighted white matter
quantify measure compute calculate estimate highlight visualise visualize display delineate outline annotate
compare comparison bigger smaller larger greater lesser than versus vs relative normalised normalized fraction
cubic centimetre centimetres centimeter centimeters cc ml mm please thanks kindly could would exceed exceeds
threshold outweigh brighter darker mean average sum total combined altogether respectively each both either
"""


def texts() -> list[str]:
    """Texts whose pieces are all kept."""
    names = [name for s in STRUCTURES for name in (s.name, *s.synonyms)]
    return names + MEDICAL.split()
