//! Renders the measurements as Markdown.

use super::generators::Program;
use super::input::Input;
use super::measure::{Compiled, Costs, Row};
use std::fmt::Write;
use std::time::Duration;

/// Maximum length of the reason for a failure, in characters.
const LONGEST: usize = 240;

/// Explains the columns.
const NOTE: &str = "
Files and lines count the Rust sources of the compiled crate. Check and build compile only that crate, not incrementally;
its dependencies, including support crates of the generators, are compiled beforehand. `ours, with runtime` includes the
files and the compilation of our runtime.
";

/// Costs of each generator for one input, and ours relative to the best of the others.
pub(super) fn costs(input: &Input, rows: &[Row], runs: usize) -> String {
    let mut text = format!(
        "### {} operations ({}), best of {runs}\n\n",
        input.operations, input.package
    );
    text.push_str("| generator | version | generate s | peak MiB | files | lines | check s | build s | rlib KiB |\n");
    text.push_str("|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
    for row in rows {
        let (name, version) = (row.generator.name, version(row));
        let line = match &row.costs {
            Ok(costs) => cells(costs),
            Err(reason) => format!("**failed**: {} | | | | | |", cell(reason)),
        };
        let _ = writeln!(text, "| {name} | {version} | {line} |");
    }
    for row in rows {
        if let Ok(Costs {
            rejected: Some(reason),
            ..
        }) = &row.costs
        {
            let name = row.generator.name;
            let _ = writeln!(
                text,
                "\n{name} rejects the exported document: {}",
                cell(reason)
            );
            text.push_str("Its row uses the document converted to OpenAPI 3.0, with `4XX` and `5XX` instead of `default` responses.\n");
        }
    }
    text.push_str(NOTE);
    text.push_str(&comparison(rows));
    text
}

/// Cost per operation of the small and of the large input.
pub(super) fn per_operation(
    (small, of_small): (&Input, &[Row]),
    (large, of_large): (&Input, &[Row]),
) -> String {
    let (few, many) = (small.operations, large.operations);
    let mut text = format!("### Cost per operation: {few} and {many} operations\n\n");
    text.push_str("| generator | generate ms | lines | check ms | build ms | rlib KiB |\n|---|--:|--:|--:|--:|--:|\n");
    for (one, other) in of_small.iter().zip(of_large) {
        let (Ok(one_costs), Ok(other_costs)) = (&one.costs, &other.costs) else {
            continue;
        };
        let both =
            |of: fn(&Costs) -> Option<f64>, digits: usize| match (of(one_costs), of(other_costs)) {
                (Some(a), Some(b)) => {
                    let (a, b) = (a / few as f64, b / many as f64);
                    format!("{a:.digits$} → {b:.digits$} (×{:.2})", b / a)
                }
                _ => "–".to_owned(),
            };
        let columns = [
            both(|it| Some(milliseconds(it.generate)), 2),
            both(|it| Some(it.lines as f64), 0),
            both(|it| compiled(it).map(|it| milliseconds(it.check)), 1),
            both(|it| compiled(it).map(|it| milliseconds(it.build)), 1),
            both(|it| compiled(it).map(|it| it.rlib as f64 / 1024.0), 1),
        ];
        let _ = writeln!(text, "| {} | {} |", one.generator.name, columns.join(" | "));
    }
    text
}

fn version(row: &Row) -> &'static str {
    match row.generator.program {
        Program::Ours => env!("CARGO_PKG_VERSION"),
        Program::Installed { version, .. } => version,
    }
}

fn cells(costs: &Costs) -> String {
    let memory = costs.memory.map_or_else(
        || "n/a".to_owned(),
        |it| format!("{:.1}", it as f64 / 1024.0),
    );
    let compiled = match &costs.compiled {
        Ok(it) => format!(
            "{:.2} | {:.2} | {}",
            it.check.as_secs_f64(),
            it.build.as_secs_f64(),
            it.rlib / 1024
        ),
        Err(reason) => format!("**failed**: {} | |", cell(reason)),
    };
    format!(
        "{:.3} | {memory} | {} | {} | {compiled}",
        costs.generate.as_secs_f64(),
        costs.files,
        costs.lines
    )
}

/// Ours relative to the best of the others, which may be a different one for each column.
fn comparison(rows: &[Row]) -> String {
    let figure =
        |row: &Row, of: fn(&Costs) -> Option<Duration>| row.costs.as_ref().ok().and_then(of);
    let line = |what: &str, of: fn(&Costs) -> Option<Duration>| {
        let ours = figure(rows.first()?, of)?;
        let peers = rows
            .iter()
            .filter(|row| matches!(row.generator.program, Program::Installed { .. }));
        let (best, name) = peers
            .filter_map(|row| Some((figure(row, of)?, row.generator.name)))
            .min()?;
        let share = ours.as_secs_f64() / best.as_secs_f64();
        Some(format!("- {what}: {share:.2} of the time of {name}\n"))
    };
    let lines = [
        line("generate", |it| Some(it.generate)),
        line("check", |it| compiled(it).map(|it| it.check)),
        line("build", |it| compiled(it).map(|it| it.build)),
    ];
    let lines: String = lines.into_iter().flatten().collect();
    if lines.is_empty() {
        lines
    } else {
        format!("\nOurs relative to the fastest of the others:\n\n{lines}")
    }
}

fn compiled(costs: &Costs) -> Option<&Compiled> {
    costs.compiled.as_ref().ok()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// Escapes and shortens text for a table cell.
fn cell(text: &str) -> String {
    let mut short: String = text
        .chars()
        .filter(|letter| !letter.is_control())
        .take(LONGEST)
        .collect();
    if text.chars().count() > LONGEST {
        short.push('…');
    }
    short.replace('|', "\\|")
}
