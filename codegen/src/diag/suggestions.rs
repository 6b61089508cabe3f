//! Help lines that suggest similar names.

/// Maximum length of the names that are compared, since the cost is quadratic in the length.
const MAX_LENGTH: usize = 64;
/// Maximum number of names that are compared, so that thousands of errors in a large spec are still reported quickly.
const MAX_COMPARED: usize = 1_000;
/// Maximum number of names that a help line lists.
const MAX_LISTED: usize = 24;

/// The candidate that is most similar to `word`, if it is similar enough to be a typo.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if word.len() > MAX_LENGTH {
        return None;
    }
    candidates
        .into_iter()
        .take(MAX_COMPARED)
        .filter(|candidate| candidate.len() <= MAX_LENGTH)
        .filter(|candidate| word.len().abs_diff(candidate.len()) <= max_distance(word, candidate))
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= max_distance(word, candidate))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Maximum edit distance between two names for one to be a typo of the other.
fn max_distance(word: &str, candidate: &str) -> usize {
    1 + word.len().max(candidate.len()) / 4
}

/// Help line for a name from a closed set: the most similar one, or all.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match did_you_mean(word, candidates.clone()) {
        Some(similar) => format!("did you mean `{similar}`?"),
        None => one_of(candidates),
    }
}

/// Help line for a name that the spec can define: the most similar one, or all, and how to define it.
pub fn suggest_or<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
    define: &str,
) -> String {
    if let Some(similar) = did_you_mean(word, candidates.clone()) {
        format!("did you mean `{similar}`? Otherwise, {define}")
    } else if candidates.clone().into_iter().next().is_none() {
        define.to_owned()
    } else {
        format!("{}; or {define}", one_of(candidates))
    }
}

/// Help line that lists all names of a closed set.
pub fn one_of<'a>(candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    let count = candidates.clone().into_iter().count();
    if count > MAX_LISTED {
        return "check the spelling; no known name is similar".to_owned();
    }
    let all: Vec<_> = candidates
        .into_iter()
        .map(|candidate| format!("`{candidate}`"))
        .collect();
    match all.as_slice() {
        [] => "remove it; no value is allowed here".to_owned(),
        [only] => format!("use {only}"),
        _ => format!("use one of {}", all.join(", ")),
    }
}
