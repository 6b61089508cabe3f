//! Lines with a wrong indentation in a file that failed to parse. The parser reports what it expected, not why.
//!
//! Like `error_location`, this is a heuristic line scanner.

/// A line with a wrong indentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Indentation {
    /// The line is indented less than the one before, but as deep as no line above.
    Between {
        /// Offset of the content of the line.
        at: usize,
        /// Number of spaces.
        indent: usize,
        /// Numbers of spaces that are possible.
        possible: [usize; 2],
    },
    /// The line is indented deeper than the key before, which has a value already.
    BelowValue {
        /// Offset of the content of the line.
        at: usize,
        /// Offset of the key before.
        before: usize,
    },
}

/// Finds a wrong indentation of the line that contains `offset`.
pub(super) fn find(text: &str, offset: usize) -> Option<Indentation> {
    let mut start = 0;
    // Indentation of the keys that are open, outermost first.
    let mut levels: Vec<usize> = Vec::new();
    let mut before: Option<(usize, &str)> = None;
    let mut block: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        let (at, end) = (start + indent, start + line.len());
        start = end;
        if content.is_empty() || content.starts_with('#') || block.is_some_and(|it| indent > it) {
            continue;
        }
        block = None;
        if end > offset {
            return wrong(at, indent, content, &levels, before);
        }
        if content.starts_with('-') || key(content).is_some() {
            levels.retain(|level| *level < indent);
            levels.push(indent);
            if let Some(item) = content.strip_prefix('-') {
                levels.push(indent + 1 + item.len() - item.trim_start().len());
            }
        }
        if content.ends_with(['|', '>']) || content.ends_with("|-") || content.ends_with(">-") {
            block = Some(indent);
        }
        before = Some((at, content));
    }
    None
}

fn wrong(
    at: usize,
    indent: usize,
    content: &str,
    levels: &[usize],
    before: Option<(usize, &str)>,
) -> Option<Indentation> {
    key(content)?;
    let deepest = levels.last().copied()?;
    if indent < deepest {
        let lower = levels.iter().copied().rfind(|level| *level < indent)?;
        let higher = levels.iter().copied().find(|level| *level >= indent)?;
        return (higher != indent).then_some(Indentation::Between {
            at,
            indent,
            possible: [lower, higher],
        });
    }
    let (before, text) = before.filter(|_| indent > deepest)?;
    let value = text.strip_prefix(key(text)?)?.strip_prefix(':')?.trim();
    let is_scalar = !value.is_empty() && !value.starts_with(['|', '>', '{', '[', '&', '#']);
    is_scalar.then_some(Indentation::BelowValue { at, before })
}

/// The key of a line such as `key: value` or `key:`.
fn key(content: &str) -> Option<&str> {
    let (key, rest) = content.split_once(':')?;
    let is_key = !key.is_empty() && (rest.is_empty() || rest.starts_with(' '));
    is_key.then_some(key)
}
