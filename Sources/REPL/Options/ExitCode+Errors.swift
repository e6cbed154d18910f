import Analysis
import Planner
import Session
import Volumes

extension ExitCode {
    /// The code for an error that ends a command.
    init(for error: any Error) {
        switch error {
        case let error as VolumeError:
            switch error.problem {
            case .missing, .unreadable, .notAFile, .partnerMissing: self = .noInput
            default: self = .data
            }
        case let error as SessionError:
            switch error {
            case .missing, .unreadable: self = .noInput
            default: self = .data
            }
        case let error as ModelError:
            switch error {
            case .noFolder, .badFolder, .missing: self = .noInput
            case .broken: self = .data
            }
        case let error as ProgramText.Failure: self = error.exitCode
        case let error as RemotePlannerError: self = error.isOfServer ? .unavailable : .usage
        case let error as EvaluationError:
            if case .unreadable = error { self = .noInput } else { self = .data }
        case CohortReplay.Failure.noMatch: self = .noInput
        case is Replay.Failure, is CohortReplay.Failure, is DICOMFolder.Failure, is VocabularyError,
            is AnalysisError, is PromptFile.Failure,
            is SuitePrompt.Failure:
            self = .data
        default: self = .internal
        }
    }
}
