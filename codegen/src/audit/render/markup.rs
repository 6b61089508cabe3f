//! Parses the subset of Markdown that messages and advice use: code spans, strong and struck text, paragraphs and code
//! blocks. Everything else is text. Each renderer writes the result in its own format.

/// A piece of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// Text without markup.
    Text(String),
    /// A code span.
    Code(String),
    /// Strong text.
    Strong(Vec<Inline>),
    /// Struck text.
    Struck(Vec<Inline>),
}

/// A block of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A code block with its language.
    Code { language: String, text: String },
}

/// Parses a line.
pub(super) fn inlines(text: &str) -> Vec<Inline> {
    let mut found = Vec::new();
    let mut words = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((inline, after)) = marked(rest) {
            if !words.is_empty() {
                found.push(Inline::Text(std::mem::take(&mut words)));
            }
            found.push(inline);
            rest = after;
            continue;
        }
        // Backticks that are never closed are text.
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let escaped = rest.strip_prefix('\\');
        let escaped = escaped.filter(|after| after.starts_with(|c: char| c.is_ascii_punctuation()));
        let (taken, after) = match escaped {
            Some(after) => after.split_at(1),
            None => rest.split_at(ticks.max(first.len_utf8())),
        };
        words.push_str(taken);
        rest = after;
    }
    if !words.is_empty() {
        found.push(Inline::Text(words));
    }
    found
}

/// Splits off the markup that the text starts with.
fn marked(text: &str) -> Option<(Inline, &str)> {
    let ticks = text.len() - text.trim_start_matches('`').len();
    if ticks > 0 {
        let (fence, inside) = text.split_at(ticks);
        let (code, after) = until_fence(inside, fence.len())?;
        return Some((Inline::Code(unpadded(code).to_owned()), after));
    }
    let (mark, wrap): (_, fn(Vec<Inline>) -> Inline) = if text.starts_with("**") {
        ("**", Inline::Strong)
    } else {
        ("~~", Inline::Struck)
    };
    let (inside, after) = text.strip_prefix(mark)?.split_once(mark)?;
    (!inside.is_empty()).then(|| (wrap(inlines(inside)), after))
}

/// Splits the text at the next run of this many backticks.
fn until_fence(text: &str, ticks: usize) -> Option<(&str, &str)> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let start = at + rest.find('`')?;
        let run = text.get(start..)?;
        let length = run.len() - run.trim_start_matches('`').len();
        if length == ticks {
            return Some((text.get(..start)?, text.get(start + length..)?));
        }
        at = start + length;
    }
}

/// A code span without the space at each end that separates its backticks from the fence.
fn unpadded(code: &str) -> &str {
    match code
        .strip_prefix(' ')
        .and_then(|code| code.strip_suffix(' '))
    {
        Some(inner) if !inner.trim().is_empty() => inner,
        _ => code,
    }
}

/// Parses a text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut paragraph = String::new();
    let mut lines = text.lines();
    let end = |paragraph: &mut String, found: &mut Vec<Block>| {
        if !paragraph.is_empty() {
            found.push(Block::Paragraph(inlines(&std::mem::take(paragraph))));
        }
    };
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            end(&mut paragraph, &mut found);
            let fence: String = line.chars().take_while(|c| *c == '`').collect();
            let code: Vec<_> = lines
                .by_ref()
                .take_while(|line| line.trim_end() != fence)
                .collect();
            let language = line.trim_start_matches('`').trim();
            let is_word = language.chars().all(|c| c.is_ascii_alphanumeric());
            found.push(Block::Code {
                language: if is_word { language } else { "" }.to_owned(),
                text: code.join("\n"),
            });
        } else if line.trim().is_empty() {
            end(&mut paragraph, &mut found);
        } else {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
        }
    }
    end(&mut paragraph, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::Inline::{Code, Strong, Struck, Text};
    use super::{Block, Inline, blocks, inlines};

    fn text(words: &str) -> Inline {
        Text(words.to_owned())
    }

    fn code(words: &str) -> Inline {
        Code(words.to_owned())
    }

    #[test]
    fn markup_is_parsed_and_the_rest_is_text() {
        let cases = [
            (
                "`a` became **b**",
                vec![code("a"), text(" became "), Strong(vec![text("b")])],
            ),
            (
                "~~a~~ **`b`**",
                vec![Struck(vec![text("a")]), text(" "), Strong(vec![code("b")])],
            ),
            ("`` a`b `` c", vec![code("a`b"), text(" c")]),
            ("``open `x`", vec![text("``open "), code("x")]),
            ("2 ** 3 <b>", vec![text("2 ** 3 <b>")]),
            ("a \\*\\* b ****", vec![text("a ** b ****")]),
            ("größe", vec![text("größe")]),
            ("", vec![]),
        ];
        for (source, expected) in cases {
            assert_eq!(inlines(source), expected, "{source}");
        }
    }

    #[test]
    fn fenced_code_is_a_block() {
        // A language with other characters could be markup in another format.
        for (info, language) in [("rust", "rust"), ("yaml", "yaml"), ("", ""), ("a <b>", "")] {
            let source = format!("Do\nthis:\n\n```{info}\na();\n\n// ``\n```\nThen `b`.");
            let expected = [
                Block::Paragraph(vec![text("Do this:")]),
                Block::Code {
                    language: language.to_owned(),
                    text: "a();\n\n// ``".to_owned(),
                },
                Block::Paragraph(vec![text("Then "), code("b"), text(".")]),
            ];
            assert_eq!(blocks(&source), expected, "{info}");
        }
    }
}
