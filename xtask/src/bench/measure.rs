//! The measuring itself. In every round each generator has its turn, so that noise hits all of them alike; of all rounds
//! the fastest counts, since noise only ever adds.

use super::generators::Generator;
use super::install::cargo;
use super::process;
use super::site::Site;
use crate::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

/// What one generator costs for one subject, or why it could not generate.
pub(super) struct Row {
    pub generator: &'static Generator,
    pub costs: Result<Costs, String>,
}

/// What generating costs, and what the result costs to compile.
pub(super) struct Costs {
    pub generate: Duration,
    /// In KiB; nothing where it cannot be measured.
    pub memory: Option<u64>,
    pub files: usize,
    pub lines: usize,
    /// Why the exported document was not good enough, where a document of version 3.0 was taken instead.
    pub refused: Option<String>,
    /// Or why it does not compile.
    pub compiled: Result<Compiled, String>,
}

/// What compiling costs.
pub(super) struct Compiled {
    pub check: Duration,
    pub build: Duration,
    /// Size of the library in bytes.
    pub rlib: u64,
}

/// How often generating is measured at least: it is quick, and the disk makes it noisy.
const GENERATIONS: usize = 10;

/// Measures all sites.
pub(super) fn all(sites: &[Site<'_>], build: &Path, runs: usize) -> Result<Vec<Row>, Error> {
    let mut rows: Vec<_> = sites
        .iter()
        .map(|site| Row {
            generator: site.generator,
            costs: generated(site),
        })
        .collect();
    for _ in 1..runs.max(GENERATIONS) {
        for (site, costs) in measurable(sites, &mut rows) {
            costs.generate = site
                .generate()
                .map_or(costs.generate, |again| again.elapsed.min(costs.generate));
        }
    }
    for (site, costs) in measurable(sites, &mut rows) {
        eprintln!(
            "{}: compiling the dependencies of {}",
            site.generator.name, site.package
        );
        costs.memory = site.memory(costs.refused.is_some());
        (costs.files, costs.lines) = site.size()?;
        site.complete()?;
        costs.compiled = compiled(site, build);
    }
    for round in 1..=runs {
        eprintln!("round {round} of {runs}");
        for (site, costs) in measurable(sites, &mut rows) {
            if let Ok(compiled) = &mut costs.compiled
                && let Err(reason) = compile_again(site, build, compiled)
            {
                costs.compiled = Err(reason);
            }
        }
    }
    Ok(rows)
}

/// The sites where something was generated.
fn measurable<'a>(
    sites: &'a [Site<'a>],
    rows: &'a mut [Row],
) -> impl Iterator<Item = (&'a Site<'a>, &'a mut Costs)> {
    sites
        .iter()
        .zip(rows)
        .filter_map(|(site, row)| Some((site, row.costs.as_mut().ok()?)))
}

fn generated(site: &Site<'_>) -> Result<Costs, String> {
    let generated = site.generate()?;
    Ok(Costs {
        generate: generated.elapsed,
        memory: None,
        files: 0,
        lines: 0,
        refused: generated.refused,
        compiled: Err("not compiled".to_owned()),
    })
}

/// Compiles everything once, dependencies included.
fn compiled(site: &Site<'_>, build: &Path) -> Result<Compiled, String> {
    for command in ["check", "build"] {
        process::run(&mut compiler(command, site, build))?;
    }
    let library = build
        .join("debug")
        .join(format!("lib{}.rlib", site.package.replace('-', "_")));
    let rlib = fs::metadata(&library)
        .map_err(|error| format!("no library {}: {error}", library.display()))?
        .len();
    Ok(Compiled {
        check: Duration::MAX,
        build: Duration::MAX,
        rlib,
    })
}

/// Compiles the crate and nothing else.
fn compile_again(site: &Site<'_>, build: &Path, compiled: &mut Compiled) -> Result<(), String> {
    for (command, fastest) in [
        ("check", &mut compiled.check),
        ("build", &mut compiled.build),
    ] {
        for root in site.generator.roots {
            let touched = File::options().append(true).open(site.folder.join(root));
            let touched = touched.and_then(|file| file.set_modified(SystemTime::now()));
            touched.map_err(|error| format!("cannot touch {root}: {error}"))?;
        }
        *fastest = process::timed(&mut compiler(command, site, build))?.min(*fastest);
    }
    Ok(())
}

/// `cargo check` or `cargo build`, as for a dependency: whole, not only what changed since the last time.
fn compiler(command: &str, site: &Site<'_>, build: &Path) -> Command {
    let mut cargo = cargo();
    cargo
        .arg(command)
        .arg("--target-dir")
        .arg(build)
        .current_dir(&site.folder)
        .env("CARGO_INCREMENTAL", "0");
    cargo
}
