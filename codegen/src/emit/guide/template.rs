//! Fills in the placeholders of a Markdown template, in a subset of Mustache.
//!
//! | tag | meaning |
//! |---|---|
//! | `{{name}}` | the value of `name`; a tag alone on a line can expand to several lines or none |
//! | `{{#name}}…{{/name}}` | kept if `name` has a value |
//! | `{{^name}}…{{/name}}` | kept if `name` has no value |
//!
//! Paragraphs are wrapped after they are filled in. In blocks of code, a value that is a [chain](Value::Chain) takes the
//! lines below it that begin with a dot, and is broken at its dots only if it is too long for a line.

use crate::emit::docs;
use crate::emit::examples::chained;
use std::collections::BTreeMap;

/// Value of a placeholder.
pub(super) enum Value {
    Lines(Vec<String>),
    /// Links of a method chain, e.g. `client`, `zones()`, `get("id")`.
    Chain(Vec<String>),
}

/// Values of the placeholders of a template. A placeholder that the API has nothing for is set to no lines.
#[derive(Default)]
pub(super) struct Values(BTreeMap<String, Value>);

impl Values {
    pub(super) fn text(&mut self, name: &str, text: impl Into<String>) {
        self.lines(name, [text.into()]);
    }

    /// Sets a value that only sections ask for.
    pub(super) fn flag(&mut self, name: &str, is_set: bool) {
        self.lines(name, is_set.then(|| "true".to_owned()));
    }

    pub(super) fn lines(&mut self, name: &str, lines: impl IntoIterator<Item = String>) {
        let lines = lines.into_iter().collect();
        self.0.insert(name.to_owned(), Value::Lines(lines));
    }

    pub(super) fn chain(&mut self, name: &str, links: Vec<String>) {
        self.0.insert(name.to_owned(), Value::Chain(links));
    }

    fn has(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Lines(parts) | Value::Chain(parts)) => {
                parts.iter().any(|it| !it.is_empty())
            }
            None => false,
        }
    }

    /// A line with its placeholders filled in.
    fn fill(&self, line: &str) -> String {
        let mut filled = String::new();
        let mut rest = line;
        while let Some((before, name, after)) = next_tag(rest) {
            filled.push_str(before);
            match self.0.get(name) {
                Some(Value::Lines(lines)) => filled.push_str(&lines.join(" ")),
                Some(Value::Chain(links)) => filled.push_str(&links.join(".")),
                None => {}
            }
            rest = after;
        }
        filled + rest
    }
}

/// The lines of a template whose placeholders have these values.
pub(super) fn render(template: &str, values: &Values) -> Vec<String> {
    let lines = selected(template, values);
    let mut page = Page::default();
    let mut lines = lines.iter().map(String::as_str).peekable();
    while let Some(line) = lines.next() {
        if let Some((before, links, after)) = chain_in(line, values).filter(|_| page.in_code) {
            let mut links = links.to_vec();
            while let Some(link) = lines.next_if(|next| next.trim_start().starts_with('.')) {
                links.push(values.fill(link.trim_start().trim_start_matches('.')));
            }
            if let Some(last) = links.last_mut() {
                last.push_str(after);
            }
            page.verbatim(chained(before, &links).lines().map(str::to_owned));
        } else if let Some(value) = only_placeholder(line, values) {
            page.verbatim(value.iter().cloned());
        } else {
            page.line(&values.fill(line), line);
        }
    }
    page.flush();
    page.lines
}

/// The first tag of a line, as the text before it, its content, and the text after it.
fn next_tag(line: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = line.split_once("{{")?;
    let (tag, after) = rest.split_once("}}")?;
    Some((before, tag, after))
}

/// The lines outside of sections that are left out. A line that only has tags of sections is dropped.
fn selected(template: &str, values: &Values) -> Vec<String> {
    let mut open: Vec<bool> = Vec::new();
    let mut lines = Vec::new();
    for line in template.lines() {
        let mut kept = String::new();
        let mut is_tagged = open.contains(&false);
        let mut rest = line;
        while let Some((before, tag, after)) = next_tag(rest) {
            if !open.contains(&false) {
                kept.push_str(before);
            }
            match (tag.split_at_checked(1), open.contains(&false)) {
                (Some(("#", name)), _) => open.push(values.has(name)),
                (Some(("^", name)), _) => open.push(!values.has(name)),
                (Some(("/", _)), _) => drop(open.pop()),
                (_, false) => kept.push_str(&format!("{{{{{tag}}}}}")),
                (_, true) => {}
            }
            is_tagged |= tag.starts_with(['#', '^', '/']);
            rest = after;
        }
        if !open.contains(&false) {
            kept.push_str(rest);
        }
        if !is_tagged || !kept.trim().is_empty() {
            lines.push(kept);
        }
    }
    lines
}

/// The chain in a line, with the text before and after it.
fn chain_in<'a>(line: &'a str, values: &'a Values) -> Option<(&'a str, &'a [String], &'a str)> {
    let (before, name, after) = next_tag(line)?;
    match values.0.get(name) {
        Some(Value::Chain(links)) => Some((before, links, after)),
        _ => None,
    }
}

/// The lines of the placeholder that a line consists of.
fn only_placeholder<'a>(line: &str, values: &'a Values) -> Option<&'a [String]> {
    let ("", name, "") = next_tag(line)? else {
        return None;
    };
    match values.0.get(name) {
        Some(Value::Lines(lines)) => Some(lines),
        _ => None,
    }
}

/// The page so far.
#[derive(Default)]
struct Page {
    lines: Vec<String>,
    paragraph: String,
    in_code: bool,
}

impl Page {
    /// Adds a line of the template, filled in. `template` is the line before.
    fn line(&mut self, filled: &str, template: &str) {
        if template.starts_with("```") {
            self.in_code = !self.in_code;
            self.verbatim([filled.to_owned()]);
        } else if template.is_empty() {
            self.blank();
        } else if self.in_code || template.starts_with(['#', '|']) {
            self.verbatim([filled.to_owned()]);
        } else {
            if !self.paragraph.is_empty() {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(filled);
        }
    }

    fn verbatim(&mut self, lines: impl IntoIterator<Item = String>) {
        self.flush();
        self.lines.extend(lines);
    }

    /// Adds a blank line, unless there is one, or nothing, or only the start of a block of code before it.
    fn blank(&mut self) {
        self.flush();
        let last = self.lines.last().map_or("", String::as_str);
        let starts_code = self.in_code && last.starts_with("```");
        if !last.is_empty() && !starts_code {
            self.lines.push(String::new());
        }
    }

    fn flush(&mut self) {
        if !self.paragraph.is_empty() {
            self.lines.extend(docs::wrapped(&self.paragraph));
            self.paragraph.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Values, next_tag, render};

    fn values() -> Values {
        let mut values = Values::default();
        values.text("name", "demo");
        values.lines("table", ["| a |", "| b |"].map(str::to_owned));
        values.lines("none", []);
        values.chain(
            "call",
            ["client", "zones()", "list()"].map(str::to_owned).to_vec(),
        );
        values
    }

    #[test]
    fn sections_depend_on_values() {
        let template = "{{#name}}\na {{name}}{{#none}} hidden\n{{/none}}.\n{{/name}}\n\n{{^none}}\nb\n{{/none}}\n{{none}}\n\n{{table}}";
        let expected = ["a demo .", "", "b", "", "| a |", "| b |"];
        assert_eq!(render(template, &values()), expected);
    }

    #[test]
    fn a_chain_takes_the_links_below_it() {
        let template = "```\n\nlet short = {{call}}\n    .await?;\nlet long = {{call}}\n    .extra_header(\"a long header name\", \"a long value\")\n    .await?;\n```";
        let expected = [
            "```",
            "let short = client.zones().list().await?;",
            "let long = client",
            "    .zones()",
            "    .list()",
            "    .extra_header(\"a long header name\", \"a long value\")",
            "    .await?;",
            "```",
        ];
        assert_eq!(render(template, &values()), expected);
    }

    #[test]
    fn paragraphs_are_wrapped_and_code_is_not() {
        let long = "word ".repeat(30);
        let lines = render(&format!("{long}\n\n```\n{long}\n```"), &values());
        assert_eq!(lines.len(), 6, "{lines:?}");
    }

    /// Names in the tags of a template.
    fn names(template: &str) -> Vec<&str> {
        let mut names = Vec::new();
        for mut line in template.lines() {
            while let Some((_, tag, after)) = next_tag(line) {
                names.push(tag.trim_start_matches(['#', '^', '/']));
                line = after;
            }
        }
        names
    }

    #[test]
    fn every_placeholder_of_the_guide_is_known() {
        let api = "name: demo\nversion: 0.1.0\ntitle: Demo\nservers: [https://api.example.com]\n";
        let zones = "operations:\n  get: {http: GET /zones, returns: string}\n";
        let files = [("api.yaml", api), ("resources/zones.yaml", zones)];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let sources = crate::source::Sources::new("spec", files.into());
        let Ok(api) = crate::resolve(&sources) else {
            panic!("the spec is valid");
        };
        let values = super::super::values(&api);
        let unknown: Vec<_> = names(super::super::TEMPLATE)
            .into_iter()
            .filter(|name| !values.0.contains_key(*name))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
