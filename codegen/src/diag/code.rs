//! The codes of all findings, each with a page that `cargo xtask explain` shows.

/// Declares the codes once: the variant, its stable id, and the page under `explain/` of the same name.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $id:literal,)+) => {
        /// A rule of the spec format. Ids are stable: they are never given to another rule.
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

            /// The page that explains the rule: what it means, why it is there, a wrong and a mended example.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("explain/", $id, ".md"))),+ }
            }

            /// The code with this id; upper or lower case, with or without the `E`.
            pub fn from_id(id: &str) -> Option<Self> {
                let id = id.to_ascii_uppercase();
                let digits = id.strip_prefix('E').unwrap_or(&id);
                CODES.iter().copied().find(|code| code.id().strip_prefix('E') == Some(digits))
            }
        }
    };
}

codes! {
    /// The file is not YAML.
    Syntax = "E0001",
    /// The file holds nothing.
    Empty = "E0002",
    /// A key that the format does not have.
    UnknownKey = "E0003",
    /// A key that stands twice in one map.
    DuplicateKey = "E0004",
    /// A key that must be there is not.
    MissingKey = "E0005",
    /// A list where a string belongs, and the like.
    WrongKind = "E0006",
    /// A word or number that is not one of the allowed ones.
    InvalidValue = "E0007",
    /// The file is too large, too deep or expands too much.
    Limit = "E0008",
    /// A file that the spec has no place for, or one that is missing.
    Layout = "E0009",
    /// A type that is not defined.
    UndefinedType = "E0010",
    /// A type that nothing uses.
    UnusedType = "E0011",
    /// A type that is defined twice.
    DuplicateType = "E0012",
    /// A parameter, scheme, namespace or pagination that is not defined.
    UndefinedName = "E0013",
    /// A shared definition that nothing uses.
    UnusedName = "E0014",
    /// A thing that stands twice where each may stand once.
    Repeated = "E0015",
    /// A key that has another name now.
    RenamedKey = "E0016",
    /// Two operations on one method and path.
    DuplicateOperation = "E0020",
    /// A placeholder of a path without its parameter.
    MissingPathParameter = "E0021",
    /// A path parameter without its placeholder.
    UnusedPathParameter = "E0022",
    /// A method and path that cannot be read.
    MalformedPath = "E0023",
    /// A body that names a field which its model lacks.
    UnknownBodyField = "E0024",
    /// A field or parameter that is named twice in one operation.
    RepeatedParameter = "E0025",
    /// What the server alone may write, in a body.
    ReadOnlyInBody = "E0026",
    /// A pagination that the operation cannot have.
    ImpossiblePagination = "E0027",
    /// A body that says two things, or nothing.
    ContradictoryBody = "E0028",
    /// A response that contradicts another one of its operation.
    ContradictoryResponse = "E0029",
    /// Two names that become one in Rust.
    NameClash = "E0030",
    /// A name that cannot become a Rust name.
    UnusableName = "E0031",
    /// A name that the generated code needs for itself.
    ReservedName = "E0032",
    /// A header or cookie that HTTP does not allow, or that the client writes itself.
    UnusableHeader = "E0033",
    /// A type's name that nothing could refer to.
    UnusableTypeName = "E0034",
    /// A type that cannot be read.
    MalformedType = "E0040",
    /// A type that would have no finite size.
    InfiniteType = "E0041",
    /// Constraints that no value can meet.
    ImpossibleConstraint = "E0042",
    /// A constraint that does not fit its type.
    MisplacedConstraint = "E0043",
    /// A default, constant or example that its type does not allow.
    ValueOutsideType = "E0044",
    /// A type definition that is none or several of a model, an enum, an id, a union and an alias.
    AmbiguousDefinition = "E0045",
    /// An enum or union without members, or with one twice.
    BadMembers = "E0046",
    /// A tagged union of something that has no members to hold the tag.
    UntaggableVariant = "E0047",
    /// A field that can be neither read nor written, or is required but cannot be sent.
    ContradictoryAccess = "E0048",
    /// A type in a place that cannot carry it, such as a model in a path.
    UnusableType = "E0049",
    /// An end of life before the deprecation.
    EndBeforeSince = "E0050",
    /// A replacement that does not exist.
    UndefinedReplacement = "E0051",
    /// A replacement that is itself deprecated.
    DeprecatedReplacement = "E0052",
    /// A replacement that cannot stand in.
    UnfitReplacement = "E0053",
    /// A server address or its variables that do not fit.
    BadServer = "E0060",
    /// Auth schemes that cannot be combined or lack a part.
    BadAuth = "E0061",
}
