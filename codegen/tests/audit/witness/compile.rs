//! Compiles the callers and runs those of silent changes.

use super::layout::Layout;
use serde_json::Value;
use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// A message of the compiler.
pub struct Message {
    /// The code of an error, or the name of a lint.
    pub code: String,
    pub is_error: bool,
    /// The file of the message.
    pub file: String,
    /// The rendered message.
    pub text: String,
}

/// Messages and executables, by program.
#[derive(Default)]
pub struct Outcome {
    pub messages: BTreeMap<String, Vec<Message>>,
    pub built: BTreeMap<String, Option<PathBuf>>,
}

impl Outcome {
    /// The messages about a program.
    pub fn messages(&self, program: &str) -> &[Message] {
        self.messages.get(program).map_or(&[], Vec::as_slice)
    }

    /// The output of a program.
    pub fn printed(&self, program: &str) -> Result<String, String> {
        let path = self.built.get(program).and_then(Option::as_ref);
        let path = path.ok_or_else(|| format!("{program} was not built"))?;
        let mut command = Command::new(path);
        for (name, _) in
            env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("DEMO_"))
        {
            command.env_remove(name);
        }
        let output = command.output().map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            Ok(text)
        } else {
            Err(format!(
                "{program} failed:\n{text}{}",
                String::from_utf8_lossy(&output.stderr)
            ))
        }
    }
}

/// Checks all callers, and builds those to run.
pub fn run(layout: &Layout) -> Outcome {
    let mut outcome = Outcome::default();
    for (command, packages) in [("check", &layout.checked), ("build", &layout.run)] {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(&layout.folder)
            .args([
                command,
                "--bins",
                "--keep-going",
                "--offline",
                "--message-format=json",
            ])
            .arg("--target-dir")
            .arg(layout.folder.join("target"))
            .args(packages.iter().flat_map(|it| ["--package", it]));
        let output = cargo
            .output()
            .unwrap_or_else(|error| panic!("cannot run {cargo:?}: {error}"));
        let text = String::from_utf8(output.stdout).expect("cargo writes text");
        let before = outcome.built.len();
        for line in text
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        {
            outcome.read(&line);
        }
        assert!(
            outcome.built.len() > before || packages.is_empty(),
            "cargo built nothing:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    outcome
}

impl Outcome {
    fn read(&mut self, line: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let name = text(&line["target"]["name"]);
        match line["reason"].as_str() {
            Some("compiler-artifact") => {
                self.built
                    .insert(name, line["executable"].as_str().map(PathBuf::from));
            }
            Some("compiler-message") => {
                let message = &line["message"];
                let spans = message["spans"].as_array().cloned().unwrap_or_default();
                let Some(span) = spans.iter().find(|span| span["is_primary"] == true) else {
                    return;
                };
                self.messages.entry(name).or_default().push(Message {
                    code: text(&message["code"]["code"]),
                    is_error: message["level"] == "error",
                    file: text(&span["file_name"]),
                    text: text(&message["rendered"]),
                });
            }
            _ => {}
        }
    }
}
