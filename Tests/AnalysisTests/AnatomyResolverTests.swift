import Analysis
import Script
import Testing

@Suite struct AnatomyResolverTests {
    @Test(
        "Ways to write a known name",
        arguments: [
            ("hippocampus", "hippocampus"),
            ("Left Hippocampus", "left hippocampus"),
            ("LEFT-HIPPOCAMPUS", "left hippocampus"),
            ("Left_Hippocampus", "left hippocampus"),
            ("the left hippocampus", "left hippocampus"),
            ("hippocampus on the left", "left hippocampus"),
            ("hippocampus on the left side", "left hippocampus"),
            ("the hippocampus of the left hemisphere", "left hippocampus"),
            ("hippocampus, left", "left hippocampus"),
            ("hippocampus (L)", "left hippocampus"),
            ("L hippocampus", "left hippocampus"),
            ("lt. hippocampus", "left hippocampus"),
            ("Rt hippocampus", "right hippocampus"),
            ("left-sided hippocampus", "left hippocampus"),
            ("left hand side hippocampus", "left hippocampus"),
            ("hippocampi", "hippocampus"),
            ("both hippocampi", "hippocampus"),
            ("bilateral hippocampus", "hippocampus"),
            ("left and right hippocampus", "hippocampus"),
            ("left hippocampus and right hippocampus", "hippocampus"),
            ("hippocampus on both sides", "hippocampus"),
            ("the patient's left hippocampus", "left hippocampus"),
            ("Ammon's horn", "hippocampus"),
            ("Ammon’s horn", "hippocampus"),
            ("left hippocampal formation", "left hippocampus"),
            ("left hippocampal volume", "left hippocampus"),
            ("volume of the left hippocampus", "left hippocampus"),
            ("gray matter", "grey matter"),
            ("grey-matter", "grey matter"),
            ("white matter of the left cerebellum", "left cerebellar white matter"),
            ("cortex of the right cerebellum", "right cerebellar cortex"),
            ("left cerebral hemisphere", "left cerebrum"),
            ("left hemisphere", "left cerebrum"),
            ("left brain", "left brain"),
            ("left half of the cerebellum", "left cerebellum"),
            ("right side of the brain", "right brain"),
            ("L/R hippocampus", "hippocampus"),
            ("whole brain", "brain"),
            ("entire brain", "brain"),
            ("3rd ventricle", "third ventricle"),
            ("third ventricles", "third ventricle"),
            ("ventricle III", "third ventricle"),
            ("IV ventricle", "fourth ventricle"),
            ("nucleus caudatus", "caudate"),
            ("right nucleus accumbens", "right accumbens"),
            ("accumbens", "accumbens"),
            ("caudate nuclei", "caudate"),
            ("thalami", "thalamus"),
            ("amygdalae", "amygdala"),
            ("putamina", "putamen"),
            ("globi pallidi", "pallidum"),
            ("brain stem", "brainstem"),
            ("Brain-Stem", "brainstem"),
            ("CSF", "cerebrospinal fluid"),
            ("left lateral ventricle", "left lateral ventricle"),
            ("ventricle, left lateral", "left lateral ventricle"),
            ("temporal horn of the left lateral ventricle", "left inferior lateral ventricle"),
            ("both eyes", "eyes"),
            ("MS lesions", "white matter lesion"),
            ("left white-matter lesions", "left white matter lesion"),
            ("Left-Cerebral-White-Matter", "left cerebral white matter"),
            ("Left-Inf-Lat-Vent", "left inferior lateral ventricle"),
            ("Left-Thalamus-Proper", "left thalamus"),
            ("Left-VentralDC", "left ventral diencephalon"),
            ("Right-Accumbens-area", "right accumbens"),
            ("hippocampus and amygdala", "medial temporal lobe structures"),
            ("sinistra amygdala", "left amygdala"),
            ("left parahippocampal gyrus", "left parahippocampal gyrus"),
            ("frontal lobes", "frontal lobe"),
            ("ctx-lh-superiortemporal", "left superior temporal gyrus"),
            ("ctx_rh_bankssts", "right banks of the superior temporal sulcus"),
            ("gyrus temporalis superior dexter", "right superior temporal gyrus"),
            ("orbital gyri on the left", "left orbitofrontal cortex"),
            ("total white matter volume", "total white matter"),
            ("white matter volume", "cerebral white matter"),
            ("left total WM", "left total white matter"),
            ("right insular volume", "right insula"),
            ("left cerebral volume", "left cerebrum"),
            ("vessels", "blood vessels"),
            ("skin", "skin"),
            ("scalp", "scalp"),
            ("brain mask", "intracranial volume"),
            ("left post-central gyrus", "left postcentral gyrus"),
            ("gyri frontales superiores", "superior frontal gyrus"),
            ("thalamic volume, left hemisphere", "left thalamus"),
            ("volume, left hemisphere", "left cerebrum"),
        ])
    func known(phrase: String, canonical: String) {
        #expect(Samples.resolver.resolve(phrase) == .accepted(canonical: canonical))
    }

    @Test func everyNameAndSynonymIsAcceptedOnBothSides() {
        let vocabulary = Samples.vocabulary
        for structure in vocabulary.structures {
            for name in structure.names {
                #expect(
                    Samples.resolver.resolve(name) == .accepted(canonical: structure.name),
                    "\(name)")
                guard structure.isSided else { continue }
                #expect(
                    Samples.resolver.resolve("the left \(name)")
                        == .accepted(canonical: "left \(structure.name)"), "left \(name)")
                #expect(
                    Samples.resolver.resolve("\(name) on the right side")
                        == .accepted(canonical: "right \(structure.name)"), "right \(name)")
            }
        }
    }

    @Test(
        "A slip is refused with the correction",
        arguments: [
            ("hipocampus", "hippocampus"),
            ("left hippocmapus", "left hippocampus"),
            ("letf hippocampus", "left hippocampus"),
            ("rigth thalamus", "right thalamus"),
            ("thalmus", "thalamus"),
            ("amigdala", "amygdala"),
            ("right putamne", "right putamen"),
            ("cerebelum", "cerebellum"),
            ("laterel ventricle", "lateral ventricle"),
            ("brainsteem", "brainstem"),
        ])
    func slips(phrase: String, correction: String) {
        guard case .refused(_, let suggestions) = Samples.resolver.resolve(phrase) else {
            Issue.record("\(phrase) was not refused")
            return
        }
        #expect(suggestions.first == correction)
        if case .failure(let refusal) = Samples.resolver.read(phrase) {
            #expect(refusal.message.contains("did you mean “\(correction)”"))
        }
    }

    @Test(
        "Refused, with the reason",
        arguments: [
            ("", "the phrase is empty"),
            ("   ", "the phrase is empty"),
            ("left", "names a side but no structure"),
            ("both sides", "names a side but no structure"),
            ("the right one’s", "is no known structure"),
            ("left third ventricle", "the third ventricle has no left side"),
            ("right brainstem", "the brainstem has no right side"),
            ("left intracranial volume", "the intracranial volume has no left side"),
            ("flux capacitor", "is no known structure"),
            ("left flux capacitor", "is no known structure"),
            ("both left hippocampi", "asks for one side and for both"),
            ("contralateral hippocampus", "depends on something else"),
            ("putamen and caudate", "names more than one structure"),
            ("brain without the cerebellum", "leaves something out"),
            ("CC", "can mean several structures"),
            ("corpus callosum", "is marked only in label maps"),
            ("choroid plexus", "is marked only in label maps"),
            ("ctx-lh-hippocampus", "is no known structure"),
            ("left skull", "the skull has no left side"),
            ("head of the caudate", "is no known structure"),
            ("liver", "is no known structure"),
            (String(repeating: "very ", count: 60), "characters long"),
        ])
    func refused(phrase: String, reason: String) {
        guard case .refused(let found, _) = Samples.resolver.resolve(phrase) else {
            Issue.record("\(phrase) was not refused")
            return
        }
        #expect(found.contains(reason), "\(found)")
    }

    @Test func otherWordsGoToTheJudgeWithoutTheirSide() throws {
        let resolver = AnatomyResolver(
            vocabulary: Samples.vocabulary,
            judge: ScriptedJudge(phrase: "seahorse of memory", structure: "hippocampus"))
        #expect(
            resolver.resolve("the seahorse of memory on the left")
                == .readAs(canonical: "left hippocampus", confidence: 0.9))
        let reading = try resolver.read("the left seahorse of memory").get()
        #expect(reading.words == "seahorse of memory")
        #expect(reading.isFree)
        #expect(
            resolver.resolve("left flux capacitor")
                == .refused(
                    reason: "“left flux capacitor” is no known structure",
                    suggestions: ["left hippocampus", "left amygdala"]))
    }

    @Test(arguments: [
        ("head of the left caudate", "left caudate"), ("anterior insula", "insula"),
        ("tip of the temporal pole", "temporal pole"), ("caudate infarct", "caudate"),
        ("left cingulate sulcus", "left cingulate cortex"),
    ])
    func aPartIsNotHandedToTheJudge(phrase: String, whole: String) {
        let resolver = AnatomyResolver(
            vocabulary: Samples.vocabulary,
            judge: ScriptedJudge(phrase: PhraseForm(phrase).text, structure: "hippocampus"))
        #expect(
            resolver.resolve(phrase)
                == .refused(
                    reason: "“\(phrase)” is no known structure", suggestions: [whole]))
    }

    @Test(arguments: ["supplementary motor area", "left fornix", "brain freeze"])
    func aJudgeDoesNotOverruleWhatIsKnownToBeOutside(phrase: String) {
        let judge = ScriptedJudge(
            phrase: PhraseForm(phrase).text, structure: "thalamus", confidence: 0.7)
        let resolver = AnatomyResolver(vocabulary: Samples.vocabulary, judge: judge)
        guard case .refused = resolver.resolve(phrase) else {
            Issue.record("was not refused")
            return
        }
    }

    @Test func aJudgeNeverOverrulesTheSideRule() {
        let resolver = AnatomyResolver(
            vocabulary: Samples.vocabulary,
            judge: ScriptedJudge(phrase: "slit between thalami", structure: "third ventricle"))
        guard case .refused(let reason, _) = resolver.resolve("left slit between thalami") else {
            Issue.record("was not refused")
            return
        }
        #expect(reason.contains("has no left side"))
    }
}
