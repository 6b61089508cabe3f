//! What differs between two signatures as listings show them: `(&self, id: impl Into<Id>) -> Result<Zone, Error>`.

/// What differs, by the name of its rule.
pub(super) fn rule(old: &str, new: &str) -> &'static str {
    let (Some(old), Some(new)) = (Signature::parse(old), Signature::parse(new)) else {
        return "rust-fn-signature-changed";
    };
    if old.generics != new.generics {
        return "rust-generics-changed";
    }
    let is_future = |signature: &Signature<'_>| signature.returns.contains("Future");
    if is_future(&old) != is_future(&new) {
        return "rust-async-form-changed";
    }
    if old.arguments.len() != new.arguments.len() {
        return "rust-fn-signature-changed";
    }
    let (old_types, new_types) = (old.types(), new.types());
    if old.returns == new.returns && have_moved(&old.names(), &new.names()) {
        return if is_taken_alike(&old_types, &new_types) {
            "rust-args-reordered"
        } else {
            "rust-fn-signature-changed"
        };
    }
    match (old_types == new_types, old.returns == new.returns) {
        // Neither types nor result differ, so it is the names.
        (true, true) => "rust-arg-renamed",
        (true, false) if is_error_alone(old.returns, new.returns) => "rust-error-type-changed",
        (false, true) if are_bounds_alone(&old_types, &new_types) => "rust-arg-bound-changed",
        _ => "rust-fn-signature-changed",
    }
}

struct Signature<'a> {
    generics: &'a str,
    arguments: Vec<&'a str>,
    returns: &'a str,
}

impl<'a> Signature<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let open = end_of_generics(text)?;
        let (generics, rest) = text.split_at(open);
        let inside = rest.strip_prefix('(')?;
        let close = closing(inside)?;
        let (arguments, returns) = inside.split_at(close);
        Some(Self {
            generics,
            arguments: split(arguments, ", "),
            returns: returns.strip_prefix(')')?.trim_start_matches(" -> "),
        })
    }

    /// The names of the arguments; `self` has no type, and is its own name.
    fn names(&self) -> Vec<&'a str> {
        let parts = self.arguments.iter().map(|it| it.split_once(": "));
        let named = parts.zip(&self.arguments);
        named
            .map(|(parts, whole)| parts.map_or(*whole, |(name, _)| name))
            .collect()
    }

    fn types(&self) -> Vec<&'a str> {
        let parts = self.arguments.iter().map(|it| it.split_once(": "));
        let typed = parts.zip(&self.arguments);
        typed
            .map(|(parts, whole)| parts.map_or(*whole, |(_, ty)| ty))
            .collect()
    }
}

/// Whether a name that stays stands at another place.
fn have_moved(old: &[&str], new: &[&str]) -> bool {
    let places = old.iter().zip(new);
    let mut moved = places.filter(|(old, new)| old != new);
    moved.any(|(name, _)| new.contains(name))
}

/// Whether an old call compiles all the same: text becomes whatever identifier is asked for.
fn is_taken_alike(old: &[&str], new: &[&str]) -> bool {
    let converts = |ty: &str| ty.starts_with("impl Into<");
    let mut places = old.iter().zip(new);
    places.all(|(old, new)| old == new || converts(old) && converts(new))
}

fn end_of_generics(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    text.char_indices().find_map(|(index, c)| {
        match c {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            '(' if depth == 0 => return Some(index),
            _ => {}
        }
        None
    })
}

/// Where the parenthesis that stands before the text is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1usize;
    text.char_indices().find_map(|(index, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(index)
    })
}

/// The parts between separators that stand in no bracket.
pub(super) fn split<'a>(text: &'a str, separator: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut before) = (0usize, 0, ' ');
    for (index, c) in text.char_indices() {
        match c {
            '<' | '(' | '[' | '{' => depth += 1,
            // The head of an arrow closes nothing.
            '>' if before == '-' || before == '=' => {}
            '>' | ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = c;
        let here = text.get(index..).unwrap_or_default();
        if depth == 0 && index >= start && here.starts_with(separator) {
            parts.push(text.get(start..index).unwrap_or_default());
            start = index + separator.len();
        }
    }
    let last = text.get(start..).unwrap_or_default();
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

fn is_error_alone(old: &str, new: &str) -> bool {
    let parts = |text: &str| -> Option<(String, String)> {
        let inside = text.strip_prefix("Result<")?.strip_suffix('>')?;
        match split(inside, ", ")[..] {
            [value, error] => Some((value.to_owned(), error.to_owned())),
            _ => None,
        }
    };
    parts(old)
        .zip(parts(new))
        .is_some_and(|(old, new)| old.0 == new.0)
}

fn are_bounds_alone(old: &[&str], new: &[&str]) -> bool {
    let mut differing = old.iter().zip(new).filter(|(old, new)| old != new);
    differing.all(|(old, new)| old.starts_with("impl ") || new.starts_with("impl "))
}

#[cfg(test)]
mod tests {
    use super::rule;

    #[test]
    fn what_differs_has_a_name() {
        let cases = [
            ("(&self, a: u8)", "(&self, b: u8)", "rust-arg-renamed"),
            (
                "(&self, a: u8)",
                "(&self, a: u16)",
                "rust-fn-signature-changed",
            ),
            ("(&self)", "(&self, a: u16)", "rust-fn-signature-changed"),
            (
                "(a: impl Into<String>)",
                "(a: &str)",
                "rust-arg-bound-changed",
            ),
            (
                "() -> Result<A, B>",
                "() -> Result<A, C>",
                "rust-error-type-changed",
            ),
            (
                "() -> Result<A, B>",
                "() -> Result<D, B>",
                "rust-fn-signature-changed",
            ),
            ("<T>(a: T)", "<T: Copy>(a: T)", "rust-generics-changed"),
            (
                "() -> Call<A>",
                "() -> impl Future<Output = A>",
                "rust-async-form-changed",
            ),
            (
                "(&self, name: &str, value: &str)",
                "(&self, value: &str, name: &str)",
                "rust-args-reordered",
            ),
            (
                "(&self, a: &str, b: &str)",
                "(&self, b: &str, c: &str)",
                "rust-args-reordered",
            ),
            (
                "(&self, a: impl Into<A>, b: impl Into<B>)",
                "(&self, b: impl Into<B>, a: impl Into<A>)",
                "rust-args-reordered",
            ),
            (
                "(&self, a: u8, b: &str)",
                "(&self, b: &str, a: u8)",
                "rust-fn-signature-changed",
            ),
            (
                "(f: impl Fn(u8) -> u8, b: u8)",
                "(f: impl Fn(u8) -> u8, c: u8)",
                "rust-arg-renamed",
            ),
        ];
        for (old, new, expected) in cases {
            assert_eq!(rule(old, new), expected, "{old} → {new}");
        }
    }
}
