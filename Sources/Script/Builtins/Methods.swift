/// The methods of the language's values.
enum Methods {
    static let string = table(StringMethods.all)
    static let list = table(ListMethods.all)
    static let tuple = table(ListMethods.shared)
    static let dict = table(DictMethods.all)
    static let set = table(SetMethods.all)
    static let float = table(NumberMethods.float)
    static let int = table(NumberMethods.int)
    static let range = table(ListMethods.shared)

    private static func table(_ methods: [Builtin]) -> [String: Builtin] {
        Dictionary(uniqueKeysWithValues: methods.map { ($0.name, $0) })
    }

    static func table(of kind: Kind) -> [String: Builtin] {
        switch kind {
        case .string: string
        case .list: list
        case .tuple: tuple
        case .range: range
        case .dict: dict
        case .set: set
        case .float: float
        case .int, .bool: int
        default: [:]
        }
    }

    /// The methods of one name, looked up once per place in a program.
    struct Named {
        fileprivate let string: Builtin?
        fileprivate let list: Builtin?
        fileprivate let tuple: Builtin?
        fileprivate let dict: Builtin?
        fileprivate let set: Builtin?
        fileprivate let float: Builtin?
        fileprivate let int: Builtin?

        func method(of value: Value) -> Builtin? {
            switch value {
            case .string: string
            case .list: list
            case .tuple, .range: tuple
            case .dict: dict
            case .set: set
            case .float: float
            case .int, .bool: int
            default: nil
            }
        }
    }

    static func named(_ name: String) -> Named {
        Named(
            string: string[name], list: list[name], tuple: tuple[name], dict: dict[name],
            set: set[name], float: float[name], int: int[name])
    }

    static func nearest(to name: String, of value: Value) -> String? {
        Spelling.nearest(to: name, among: table(of: value.kind).keys)
    }
}

enum NumberMethods {
    static let int: [Builtin] = [
        Builtin("bit_length", "", .int, "how many bits the number needs") { call in
            let number = Arithmetic.whole(call.receiver) ?? 0
            return .int(Int.bitWidth - Int(number.magnitude.leadingZeroBitCount))
        }
    ]

    static let float: [Builtin] = [
        Builtin("is_integer", "", .bool, "whether the number has no fraction") { call in
            let number = call.receiver.number ?? 0
            return .bool(number.isFinite && number == number.rounded())
        }
    ]
}
