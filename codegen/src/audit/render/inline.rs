//! The little Markdown that messages and advice are written in: code, strong and struck words, paragraphs and fenced
//! code. Each renderer prints it in its own notation; whatever else looks like markup is text.

/// A stretch of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// Strong words.
    Strong(Vec<Inline>),
    /// Struck words.
    Struck(Vec<Inline>),
}

/// A part of a longer text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Words.
    Paragraph(Vec<Inline>),
    /// Lines of code, with the word for their language behind the fence.
    Code { language: String, text: String },
}

/// The stretches of a line.
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
        // A run of backticks that is never closed is text as a whole.
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

/// The marked stretch that a text starts with, and what follows it.
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

/// What stands before a run of exactly so many backticks, and after it.
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

/// Code without the one space at either end that keeps backticks apart.
fn unpadded(code: &str) -> &str {
    match code
        .strip_prefix(' ')
        .and_then(|code| code.strip_suffix(' '))
    {
        Some(inner) if !inner.trim().is_empty() => inner,
        _ => code,
    }
}

/// The parts of a longer text.
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
    fn marks_are_found_and_the_rest_is_text() {
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
    fn fenced_code_stands_apart() {
        // What is no word could become something else in another notation.
        for (said, language) in [("rust", "rust"), ("yaml", "yaml"), ("", ""), ("a <b>", "")] {
            let source = format!("Do\nthis:\n\n```{said}\na();\n\n// ``\n```\nThen `b`.");
            let expected = [
                Block::Paragraph(vec![text("Do this:")]),
                Block::Code {
                    language: language.to_owned(),
                    text: "a();\n\n// ``".to_owned(),
                },
                Block::Paragraph(vec![text("Then "), code("b"), text(".")]),
            ];
            assert_eq!(blocks(&source), expected, "{said}");
        }
    }
}
