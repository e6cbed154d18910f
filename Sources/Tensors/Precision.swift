import COneDNN

/// How activations are stored and multiplied; sums are float32 in both.
package enum Precision: String, Sendable, Hashable, CaseIterable {
    case float32
    case bfloat16

    /// Whether this processor multiplies bfloat16 itself.
    package static let hasFastBFloat16 = vp_dnn_supports_bfloat16()

    /// The fastest precision on this processor.
    package static var fastest: Precision { hasFastBFloat16 ? .bfloat16 : .float32 }

    /// Bytes of one value.
    package var size: Int { self == .float32 ? 4 : 2 }

    var type: vp_dnn_type { self == .float32 ? VP_DNN_FLOAT32 : VP_DNN_BFLOAT16 }
}
