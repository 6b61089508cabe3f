//! The generators to compare: how each is installed and called, and what it writes.

/// A code generator for API clients.
pub(super) struct Generator {
    /// Name in the tables.
    pub name: &'static str,
    /// How to obtain the program.
    pub program: Program,
    /// Arguments, with placeholders `{spec}`, `{document}`, `{crate}` and `{package}`.
    pub arguments: &'static [&'static str],
    /// Version of the OpenAPI document that it reads.
    pub document: Document,
    /// Kind of output.
    pub output: Output,
    /// Root files of the crates whose compilation is measured. The sources of each crate are in the directory of its root.
    pub roots: &'static [&'static str],
}

/// How to obtain a program.
pub(super) enum Program {
    /// Build it from this workspace.
    Ours,
    /// Install a pinned version of a crates.io package.
    Installed {
        package: &'static str,
        version: &'static str,
        binary: &'static str,
    },
}

/// Version of an OpenAPI document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Document {
    /// OpenAPI 3.1, as exported.
    V31,
    /// OpenAPI 3.1, or 3.0 if the generator rejects that; see `openapi30`.
    V31OrV30,
}

/// Output of a generator.
pub(super) enum Output {
    /// A complete package.
    Package,
    /// A module in a directory below `src`, and a TOML file that lists its dependencies.
    Module {
        dir: &'static str,
        dependencies: &'static str,
    },
}

/// Ours first, then the others in alphabetical order.
pub(super) const GENERATORS: [Generator; 6] = [
    Generator {
        name: "ours",
        program: Program::Ours,
        arguments: &["generate", "--spec", "{spec}", "--out", "{crate}"],
        document: Document::V31,
        output: Output::Package,
        roots: &["src/lib.rs"],
    },
    Generator {
        name: "ours, with runtime",
        program: Program::Ours,
        arguments: &["generate", "--spec", "{spec}", "--out", "{crate}"],
        document: Document::V31,
        output: Output::Package,
        roots: &["src/lib.rs", "runtime/src/lib.rs"],
    },
    Generator {
        name: "oas3-gen",
        program: Program::Installed {
            package: "oas3-gen",
            version: "0.29.0",
            binary: "oas3-gen",
        },
        arguments: &[
            "generate",
            "client-mod",
            "--input",
            "{document}",
            "--output",
            "{crate}",
            "--workspace",
        ],
        document: Document::V31,
        output: Output::Package,
        roots: &["src/lib.rs"],
    },
    Generator {
        name: "openapi-to-rust",
        program: Program::Installed {
            package: "openapi-to-rust",
            version: "0.23.0",
            binary: "openapi-to-rust",
        },
        arguments: &[
            "generate",
            "{document}",
            "--output-dir",
            "{crate}/src/api",
            "--module-name",
            "api",
        ],
        document: Document::V31,
        output: Output::Module {
            dir: "api",
            dependencies: "src/api/REQUIRED_DEPS.toml",
        },
        roots: &["src/lib.rs"],
    },
    Generator {
        name: "ploidy",
        program: Program::Installed {
            package: "ploidy",
            version: "0.15.0",
            binary: "ploidy",
        },
        arguments: &[
            "generate",
            "rust",
            "{document}",
            "--output",
            "{crate}",
            "--name",
            "{package}",
        ],
        document: Document::V31,
        output: Output::Package,
        roots: &["src/lib.rs"],
    },
    Generator {
        name: "progenitor",
        program: Program::Installed {
            package: "cargo-progenitor",
            version: "0.15.1",
            binary: "cargo-progenitor",
        },
        arguments: &[
            "progenitor",
            "--input",
            "{document}",
            "--output",
            "{crate}",
            "--name",
            "{package}",
            "--version",
            "0.1.0",
        ],
        document: Document::V31OrV30,
        output: Output::Package,
        roots: &["src/lib.rs"],
    },
];
