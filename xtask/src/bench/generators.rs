//! The generators that are compared, as data: how each is installed and called, and what it leaves to be done.

/// A generator.
pub(super) struct Generator {
    /// What the tables call it.
    pub name: &'static str,
    /// Where its program comes from.
    pub program: Program,
    /// Its arguments; `{spec}`, `{document}`, `{crate}` and `{package}` are filled in.
    pub arguments: &'static [&'static str],
    /// Which form of the document it reads.
    pub form: Form,
    /// What it writes.
    pub output: Output,
    /// What is compiled while the clock runs: the roots of the crates, each beside the other files of its crate.
    pub roots: &'static [&'static str],
}

/// Where a program comes from.
pub(super) enum Program {
    /// This workspace.
    Ours,
    /// A package of crates.io, at a fixed version, and the binary in it.
    Installed {
        package: &'static str,
        version: &'static str,
        binary: &'static str,
    },
}

/// A form of the OpenAPI document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is exported.
    Exported,
    /// The export where the generator reads it; otherwise a document of version 3.0, see `openapi30`.
    OrVersion30,
}

/// What a generator writes.
pub(super) enum Output {
    /// A package.
    Package,
    /// A module in this folder, with a file beside it that lists the dependencies in TOML.
    Module {
        folder: &'static str,
        dependencies: &'static str,
    },
}

/// Ours comes first, then the peers in the order of the alphabet.
pub(super) const GENERATORS: [Generator; 6] = [
    Generator {
        name: "ours",
        program: Program::Ours,
        arguments: &["generate", "--spec", "{spec}", "--out", "{crate}"],
        form: Form::Exported,
        output: Output::Package,
        roots: &["src/lib.rs"],
    },
    Generator {
        name: "ours, runtime too",
        program: Program::Ours,
        arguments: &["generate", "--spec", "{spec}", "--out", "{crate}"],
        form: Form::Exported,
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
        form: Form::Exported,
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
        form: Form::Exported,
        output: Output::Module {
            folder: "api",
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
        form: Form::Exported,
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
        form: Form::OrVersion30,
        output: Output::Package,
        roots: &["src/lib.rs"],
    },
];
