//! What git hands over: two versions of a file.

use std::ffi::OsString;

/// Two versions of a file.
pub(super) struct Pair {
    /// The path of the older version, from the top of the repository.
    pub(super) path: String,
    /// That of the newer one: another one only where the file was renamed.
    pub(super) new_path: String,
    /// Where the older version can be read.
    pub(super) old_file: OsString,
    /// The object of the older version; empty where there is none.
    pub(super) old: String,
    /// Where the newer version can be read.
    pub(super) new_file: OsString,
    /// The object of the newer version; empty where there is none, or where it is not known yet.
    pub(super) new: String,
    /// What git says of a file that was renamed, in lines.
    pub(super) renamed: String,
}

impl Pair {
    /// Reads the arguments; none, when they are not those of git.
    pub(super) fn of(arguments: &[OsString]) -> Option<Self> {
        let [path, old_file, old, _, new_file, new, _, rest @ ..] = arguments else {
            return None;
        };
        let text = |text: &OsString| text.to_string_lossy().into_owned();
        Some(Self {
            path: text(path),
            new_path: text(rest.first().unwrap_or(path)),
            old_file: old_file.clone(),
            old: object(old.to_string_lossy().as_ref()).to_owned(),
            new_file: new_file.clone(),
            new: object(new.to_string_lossy().as_ref()).to_owned(),
            renamed: rest.get(1).map(text).unwrap_or_default(),
        })
    }
}

/// The name of an object; empty where git says that there is none.
fn object(name: &str) -> &str {
    if name.bytes().all(|byte| matches!(byte, b'0' | b'.')) {
        ""
    } else {
        name
    }
}
