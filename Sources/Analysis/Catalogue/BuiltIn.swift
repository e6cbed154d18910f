import Script
import Volumes

/// A built-in function: its one declaration, from which checker, help, completion, planner and
/// reference page are fed, and its body.
package protocol BuiltIn: SendableMetatype {
    static var signature: Signature { get }
    /// Paragraphs of the reference page: definition, source where several exist, errors.
    static var details: [String] { get }
    static func call(_ arguments: Arguments, _ binding: AnalysisBinding) throws -> Value
}

extension Arguments {
    /// The value of a parameter as a scan.
    func scan(named name: String) throws -> ScanValue {
        guard case .object(let object) = value(named: name), let scan = object as? ScanValue else {
            throw mismatch(name)
        }
        return scan
    }

    /// The value of a parameter as a mask.
    func mask(named name: String) throws -> MaskValue {
        guard let mask = try optionalMask(named: name) else { throw mismatch(name) }
        return mask
    }

    /// The value of a parameter as a mask; `nil` for None.
    func optionalMask(named name: String) throws -> MaskValue? {
        switch value(named: name) {
        case .nothing: return nil
        case .object(let object):
            guard let mask = object as? MaskValue else { throw mismatch(name) }
            return mask
        default: throw mismatch(name)
        }
    }

    func mismatch(_ name: String) -> AnalysisError {
        .notAnImage(
            function: signature.name, parameter: name,
            found: value(named: name).kind.description)
    }
}
