//! Results on stdout.

use crate::error::Error;
use crate::exit::Outcome;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Writes text as it is. A reader that stops early, such as `head`, is not an error.
pub(crate) fn write(text: &str) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.map_err(Error::io("write to", Path::new("stdout"))),
    }
}

/// Writes a line.
pub(crate) fn write_line(line: &str) -> Result<(), Error> {
    write(&format!("{line}\n"))
}

/// Writes the help of a command, which is all that the command does.
pub(crate) fn help(text: &str) -> Result<Outcome, Error> {
    write(text).map(|()| Outcome::Success)
}
