import Analysis
import Glibc
import LanguageModel
import Planner
import Session
import Synchronization
import Tensors
import VisionNetwork
import Volumes

/// The trained models of one folder, each loaded when it is first needed: a program on label maps
/// needs none but the vocabulary.
package final class Models: Sendable {
    package let folder: ModelFolder
    package let vocabulary: Vocabulary

    /// What the text encoder's file holds.
    struct Encoder: Sendable {
        let encoder: TextEncoder
        let judge: EncoderJudge
    }

    /// The server that writes the programs; nil where the built-in model does.
    let server: RemoteEndpoint?

    private let precision: MachineOptions.Precision
    private let encoder: LazyModel<Encoder>
    private let decoder: LazyModel<CodeDecoder>
    private let network: LazyModel<any Segmenter>
    /// The files behind a segmentation with their checksums: the words steer the network.
    private let weightFiles: LazyModel<[String]>
    /// The planner for the names that the last label maps brought.
    private let planner = Mutex<(terms: LabelTerms, planner: Planner)?>(nil)
    private let remotePlanner = Mutex<(terms: LabelTerms, planner: RemotePlanner)?>(nil)

    /// - Throws: `ModelError`, `VocabularyError`, `RemotePlannerError`.
    package init(_ options: MachineOptions, environment: [String: String]) throws {
        server = try options.plannerAddress.map { address in
            try RemoteEndpoint(
                address: address, model: options.plannerModel ?? "default",
                key: environment[RemoteEndpoint.keyVariable])
        }
        let folder = try ModelFolder(
            named: options.modelFolder, environment: environment, executable: Self.executable)
        self.folder = folder
        let vocabulary = try Vocabulary(path: folder.file(ModelFolder.vocabularyName))
        self.vocabulary = vocabulary
        if let threads = options.threads { Threads.count = threads }
        precision = options.precision
        let encoder = LazyModel { try Self.loadEncoder(folder) }
        self.encoder = encoder
        decoder = LazyModel {
            let purpose = "no prompt can be turned into code"
            let path = try folder.requiredFile(ModelFolder.decoderName, purpose: purpose)
            return try Self.reading(path, purpose) { try CodeDecoder(weightsAt: path) }
        }
        network = LazyModel {
            try Self.loadNetwork(folder, vocabulary, encoder: encoder, options: options)
        }
        weightFiles = LazyModel {
            try [ModelFolder.visionName, ModelFolder.encoderName].map { name in
                let path = try folder.requiredFile(name, purpose: "no scan can be segmented")
                return "\(name) with SHA-256 \(try Checksum.sha256(ofFileAt: path))"
            }
        }
    }

    /// Checks and runs programs with these models.
    package var engine: Engine {
        let encoder = encoder
        let judge = LazyModel<any PhraseJudge> { try encoder.get().judge }
        // Without the file no phrase beyond the table is understood, which the refusal says.
        let hasEncoder = (try? folder.requiredFile(ModelFolder.encoderName, purpose: "")) != nil
        return Engine(
            vocabulary: vocabulary, judge: hasEncoder ? LazyJudge(judge: judge) : nil,
            network: segmenter)
    }

    /// The vision network, loaded with its first scan.
    package var segmenter: any Segmenter { LazySegmenter(network: network, files: weightFiles) }

    /// What turns prompts into code.
    ///
    /// - Throws: `ModelError`, `PlannerError`.
    func planner(in workspace: Workspace) throws -> Planner {
        let encoder = try encoder.get().encoder
        let decoder = try decoder.get()
        let terms = workspace.labelTerms
        let structures = structureNames
        return try planner.withLock { known in
            if let known, known.terms == terms { return known.planner }
            let planner = try Planner(
                encoder: encoder, decoder: decoder,
                catalogue: Catalogue.builtIns.map { $0.signature },
                structures: structures, phrases: engine.resolver(in: workspace))
            known = (terms, planner)
            return planner
        }
    }

    /// The server as a planner; nil where none was named. It keeps what it sent last.
    func remotePlanner(in workspace: Workspace) -> RemotePlanner? {
        guard let server else { return nil }
        let terms = workspace.labelTerms
        return remotePlanner.withLock { known in
            if let known, known.terms == terms { return known.planner }
            let planner = RemotePlanner(
                endpoint: server, catalogue: Catalogue.builtIns.map { $0.signature },
                structures: structureNames, phrases: engine.resolver(in: workspace))
            known = (terms, planner)
            return planner
        }
    }

    private var structureNames: [StructureName] {
        vocabulary.structures.map {
            StructureName(name: $0.name, isSided: $0.isSided, synonyms: $0.synonyms)
        }
    }

    /// Tells one text encoder's weights from others without reading them: size and time of change.
    var encoderMark: String {
        var information = stat()
        guard stat(folder.file(ModelFolder.encoderName), &information) == 0 else { return "" }
        return "\(information.st_size)-\(information.st_mtim.tv_sec)"
    }

    /// The number format that the network computes in, for the session file.
    package var precisionName: String {
        switch precision {
        case .float32: "float32"
        case .bfloat16: "bfloat16"
        case .automatic: Precision.fastest.rawValue
        }
    }

    private static func loadEncoder(_ folder: ModelFolder) throws -> Encoder {
        let purpose = "no prompt or free phrase can be understood"
        let path = try folder.requiredFile(ModelFolder.encoderName, purpose: purpose)
        return try reading(path, purpose) {
            let file = try WeightsFile(path: path)
            let encoder = try TextEncoder(weights: file)
            let head = try PhraseHead(weights: file)
            let threshold = file.metadata["phrase_threshold"].flatMap { Double($0) } ?? 0.5
            return Encoder(
                encoder: encoder,
                judge: EncoderJudge(encoder: encoder, head: head, threshold: threshold))
        }
    }

    private static func loadNetwork(
        _ folder: ModelFolder, _ vocabulary: Vocabulary, encoder: LazyModel<Encoder>,
        options: MachineOptions
    ) throws -> any Segmenter {
        let purpose = "no scan can be segmented"
        let path = try folder.requiredFile(ModelFolder.visionName, purpose: purpose)
        // The words steer the network, so that it needs the encoder too.
        let text = try encoder.get().encoder
        return try reading(path, purpose) {
            let limit = options.memory ?? VisionNetwork.usualMemoryLimit
            let network = try VisionNetwork(
                weightsAt: path, precision: options.precision.computePrecision,
                memoryLimit: limit)
            // What is kept for further questions is taken from the same memory.
            let cache = min(1 << 30, limit / 4)
            return try NetworkSegmenter(
                network: network, vocabulary: vocabulary, cacheLimit: cache
            ) { words in
                try words.map(text.embed)
            }
        }
    }

    private static func reading<T>(
        _ path: String, _ purpose: String, _ body: () throws -> T
    ) throws -> T {
        do {
            return try body()
        } catch let error as ModelError {
            throw error
        } catch {
            throw ModelError.broken(path: path, purpose: purpose, reason: "\(error)")
        }
    }

    /// The file of the running program.
    private static var executable: String {
        // The name it was called by may be a link, or stand in PATH.
        "/proc/self/exe"
    }
}

extension MachineOptions.Precision {
    var computePrecision: VisionNetwork.ComputePrecision {
        switch self {
        case .automatic: .automatic
        case .float32: .float32
        case .bfloat16: .bfloat16
        }
    }
}
