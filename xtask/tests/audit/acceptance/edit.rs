//! Edits of a spec.

use crate::sandbox::Sandbox;
use std::fs;

pub(super) enum Edit {
    /// Replaces a string in a file: file, old and new string.
    Replace(&'static str, &'static str, &'static str),
    /// Adds a file: path and content.
    Write(&'static str, &'static str),
    /// Moves a definition to a new file: file, first line of the definition, new file.
    Move(&'static str, &'static str, &'static str),
    /// Reverses the sections of every file, and the entries of `operations` and `types`.
    Reverse,
}

use Edit::{Move, Replace, Reverse, Write};

pub(super) fn apply(edit: &Edit, to: &Sandbox) {
    match edit {
        Replace(file, from, with) => {
            to.edit(file, from, with);
        }
        Write(file, text) => fs::write(to.spec().join(file), text).expect(file),
        Move(file, start, target) => {
            let path = to.spec().join(file);
            let text = fs::read_to_string(&path).expect(file);
            let at = text.find(start).expect(start);
            let entry = entries(&text[at..])[0];
            fs::write(to.spec().join(target), format!("types:\n{entry}")).expect(target);
            fs::write(path, text.replacen(entry, "", 1)).expect(file);
        }
        Reverse => {
            for folder in ["resources", "types"] {
                for file in fs::read_dir(to.spec().join(folder)).expect(folder) {
                    let path = file.expect(folder).path();
                    let text = fs::read_to_string(&path).expect(folder);
                    fs::write(path, reversed(&text)).expect(folder);
                }
            }
        }
    }
}

/// A file with its sections in reverse order, and the entries of `operations` and `types`.
fn reversed(text: &str) -> String {
    let mut sections: Vec<String> = split(text, |line| !line.starts_with([' ', '#']))
        .into_iter()
        .map(|section| match section.split_once('\n') {
            Some((head @ ("operations:" | "types:"), body)) => {
                let mut entries = entries(body);
                entries.reverse();
                format!("{head}\n{}", entries.concat())
            }
            _ => section.to_owned(),
        })
        .collect();
    sections.reverse();
    sections.concat()
}

/// The entries of a section.
fn entries(body: &str) -> Vec<&str> {
    split(body, |line| {
        line.starts_with("  ") && !line.starts_with("   ")
    })
}

/// Splits a file before each line that starts a part. Lines before the first part belong to it.
fn split(text: &str, starts: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut at, mut begun) = (0, 0, false);
    for line in text.split_inclusive('\n') {
        if starts(line) && !line.trim().is_empty() {
            if begun {
                parts.push(&text[from..at]);
                from = at;
            }
            begun = true;
        }
        at += line.len();
    }
    parts.push(&text[from..]);
    parts
}
