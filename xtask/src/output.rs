//! Results on stdout. Whoever reads them may stop early, as `head` does, and that is no failure.

use crate::error::Error;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Writes a text as it is.
pub(crate) fn text(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(Error::disk("write to", Path::new("stdout"))),
    }
}

/// Writes a text and ends the line.
pub(crate) fn line(line: &str) -> Result<(), Error> {
    text(&format!("{line}\n"))
}
