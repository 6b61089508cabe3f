//! Writes the two sides of a change: the spec and Rust.

use crate::audit::escape::Html;
use crate::audit::render::view::{Entry, Values};
use crate::audit::render::words::WordDiff;
use crate::audit::report::{Class, Location};
use std::fmt::{Result, Write};

/// Operations that are shown unfolded.
const OPERATIONS: usize = 3;

/// Writes values, kind, direction, locations and operations.
pub(super) fn write_spec(out: &mut String, entry: &Entry<'_>) -> Result {
    writeln!(out, "<div class=\"side\">\n<h3>Spec</h3>")?;
    let change = entry.change;
    match &entry.values {
        Some(Values::Changed {
            old: Some(old),
            new: Some(new),
            ..
        }) if change.class == Class::Docs => writeln!(out, "<p>{}</p>", docs_diff(old, new))?,
        Some(values) => {
            let (aspect, old, new) = match values {
                Values::Added(new) => (None, None, Some(*new)),
                Values::Removed(old) => (None, Some(*old), None),
                Values::Changed { aspect, old, new } => (*aspect, *old, *new),
            };
            let label = aspect.map_or(String::new(), |aspect| format!("{aspect}: "));
            let (old, new) = (lines('-', &label, old), lines('+', &label, new));
            writeln!(out, "<pre class=\"diff\">{old}{new}</pre>")?;
        }
        None => {}
    }
    writeln!(out, "<dl>\n<dt>kind</dt><dd>{}</dd>", Html(&change.kind))?;
    if let Some(effect) = entry.effect.as_ref().filter(|it| it.has_direction) {
        let wire = &effect.wire_by_direction;
        writeln!(out, "<dt>wire</dt><dd>{wire}</dd>")?;
    }
    let (base, head) = (&change.location.base, &change.location.head);
    let locations = if base == head {
        vec![("at", head)]
    } else {
        vec![("before", base), ("after", head)]
    };
    for (name, location) in locations {
        if let Some(Location { file, line, column }) = location {
            let file = Html(file);
            writeln!(
                out,
                "<dt>{name}</dt><dd><code>{file}:{line}:{column}</code></dd>"
            )?;
        }
    }
    write_operations(out, entry)?;
    writeln!(out, "</dl>\n</div>")
}

fn lines(sign: char, label: &str, text: Option<&str>) -> String {
    let tag = if sign == '-' { "del" } else { "ins" };
    let lines = text.iter().flat_map(|text| text.lines());
    lines
        .map(|line| format!("<{tag}>{sign} {label}{}\n</{tag}>", Html(line)))
        .collect()
}

fn docs_diff(old: &str, new: &str) -> String {
    let diff = WordDiff::of(old, new);
    format!(
        "{} <del>{}</del> <ins>{}</ins> {}",
        Html(&diff.before),
        Html(&diff.old),
        Html(&diff.new),
        Html(&diff.after)
    )
}

fn write_operations(out: &mut String, entry: &Entry<'_>) -> Result {
    let Some(operations) = entry.operations(OPERATIONS) else {
        return Ok(());
    };
    let codes = |ids: &[&String]| {
        let codes = ids.iter().map(|id| format!("<code>{}</code>", Html(id)));
        codes.collect::<Vec<_>>().join(", ")
    };
    let (number, named) = (&operations.number, codes(&operations.named));
    write!(out, "<dt>affects</dt><dd>{number}: {named}")?;
    if !operations.rest.is_empty() {
        let (more, others) = (operations.rest.len(), codes(&operations.rest));
        write!(
            out,
            "<details><summary>{more} more</summary>{others}</details>"
        )?;
    }
    write!(out, "{}", operations.and_errors())?;
    writeln!(out, "</dd>")
}

/// Writes the old and new declarations.
pub(super) fn write_rust(out: &mut String, entry: &Entry<'_>) -> Result {
    writeln!(out, "<div class=\"side\">\n<h3>Rust</h3>")?;
    if entry.declarations.is_empty() {
        writeln!(out, "<p class=\"quiet\">No declaration changed.</p>")?;
    } else {
        write!(out, "<pre class=\"diff\">")?;
        for line in &entry.declarations {
            let tag = match line.sign {
                '-' => "del",
                '+' => "ins",
                _ => "span",
            };
            write!(out, "<{tag}>{} {}\n</{tag}>", line.sign, Html(&line.text))?;
        }
        writeln!(out, "</pre>")?;
    }
    writeln!(out, "</div>")
}
