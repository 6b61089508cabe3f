//! Merge conflicts that were committed or saved without being resolved.

use super::Settings;
use crate::diag::Report;
use crate::source::FileId;

/// First line of a conflict, up to the name of the side.
const START: &str = "<<<<<<< ";
/// Last line of a conflict, up to the name of the side.
const END: &str = ">>>>>>> ";

/// Reports each conflict in a file, and returns whether there is one. Block scalars are indented, so a marker at the start
/// of a line is never part of one.
pub(super) fn check(settings: &Settings, file: FileId, text: &str, report: &mut Report) -> bool {
    let mut found = false;
    let (mut offset, mut start) = (0, None);
    for line in text.split_inclusive('\n') {
        let span = file.span(offset..offset + line.trim_end().len());
        offset += line.len();
        if line.starts_with(START) {
            start = Some(span);
        } else if line.starts_with(END)
            && let Some(start) = start.take()
        {
            found = true;
            report.error_between(
                settings.syntax,
                start,
                "unresolved merge conflict",
                (span, "it ends here"),
                "keep one of the two sides, or combine them, and remove the lines that start with `<<<<<<<`, `=======` and \
                 `>>>>>>>`",
            );
        }
    }
    found
}
