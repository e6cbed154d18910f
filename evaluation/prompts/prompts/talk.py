"""Conversations: two earlier prompts, then the one that is judged."""

import numpy as np

import measures as m
from suite import *  # noqa: F403

HC = "hippocampus"


def talk(workspace, level, first, second, prompt, *expect, typo=False):
    q(workspace, "conversation", level, prompt, *expect, typo=typo, multi=True, before=(first, second))


talk("T", 1, "What is the volume of the left hippocampus?", "and its surface area?", "and the right one?", n(m.area(t("right hippocampus")), "mm2"))
talk("T", 1, "volume of the left thalamus", "same for the putamen", "and the right one?", n(v("right putamen"), "mL"))
talk("T", 1, "How big is the right amygdala?", "and the left?", "same for the hippocampus", n(v("left hippocampus"), "mL"))
talk("T", 1, "mean intensity of the left caudate", "and on the right?", "what about the putamen?", n(avg("right putamen"), ""))
talk("T", 2, "volume of the left hippocampus", "the right one too", "as a percentage of the brain", n(100 * v("right hippocampus") / v("brain"), "%"))
talk("T", 2, "How large are the hippocampi?", "and the amygdalae?", "both as a percentage of the intracranial volume", n(100 * v("amygdala") / v("intracranial volume"), "%"))
talk("V", 1, "left hippocampus volume in visit1", "and the right one", "now in the second visit", n(v("right hippocampus", s), "mL"))
talk("V", 2, "volume of the lateral ventricles at visit1", "now at visit2", "so what is the change in percent?", n(m.change(v("lateral ventricle"), v("lateral ventricle", s)), "%"))
talk("B", 1, "how big was the left amygdala at baseline", "and at follow-up?", "same for the thalamus", n(v("left thalamus", s), "mL"))
talk("T", 1, "volume of the cerebellum", "only the left half", "no, I meant the cortex of it", n(v("left cerebellar cortex"), "mL"))
talk("T", 1, "volume of the white matter", "on the left", "no, I meant the cortex", n(v("left cerebral cortex"), "mL"))
talk("T", 1, "show the left thalamus", "and the caudate", "no, the right one", shown(t("right caudate")))
talk("T", 2, "volumes of left and right hippocampus", "same for the amygdala", "plot that", plotted([v("left amygdala"), v("right amygdala")]))
talk("T", 2, "report caudate and putamen volumes", "pallidum as well", "plot all three as bars", plotted([v("caudate"), v("putamen"), v("pallidum")]))
talk("T", 2, "volume of the left putamen", "and the left caudate?", "what is the ratio of the two?", n([v("left putamen") / v("left caudate"), v("left caudate") / v("left putamen")], ""))
talk("T", 1, "segment the left hippocampus", "show it", "save it as hc.nii.gz", saved("hc.nii.gz", mask=t("left hippocampus")))
talk("T", 1, "segment the brainstem", "volume?", "in mm3 please", n(1000 * v("brainstem"), "mm3", strict=True))
talk("T", 2, "mask of the right thalamus", "grow it by 2 mm", "how large is it now?", n(m.ml(m.grown(t("right thalamus"), 2)), "mL"))
talk("T", 2, "Segment the left putamen.", "Erode it by 2 mm.", "What is the mean intensity there?", n(t.data[m.shrunk(t("left putamen"), 2)].mean(), ""))
talk("F", 1, "mean of the left thalamus on T1", "and the right?", "now on the flair", n(avg("right thalamus", f), ""))
talk("F", 2, "show the ventricles on the t1", "now the thalamus", "use the FLAIR instead", shown(t("thalamus"), image=f.data))
talk("T", 1, "Which is larger, the left or the right caudate?", "and for the putamen?", "and the thalamus?", which("right", "left", direction="larger"))
talk("T", 2, "is the left hippocampus smaller than the right one?", "and the amygdala?", "by how many percent of the right one do the amygdalae differ?", n(m.change(v("right amygdala"), v("left amygdala")), "%", sign=False))
talk("T", 1, "how asymmetric is the hippocampus", "amygdala?", "caudate?", n(m.asymmetry(v("left caudate"), v("right caudate")), "%", sign=False))
talk("X", 2, "lesion volume", "how many are there?", "and how big is the largest?", n(m.ml(m.pieces(lesions)[0]), "mL"))
talk("X", 2, "how many lesions", "only those on the left", "what is their volume?", n(v("left white matter lesion"), "mL"))
talk("X", 1, "show the lesions", "volume?", "save them as lesions_out.nii.gz", saved("lesions_out.nii.gz", mask=lesions))
talk("T", 2, "histogram of the white matter", "same for the cortex", "with 16 bins", plotted(count=16, total=t("cerebral cortex").sum()))
talk("T", 2, "table of all structures", "only the hippocampus rows", "save that as hc.csv", saved("hc.csv", numbers=[v("left hippocampus"), v("right hippocampus")], rows=2))
talk("S", 1, "brain volume of sub01", "sub02?", "who has the larger one?", which("sub01", "sub02", direction="larger") if v("brain") > v("brain", s) else which("sub02", "sub01", direction="larger"))
talk("T", 1, "waht's the volume of the left hipocampus", "adn the right one", "same for teh amygdala", n(v("right amygdala"), "mL"), typo=True)
talk("T", 1, "left caudat volume", "right", "and teh thalmus?", n(v("right thalamus"), "mL"), typo=True)
talk("V", 1, "left amygdala vol visit1", "now the right", "and at teh secnd visit?", n(v("right amygdala", s), "mL"), typo=True)
talk("T", 2, "smooth the scan with 6 mm", "show it", "mean of the left hippocampus in there?", n(m.smoothed(t.data, 6)[t("left hippocampus")].mean(), ""))
talk("T", 2, "distance between the left and right thalamus, centre to centre", "and for the caudate", "surface to surface instead", n(m.gap(t("left caudate"), t("right caudate")), "mm"))
talk("T", 1, "longest diameter of the left putamen", "and the right one", "in the axial plane", n(m.axial(t("right putamen"))[0], "mm"))
talk("T", 2, "volume of left hippocampus and left amygdala", "add them up", "as a percentage of ICV", n(100 * (v("left hippocampus") + v("left amygdala")) / v("intracranial volume"), "%"))
talk("V", 2, "percent change of the hippocampus between the visits", "and the amygdala?", "per year, if they are 2 years apart", n(m.change(v("amygdala"), v("amygdala", s)) / 2, "%"))
talk("T", 1, "SNR in the white matter", "and in the thalamus?", "only the left one", n(avg("left thalamus") / inside("left thalamus").std(), ""))
talk("T", 1, "frontal lobe volume left", "temporal", "occipital", n(v("left occipital lobe"), "mL"))
talk("T", 2, "mean and std of the left thalamus", "same on the right", "which one varies more?", which("left", "right") if inside("left thalamus").std() > inside("right thalamus").std() else which("right", "left"))
talk("D", 2, "hippocampus in 2021", "and in 2023", "did it shrink?", yes(True, "t1_2023", "t1_2021", direction="smaller"))
talk("T", 2, "Threshold the scan at 100", "only inside the brain please", "how many mL is that?", n([m.ml((t.data > 100) & t("brain")), m.ml((t.data >= 100) & t("brain"))], "mL"))
talk("T", 1, "volume of the ventricles", "without the fourth", "and in mm3", n(1000 * (v("ventricular system") - v("fourth ventricle")), "mm3", strict=True))
