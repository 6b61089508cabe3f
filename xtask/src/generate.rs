//! `cargo xtask generate`.

use crate::error::Error;
use crate::{Outcome, folder, output, workspace};
use clientwright_codegen as codegen;
use clientwright_codegen::ir::Api;
use clientwright_codegen::source::Sources;
use clientwright_codegen::surface::Item;
use clientwright_codegen::tree::{Difference, Tree};
use std::path::{Path, PathBuf};

const HELP: &str = "\
cargo xtask generate [--spec DIR] [--out DIR]

Writes the crate that the spec describes. Files that are already right are not touched; generated files that the spec
no longer has are removed; files that were not generated are never overwritten.

  --spec DIR  the spec; `spec` of this workspace, when left out
  --out DIR   where the crate goes; `generated` of this workspace, when left out. Any other folder gets a whole crate
              with a copy of the runtime in it, which builds where it is
";

/// What `generate` writes and `check` compares: the two cannot disagree, since both start here.
pub(crate) struct Plan {
    pub(crate) out: PathBuf,
    pub(crate) spec: PathBuf,
    pub(crate) api: Api,
    /// What callers can see of the crate.
    pub(crate) items: Vec<Item>,
    /// The crate, and the schema that stands beside the spec.
    trees: Vec<Part>,
}

/// A tree and where it goes.
struct Part {
    folder: PathBuf,
    tree: Tree,
    difference: Difference,
}

impl Part {
    /// `areas` are the folders in which a generated file that the tree does not have is an orphan.
    fn new(folder: &Path, tree: Tree, areas: &[&str]) -> Result<Self, Error> {
        let found = folder::read(folder, &tree, areas)?;
        let difference = tree.compare(&found);
        Ok(Self {
            folder: folder.to_owned(),
            tree,
            difference,
        })
    }
}

impl Plan {
    pub(crate) fn new(spec: &Path, out: &Path) -> Result<Self, Error> {
        Self::of(&workspace::sources(spec)?, spec, out)
    }

    /// The plan for sources that were read from the folder `spec`.
    pub(crate) fn of(sources: &Sources, spec: &Path, out: &Path) -> Result<Self, Error> {
        let api = codegen::resolve(sources).map_err(|report| Error::spec(&report, sources))?;
        let (tree, items) = codegen::package(&api, &workspace::runtime_for(out)?);
        let mut trees = vec![Part::new(out, tree, &["api", "src", "runtime"])?];
        if workspace::is_same(spec, &workspace::spec()) {
            let mut tree = Tree::default();
            tree.insert("schema.json", codegen::spec::json_schema());
            trees.push(Part::new(spec, tree, &[])?);
        }
        Ok(Self {
            out: out.to_owned(),
            spec: spec.to_owned(),
            api,
            items,
            trees,
        })
    }

    /// How the folders differ from what they should be.
    pub(crate) fn differences(&self) -> impl Iterator<Item = (&Path, &Difference)> {
        self.trees
            .iter()
            .map(|part| (part.folder.as_path(), &part.difference))
    }

    fn write(&self) -> Result<(), Error> {
        // Refused before the first folder is touched, so that nothing is half done.
        let foreign: Vec<_> = self
            .differences()
            .flat_map(|(folder, it)| it.foreign.iter().map(|path| folder.join(path)))
            .collect();
        if !foreign.is_empty() {
            return Err(Error::Foreign(foreign));
        }
        self.trees
            .iter()
            .try_for_each(|part| folder::write(&part.folder, &part.tree, &part.difference))
    }

    fn summary(&self) -> String {
        let operations: usize = self
            .api
            .resources
            .iter()
            .map(|resource| resource.operations.len())
            .sum();
        let files: usize = self
            .trees
            .iter()
            .map(|part| part.tree.files().count())
            .sum();
        let count =
            |of: fn(&Difference) -> usize| self.differences().map(|(_, it)| of(it)).sum::<usize>();
        let written = count(|it| it.missing.len() + it.stale.len());
        let removed = count(|it| it.orphaned.len());
        format!(
            "{}: {} resources, {operations} operations, {} types -> {}: {written} files written, {} unchanged, {removed} removed",
            workspace::shown(&self.spec),
            self.api.resources.len(),
            self.api.types.len(),
            workspace::shown(&self.out),
            files - written,
        )
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &mut lexopt::Parser) -> Result<Outcome, Error> {
    let Some(places) = Places::read(arguments, HELP)? else {
        return Ok(Outcome::Fine);
    };
    let plan = Plan::new(&places.spec, &places.out)?;
    plan.write()?;
    output::line(&plan.summary())?;
    Ok(Outcome::Fine)
}

/// Where to read and where to write.
pub(crate) struct Places {
    pub(crate) spec: PathBuf,
    pub(crate) out: PathBuf,
}

impl Places {
    /// Reads `--spec` and `--out`; none, when help was asked for and given.
    pub(crate) fn read(arguments: &mut lexopt::Parser, help: &str) -> Result<Option<Self>, Error> {
        use lexopt::prelude::{Long, Short};
        let mut places = Self {
            spec: workspace::spec(),
            out: workspace::generated(),
        };
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("spec") => places.spec = absolute(arguments.value()?.into()),
                Long("out") => places.out = absolute(arguments.value()?.into()),
                Long("help") | Short('h') => {
                    output::text(help)?;
                    return Ok(None);
                }
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(Some(places))
    }
}

/// A path that stays the same when the current folder changes.
pub(crate) fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}
