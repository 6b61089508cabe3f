//! The lock file of an imported spec.

use crate::error::Error;
use crate::{files, workspace};
use clientwright_codegen::import::{LOCK_FILE, Lock};
use clientwright_codegen::source::Sources;
use std::collections::BTreeMap;
use std::path::Path;

/// The names in the lock file of a spec; `None` if there is no such file.
pub(crate) fn read(spec: &Path) -> Result<Option<Lock>, Error> {
    let Some(text) = files::read_existing(spec, LOCK_FILE)? else {
        return Ok(None);
    };
    let file = BTreeMap::from([(LOCK_FILE.to_owned(), text)]);
    let sources = Sources::new(workspace::display(spec), file);
    let lock = Lock::parse(&sources).map_err(|report| Error::spec(&report, &sources))?;
    Ok(Some(lock))
}
