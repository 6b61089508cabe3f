//! The figures as Markdown.

use super::generators::Program;
use super::measure::{Compiled, Costs, Row};
use super::subject::Subject;
use std::fmt::Write;
use std::time::Duration;

/// The longest reason of a failure that is printed whole.
const LONGEST: usize = 240;

/// What the columns mean.
const NOTE: &str = "
Files and lines are those of the crate that is compiled. Check and build are of that crate alone, not incremental; what
it depends on, support crates of the generators included, was built before. Only `ours, runtime too` compiles our
runtime as well, and counts its files.
";

/// What each generator costs for one subject, and how ours compares with the best of them.
pub(super) fn costs(subject: &Subject, rows: &[Row], runs: usize) -> String {
    let mut text = format!(
        "### {} operations ({}), fastest of {runs}\n\n",
        subject.operations, subject.package
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
            refused: Some(reason),
            ..
        }) = &row.costs
        {
            let name = row.generator.name;
            let _ = writeln!(
                text,
                "\n{name} refuses the exported document: {}",
                cell(reason)
            );
            text.push_str("Its row is about the document in OpenAPI 3.0, with `default` responses as `4XX` and `5XX`.\n");
        }
    }
    text.push_str(NOTE);
    text.push_str(&comparison(rows));
    text
}

/// What one operation costs in the small subject and in the large one; flat, when it is no more in the large one.
pub(super) fn per_operation(
    (small, of_small): (&Subject, &[Row]),
    (large, of_large): (&Subject, &[Row]),
) -> String {
    let (few, many) = (small.operations, large.operations);
    let mut text = format!("### Cost of one operation, among {few} and among {many}\n\n");
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

/// Ours beside the best of the peers, which may be another one for each column.
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
        Some(format!(
            "- {what}: {share:.2} of the best of the others ({name})\n"
        ))
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
        format!("\nOurs takes, in time to\n\n{lines}")
    }
}

fn compiled(costs: &Costs) -> Option<&Compiled> {
    costs.compiled.as_ref().ok()
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// A text that fits into a cell.
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
