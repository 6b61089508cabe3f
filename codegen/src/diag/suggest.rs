//! Help lines that name what was probably meant.

/// Longer words than these are not compared: nobody mistypes them, and comparing takes the square of their length.
const LONGEST_WORD: usize = 64;
/// More names than these are not compared, so that thousands of mistakes in a large spec still take little time.
const MOST_NAMES: usize = 1_000;
/// More names than these are not listed.
const MOST_LISTED: usize = 24;

/// The nearest of `candidates`, when it is near enough to be what was meant.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    candidates
        .into_iter()
        .take(MOST_NAMES)
        .filter(|candidate| candidate.len() <= LONGEST_WORD)
        .filter(|candidate| word.len().abs_diff(candidate.len()) <= allowed(word, candidate))
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed(word, candidate))
        .min()
        .map(|(_, candidate)| candidate)
}

/// How far two words may be apart to count as one that was mistyped.
fn allowed(word: &str, candidate: &str) -> usize {
    1 + word.len().max(candidate.len()) / 4
}

/// A help line for a word of a closed set: the nearest of them, or all.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match did_you_mean(word, candidates.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => one_of(candidates),
    }
}

/// A help line for a name that the spec may define: the nearest known one, or all, or how to define it.
pub fn suggest_or<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
    define: &str,
) -> String {
    if let Some(near) = did_you_mean(word, candidates.clone()) {
        format!("did you mean `{near}`? If not, {define}")
    } else if candidates.clone().into_iter().next().is_none() {
        define.to_owned()
    } else {
        format!("{}; or {define}", one_of(candidates))
    }
}

fn one_of<'a>(candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let count = candidates.clone().into_iter().count();
    if count > MOST_LISTED {
        return "no known name is close to it; check the spelling".to_owned();
    }
    let all: Vec<_> = candidates
        .into_iter()
        .map(|candidate| format!("`{candidate}`"))
        .collect();
    match all.as_slice() {
        [] => "nothing may stand here; remove it".to_owned(),
        [only] => format!("expected {only}"),
        _ => format!("expected one of {}", all.join(", ")),
    }
}
