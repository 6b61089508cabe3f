//! The measurements. In each round every generator takes its turn, so that noise affects all of them alike. The fastest
//! round counts, because noise only adds time.

use super::generators::Generator;
use super::install::cargo;
use super::process;
use super::project::Project;
use crate::error::Error;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

/// Costs of one generator for one input, or why it failed.
pub(super) struct Row {
    pub generator: &'static Generator,
    pub costs: Result<Costs, String>,
}

/// Costs of generating and compiling a crate.
pub(super) struct Costs {
    pub generate: Duration,
    /// Peak memory in KiB; `None` if it cannot be measured.
    pub memory: Option<u64>,
    pub files: usize,
    pub lines: usize,
    /// Why the generator rejected the OpenAPI 3.1 document, if it used the 3.0 one instead.
    pub rejected: Option<String>,
    /// Costs of compiling, or why that failed.
    pub compiled: Result<Compiled, String>,
}

/// Costs of compiling a crate.
pub(super) struct Compiled {
    pub check: Duration,
    pub build: Duration,
    /// Size of the library, in bytes.
    pub rlib: u64,
}

/// Minimum number of times that generating is measured: it is fast, and disk access makes it noisy.
const GENERATIONS: usize = 10;

/// Measures all projects.
pub(super) fn all(projects: &[Project<'_>], build: &Path, runs: usize) -> Result<Vec<Row>, Error> {
    let mut rows: Vec<_> = projects
        .iter()
        .map(|project| Row {
            generator: project.generator,
            costs: generated(project),
        })
        .collect();
    for _ in 1..runs.max(GENERATIONS) {
        for (project, costs) in measurable(projects, &mut rows) {
            costs.generate = project
                .generate()
                .map_or(costs.generate, |again| again.elapsed.min(costs.generate));
        }
    }
    for (project, costs) in measurable(projects, &mut rows) {
        eprintln!(
            "compiling {} ({}) and its dependencies",
            project.package, project.generator.name
        );
        costs.memory = project.memory(costs.rejected.is_some());
        (costs.files, costs.lines) = project.size()?;
        project.complete()?;
        costs.compiled = compiled(project, build);
    }
    for round in 1..=runs {
        eprintln!("round {round} of {runs}");
        for (project, costs) in measurable(projects, &mut rows) {
            if let Ok(compiled) = &mut costs.compiled
                && let Err(reason) = compile_again(project, build, compiled)
            {
                costs.compiled = Err(reason);
            }
        }
    }
    Ok(rows)
}

/// The projects that were generated.
fn measurable<'a>(
    projects: &'a [Project<'a>],
    rows: &'a mut [Row],
) -> impl Iterator<Item = (&'a Project<'a>, &'a mut Costs)> {
    projects
        .iter()
        .zip(rows)
        .filter_map(|(project, row)| Some((project, row.costs.as_mut().ok()?)))
}

fn generated(project: &Project<'_>) -> Result<Costs, String> {
    let generated = project.generate()?;
    Ok(Costs {
        generate: generated.elapsed,
        memory: None,
        files: 0,
        lines: 0,
        rejected: generated.rejected,
        compiled: Err("not compiled yet".to_owned()),
    })
}

/// Compiles the crate and its dependencies for the first time.
fn compiled(project: &Project<'_>, build: &Path) -> Result<Compiled, String> {
    for command in ["check", "build"] {
        process::run(&mut compiler(command, project, build))?;
    }
    let library = build
        .join("debug")
        .join(format!("lib{}.rlib", project.package.replace('-', "_")));
    let rlib = fs::metadata(&library)
        .map_err(|error| format!("cannot read {}: {error}", library.display()))?
        .len();
    Ok(Compiled {
        check: Duration::MAX,
        build: Duration::MAX,
        rlib,
    })
}

/// Compiles only the crate.
fn compile_again(
    project: &Project<'_>,
    build: &Path,
    compiled: &mut Compiled,
) -> Result<(), String> {
    for (command, fastest) in [
        ("check", &mut compiled.check),
        ("build", &mut compiled.build),
    ] {
        for root in project.generator.roots {
            let touched = File::options().append(true).open(project.dir.join(root));
            let touched = touched.and_then(|file| file.set_modified(SystemTime::now()));
            touched.map_err(|error| format!("cannot touch {root}: {error}"))?;
        }
        *fastest = process::timed(&mut compiler(command, project, build))?.min(*fastest);
    }
    Ok(())
}

/// `cargo check` or `cargo build`, not incremental, as for a dependency.
fn compiler(command: &str, project: &Project<'_>, build: &Path) -> Command {
    let mut cargo = cargo();
    cargo
        .arg(command)
        .arg("--target-dir")
        .arg(build)
        .current_dir(&project.dir)
        .env("CARGO_INCREMENTAL", "0");
    cargo
}
