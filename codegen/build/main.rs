//! Writes the tables that files declare: the rules of the audit, and the options of every request.

mod request_options;
mod rules;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs, io};

/// The file of the runtime that declares the options of every request.
const OPTIONS: &str = "../runtime/src/request/options.rs";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed={OPTIONS}");
    let variable = |name| {
        env::var_os(name)
            .map(PathBuf::from)
            .ok_or(io::Error::from(io::ErrorKind::NotFound))
    };
    let (here, out) = (variable("CARGO_MANIFEST_DIR")?, variable("OUT_DIR")?);
    fs::write(out.join("rules.rs"), rules::table(&here.join("rules"))?)?;
    let options = request_options::parse(&fs::read_to_string(here.join(OPTIONS))?)
        .map_err(|error| format!("{OPTIONS}: {error}"))?;
    fs::write(
        out.join("request_option_names.rs"),
        request_options::names(&options),
    )?;
    fs::write(
        out.join("request_options.rs"),
        request_options::functions(&options)?,
    )?;
    Ok(())
}
