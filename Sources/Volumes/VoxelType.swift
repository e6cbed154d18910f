/// How one voxel is stored, by NIfTI's data type codes.
struct VoxelType: Hashable {
    let code: Int
    let name: String
    let bytes: Int
    /// Whether it is one real number that we read.
    let isReal: Bool

    static let all: [VoxelType] = [
        .uint8,
        .int16,
        .int32,
        .float32,
        VoxelType(code: 32, name: "complex64", bytes: 8, isReal: false),
        .float64,
        VoxelType(code: 128, name: "RGB colours", bytes: 3, isReal: false),
        VoxelType(code: 256, name: "int8", bytes: 1, isReal: true),
        .uint16,
        VoxelType(code: 768, name: "uint32", bytes: 4, isReal: true),
        .int64,
        VoxelType(code: 1280, name: "uint64", bytes: 8, isReal: true),
        VoxelType(code: 1536, name: "float128", bytes: 16, isReal: false),
        VoxelType(code: 1792, name: "complex128", bytes: 16, isReal: false),
        VoxelType(code: 2048, name: "complex256", bytes: 32, isReal: false),
        VoxelType(code: 2304, name: "RGBA colours", bytes: 4, isReal: false),
    ]

    static let uint8 = VoxelType(code: 2, name: "uint8", bytes: 1, isReal: true)
    static let int16 = VoxelType(code: 4, name: "int16", bytes: 2, isReal: true)
    static let int32 = VoxelType(code: 8, name: "int32", bytes: 4, isReal: true)
    static let float32 = VoxelType(code: 16, name: "float32", bytes: 4, isReal: true)
    static let float64 = VoxelType(code: 64, name: "float64", bytes: 8, isReal: true)
    static let uint16 = VoxelType(code: 512, name: "uint16", bytes: 2, isReal: true)
    static let int64 = VoxelType(code: 1024, name: "int64", bytes: 8, isReal: true)

    /// MGH's codes, except those of complex, tensor, colour and bit images.
    static func mgh(_ code: Int) -> VoxelType? {
        switch code {
        case 0: .uint8
        case 1: .int32
        case 2: .int64
        case 3: .float32
        case 4: .int16
        case 8: .float64
        case 10: .uint16
        default: nil
        }
    }
}
