//! The difference of the text, as git shows it without a diff driver.

use super::one_line;
use super::versions::Versions;
use crate::error::Error;
use crate::output;
use std::process::{Command, Stdio};

/// Prints the difference of the text.
pub(super) fn print(versions: &Versions) -> Result<(), Error> {
    let output = Command::new("git")
        .args(["diff", "--no-index", "--no-ext-diff", "--no-textconv"])
        .args(["--no-color", "--"])
        .args([&versions.old_file, &versions.new_file])
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout);
            output::write(&with_paths(&text, versions))
        }
        Err(error) => output::write_line(&format!("  cannot start git: {error}")),
    }
}

/// Replaces the paths of temporary files by those of the file.
fn with_paths(difference: &str, versions: &Versions) -> String {
    let (old, new) = (
        format!("a/{}", one_line(&versions.path)),
        format!("b/{}", one_line(&versions.new_path)),
    );
    let mut text = String::new();
    for line in versions.rename_header.lines() {
        text.push_str(&format!("{}\n", one_line(line)));
    }
    let mut is_header = true;
    for line in difference.split_inclusive('\n') {
        is_header = is_header && !line.starts_with("@@");
        let side = |mark: &str, name: &str| match line.trim_end() == format!("{mark} /dev/null") {
            true => line.to_owned(),
            false => format!("{mark} {name}\n"),
        };
        text.push_str(&match line.split(' ').next() {
            Some("diff") if is_header => format!("diff --git {old} {new}\n"),
            Some("---") if is_header => side("---", &old),
            Some("+++") if is_header => side("+++", &new),
            Some("Binary") if is_header => format!("Binary files {old} and {new} differ\n"),
            _ => line.to_owned(),
        });
    }
    text
}
