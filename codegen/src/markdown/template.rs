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

use super::{Docs, Inline, fenced, wrap};
use std::collections::BTreeMap;

/// Maximum width of a chain on one line.
const WIDTH: usize = 88;

/// Value of a placeholder. Text of the spec is a value in prose only as [`Docs`] or [`Inline`].
enum Value {
    /// In prose, on a line of its own.
    Docs(Docs),
    /// In prose.
    Inline(Inline),
    /// In blocks of code.
    Code(Vec<String>),
    /// In blocks of code: links of a method chain, e.g. `client`, `zones()`, `get("id")`.
    Chain(Vec<String>),
}

/// Values of the placeholders of a template. A placeholder that the API has nothing for is set to nothing.
#[derive(Default)]
pub struct Values(BTreeMap<String, Value>);

impl Values {
    /// Sets a value that only sections ask for.
    pub fn flag(&mut self, name: &str, is_set: bool) {
        self.code(name, is_set.then(|| "true".to_owned()));
    }

    /// Sets docs.
    pub fn docs(&mut self, name: &str, docs: Docs) {
        self.0.insert(name.to_owned(), Value::Docs(docs));
    }

    /// Sets a part of a paragraph.
    pub fn inline(&mut self, name: &str, text: Option<Inline>) {
        let text = text.unwrap_or_default();
        self.0.insert(name.to_owned(), Value::Inline(text));
    }

    /// Sets lines of code.
    pub fn code(&mut self, name: &str, lines: impl IntoIterator<Item = String>) {
        let lines = lines.into_iter().collect();
        self.0.insert(name.to_owned(), Value::Code(lines));
    }

    /// Sets a method chain.
    pub fn chain(&mut self, name: &str, links: Vec<String>) {
        self.0.insert(name.to_owned(), Value::Chain(links));
    }

    /// Placeholders of a template that have not been set.
    #[cfg(test)]
    pub(crate) fn unset<'t>(&self, template: &'t str) -> Vec<&'t str> {
        let mut unset = Vec::new();
        for mut line in template.lines() {
            while let Some((_, tag, after)) = next_tag(line) {
                unset.push(tag.trim_start_matches(['#', '^', '/']));
                line = after;
            }
        }
        unset.retain(|name| !self.0.contains_key(*name));
        unset
    }

    fn has(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Docs(docs)) => !docs.is_empty(),
            Some(Value::Inline(text)) => !text.is_empty(),
            Some(Value::Code(parts) | Value::Chain(parts)) => parts.iter().any(|it| !it.is_empty()),
            None => false,
        }
    }

    /// A line with its placeholders filled in.
    fn fill(&self, line: &str, in_code: bool) -> String {
        let mut filled = String::new();
        let mut rest = line;
        while let Some((before, name, after)) = next_tag(rest) {
            filled.push_str(before);
            match self.0.get(name) {
                Some(Value::Code(lines)) if in_code => filled.push_str(&lines.join(" ")),
                Some(Value::Chain(links)) if in_code => filled.push_str(&links.join(".")),
                Some(Value::Inline(text)) if !in_code => filled.push_str(&text.0),
                _ => {}
            }
            rest = after;
        }
        filled + rest
    }
}

/// The docs of a template whose placeholders have these values.
pub fn render(template: &'static str, values: &Values) -> Docs {
    let lines = selected(template, values);
    let mut page = Page::default();
    let mut lines = lines.iter().map(String::as_str).peekable();
    while let Some(line) = lines.next() {
        let Some((_, code)) = &mut page.code else {
            match only_placeholder(line, values) {
                Some(Value::Docs(docs)) => page.verbatim(docs.0.iter().cloned()),
                _ => page.line(line, values.fill(line, false)),
            }
            continue;
        };
        if let Some((before, links, after)) = chain_in(line, values) {
            let mut links = links.to_vec();
            while let Some(link) = lines.next_if(|next| next.trim_start().starts_with('.')) {
                links.push(values.fill(link.trim_start().trim_start_matches('.'), true));
            }
            if let Some(last) = links.last_mut() {
                last.push_str(after);
            }
            code.extend(chained(before, &links).lines().map(str::to_owned));
        } else if let Some(Value::Code(lines)) = only_placeholder(line, values) {
            code.extend(lines.iter().cloned());
        } else {
            page.line(line, values.fill(line, true));
        }
    }
    page.flush();
    Docs(page.lines)
}

/// A method chain, broken at its dots if it is too long for one line.
pub fn chained(start: &str, links: &[String]) -> String {
    let line = format!("{start}{}", links.join("."));
    if line.len() <= WIDTH && !line.contains('\n') {
        return line;
    }
    let mut text = format!("{start}{}", links.first().map_or("", String::as_str));
    for link in links.iter().skip(1) {
        text.push_str("\n    .");
        text.push_str(&link.replace('\n', "\n    "));
    }
    text
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

/// The value of the placeholder that a line consists of.
fn only_placeholder<'a>(line: &str, values: &'a Values) -> Option<&'a Value> {
    let ("", name, "") = next_tag(line)? else {
        return None;
    };
    values.0.get(name)
}

/// The page so far.
#[derive(Default)]
struct Page {
    lines: Vec<String>,
    paragraph: String,
    /// The block of code that the lines are in: its attributes and its lines.
    code: Option<(String, Vec<String>)>,
}

impl Page {
    /// Adds a line of the template, filled in.
    fn line(&mut self, template: &str, filled: String) {
        if let Some(attributes) = template.strip_prefix("```") {
            self.flush();
            match self.code.take() {
                Some((attributes, code)) => self.lines.extend(fenced(&attributes, code)),
                None => self.code = Some((attributes.to_owned(), Vec::new())),
            }
        } else if let Some((_, code)) = &mut self.code {
            // No blank line at the start, or below another one.
            if !template.is_empty() || code.last().is_some_and(|last| !last.is_empty()) {
                code.push(filled);
            }
        } else if template.is_empty() {
            self.flush();
            if self.lines.last().is_some_and(|last| !last.is_empty()) {
                self.lines.push(String::new());
            }
        } else if template.starts_with(['#', '|']) {
            self.verbatim([filled]);
        } else {
            if !self.paragraph.is_empty() {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(&filled);
        }
    }

    fn verbatim(&mut self, lines: impl IntoIterator<Item = String>) {
        self.flush();
        self.lines.extend(lines);
    }

    fn flush(&mut self) {
        if !self.paragraph.is_empty() {
            self.lines.extend(wrap::wrap(&self.paragraph));
            self.paragraph.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Docs, Values, render};

    fn values() -> Values {
        let mut values = Values::default();
        values.inline("name", Some("demo".into()));
        values.docs("table", Docs::table(&["a"], [vec!["b".into()]]));
        values.code("none", []);
        values.chain(
            "call",
            ["client", "zones()", "list()"].map(str::to_owned).to_vec(),
        );
        values
    }

    #[test]
    fn sections_depend_on_values() {
        let template = "{{#name}}\na {{name}}{{#none}} hidden\n{{/none}}.\n{{/name}}\n\n{{^none}}\nb\n{{/none}}\n{{none}}\n\n{{table}}";
        let expected = ["a demo .", "", "b", "", "| a |", "|---|", "| b |"];
        assert_eq!(render(template, &values()).lines(), expected);
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
        assert_eq!(render(template, &values()).lines(), expected);
    }

    #[test]
    fn paragraphs_are_wrapped_and_code_is_not() {
        const TEMPLATE: &str = concat!(
            "a long line a long line a long line a long line a long line a long line a long line a long line a long line\n",
            "\n```\n",
            "a long line a long line a long line a long line a long line a long line a long line a long line a long line\n",
            "```"
        );
        let docs = render(TEMPLATE, &values());
        assert_eq!(docs.lines().len(), 6, "{docs:?}");
    }

    #[test]
    fn values_of_code_and_of_prose_are_kept_apart() {
        let docs = render("a{{call}}\n\n```text\nb{{name}}\n```", &values());
        assert_eq!(docs.lines(), ["a", "", "```text", "b", "```"]);
    }
}
