//! The arguments that git passes to a diff driver.

use std::ffi::OsString;

/// Two versions of a file. An object id is empty if the file does not exist in that version.
pub(super) struct Versions {
    /// Path of the older version, from the top level of the repository.
    pub(super) path: String,
    /// Path of the newer version, which differs only if the file was renamed.
    pub(super) new_path: String,
    /// File with the content of the older version.
    pub(super) old_file: OsString,
    /// Object id of the older version.
    pub(super) old: String,
    /// File with the content of the newer version.
    pub(super) new_file: OsString,
    /// Object id of the newer version; also empty if it is not in the repository yet.
    pub(super) new: String,
    /// Lines in which git describes a rename.
    pub(super) rename_header: String,
}

impl Versions {
    /// Parses the arguments; `None` if there are too few.
    pub(super) fn parse(arguments: &[OsString]) -> Option<Self> {
        let [path, old_file, old, _, new_file, new, _, rest @ ..] = arguments else {
            return None;
        };
        let text = |text: &OsString| text.to_string_lossy().into_owned();
        Some(Self {
            path: text(path),
            new_path: text(rest.first().unwrap_or(path)),
            old_file: old_file.clone(),
            old: object_id(&text(old)),
            new_file: new_file.clone(),
            new: object_id(&text(new)),
            rename_header: rest.get(1).map(text).unwrap_or_default(),
        })
    }
}

/// An object id; empty for the zeros or the dot that git passes if there is none.
fn object_id(id: &str) -> String {
    let is_none = id.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if is_none {
        String::new()
    } else {
        id.to_owned()
    }
}
