//! Error codes, each with a page that `cargo xtask explain` prints.

/// Declares each code once: its variant, its stable id, and its page `explain/<id>.md`.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)+) => {
        /// Error code of a rule of the spec format. Ids are stable and never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        /// All codes, in the order of their ids.
        pub const CODES: &[Code] = &[$(Code::$name),+];

        impl Code {
            /// The id, such as `E0012`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id),+ }
            }

            /// The page that explains the rule: what it means, why it exists, a wrong and a fixed example.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("explain/", $id, ".md"))),+ }
            }

            /// Finds a code by its id, in upper or lower case, with or without the `E`.
            pub fn from_id(id: &str) -> Option<Self> {
                let id = id.to_ascii_uppercase();
                let digits = id.strip_prefix('E').unwrap_or(&id);
                CODES.iter().copied().find(|code| code.id().strip_prefix('E') == Some(digits))
            }
        }
    };
}

codes! {
    /// The file is not valid YAML.
    Syntax = "E0001",
    /// The file is empty.
    Empty = "E0002",
    /// An unknown key.
    UnknownKey = "E0003",
    /// A duplicate key.
    DuplicateKey = "E0004",
    /// A required key is missing.
    MissingKey = "E0005",
    /// A value of the wrong kind, such as a list instead of a string.
    WrongKind = "E0006",
    /// A string or number that is not one of the allowed values.
    InvalidValue = "E0007",
    /// The file is too large, too deeply nested or expands to too many values.
    LimitExceeded = "E0008",
    /// A misplaced or missing file.
    Layout = "E0009",
    /// An undefined type.
    UndefinedType = "E0010",
    /// An unused type.
    UnusedType = "E0011",
    /// A type that is defined twice.
    DuplicateType = "E0012",
    /// An undefined parameter, security scheme, namespace or pagination.
    UndefinedName = "E0013",
    /// An unused shared definition.
    UnusedName = "E0014",
    /// A duplicate entry in a list or map.
    Duplicate = "E0015",
    /// A key that has been renamed.
    RenamedKey = "E0016",
    /// Two operations with the same method and path.
    DuplicateOperation = "E0020",
    /// A path placeholder without a parameter.
    MissingPathParameter = "E0021",
    /// A path parameter without a placeholder.
    UnusedPathParameter = "E0022",
    /// An invalid method or path.
    MalformedPath = "E0023",
    /// A body or type that lists an unknown field of its model.
    UnknownBodyField = "E0024",
    /// A field or parameter that one operation declares twice.
    DuplicateParameter = "E0025",
    /// A read-only field or value in a request.
    ReadOnlyInBody = "E0026",
    /// A pagination that does not match its operation.
    InvalidPagination = "E0027",
    /// A contradictory or empty body.
    ContradictoryBody = "E0028",
    /// Contradictory responses of an operation.
    ContradictoryResponse = "E0029",
    /// Two names that become the same Rust name.
    NameClash = "E0030",
    /// A name that cannot be converted to a Rust name.
    UnusableName = "E0031",
    /// A name that is reserved for generated code.
    ReservedName = "E0032",
    /// An invalid header or cookie name, or a header that the client sets itself.
    UnusableHeader = "E0033",
    /// An invalid type name.
    UnusableTypeName = "E0034",
    /// An invalid type expression.
    MalformedType = "E0040",
    /// A type without a finite value.
    InfiniteType = "E0041",
    /// Constraints that no value can satisfy.
    UnsatisfiableConstraint = "E0042",
    /// A constraint that does not apply to its type.
    MisplacedConstraint = "E0043",
    /// A default or example that does not match its type.
    InvalidExample = "E0044",
    /// A type definition that is not exactly one of a model, an enum, an id, a union and an alias.
    AmbiguousDefinition = "E0045",
    /// An enum or union without members, or with duplicate or unreachable ones.
    InvalidMembers = "E0046",
    /// A variant without the discriminator of its union.
    MissingDiscriminator = "E0047",
    /// Contradictory `read_only` and `write_only`.
    ContradictoryAccess = "E0048",
    /// A type that cannot be used in this position, such as a model in a path.
    UnusableType = "E0049",
    /// An end of life before the start of the deprecation.
    EndBeforeSince = "E0050",
    /// An undefined replacement.
    UndefinedReplacement = "E0051",
    /// A replacement that is itself deprecated.
    DeprecatedReplacement = "E0052",
    /// A replacement that is incompatible with what it replaces.
    IncompatibleReplacement = "E0053",
    /// An invalid server URL, or variables that do not match it.
    InvalidServer = "E0060",
    /// Security schemes that are incomplete or cannot be combined.
    InvalidSecurity = "E0061",
    /// `lenient` for a type that has no malformed values, or for a field that is never received.
    MisplacedLenient = "E0062",
    /// A model in a union that an earlier variant always matches.
    ShadowedVariant = "E0063",
    /// Idempotency keys without a header, or with a header that has another purpose.
    InvalidIdempotencyKey = "E0076",
    /// A deprecation without details.
    BareDeprecation = "E0082",
    /// A constant that does not match its type or constraints.
    InvalidConstant = "E0083",
    /// A Rust name of more than 60 characters.
    LongName = "E0084",
    /// A lint level that has no effect.
    UnneededLintLevel = "E0085",
    /// Webhooks whose event is not a union.
    InvalidEvent = "E0106",
    /// A webhook signature without a header, or with keys that have no effect.
    InvalidSignature = "E0107",
    /// A content type of a part that is malformed or does not suit its field.
    InvalidPartType = "E0190",
    /// An OpenAPI document that is not valid JSON or YAML, or not an object.
    InvalidDocument = "E0210",
    /// A document of an unsupported version of OpenAPI.
    UnsupportedVersion = "E0211",
    /// An OpenAPI document that is too large, too deeply nested or expands to too many values.
    DocumentLimitExceeded = "E0212",
    /// A lock file of an import that is not valid.
    InvalidLockFile = "E0213",
}
