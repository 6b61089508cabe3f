//! Output of commands: results to stdout, messages to stderr.

use crate::error::Error;
use crate::exit::Outcome;
use clientwright_codegen::diag::replace_control;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Writes text to stdout as it is.
pub(crate) fn write(text: &str) -> Result<(), Error> {
    write_to(io::stdout().lock(), text).map_err(Error::io("write to", Path::new("stdout")))
}

/// Writes text. A reader that stops early, such as `head`, is not an error.
pub(crate) fn write_to(mut out: impl Write, text: &str) -> io::Result<()> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes a line to stdout, without control characters.
pub(crate) fn write_line(line: &str) -> Result<(), Error> {
    write(&format!("{}\n", replace_control(line)))
}

/// Writes the help of a command, which is all that the command does.
pub(crate) fn help(text: &str) -> Result<Outcome, Error> {
    write(text).map(|()| Outcome::Success)
}

/// Writes a message to stderr. Names of files can contain control characters, which must not reach a terminal.
pub(crate) fn message(message: impl Display) {
    let message = replace_control(&message.to_string());
    // A closed stderr leaves nowhere to report the error; `eprintln!` would panic.
    let _ = writeln!(io::stderr(), "{message}");
}
