//! Command-line arguments.

use crate::error::Error;
use clientwright_codegen::diag::did_you_mean;
use lexopt::Arg;
use std::ffi::OsString;
use std::path::PathBuf;

/// Options that may be repeated.
const REPEATABLE: &[&str] = &["approve", "exclude", "include"];

/// The arguments that were not parsed yet.
pub(crate) struct Arguments {
    parser: lexopt::Parser,
    /// Names of the options that were parsed.
    options: Vec<String>,
}

impl Arguments {
    /// The arguments of this process.
    pub(crate) fn from_env() -> Self {
        Self {
            parser: lexopt::Parser::from_env(),
            options: Vec::new(),
        }
    }

    /// The next option or positional argument. Fails if an option is repeated.
    pub(crate) fn next(&mut self) -> Result<Option<Arg<'_>>, Error> {
        let argument = self.parser.next()?;
        if let Some(Arg::Long(name)) = &argument {
            let is_used = self.options.iter().any(|option| option == name);
            if is_used && !REPEATABLE.contains(name) {
                return Err(Error::Usage(format!(
                    "option `--{name}` is used more than once"
                )));
            }
            self.options.push((*name).to_owned());
        }
        Ok(argument)
    }

    /// The value of the option that was parsed last.
    pub(crate) fn string(&mut self) -> Result<String, Error> {
        let value = self.parser.value()?;
        value.into_string().map_err(|value| {
            let value = value.to_string_lossy();
            self.invalid(&value, "UTF-8")
        })
    }

    /// The value of the option that was parsed last, as an absolute path.
    pub(crate) fn path(&mut self) -> Result<PathBuf, Error> {
        let value = self.parser.value()?;
        if value.is_empty() {
            return Err(self.invalid("", "a path"));
        }
        let path = PathBuf::from(value);
        Ok(std::path::absolute(&path).unwrap_or(path))
    }

    /// All remaining arguments, including those that start with a dash.
    pub(crate) fn rest(&mut self) -> Result<Vec<OsString>, Error> {
        Ok(self.parser.raw_args()?.collect())
    }

    fn invalid(&self, value: &str, expected: &str) -> Error {
        let option = self.options.last().map_or("", String::as_str);
        invalid_value(&format!("--{option}"), value, expected)
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

/// A message for an unknown name, with the most similar known one.
pub(crate) fn unknown<'a>(
    kind: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> String {
    let suggestion = did_you_mean(name, known).map(|known| format!("; did you mean `{known}`?"));
    format!("unknown {kind} `{name}`{}", suggestion.unwrap_or_default())
}
