"""Tables of the whole brain, change between visits, registration, decisions and several steps."""

import numpy as np
from scipy import ndimage

import measures as m
import phantom
from suite import *  # noqa: F403

HC, LV = "hippocampus", "lateral ventricle"
icv = v("intracranial volume")


def of(scan, *names):
    return [n(v(name, scan), "mL") for name in names]


# Tables
q("T", "table", 1, "list all structures with their volumes", table(*of(t, "left thalamus", "right putamen", "brainstem")))
q("T", "table", 1, "Give me a table of every structure in the brain with its volume.", table(*of(t, "left hippocampus", "right caudate", "third ventricle")))
q("T", "table", 1, "aseg-like stats table pls", table(*of(t, "left amygdala", "right pallidum", "fourth ventricle")))
q("T", "table", 1, "all volums as a tabel", table(*of(t, "left amygdala", "right thalamus")), typo=True)
q("T", "table", 2, "save the volumes of all structures to volumes.csv", saved("volumes.csv", numbers=[v("left hippocampus"), v("brainstem")]), multi=True)
q("T", "table", 2, "write all structure volumes into stats.tsv", saved("stats.tsv", numbers=[v("right hippocampus"), v("left thalamus")]), multi=True)
q("T", "table", 1, "GM, WM and CSF volumes", table(n([v("grey matter")], "mL"), n([v("total white matter"), v("cerebral white matter")], "mL"), n([v("cerebrospinal fluid") + v("ventricular system"), v("cerebrospinal fluid")], "mL")))
q("T", "table", 1, "tissue volumes please", table(n(v("grey matter"), "mL"), n(v("total white matter"), "mL")))
q("T", "table", 1, "what are the tisue volumes relative to ICV", table(n(100 * v("grey matter") / icv, "%"), n(100 * v("total white matter") / icv, "%")), typo=True)
q("T", "table", 2, "Table of left and right volume for hippocampus, amygdala and thalamus", table(*of(t, *[f"{side} {k}" for k in (HC, "amygdala", "thalamus") for side in ("left", "right")])), multi=True)
q("T", "table", 2, "make a table with structure, volume and mean intensity for caudate and putamen", table(*of(t, "caudate", "putamen"), n(avg("caudate"), ""), n(avg("putamen"), "")), multi=True)
q("T", "table", 2, "Tabulate the lobes of the right hemisphere with volume and percentage of the cortex there", table(*of(t, "right frontal lobe", "right occipital lobe"), n(100 * v("right frontal lobe") / v("right cerebral cortex"), "%")), multi=True)
q("T", "table", 2, "csv with the hippocampal volumes, one row a side: hippo.csv", saved("hippo.csv", numbers=[v("left hippocampus"), v("right hippocampus")], rows=2), multi=True)
q("T", "table", 2, "save the tissue volumes as tissue.csv", saved("tissue.csv", numbers=[v("grey matter"), v("total white matter")]), multi=True)
q("T", "table", 2, "what percentage of the intracranial volume is each of the deep nuclei: caudate, putamen, pallidum?", *[n(100 * v(k) / icv, "%") for k in ("caudate", "putamen", "pallidum")], {"table": True}, multi=True)
q("T", "table", 3, "Table with structure, left, right and asymmetry index for caudate, putamen, thalamus", table(*of(t, "left caudate", "right thalamus"), n(m.asymmetry(v("left putamen"), v("right putamen")), "%", sign=False)), multi=True)
q("T", "table", 3, "which structure of the table of all structures is the largest, CSF apart?", words("white"), multi=True)
q("S", "table", 2, "compare all structures between sub01 and sub02", table(*of(t, "left hippocampus", "right thalamus"), *of(s, "left hippocampus", "right thalamus")))
q("S", "table", 2, "Table: hippocampus and ventricle volumes for each subject", table(*of(t, HC, "ventricular system"), *of(s, HC, "ventricular system")), multi=True)
q("T", "location", 2, "In which structures do the voxels above 112 lie?", table(n(100 * float((t.folded[t.data > 112] == 41).mean()), "%", tol=0.01)), multi=True)
q("T", "location", 2, "what anatomy surrounds the left hippocampus within 3 mm?", table(n(100 * float((t.folded[m.grown(t("left hippocampus"), 3) & ~t("left hippocampus")] == 2).mean()), "%", tol=0.01)), multi=True)

# Change
q("V", "change", 1, "How much did the left hippocampus change from visit 1 to visit 2, in percent?", n(m.change(v("left hippocampus"), v("left hippocampus", s)), "%"), multi=True)
q("B", "change", 1, "ventricular enlargement baseline -> followup in %", n([m.change(v("ventricular system"), v("ventricular system", s)), m.change(v(LV), v(LV, s))], "%"), multi=True)
q("B", "change", 1, "hippocampal atrophy in percent", n(m.change(v(HC), v(HC, s)), "%", sign=False), multi=True)
q("V", "change", 1, "Did the right amygdala shrink?", yes(True, "visit2", "visit1", direction="smaller"), multi=True)
q("V", "change", 1, "has the thalamus become smaller since the first visit?", yes(True, "visit2", "visit1", direction="smaller"), multi=True)
q("B", "change", 1, "Did the lateral ventricles grow?", yes(True, "followup", "baseline", direction="larger"), multi=True)
q("D", "change", 1, "change of the left amygdala from 2021 to 2023 in mL", n(v("left amygdala", s) - v("left amygdala"), "mL", sign=False), multi=True)
q("V", "change", 1, "compare the hippocmapus volume at both visits", *of(t, HC), *of(s, HC), typo=True)
q("V", "change", 1, "difference of third ventricle volume between the visits", n(v("third ventricle", s) - v("third ventricle"), "mL", sign=False), multi=True)
q("V", "change", 1, "prcent change right thalamus, visit1 to visit2", n(m.change(v("right thalamus"), v("right thalamus", s)), "%"), typo=True, multi=True)
q("D", "change", 2, "Annualised change of the hippocampus; the scans are two years apart.", n(m.change(v(HC), v(HC, s)) / 2, "%"), multi=True)
q("B", "change", 2, "annual atrophy rate of the left hippocampus, interval 1.5 years", n(m.change(v("left hippocampus"), v("left hippocampus", s)) / 1.5, "%", sign=False), multi=True)
q("B", "change", 2, "yearly ventricular growth if 18 months lie between the scans", n([m.change(v("ventricular system"), v("ventricular system", s)) / 1.5, m.change(v(LV), v(LV, s)) / 1.5], "%"), multi=True)
q("V", "change", 2, "Which changed more in percent, hippocampus or amygdala?", which(HC, "amygdala") if abs(m.change(v(HC), v(HC, s))) > abs(m.change(v("amygdala"), v("amygdala", s))) else which("amygdala", HC), multi=True)
q("V", "change", 2, "which side of the hippocampus lost more volume?", which("left", "right"), multi=True)
q("V", "change", 2, "compare everything between visit1 and visit2", table(n(v("left hippocampus") - v("left hippocampus", s), "mL", sign=False), n(v("left hippocampus"), "mL")))
q("V", "change", 2, "table of all changes, save as change.csv", saved("change.csv", numbers=[v("left hippocampus"), v("left hippocampus", s)]), multi=True)
q("B", "change", 2, "has the brain parenchymal fraction dropped?", yes(v("brain", s) / v("intracranial volume", s) < v("brain") / v("intracranial volume"), "followup", "baseline", direction="smaller"), multi=True)
q("B", "change", 2, "By how much did asymmetry of the hippocampi change between baseline and follow-up (percentage points)?", n([a - b for a, b in zip(m.asymmetry(v("left hippocampus", s), v("right hippocampus", s)), m.asymmetry(v("left hippocampus"), v("right hippocampus")))], "%", sign=False), multi=True)
q("V", "change", 3, "For hippocampus, amygdala and thalamus: percent change between the visits, each side", *[n(m.change(v(f"{side} {k}"), v(f"{side} {k}", s)), "%") for k in (HC, "amygdala", "thalamus") for side in ("left", "right")], {"table": True}, multi=True)
q("V", "change", 3, "Which of hippocampus, amygdala, thalamus and caudate lost the most, in percent of the first visit?", which(*sorted((HC, "amygdala", "thalamus", "caudate"), key=lambda k: m.change(v(k), v(k, s)))), multi=True)
q("D", "change", 2, "was the left lateral ventricle larger in 2023 than in 2021", yes(True, "t1_2023", "t1_2021", direction="larger"), multi=True)
q("V", "change", 2, "is the hippocampal loss more than 10 percent?", yes(m.change(v(HC), v(HC, s)) < -10, "visit2", "visit1", direction="larger"), multi=True)

# Registration
# Perfect registration: what lies at a voxel of the first visit, looked up in the second.
turn, shift = phantom.motion()
there = (phantom.grid() @ turn.T + shift - s.affine[:3, 3]) @ np.linalg.inv(s.affine[:3, :3]).T
there = np.moveaxis(there, -1, 0)
moved = ndimage.map_coordinates(s.data, there, order=1)
moved_left = ndimage.map_coordinates(s("left hippocampus").astype(np.uint8), there, order=0) > 0
difference = np.abs(moved - t.data)[t("brain")].mean()
q("V", "registration", 2, "register visit2 to visit1 and save it as visit2_reg.nii.gz", saved("visit2_reg.nii.gz", **ALIGNED), multi=True)
q("V", "registration", 2, "align the second visit with the first and show it", shown(**ALIGNED), multi=True)
q("B", "registration", 2, "rigidly register follow-up to baseline and give the mean absolute difference inside the brain", n(difference, "", tol=0.25), multi=True)
q("B", "registration", 3, "register followup onto baseline, carry its left hippocampus over, and compute the Dice with the one of the baseline", n(m.dice(moved_left, t("left hippocampus")), "", tol=0.06), multi=True)
q("V", "registration", 2, "aling visit2 to visit1 (rigid), then subtract and show the difference", shown(std=float((moved - t.data).std()), tolerance=0.3), typo=True, multi=True)
q("V", "registration", 3, "mean of the registered second visit inside the left thalamus of the first", n(moved[t("left thalamus")].mean(), "", tol=0.01), multi=True)
q("B", "registration", 2, "affine registration of followup to baseline: volume factor (Jacobian)?", n(1.0, "", tol=0.03), multi=True)
q("V", "registration", 2, "Determinant of the rigid transform from visit2 to visit1", n(1.0, "", tol=0.001), multi=True)
q("V", "registration", 3, "Bring both visits into the halfway space and save them as a.nii.gz and b.nii.gz", {"savedNames": ["a.nii.gz", "b.nii.gz"]}, multi=True)
q("V", "registration", 3, "bring both visits into halfway space and give me the sum of the intensities of each, over the whole image", n(t.data.sum(), "", tol=0.003), n(s.data.sum(), "", tol=0.003), multi=True)
q("B", "registration", 3, "register baseline to followup, take the inverse and apply it to the followup scan; show", shown(**ALIGNED), multi=True)
q("A", "registration", 3, "register the flair to the t1 and report its mean in the left putamen", n(avg("left putamen", f), "", tol=0.03), multi=True)
q("V", "registration", 3, "left hippocampus of visit 2 brought into the space of visit 1: volume", n(v("left hippocampus", s), "mL", tol=0.1), multi=True)

# Decisions and several steps
q("T", "decision", 2, "If the left hippocampus is smaller than 2.7 mL say 'small', otherwise 'normal'.", words("small"), multi=True)
q("T", "decision", 2, "if hippocampal asymmetry exceeds 10 % print 'asymmetric', else print 'symmetric'", words(" symmetric" if False else "symmetric"), {"notWords": ["asymmetric"]} if abs(m.asymmetry(v("left hippocampus"), v("right hippocampus"))[0]) <= 10 else {}, multi=True)
q("T", "decision", 2, "Show whichever putamen is larger.", shown(t("right putamen")), multi=True)
q("T", "decision", 2, "save the mask of the smaller caudate as small.nii.gz", saved("small.nii.gz", mask=t("right caudate")), multi=True)
q("T", "decision", 3, "Of caudate, putamen, thalamus and hippocampus report only those whose two sides differ by more than 9 percent (asymmetry index).", words(*[[k] for k in ("caudate", "putamen", "thalamus", HC) if abs(m.asymmetry(v(f"left {k}"), v(f"right {k}"))[0]) > 9]), {"notWords": [k for k in ("caudate", "putamen", "thalamus", HC) if abs(m.asymmetry(v(f"left {k}"), v(f"right {k}"))[0]) <= 9]}, multi=True)
q("T", "decision", 3, "count how many of these are above 2 mL: left caudate, left putamen, left pallidum, left thalamus, left hippocampus", n(sum(v(f"left {k}") > 2 for k in ("caudate", "putamen", "pallidum", "thalamus", HC)), ""), multi=True)
q("T", "decision", 3, "if the brain touches the edge of the scan tell me so, otherwise give the brain volume", n(v("brain"), "mL"), multi=True)
q("X", "decision", 3, "if there is any lesion bigger than 1 mL show it, else say that there is none", shown(m.pieces(lesions)[0]), multi=True)
q("V", "decision", 3, "Flag every structure among hippocampus, amygdala, thalamus, putamen that shrank by more than 5 % between the visits", words(*[[k] for k in (HC, "amygdala", "thalamus", "putamen") if m.change(v(k), v(k, s)) < -5]), {"notWords": [k for k in (HC, "amygdala", "thalamus", "putamen") if m.change(v(k), v(k, s)) >= -5]}, multi=True)
q("T", "steps", 2, "Segment the left thalamus. Then measure volume, surface and sphericity.", n(v("left thalamus"), "mL"), n(m.area(t("left thalamus")), "mm2"), n(m.sphericity(t("left thalamus")), ""), multi=True)
q("T", "steps", 2, "loop over both sides and report volume and mean intensity of the caudate", *of(t, "left caudate", "right caudate"), n(avg("left caudate"), ""), n(avg("right caudate"), ""), multi=True)
q("T", "steps", 2, "for each of hippocampus, amygdala, thalamus: volume left + right", *of(t, HC, "amygdala", "thalamus"), {"table": True}, multi=True)
q("T", "steps", 3, "Take the eroded white matter (4 mm) as reference and give the mean intensity of hippocampus and amygdala relative to it.", n(avg(HC) / t.data[m.shrunk(t("cerebral white matter"), 4)].mean(), ""), n(avg("amygdala") / t.data[m.shrunk(t("cerebral white matter"), 4)].mean(), ""), multi=True)
q("T", "steps", 3, "What's the average volume of hippocampus, amygdala, caudate, putamen, pallidum, thalamus and accumbens on the left?", n(np.mean([v(f"left {k}") for k in (HC, "amygdala", "caudate", "putamen", "pallidum", "thalamus", "accumbens")]), "mL"), multi=True)
q("T", "steps", 3, "plot volumes of left caudate, putamen and pallidum, then save them as bg.csv", plotted([v(f"left {k}") for k in ("caudate", "putamen", "pallidum")]), saved("bg.csv", numbers=[v("left caudate"), v("left pallidum")]), multi=True)
q("T", "steps", 3, "mean intensity of the cortex in each lobe, brightest first", table(*[n(avg(k), "") for k in ("frontal lobe", "parietal lobe", "temporal lobe", "occipital lobe")]), multi=True)
q("V", "steps", 2, "hippocampal volume / ICV for each visit, in percent", n(100 * v(HC) / icv, "%"), n(100 * v(HC, s) / v("intracranial volume", s), "%"), multi=True)
q("S", "steps", 3, "for every subject: left hippocampus, right hippocampus and their asymmetry, as a table", table(*of(t, "left hippocampus", "right hippocampus"), *of(s, "left hippocampus", "right hippocampus"), n(m.asymmetry(v("left hippocampus", s), v("right hippocampus", s)), "%", sign=False)), multi=True)
q("F", "steps", 3, "ratio of T1 to FLAIR mean signal in thalamus, caudate and putamen", *[n(avg(k) / avg(k, f), "") for k in ("thalamus", "caudate", "putamen")], {"table": True}, multi=True)
q("F", "steps", 3, "find the lesions on flair and report how dark they are on the T1 compared with the rest of the white matter, as a ratio", n(t.data[lesions].mean() / t.data[t("cerebral white matter") & ~lesions].mean(), ""), multi=True)
q("T", "steps", 3, "how much of the hipocampus is lost if I remove voxels darker than 70, as percentage", n(100 * (inside(HC) < 70).mean(), "%", sign=False), typo=True, multi=True)
q("T", "steps", 2, "mean thickness proxy: cortical volume divided by half its surface, in mm", n(1000 * v("cerebral cortex") / (m.area(t("cerebral cortex")) / 2), "mm", tol=0.005), multi=True)
q("T", "steps", 2, "z-score of the right caudate mean agaisnt the white matter distribution", n((avg("right caudate") - avg("cerebral white matter")) / inside("cerebral white matter").std(), ""), typo=True, multi=True)
