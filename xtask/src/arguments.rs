//! Command-line arguments.

use crate::error::Error;
use lexopt::{Arg, ValueExt};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

/// The arguments that were not parsed yet.
pub(crate) struct Arguments {
    parser: lexopt::Parser,
    /// Options that were parsed; each is allowed once.
    seen: BTreeSet<String>,
}

impl Arguments {
    /// The arguments of this process.
    pub(crate) fn from_env() -> Self {
        Self {
            parser: lexopt::Parser::from_env(),
            seen: BTreeSet::new(),
        }
    }

    /// The next option or positional argument. Fails if an option is repeated.
    pub(crate) fn next(&mut self) -> Result<Option<Arg<'_>>, Error> {
        let argument = self.parser.next()?;
        if let Some(Arg::Long(name)) = &argument
            && !self.seen.insert((*name).to_owned())
        {
            return Err(Error::Usage(format!(
                "option `--{name}` is used more than once"
            )));
        }
        Ok(argument)
    }

    /// The value of the option that was parsed last.
    pub(crate) fn string(&mut self) -> Result<String, Error> {
        Ok(self.parser.value()?.string()?)
    }

    /// The value of the option that was parsed last, as an absolute path.
    pub(crate) fn path(&mut self) -> Result<PathBuf, Error> {
        let path = PathBuf::from(self.parser.value()?);
        Ok(std::path::absolute(&path).unwrap_or(path))
    }

    /// All remaining arguments, including those that start with a dash.
    pub(crate) fn rest(&mut self) -> Result<Vec<OsString>, Error> {
        Ok(self.parser.raw_args()?.collect())
    }
}

/// The error for a value that an option does not accept.
pub(crate) fn invalid_value(option: &str, value: &str, expected: &str) -> Error {
    Error::Usage(format!(
        "invalid value `{value}` for `{option}`; expected {expected}"
    ))
}

/// Lists alternatives in a sentence: `text, json or html`.
pub(crate) fn alternatives<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let values: Vec<_> = values.into_iter().collect();
    match values.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}
