//! The spec's side of a change and that of Rust, beside each other.

use crate::audit::escape::Html;
use crate::audit::render::difference::{declarations, words as word_difference};
use crate::audit::render::words::{self, count};
use crate::audit::report::{Change, Class, Location};
use std::fmt::{Result, Write};

/// Operations that are named at once; the others are folded.
const OPERATIONS: usize = 3;

/// The side of the spec: values, direction, places, operations.
pub(super) fn write_spec(out: &mut String, change: &Change) -> Result {
    writeln!(out, "<div class=\"side\">\n<h3>Spec</h3>")?;
    let (old, new) = (change.wire.old.as_deref(), change.wire.new.as_deref());
    let label = &words::label(change);
    match (old, new) {
        (Some(old), Some(new)) if change.class == Class::Docs => {
            writeln!(out, "<p>{}</p>", between(old, new))?;
        }
        (None, None) => {}
        // What holds because of the day is no difference.
        _ if change.is_of_the_day() => {}
        _ => {
            writeln!(
                out,
                "<pre class=\"diff\">{}{}</pre>",
                lines('-', label, old),
                lines('+', label, new)
            )?;
        }
    }
    writeln!(out, "<dl>")?;
    writeln!(out, "<dt>what</dt><dd>{}</dd>", Html(&change.kind))?;
    if let Some(direction) = words::direction(change.direction) {
        writeln!(out, "<dt>in</dt><dd>{direction}</dd>")?;
    }
    let (base, head) = (&change.location.base, &change.location.head);
    let places = if base == head {
        vec![("at", head)]
    } else {
        vec![("before", base), ("after", head)]
    };
    for (name, place) in places {
        if let Some(Location { file, line, column }) = place {
            let file = Html(file);
            writeln!(
                out,
                "<dt>{name}</dt><dd><code>{file}:{line}:{column}</code></dd>"
            )?;
        }
    }
    write_operations(out, change)?;
    writeln!(out, "</dl>\n</div>")
}

fn lines(sign: char, label: &str, text: Option<&str>) -> String {
    let tag = if sign == '-' { "del" } else { "ins" };
    let lines = text.iter().flat_map(|text| text.lines());
    lines
        .map(|line| format!("<{tag}>{sign} {label}{}\n</{tag}>", Html(line)))
        .collect()
}

fn between(old: &str, new: &str) -> String {
    let words = word_difference(old, new);
    format!(
        "{} <del>{}</del> <ins>{}</ins> {}",
        Html(&words.before),
        Html(&words.old),
        Html(&words.new),
        Html(&words.after)
    )
}

fn write_operations(out: &mut String, change: &Change) -> Result {
    let all = change.affected_operations.len();
    if all == 0 {
        return Ok(());
    }
    let (named, more) = words::operations(change, OPERATIONS);
    let code = |id: &String| format!("<code>{}</code>", Html(id));
    let named: Vec<_> = named.iter().map(code).collect();
    write!(
        out,
        "<dt>reaches</dt><dd>{}: {}",
        count(all, "operation"),
        named.join(", ")
    )?;
    if more > 0 {
        let rest: Vec<_> = change
            .affected_operations
            .iter()
            .skip(OPERATIONS)
            .map(code)
            .collect();
        write!(
            out,
            "<details><summary>{more} more</summary>{}</details>",
            rest.join(", ")
        )?;
    }
    writeln!(out, "</dd>")
}

/// The side of Rust: old and new declarations.
pub(super) fn write_rust(out: &mut String, change: &Change) -> Result {
    writeln!(out, "<div class=\"side\">\n<h3>Rust</h3>")?;
    let lines = declarations(change);
    if lines.is_empty() {
        writeln!(out, "<p class=\"quiet\">No item differs.</p>")?;
    } else {
        write!(out, "<pre class=\"diff\">")?;
        for line in lines {
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
