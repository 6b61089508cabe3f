//! `cargo xtask generate`.

use crate::arguments::Arguments;
use crate::error::Error;
use crate::exit::Outcome;
use crate::{files, output, workspace};
use clientwright_codegen as codegen;
use clientwright_codegen::ir::Api;
use clientwright_codegen::source::Sources;
use clientwright_codegen::surface::Item;
use clientwright_codegen::tree::{Difference, Tree};
use std::path::{Path, PathBuf};

const HELP: &str = "\
Generate the crate from the spec

Usage: cargo xtask generate [OPTIONS]

Writes only files that change, and removes generated files that the spec no longer produces. Files that were not
generated are never overwritten. Warnings about the spec are printed to stderr.

Options:
  --spec DIR  Directory of the spec [default: `spec` of this workspace]
  --out DIR   Directory of the crate [default: `generated` of this workspace]. Any other directory gets a self-contained
              crate with a copy of the runtime
  -h, --help  Print help

Example:
  cargo xtask generate --spec path/to/spec --out path/to/crate
";

/// The files to generate, and how the files on disk differ. Both `generate` and `check` use it, so they cannot disagree.
pub(crate) struct Plan {
    spec: PathBuf,
    out: PathBuf,
    pub(crate) api: Api,
    /// Public items of the crate.
    pub(crate) items: Vec<Item>,
    /// Warnings about the spec, rendered; empty if there are none.
    warnings: String,
    /// The crate, and the schema next to the shipped spec.
    targets: Vec<Target>,
}

/// A directory and the files to generate in it.
pub(crate) struct Target {
    pub(crate) dir: PathBuf,
    tree: Tree,
    /// A generated file in one of these that is not in the tree is orphaned.
    subdirs: &'static [&'static str],
}

impl Target {
    /// How the directory differs from the files to generate.
    fn compare(&self) -> Result<Difference, Error> {
        let found = files::read_generated(&self.dir, &self.tree, self.subdirs)?;
        Ok(self.tree.compare(&found))
    }
}

impl Plan {
    pub(crate) fn new(spec: &Path, out: &Path) -> Result<Self, Error> {
        Self::from_sources(&workspace::read_spec(spec)?, spec, out)
    }

    /// A plan for the sources that were read from `spec`.
    pub(crate) fn from_sources(sources: &Sources, spec: &Path, out: &Path) -> Result<Self, Error> {
        let (api, warnings) = codegen::resolve_with_warnings(sources)
            .map_err(|report| Error::spec(&report, sources))?;
        let (tree, items) = codegen::package(&api, &workspace::runtime_for(out)?);
        let mut targets = vec![Target {
            dir: out.to_owned(),
            tree,
            subdirs: &["api", "src", "runtime"],
        }];
        if workspace::is_same_path(spec, &workspace::spec_dir()) {
            let mut tree = Tree::default();
            tree.insert("schema.json", codegen::spec::json_schema());
            targets.push(Target {
                dir: spec.to_owned(),
                tree,
                subdirs: &[],
            });
        }
        Ok(Self {
            spec: spec.to_owned(),
            out: out.to_owned(),
            api,
            items,
            warnings: warnings.render(sources),
            targets,
        })
    }

    /// Prints the warnings about the spec.
    pub(crate) fn print_warnings(&self) {
        if !self.warnings.is_empty() {
            output::message(self.warnings.trim_end());
        }
    }

    /// The directories, and how each differs from the files to generate.
    pub(crate) fn differences(&self) -> Result<Vec<(&Target, Difference)>, Error> {
        let compared = self.targets.iter().map(|it| Ok((it, it.compare()?)));
        compared.collect()
    }

    /// Writes the files that differ, and summarizes what was done.
    fn write(&self) -> Result<String, Error> {
        let _lock = files::lock(&self.out)?;
        for it in &self.targets {
            files::remove_unfinished(&it.dir, it.subdirs)?;
        }
        let differences = self.differences()?;
        // Checked before the first file is written, so that nothing is half done.
        let not_generated: Vec<_> = differences
            .iter()
            .flat_map(|(it, difference)| difference.foreign.iter().map(|path| it.dir.join(path)))
            .collect();
        if !not_generated.is_empty() {
            return Err(Error::NotGenerated(not_generated));
        }
        for (it, difference) in &differences {
            files::write_tree(&it.dir, &it.tree, difference)?;
        }
        Ok(self.summary(&differences))
    }

    fn summary(&self, differences: &[(&Target, Difference)]) -> String {
        let resources = &self.api.resources;
        let operations = resources.iter().map(|it| it.operations.len()).sum();
        let files: usize = self.targets.iter().map(|it| it.tree.files().count()).sum();
        let sum = |number_of: fn(&Difference) -> usize| -> usize {
            differences.iter().map(|(_, it)| number_of(it)).sum()
        };
        let written = sum(|it| it.missing.len() + it.stale.len());
        let removed = sum(|it| it.orphaned.len());
        format!(
            "{}: {}, {}, {} -> {}: {} written, {} unchanged, {removed} removed",
            workspace::display(&self.spec),
            counted(resources.len(), "resource"),
            counted(operations, "operation"),
            counted(self.api.types.len(), "type"),
            workspace::display(&self.out),
            counted(written, "file"),
            files - written,
        )
    }
}

/// A number and its noun: `1 file`, `2 files`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Runs the command.
pub(crate) fn run(arguments: &mut Arguments) -> Result<Outcome, Error> {
    let Some(options) = Options::parse(arguments)? else {
        return output::help(HELP);
    };
    let plan = Plan::new(&options.spec, &options.out)?;
    plan.print_warnings();
    output::write_line(&plan.write()?)?;
    Ok(Outcome::Success)
}

/// Parsed arguments of `generate` and `check`.
pub(crate) struct Options {
    pub(crate) spec: PathBuf,
    pub(crate) out: PathBuf,
}

impl Options {
    /// Parses the arguments; `None` if help is requested.
    pub(crate) fn parse(arguments: &mut Arguments) -> Result<Option<Self>, Error> {
        use lexopt::prelude::{Long, Short};
        let mut options = Self {
            spec: workspace::spec_dir(),
            out: workspace::crate_dir(),
        };
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("spec") => options.spec = arguments.path()?,
                Long("out") => options.out = arguments.path()?,
                Long("help") | Short('h') => return Ok(None),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(Some(options))
    }
}
