//! What git would have shown without this command: the text, line by line.

use super::one_line;
use super::pair::Pair;
use crate::error::Error;
use crate::output;
use std::process::{Command, Stdio};

/// Shows how the text differs.
pub(super) fn show(pair: &Pair) -> Result<(), Error> {
    let output = Command::new("git")
        .args(["diff", "--no-index", "--no-ext-diff", "--no-textconv"])
        .args(["--no-color", "--"])
        .args([&pair.old_file, &pair.new_file])
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) => output::text(&named(&String::from_utf8_lossy(&output.stdout), pair)),
        Err(error) => output::line(&format!("  cannot be shown: {error}")),
    }
}

/// The difference with the names of the file, where git names copies that it made for us.
fn named(difference: &str, pair: &Pair) -> String {
    let (old, new) = (
        format!("a/{}", one_line(&pair.path)),
        format!("b/{}", one_line(&pair.new_path)),
    );
    let mut text = String::new();
    for line in pair.renamed.lines() {
        text.push_str(&format!("{}\n", one_line(line)));
    }
    let mut is_head = true;
    for line in difference.split_inclusive('\n') {
        is_head = is_head && !line.starts_with("@@");
        let side = |mark: &str, name: &str| match line.trim_end() == format!("{mark} /dev/null") {
            true => line.to_owned(),
            false => format!("{mark} {name}\n"),
        };
        text.push_str(&match line.split(' ').next() {
            Some("diff") if is_head => format!("diff --git {old} {new}\n"),
            Some("---") if is_head => side("---", &old),
            Some("+++") if is_head => side("+++", &new),
            Some("Binary") if is_head => format!("Binary files {old} and {new} differ\n"),
            _ => line.to_owned(),
        });
    }
    text
}
