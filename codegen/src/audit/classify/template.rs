//! Fills in the message templates of rules.

use crate::audit::facts::{Aspect, Kind};
use crate::audit::report::Direction;
use crate::audit::subject::Subject;
use crate::spec::{ListStyle, ParameterLocation};

/// Values of the placeholders of a template.
pub(super) struct Placeholders<'a> {
    pub(super) subject: &'a Subject,
    pub(super) kind: &'a str,
    /// Direction of the data.
    pub(super) direction: Direction,
    /// The aspect that differs; none if the subject was added, removed or renamed, or if several aspects differ.
    pub(super) aspect: Option<Aspect>,
    pub(super) old: Option<&'a str>,
    pub(super) new: Option<&'a str>,
    /// Old and new Rust path of the subject.
    pub(super) rust: (Option<&'a str>, Option<&'a str>),
}

impl Placeholders<'_> {
    /// Replaces each placeholder `{name}` of a template.
    pub(super) fn fill(&self, template: &str) -> String {
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                text.push('{');
                rest = after;
                continue;
            };
            match name {
                "subject" => text.push_str(&self.subject.to_string()),
                "name" => text.push_str(self.subject.name()),
                "was" => text.push_str(&old_name(self.old)),
                "owner" => match owner(self.subject) {
                    Some(owner) => text.push_str(&owner),
                    // Not a name, so the backticks around the placeholder are dropped.
                    None => {
                        text.truncate(text.trim_end_matches('`').len());
                        text.push_str("every operation that takes it");
                        rest = behind.trim_start_matches('`');
                        continue;
                    }
                },
                "by" => {
                    if let Some(aspect) = self.aspect {
                        text.push_str(&format!(" by `{aspect}`"));
                    }
                }
                "rust" => text.push_str(self.rust.1.or(self.rust.0).unwrap_or(self.subject.name())),
                "rust_was" => {
                    text.push_str(self.rust.0.or(self.rust.1).unwrap_or(&old_name(self.old)));
                }
                "use" => text.push_str(match self.direction {
                    Direction::Request => "send",
                    Direction::Response => "expect",
                    Direction::None | Direction::Both => "send and expect",
                }),
                "kind" => text.push_str(self.kind),
                "old" => text.push_str(&self.value(self.old)),
                "new" => text.push_str(&self.value(self.new)),
                _ => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            }
            rest = behind;
        }
        text + rest
    }

    /// A value, or the default of the aspect if the spec sets none.
    fn value(&self, value: Option<&str>) -> String {
        match (value, self.aspect) {
            (None, Some(Aspect::Style)) => {
                let mut steps = self.subject.steps().iter();
                let is_pair = steps.any(|step| matches!(step.as_str(), "query" | "body"));
                let location = if is_pair {
                    ParameterLocation::Query
                } else {
                    ParameterLocation::Header
                };
                ListStyle::default_in(location).word().to_owned()
            }
            (None, Some(Aspect::Boxed | Aspect::Unit)) => "false".to_owned(),
            (None, Some(Aspect::Size)) => "nothing".to_owned(),
            _ => short(value),
        }
    }
}

/// Name of a renamed element before the rename: the last step of its old path.
fn old_name(old: Option<&str>) -> String {
    let path = old.and_then(Subject::parse);
    path.map_or_else(|| short(old), |path| path.name().to_owned())
}

/// Element that a reader would name as the owner: the operation of a parameter, the model of a field. None for a parameter
/// that several resources share.
fn owner(subject: &Subject) -> Option<String> {
    let Some(parent) = subject.parent() else {
        return Some(subject.to_string());
    };
    // Steps such as `query` or `response` are not owners.
    let step = parent.steps().get(2).map(String::as_str);
    let between = [
        "path", "query", "header", "cookie", "body", "response", "error",
    ];
    let shared = parent.steps().len() == 2 && between.contains(&parent.name());
    let owner = match step {
        Some(step) if between.contains(&step) => parent.parent(),
        _ if shared && parent.root_name() == "parameters" => return None,
        _ if shared => parent.parent(),
        _ => None,
    };
    Some(owner.unwrap_or(parent).to_string())
}

/// Longest value that a message quotes, in characters.
const LONGEST: usize = 120;

fn short(value: Option<&str>) -> String {
    let Some(value) = value else {
        return "none".to_owned();
    };
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let start: String = line.chars().take(LONGEST).collect();
    start.trim_end().to_owned() + "…"
}

/// Name of the kind of a subject.
pub(super) fn kind_word(kind: Option<Kind>) -> &'static str {
    kind.map_or("element", Kind::word)
}
